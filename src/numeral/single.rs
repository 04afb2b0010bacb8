//! What a single token says of a number: a word, a scale, digits.

use crate::gazetteer::lexicon::WordSense;
use crate::reading::Reading;
use crate::text::TokenKind;

/// The value of a single word: "seven".
pub(super) fn word(reading: &Reading<'_>, token: usize) -> Option<f64> {
    reading.words_at(token).find_map(|(_, sense)| match sense {
        WordSense::Cardinal(value) => Some(value as f64),
        _ => None,
    })
}

/// What "three score" is so many times of.
pub(super) const SCORE: f64 = 20.0;

/// The factor of "hundred", "million", "dozens".
pub(super) fn scale(reading: &Reading<'_>, token: usize) -> Option<f64> {
    let scale = reading.words_at(token).find_map(|(_, sense)| match sense {
        WordSense::Scale(value) => Some(value as f64),
        _ => None,
    })?;
    // "Three score"; the score is most often another thing.
    let several = || token.checked_sub(1).and_then(|before| word(reading, before)).is_some_and(|value| (2.0..10.0).contains(&value));
    (scale != SCORE || several()).then_some(scale)
}

/// The value of a token of digits: commas between groups separate thousands, a point begins the decimals.
pub(super) fn digits(reading: &Reading<'_>, token: usize) -> Option<f64> {
    if reading.token(token)?.kind != TokenKind::Number || is_code(reading, token) {
        return None;
    }
    reading.text.folded(token).replace([',', '\'', '\u{2019}'], "").parse().ok()
}

/// Digits with a colon or with several points.
pub(super) fn is_code(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    reading.token(token).is_some_and(|token| token.kind == TokenKind::Number)
        && (folded.contains(':') || folded.matches('.').count() > 1 || folded.len() > 18)
}
