//! Checks of a gazetteer's tables before they can do harm: what stands in which row, and why that is a fault.
//!
//! An error is a row that is wrong whatever the news: it cannot be read, points at nothing, or makes an everyday word a name. A warning is a
//! row worth a look that may well be meant: two towns may share a name.

mod encoding;
mod ids;
mod names;
mod places;
mod rows;

use std::cell::RefCell;

use super::compile::Compiler;
use super::error::GazetteerError;
use super::overlay::{self, Layer, Overrides};
use super::table::TableFile;
use super::tables::EntryTables;
pub(super) use encoding::is_mixed;
use rows::Rows;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The row is wrong.
    Error,
    /// The row is worth a look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something found in a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What kind of finding, in UPPER_SNAKE.
    pub code: &'static str,
    /// What stands there.
    pub what: String,
    /// Why that is a fault.
    pub why: &'static str,
}

impl From<&GazetteerError> for Finding {
    fn from(error: &GazetteerError) -> Self {
        let (file, line) = error.place();
        let message = error.to_string();
        let what = message.strip_prefix(file).unwrap_or(&message);
        let what = what.strip_prefix(&format!(":{line}")).unwrap_or(what).trim_start_matches([':', ' ']);
        Self {
            file: file.to_owned(),
            line,
            severity: Severity::Error,
            code: error.code(),
            what: what.to_owned(),
            why: "a gazetteer with this row is not loaded",
        }
    }
}

/// Everything found in `layers` as they are laid over each other, by file, in the order of reading, and by line.
///
/// A finding about two rows is told at the later one, so that one in an overlay is the overlay's.
pub fn lint(layers: &[Layer<'_>]) -> Vec<Finding> {
    let overrides = Overrides::of(layers);
    let mut findings = faults(layers, &overrides);
    let faults_again = RefCell::default();
    let rows = Rows::gather(layers, &overrides, &faults_again);
    for file in layers.iter().flat_map(|layer| &layer.files) {
        encoding::check(*file, &mut findings);
    }
    ids::check(layers, &rows, &mut findings);
    names::check(&rows, &mut findings);
    places::check(&rows, &mut findings);
    let files: Vec<&str> = layers.iter().flat_map(|layer| &layer.files).map(|file| file.path).collect();
    let position = |finding: &Finding| files.iter().position(|file| *file == finding.file);
    findings.sort_by_cached_key(|finding| (position(finding), finding.clone()));
    findings.dedup();
    findings
}

/// All that keeps the layers from being loaded.
fn faults(layers: &[Layer<'_>], overrides: &Overrides) -> Vec<Finding> {
    let faults = RefCell::new(Vec::new());
    let (mut compiler, mut entries, mut sources) = (Compiler::default(), EntryTables::default(), Vec::new());
    for mut table in overlay::tables(layers, overrides) {
        table.faults = Some(&faults);
        if let Err(error) = super::read_table(&mut compiler, &mut entries, &mut sources, table) {
            faults.borrow_mut().push(error);
        }
    }
    faults.take().iter().map(Finding::from).collect()
}

/// A place in a file, for findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At<'a> {
    file: &'a str,
    line: usize,
}

impl At<'_> {
    fn error(self, code: &'static str, what: String, why: &'static str) -> Finding {
        self.finding(Severity::Error, code, what, why)
    }

    fn warning(self, code: &'static str, what: String, why: &'static str) -> Finding {
        self.finding(Severity::Warning, code, what, why)
    }

    fn finding(self, severity: Severity, code: &'static str, what: String, why: &'static str) -> Finding {
        Finding { file: self.file.to_owned(), line: self.line, severity, code, what, why }
    }
}

/// The lines of a file that are rows or the header, with their numbers.
fn written_lines<'a>(file: TableFile<'a>) -> impl Iterator<Item = (At<'a>, &'a str)> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    lines.map(move |(index, line)| (At { file: file.path, line: index + 1 }, line))
}

#[cfg(test)]
mod tests;
