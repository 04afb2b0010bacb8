//! Where in a text the gazetteer's names and the rules' words stand.
//!
//! A name begins and ends with a token, so an automaton is walked from the start of a token that can begin one, fed with folded tokens and
//! one space between two, and asked at each token's end whether a name ends here. Boundaries are thus tested before any choice between a
//! shorter and a longer name, every prefix that is a name is found ("Georgia" in "Georgia Tech"), and no walk is longer than the longest
//! name: time is linear in the text.
//!
//! Most of a text begins no name. So there are four sets of patterns, and a walk only where it can lead somewhere:
//!
//! - **words**: single tokens that name nothing, looked up in a dictionary by the hash that each token carries; those that have to begin
//!   with a capital, given names and surnames above all, have a dictionary of their own;
//! - **phrases**: what else begins in small letters, in one automaton;
//! - **names**: what begins with a capital or digit, tried only there, in many automata by their first two letters: small enough to stay in
//!   the cache, and built side by side.
//!
//! Before the automata stands a filter that knows the first token of every pattern of one token and the first two of every longer one. A
//! filter asked for a batch of tokens at a time, without branches, in the hope that waits for memory overlap, took half as many instructions
//! again and was slower.

mod automaton;
mod dictionary;
mod filter;

use std::thread;

use aho_corasick::BuildError;

use super::patterns::{Meanings, Patterns};
use crate::text::{NormalizedText, Shape, TokenKind};
use automaton::Automaton;
use dictionary::Dictionary;
pub(super) use filter::Beginning;
use filter::{Filter, Passes};

/// Index of a pattern: one folded string and all that it can mean.
pub type PatternNumber = u32;

/// Automata that names are spread over. Measured over news with 100,000 and 300,000 names, 64 are as fast as 256 and faster than 8.
const NAME_SHARDS: usize = 64;

/// A pattern found in a text, as token numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub first: u32,
    /// Token after the last.
    pub end: u32,
    /// What was found.
    pub pattern: PatternNumber,
}

impl Hit {
    /// The tokens covered.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// A number that four bytes hold, since texts and tables are bounded so.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("texts and tables have fewer than four billion bytes")
}

/// The patterns of a matcher, by how they are found.
#[derive(Debug, Default)]
pub(super) struct PatternSets {
    /// Single tokens that name nothing.
    pub(super) words: Patterns,
    /// The same, but they have to begin with a capital.
    pub(super) capitalised_words: Patterns,
    /// What else begins with a small letter.
    pub(super) phrases: Patterns,
    /// What else begins with a capital or digit.
    pub(super) names: Patterns,
}

impl PatternSets {
    /// What each pattern means, in the order of their numbers.
    pub(super) fn into_meanings(self) -> Meanings {
        let Self { words, capitalised_words, phrases, names } = self;
        let mut meanings = Meanings::default();
        [words, capitalised_words, phrases, names].into_iter().for_each(|patterns| patterns.into_meanings(&mut meanings));
        meanings
    }
}

/// Finds patterns. Their numbers run through its sets in the order words, capitalised words, phrases, names.
#[derive(Debug)]
pub struct Matcher {
    words: Dictionary,
    capitalised_words: Dictionary,
    phrases: Automaton,
    phrase_filter: Filter,
    names: Vec<Automaton>,
    name_filter: Filter,
}

impl Matcher {
    /// Builds the dictionaries, the automata and the filters.
    ///
    /// # Errors
    /// When there are more patterns than an automaton can hold.
    pub(super) fn try_new(sets: &PatternSets) -> Result<Self, BuildError> {
        let PatternSets { words, capitalised_words, phrases, names } = sets;
        let first_capitalised = narrow(words.len());
        let first_phrase = first_capitalised + narrow(capitalised_words.len());
        let first_name = first_phrase + narrow(phrases.len());
        let numbered: Vec<(PatternNumber, &str)> = (first_phrase..).zip(phrases.iter().map(|(phrase, _)| phrase)).collect();
        let mut shards = vec![Vec::new(); NAME_SHARDS];
        for (number, (name, _)) in (first_name..).zip(names.iter()) {
            shards[shard(name.as_bytes())].push((number, name));
        }
        Ok(Self {
            words: Dictionary::new(words, 0),
            capitalised_words: Dictionary::new(capitalised_words, first_capitalised),
            phrases: Automaton::try_new(&numbered)?,
            phrase_filter: Filter::new(phrases.beginnings()),
            names: build_side_by_side(&shards)?,
            name_filter: Filter::new(names.beginnings()),
        })
    }

