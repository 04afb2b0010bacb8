//! What the keys of an answer stand for, looked up once a table.

use std::collections::BTreeMap;

use crate::proto::v1;

/// Places and weapons by name, and counts, by their keys.
pub(super) struct Links<'a> {
    places: BTreeMap<&'a str, &'a str>,
    weapons: BTreeMap<&'a str, &'a str>,
    counts: BTreeMap<&'a str, &'a v1::Count>,
}

impl<'a> Links<'a> {
    pub(super) fn new(answer: &'a v1::Extraction) -> Self {
        Self {
            places: answer.places.iter().map(|place| (place.key.as_str(), place.name.as_str())).collect(),
            weapons: answer.weapons.iter().map(|weapon| (weapon.key.as_str(), weapon.name.as_str())).collect(),
            counts: answer.counts.iter().map(|count| (count.key.as_str(), count)).collect(),
        }
    }

    /// The places' names, in the order of the keys, with commas; empty without any.
    pub(super) fn places(&self, keys: &[String]) -> String {
        let names: Vec<&str> = keys.iter().filter_map(|key| self.places.get(key.as_str()).copied()).collect();
        names.join(", ")
    }

    /// The weapons' names, in the order of the keys, with commas; empty without any.
    pub(super) fn weapons(&self, keys: &[String]) -> String {
        let names: Vec<&str> = keys.iter().filter_map(|key| self.weapons.get(key.as_str()).copied()).collect();
        names.join(", ")
    }

    pub(super) fn counts(&self, keys: &[String]) -> impl Iterator<Item = &'a v1::Count> {
        keys.iter().filter_map(|key| self.counts.get(key.as_str()).copied())
    }
}
