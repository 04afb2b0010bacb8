//! What came of it: whoever was hurt, and dies in a later clause or sentence, is dead.

use std::ops::Range;

use super::fact::Fact;
use super::frame::{Happening, MAX_CLAUSES, role_of_subject};
use super::story::Story;
use crate::extraction::CountCategory;
use crate::gazetteer::grammar::Role as FrameRole;
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Determiner, Voice};
use crate::syntax::quantity::Quantity;

/// How many sentences on somebody who was hurt can be said to have died.
const MAX_SENTENCES: usize = 4;
/// How many phrases on: keeps the time linear.
const MAX_PHRASES: usize = 80;

impl<'s, 'a> Story<'s, 'a> {
    /// What came of it in the same sentence: "was shot and later died", "was taken to hospital, where he died".
    pub(super) fn and_then(&self, phrase: usize, quantity: &Quantity, told: Happening<'a>) -> Happening<'a> {
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
            told.filter(Self::is_done_to_a_person)
        })
    }

    /// Whether a pronoun can stand for one who is called by `head`: "he", "she", not "they".
    fn agrees(&self, head: &Range<usize>, pronoun: usize) -> bool {
        let Some(gender) = self.is_male(self.syntax.phrases[pronoun].head) else { return false };
        head.clone().find_map(|token| self.is_male(token)).is_none_or(|own| own == gender)
    }

    /// The grammatical gender of a word that has one: "man" and "he", "woman" and "she".
    fn is_male(&self, token: usize) -> Option<bool> {
        if self.completes(token, "male") { Some(true) } else { self.completes(token, "female").then_some(false) }
    }
}

/// "An officer shot a driver ... The driver was pronounced dead", "Ivo Kranz shot himself. He died at the scene."
pub(super) fn tell_later_death<'a>(story: &Story<'_, 'a>, fact: &mut Fact<'a>) {
    let is_hurt = matches!(fact.category, Some(CountCategory::Injured | CountCategory::Hospitalised));
    if is_hurt
        && fact.quantity.is_implicit
        && let Some(later) = later_death(story, fact)
    {
        (fact.category, fact.rule, fact.source) = (later.category, later.rule, later.source);
        fact.was_hurt = true;
    }
}

/// The clause in the sentences behind that of the fact in which the same person dies.
fn later_death<'a>(story: &Story<'_, 'a>, fact: &Fact<'a>) -> Option<Happening<'a>> {
    let sentence = story.sentence_of(fact.phrase);
    let end = story.syntax.phrases.len().min(fact.phrase + MAX_PHRASES);
    let mut is_last_told = true;
    for at in fact.phrase + 1..end {
        if story.sentence_of(at) > sentence + MAX_SENTENCES {
            break;
        }
        let Some(noun) = story.syntax.noun(at) else { continue };
        let clause = story.syntax.clauses.of_phrase[at];
        let is_subject = story.syntax.clause(clause).subject == Some(at);
        let is_same = if noun.is_pronoun { is_last_told && story.agrees(&fact.quantity.head, at) } else { is_same_person(story, fact, at) };
        if is_same && is_subject && story.sentence_of(at) > sentence {
            let told = story.happened(at, &fact.quantity).filter(|told| told.category == Some(CountCategory::Killed));
            if told.is_some() {
                return told;
            }
        }
        // Somebody else is told of: "he" is no longer the one hurt.
        if !noun.is_pronoun && !is_same && (is_subject || story.syntax.clauses.roles[at] == Role::Object) && is_somebody(story, at) {
            is_last_told = false;
        }
    }
    None
}

/// "the driver" of whom the fact tells as "a driver", or the name again.
fn is_same_person(story: &Story<'_, '_>, fact: &Fact<'_>, phrase: usize) -> bool {
    let tokens = story.syntax.tokens(phrase);
    if let Some(person) = fact.person {
        return story.person_in(tokens) == Some(person) && story.syntax.noun(phrase).is_some_and(|noun| noun.owner_end.is_none());
    }
    let hash = |token: usize| story.reading.text.tokens()[token].hash();
    let is_definite = story.syntax.noun(phrase).is_some_and(|noun| noun.determiner == Determiner::Definite && noun.quantity.is_none());
    let head = fact.quantity.head.clone().last();
    is_definite && head.is_some_and(|head| hash(head) == hash(story.syntax.phrases[phrase].head))
}

/// Whether a noun phrase tells of one person.
fn is_somebody(story: &Story<'_, '_>, phrase: usize) -> bool {
    story.person_in(story.syntax.tokens(phrase)).is_some() || story.reading.calls_a_person(story.syntax.phrases[phrase].head)
}
