//! What the words around a number make of it: a part, the total so far, an increment.

use super::fact::{Fact, is_included, is_of_them};
use super::source::Source;
use super::story::Story;
use crate::extraction::{Accumulation, CountCategory, Qualifier};
use crate::gazetteer::lexicon::{Function, Side, WordSense};
use crate::syntax::quantity::Quantity;

/// What the words around the number make of it.
pub(super) fn accumulation(story: &Story<'_, '_>, fact: &Fact<'_>) -> Option<Accumulation> {
    let quantity = &fact.quantity;
    if quantity.is_part && quantity.qualifier != Qualifier::Vague {
        Some(Accumulation::Subset)
    } else if fact.source == Source::Toll || is_total(story, quantity) {
        Some(Accumulation::Total)
    } else {
        is_increment(story, quantity).then_some(Accumulation::Increment)
    }
}

/// Whether the text may say that the fact is within another: "72 of the 550", "including 3 children", "four children among the dead".
pub(super) fn may_be_part(story: &Story<'_, '_>, fact: &Fact<'_>) -> bool {
    let quantity = &fact.quantity;
    (quantity.is_part && quantity.qualifier != Qualifier::Vague)
        || is_among(fact)
        || fact.source == Source::Included
        || is_included(story, fact.phrase)
        || is_of_them(story, quantity)
}

pub(super) fn is_among(fact: &Fact<'_>) -> bool {
    fact.source == Source::Among && fact.person.is_none()
}

/// Whether the words around the number make it an increment: "90 more", "another 90".
fn is_increment(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    let reading = story.reading;
    let (Some(adds), Some(more)) = (story.grammar().complement("increment"), story.grammar().complement("more")) else { return false };
    let is = |token: usize, class| reading.is_word(token, WordSense::Complement(class));
    let is_hedge = |token: usize| {
        reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Hedge(..)))
            || token > 0 && reading.words_at(token - 1).any(|(end, sense)| end > token && matches!(sense, WordSense::Hedge(_, Side::After)))
    };
    let within =
        quantity.tokens.clone().any(|token| is(token, adds) || (token >= quantity.number.end && is(token, more) && !is_hedge(token)));
    let end = quantity.tokens.end;
    let after = is(end, more) && !reading.words_at(end).any(|(hedge, sense)| hedge > end + 1 && matches!(sense, WordSense::Hedge(..)));
    let sentence = reading.sentence(quantity.tokens.start);
    let before = quantity.tokens.start.checked_sub(1).filter(|token| *token >= sentence.start);
    within || (after && end < sentence.end) || before.is_some_and(|token| is(token, adds))
}

/// Whether the words around the number make it a running total: "a total of 40", "12 so far", "bringing the toll to 12".
fn is_total(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    const BEFORE_TOKENS: usize = 6;
    const AFTER_TOKENS: usize = 5;
    let sentence = story.reading.sentence(quantity.tokens.start);
    let is_cue = |token: usize| story.reading.cues_at(token).any(|(_, cue)| cue == WordSense::InAll);
    let mut before = quantity.tokens.start.saturating_sub(BEFORE_TOKENS).max(sentence.start)..quantity.tokens.end;
    let mut after = quantity.tokens.end..(quantity.tokens.end + AFTER_TOKENS).min(sentence.end);
    before.any(is_cue) || after.any(is_cue)
}

/// "Of the 60 passengers, 22 were injured": whether the whole opens the sentence.
pub(super) fn opens_with_whole(story: &Story<'_, '_>, whole: &Quantity) -> bool {
    let sentence = story.reading.sentence(whole.tokens.start);
    story.reading.is_function(sentence.start, Function::Of) && whole.tokens.start <= sentence.start + 2
}

/// "Of the injured, 74 were taken to hospital": what happened to the whole that opens the sentence without a number.
pub(super) fn opening_state(story: &Story<'_, '_>, quantity: &Quantity) -> Option<CountCategory> {
    const REACH_TOKENS: usize = 6;
    let reading = story.reading;
    let start = reading.sentence(quantity.tokens.start).start;
    let opens = reading.is_function(start, Function::Of) && reading.is_function(start + 1, Function::Determiner);
    if !opens || quantity.tokens.start > start + REACH_TOKENS {
        return None;
    }
    story.state_in(&(start + 2..start + 3))
}

/// "remained in critical condition": whether the words tell how somebody is who was hurt before.
pub(super) fn tells_condition(story: &Story<'_, '_>, fact: &Fact<'_>) -> bool {
    let Some(condition) = story.grammar().complement("condition") else { return false };
    fact.category == Some(CountCategory::Injured) && story.has_complement(fact.tokens.clone(), condition)
}