    /// All hits in `text`, by first token and then by length.
    pub fn find(&self, text: &NormalizedText<'_>) -> Vec<Hit> {
        let tokens = text.tokens();
        let mut hits = Vec::with_capacity(tokens.len());
        for (index, token) in tokens.iter().enumerate() {
            let word = |pattern: PatternNumber| Hit { first: narrow(index), end: narrow(index + 1), pattern };
            // A sign may be a word of the rules ("$"), and stands with all that has no small letter; no name begins with one.
            if token.kind == TokenKind::Punctuation {
                if let Some(pattern) = self.capitalised_words.get(text, index, token) {
                    hits.push(word(pattern));
                }
                continue;
            }
            let next = tokens.get(index + 1);
            if let Some(pattern) = self.words.get(text, index, token) {
                hits.push(word(pattern));
            }
            let found = hits.len();
            match self.phrase_filter.passes(token, next) {
                Passes::Nothing => {}
                passes => self.phrases.walk(text, index, passes, &mut hits),
            }
            if token.shape == Shape::Lower {
                continue;
            }
            let are_phrases = hits.len() > found;
            if let Some(pattern) = self.capitalised_words.get(text, index, token) {
                hits.push(word(pattern));
            }
            match self.name_filter.passes(token, next) {
                Passes::Nothing => {}
                passes => self.names[shard(text.folded_bytes(index))].walk(text, index, passes, &mut hits),
            }
            if are_phrases {
                hits[found..].sort_by_key(|hit| (hit.end, hit.pattern));
            }
        }
        hits
    }
}

/// The number of the automaton that holds the names whose first token begins so; given all of a name or its first token alone.
fn shard(folded: &[u8]) -> usize {
    let letter = |index: usize| usize::from(folded.get(index).copied().unwrap_or(b' '));
    (letter(0) * 31 + letter(1)) % NAME_SHARDS
}

/// Builds an automaton of each shard, on as many threads as there are cores.
fn build_side_by_side(shards: &[Vec<(PatternNumber, &str)>]) -> Result<Vec<Automaton>, BuildError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let portion = shards.len().div_ceil(threads);
    thread::scope(|scope| {
        let workers: Vec<_> = shards
            .chunks(portion)
            .map(|shards| scope.spawn(|| shards.iter().map(|shard| Automaton::try_new(shard)).collect::<Result<Vec<_>, _>>()))
            .collect();
        let mut automata = Vec::with_capacity(shards.len());
        for worker in workers {
            automata.append(&mut worker.join().expect("building an automaton does not panic")?);
        }
        Ok(automata)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::compile::{Meaning, Sense, Spelling};
    use crate::text::Abbreviations;

    fn patterns(strings: &[&str]) -> Patterns {
        let mut patterns = Patterns::default();
        for string in strings {
            let text = NormalizedText::new(string, &Abbreviations::default());
            patterns.add(&text, Meaning::new(Spelling::default(), Sense::Surname));
        }
        patterns
    }

    #[test]
    fn every_prefix_at_token_boundaries_is_found() {
        let words = ["drone", "least"];
        let surnames = ["york"];
        let phrases = ["drone", "drone strike", "at least"];
        let names = ["f-35", "k 2", "georgia", "georgia tech", "kh 101", "new york", "new york times", "st peter's basilica", "york"];
        let sets = PatternSets {
            words: patterns(&words),
            capitalised_words: patterns(&surnames),
            phrases: patterns(&phrases),
            names: patterns(&names),
        };
        let matcher = Matcher::try_new(&sets).unwrap();
        let find = |text: &str| {
            let normalized = NormalizedText::new(text, &Abbreviations::default());
            let all = [&words[..], &surnames[..], &phrases[..], &names[..]].concat();
            matcher.find(&normalized).iter().map(|hit| all[hit.pattern as usize]).collect::<Vec<_>>()
        };
        assert_eq!(find("Georgia Technology"), ["georgia"]);
        assert_eq!(find("Georgia-Tech"), ["georgia", "georgia tech"]);
        assert_eq!(find("New\nYork Times, Kh‑101"), ["new york", "new york times", "york", "york", "kh 101"]);
        assert_eq!(find("New\n\nYork"), ["york", "york"]);
        assert_eq!(find("At least one drone strike; drones"), ["at least", "least", "drone", "drone", "drone strike"]);
        assert_eq!(find("in St. Peter's Basilica and St Peter’s Basilica"), ["st peter's basilica"]);
        assert_eq!(find("georgia"), Vec::<&str>::new());
        assert_eq!(find("F-35s, F35 and K 2"), ["f-35", "f-35", "k 2"]);
    }
}
