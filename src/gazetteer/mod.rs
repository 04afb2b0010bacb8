//! The gazetteer: what the engine knows by name, and the words of its rules. All of it is rows of tables; see `seeds/gazetteer/README.md`.

pub mod compile;
pub mod entry;
mod error;
pub mod import;
pub mod lexicon;
pub mod lint;
pub mod load;
pub mod matcher;
pub mod overlay;
pub mod schema;
mod source;
mod table;
mod tables;
mod totals;
mod words;

use sha2::{Digest, Sha256};

use compile::{Compiled, Compiler, Meaning, Sense};
use entry::{Alias, Entry, EntryNumber};
pub use error::GazetteerError;
use matcher::{Matcher, PatternNumber};
use overlay::{Layer, Overrides};
pub use source::Source;
pub use table::TableFile;
use table::{Table, read};
use tables::{EntryTables, Origins};
pub use totals::KindTotal;

use crate::text::Abbreviations;

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(TableFile {
            name: $name,
            path: concat!("seeds/gazetteer/", $name),
            text: include_str!(concat!("../../seeds/gazetteer/", $name)),
        }),*]
    };
}

/// The tables that are part of the binary.
const BUILT_IN: &[TableFile<'static>] = built_in![
    "sources.tsv",
    "lexicon/abbreviations.tsv",
    "lexicon/function_words.tsv",
    "lexicon/numbers.tsv",
    "lexicon/events.tsv",
    "lexicon/units.tsv",
    "lexicon/place_words.tsv",
    "lexicon/nouns.tsv",
    "lexicon/verbs.tsv",
    "lexicon/titles.tsv",
    "lexicon/common_words.tsv",
    "countries.tsv",
    "places.tsv",
    "people.tsv",
    "weapons.tsv",
    "organisations.tsv",
    "given_names.tsv",
    "surnames.tsv",
    "stop_phrases.tsv",
];

/// The layer below all others: the tables in `seeds/gazetteer/`, which are part of the binary.
pub fn built_in_layer() -> Layer<'static> {
    Layer { name: "built-in", version: env!("CARGO_PKG_VERSION"), files: BUILT_IN.to_vec() }
}

/// A compiled gazetteer: immutable, shared by all extractions that use it.
#[derive(Debug)]
pub struct Gazetteer {
    name: String,
    version: String,
    digest: String,
    sources: Vec<Source>,
    origins: Origins,
    compiled: Compiled,
}

impl Gazetteer {
    /// The gazetteer compiled from the tables in `seeds/gazetteer/`, which are part of the binary.
    ///
    /// # Panics
    /// Never: a test compiles these very tables.
    pub fn built_in() -> Self {
        Self::try_compile(&[built_in_layer()]).expect("the built-in tables are tested")
    }

    /// Compiles `layers`, the later ones laid over the earlier ones as [`overlay`] says. Names and versions are joined by `+`.
    ///
    /// # Errors
    /// The first fault found, with file and line.
    pub fn try_compile(layers: &[Layer<'_>]) -> Result<Self, GazetteerError> {
        let overrides = Overrides::of(layers);
        let mut compiler = Compiler::default();
        let mut entries = EntryTables::default();
        let mut sources = Vec::new();
        for file in layers.iter().flat_map(|layer| &layer.files) {
            if schema::Schema::of(file.name).is_none() {
                return Err(GazetteerError::UnknownTable { file: file.path.to_owned() });
            }
        }
        for table in overlay::tables(layers, &overrides) {
            read_table(&mut compiler, &mut entries, &mut sources, table)?;
        }
        let joined = |part: fn(&Layer<'_>) -> String| layers.iter().map(part).collect::<Vec<_>>().join("+");
        Ok(Self {
            name: joined(|layer| layer.name.to_owned()),
            version: joined(|layer| layer.version.to_owned()),
            digest: digest(layers),
            sources,
            origins: entries.origins,
            compiled: compiler.finish()?,
        })
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

    /// Number of patterns: folded strings that the automata look for.
    pub fn pattern_count(&self) -> usize {
        self.compiled.meanings.len()
    }

    /// Where its rows come from, with licence and attribution.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// File and line of the row that an entry was read from.
    pub fn origin(&self, entry: EntryNumber) -> (&str, usize) {
        self.origins.get(entry)
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

/// SHA-256 over names and contents of all files, in order, in hexadecimal.
fn digest(layers: &[Layer<'_>]) -> String {
    let mut digest = Sha256::new();
    for (number, layer) in layers.iter().enumerate() {
        if number > 0 {
            digest.update(b"overlay");
        }
        for part in layer.files.iter().flat_map(|file| [file.name, file.text]) {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_table(
    compiler: &mut Compiler,
    entries: &mut EntryTables,
    sources: &mut Vec<Source>,
    table: Table<'_>,
) -> Result<(), GazetteerError> {
    match table.schema.table {
        "gazetteer.tsv" => read(table, ["name"], |_| Ok(())),
        "sources.tsv" => source::sources(sources, table),
        "lexicon/abbreviations.tsv" => words::abbreviations(compiler, table),
        "lexicon/nouns.tsv" => words::nouns(compiler, table),
        "lexicon/verbs.tsv" => words::verbs(compiler, table),
        "lexicon/titles.tsv" => words::titles(compiler, table),
        // Known to the checks alone.
        "lexicon/common_words.tsv" => read(table, ["word"], |_| Ok(())),
        name if name.starts_with("lexicon/") => words::words(compiler, table),
        "countries.tsv" => entries.countries(compiler, table),
        "places.tsv" => entries.places(compiler, table),
        "people.tsv" => entries.people(compiler, table),
        "weapons.tsv" => entries.weapons(compiler, table),
        "organisations.tsv" => entries.organisations(compiler, table),
        "given_names.tsv" => tables::name_list(compiler, table, Sense::GivenName),
        "surnames.tsv" => tables::name_list(compiler, table, Sense::Surname),
        "stop_phrases.tsv" => tables::stop_phrases(compiler, table),
        name => Err(GazetteerError::UnknownTable { file: name.to_owned() }),
    }
}
