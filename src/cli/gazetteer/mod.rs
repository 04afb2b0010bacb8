//! `stringer gazetteer`: what the tables hold, and what is wrong with them.

mod check;
mod diff;
mod import;
mod lookup;
mod stats;

use std::process::ExitCode;

use clap::Subcommand;

use super::output::{Format, Overlays, print};

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

pub(in crate::cli) fn main(args: Args) -> ExitCode {
    match args.command {
        Command::Check(args) => check::main(&args),
        Command::Diff(args) => diff::main(&args),
        Command::Import(args) => import::main(&args),
        Command::Lookup(args) => lookup::main(&args),
        Command::Stats(args) => stats::main(&args),
    }
}
