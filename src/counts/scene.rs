//! Where the story is set at a count whose own words name no place: the place told before that they mean, the whole's, the paragraph's, the
//! story's.

use std::ops::Range;

use super::Fact;
use super::place::{MAX_PLACES_AROUND, narrowness};
use super::tally::Statement;
use crate::extraction::{Count, CountCategory, Key, PlaceKind, PlaceUsage};
use crate::gazetteer::lexicon::{Function, Side, WordSense};
use crate::reading::Reading;
use crate::resolve::places::Places;
use crate::span::Span;
use crate::syntax::quantity::Named;
use crate::text::{Gap, Shape, TokenKind};

/// Gives the counts whose sentences name no place that of their whole, else the one that the paragraph came to last, else the story's.
pub(super) fn set_scene(
    reading: &Reading<'_>,
    named: Named<'_>,
    places: &Places<'_>,
    counts: &mut [Count<'_>],
    statements: &[Statement],
    facts: &[Fact],
) {
    let key = |index: usize| places.places[named.places[index].1].key;
    let speakers_place = |span: Span| {
        let first = named.places.partition_point(|(tokens, _)| reading.text.span(tokens).start < span.start);
        let is_within = |index: &usize| span.contains(&reading.text.span(&named.places[*index].0));
        let within = (first..named.places.len()).take_while(is_within);
        within.filter(|index| named.usages[*index] == PlaceUsage::Location).last().map(key)
    };
    // What was told before the story came to its place is not narrowed down to a quarter or a street of the town.
    let town_of = |key: Key| {
        let place = |key: Key| &places.places[key.index()];
        let is_narrow = narrowness(place(key).kind) > narrowness(PlaceKind::City) || place(key).kind == PlaceKind::District;
        place(key).part_of.filter(|around| is_narrow && place(*around).kind == PlaceKind::City).unwrap_or(key)
    };
    let mut story = Scene::default();
    for (statement, fact) in statements.iter().zip(facts) {
        let count = &counts[statement.count];
        if statement.is_of_story && happens_somewhere(count.category) && story.place.is_none() {
            story = Scene { place: count.place, since: fact.phrase.tokens.start };
        }
    }
    story.place = story.place.or_else(|| dateline(reading, named).map(key));
    let mut paragraph = Scene::default();
    for (statement, fact) in statements.iter().zip(facts).filter(|(statement, _)| statement.is_of_story) {
        let at = fact.phrase.tokens.start;
        let whole = counts[statement.count].part_of.and_then(|whole| counts[whole.index()].place);
        if begins_paragraph(reading, paragraph.since..at) {
            paragraph.place = None;
        }
        paragraph.since = at;
        let referred = || referred_place(reading, fact, named, places, [paragraph.place, story.place]);
        let count = &mut counts[statement.count];
        count.place = count.place.or_else(referred);
        if count.place.is_some() {
            if count.category != Some(CountCategory::Hospitalised) {
                paragraph.place = count.place;
            }
            continue;
        }
        let around = || {
            count.attribution.and_then(|by| speakers_place(by.span)).or(paragraph.place).or_else(|| {
                let place = story.place?;
                Some(if at < story.since { town_of(place) } else { place })
            })
        };
        count.place = whole.or_else(|| is_set_in_story(count).then(around).flatten());
    }
}

/// "pulled 27 from buildings in the city", "was injured there": the place told before that a noun or an adverb in the fact's sentence means;
/// of a kind, that of the paragraph, one just mentioned, the story's, or the last one.
fn referred_place(reading: &Reading<'_>, fact: &Fact, named: Named<'_>, places: &Places<'_>, scenes: [Option<Key>; 2]) -> Option<Key> {
    const REACH_TOKENS: usize = 16;
    const MOST_MENTIONS_BACK: usize = 48;
    const JUST_SENTENCES: usize = 2;
    let phrase = &fact.phrase.tokens;
    let sentence = reading.sentence(phrase.start);
    let around = sentence.start.max(phrase.start.saturating_sub(REACH_TOKENS))..sentence.end.min(phrase.end + REACH_TOKENS);
    let references = around.filter_map(|token| Some((token, reference(reading, token)?)));
    let (token, referent) = references.min_by_key(|(token, _)| token.abs_diff(phrase.start))?;
    let place = |key: Key| &places.places[key.index()];
    let before = named.places.partition_point(|(tokens, _)| tokens.start < token);
    let mut told = (before.saturating_sub(MOST_MENTIONS_BACK)..before)
        .rev()
        .filter(|index| named.usages[*index] == PlaceUsage::Location)
        .map(|index| (&named.places[index].0, &places.places[named.places[index].1]));
    match referent {
        Referent::There => told.next().map(|(_, place)| place.key),
        Referent::Called(noun) => {
            let noun = reading.text.folded(noun);
            let is_called = |tokens: &Range<usize>| reading.text.folded(tokens.end - 1) == noun;
            told.find(|(tokens, place)| place.kind == PlaceKind::Facility && is_called(tokens)).map(|(_, place)| place.key)
        }
        Referent::OfKind(kind) => {
            let [paragraph, story] = scenes.map(|scene| scene.filter(|key| place(*key).kind == kind));
            let last = told.find(|(_, place)| place.kind == kind);
            let now = reading.sentence_number(token);
            let is_just = |tokens: &Range<usize>| reading.sentence_number(tokens.start) + JUST_SENTENCES >= now;
            let just = last.filter(|(tokens, _)| is_just(tokens)).map(|(_, place)| place.key);
            paragraph.or(just).or(story).or(last.map(|(_, place)| place.key))
        }
    }
}

/// What a noun or adverb says of the place that it means.
#[derive(Clone, Copy, Debug)]
enum Referent {
    /// "there"
    There,
    /// "the city"
    OfKind(PlaceKind),
    /// "the rink": the token of the noun, which is the last word of the place's name.
    Called(usize),
}

/// The reference to a place told before that begins at `token`, with its preposition.
fn reference(reading: &Reading<'_>, token: usize) -> Option<Referent> {
    if reading.text.folded(token) == "there" {
        let exists = reading
            .words_at(token + 1)
            .any(|(_, sense)| matches!(sense, WordSense::Function(Function::Be | Function::Have | Function::Modal)));
        return (!exists && !reading.begins_sentence(token)).then_some(Referent::There);
    }
    let noun = token + 2;
    let next = reading.token(noun + 1);
    let leads = reading.is_function(token, Function::Locative) || reading.is_function(token, Function::Of);
    let is_noun = leads && reading.text.folded_at(token + 1) == Some("the");
    if !is_noun || noun >= reading.sentence(token).end || reading.token(noun)?.shape != Shape::Lower {
        return None;
    }
    // "in the city centre", "in the region of X"
    let goes_on = reading.is_function(noun + 1, Function::Of)
        || next.is_some_and(|next| next.kind == TokenKind::Word && reading.words_at(noun + 1).next().is_none());
    if goes_on {
        return None;
    }
    if matches!(reading.text.folded(noun), "country" | "nation") {
        return Some(Referent::OfKind(PlaceKind::Country));
    }
    let typed = reading.words_at(noun).find_map(|(end, sense)| match sense {
        WordSense::PlaceType(kind, Side::After) if end == noun + 1 => Some(kind),
        _ => None,
    });
    match typed {
        Some(PlaceKind::Facility | PlaceKind::Street | PlaceKind::Water) | None => Some(Referent::Called(noun)),
        Some(kind) => Some(Referent::OfKind(kind)),
    }
}

/// Index of the place that the first line of the text itself begins with, before a dash: "KHARKIV, Ukraine, Feb. 11 -".
fn dateline(reading: &Reading<'_>, named: Named<'_>) -> Option<usize> {
    const MOST_TOKENS: usize = 12;
    (0..named.places.len().min(MAX_PLACES_AROUND)).find(|index| {
        let tokens = &named.places[*index].0;
        let sentence = reading.sentence(tokens.start);
        let mut after = tokens.end..sentence.end.min(tokens.end + MOST_TOKENS);
        tokens.start == sentence.start && after.any(|token| matches!(reading.text.folded(token), "-" | "\u{2013}" | "\u{2014}"))
    })
}

/// A place and the token from which on the text speaks of it.
#[derive(Clone, Copy, Debug, Default)]
struct Scene {
    place: Option<Key>,
    since: usize,
}

/// Whether a paragraph begins after the first of `tokens` and no later than their end.
fn begins_paragraph(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let (first, last) = (reading.sentence_number(tokens.start), reading.sentence_number(tokens.end));
    (first + 1..=last).any(|sentence| reading.text.tokens()[reading.sentences[sentence].start].gap == Gap::Paragraph)
}

/// Whether what happens to things happens in one place: what is sent, launched or sanctioned does not.
fn happens_somewhere(category: Option<CountCategory>) -> bool {
    !matches!(
        category,
        None | Some(
            CountCategory::Launched | CountCategory::Intercepted | CountCategory::Supplied | CountCategory::Released | CountCategory::Other
        )
    )
}

/// Whether a count whose sentence names no place is where its story is.
fn is_set_in_story(count: &Count<'_>) -> bool {
    happens_somewhere(count.category) || count.category.is_none()
}
