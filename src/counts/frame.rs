//! Frames: what the verb of a counted noun phrase says happened to it, by its rows: that of its own clause, of one beside it, or of one that
//! hangs on it.

use std::ops::Range;

use super::category::can_happen;
use super::role::role_of_subject;
use super::source::{Happening, Source};
use super::story::Story;
use crate::gazetteer::grammar::{Companion, Frame, Role as FrameRole};
use crate::gazetteer::lexicon::Function;
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{PhraseKind, VerbForm, Voice};
use crate::syntax::quantity::Quantity;

/// How many phrases around a noun phrase are looked at: keeps the time linear.
const MAX_PHRASES: usize = 24;
/// How many tokens between a subject and its verb are looked through.
const MAX_TOKENS_TO_VERB: usize = 64;

impl<'a> Story<'_, 'a> {
    /// By the verb of its own clause, and where that says nothing by that of an infinitive.
    pub(super) fn by_verb(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        let (role, first) = self.role(phrase);
        let this = self.syntax.clause(clause);
        let of_first = self.syntax.clauses.of_phrase[first];
        if of_first != clause {
            return None;
        }
        let role = match role {
            Role::Governed(preposition) => return self.by_oblique(phrase, quantity, clause, preposition),
            Role::Subject => true,
            Role::Object => false,
            _ if this.subject == Some(first) => true,
            _ => return None,
        };
        let group = self.syntax.verb_of(clause)?;
        let frame_role = match (role, group.voice) {
            (true, voice) => role_of_subject(voice),
            (false, Voice::Passive) => return None,
            (false, _) => FrameRole::Object,
        };
        if role && this.verb.is_some_and(|verb| verb < phrase) && !group.is_copula {
            return None;
        }
        let told = self.by_frames(phrase, quantity, clause, frame_role);
        if told.is_some() {
            return told;
        }
        // "are believed to have died", "were ordered to leave": the infinitive has the same subject.
        if role {
            let infinitive = self.children(clause).find(|child| self.syntax.is_linked(*child, Link::Infinitive))?;
            let voice = self.syntax.verb_of(infinitive)?.voice;
            let is_own = self.syntax.clause(infinitive).subject == this.subject;
            let frame_role = role_of_subject(voice);
            return is_own.then(|| self.by_frames(phrase, quantity, infinitive, frame_role)).flatten();
        }
        None
    }

    /// "fell from the scaffolding and died": what a clause beside it says of the same subject.
    pub(super) fn by_coordinate(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        let (_, first) = self.role(phrase);
        if self.syntax.clause(clause).subject != Some(first) {
            return None;
        }
        // Right behind "and": "her son, Kojo, had died" may be of somebody whom the clause tells later.
        let is_beside = |child: &usize| {
            let this = self.syntax.clause(*child);
            let is_joined = this.first > 0 && matches!(self.syntax.phrases[this.first - 1].kind, PhraseKind::Conjunction);
            this.link == Link::Coordinate && this.subject == Some(first) && is_joined
        };
        let told_by = |child: usize| {
            let group = self.syntax.verb_of(child)?;
            let role = role_of_subject(group.voice);
            let state = || {
                let state = self.behind(self.syntax.clause(child).verb.filter(|_| group.is_copula)?, child)?;
                let category = self.state_in(self.syntax.tokens(state)).filter(|_| !self.is_negated(child))?;
                Some(self.told(phrase, state, category, "count-is-state", Source::State))
            };
            self.by_frames(phrase, quantity, child, role).or_else(state)
        };
        self.children(clause).filter(is_beside).filter_map(told_by).find(|told| told.category.is_some())
    }

    /// "damage was reported in six districts", "cut power to 40,000": behind the frame's own preposition.
    fn by_oblique(&self, phrase: usize, quantity: &Quantity, clause: usize, preposition: usize) -> Option<Happening<'a>> {
        let verb = self.syntax.clause(clause).verb?;
        if preposition < verb {
            return None;
        }
        self.by_frames(phrase, quantity, clause, FrameRole::Oblique)
    }

    /// What the first frame of the clause's verb that holds says of what stands in `role`.
    pub(super) fn by_frames(&self, phrase: usize, quantity: &Quantity, clause: usize, role: FrameRole) -> Option<Happening<'a>> {
        let group = self.syntax.verb_of(clause)?;
        let counted = self.counted(quantity);
        let verb = self.grammar().verb(group.verb?);
        let holds =
            |frame: &&Frame| frame.role == role && frame.of.any(counted) && self.has_companion(phrase, clause, role, &frame.companion);
        let frame = verb.frames.iter().find(holds)?;
        if frame.companion != Companion::Negation && frame.category.is_some() && self.is_negated(clause) {
            return Some(self.own(phrase, quantity, None, "count-negated", Source::Negated));
        }
        let Some(category) = frame.category.filter(|category| can_happen(*category, quantity.subject)) else {
            return Some(self.own(phrase, quantity, None, &frame.name, Source::Verb));
        };
        let by = self.syntax.clause(clause).verb?;
        Some(self.told(phrase, by, category, &frame.name, Source::Verb))
    }

    /// "Seized from the van were 11 rifles": the participle in front says what the copula does not.
    pub(super) fn by_inversion(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        let this = self.syntax.clause(clause);
        let (role, first) = self.role(phrase);
        let verb = this.verb.filter(|verb| *verb < first)?;
        let is_behind = role == Role::Subject && this.subject == Some(first);
        let is_copula = self.syntax.verb_of(clause).is_some_and(|group| self.is_be(group));
        let fronted = self.syntax.clauses.of_phrase[verb.checked_sub(1).filter(|_| is_behind && is_copula)?];
        let is_fronted = fronted != clause && self.syntax.clause(fronted).parent == Some(clause);
        let group = self.syntax.verb_of(fronted).filter(|_| is_fronted)?;
        (group.form == VerbForm::Participle).then(|| self.by_frames(phrase, quantity, fronted, FrameRole::Object)).flatten()
    }

    /// Whether what a frame asks for stands beside its verb.
    fn has_companion(&self, phrase: usize, clause: usize, role: FrameRole, companion: &Companion) -> bool {
        let this = self.syntax.clause(clause);
        let Some(verb) = this.verb else { return false };
        let range = || verb + 1..this.end.min(verb + 1 + MAX_PHRASES).min(self.syntax.phrases.len());
        let is_of_clause = |at: &usize| self.syntax.clauses.of_phrase[*at] == clause;
        match companion {
            Companion::None => true,
            Companion::Negation => self.is_negated(clause),
            Companion::Preposition(hashes, class) => {
                let is_wanted = |at: usize| {
                    let tokens = self.syntax.tokens(at);
                    hashes.contains(&self.reading.text.tokens()[tokens.end - 1].hash())
                };
                if role == FrameRole::Oblique {
                    return matches!(self.role(phrase).0, Role::Governed(preposition) if is_wanted(preposition));
                }
                range().filter(is_of_clause).any(|at| {
                    let leads = matches!(self.syntax.phrases[at].kind, PhraseKind::Preposition(_) | PhraseKind::Adverb | PhraseKind::State)
                        && is_wanted(at);
                    leads && class.is_none_or(|class| self.has_complement(self.prepositional(at, clause), class))
                })
            }
            Companion::Bare(class) => {
                let from = phrase.max(verb);
                let tokens = self.syntax.tokens(from).end;
                let end = (tokens + 3).min(self.reading.sentence(self.syntax.tokens(from).start).end);
                self.has_complement(tokens..end, *class)
            }
            Companion::Object(class) => range()
                .filter(is_of_clause)
                .filter(|at| self.syntax.clauses.roles[*at] == Role::Object || matches!(self.role(*at).0, Role::Object))
                .any(|at| self.has_complement(self.syntax.tokens(at).clone(), *class)),
            Companion::Subject(class) => {
                this.subject.is_some_and(|subject| {
                    // "Hits by three missiles were recorded": the subject with what belongs to it.
                    let own = self.syntax.tokens(subject);
                    let end = self.syntax.tokens(verb).start.min(own.end + MAX_TOKENS_TO_VERB).max(own.end);
                    self.has_complement(own.start..end, *class)
                })
            }
            Companion::Infinitive(class) => self.children(clause).any(|child| {
                self.syntax.is_linked(child, Link::Infinitive)
                    && self.syntax.verb_of(child).is_some_and(|group| self.has_complement(group.term.clone(), *class))
            }),
        }
    }

    /// The tokens from a preposition over its noun phrase and what "of" adds to it.
    fn prepositional(&self, preposition: usize, clause: usize) -> Range<usize> {
        let mut end = preposition + 1;
        for at in preposition + 1..self.syntax.phrases.len().min(preposition + 8) {
            let goes_on = self.syntax.clauses.of_phrase[at] == clause
                && matches!(
                    self.syntax.phrases[at].kind,
                    PhraseKind::Noun(_) | PhraseKind::Preposition(_) | PhraseKind::State | PhraseKind::Adverb
                );
            if !goes_on {
                break;
            }
            end = at + 1;
        }
        self.syntax.tokens(preposition).start..self.syntax.tokens(end - 1).end
    }

    /// By a clause that hangs on the noun phrase: "tourists killed in the avalanche", "12 who died".
    pub(super) fn by_relative(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let clause = self.syntax.clauses.of_phrase[phrase];
        let relative = self.relative_of(phrase, clause)?;
        let this = self.syntax.clause(relative);
        if let Some(state) = this
            .verb
            .filter(|_| this.subject.is_none_or(|subject| subject == phrase))
            .filter(|_| self.syntax.verb_of(relative).is_some_and(|group| group.is_copula))
            .and_then(|verb| self.behind(verb, relative))
        {
            let category = self.state_in(self.syntax.tokens(state))?;
            return Some(self.told(phrase, state, category, "count-is-state", Source::State));
        }
        // "whose brother killed two": said of another.
        if this.opener.is_some_and(|opener| self.syntax.noun(opener).is_some()) {
            return None;
        }
        let group = self.syntax.verb_of(relative)?;
        let role = match (group.voice, group.form, this.subject) {
            // "of whom 31 were wounded": its subject is another.
            (Voice::Passive, _, Some(subject)) if subject != phrase => return None,
            (Voice::Passive, ..) => FrameRole::Object,
            (_, VerbForm::Gerund, _) => FrameRole::Subject,
            (_, _, None) => FrameRole::Subject,
            // "who the brothers shot": the subject is another.
            (_, _, Some(_)) => FrameRole::Object,
        };
        self.by_frames(phrase, quantity, relative, role)
    }

    /// "seven passengers with serious burns": what a preposition right behind the noun says, as behind a copula.
    pub(super) fn by_attribute(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let preposition = phrase + 1;
        let tokens = &self.syntax.phrases.get(preposition).filter(|it| it.kind == PhraseKind::Preposition(Function::With))?.tokens;
        let hash = self.reading.text.tokens()[tokens.end - 1].hash();
        let be = self.grammar().be()?;
        let counted = self.counted(quantity);
        let clause = self.syntax.clauses.of_phrase[phrase];
        let frame = self.grammar().verb(be).frames.iter().find(|frame| match &frame.companion {
            Companion::Preposition(hashes, Some(class)) => {
                frame.of.any(counted) && hashes.contains(&hash) && self.has_complement(self.prepositional(preposition, clause), *class)
            }
            _ => false,
        })?;
        let category = frame.category?;
        Some(self.told(phrase, preposition, category, &frame.name, Source::State))
    }
}
