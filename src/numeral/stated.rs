//! What a numeral says: a number, a range, bounds, a share of another number.

use std::ops::Range;

use crate::extraction::Qualifier;

/// A number or number word of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// Its tokens, without hedge and unit; with "percent" and "all but" where it is a share.
    pub tokens: Range<usize>,
    /// What it says.
    pub value: NumeralValue,
    /// Of which number it is a share: "two-thirds of the 600". What happens to a share never happened to the whole, which is a numeral of its
    /// own.
    pub share: Option<Share>,
}

/// How many a numeral says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The number, where the words say one.
    pub value: Option<i64>,
    /// The least that they allow.
    pub min: Option<i64>,
    /// The most that they allow.
    pub max: Option<i64>,
    /// Exact, a range, or vague: a hedge beside it may say more.
    pub qualifier: Qualifier,
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
    /// "5:30", "12.05.2024", "100-120-200", digits in an address: no number. "All but three", of how many nobody says.
    Code,
}

impl Numeral {
    pub(super) fn new(tokens: Range<usize>, value: NumeralValue) -> Self {
        Self { tokens, value, share: None }
    }

    /// How many it says; `None` where it says no whole number.
    pub fn stated(&self) -> Option<Stated> {
        let exact = |value| Stated { value: Some(value), min: Some(value), max: Some(value), qualifier: Qualifier::Exact };
        if let Some(share) = &self.share {
            let vague = Stated { value: None, min: share.min, max: share.max, qualifier: Qualifier::Vague };
            return Some(share.value.map_or(vague, exact));
        }
        match self.value {
            NumeralValue::Cardinal(value) => whole(value).map(exact),
            NumeralValue::Range(low, high) => {
                Some(Stated { value: None, min: Some(whole(low)?), max: Some(whole(high)?), qualifier: Qualifier::Range })
            }
            NumeralValue::Vague(min, max) => Some(Stated { value: None, min: Some(min), max: Some(max), qualifier: Qualifier::Vague }),
            NumeralValue::Ordinal(_) | NumeralValue::Code => None,
        }
    }

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

/// Of what a numeral is a share, and how many that makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The tokens of the whole's number: of the numeral that follows.
    pub whole: Range<usize>,
    /// That number.
    pub total: i64,
    /// The share as a number, where the words make one and it comes out even: 400 of the 600.
    pub value: Option<i64>,
    /// The least that it can be.
    pub min: Option<i64>,
    /// The most that it can be.
    pub max: Option<i64>,
}

/// The number as an integer; news counts nothing in fractions.
pub(crate) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= 9e15).then_some(value as i64)
}
