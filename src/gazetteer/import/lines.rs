//! Lines of files too large to be held.

use std::io::BufRead;

use crate::gazetteer::error::GazetteerError;

/// Calls `each` with the number of every line, from 1, and the line without its end. One buffer serves all lines.
///
/// # Errors
/// What cannot be read or is not UTF-8, and whatever `each` returns.
pub(super) fn lines(
    file: &str,
    mut input: impl BufRead,
    mut each: impl FnMut(usize, &str) -> Result<(), GazetteerError>,
) -> Result<(), GazetteerError> {
    let mut buffer = Vec::new();
    let mut number = 0;
    loop {
        buffer.clear();
        let length = input.read_until(b'\n', &mut buffer).map_err(|source| GazetteerError::Unreadable { file: file.to_owned(), source })?;
        if length == 0 {
            return Ok(());
        }
        number += 1;
        let line = std::str::from_utf8(&buffer).map_err(|_| GazetteerError::NotUtf8 { file: file.to_owned(), line: number })?;
        let line = if number == 1 { line.strip_prefix('\u{FEFF}').unwrap_or(line) } else { line };
        each(number, line.trim_end_matches(['\n', '\r']))?;
    }
}

/// The cells of a line that has to have `N` of them.
///
/// # Errors
/// [`GazetteerError::BadCell`] where it has not: these files have no header to compare with.
pub(super) fn cells<'a, const N: usize>(
    file: &str,
    number: usize,
    line: &'a str,
    expected: &'static str,
) -> Result<[&'a str; N], GazetteerError> {
    let mut cells = [""; N];
    let mut found = 0;
    for cell in line.split('\t') {
        if let Some(place) = cells.get_mut(found) {
            *place = cell;
        }
        found += 1;
    }
    match found == N {
        true => Ok(cells),
        false => Err(bad_cell(file, number, "line", &line.chars().take(40).collect::<String>(), expected)),
    }
}

/// A cell that is not what it should be.
pub(super) fn bad_cell(file: &str, line: usize, column: &'static str, value: &str, expected: &'static str) -> GazetteerError {
    GazetteerError::BadCell { file: file.to_owned(), line, column, value: value.to_owned(), expected }
}
