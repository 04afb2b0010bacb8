//! Coordination: what is joined shares a noun and an event.

use super::part::{is_included, opens_with_whole};
use super::rules::RULES;
use super::{Fact, is_done_to_a_person};
use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::lexicon::{Function, Side, WordSense};
use crate::reading::Reading;
use crate::syntax::quantity::Phrase;

/// Whether `second` follows `first` with no more than a conjunction, a comma and fillers between.
pub(super) fn follows(reading: &Reading<'_>, first: &Phrase, second: &Phrase) -> bool {
    let (from, to) = (first.tokens.end, second.tokens.start);
    from <= to
        && to - from <= 5
        && from < to
        && reading.sentence_number(first.tokens.start) == reading.sentence_number(second.tokens.start)
        && (from..to).all(|token| {
            reading.text.is_mark(token, ',')
                || matches!(reading.text.folded(token), "others" | "more" | "other")
                || reading.words_at(token).any(|(_, sense)| {
                    matches!(
                        sense,
                        WordSense::Function(Function::Conjunction | Function::Determiner | Function::Indefinite | Function::Among)
                            | WordSense::Filler
                            | WordSense::Hedge(..)
                    )
                })
        })
}

/// Carries what coordination leaves out from one phrase to the next: the event ("550 drones and 11 missiles"), the noun ("19 people dead and
/// 48 injured").
pub(super) fn carry_over(reading: &Reading<'_>, facts: &mut [Fact]) {
    // Leftwards: "30 drones and 5 missiles were intercepted".
    for index in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        let is_whole = opens_with_whole(reading, &first.phrase);
        let is_part = is_included(reading, &first.phrase);
        if first.category.is_none()
            && !is_whole
            && !is_part
            && shares_its_subject(second.rule)
            && follows(reading, &first.phrase, &second.phrase)
        {
            (first.category, first.rule) = (second.category, "count-coordinated");
        }
    }
    for index in 0..facts.len() {
        let (before, after) = facts.split_at_mut(index);
        let fact = &mut after[0];
        let previous = before.last();
        if let Some(previous) = previous.filter(|previous| follows(reading, &previous.phrase, &fact.phrase)) {
            let is_weak = fact.category.is_none() || fact.rule.ends_with("-far");
            if is_weak && previous.category.is_some() {
                (fact.category, fact.rule) = (previous.category, "count-coordinated");
                fact.clause = fact.phrase.tokens.clone();
            }
        }
        if fact.phrase.subject.is_none() {
            fact.phrase.subject = Some(left_out_subject(reading, fact, before));
            if fact.phrase.subject == Some(CountSubject::Weapons) {
                let weapons = before.iter().rev().find(|fact| fact.phrase.subject == Some(CountSubject::Weapons));
                fact.phrase.weapons = weapons.map(|fact| fact.phrase.weapons.clone()).unwrap_or_default();
            }
        }
    }
}

/// Whether the rule's pattern stands after its phrase, so that a phrase joined before it is part of the same subject.
fn shares_its_subject(rule: &str) -> bool {
    RULES.iter().any(|listed| listed.name == rule && listed.side == Side::After)
}

/// How many facts back the whole of a part is looked for.
const MAX_WHOLE_DISTANCE: usize = 40;

/// What a phrase without a noun counts: what its event happens to, or what the phrase before it counts.
fn left_out_subject(reading: &Reading<'_>, fact: &Fact, before: &[Fact]) -> CountSubject {
    match fact.category {
        Some(CountCategory::Launched | CountCategory::Intercepted) => CountSubject::Weapons,
        Some(category) if is_done_to_a_person(category) => CountSubject::People,
        Some(CountCategory::Displaced | CountCategory::Protesting | CountCategory::Affected) => CountSubject::People,
        _ => {
            // "30 cars were stolen ... Two of the 30 were found"
            let is_whole = |other: &&Fact| fact.phrase.whole.is_some() && other.phrase.value == fact.phrase.whole;
            if let Some(whole) = before.iter().rev().take(MAX_WHOLE_DISTANCE).find(is_whole) {
                return whole.phrase.subject.unwrap_or(CountSubject::People);
            }
            let sentence = reading.sentence_number(fact.phrase.tokens.start);
            // "131 drones over 11 regions, 23 of them": a part is less than what it is of.
            let can_be =
                |previous: &&Fact| !fact.phrase.is_part || previous.phrase.value.is_none() || previous.phrase.value > fact.phrase.value;
            let before = before.iter().rev().take_while(|previous| reading.sentence_number(previous.phrase.tokens.start) == sentence);
            before.filter(can_be).find_map(|previous| previous.phrase.subject).unwrap_or(CountSubject::People)
        }
    }
}
