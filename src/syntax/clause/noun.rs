//! Noun phrases: what each is in its clause, and to which other it is joined.

use super::builder::{Builder, Fresh, Joint, MAX_AHEAD};
use super::tree::{Link, Role};
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::WordSense;
use crate::syntax::phrase::{Determiner, Mark, NounPhrase, PhraseKind, VerbForm};

impl Builder<'_, '_, '_> {
    /// Gives a noun phrase its role in the current clause, or in the one that goes on with it.
    pub(super) fn noun(&mut self, index: usize, noun: NounPhrase) {
        if let Some(speech) = self.inverted.take() {
            self.out.clauses[speech].subject = Some(index);
            self.out.roles[index] = Role::Subject;
            self.current = speech;
            self.take(index);
            self.last_noun = Some(index);
            self.joint = Joint::None;
            self.fresh = None;
            return;
        }
        if self.preposition.is_none() && self.is_owned_by_antecedent(index, &noun) {
            let (current, antecedent) = (self.current, self.last_noun);
            self.open(Link::Relative, Some(current), index);
            self.take(index);
            self.clause().antecedent = antecedent;
            self.clause().opener = Some(index);
        }
        let joint = self.joint;
        let role = match self.preposition.take() {
            Some(preposition) => Role::Governed(preposition),
            None => {
                if joint == Joint::Comma && self.ends_leading_clause() || joint == Joint::CommaAnd && self.closes_relative() {
                    self.fresh = None;
                }
                self.take(index);
                let role = self.free_role(index, &noun, joint);
                // "police and medical sources", "Ana Reyes, an official in Kyiv,"
                let before = self.fresh.filter(|before| {
                    joint == Joint::And && before.phrase + 2 == index
                        || joint == Joint::Comma && self.describes(before.phrase, index, &noun)
                });
                // "Ivo Kranz, his lawyer, Ana Reyes, confirmed": who is told before a name belongs to that name.
                let is_introduced = |before: &Fresh| noun.name.is_some() && before.joint == Joint::Comma && joint == Joint::Comma;
                let start = before
                    .map_or((index, joint), |before| if is_introduced(&before) { (before.phrase, before.joint) } else { before.start });
                // "and in York 14 drivers"
                let led = self.led.take().filter(|_| joint == Joint::None && role != Role::Subject);
                self.led_in = led.map(|(preposition, _)| (index, preposition));
                let joint = led.map_or(joint, |(_, joint)| joint);
                let start = if led.is_some() { (index, joint) } else { start };
                self.fresh = Some(Fresh { phrase: index, joint, start });
                role
            }
        };
        if role == Role::Subject {
            let current = self.current;
            self.out.clauses[current].subject = Some(index);
        }
        self.out.roles[index] = role;
        self.last_noun = Some(index);
        self.joint = Joint::None;
    }

    /// "Ana Reyes, whose father was killed": a clause on the noun phrase before it, of which it tells nothing itself.
    fn is_owned_by_antecedent(&self, index: usize, noun: &NounPhrase) -> bool {
        noun.determiner == Determiner::Definite
            && self.last_noun.is_some_and(|last| last + 1 == index || last + 2 == index && self.joint == Joint::Comma)
            && self
                .reading
                .gazetteer
                .grammar()
                .complement("relative-owner")
                .is_some_and(|class| self.reading.is_word(self.phrases[index].tokens.start, WordSense::Complement(class)))
    }

    /// The role of a noun phrase that no preposition governs.
    fn free_role(&self, index: usize, noun: &NounPhrase, joint: Joint) -> Role {
        if joint != Joint::None
            && let Some(anchor) = self.anchor(index, noun)
            && !(joint == Joint::Comma && self.begins_behind_phrase(anchor))
        {
            return Role::Joined(anchor);
        }
        let clause = &self.out.clauses[self.current];
        match clause.verb {
            None => Role::Bare,
            // "Among the dead were four children."
            Some(verb)
                if clause.subject.is_none() && self.group(verb).is_some_and(|group| group.is_copula && group.form == VerbForm::Finite) =>
            {
                Role::Subject
            }
            Some(_) => Role::Object,
        }
    }

    /// "In all, 73 houses", "According to police, 12 people": behind the comma that closes a leading phrase the clause begins.
    fn begins_behind_phrase(&self, anchor: usize) -> bool {
        let clause = &self.out.clauses[self.current];
        let is_free = |at: &usize| {
            self.out.of_phrase[*at] == self.current && matches!(self.out.roles[*at], Role::Bare | Role::Subject | Role::Object)
        };
        clause.verb.is_none()
            && matches!(self.out.roles[self.first_of_list(anchor)], Role::Governed(_))
            && !(clause.first.max(anchor.saturating_sub(MAX_AHEAD))..anchor).any(|at| is_free(&at))
    }

    /// The first of the noun phrases that are joined up to this one.
    fn first_of_list(&self, last: usize) -> usize {
        let mut at = last;
        for _ in 0..MAX_AHEAD {
            match self.out.roles[at] {
                Role::Joined(anchor) => at = anchor,
                _ => break,
            }
        }
        at
    }

    /// The noun phrase of the clause to which another is joined: of two kinds, the last one of its own kind.
    fn anchor(&self, index: usize, noun: &NounPhrase) -> Option<usize> {
        let first = self.out.clauses[self.current].first;
        let is_of_clause = |at: &usize| self.out.of_phrase[*at] == self.current && matches!(self.phrases[*at].kind, PhraseKind::Noun(_));
        let from = first.max(index.saturating_sub(MAX_AHEAD));
        let last = (from..index).rev().find(is_of_clause)?;
        let kind = |noun: &NounPhrase| (noun.quantity.is_some() || noun.determiner == Determiner::Indefinite, noun.name.is_some());
        let own = kind(noun);
        let is_alike = matches!(&self.phrases[last].kind, PhraseKind::Noun(other) if kind(other) == own);
        let is_governed = matches!(self.out.roles[last], Role::Governed(_));
        if !is_governed || is_alike {
            return Some(last);
        }
        // "16 in Kirkuk, two near Hawija": the one before that nothing governs, if there is one.
        let free = (from..last).rev().find(|at| is_of_clause(at) && !matches!(self.out.roles[*at], Role::Governed(_)));
        // "the driver of the car, Ivo Kranz,": a name is joined to somebody, not to something.
        let is_named =
            noun.name.is_some() && noun.quantity.is_none() && free.is_some_and(|free| self.is_somebody(free)) && !self.is_somebody(last);
        free.filter(|_| own.0 || is_named).or(Some(last))
    }

    /// Whether a noun phrase without a name tells of a person: "the driver".
    fn is_somebody(&self, phrase: usize) -> bool {
        let PhraseKind::Noun(noun) = &self.phrases[phrase].kind else { return false };
        noun.name.is_none() && self.reading.calls_a_person(self.phrases[phrase].head)
    }

    /// Whether of two noun phrases with a comma between one says who the other is: "Ana Reyes, a nurse", "a nurse, Ana Reyes",
    /// "Ana Reyes, 30".
    fn describes(&self, first: usize, index: usize, noun: &NounPhrase) -> bool {
        let PhraseKind::Noun(before) = &self.phrases[first].kind else { return false };
        let is_name = |noun: &NounPhrase| noun.name.is_some() && noun.quantity.is_none();
        let is_role = |noun: &NounPhrase| noun.name.is_none() && noun.quantity.is_none() && noun.determiner != Determiner::None;
        let is_described = is_name(before) && noun.quantity.is_none() && noun.determiner != Determiner::None;
        let is_age =
            || is_name(before) && noun.quantity.is_none() && self.phrases[index].tokens.clone().all(|at| self.words[at].is(Parts::NUMERAL));
        first + 2 == index && (is_described || is_role(before) && is_name(noun) || is_age())
    }

    /// "When the bomb exploded, 12 people died": behind its comma a leading clause leaves the word to the clause that waits for its verb.
    fn ends_leading_clause(&mut self) -> bool {
        let is_leading =
            matches!(self.link(self.current), Link::Adverbial | Link::Participle | Link::Infinitive | Link::Complement | Link::Coordinate);
        if !is_leading || !self.has_verb(self.current) {
            return false;
        }
        let Some(waiting) = self.waiting(self.current) else { return false };
        // A list goes on within its clause: "When bombs hit Kyiv, Lviv and Odesa".
        self.current = waiting;
        self.joint = Joint::None;
        true
    }

    /// "Ana Reyes, who drove the bus, and four others": the comma before "and" closes the clause that a comma has opened.
    fn closes_relative(&mut self) -> bool {
        let this = &self.out.clauses[self.current];
        let is_open = this.link == Link::Relative
            && this.verb.is_some()
            && this.first.checked_sub(1).is_some_and(|before| matches!(self.phrases[before].kind, PhraseKind::Mark(Mark::Comma)));
        let Some(parent) = this.parent.filter(|_| is_open) else { return false };
        self.current = parent;
        true
    }
}
