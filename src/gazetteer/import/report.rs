//! What an import has done with what it read.

use std::collections::BTreeMap;

use super::{Doubt, Flaw};

/// Counts of rows and names, by what became of them and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of the source.
    pub rows_read: u64,
    /// Entries made of them.
    pub entries: u64,
    /// Rows left out.
    pub rows_dropped: BTreeMap<&'static str, u64>,
    /// Names written without a mark.
    pub safe: u64,
    /// Names written with `~`.
    pub ambiguous: BTreeMap<Doubt, u64>,
    /// Names left out of the rows that were kept.
    pub names_dropped: BTreeMap<Flaw, u64>,
    /// Cells that were left empty because their values could not be used.
    pub cells_dropped: BTreeMap<&'static str, u64>,
}

impl Report {
    /// Counts a row that is left out.
    pub fn drop_row(&mut self, reason: &'static str) {
        *self.rows_dropped.entry(reason).or_default() += 1;
    }

    /// Counts a name that is left out.
    pub(super) fn drop_name(&mut self, flaw: Flaw) {
        *self.names_dropped.entry(flaw).or_default() += 1;
    }

    /// Counts a value that is left out.
    pub(super) fn drop_cell(&mut self, column: &'static str) {
        *self.cells_dropped.entry(column).or_default() += 1;
    }

    /// The report as a few lines for people, `source` first.
    pub fn lines(&self, source: &str) -> Vec<String> {
        let sum = |counts: &mut dyn Iterator<Item = &u64>| counts.sum::<u64>();
        let rows = sum(&mut self.rows_dropped.values());
        let (ambiguous, names) = (sum(&mut self.ambiguous.values()), sum(&mut self.names_dropped.values()));
        let mut lines = vec![
            format!("{source}: {} rows read, {} entries written, {rows} rows left out", self.rows_read, self.entries),
            format!("  names: {} safe, {ambiguous} ambiguous, {names} left out", self.safe),
        ];
        let mut section = |title: &str, counts: Vec<(&'static str, u64)>| {
            lines.extend(counts.into_iter().map(|(reason, count)| format!("  {count:>9}  {title}: {reason}")));
        };
        section("row left out", self.rows_dropped.iter().map(|(reason, count)| (*reason, *count)).collect());
        section("name ambiguous", self.ambiguous.iter().map(|(doubt, count)| (doubt.as_str(), *count)).collect());
        section("name left out", self.names_dropped.iter().map(|(flaw, count)| (flaw.as_str(), *count)).collect());
        section("cell left empty", self.cells_dropped.iter().map(|(column, count)| (*column, *count)).collect());
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_with_its_count() {
        let mut report = Report { rows_read: 5, entries: 3, safe: 4, ..Report::default() };
        report.drop_row("historic");
        report.drop_row("historic");
        report.ambiguous.insert(Doubt::Word, 2);
        report.drop_name(Flaw::Code);
        assert_eq!(
            report.lines("towns.txt"),
            [
                "towns.txt: 5 rows read, 3 entries written, 2 rows left out",
                "  names: 4 safe, 2 ambiguous, 1 left out",
                "          2  row left out: historic",
                "          2  name ambiguous: a word",
                "          1  name left out: a code in capitals",
            ]
        );
    }
}
