//! Which tables a gazetteer may have, with the columns of each, in the order in which they are read.

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Entries: an `id` is unique, and a later layer's row replaces the earlier one.
    Entries,
    /// Rows of a list: a later layer adds to it.
    List,
}

/// A table that a gazetteer may have.
#[derive(Debug)]
pub struct Schema {
    /// Path within the gazetteer.
    pub table: &'static str,
    /// What its rows are.
    pub rows: Rows,
    /// Its columns. The first one is the key, which an overlay's removal names; where it is empty the second one is.
    pub columns: &'static [&'static str],
}

const fn entries(table: &'static str, columns: &'static [&'static str]) -> Schema {
    Schema { table, rows: Rows::Entries, columns }
}

const fn list(table: &'static str, columns: &'static [&'static str]) -> Schema {
    Schema { table, rows: Rows::List, columns }
}

/// Every table. Abbreviations and affixes come first: they decide how all the others are cut into tokens.
pub const TABLES: &[Schema] = &[
    list("gazetteer.tsv", &["name", "version"]),
    list("sources.tsv", &["name", "licence", "attribution", "url"]),
    list("lexicon/en/abbreviations.tsv", &["term", "before"]),
    list("lexicon/en/affixes.tsv", &["affix", "class"]),
    list("lexicon/en/function_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/numbers.tsv", &["term", "class", "value"]),
    list("lexicon/en/events.tsv", &["term", "class", "value"]),
    list("lexicon/en/units.tsv", &["term", "class", "value"]),
    list("lexicon/en/place_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/organisation_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/weapon_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/name_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/page_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/cues.tsv", &["term", "class", "value"]),
    list("lexicon/en/phrase_words.tsv", &["term", "class", "value"]),
    list("lexicon/en/type_words.tsv", &["term", "kind", "countries"]),
    list("lexicon/en/nouns.tsv", &["singular", "plural", "subject"]),
    list("lexicon/en/verbs.tsv", &["base", "past", "participle", "category", "frame"]),
    list("lexicon/en/plain_verbs.tsv", &["base", "past", "participle", "takes"]),
    list("lexicon/en/complements.tsv", &["term", "class"]),
    list("lexicon/en/frames.tsv", &["name", "verb", "role", "of", "with", "category"]),
    list("lexicon/en/happenings.tsv", &["term", "class", "kind", "strength"]),
    list("lexicon/en/parts_of_speech.tsv", &["term", "part"]),
    list("lexicon/en/endings.tsv", &["ending", "letters", "part"]),
    list("lexicon/en/tagging.tsv", &["name", "before", "can_be", "after", "is"]),
    list("lexicon/en/titles.tsv", &["term", "kind"]),
    list("lexicon/en/common_words.tsv", &["word"]),
    entries(
        "countries.tsv",
        &["id", "name", "aliases", "adjectives", "demonyms", "iso2", "lat", "lon", "population", "capital", "continent", "wikidata"],
    ),
    entries(
        "places.tsv",
        &["id", "name", "aliases", "kind", "lat", "lon", "country", "admin1", "population", "parent", "wikidata", "seat"],
    ),
    entries("people.tsv", &["id", "name", "aliases", "bare", "description", "country", "gender"]),
    entries("weapons.tsv", &["id", "name", "aliases", "category", "class_path", "specificity", "origin"]),
    entries("organisations.tsv", &["id", "name", "aliases", "kind", "country"]),
    list("given_names.tsv", &["name", "gender"]),
    list("surnames.tsv", &["name"]),
    list("stop_phrases.tsv", &["phrase", "kinds", "why"]),
];

impl Schema {
    /// The table of this name.
    pub fn of(table: &str) -> Option<&'static Self> {
        TABLES.iter().find(|schema| schema.table == table)
    }

    /// Whether a table has to have this column; any other one may be left out where all its cells would be empty.
    pub fn requires(&self, column: &str) -> bool {
        self.columns[0] == column || (self.rows == Rows::Entries && column == "name")
    }
}
