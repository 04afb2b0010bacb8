//! Layers of tables: the built-in ones, and the directories laid over them in order.
//!
//! A row of a later layer adds an entry, or replaces the earlier one with its `id` as a whole: nothing of the earlier row is kept. A row
//! whose key begins with `-` removes: the entry with that id, or every row of a list with that key. Removals and replacements act on
//! earlier layers alone, so that a directory may remove a word and add it with another meaning.

use std::collections::HashMap;

use super::schema::{Rows, Schema};
use super::table::{Table, TableFile, read_keys};

/// One gazetteer's tables, to be laid over those before it.
#[derive(Clone, Debug)]
pub struct Layer<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Its tables.
    pub files: Vec<TableFile<'a>>,
}

/// Which rows of earlier layers the later ones hide.
#[derive(Debug, Default)]
pub struct Overrides {
    /// The last layer that has, replaces or removes each id.
    entries: HashMap<String, usize>,
    /// The last layer that removes each key of a list.
    removed: HashMap<(&'static str, String), usize>,
}

/// The key of the row that a key beginning with `-` removes.
pub fn removal(key: &str) -> Option<&str> {
    key.strip_prefix('-').map(str::trim)
}

impl Overrides {
    /// What the layers after the first hide.
    pub fn of(layers: &[Layer<'_>]) -> Self {
        let mut overrides = Self::default();
        for (layer, file) in
            layers.iter().enumerate().skip(1).flat_map(|(number, layer)| layer.files.iter().map(move |file| (number, *file)))
        {
            let Some(schema) = Schema::of(file.name) else { continue };
            read_keys(file, schema, |key| match (schema.rows, removal(key)) {
                (Rows::Entries, removed) => {
                    overrides.entries.insert(removed.unwrap_or(key).to_owned(), layer);
                }
                (Rows::List, Some(removed)) => {
                    overrides.removed.insert((schema.table, removed.to_owned()), layer);
                }
                (Rows::List, None) => {}
            });
        }
        overrides
    }

    /// Whether a later layer than `layer` replaces or removes the row with this key, or the row is itself a removal.
    pub fn hide(&self, schema: &'static Schema, layer: usize, key: &str) -> bool {
        let later = || match schema.rows {
            Rows::Entries => self.entries.get(key).copied(),
            // Without removals, which is most of the time, no key is copied.
            Rows::List if self.removed.is_empty() => None,
            Rows::List => self.removed.get(&(schema.table, key.to_owned())).copied(),
        };
        removal(key).is_some() || later().is_some_and(|later| later > layer)
    }
}

/// The tables of all layers in the order in which they are read: by kind, then by layer.
pub fn tables<'a>(layers: &'a [Layer<'a>], overrides: &'a Overrides) -> impl Iterator<Item = Table<'a>> {
    super::schema::TABLES.iter().flat_map(move |schema| {
        layers.iter().enumerate().flat_map(move |(layer, tables)| {
            let files = tables.files.iter().filter(move |file| file.name == schema.table);
            files.map(move |file| Table { file: *file, schema, layer, overrides, faults: None })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;

    const PLACES: &str = "id\tname\taliases\tkind\tcountry\nx:1\tSkelby\tOld Skelby\tcity\tGB\nx:2\tTarnwick\t\tcity\tGB\n";

    fn compile(layers: &[&[(&'static str, &'static str)]]) -> Result<Gazetteer, String> {
        let file = |&(name, text): &(&'static str, &'static str)| TableFile { name, path: name, text };
        let layers: Vec<Layer<'_>> =
            layers.iter().map(|files| Layer { name: "x", version: "1", files: files.iter().map(file).collect() }).collect();
        Gazetteer::try_compile(&layers).map_err(|error| error.to_string())
    }

    fn names(gazetteer: &Gazetteer) -> Vec<&str> {
        gazetteer.entries().iter().map(|entry| &*entry.name).collect()
    }

    #[test]
    fn rows_add_replace_and_remove_and_the_last_layer_wins() {
        for (name, over, expected) in [
            ("nothing", vec![], vec!["Skelby", "Tarnwick"]),
            ("add", vec!["id\tname\tkind\nx:3\tOsmere\tcity\n"], vec!["Skelby", "Tarnwick", "Osmere"]),
            ("replace", vec!["id\tname\tkind\nx:1\tNew Skelby\tcity\n"], vec!["Tarnwick", "New Skelby"]),
            ("remove", vec!["id\tname\n-x:1\t\n"], vec!["Tarnwick"]),
            ("remove, without the other cells", vec!["id\tname\tkind\n-x:1\n"], vec!["Tarnwick"]),
            ("remove what is not there", vec!["id\tname\n-x:9\t\n"], vec!["Skelby", "Tarnwick"]),
            ("remove, then add again", vec!["id\tname\n-x:2\t\n", "id\tname\tkind\nx:2\tTarn\tcity\n"], vec!["Skelby", "Tarn"]),
            ("replace, then remove", vec!["id\tname\tkind\nx:2\tTarn\tcity\n", "id\tname\n-x:2\t\n"], vec!["Skelby"]),
            ("windows", vec!["\u{feff}id\tname\tkind\r\nx:3\tOsmere\tcity\r\n"], vec!["Skelby", "Tarnwick", "Osmere"]),
        ] {
            let over: Vec<[(&'static str, &'static str); 1]> = over.into_iter().map(|text| [("places.tsv", text)]).collect();
            let mut layers: Vec<&[(&'static str, &'static str)]> = vec![&[("places.tsv", PLACES)]];
            layers.extend(over.iter().map(|layer| layer.as_slice()));
            let gazetteer = compile(&layers).unwrap();
            assert_eq!(names(&gazetteer), expected, "{name}");
        }
    }

    #[test]
    fn a_replaced_entry_keeps_nothing_of_the_earlier_row() {
        let gazetteer = compile(&[&[("places.tsv", PLACES)], &[("places.tsv", "id\tname\tkind\nx:1\tSkelby\tcity\n")]]).unwrap();
        assert!(gazetteer.aliases().iter().all(|alias| &*alias.text != "Old Skelby"));
        let skelby = gazetteer.entries().iter().find(|entry| &*entry.id == "x:1").unwrap();
        assert_eq!(&*skelby.place().unwrap().country, "");
    }

    #[test]
    fn lists_grow_and_a_dash_removes_from_them() {
        let layer: &[(&str, &str)] = &[("lexicon/en/verbs.tsv", "base\tpast\tparticiple\tcategory\tframe\nfell\t\t\tkilled\tobject\n")];
        let patterns = |over: &'static str| compile(&[layer, &[("lexicon/en/verbs.tsv", over)]]).unwrap().pattern_count();
        let alone = compile(&[layer]).unwrap().pattern_count();
        assert!(alone > 0);
        assert_eq!(patterns("base\n-fell\n"), 0);
        assert_eq!(patterns("base\tcategory\tframe\nmaim\tinjured\tobject\n"), alone + 4, "maim, maims, maimed, maiming");
        assert_eq!(patterns("base\tpast\tcategory\tframe\n-fell\t\t\t\nfell\t\tinjured\tobject\n"), alone);
    }

    #[test]
    fn faults_name_file_and_line() {
        for (table, text, expected) in [
            ("places.tsv", "id\tkind\nx:3\tcity\n", "places.tsv: no column \"name\" in the header"),
            ("places.tsv", "id\tname\talias\n", "places.tsv: a column \"alias\", which this table does not have"),
            ("places.tsv", "id\tname\tkind\nx:3\tOsmere\n", "places.tsv:2: 2 cells where the header has 3"),
            ("places.tsv", "# a note\n\nid\tname\tkind\nx:3\tOsmere\ttown\n", "places.tsv:4: kind \"town\" is not a kind of place"),
            ("places.tsv", "id\tname\tkind\nx:3\tA\tcity\nx:3\tB\tcity\n", "places.tsv:3: id \"x:3\" is used before"),
            ("people.tsv", "id\tname\nx:7\t\n", "people.tsv:2: name \"\" is not a name"),
        ] {
            assert_eq!(compile(&[&[("places.tsv", PLACES)], &[(table, text)]]).unwrap_err(), expected);
        }
    }

    #[test]
    fn the_digest_is_over_all_layers_in_order() {
        let a = [("surnames.tsv", "name\nOsmere\n")];
        let b = [("surnames.tsv", "name\nSkelby\n")];
        let digest = |layers: &[&[(&'static str, &'static str)]]| compile(layers).unwrap().digest().to_owned();
        assert_eq!(digest(&[&a, &b]), digest(&[&a, &b]));
        let all = [digest(&[&a]), digest(&[&b]), digest(&[&a, &b]), digest(&[&b, &a])];
        assert!((0..4).all(|one| (0..one).all(|other| all[one] != all[other])), "{all:?}");
    }
}
