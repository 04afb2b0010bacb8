//! GeoNames' feature classes and codes as our kinds of place.

use std::str::FromStr;

use crate::extraction::PlaceKind;

/// What a feature is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A place of this kind.
    Place(PlaceKind),
    /// A city that is a national capital.
    Capital,
    /// A country or dependency: `countries.tsv` has them, with adjectives and demonyms.
    Country,
    /// No longer there, or no longer so.
    Historic,
}

/// What a feature class and code are to us; codes as in GeoNames' `featureCodes_en.txt`.
pub fn feature(class: &str, code: &str) -> Feature {
    // A `Q` at the end says abandoned in every class; `H` says historic only where another code is without it ("CH" is a church).
    let is_historic = matches!(code, "PPLH" | "PPLW" | "PPLCH" | "ADMDH" | "PCLH" | "RGNH" | "LKH")
        || (code.ends_with('Q') && code.len() > 2)
        || (code.starts_with("ADM") && code.ends_with('H'));
    if is_historic {
        return Feature::Historic;
    }
    Feature::Place(match (class, code) {
        ("A", code) if code.starts_with("PCL") => return Feature::Country,
        ("P", "PPLC") => return Feature::Capital,
        ("P", "PPLX") => PlaceKind::Neighbourhood,
        ("P", _) => PlaceKind::City,
        ("A", "ADM1" | "TERR") => PlaceKind::Region,
        ("A", "ADM2" | "ADM3" | "ADM4" | "ADM5" | "ADMD" | "PRSH") => PlaceKind::District,
        ("L", "CONT") => PlaceKind::Continent,
        ("L", "RGN" | "RGNE") => PlaceKind::Region,
        ("L", "MILB" | "NVB" | "INDS" | "PRT" | "AMTH") | ("S", _) => PlaceKind::Facility,
        ("H" | "U", _) => PlaceKind::Water,
        ("T" | "V", _) => PlaceKind::Terrain,
        ("R", _) => PlaceKind::Street,
        _ => PlaceKind::Other,
    })
}

/// A feature class, or a code with its class: `P`, `A.ADM1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeaturePattern {
    class: char,
    code: Option<String>,
}

impl FeaturePattern {
    /// Whether a feature is one of those meant.
    pub fn matches(&self, class: &str, code: &str) -> bool {
        class.starts_with(self.class) && self.code.as_deref().is_none_or(|wanted| wanted == code)
    }
}

impl FromStr for FeaturePattern {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (class, code) = text.split_once('.').map_or((text, None), |(class, code)| (class, Some(code.to_owned())));
        let mut letters = class.chars();
        match (letters.next(), letters.next()) {
            (Some(class), None) if "AHLPRSTUV".contains(class) && code.as_deref() != Some("") => Ok(Self { class, code }),
            _ => Err("a feature is a class (A H L P R S T U V), or a class and a code: P, A.ADM1"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_become_kinds() {
        for (class, code, expected) in [
            ("P", "PPL", Feature::Place(PlaceKind::City)),
            ("P", "PPLA2", Feature::Place(PlaceKind::City)),
            ("P", "PPLC", Feature::Capital),
            ("P", "PPLX", Feature::Place(PlaceKind::Neighbourhood)),
            ("P", "PPLH", Feature::Historic),
            ("P", "PPLQ", Feature::Historic),
            ("P", "PPLW", Feature::Historic),
            ("A", "ADM1", Feature::Place(PlaceKind::Region)),
            ("A", "ADM1H", Feature::Historic),
            ("A", "ADM2", Feature::Place(PlaceKind::District)),
            ("A", "PCLI", Feature::Country),
            ("A", "PCLH", Feature::Historic),
            ("H", "LK", Feature::Place(PlaceKind::Water)),
            ("T", "MT", Feature::Place(PlaceKind::Terrain)),
            ("S", "CH", Feature::Place(PlaceKind::Facility)),
            ("S", "AIRQ", Feature::Historic),
            ("R", "ST", Feature::Place(PlaceKind::Street)),
            ("L", "CONT", Feature::Place(PlaceKind::Continent)),
            ("L", "PRK", Feature::Place(PlaceKind::Other)),
            ("", "", Feature::Place(PlaceKind::Other)),
        ] {
            assert_eq!(feature(class, code), expected, "{class}.{code}");
        }
    }

    #[test]
    fn a_pattern_is_a_class_or_a_code() {
        let pattern = |text: &str| text.parse::<FeaturePattern>();
        assert!(pattern("P").unwrap().matches("P", "PPLX") && !pattern("P").unwrap().matches("A", "ADM1"));
        assert!(pattern("A.ADM1").unwrap().matches("A", "ADM1") && !pattern("A.ADM1").unwrap().matches("A", "ADM2"));
        assert!(["", "p", "PPL", "A.", "X"].iter().all(|text| pattern(text).is_err()));
    }
}
