//! Reads the tables of entries: countries, places, people, weapons, organisations, names and stop phrases.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::compile::{Compiler, Sense, StopKinds, split_mark};
use super::entry::{AliasRole, Entry, EntryNumber, Facts, PersonFacts, PlaceFacts, Seat, WeaponFacts};
use super::error::GazetteerError;
use super::table::{Row, Table, read};
use crate::extraction::{PlaceKind, WeaponCategory, WeaponSpecificity};

/// Reads the entries' tables into a compiler; knows the ids seen so far.
#[derive(Debug, Default)]
pub struct EntryTables {
    ids: HashSet<String, FixedState>,
    /// Where each entry's row stands, by entry number.
    pub origins: Origins,
}

/// Where rows stand.
#[derive(Debug, Default)]
pub struct Origins {
    files: Vec<Box<str>>,
    rows: Vec<(u32, u32)>,
}

impl Origins {
    fn add(&mut self, row: &Row<'_>) {
        if self.files.last().is_none_or(|file| **file != *row.file) {
            self.files.push(row.file.into());
        }
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.rows.push((narrow(self.files.len() - 1), narrow(row.line)));
    }

    /// File and line of an entry's row.
    pub fn get(&self, entry: EntryNumber) -> (&str, usize) {
        let (file, line) = self.rows[entry as usize];
        (&self.files[file as usize], line as usize)
    }
}

impl EntryTables {
    fn add(
        &mut self,
        compiler: &mut Compiler,
        row: &Row<'_>,
        (id, name): (&str, &str),
        wikidata: &str,
        facts: Facts,
    ) -> Result<EntryNumber, GazetteerError> {
        if !self.ids.insert(id.to_owned()) {
            return Err(row.duplicate_id(id));
        }
        let own = id.split_once(':').filter(|(scheme, _)| *scheme != "stringer");
        let other = Some(("wikidata", wikidata)).filter(|(_, id)| !id.is_empty());
        let mut external_ids: Vec<(Box<str>, Box<str>)> =
            own.into_iter().chain(other).map(|(scheme, id)| (scheme.into(), id.into())).collect();
        external_ids.sort();
        external_ids.dedup();
        self.origins.add(row);
        Ok(compiler.add_entry(Entry { id: id.into(), name: unmarked(name).into(), external_ids, facts }))
    }

    /// Reads `countries.tsv`.
    pub fn countries(&mut self, compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
        let columns = ["id", "name", "aliases", "adjectives", "demonyms", "iso2", "lat", "lon", "population", "wikidata"];
        read(file, columns, |row| {
            let facts = PlaceFacts {
                kind: PlaceKind::Country,
                location: location(row, 6, 7)?,
                country: row.cell(5).into(),
                admin1: "".into(),
                population: population(row, 8)?,
                parent: "".into(),
                seat: Seat::None,
            };
            let entry = self.add(compiler, row, (row.cell(0), row.cell(1)), row.cell(9), Facts::Place(facts))?;
            add_aliases(compiler, entry, row.cell(1), row.values(2));
            row.values(3).for_each(|alias| compiler.add_alias(entry, alias, AliasRole::Adjective));
            row.values(4).for_each(|alias| compiler.add_alias(entry, alias, AliasRole::Demonym));
            Ok(())
        })
    }

    /// Reads `places.tsv`.
    pub fn places(&mut self, compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
        let columns = ["id", "name", "aliases", "kind", "lat", "lon", "country", "admin1", "population", "parent", "wikidata", "seat"];
        read(file, columns, |row| {
            let facts = PlaceFacts {
                kind: row.parse(3, "kind", "a kind of place", place_kind)?,
                location: location(row, 4, 5)?,
                country: row.cell(6).into(),
                admin1: row.cell(7).into(),
                population: population(row, 8)?,
                parent: row.cell(9).into(),
                seat: row.parse(11, "seat", "capital, government or empty", |cell| match cell {
                    "" => Some(Seat::None),
                    "capital" => Some(Seat::Capital),
                    "government" => Some(Seat::Government),
                    _ => None,
                })?,
            };
            let entry = self.add(compiler, row, (row.cell(0), row.cell(1)), row.cell(10), Facts::Place(facts))?;
            add_aliases(compiler, entry, row.cell(1), row.values(2));
            Ok(())
        })
    }

    /// Reads `people.tsv`.
    pub fn people(&mut self, compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
        read(file, ["id", "name", "aliases", "bare", "description", "country"], |row| {
            let facts = PersonFacts { description: row.cell(4).into(), country: row.cell(5).into() };
            let entry = self.add(compiler, row, (row.cell(0), row.cell(1)), "", Facts::Person(facts))?;
            add_aliases(compiler, entry, row.cell(1), row.values(2));
            row.values(3).for_each(|alias| compiler.add_alias(entry, alias, AliasRole::Bare));
            Ok(())
        })
    }

