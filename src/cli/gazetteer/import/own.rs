//! `stringer gazetteer import csv`.

use std::path::PathBuf;

use super::target::{Origin, Target};
use super::{Failure, Kind, constants, open, pair, records, reference};
use crate::gazetteer::import::own::{Mapping, Rows};
use crate::gazetteer::import::{Intake, Reference, table_of};

/// Make a table of any table of your own, its columns mapped to ours.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The table: delimited text with a header; cells may be quoted.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// What its rows are.
    #[arg(long, value_enum)]
    kind: Kind,
    /// Our columns and yours; name is needed, and aliases may be given more than once. The column mapped to id makes ids that stay when rows
    /// move or names change.
    #[arg(long, value_name = "OURS=YOURS,...", value_parser = pair, value_delimiter = ',', required = true)]
    map: Vec<(String, String)>,
    /// A cell of rows that do not tell their own, such as kind=facility or country=GB; may be given more than once.
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = pair, value_delimiter = ',')]
    set: Vec<(String, String)>,
    /// Between two cells: one character, or "tab".
    #[arg(long, default_value = ",", value_parser = delimiter)]
    delimiter: u8,
    /// Between two values in one cell.
    #[arg(long, default_value = ";")]
    alias_separator: String,
    /// Scheme of the ids: desk gives desk:place/osmere.
    #[arg(long, value_name = "SCHEME", default_value = "desk", value_parser = scheme)]
    id_prefix: String,
    /// The source's name, for sources.tsv [default: the file's name].
    #[arg(long, value_name = "NAME")]
    source_name: Option<String>,
    /// The source's licence, for sources.tsv.
    #[arg(long, default_value = "own")]
    licence: String,
    /// What has to be said where its facts are shown.
    #[arg(long, value_name = "TEXT", default_value = "")]
    attribution: String,
    #[command(flatten)]
    target: Target,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let table = table_of(args.kind.into()).table;
    args.target.check(table)?;
    let reference = reference()?;
    let mapping = mapping(args, &reference)?;
    let (input, name) = open(&args.file)?;
    let mut intake = Intake::new(&reference, mapping.kind, args.target.overlap());
    let mut rows = Rows::new(&name, &mapping);
    let check = |header: &[String]| match mapping.missing(header) {
        Some(column) => Err(Failure::Usage(format!("--map: {name} has no column \"{column}\"; it has {}", header.join(", ")))),
        None => Ok(()),
    };
    let dialect = (args.delimiter, records::Terms::Plain);
    records::read_delimited(&name, input, dialect, check, |record| Ok(rows.add(record, &mut intake)?))?;
    let file_name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let origin = Origin {
        name: args.source_name.clone().unwrap_or(file_name),
        licence: args.licence.clone(),
        attribution: args.attribution.clone(),
        url: String::new(),
    };
    args.target.write(intake, &origin, &[&args.file])
}

fn mapping(args: &Args, reference: &Reference) -> Result<Mapping, Failure> {
    let kind = args.kind.into();
    let schema = table_of(kind);
    let mut columns = Vec::new();
    for (ours, theirs) in &args.map {
        let Some(&column) = schema.columns.iter().find(|column| **column == *ours) else {
            let known = schema.columns.join(", ");
            return Err(Failure::Usage(format!("--map {ours}={theirs}: {} has no column \"{ours}\"; it has {known}", schema.table)));
        };
        columns.push((column, theirs.clone()));
    }
    if !columns.iter().any(|(column, _)| *column == "name") {
        return Err(Failure::Usage("--map: name is missing, such as name=Town".into()));
    }
    Ok(Mapping {
        kind,
        columns,
        constants: constants(kind, &args.set, reference)?,
        separator: args.alias_separator.clone(),
        id_prefix: args.id_prefix.clone(),
    })
}

fn delimiter(text: &str) -> Result<u8, &'static str> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        &[byte] if byte.is_ascii() && byte != b'"' => Ok(byte),
        _ => Err("one character, or \"tab\""),
    }
}

fn scheme(text: &str) -> Result<String, &'static str> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    match text {
        "geonames" | "wikidata" | "stringer" => Err("an id of that scheme is somebody else's to give"),
        _ if text.split('-').all(is_word) => Ok(text.to_owned()),
        _ => Err("small letters, digits and hyphens"),
    }
}
