//! Sentences: where one statement ends and no name runs on.

use std::ops::Range;

use super::normalized::NormalizedText;
use super::token::{Gap, Shape, Token, TokenKind};

/// A sentence as a range of token numbers.
pub type SentenceTokens = Range<usize>;

/// The sentences of `text`, in order, covering every token.
///
/// `continues(i)` tells whether token `i` stands inside something that is matched across it (a name over a line break, an abbreviation);
/// no sentence begins there. `starts_sentence(i)` tells whether token `i` is a word that begins sentences but no names ("The", "He").
pub fn sentences(
    text: &NormalizedText<'_>,
    continues: impl Fn(usize) -> bool,
    starts_sentence: impl Fn(usize) -> bool,
) -> Vec<SentenceTokens> {
    let tokens = text.tokens();
    let is_wrapped = is_hard_wrapped(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate().skip(1) {
        let breaks = match token.gap {
            Gap::Paragraph => true,
            Gap::Newline if !continues(index) && !is_wrapped => true,
            Gap::Newline | Gap::Space | Gap::None => {
                can_end_with(text, &tokens[index - 1]) && !continues(index) && ends_before(text, index, &starts_sentence)
            }
            Gap::Hyphen => false,
        };
        if breaks {
            sentences.push(start..index);
            start = index;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// Whether a sentence can end with this token: a mark, or a word with a full stop of its own. Most are neither.
#[inline]
fn can_end_with(text: &NormalizedText<'_>, last: &Token) -> bool {
    match last.kind {
        TokenKind::Punctuation => true,
        TokenKind::Word => text.text().as_bytes()[last.end as usize - 1] == b'.',
        TokenKind::Number => false,
    }
}

/// Whether a sentence ends with a mark just before token `index`, closing quotes and brackets aside.
fn ends_before(text: &NormalizedText<'_>, index: usize, starts_sentence: &impl Fn(usize) -> bool) -> bool {
    let tokens = text.tokens();
    let next = &tokens[index];
    if next.kind == TokenKind::Punctuation && next.gap == Gap::None {
        return false;
    }
    let mut last = index - 1;
    while last > 0 && tokens[last].kind == TokenKind::Punctuation && matches!(text.folded(last), "\"" | "'" | ")" | "]") {
        if tokens[last].is_spaced() {
            // An opening quote belongs to what follows; the mark before it decides there.
            return false;
        }
        last -= 1;
    }
    let begins =
        next.is_capitalised() || next.kind == TokenKind::Number || matches!(text.folded(index), "\"" | "'" | "(" | "[" | "\u{2014}");
    match text.folded(last) {
        "!" | "?" => (begins && next.gap != Gap::None) || next.gap == Gap::Newline,
        "." if tokens[last].kind == TokenKind::Punctuation => {
            if next.gap == Gap::None {
                last + 1 == index && next.shape == Shape::Title && last > 0 && tokens[last - 1].shape == Shape::Lower
            } else {
                begins && !is_initial(text, last)
            }
        }
        // A stop that belongs to an abbreviation ends the sentence only before a word that begins no name.
        _ => tokens[last].kind == TokenKind::Word && text.surface(&(last..last + 1)).ends_with('.') && begins && starts_sentence(index),
    }
}

/// Whether the full stop at `stop` belongs to an initial: "J. Edgar", "Anil K. (44)".
fn is_initial(text: &NormalizedText<'_>, stop: usize) -> bool {
    let tokens = text.tokens();
    let is_behind_name = || stop > 1 && tokens[stop - 2].shape == Shape::Title && tokens[stop - 1].gap == Gap::Space;
    stop > 0
        && tokens[stop].gap == Gap::None
        && tokens[stop - 1].shape == Shape::Title
        && text.surface(&(stop - 1..stop)).chars().count() == 1
        && stop + 1 < tokens.len()
        && (tokens[stop + 1].shape == Shape::Title || text.is_mark(stop + 1, '(') && is_behind_name())
}

/// Whether line breaks were put in by a typesetter: of the single ones, at least a third run on in small letters.
fn is_hard_wrapped(text: &NormalizedText<'_>) -> bool {
    let tokens = text.tokens();
    let (mut breaks, mut run_on) = (0_usize, 0_usize);
    for index in 1..tokens.len() {
        if tokens[index].gap == Gap::Newline {
            breaks += 1;
            run_on += usize::from(tokens[index].shape == Shape::Lower && tokens[index - 1].kind == TokenKind::Word);
        }
    }
    breaks >= 2 && run_on * 3 >= breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::AbbreviationBefore;
    use crate::text::Abbreviations;

    fn split(text: &str) -> Vec<String> {
        let mut abbreviations = Abbreviations::default();
        abbreviations.insert("gen", AbbreviationBefore::Anything);
        let normalized = NormalizedText::new(text, &abbreviations);
        let starts = |index: usize| matches!(normalized.folded(index), "the" | "he");
        sentences(&normalized, |_| false, starts).iter().map(|range| normalized.surface(range).to_string()).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("One fell. Two rose.", vec!["One fell.", "Two rose."]),
            ("He said: \"Stop!\" Then left.", vec!["He said: \"Stop!\"", "Then left."]),
            ("\"We ran,\" he said. \"It burned.\"", vec!["\"We ran,\" he said.", "\"It burned.\""]),
            ("Gen. Milley came. J. Edgar left.", vec!["Gen. Milley came.", "J. Edgar left."]),
            ("Anil K. (44) drove. It is plan B. (Nobody left.)", vec!["Anil K. (44) drove.", "It is plan B.", "(Nobody left.)"]),
            ("It is the U.S. The end.", vec!["It is the U.S.", "The end."]),
            ("the U.S. Congress met", vec!["the U.S. Congress met"]),
            ("Glass was flying ... we ran", vec!["Glass was flying ... we ran"]),
            ("Headline\nBody begins", vec!["Headline", "Body begins"]),
            ("Head\n\nBody", vec!["Head", "Body"]),
            ("a line that\nruns on and\non. Then", vec!["a line that\nruns on and\non.", "Then"]),
            ("at 2.5 percent. It", vec!["at 2.5 percent.", "It"]),
            ("the end.The start", vec!["the end.", "The start"]),
            ("", vec![]),
        ] {
            assert_eq!(split(text), expected, "{text:?}");
        }
    }
}
