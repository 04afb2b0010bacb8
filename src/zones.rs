//! Zones: which part of the page each sentence is from, by the lines that it fills and the words that pages are made of.
//!
//! An article is known by its sentences, which end with a mark. Lines that end with none ("open" lines) are headlines, labels, captions,
//! buttons; what they are is told by their place, by words of `lexicon/en/page_words.tsv`, and by the dates that stand alone below the teasers
//! of other stories.

use std::ops::Range;

use crate::extraction::Zone;
use crate::gazetteer::lexicon::PageWord;
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, TokenKind};

/// A label, a button or a byline has no more tokens than this.
const MAX_FURNITURE_TOKENS: usize = 9;
/// A date line: "Updated May 25, 2025, 10:30".
const MAX_DATE_TOKENS: usize = 9;
/// So many lines that are nothing but dates, below the article's own, tell a list of other stories.
const RAIL_DATES: usize = 2;

/// The zone of each sentence of `reading`.
pub fn zones(reading: &Reading<'_>) -> Vec<Zone> {
    let lines: Vec<Line> = reading.sentences.iter().map(|sentence| Line::new(reading, sentence)).collect();
    let mut zones: Vec<Zone> = lines.iter().map(|line| line.zone_alone()).collect();
    mark_repeated_captions(reading, &lines, &mut zones);
    mark_headline(&lines, &mut zones);
    mark_related(&lines, &mut zones);
    zones
}

/// What one sentence shows by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// Fills its line or lines and ends without a mark.
    is_open: bool,
    is_date: bool,
    is_furniture: bool,
    is_caption: bool,
    /// Heads a list of other stories: "More on this story".
    heads_related: bool,
}

impl Line {
    fn new(reading: &Reading<'_>, sentence: &Range<usize>) -> Self {
        let is_open = is_open(reading, sentence);
        let begins = |wanted: PageWord| reading.page_word_end(sentence.start, wanted);
        let ends = |wanted: PageWord| sentence.clone().any(|token| reading.page_word_end(token, wanted) == Some(sentence.end));
        let is_short = sentence.len() <= MAX_FURNITURE_TOKENS;
        let is_all_furniture = begins(PageWord::Furniture).is_some_and(|end| is_open && (is_short || end == sentence.end));
        let is_byline = is_open && is_short && sentence.len() >= 3 && begins(PageWord::Byline).is_some();
        let is_label = is_open && sentence.len() == 1 && reading.text.tokens()[sentence.start].kind == TokenKind::Word;
        let is_date = is_open && sentence.len() <= MAX_DATE_TOKENS && is_date(reading, sentence);
        Self {
            is_open,
            is_date,
            is_furniture: is_all_furniture || is_byline || is_label || is_date || (is_open && is_short && ends(PageWord::Furniture)),
            is_caption: is_open && (begins(PageWord::Caption).is_some() || ends(PageWord::Credit)),
            heads_related: begins(PageWord::Related).is_some_and(|end| is_open || end == sentence.end || reading.text.is_mark(end, ':')),
        }
    }

    fn zone_alone(self) -> Zone {
        if self.heads_related {
            Zone::Related
        } else if self.is_caption {
            Zone::Caption
        } else if self.is_furniture {
            Zone::Furniture
        } else {
            Zone::Body
        }
    }
}

/// Whether a sentence fills whole lines and ends without a mark.
fn is_open(reading: &Reading<'_>, sentence: &Range<usize>) -> bool {
    let tokens = reading.text.tokens();
    let breaks_before = |token: usize| tokens.get(token).is_none_or(|token| matches!(token.gap, Gap::Newline | Gap::Paragraph));
    let fills_lines = (sentence.start == 0 || breaks_before(sentence.start)) && breaks_before(sentence.end);
    let mut last = sentence.end - 1;
    while last > sentence.start
        && tokens[last].kind == TokenKind::Punctuation
        && matches!(reading.text.folded(last), "\"" | "'" | ")" | "]")
    {
        last -= 1;
    }
    let is_marked = tokens[last].kind == TokenKind::Punctuation && matches!(reading.text.folded(last), "." | "!" | "?" | "\u{2026}" | ":");
    fills_lines && !is_marked
}

/// Whether a line is nothing but a date: a month or day and numbers, perhaps with a word of the page before it.
fn is_date(reading: &Reading<'_>, line: &Range<usize>) -> bool {
    let label = reading.page_word_end(line.start, PageWord::Furniture).unwrap_or(line.start);
    let rest = || label.min(line.end)..line.end;
    let is_part = |token: usize| {
        let kind = reading.text.tokens()[token].kind;
        kind != TokenKind::Word || reading.flags(token).any(TokenFlags::CALENDAR) || reading.page_word_end(token, PageWord::Time).is_some()
    };
    rest().any(|token| reading.flags(token).any(TokenFlags::CALENDAR))
        && rest().any(|token| reading.text.tokens()[token].kind == TokenKind::Number)
        && rest().all(is_part)
}

