//! Ids, and rows that say the same twice.

use std::collections::{HashMap, HashSet};

use super::rows::{EntryRow, Kind, Rows};
use super::{At, Finding, written_lines};
use crate::gazetteer::overlay::{Layer, removal};
use crate::gazetteer::schema::{self, Schema};

/// Checks ids, removals and duplicates.
pub(super) fn check(layers: &[Layer<'_>], rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    for entry in rows.entries.iter().filter(|entry| !is_id(entry)) {
        let why =
            "an id is geonames:703448, wikidata:Q212, stringer:<kind>/<slug> or your own scheme:name, in small letters, digits, hyphens";
        findings.push(entry.at.error("BAD_ID", format!("{:?}", entry.id), why));
    }
    duplicates(rows, findings);
    removals(layers, findings);
}

fn is_id(entry: &EntryRow<'_>) -> bool {
    let Some((scheme, local)) = entry.id.split_once(':') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match scheme {
        "geonames" => digits(local),
        "wikidata" => local.strip_prefix('Q').is_some_and(digits),
        "stringer" => local.split_once('/').is_some_and(|(kind, slug)| is_own_kind(entry.kind, kind) && is_slug(slug)),
        _ => is_slug(scheme) && !local.is_empty() && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte)),
    }
}

fn is_own_kind(kind: Kind, word: &str) -> bool {
    kind.word() == word || (kind == Kind::Country && word == "country")
}

/// Small letters and digits in words with one hyphen between two.
fn is_slug(slug: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    slug.split('-').all(is_word)
}

fn duplicates(rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<(&str, &[&str]), At<'_>> = HashMap::new();
    // Two entries that differ in nothing but their ids share their name, and are found by that.
    for (at, table, cells) in &rows.written {
        if let Some(first) = seen.insert((table, cells), *at) {
            let what = format!("{:?}, also in {}:{}", cells.first().copied().unwrap_or_default(), first.file, first.line);
            findings.push(at.warning("DUPLICATE_ROW", what, "the row says what another one has said"));
        }
    }
}

/// Removals of what no earlier layer has: mostly a slip, sometimes a row that has gone.
fn removals(layers: &[Layer<'_>], findings: &mut Vec<Finding>) {
    let mut known: HashSet<(&str, &str)> = HashSet::new();
    for (number, layer) in layers.iter().enumerate() {
        let mut added = Vec::new();
        for file in &layer.files {
            let Some(schema) = Schema::of(file.name) else { continue };
            // Ids are unique over all tables; the keys of lists are not.
            let table = if schema.rows == schema::Rows::Entries { "" } else { schema.table };
            let mut lines = written_lines(*file);
            let header = lines.next().map(|(_, line)| line).unwrap_or_default();
            let position = |column: &str| header.split('\t').position(|name| name.trim() == column);
            let keys = [0, 1].map(|column| schema.columns.get(column).and_then(|column| position(column)));
            for (at, line) in lines {
                let cell = |position: Option<usize>| line.split('\t').nth(position?).map(str::trim).filter(|cell| !cell.is_empty());
                let Some(key) = cell(keys[0]).or_else(|| cell(keys[1])) else { continue };
                match removal(key) {
                    None => added.push((table, key)),
                    Some(removed) if number > 0 && known.contains(&(table, removed)) => {}
                    Some(removed) => {
                        findings.push(at.warning("UNKNOWN_REMOVAL", format!("{removed:?}"), "no earlier table has what the row removes"));
                    }
                }
            }
        }
        known.extend(added);
    }
}
