//! Tokens: words, numbers and punctuation, each with its folded form and its place in the text as given.
//!
//! Matching compares token by token, so what lies between two tokens (a space, a hyphen, a line break, nothing) never decides whether a name
//! is found; it is kept as the [`Gap`] for the rules that care. A letter beside a digit is a boundary (`Kh101`, `Kh-101`, `Kh 101` are one
//! name), and so is a capital after small letters in scraped text (`comMilwaukee`, `comMILWAUKEE`).

use super::abbreviation::Abbreviations;
use super::tokenizer::Tokenizer;
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

/// A token. Offsets are bytes: of the text as given, and of [`NormalizedText::folded`].
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

/// A text, its tokens and their folded forms.
#[derive(Debug)]
pub struct NormalizedText<'a> {
    text: &'a str,
    folded: String,
    tokens: Vec<Token>,
}

/// The longest text that offsets of four bytes can address; what lies beyond is not read.
pub const MAX_TEXT_BYTES: usize = u32::MAX as usize / 25;

impl<'a> NormalizedText<'a> {
    /// Reads `text`, or its first [`MAX_TEXT_BYTES`].
    pub fn new(text: &'a str, abbreviations: &Abbreviations) -> Self {
        let readable = if text.len() <= MAX_TEXT_BYTES { text } else { cut_at_boundary(text, MAX_TEXT_BYTES) };
        let (folded, tokens) = Tokenizer::new(readable, abbreviations).run();
        Self { text, folded, tokens }
    }

    /// The text as given.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// All tokens, in order.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of token `index`.
    pub fn folded(&self, index: usize) -> &str {
        let token = &self.tokens[index];
        &self.folded[token.folded_start as usize..token.folded_end as usize]
    }

    /// The bytes of the folded form of token `index`.
    #[inline]
    pub fn folded_bytes(&self, index: usize) -> &[u8] {
        let token = &self.tokens[index];
        &self.folded.as_bytes()[token.folded_start as usize..token.folded_end as usize]
    }

    /// The folded form of token `index`, if there is one.
    pub fn folded_at(&self, index: usize) -> Option<&str> {
        (index < self.tokens.len()).then(|| self.folded(index))
    }

    /// The span from the first of `range`'s tokens to its last.
    ///
    /// # Panics
    /// When the range is empty or out of bounds.
    pub fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.tokens[range.start].start as usize, self.tokens[range.end - 1].end as usize)
    }

    /// The text as given at the span of `range`'s tokens.
    pub fn surface(&self, range: &std::ops::Range<usize>) -> &'a str {
        self.span(range).slice(self.text)
    }

    /// Whether token `index` exists and is exactly the mark `mark`.
    pub fn is_mark(&self, index: usize, mark: char) -> bool {
        let mut buffer = [0; 4];
        index < self.tokens.len()
            && self.tokens[index].kind == TokenKind::Punctuation
            && self.folded(index) == mark.encode_utf8(&mut buffer)
    }
}

/// The longest head of `text` of at most `most_bytes` that cuts no character.
fn cut_at_boundary(text: &str, most_bytes: usize) -> &str {
    let cut = (0..=most_bytes).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..cut]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::abbreviation::AbbreviationBefore;

    fn abbreviations() -> Abbreviations {
        let mut abbreviations = Abbreviations::default();
        abbreviations.insert("gen", AbbreviationBefore::Anything);
        abbreviations.insert("no", AbbreviationBefore::Digits);
        abbreviations
    }

    fn folded(text: &str) -> String {
        let normalized = NormalizedText::new(text, &abbreviations());
        (0..normalized.tokens().len()).map(|index| normalized.folded(index)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_fold_as_names_are_compared() {
        for (text, expected) in [
            ("Kyiv’s", "kyiv 's"),
            ("Kh-101 Kh101 Kh‑101", "kh 101 kh 101 kh 101"),
            ("U.S.-led", "us led"),
            ("at 5:30 p.m. on", "at 5:30 pm on"),
            ("O'Brien N’Djamena", "obrien ndjamena"),
            ("1,000 and 3,5 and 2.5m", "1,000 and 3 , 5 and 2.5 m"),
            ("comMilwaukee newsHAYWARD McDonald DeSantis McDONALD theUN", "com milwaukee news hayward mcdonald desantis mcdonald theun"),
            ("Gen. Milley. No. 22. No. He", "gen milley . no 22 . no . he"),
            ("negotiate—or", "negotiate \u{2014} or"),
            ("St Peter's Basilica", "st peter 's basilica"),
            ("Keir\nStarmer", "keir starmer"),
            ("soft\u{AD}hyphen", "softhyphen"),
            ("“STOP!”", "\" stop ! \""),
            ("the states' rights", "the states ' rights"),
            ("", ""),
            (" \u{A0}\t\r\n ", ""),
        ] {
            assert_eq!(folded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn gaps_and_shapes() {
        let normalized = NormalizedText::new("Kh-101 US\r\nthe İzmir\n\nA", &abbreviations());
        let seen: Vec<_> = normalized.tokens().iter().map(|token| (token.gap, token.shape)).collect();
        assert_eq!(
            seen,
            [
                (Gap::Paragraph, Shape::Title),
                (Gap::Hyphen, Shape::Caseless),
                (Gap::Space, Shape::Upper),
                (Gap::Newline, Shape::Lower),
                (Gap::Space, Shape::Title),
                (Gap::Paragraph, Shape::Title),
            ]
        );
    }
}
