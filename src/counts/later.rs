//! What came of it in a later sentence: whoever was hurt and dies there is dead.

use super::fact::Fact;
use super::source::Happening;
use super::story::Story;
use crate::extraction::CountCategory;
use crate::syntax::clause::Role;
use crate::syntax::phrase::Determiner;

/// How many sentences on somebody who was hurt can be said to have died.
const MAX_SENTENCES: usize = 4;
/// How many phrases on: keeps the time linear.
const MAX_PHRASES: usize = 80;

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
