//! Tokens: words, numbers and punctuation, each with its folded form and its place in the text as given.
//!
//! Matching compares token by token, so what lies between two tokens (a space, a hyphen, a line break, nothing) never decides whether a name
//! is found; it is kept as the [`Gap`] for the rules that care. A letter beside a digit is a boundary (`Kh101`, `Kh-101`, `Kh 101` are one
//! name), and so is a capital after small letters in scraped text (`comMilwaukee`, `comMILWAUKEE`).

use crate::span::Span;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: the token is glued to the one before it.
    None,
    /// One hyphen between two letters or digits. It is not a token of its own.
    Hyphen,
    /// White space within a line.
    Space,
    /// One line break.
    Newline,
    /// An empty line, or the start of the text.
    Paragraph,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// ASCII digits with their separators: `1,000`, `5:30`, `2.5`.
    Number,
    /// One mark.
    Punctuation,
}

/// A word's use of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Begins with a small letter.
    Lower,
    /// Begins with a capital; one capital alone too.
    Title,
    /// Two or more letters, all capitals.
    Upper,
    /// No case: digits, marks, scripts without capitals.
    Caseless,
}

/// A token. Offsets are bytes: of the text as given, and of [`NormalizedText::folded`](super::NormalizedText::folded).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) folded_start: u32,
    pub(super) folded_end: u32,
    pub(super) head: u64,
    pub(super) hash: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its use of capitals.
    pub shape: Shape,
    /// What stands before it.
    pub gap: Gap,
}

impl Token {
    /// Where it is in the text as given.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// A hash of its folded form: equal forms have equal hashes, in every text and on every machine.
    #[inline]
    pub fn hash(&self) -> u32 {
        self.hash
    }

    /// The first eight bytes of its folded form as a number, with zeros where it is shorter.
    #[inline]
    pub(crate) fn head(&self) -> u64 {
        self.head
    }

    /// The first byte of its folded form; 0 where it folds to nothing.
    #[inline]
    pub(crate) fn first_folded_byte(&self) -> u8 {
        self.head as u8
    }

    /// How many bytes its folded form has.
    #[inline]
    pub(crate) fn folded_bytes(&self) -> u32 {
        self.folded_end - self.folded_start
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.kind == TokenKind::Word && matches!(self.shape, Shape::Title | Shape::Upper)
    }

    /// Whether white space of any kind stands before it.
    pub fn is_spaced(&self) -> bool {
        self.gap >= Gap::Space
    }
}
