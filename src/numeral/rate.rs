//! Rates, which count nothing that happened: "12 per 100,000", "four a day", "two in five".

use super::stated::{Numeral, NumeralValue};
use super::{cardinal, single};
use crate::extraction::NumberClass;
use crate::gazetteer::lexicon::{Function, NumberWord, Plurality, Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, TokenKind};

/// "two in five have", "nine out of ten were", "2 in 100": a share, with nothing counted by either number.
pub(super) fn ratio(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    // Not "140 in 2024".
    let is_number = |token: usize| {
        reading.token(token).is_some_and(|it| it.kind == TokenKind::Number && reading.text.folded(token).len() < 4)
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Cardinal(value) if value > 1))
    };
    let joint = |token: usize| reading.number_word_end(token, NumberWord::Ratio);
    // "die" is no noun.
    let is_verb = |token: usize| {
        let is_finite = |sense| matches!(sense, WordSense::Verb(verb) if verb.forms.finite);
        let is_other = |sense| matches!(sense, WordSense::Noun(..) | WordSense::State(_));
        reading.word_end(token, is_finite).is_some() && reading.word_end(token, is_other).is_none()
    };
    let is_bare = |token: usize| {
        is_verb(token)
            || !reading.content_word_follows(token)
                && !reading.is_function(token, Function::Determiner)
                && !reading.is_function(token, Function::Of)
    };
    let sentence = reading.sentence(first);
    let whole = joint(end).filter(|whole| *whole < sentence.end && is_number(*whole) && is_bare(whole + 1));
    let part = reading
        .number_word_before(first, sentence.start, NumberWord::Ratio)
        .is_some_and(|joint| joint > sentence.start && is_number(joint - 1) && is_bare(end));
    (whole.is_some() || part).then_some(NumberClass::Rate)
}

/// How many words may stand between a number and what makes it a rate: "12 people were killed per day".
const MOST_TOKENS: usize = 6;

/// "12 homicides per 100,000 people", "three people a week", "for every 10,000 residents": both numbers. Not "in a day", "a day later".
pub(super) fn rate(reading: &Reading<'_>, numeral: &Numeral) -> Option<NumberClass> {
    let (first, end) = (numeral.tokens.start, numeral.tokens.end);
    // "half a century"; "November 26, a day of rest"
    let is_part = matches!(numeral.value, NumeralValue::Cardinal(value) if value < 1.0);
    if is_part || (first > 0 && reading.is_month(first - 1)) {
        return None;
    }
    let sentence = reading.sentence(first);
    let is_denominator = reading.number_word_before(first, sentence.start, NumberWord::Per).is_some();
    if is_denominator || follows_each(reading, first, sentence.start) {
        return Some(NumberClass::Rate);
    }
    for token in end..sentence.end.min(end + MOST_TOKENS) {
        if is_per(reading, token, sentence.end) || is_of_time(reading, token, sentence.end) {
            return Some(NumberClass::Rate);
        }
        let is_word = reading.text.tokens()[token].kind == TokenKind::Word && reading.text.tokens()[token].gap <= Gap::Space;
        let is_closed = reading.flags(token).any(TokenFlags::FUNCTION) && !reading.is_function(token, Function::Be);
        if !is_word || is_closed || reading.flags(token).any(TokenFlags::NUMERAL) {
            return None;
        }
    }
    None
}

/// "per 100,000", "for every 10", "per day", "per person"; not "per the sheriff's office", "per police".
fn is_per(reading: &Reading<'_>, token: usize, limit: usize) -> bool {
    reading.number_word_end(token, NumberWord::Per).filter(|of| *of < limit).is_some_and(|of| {
        cardinal::at(reading, of, limit).is_some()
            || single::scale(reading, of).is_some()
            || time_end(reading, of).is_some()
            || reading.word_end(of, |sense| matches!(sense, WordSense::Noun(_, Plurality::Singular))) == Some(of + 1)
    })
}

/// "a week", "each month", "per day"; an article alone makes no rate of "a day later", "a day trip".
fn is_of_time(reading: &Reading<'_>, token: usize, limit: usize) -> bool {
    if !reading.is_number_word(token, NumberWord::Each) {
        return false;
    }
    let Some(end) = time_end(reading, token + 1) else { return false };
    let goes_on = || {
        let is_verb = |sense| matches!(sense, WordSense::Verb(_) | WordSense::Say);
        let is_closed = reading.flags(end).any(TokenFlags::FUNCTION) || reading.word_end(end, is_verb).is_some();
        !is_closed || reading.is_function(end, Function::Of) || reading.is_number_word(end, NumberWord::NoRate)
    };
    let closes = end >= limit || reading.text.tokens()[end].kind == TokenKind::Punctuation;
    closes || !reading.is_function(token, Function::Indefinite) || !goes_on()
}

/// The end of a unit of time in the singular.
fn time_end(reading: &Reading<'_>, token: usize) -> Option<usize> {
    let is_time = |sense| sense == WordSense::Unit(NumberClass::Duration, Side::After);
    reading.word_end(token, is_time)
}

/// "Every day, four people die", "each year some 200".
fn follows_each(reading: &Reading<'_>, first: usize, start: usize) -> bool {
    let is_hedge = |at: &usize| reading.words_at(*at).any(|(_, sense)| matches!(sense, WordSense::Hedge(..)));
    let hedges = (start..first).rev().take(MOST_TOKENS / 2).take_while(is_hedge).count();
    let time = first - hedges - usize::from(first > start + hedges && reading.text.is_mark(first - hedges - 1, ','));
    time >= start + 2
        && reading.is_number_word(time - 2, NumberWord::Each)
        && !reading.is_function(time - 2, Function::Indefinite)
        && time_end(reading, time - 1) == Some(time)
}
