//! Mentions: what a decided name is in the answer.

use std::ops::Range;

use crate::extraction::{Evidence, Mention, MentionForm};
use crate::reading::Reading;

/// A mention at `tokens`.
pub fn mention<'a>(
    reading: &Reading<'a>,
    tokens: &Range<usize>,
    form: MentionForm,
    confidence: f32,
    evidence: Evidence<'a>,
) -> Mention<'a> {
    Mention {
        span: reading.text.span(tokens),
        text: reading.text.surface(tokens),
        form,
        sentence: reading.sentence_number(tokens.start),
        confidence,
        evidence,
    }
}

/// The folded words of `tokens` with one space between two.
pub fn folded(reading: &Reading<'_>, tokens: &Range<usize>) -> String {
    let words: Vec<&str> = tokens.clone().map(|token| reading.text.folded(token)).collect();
    words.join(" ")
}
