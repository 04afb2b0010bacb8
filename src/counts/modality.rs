//! In what way a clause states what it counts: as a fact, a claim, a plan, of another time.

use std::ops::Range;

use super::Fact;
use super::context::Context;
use crate::extraction::{CountCategory, Modality};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::reading::Reading;
use crate::syntax::quantity::Phrase;

/// How far before and after the phrase a cue is looked for.
const REACH_TOKENS: usize = 14;

/// Most tokens in one cue.
const LONGEST_CUE_TOKENS: usize = 6;

/// A word that makes a statement more, or less, than one of fact.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    tokens: Range<usize>,
    modality: Modality,
}

/// The cues of `sentence`, in order.
pub(super) fn cues(reading: &Reading<'_>, sentence: &Range<usize>) -> Vec<Cue> {
    let cues_at = |token: usize| {
        reading.cues_at(token).filter_map(move |(end, cue)| match cue {
            WordSense::Cue(modality) => Some(Cue { tokens: token..end, modality }),
            _ => None,
        })
    };
    sentence.clone().flat_map(cues_at).collect()
}

/// In what way the fact is stated. `claims`: its speaker only claims it; `is_of_another_time`: its time phrase names a year or month before the story's.
pub(super) fn modality(reading: &Reading<'_>, context: &Context, fact: &Fact, claims: bool, is_of_another_time: bool) -> Modality {
    let phrase = &fact.phrase;
    let (from, to) = clause(reading, &context.sentence, fact);
    let mut found = if claims { Modality::Claimed } else { Modality::Asserted };
    let first = context.cues.partition_point(|cue| cue.tokens.start + LONGEST_CUE_TOKENS < from);
    for cue in context.cues[first..].iter().take_while(|cue| cue.tokens.start < to) {
        // A verb of saying bounds the clause and may be a cue of it: "denied that 12 people died".
        let is_within = cue.tokens.end >= from;
        let modality = effect(reading, context, cue);
        if is_within && holds(reading, phrase, cue) && rank(modality) > rank(found) {
            found = modality;
        }
    }
    if rank(found) < rank(Modality::Planned) && is_planned_in_headline(reading, &context.sentence, fact) {
        found = Modality::Planned;
    }
    if is_of_another_time && rank(found) < rank(Modality::Historical) {
        found = Modality::Historical;
    }
    found
}

/// From where to where the clause of the phrase reaches, no further than a cue may be away.
fn clause(reading: &Reading<'_>, sentence: &Range<usize>, fact: &Fact) -> (usize, usize) {
    let phrase = &fact.phrase;
    let ends_clause = |token: usize| {
        matches!(
            reading.text.folded(token),
            ";" | ":" | "(" | ")" | "\"" | "but" | "while" | "after" | "when" | "although" | "though" | "how" | "where" | "because"
        ) || (reading.is_word(token, WordSense::Say) && !is_denied(reading, token))
    };
    let first = phrase.tokens.start.saturating_sub(REACH_TOKENS).max(sentence.start);
    let last = (phrase.tokens.end + REACH_TOKENS).min(sentence.end);
    let from = (first..phrase.tokens.start).rev().find(|token| ends_clause(*token)).map_or(first, |token| token + 1);
    // "injured 37 people and may have been caused by gas": another verb begins.
    let goes_on = |token: usize| reading.text.folded(token) == "and" && fact.category.is_some() && fact.clause.end <= token;
    let to =
        (phrase.tokens.end..last).find(|token| ends_clause(*token) || goes_on(*token) || reading.text.is_mark(*token, ',')).unwrap_or(last);
    (from, to)
}

/// "denied reports that": what is denied is no clause of its own.
fn is_denied(reading: &Reading<'_>, token: usize) -> bool {
    token > 0 && reading.cues_at(token - 1).any(|(end, cue)| end == token && cue == WordSense::Cue(Modality::Denied))
}

/// What the cue makes of its clause: "would" in somebody's words is what is planned ("the minister said 61 would be built").
fn effect(reading: &Reading<'_>, context: &Context, cue: &Cue) -> Modality {
    let is_reported = || context.speeches.first().is_some_and(|speech| speech.tokens().end <= cue.tokens.start);
    let is_would = reading.text.folded(cue.tokens.start) == "would" && cue.tokens.len() == 1;
    if is_would && is_reported() { Modality::Planned } else { cue.modality }
}

