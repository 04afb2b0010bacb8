//! What the counts are read from: the text with its layers, and the names in it.

use std::ops::Range;

use crate::extraction::{Key, PlaceUsage, Zone};
use crate::gazetteer::grammar::{ComplementNumber, Grammar};
use crate::gazetteer::lexicon::WordSense;
use crate::reading::Reading;
use crate::resolve::places::Places;
use crate::resolve::weapons::Weapons;
use crate::span::Span;
use crate::syntax::Syntax;
use crate::syntax::quantity::Named;

/// A text with everything that is known of it before anything is counted.
#[derive(Clone, Copy)]
pub(super) struct Story<'s, 'a> {
    /// Tokens, senses and sentences.
    pub(super) reading: &'s Reading<'a>,
    /// Words, phrases and clauses.
    pub(super) syntax: &'s Syntax,
    /// Mentions of people and whose they are, in order.
    pub(super) people: &'s [(Span, Key)],
    /// Tokens of people's names, in order.
    pub(super) people_tokens: &'s [Range<usize>],
    /// The places.
    pub(super) places: &'s Places<'a>,
    /// The weapons.
    pub(super) weapons: &'s Weapons<'a>,
    /// Where places and weapons are named.
    pub(super) named: Named<'s>,
    /// The places that are hospitals, in order.
    pub(super) hospitals: &'s [Key],
    /// The zone of each sentence.
    pub(super) zones: &'s [Zone],
    /// Whether the text tells of deaths at all.
    pub(super) tells_deaths: bool,
}

impl<'s, 'a> Story<'s, 'a> {
    pub(super) fn grammar(&self) -> &'a Grammar {
        self.reading.gazetteer.grammar()
    }

    /// The number of the sentence of a phrase.
    pub(super) fn sentence_of(&self, phrase: usize) -> usize {
        self.reading.sentence_number(self.syntax.phrases[phrase].tokens.start)
    }

    /// The zone of a phrase.
    pub(super) fn zone_of(&self, phrase: usize) -> Zone {
        self.zones[self.sentence_of(phrase)]
    }

    /// Whether a word of the class begins within `tokens`.
    pub(super) fn has_complement(&self, tokens: Range<usize>, class: ComplementNumber) -> bool {
        tokens.into_iter().any(|token| self.reading.is_word(token, WordSense::Complement(class)))
    }

    /// Whether a word of the class of this name begins within `tokens`.
    pub(super) fn has_class(&self, tokens: &Range<usize>, class: &str) -> bool {
        self.grammar().complement(class).is_some_and(|class| self.has_complement(tokens.clone(), class))
    }

    /// Whether a word of the class begins at `token`.
    pub(super) fn completes(&self, token: usize, class: &str) -> bool {
        self.grammar().complement(class).is_some_and(|class| self.reading.is_word(token, WordSense::Complement(class)))
    }

    /// Whether the verb of a clause is one of those.
    pub(super) fn is_verb(&self, clause: usize, sense: WordSense) -> bool {
        self.syntax.verb_of(clause).is_some_and(|group| group.term.clone().any(|token| self.reading.is_word(token, sense)))
    }

    /// Key of the first person named within `tokens`.
    pub(super) fn person_in(&self, tokens: &Range<usize>) -> Option<Key> {
        if tokens.is_empty() {
            return None;
        }
        let span = self.reading.text.span(tokens);
        let first = self.people.partition_point(|(mention, _)| mention.start < span.start);
        self.people.get(first).filter(|(mention, _)| span.contains(mention)).map(|(_, key)| *key)
    }

    /// Indices of the place mentions that begin within `tokens`.
    pub(super) fn place_mentions(&self, tokens: &Range<usize>) -> Range<usize> {
        let first = self.named.places.partition_point(|(mention, _)| mention.start < tokens.start);
        let end = self.named.places.partition_point(|(mention, _)| mention.start < tokens.end);
        first..end.max(first)
    }

    /// The key of a place mention, and what it does in its sentence.
    pub(super) fn place_mention(&self, index: usize) -> (Key, PlaceUsage) {
        (self.places.places[self.named.places[index].1].key, self.named.usages[index])
    }

    /// Indices of the weapon mentions that begin within `tokens`.
    pub(super) fn weapon_mentions(&self, tokens: &Range<usize>) -> Range<usize> {
        let first = self.named.weapons.partition_point(|(mention, _)| mention.start < tokens.start);
        let end = self.named.weapons.partition_point(|(mention, _)| mention.start < tokens.end);
        first..end.max(first)
    }

    /// Whether `inner` is within `outer`, as far as the answer's places tell.
    pub(super) fn encloses(&self, outer: Key, inner: Key) -> bool {
        const MAX_DEPTH: usize = 4;
        let mut at = inner;
        for _ in 0..MAX_DEPTH {
            match self.places.places[at.index()].part_of {
                Some(next) if next == outer => return true,
                Some(next) => at = next,
                None => return false,
            }
        }
        false
    }
}
