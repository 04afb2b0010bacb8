//! Numbers: digits, words, mixtures, ranges, vague quantifiers, wherever they stand. What they count, if anything, is decided later.

mod cardinal;
pub mod class;
mod fraction;

use std::ops::Range;

use crate::gazetteer::lexicon::{Function, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, TokenKind};

/// A number or number word of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// Its tokens, without hedge and unit.
    pub tokens: Range<usize>,
    /// What it says.
    pub value: NumeralValue,
}

/// What a numeral says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumeralValue {
    /// "23", "two dozen", "1.2 million".
    Cardinal(f64),
    /// "20 to 25".
    Range(f64, f64),
    /// "dozens": inclusive bounds.
    Vague(i64, i64),
    /// "third", "22nd".
    Ordinal(f64),
    /// "5:30", "12.05.2024", "100-120-200": digits that are no number.
    Code,
}

impl Numeral {
    /// The values: one, two for a range and for the bounds of a vague word, none for a code.
    pub fn values(&self) -> Vec<f64> {
        match self.value {
            NumeralValue::Cardinal(value) | NumeralValue::Ordinal(value) => vec![value],
            NumeralValue::Range(low, high) => vec![low, high],
            NumeralValue::Vague(min, max) => vec![min as f64, max as f64],
            NumeralValue::Code => Vec::new(),
        }
    }
}

/// All numerals of `reading`, in order, without overlap.
pub fn numerals(reading: &Reading<'_>) -> Vec<Numeral> {
    let mut numerals = Vec::new();
    let mut token = 0;
    while token < reading.len() {
        match numeral_at(reading, token) {
            Some(numeral) => {
                token = numeral.tokens.end;
                numerals.push(numeral);
            }
            None => token += 1,
        }
    }
    numerals
}

/// A cardinal that begins at `first` and ends before `limit`: the token after it and its value.
pub(crate) fn cardinal_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    cardinal::at(reading, first, limit)
}

fn numeral_at(reading: &Reading<'_>, first: usize) -> Option<Numeral> {
    if !reading.flags(first).any(TokenFlags::NUMERAL) {
        return None;
    }
    let limit = reading.sentence(first).end;
    let whole = |end: usize, value: NumeralValue| Some(Numeral { tokens: first..end, value });
    if let Some((end, min, max)) = vague_at(reading, first, limit) {
        return whole(end, NumeralValue::Vague(min, max));
    }
    if let Some((end, value)) = ordinal_at(reading, first, limit) {
        return whole(end, NumeralValue::Ordinal(value));
    }
    if is_code(reading, first) {
        return whole(first + 1, NumeralValue::Code);
    }
    if let Some(end) = chained_digits(reading, first, limit) {
        return whole(end, NumeralValue::Code);
    }
    let is_negative = first > 0 && is_negated(reading, first);
    let (end, low) = fraction::of_scale(reading, first, limit)
        .or_else(|| fraction::part_at(reading, first, limit))
        .or_else(|| cardinal::at(reading, first, limit))?;
    if is_negative {
        return Some(Numeral { tokens: first - 1..end, value: NumeralValue::Cardinal(-low) });
    }
    match range_end(reading, first, end, low, limit) {
        Some((end, high)) => whole(end, NumeralValue::Range(low, high)),
        None => whole(end, NumeralValue::Cardinal(low)),
    }
}

/// "-5", "minus five": a hyphen glued to the number and to nothing before it.
fn is_negated(reading: &Reading<'_>, first: usize) -> bool {
    let tokens = reading.text.tokens();
    let is_glued = reading.text.is_mark(first - 1, '-') && tokens[first].gap == Gap::None && tokens[first].kind == TokenKind::Number;
    let is_apart = first == 1 || tokens[first - 1].is_spaced() || tokens[first - 2].kind == TokenKind::Punctuation;
    // "- 1,200,000", alone: with words behind it, it is an item of a list.
    let is_alone = first == 1
        && reading.text.is_mark(0, '-')
        && reading.sentence(first).all(|token| token == 0 || tokens[token].kind != TokenKind::Word);
    is_alone
        || (is_glued && is_apart)
        || (matches!(reading.text.folded(first - 1), "minus" | "negative") && tokens[first].gap == Gap::Space)
}

