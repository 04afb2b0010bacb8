//! Where places are, and what they are in.

use std::collections::{HashMap, HashSet};

use super::Finding;
use super::rows::{EntryRow, Kind, Rows};

/// A place that is further than this from every other one of its country is mostly one with a wrong point or country.
const FAR_KM: f64 = 1500.0;
const EARTH_RADIUS_KM: f64 = 6371.0;

/// Checks points, countries, parents and capitals.
pub(super) fn check(rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    let countries: HashSet<&str> = rows.entries.iter().filter(|entry| entry.kind == Kind::Country).map(|entry| entry.country).collect();
    let by_id: HashMap<&str, &EntryRow<'_>> = rows.entries.iter().map(|entry| (entry.id, entry)).collect();
    for entry in &rows.entries {
        if entry.location == Some((0.0, 0.0)) {
            findings.push(entry.at.error("ZERO_COORDINATES", "0, 0".into(), "a point in the Gulf of Guinea mostly means: not known"));
        }
        if !entry.country.is_empty() && !countries.contains(entry.country) {
            let why = "no row of countries.tsv has this code";
            findings.push(entry.at.error("UNKNOWN_COUNTRY", format!("{:?}", entry.country), why));
        }
        parents(entry, &by_id, findings);
    }
    capitals(rows, findings);
    far_away(rows, findings);
}

fn parents(entry: &EntryRow<'_>, by_id: &HashMap<&str, &EntryRow<'_>>, findings: &mut Vec<Finding>) {
    if entry.parent.is_empty() {
        return;
    }
    let Some(&parent) = by_id.get(entry.parent) else {
        findings.push(entry.at.error("DANGLING_PARENT", format!("{:?}", entry.parent), "no row has the parent's id"));
        return;
    };
    if !matches!(parent.kind, Kind::Place | Kind::Country) {
        findings.push(entry.at.error("DANGLING_PARENT", format!("{:?}", entry.parent), "the parent is no place"));
    }
    let mut seen = HashSet::new();
    let mut next = Some(entry);
    while let Some(place) = next.filter(|place| seen.insert(place.id)) {
        next = by_id.get(place.parent).copied();
        if next.is_some_and(|outer| outer.id == entry.id) {
            findings.push(entry.at.error("INSIDE_ITSELF", format!("{:?}", entry.id), "its parents lead back to it"));
            return;
        }
    }
}

/// A country's capital is given by name: one of its places has to have it.
fn capitals(rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    let mut places: HashSet<(&str, &str)> = HashSet::new();
    for entry in rows.entries.iter().filter(|entry| matches!(entry.kind, Kind::Place | Kind::Country)) {
        places.extend(entry.names.iter().map(|name| (entry.country, name.text)));
    }
    for entry in rows.entries.iter().filter(|entry| !entry.capital.is_empty()) {
        // A state that few others recognise has no code, and its places stand under another one's.
        let is_known = match entry.country {
            "" => places.iter().any(|(_, name)| *name == entry.capital),
            country => places.contains(&(country, entry.capital)),
        };
        if !is_known {
            let why = "no place of this country has the capital's name";
            findings.push(entry.at.error("DANGLING_CAPITAL", format!("{:?}", entry.capital), why));
        }
    }
}

/// A place and its point.
type Spot<'a> = (&'a EntryRow<'a>, (f64, f64));

fn far_away(rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    let mut by_country: HashMap<&str, Vec<Spot<'_>>> = HashMap::new();
    for entry in &rows.entries {
        let is_spot = entry.kind == Kind::Place && !matches!(entry.place_kind, "water" | "terrain" | "continent");
        if let Some(location) = entry.location.filter(|_| is_spot && !entry.country.is_empty()) {
            by_country.entry(entry.country).or_default().push((entry, location));
        }
    }
    for places in by_country.values().filter(|places| places.len() > 1) {
        for &(entry, location) in places {
            // Almost always one of the first few is near, so that this takes no square of the number of places.
            let is_near = places.iter().any(|(other, point)| !std::ptr::eq(*other, entry) && distance_km(location, *point) <= FAR_KM);
            if !is_near {
                let what = format!("{}, {} in {}", location.0, location.1, entry.country);
                findings.push(entry.at.warning("FAR_FROM_COUNTRY", what, "over 1,500 km from every other place of its country"));
            }
        }
    }
}

/// Along the great circle.
fn distance_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (one.0.to_radians(), other.0.to_radians());
    let half = |a: f64, b: f64| ((a - b) / 2.0).sin().powi(2);
    let haversine = half(lat_a, lat_b) + lat_a.cos() * lat_b.cos() * half(one.1.to_radians(), other.1.to_radians());
    2.0 * EARTH_RADIUS_KM * haversine.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_right_to_a_few_kilometres() {
        for (one, other, expected) in
            [((51.5, -0.12), (48.86, 2.35), 343.0), ((0.0, 179.5), (0.0, -179.5), 111.0), ((90.0, 0.0), (-90.0, 0.0), 20015.0)]
        {
            assert!((distance_km(one, other) - expected).abs() < 5.0, "{}", distance_km(one, other));
        }
    }
}
