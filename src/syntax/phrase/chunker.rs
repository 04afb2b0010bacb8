//! What is known where phrases are cut: the words of the text, and where quantities, names and times stand.

use std::ops::Range;

use crate::gazetteer::grammar::Parts;
use crate::reading::Reading;
use crate::syntax::word::Word;

/// Where things stand that are phrases, or heads of phrases, by themselves; each in the order of the text.
#[derive(Clone, Copy, Debug)]
pub struct Units<'u> {
    /// Tokens of the quantities, from hedge to noun.
    pub quantities: &'u [Range<usize>],
    /// Tokens of names of any kind.
    pub names: &'u [Range<usize>],
    /// Tokens of time phrases.
    pub times: &'u [Range<usize>],
}

/// Cuts one sentence after the other into phrases.
pub(in crate::syntax) struct Chunker<'r, 'a, 'u> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) words: &'u [Word],
    pub(super) units: Units<'u>,
    pub(super) quantity: usize,
    pub(super) name: usize,
    pub(super) time: usize,
}

impl<'r, 'a, 'u> Chunker<'r, 'a, 'u> {
    /// One before the first sentence.
    pub(in crate::syntax) fn new(reading: &'r Reading<'a>, words: &'u [Word], units: Units<'u>) -> Self {
        Self { reading, words, units, quantity: 0, name: 0, time: 0 }
    }

    /// Leaves behind the quantities, names and times that begin before `token`; to be called with rising tokens.
    pub(super) fn advance(&mut self, token: usize) {
        let behind = |ranges: &[Range<usize>], at: &mut usize| {
            while ranges.get(*at).is_some_and(|range| range.end <= token || range.start < token) {
                *at += 1;
            }
        };
        behind(self.units.quantities, &mut self.quantity);
        behind(self.units.names, &mut self.name);
        behind(self.units.times, &mut self.time);
    }

    /// Of ranges in order, the one that begins at `token`, from the one at `at` on.
    fn begins(ranges: &[Range<usize>], at: usize, token: usize) -> Option<usize> {
        let first = ranges.get(at)?;
        let index = if first.start >= token { at } else { at + ranges[at..].partition_point(|range| range.start < token) };
        ranges.get(index).is_some_and(|range| range.start == token).then_some(index)
    }

    /// The quantity that begins at `token`.
    pub(super) fn quantity_at(&self, token: usize) -> Option<usize> {
        Self::begins(self.units.quantities, self.quantity, token)
    }

    /// The name that begins at `token`.
    pub(super) fn name_at(&self, token: usize) -> Option<usize> {
        Self::begins(self.units.names, self.name, token)
    }

    /// The time phrase that begins at `token`.
    pub(super) fn time_at(&self, token: usize) -> Option<usize> {
        Self::begins(self.units.times, self.time, token)
    }

    /// What the word at `token` is; the edge beyond `limit`.
    pub(super) fn word(&self, token: usize, limit: usize) -> Word {
        if token < limit { self.words[token] } else { Word { parts: Parts::EDGE, verb: None } }
    }
}

/// Whether the mark of a possessor stands at `token`.
pub(super) fn is_owner(reading: &Reading<'_>, words: &[Word], token: usize, limit: usize) -> bool {
    token < limit && !words[token].is(Parts::BE) && reading.text.is_owner_mark(token) && !reading.text.tokens()[token].is_spaced()
}
