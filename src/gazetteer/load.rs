//! Directories of tables: the only file input and output of the core.

use std::fs;
use std::io;
use std::path::Path;

use super::error::GazetteerError;
use super::overlay::{Layer, Overrides};
use super::schema::{Schema, TABLES};
use super::table::{Table, TableFile, read};
use super::{Gazetteer, built_in_layer};

/// The version of a directory that does not tell its own.
const UNVERSIONED: &str = "unversioned";

/// A directory's tables, read and not yet compiled.
#[derive(Debug)]
pub struct Directory {
    name: String,
    version: String,
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    table: &'static str,
    path: String,
    text: String,
}

impl Directory {
    /// Reads the tables in `path`: any subset of those in `seeds/gazetteer/`, and `gazetteer.tsv` with the directory's name and version.
    /// What does not end in `.tsv` is left alone.
    ///
    /// # Errors
    /// What cannot be read, is not UTF-8, or is a table that a gazetteer does not have.
    pub fn load(path: &Path) -> Result<Self, GazetteerError> {
        refuse_strangers(path, "")?;
        for folder in ["lexicon/", "lexicon/en/"] {
            let within = path.join(folder);
            if within.is_dir() {
                refuse_strangers(&within, folder)?;
            }
        }
        let mut files = Vec::new();
        for schema in TABLES {
            let file = path.join(schema.table);
            match fs::read(&file) {
                Ok(bytes) => {
                    let path = file.display().to_string();
                    files.push(File { table: schema.table, text: decode(bytes, &path)?, path });
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(unreadable(&file, error)),
            }
        }
        let mut directory = Self { name: directory_name(path), version: UNVERSIONED.to_owned(), files };
        directory.read_name()?;
        Ok(directory)
    }

    /// Its tables as a layer.
    pub fn layer(&self) -> Layer<'_> {
        let files = self.files.iter().map(|File { table, path, text }| TableFile { name: table, path, text }).collect();
        Layer { name: &self.name, version: &self.version, files }
    }

    /// Takes name and version from `gazetteer.tsv`, where there is one.
    fn read_name(&mut self) -> Result<(), GazetteerError> {
        let (Some(schema), Some(File { table, path, text })) =
            (Schema::of("gazetteer.tsv"), self.files.iter().find(|file| file.table == "gazetteer.tsv"))
        else {
            return Ok(());
        };
        let overrides = Overrides::default();
        let file = TableFile { name: table, path, text };
        let (mut name, mut version) = (None, None);
        read(Table { file, schema, layer: 0, overrides: &overrides, faults: None }, ["name", "version"], |row| {
            name = Some(row.cell(0).to_owned()).filter(|name| !name.is_empty());
            version = Some(row.cell(1).to_owned()).filter(|version| !version.is_empty());
            Ok(())
        })?;
        self.name = name.unwrap_or_else(|| std::mem::take(&mut self.name));
        self.version = version.unwrap_or_else(|| std::mem::take(&mut self.version));
        Ok(())
    }
}

impl Gazetteer {
    /// The built-in gazetteer with `directories` laid over it in order.
    ///
    /// # Errors
    /// The first fault found, with file and line.
    pub fn load<P: AsRef<Path>>(directories: &[P]) -> Result<Self, GazetteerError> {
        let directories = directories.iter().map(|path| Directory::load(path.as_ref())).collect::<Result<Vec<_>, _>>()?;
        let layers: Vec<Layer<'_>> = [built_in_layer()].into_iter().chain(directories.iter().map(Directory::layer)).collect();
        Self::try_compile(&layers)
    }
}

/// A table whose name is not quite right would be lost in silence.
fn refuse_strangers(directory: &Path, prefix: &str) -> Result<(), GazetteerError> {
    let entries = fs::read_dir(directory).map_err(|error| unreadable(directory, error))?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(|error| unreadable(directory, error)))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_table = name.ends_with(".tsv") && !name.starts_with('.');
        if is_table && Schema::of(&format!("{prefix}{name}")).is_none() {
            return Err(GazetteerError::UnknownTable { file: path.display().to_string() });
        }
    }
    Ok(())
}

fn unreadable(path: &Path, source: io::Error) -> GazetteerError {
    GazetteerError::Unreadable { file: path.display().to_string(), source }
}

fn decode(bytes: Vec<u8>, path: &str) -> Result<String, GazetteerError> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        GazetteerError::NotUtf8 { file: path.to_owned(), line }
    })
}

/// The last part of the path, as far as there is one.
fn directory_name(path: &Path) -> String {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    full.file_name().map_or_else(|| "overlay".to_owned(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir_all(directory.path().join("lexicon/en")).unwrap();
        for (name, bytes) in files {
            fs::write(directory.path().join(name), bytes).unwrap();
        }
        directory
    }

    #[test]
    fn a_directory_is_laid_over_the_built_in_tables_and_names_itself() {
        let desk = directory(&[
            ("gazetteer.tsv", b"name\tversion\ncity-desk\t7\n"),
            ("places.tsv", b"id\tname\tkind\tcountry\ndesk:place/osmere\tOsmere\tcity\tGB\n"),
            ("README.md", b"ours"),
        ]);
        let gazetteer = Gazetteer::load(&[desk.path()]).unwrap();
        assert_eq!(gazetteer.name(), "built-in+city-desk");
        assert_eq!(gazetteer.version(), concat!(env!("CARGO_PKG_VERSION"), "+7"));
        let built_in = Gazetteer::built_in();
        assert_eq!(gazetteer.entry_count(), built_in.entry_count() + 1);
        assert_ne!(gazetteer.digest(), built_in.digest());
        let (number, _) = gazetteer.entries().iter().enumerate().find(|(_, entry)| &*entry.name == "Osmere").unwrap();
        let (file, line) = gazetteer.origin(u32::try_from(number).unwrap());
        assert!(file.ends_with("places.tsv") && file.starts_with(desk.path().to_str().unwrap()) && line == 2);
    }

    #[test]
    fn faults_of_files_are_named() {
        let fault = |files: &[(&str, &[u8])]| Gazetteer::load(&[directory(files).path()]).unwrap_err().to_string();
        assert!(fault(&[("place.tsv", b"id\tname\n")]).ends_with("place.tsv: not a table that a gazetteer has"));
        assert!(fault(&[("lexicon/en/adverbs.tsv", b"term\n")]).contains("adverbs.tsv"));
        assert!(fault(&[("surnames.tsv", b"name\nOsmere\nCaf\xe9\n")]).ends_with("surnames.tsv:3: not UTF-8"));
        let missing = Gazetteer::load(&["/nonexistent/desk"]).unwrap_err();
        assert_eq!(missing.to_string(), "/nonexistent/desk: cannot be read");
    }
}