    /// Reads `weapons.tsv`. Every alias gets its regular plural.
    pub fn weapons(&mut self, compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
        read(file, ["id", "name", "aliases", "category", "class_path", "specificity", "origin"], |row| {
            let mut class_path: Vec<Box<str>> = row.values(4).map(Into::into).collect();
            class_path.push(unmarked(row.cell(1)).into());
            let facts = WeaponFacts {
                category: row.parse(3, "category", "a weapon's category", weapon_category)?,
                class_path,
                specificity: row.parse(5, "specificity", "generic, family or model", |cell| match cell {
                    "generic" => Some(WeaponSpecificity::Generic),
                    "family" => Some(WeaponSpecificity::Family),
                    "model" => Some(WeaponSpecificity::Model),
                    _ => None,
                })?,
                origin: row.cell(6).into(),
            };
            let entry = self.add(compiler, row, (row.cell(0), row.cell(1)), "", Facts::Weapon(facts))?;
            add_aliases(compiler, entry, row.cell(1), row.values(2));
            compiler.add_plural(entry, row.cell(1), AliasRole::Canonical);
            row.values(2).for_each(|alias| compiler.add_plural(entry, alias, AliasRole::Other));
            Ok(())
        })
    }

    /// Reads `organisations.tsv`.
    pub fn organisations(&mut self, compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
        read(file, ["id", "name", "aliases"], |row| {
            let entry = self.add(compiler, row, (row.cell(0), row.cell(1)), "", Facts::Organisation)?;
            add_aliases(compiler, entry, row.cell(1), row.values(2));
            Ok(())
        })
    }
}

/// Reads `given_names.tsv`. A name marked `~` is first of all something else.
pub fn given_names(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["name"], |row| {
        let (class, name) = split_mark(row.cell(0), &compiler.abbreviations);
        compiler.add_sense(name, Sense::GivenName(class));
        Ok(())
    })
}

/// Reads `surnames.tsv`.
pub fn surnames(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["name"], |row| {
        compiler.add_sense(row.cell(0), Sense::Surname);
        Ok(())
    })
}

/// Reads `stop_phrases.tsv`.
pub fn stop_phrases(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["phrase", "kinds"], |row| {
        let kinds = row.parse(1, "kinds", "person, place, weapon, count or empty", |cell| {
            let known = |kind: &str| matches!(kind, "person" | "place" | "weapon" | "count");
            let all = cell.is_empty();
            cell.split('|').all(|kind| all || known(kind)).then(|| {
                let has = |kind: &str| all || cell.split('|').any(|listed| listed == kind);
                StopKinds { person: has("person"), place: has("place"), weapon: has("weapon"), count: has("count") }
            })
        })?;
        compiler.add_sense(row.cell(0), Sense::Stop(kinds));
        Ok(())
    })
}

fn add_aliases<'a>(compiler: &mut Compiler, entry: EntryNumber, name: &str, others: impl Iterator<Item = &'a str>) {
    compiler.add_alias(entry, name, AliasRole::Canonical);
    for alias in others {
        compiler.add_alias(entry, alias, AliasRole::Other);
    }
}

/// A name without its class mark.
fn unmarked(name: &str) -> &str {
    name.strip_prefix(['~', '!']).unwrap_or(name)
}

fn location(row: &Row<'_>, lat: usize, lon: usize) -> Result<Option<(f64, f64)>, GazetteerError> {
    if row.cell(lat).is_empty() && row.cell(lon).is_empty() {
        return Ok(None);
    }
    let degrees = |cell: &str, most: f64| cell.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let latitude = row.parse(lat, "lat", "degrees from -90 to 90", |cell| degrees(cell, 90.0))?;
    let longitude = row.parse(lon, "lon", "degrees from -180 to 180", |cell| degrees(cell, 180.0))?;
    Ok(Some((latitude, longitude)))
}

fn population(row: &Row<'_>, column: usize) -> Result<u64, GazetteerError> {
    row.parse(column, "population", "a whole number", |cell| if cell.is_empty() { Some(0) } else { cell.parse().ok() })
}

/// The kind of place that a table's cell names.
pub fn place_kind(name: &str) -> Option<PlaceKind> {
    Some(match name {
        "continent" => PlaceKind::Continent,
        "country" => PlaceKind::Country,
        "region" => PlaceKind::Region,
        "district" => PlaceKind::District,
        "city" => PlaceKind::City,
        "neighbourhood" => PlaceKind::Neighbourhood,
        "street" => PlaceKind::Street,
        "facility" => PlaceKind::Facility,
        "water" => PlaceKind::Water,
        "terrain" => PlaceKind::Terrain,
        "other" => PlaceKind::Other,
        _ => return None,
    })
}

/// The category of weapons that a table's cell names.
pub fn weapon_category(name: &str) -> Option<WeaponCategory> {
    Some(match name {
        "uncrewed_vehicle" => WeaponCategory::UncrewedVehicle,
        "missile" => WeaponCategory::Missile,
        "air_defence" => WeaponCategory::AirDefence,
        "artillery" => WeaponCategory::Artillery,
        "bomb" => WeaponCategory::Bomb,
        "small_arms" => WeaponCategory::SmallArms,
        "mine" => WeaponCategory::Mine,
        "armour" => WeaponCategory::Armour,
        "aircraft" => WeaponCategory::Aircraft,
        "naval" => WeaponCategory::Naval,
        "explosive" => WeaponCategory::Explosive,
        "chemical_biological_radiological_nuclear" => WeaponCategory::ChemicalBiologicalRadiologicalNuclear,
        "electronic" => WeaponCategory::Electronic,
        "other" => WeaponCategory::Other,
        _ => return None,
    })
}
