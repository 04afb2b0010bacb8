//! `stringer gazetteer diff`: which entries an edit adds, removes or changes, and which mentions of real text.

mod corpus;
mod entries;
mod print;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::{Format, Overlays};
use crate::cli::{EXIT_FAILURE, complain, load_gazetteer};
use crate::comparison::{Change, compare};
use crate::extraction::EntityKind;
use crate::extractor::Extractor;
use crate::gazetteer::difference::Difference;
use corpus::Document;

/// Show which entries the tables in directories add (+), remove (-) or change (~), and which mentions in a corpus.
///
/// Exits 0 whatever differs, 1 where a file of the corpus cannot be read, 65 where a table is faulty.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Directories of tables, laid over the built-in ones and those of --gazetteer.
    #[arg(value_name = "DIR", required = true)]
    directories: Vec<PathBuf>,
    /// Texts in UTF-8; of a file named .jsonl each line is an object with "text" and maybe "id". Without any, entries alone are compared.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    corpus: Vec<PathBuf>,
    #[command(flatten)]
    base: Overlays,
    /// How to write what was found [default: table on a terminal, otherwise json].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// A document in which something differs.
struct Touched {
    name: String,
    changes: Vec<Located>,
}

/// A change and where a reader finds it.
struct Located {
    /// Line and column in characters, both from 1.
    at: (usize, usize),
    /// The text's own spelling.
    surface: String,
    change: Change,
}

/// How many mentions of a kind are added, lost and changed.
#[derive(Clone, Copy, Default)]
struct Totals {
    added: usize,
    lost: usize,
    changed: usize,
}

/// All that the tables and a corpus show.
#[derive(Default)]
struct Outcome {
    entries: Difference,
    documents_read: usize,
    touched: Vec<Touched>,
    totals: BTreeMap<EntityKind, Totals>,
    unreadable: usize,
}

pub(super) fn main(args: &Args) -> ExitCode {
    let edited: Vec<PathBuf> = args.base.gazetteer.iter().chain(&args.directories).cloned().collect();
    let load = |directories: &[PathBuf]| load_gazetteer(directories).map(|gazetteer| Extractor::new(Arc::new(gazetteer)));
    let (old, new) = match (load(&args.base.gazetteer), load(&edited)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    let entries = Difference::between(old.gazetteer(), new.gazetteer(), entries::MAX_EXAMPLES);
    let mut outcome = Outcome { entries, totals: EntityKind::ALL.map(|kind| (kind, Totals::default())).into(), ..Outcome::default() };
    for file in &args.corpus {
        if let Err(error) = corpus::read(file, |document| outcome.add(&old, &new, document)) {
            complain(format_args!("{error:#}"));
            outcome.unreadable += 1;
        }
    }
    let code = if outcome.unreadable > 0 { ExitCode::from(EXIT_FAILURE) } else { ExitCode::SUCCESS };
    let table = |width: usize, out: &mut dyn std::io::Write| print::table(&outcome, width, out);
    super::print(args.format, code, table, || print::json(&outcome, &old, &new))
}

impl Outcome {
    fn add(&mut self, old: &Extractor, new: &Extractor, document: &Document) {
        self.documents_read += 1;
        let text = &*document.text;
        let changes = compare(&old.extract(text), &new.extract(text));
        for change in &changes {
            let totals = self.totals.entry(change.kind).or_default();
            match (&change.old, &change.new) {
                (None, _) => totals.added += 1,
                (_, None) => totals.lost += 1,
                _ => totals.changed += 1,
            }
        }
        if !changes.is_empty() {
            self.touched.push(Touched { name: document.name.clone(), changes: located(text, changes) });
        }
    }
}

/// Finds lines and columns in one walk: changes come in the order of the text.
fn located(text: &str, changes: Vec<Change>) -> Vec<Located> {
    let (mut line, mut line_start, mut seen) = (1, 0, 0);
    let locate = |change: Change| {
        let start = change.span.start;
        for (at, _) in text[seen..start].match_indices('\n') {
            line += 1;
            line_start = seen + at + 1;
        }
        seen = start;
        let column = text[line_start..start].chars().count() + 1;
        Located { at: (line, column), surface: change.span.slice(text).to_owned(), change }
    };
    changes.into_iter().map(locate).collect()
}
