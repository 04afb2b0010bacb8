//! Participles, gerunds and infinitives. A participle may be a past form as well: what stands around it decides.

use super::builder::{Builder, Fresh, Joint};
use super::tree::{Link, Role};
use crate::gazetteer::grammar::{Parts, Takes};
use crate::gazetteer::lexicon::Function;
use crate::syntax::phrase::{PhraseKind, VerbGroup, Voice};

impl Builder<'_, '_, '_> {
    /// Gives a participle its clause and its voice.
    pub(super) fn participle(&mut self, index: usize, group: &VerbGroup) {
        let current = self.current;
        let can_be_active = group.voice == Voice::Open;
        // "died": never said of what another does.
        if can_be_active && self.is_never_passive(group) {
            self.set_voice(index, Voice::Active);
            // "grieved for the pilgrims drowned at sea"
            let is_reduced = self.has_verb(current)
                && self.joint == Joint::None
                && self.last_noun.is_some_and(|noun| noun + 1 == index && matches!(self.out.roles[noun], Role::Governed(_)))
                && self.waiting(current).is_none()
                && !self.takes(current, Takes::CLAUSE);
            return if is_reduced { self.reduced(index, current, self.last_noun) } else { self.finite(index, group) };
        }
        // "..., he said by telephone": a pronoun takes no clause without a relative.
        let is_behind_pronoun = self.fresh.is_some_and(|fresh| {
            let is_pronoun = matches!(&self.phrases[fresh.phrase].kind, PhraseKind::Noun(noun) if noun.is_pronoun);
            is_pronoun && fresh.joint != Joint::None && fresh.phrase + 1 == index
        });
        if can_be_active && is_behind_pronoun {
            self.set_voice(index, Voice::Active);
            return self.finite(index, group);
        }
        let has_object = self.object_follows(index);
        let is_by = self.phrases.get(index + 1).is_some_and(|next| next.kind == PhraseKind::Preposition(Function::By));
        let is_intransitive = can_be_active && !is_by && !self.is_done_to_objects(group);
        let is_active = can_be_active && (has_object || is_intransitive);
        let is_adjacent = self.last_noun.is_some_and(|noun| self.only_adverbs_between(noun + 1, index));
        if self.joint != Joint::None {
            return self.participle_behind_joint(index, is_active);
        }
        if !self.has_verb(current)
            && let Some(fresh) = self.fresh.filter(|fresh| is_adjacent && fresh.joint == Joint::Comma && self.is_item(fresh.phrase))
        {
            // "3,000 protesters, 12 detained": the figure without a noun is an item of its own.
            self.open(Link::Coordinate, Some(current), fresh.phrase);
            self.move_from(fresh.phrase, index);
            self.out.roles[fresh.phrase] = Role::Bare;
            self.set_voice(index, Voice::Passive);
            return self.attach(self.current, index, Some(fresh.phrase));
        }
        if !self.has_verb(current) {
            let subject = self.subject_for(current);
            let begins = subject.is_none() && self.link(current) != Link::Relative;
            // "Of the 62 missiles launched on Friday, 55 were": what a preposition governs, and nothing else, stands before.
            let is_governed = begins && self.last_noun.is_some_and(|noun| noun + 1 == index);
            if is_governed && !has_object {
                return self.reduced(index, current, self.last_noun);
            }
            // "wept as the court heard"
            let is_told_when = || {
                is_intransitive
                    && self.phrases.get(index + 1).is_some_and(|next| next.kind == PhraseKind::Subordinator)
                    && self.clause_follows(index + 1)
            };
            if !begins && is_active && (has_object || self.is_never_passive(group) || is_told_when() || !self.verb_follows(index)) {
                self.set_voice(index, Voice::Active);
                return self.attach(current, index, subject);
            }
            if self.verb_follows(index) && !self.is_never_passive(group) {
                return self.reduced(index, current, self.last_noun.filter(|noun| !begins || noun + 1 == index));
            }
            let is_active = (begins && has_object && can_be_active) || (!begins && is_active);
            self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
            return self.attach(current, index, subject);
        }
        // "Not only were 12 people killed": the auxiliary stands before its subject.
        let verb = self.out.clauses[current].verb;
        let is_question = verb.and_then(|verb| self.group(verb)).is_some_and(|group| group.is_copula)
            && self.out.clauses[current].subject.is_some_and(|subject| verb.is_some_and(|verb| subject > verb));
        if is_question {
            self.set_voice(index, Voice::Passive);
            self.clause().verb = Some(index);
            return;
        }
        match self.fresh.filter(|_| is_adjacent || has_object) {
            Some(Fresh { phrase, joint, .. }) if joint != Joint::None => {
                self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
                let is_reduced = !is_active && self.verb_follows(index) && self.waiting(current).is_none();
                if is_reduced {
                    return self.reduced(index, current, self.last_noun);
                }
                let target = if joint == Joint::CommaAnd { self.closed_above(current) } else { self.finite_above(current) };
                self.coordinate(index, target, Some(phrase));
            }
            Some(Fresh { phrase, .. }) if self.takes(current, Takes::CLAUSE) && is_active => {
                self.set_voice(index, Voice::Active);
                self.complement(index, current, phrase);
            }
            _ => {
                if is_active
                    && has_object
                    && let Some(waiting) = self.waiting(current)
                {
                    self.set_voice(index, Voice::Active);
                    return self.complete(waiting, index);
                }
                if is_intransitive
                    && !is_adjacent
                    && let Some(waiting) = self.waiting(current)
                {
                    self.set_voice(index, Voice::Active);
                    return self.complete(waiting, index);
                }
                self.reduced(index, current, self.last_noun);
            }
        }
    }

    /// The same right behind a comma or a conjunction.
    fn participle_behind_joint(&mut self, index: usize, is_active: bool) {
        let current = self.current;
        let joins = self.joint.joins();
        if !self.has_verb(current) && joins {
            self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
            return self.complete(current, index);
        }
        if joins {
            let target = if is_active { self.finite_above(current) } else { current };
            let is_passive_before =
                self.out.clauses[target].verb.and_then(|verb| self.group(verb)).is_some_and(|group| group.voice == Voice::Passive);
            // "was shot and died"
            let is_own =
                !is_passive_before || self.object_follows(index) || self.group(index).is_some_and(|group| self.is_never_passive(group));
            self.set_voice(index, if is_active && is_own { Voice::Active } else { Voice::Passive });
            let link = self.link(target);
            self.coordinate(index, target, None);
            if link == Link::Relative {
                self.clause().antecedent = self.out.clauses[target].antecedent;
            }
            return;
        }
        if is_active && self.object_follows(index) {
            self.set_voice(index, Voice::Active);
            if !self.has_verb(current) {
                return self.complete(current, index);
            }
            if let Some(waiting) = self.waiting(current) {
                return self.complete(waiting, index);
            }
            let target = self.finite_above(current);
            return self.coordinate(index, target, None);
        }
        if let Some(waiting) = self.waiting(current).filter(|_| is_active && self.has_verb(current)) {
            self.set_voice(index, Voice::Active);
            return self.complete(waiting, index);
        }
        if !self.has_verb(current) && !self.verb_follows(index) {
            self.set_voice(index, if is_active { Voice::Active } else { Voice::Passive });
            return self.complete(current, index);
        }
        self.reduced(index, current, self.last_noun);
    }

    /// Whether a figure without a noun follows one with a noun.
    fn is_item(&self, phrase: usize) -> bool {
        let Role::Joined(anchor) = self.out.roles[phrase] else { return false };
        let is_number = |at: usize| self.words[self.phrases[at].head].is(Parts::NUMERAL);
        let counts = |at: usize| matches!(&self.phrases[at].kind, PhraseKind::Noun(noun) if noun.quantity.is_some());
        counts(phrase) && counts(anchor) && is_number(phrase) && !is_number(anchor)
    }

    /// Opens the clause of a gerund: "killing 12".
    pub(super) fn gerund(&mut self, index: usize) {
        let current = self.current;
        let joint = self.joint;
        let opener = self.preposition.take();
        let noun = self.last_noun;
        let is_adjacent = joint == Joint::None && opener.is_none() && noun.is_some_and(|noun| self.only_adverbs_between(noun + 1, index));
        let is_beside = joint.joins() && self.link(current) == Link::Participle;
        let (link, parent) = if is_beside { (Link::Coordinate, current) } else { (Link::Participle, current) };
        let shared = self.out.clauses[parent].subject;
        self.open(link, Some(parent), index);
        self.attach(self.current, index, None);
        let antecedent = if is_adjacent { noun } else { None };
        let opener_noun =
            opener.and_then(|opener| opener.checked_sub(1)).filter(|before| matches!(self.phrases[*before].kind, PhraseKind::Noun(_)));
        let this = self.clause();
        this.subject = if is_adjacent { noun } else { shared };
        this.antecedent = antecedent.or(opener_noun);
        this.opener = opener;
        self.last_noun = noun;
    }

    /// Opens the clause of an infinitive: "to kill 12".
    pub(super) fn infinitive(&mut self, index: usize) {
        let current = self.current;
        // "Poland to buy 96 tanks": a line without another verb.
        if !self.has_verb(current) && self.subject_for(current).is_some() && !self.verb_follows(index) {
            return self.complete(current, index);
        }
        let object = self.fresh.map(|fresh| fresh.phrase);
        let subject = if self.takes(current, Takes::OBJECT_INFINITIVE) { object } else { None };
        let shared = self.out.clauses[current].subject;
        let noun = self.last_noun;
        let is_beside = self.joint.joins() && self.link(current) == Link::Infinitive;
        self.open(if is_beside { Link::Coordinate } else { Link::Infinitive }, Some(current), index);
        self.attach(self.current, index, None);
        self.clause().subject = subject.or(shared);
        self.last_noun = noun;
    }
}
