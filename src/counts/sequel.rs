//! What came of it in the same sentence: whoever was hurt, and dies in a later clause, is dead.

use std::ops::Range;

use super::role::{MAX_CLAUSES, role_of_subject};
use super::source::Happening;
use super::story::Story;
use crate::extraction::CountCategory;
use crate::gazetteer::grammar::Role as FrameRole;
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::Voice;
use crate::syntax::quantity::Quantity;

impl<'a> Story<'_, 'a> {
    /// What came of it in the same sentence: "was shot and later died", "was taken to hospital, where he died".
    pub(super) fn with_sequel(&self, phrase: usize, quantity: &Quantity, told: Happening<'a>) -> Happening<'a> {
        let is_hurt = matches!(told.category, Some(CountCategory::Injured | CountCategory::Hospitalised | CountCategory::Rescued));
        if !is_hurt || !quantity.is_implicit {
            return told;
        }
        let clauses = &self.syntax.clauses.clauses;
        let sentence = self.sentence_of(phrase);
        let mut at = told.clause;
        let (_, first) = self.role(phrase);
        for _ in 0..MAX_CLAUSES {
            at += 1;
            if at >= clauses.len() || self.sentence_of(clauses[at].first.min(self.syntax.phrases.len() - 1)) != sentence {
                break;
            }
            let this = &clauses[at];
            let is_same = match this.subject {
                Some(subject) => subject == first || self.syntax.noun(subject).is_some_and(|noun| noun.is_pronoun),
                None => this.antecedent.is_some_and(|antecedent| antecedent == phrase || antecedent == first),
            };
            let Some(group) = self.syntax.verb_of(at).filter(|_| is_same) else { continue };
            // "shot his wife, then he killed himself"
            let is_of_subject = self.role(phrase).0 == Role::Object
                && self.grammar().complement("reflexive").is_some_and(|class| self.has_complement(group.term.clone(), class));
            if is_of_subject {
                continue;
            }
            let role = role_of_subject(group.voice);
            if let Some(later) = self.by_frames(phrase, quantity, at, role)
                && later.category == Some(CountCategory::Killed)
            {
                return Happening { clause: told.clause, was_hurt: true, ..later };
            }
        }
        told
    }

    /// "A man is in pain after he was shot": what a clause of the same sentence says of whom it calls by a pronoun.
    pub(super) fn by_pronoun(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        if !quantity.is_implicit || self.syntax.clause(clause).subject != Some(self.role(phrase).1) {
            return None;
        }
        self.children(clause).filter(|child| self.syntax.is_linked(*child, Link::Adverbial)).find_map(|child| {
            let subject = self.syntax.clause(child).subject?;
            let is_same = self.syntax.noun(subject).is_some_and(|noun| noun.is_pronoun) && self.agrees(&quantity.head, subject);
            let group = self.syntax.verb_of(child).filter(|group| is_same && group.voice == Voice::Passive);
            let told = group.and_then(|_| self.by_frames(phrase, quantity, child, FrameRole::Object));
            told.filter(Happening::is_done_to_a_person)
        })
    }

    /// Whether a pronoun can stand for one who is called by `head`: "he", "she", not "they".
    pub(super) fn agrees(&self, head: &Range<usize>, pronoun: usize) -> bool {
        let Some(gender) = self.is_male(self.syntax.phrases[pronoun].head) else { return false };
        head.clone().find_map(|token| self.is_male(token)).is_none_or(|own| own == gender)
    }

    /// The grammatical gender of a word that has one: "man" and "he", "woman" and "she".
    fn is_male(&self, token: usize) -> Option<bool> {
        if self.completes(token, "male") { Some(true) } else { self.completes(token, "female").then_some(false) }
    }
}
