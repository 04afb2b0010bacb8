//! The command line: one file per subcommand. Only here do errors become words on a terminal and exit codes.

mod evaluate;
mod extract;
mod gazetteer;
mod grid;
#[cfg(feature = "server")]
mod health;
mod output;
#[cfg(feature = "server")]
mod serve;
mod table;

use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::gazetteer::Gazetteer;

/// Something failed while the command ran.
const EXIT_FAILURE: u8 = 1;
/// The command line or the configuration is wrong: `EX_USAGE` of sysexits.
const EXIT_USAGE: u8 = 64;
/// The gazetteer's tables are faulty: `EX_DATAERR` of sysexits.
const EXIT_DATA: u8 = 65;

/// People, places, weapon types, counts and events out of news articles.
#[derive(Debug, Parser)]
#[command(name = "stringer", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[cfg(feature = "server")]
    Serve(serve::Args),
    Extract(extract::Args),
    Evaluate(evaluate::Args),
    Gazetteer(gazetteer::Args),
    #[cfg(feature = "server")]
    Health(health::Args),
}

/// Parses the command line, does what it says and returns the exit code.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => match cli.command {
            #[cfg(feature = "server")]
            Command::Serve(args) => serve::main(args),
            Command::Extract(args) => extract::main(args),
            Command::Evaluate(args) => evaluate::main(&args),
            Command::Gazetteer(args) => gazetteer::main(args),
            #[cfg(feature = "server")]
            Command::Health(args) => health::main(args),
        },
        Err(error) => explain(&error, &arguments),
    }
}

/// Help and version on standard output; a mistake as one line on standard error.
fn explain(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A reader that has gone away has seen enough.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let rendered = error.to_string();
    let line = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "a subcommand is missing; see stringer --help",
        _ => rendered.lines().next().unwrap_or_default().trim_start_matches("error: "),
    };
    complain(line);
    // `health` exits as grpc_health_probe does, to which 64 means nothing.
    let is_probe = arguments.get(1).is_some_and(|subcommand| subcommand == "health");
    ExitCode::from(if is_probe { EXIT_FAILURE } else { EXIT_USAGE })
}

/// Refuses what is no directory, before anything is read.
fn check_directories(directories: &[PathBuf]) -> Result<(), ExitCode> {
    match directories.iter().find(|directory| !directory.is_dir()) {
        None => Ok(()),
        Some(missing) => {
            complain(format_args!("--gazetteer {}: is no directory", missing.display()));
            Err(ExitCode::from(EXIT_USAGE))
        }
    }
}

/// The built-in gazetteer with `directories` laid over it; what is wrong with them is told here.
fn load_gazetteer(directories: &[PathBuf]) -> Result<Gazetteer, ExitCode> {
    check_directories(directories)?;
    Gazetteer::load(directories).map_err(|error| {
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        complain(format_args!("{error}{cause}"));
        ExitCode::from(EXIT_DATA)
    })
}

/// One line on standard error.
fn complain(line: impl std::fmt::Display) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "stringer: {line}");
}
