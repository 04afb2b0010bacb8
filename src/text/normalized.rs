//! A text with its tokens and their folded forms.

use super::abbreviation::Abbreviations;
use super::token::{Token, TokenKind};
use super::tokenizer::Tokenizer;
use crate::span::Span;

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

    /// Whether token `index` exists and is a possessive ending: an apostrophe with letters.
    #[inline]
    pub fn is_possessive(&self, index: usize) -> bool {
        index < self.tokens.len() && self.tokens[index].kind == TokenKind::Punctuation && matches!(self.folded_bytes(index), [b'\'', _, ..])
    }

    /// Whether token `index` exists and makes the word before it an owner: a possessive ending, or an apostrophe alone.
    #[inline]
    pub fn is_owner_mark(&self, index: usize) -> bool {
        self.is_mark(index, '\'') || self.is_possessive(index)
    }

    /// Whether token `index` exists and is exactly the mark `mark`.
    pub fn is_mark(&self, index: usize, mark: char) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Punctuation && token.head == head_of(mark))
    }
}

/// The [`head`](Token::head) of a token that is just `mark`.
#[inline]
fn head_of(mark: char) -> u64 {
    let mut bytes = [0; 8];
    mark.encode_utf8(&mut bytes);
    u64::from_le_bytes(bytes)
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
    use crate::text::token::{Gap, Shape};

    fn abbreviations() -> Abbreviations {
        let mut abbreviations = Abbreviations::default();
        abbreviations.insert("gen", AbbreviationBefore::Anything);
        abbreviations.insert("no", AbbreviationBefore::Digits);
        abbreviations.add_possessive("'s");
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
            ("Od\u{200B}esa \u{200B} fell", "odesa fell"),
            ("Stow-\non-the-Wold, well-\r\nknown", "stow on the wold , well known"),
            ("- a\nMill-\nHull", "- a mill - hull"),
            ("“STOP!”", "\" stop ! \""),
            ("12'000 3’500 '90s 6'2 12'0000", "12'000 3’500 ' 90 s 6 ' 2 12 ' 0000"),
            ("More than&nbsp;30, &#49;2 and 4&#50;", "more than 30 , 12 and 42"),
            ("L&eacute;rida&rsquo;s &quot;R&D&quot;", "lerida 's \" r & d \""),
            ("<p>At <b>12</b>.</p>a < b", "at 12 . a < b"),
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
