//! The directory that an import writes.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::cli::complain;
use crate::gazetteer::import::{Intake, Overlap};
use crate::gazetteer::load::Directory;

/// Where to, and what the tables say of themselves.
#[derive(Debug, clap::Args)]
pub(super) struct Target {
    /// Directory for the tables; made where there is none.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Name of the directory's tables in every answer [default: DIR's last part].
    #[arg(long)]
    name: Option<String>,
    /// Version of the directory's tables in every answer.
    #[arg(long = "tables-version", value_name = "VERSION", default_value = "unversioned")]
    version: String,
    /// When the source was fetched, for the tables' first lines.
    #[arg(long)]
    date: Option<String>,
    /// Write over a table that is in DIR already.
    #[arg(long)]
    force: bool,
    /// Write entries too that the built-in tables have: each replaces the built-in one, of which only the canonical name stays.
    #[arg(long)]
    replace_known: bool,
}

/// Where rows come from, as `sources.tsv` says it.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) name: String,
    pub(super) licence: String,
    pub(super) attribution: String,
    pub(super) url: String,
}

impl Target {
    pub(super) fn overlap(&self) -> Overlap {
        if self.replace_known { Overlap::Replace } else { Overlap::LeaveOut }
    }

    /// Refuses to write over `table`, before anything is read.
    pub(super) fn check(&self, table: &str) -> Result<(), Failure> {
        let path = self.out.join(table);
        match path.exists() && !self.force {
            true => Err(Failure::Usage(format!("--out {}: is there already; --force writes over it", path.display()))),
            false => Ok(()),
        }
    }

    /// Writes the table of `intake`, `sources.tsv` and `gazetteer.tsv`, and reports on standard error.
    pub(super) fn write(&self, intake: Intake<'_>, origin: &Origin, files: &[&Path]) -> Result<(), Failure> {
        let table = intake.table();
        let comment = self.comment(origin, files);
        let mut report = None;
        self.write_file(table, |out| {
            report = Some(intake.write(&comment, out)?);
            Ok(())
        })?;
        self.write_sources(origin)?;
        let name = self.name.clone().unwrap_or_else(|| last_part(&self.out));
        let (name, version) = (one_cell(&name), one_cell(&self.version));
        self.write_file("gazetteer.tsv", |out| writeln!(out, "name\tversion\n{name}\t{version}"))?;
        let source = files.first().map(|file| last_part(file)).unwrap_or_default();
        for line in report.iter().flat_map(|report| report.lines(&source)) {
            complain(line);
        }
        Ok(())
    }

    /// Writes one file of the directory, whole or not at all.
    pub(super) fn write_file(
        &self,
        table: &str,
        write: impl FnOnce(&mut BufWriter<fs::File>) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let (path, partial) = (self.out.join(table), self.out.join(format!(".{table}.partial")));
        let written = fs::create_dir_all(&self.out).and_then(|()| fs::File::create(&partial)).and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush()?;
            fs::rename(&partial, &path)
        });
        written.map_err(|error| Failure::Io(format!("{}: {error}", path.display())))
    }

    /// Where the rows of a table come from, for its first lines.
    pub(super) fn comment(&self, origin: &Origin, files: &[&Path]) -> Vec<String> {
        let files: Vec<String> = files.iter().map(|file| last_part(file)).collect();
        let date = self.date.as_ref().map(|date| format!(" of {date}")).unwrap_or_default();
        let mut lines = vec![format!("Imported from {} ({}{date}), {}.", origin.name, files.join(", "), origin.licence)];
        lines.extend(Some(origin.attribution.clone()).filter(|attribution| !attribution.is_empty()));
        lines
    }

    /// Adds `origin` to the sources that the directory names already.
    fn write_sources(&self, origin: &Origin) -> Result<(), Failure> {
        // A directory that does not load yet, for want of another import, still has its sources.
        let layer = Directory::load(&self.out)?;
        let layer = layer.layer();
        let text = layer.files.iter().find(|file| file.name == "sources.tsv").map_or("name\tlicence\tattribution\turl\n", |file| file.text);
        let Origin { name, licence, attribution, url } = origin;
        let row = [name, licence, attribution, url].map(|cell| one_cell(cell)).join("\t");
        let is_there = text.lines().any(|line| line == row);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let text = if is_there { text.to_owned() } else { format!("{text}{end}{row}\n") };
        self.write_file("sources.tsv", |out| out.write_all(text.as_bytes()))
    }
}

/// A flag's text as one cell of a table.
fn one_cell(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn last_part(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
