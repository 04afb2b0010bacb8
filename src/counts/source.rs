//! What happened, and the kind of words that say so.

use std::ops::Range;

use super::category::traits;
use super::story::Story;
use crate::extraction::CountCategory;
use crate::syntax::quantity::Quantity;

/// What happened, and where the text says so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Happening<'a> {
    /// What happened; `None` where the text says that nothing did.
    pub(super) category: Option<CountCategory>,
    /// Name of the row that says so.
    pub(super) rule: &'a str,
    /// The kind of words that say so.
    pub(super) source: Source,
    /// The clause that says so.
    pub(super) clause: usize,
    /// The tokens from what is counted to the word that says so.
    pub(super) tokens: Range<usize>,
    /// Whether one is told to have been hurt before she or he died.
    pub(super) was_hurt: bool,
}

impl Happening<'_> {
    /// Whether it is done to people one by one.
    pub(super) fn is_done_to_a_person(&self) -> bool {
        self.category.is_some_and(|category| traits(category).is_done_to_a_person)
    }
}

/// What kind of words say what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Nothing yet: what happened is left to what stands beside it.
    Open,
    /// A negation: the text says that it did not happen.
    Negated,
    /// The noun itself: "15 deaths", "protesters".
    Noun,
    /// A state: "12 dead", "were missing".
    State,
    /// "among the dead".
    Among,
    /// A verb.
    Verb,
    /// A noun for what happened: "the arrest of 12".
    Nominal,
    /// A toll and its verb: "the death toll rose to 12".
    Toll,
    /// What it is joined to.
    Coordinated,
    /// Its place in a list: "six in Nairobi, three in Kisumu".
    Gapped,
    /// The figure that it is compared with: "up from 48".
    Compared,
    /// The figure of which it is another: "organisers spoke of 50,000".
    Figure,
    /// "including 12", "12 of them".
    Included,
}

impl<'a> Story<'_, 'a> {
    /// What the counted phrase itself says.
    pub(super) fn own(
        &self,
        phrase: usize,
        quantity: &Quantity,
        category: Option<CountCategory>,
        rule: &'a str,
        source: Source,
    ) -> Happening<'a> {
        Happening {
            category,
            rule,
            source,
            clause: self.syntax.clauses.of_phrase[phrase],
            tokens: quantity.tokens.clone(),
            was_hurt: false,
        }
    }

    /// What another phrase says of a counted one.
    pub(super) fn told(&self, phrase: usize, by: usize, category: CountCategory, rule: &'a str, source: Source) -> Happening<'a> {
        let (one, other) = (self.syntax.tokens(phrase), self.syntax.tokens(by));
        let tokens = one.start.min(other.start)..one.end.max(other.end);
        Happening { category: Some(category), rule, source, clause: self.syntax.clauses.of_phrase[by], tokens, was_hurt: false }
    }
}
