//! What is wrong with the letters themselves: such faults are invisible in an editor and keep a name from ever being found.

use unicode_normalization::is_nfc;

use super::{Finding, written_lines};
use crate::gazetteer::table::TableFile;

/// Checks every cell of `file`.
pub(super) fn check(file: TableFile<'_>, findings: &mut Vec<Finding>) {
    for (at, line) in written_lines(file) {
        for cell in line.split('\t') {
            let what = || format!("{:?}", cell.trim());
            if cell.chars().any(|c| c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{FFFD}')) {
                findings.push(at.error("CONTROL_CHARACTER", what(), "an invisible or replacement character has slipped in"));
            }
            if !is_nfc(cell) {
                findings.push(at.error("NOT_NFC", what(), "letters and their marks are written apart; write each as one character"));
            }
            if cell.contains("  ") {
                findings.push(at.error("DOUBLE_SPACE", what(), "two spaces in a row"));
            }
            if cell.split('|').any(|value| value.trim() != value) {
                findings.push(at.error("OUTER_SPACE", format!("{cell:?}"), "a space before or after a value"));
            }
            if let Some(word) = cell.split(|c: char| !c.is_alphabetic()).find(|word| is_mixed(word)) {
                findings.push(at.error("MIXED_SCRIPT", format!("{word:?}"), "Latin and Cyrillic letters that look alike in one word"));
            }
        }
    }
}

/// Whether a word has letters of both scripts.
pub(in crate::gazetteer) fn is_mixed(word: &str) -> bool {
    let has = |range: std::ops::RangeInclusive<char>| word.chars().any(|c| range.contains(&c));
    has('\u{400}'..='\u{52F}') && (has('a'..='z') || has('A'..='Z') || has('\u{C0}'..='\u{24F}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_found_at_its_line() {
        for (cell, expected) in [
            ("Osmere", None),
            ("Київ", None),
            ("Osmere Київ", None),
            ("Os\u{200B}mere", Some("CONTROL_CHARACTER")),
            ("Os\u{7}mere", Some("CONTROL_CHARACTER")),
            ("Sa\u{303}o", Some("NOT_NFC")),
            ("São", None),
            ("Great  Osmere", Some("DOUBLE_SPACE")),
            ("Osmere |Skelby", Some("OUTER_SPACE")),
            ("\u{41E}smere", Some("MIXED_SCRIPT")),
        ] {
            let text = format!("# two\u{7}\nname\n{cell}\n");
            let mut findings = Vec::new();
            check(TableFile { name: "surnames.tsv", path: "x", text: &text }, &mut findings);
            let found: Vec<(&str, usize)> = findings.iter().map(|finding| (finding.code, finding.line)).collect();
            assert_eq!(found, expected.map(|code| (code, 3)).into_iter().collect::<Vec<_>>(), "{cell:?}");
        }
    }
}
