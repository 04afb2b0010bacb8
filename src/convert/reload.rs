//! What a reload changes.

use super::to_i64;
use crate::gazetteer::difference::{Change, ChangeCounts, Difference, EntryChange, KindDifference};
use crate::proto::v1;

/// The part of the answer to a reload that tells what differs; the rest is left to fill in.
pub fn difference(difference: Difference) -> v1::ReloadGazetteerResponse {
    let Difference { kinds, examples, tables } = difference;
    v1::ReloadGazetteerResponse {
        differences: kinds.into_iter().map(kind_difference).collect(),
        tables: super::strings(tables),
        examples: examples.into_iter().map(entry_change).collect(),
        ..Default::default()
    }
}

fn kind_difference(difference: KindDifference) -> v1::GazetteerKindDifference {
    let KindDifference { kind, entries, aliases } = difference;
    v1::GazetteerKindDifference {
        kind: v1::EntryKind::from(kind).into(),
        entries: Some(change_counts(entries)),
        aliases: Some(change_counts(aliases)),
    }
}

fn change_counts(counts: ChangeCounts) -> v1::ChangeCounts {
    let ChangeCounts { added, removed, changed } = counts;
    v1::ChangeCounts { added: to_i64(added), removed: to_i64(removed), changed: to_i64(changed) }
}

fn entry_change(change: EntryChange) -> v1::EntryChange {
    let EntryChange { change, kind, id, name, aliases_added, aliases_removed } = change;
    let change = match change {
        Change::Added => v1::EntryChangeKind::Added,
        Change::Removed => v1::EntryChangeKind::Removed,
        Change::Changed => v1::EntryChangeKind::Changed,
    };
    v1::EntryChange { change: change.into(), kind: v1::EntryKind::from(kind).into(), id, name, aliases_added, aliases_removed }
}
