//! Patterns of one token that name nothing: words of the rules, given names, surnames.

use std::num::NonZeroU32;

use super::{PatternNumber, narrow};
use crate::gazetteer::patterns::Patterns;
use crate::text::Token;

/// Looks a token up by the hash that it carries. Such patterns are six tokens in ten of a text, and need no automaton: nothing else begins
/// with them. The table is open, at most half full and probed in line: a general one, which has to grow and to forget, takes four times the
/// instructions.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// Hash and number of a word, where there is one; as many slots as a power of two.
    slots: Box<[Option<Slot>]>,
    /// All words, one after the other, and where each ends.
    letters: Box<[u8]>,
    ends: Box<[u32]>,
    /// The pattern of the first word.
    first: PatternNumber,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    /// One more than the word's number here.
    after: NonZeroU32,
}

impl Dictionary {
    /// The dictionary of `words`, whose patterns are numbered from `first` on.
    pub(super) fn new(words: &Patterns, first: PatternNumber) -> Self {
        let mut slots = vec![None; (2 * words.len()).next_power_of_two()].into_boxed_slice();
        let mut letters = Vec::new();
        let mut ends = Vec::with_capacity(words.len());
        for (word, beginning) in words.iter() {
            letters.extend_from_slice(word.as_bytes());
            ends.push(narrow(letters.len()));
            let hash = beginning.first();
            let mut at = place(hash, &slots);
            while slots[at].is_some() {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = NonZeroU32::new(narrow(ends.len())).map(|after| Slot { hash, after });
        }
        Self { slots, letters: letters.into(), ends: ends.into(), first }
    }

    /// The pattern that is just this token.
    #[inline]
    pub(super) fn get(&self, token: &Token, folded: &[u8]) -> Option<PatternNumber> {
        let hash = token.hash();
        let mut at = place(hash, &self.slots);
        // One slot in two is empty, so that this ends.
        while let Some(slot) = self.slots[at] {
            let number = slot.after.get() - 1;
            if slot.hash == hash && self.word(number) == folded {
                return Some(self.first + number);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    fn word(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..self.ends[number] as usize]
    }
}

/// Where the search for a hash begins.
fn place(hash: u32, slots: &[Option<Slot>]) -> usize {
    hash as usize & (slots.len() - 1)
}
