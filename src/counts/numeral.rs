//! Numbers: digits, words, mixtures, ranges, vague quantifiers, wherever they stand. What they count, if anything, is decided later.

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
    /// The values: one, two for a range, none for a vague word or a code.
    pub fn values(&self) -> Vec<f64> {
        match self.value {
            NumeralValue::Cardinal(value) | NumeralValue::Ordinal(value) => vec![value],
            NumeralValue::Range(low, high) => vec![low, high],
            NumeralValue::Vague(..) | NumeralValue::Code => Vec::new(),
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
    let (end, low) = cardinal_at(reading, first, limit)?;
    match range_end(reading, first, end, low, limit) {
        Some((end, high)) => whole(end, NumeralValue::Range(low, high)),
        None => whole(end, NumeralValue::Cardinal(low)),
    }
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
    if let Some(value) = digits(reading, first) {
        let suffix = glued(first + 1) && matches!(reading.text.folded(first + 1), "st" | "nd" | "rd" | "th");
        return suffix.then_some((first + 2, value));
    }
    let word = |token: usize| {
        reading.words_at(token).find_map(|(_, sense)| match sense {
            WordSense::Ordinal(value) => Some(value as f64),
            _ => None,
        })
    };
    let tens = cardinal_word(reading, first).filter(|tens| *tens >= 20.0);
    let joined = first + 1 < limit && reading.token(first + 1).is_some_and(|token| token.gap == Gap::Hyphen);
    match tens.filter(|_| joined).zip(word(first + 1)) {
        Some((tens, unit)) => Some((first + 2, tens + unit)),
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

/// The value of a token of digits: commas and points between groups of three separate thousands, another point begins the decimals.
fn digits(reading: &Reading<'_>, token: usize) -> Option<f64> {
    if reading.token(token)?.kind != TokenKind::Number || is_code(reading, token) {
        return None;
    }
    reading.text.folded(token).replace(',', "").parse().ok()
}

fn cardinal_word(reading: &Reading<'_>, token: usize) -> Option<f64> {
    reading.words_at(token).find_map(|(_, sense)| match sense {
        WordSense::Cardinal(value) => Some(value as f64),
        _ => None,
    })
}

fn scale(reading: &Reading<'_>, token: usize) -> Option<f64> {
    reading.words_at(token).find_map(|(_, sense)| match sense {
        WordSense::Scale(value) => Some(value as f64),
        _ => None,
    })
}

/// A cardinal from `first`: the token after it and its value.
fn cardinal_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    if let Some(found) = article_scale(reading, first, limit) {
        return Some(found);
    }
    let mut total = 0.0;
    let mut group = 0.0;
    let mut token = first;
    let mut end = first;
    while token < limit {
        let spelled = cardinal_word(reading, token);
        let plain = spelled.or_else(|| digits(reading, token).filter(|_| token == first));
        if let Some(value) = plain {
            if token > first && !continues_number(reading, token, group, value) {
                break;
            }
            group += value;
        } else if let Some(scale) = scale(reading, token).filter(|_| token > first && can_scale(reading, token)) {
            if scale >= 1000.0 {
                total += group * scale;
                group = 0.0;
            } else {
                group *= scale;
            }
        } else if token > first && reading.text.folded(token) == "and" && end == token && scale_ends(reading, token, limit) {
            token += 1;
            continue;
        } else {
            break;
        }
        token += 1;
        end = token;
    }
    (end > first).then_some((end, total + group))
}

/// "a hundred", "a dozen", "half a million", "half a dozen".
fn article_scale(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let half = reading
        .words_at(first)
        .filter_map(|(end, sense)| match sense {
            WordSense::Fraction(thousandths) => Some((end, thousandths)),
            _ => None,
        })
        .last();
    let (at, factor) = match half {
        Some((end, thousandths)) => (end, thousandths as f64 / 1000.0),
        None if reading.is_function(first, Function::Indefinite) => (first + 1, 1.0),
        None => return None,
    };
    let at = if half.is_some() && at < limit && reading.is_function(at, Function::Indefinite) { at + 1 } else { at };
    let scale_value = scale(reading, at).filter(|_| at < limit)?;
    let next = scale(reading, at + 1).filter(|_| at + 1 < limit);
    match next {
        Some(next) if next > scale_value => Some((at + 2, factor * scale_value * next)),
        _ => Some((at + 1, factor * scale_value)),
    }
}

/// Whether a cardinal word goes on with the number: "twenty-five", "one hundred twenty", "two thousand five".
fn continues_number(reading: &Reading<'_>, token: usize, group: f64, value: f64) -> bool {
    let gap = reading.text.tokens()[token].gap;
    if group == 0.0 {
        return true;
    }
    let tens_and_unit = group % 10.0 == 0.0 && group % 100.0 != 0.0 && value < 10.0 && value > 0.0;
    let after_hundred = group % 100.0 == 0.0 && value < 100.0;
    (tens_and_unit || after_hundred) && gap <= Gap::Space
}

/// "5 million", "5bn", "two hundred"; not "mn" or "bn" apart from the digits by more than a space.
fn can_scale(reading: &Reading<'_>, token: usize) -> bool {
    reading.text.tokens()[token].gap <= Gap::Space
}

/// "and" goes on with a number after "hundred" or "thousand": "one hundred and twenty".
fn scale_ends(reading: &Reading<'_>, and: usize, limit: usize) -> bool {
    let scaled = scale(reading, and - 1).is_some_and(|scale| (100.0..1e6).contains(&scale));
    let next = (and + 1 < limit).then(|| cardinal_word(reading, and + 1)).flatten();
    scaled && next.is_some_and(|value| value < 100.0) && digits(reading, and - 2).is_none()
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
    let (high_end, high) = cardinal_at(reading, high_first, limit)?;
    // "from 10 to 12" and "100-yard" are no ranges; nor is 2022-23.
    let from = first > 0 && reading.text.folded(first - 1) == "from" && reading.text.folded(end) == "to";
    (low < high && !from).then_some((high_end, high))
}
