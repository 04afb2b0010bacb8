//! Tokens: words, numbers and punctuation, each with its folded form and its place in the text as given.
//!
//! Matching compares token by token, so what lies between two tokens (a space, a hyphen, a line break, nothing) never decides whether a name
//! is found; it is kept as the [`Gap`] for the rules that care. A letter beside a digit is a boundary (`Kh101`, `Kh-101`, `Kh 101` are one
//! name), and so is a capital after small letters in scraped text (`comMilwaukee`).

use std::collections::HashMap;

use super::fold::{fold_letter, fold_punctuation, is_silent, is_space};
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
    start: u32,
    end: u32,
    folded_start: u32,
    folded_end: u32,
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

    /// Whether it is a word that begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.kind == TokenKind::Word && matches!(self.shape, Shape::Title | Shape::Upper)
    }

    /// Whether white space of any kind stands before it.
    pub fn is_spaced(&self) -> bool {
        self.gap >= Gap::Space
    }
}

/// Abbreviations whose full stop belongs to the word: `Gen.`, `Calif.`, and before digits only, `No.`
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    before: HashMap<Box<str>, AbbreviationBefore>,
}

/// Before what an abbreviation keeps its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbbreviationBefore {
    /// Before anything.
    Anything,
    /// Before digits only.
    Digits,
}

impl Abbreviations {
    /// Adds a word, in its folded form.
    pub fn insert(&mut self, folded: &str, before: AbbreviationBefore) {
        self.before.insert(folded.into(), before);
    }

