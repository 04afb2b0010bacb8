//! What a phrase is, and what is known of it.

use std::ops::Range;

use crate::gazetteer::grammar::VerbNumber;
use crate::gazetteer::lexicon::Function;

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
