//! The counted phrase as it is known: its number, hedge, bounds and head noun, and what they say of what is counted.

use std::ops::Range;

use crate::extraction::{CountCategory, CountSubject, PlaceUsage, Qualifier};

/// A number with the words that belong to it.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number itself, or the article of an implicit one.
    pub number: Range<usize>,
    /// Hedge to head noun.
    pub tokens: Range<usize>,
    /// The hedge, or nothing.
    pub qualifier: Qualifier,
    /// The number as stated.
    pub value: Option<i64>,
    /// The least that the words allow.
    pub min: Option<i64>,
    /// The most that the words allow.
    pub max: Option<i64>,
    /// The number as written with its hedge.
    pub written: Range<usize>,
    /// The head noun's tokens; empty when the text leaves it out.
    pub head: Range<usize>,
    /// What is counted; `None` when the text leaves the noun out.
    pub subject: Option<CountSubject>,
    /// What happened, when the head noun itself says it: "12 deaths".
    pub category: Option<CountCategory>,
    /// What happened, unless a rule says more: "three wounded soldiers", "six of the injured", "3,000 protesters".
    pub implied: Option<CountCategory>,
    /// Indices, into the reading's weapon mentions, of the weapons that are counted.
    pub weapons: Vec<usize>,
    /// Whether the number is an article: "a woman".
    pub is_implicit: bool,
    /// Whether "of the" and a whole follow: "72 of the 550".
    pub is_part: bool,
    /// The number of that whole.
    pub whole: Option<i64>,
}

/// Where weapons and places are named, for the phrases that count them.
#[derive(Clone, Copy, Debug)]
pub struct Named<'r> {
    /// Tokens of each weapon mention and the index of its weapon.
    pub weapons: &'r [(Range<usize>, usize)],
    /// Tokens of each place mention and the index of its place.
    pub places: &'r [(Range<usize>, usize)],
    /// What each place mention does in its sentence, in the same order.
    pub usages: &'r [PlaceUsage],
}

impl Named<'_> {
    /// The weapon mention that begins at `token`.
    pub(crate) fn weapon_at(&self, token: usize) -> Option<usize> {
        self.weapons.binary_search_by_key(&token, |(tokens, _)| tokens.start).ok()
    }
}
