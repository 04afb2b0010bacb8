//! What can be wrong with a gazetteer: always a file, and where there is one, a line.

use thiserror::Error;

/// A fault in a gazetteer's tables.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// A table lacks a column that its kind needs.
    #[error("{file}: no column \"{column}\" in the header")]
    MissingColumn {
        /// The table.
        file: String,
        /// The column's name.
        column: &'static str,
    },
    /// A table has a column that its kind does not know.
    #[error("{file}: a column \"{column}\", which this table does not have")]
    UnknownColumn {
        /// The table.
        file: String,
        /// The column's name.
        column: String,
    },
    /// A row has more or fewer cells than the header.
    #[error("{file}:{line}: {found} cells where the header has {expected}")]
    CellCount {
        /// The table.
        file: String,
        /// From 1.
        line: usize,
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// A cell holds what its column does not allow.
    #[error("{file}:{line}: {column} \"{value}\" is not {expected}")]
    BadCell {
        /// The table.
        file: String,
        /// From 1.
        line: usize,
        /// The column's name.
        column: &'static str,
        /// What the cell holds.
        value: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// Two rows have one id.
    #[error("{file}:{line}: id \"{id}\" is used before")]
    DuplicateId {
        /// The table of the second row.
        file: String,
        /// From 1.
        line: usize,
        /// The id.
        id: String,
    },
    /// No kind of table has this name.
    #[error("{file}: not a table that a gazetteer has")]
    UnknownTable {
        /// The table.
        file: String,
    },
    /// A directory or file cannot be read.
    #[error("{file}: cannot be read")]
    Unreadable {
        /// The directory or file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not UTF-8.
    #[error("{file}:{line}: not UTF-8")]
    NotUtf8 {
        /// The file.
        file: String,
        /// From 1: the first line at fault.
        line: usize,
    },
    /// The automaton could not be built: too many or too long names.
    #[error("the matcher cannot be built")]
    Matcher(#[from] aho_corasick::BuildError),
}

impl GazetteerError {
    /// What is wrong, in UPPER_SNAKE.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingColumn { .. } => "MISSING_COLUMN",
            Self::UnknownColumn { .. } => "UNKNOWN_COLUMN",
            Self::CellCount { .. } => "CELL_COUNT",
            Self::BadCell { .. } => "BAD_CELL",
            Self::DuplicateId { .. } => "DUPLICATE_ID",
            Self::UnknownTable { .. } => "UNKNOWN_TABLE",
            Self::Unreadable { .. } => "UNREADABLE",
            Self::NotUtf8 { .. } => "NOT_UTF8",
            Self::Matcher(_) => "MATCHER",
        }
    }

    /// The file and the line at fault; a fault of a whole file is told at its first line.
    pub fn place(&self) -> (&str, usize) {
        match self {
            Self::CellCount { file, line, .. }
            | Self::BadCell { file, line, .. }
            | Self::DuplicateId { file, line, .. }
            | Self::NotUtf8 { file, line } => (file, *line),
            Self::MissingColumn { file, .. }
            | Self::UnknownColumn { file, .. }
            | Self::UnknownTable { file }
            | Self::Unreadable { file, .. } => (file, 1),
            Self::Matcher(_) => ("", 1),
        }
    }
}
