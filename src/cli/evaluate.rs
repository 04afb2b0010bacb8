//! `stringer evaluate`: what the engine finds, beside gold annotations.

mod print;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::output::{self, Format, Overlays};
use super::{EXIT_DATA, EXIT_FAILURE, complain, load_gazetteer};
use crate::evaluation::{self, Answer, Report};
use crate::extractor::Extractor;

/// Compare what is found with gold annotations: precision, recall and F1 per kind, where places are, whether one person is one key, the
/// fields of counts, confidence against truth, and the documents with the most errors.
///
/// Exits 0 whatever the figures, 65 where a gold file or a table is faulty. The gold format is described in seeds/articles/README.md.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Gold documents: JSON objects, one a line or spread over several.
    #[arg(value_name = "GOLD", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    /// How many of the documents with the most errors to show.
    #[arg(long, value_name = "N", default_value_t = 5)]
    worst: usize,
    /// Also write every answer to FILE, one JSON object a line in the layout of the gold.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// How to write the figures [default: table on a terminal, otherwise json].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn main(args: &Args) -> ExitCode {
    let gazetteer = match load_gazetteer(&args.overlays.gazetteer) {
        Ok(gazetteer) => gazetteer,
        Err(code) => return code,
    };
    let mut answers = match args.answers.as_ref().map(File::create).transpose() {
        Ok(file) => file.map(BufWriter::new),
        Err(error) => return failed(args, &error),
    };
    let extractor = Extractor::new(Arc::new(gazetteer));
    let mut report = Report::default();
    for file in &args.files {
        let documents = match evaluation::read(file) {
            Ok(documents) => documents,
            Err(error) => {
                complain(format_args!("{:#}", anyhow::Error::new(error)));
                return ExitCode::from(EXIT_DATA);
            }
        };
        for document in &documents {
            let extraction = extractor.extract(&document.text);
            let answer = Answer::new(&extraction, &document.text);
            report.add(document, &answer);
            if let Some(out) = &mut answers
                && let Err(error) = writeln!(out, "{}", print::answer(&document.id, &answer))
            {
                return failed(args, &error);
            }
        }
    }
    if let Some(Err(error)) = answers.map(|mut out| out.flush()) {
        return failed(args, &error);
    }
    let table = |width: usize, out: &mut dyn Write| print::table(&report, args.worst, width, out);
    output::print(args.format, ExitCode::SUCCESS, table, || print::json(&report, args.worst))
}

fn failed(args: &Args, error: &std::io::Error) -> ExitCode {
    let file = args.answers.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    complain(format_args!("--answers {file}: {error}"));
    ExitCode::from(EXIT_FAILURE)
}
