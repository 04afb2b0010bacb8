//! Columns of text that fit a given width, for terminals.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Spaces before each line and between columns.
const INDENT: usize = 2;
/// No column is made narrower than this, or than its heading.
const MIN_COLUMN: usize = 6;

/// On which side a column's cells are flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A row of cells, and a line of prose below it that may be empty.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) note: String,
}

/// A titled table.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) title: String,
    pub(super) columns: Vec<(&'static str, Side)>,
    pub(super) rows: Vec<Row>,
}

impl Grid {
    /// Writes the table within `width` columns of the terminal.
    pub(super) fn write(&self, width: usize, out: &mut impl Write) -> io::Result<()> {
        let rule = "─".repeat(width.saturating_sub(self.title.width() + 1));
        writeln!(out, "{} {rule}", self.title)?;
        let widths = self.widths(width);
        let headings: Vec<&str> = self.columns.iter().map(|&(heading, _)| heading).collect();
        self.write_line(&headings, &widths, out)?;
        for row in &self.rows {
            let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
            self.write_line(&cells, &widths, out)?;
            if !row.note.is_empty() {
                writeln!(out, "{:indent$}{}", "", clip(&row.note, width.saturating_sub(2 * INDENT)), indent = 2 * INDENT)?;
            }
        }
        writeln!(out)
    }

    fn write_line(&self, cells: &[&str], widths: &[usize], out: &mut impl Write) -> io::Result<()> {
        let mut line = String::new();
        for ((cell, &width), &(_, side)) in cells.iter().zip(widths).zip(&self.columns) {
            let cell = clip(cell, width);
            let padding = " ".repeat(width - cell.width());
            line.push_str("  ");
            match side {
                Side::Left => line.extend([cell, padding]),
                Side::Right => line.extend([padding, cell]),
            }
        }
        writeln!(out, "{}", line.trim_end())
    }

    /// Each column as wide as its widest cell; where that is too much, the widest ones give way.
    fn widths(&self, width: usize) -> Vec<usize> {
        let cells_of = |index: usize| self.rows.iter().filter_map(move |row| row.cells.get(index)).map(|cell| cell.width());
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, (heading, _))| cells_of(index).chain([heading.width()]).max().unwrap_or(0))
            .collect();
        let room = width.saturating_sub(INDENT * widths.len());
        while widths.iter().sum::<usize>() > room {
            let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > MIN_COLUMN) else {
                break;
            };
            *widest -= 1;
        }
        widths
    }
}

/// `text` if it fits, or its beginning and an ellipsis.
fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        clipped.push(character);
    }
    clipped.push('…');
    clipped
}

/// The part of `sentence` around `at`, a byte offset in it, that fits `width`.
pub(super) fn excerpt(sentence: &str, at: usize, width: usize) -> String {
    let at = (0..=at.min(sentence.len())).rev().find(|&byte| sentence.is_char_boundary(byte)).unwrap_or(0);
    let (before, after) = sentence.split_at(at);
    let (before, after) = (one_line(before), one_line(after));
    if before.width() + 1 + after.width() <= width {
        return one_line(sentence);
    }
    // What follows says more than what precedes: a third of the room is enough to come from.
    let room_before = (width / 3).max(width.saturating_sub(after.width() + 2));
    let mut start = before.len();
    let mut used = 1;
    for (byte, character) in before.char_indices().rev() {
        used += character.width().unwrap_or(0);
        if used > room_before {
            break;
        }
        start = byte;
    }
    let from_word = if start == 0 { 0 } else { before[start..].find(' ').map_or(before.len(), |space| start + space + 1) };
    let ellipsis = if from_word == 0 { "" } else { "… " };
    let gap = if sentence[..at].ends_with(char::is_whitespace) && from_word < before.len() { " " } else { "" };
    clip(&format!("{ellipsis}{}{gap}{after}", &before[from_word..]), width)
}

/// `text` with every run of white space and control characters as one space: an article's text never steers the terminal.
pub(super) fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_within_its_width() {
        let row = |cells: [&str; 3]| Row { cells: cells.map(String::from).into(), note: "note ".repeat(60) };
        let grid = Grid {
            title: "Places".into(),
            columns: vec![("Name", Side::Left), ("Mentions", Side::Right), ("Id", Side::Left)],
            rows: vec![row(["Kyiv", "3", "geonames:703448"]), row([&"Llanfair".repeat(20), "12", &"東京".repeat(30)])],
        };
        for width in [40, 80, 120] {
            let mut written = Vec::new();
            grid.write(width, &mut written).unwrap();
            let written = String::from_utf8(written).unwrap();
            assert!(written.lines().all(|line| line.width() <= width), "{width}:\n{written}");
            assert!(written.contains("geonames:703448") || width == 40);
        }
    }

    #[test]
    fn an_excerpt_shows_its_point() {
        let sentence =
            "Officials said on Monday after a long night of strikes on the city\nthat at least 12 people were killed in the attack.";
        let at = sentence.find("at least").unwrap();
        for width in [40, 60, 76, 200] {
            let shown = excerpt(sentence, at, width);
            assert!(shown.width() <= width && shown.contains("at least 12"), "{width}: {shown}");
        }
        assert_eq!(excerpt("12 people", 0, 40), "12 people");
        assert_eq!(excerpt("", 5, 40), "");
        assert_eq!(excerpt("é\u{1b}[31m", 1, 40), "é [31m", "neither cuts a character nor lets an escape through");
    }
}
