//! Names by language, and countries.

use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;

use super::Place;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::import::Reference;
use crate::gazetteer::import::lines::{cells, lines};
use crate::gazetteer::import::spelling::{clean_cell, repair};

/// Reads `alternateNamesV2.txt`: `places`, by number, get the names of these languages instead of those of the dump, which do not say
/// theirs; the preferred English name becomes the canonical one, and Wikidata's id is taken too. Historic names are left out.
///
/// # Errors
/// What cannot be read, with file and line.
pub fn alternate_names(
    file: &str,
    input: impl BufRead,
    languages: &BTreeSet<String>,
    places: &mut HashMap<u64, Place>,
) -> Result<(), GazetteerError> {
    for place in places.values_mut() {
        // The main name, and the same in ASCII.
        place.names.truncate(2);
    }
    lines(file, input, |number, line| {
        if line.is_empty() {
            return Ok(());
        }
        // Older files have 8 cells: those that say from when to when come last.
        let count = line.split('\t').count();
        let expected = "8 or 10 cells parted by tabs, as in alternateNamesV2.txt";
        let [_, id, language, name, is_preferred, _, _, is_historic] = match count {
            8 => cells::<8>(file, number, line, expected)?,
            _ => {
                let [a, b, c, d, e, f, g, h, ..] = cells::<10>(file, number, line, expected)?;
                [a, b, c, d, e, f, g, h]
            }
        };
        let Some(place) = id.parse().ok().and_then(|id: u64| places.get_mut(&id)) else { return Ok(()) };
        match language {
            "wkdt" => place.wikidata = name.to_owned(),
            language if !languages.contains(language) || is_historic == "1" => {}
            "en" if is_preferred == "1" => place.names.insert(0, name.to_owned()),
            _ => place.names.push(name.to_owned()),
        }
        Ok(())
    })
}

/// The countries of `countryInfo.txt` that the gazetteer lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Rows of `countries.tsv`: `id`, `name`, `iso2`, `population`, `continent`.
    pub rows: Vec<[String; 5]>,
    /// All codes of the file.
    pub codes: BTreeSet<String>,
}

/// Reads `countryInfo.txt`.
///
/// # Errors
/// What cannot be read, with file and line.
pub fn countries(file: &str, input: impl BufRead, reference: &Reference) -> Result<Missing, GazetteerError> {
    let mut missing = Missing::default();
    lines(file, input, |number, line| {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let row = cells::<19>(file, number, line, "19 cells parted by tabs, as in countryInfo.txt")?;
        let [code, _, _, _, name, _, _, population, continent, _, _, _, _, _, _, _, id, _, _] = row;
        missing.codes.insert(code.to_owned());
        if reference.country_code(code).is_none()
            && !id.is_empty()
            && let Ok(name) = repair(name)
        {
            missing.rows.push([format!("geonames:{id}"), name, code.to_owned(), clean_cell(population), clean_cell(continent)]);
        }
        Ok(())
    })?;
    missing.rows.sort();
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::PlaceKind;
    use crate::gazetteer::import::reference::tests::reference;

    #[test]
    fn names_are_those_of_the_languages_and_the_english_one_comes_first() {
        let names = ["Ozmir", "Ozmir", "Whatever"].map(str::to_owned).into();
        let place = Place {
            id: 1,
            names,
            kind: PlaceKind::City,
            is_capital: false,
            latitude: "54".into(),
            longitude: "-2".into(),
            country: "GB".into(),
            division: String::new(),
            population: 0,
            wikidata: String::new(),
        };
        let mut places = HashMap::from([(1, place)]);
        let text = "1\t1\ten\tOsmere\t1\t\t\t\t\t\n2\t1\tru\tОзмир\t\t\t\t\t\t\n3\t1\tde\tOsmeer\t\t\t\t\t\t\n4\t1\ten\tOsmerium\t\t\t\t1\t\t\n\
                    5\t1\twkdt\tQ0\t\t\t\t\t\t\n6\t2\ten\tElsewhere\t\t\t\t\t\t\n7\t1\ten\tOsmer\t\t\t\t\n";
        let languages = ["en", "ru"].map(str::to_owned).into();
        alternate_names("a", text.as_bytes(), &languages, &mut places).unwrap();
        assert_eq!(places[&1].names, ["Osmere", "Ozmir", "Ozmir", "Озмир", "Osmer"]);
        assert_eq!(places[&1].wikidata, "Q0");
        let error = alternate_names("a", &b"\n1\t1\n"[..], &languages, &mut places).unwrap_err().to_string();
        assert!(error.starts_with("a:2: line"), "{error}");
    }

    #[test]
    fn only_countries_that_are_missing_are_written() {
        let row = |code: &str, name: &str, id: &str| format!("{code}\tXXX\t1\tXX\t{name}\tX\t1\t7\tEU\t.x\tX\tX\tX\t\t\ten\t{id}\t\t\n");
        let text = format!("#ISO\tISO3\n{}{}", row("UA", "Ukraine", "690791"), row("QQ", "Osmerland", "1"));
        let missing = countries("c", text.as_bytes(), reference()).unwrap();
        assert_eq!(missing.rows, [["geonames:1", "Osmerland", "QQ", "7", "EU"].map(str::to_owned)]);
        assert_eq!(missing.codes.into_iter().collect::<Vec<_>>(), ["QQ", "UA"]);
    }
}