/// The longest vague quantifier; its "of" belongs to what follows.
fn vague_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, i64, i64)> {
    let (end, min, max) = reading
        .words_at(first)
        .filter_map(|(end, sense)| match sense {
            WordSense::Vague(min, max) if end <= limit => Some((end, min, max)),
            _ => None,
        })
        .last()?;
    let of = usize::from(reading.text.folded(end - 1) == "of");
    Some((end - of, min, max))
}

fn ordinal_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let glued = |token: usize| token < limit && reading.token(token).is_some_and(|token| token.gap == Gap::None);
    if let Some(value) = cardinal::digits(reading, first) {
        let suffix = glued(first + 1) && matches!(reading.text.folded(first + 1), "st" | "nd" | "rd" | "th");
        return suffix.then_some((first + 2, value));
    }
    let word = |token: usize| {
        reading.words_at(token).find_map(|(_, sense)| match sense {
            WordSense::Ordinal(value) => Some(value as f64),
            _ => None,
        })
    };
    let tens = cardinal::word(reading, first).filter(|tens| *tens >= 20.0);
    let dash = usize::from(first + 1 < limit && matches!(reading.text.folded(first + 1), "-" | "\u{2014}"));
    let unit = first + 1 + dash;
    // "twenty-fifths": the parts of a whole, named by their ordinal.
    let parts = |token: usize| {
        let is_joined = reading.token(token).is_some_and(|it| it.gap == Gap::Hyphen);
        let sense = reading.words_at(token).find_map(|(_, sense)| match sense {
            WordSense::Part(value) if is_joined && reading.text.folded(token).ends_with('s') => Some(value as f64),
            _ => None,
        });
        sense.filter(|value| (3.0..10.0).contains(value))
    };
    let word_or_parts = |token: usize| word(token).or_else(|| parts(token));
    match tens.filter(|_| unit < limit).zip(word_or_parts(unit)).filter(|(_, unit)| *unit < 10.0) {
        Some((tens, value)) => Some((unit + 1, tens + value)),
        None => word(first).map(|value| (first + 1, value)),
    }
}

/// Digits with a colon or with several points.
fn is_code(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    reading.token(token).is_some_and(|token| token.kind == TokenKind::Number)
        && (folded.contains(':') || folded.matches('.').count() > 1 || folded.len() > 18)
}

/// Three or more groups of digits joined by hyphens: a telephone number, a date.
fn chained_digits(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    let mut end = first;
    while end < limit
        && reading.token(end).is_some_and(|token| token.kind == TokenKind::Number && (end == first || token.gap == Gap::Hyphen))
    {
        end += 1;
    }
    (end >= first + 3).then_some(end)
}

/// The end of a range that begins with the cardinal `low` in `first..end`: "20-25", "3,000 to 5,000", "between ten and twenty".
fn range_end(reading: &Reading<'_>, first: usize, end: usize, low: f64, limit: usize) -> Option<(usize, f64)> {
    if end >= limit {
        return None;
    }
    let hyphen = reading.text.tokens()[end].gap == Gap::Hyphen;
    let between = first > 0 && reading.is_function(first - 1, Function::Between);
    let high_first = match reading.text.folded(end) {
        "to" | "or" if !between => end + 1,
        "and" if between => end + 1,
        "-" => end + 1,
        _ if hyphen => end,
        _ => return None,
    };
    if high_first >= limit {
        return None;
    }
    let (high_end, high) = cardinal::at(reading, high_first, limit)?;
    // "from 10 to 12" and "100-yard" are no ranges; nor is 2022-23.
    let from = first > 0 && reading.text.folded(first - 1) == "from" && reading.text.folded(end) == "to";
    (low < high && !from).then_some((high_end, high))
}
