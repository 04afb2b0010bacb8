//! Quotations: what stands between quotation marks, from one sentence to another.

use std::ops::Range;

use crate::reading::Reading;
use crate::text::Gap;

/// The tokens within quotation marks, in order, without overlap.
#[derive(Debug)]
pub(crate) struct Quotations(Vec<Range<usize>>);

impl Quotations {
    /// Pairs the marks of each paragraph; one that is not closed ends with its paragraph.
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let mut quotations = Vec::new();
        let mut open: Option<usize> = None;
        for token in 0..reading.len() {
            if reading.text.tokens()[token].gap == Gap::Paragraph
                && let Some(start) = open.take()
            {
                quotations.push(start..token);
            }
            if reading.text.is_mark(token, '"') {
                match open.take() {
                    Some(start) => quotations.push(start..token),
                    None => open = Some(token + 1),
                }
            }
        }
        quotations.extend(open.map(|start| start..reading.len()));
        Self(quotations)
    }

    /// The quotation that `token` is within.
    pub(crate) fn around(&self, token: usize) -> Option<Range<usize>> {
        let index = self.0.partition_point(|quotation| quotation.end <= token);
        self.0.get(index).filter(|quotation| quotation.contains(&token)).cloned()
    }
}
