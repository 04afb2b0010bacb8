//! The walk over a sentence, phrase by phrase, and the phrases of closed classes.

use std::ops::Range;

use super::chunker::{Chunker, is_owner};
use super::kind::{Mark, Phrase, PhraseKind};
use crate::extraction::NumberClass;
use crate::gazetteer::grammar::{Parts, parts_of};
use crate::gazetteer::lexicon::{Function, NumberWord, Side, WordSense};
use crate::reading::Reading;
use crate::syntax::word::Word;
use crate::text::TokenKind;

impl Chunker<'_, '_, '_> {
    /// Appends the phrases of `sentence`; to be called with sentences in order.
    pub(in crate::syntax) fn add_sentence(&mut self, sentence: Range<usize>, phrases: &mut Vec<Phrase>) {
        let mut token = sentence.start;
        while token < sentence.end {
            self.advance(token);
            let phrase = self.phrase_at(token, sentence.end);
            debug_assert!(phrase.tokens.start == token && phrase.tokens.end > token);
            token = phrase.tokens.end;
            phrases.push(phrase);
        }
    }

    fn phrase_at(&self, token: usize, limit: usize) -> Phrase {
        let single = |kind: PhraseKind| Phrase { kind, tokens: token..token + 1, head: token };
        let word = self.words[token];
        if self.quantity_at(token).is_some() {
            return self.noun_phrase(token, limit).unwrap_or_else(|| single(PhraseKind::Adverb));
        }
        if let Some(time) = self.time_at(token) {
            let end = self.units.times[time].end.min(limit);
            if !self.modifies(end, limit) {
                return Phrase { kind: PhraseKind::Time, tokens: token..end, head: end - 1 };
            }
        }
        if let Some(end) = self.distance_end(token, limit) {
            return Phrase { kind: PhraseKind::Adverb, tokens: token..end, head: end - 1 };
        }
        if word.is(Parts::MARK) && self.name_at(token).is_none() {
            return single(PhraseKind::Mark(mark(self.reading, token)));
        }
        if self.name_at(token).is_none()
            && let Some(phrase) = self.term_at(token, limit)
        {
            return phrase;
        }
        if let Some(phrase) = self.verb_group(token, limit) {
            return phrase;
        }
        if self.name_at(token).is_none() {
            let kind = self.closed_class(token, word);
            if let Some(kind) = kind {
                return single(kind);
            }
        }
        self.noun_phrase(token, limit).unwrap_or_else(|| single(PhraseKind::Adverb))
    }

    /// "four days" before "after the shooting", "a week later": how far one thing is from another, which is nothing to the verb.
    fn distance_end(&self, token: usize, limit: usize) -> Option<usize> {
        let unit = token + 1;
        let counts = self.words[token].is(Parts::NUMERAL.or(Parts::ARTICLE));
        if !counts || unit + 1 >= limit || self.time_at(unit).is_some() {
            return None;
        }
        let is_unit = self.reading.is_word(unit, WordSense::Unit(NumberClass::Duration, Side::After));
        let leads = self.reading.is_word(unit + 1, WordSense::NumberWord(NumberWord::NoRate));
        let is_adverb = self.words[unit + 1].is(Parts::ADVERB) && !self.words[unit + 1].is(Parts::SUBORDINATOR.or(Parts::PREPOSITION));
        (is_unit && leads).then_some(unit + 1 + usize::from(is_adverb))
    }

    /// Whether what ends at `end` is a modifier of the noun that follows: "Friday's attack", "the Sunday night raid".
    fn modifies(&self, end: usize, limit: usize) -> bool {
        let next = self.word(end, limit);
        next.is(Parts::OWNER) || is_owner(self.reading, self.words, end, limit)
    }

    /// A phrase of several words that a row knows: "as well as", "close to", "in critical condition".
    fn term_at(&self, token: usize, limit: usize) -> Option<Phrase> {
        let longest = self.reading.words_at(token).filter(|(end, _)| *end > token + 1 && *end <= limit).filter_map(|(end, sense)| {
            let kind = match sense {
                WordSense::Function(Function::Conjunction) => PhraseKind::Conjunction,
                WordSense::Function(Function::Subordinator) => PhraseKind::Subordinator,
                WordSense::Function(function @ (Function::Locative | Function::Preposition | Function::Among)) => {
                    PhraseKind::Preposition(function)
                }
                WordSense::State(_) => PhraseKind::State,
                _ => return None,
            };
            Some((end, kind))
        });
        let (end, kind) = longest.last()?;
        // "in hospital beds" is longer than "in hospital", and a verb longer than both.
        let is_verb = self.reading.words_at(token).any(|(other, sense)| other >= end && matches!(sense, WordSense::Verb(_)));
        (!is_verb).then(|| Phrase { kind, tokens: token..end, head: end - 1 })
    }

    fn closed_class(&self, token: usize, word: Word) -> Option<PhraseKind> {
        let parts = word.parts;
        if parts.any(Parts::CONJUNCTION) {
            Some(PhraseKind::Conjunction)
        } else if parts.any(Parts::RELATIVE) {
            Some(PhraseKind::Relative)
        } else if parts.any(Parts::THAT) {
            Some(PhraseKind::That)
        } else if parts.any(Parts::SUBORDINATOR) {
            Some(PhraseKind::Subordinator)
        } else if parts.any(Parts::PREPOSITION.or(Parts::TO)) {
            Some(PhraseKind::Preposition(self.preposition(token)))
        } else if parts.any(Parts::STATE) && !parts.any(Parts::VERB) {
            Some(PhraseKind::State)
        } else if parts.all(Parts::NEGATION.or(Parts::PRONOUN)) {
            // "nobody"
            None
        } else if parts.any(Parts::ADVERB.or(Parts::NEGATION)) && !parts.any(Parts::NOMINAL.or(Parts::ADJECTIVE)) {
            (!self.leads_to_noun(token)).then_some(PhraseKind::Adverb)
        } else {
            None
        }
    }

    /// "no deaths", "badly injured people": whether an adverb or a negation belongs to the noun phrase that follows.
    fn leads_to_noun(&self, token: usize) -> bool {
        let next = self.word(token + 1, self.words.len());
        let is_negation = self.words[token].is(Parts::NEGATION);
        let third = self.word(token + 2, self.words.len());
        let leads = next.is(Parts::NOMINAL) || (next.is(Parts::ADJECTIVE) && third.is(Parts::NOMINAL.or(Parts::ADJECTIVE)));
        is_negation && leads && !next.is(Parts::VERB)
    }

    fn preposition(&self, token: usize) -> Function {
        let functions = self.reading.words_at(token).filter_map(|(end, sense)| match sense {
            WordSense::Function(function) if end == token + 1 && parts_of(sense).any(Parts::PREPOSITION.or(Parts::TO)) => Some(function),
            _ => None,
        });
        // "from" is both a word of place and one of its own.
        functions.min_by_key(|function| *function == Function::Locative).unwrap_or(Function::Preposition)
    }
}

