//! From other projects' files to our tables: GeoNames dumps, query results of Wikidata, any table of a newsroom's own.
//!
//! Each format makes [`Draft`]s; one [`Intake`] takes them all, and there one function, [`Reference::classify`], decides of every name
//! whether it is safe, ambiguous or none at all. Nothing here opens a file or looks at a clock: input is a `BufRead` or a [`Record`], output
//! a `Write`, and the same input gives the same bytes.

mod classify;
mod fields;
pub mod geonames;
mod intake;
mod lines;
pub mod own;
mod reference;
mod report;
mod slug;
mod spelling;
pub mod wikidata;

pub use classify::{Bearer, Codes, Doubt, SMALL_PLACE, Verdict, WELL_KNOWN_PLACE};
pub use intake::{Draft, Intake, Overlap};
pub use reference::Reference;
pub use report::Report;
pub use spelling::Flaw;

use std::collections::BTreeMap;

use super::entry::EntryKind;
use super::schema::Schema;

/// A row of somebody else's table: cells under the names of their columns.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Where it stands in its file, from 1.
    pub line: usize,
    /// The columns' names.
    pub header: &'a [String],
    /// One cell a column; those at the end may be missing.
    pub cells: &'a [String],
}

impl<'a> Record<'a> {
    /// The cell in `column`, without space around it; empty where there is none.
    pub fn get(&self, column: &str) -> &'a str {
        let position = self.header.iter().position(|name| name == column);
        position.and_then(|position| self.cells.get(position)).map_or("", |cell| cell.trim())
    }
}

/// The table that entries of `kind` are rows of.
pub fn table_of(kind: EntryKind) -> &'static Schema {
    let name = match kind {
        EntryKind::Person => "people.tsv",
        EntryKind::Place => "places.tsv",
        EntryKind::Weapon => "weapons.tsv",
        EntryKind::Organisation => "organisations.tsv",
    };
    Schema::of(name).expect("every kind has a table")
}

/// The cells of an entry that says nothing else: a place is a city, a weapon a model of no named category.
pub fn defaults(kind: EntryKind) -> BTreeMap<&'static str, String> {
    let cells: &[(&'static str, &str)] = match kind {
        EntryKind::Place => &[("kind", "city")],
        EntryKind::Weapon => &[("category", "other"), ("specificity", "model")],
        EntryKind::Person | EntryKind::Organisation => &[],
    };
    cells.iter().map(|(column, value)| (*column, (*value).to_owned())).collect()
}

/// A cell of our `column` as `written` gives it, for every entry of an import.
///
/// # Errors
/// What the column expects.
pub fn constant(kind: EntryKind, column: &str, written: &str, reference: &Reference) -> Result<(&'static str, String), String> {
    let columns = table_of(kind).columns;
    let column = columns.iter().find(|known| **known == column && !matches!(column, "id" | "name" | "aliases"));
    let column = column.ok_or_else(|| format!("{} has no such column to set", table_of(kind).table))?;
    fields::field(column, written, reference).map(|value| (*column, value)).map_err(|expected| format!("not {expected}"))
}
