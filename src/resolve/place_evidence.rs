//! What stands beside a place's name: type words, containers, triggers, and what the name does in its sentence.

use std::ops::Range;

use crate::extraction::{PlaceKind, PlaceUsage};
use crate::gazetteer::entry::{Alias, AliasRole, Entry, PlaceFacts, Seat};
use crate::gazetteer::lexicon::{Function, NameCue, Side, WordSense};
use crate::reading::{Reading, TokenFlags, WordClasses};
use crate::text::{Gap, Shape, Token, TokenKind};

/// The kind that a small type word gives the name: "the X region", "the city of X", and through a list: "the regions of X, Y and Z"; or the
/// office after it: "X Gov. Y".
pub(super) fn type_word(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<PlaceKind> {
    let office = || {
        let is_office = |sense| if let WordSense::PlaceOffice(kind) = sense { Some(kind) } else { None };
        let office = reading.words_of(tokens.end, WordClasses::PLACE_OFFICES).find_map(|(_, sense)| is_office(sense));
        office.filter(|_| tokens.end < reading.sentence(tokens.start).end)
    };
    type_word_beside(reading, tokens).map(|(kind, _)| kind).or_else(office)
}

/// The end and the kind of a small type word that begins at `token`, as it stands after names.
pub(super) fn type_after(reading: &Reading<'_>, token: usize) -> Option<(usize, PlaceKind)> {
    if !reading.token(token).is_some_and(|word| word.shape == Shape::Lower && word.is_spaced()) {
        return None;
    }
    reading.words_of(token, WordClasses::PLACE_TYPES_AFTER).find_map(|(end, sense)| match sense {
        WordSense::PlaceType(kind, Side::After) => Some((end, kind)),
        _ => None,
    })
}

/// The kind that a small type word gives the name, and on which side of it the word stands.
pub(super) fn type_word_beside(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<(PlaceKind, Side)> {
    if let Some((_, kind)) = type_after(reading, tokens.end) {
        return Some((kind, Side::After));
    }
    let start = reading.sentence(tokens.start).start;
    let mut before = tokens.start;
    for _ in 0..LONGEST_LIST_TOKENS {
        let typed = (start.max(before.saturating_sub(3))..before).find_map(|begin| {
            reading.words_of(begin, WordClasses::PLACE_TYPES_BEFORE).find_map(|(end, sense)| match sense {
                // "the cities of X, Y", not "the city of X, Y".
                WordSense::PlaceType(kind, Side::Before) if end == before && (before == tokens.start || is_plural(reading, begin)) => {
                    Some(kind)
                }
                _ => None,
            })
        });
        if typed.is_some() || before == start {
            return typed.map(|kind| (kind, Side::Before));
        }
        before -= 1;
        let listed = reading.token(before).is_some_and(|token| token.is_capitalised())
            || reading.text.is_mark(before, ',')
            || reading.is_function(before, Function::Conjunction);
        if !listed {
            return None;
        }
    }
    None
}

/// Whether a type word is for several names: "regions", "cities".
fn is_plural(reading: &Reading<'_>, token: usize) -> bool {
    reading.gazetteer.endings().is_plural(reading.text.folded(token))
}

/// How far back a list of names is followed to the type word before it.
const LONGEST_LIST_TOKENS: usize = 12;

/// The place named as the container: "X, Y", "X (Y)", "X in Y" and "X GA"; where the name of the container is that of several, the one in which
/// something called X lies.
pub(super) fn containing<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> Option<&'a Entry> {
    let (outer, is_short) = container_start(reading, tokens)?;
    let named = || {
        reading
            .aliases_at(outer)
            .filter(|(end, alias, _)| {
                !matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym) && (!is_short || is_closed(reading, outer, *end))
            })
            .map(|(_, _, entry)| entry)
            .filter(move |entry| entry.place().is_some_and(|facts| is_container(facts, is_short)))
    };
    let holds = |outer: &&Entry| candidates(reading, tokens).any(|(_, entry)| entry.place().is_some_and(|facts| is_within(facts, outer)));
    named().find(holds).or_else(|| named().next().filter(|_| !is_short))
}

/// What a name can be said to lie in; without a comma, only a region.
fn is_container(facts: &PlaceFacts, is_short: bool) -> bool {
    facts.kind == PlaceKind::Region || (facts.kind == PlaceKind::Country && !is_short)
}

