//! Keys of names: what a name is looked up by within one text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use crate::reading::Reading;
use crate::text::Token;

/// A key of the folded tokens of a name. Equal names have equal keys; of names of more than eight letters two in some billions of billions
/// share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameKey(u64);

/// Things by names.
pub type ByName<T> = HashMap<NameKey, T, FixedState>;

/// Names.
pub type NameSet = HashSet<NameKey, FixedState>;

impl NameKey {
    /// The key of these tokens.
    pub fn of(tokens: &[Token]) -> Self {
        Self(tokens.iter().fold(0, |key, token| mix(mix(key ^ token.head()) ^ u64::from(token.hash()))))
    }

    /// The key of these tokens of `reading`.
    pub fn at(reading: &Reading<'_>, tokens: &Range<usize>) -> Self {
        Self::of(&reading.text.tokens()[tokens.clone()])
    }
}

/// An odd number without a pattern, from the square root of two.
const MULTIPLIER: u64 = 0x6A09_E667_F3BC_C909;

fn mix(number: u64) -> u64 {
    let product = number.wrapping_mul(MULTIPLIER);
    product ^ product >> 29
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Abbreviations, NormalizedText};

    #[test]
    fn names_are_told_apart_however_they_are_spelled() {
        let key = |name: &str| NameKey::of(NormalizedText::new(name, &Abbreviations::default()).tokens());
        assert_eq!(key("Radosław Sikorski"), key("RADOSLAW\nSIKORSKI"));
        for other in ["", "sikorski", "radoslaw", "sikorski radoslaw", "radoslaw sikorska", "radoslaw sikorski sikorski"] {
            assert_ne!(key("Radosław Sikorski"), key(other), "{other}");
        }
    }
}
