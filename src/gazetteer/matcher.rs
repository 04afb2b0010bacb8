//! The automata: where in a text the gazetteer's names and the rules' words stand.
//!
//! A name begins and ends with a token, so the automaton is walked from the start of each token that can begin one, fed with folded tokens
//! and one space between two, and asked at each token's end whether a name ends here. Boundaries are thus tested before any choice between
//! a shorter and a longer name, every prefix that is a name is found ("Georgia" in "Georgia Tech"), and no walk is longer than the longest
//! name: time is linear in the text.
//!
//! Names that begin with a capital or a digit are in one automaton, which is tried only there; the small vocabulary of words in small letters
//! is in a second one, tried at every word. Both are contiguous NFAs: for the small vocabulary a DFA is no faster, measured over news, since
//! its 12 MB fall out of the cache where the NFA's 0.9 MB stay in.

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, BuildError, MatchKind};

use crate::text::{Gap, NormalizedText, Shape, TokenKind};

/// Index of a pattern: one folded string and all that it can mean.
pub type PatternNumber = u32;

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

/// Both automata.
#[derive(Debug)]
pub struct Matcher {
    names: Vocabulary,
    words: Vocabulary,
    /// Patterns below this number belong to `names`, the others to `words`.
    first_word_pattern: PatternNumber,
}

/// One automaton with the state in which a walk begins.
#[derive(Debug)]
struct Vocabulary {
    automaton: NFA,
    start: StateID,
}

impl Vocabulary {
    fn try_new<S: AsRef<[u8]>>(patterns: &[S]) -> Result<Self, BuildError> {
        let automaton = NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(patterns)?;
        let start = automaton.start_state(Anchored::Yes).expect("an automaton of this type can be searched anchored");
        Ok(Self { automaton, start })
    }

    /// Adds every pattern that begins with token `first`, with `pattern_offset` added to its number.
    fn walk(&self, pattern_offset: PatternNumber, text: &NormalizedText<'_>, first: usize, hits: &mut Vec<Hit>) {
        let mut state = self.start;
        let mut fed_bytes = 0;
        let mut index = first;
        loop {
            let folded = text.folded_bytes(index);
            for &byte in folded {
                state = self.automaton.next_state(Anchored::Yes, state, byte);
                if self.automaton.is_dead(state) {
                    return;
                }
            }
            fed_bytes += folded.len();
            index += 1;
            if let Some(pattern) = self.whole_match(state, fed_bytes) {
                let narrow = |index: usize| u32::try_from(index).expect("a text has fewer tokens than bytes, and those fit");
                hits.push(Hit { first: narrow(first), end: narrow(index), pattern: pattern_offset + pattern });
            }
            match text.tokens().get(index) {
                Some(next) if next.gap != Gap::Paragraph => state = self.automaton.next_state(Anchored::Yes, state, b' '),
                _ => return,
            }
            fed_bytes += 1;
            // Asked here too: a token may fold to nothing.
            if self.automaton.is_dead(state) {
                return;
            }
        }
    }

    /// The pattern that matches all bytes fed so far; a match state also lists patterns that match only their end.
    fn whole_match(&self, state: StateID, fed_bytes: usize) -> Option<PatternNumber> {
        if !self.automaton.is_match(state) {
            return None;
        }
        (0..self.automaton.match_len(state))
            .map(|index| self.automaton.match_pattern(state, index))
            .find(|pattern| self.automaton.pattern_len(*pattern) == fed_bytes)
            .map(|pattern| pattern.as_u32())
    }
}

impl Matcher {
    /// Builds the automata. Pattern numbers run through `names` and on through `words`.
    ///
    /// # Errors
    /// When there are more patterns than an automaton can hold.
    pub fn try_new<S: AsRef<[u8]>>(names: &[S], words: &[S]) -> Result<Self, BuildError> {
        Ok(Self {
            first_word_pattern: PatternNumber::try_from(names.len()).unwrap_or(PatternNumber::MAX),
            names: Vocabulary::try_new(names)?,
            words: Vocabulary::try_new(words)?,
        })
    }

    /// All hits in `text`, by first token and then by length.
    pub fn find(&self, text: &NormalizedText<'_>) -> Vec<Hit> {
        let mut hits = Vec::with_capacity(text.tokens().len());
        for (index, token) in text.tokens().iter().enumerate() {
            let begins_name = match token.kind {
                TokenKind::Word => token.shape != Shape::Lower,
                TokenKind::Number => true,
                TokenKind::Punctuation => false,
            };
            let found = hits.len();
            if begins_name {
                self.names.walk(0, text, index, &mut hits);
            }
            if token.kind == TokenKind::Word {
                self.words.walk(self.first_word_pattern, text, index, &mut hits);
            }
            if begins_name {
                hits[found..].sort_by_key(|hit| (hit.end, hit.pattern));
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Abbreviations;

    #[test]
    fn every_prefix_at_token_boundaries_is_found() {
        let names = ["georgia", "georgia tech", "kh 101", "new york", "new york times", "st peter 's basilica", "york"];
        let words = ["drone", "drone strike", "at least"];
        let matcher = Matcher::try_new(&names, &words).unwrap();
        let find = |text: &str| {
            let normalized = NormalizedText::new(text, &Abbreviations::default());
            let all = [&names[..], &words[..]].concat();
            matcher.find(&normalized).iter().map(|hit| all[hit.pattern as usize]).collect::<Vec<_>>()
        };
        assert_eq!(find("Georgia Technology"), ["georgia"]);
        assert_eq!(find("Georgia-Tech"), ["georgia", "georgia tech"]);
        assert_eq!(find("New\nYork Times, Kh‑101"), ["new york", "new york times", "york", "kh 101"]);
        assert_eq!(find("New\n\nYork"), ["york"]);
        assert_eq!(find("At least one drone strike; drones"), ["at least", "drone", "drone strike"]);
        assert_eq!(find("in St. Peter's Basilica and St Peter’s Basilica"), ["st peter 's basilica"]);
        assert_eq!(find("georgia"), Vec::<&str>::new());
    }
}
