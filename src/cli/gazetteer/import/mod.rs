//! `stringer gazetteer import`: other projects' files in, a directory of our tables out.

mod geonames;
mod own;
mod records;
mod target;
mod wikidata;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use crate::cli::{EXIT_DATA, EXIT_FAILURE, EXIT_USAGE, complain};
use crate::gazetteer::entry::EntryKind;
use crate::gazetteer::import::{Reference, constant, defaults};
use crate::gazetteer::{GazetteerError, built_in_layer};

/// Make tables of GeoNames' dumps, of Wikidata's query results, or of any table of your own.
///
/// The directory that comes out is laid over the built-in tables with --gazetteer DIR. Names that are also something else are marked
/// ambiguous (~), what is no name is left out, and a report on standard error says how many and why.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Geonames(geonames::Args),
    Wikidata(wikidata::Args),
    Csv(own::Args),
}

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Person,
    Place,
    Weapon,
    Organisation,
}

impl From<Kind> for EntryKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Person => Self::Person,
            Kind::Place => Self::Place,
            Kind::Weapon => Self::Weapon,
            Kind::Organisation => Self::Organisation,
        }
    }
}

/// Why an import ends.
#[derive(Debug)]
enum Failure {
    /// The command line asks for what cannot be.
    Usage(String),
    /// A file holds what it should not.
    Data(String),
    /// A file cannot be read or written.
    Io(String),
}

impl From<GazetteerError> for Failure {
    fn from(error: GazetteerError) -> Self {
        match &error {
            GazetteerError::Unreadable { source, .. } => Self::Io(format!("{error}: {source}")),
            _ => Self::Data(error.to_string()),
        }
    }
}

pub(super) fn main(args: &Args) -> ExitCode {
    let outcome = match &args.command {
        Command::Geonames(args) => geonames::run(args),
        Command::Wikidata(args) => wikidata::run(args),
        Command::Csv(args) => own::run(args),
    };
    let (code, message) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => (EXIT_USAGE, message),
        Err(Failure::Data(message)) => (EXIT_DATA, message),
        Err(Failure::Io(message)) => (EXIT_FAILURE, message),
    };
    complain(message);
    ExitCode::from(code)
}

/// What imported names are compared with: the built-in tables.
fn reference() -> Result<Reference, Failure> {
    Ok(Reference::try_new(&[built_in_layer()])?)
}

/// A file to be read in one go, and its path as errors name it.
fn open(path: &Path) -> Result<(BufReader<impl Read + use<>>, String), Failure> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Failure::Io(format!("{name}: {error}")))?;
    Ok((BufReader::with_capacity(1 << 18, file), name))
}

/// `left=right` of a flag.
fn pair(text: &str) -> Result<(String, String), &'static str> {
    let (left, right) = text.split_once('=').ok_or("two names with = between, such as name=Town")?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

/// The cells of entries that do not tell their own: our defaults, then what `--set` says.
fn constants(kind: EntryKind, set: &[(String, String)], reference: &Reference) -> Result<BTreeMap<&'static str, String>, Failure> {
    let mut constants = defaults(kind);
    for (column, value) in set {
        let cell = constant(kind, column, value, reference).map_err(|why| Failure::Usage(format!("--set {column}={value}: {why}")))?;
        constants.insert(cell.0, cell.1);
    }
    Ok(constants)
}