/// Whether nothing but marks follows a full stop in its sentence; looks a few tokens ahead.
fn ends_sentence(reading: &Reading<'_>, stop: usize) -> bool {
    const MOST_MARKS: usize = 3;
    let rest = stop + 1..reading.sentence(stop).end.min(stop + 1 + MOST_MARKS);
    rest.into_iter().all(|token| reading.text.tokens()[token].kind == TokenKind::Punctuation)
}

fn mark(reading: &Reading<'_>, token: usize) -> Mark {
    let tokens = reading.text.tokens();
    let is_spaced = tokens[token].is_spaced() || tokens.get(token + 1).is_none_or(|next| next.is_spaced());
    match reading.text.folded(token) {
        "," => Mark::Comma,
        // The stop of an initial: "Anil K. (44)".
        "." if !tokens[token].is_spaced() && !ends_sentence(reading, token) => Mark::Other,
        ";" | "." | "!" | "?" | "\u{2026}" | "|" | "\u{2022}" | "\u{b7}" => Mark::Stop,
        ":" => Mark::Colon,
        "\u{2014}" | "\u{2013}" => Mark::Dash,
        "-" if is_spaced => Mark::Dash,
        "(" | "[" => Mark::Open,
        ")" | "]" => Mark::Close,
        "\"" => Mark::Quote,
        _ => Mark::Other,
    }
}
