//! Verb groups: a verb with its auxiliaries, negation and particle.

use std::ops::Range;

use super::chunker::Chunker;
use super::kind::{Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
use crate::gazetteer::grammar::{Parts, VerbNumber};
use crate::gazetteer::lexicon::WordSense;

impl Chunker<'_, '_, '_> {
    /// The verb group that begins at `first`.
    pub(super) fn verb_group(&self, first: usize, limit: usize) -> Option<Phrase> {
        let mut token = first;
        let (mut is_infinitive, mut is_negated, mut has_auxiliary) = (false, false, false);
        let mut be = None;
        let mut have = None;
        let mut gerund = false;
        loop {
            if token >= limit || (token > first && (self.quantity_at(token).is_some() || self.name_at(token).is_some())) {
                break;
            }
            if let Some((term, verb)) = self.verb_term(token, limit) {
                return Some(self.group(first, term, verb, [is_infinitive, is_negated, has_auxiliary, be.is_some(), gerund]));
            }
            let word = self.words[token];
            if self.state_term(token, limit) {
                break;
            }
            if word.is(Parts::TO) && !has_auxiliary && self.infinitive_follows(token + 1, limit) {
                is_infinitive = true;
            } else if word.is(Parts::AUXILIARY) {
                // "didn't", "can't"
                is_negated |= word.is(Parts::NEGATION);
                gerund |= !has_auxiliary && word.is(Parts::GERUND);
                has_auxiliary = true;
                if word.is(Parts::BE) {
                    be = Some(token);
                } else if word.is(Parts::HAVE) {
                    have = Some(token);
                }
            } else if word.is(Parts::NEGATION) && (has_auxiliary || is_infinitive) && !word.is(Parts::DETERMINER) {
                is_negated = true;
            } else if word.is(Parts::ADVERB) && !word.is(Parts::NOMINAL) && (has_auxiliary || is_infinitive) {
            } else if word.is_verb() && !word.is(Parts::STATE.and(Parts::NOUN)) {
                let flags = [is_infinitive, is_negated, has_auxiliary, be.is_some(), gerund];
                return Some(self.group(first, token..token + 1, word.verb, flags));
            } else {
                break;
            }
            token += 1;
        }
        // No verb but the auxiliary itself: "was in hospital", "had 12 dead".
        let main = be.or(have).or_else(|| has_auxiliary.then_some(first))?;
        let grammar = self.reading.gazetteer.grammar();
        let verb = be.and(grammar.be()).or_else(|| have.and(grammar.have()));
        // Adverbs behind it are no part of the group.
        let mut end = token;
        while end > main + 1 && !self.words[end - 1].is(Parts::NEGATION) {
            end -= 1;
        }
        let group = VerbGroup {
            form: if is_infinitive {
                VerbForm::Infinitive
            } else if gerund {
                VerbForm::Gerund
            } else {
                VerbForm::Finite
            },
            voice: Voice::Active,
            verb,
            term: main..main + 1,
            is_negated,
            is_copula: be.is_some(),
        };
        Some(Phrase { kind: PhraseKind::Verb(group), tokens: first..end, head: main })
    }

    /// Whether a state of several words begins at `token`: "unaccounted for".
    fn state_term(&self, token: usize, limit: usize) -> bool {
        self.reading.words_at(token).any(|(end, sense)| end > token + 1 && end <= limit && matches!(sense, WordSense::State(_)))
    }

    fn infinitive_follows(&self, token: usize, limit: usize) -> bool {
        let next = (token..limit.min(token + 3)).find(|token| !self.words[*token].is(Parts::ADVERB) || self.words[*token].is(Parts::BASE));
        next.is_some_and(|token| {
            let word = self.words[token];
            self.name_at(token).is_none() && (word.is(Parts::BASE) || word.is(Parts::AUXILIARY) && !word.is(Parts::MODAL))
        })
    }

    /// The verb of several words that begins at `token`: "shot dead", "fatally shot", "had no electricity".
    fn verb_term(&self, token: usize, limit: usize) -> Option<(Range<usize>, Option<VerbNumber>)> {
        let longest =
            self.reading.words_at(token).filter(|(end, _)| *end > token + 1 && *end <= limit).filter_map(|(end, sense)| match sense {
                WordSense::Verb(verb) => Some((end, verb.verb)),
                _ => None,
            });
        let (end, verb) = longest.last()?;
        let has_verb = (token..end).any(|part| self.words[part].is(Parts::VERB.or(Parts::AUXILIARY)));
        has_verb.then_some((token..end, Some(verb)))
    }

    fn group(&self, first: usize, term: Range<usize>, verb: Option<VerbNumber>, flags: [bool; 5]) -> Phrase {
        let [is_infinitive, is_negated, has_auxiliary, has_be, gerund] = flags;
        // Of a verb of several words the form is that of the one that is a verb: "fatally shot".
        let head = term.clone().find(|token| self.words[*token].is(Parts::VERB)).unwrap_or(term.start);
        let parts = self.words[head].parts;
        let is_participle = parts.any(Parts::PARTICIPLE);
        let voice = match has_auxiliary {
            true if has_be && is_participle => Voice::Passive,
            false if is_participle && !is_infinitive => Voice::Open,
            _ => Voice::Active,
        };
        let form = if is_infinitive {
            VerbForm::Infinitive
        } else if gerund || (!has_auxiliary && parts.any(Parts::GERUND)) {
            VerbForm::Gerund
        } else if has_auxiliary || !is_participle {
            VerbForm::Finite
        } else {
            VerbForm::Participle
        };
        let voice = if form == VerbForm::Participle && !parts.any(Parts::FINITE) { Voice::Passive } else { voice };
        let tokens = first..term.end;
        Phrase { kind: PhraseKind::Verb(VerbGroup { form, voice, verb, term, is_negated, is_copula: false }), tokens, head }
    }
}
