//! Which entries and names an edit adds, removes or changes, whatever texts there are.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::cli::grid::{Grid, Row, Side, one_line};
use crate::gazetteer::difference::{Change, ChangeCounts, Difference, EntryChange, KindDifference};

/// Entries that are shown one by one.
pub(super) const MAX_EXAMPLES: usize = 50;

pub(super) fn table(difference: &Difference, width: usize, out: &mut impl Write) -> io::Result<()> {
    let columns = vec![("", Side::Left), ("Kind", Side::Left), ("Id", Side::Left), ("Name", Side::Left)];
    let rows: Vec<Row> = difference.examples.iter().map(row).collect();
    if !rows.is_empty() {
        let all = difference.entries();
        let title = format!("{} of {} entries that differ", rows.len(), all.added + all.removed + all.changed);
        Grid { title, columns, rows }.write(width, out)?;
    }
    let columns = [("Kind", Side::Left), ("+ Entries", Side::Right), ("- Entries", Side::Right), ("~ Entries", Side::Right)]
        .into_iter()
        .chain([("+ Names", Side::Right), ("- Names", Side::Right), ("~ Names", Side::Right)])
        .collect();
    let totals = difference.kinds.iter().map(|KindDifference { kind, entries, aliases }| {
        let counts = [entries, aliases].into_iter().flat_map(|counts| [counts.added, counts.removed, counts.changed]);
        let cells = [kind.as_str().to_owned()].into_iter().chain(counts.map(|count| count.to_string())).collect();
        Row { cells, note: String::new() }
    });
    Grid { title: "Gazetteer".into(), columns, rows: totals.collect() }.write(width, out)
}

/// The entry, and its names that differ below it.
fn row(change: &EntryChange) -> Row {
    let EntryChange { change, kind, id, name, aliases_added, aliases_removed } = change;
    let sign = match change {
        Change::Added => "+",
        Change::Removed => "-",
        Change::Changed => "~",
    };
    let signed = |sign: &'static str, names: &[String]| names.iter().map(move |name| format!("{sign} {name}")).collect::<Vec<_>>();
    let names = [signed("+", aliases_added), signed("-", aliases_removed)].concat().join("; ");
    Row { cells: vec![sign.to_owned(), kind.as_str().to_owned(), id.clone(), one_line(name)], note: one_line(&names) }
}

pub(super) fn json(difference: &Difference) -> Value {
    let kinds = difference.kinds.iter().map(|KindDifference { kind, entries, aliases }| {
        (kind.as_str().to_owned(), json!({"entries": counts_as_json(*entries), "names": counts_as_json(*aliases)}))
    });
    json!({
        "kinds": kinds.collect::<serde_json::Map<_, _>>(),
        "tables": difference.tables,
        "entries": difference.examples.iter().map(change_as_json).collect::<Vec<_>>(),
    })
}

fn counts_as_json(ChangeCounts { added, removed, changed }: ChangeCounts) -> Value {
    json!({"added": added, "removed": removed, "changed": changed})
}

fn change_as_json(change: &EntryChange) -> Value {
    let EntryChange { change, kind, id, name, aliases_added, aliases_removed } = change;
    let what = match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    };
    json!({
        "change": what,
        "kind": kind.as_str(),
        "id": id,
        "name": name,
        "names_added": aliases_added,
        "names_removed": aliases_removed,
    })
}
