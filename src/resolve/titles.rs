//! Titles beside a person's name: honorifics, ranks, offices, relations.

use std::ops::Range;

use crate::gazetteer::lexicon::{TitleKind, WordSense};
use crate::reading::{Reading, WordClasses};
use crate::text::{Gap, TokenKind};

/// Whether a title or relation stands right before, apart from a comma: "Mr Bilyk", "the governor of the region, Marko Bilyk".
pub fn has_title_before(reading: &Reading<'_>, first: usize) -> bool {
    title_before(reading, first).is_some()
}

/// The title right before the name that begins at `first`: its first token and kind.
pub fn title_before(reading: &Reading<'_>, first: usize) -> Option<(usize, TitleKind)> {
    let start = reading.sentence(first).start;
    let spaced = reading.token(first)?.gap >= Gap::Space;
    if !spaced {
        return None;
    }
    let mut found = None;
    for begin in (start.max(first.saturating_sub(4))..first).rev() {
        if let Some(kind) = title_between(reading, begin, first) {
            found = Some((begin, kind));
        }
    }
    found
}

/// The titles before a name ("Foreign Minister X", "the spokesman, X") and after it ("X, a spokesman for").
pub fn titles<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> Vec<(&'a str, TitleKind)> {
    let mut titles = Vec::new();
    let sentence = reading.sentence(tokens.start);
    let before = if tokens.start > sentence.start && reading.text.is_mark(tokens.start - 1, ',') { tokens.start - 1 } else { tokens.start };
    if let Some((begin, kind)) = title_ending_at(reading, before, &sentence)
        && kind != TitleKind::Relation
        // "speaking to reporters, X said": a plural is nobody's title.
        && !reading.gazetteer.endings().is_plural(reading.text.folded(before - 1))
    {
        titles.push((reading.text.surface(&(begin..before)), kind));
    }
    if reading.text.is_mark(tokens.end, ',') {
        for begin in tokens.end + 1..(tokens.end + 5).min(sentence.end) {
            let title = titles_at(reading, begin).filter(|(_, kind)| matches!(kind, TitleKind::Role | TitleKind::Rank));
            if let Some((end, kind)) = title.last() {
                titles.push((reading.text.surface(&(begin..end)), kind));
                break;
            }
            if reading.text.tokens()[begin].kind == TokenKind::Punctuation && !reading.text.is_possessive(begin) {
                break;
            }
        }
    }
    titles
}

fn title_ending_at(reading: &Reading<'_>, end: usize, sentence: &Range<usize>) -> Option<(usize, TitleKind)> {
    if end >= sentence.end || reading.text.is_mark(end, ',') {
        let begins = sentence.start.max(end.saturating_sub(4))..end;
        return begins.into_iter().find_map(|begin| Some((begin, title_between(reading, begin, end)?)));
    }
    title_before(reading, end)
}

/// The titles that begin at `token`, shortest first, with the token after each.
pub fn titles_at(reading: &Reading<'_>, token: usize) -> impl Iterator<Item = (usize, TitleKind)> {
    reading
        .words_of(token, WordClasses::TITLES)
        .filter_map(|(end, word)| if let WordSense::Title(kind) = word { Some((end, kind)) } else { None })
}

/// The kind of title that begins at `begin` and ends right before `end`.
pub fn title_between(reading: &Reading<'_>, begin: usize, end: usize) -> Option<TitleKind> {
    titles_at(reading, begin).find(|(title_end, _)| *title_end == end).map(|(_, kind)| kind)
}
