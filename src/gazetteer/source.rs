//! Where rows come from: the table `sources.tsv`.

use super::error::GazetteerError;
use super::table::{Table, read};

/// A source of rows, with what its licence asks to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its licence.
    pub licence: String,
    /// What has to be said where its facts are shown; empty when nothing has to.
    pub attribution: String,
    /// Where it is found; empty when nowhere.
    pub url: String,
}

/// Reads `sources.tsv`.
pub fn sources(sources: &mut Vec<Source>, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["name", "licence", "attribution", "url"], |row| {
        let [name, licence, attribution, url] = [0, 1, 2, 3].map(|column| row.cell(column).to_owned());
        sources.push(Source { name, licence, attribution, url });
        Ok(())
    })
}
