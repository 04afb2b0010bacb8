//! Half-open byte spans of the original text, and their translation into the callers' string units.

use std::ops::Range;

/// A half-open range `[start, end)` of UTF-8 bytes of the text as given, always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Byte of the first character.
    pub start: usize,
    /// Byte after the last character.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The slice of `text` at this span.
    ///
    /// # Panics
    /// When the span was not made for `text`: out of range or inside a character.
    pub fn slice<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    /// Whether both spans share at least one byte.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Bytes covered.
    pub fn len_bytes(&self) -> usize {
        self.end - self.start
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// The unit in which a caller counts offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetEncoding {
    /// UTF-8 bytes (Rust, Go, C++).
    #[default]
    Utf8,
    /// UTF-16 code units (Java, JavaScript, C#).
    Utf16,
    /// Unicode code points (Python).
    CodePoints,
}

/// How many bytes lie between two remembered offsets: a lookup scans at most this much.
const STRIDE_BYTES: usize = 256;

/// Translates byte offsets of one text into another unit.
///
/// Building it reads the text once; a lookup reads at most 256 bytes of it. An ASCII text costs nothing, for there all units agree.
#[derive(Debug)]
pub struct OffsetMap<'a> {
    text: &'a str,
    encoding: OffsetEncoding,
    /// Units before byte `i * STRIDE_BYTES`, or before the first character that starts after it. Empty when units are bytes.
    units_before_block: Vec<usize>,
}

impl<'a> OffsetMap<'a> {
    /// A map from bytes of `text` to `encoding`.
    pub fn new(text: &'a str, encoding: OffsetEncoding) -> Self {
        let mut units_before_block = Vec::new();
        if encoding != OffsetEncoding::Utf8 && !text.is_ascii() {
            units_before_block.reserve(text.len() / STRIDE_BYTES + 1);
            let mut units = 0;
            for block in text.as_bytes().chunks(STRIDE_BYTES) {
                units_before_block.push(units);
                units += block.iter().map(|&byte| units_of_lead(byte, encoding)).sum::<usize>();
            }
        }
        Self { text, encoding, units_before_block }
    }

    /// The offset, in the map's unit, of the character boundary at `byte`.
    pub fn offset(&self, byte: usize) -> usize {
        if self.units_before_block.is_empty() {
            return byte;
        }
        let block = (byte / STRIDE_BYTES).min(self.units_before_block.len() - 1);
        let rest = &self.text.as_bytes()[block * STRIDE_BYTES..byte];
        self.units_before_block[block] + rest.iter().map(|&b| units_of_lead(b, self.encoding)).sum::<usize>()
    }

    /// The span's two ends in the map's unit.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }
}

/// Units that the character beginning with this byte occupies; continuation bytes count nothing.
fn units_of_lead(byte: u8, encoding: OffsetEncoding) -> usize {
    match (byte, encoding) {
        (_, OffsetEncoding::Utf8) => 1,
        (0x80..=0xBF, _) => 0,
        (0xF0.., OffsetEncoding::Utf16) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_the_strings_own_counting() {
        let long = "Kyiv — Øresund 😀 İstanbul ﬁn e\u{301} שלום ".repeat(40);
        for text in ["", "plain", "é", "😀😀", long.as_str()] {
            let utf8 = OffsetMap::new(text, OffsetEncoding::Utf8);
            let utf16 = OffsetMap::new(text, OffsetEncoding::Utf16);
            let points = OffsetMap::new(text, OffsetEncoding::CodePoints);
            for byte in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                let head = &text[..byte];
                assert_eq!(utf8.offset(byte), byte);
                assert_eq!(utf16.offset(byte), head.encode_utf16().count());
                assert_eq!(points.offset(byte), head.chars().count());
            }
        }
    }
}
