//! Query results of Wikidata: rows of one item are merged, because a query gives a row for every combination of values.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{bearer, field, qid};
use super::{Codes, Draft, Intake, Record, table_of};
use crate::gazetteer::entry::EntryKind;

/// The variables of a query that are read; every other one is ignored. Several stand for one thing, the first that has a value is taken.
const VARIABLES: &[(&str, &[&str])] = &[
    ("kind", &["kind"]),
    ("country", &["countryCode", "country", "countryLabel"]),
    ("admin1", &["admin1Label", "admin1"]),
    ("population", &["population"]),
    ("description", &["description", "itemDescription"]),
    ("gender", &["genderLabel", "gender"]),
    ("category", &["category"]),
    ("class_path", &["classPath"]),
    ("specificity", &["specificity"]),
    ("origin", &["originCode", "origin", "originLabel"]),
];
const LABELS: &[&str] = &["itemLabel", "label"];
/// One name a row.
const ALIAS: &[&str] = &["alias", "altLabel"];
/// Several names, `|` between.
const ALIASES: &[&str] = &["aliases"];
/// What else is read, by name.
const OTHERS: &[&str] = &["item", "itemAltLabel", "coord", "location", "lat", "lon", "positionLabel", "position", "geonamesId"];

/// An item as its rows tell it so far.
#[derive(Debug, Default)]
struct Item {
    label: String,
    aliases: BTreeSet<String>,
    positions: BTreeSet<String>,
    geonames: String,
    cells: BTreeMap<&'static str, String>,
}

/// Items of one kind.
#[derive(Debug)]
pub struct Items {
    kind: EntryKind,
    constants: BTreeMap<&'static str, String>,
    items: BTreeMap<u64, Item>,
    rows_read: u64,
    without_item: u64,
}

/// The columns of a result that no variable of ours is called.
pub fn unused(header: &[String]) -> Vec<&str> {
    let is_known = |name: &str| {
        VARIABLES.iter().any(|(_, variables)| variables.contains(&name)) || [LABELS, ALIAS, ALIASES, OTHERS].concat().contains(&name)
    };
    header.iter().map(String::as_str).filter(|name| !is_known(name)).collect()
}

impl Items {
    /// None yet; `constants` are cells, by our columns, of items that do not tell their own.
    pub fn new(kind: EntryKind, constants: BTreeMap<&'static str, String>) -> Self {
        Self { kind, constants, items: BTreeMap::new(), rows_read: 0, without_item: 0 }
    }

    /// Takes a row. The first value of a fact stays.
    pub fn add(&mut self, record: Record<'_>) {
        self.rows_read += 1;
        let Some(number) = qid(record.get("item")).and_then(|id| id[1..].parse::<u64>().ok()) else {
            self.without_item += 1;
            return;
        };
        let item = self.items.entry(number).or_default();
        let first = |names: &[&str]| names.iter().map(|name| record.get(name)).find(|cell| !cell.is_empty()).unwrap_or_default();
        // Where an item has no label, the label service gives its id.
        let label = first(LABELS);
        if item.label.is_empty() && qid(label).is_none() {
            item.label = label.to_owned();
        }
        let alt_labels = record.get("itemAltLabel").split(", ");
        let aliases = first(ALIASES).split('|').chain([first(ALIAS)]).chain(alt_labels);
        item.aliases.extend(aliases.map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned));
        let position = first(&["positionLabel", "position"]);
        if !position.is_empty() && qid(position).is_none() {
            item.positions.insert(position.to_owned());
        }
        if item.geonames.is_empty() {
            item.geonames = record.get("geonamesId").to_owned();
        }
        let point = point(first(&["coord", "location"])).unwrap_or((record.get("lat"), record.get("lon")));
        let facts = VARIABLES.iter().map(|(column, variables)| (*column, first(variables)));
        for (column, value) in facts.chain([("lat", point.0), ("lon", point.1)]).filter(|(_, value)| !value.is_empty()) {
            item.cells.entry(column).or_insert_with(|| value.to_owned());
        }
    }

    /// Hands all items over, in the order of their numbers; values that our columns do not allow are left out and counted.
    pub fn into_intake(self, intake: &mut Intake<'_>) {
        intake.report.rows_read += self.rows_read;
        for _ in 0..self.without_item {
            intake.report.drop_row("no item, or none of Wikidata");
        }
        for (number, item) in self.items {
            let mut cells = self.constants.clone();
            if !item.positions.is_empty() {
                cells.insert("description", item.positions.into_iter().collect::<Vec<_>>().join(", "));
            }
            for (column, written) in item.cells.into_iter().filter(|(column, _)| table_of(self.kind).columns.contains(column)) {
                match field(column, &written, intake.reference()) {
                    _ if column == "description" && cells.contains_key(column) => {}
                    Ok(value) if value.is_empty() => {}
                    Ok(value) => {
                        cells.insert(column, value);
                    }
                    Err(_) => intake.report.drop_cell(column),
                }
            }
            let cell = |column: &str| cells.get(column).cloned().unwrap_or_default();
            // Aliases of places are full of vehicle plates and airports.
            let codes = if self.kind == EntryKind::Place { Codes::Dropped } else { Codes::Kept };
            let bearer = bearer(self.kind, cell, codes, true);
            let geonames = Some(format!("geonames:{}", item.geonames)).filter(|_| !item.geonames.is_empty());
            let names = [item.label].into_iter().chain(item.aliases).filter(|name| !name.is_empty()).collect();
            intake.add(&Draft { id: format!("wikidata:Q{number}"), other_ids: geonames.into_iter().collect(), names, cells, bearer });
        }
    }
}

