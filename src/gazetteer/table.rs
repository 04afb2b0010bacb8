//! Tab-separated tables: a header, rows, `#` comments, `|` between the values of a cell.

use std::cell::RefCell;

use super::error::GazetteerError;
use super::overlay::Overrides;
use super::schema::Schema;

/// One of a gazetteer's files.
#[derive(Clone, Copy, Debug)]
pub struct TableFile<'a> {
    /// Path within the gazetteer: `places.tsv`, `lexicon/en/verbs.tsv`.
    pub name: &'a str,
    /// Path as errors name it.
    pub path: &'a str,
    /// Its whole content.
    pub text: &'a str,
}

/// A file as part of its layers.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// The file.
    pub file: TableFile<'a>,
    /// Its columns.
    pub schema: &'static Schema,
    /// Number of its layer, from 0.
    pub layer: usize,
    /// Which rows later layers hide.
    pub overrides: &'a Overrides,
    /// Where faults are gathered, so that reading goes on after one; without it the first one ends the reading.
    pub faults: Option<&'a RefCell<Vec<GazetteerError>>>,
}

/// A row, which knows where it stands.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Path as errors name it.
    pub file: &'a str,
    /// From 1.
    pub line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell at the position that [`read`] was asked for.
    pub fn cell(&self, column: usize) -> &'a str {
        self.cells[column]
    }

    /// The cell's values, in order.
    pub fn values(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cells[column].split('|').filter(|value| !value.is_empty())
    }

    /// The cell as `parse` reads it.
    ///
    /// # Errors
    /// [`GazetteerError::BadCell`] when `parse` returns `None`.
    pub fn parse<T>(
        &self,
        column: usize,
        name: &'static str,
        expected: &'static str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, GazetteerError> {
        parse(self.cells[column]).ok_or_else(|| GazetteerError::BadCell {
            file: self.file.to_owned(),
            line: self.line,
            column: name,
            value: self.cells[column].to_owned(),
            expected,
        })
    }

    /// The error that this row's id was used before.
    pub fn duplicate_id(&self, id: &str) -> GazetteerError {
        GazetteerError::DuplicateId { file: self.file.to_owned(), line: self.line, id: id.to_owned() }
    }
}

/// Calls `each` with every row of `table` that no later layer hides, its cells in the order of `columns`.
///
/// # Errors
/// A missing or unknown column, a row of another length than the header, an entry without a name, and whatever `each` returns; the first
/// one, unless faults are gathered.
pub fn read<'a, const N: usize>(
    table: Table<'a>,
    columns: [&'static str; N],
    mut each: impl FnMut(&Row<'a>) -> Result<(), GazetteerError>,
) -> Result<(), GazetteerError> {
    let Table { file, schema, layer, overrides, faults } = table;
    let report = |error: GazetteerError| match faults {
        Some(faults) => {
            faults.borrow_mut().push(error);
            Ok(())
        }
        None => Err(error),
    };
    let (header, lines) = lines(file);
    if let Err(error) = check_header(file, schema, &header) {
        return report(error);
    }
    let position = |column: &str| header.iter().position(|name| *name == column);
    let positions = columns.map(position);
    let key_positions = key_positions(&header, schema);
    for (line, cells) in lines {
        let row = |positions: &[Option<usize>]| Row {
            file: file.path,
            line,
            cells: positions.iter().map(|position| position.map_or("", |position| cells[position].trim())).collect(),
        };
        let outcome = if overrides.hide(schema, layer, key(&cells, key_positions)) {
            Ok(())
        } else if cells.len() != header.len() {
            Err(GazetteerError::CellCount { file: file.path.to_owned(), line, expected: header.len(), found: cells.len() })
        } else {
            let name = position("name").filter(|_| schema.requires("name"));
            let named = row(&[name]).parse(0, "name", "a name", |cell| (name.is_none() || !cell.is_empty()).then_some(()));
            named.and_then(|()| each(&row(&positions)))
        };
        outcome.or_else(report)?;
    }
    Ok(())
}

/// Calls `each` with the key of every row that has one; faults are left for [`read`] to find.
pub fn read_keys<'a>(file: TableFile<'a>, schema: &'static Schema, mut each: impl FnMut(&'a str)) {
    let (header, lines) = lines(file);
    let positions = key_positions(&header, schema);
    for (_, cells) in lines {
        match key(&cells, positions) {
            "" => {}
            key => each(key),
        }
    }
}

/// The header and the rows with their line numbers, without comments, empty lines and the mark that some editors begin a file with.
fn lines<'a>(file: TableFile<'a>) -> (Vec<&'a str>, impl Iterator<Item = (usize, Vec<&'a str>)>) {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let header = lines.next().map(|(_, line)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    (header, lines.map(|(index, line)| (index + 1, line.split('\t').collect())))
}

/// Where the key and its substitute stand.
fn key_positions(header: &[&str], schema: &Schema) -> [Option<usize>; 2] {
    [0, 1].map(|column| schema.columns.get(column).and_then(|column| header.iter().position(|name| name == column)))
}

fn key<'a>(cells: &[&'a str], positions: [Option<usize>; 2]) -> &'a str {
    let mut keys = positions.into_iter().flatten().filter_map(|position| cells.get(position)).map(|cell| cell.trim());
    keys.find(|cell| !cell.is_empty()).unwrap_or_default()
}

/// Refuses a header that lacks what the table needs, or has what it does not know: a misspelled column would be lost in silence.
fn check_header(file: TableFile<'_>, schema: &Schema, header: &[&str]) -> Result<(), GazetteerError> {
    let name = || file.path.to_owned();
    for &column in schema.columns {
        if schema.requires(column) && !header.contains(&column) {
            return Err(GazetteerError::MissingColumn { file: name(), column });
        }
    }
    match header.iter().find(|column| !schema.columns.contains(column)) {
        Some(&column) => Err(GazetteerError::UnknownColumn { file: name(), column: column.to_owned() }),
        None => Ok(()),
    }
}
