//! Fractions: "two thirds", "a quarter", "3/4", "½", "half a million".

use super::single::{digits, scale, word};
use crate::gazetteer::lexicon::{Function, NumberWord, WordSense};
use crate::reading::Reading;
use crate::text::{Gap, TokenKind};

/// The signs of fractions, one character each, with what they are worth.
const SIGNS: [(&str, f64); 15] = [
    ("½", 1.0 / 2.0),
    ("⅓", 1.0 / 3.0),
    ("⅔", 2.0 / 3.0),
    ("¼", 1.0 / 4.0),
    ("¾", 3.0 / 4.0),
    ("⅕", 1.0 / 5.0),
    ("⅖", 2.0 / 5.0),
    ("⅗", 3.0 / 5.0),
    ("⅘", 4.0 / 5.0),
    ("⅙", 1.0 / 6.0),
    ("⅚", 5.0 / 6.0),
    ("⅛", 1.0 / 8.0),
    ("⅜", 3.0 / 8.0),
    ("⅝", 5.0 / 8.0),
    ("⅞", 7.0 / 8.0),
];

/// Whether the token is the sign of a fraction: "½".
pub(super) fn is_sign(reading: &Reading<'_>, token: usize) -> bool {
    sign(reading, token).is_some()
}

fn sign(reading: &Reading<'_>, token: usize) -> Option<f64> {
    let written = reading.text.surface(&(token..token + 1));
    SIGNS.iter().find(|(sign, _)| *sign == written).map(|(_, value)| *value)
}

/// A fraction from `first`: the token after it and its value.
pub(super) fn part_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    if first >= limit {
        return None;
    }
    if let Some(value) = sign(reading, first) {
        return Some((first + 1, value));
    }
    slashed(reading, first, limit).or_else(|| spelled(reading, first, limit))
}

/// "3/4", and no date: one stroke alone, nothing but digits, less than one.
fn slashed(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let glued = |token: usize| reading.token(token).is_some_and(|token| token.gap == Gap::None);
    if first + 2 >= limit || !reading.text.is_mark(first + 1, '/') || !glued(first + 1) || !glued(first + 2) {
        return None;
    }
    let is_chain = reading.text.is_mark(first + 3, '/') || (first > 0 && reading.text.is_mark(first - 1, '/'));
    let (above, below) = (digits(reading, first)?, digits(reading, first + 2)?);
    // Of the day that everybody writes like a fraction.
    let is_day = (above, below) == (9.0, 11.0);
    (!is_chain && !is_day && above < below && above.fract() == 0.0 && below.fract() == 0.0).then_some((first + 3, above / below))
}

/// "two thirds", "one-eighth", "a quarter of", "half".
fn spelled(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let article = reading.is_function(first, Function::Indefinite);
    let count = if article { Some(1.0) } else { word(reading, first) };
    if let Some(count) = count.filter(|count| *count < 100.0)
        && first + 1 < limit
        && reading.text.tokens()[first + 1].gap <= Gap::Space.max(Gap::Hyphen)
        && !is_compound_ordinal(reading, first)
        && let Some((divisor, is_plural)) = divisor(reading, first + 1)
    {
        let end = first + 2;
        let closes =
            end >= limit || reading.is_number_word(end, NumberWord::AfterPart) || reading.text.tokens()[end].kind == TokenKind::Punctuation;
        // "a third man" is an ordinal; "one third of", "a quarter" are not.
        let is_part = if count == 1.0 { !is_plural && (closes || divisor == 2.0 || divisor == 4.0) } else { is_plural };
        if is_part {
            return Some((end, count / divisor));
        }
    }
    let is_half = reading.words_at(first).any(|(end, sense)| end == first + 1 && sense == WordSense::Part(2));
    is_half.then_some((first + 1, 0.5))
}

/// "twenty-fifths": tens and a unit in one word.
fn is_compound_ordinal(reading: &Reading<'_>, tens: usize) -> bool {
    let is_tens = word(reading, tens).is_some_and(|value| value >= 20.0 && value % 10.0 == 0.0);
    is_tens && reading.text.tokens()[tens + 1].gap == Gap::Hyphen
}

/// What a word divides by, and whether it is a plural: "third", "quarters".
fn divisor(reading: &Reading<'_>, token: usize) -> Option<(f64, bool)> {
    reading.words_at(token).find_map(|(end, sense)| match sense {
        WordSense::Part(value) if end == token + 1 => Some((value as f64, false)),
        WordSense::Parts(value) if end == token + 1 => Some((value as f64, true)),
        WordSense::Ordinal(value) if end == token + 1 && value >= 3 => Some((value as f64, false)),
        _ => None,
    })
}

/// "half a million", "half a dozen", "a quarter of a million", "two thirds of a million".
pub(super) fn of_scale(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let is_great = |token: usize| token < limit && scale(reading, token).is_some_and(|scale| scale >= 1000.0);
    let is_quarter = reading.words_at(first).any(|(end, sense)| end == first + 1 && sense == WordSense::Part(4)) && is_great(first + 1);
    // "quarter million", as "half million".
    let (end, part) = spelled(reading, first, limit).or_else(|| is_quarter.then_some((first + 1, 0.25)))?;
    let of = end < limit && reading.is_function(end, Function::Of);
    let article = end + usize::from(of);
    let at = article + usize::from(article < limit && reading.is_function(article, Function::Indefinite));
    if at >= limit || (at == end && reading.text.tokens()[at].gap > Gap::Space) {
        return None;
    }
    let factor = scale(reading, at)?;
    let next = scale(reading, at + 1).filter(|next| at + 1 < limit && *next > factor);
    Some(next.map_or((at + 1, part * factor), |next| (at + 2, part * factor * next)))
}
