//! The walk over a sentence, phrase by phrase.

use std::ops::Range;

use super::builder::{Builder, Joint};
use super::tree::{Clauses, Link, Role};
use crate::reading::Reading;
use crate::syntax::phrase::{Mark, Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
use crate::syntax::word::Word;

/// Adds the clauses of the sentence whose phrases are `range`; `body` is the first phrase behind a dateline.
pub fn add_sentence(
    reading: &Reading<'_>,
    words: &[Word],
    phrases: &mut [Phrase],
    range: Range<usize>,
    body: usize,
    clauses: &mut Clauses,
) {
    clauses.of_phrase.resize(range.end, 0);
    clauses.roles.resize(range.end, Role::None);
    let mut builder = Builder::new(reading, words, phrases, range.clone(), clauses);
    if body > range.start {
        builder.open(Link::Dateline, None, range.start);
        for index in range.start..body {
            builder.take(index);
        }
    }
    builder.open(Link::Main, None, body);
    for index in body..range.end {
        builder.read(index);
    }
    builder.close();
}

impl Builder<'_, '_, '_> {
    /// Reads the next phrase.
    fn read(&mut self, index: usize) {
        self.take(index);
        let is_after_comma = self.joint == Joint::Comma;
        match self.phrases[index].kind.clone() {
            PhraseKind::Noun(noun) => self.noun(index, noun),
            PhraseKind::Verb(group) => self.verb(index, &group),
            PhraseKind::Preposition(_) => {
                if self.joint.joins() {
                    self.led = Some((index, self.joint));
                }
                self.preposition = Some(index);
            }
            PhraseKind::Conjunction => {
                self.joint = if is_after_comma { Joint::CommaAnd } else { Joint::And };
                self.preposition = None;
            }
            PhraseKind::Subordinator => self.subordinator(index),
            PhraseKind::Relative => self.relative(index),
            PhraseKind::That => self.that(index),
            PhraseKind::Mark(mark) => self.mark(index, mark),
            PhraseKind::Time | PhraseKind::State | PhraseKind::Adverb => {
                if matches!(self.phrases[index].kind, PhraseKind::Time | PhraseKind::State) {
                    self.preposition = None;
                }
            }
        }
    }

    /// Reads a mark.
    fn mark(&mut self, index: usize, mark: Mark) {
        match mark {
            Mark::Comma | Mark::Dash => {
                if self.joint == Joint::None {
                    self.joint = Joint::Comma;
                }
                self.preposition = None;
            }
            Mark::Stop => {
                if index + 1 < self.range.end {
                    match self.brackets.last().copied() {
                        Some(around) => self.open(Link::Parenthesis, Some(around), index + 1),
                        None => self.open(Link::Main, None, index + 1),
                    };
                }
            }
            Mark::Colon => {
                let parent = self.current;
                self.open(Link::Label, Some(parent), index + 1);
            }
            Mark::Open => {
                self.brackets.push(self.current);
                let parent = self.current;
                self.open(Link::Parenthesis, Some(parent), index + 1);
            }
            Mark::Close => {
                if let Some(clause) = self.brackets.pop() {
                    self.current = clause;
                    self.joint = Joint::None;
                    self.preposition = None;
                }
            }
            Mark::Quote | Mark::Other => {}
        }
    }

    /// Reads a verb group.
    fn verb(&mut self, index: usize, group: &VerbGroup) {
        match group.form {
            VerbForm::Finite => self.finite(index, group),
            // "said" is no participle but before what it would be said of: "accused of".
            VerbForm::Participle if self.says(group) && !self.preposition_follows(index) => {
                self.set_voice(index, Voice::Active);
                self.finite(index, group);
            }
            VerbForm::Participle => self.participle(index, group),
            VerbForm::Gerund => self.gerund(index),
            VerbForm::Infinitive => self.infinitive(index),
        }
        self.preposition = None;
    }
}