/// Where the name of a container begins, and whether it stands there without a comma or a word: in brackets or as an abbreviation.
fn container_start(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<(usize, bool)> {
    let end = tokens.end;
    let (outer, is_short) = if reading.text.is_mark(end, ',') {
        (end + 1, false)
    } else if reading.text.is_mark(end, '(') {
        (end + 1, true)
    } else if reading.is_cue(end, NameCue::Within) {
        // "in northern Missouri", not "in the north of Missouri".
        let is_stepped_over = |token: &usize| reading.is_cue(*token, NameCue::Article) || reading.is_cue(*token, NameCue::Direction);
        ((end + 1..end + 4).find(|token| !is_stepped_over(token)).unwrap_or(end + 4), false)
    } else if is_postal(reading, end) {
        (end, true)
    } else {
        return None;
    };
    (outer < reading.sentence(tokens.start).end).then_some((outer, is_short))
}

/// "Rochester MN": two capitals behind a name that has small letters.
fn is_postal(reading: &Reading<'_>, token: usize) -> bool {
    const LETTERS: usize = 2;
    let is_name = |name: &Token| name.shape == Shape::Title;
    reading.token(token).is_some_and(|word| word.shape == Shape::Upper && word.gap == Gap::Space)
        && reading.text.folded_bytes(token).len() == LETTERS
        && token > 0
        && reading.token(token - 1).is_some_and(is_name)
}

/// Whether a container without a comma ends at `end` as it has to: its bracket closes, or it was an abbreviation of its own.
fn is_closed(reading: &Reading<'_>, outer: usize, end: usize) -> bool {
    !reading.text.is_mark(outer - 1, '(')
        || reading.text.is_mark(end, ')')
        || (reading.text.is_mark(end, '.') && reading.text.is_mark(end + 1, ')'))
}

/// The region that stands after the name as its container, in commas or at the end: "X, Texas, said", no list ("X, Texas and Ohio").
pub(super) fn stated_region<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> Option<&'a Entry> {
    if !reading.text.is_mark(tokens.end, ',') {
        return None;
    }
    let outer = containing(reading, tokens).filter(|outer| outer.place().is_some_and(|facts| facts.kind == PlaceKind::Region))?;
    let sentence_end = reading.sentence(tokens.start).end;
    let end = container_end(reading, tokens, outer)?;
    let is_closed = end >= sentence_end || reading.token(end).is_some_and(|next| next.kind == TokenKind::Punctuation);
    let in_list = reading.text.is_mark(end, ',') && reading.token(end + 1).is_some_and(Token::is_capitalised) && end + 1 < sentence_end;
    (is_closed && !in_list).then_some(outer)
}

/// Where the container's name after "X," ends.
pub(super) fn container_end(reading: &Reading<'_>, tokens: &Range<usize>, outer: &Entry) -> Option<usize> {
    reading.aliases_at(tokens.end + 1).filter(|(_, _, entry)| entry.id == outer.id).map(|(end, _, _)| end).max()
}

/// The tokens that name the container of what `tokens` name.
pub(super) fn container_tokens(reading: &Reading<'_>, tokens: &Range<usize>, outer: &Entry) -> Option<Range<usize>> {
    let (start, _) = container_start(reading, tokens)?;
    let end = reading.aliases_at(start).filter(|(_, _, entry)| entry.id == outer.id).map(|(end, _, _)| end).max()?;
    Some(start..end)
}

/// Whether a place lies in a country, or in a region: by its row's parent, or by the name of its first-level division.
pub(super) fn is_within(facts: &PlaceFacts, outer: &Entry) -> bool {
    let Some(outer_facts) = outer.place() else { return false };
    let same_country = facts.country == outer_facts.country && facts.kind != PlaceKind::Country;
    match outer_facts.kind {
        PlaceKind::Country => same_country,
        _ => same_country && facts.kind != PlaceKind::Region && (facts.parent == outer.id || facts.admin1 == outer.name),
    }
}

