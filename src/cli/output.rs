//! What commands that report share: which tables they read, and a table for people or JSON for programs.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::{EXIT_FAILURE, complain};

/// Columns of a table that is not written to a terminal.
const DEFAULT_COLUMNS: usize = 100;
/// In a terminal narrower than this a table is wrapped.
const MIN_COLUMNS: usize = 60;

/// The directories that a command reads beside the built-in tables.
#[derive(Debug, clap::Args)]
pub(super) struct Overlays {
    /// Lay the tables in DIR over the built-in ones; may be given more than once, later ones win.
    #[arg(long, value_name = "DIR")]
    pub(super) gazetteer: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Table,
    /// Indented JSON.
    Json,
}

/// Writes with `table` on a terminal or where `format` asks for it, otherwise `json`; ends with `code` if that goes well.
pub(super) fn print(
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
