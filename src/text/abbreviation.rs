//! Where a word ends: abbreviations, whose full stop ends no sentence, and affixes. All of them are rows of the gazetteer.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Abbreviations whose full stop belongs to the word: `Gen.`, `Calif.`, and before digits only, `No.`; and the affixes that decide where a
/// word ends: the possessive, which is cut off, and prefixes of names, after which a capital begins no new word.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    before: HashMap<Box<str>, AbbreviationBefore, FixedState>,
    /// Without their apostrophe.
    possessives: Vec<Box<str>>,
    name_prefixes: Vec<Box<str>>,
}

/// Before what an abbreviation keeps its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbbreviationBefore {
    /// Before anything.
    Anything,
    /// Before digits only.
    Digits,
}

impl Abbreviations {
    /// Adds a word, in its folded form.
    pub fn insert(&mut self, folded: &str, before: AbbreviationBefore) {
        self.before.insert(folded.into(), before);
    }

    /// Adds the ending of a possessive, an apostrophe and small ASCII letters.
    pub fn add_possessive(&mut self, ending: &str) {
        self.possessives.extend(ending.strip_prefix('\'').map(Into::into));
    }

    /// Adds what names begin with before another capital, spelled with its capital: `Fitz`.
    pub fn add_name_prefix(&mut self, prefix: &str) {
        self.name_prefixes.push(prefix.into());
    }

    /// Whether `folded`, followed by a full stop and then by `rest`, is an abbreviation.
    pub(super) fn keeps_stop(&self, folded: &str, rest: &str) -> bool {
        match self.before.get(folded) {
            None => false,
            Some(AbbreviationBefore::Anything) => !rest.starts_with(|c: char| c.is_alphanumeric()),
            Some(AbbreviationBefore::Digits) => rest.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        }
    }

    /// The possessive whose letters `after`, the text behind an apostrophe, begins with.
    pub(super) fn possessive(&self, after: &str) -> Option<&str> {
        let begins_so = |letters: &&str| after.get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters));
        self.possessives.iter().map(|letters| &**letters).find(begins_so)
    }

    /// Whether names go on with a capital after `letters`.
    pub(super) fn is_name_prefix(&self, letters: &str) -> bool {
        self.name_prefixes.iter().any(|prefix| **prefix == *letters)
    }
}
