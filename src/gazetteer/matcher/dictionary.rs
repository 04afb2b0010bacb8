//! Patterns of one token that name nothing: words of the rules, given names, surnames.

use super::{PatternNumber, narrow};
use crate::gazetteer::patterns::Patterns;
use crate::text::{NormalizedText, Token, head};

/// Looks a token up by the hash that it carries. Such patterns are six tokens in ten of a text, and need no automaton: nothing else begins
/// with them. The table is open, at most half full and probed in line, and has a word's first eight bytes beside its hash: mostly one line of
/// memory tells all.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// As many as a power of two.
    slots: Box<[Slot]>,
    /// What words of more than eight bytes have after them, one after the other, and where each word's part ends.
    tails: Box<[u8]>,
    ends: Box<[u32]>,
    /// The pattern of the first word.
    first: PatternNumber,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    head: u64,
    hash: u32,
    /// One more than the word's number here; 0 where there is no word.
    after: u32,
}

impl Dictionary {
    /// The dictionary of `words`, whose patterns are numbered from `first` on.
    pub(super) fn new(words: &Patterns, first: PatternNumber) -> Self {
        let mut slots = vec![Slot::default(); (2 * words.len()).next_power_of_two()].into_boxed_slice();
        let mut tails = Vec::new();
        let mut ends = Vec::with_capacity(words.len());
        for (word, beginning) in words.iter() {
            let word = word.as_bytes();
            tails.extend_from_slice(word.get(8..).unwrap_or_default());
            ends.push(narrow(tails.len()));
            let hash = beginning.first();
            let mut at = place(hash, &slots);
            while slots[at].after != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = Slot { head: head(word, 0..word.len()), hash, after: narrow(ends.len()) };
        }
        Self { slots, tails: tails.into(), ends: ends.into(), first }
    }

    /// The pattern that is just token `index` of `text`.
    #[inline]
    pub(super) fn get(&self, text: &NormalizedText<'_>, index: usize, token: &Token) -> Option<PatternNumber> {
        let mut at = place(token.hash(), &self.slots);
        // One slot in two is empty, so that this ends.
        loop {
            let slot = self.slots.get(at)?;
            if slot.hash == token.hash() && slot.head == token.head() && slot.after != 0 {
                let number = slot.after - 1;
                // A head with a zero in it is the whole word.
                if token.folded_bytes() < 8 || self.tail(number) == &text.folded_bytes(index)[8..] {
                    return Some(self.first + number);
                }
            }
            if slot.after == 0 {
                return None;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn tail(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.tails[start as usize..self.ends[number] as usize]
    }
}

/// Where the search for a hash begins.
fn place(hash: u32, slots: &[Slot]) -> usize {
    hash as usize & (slots.len() - 1)
}
