//! Abbreviations: words whose full stop ends no sentence. The words are rows of the gazetteer.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Abbreviations whose full stop belongs to the word: `Gen.`, `Calif.`, and before digits only, `No.`
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    before: HashMap<Box<str>, AbbreviationBefore, FixedState>,
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

    /// Whether `folded`, followed by a full stop and then by `rest`, is an abbreviation.
    pub(super) fn keeps_stop(&self, folded: &str, rest: &str) -> bool {
        match self.before.get(folded) {
            None => false,
            Some(AbbreviationBefore::Anything) => !rest.starts_with(|c: char| c.is_alphanumeric()),
            Some(AbbreviationBefore::Digits) => rest.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        }
    }
}
