//! The gazetteer: what the engine knows by name, and the words of its rules. All of it is rows of tables; see `seeds/gazetteer/README.md`.

pub mod compile;
pub mod entry;
mod error;
pub mod lexicon;
pub mod matcher;
mod table;
mod tables;
mod words;

use sha2::{Digest, Sha256};

use compile::{Compiled, Compiler, Meaning, Sense};
use entry::{Alias, Entry};
pub use error::GazetteerError;
use matcher::{Matcher, PatternNumber};
pub use table::TableFile;
use tables::EntryTables;

use crate::text::Abbreviations;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(TableFile { name: $name, text: include_str!(concat!("../../seeds/gazetteer/", $name)) }),*]
    };
}

/// The tables that are part of the binary.
const BUILT_IN: &[TableFile<'static>] = built_in![
    "lexicon/abbreviations.tsv",
    "lexicon/function_words.tsv",
    "lexicon/numbers.tsv",
    "lexicon/events.tsv",
    "lexicon/units.tsv",
    "lexicon/place_words.tsv",
    "lexicon/nouns.tsv",
    "lexicon/verbs.tsv",
    "lexicon/titles.tsv",
    "countries.tsv",
    "places.tsv",
    "people.tsv",
    "weapons.tsv",
    "organisations.tsv",
    "given_names.tsv",
    "surnames.tsv",
    "stop_phrases.tsv",
];

/// A compiled gazetteer: immutable, shared by all extractions that use it.
#[derive(Debug)]
pub struct Gazetteer {
    name: String,
    version: String,
    digest: String,
    compiled: Compiled,
}

impl Gazetteer {
    /// The gazetteer compiled from the tables in `seeds/gazetteer/`, which are part of the binary.
    ///
    /// # Panics
    /// Never: a test compiles these very tables.
    pub fn built_in() -> Self {
        Self::try_compile("built-in", env!("CARGO_PKG_VERSION"), BUILT_IN).expect("the built-in tables are tested")
    }

    /// Compiles `files`, each read by the rule of its name.
    ///
    /// # Errors
    /// The first fault found, with file and line.
    pub fn try_compile(name: &str, version: &str, files: &[TableFile<'_>]) -> Result<Self, GazetteerError> {
        let mut compiler = Compiler::default();
        let mut entries = EntryTables::default();
        let mut digest = Sha256::new();
        for &file in files {
            read_table(&mut compiler, &mut entries, file)?;
            for part in [file.name, file.text] {
                digest.update((part.len() as u64).to_le_bytes());
                digest.update(part);
            }
        }
        let digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { name: name.into(), version: version.into(), digest, compiled: compiler.finish()? })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// SHA-256 over its tables, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Number of entries.
    pub fn entry_count(&self) -> usize {
        self.compiled.entries.len()
    }

    /// Number of aliases.
    pub fn alias_count(&self) -> usize {
        self.compiled.aliases.len()
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.compiled.entries
    }

    /// All aliases.
    pub fn aliases(&self) -> &[Alias] {
        &self.compiled.aliases
    }

    /// The entry that `alias` names.
    pub fn entry_of(&self, alias: &Alias) -> &Entry {
        &self.compiled.entries[alias.entry as usize]
    }

    /// What a pattern can mean.
    pub fn meanings(&self, pattern: PatternNumber) -> &[Meaning] {
        &self.compiled.meanings[pattern as usize]
    }

    /// The automata.
    pub fn matcher(&self) -> &Matcher {
        &self.compiled.matcher
    }

    /// The abbreviations that tokens are cut by.
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.compiled.abbreviations
    }
}

fn read_table(compiler: &mut Compiler, entries: &mut EntryTables, file: TableFile<'_>) -> Result<(), GazetteerError> {
    match file.name {
        "lexicon/abbreviations.tsv" => words::abbreviations(compiler, file),
        "lexicon/nouns.tsv" => words::nouns(compiler, file),
        "lexicon/verbs.tsv" => words::verbs(compiler, file),
        "lexicon/titles.tsv" => words::titles(compiler, file),
        name if name.starts_with("lexicon/") => words::words(compiler, file),
        "countries.tsv" => entries.countries(compiler, file),
        "places.tsv" => entries.places(compiler, file),
        "people.tsv" => entries.people(compiler, file),
        "weapons.tsv" => entries.weapons(compiler, file),
        "organisations.tsv" => entries.organisations(compiler, file),
        "given_names.tsv" => tables::name_list(compiler, file, Sense::GivenName),
        "surnames.tsv" => tables::name_list(compiler, file, Sense::Surname),
        "stop_phrases.tsv" => tables::stop_phrases(compiler, file),
        name => Err(GazetteerError::UnknownTable { file: name.to_owned() }),
    }
}
