//! Patterns on their way to the matcher: folded strings, each once, with all that they can mean.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::compile::{Meaning, MeaningNumber};
use super::matcher::{Beginning, PatternNumber, narrow};
use crate::text::NormalizedText;

/// A set of patterns, numbered from 0 as they come.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// All strings, one after the other.
    strings: String,
    rows: Vec<Row>,
    /// Numbers of the patterns by the hash of their strings.
    by_string: HashTable<PatternNumber>,
    meanings: Vec<(PatternNumber, Meaning)>,
}

#[derive(Debug)]
struct Row {
    /// Where its string ends.
    end: u32,
    beginning: Beginning,
}

/// What patterns mean, by their numbers.
#[derive(Debug, Default)]
pub struct Meanings {
    /// Where each pattern's meanings end.
    ends: Vec<u32>,
    all: Vec<Meaning>,
}

impl Patterns {
    /// Adds a meaning of `text`, which has at least one token.
    pub(super) fn add(&mut self, text: &NormalizedText<'_>, meaning: Meaning) {
        let number = self.number_of(text);
        self.meanings.push((number, meaning));
    }

    /// Whether `text` is a pattern.
    pub(super) fn contains(&self, text: &NormalizedText<'_>) -> bool {
        let mut joined = String::new();
        join(text, &mut joined);
        self.by_string.find(hash(&joined), |&number| string(&self.strings, &self.rows, number) == joined).is_some()
    }

    /// The number of the pattern of `text`, which is now one.
    fn number_of(&mut self, text: &NormalizedText<'_>) -> PatternNumber {
        let start = self.strings.len();
        join(text, &mut self.strings);
        let (known, added) = self.strings.split_at(start);
        let rows = &self.rows;
        if let Some(&number) = self.by_string.find(hash(added), |&number| string(known, rows, number) == added) {
            self.strings.truncate(start);
            return number;
        }
        let (number, hash) = (narrow(self.rows.len()), hash(added));
        self.rows.push(Row { end: narrow(self.strings.len()), beginning: Beginning::of(text.tokens()) });
        let (strings, rows) = (&self.strings, &self.rows);
        self.by_string.insert_unique(hash, number, |&number| self::hash(string(strings, rows, number)));
        number
    }

    /// Number of patterns.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Every pattern's string and beginning, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Beginning)> {
        (0..).zip(&self.rows).map(|(number, row)| (string(&self.strings, &self.rows, number), row.beginning))
    }

    /// Every pattern's beginning.
    pub(super) fn beginnings(&self) -> impl ExactSizeIterator<Item = Beginning> {
        self.rows.iter().map(|row| row.beginning)
    }

    /// Gives up the strings; adds what each pattern means to `meanings`, in the order of their numbers.
    pub(super) fn into_meanings(self, meanings: &mut Meanings) {
        let Self { rows, meanings: mut added, .. } = self;
        // Stable: the meanings of one pattern stay in the order of the tables.
        added.sort_by_key(|(number, _)| *number);
        let mut added = added.into_iter().peekable();
        for number in 0..narrow(rows.len()) {
            let first = meanings.all.len();
            while let Some((_, meaning)) = added.next_if(|(of, _)| *of == number) {
                if !meanings.all[first..].contains(&meaning) {
                    meanings.all.push(meaning);
                }
            }
            meanings.ends.push(narrow(meanings.all.len()));
        }
    }
}

/// Appends a text's folded tokens, one space between two.
fn join(text: &NormalizedText<'_>, joined: &mut String) {
    for index in 0..text.tokens().len() {
        if index > 0 {
            joined.push(' ');
        }
        joined.push_str(text.folded(index));
    }
}

fn string<'a>(strings: &'a str, rows: &[Row], number: PatternNumber) -> &'a str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| rows[before].end);
    &strings[start as usize..rows[number].end as usize]
}

fn hash(string: &str) -> u64 {
    const STATE: FixedState = FixedState::with_seed(0);
    let mut hasher = STATE.build_hasher();
    hasher.write(string.as_bytes());
    hasher.finish()
}

impl Meanings {
    /// Number of patterns.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// What a pattern can mean.
    pub(super) fn get(&self, pattern: PatternNumber) -> &[Meaning] {
        let numbers = self.numbers(pattern);
        &self.all[numbers.start as usize..numbers.end as usize]
    }

    /// The numbers of what a pattern can mean.
    #[inline]
    pub(super) fn numbers(&self, pattern: PatternNumber) -> Range<MeaningNumber> {
        let pattern = pattern as usize;
        pattern.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[pattern]
    }

    /// The meaning of this number.
    #[inline]
    pub(super) fn meaning(&self, number: MeaningNumber) -> &Meaning {
        &self.all[number as usize]
    }
}
