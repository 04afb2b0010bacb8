//! Links: where a count happened and what it was done with, from the names in its own sentence.

use super::Fact;
use super::phrase::{Named, Phrase};
use crate::extraction::{CountCategory, CountSubject, PlaceUsage};
use crate::gazetteer::lexicon::{Function, Side, WordSense};
use crate::reading::Reading;
use crate::resolve::places::Places;
use crate::text::TokenKind;

/// What each place mention does in its sentence, in the order of [`Places::tokens`].
pub fn usages(places: &Places<'_>) -> Vec<PlaceUsage> {
    let mut next = vec![0_usize; places.places.len()];
    places
        .tokens
        .iter()
        .map(|(_, place)| {
            let mention = &places.places[*place].mentions[next[*place]];
            next[*place] += 1;
            mention.usage
        })
        .collect()
}

/// How many place mentions to each side are looked at.
const MAX_PLACES_AROUND: usize = 6;

/// How far, in tokens, a place may be from what happened there.
const PLACE_REACH_TOKENS: usize = 80;

/// The index of the place at which what the phrase counts happened: in its sentence, the nearest with a preposition of place before it,
/// after the phrase rather than before; the narrower of two that stand side by side.
pub fn place(reading: &Reading<'_>, phrase: &Phrase, named: Named<'_>) -> Option<usize> {
    let sentence = reading.sentence(phrase.tokens.start);
    let at = named.places.partition_point(|(tokens, _)| tokens.start < phrase.tokens.start);
    let around = at.saturating_sub(MAX_PLACES_AROUND)..(at + MAX_PLACES_AROUND).min(named.places.len());
    let mut best: Option<(usize, usize)> = None;
    for index in around {
        let (tokens, place) = &named.places[index];
        if tokens.start < sentence.start || tokens.end > sentence.end || named.usages[index] != PlaceUsage::Location {
            continue;
        }
        if tokens.start.abs_diff(phrase.tokens.start) > PLACE_REACH_TOKENS {
            continue;
        }
        let mut penalty = penalty(reading, phrase, tokens.start, sentence.start);
        if index > 0 && only_qualifies(reading, named.places[index - 1].0.end, tokens.start) {
            penalty += QUALIFIER;
        }
        if best.is_none_or(|(least, _)| penalty < least) {
            best = Some((penalty, *place));
        }
    }
    best.map(|(_, place)| place)
}

/// What is added for a place that only says where another one is: "Sergiyev Posad near Moscow".
const QUALIFIER: usize = 12;

/// Whether the name at `token` stands right after another place's and tells where that one is.
fn only_qualifies(reading: &Reading<'_>, place_end: usize, token: usize) -> bool {
    place_end < token
        && token - place_end <= 4
        && (place_end..token).all(|between| reading.text.tokens()[between].kind == TokenKind::Word)
        && (place_end..token).any(|between| matches!(reading.text.folded(between), "near" | "of" | "from" | "outside"))
}

/// How unlikely the place at `token` is that of the phrase, in tokens.
fn penalty(reading: &Reading<'_>, phrase: &Phrase, token: usize, sentence_start: usize) -> usize {
    if phrase.tokens.contains(&token) {
        // "six of Kyiv's 10 districts"
        return 0;
    }
    let is_after = token >= phrase.tokens.end;
    let distance = if is_after { token - phrase.tokens.end } else { phrase.tokens.start - token + 4 };
    let mut between = if is_after { phrase.tokens.end..token } else { token..phrase.tokens.start };
    let is_other_clause = between.any(|at| reading.text.is_mark(at, ';') || reading.words_at(at).any(|(_, sense)| sense == WordSense::Say));
    let far = if is_other_clause { 10 } else { 0 };
    distance + far + if located(reading, token, sentence_start) { 0 } else { 25 }
}

/// Whether a preposition of place stands before the name, its article and its own modifiers.
fn located(reading: &Reading<'_>, token: usize, sentence_start: usize) -> bool {
    let from = token.saturating_sub(6).max(sentence_start);
    for before in (from..token).rev() {
        let mut steps = reading.text.tokens()[before].is_capitalised() || reading.text.folded(before) == "'s";
        for (_, sense) in reading.words_at(before) {
            match sense {
                WordSense::Function(Function::Locative) => return true,
                WordSense::Function(Function::Determiner | Function::Of)
                | WordSense::Filler
                | WordSense::PlaceType(..)
                | WordSense::PlaceCompany(Side::Before)
                | WordSense::Noun(CountSubject::Places, _) => steps = true,
                _ => {}
            }
        }
        let adjective = reading.words_at(before).next().is_none();
        if !steps && !adjective {
            return reading.words_at(before).any(|(_, sense)| matches!(sense, WordSense::Function(Function::Preposition)));
        }
    }
    false
}

/// How far, in tokens, a weapon may be from the count that it was used for.
const WEAPON_REACH_TOKENS: usize = 25;

/// The indices of the weapons counted, or of those it was done with.
pub fn weapons(reading: &Reading<'_>, fact: &Fact, named: Named<'_>) -> Vec<usize> {
    let mut found: Vec<usize> = if fact.phrase.subject == Some(CountSubject::Weapons) {
        fact.phrase.weapons.iter().map(|mention| named.weapons[*mention].1).collect()
    } else if fact.category.is_some_and(is_done_with_weapons) {
        let sentence = reading.sentence(fact.phrase.tokens.start);
        let from = fact.phrase.tokens.start.saturating_sub(WEAPON_REACH_TOKENS).max(sentence.start);
        let to = (fact.phrase.tokens.end + WEAPON_REACH_TOKENS).min(sentence.end);
        let first = named.weapons.partition_point(|(tokens, _)| tokens.start < from);
        named.weapons[first..].iter().take_while(|(tokens, _)| tokens.end <= to).map(|(_, weapon)| *weapon).collect()
    } else {
        Vec::new()
    };
    found.sort_unstable();
    found.dedup();
    found
}

fn is_done_with_weapons(category: CountCategory) -> bool {
    matches!(
        category,
        CountCategory::Killed
            | CountCategory::Injured
            | CountCategory::Hospitalised
            | CountCategory::Struck
            | CountCategory::Damaged
            | CountCategory::Destroyed
    )
}
