//! The cells of other people's tables as ours write them.

use super::{Bearer, Codes, Reference};
use crate::extraction::PlaceKind;
use crate::gazetteer::entry::EntryKind;
use crate::gazetteer::import::classify::{SMALL_PLACE, WELL_KNOWN_PLACE};
use crate::gazetteer::tables::{place_kind, weapon_category};

/// `written` as the column of our table has it.
///
/// # Errors
/// What the column expects.
pub(super) fn field(column: &str, written: &str, reference: &Reference) -> Result<String, &'static str> {
    let written = written.trim();
    let checked = |is_right: bool, expected| if is_right { Ok(written.to_owned()) } else { Err(expected) };
    if written.is_empty() {
        return Ok(String::new());
    }
    match column {
        "kind" if reference_kind(written) => Ok(written.to_owned()),
        "lat" => degrees(written, 90.0).ok_or("degrees from -90 to 90"),
        "lon" => degrees(written, 180.0).ok_or("degrees from -180 to 180"),
        "population" => population(written).ok_or("a whole number"),
        "country" | "origin" => reference.country_code(written).map(str::to_owned).ok_or("a country's code or name"),
        "seat" => checked(matches!(written, "capital" | "government"), "capital, government or empty"),
        "category" => checked(weapon_category(written).is_some(), "a weapon's category"),
        "specificity" => checked(matches!(written, "generic" | "family" | "model"), "generic, family or model"),
        "wikidata" => checked(qid(written).is_some(), "an id like Q212"),
        "gender" => match written {
            "m" | "male" => Ok("m".into()),
            "f" | "female" => Ok("f".into()),
            _ => Ok(String::new()),
        },
        "kind" => Err("a kind of place"),
        _ => Ok(written.to_owned()),
    }
}

/// Whether it is a kind of place that an import can have: countries are in the tables already.
fn reference_kind(written: &str) -> bool {
    place_kind(written).is_some_and(|kind| kind != PlaceKind::Country)
}

/// `Q212`, alone or at the end of its IRI.
pub(super) fn qid(written: &str) -> Option<&str> {
    let id = written.rsplit('/').next()?;
    let digits = id.strip_prefix('Q')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(id)
}

fn degrees(written: &str, most: f64) -> Option<String> {
    let degrees: f64 = written.parse().ok()?;
    (degrees.abs() <= most).then(|| written.trim_start_matches('+').to_owned())
}

/// `2797553`, `2,797,553`, `2 797 553`, `2797553.0`.
fn population(written: &str) -> Option<String> {
    let whole = written.strip_suffix(".0").unwrap_or(written).trim_start_matches('+');
    let digits: String = whole.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{A0}' | '\u{202F}' | '_' | '\'')).collect();
    digits.parse::<u64>().ok().map(|number| number.to_string())
}

/// What decides on the names of an entry with these cells; `unknown_is_small` says what a settlement of unknown population is.
pub(super) fn bearer(kind: EntryKind, cell: impl Fn(&str) -> String, codes: Codes, unknown_is_small: bool) -> Bearer {
    let is_capital = cell("seat") == "capital";
    let population = cell("population").parse::<u64>().ok().filter(|population| *population > 0);
    let is_settlement = matches!(cell("kind").as_str(), "city" | "neighbourhood" | "district" | "");
    let is_small = match population {
        Some(population) => population < SMALL_PLACE && is_settlement,
        None => unknown_is_small && is_settlement,
    };
    Bearer {
        kind,
        is_small: kind == EntryKind::Place && is_small && !is_capital,
        is_well_known: is_capital || population.is_some_and(|population| population >= WELL_KNOWN_PLACE),
        codes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::import::reference::tests::reference;

    #[test]
    fn fields_are_read_as_people_write_them() {
        for (column, written, expected) in [
            ("population", "2,797,553", Ok("2797553")),
            ("population", "2797553.0", Ok("2797553")),
            ("population", "many", Err("a whole number")),
            ("lat", "+50.45", Ok("50.45")),
            ("lat", "91", Err("degrees from -90 to 90")),
            ("lon", "NaN", Err("degrees from -180 to 180")),
            ("country", "Ukraine", Ok("UA")),
            ("country", "Atlantis", Err("a country's code or name")),
            ("kind", "town", Err("a kind of place")),
            ("kind", "country", Err("a kind of place")),
            ("kind", "water", Ok("water")),
            ("gender", "male", Ok("m")),
            ("category", "missile", Ok("missile")),
            ("specificity", "old", Err("generic, family or model")),
            ("description", " mayor ", Ok("mayor")),
            ("lat", "", Ok("")),
        ] {
            assert_eq!(field(column, written, reference()).as_deref(), expected.as_ref().copied(), "{column} {written:?}");
        }
    }

    #[test]
    fn small_is_what_is_known_to_be_or_what_its_source_leaves_open() {
        let is_small = |kind: &'static str, population: &'static str, unknown_is_small| {
            let cell = |column: &str| {
                if column == "kind" {
                    kind.into()
                } else if column == "population" {
                    population.into()
                } else {
                    String::new()
                }
            };
            bearer(EntryKind::Place, cell, Codes::Kept, unknown_is_small).is_small
        };
        assert!(is_small("city", "14999", false) && !is_small("city", "15000", true));
        assert!(is_small("city", "", true) && is_small("city", "0", true) && !is_small("city", "", false));
        assert!(!is_small("facility", "", true) && !is_small("region", "", true));
    }
}