    /// Whether `folded`, followed by a full stop and then by `rest`, is an abbreviation.
    fn keeps_stop(&self, folded: &str, rest: &str) -> bool {
        match self.before.get(folded) {
            None => false,
            Some(AbbreviationBefore::Anything) => !rest.starts_with(|c: char| c.is_alphanumeric()),
            Some(AbbreviationBefore::Digits) => rest.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        }
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
pub const MAX_TEXT_BYTES: usize = u32::MAX as usize / 24;

impl<'a> NormalizedText<'a> {
    /// Reads `text`, or its first [`MAX_TEXT_BYTES`].
    pub fn new(text: &'a str, abbreviations: &Abbreviations) -> Self {
        let readable = if text.len() <= MAX_TEXT_BYTES { text } else { cut_at_boundary(text, MAX_TEXT_BYTES) };
        let mut tokenizer = Tokenizer {
            text: readable,
            at: 0,
            gap: Gap::Paragraph,
            abbreviations,
            folded: String::with_capacity(readable.len()),
            tokens: Vec::with_capacity(readable.len() / 5 + 8),
        };
        tokenizer.run();
        Self { text, folded: tokenizer.folded, tokens: tokenizer.tokens }
    }

    /// The text as given.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of token `index`.
    pub fn folded(&self, index: usize) -> &str {
        let token = &self.tokens[index];
        &self.folded[token.folded_start as usize..token.folded_end as usize]
    }

    /// The bytes of the folded form of token `index`.
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

struct Tokenizer<'a, 'b> {
    text: &'a str,
    at: usize,
    gap: Gap,
    abbreviations: &'b Abbreviations,
    folded: String,
    tokens: Vec<Token>,
}

impl Tokenizer<'_, '_> {
    fn run(&mut self) {
        while let Some(c) = self.char_at(self.at) {
            if is_space(c) {
                self.skip_space();
            } else if c.is_ascii_digit() {
                self.number();
            } else if c.is_alphanumeric() {
                self.word();
            } else if is_silent(c) {
                self.at += c.len_utf8();
            } else if self.is_joining_hyphen(c) {
                self.gap = Gap::Hyphen;
                self.at += c.len_utf8();
            } else {
                self.mark(c);
            }
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&byte) if byte < 0x80 => Some(byte as char),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn skip_space(&mut self) {
        if self.text.as_bytes()[self.at] == b' ' && self.text.as_bytes().get(self.at + 1).is_some_and(u8::is_ascii_alphanumeric) {
            self.at += 1;
            self.gap = self.gap.max(Gap::Space);
            return;
        }
        let mut breaks = 0;
        while let Some(c) = self.char_at(self.at).filter(|c| is_space(*c)) {
            let is_crlf_tail = c == '\n' && self.at > 0 && self.text.as_bytes()[self.at - 1] == b'\r';
            if matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}') && !is_crlf_tail {
                breaks += 1 + u32::from(c == '\u{2029}');
            }
            self.at += c.len_utf8();
        }
        let gap = match breaks {
            0 => Gap::Space,
            1 => Gap::Newline,
            _ => Gap::Paragraph,
        };
        self.gap = self.gap.max(gap);
    }

    /// A hyphen directly between two letters or digits.
    fn is_joining_hyphen(&self, c: char) -> bool {
        fold_punctuation(c) == '-'
            && self.gap == Gap::None
            && self.tokens.last().is_some_and(|token| token.kind != TokenKind::Punctuation)
            && self.char_at(self.at + c.len_utf8()).is_some_and(char::is_alphanumeric)
    }

    fn mark(&mut self, c: char) {
        let (start, folded_start) = (self.at, self.folded.len());
        self.folded.push(fold_punctuation(c));
        self.at += c.len_utf8();
        self.push(start, folded_start, TokenKind::Punctuation, Shape::Caseless);
    }

    /// Digits, with a separator wherever a digit follows it: thousands (`1,000`), decimals (`2.5`), times (`5:30`), dates (`12.05.2024`).
    fn number(&mut self) {
        let (start, folded_start) = (self.at, self.folded.len());
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let separates = matches!(byte, b',' | b'.' | b':') && bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
            let is_list = byte == b',' && separates && !is_thousands_group(&bytes[self.at + 1..]);
            if !(byte.is_ascii_digit() || separates) || is_list {
                break;
            }
            self.folded.push(byte as char);
            self.at += 1;
        }
        self.push(start, folded_start, TokenKind::Number, Shape::Caseless);
    }

    fn word(&mut self) {
        let (start, folded_start) = (self.at, self.folded.len());
        let mut letters = Letters::default();
        loop {
            self.small_letters(&mut letters);
            let Some(c) = self.char_at(self.at) else { break };
            if c.is_alphabetic() {
                if c.is_uppercase() && self.is_glued_name(start, &letters, c) {
                    break;
                }
                letters.count(c);
                fold_letter(c, &mut self.folded);
            } else if fold_punctuation(c) == '\'' {
                if !self.is_apostrophe_inside(c) {
                    break;
                }
            } else if c.is_ascii_digit() || !(c.is_alphanumeric() || is_silent(c)) {
                break;
            } else if !is_silent(c) {
                fold_letter(c, &mut self.folded);
            }
            self.at += c.len_utf8();
        }
        if letters.total == 1 {
            self.dotted_letters(start, &mut letters);
        }
        if self.char_at(self.at) == Some('.')
            && self.at - start <= 8
            && self.abbreviations.keeps_stop(&self.folded[folded_start..], &self.text[self.at + 1..])
        {
            self.at += 1;
        }
        self.push(start, folded_start, TokenKind::Word, letters.shape());
        self.possessive();
    }

    /// A run of small ASCII letters, which fold to themselves: nearly all of a text, so taken in one go.
    fn small_letters(&mut self, letters: &mut Letters) {
        let rest = &self.text[self.at..];
        let run = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        if run > 0 {
            self.folded.push_str(&rest[..run]);
            self.at += run;
            letters.count_small(u32::try_from(run).expect("the text was cut to what four bytes address"));
        }
    }

    /// `U.S.`, `p.m.`: single letters with full stops are one word, the last stop included.
    fn dotted_letters(&mut self, start: usize, letters: &mut Letters) {
        while self.char_at(self.at) == Some('.') {
            let Some(next) = self.char_at(self.at + 1).filter(|c| c.is_alphabetic()) else { break };
            let after = self.char_at(self.at + 1 + next.len_utf8());
            if after.is_some_and(char::is_alphanumeric) {
                break;
            }
            letters.count(next);
            fold_letter(next, &mut self.folded);
            self.at += 1 + next.len_utf8();
        }
        if self.at > start + 2 && self.char_at(self.at) == Some('.') {
            self.at += 1;
        }
    }

    /// Whether the apostrophe at the reading point stands between two letters and begins no possessive.
    fn is_apostrophe_inside(&self, c: char) -> bool {
        let after = self.at + c.len_utf8();
        match self.char_at(after) {
            Some('s' | 'S') => self.char_at(after + 1).is_some_and(char::is_alphabetic),
            Some(next) => next.is_alphabetic(),
            None => false,
        }
    }

    /// `'s` is a token of its own.
    fn possessive(&mut self) {
        let Some(mark) = self.char_at(self.at).filter(|c| fold_punctuation(*c) == '\'') else { return };
        let s = self.at + mark.len_utf8();
        if matches!(self.char_at(s), Some('s' | 'S')) && !self.char_at(s + 1).is_some_and(char::is_alphanumeric) {
            let (start, folded_start) = (self.at, self.folded.len());
            self.folded.push_str("'s");
            self.at = s + 1;
            self.push(start, folded_start, TokenKind::Punctuation, Shape::Caseless);
        }
    }

    /// Whether the capital at the reading point begins another word that the page glued on: small letters before it, more than a name's
    /// prefix (Mc, De, La), and a small letter after it.
    fn is_glued_name(&self, start: usize, letters: &Letters, capital: char) -> bool {
        let after = self.char_at(self.at + capital.len_utf8());
        letters.lower_run >= 2
            && after.is_some_and(char::is_lowercase)
            && !matches!(&self.text[start..self.at], "Mac" | "Del" | "Des" | "Van" | "Von" | "Fitz" | "Ben" | "Ibn" | "Abu" | "San" | "Der")
    }

    fn push(&mut self, start: usize, folded_start: usize, kind: TokenKind, shape: Shape) {
        let narrow = |offset: usize| u32::try_from(offset).expect("the text was cut to what four bytes address, folded forms included");
        self.tokens.push(Token {
            start: narrow(start),
            end: narrow(self.at),
            folded_start: narrow(folded_start),
            folded_end: narrow(self.folded.len()),
            kind,
            shape,
            gap: self.gap,
        });
        self.gap = Gap::None;
    }
}

/// Whether the bytes begin with exactly three digits, as after a thousands separator.
fn is_thousands_group(bytes: &[u8]) -> bool {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

#[derive(Default)]
struct Letters {
    total: u32,
    upper: u32,
    lower_run: u32,
    first_is_upper: bool,
    first_is_lower: bool,
}

impl Letters {
    fn count(&mut self, c: char) {
        let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
        if self.total == 0 {
            (self.first_is_upper, self.first_is_lower) = (upper, lower);
        }
        self.total += 1;
        self.upper += u32::from(upper);
        self.lower_run = if lower { self.lower_run + 1 } else { 0 };
    }

    /// Counts `run` small letters, at least one.
    fn count_small(&mut self, run: u32) {
        self.first_is_lower |= self.total == 0;
        self.total += run;
        self.lower_run += run;
    }

    fn shape(&self) -> Shape {
        if self.total > 1 && self.upper == self.total {
            Shape::Upper
        } else if self.first_is_upper {
            Shape::Title
        } else if self.first_is_lower {
            Shape::Lower
        } else {
            Shape::Caseless
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("comMilwaukee McDonald DeSantis", "com milwaukee mcdonald desantis"),
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
