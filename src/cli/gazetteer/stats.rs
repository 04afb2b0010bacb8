//! `stringer gazetteer stats`: how much the tables hold, and what that costs.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Format, Overlays, print};
use crate::cli::grid::{Grid, Row, Side};
use crate::cli::load_gazetteer;
use crate::gazetteer::{Gazetteer, KindTotal};

/// Count entries, aliases and patterns, and measure what building them costs.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    overlays: Overlays,
    /// How to write the numbers [default: table on a terminal, otherwise json].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// What building cost.
struct Cost {
    build: Duration,
    /// Growth of the memory that the process holds, where the system tells it.
    resident_bytes: Option<u64>,
}

pub(super) fn main(args: &Args) -> ExitCode {
    let (before, began) = (resident_bytes(), Instant::now());
    let gazetteer = match load_gazetteer(&args.overlays.gazetteer) {
        Ok(gazetteer) => gazetteer,
        Err(code) => return code,
    };
    let build = began.elapsed();
    let resident_bytes = resident_bytes().zip(before).map(|(after, before)| after.saturating_sub(before));
    let cost = Cost { build, resident_bytes };
    print(args.format, ExitCode::SUCCESS, |width, out| write_table(&gazetteer, &cost, width, out), || as_json(&gazetteer, &cost))
}

/// `VmRSS` of this process; `None` where there is no such thing.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn write_table(gazetteer: &Gazetteer, cost: &Cost, width: usize, mut out: &mut dyn Write) -> io::Result<()> {
    let columns = vec![("Kind", Side::Left), ("Entries", Side::Right), ("Aliases", Side::Right)];
    let row = |cells: [String; 3]| Row { cells: cells.into(), note: String::new() };
    let mut rows: Vec<Row> = gazetteer
        .totals()
        .iter()
        .map(|KindTotal { kind, entries, aliases }| row([kind.as_str().into(), entries.to_string(), aliases.to_string()]))
        .collect();
    rows.push(row(["all".into(), gazetteer.entry_count().to_string(), gazetteer.alias_count().to_string()]));
    Grid { title: format!("{} {}", gazetteer.name(), gazetteer.version()), columns, rows }.write(width, &mut out)?;
    writeln!(out, "  patterns  {}", gazetteer.pattern_count())?;
    writeln!(out, "  built in  {} ms", cost.build.as_millis())?;
    if let Some(bytes) = cost.resident_bytes {
        writeln!(out, "  resident  {} MiB", bytes >> 20)?;
    }
    writeln!(out, "  digest    {}", gazetteer.digest())
}

fn as_json(gazetteer: &Gazetteer, cost: &Cost) -> Value {
    let total = |KindTotal { kind, entries, aliases }: KindTotal| json!({"kind": kind.as_str(), "entries": entries, "aliases": aliases});
    json!({
        "name": gazetteer.name(),
        "version": gazetteer.version(),
        "digest": gazetteer.digest(),
        "kinds": gazetteer.totals().map(total),
        "entries": gazetteer.entry_count(),
        "aliases": gazetteer.alias_count(),
        "patterns": gazetteer.pattern_count(),
        "build_ms": u64::try_from(cost.build.as_millis()).unwrap_or(u64::MAX),
        "resident_bytes": cost.resident_bytes,
    })
}
