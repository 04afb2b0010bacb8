//! Syntax: words, phrases and clauses, each layer a plain vector over the one below, made once from left to right.

pub mod clause;
mod hedge;
pub mod noun;
pub mod one;
pub mod phrase;
pub mod quantities;
pub mod quantity;
pub mod quotation;
pub mod time;
pub mod word;

use std::ops::Range;

use crate::reading::Reading;
use clause::{Clause, Clauses, Link, Role};
use phrase::{Chunker, NounPhrase, Phrase, PhraseKind, Units, VerbGroup};
use word::{Word, words};

/// All layers of a text.
#[derive(Debug, Default)]
pub struct Syntax {
    /// One for each token.
    pub words: Vec<Word>,
    /// In order, without gaps.
    pub phrases: Vec<Phrase>,
    /// The clauses and what the phrases are in them.
    pub clauses: Clauses,
    /// Number of the first phrase of each sentence; one more than there are sentences.
    pub sentence_starts: Vec<usize>,
}

impl Syntax {
    /// Reads all sentences.
    pub fn new(reading: &Reading<'_>, units: Units<'_>) -> Self {
        let mut syntax = Self { words: words(reading, units.names, units.quantities), ..Self::default() };
        let mut chunker = Chunker::new(reading, &syntax.words, units);
        let mut phrases = Vec::with_capacity(reading.len() / 2);
        for sentence in &reading.sentences {
            let first = phrases.len();
            syntax.sentence_starts.push(first);
            chunker.add_sentence(sentence.clone(), &mut phrases);
            let body_token = time::dateline_end(reading, sentence);
            let body = (first..phrases.len()).find(|phrase| phrases[*phrase].tokens.start >= body_token).unwrap_or(first);
            let range = first..phrases.len();
            clause::add_sentence(reading, &syntax.words, &mut phrases, range, body, &mut syntax.clauses);
        }
        syntax.sentence_starts.push(phrases.len());
        syntax.phrases = phrases;
        syntax
    }

    /// The clause of this number.
    pub fn clause(&self, clause: usize) -> &Clause {
        &self.clauses.clauses[clause]
    }

    /// The verb group of a clause.
    pub fn verb_of(&self, clause: usize) -> Option<&VerbGroup> {
        match &self.phrases[self.clause(clause).verb?].kind {
            PhraseKind::Verb(group) => Some(group),
            _ => None,
        }
    }

    /// The noun phrase of this number, if it is one.
    pub fn noun(&self, phrase: usize) -> Option<&NounPhrase> {
        match &self.phrases.get(phrase)?.kind {
            PhraseKind::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    /// The phrase of `token`.
    pub fn phrase_of(&self, token: usize) -> usize {
        self.phrases.partition_point(|phrase| phrase.tokens.end <= token)
    }

    /// The clauses of a sentence, each in brackets with its link, for those who ask why.
    pub fn bracketed(&self, reading: &Reading<'_>, sentence: usize) -> String {
        let phrases = self.sentence_starts[sentence]..self.sentence_starts[sentence + 1];
        let mut out = String::new();
        let mut open: Option<usize> = None;
        for index in phrases {
            let clause = self.clauses.of_phrase[index];
            if open != Some(clause) {
                if open.is_some() {
                    out.push_str("] ");
                }
                let this = self.clause(clause);
                let parent = this.parent.map_or_else(String::new, |parent| format!("<{parent}"));
                out.push_str(&format!("[{clause}{parent} {}: ", format!("{:?}", this.link).to_lowercase()));
                open = Some(clause);
            } else {
                out.push(' ');
            }
            let phrase = &self.phrases[index];
            let role = match self.clauses.roles[index] {
                Role::None => String::new(),
                Role::Joined(_) => "+".to_owned(),
                Role::Governed(_) => String::new(),
                role => format!("{}:", format!("{role:?}").to_lowercase()),
            };
            let kind = match &phrase.kind {
                PhraseKind::Verb(group) => format!("{:?}/{:?}:", group.form, group.voice).to_lowercase(),
                PhraseKind::Noun(_) => String::new(),
                PhraseKind::Time => "time:".to_owned(),
                PhraseKind::State => "state:".to_owned(),
                _ => String::new(),
            };
            out.push_str(&format!("{role}{kind}{}", reading.text.surface(&phrase.tokens)));
        }
        out.push(']');
        out
    }

    /// Tokens of a phrase.
    pub fn tokens(&self, phrase: usize) -> &Range<usize> {
        &self.phrases[phrase].tokens
    }

    /// Whether a clause hangs on its parent in this way.
    pub fn is_linked(&self, clause: usize, link: Link) -> bool {
        self.clause(clause).link == link
    }
}
