//! Time phrases: "Monday", "overnight", "4:20 a.m.", "the night of May 3".

use std::ops::Range;

use ::time::{Month, Weekday};

use crate::extraction::NumberClass;
use crate::gazetteer::lexicon::{CalendarName, Function, PhraseWord, Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::TokenKind;

/// A dateline has no more tokens than this before its dash.
const MAX_DATELINE_TOKENS: usize = 14;

/// A time phrase has no more tokens than this: "Saturday morning, May 24, 2025"; a list of dates is several.
const MAX_TIME_TOKENS: usize = 16;

/// The time phrases of all sentences, in order, without their prepositions; those of datelines left out.
pub fn times(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let mut phrases = Vec::new();
    for sentence in &reading.sentences {
        let mut token = dateline_end(reading, sentence);
        while token < sentence.end {
            match phrase_end(reading, token, sentence.end) {
                Some(end) => {
                    phrases.push(token..end);
                    token = end;
                }
                None => token += 1,
            }
        }
    }
    phrases
}

/// The token after the dash of "KHARKIV, Ukraine, Feb. 11 -", or the sentence's first.
pub(crate) fn dateline_end(reading: &Reading<'_>, sentence: &Range<usize>) -> usize {
    let opens = reading.token(sentence.start).is_some_and(|token| token.is_capitalised() && token.kind == TokenKind::Word);
    let reach = sentence.start..sentence.end.min(sentence.start + MAX_DATELINE_TOKENS);
    let dash = reach.clone().find(|token| matches!(reading.text.folded(*token), "-" | "\u{2014}")).filter(|_| opens);
    let is_named = |token: usize| {
        reading.text.tokens()[token].kind != TokenKind::Word
            || reading.text.tokens()[token].is_capitalised()
            || reading.flags(token).any(TokenFlags::CALENDAR)
    };
    dash.filter(|dash| (sentence.start..*dash).all(is_named)).map_or(sentence.start, |dash| dash + 1)
}

/// The end of the time phrase that begins at `first`: "Monday", "May 25, 2025", "Friday morning", "last night", "the night of May 3".
pub(crate) fn phrase_end(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    let day = |token: usize| day(reading, token).is_some();
    let follows = |wanted: PhraseWord| first > 0 && reading.is_phrase_word(first - 1, wanted);
    let mut end = match named_end(reading, first) {
        // A bare "night" says nothing of which: "a night of strikes".
        Some(end) if end == first + 1 && reading.is_phrase_word(first, PhraseWord::PartOfDay) && !follows(PhraseWord::BeforePartOfDay) => {
            let of_the_day = first > 1 && reading.phrase_word_end(first - 2, PhraseWord::WithinDay) == Some(first);
            let is_of = end + 1 < limit && reading.is_function(end, Function::Of);
            let names_day = is_of && (month(reading, end + 1).is_some() || day(end + 1));
            (of_the_day || names_day).then_some(end)?
        }
        Some(end) => end,
        // "25 May"; "in 2014"; "4:20 a.m.".
        None if day(first) && first + 1 < limit && month(reading, first + 1).is_some() => first + 2,
        None if year(reading, first).is_some() && follows(PhraseWord::BeforeYear) => first + 1,
        None => clock_end(reading, first, limit)?,
    };
    let limit = limit.min(first + MAX_TIME_TOKENS);
    while end < limit {
        let is_before_day = reading.is_phrase_word(end, PhraseWord::BeforeDay);
        let joined = is_before_day || reading.text.is_mark(end, ',') || reading.is_function(end, Function::Of);
        let next = end + usize::from(joined);
        let part = if next >= limit {
            None
        } else if year(reading, next).is_some() && !is_before_day || (day(next) && !joined && month(reading, end - 1).is_some()) {
            Some(next + 1)
        } else {
            named_end(reading, next).filter(|_| !joined || reading.flags(next).any(TokenFlags::CALENDAR))
        };
        match part {
            Some(part) => end = part,
            None => break,
        }
    }
    Some(end)
}

fn named_end(reading: &Reading<'_>, token: usize) -> Option<usize> {
    let word = reading.cues_at(token).filter(|(_, cue)| matches!(cue, WordSense::Time(_))).map(|(end, _)| end).max();
    word.or_else(|| reading.flags(token).any(TokenFlags::CALENDAR).then_some(token + 1))
}

/// "4:20 a.m.", "10 p.m.", "18:30".
fn clock_end(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    if reading.token(first).is_none_or(|token| token.kind != TokenKind::Number) {
        return None;
    }
    let is_time = |sense| sense == WordSense::Unit(NumberClass::Time, Side::After);
    let unit = reading.word_end(first + 1, is_time).filter(|end| *end <= limit && first + 1 < limit);
    unit.or_else(|| (reading.text.folded(first).matches(':').count() == 1).then_some(first + 1))
}

/// The month named at `token`.
pub(crate) fn month(reading: &Reading<'_>, token: usize) -> Option<Month> {
    match reading.calendar_name(token)? {
        CalendarName::Month(number) => Month::try_from(number).ok(),
        CalendarName::Weekday(_) => None,
    }
}

/// The day of the week named at `token`.
pub(crate) fn weekday(reading: &Reading<'_>, token: usize) -> Option<Weekday> {
    match reading.calendar_name(token)? {
        CalendarName::Weekday(number) => Some(Weekday::Monday.nth_next(number - 1)),
        CalendarName::Month(_) => None,
    }
}

pub(crate) fn year(reading: &Reading<'_>, token: usize) -> Option<i32> {
    let folded = reading.text.folded(token);
    folded.parse().ok().filter(|year| folded.len() == 4 && (1800..=2100).contains(year))
}

pub(crate) fn day(reading: &Reading<'_>, token: usize) -> Option<u8> {
    reading.text.folded(token).parse().ok().filter(|day| (1..=31).contains(day))
}
