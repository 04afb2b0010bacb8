//! A gazetteer before it is compiled: tables that are read, can be checked, and can be told apart from those that are in use.

use std::path::Path;

use super::error::GazetteerError;
use super::lint::{Finding, Severity, lint};
use super::load::Directory;
use super::overlay::Layer;
use super::{Gazetteer, Identity, built_in_layer};

/// The built-in tables with directories laid over them in order, read and not yet compiled.
#[derive(Debug)]
pub struct Draft {
    directories: Vec<Directory>,
    /// A finding for each directory that could not be read.
    unreadable: Vec<Finding>,
}

impl Draft {
    /// Reads the tables in `directories`. What cannot be read is among the [findings](Self::findings).
    pub fn read<P: AsRef<Path>>(directories: &[P]) -> Self {
        let mut draft = Self { directories: Vec::new(), unreadable: Vec::new() };
        for path in directories {
            match Directory::load(path.as_ref()) {
                Ok(directory) => draft.directories.push(directory),
                Err(error) => draft.unreadable.push(Finding::from(&error)),
            }
        }
        draft
    }

    /// Everything that is wrong with it, errors and warnings, as [`lint`] orders them. With directories, what is found in the built-in tables
    /// is left out unless it is an error: they have none of their own, so that one in them is a directory's doing.
    pub fn findings(&self) -> Vec<Finding> {
        let layers = self.layers();
        let mut findings = lint(&layers);
        if !(self.directories.is_empty() && self.unreadable.is_empty()) {
            let is_theirs = |finding: &Finding| layers[1..].iter().flat_map(|layer| &layer.files).any(|file| file.path == finding.file);
            findings.retain(|finding| finding.severity == Severity::Error || is_theirs(finding));
        }
        self.unreadable.iter().cloned().chain(findings).collect()
    }

    /// The name, version and digest that the compiled gazetteer has; `None` where a directory could not be read.
    pub fn identity(&self) -> Option<Identity> {
        self.unreadable.is_empty().then(|| Identity::of(&self.layers()))
    }

    /// Compiles it.
    ///
    /// # Errors
    /// The first fault found, with file and line. A directory that could not be read is left out: ask for the findings first.
    pub fn compile(&self) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::try_compile(&self.layers())
    }

    fn layers(&self) -> Vec<Layer<'_>> {
        [built_in_layer()].into_iter().chain(self.directories.iter().map(Directory::layer)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_draft_is_known_by_its_content_and_checked_as_the_command_does() {
        let desk = tempfile::tempdir().unwrap();
        let write = |text: &str| fs::write(desk.path().join("places.tsv"), text).unwrap();
        write("id\tname\tkind\tcountry\ndesk:osmere\tOsmere\tcity\tGB\n");
        let draft = Draft::read(&[desk.path()]);
        assert_eq!(draft.findings(), []);
        assert_eq!(draft.identity().unwrap(), *draft.compile().unwrap().identity());
        assert_ne!(draft.identity(), Draft::read::<&str>(&[]).identity());

        write("id\tname\tkind\tcountry\ndesk:osmere\tOsmere\ttown\tGB\ndesk:because\tBecause\tcity\tGB\n");
        let draft = Draft::read(&[desk.path(), Path::new("/nonexistent/desk")]);
        let findings = draft.findings();
        let found: Vec<_> = findings.iter().map(|finding| (finding.line, finding.code, finding.severity)).collect();
        let expected = [(1, "UNREADABLE"), (2, "BAD_CELL"), (3, "COMMON_WORD")].map(|(line, code)| (line, code, Severity::Error));
        assert_eq!(found, expected, "{findings:#?}");
        assert_eq!(draft.identity(), None);
    }
}
