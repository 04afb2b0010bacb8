//! Where a word ends: abbreviations, whose full stop ends no sentence, and affixes. All of them are rows of the gazetteer.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Abbreviations whose full stop belongs to the word: `Gen.`, `Calif.`, and before digits only, `No.`; and the affixes that decide where a
/// word or a name begins and ends: possessives and contractions, which are cut off, prefixes of names, after which a capital begins no new
/// word, and the article, which is no part of a name.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    before: HashMap<Box<str>, AbbreviationBefore, FixedState>,
    /// Without their apostrophe.
    possessives: Vec<Box<str>>,
    /// Without their apostrophe.
    contractions: Vec<Box<str>>,
    name_prefixes: Vec<Box<str>>,
    articles: Vec<Box<str>>,
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

    /// Adds what is left of an auxiliary behind another word, an apostrophe and small ASCII letters: `'re`.
    pub fn add_contraction(&mut self, ending: &str) {
        self.contractions.extend(ending.strip_prefix('\'').map(Into::into));
    }

    /// Adds what names begin with before another capital, spelled with its capital: `Fitz`.
    pub fn add_name_prefix(&mut self, prefix: &str) {
        self.name_prefixes.push(prefix.into());
    }

    /// Adds a small article, which is no part of the name behind it.
    pub fn add_article(&mut self, article: &str) {
        self.articles.push(article.into());
    }

    /// A name without its small article: `Bronx` of `the Bronx`.
    pub fn without_article<'n>(&self, name: &'n str) -> &'n str {
        let mut articles = self.articles.iter().map(|article| &**article);
        articles.find_map(|article| name.strip_prefix(article)?.strip_prefix(' ')).unwrap_or(name)
    }

    /// Whether `folded`, followed by a full stop and then by `rest`, is an abbreviation.
    pub(super) fn keeps_stop(&self, folded: &str, rest: &str) -> bool {
        match self.before.get(folded) {
            None => false,
            Some(AbbreviationBefore::Anything) => !rest.starts_with(|c: char| c.is_alphanumeric()),
            Some(AbbreviationBefore::Digits) => rest.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        }
    }

    /// The possessive or the contraction that `after`, the text behind an apostrophe, begins with, and whether it is a possessive.
    pub(super) fn ending(&self, after: &str) -> Option<(&str, bool)> {
        let begins_so = |letters: &str| after.get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters));
        let possessives = self.possessives.iter().map(|letters| (&**letters, true));
        possessives.chain(self.contractions.iter().map(|letters| (&**letters, false))).find(|(letters, _)| begins_so(letters))
    }

    /// Whether names go on with a capital after `letters`.
    pub(super) fn is_name_prefix(&self, letters: &str) -> bool {
        self.name_prefixes.iter().any(|prefix| **prefix == *letters)
    }
}
