//! The main table of a dump, and the names of first-level divisions.

use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;

use super::{Feature, FeaturePattern, Place, feature};
use crate::extraction::PlaceKind;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::import::Report;
use crate::gazetteer::import::lines::{bad_cell, cells, lines};

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// ISO 3166-1 alpha-2; empty means every country.
    pub countries: BTreeSet<String>,
    /// Settlements of fewer inhabitants are left out.
    pub min_population: u64,
    /// Empty means every feature.
    pub features: Vec<FeaturePattern>,
}

/// English names of first-level divisions, by `UA.13`.
pub type Divisions = HashMap<String, String>;

/// Reads `admin1CodesASCII.txt`: code, name, name in ASCII, number.
///
/// # Errors
/// What cannot be read, with file and line.
pub fn divisions(file: &str, input: impl BufRead) -> Result<Divisions, GazetteerError> {
    let mut divisions = Divisions::new();
    lines(file, input, |number, line| {
        if !line.is_empty() {
            let [code, name, ..] = cells::<4>(file, number, line, "4 cells parted by tabs, as in admin1CodesASCII.txt")?;
            divisions.insert(code.to_owned(), name.to_owned());
        }
        Ok(())
    })?;
    Ok(divisions)
}

/// Reads a dump's main table and hands every row that is wanted to `each`; `report` counts the others.
///
/// # Errors
/// What cannot be read, with file and line.
pub fn places(
    file: &str,
    input: impl BufRead,
    selection: &Selection,
    divisions: &Divisions,
    report: &mut Report,
    mut each: impl FnMut(Place, &mut Report),
) -> Result<(), GazetteerError> {
    lines(file, input, |number, line| {
        if line.is_empty() {
            return Ok(());
        }
        report.rows_read += 1;
        let row = cells::<19>(file, number, line, "19 cells parted by tabs, as in GeoNames' dumps")?;
        match selected(selection, &row) {
            Err(reason) => report.drop_row(reason),
            Ok((kind, is_capital)) => each(place(file, number, &row, kind, is_capital, divisions)?, report),
        }
        Ok(())
    })
}

/// What a wanted row is, and whether it is a capital; or why it is not wanted.
fn selected(selection: &Selection, row: &[&str; 19]) -> Result<(PlaceKind, bool), &'static str> {
    let [_, name, .., class, code, country, _, _, _, _, _, population, _, _, _, _] = *row;
    if !selection.countries.is_empty() && !selection.countries.contains(country) {
        return Err("another country");
    }
    let (kind, is_capital) = match feature(class, code) {
        Feature::Place(kind) => (kind, false),
        Feature::Capital => (PlaceKind::City, true),
        Feature::Country => return Err("a country: countries.tsv has it"),
        Feature::Historic => return Err("historic"),
    };
    if !selection.features.is_empty() && !selection.features.iter().any(|pattern| pattern.matches(class, code)) {
        return Err("another feature");
    }
    if name.ends_with("(historical)") {
        return Err("historic");
    }
    if class == "P" && population.parse::<u64>().is_ok_and(|population| population < selection.min_population) {
        return Err("too few inhabitants");
    }
    Ok((kind, is_capital))
}

