//! What the words around a number make of it: a part, the total so far, an increment.

use super::Fact;
use crate::extraction::{Accumulation, CountCategory, Qualifier};
use crate::gazetteer::lexicon::{Side, WordSense};
use crate::reading::Reading;
use crate::syntax::quantity::Phrase;

/// What the words around the number make of it: a part, the total so far, an increment.
pub(super) fn accumulation(reading: &Reading<'_>, fact: &Fact) -> Option<Accumulation> {
    let phrase = &fact.phrase;
    let is_toll =
        ["count-toll-rose", "count-toll-raised", "count-toll-stands", "count-toll-is"].iter().any(|rule| fact.rule.starts_with(rule));
    if phrase.is_part && phrase.qualifier != Qualifier::Vague {
        Some(Accumulation::Subset)
    } else if is_toll || is_total(reading, phrase) {
        Some(Accumulation::Total)
    } else {
        is_increment(reading, phrase).then_some(Accumulation::Increment)
    }
}

/// Whether the text may say that the fact is within another: "72 of the 550", "including 3 children", "four children among the dead".
pub(super) fn may_be_part(reading: &Reading<'_>, fact: &Fact) -> bool {
    (fact.phrase.is_part && fact.phrase.qualifier != Qualifier::Vague) || is_among(fact) || is_included(reading, &fact.phrase)
}

pub(super) fn is_among(fact: &Fact) -> bool {
    fact.rule.starts_with("count-among-")
}

/// Whether the words around the number make it an increment: "90 more", "another 90".
fn is_increment(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let before = phrase.tokens.start.checked_sub(1).filter(|token| *token >= reading.sentence(phrase.tokens.start).start);
    let adds = |word: &str| matches!(word, "another" | "additional" | "further" | "extra" | "other" | "others");
    let within = phrase.tokens.clone().any(|token| {
        let folded = reading.text.folded(token);
        let is_hedge = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Hedge(_, Side::Before)));
        adds(folded) || (folded == "more" && token >= phrase.number.end && !is_hedge && reading.text.folded(token - 1) != "or")
    });
    let after = reading.text.folded_at(phrase.tokens.end) == Some("more") && reading.text.folded_at(phrase.tokens.end + 1) != Some("than");
    within || after || before.is_some_and(|token| adds(reading.text.folded(token)))
}

/// Whether the words around the number make it a running total: "a total of 40", "12 so far", "bringing the toll to 12".
fn is_total(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let cue = |token: usize| reading.cues_at(token).find(|(_, cue)| *cue == WordSense::InAll).map(|(end, _)| end);
    let before = (phrase.tokens.start.saturating_sub(6).max(sentence.start)..phrase.tokens.end).any(|token| cue(token).is_some());
    before || (phrase.tokens.end..(phrase.tokens.end + 5).min(sentence.end)).any(|token| cue(token).is_some())
}

/// Whether the phrase is said to be within another: "including 3 children", "among them two women", "three of them".
pub(super) fn is_included(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let before = (phrase.tokens.start.saturating_sub(3).max(sentence.start)..phrase.tokens.start)
        .any(|token| matches!(reading.text.folded(token), "including" | "among" | "include" | "includes" | "included"));
    before || is_of_them(reading, phrase)
}

/// "three of them", "eight of whom", "of whom 31 were wounded": the whole is what was told right before.
pub(super) fn is_of_them(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let stands_for_whole = |word: Option<&str>| matches!(word, Some("them" | "whom" | "these" | "those" | "which"));
    let (start, end) = (phrase.tokens.start, phrase.tokens.end);
    let after = reading.text.folded_at(end) == Some("of") && stands_for_whole(reading.text.folded_at(end + 1));
    let within = phrase.is_part && (phrase.number.end..end).any(|token| stands_for_whole(Some(reading.text.folded(token))));
    let before = start >= reading.sentence(start).start + 2
        && reading.text.folded(start - 2) == "of"
        && matches!(reading.text.folded(start - 1), "whom" | "which" | "these" | "them");
    after || within || before
}

/// "Of the 60 passengers, 22 were injured": whether the whole opens the sentence.
pub(super) fn opens_with_whole(reading: &Reading<'_>, whole: &Phrase) -> bool {
    let sentence = reading.sentence(whole.tokens.start);
    reading.text.folded(sentence.start) == "of" && whole.tokens.start <= sentence.start + 2
}

/// "Of the injured, 74 were taken to hospital": what happened to the whole that opens the sentence without a number.
pub(super) fn opening_state(reading: &Reading<'_>, phrase: &Phrase) -> Option<CountCategory> {
    const REACH_TOKENS: usize = 6;
    let start = reading.sentence(phrase.tokens.start).start;
    let opens = reading.text.folded(start) == "of" && reading.text.folded_at(start + 1) == Some("the");
    if !opens || phrase.tokens.start > start + REACH_TOKENS {
        return None;
    }
    reading.words_at(start + 2).find_map(|(_, sense)| match sense {
        WordSense::State(category) => Some(category),
        _ => None,
    })
}

/// "remained in critical condition": whether the words tell how somebody is who was hurt before.
pub(super) fn tells_condition(reading: &Reading<'_>, fact: &Fact) -> bool {
    fact.category == Some(CountCategory::Injured)
        && fact.clause.clone().any(|token| matches!(reading.text.folded(token), "condition" | "conditions"))
}
