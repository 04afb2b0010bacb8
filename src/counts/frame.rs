//! Frames: what the clause of a counted noun phrase says happened to it, by the rows of its verb, its noun or its state.

use std::ops::Range;

use super::category::{can_happen, traits};
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject, WeaponCategory};
use crate::gazetteer::grammar::{Companion, Counted, Frame, Parts, Role as FrameRole, Takes};
use crate::gazetteer::lexicon::{Force, Function, WordSense};
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Determiner, Mark, PhraseKind, VerbForm, VerbGroup, Voice};
use crate::syntax::quantity::Quantity;

/// What happened, and where the text says so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Happening<'a> {
    /// What happened; `None` where the text says that nothing did.
    pub(super) category: Option<CountCategory>,
    /// Name of the row that says so.
    pub(super) rule: &'a str,
    /// The kind of words that say so.
    pub(super) source: Source,
    /// The clause that says so.
    pub(super) clause: usize,
    /// The tokens from what is counted to the word that says so.
    pub(super) tokens: Range<usize>,
    /// Whether one is told to have been hurt before she or he died.
    pub(super) was_hurt: bool,
}

/// What kind of words say what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Nothing yet: what happened is left to what stands beside it.
    Open,
    /// A negation: the text says that it did not happen.
    Negated,
    /// The noun itself: "15 deaths", "protesters".
    Noun,
    /// A state: "12 dead", "were missing".
    State,
    /// "among the dead".
    Among,
    /// A verb.
    Verb,
    /// A noun for what happened: "the arrest of 12".
    Nominal,
    /// A toll and its verb: "the death toll rose to 12".
    Toll,
    /// What it is joined to.
    Coordinated,
    /// Its place in a list: "six in Nairobi, three in Kisumu".
    Gapped,
    /// The figure that it is compared with: "up from 48".
    Compared,
    /// The figure of which it is another: "organisers spoke of 50,000".
    Figure,
    /// "including 12", "12 of them".
    Included,
}

/// How many phrases around a noun phrase are looked at: keeps the time linear.
const MAX_PHRASES: usize = 24;
/// How many tokens between a subject and its verb are looked through.
const MAX_TOKENS_TO_VERB: usize = 64;
/// How many clauses hang on one another at most.
const MAX_DEPTH: usize = 8;
/// How many clauses behind a clause are looked at for those that hang on it.
pub(super) const MAX_CLAUSES: usize = 12;

/// What the subject of a verb is to its frames: of the passive the object.
pub(super) fn role_of_subject(voice: Voice) -> FrameRole {
    if voice == Voice::Passive { FrameRole::Object } else { FrameRole::Subject }
}

impl<'s, 'a> Story<'s, 'a> {
    /// The role of a phrase, that of the first one where several are joined; and the number of that first one.
    pub(super) fn role(&self, phrase: usize) -> (Role, usize) {
        let mut at = phrase;
        for _ in 0..MAX_PHRASES {
            match self.syntax.clauses.roles[at] {
                Role::Joined(anchor) if anchor < at => at = anchor,
                // "a total of 52 supporters": what they are in the clause is what the total is.
                Role::Governed(preposition) if self.is_transparent(preposition) => at = preposition - 1,
                role => return (role, at),
            }
        }
        (Role::None, at)
    }

