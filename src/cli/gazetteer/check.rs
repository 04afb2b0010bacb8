//! `stringer gazetteer check`: what is wrong with the tables, row by row.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Format, print};
use crate::cli::grid::{Grid, Row, Side, one_line};
use crate::cli::{EXIT_FAILURE, check_directories};
use crate::gazetteer::draft::Draft;
use crate::gazetteer::lint::{Finding, Severity};

/// Check the tables in directories, laid over the built-in ones in order; without one, the built-in tables.
///
/// Exits 1 when there are errors, 0 when there are none or warnings alone.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Directories of tables; what is found in the built-in tables is then left out, unless a directory causes it.
    #[arg(value_name = "DIR")]
    directories: Vec<PathBuf>,
    /// How to write what was found [default: table on a terminal, otherwise json].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn main(args: &Args) -> ExitCode {
    if let Err(code) = check_directories(&args.directories) {
        return code;
    }
    let findings = Draft::read(&args.directories).findings();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let code = if errors > 0 { ExitCode::from(EXIT_FAILURE) } else { ExitCode::SUCCESS };
    print(args.format, code, |width, out| write_table(&findings, errors, width, out), || as_json(&findings, errors))
}

fn write_table(findings: &[Finding], errors: usize, width: usize, mut out: &mut dyn Write) -> io::Result<()> {
    // A table a file: the path stands once, and the rows are as wide as can be.
    for of_file in findings.chunk_by(|one, other| one.file == other.file) {
        let columns = vec![("Line", Side::Right), ("Severity", Side::Left), ("Code", Side::Left), ("What", Side::Left)];
        let row = |finding: &Finding| Row {
            cells: vec![finding.line.to_string(), finding.severity.as_str().into(), finding.code.into(), one_line(&finding.what)],
            note: finding.why.into(),
        };
        Grid { title: of_file[0].file.clone(), columns, rows: of_file.iter().map(row).collect() }.write(width, &mut out)?;
    }
    writeln!(out, "{errors} errors, {} warnings", findings.len() - errors)
}

fn as_json(findings: &[Finding], errors: usize) -> Value {
    let finding = |finding: &Finding| {
        let Finding { file, line, severity, code, what, why } = finding;
        json!({"severity": severity.as_str(), "code": code, "file": file, "line": line, "what": what, "why": why})
    };
    json!({
        "errors": errors,
        "warnings": findings.len() - errors,
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
    })
}
