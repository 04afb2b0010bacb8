//! Noun phrases, names and pronouns.

use super::chunker::{Chunker, is_owner};
use super::kind::{Determiner, NounPhrase, Phrase, PhraseKind};
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::WordSense;
use crate::text::{Gap, TokenKind};

/// No noun phrase has more tokens, so that whatever looks through one ends.
const MAX_NOUN_TOKENS: usize = 64;

impl Chunker<'_, '_, '_> {
    /// The noun phrase that begins at `first`.
    pub(super) fn noun_phrase(&self, first: usize, limit: usize) -> Option<Phrase> {
        let mut phrase = NounPhrase::default();
        let mut head = None;
        let mut token = first;
        while token < limit && token < first + MAX_NOUN_TOKENS {
            let breaks = token > first && self.reading.text.tokens()[token].gap == Gap::Newline && self.is_line_end(token, limit);
            if breaks {
                break;
            }
            if let Some(quantity) = self.quantity_at(token) {
                if head.is_some() || phrase.quantity.is_some() {
                    break;
                }
                phrase.quantity = Some(quantity);
                let range = &self.units.quantities[quantity];
                token = range.end.min(limit).max(token + 1);
                head = Some(token - 1);
                // A name may follow as what the noun is called: "three Shahed drones" is within; "12 of Kyiv's" goes on.
                if is_owner(self.reading, self.words, token, limit) {
                    phrase.owner_end = Some(token + 1);
                    phrase.quantity = None;
                    head = None;
                    token += 1;
                    continue;
                }
                break;
            }
            if let Some(time) = self.time_at(token) {
                let end = self.units.times[time].end.min(limit);
                let next = self.word(end, limit);
                let owns = is_owner(self.reading, self.words, end, limit);
                let is_modifier = owns || (head.is_none() && phrase.determiner != Determiner::None && next.is(Parts::NOMINAL));
                if !is_modifier {
                    break;
                }
                token = end + usize::from(owns);
                if owns {
                    phrase.owner_end = Some(token);
                }
                continue;
            }
            if let Some(name) = self.name_at(token) {
                if head.is_some() && phrase.name.is_some() && !self.is_titled(token) {
                    break;
                }
                phrase.name = Some(name);
                token = self.units.names[name].end.min(limit);
                head = Some(token - 1);
                continue;
            }
            if is_owner(self.reading, self.words, token, limit) && head.is_some() {
                phrase.owner_end = Some(token + 1);
                phrase.name = None;
                phrase.is_pronoun = false;
                head = None;
                token += 1;
                continue;
            }
            let word = self.words[token];
            let next = self.word(token + 1, limit);
            let is_verb = word.is_verb() && !word.is(Parts::NOMINAL.or(Parts::STATE).or(Parts::ADJECTIVE));
            if is_verb {
                break;
            }
            if word.is(Parts::ARTICLE.or(Parts::DETERMINER).or(Parts::POSSESSIVE)) && !word.is(Parts::RELATIVE) {
                if head.is_some() || (phrase.determiner != Determiner::None && token > first + 1) {
                    break;
                }
                phrase.determiner = if word.is(Parts::ARTICLE) { Determiner::Indefinite } else { Determiner::Definite };
                token += 1;
                continue;
            }
            if word.is(Parts::NEGATION) && token == first {
                phrase.determiner = Determiner::Negative;
                token += 1;
                continue;
            }
            if word.is(Parts::PRONOUN) {
                if token == first {
                    phrase.is_pronoun = true;
                    head = Some(token);
                    token += 1;
                    continue;
                }
                break;
            }
            // "shot Ana Reyes several times"
            let is_apart = self.reading.text.tokens()[token].gap >= Gap::Space;
            let is_behind_name = is_apart && phrase.name.is_some() && head.is_some_and(|head| head + 1 == token);
            // "found Ivo Kranz dead in the yard", "left a boy dead"
            let is_state = || self.reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::State(_)));
            if is_apart && head.is_some_and(|head| head + 1 == token) && !next.is(Parts::NOMINAL) && is_state() {
                break;
            }
            if word.is(Parts::NOMINAL) {
                head = Some(token);
                token += 1;
                continue;
            }
            if word.is(Parts::STATE) {
                // "the injured 20", "wounded men"
                let leads = (next.is(Parts::NOMINAL) && !next.is(Parts::VERB)) || (head.is_none() && self.quantity_at(token + 1).is_some());
                if head.is_some() && !leads {
                    break;
                }
                if !leads {
                    // "the wounded", "of the dead": only behind a determiner is a state a noun.
                    if phrase.determiner == Determiner::None {
                        break;
                    }
                    head = Some(token);
                    token += 1;
                    break;
                }
                token += 1;
                continue;
            }
            let leads = next.is(Parts::NOMINAL.or(Parts::ADJECTIVE).or(Parts::NUMERAL).or(Parts::STATE));
            if word.is(Parts::ADJECTIVE) {
                if head.is_some() && (!leads || is_behind_name) {
                    break;
                }
                // "the poor": an adjective that no noun follows stands for one.
                if !leads && !self.leads_on(token + 1, limit) {
                    if phrase.determiner == Determiner::Definite && head.is_none() {
                        head = Some(token);
                        token += 1;
                    }
                    break;
                }
                token += 1;
                continue;
            }
            if word.is(Parts::NUMERAL) {
                if is_behind_name && self.reading.text.tokens()[token].kind == TokenKind::Word {
                    break;
                }
                head = Some(token);
                token += 1;
                continue;
            }
            if word.is(Parts::ADVERB) && head.is_none() && next.is(Parts::ADJECTIVE.or(Parts::STATE)) {
                token += 1;
                continue;
            }
            // "a small, remote village", "armed and masked men"
            let joins = word.is(Parts::CONJUNCTION) || self.reading.text.is_mark(token, ',');
            if joins && head.is_none() && token > first && self.words[token - 1].is(Parts::ADJECTIVE) && next.is(Parts::ADJECTIVE) {
                token += 1;
                continue;
            }
            break;
        }
        // A determiner alone is a pronoun: "all were hurt", "those killed".
        let head = match head {
            Some(head) => head,
            None if token > first && phrase.determiner != Determiner::None => {
                phrase.is_pronoun = true;
                token - 1
            }
            None if phrase.owner_end.is_some() => token.max(first + 1) - 1,
            None => return None,
        };
        (token > first).then_some(Phrase { kind: PhraseKind::Noun(phrase), tokens: first..token, head })
    }

    /// Whether modifiers from `token` on lead to a noun.
    fn leads_on(&self, token: usize, limit: usize) -> bool {
        let word = self.word(token, limit);
        let is_mark = token < limit && self.reading.text.is_mark(token, ',');
        self.name_at(token).is_some()
            || self.quantity_at(token).is_some()
            || ((is_mark || word.is(Parts::CONJUNCTION)) && self.word(token + 1, limit).is(Parts::ADJECTIVE))
    }

    /// Whether a name follows one that is its title or owner's: two names side by side are one phrase where the first is a place.
    fn is_titled(&self, token: usize) -> bool {
        self.words[token - 1].is(Parts::NOMINAL) && !self.words[token - 1].is(Parts::NAME)
    }

    /// Whether a line that ends before `token` is a line of its own: the next one begins with a capital or a number.
    fn is_line_end(&self, token: usize, limit: usize) -> bool {
        let next = &self.reading.text.tokens()[token];
        token < limit && next.kind != TokenKind::Word && next.kind != TokenKind::Punctuation
    }
}