    /// Whether "of" leads from a noun that stands for what it governs: "a total of", "a group of".
    fn is_transparent(&self, preposition: usize) -> bool {
        let is_of = matches!(self.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Of));
        let Some(noun) = preposition.checked_sub(1).filter(|_| is_of) else { return false };
        let is_plain = self.syntax.noun(noun).is_some_and(|noun| noun.quantity.is_none());
        let head = self.syntax.phrases[noun].head;
        is_plain && self.completes(head, "transparent")
    }

    /// What is counted, as frames ask for it.
    pub(super) fn counted(&self, quantity: &Quantity) -> Counted {
        let mut counted = Counted::of(quantity.subject).or(Counted::of_force(self.force(quantity)));
        if self.flies(quantity) {
            counted = counted.or(Counted::FLYING);
        }
        if self.grammar().complement("lives").is_some_and(|lives| self.has_complement(quantity.head.clone(), lives)) {
            counted = counted.or(Counted::LIVES);
        }
        if quantity.implied == Some(CountCategory::Injured) {
            counted = counted.or(Counted::HURT);
        }
        counted
    }

    /// For whom those counted are under arms, if they are.
    pub(super) fn force(&self, quantity: &Quantity) -> Option<Force> {
        quantity.head.clone().find_map(|token| {
            self.reading.words_at(token).find_map(|(end, sense)| match sense {
                WordSense::Armed(force) if end == quantity.head.end => Some(force),
                _ => None,
            })
        })
    }

    /// Whether what is counted are drones, missiles or bombs.
    fn flies(&self, quantity: &Quantity) -> bool {
        quantity.subject == Some(CountSubject::Weapons)
            && quantity.weapons.iter().any(|mention| {
                let weapon = &self.weapons.weapons[self.weapons.tokens[*mention].1];
                let category = weapon.entry.weapon().map(|facts| facts.category);
                matches!(category, Some(WeaponCategory::UncrewedVehicle | WeaponCategory::Missile | WeaponCategory::Bomb))
            })
    }

    /// What happened to what `phrase` counts, in order of what says it best.
    pub(super) fn happened(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let clause = self.syntax.clauses.of_phrase[phrase];
        if let Some(category) = quantity.category {
            return Some(self.own(phrase, quantity, Some(category), "count-of-what-happened", Source::Noun));
        }
        let told = self.by_state(phrase, quantity).or_else(|| self.by_among(phrase, clause));
        let told = told.or_else(|| self.by_verb(phrase, quantity, clause));
        let told = match told {
            // "identified four tourists killed in the avalanche", "a man who was shot was flown to hospital": what has a category of its own says more.
            Some(told) if matches!(told.category, Some(CountCategory::Other | CountCategory::Hospitalised)) => {
                Some(self.by_relative(phrase, quantity).filter(|more| more.category.is_some()).unwrap_or(told))
            }
            told => told,
        };
        let told = told.or_else(|| self.by_attribute(phrase, quantity)).or_else(|| self.by_relative(phrase, quantity));
        let told = told.or_else(|| self.by_toll(phrase, quantity, clause)).or_else(|| self.by_nominal(phrase, quantity));
        let told = told.or_else(|| self.by_attack(phrase, quantity, clause));
        // "were swept away and killed": the first verb may say nothing of what happened.
        let is_open = told.as_ref().is_none_or(|told| told.category.is_none() && !self.is_negated(clause));
        let told = if is_open { self.by_coordinate(phrase, quantity, clause).or(told) } else { told };
        let told = told.or_else(|| self.by_pronoun(phrase, quantity, clause));
        if let Some(told) = told {
            return Some(self.and_then(phrase, quantity, told));
        }
        let implied = quantity.implied?;
        Some(self.own(phrase, quantity, Some(implied), "count-implied-by-noun", Source::Noun))
    }

    /// What the noun of a whole says of itself: "of the 550 drones fired", "of the 12 wounded".
    pub(super) fn by_own_words(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        if let Some(told) = self.by_relative(phrase, quantity).filter(|told| told.category.is_some()) {
            return Some(told);
        }
        let implied = quantity.implied?;
        Some(self.own(phrase, quantity, Some(implied), "count-implied-by-noun", Source::Noun))
    }

    fn own(&self, phrase: usize, quantity: &Quantity, category: Option<CountCategory>, rule: &'a str, source: Source) -> Happening<'a> {
        Happening {
            category,
            rule,
            source,
            clause: self.syntax.clauses.of_phrase[phrase],
            tokens: quantity.tokens.clone(),
            was_hurt: false,
        }
    }

    fn told(&self, phrase: usize, by: usize, category: CountCategory, rule: &'a str, source: Source) -> Happening<'a> {
        let (one, other) = (self.syntax.tokens(phrase), self.syntax.tokens(by));
        let tokens = one.start.min(other.start)..one.end.max(other.end);
        Happening { category: Some(category), rule, source, clause: self.syntax.clauses.of_phrase[by], tokens, was_hurt: false }
    }

    /// The category of a state that begins within `tokens`: the longest term.
    pub(super) fn state_in(&self, tokens: &Range<usize>) -> Option<CountCategory> {
        let longest = |token: usize| {
            let states = self.reading.words_at(token).filter_map(|(end, sense)| match sense {
                WordSense::State(category) if end <= tokens.end => Some((end, category)),
                _ => None,
            });
            states.max_by_key(|(end, _)| *end).map(|(_, category)| category)
        };
        tokens.clone().find_map(longest)
    }

    /// "19 people dead", "12 still missing", "are in critical condition".
    fn by_state(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let clause = self.syntax.clauses.of_phrase[phrase];
        // "the injured 20"
        let before = self.syntax.tokens(phrase).start..quantity.tokens.start;
        if quantity.head.is_empty()
            && let Some(category) = self.state_in(&before)
        {
            return Some(self.told(phrase, phrase, category, "count-the-dead", Source::State));
        }
        // "dead - 3, injured - 14"
        if let Some(label) = self.label_before(phrase, quantity)
            && let Some(category) = self.state_in(self.syntax.tokens(label))
        {
            return Some(self.told(phrase, label, category, "count-labelled", Source::State));
        }
        // "a mother and her son dead": of all whom "and" joins.
        let last = if quantity.is_implicit { self.last_joined(phrase) } else { phrase };
        if let Some(state) = self.behind(last, clause) {
            let category = self.state_in(self.syntax.tokens(state))?;
            return Some(self.told(phrase, state, category, "count-state-after", Source::State));
        }
        let (role, _) = self.role(phrase);
        let verb = self.syntax.clause(clause).verb?;
        let group = self.syntax.verb_of(clause)?;
        // "died in hospital", "were taken to hospital with burns": a verb that tells more than the state behind it.
        let tells = group.verb.is_some_and(|verb| self.grammar().verb(verb).frames.iter().any(|frame| frame.category.is_some()));
        let links = group.is_copula
            || group.voice == Voice::Passive && !tells
            || !tells && group.verb.is_some_and(|verb| self.grammar().verb(verb).takes.any(Takes::STATE));
        let is_subject = role == Role::Subject || self.syntax.clause(clause).subject == Some(self.role(phrase).1);
        if !is_subject || !links {
            return None;
        }
        let state = match verb < phrase {
            // "Dead at the scene were two men"
            true => Some(self.syntax.clause(clause).first).filter(|first| self.syntax.phrases[*first].kind == PhraseKind::State)?,
            false => self.behind(verb, clause)?,
        };
        let category = self.state_in(self.syntax.tokens(state))?;
        if self.is_negated(clause) {
            return Some(self.own(phrase, quantity, None, "count-negated", Source::Negated));
        }
        Some(self.told(phrase, state, category, "count-is-state", Source::State))
    }

    /// The last of the noun phrases that "and" joins to one.
    fn last_joined(&self, phrase: usize) -> usize {
        let mut last = phrase;
        for _ in 0..MAX_PHRASES {
            let joins = self.syntax.phrases.get(last + 1).is_some_and(|next| next.kind == PhraseKind::Conjunction);
            let is_next = joins && self.syntax.noun(last + 2).is_some() && self.syntax.clauses.roles[last + 2] == Role::Joined(last);
            if !is_next {
                break;
            }
            last += 2;
        }
        last
    }

    /// The phrase that labels a bare figure, with a colon or a dash between.
    fn label_before(&self, phrase: usize, quantity: &Quantity) -> Option<usize> {
        const MOST_TOKENS: usize = 2;
        let label = phrase.checked_sub(2).filter(|_| quantity.head.is_empty())?;
        let is_marked = matches!(self.syntax.phrases[phrase - 1].kind, PhraseKind::Mark(Mark::Colon | Mark::Dash));
        let is_state = matches!(self.syntax.phrases[label].kind, PhraseKind::State | PhraseKind::Verb(_));
        let is_closed = self.syntax.phrases.get(phrase + 1).is_none_or(|next| matches!(next.kind, PhraseKind::Mark(_)));
        (is_marked && is_state && is_closed && self.syntax.tokens(label).len() <= MOST_TOKENS).then_some(label)
    }

    /// The state phrase right behind a phrase of its clause, adverbs aside.
    fn behind(&self, phrase: usize, clause: usize) -> Option<usize> {
        let mut at = phrase + 1;
        while at < self.syntax.phrases.len()
            && at <= phrase + 4
            && matches!(self.syntax.phrases[at].kind, PhraseKind::Adverb | PhraseKind::Time)
        {
            at += 1;
        }
        let is_state = at < self.syntax.phrases.len()
            && matches!(self.syntax.phrases[at].kind, PhraseKind::State)
            && self.syntax.clauses.of_phrase[at] == clause;
        is_state.then_some(at)
    }

    /// "nine were among the injured", "among the dead were four", "the dead included four", "among those freed were 43".
    fn by_among(&self, phrase: usize, clause: usize) -> Option<Happening<'a>> {
        let (role, _) = self.role(phrase);
        let verb = self.syntax.clause(clause).verb;
        let is_copula = self.syntax.verb_of(clause).is_some_and(|group| group.is_copula);
        let is_subject = role == Role::Subject || (verb.is_none() && role == Role::Bare);
        if (is_subject && (is_copula || verb.is_none())) || (is_copula && role == Role::Object) {
            let range = self.syntax.clause(clause).first..(phrase + MAX_PHRASES).min(self.syntax.phrases.len());
            let from = range.start.max(phrase.saturating_sub(MAX_PHRASES));
            for at in from..range.end {
                if self.syntax.clauses.of_phrase[at] != clause
                    || !matches!(self.syntax.phrases[at].kind, PhraseKind::Preposition(Function::Among))
                {
                    continue;
                }
                let Some((category, by)) = self.state_noun(at + 1, clause) else { continue };
                return Some(self.told(phrase, by, category, "count-among-those", Source::Among));
            }
        }
        // "leaving four children among the dead"
        let is_among =
            |at: usize| matches!(self.syntax.phrases.get(at).map(|phrase| &phrase.kind), Some(PhraseKind::Preposition(Function::Among)));
        if role == Role::Object
            && is_among(phrase + 1)
            && let Some((category, by)) = self.state_noun(phrase + 2, clause)
        {
            return Some(self.told(phrase, by, category, "count-among-those", Source::Among));
        }
        // "The wounded included 13 children"
        if role == Role::Object || role == Role::Bare || matches!(role, Role::Governed(_)) {
            let before = self.syntax.phrases.get(phrase.checked_sub(1)?)?;
            let includes = matches!(before.kind, PhraseKind::Preposition(Function::Among));
            let subject = phrase.checked_sub(2).filter(|_| includes)?;
            let noun = self.syntax.noun(subject)?;
            let is_state = noun.determiner == Determiner::Definite && noun.quantity.is_none();
            let category = self.state_in(self.syntax.tokens(subject)).filter(|_| is_state)?;
            return Some(self.told(phrase, subject, category, "count-dead-included", Source::Among));
        }
        None
    }

    /// The category of a noun phrase that stands for people by what happened to them: "the dead", "those killed".
    fn state_noun(&self, phrase: usize, clause: usize) -> Option<(CountCategory, usize)> {
        let noun = self.syntax.noun(phrase)?;
        if noun.determiner == Determiner::Definite
            && let Some(category) = self.state_in(self.syntax.tokens(phrase))
        {
            return Some((category, phrase));
        }
        // "among the 31 dead"
        if let Some(state) = self.behind(phrase, clause).filter(|_| noun.quantity.is_some()) {
            return Some((self.state_in(self.syntax.tokens(state))?, state));
        }
        // "those killed": a clause on it.
        let relative = self.relative_of(phrase, clause)?;
        let group = self.syntax.verb_of(relative)?;
        let category = self.default_category(group.verb?, FrameRole::Object)?;
        Some((category, self.syntax.clause(relative).verb?))
    }

    fn default_category(&self, verb: u16, role: FrameRole) -> Option<CountCategory> {
        let frames = &self.grammar().verb(verb).frames;
        frames.iter().find(|frame| frame.role == role && frame.companion == Companion::None && frame.of == Counted::ANY)?.category
    }

    /// The relative clause, with a relative or without, that hangs on a noun phrase.
    pub(super) fn relative_of(&self, phrase: usize, clause: usize) -> Option<usize> {
        let clauses = &self.syntax.clauses.clauses;
        let from = clause.saturating_add(1);
        (from..clauses.len().min(from + MAX_CLAUSES)).find(|at| {
            let this = &clauses[*at];
            matches!(this.link, Link::Relative | Link::Participle)
                && this.antecedent == Some(phrase)
                && (this.link == Link::Relative || this.opener.is_none())
        })
    }

    /// Whether the verb of a clause is negated, or what it says is said of nobody.
    pub(super) fn is_negated(&self, clause: usize) -> bool {
        let this = self.syntax.clause(clause);
        let by_verb = self.syntax.verb_of(clause).is_some_and(|group| group.is_negated);
        let by_subject =
            this.subject.and_then(|subject| self.syntax.noun(subject)).is_some_and(|noun| noun.determiner == Determiner::Negative);
        let by_adverb = this.verb.is_some_and(|verb| {
            let from = this.first.max(verb.saturating_sub(3));
            (from..verb).any(|at| {
                self.syntax.clauses.of_phrase[at] == clause
                    && matches!(self.syntax.phrases[at].kind, PhraseKind::Adverb)
                    && self.syntax.words[self.syntax.phrases[at].tokens.start].is(Parts::NEGATION)
            })
        });
        by_verb || by_subject || by_adverb
    }

    /// By the verb of its own clause, and where that says nothing by that of an infinitive.
    fn by_verb(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
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
    fn by_coordinate(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
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

    /// The clauses that hang on a clause.
    pub(super) fn children(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let clauses = &self.syntax.clauses.clauses;
        (clause + 1..clauses.len().min(clause + 1 + MAX_CLAUSES)).filter(move |at| clauses[*at].parent == Some(clause))
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
        if self.is_negated(clause) && frame.category.is_some() {
            return Some(self.own(phrase, quantity, None, "count-negated", Source::Negated));
        }
        let Some(category) = frame.category.filter(|category| can_happen(*category, quantity.subject)) else {
            return Some(self.own(phrase, quantity, None, &frame.name, Source::Verb));
        };
        let by = self.syntax.clause(clause).verb?;
        Some(self.told(phrase, by, category, &frame.name, Source::Verb))
    }

    /// Whether what a frame asks for stands beside its verb.
    fn has_companion(&self, phrase: usize, clause: usize, role: FrameRole, companion: &Companion) -> bool {
        let this = self.syntax.clause(clause);
        let Some(verb) = this.verb else { return false };
        let range = || verb + 1..this.end.min(verb + 1 + MAX_PHRASES).min(self.syntax.phrases.len());
        let is_of_clause = |at: &usize| self.syntax.clauses.of_phrase[*at] == clause;
        match companion {
            Companion::None => true,
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
    fn by_relative(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
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
    fn by_attribute(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
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

    /// "the death toll rose to 12", "bringing the toll to 37", "Death toll: 12".
    fn by_toll(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        let counts_people = quantity.subject.is_none_or(|subject| matches!(subject, CountSubject::People | CountSubject::Events));
        if !counts_people || !quantity.head.is_empty() && quantity.subject == Some(CountSubject::Events) {
            return None;
        }
        let this = self.syntax.clause(clause);
        let (role, _) = self.role(phrase);
        if this.link == Link::Label
            && let Some(parent) = this.parent
            && self.syntax.clause(parent).verb.is_none()
        {
            return self.by_label(phrase, parent, this.first);
        }
        let toll = |at: usize| self.toll_in(self.syntax.tokens(at));
        let leads = match role {
            Role::Governed(preposition) => {
                matches!(self.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::To | Function::Locative))
            }
            Role::Object | Role::Bare | Role::Joined(_) | Role::None => true,
            Role::Subject => false,
        };
        if !leads {
            return None;
        }
        let verb = this.verb?;
        if verb > phrase {
            return None;
        }
        if let Some(subject) = this.subject.filter(|subject| *subject < phrase)
            && let Some(category) = self.toll_around(subject, verb)
            && self.rises(clause)
        {
            return Some(self.told(phrase, subject, category, "count-toll-rose-to", Source::Toll));
        }
        if !matches!(role, Role::Governed(_)) {
            return None;
        }
        let from = (verb + 1).max(phrase.saturating_sub(MAX_PHRASES));
        let is_of_clause = |at: &usize| self.syntax.clauses.of_phrase[*at] == clause;
        let (object, category) = (from..phrase).filter(is_of_clause).find_map(|at| Some((at, toll(at)?)))?;
        Some(self.told(phrase, object, category, "count-toll-raised-to", Source::Toll))
    }

    /// The toll that a subject is, with what belongs to it before its verb: "the number of people killed".
    fn toll_around(&self, subject: usize, verb: usize) -> Option<CountCategory> {
        self.toll_in(self.syntax.tokens(subject)).or_else(|| {
            let tokens = self.syntax.tokens(subject).start..self.syntax.tokens(verb).start.min(self.syntax.tokens(subject).end + 6);
            self.toll_at(tokens.start.max(self.syntax.tokens(subject).end.saturating_sub(2)), &tokens)
        })
    }

    fn toll_at(&self, token: usize, within: &Range<usize>) -> Option<CountCategory> {
        let tolls = (token..within.end).flat_map(|at| self.reading.words_at(at).filter(|(end, _)| *end <= within.end));
        tolls.filter_map(|(_, sense)| if let WordSense::Toll(category) = sense { Some(category) } else { None }).next()
    }

    /// What a toll within `tokens` is of.
    pub(super) fn toll_in(&self, tokens: &Range<usize>) -> Option<CountCategory> {
        let longest = |token: usize| {
            let tolls = self.reading.words_at(token).filter_map(|(end, sense)| match sense {
                WordSense::Toll(category) if end == tokens.end || end <= tokens.end && end > token + 1 => Some((end, category)),
                _ => None,
            });
            tolls.max_by_key(|(end, _)| *end).map(|(_, category)| category)
        };
        tokens.clone().find_map(longest)
    }

    /// Whether the verb of a clause is one that tolls have: "rose", "stands", "is", "was put".
    fn rises(&self, clause: usize) -> bool {
        let Some(group) = self.syntax.verb_of(clause) else { return false };
        group.is_copula && self.is_be(group) || self.is_verb(clause, WordSense::Rise)
    }

    /// Whether a copula is "be" itself: "left a widow" says of nobody what she is.
    pub(super) fn is_be(&self, group: &VerbGroup) -> bool {
        let own = self.syntax.words[group.term.start].verb;
        own.is_none_or(|own| Some(own) == self.grammar().be())
    }

    /// "KILLED: 12", "Deaths: 4 in Lofa, 7 in Bong".
    fn by_label(&self, phrase: usize, label: usize, first: usize) -> Option<Happening<'a>> {
        let is_of_label = |at: &usize| self.syntax.clauses.of_phrase[*at] == label;
        let from = self.syntax.clause(label).first.max(first.saturating_sub(MAX_PHRASES));
        let by = (from..first).rev().find(|at| {
            is_of_label(at) && matches!(self.syntax.phrases[*at].kind, PhraseKind::Noun(_) | PhraseKind::Verb(_) | PhraseKind::State)
        })?;
        let tokens = self.syntax.tokens(by);
        let category = self.toll_in(tokens).or_else(|| self.state_in(tokens)).or_else(|| match &self.syntax.phrases[by].kind {
            PhraseKind::Verb(group) => self.default_category(group.verb?, FrameRole::Object),
            _ => None,
        })?;
        Some(self.told(phrase, by, category, "count-labelled", Source::Toll))
    }

    /// "the deaths of 12 people", "a contract for 96 tanks".
    fn by_nominal(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let (Role::Governed(preposition), _) = self.role(phrase) else { return None };
        let function = match self.syntax.phrases[preposition].kind {
            PhraseKind::Preposition(function) => function,
            _ => return None,
        };
        let is_of = function == Function::Of;
        let leads = is_of
            || function == Function::To
            || self
                .reading
                .words_at(self.syntax.tokens(preposition).start)
                .any(|(_, sense)| sense == WordSense::Function(Function::Preposition));
        // "a contract on Wednesday for 96 tanks"
        let mut noun = preposition.checked_sub(1).filter(|_| leads)?;
        while noun > 0 && matches!(self.syntax.phrases[noun].kind, PhraseKind::Time | PhraseKind::Adverb | PhraseKind::Preposition(_)) {
            noun -= 1;
        }
        self.syntax.noun(noun)?;
        let head = self.syntax.phrases[noun].head;
        let tokens = self.syntax.tokens(noun);
        let category = tokens.clone().rev().take(3).find_map(|token| {
            self.reading.words_at(token).find_map(|(end, sense)| match sense {
                WordSense::Nominal(category) if end == head + 1 => Some(category),
                WordSense::Toll(category) if end == head + 1 && is_of => Some(category),
                _ => None,
            })
        })?;
        let category = match category {
            CountCategory::Released if quantity.subject == Some(CountSubject::Weapons) => CountCategory::Supplied,
            category => category,
        };
        can_happen(category, quantity.subject).then(|| self.told(phrase, noun, category, "count-nominal-of", Source::Nominal))
    }

    /// "an attack with 20 drones", "a barrage of 40 missiles", "airstrikes, including over 70 missiles".
    fn by_attack(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        if quantity.subject != Some(CountSubject::Weapons) || quantity.is_part {
            return None;
        }
        let (Role::Governed(preposition), _) = self.role(phrase) else { return None };
        let leads =
            matches!(self.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::With | Function::Of | Function::Among));
        let attack = self.grammar().complement("attack")?;
        let from = preposition.saturating_sub(8).max(self.syntax.clause(clause).first);
        let noun = (from..preposition)
            .rev()
            .find(|at| self.syntax.noun(*at).is_some() && self.has_complement(self.syntax.tokens(*at).clone(), attack))?;
        leads.then(|| self.told(phrase, noun, CountCategory::Launched, "count-attack-with-weapons", Source::Nominal))
    }

    /// Whether what happened is done to people one by one.
    pub(super) fn is_done_to_a_person(told: &Happening<'_>) -> bool {
        told.category.is_some_and(|category| traits(category).is_done_to_a_person)
    }

    /// Whether a mark of this kind is the phrase.
    pub(super) fn is_mark(&self, phrase: usize, mark: Mark) -> bool {
        self.syntax.phrases.get(phrase).is_some_and(|it| it.kind == PhraseKind::Mark(mark))
    }

    /// How deep clauses are climbed.
    pub(super) const MAX_DEPTH: usize = MAX_DEPTH;
}