/// Latitude and longitude of `Point(30.52 50.45)`, which has them the other way round.
fn point(written: &str) -> Option<(&str, &str)> {
    let inner = written.strip_prefix("Point(").or_else(|| written.strip_prefix("POINT("))?.strip_suffix(')')?;
    inner.split_once(' ').map(|(longitude, latitude)| (latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::import::reference::tests::reference;
    use crate::gazetteer::import::{Overlap, Report};

    fn table(kind: EntryKind, header: &[&str], rows: &[&[&str]]) -> (String, Report) {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let header = owned(header);
        let constants = if kind == EntryKind::Place { BTreeMap::from([("kind", "city".to_owned())]) } else { BTreeMap::new() };
        let mut items = Items::new(kind, constants);
        for row in rows {
            items.add(Record { line: 2, header: &header, cells: &owned(row) });
        }
        let mut intake = Intake::new(reference(), kind, Overlap::LeaveOut);
        items.into_intake(&mut intake);
        let mut out = Vec::new();
        let report = intake.write(&[], &mut out).unwrap();
        (String::from_utf8(out).unwrap().lines().skip(1).collect::<Vec<_>>().join("\n"), report)
    }

    #[test]
    fn rows_of_one_item_are_one_place() {
        let header = ["item", "itemLabel", "alias", "coord", "countryCode", "population"];
        let iri = "http://www.wikidata.org/entity/Q999999990";
        let rows: &[&[&str]] = &[
            &[iri, "Osmereburgh", "Osmerbourg", "Point(-2.1 54.1)", "GB", "20000"],
            &[iri, "Osmereburgh", "OSM", "Point(-2.1 54.1)", "GB", "20000"],
            &["Q999999991", "Q999999991", "", "", "", ""],
            &["", "Nowhere", "", "", "", ""],
            &["Q1899", "Kyiv", "", "", "", ""],
            &["Q999999992", "Nice", "", "Point(north)", "Atlantis", "many"],
        ];
        let (text, report) = table(EntryKind::Place, &header, rows);
        assert_eq!(
            text,
            "wikidata:Q999999992\t~Nice\t\tcity\t\t\t\t\t\t\t\t\nwikidata:Q999999990\tOsmereburgh\tOsmerbourg\tcity\t54.1\t-2.1\tGB\t\t20000\t\t\t"
        );
        let dropped: Vec<(&str, u64)> = report.rows_dropped.into_iter().collect();
        let expected = [("no item, or none of Wikidata", 1), ("no name that can be used", 1), ("the gazetteer knows it already", 1)];
        assert_eq!((dropped.as_slice(), report.rows_read), (expected.as_slice(), 6));
        assert_eq!(report.cells_dropped.into_keys().collect::<Vec<_>>(), ["country", "population"]);
    }

    #[test]
    fn people_keep_full_names_and_positions() {
        let header = ["item", "itemLabel", "itemAltLabel", "itemDescription", "positionLabel", "countryLabel", "genderLabel"];
        let row =
            |position| ["Q999999990", "Tilda Skelbyworth", "T. Skelbyworth, Skelbyworth", "a politician", position, "Ukraine", "female"];
        let (text, _) = table(EntryKind::Person, &header, &[&row("mayor of Osmere"), &row("member of parliament")]);
        assert_eq!(text, "wikidata:Q999999990\tTilda Skelbyworth\tT. Skelbyworth\t\tmayor of Osmere, member of parliament\tUA\tf");
    }

    #[test]
    fn variables_that_are_not_read_are_told() {
        let header = ["item", "itemLabel", "image"].map(str::to_owned);
        assert_eq!(unused(&header), ["image"]);
    }
}
