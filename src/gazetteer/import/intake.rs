//! Takes drafts of entries from any format, decides on their names and gives back a table.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use super::spelling::{clean_cell, repair};
use super::{Bearer, Flaw, Reference, Report, Verdict, table_of};
use crate::gazetteer::entry::EntryKind;
use crate::gazetteer::schema::Schema;
use crate::text::{NormalizedText, Shape};

/// An entry as its source has it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id here.
    pub id: String,
    /// Ids under which the gazetteer may know it already.
    pub other_ids: Vec<String>,
    /// Its names as written, the canonical one first.
    pub names: Vec<String>,
    /// The table's other cells, by column.
    pub cells: BTreeMap<&'static str, String>,
    /// What decides on the names.
    pub bearer: Bearer,
}

/// What becomes of an entry that the gazetteer knows already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// It is left out: a row would replace the one that is there as a whole.
    LeaveOut,
    /// It is written, and replaces the one that is there, whose canonical name it keeps.
    Replace,
}

/// Entries of one kind on their way into a table. Holds what will be written, not what was read.
#[derive(Debug)]
pub struct Intake<'a> {
    reference: &'a Reference,
    schema: &'static Schema,
    overlap: Overlap,
    ids: HashSet<Box<str>>,
    lines: Vec<Box<str>>,
    /// What was done so far.
    pub report: Report,
}

impl<'a> Intake<'a> {
    /// Nothing yet.
    pub fn new(reference: &'a Reference, kind: EntryKind, overlap: Overlap) -> Self {
        Self { reference, schema: table_of(kind), overlap, ids: HashSet::new(), lines: Vec::new(), report: Report::default() }
    }

    /// What names are compared with.
    pub fn reference(&self) -> &'a Reference {
        self.reference
    }

    /// The table that is made.
    pub fn table(&self) -> &'static str {
        self.schema.table
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Takes an entry, or counts why it is left out.
    pub fn add(&mut self, draft: &Draft) {
        if self.overlap == Overlap::LeaveOut && self.is_known(draft) {
            return self.report.drop_row("the gazetteer knows it already");
        }
        if self.ids.contains(&*draft.id) {
            return self.report.drop_row("its id was there before");
        }
        let names = self.names(draft);
        let Some((first, aliases)) = names.split_first() else {
            return self.report.drop_row("no name that can be used");
        };
        let aliases = aliases.join("|");
        let cell = |column: &&'static str| match *column {
            "id" => draft.id.clone(),
            "name" => first.clone(),
            "aliases" => aliases.clone(),
            column => draft.cells.get(column).map(|value| clean_values(column, value)).unwrap_or_default(),
        };
        let line = self.schema.columns.iter().map(cell).collect::<Vec<_>>().join("\t");
        self.lines.push(line.into_boxed_str());
        self.ids.insert(draft.id.as_str().into());
        self.report.entries += 1;
    }

    fn is_known(&self, draft: &Draft) -> bool {
        draft.other_ids.iter().chain([&draft.id]).any(|id| self.reference.entry(id).is_some())
    }

    /// The names that can be used, marked with their class; of several that matching takes for one, the first.
    fn names(&mut self, draft: &Draft) -> Vec<String> {
        let mut names = Vec::new();
        let mut seen = HashSet::new();
        // Other tables point at places by name, and news spellings were chosen with care.
        let known = self.reference.entry(&draft.id).map(|entry| &*entry.name);
        for written in known.into_iter().chain(draft.names.iter().map(String::as_str)) {
            let verdict = repair(written).map(|name| {
                let verdict = self.reference.classify(&name, draft.bearer, names.is_empty());
                (name, verdict)
            });
            let (name, verdict) = match verdict {
                Ok((name, Verdict::Dropped(flaw))) => (name, Err(flaw)),
                Ok((name, verdict)) => (name, Ok(verdict)),
                Err(flaw) => (String::new(), Err(flaw)),
            };
            match verdict {
                Err(flaw) => self.report.drop_name(flaw),
                Ok(_) if !seen.insert(spelling(self.reference, &name)) => self.report.drop_name(Flaw::Repeated),
                Ok(Verdict::Ambiguous(doubt)) => {
                    *self.report.ambiguous.entry(doubt).or_default() += 1;
                    names.push(format!("~{name}"));
                }
                Ok(_) => {
                    self.report.safe += 1;
                    names.push(name);
                }
            }
        }
        names
    }

    /// Writes the table: `comment` lines, the header, and the rows by name and id.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write(mut self, comment: &[String], out: &mut impl Write) -> io::Result<Report> {
        for line in comment {
            writeln!(out, "# {}", clean_cell(line))?;
        }
        writeln!(out, "{}", self.schema.columns.join("\t"))?;
        self.lines.sort_unstable_by(|one, other| by_name(one).cmp(&by_name(other)));
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        Ok(self.report)
    }
}