fn place(
    file: &str,
    number: usize,
    row: &[&str; 19],
    kind: PlaceKind,
    is_capital: bool,
    divisions: &Divisions,
) -> Result<Place, GazetteerError> {
    let [id, name, ascii, alternates, latitude, longitude, _, _, country, _, division, _, _, _, population, _, _, _, _] = *row;
    let degrees = |column, written: &str, most: f64, expected| match written.parse::<f64>() {
        Ok(degrees) if degrees.abs() <= most => Ok(written.to_owned()),
        _ => Err(bad_cell(file, number, column, written, expected)),
    };
    let names = [name, ascii].into_iter().chain(alternates.split(',')).filter(|name| !name.is_empty());
    Ok(Place {
        id: id.parse().map_err(|_| bad_cell(file, number, "geonameid", id, "a whole number"))?,
        names: names.map(str::to_owned).collect(),
        kind,
        is_capital,
        latitude: degrees("latitude", latitude, 90.0, "degrees from -90 to 90")?,
        longitude: degrees("longitude", longitude, 180.0, "degrees from -180 to 180")?,
        country: country.to_owned(),
        division: divisions.get(&format!("{country}.{division}")).cloned().unwrap_or_default(),
        population: match population {
            "" => 0,
            written => written.parse().map_err(|_| bad_cell(file, number, "population", written, "a whole number"))?,
        },
        wikidata: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up row: number, name, alternates, feature, country, division, population.
    pub(crate) fn row(cells: [&str; 8]) -> String {
        let [id, name, alternates, class, code, country, division, population] = cells;
        format!(
            "{id}\t{name}\t{name}\t{alternates}\t54.1\t-2.1\t{class}\t{code}\t{country}\t\t{division}\t\t\t\t{population}\t\t10\tX\t2026-01-01\n"
        )
    }

    fn read(text: &str, selection: &Selection) -> (Vec<Place>, Report) {
        let divisions = divisions("d", &b"GB.ENG\tEngland\tEngland\t1\n"[..]).unwrap();
        let (mut found, mut report) = (Vec::new(), Report::default());
        places("towns.txt", text.as_bytes(), selection, &divisions, &mut report, |place, _| found.push(place)).unwrap();
        (found, report)
    }

    #[test]
    fn rows_are_selected_and_the_rest_is_counted() {
        let text = [
            row(["1", "Osmere", "Osmer,Озмир", "P", "PPL", "GB", "ENG", "20000"]),
            row(["2", "Tarnwick", "", "P", "PPL", "GB", "ENG", "20"]),
            row(["3", "Old Osmere", "", "P", "PPLQ", "GB", "ENG", "0"]),
            row(["4", "Osmerland", "", "A", "PCLI", "GB", "", "9"]),
            row(["5", "Osmere Mere", "", "H", "LK", "GB", "ENG", "0"]),
            row(["6", "Osmère", "", "P", "PPL", "FR", "11", "900000"]),
            row(["7", "Skelby (historical)", "", "P", "PPL", "GB", "ENG", "90000"]),
        ]
        .concat();
        let selection = Selection { countries: ["GB".to_owned()].into(), min_population: 100, features: vec!["P".parse().unwrap()] };
        let (found, report) = read(&text, &selection);
        assert_eq!(found.iter().map(|place| place.id).collect::<Vec<_>>(), [1]);
        assert_eq!(found[0].names, ["Osmere", "Osmere", "Osmer", "Озмир"]);
        assert_eq!((&*found[0].division, found[0].population, found[0].kind), ("England", 20_000, PlaceKind::City));
        let reasons: Vec<(&str, u64)> = report.rows_dropped.into_iter().collect();
        let expected = [
            ("a country: countries.tsv has it", 1),
            ("another country", 1),
            ("another feature", 1),
            ("historic", 2),
            ("too few inhabitants", 1),
        ];
        assert_eq!((reasons.as_slice(), report.rows_read), (expected.as_slice(), 7));
        assert_eq!(read(&text, &Selection::default()).0.len(), 4);
    }

    #[test]
    fn faults_name_file_and_line() {
        let good = row(["1", "Osmere", "", "P", "PPL", "GB", "ENG", "20000"]);
        for (bad, expected) in [
            ("Osmere\n".to_owned(), "towns.txt:2: line \"Osmere\" is not 19 cells parted by tabs, as in GeoNames' dumps"),
            (good.replace("54.1", "north"), "towns.txt:2: latitude \"north\" is not degrees from -90 to 90"),
            (good.replace("20000", "many"), "towns.txt:2: population \"many\" is not a whole number"),
            (good.replacen('1', "one", 1), "towns.txt:2: geonameid \"one\" is not a whole number"),
        ] {
            let text = format!("{good}{bad}");
            let error = places("towns.txt", text.as_bytes(), &Selection::default(), &Divisions::new(), &mut Report::default(), |_, _| {});
            assert_eq!(error.unwrap_err().to_string(), expected);
        }
        let error = places("t", &b"\xff\n"[..], &Selection::default(), &Divisions::new(), &mut Report::default(), |_, _| {});
        assert_eq!(error.unwrap_err().to_string(), "t:1: not UTF-8");
    }
}
