//! What the unit tests share: one extractor with the built-in gazetteer, compiled once.

use std::sync::{Arc, OnceLock};

use crate::reading::Reading;
use crate::text::NormalizedText;
use crate::{Extractor, Gazetteer};

/// The extractor with the built-in gazetteer.
pub fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(Arc::new(Gazetteer::built_in())))
}

/// What `look` sees in the reading of `text`.
pub fn reading_of<T>(text: &str, look: impl FnOnce(&Reading<'_>) -> T) -> T {
    let gazetteer = extractor().gazetteer();
    let normalized = NormalizedText::new(text, gazetteer.abbreviations());
    let hits = gazetteer.matcher().find(&normalized);
    look(&Reading::new(normalized, &hits, gazetteer))
}

/// A sentence of a corpus with what is expected in it.
pub struct Case {
    /// From 1.
    pub line: usize,
    /// The text.
    pub sentence: &'static str,
    /// What is to be found, in order.
    pub expected: Vec<&'static str>,
}

/// The sentences of a corpus; what is expected stands below each, two spaces in.
pub fn cases(corpus: &'static str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in corpus.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("  ") {
            Some(expected) => cases.last_mut().expect("what is expected stands under its sentence").expected.push(expected),
            None => cases.push(Case { line: index + 1, sentence: line, expected: Vec::new() }),
        }
    }
    cases
}
