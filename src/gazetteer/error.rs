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
    /// The automaton could not be built: too many or too long names.
    #[error("the matcher cannot be built")]
    Matcher(#[from] aho_corasick::BuildError),
}
