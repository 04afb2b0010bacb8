//! Gapping: figures that a list gives place by place without saying again of what ("in Solok eight dead and in Medan three", "Nampula had 24
//! cases and 9 deaths, Sofala 11 and two").

use std::ops::Range;

use super::Fact;
use crate::gazetteer::lexicon::Function;
use crate::numeral::Numeral;
use crate::reading::Reading;
use crate::syntax::quantity::{Named, Phrase, phrase};
use crate::text::TokenKind;

/// Name of the rule for figures after their places.
pub(super) const RULE: &str = "count-gapped";
/// Name of the rule for figures before theirs.
pub(super) const BEFORE_PLACE: &str = "count-gapped-in";

/// The fact, among those of the sentence, whose noun and event the figure without a noun shares: the same one in the order of the item before.
pub(super) fn model<'f>(reading: &Reading<'_>, phrase: &Phrase, named: Named<'_>, facts: &'f [Fact]) -> Option<&'f Fact> {
    if !phrase.head.is_empty() || phrase.is_implicit || !closes(reading, phrase.tokens.end) {
        return None;
    }
    let start = phrase.tokens.start;
    let at = named.places.partition_point(|(tokens, _)| tokens.end <= start);
    let heading = &named.places[at.checked_sub(1)?].0;
    let item = of_item(facts, heading.end..start);
    let is_next = heading.end == start || (item.len() == 1 && item[0].rule == RULE && is_joined(reading, item[0].phrase.tokens.end, start));
    if !is_next {
        return None;
    }
    let before = at.checked_sub(2).map_or(0, |index| named.places[index].0.end);
    let models = of_item(facts, before.min(heading.start)..heading.start);
    models.get(item.len()).filter(|fact| is_of_sentence(reading, fact, start))
}

/// "11 had been shot dead: six in Nairobi, three in Kisumu": the fact before whose noun and event a bare figure before a place shares.
pub(super) fn model_before_place<'f>(reading: &Reading<'_>, phrase: &Phrase, named: Named<'_>, facts: &'f [Fact]) -> Option<&'f Fact> {
    const MOST_TOKENS: usize = 5;
    let (start, end) = (phrase.tokens.start, phrase.tokens.end);
    let is_item = start > 0
        && (reading.is_function(start - 1, Function::Conjunction)
            || [',', ':', ';'].iter().any(|mark| reading.text.is_mark(start - 1, *mark)));
    if !phrase.head.is_empty() || phrase.is_implicit || !is_item || !reading.is_function(end, Function::Locative) {
        return None;
    }
    let next = named.places.get(named.places.partition_point(|(tokens, _)| tokens.start <= end))?;
    let is_near = next.0.start <= end + MOST_TOKENS && reading.sentence_number(next.0.start) == reading.sentence_number(start);
    facts.last().filter(|fact| is_near && fact.category.is_some() && is_of_sentence(reading, fact, start))
}

/// "Sofala 11": whether a number after a place's name is its figure, and no part of a longer name.
pub(super) fn is_item(reading: &Reading<'_>, numeral: &Numeral, named: Named<'_>, facts: &[Fact]) -> bool {
    phrase(reading, numeral, named).is_some_and(|phrase| model(reading, &phrase, named, facts).is_some())
}

/// The facts whose numbers stand within `tokens`.
fn of_item(facts: &[Fact], tokens: Range<usize>) -> &[Fact] {
    let first = facts.partition_point(|fact| fact.phrase.number.start < tokens.start);
    let end = facts.partition_point(|fact| fact.phrase.number.start < tokens.end);
    &facts[first..end.max(first)]
}

fn is_of_sentence(reading: &Reading<'_>, fact: &Fact, token: usize) -> bool {
    reading.sentence_number(fact.phrase.tokens.start) == reading.sentence_number(token)
}

/// "1,340 and 18"
fn is_joined(reading: &Reading<'_>, end: usize, start: usize) -> bool {
    start == end + 1 && reading.is_function(end, Function::Conjunction)
}

/// Whether the item ends there: with the sentence, at a mark, or before a conjunction.
fn closes(reading: &Reading<'_>, end: usize) -> bool {
    reading.token(end).is_none_or(|next| next.kind == TokenKind::Punctuation)
        || reading.begins_sentence(end)
        || reading.is_function(end, Function::Conjunction)
}
