//! A fact: a counted noun phrase with what happened to it.

use std::ops::Range;

use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::{CountCategory, Key};
use crate::gazetteer::lexicon::Function;
use crate::syntax::clause::Role;
use crate::syntax::phrase::{Mark, PhraseKind};
use crate::syntax::quantity::Quantity;

/// A counted noun phrase and what happened to it.
#[derive(Clone, Debug)]
pub(super) struct Fact<'a> {
    /// The noun phrase.
    pub(super) phrase: usize,
    /// How many of what.
    pub(super) quantity: Quantity,
    /// What happened.
    pub(super) category: Option<CountCategory>,
    /// Name of the row that says so.
    pub(super) rule: &'a str,
    /// The kind of words that say so.
    pub(super) source: Source,
    /// The clause that says so.
    pub(super) clause: usize,
    /// The tokens from what is counted to what says so.
    pub(super) tokens: Range<usize>,
    /// The person, where a name stands for the number.
    pub(super) person: Option<Key>,
    /// The fact whose event or noun it shares, or whose part it is.
    pub(super) model: Option<usize>,
    /// Index of its number, among all numbers.
    pub(super) number: Option<usize>,
    /// Whether one is told to have been hurt before she or he died.
    pub(super) was_hurt: bool,
}

impl<'a> Fact<'a> {
    pub(super) fn new(phrase: usize, quantity: Quantity, told: Happening<'a>) -> Self {
        let Happening { category, rule, source, clause, tokens, was_hurt } = told;
        Self { phrase, quantity, category, rule, source, clause, tokens, person: None, model: None, number: None, was_hurt }
    }

    /// One of which nothing is told, or only what its own words say.
    pub(super) fn bare(story: &Story<'_, 'a>, phrase: usize, quantity: Quantity, rule: &'a str, source: Source) -> Self {
        let clause = story.syntax.clauses.of_phrase[phrase];
        let tokens = quantity.tokens.clone();
        let told = Happening { category: None, rule, source, clause, tokens, was_hurt: false };
        Self::new(phrase, quantity, told)
    }

    /// Takes over what happened to another.
    pub(super) fn share(&mut self, model: usize, of: &Fact<'a>, rule: &'a str, source: Source) {
        self.category = of.category;
        self.rule = rule;
        self.source = source;
        self.model = Some(model);
        if self.quantity.subject.is_none() {
            self.quantity.subject = of.quantity.subject;
            self.quantity.weapons.clone_from(&of.quantity.weapons);
        }
    }
}

/// "including 3 children", "among them two women".
pub(super) fn is_included(story: &Story<'_, '_>, phrase: usize) -> bool {
    let (role, _) = story.role(phrase);
    match role {
        Role::Governed(preposition) => matches!(story.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Among)),
        _ => false,
    }
}

/// "three of them", "eight of whom", "of whom 31 were wounded".
pub(super) fn is_of_them(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    let reading = story.reading;
    let stands_for_whole = |token: usize| reading.is_function(token, Function::Pronoun) || reading.is_function(token, Function::Relative);
    let (start, end) = (quantity.tokens.start, quantity.tokens.end);
    let after = reading.is_function(end, Function::Of) && stands_for_whole(end + 1);
    let within = quantity.is_part && (quantity.number.end..end).any(stands_for_whole);
    let sentence = reading.sentence(start);
    let before = start >= sentence.start + 2 && reading.is_function(start - 2, Function::Of) && stands_for_whole(start - 1);
    after || within || before
}

/// Whether `second` follows `first` in the same list, with nothing between but marks and conjunctions.
pub(super) fn follows(story: &Story<'_, '_>, first: &Fact<'_>, second: &Fact<'_>) -> bool {
    const MOST_PHRASES: usize = 4;
    let (from, to) = (first.phrase + 1, second.phrase);
    from < to
        && to - from <= MOST_PHRASES
        && story.sentence_of(first.phrase) == story.sentence_of(second.phrase)
        && (from..to).all(|at| {
            matches!(
                story.syntax.phrases[at].kind,
                PhraseKind::Conjunction
                    | PhraseKind::Adverb
                    | PhraseKind::State
                    | PhraseKind::Mark(Mark::Comma)
                    | PhraseKind::Preposition(Function::Among)
            )
        })
}
