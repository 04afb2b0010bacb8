//! The gazetteer: what the engine knows by name, and the words of its rules. All of it is rows of tables; see `seeds/gazetteer/README.md`.

mod classes;
pub mod compile;
pub mod difference;
pub mod draft;
pub mod ending;
pub mod entry;
mod error;
pub mod grammar;
mod identity;
pub mod import;
pub mod lexicon;
pub mod lint;
pub mod load;
pub mod matcher;
pub mod overlay;
mod patterns;
pub mod schema;
mod source;
mod table;
mod tables;
mod totals;
pub mod variants;
mod words;

use std::hash::BuildHasher;
use std::ops::Range;

pub use classes::WordClasses;
use compile::{Compiled, Compiler, Meaning, MeaningNumber};
use ending::Endings;
use entry::{Alias, Entry, EntryNumber};
pub use error::GazetteerError;
pub use identity::Identity;
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
    "lexicon/en/abbreviations.tsv",
    "lexicon/en/affixes.tsv",
    "lexicon/en/function_words.tsv",
    "lexicon/en/numbers.tsv",
    "lexicon/en/events.tsv",
    "lexicon/en/units.tsv",
    "lexicon/en/place_words.tsv",
    "lexicon/en/organisation_words.tsv",
    "lexicon/en/weapon_words.tsv",
    "lexicon/en/name_words.tsv",
    "lexicon/en/page_words.tsv",
    "lexicon/en/cues.tsv",
    "lexicon/en/phrase_words.tsv",
    "lexicon/en/type_words.tsv",
    "lexicon/en/nouns.tsv",
    "lexicon/en/verbs.tsv",
    "lexicon/en/plain_verbs.tsv",
    "lexicon/en/complements.tsv",
    "lexicon/en/frames.tsv",
    "lexicon/en/happenings.tsv",
    "lexicon/en/parts_of_speech.tsv",
    "lexicon/en/endings.tsv",
    "lexicon/en/tagging.tsv",
    "lexicon/en/titles.tsv",
    "lexicon/en/common_words.tsv",
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
    identity: Identity,
    /// What tells one table's content from another's, by table, in the order of reading.
    fingerprints: Vec<(&'static str, u64)>,
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
        Ok(Self {
            identity: Identity::of(layers),
            fingerprints: fingerprints(layers),
            sources,
            origins: entries.origins,
            compiled: compiler.finish()?,
        })
    }

    /// Name, version and digest.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.identity.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.identity.version
    }

    /// SHA-256 over its tables, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.identity.digest
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
        self.compiled.meanings.get(pattern)
    }

    /// The numbers of what a pattern can mean.
    #[inline]
    pub fn meaning_numbers(&self, pattern: PatternNumber) -> Range<MeaningNumber> {
        self.compiled.meanings.numbers(pattern)
    }

    /// The meaning of this number.
    #[inline]
    pub fn meaning(&self, number: MeaningNumber) -> &Meaning {
        self.compiled.meanings.meaning(number)
    }

    /// The automata.
    pub fn matcher(&self) -> &Matcher {
        &self.compiled.matcher
    }

    /// Parts of speech, verbs and their frames.
    pub fn grammar(&self) -> &grammar::Grammar {
        &self.compiled.grammar
    }

    /// The endings that tell what a word is.
    pub fn endings(&self) -> &Endings {
        &self.compiled.endings
    }

    /// The abbreviations that tokens are cut by.
    pub fn abbreviations(&self) -> &Abbreviations {
        &self.compiled.abbreviations
    }
}

/// Of each table that there is, a hash of its text in all layers.
fn fingerprints(layers: &[Layer<'_>]) -> Vec<(&'static str, u64)> {
    let files: Vec<&TableFile<'_>> = layers.iter().flat_map(|layer| &layer.files).collect();
    let texts = |table: &str| files.iter().filter(|file| file.name == table).map(|file| file.text).collect::<Vec<_>>();
    let tables = schema::TABLES.iter().map(|schema| (schema.table, texts(schema.table))).filter(|(_, texts)| !texts.is_empty());
    tables.map(|(table, texts)| (table, foldhash::quality::FixedState::default().hash_one(texts))).collect()
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
        "lexicon/en/abbreviations.tsv" => words::abbreviations(compiler, table),
        "lexicon/en/affixes.tsv" => words::affixes(compiler, table),
        "lexicon/en/nouns.tsv" => words::nouns(compiler, table),
        "lexicon/en/verbs.tsv" => words::verbs(compiler, table),
        "lexicon/en/plain_verbs.tsv" => words::plain_verbs(compiler, table),
        "lexicon/en/complements.tsv" => words::complements(compiler, table),
        "lexicon/en/frames.tsv" => words::frames(compiler, table),
        "lexicon/en/happenings.tsv" => words::happenings(compiler, table),
        "lexicon/en/parts_of_speech.tsv" => words::parts_of_speech(compiler, table),
        "lexicon/en/endings.tsv" => words::endings(compiler, table),
        "lexicon/en/tagging.tsv" => words::tagging(compiler, table),
        "lexicon/en/titles.tsv" => words::titles(compiler, table),
        "lexicon/en/common_words.tsv" => words::common_words(compiler, table),
        "lexicon/en/type_words.tsv" => words::type_words(compiler, table),
        name if name.starts_with("lexicon/") => words::words(compiler, table),
        "countries.tsv" => entries.countries(compiler, table),
        "places.tsv" => entries.places(compiler, table),
        "people.tsv" => entries.people(compiler, table),
        "weapons.tsv" => entries.weapons(compiler, table),
        "organisations.tsv" => entries.organisations(compiler, table),
        "given_names.tsv" => tables::given_names(compiler, table),
        "surnames.tsv" => tables::surnames(compiler, table),
        "stop_phrases.tsv" => tables::stop_phrases(compiler, table),
        name => Err(GazetteerError::UnknownTable { file: name.to_owned() }),
    }
}