/// What licenses an ambiguous name: a preposition of place or a type word before it, a type word or its container after it.
pub(super) fn has_trigger(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let start = reading.sentence(tokens.start).start;
    // "in March": a month, a title, an article is no place for standing after a preposition.
    let is_word = tokens.len() == 1 && reading.flags(tokens.start).any(TokenFlags::CALENDAR.or(TokenFlags::FUNCTION).or(TokenFlags::TITLE));
    let located = tokens.start > start
        && !is_word
        && reading.words_at(tokens.start - 1).any(|(end, sense)| end == tokens.start && sense == WordSense::Function(Function::Locative));
    let followed_by_name = reading.token(tokens.end).is_some_and(|next| next.is_capitalised() && next.is_spaced())
        && tokens.end < reading.sentence(tokens.start).end;
    let listed = tokens.start >= start + 2
        && reading.text.is_mark(tokens.start - 1, ',')
        && reading.text.tokens()[tokens.start - 2].is_capitalised()
        && is_abbreviation(reading, tokens);
    let company = |token: usize, side: Side| reading.classes(token).any(WordClasses::of(WordSense::PlaceCompany(side)));
    let accompanied = !is_word
        && !reading.flags(tokens.start).any(TokenFlags::WORD)
        && ((tokens.start > start && !followed_by_name && company(tokens.start - 1, Side::Before)) || company(tokens.end, Side::After));
    listed || accompanied || (located && !followed_by_name) || type_word(reading, tokens).is_some() || is_contained(reading, tokens)
}

/// Whether one that the name could mean lies in what stands after it as its container: not "Police in Kenya".
fn is_contained(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    containing(reading, tokens)
        .is_some_and(|outer| candidates(reading, tokens).any(|(_, entry)| entry.place().is_some_and(|facts| is_within(facts, outer))))
}

/// Whether the name is a state's or province's abbreviation, as after a town: "Lexington, Ky.", "Nelson, B.C."
fn is_abbreviation(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let is_region = candidates(reading, tokens).any(|(_, entry)| entry.place().is_some_and(|facts| facts.kind == PlaceKind::Region));
    is_region && tokens.len() == 1 && (reading.text.surface(tokens).ends_with('.') || reading.text.folded_bytes(tokens.start).len() <= 4)
}

/// A government's seat, a capital or a country that speaks or acts is a metonym.
pub(super) fn usage(reading: &Reading<'_>, tokens: &Range<usize>, entry: &Entry) -> PlaceUsage {
    let Some(facts) = entry.place() else { return PlaceUsage::Location };
    if names_public_body(reading, tokens) {
        return PlaceUsage::InName;
    }
    let start = reading.sentence(tokens.start).start;
    let acts = acts(reading, tokens.end);
    let mut before = tokens.start;
    if before > start && reading.is_cue(before - 1, NameCue::Article) {
        before -= 1;
    }
    let located = before > start && reading.is_function(before - 1, Function::Locative);
    let is_metonym = match facts.seat {
        Seat::Government => !located,
        Seat::Capital => acts && !located,
        Seat::None => facts.kind == PlaceKind::Country && acts && !located,
    };
    if is_metonym { PlaceUsage::Metonym } else { PlaceUsage::Location }
}

/// How many words a public body's name may have between the place and the word that tells what it is.
const MAX_BODY_WORDS: usize = 4;

/// Whether the capitalised words after the name tell a public body: "Oklahoma Highway Patrol", "U.S. Treasury Department".
fn names_public_body(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let end = reading.sentence(tokens.start).end.min(tokens.end + MAX_BODY_WORDS);
    (tokens.end..end)
        .take_while(|token| {
            reading.token(*token).is_some_and(|word| word.kind == TokenKind::Word && word.is_capitalised() && word.is_spaced())
        })
        .any(|token| reading.classes(token).any(WordClasses::of(WordSense::PublicBody)))
}

/// Whether the words from `token` on make what stands before them the subject of a verb.
fn acts(reading: &Reading<'_>, token: usize) -> bool {
    reading.token(token).is_some_and(|next| next.kind == TokenKind::Word && next.shape == Shape::Lower)
        && reading.words_at(token).any(|(_, sense)| match sense {
            WordSense::Say | WordSense::Function(Function::Have | Function::Modal) => true,
            WordSense::Verb(verb) => verb.forms.finite,
            _ => false,
        })
}

/// The entries that exactly these tokens can name, adjectives included.
pub(super) fn candidates<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> impl Iterator<Item = (&'a Alias, &'a Entry)> {
    let end = tokens.end;
    reading
        .aliases_at(tokens.start)
        .filter(move |(alias_end, ..)| *alias_end == end)
        .map(|(_, alias, entry)| (alias, entry))
        .filter(|(_, entry)| entry.place().is_some())
}
