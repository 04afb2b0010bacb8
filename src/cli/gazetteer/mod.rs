//! `stringer gazetteer`: what the tables hold, and what is wrong with them.

mod check;
mod diff;
mod import;
mod lookup;
mod stats;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use super::{EXIT_FAILURE, complain};

/// Columns of a table that is not written to a terminal.
const DEFAULT_COLUMNS: usize = 100;
/// In a terminal narrower than this a table is wrapped.
const MIN_COLUMNS: usize = 60;

/// Look at the gazetteer: check its tables, look names up, count, see what an edit does; make tables of other projects' files.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Diff(diff::Args),
    Import(Box<import::Args>),
    Lookup(lookup::Args),
    Stats(stats::Args),
}

/// The directories that a command reads beside the built-in tables.
#[derive(Debug, clap::Args)]
struct Overlays {
    /// Lay the tables in DIR over the built-in ones; may be given more than once, later ones win.
    #[arg(long, value_name = "DIR")]
    gazetteer: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// Indented JSON.
    Json,
}

pub(in crate::cli) fn main(args: Args) -> ExitCode {
    match args.command {
        Command::Check(args) => check::main(&args),
        Command::Diff(args) => diff::main(&args),
        Command::Import(args) => import::main(&args),
        Command::Lookup(args) => lookup::main(&args),
        Command::Stats(args) => stats::main(&args),
    }
}

/// Writes with `table` on a terminal or where `format` asks for it, otherwise `json`; ends with `code` if that goes well.
fn print(
    format: Option<Format>,
    code: ExitCode,
    table: impl FnOnce(usize, &mut dyn Write) -> io::Result<()>,
    json: impl FnOnce() -> serde_json::Value,
) -> ExitCode {
    let is_terminal = io::stdout().is_terminal();
    let mut out = BufWriter::new(io::stdout().lock());
    let written = match format.unwrap_or(if is_terminal { Format::Table } else { Format::Json }) {
        Format::Table => {
            let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| is_terminal);
            table(columns.unwrap_or(DEFAULT_COLUMNS).max(MIN_COLUMNS), &mut out)
        }
        Format::Json => writeln!(out, "{:#}", json()),
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => code,
        // Whoever read our output, `head` for instance, has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code,
        Err(error) => {
            complain(format_args!("standard output: {error}"));
            ExitCode::from(EXIT_FAILURE)
        }
    }
}
