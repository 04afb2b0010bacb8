//! How much a gazetteer knows, by kind.

use super::Gazetteer;
use super::entry::EntryKind;

/// How many entries of one kind there are, and how many names they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindTotal {
    /// The kind.
    pub kind: EntryKind,
    /// Its entries.
    pub entries: usize,
    /// Their aliases, plurals and adjectives among them.
    pub aliases: usize,
}

impl Gazetteer {
    /// Entries and aliases of each kind, in the order of [`EntryKind::ALL`].
    pub fn totals(&self) -> [KindTotal; 4] {
        EntryKind::ALL.map(|kind| KindTotal {
            kind,
            entries: self.entries().iter().filter(|entry| entry.facts.kind() == kind).count(),
            aliases: self.aliases().iter().filter(|alias| self.entry_of(alias).facts.kind() == kind).count(),
        })
    }
}
