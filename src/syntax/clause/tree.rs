//! The clauses of a text: what each is, and how it hangs on another.

/// One verb group or none, with what belongs to it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// How it hangs on its parent.
    pub link: Link,
    /// The clause that it hangs on.
    pub parent: Option<usize>,
    /// The phrase that begins it.
    pub first: usize,
    /// The phrase after the last that belongs to it or to a clause within it.
    pub end: usize,
    /// The noun phrase that is its subject.
    pub subject: Option<usize>,
    /// Its verb group.
    pub verb: Option<usize>,
    /// Of a relative or participle clause the noun phrase that it tells of; of what is said the noun for it ("reports that").
    pub antecedent: Option<usize>,
    /// What opens it: a subordinator, a relative, a preposition.
    pub opener: Option<usize>,
}

/// How a clause hangs on its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It does not.
    Main,
    /// Beside it: "and 33 were hurt".
    Coordinate,
    /// On a noun phrase of it: "who was killed", "killed in the blast".
    Relative,
    /// What is said, thought or found in it.
    Complement,
    /// When, why, if: "after a bomb exploded".
    Adverbial,
    /// "killing 12".
    Participle,
    /// "to kill 12".
    Infinitive,
    /// In brackets.
    Parenthesis,
    /// It says what the clauses that hang on it tell: ", police said".
    Speech,
    /// Behind a colon.
    Label,
    /// The place and day before the text: "KYIV, Ukraine -".
    Dateline,
}

/// What a phrase is in its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// None of the below.
    #[default]
    None,
    /// The subject.
    Subject,
    /// The object, or what follows a copula.
    Object,
    /// Behind the preposition of this number.
    Governed(usize),
    /// Joined to the noun phrase of this number, whose role it shares.
    Joined(usize),
    /// No verb is there that it could be anything to.
    Bare,
}

/// The clauses of a text, and what each phrase is in its own.
#[derive(Debug, Default)]
pub struct Clauses {
    /// All clauses, sentence by sentence.
    pub clauses: Vec<Clause>,
    /// The clause of each phrase.
    pub of_phrase: Vec<usize>,
    /// The role of each phrase.
    pub roles: Vec<Role>,
}
