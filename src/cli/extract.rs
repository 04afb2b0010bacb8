//! `stringer extract`: files or standard input in, what was found in them out; no server needed.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::ValueEnum;

use super::{EXIT_FAILURE, complain, load_gazetteer, table};
use crate::convert::{View, Writer};
use crate::extraction::{Date, EntityKind};
use crate::extractor::{ExtractOptions, Extractor};
use crate::proto::v1;
use crate::span::OffsetEncoding;

/// Columns of a table that is not written to a terminal.
const DEFAULT_COLUMNS: usize = 80;
/// In a terminal narrower than this a table is wrapped: six columns need the room.
const MIN_COLUMNS: usize = 60;
/// Offsets are 32-bit numbers.
const MAX_TEXT_BYTES: usize = i32::MAX as usize;

/// Extract people, places, weapon types, counts and events from files or standard input.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Texts in UTF-8; "-" or none at all reads standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to write what was found [default: table on a terminal; otherwise json, or jsonl for more than one file].
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What to return; events come with counts.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND,...")]
    kinds: Vec<Kind>,
    /// The unit of the offsets in JSON.
    #[arg(long, value_enum, default_value_t = Offsets::Utf8)]
    offsets: Offsets,
    /// How much to write: full adds evidence, alternatives, numbers and dropped candidates.
    #[arg(long, value_enum, default_value_t = Detail::Basic)]
    view: Detail,
    /// Say of every mention which row and rule accepted it, and of every other candidate and number why it is none: implies --view full.
    #[arg(long)]
    explain: bool,
    /// Where the outlet is at home, as ISO 3166-1 alpha-2 codes: of places that share a name, theirs are likelier.
    #[arg(long, value_delimiter = ',', value_name = "CC,...", value_parser = country_code)]
    countries: Vec<String>,
    /// The day of publication, YYYY-MM-DD: from there "Monday" and "yesterday" are dates, and "in 2014" is another year.
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<Date>,
    /// Leave out mentions and counts below this confidence, 0 to 1.
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    min_confidence: Option<f32>,
    /// Return adjectives and demonyms ("Ukrainian") as mentions of their country.
    #[arg(long)]
    include_demonyms: bool,
    /// Lay the tables in DIR over the built-in gazetteer; may be given more than once, later ones win.
    #[arg(long, value_name = "DIR")]
    gazetteer: Vec<PathBuf>,
    /// Columns of the table [default: those of the terminal, or 80].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(60..))]
    columns: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// Indented JSON.
    Json,
    /// JSON, one line per file.
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    People,
    Places,
    Weapons,
    Counts,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Offsets {
    /// UTF-8 bytes.
    Utf8,
    /// UTF-16 code units: Java, JavaScript, C#.
    Utf16,
    /// Code points: Python.
    CodePoints,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Detail {
    Basic,
    Full,
}

pub(super) fn main(args: Args) -> ExitCode {
    let gazetteer = match load_gazetteer(&args.gazetteer) {
        Ok(gazetteer) => gazetteer,
        Err(code) => return code,
    };
    let extractor = Extractor::new(Arc::new(gazetteer));
    let mut out = BufWriter::new(io::stdout().lock());
    match extract_all(&args, &extractor, &mut out).and_then(|failures| out.flush().map(|()| failures)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(EXIT_FAILURE),
        // Whoever read our output, `head` for instance, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("standard output: {error}"));
            ExitCode::from(EXIT_FAILURE)
        }
    }
}

/// Extracts every input in order and returns how many could not be read; fails only where the output cannot be written.
fn extract_all(args: &Args, extractor: &Extractor, out: &mut impl Write) -> io::Result<usize> {
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() { standard_input.as_slice() } else { &args.files };
    let printer = Printer::new(args, files.len());
    let mut failures = 0;
    for file in files {
        match read(file) {
            Ok(text) => printer.print(extractor, file.display().to_string(), &text, out)?,
            Err(error) => {
                complain(format_args!("{error:#}"));
                failures += 1;
            }
        }
    }
    Ok(failures)
}