/// What two names have to share so that one of them is enough: the letters, and which words are all in capitals.
fn spelling(reference: &Reference, name: &str) -> (String, Vec<bool>) {
    let text: NormalizedText<'_> = reference.normalize(name);
    (reference.folded(name), text.tokens().iter().map(|token| token.shape == Shape::Upper).collect())
}

/// The name without its mark, and the id.
fn by_name(line: &str) -> (&str, &str) {
    let mut cells = line.split('\t');
    let id = cells.next().unwrap_or_default();
    (cells.next().unwrap_or_default().trim_start_matches('~'), id)
}

/// A cell made fit for the table; in columns that hold several values each of them.
fn clean_values(column: &str, value: &str) -> String {
    match column {
        "bare" | "class_path" => value.split('|').map(clean_cell).filter(|value| !value.is_empty()).collect::<Vec<_>>().join("|"),
        _ => clean_cell(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::import::Codes;
    use crate::gazetteer::import::reference::tests::reference;

    fn draft(id: &str, names: &[&str]) -> Draft {
        let bearer = Bearer { kind: EntryKind::Place, is_small: false, is_well_known: false, codes: Codes::Dropped };
        let cells = BTreeMap::from([("kind", "city".to_owned()), ("admin1", "North\tRiding".to_owned())]);
        Draft { id: id.into(), other_ids: Vec::new(), names: names.iter().map(|name| (*name).into()).collect(), cells, bearer }
    }

    fn table(drafts: &[Draft], overlap: Overlap) -> (String, Report) {
        let mut intake = Intake::new(reference(), EntryKind::Place, overlap);
        drafts.iter().for_each(|draft| intake.add(draft));
        let mut out = Vec::new();
        let report = intake.write(&["From a test".into()], &mut out).unwrap();
        (String::from_utf8(out).unwrap(), report)
    }

    #[test]
    fn rows_are_sorted_marked_and_clean_whatever_their_order() {
        let drafts = [
            draft("x:2", &["Skelbyham", "Skélbyham", "SKELBYHAM", "Reading", "北京"]),
            draft("x:1", &["北京", " Osmere  on Sea "]),
            draft("x:3", &["Best"]),
            draft("x:4", &["北京"]),
            draft("x:1", &["Osmere"]),
        ];
        let (text, report) = table(&drafts, Overlap::LeaveOut);
        let tail = "city\t\t\t\tNorth Riding\t\t\t\t";
        assert_eq!(
            text.lines().filter(|line| !line.starts_with("id\t")).collect::<Vec<_>>(),
            [
                "# From a test".to_owned(),
                format!("x:3\t~Best\t\t{tail}"),
                format!("x:1\tOsmere on Sea\t\t{tail}"),
                format!("x:2\tSkelbyham\tSKELBYHAM|~Reading\t{tail}"),
            ]
        );
        assert_eq!(report.rows_dropped, BTreeMap::from([("no name that can be used", 1), ("its id was there before", 1)]));
        assert_eq!(report.names_dropped, BTreeMap::from([(Flaw::OtherScript, 3), (Flaw::Repeated, 1)]));
        let reversed: Vec<Draft> = [&drafts[3], &drafts[2], &drafts[1], &drafts[0]].map(Clone::clone).into();
        assert_eq!(table(&reversed, Overlap::LeaveOut).0, text);
    }

    #[test]
    fn what_the_gazetteer_knows_is_replaced_only_on_demand() {
        let mut kyiv = draft("x:1", &["Kyiv"]);
        kyiv.other_ids.push("geonames:703448".into());
        assert_eq!(table(&[kyiv.clone()], Overlap::LeaveOut).1.entries, 0);
        assert_eq!(table(&[kyiv], Overlap::Replace).1.entries, 1);
        let (text, _) = table(&[draft("geonames:703448", &["Kyjiw"])], Overlap::Replace);
        assert!(text.contains("geonames:703448\tKyiv\tKyjiw\tcity"), "{text}");
    }
}
