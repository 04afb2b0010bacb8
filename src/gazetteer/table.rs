//! Tab-separated tables: a header, rows, `#` comments, `|` between the values of a cell.

use super::error::GazetteerError;

/// One of a gazetteer's files.
#[derive(Clone, Copy, Debug)]
pub struct TableFile<'a> {
    /// Path within the gazetteer, as errors name it.
    pub name: &'a str,
    /// Its whole content.
    pub text: &'a str,
}

/// A row, which knows where it stands.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    file: &'a str,
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

/// Calls `each` with every row of `file`, its cells in the order of `columns`.
///
/// # Errors
/// A missing column, a row of another length than the header, and whatever `each` returns.
pub fn read<'a, const N: usize>(
    file: TableFile<'a>,
    columns: [&'static str; N],
    mut each: impl FnMut(&Row<'a>) -> Result<(), GazetteerError>,
) -> Result<(), GazetteerError> {
    let mut lines = file.text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let header: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
    let mut positions = [0; N];
    for (position, column) in positions.iter_mut().zip(columns) {
        *position = header
            .iter()
            .position(|name| *name == column)
            .ok_or_else(|| GazetteerError::MissingColumn { file: file.name.to_owned(), column })?;
    }
    for (index, line) in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != header.len() {
            return Err(GazetteerError::CellCount {
                file: file.name.to_owned(),
                line: index + 1,
                expected: header.len(),
                found: cells.len(),
            });
        }
        each(&Row { file: file.name, line: index + 1, cells: positions.iter().map(|&position| cells[position].trim()).collect() })?;
    }
    Ok(())
}
