//! The rows that are in force, as they are written.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::At;
use crate::gazetteer::compile::{Compiler, split_mark};
use crate::gazetteer::entry::AliasClass;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::overlay::{self, Layer, Overrides};
use crate::gazetteer::schema;
use crate::gazetteer::table::{Row, Table, read};
use crate::gazetteer::words;
use crate::text::{Abbreviations, NormalizedText, Shape};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Country,
    Place,
    Person,
    Weapon,
    Organisation,
}

impl Kind {
    /// A country is a place.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Country | Self::Place => "place",
            Self::Person => "person",
            Self::Weapon => "weapon",
            Self::Organisation => "organisation",
        }
    }
}

/// A name as its row writes it.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    pub(super) is_safe: bool,
    /// The single name that alone means a person: a decision, so that what is odd about it is no error.
    pub(super) is_bare: bool,
    /// An adjective or demonym.
    pub(super) is_derived: bool,
    /// Folded tokens with one space between two.
    pub(super) folded: String,
    pub(super) tokens: usize,
    /// Every word all in capitals: the text has to write it so too.
    pub(super) is_upper: bool,
    /// Begins with a small letter.
    pub(super) is_lower: bool,
}

/// An entry's row.
#[derive(Clone, Debug)]
pub(super) struct EntryRow<'a> {
    pub(super) at: At<'a>,
    pub(super) kind: Kind,
    pub(super) id: &'a str,
    pub(super) names: Vec<Name<'a>>,
    pub(super) country: &'a str,
    pub(super) place_kind: &'a str,
    pub(super) location: Option<(f64, f64)>,
    pub(super) population: u64,
    pub(super) parent: &'a str,
    /// Of a country, its capital's name.
    pub(super) capital: &'a str,
    pub(super) is_capital: bool,
}

/// All rows in force.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub(super) entries: Vec<EntryRow<'a>>,
    /// Folded words of everyday language: `common_words.tsv` and the single words of the lexicon.
    pub(super) common: HashSet<String>,
    /// Folded given names and surnames.
    pub(super) person_names: HashSet<String>,
    /// Folded stop phrases, with the kinds they exclude; empty means all.
    pub(super) stops: HashMap<String, (At<'a>, &'a str)>,
    /// The cells of every row of a list, with its table: for duplicates.
    pub(super) written: Vec<(At<'a>, &'static str, Vec<&'a str>)>,
}

impl<'a> Rows<'a> {
    /// Gathers what can be read; `faults` takes what cannot, which is found by reading the tables for good.
    pub(super) fn gather(layers: &'a [Layer<'a>], overrides: &'a Overrides, faults: &'a RefCell<Vec<GazetteerError>>) -> Self {
        let mut rows = Self::default();
        let mut compiler = Compiler::default();
        for table in overlay::tables(layers, overrides) {
            let table = Table { faults: Some(faults), ..table };
            let outcome = match table.schema.rows {
                _ if table.schema.table == "lexicon/en/abbreviations.tsv" => words::abbreviations(&mut compiler, table),
                schema::Rows::Entries => rows.add_entries(table, &compiler.abbreviations),
                schema::Rows::List => rows.add_list(table, &compiler.abbreviations),
            };
            faults.borrow_mut().extend(outcome.err());
        }
        rows
    }

    fn add_entries(&mut self, table: Table<'a>, abbreviations: &Abbreviations) -> Result<(), GazetteerError> {
        let kind = match table.schema.table {
            "countries.tsv" => Kind::Country,
            "places.tsv" => Kind::Place,
            "people.tsv" => Kind::Person,
            "weapons.tsv" => Kind::Weapon,
            _ => Kind::Organisation,
        };
        let columns = [
            "id",
            "name",
            "aliases",
            "bare",
            "adjectives",
            "demonyms",
            "iso2",
            "country",
            "origin",
            "kind",
            "lat",
            "lon",
            "population",
            "parent",
            "capital",
            "seat",
        ];
        read(table, columns, |row| {
            let read_name = |written| name(written, abbreviations);
            // What is blocked is no name.
            let written = std::iter::once(row.cell(1)).chain(row.values(2)).filter(|written| !written.starts_with('!'));
            let mut names: Vec<Name<'a>> = written.map(read_name).collect();
            names.extend(row.values(3).map(|written| Name { is_bare: true, ..read_name(written) }));
            names.extend(row.values(4).chain(row.values(5)).map(|written| Name { is_derived: true, ..read_name(written) }));
            let location = row.cell(10).parse().ok().zip(row.cell(11).parse().ok());
            self.entries.push(EntryRow {
                at: at(row),
                kind,
                id: row.cell(0),
                names,
                country: [6, 7, 8].map(|column| row.cell(column)).into_iter().find(|code| !code.is_empty()).unwrap_or_default(),
                place_kind: row.cell(9),
                location,
                population: row.cell(12).parse().unwrap_or(0),
                parent: row.cell(13),
                capital: row.cell(14),
                is_capital: row.cell(15) == "capital",
            });
            Ok(())
        })
    }

    fn add_list(&mut self, table: Table<'a>, abbreviations: &Abbreviations) -> Result<(), GazetteerError> {
        let schema = table.schema;
        let column = |index: usize| schema.columns.get(index).copied().unwrap_or(schema.columns[0]);
        read(table, [0, 1, 2, 3, 4, 5].map(column), |row| {
            let written = if schema.table == "given_names.tsv" { split_mark(row.cell(0), abbreviations).1 } else { row.cell(0) };
            let (folded, tokens) = fold(written, abbreviations);
            match schema.table {
                "given_names.tsv" | "surnames.tsv" => {
                    self.person_names.insert(folded);
                }
                "stop_phrases.tsv" => {
                    self.stops.insert(folded, (at(row), row.cell(1)));
                }
                // A capital in the lexicon ("Afghan", "March") is a requirement: such a row is no everyday word in small letters.
                table if table.starts_with("lexicon/") && tokens == 1 && row.cell(0).starts_with(char::is_lowercase) => {
                    self.common.insert(folded);
                }
                _ => {}
            }
            self.written.push((at(row), schema.table, (0..schema.columns.len()).map(|column| row.cell(column)).collect()));
            Ok(())
        })
    }
}

fn at<'a>(row: &Row<'a>) -> At<'a> {
    At { file: row.file, line: row.line }
}

fn name<'a>(written: &'a str, abbreviations: &Abbreviations) -> Name<'a> {
    let (class, text) = split_mark(written, abbreviations);
    let normalized = NormalizedText::new(text, abbreviations);
    let tokens = normalized.tokens();
    Name {
        text,
        is_safe: class == AliasClass::Safe,
        is_bare: false,
        is_derived: false,
        folded: join(&normalized),
        tokens: tokens.len(),
        is_upper: !tokens.is_empty() && tokens.iter().all(|token| matches!(token.shape, Shape::Upper)),
        is_lower: tokens.first().is_some_and(|token| token.shape == Shape::Lower),
    }
}

fn fold(text: &str, abbreviations: &Abbreviations) -> (String, usize) {
    let normalized = NormalizedText::new(text, abbreviations);
    (join(&normalized), normalized.tokens().len())
}

fn join(text: &NormalizedText<'_>) -> String {
    (0..text.tokens().len()).map(|index| text.folded(index)).collect::<Vec<_>>().join(" ")
}
