//! What differs, for people and for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Located, Outcome, Totals, entries};
use crate::cli::grid::{Grid, Row, Side, one_line};
use crate::cli::table::words;
use crate::comparison::{Meaning, MeaningFacts};
use crate::extraction::{CountCategory, EntityKind, PlaceUsage, Qualifier, WeaponCategory};
use crate::extractor::Extractor;
use crate::proto::v1;

pub(super) fn table(outcome: &Outcome, width: usize, mut out: &mut dyn Write) -> io::Result<()> {
    entries::table(&outcome.entries, width, &mut out)?;
    if outcome.documents_read == 0 {
        return Ok(());
    }
    for document in &outcome.touched {
        let columns = vec![("", Side::Left), ("At", Side::Right), ("Kind", Side::Left), ("Text", Side::Left), ("Name", Side::Left)];
        let rows = document.changes.iter().map(row).collect();
        Grid { title: one_line(&document.name), columns, rows }.write(width, &mut out)?;
    }
    let columns = vec![("Kind", Side::Left), ("+ Added", Side::Right), ("- Lost", Side::Right), ("~ Changed", Side::Right)];
    let total = |(kind, totals): (&EntityKind, &Totals)| {
        let cells = [totals.added, totals.lost, totals.changed].map(|count| count.to_string());
        Row { cells: [kind.as_str().to_owned()].into_iter().chain(cells).collect(), note: String::new() }
    };
    Grid { title: "Mentions".into(), columns, rows: outcome.totals.iter().map(total).collect() }.write(width, &mut out)?;
    writeln!(out, "{} of {} documents touched", outcome.touched.len(), outcome.documents_read)
}

/// The names in a cell, and what else is said below: ids are long, and two of them have to be read whole.
fn row(located: &Located) -> Row {
    let Located { at: (line, column), surface, change } = located;
    let (sign, name, note) = match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.name == new.name => ("~", old.name.clone(), difference(old, new)),
        (Some(old), Some(new)) => ("~", format!("{} → {}", old.name, new.name), difference(old, new)),
        (Some(old), None) => ("-", old.name.clone(), told(&beside_name(old))),
        (None, Some(new)) => ("+", new.name.clone(), told(&beside_name(new))),
        (None, None) => ("", String::new(), String::new()),
    };
    let cells = [sign.to_owned(), format!("{line}:{column}"), change.kind.as_str().to_owned(), one_line(surface), one_line(&name)];
    Row { cells: cells.into(), note: one_line(&note) }
}

/// Old and new, without what they share but for the id.
fn difference(old: &Meaning, new: &Meaning) -> String {
    let (before, after) = (beside_name(old), beside_name(new));
    let (before, after): (Vec<String>, Vec<String>) = before.into_iter().zip(after).filter(|(before, after)| before != after).unzip();
    let subject = if old.id == new.id && !old.id.is_empty() { format!("{}: ", old.id) } else { String::new() };
    let change = format!("{} → {}", told(&before), told(&after));
    if before.is_empty() { old.id.clone() } else { format!("{subject}{change}") }
}

/// The parts that say something; a dash where none does.
fn told(parts: &[String]) -> String {
    let told = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if told.is_empty() { "–".to_owned() } else { told }
}

fn beside_name(meaning: &Meaning) -> Vec<String> {
    [vec![meaning.id.clone()], facts(meaning)].concat()
}

/// What a meaning says beside name and id, each fact at a place of its own.
fn facts(meaning: &Meaning) -> Vec<String> {
    match &meaning.facts {
        MeaningFacts::Person => Vec::new(),
        MeaningFacts::Place { kind, usage, location } => vec![
            kind.as_str().to_owned(),
            usage_words(*usage),
            location.map(|(latitude, longitude)| format!("{latitude:.4} {longitude:.4}")).unwrap_or_default(),
        ],
        MeaningFacts::Weapon(category) => vec![category.map(weapon_words).unwrap_or_default()],
        MeaningFacts::Count { value, bounds, qualifier, category, places } => {
            let number = match (value, bounds) {
                (Some(value), _) => value.to_string(),
                (None, (min, max)) => [min, max].map(|bound| bound.map(|bound| bound.to_string()).unwrap_or_default()).join("–"),
            };
            let place = if places.is_empty() { "no place".to_owned() } else { format!("in {}", places.join(", ")) };
            vec![number, qualifier_words(*qualifier), category.map(happened_words).unwrap_or_default(), place]
        }
    }
}

pub(super) fn json(outcome: &Outcome, old: &Extractor, new: &Extractor) -> Value {
    let gazetteer = |extractor: &Extractor| {
        let gazetteer = extractor.gazetteer();
        json!({"name": gazetteer.name(), "version": gazetteer.version(), "digest": gazetteer.digest()})
    };
    let documents = outcome.touched.iter().map(|document| {
        let changes = document.changes.iter().map(change_as_json).collect::<Vec<_>>();
        json!({"document": document.name, "changes": changes})
    });
    let totals = outcome.totals.iter().map(|(kind, Totals { added, lost, changed })| {
        (kind.as_str().to_owned(), json!({"added": added, "lost": lost, "changed": changed}))
    });
    json!({
        "base": gazetteer(old),
        "edited": gazetteer(new),
        "gazetteer": entries::json(&outcome.entries),
        "documents_read": outcome.documents_read,
        "documents_touched": outcome.touched.len(),
        "totals": totals.collect::<serde_json::Map<_, _>>(),
        "documents": documents.collect::<Vec<_>>(),
    })
}

fn change_as_json(located: &Located) -> Value {
    let Located { at: (line, column), surface, change } = located;
    let what = match (&change.old, &change.new) {
        (None, _) => "added",
        (_, None) => "lost",
        _ => "changed",
    };
    json!({
        "change": what,
        "kind": change.kind.as_str(),
        "line": line,
        "column": column,
        "text": surface,
        "old": change.old.as_ref().map(meaning_as_json),
        "new": change.new.as_ref().map(meaning_as_json),
    })
}

fn meaning_as_json(meaning: &Meaning) -> Value {
    let mut value = json!({"id": meaning.id, "name": meaning.name});
    match &meaning.facts {
        MeaningFacts::Person => {}
        MeaningFacts::Place { kind, usage, location } => {
            value["place_kind"] = json!(kind.as_str());
            value["usage"] = json!(usage_words(*usage));
            value["location"] = json!(location.map(|(latitude, longitude)| json!({"latitude": latitude, "longitude": longitude})));
        }
        MeaningFacts::Weapon(category) => value["category"] = json!(category.map(weapon_words)),
        MeaningFacts::Count { value: number, bounds: (min, max), qualifier, category, places } => {
            value["value"] = json!(number);
            value["min"] = json!(min);
            value["max"] = json!(max);
            value["qualifier"] = json!(qualifier_words(*qualifier));
            value["category"] = json!(category.map(happened_words));
            value["places"] = json!(places);
        }
    }
    value
}

fn usage_words(usage: PlaceUsage) -> String {
    words(v1::PlaceUsage::from(usage).as_str_name(), "PLACE_USAGE_")
}

fn qualifier_words(qualifier: Qualifier) -> String {
    words(v1::Qualifier::from(qualifier).as_str_name(), "QUALIFIER_")
}

fn weapon_words(category: WeaponCategory) -> String {
    words(v1::WeaponCategory::from(category).as_str_name(), "WEAPON_CATEGORY_")
}

fn happened_words(category: CountCategory) -> String {
    words(v1::CountCategory::from(category).as_str_name(), "COUNT_CATEGORY_")
}
