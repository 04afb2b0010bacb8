//! Any table of a newsroom's own, its columns mapped to ours.

use std::collections::BTreeMap;

use super::fields::{bearer, field};
use super::lines::bad_cell;
use super::slug::Slugs;
use super::{Codes, Draft, Intake, Record, table_of};
use crate::gazetteer::entry::EntryKind;
use crate::gazetteer::error::GazetteerError;

/// How a table is read.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// What its rows are.
    pub kind: EntryKind,
    /// Our column, and theirs; `name` is there, and one of ours may take several of theirs.
    pub columns: Vec<(&'static str, String)>,
    /// Cells, by our columns, of rows that do not tell their own.
    pub constants: BTreeMap<&'static str, String>,
    /// Between two names, or two values, in one of their cells.
    pub separator: String,
    /// Scheme of the ids: `desk` gives `desk:place/osmere`.
    pub id_prefix: String,
}

impl Mapping {
    /// A column of theirs that is mapped and not in `header`.
    pub fn missing(&self, header: &[String]) -> Option<&str> {
        self.columns.iter().map(|(_, theirs)| theirs.as_str()).find(|theirs| !header.iter().any(|name| name == theirs))
    }

    /// The cells that `record` has for our column `ours`, cut at the separator where it may hold several values.
    fn values<'a>(&'a self, ours: &'a str, record: Record<'a>) -> impl Iterator<Item = &'a str> {
        let holds_several = matches!(ours, "aliases" | "bare" | "class_path");
        let cells = self.columns.iter().filter(move |(column, _)| *column == ours).map(move |(_, theirs)| record.get(theirs));
        let split = move |cell: &'a str| match holds_several && !self.separator.is_empty() {
            true => cell.split(&*self.separator).collect::<Vec<_>>(),
            false => vec![cell],
        };
        cells.flat_map(split).map(str::trim).filter(|value| !value.is_empty())
    }
}

/// Reads rows one by one; knows the ids it has given.
#[derive(Debug)]
pub struct Rows<'a> {
    file: &'a str,
    mapping: &'a Mapping,
    slugs: Slugs,
}

impl<'a> Rows<'a> {
    /// The rows of `file`.
    pub fn new(file: &'a str, mapping: &'a Mapping) -> Self {
        Self { file, mapping, slugs: Slugs::default() }
    }

