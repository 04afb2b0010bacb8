//! Phrases: noun phrases, verb groups, and what joins them, cut from left to right.

use std::ops::Range;

use super::word::Word;
use crate::extraction::NumberClass;
use crate::gazetteer::grammar::{Parts, VerbNumber, parts_of};
use crate::gazetteer::lexicon::{Function, NumberWord, Side, WordSense};
use crate::reading::Reading;
use crate::text::{Gap, TokenKind};

/// A stretch of a sentence that is one thing in it.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// What it is.
    pub kind: PhraseKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token of its head: the noun, the verb.
    pub head: usize,
}

/// What a phrase is.
#[derive(Clone, Debug, PartialEq)]
pub enum PhraseKind {
    /// A noun phrase, a name or a pronoun.
    Noun(NounPhrase),
    /// A verb with its auxiliaries.
    Verb(VerbGroup),
    /// A preposition; the noun phrase that it governs follows.
    Preposition(Function),
    /// When something happens.
    Time,
    /// "dead", "in critical condition".
    State,
    /// An adverb, or a word that says nothing of the clause.
    Adverb,
    /// "and", "or".
    Conjunction,
    /// "because"; also "after", which may be a preposition.
    Subordinator,
    /// "who", "where".
    Relative,
    /// "that" before a clause.
    That,
    /// A mark.
    Mark(Mark),
}

/// Marks that part phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// ","
    Comma,
    /// ";", or a mark that ends a sentence.
    Stop,
    /// ":"
    Colon,
    /// A dash.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark.
    Quote,
    /// Any other.
    Other,
}

/// What is known of a noun phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NounPhrase {
    /// Index of the quantity in it.
    pub quantity: Option<usize>,
    /// Index of the name that is its head.
    pub name: Option<usize>,
    /// What stands before the noun.
    pub determiner: Determiner,
    /// Whether it is a pronoun.
    pub is_pronoun: bool,
    /// Token after the last possessor: "Kyiv's" in "Kyiv's 10 districts".
    pub owner_end: Option<usize>,
}

/// What stands before a noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Determiner {
    /// Nothing.
    #[default]
    None,
    /// "a".
    Indefinite,
    /// "the", "these", "his".
    Definite,
    /// "no".
    Negative,
}

/// What is known of a verb group.
#[derive(Clone, Debug, PartialEq)]
pub struct VerbGroup {
    /// How it stands in its clause.
    pub form: VerbForm,
    /// Whether what the subject does or undergoes.
    pub voice: Voice,
    /// The verb; `None` for one that no row knows.
    pub verb: Option<VerbNumber>,
    /// The tokens of the verb itself, its particle included.
    pub term: Range<usize>,
    /// Whether it is negated.
    pub is_negated: bool,
    /// Whether a form of "be" is the verb.
    pub is_copula: bool,
}

/// How a verb stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// "killed", "has killed", "will be killed".
    Finite,
    /// "to kill".
    Infinitive,
    /// "killing".
    Gerund,
    /// A participle alone, which may be a past form as well: "killed".
    Participle,
}

/// Whether the subject acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// It acts.
    Active,
    /// It is acted upon.
    Passive,
    /// A participle alone, of which only the clause can tell.
    Open,
}

/// Where things stand that are phrases, or heads of phrases, by themselves; each in the order of the text.
#[derive(Clone, Copy, Debug)]
pub struct Units<'u> {
    /// Tokens of the quantities, from hedge to noun.
    pub quantities: &'u [Range<usize>],
    /// Tokens of names of any kind.
    pub names: &'u [Range<usize>],
    /// Tokens of time phrases.
    pub times: &'u [Range<usize>],
}

/// No noun phrase has more tokens, so that whatever looks through one ends.
const MAX_NOUN_TOKENS: usize = 64;

/// Cuts one sentence after the other into phrases.
pub(super) struct Chunker<'r, 'a, 'u> {
    reading: &'r Reading<'a>,
    words: &'u [Word],
    units: Units<'u>,
    quantity: usize,
    name: usize,
    time: usize,
}

impl<'r, 'a, 'u> Chunker<'r, 'a, 'u> {
    pub(super) fn new(reading: &'r Reading<'a>, words: &'u [Word], units: Units<'u>) -> Self {
        Self { reading, words, units, quantity: 0, name: 0, time: 0 }
    }

    /// Appends the phrases of `sentence`; to be called with sentences in order.
    pub(super) fn add_sentence(&mut self, sentence: Range<usize>, phrases: &mut Vec<Phrase>) {
        let mut token = sentence.start;
        while token < sentence.end {
            self.advance(token);
            let phrase = self.phrase_at(token, sentence.end);
            debug_assert!(phrase.tokens.start == token && phrase.tokens.end > token);
            token = phrase.tokens.end;
            phrases.push(phrase);
        }
    }

    fn advance(&mut self, token: usize) {
        let behind = |ranges: &[Range<usize>], at: &mut usize| {
            while ranges.get(*at).is_some_and(|range| range.end <= token || range.start < token) {
                *at += 1;
            }
        };
        behind(self.units.quantities, &mut self.quantity);
        behind(self.units.names, &mut self.name);
        behind(self.units.times, &mut self.time);
    }

    /// Of ranges in order, the one that begins at `token`, from the one at `at` on.
    fn begins(ranges: &[Range<usize>], at: usize, token: usize) -> Option<usize> {
        let first = ranges.get(at)?;
        let index = if first.start >= token { at } else { at + ranges[at..].partition_point(|range| range.start < token) };
        ranges.get(index).is_some_and(|range| range.start == token).then_some(index)
    }

    fn quantity_at(&self, token: usize) -> Option<usize> {
        Self::begins(self.units.quantities, self.quantity, token)
    }

    fn name_at(&self, token: usize) -> Option<usize> {
        Self::begins(self.units.names, self.name, token)
    }

    fn time_at(&self, token: usize) -> Option<usize> {
        Self::begins(self.units.times, self.time, token)
    }

    fn word(&self, token: usize, limit: usize) -> Word {
        if token < limit { self.words[token] } else { Word { parts: Parts::EDGE, verb: None } }
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

    /// The verb group that begins at `first`.
    fn verb_group(&self, first: usize, limit: usize) -> Option<Phrase> {
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

    /// The noun phrase that begins at `first`.
    fn noun_phrase(&self, first: usize, limit: usize) -> Option<Phrase> {
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

/// Whether the mark of a possessor stands at `token`.
fn is_owner(reading: &Reading<'_>, words: &[Word], token: usize, limit: usize) -> bool {
    token < limit && !words[token].is(Parts::BE) && reading.text.is_owner_mark(token) && !reading.text.tokens()[token].is_spaced()
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
