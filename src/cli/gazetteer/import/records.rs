//! Delimited text and query results as records: a header, and rows of cells with their lines.

use std::io::{BufRead, Read};

use serde_json::Value;

use super::Failure;
use crate::gazetteer::GazetteerError;
use crate::gazetteer::import::Record;

/// Reads a query result, whose format its first characters tell: JSON, SPARQL's or a plain list; TSV, SPARQL's or plain; CSV.
pub(super) fn read(file: &str, mut input: impl BufRead, each: impl FnMut(Record<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
    let start = input.fill_buf().map_err(|error| Failure::Io(format!("{file}: {error}")))?;
    let first = start.iter().find(|byte| byte.is_ascii_graphic());
    if matches!(first, Some(b'{' | b'[')) {
        return read_json(file, input, each);
    }
    let header = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if header.contains(&b'\t') || header.starts_with(b"?") { b'\t' } else { b',' };
    let terms = if header.starts_with(b"?") { Terms::Sparql } else { Terms::Plain };
    read_delimited(file, input, (delimiter, terms), |_| Ok(()), each)
}

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terms {
    /// As they are, or quoted as in CSV.
    Plain,
    /// With their types, as in SPARQL's TSV: its header has question marks, and its quotes are not those of CSV.
    Sparql,
}

/// Reads delimited text; `check` sees the header first.
pub(super) fn read_delimited(
    file: &str,
    input: impl Read,
    (delimiter, terms): (u8, Terms),
    check: impl FnOnce(&[String]) -> Result<(), Failure>,
    mut each: impl FnMut(Record<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Rows may end early: many programs leave empty cells at the end away.
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(delimiter).quoting(terms == Terms::Plain).flexible(true).has_headers(false).from_reader(input);
    let mut record = csv::StringRecord::new();
    if !reader.read_record(&mut record).map_err(|error| fault(file, error))? {
        return Ok(());
    }
    let name = |name: &str| name.trim_start_matches('\u{FEFF}').trim().trim_start_matches('?').to_owned();
    let header: Vec<String> = record.iter().map(name).collect();
    check(&header)?;
    let mut cells: Vec<String> = Vec::new();
    while reader.read_record(&mut record).map_err(|error| fault(file, error))? {
        let line = record.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or(1);
        if record.len() > header.len() {
            let expected = header.len();
            return Err(GazetteerError::CellCount { file: file.to_owned(), line, expected, found: record.len() }.into());
        }
        cells.clear();
        cells.extend(record.iter().map(|cell| if terms == Terms::Sparql { term(cell) } else { cell.to_owned() }));
        each(Record { line, header: &header, cells: &cells })?;
    }
    Ok(())
}

fn fault(file: &str, error: csv::Error) -> Failure {
    let line = error.position().map_or(1, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Io(format!("{file}: {error}")),
        csv::ErrorKind::Utf8 { .. } => Failure::Data(format!("{file}:{line}: not UTF-8")),
        kind => Failure::Data(format!("{file}:{line}: {kind:?}")),
    }
}

/// The value of a term of SPARQL's TSV: `<http://…>`, `"Kyiv"@en`, `"12"^^<…>`, `12`.
fn term(cell: &str) -> String {
    let cell = cell.trim();
    if let Some(iri) = cell.strip_prefix('<').and_then(|cell| cell.strip_suffix('>')) {
        return iri.to_owned();
    }
    let typed = cell.rsplit_once("^^<").map(|(value, _)| value);
    let tagged = cell.rsplit_once('@').filter(|(_, tag)| is_language(tag)).map(|(value, _)| value);
    let value = typed.or(tagged).unwrap_or(cell);
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    inner.replace("\\t", " ").replace("\\n", " ").replace("\\\"", "\"").replace("\\\\", "\\")
}

fn is_language(tag: &str) -> bool {
    tag.len() >= 2 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// SPARQL's JSON (`head.vars`, `results.bindings`), or the list of rows that the page calls JSON, verbose or not. Held as a whole: a query ends
/// after a minute, which bounds what it can give.
fn read_json(file: &str, input: impl Read, mut each: impl FnMut(Record<'_>) -> Result<(), Failure>) -> Result<(), Failure> {
    let json: Value = serde_json::from_reader(input).map_err(|error| match error.io_error_kind() {
        Some(kind) => Failure::Io(format!("{file}: {kind}")),
        None => Failure::Data(format!("{file}:{}: not JSON: {error}", error.line())),
    })?;
    let rows = json.pointer("/results/bindings").unwrap_or(&json).as_array();
    let rows = rows.ok_or_else(|| Failure::Data(format!("{file}:1: neither results.bindings nor a list of rows")))?;
    let declared = json.pointer("/head/vars").and_then(Value::as_array);
    let mut header: Vec<String> = declared.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if declared.is_none() {
        let names: std::collections::BTreeSet<&String> = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys()).collect();
        header = names.into_iter().cloned().collect();
    }
    for row in rows {
        let cells: Vec<String> = header.iter().map(|name| row.get(name).map(value).unwrap_or_default()).collect();
        // A line is not known any more; what is wrong in a row of a query is counted, never named.
        each(Record { line: 1, header: &header, cells: &cells })?;
    }
    Ok(())
}

fn value(cell: &Value) -> String {
    match cell.get("value").unwrap_or(cell) {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<String>, String> {
        let mut rows = Vec::new();
        read("q", text.as_bytes(), |record| {
            rows.push(["item", "itemLabel", "coord"].map(|name| record.get(name)).join("/"));
            Ok(())
        })
        .map_err(|failure| format!("{failure:?}"))?;
        Ok(rows)
    }

    #[test]
    fn every_format_of_a_query_result_is_read_alike() {
        for (name, text) in [
            (
                "verbose json",
                r#"{"head":{"vars":["item","itemLabel","coord"]},"results":{"bindings":[{"item":{"type":"uri","value":"Q1"},"itemLabel":{"type":"literal","value":"Os\"mere"},"coord":{"type":"literal","value":"Point(1 2)"}},{"item":{"type":"uri","value":"Q2"}}]}}"#,
            ),
            (
                "list of terms",
                r#"[{"item":{"value":"Q1"},"itemLabel":{"value":"Os\"mere"},"coord":{"value":"Point(1 2)"}},{"item":{"value":"Q2"}}]"#,
            ),
            ("json", r#" [{"item":"Q1","itemLabel":"Os\"mere","coord":"Point(1 2)"},{"item":"Q2"}]"#),
            ("csv", "item,itemLabel,coord\nQ1,\"Os\"\"mere\",Point(1 2)\r\nQ2,,\n"),
            ("tsv", "item\titemLabel\tcoord\nQ1\t\"Os\"\"mere\"\tPoint(1 2)\nQ2\t\t\n"),
            (
                "verbose tsv",
                "?item\t?itemLabel\t?coord\n<Q1>\t\"Os\\\"mere\"@en\t\"Point(1 2)\"^^<http://www.opengis.net/ont/geosparql#wktLiteral>\n<Q2>\t\t\n",
            ),
        ] {
            assert_eq!(rows(text).unwrap(), ["Q1/Os\"mere/Point(1 2)", "Q2//"], "{name}");
        }
    }

    #[test]
    fn faults_name_the_line() {
        assert!(rows("{\n\"head\":\n").unwrap_err().contains("q:3: not JSON"));
        assert!(rows("{}").unwrap_err().contains("q:1: neither"));
        assert!(rows("item,itemLabel\nQ1,a\nQ2,b,c\n").unwrap_err().contains("q:3: 3 cells where the header has 2"));
    }
}