/// Whether a cue reaches the phrase.
fn holds(reading: &Reading<'_>, phrase: &Phrase, cue: &Cue) -> bool {
    let Cue { tokens: cue, modality } = cue;
    let is_inside = phrase.tokens.contains(&cue.start);
    if is_inside && !matches!(modality, Modality::Comparison | Modality::Claimed) {
        return false;
    }
    let is_before = cue.end <= phrase.tokens.start;
    let between = if is_before { cue.end..phrase.tokens.start } else { phrase.tokens.end.min(cue.start)..cue.start };
    let is_near = |most: usize| between.len() <= most;
    match modality {
        // "up from 537", "more than the 537": right before the number, or within its phrase.
        Modality::Comparison => {
            let is_filled = |token: usize| {
                let fills = |sense| {
                    matches!(sense, WordSense::Function(Function::Determiner | Function::Indefinite | Function::Of) | WordSense::Filler)
                };
                matches!(reading.text.folded(token), "previous" | "record" | "high" | "just" | "only" | "last")
                    || reading.words_at(token).any(|(_, sense)| fills(sense))
            };
            if is_before { is_near(3) && between.clone().all(is_filled) } else { cue.start < phrase.tokens.end }
        }
        // "could kill 12", "12 people will be sent": the verb stands between.
        Modality::Hypothetical | Modality::Planned => {
            let is_month = reading.text.tokens()[cue.start].is_capitalised() && reading.text.folded(cue.start) == "may";
            // "The drones that could reach Moscow killed 12": another verb of happening has taken the modal up.
            let happens =
                between.clone().filter(|token| reading.words_at(*token).any(|(_, sense)| matches!(sense, WordSense::Verb(_)))).count();
            !is_month && is_near(7) && happens <= 1
        }
        Modality::Denied => is_before && (!is_verb_of_saying(reading, cue) || denies_what_follows(reading, cue.end, phrase)),
        Modality::Claimed => is_near(8) && !is_verb_of_saying(reading, cue),
        Modality::Historical | Modality::Asserted => true,
    }
}

fn is_verb_of_saying(reading: &Reading<'_>, cue: &Range<usize>) -> bool {
    reading.is_word(cue.start, WordSense::Say)
}

/// "denied that 12 died", "denied killing 12", "denied reports of 12 deaths"; not "denied entry to 12".
fn denies_what_follows(reading: &Reading<'_>, after: usize, phrase: &Phrase) -> bool {
    let reach = after..(after + 3).min(phrase.tokens.start);
    let mut words = reach.map(|token| {
        let is_gerund = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(verb) if verb.forms.gerund));
        is_gerund || matches!(reading.text.folded(token), "that" | "reports" | "claims" | "allegations" | "accusations" | "having")
    });
    after == phrase.tokens.start || words.any(|follows| follows)
}

/// "Poland to buy 96 tanks": in a line without another verb, the infinitive is what is planned.
fn is_planned_in_headline(reading: &Reading<'_>, sentence: &Range<usize>, fact: &Fact) -> bool {
    const MOST_SUBJECT_TOKENS: usize = 6;
    let verb = fact.clause.start;
    let Some(to) = verb.checked_sub(1).filter(|to| *to > sentence.start && reading.text.folded(*to) == "to") else { return false };
    let is_infinitive = fact.category.is_some_and(|category| category != CountCategory::Other)
        && reading.words_at(verb).any(|(_, sense)| matches!(sense, WordSense::Verb(_)));
    let is_subject = |token: usize| {
        !reading.words_at(token).any(|(_, sense)| {
            matches!(sense, WordSense::Verb(_) | WordSense::Say | WordSense::Function(Function::Be | Function::Have | Function::Modal))
        })
    };
    is_infinitive
        && to - sentence.start <= MOST_SUBJECT_TOKENS
        && reading.text.tokens()[to - 1].is_capitalised()
        && (sentence.start..to).all(is_subject)
}

/// Of two cues the stronger decides.
fn rank(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted => 0,
        Modality::Claimed => 1,
        Modality::Historical => 2,
        Modality::Planned => 3,
        Modality::Hypothetical => 4,
        Modality::Comparison => 5,
        Modality::Denied => 6,
    }
}
