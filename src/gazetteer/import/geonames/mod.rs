//! GeoNames dumps, as <https://download.geonames.org/export/dump/> describes them: read line by line, so that `allCountries.txt` costs no
//! more memory than the rows that are kept.

mod dump;
mod feature;
mod names;

use std::collections::BTreeMap;

pub use dump::{Divisions, Selection, divisions, places};
pub use feature::{Feature, FeaturePattern, feature};
pub use names::{Missing, alternate_names, countries};

use super::fields::bearer;
use super::{Codes, Draft, Intake};
use crate::extraction::PlaceKind;
use crate::gazetteer::entry::EntryKind;

/// A row of the dump.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// GeoNames' number.
    pub id: u64,
    /// Its names, the main one first.
    pub names: Vec<String>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Whether it is a national capital.
    pub is_capital: bool,
    /// Degrees, as written.
    pub latitude: String,
    /// Degrees, as written.
    pub longitude: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Name of the first-level division.
    pub division: String,
    /// Inhabitants; 0 when not known.
    pub population: u64,
    /// Wikidata's id, where the alternate names tell it.
    pub wikidata: String,
}

impl Place {
    /// Hands the place over; what its row cannot say in our tables is counted.
    pub fn into_intake(self, intake: &mut Intake<'_>) {
        let country = intake.reference().country_code(&self.country).map(str::to_owned).unwrap_or_default();
        if country.is_empty() && !self.country.is_empty() {
            intake.report.drop_cell("country, which the gazetteer does not have");
        }
        let is_nowhere = [&self.latitude, &self.longitude].iter().all(|degrees| degrees.parse() == Ok(0.0));
        let degrees = |written: String| if is_nowhere { String::new() } else { written };
        let wikidata = Some(format!("wikidata:{}", self.wikidata)).filter(|_| !self.wikidata.is_empty());
        let cells = BTreeMap::from([
            ("kind", self.kind.as_str().to_owned()),
            ("lat", degrees(self.latitude)),
            ("lon", degrees(self.longitude)),
            ("country", country),
            ("admin1", self.division),
            ("population", if self.population > 0 { self.population.to_string() } else { String::new() }),
            ("wikidata", self.wikidata),
            ("seat", if self.is_capital { "capital".to_owned() } else { String::new() }),
        ]);
        let mut bearer = bearer(EntryKind::Place, |column| cells.get(column).cloned().unwrap_or_default(), Codes::Dropped, true);
        // Lakes, hills and schools come by the hundred of one name: without a trigger none of them is meant.
        let is_division = matches!(self.kind, PlaceKind::Region | PlaceKind::Continent);
        bearer.is_small |= self.population < super::SMALL_PLACE && !self.is_capital && !is_division;
        let id = format!("geonames:{}", self.id);
        intake.add(&Draft { id, other_ids: wikidata.into_iter().collect(), names: self.names, cells, bearer });
    }
}
