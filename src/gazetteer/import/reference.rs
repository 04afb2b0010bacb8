//! What imported names are compared with: everything that the gazetteer at hand knows already.

use std::collections::{HashMap, HashSet};

use crate::extraction::PlaceKind;
use crate::gazetteer::compile::Sense;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::overlay::{self, Layer, Overrides};
use crate::gazetteer::table::read;
use crate::gazetteer::{Gazetteer, entry::Entry};
use crate::text::NormalizedText;

/// A gazetteer with its everyday words, ids and countries at hand.
#[derive(Debug)]
pub struct Reference {
    gazetteer: Gazetteer,
    /// Folded words of `common_words.tsv`, which the gazetteer itself leaves out.
    common: HashSet<String>,
    /// The entries' positions by id, `wikidata:Q212` of places among them.
    ids: HashMap<String, usize>,
    /// ISO 3166-1 alpha-2.
    countries: HashSet<String>,
}

impl Reference {
    /// What the tables of `layers` know.
    ///
    /// # Errors
    /// The first fault found in the tables, with file and line.
    pub fn try_new(layers: &[Layer<'_>]) -> Result<Self, GazetteerError> {
        let gazetteer = Gazetteer::try_compile(layers)?;
        let overrides = Overrides::of(layers);
        let mut common = HashSet::new();
        for table in overlay::tables(layers, &overrides).filter(|table| table.schema.table == "lexicon/en/common_words.tsv") {
            read(table, ["word"], |row| {
                common.insert(join(&NormalizedText::new(row.cell(0), gazetteer.abbreviations())));
                Ok(())
            })?;
        }
        let elsewhere = |entry: &Entry| entry.external_ids.iter().map(|(scheme, id)| format!("{scheme}:{id}")).collect::<Vec<_>>();
        let ids = gazetteer.entries().iter().enumerate().flat_map(|(position, entry)| {
            let ids = elsewhere(entry).into_iter().chain([entry.id.to_string()]);
            ids.map(move |id| (id, position))
        });
        let ids = ids.collect();
        let countries = gazetteer.entries().iter().filter_map(country_of).map(str::to_owned).collect();
        Ok(Self { gazetteer, common, ids, countries })
    }

    /// The gazetteer itself.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The entry that has this id, here or elsewhere.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.ids.get(id).map(|position| &self.gazetteer.entries()[*position])
    }

    /// Makes a country known that the tables lack and an import adds.
    pub fn add_country(&mut self, code: &str) {
        self.countries.insert(code.to_owned());
    }

    /// The code of the country that `written` is, by code or by name; `None` for what is no country.
    pub fn country_code(&self, written: &str) -> Option<&str> {
        if let Some(code) = self.countries.get(&written.to_uppercase()) {
            return Some(code);
        }
        let alias = |sense| match sense {
            Sense::Alias(number, _) => Some(&self.gazetteer.aliases()[number as usize]),
            _ => None,
        };
        let text = self.normalize(written);
        self.senses(&text).into_iter().filter_map(alias).find_map(|alias| country_of(self.gazetteer.entry_of(alias)))
    }

    /// A name cut and folded as matching does it.
    pub(super) fn normalize<'a>(&self, name: &'a str) -> NormalizedText<'a> {
        NormalizedText::new(name.strip_prefix("the ").unwrap_or(name), self.gazetteer.abbreviations())
    }

    /// The folded form that two spellings share which matching takes for one.
    pub(super) fn folded(&self, name: &str) -> String {
        join(&self.normalize(name))
    }

    pub(super) fn is_common_word(&self, text: &NormalizedText<'_>) -> bool {
        self.common.contains(&join(text))
    }

    /// All that the whole of `text` can mean, whatever its capitals.
    pub(super) fn senses(&self, text: &NormalizedText<'_>) -> Vec<Sense> {
        let whole = 0..text.tokens().len();
        let hits = self.gazetteer.matcher().find(text).into_iter().filter(|hit| hit.tokens() == whole);
        hits.flat_map(|hit| self.gazetteer.meanings(hit.pattern)).map(|meaning| meaning.sense).collect()
    }
}

fn country_of(entry: &Entry) -> Option<&str> {
    entry.place().filter(|place| place.kind == PlaceKind::Country && !place.country.is_empty()).map(|place| &*place.country)
}

fn join(text: &NormalizedText<'_>) -> String {
    let mut joined = String::new();
    for index in 0..text.tokens().len() {
        if index > 0 {
            joined.push(' ');
        }
        joined.push_str(text.folded(index));
    }
    joined
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::gazetteer::built_in_layer;

    /// The built-in tables, compiled once for the tests of this module.
    pub(in crate::gazetteer::import) fn reference() -> &'static Reference {
        static REFERENCE: OnceLock<Reference> = OnceLock::new();
        REFERENCE.get_or_init(|| Reference::try_new(&[built_in_layer()]).unwrap())
    }

    #[test]
    fn countries_are_known_by_code_and_by_name() {
        for (written, expected) in
            [("UA", Some("UA")), ("ua", Some("UA")), ("Ukraine", Some("UA")), ("Czech Republic", Some("CZ")), ("QQ", None), ("", None)]
        {
            assert_eq!(reference().country_code(written), expected, "{written:?}");
        }
        let name = |id: &str| reference().entry(id).map(|entry| &*entry.name);
        assert_eq!(["geonames:703448", "wikidata:Q1899", "geonames:0"].map(name), [Some("Kyiv"), Some("Kyiv"), None]);
    }
}
