//! Powers in digits: "1e10", "2.48×10^-5", "10^6". All of it is glued.

use super::single::digits;
use crate::gazetteer::lexicon::NumberWord;
use crate::reading::Reading;
use crate::text::Gap;

/// Above and below it nothing is left of a number.
const MOST_EXPONENT: f64 = 300.0;

/// A power that begins with `factor` at `first`: the token after it and its value.
pub(super) fn at(reading: &Reading<'_>, first: usize, limit: usize, factor: f64) -> Option<(usize, f64)> {
    let sign = glued(reading, first + 1, limit)?;
    if reading.is_number_word(sign, NumberWord::Exponent) {
        let (end, exponent) = exponent(reading, sign + 1, limit)?;
        return Some((end, factor * 10_f64.powf(exponent)));
    }
    if reading.is_number_word(sign, NumberWord::Times) {
        // "4x4" is no power.
        let base = glued(reading, sign + 1, limit).filter(|base| digits(reading, *base) == Some(10.0))?;
        let raised = base + 1 + usize::from(reading.text.is_mark(base + 1, '^'));
        let is_raised = raised > base + 1 || reading.token(raised).is_some_and(|next| next.gap == Gap::Hyphen);
        let (end, exponent) = is_raised.then(|| exponent(reading, raised, limit)).flatten()?;
        return Some((end, factor * 10_f64.powf(exponent)));
    }
    let (end, exponent) = reading.text.is_mark(sign, '^').then(|| exponent(reading, sign + 1, limit)).flatten()?;
    Some((end, factor.powf(exponent))).filter(|(_, value)| value.is_finite())
}

/// "10", "-5", "+14": the token after the exponent at `first` and its value.
fn exponent(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    if first >= limit {
        return None;
    }
    let is_negative = reading.text.is_mark(first, '-') || reading.token(first)?.gap == Gap::Hyphen;
    let is_signed = reading.text.is_mark(first, '-') || reading.text.is_mark(first, '+');
    let number = first + usize::from(is_signed);
    let is_glued = number < limit && reading.token(number)?.gap <= Gap::Hyphen;
    let value = digits(reading, number).filter(|value| is_glued && value.fract() == 0.0 && *value <= MOST_EXPONENT)?;
    Some((number + 1, if is_negative { -value } else { value }))
}

fn glued(reading: &Reading<'_>, token: usize, limit: usize) -> Option<usize> {
    reading.token(token).is_some_and(|it| token < limit && it.gap == Gap::None).then_some(token)
}
