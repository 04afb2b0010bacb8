//! Figures without a noun of their own, which count what another fact counts.

use super::part::is_included;
use super::{Fact, gapping};
use crate::extraction::Modality;
use crate::gazetteer::lexicon::{Function, SpeechUse, WordSense};
use crate::reading::Reading;
use crate::syntax::quantity::{Named, Phrase};

/// What a figure counts where its words leave it to those of another.
pub(super) fn bare(reading: &Reading<'_>, phrase: &Phrase, named: Named<'_>, facts: &[Fact]) -> Option<Fact> {
    let previous = facts.last();
    if let Some(model) = numbered(reading, phrase, facts) {
        return Some(shared(phrase, model, "count-figure-is"));
    }
    if let Some(previous) = previous.filter(|previous| is_other_figure(reading, phrase, previous)) {
        let rule = if previous.rule.starts_with("count-toll") { "count-toll-is-now" } else { "count-figure-is" };
        return Some(shared(phrase, previous, rule));
    }
    if let Some(model) = gapping::model(reading, phrase, named, facts) {
        let Phrase { is_part, whole, .. } = model.phrase;
        return Some(shared(&Phrase { is_part, whole, ..phrase.clone() }, model, gapping::RULE));
    }
    if let Some(model) = gapping::model_before_place(reading, phrase, named, facts) {
        return Some(shared(phrase, model, gapping::BEFORE_PLACE));
    }
    // "pulled 27 from the ruins, including six from a hotel"
    let is_bare = phrase.subject.is_none() && phrase.head.is_empty() && is_included(reading, phrase);
    if let Some(previous) = previous.filter(|previous| is_bare && is_near(reading, &previous.phrase, phrase)) {
        return Some(shared(phrase, previous, "count-included"));
    }
    let compared = previous.filter(|previous| is_compared(reading, &previous.phrase, phrase));
    compared.map(|previous| shared(phrase, previous, "count-compared"))
}

/// "The agency put the figure at 132", "organisers spoke of 50,000", "The toll was put at four; by noon it stood at 23": of what the figure
/// before counts.
fn is_other_figure(reading: &Reading<'_>, phrase: &Phrase, previous: &Fact) -> bool {
    const REACH_TOKENS: usize = 5;
    let start = phrase.tokens.start;
    let sentence = reading.sentence(start);
    if !phrase.head.is_empty() {
        return false;
    }
    let is_toll = previous.rule.starts_with("count-toll") && sentence.contains(&previous.phrase.tokens.start);
    let figure = (start.saturating_sub(REACH_TOKENS).max(sentence.start)..start).rev().find(|token| match reading.text.folded(*token) {
        "figure" | "estimate" => true,
        "it" => is_toll,
        _ => false,
    });
    let spoke_of = (start.saturating_sub(2).max(sentence.start)..start)
        .any(|token| reading.speeches_at(token).any(|(end, usage)| end == start && end > token + 1 && usage == SpeechUse::OfFigure));
    spoke_of || figure.is_some_and(|figure| figure + 1 < start && (figure + 1..start).all(|token| leads_to_figure(reading, token)))
}

/// "Hezbollah put the number of rockets at 60": the fact before that counts the noun of which the number is told.
fn numbered<'f>(reading: &Reading<'_>, phrase: &Phrase, facts: &'f [Fact]) -> Option<&'f Fact> {
    const REACH_TOKENS: usize = 8;
    let start = phrase.tokens.start;
    let from = start.saturating_sub(REACH_TOKENS).max(reading.sentence(start).start);
    let number = (from..start).rev().find(|token| reading.text.folded(*token) == "number").filter(|_| phrase.head.is_empty())?;
    let leads = |token: usize| leads_to_figure(reading, token);
    let noun_end = (number + 2..start).find(|token| leads(*token)).filter(|_| reading.is_function(number + 1, Function::Of))?;
    let noun = noun_end.checked_sub(1).filter(|noun| *noun > number + 1 && (noun_end..start).all(leads))?;
    let is_same = |fact: &&Fact| fact.phrase.head.clone().last().is_some_and(|head| reading.text.folded(head) == reading.text.folded(noun));
    facts.iter().rev().take(MAX_FACTS_BACK).find(is_same)
}

/// "at", "to", "stood": what stands between the word for a figure and the figure.
fn leads_to_figure(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_function(token, Function::To)
        || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Rise | WordSense::Filler))
}

/// How many facts back another figure of the same thing is looked for.
const MAX_FACTS_BACK: usize = 24;

/// Whether the phrase follows in the same sentence, not far off.
fn is_near(reading: &Reading<'_>, previous: &Phrase, phrase: &Phrase) -> bool {
    const REACH_TOKENS: usize = 14;
    previous.tokens.end <= phrase.tokens.start
        && previous.tokens.end + REACH_TOKENS >= phrase.tokens.start
        && reading.sentence_number(previous.tokens.start) == reading.sentence_number(phrase.tokens.start)
}

/// "62 drownings this summer, up from 48": a number without a noun behind words of comparison, in the sentence of what it is compared with.
fn is_compared(reading: &Reading<'_>, previous: &Phrase, phrase: &Phrase) -> bool {
    const REACH_TOKENS: usize = 30;
    let start = phrase.tokens.start;
    let is_cue = |first: usize| {
        reading.cues_at(first).any(|(end, cue)| {
            let is_near =
                end <= start && (end..start).all(|token| matches!(reading.text.folded(token), "a" | "the" | "just" | "only" | "of"));
            cue == WordSense::Cue(Modality::Comparison) && is_near
        })
    };
    phrase.head.is_empty()
        && previous.tokens.end < start
        && start - previous.tokens.end <= REACH_TOKENS
        && reading.sentence_number(previous.tokens.start) == reading.sentence_number(start)
        && (previous.tokens.end..start).any(is_cue)
}

/// A figure without a noun of its own, of the same kind as `other`'s.
fn shared(phrase: &Phrase, other: &Fact, rule: &'static str) -> Fact {
    let (subject, weapons) = (other.phrase.subject, other.phrase.weapons.clone());
    Fact::of_phrase(Phrase { subject, weapons, ..phrase.clone() }, other.category, rule)
}