    /// Hands a row over.
    ///
    /// # Errors
    /// A cell that our column does not allow, with file and line: the table is the caller's, who can mend it.
    pub fn add(&mut self, record: Record<'_>, intake: &mut Intake<'_>) -> Result<(), GazetteerError> {
        let Mapping { kind, columns, constants, id_prefix, .. } = self.mapping;
        intake.report.rows_read += 1;
        let mut cells = constants.clone();
        let ours = table_of(*kind).columns.iter().filter(|ours| !matches!(**ours, "id" | "name" | "aliases"));
        for &column in ours.filter(|ours| columns.iter().any(|(mapped, _)| mapped == *ours)) {
            let written = self.mapping.values(column, record).collect::<Vec<_>>().join("|");
            let value = field(column, &written, intake.reference())
                .map_err(|expected| bad_cell(self.file, record.line, column, &written, expected))?;
            if !value.is_empty() {
                cells.insert(column, value);
            }
        }
        if cells.contains_key("lat") != cells.contains_key("lon") {
            return Err(bad_cell(self.file, record.line, "lat, lon", "", "both there or both empty"));
        }
        let names: Vec<String> =
            ["name", "aliases"].iter().flat_map(|column| self.mapping.values(column, record)).map(str::to_owned).collect();
        let Some(first) = names.first() else {
            intake.report.drop_row("no name that can be used");
            return Ok(());
        };
        let key = self.mapping.values("id", record).next().unwrap_or(first);
        let id = self.slugs.assign(&format!("{id_prefix}:{}/", kind.as_str()), key, intake.reference());
        let bearer = bearer(*kind, |column| cells.get(column).cloned().unwrap_or_default(), Codes::Kept, false);
        intake.add(&Draft { id, other_ids: Vec::new(), names, cells, bearer });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::import::Overlap;
    use crate::gazetteer::import::reference::tests::reference;

    fn import(kind: EntryKind, columns: &[(&'static str, &str)], header: &[&str], rows: &[&[&str]]) -> Result<String, String> {
        let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let mapping = Mapping {
            kind,
            columns: columns.iter().map(|(ours, theirs)| (*ours, (*theirs).to_owned())).collect(),
            constants: crate::gazetteer::import::defaults(kind),
            separator: ";".into(),
            id_prefix: "desk".into(),
        };
        let header = owned(header);
        let mut intake = Intake::new(reference(), kind, Overlap::LeaveOut);
        let mut read = Rows::new("desk.csv", &mapping);
        for (index, row) in rows.iter().enumerate() {
            read.add(Record { line: index + 2, header: &header, cells: &owned(row) }, &mut intake).map_err(|error| error.to_string())?;
        }
        let mut out = Vec::new();
        intake.write(&[], &mut out).unwrap();
        Ok(String::from_utf8(out).unwrap().lines().skip(1).map(|line| line.to_owned() + "\n").collect())
    }

    #[test]
    fn columns_are_mapped_and_every_row_gets_an_id_of_its_own() {
        let columns = [("name", "Town"), ("aliases", "Also"), ("aliases", "Old"), ("country", "Country"), ("lat", "Y"), ("lon", "X")];
        let header = ["Town", "Also", "Old", "Country", "Y", "X"];
        let rows: &[&[&str]] = &[
            &["Osmereburgh", "Osmerbourg; Best", "Osmeria", "United Kingdom", "54.1", "-2.1"],
            &["Osmereburgh", "", "", "FR", "", ""],
            &["", "", "", "", "", ""],
        ];
        assert_eq!(
            import(EntryKind::Place, &columns, &header, rows).unwrap(),
            "desk:place/osmereburgh\tOsmereburgh\tOsmerbourg|~Best|Osmeria\tcity\t54.1\t-2.1\tGB\t\t\t\t\t\n\
             desk:place/osmereburgh-2\tOsmereburgh\t\tcity\t\t\tFR\t\t\t\t\t\n"
        );
    }

    #[test]
    fn a_wrong_cell_is_named_with_file_and_line() {
        let header = ["Town", "Kind", "Y"];
        let rows: &[&[&str]] = &[&["Osmereburgh", "city", ""], &["Skelbyham", "town", ""]];
        let fault = import(EntryKind::Place, &[("name", "Town"), ("kind", "Kind")], &header, rows).unwrap_err();
        assert_eq!(fault, "desk.csv:3: kind \"town\" is not a kind of place");
        let half = import(EntryKind::Place, &[("name", "Town"), ("lat", "Y")], &header, &[&["Osmereburgh", "", "54"]]);
        assert!(half.unwrap_err().starts_with("desk.csv:2: lat, lon"));
    }

    #[test]
    fn weapons_and_people_have_their_own_columns() {
        let weapon = import(
            EntryKind::Weapon,
            &[("name", "N"), ("category", "C"), ("specificity", "S")],
            &["N", "C", "S"],
            &[&["Qxobar-7", "missile", "model"]],
        );
        assert_eq!(weapon.unwrap(), "desk:weapon/qxobar-7\tQxobar-7\t\tmissile\t\tmodel\t\n");
        let person = import(EntryKind::Person, &[("name", "N"), ("bare", "B")], &["N", "B"], &[&["Tilda Skelbyworth", "Skelbyworth"]]);
        assert_eq!(person.unwrap(), "desk:person/tilda-skelbyworth\tTilda Skelbyworth\t\tSkelbyworth\t\t\t\n");
    }
}