/// The text beside a picture often comes twice, for the eye and for the screen reader.
fn mark_repeated_captions(reading: &Reading<'_>, lines: &[Line], zones: &mut [Zone]) {
    for index in 1..lines.len() {
        let surface = |index: usize| reading.text.surface(&reading.sentences[index]);
        if lines[index - 1].is_open && lines[index].is_open && zones[index] == Zone::Body && surface(index - 1) == surface(index) {
            zones[index - 1] = Zone::Caption;
            zones[index] = Zone::Caption;
        }
    }
}

/// The first open line that is nothing else, if nothing but such lines stands before it.
fn mark_headline(lines: &[Line], zones: &mut [Zone]) {
    let first = (0..lines.len()).find(|index| !matches!(zones[*index], Zone::Furniture | Zone::Caption));
    if let Some(first) = first
        && zones[first] == Zone::Body
        && lines[first].is_open
    {
        zones[first] = Zone::Headline;
    }
}

/// Lists of other stories: the open lines after their heading, all the rest where dates stand among them; and without a heading, from the
/// headline above the first of several such dates on.
fn mark_related(lines: &[Line], zones: &mut [Zone]) {
    let body = zones.iter().zip(lines).position(|(zone, line)| *zone == Zone::Body && !line.is_open);
    let Some(body) = body else { return };
    let dates: Vec<usize> = (body + 1..lines.len()).filter(|index| lines[*index].is_date).collect();
    if dates.len() >= RAIL_DATES {
        // "headline / teaser / date": the teaser's sentences end with marks, the headline above them does not.
        let teased = (body + 1..dates[0]).rev().find(|index| lines[*index].is_open && !lines[*index].is_furniture);
        let heading = (body + 1..dates[0]).find(|index| lines[*index].heads_related);
        if let Some(from) = heading.or(teased) {
            zones[from..].fill(Zone::Related);
            return;
        }
    }
    for heading in body + 1..lines.len() {
        if lines[heading].heads_related {
            let end = (heading + 1..lines.len()).find(|index| !lines[*index].is_open).unwrap_or(lines.len());
            zones[heading..end].fill(Zone::Related);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::text::NormalizedText;

    fn zones_of(text: &str) -> Vec<Zone> {
        let gazetteer = Gazetteer::built_in();
        let normalized = NormalizedText::new(text, gazetteer.abbreviations());
        let hits = gazetteer.matcher().find(&normalized);
        zones(&Reading::new(normalized, &hits, &gazetteer))
    }

    #[test]
    fn the_parts_of_a_page_are_told_apart() {
        use Zone::{Body, Caption, Furniture, Headline, Related};
        for (text, expected) in [
            ("Storm kills 12 in Manila", vec![Headline]),
            ("The storm killed 12.", vec![Body]),
            (
                "Storm kills 12\nBy Ana Reyes\nMay 25, 2025\n\nThe storm killed 12. It went on.",
                vec![Headline, Furniture, Furniture, Body, Body],
            ),
            ("World\nStorm kills 12\n\nThe storm killed 12.\nShare\nIt went on.", vec![Furniture, Headline, Body, Furniture, Body]),
            (
                "Skip to main content\nStorm kills 12\nA street under water\nA street under water\nThe storm killed 12.",
                vec![Furniture, Headline, Caption, Caption, Body],
            ),
            ("Storm kills 12\nThe storm killed 12.\nImage caption A street under water\nIt went on.", vec![Headline, Body, Caption, Body]),
            ("Storm kills 12\nThe storm killed 12.\nBoats in Manila - Getty Images\nIt went on.", vec![Headline, Body, Caption, Body]),
            ("The storm killed 12.\nMore on this story\nQuake kills 40 in Peru\nFlood kills 3", vec![Body, Related, Related, Related]),
            ("The storm killed 12.\nRead more: Quake kills 40 in Peru\nIt went on.", vec![Body, Related, Body]),
            (
                "Storm kills 12\nThe storm killed 12.\nQuake kills 40\nA quake killed 40 in Peru.\nMay 2, 2025\nFlood kills 3\nThree died.\nMay 1, 2025",
                vec![Headline, Body, Related, Related, Related, Related, Related, Related],
            ),
            ("Storm kills 12\nThe storm killed 12.\nWhat comes next\nIt went on.", vec![Headline, Body, Body, Body]),
            ("", vec![]),
        ] {
            assert_eq!(zones_of(text), expected, "{text:?}");
        }
    }
}