fn read(file: &Path) -> anyhow::Result<String> {
    let (name, bytes) = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        ("standard input".to_owned(), io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
    } else {
        (file.display().to_string(), fs::read(file))
    };
    let bytes = bytes.with_context(|| name.clone())?;
    anyhow::ensure!(bytes.len() <= MAX_TEXT_BYTES, "{name}: {} bytes, the limit is {MAX_TEXT_BYTES}", bytes.len());
    String::from_utf8(bytes).map_err(|error| anyhow::anyhow!("{name}: not UTF-8, at byte {}", error.utf8_error().valid_up_to()))
}

/// How the answers are made and written.
struct Printer {
    options: ExtractOptions,
    encoding: OffsetEncoding,
    view: View,
    /// Whether a table has the derivations.
    explains: bool,
    format: Format,
    columns: usize,
}

impl Printer {
    fn new(args: &Args, file_count: usize) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let default_format = match (is_terminal, file_count) {
            (true, _) => Format::Table,
            (false, 1) => Format::Json,
            (false, _) => Format::Jsonl,
        };
        let view = match args.view {
            Detail::Basic if !args.explain => View::Basic,
            Detail::Basic | Detail::Full => View::Full,
        };
        let terminal_columns = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| is_terminal);
        Self {
            options: ExtractOptions {
                kinds: args.kinds.iter().copied().map(EntityKind::from).collect(),
                min_confidence: args.min_confidence,
                include_demonyms: args.include_demonyms,
                country_codes: args.countries.clone(),
                published: args.published,
                explain: view == View::Full,
                is_foreign: false,
            },
            encoding: args.offsets.into(),
            view,
            explains: args.explain,
            format: args.format.unwrap_or(default_format),
            columns: args.columns.map(usize::from).or_else(terminal_columns).unwrap_or(DEFAULT_COLUMNS).max(MIN_COLUMNS),
        }
    }

    fn print(&self, extractor: &Extractor, document_id: String, text: &str, out: &mut impl Write) -> io::Result<()> {
        let extraction = extractor.extract_with(text, &self.options, &mut ());
        let message = |encoding| Writer::new(text, encoding, self.view).extraction(document_id, extraction, extractor.gazetteer());
        match self.format {
            // A table slices the text itself, whatever unit the caller likes.
            Format::Table => table::write(&message(OffsetEncoding::Utf8), text, self.columns, self.explains, out),
            Format::Json => json(&message(self.encoding), serde_json::to_string_pretty, out),
            Format::Jsonl => json(&message(self.encoding), serde_json::to_string, out),
        }
    }
}

fn json(message: &v1::Extraction, write: impl Fn(&v1::Extraction) -> serde_json::Result<String>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", write(message)?)
}

fn country_code(text: &str) -> Result<String, &'static str> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code { Ok(text.to_ascii_uppercase()) } else { Err("a country code is two letters") }
}

fn date(text: &str) -> Result<Date, &'static str> {
    let mut parts = text.splitn(3, '-');
    let mut part = |digits: usize| parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()));
    let mut date = || {
        let (year, month, day) = (part(4)?.parse().ok()?, part(2)?.parse::<u8>().ok()?, part(2)?.parse().ok()?);
        Date::from_calendar_date(year, month.try_into().ok()?, day).ok()
    };
    date().ok_or("a date is YYYY-MM-DD")
}

fn confidence(text: &str) -> Result<f32, &'static str> {
    let value = text.parse().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or("a confidence is a number from 0 to 1")
}

impl From<Kind> for EntityKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::People => Self::Person,
            Kind::Places => Self::Place,
            Kind::Weapons => Self::Weapon,
            Kind::Counts => Self::Count,
        }
    }
}

impl From<Offsets> for OffsetEncoding {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Utf8 => Self::Utf8,
            Offsets::Utf16 => Self::Utf16,
            Offsets::CodePoints => Self::CodePoints,
        }
    }
}
