//! Words: what part of speech each token is.
//!
//! What a token can be is told by its rows, its capital and its ending; of several things, ordered rows decide by its neighbours
//! (`lexicon/en/tagging.tsv`). A token within a name is a name.

use std::ops::Range;

use crate::gazetteer::grammar::{Parts, VerbNumber};
use crate::gazetteer::lexicon::WordSense;
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// A token in its sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// What it is; a verb's form may stay open between past and participle.
    pub parts: Parts,
    /// The verb whose form it is, if it is one.
    pub verb: Option<VerbNumber>,
}

impl Word {
    /// Whether it is any of `parts`.
    pub fn is(self, parts: Parts) -> bool {
        self.parts.any(parts)
    }

    /// Whether it is a form of a verb and nothing else.
    pub fn is_verb(self) -> bool {
        self.parts.any(Parts::VERB)
    }
}

/// The words of all tokens of `reading`. `names` are the tokens of names, in order.
/// `quantities` those of counted phrases: what begins one is a numeral, a hedge too.
pub fn words(reading: &Reading<'_>, names: &[Range<usize>], quantities: &[Range<usize>]) -> Vec<Word> {
    let mut words = candidates(reading, names);
    for quantity in quantities {
        words[quantity.start] = Word { parts: Parts::NUMERAL, verb: None };
    }
    for sentence in &reading.sentences {
        decide(reading, sentence.clone(), &mut words);
    }
    words
}

/// What each token can be, whatever stands beside it.
fn candidates(reading: &Reading<'_>, names: &[Range<usize>]) -> Vec<Word> {
    let mut names = names.iter().peekable();
    let mut words = Vec::with_capacity(reading.len());
    for token in 0..reading.len() {
        while names.next_if(|range| range.end <= token).is_some() {}
        let is_name = names.peek().is_some_and(|range| range.start <= token);
        words.push(if is_name { Word { parts: Parts::NAME, verb: None } } else { candidate(reading, token) });
    }
    words
}

fn candidate(reading: &Reading<'_>, token: usize) -> Word {
    let grammar = reading.gazetteer.grammar();
    let this = &reading.text.tokens()[token];
    match this.kind {
        TokenKind::Number => return Word { parts: Parts::NUMERAL, verb: None },
        // "Kyiv's", "it's"
        TokenKind::Punctuation if reading.text.is_possessive(token) => return Word { parts: Parts::OWNER.or(Parts::BE), verb: None },
        TokenKind::Punctuation => return Word { parts: Parts::MARK, verb: None },
        TokenKind::Word => {}
    }
    if reading.flags(token).any(TokenFlags::DEMONYM) && this.is_capitalised() {
        return Word { parts: Parts::ADJECTIVE.or(Parts::NOUN), verb: None };
    }
    let folded = reading.text.folded(token);
    let known = grammar.word(folded);
    // "12 Killed in Kyiv": behind a number a verb's capital is a headline's.
    let is_counted =
        || token > 0 && (reading.text.tokens()[token - 1].kind == TokenKind::Number || reading.flags(token - 1).any(TokenFlags::NUMERAL));
    let is_deed = known.is_some_and(|forms| forms.parts.any(Parts::PARTICIPLE)) && is_counted();
    let is_capital = this.is_capitalised() && !reading.is_title_case(token) && !reading.begins_sentence(token) && !is_deed;
    match known {
        // "rebel-held", "Iranian-made": what a hyphen joins is a modifier.
        Some(forms) if is_joined(reading, token) && forms.parts.any(Parts::VERB) => Word { parts: Parts::ADJECTIVE, verb: None },
        // A verb with a capital within a sentence is no verb.
        Some(forms) if is_capital && forms.parts.any(Parts::VERB) => {
            let parts = forms.parts.without(Parts::VERB).and(Parts::NOMINAL.or(Parts::TIME));
            Word { parts: if parts.is_empty() { Parts::NAME } else { parts }, verb: None }
        }
        Some(forms) => Word { parts: forms.parts, verb: forms.verb },
        None if is_capital || this.shape == Shape::Upper && !reading.is_title_case(token) => Word { parts: Parts::NAME, verb: None },
        None if this.is_capitalised() && !reading.is_title_case(token) => {
            let parts = grammar.unknown(folded);
            Word { parts: if parts.any(Parts::ADVERB.or(Parts::GERUND)) { parts } else { Parts::NAME }, verb: None }
        }
        None if is_joined(reading, token) => Word { parts: Parts::ADJECTIVE, verb: None },
        None => Word { parts: grammar.unknown(folded), verb: None },
    }
}

/// Whether a hyphen joins the word to one beside it.
fn is_joined(reading: &Reading<'_>, token: usize) -> bool {
    let tokens = reading.text.tokens();
    let before = token > 0 && tokens[token].gap == Gap::Hyphen && tokens[token - 1].kind == TokenKind::Word;
    before || tokens.get(token + 1).is_some_and(|next| next.gap == Gap::Hyphen && next.kind == TokenKind::Word)
}

fn decide(reading: &Reading<'_>, sentence: Range<usize>, words: &mut [Word]) {
    let grammar = reading.gazetteer.grammar();
    let mut before = Parts::EDGE;
    for token in sentence.clone() {
        let after = if token + 1 < sentence.end { words[token + 1].parts } else { Parts::EDGE };
        let word = &mut words[token];
        // An auxiliary is one wherever it stands, and so is a verb of several words: "face hunger".
        let is_term = || reading.words_at(token).any(|(end, sense)| end > token + 1 && matches!(sense, WordSense::Verb(_)));
        let is_noun = before.any(Parts::ARTICLE.or(Parts::POSSESSIVE).or(Parts::ADJECTIVE));
        if word.is(Parts::VERB) && !is_noun && reading.flags(token).any(TokenFlags::LONGER_TERM) && is_term() {
            word.parts = word.parts.and(Parts::VERB);
        } else if !word.is(Parts::AUXILIARY) || word.is(Parts::OWNER) {
            word.parts = grammar.decide(before, word.parts, after);
        }
        if !word.is_verb() {
            word.verb = None;
        }
        let is_stepped_over = word.is(Parts::ADVERB.or(Parts::NEGATION)) && before.any(Parts::AUXILIARY.or(Parts::TO));
        if !is_stepped_over {
            before = word.parts;
        }
    }
}
