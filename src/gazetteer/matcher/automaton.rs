//! One aho-corasick automaton, walked from the start of a token.

use aho_corasick::automaton::{Automaton as _, StateID};
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, BuildError, MatchKind};

use super::filter::Passes;
use super::{Hit, PatternNumber, narrow};
use crate::text::{Gap, NormalizedText};

/// An automaton over some of the patterns, and the state in which a walk begins.
#[derive(Debug)]
pub(super) struct Automaton {
    nfa: NFA,
    start: StateID,
    /// The number of each of its patterns among all.
    numbers: Box<[PatternNumber]>,
}

impl Automaton {
    /// Builds the automaton of `patterns`, folded tokens with one space between two.
    ///
    /// # Errors
    /// When there are more patterns than an automaton can hold.
    pub(super) fn try_new(patterns: &[(PatternNumber, &str)]) -> Result<Self, BuildError> {
        let strings = patterns.iter().map(|(_, pattern)| pattern);
        let nfa = NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(strings)?;
        let start = nfa.start_state(Anchored::Yes).expect("an automaton of this type can be searched anchored");
        Ok(Self { nfa, start, numbers: patterns.iter().map(|(number, _)| *number).collect() })
    }

    /// Adds every pattern that begins with token `first`, shortest first: of one token, or of any length, as the filter says.
    pub(super) fn walk(&self, text: &NormalizedText<'_>, first: usize, passes: Passes, hits: &mut Vec<Hit>) {
        let mut state = self.start;
        let mut fed_bytes = 0;
        let mut index = first;
        loop {
            let folded = text.folded_bytes(index);
            for &byte in folded {
                state = self.nfa.next_state(Anchored::Yes, state, byte);
                if self.nfa.is_dead(state) {
                    return;
                }
            }
            fed_bytes += folded.len();
            index += 1;
            if let Some(pattern) = self.whole_match(state, fed_bytes) {
                hits.push(Hit { first: narrow(first), end: narrow(index), pattern });
            }
            if passes == Passes::Alone {
                return;
            }
            match text.tokens().get(index) {
                Some(next) if next.gap != Gap::Paragraph => state = self.nfa.next_state(Anchored::Yes, state, b' '),
                _ => return,
            }
            fed_bytes += 1;
            // Asked here too: a token may fold to nothing.
            if self.nfa.is_dead(state) {
                return;
            }
        }
    }

    /// The pattern that matches all bytes fed so far. A match state lists that one first, where there is one, and then those that match
    /// only the end of what was fed.
    fn whole_match(&self, state: StateID, fed_bytes: usize) -> Option<PatternNumber> {
        if !self.nfa.is_match(state) {
            return None;
        }
        let pattern = self.nfa.match_pattern(state, 0);
        (self.nfa.pattern_len(pattern) == fed_bytes).then(|| self.numbers[pattern.as_usize()])
    }
}
