//! The gazetteer and its entries, for those who ask what it knows.

use std::time::SystemTime;

use super::entities::{external_ids_of, location};
use super::{strings, to_i64};
use crate::gazetteer::entry::{AliasClass, Entry, Facts, PersonFacts, PlaceFacts, WeaponFacts};
use crate::gazetteer::{Gazetteer, Identity, KindTotal, Source};
use crate::lookup::{Found, aliases_of};
use crate::proto::v1;

/// What there is to tell about a gazetteer that has answered since `since`.
pub fn gazetteer(gazetteer: &Gazetteer, since: SystemTime) -> v1::Gazetteer {
    v1::Gazetteer {
        name: gazetteer.name().into(),
        version: gazetteer.version().into(),
        digest: gazetteer.digest().into(),
        totals: gazetteer.totals().into_iter().map(total).collect(),
        sources: gazetteer.sources().iter().map(source).collect(),
        load_time: Some(since.into()),
    }
}

/// A gazetteer in one line.
pub fn summary(gazetteer: &Gazetteer) -> v1::GazetteerSummary {
    let Identity { name, version, digest } = gazetteer.identity().clone();
    let (entries, aliases) = (to_i64(gazetteer.entry_count()), to_i64(gazetteer.alias_count()));
    v1::GazetteerSummary { name, version, digest, entries, aliases }
}

/// An entry and why it was found.
pub fn entry_match(gazetteer: &Gazetteer, found: &Found<'_>) -> v1::EntryMatch {
    let reason = found.reason().into();
    let &Found { entry, number, alias, prominence } = found;
    let class = match alias.map(|alias| alias.class) {
        None => v1::AliasClass::Unspecified,
        Some(AliasClass::Safe) => v1::AliasClass::Safe,
        Some(AliasClass::Ambiguous) => v1::AliasClass::Ambiguous,
        Some(AliasClass::Blocked) => v1::AliasClass::Blocked,
    };
    let aliases = strings(aliases_of(gazetteer, number).iter().map(|alias| &*alias.text));
    v1::EntryMatch {
        entry: Some(entry_with(entry, aliases)),
        alias: alias.map(|alias| alias.text.to_string()).unwrap_or_default(),
        alias_class: class.into(),
        reason,
        prominence,
    }
}

fn entry_with(entry: &Entry, aliases: Vec<String>) -> v1::Entry {
    let Entry { id, name, external_ids: _, facts } = entry;
    let kind = v1::EntryKind::from(facts.kind());
    let (country, facts) = match facts {
        Facts::Person(PersonFacts { description, country }) => {
            (&**country, Some(v1::entry::Facts::Person(v1::PersonFacts { description: description.to_string() })))
        }
        Facts::Place(place) => (&*place.country, Some(v1::entry::Facts::Place(place_facts(place)))),
        Facts::Weapon(weapon) => (&*weapon.origin, Some(v1::entry::Facts::Weapon(weapon_facts(weapon)))),
        Facts::Organisation => ("", None),
    };
    v1::Entry {
        id: id.to_string(),
        name: name.to_string(),
        kind: kind.into(),
        external_ids: external_ids_of(Some(entry)),
        aliases,
        country_code: country.into(),
        facts,
    }
}

fn place_facts(facts: &PlaceFacts) -> v1::PlaceFacts {
    // The seat is of use to the rules alone; the country is the entry's.
    let PlaceFacts { kind, location: _, country: _, admin1, population, parent, seat: _ } = facts;
    v1::PlaceFacts {
        kind: v1::PlaceKind::from(*kind).into(),
        location: location(facts),
        admin1: admin1.to_string(),
        population: i64::try_from(*population).unwrap_or(i64::MAX),
        parent_id: parent.to_string(),
    }
}

fn weapon_facts(facts: &WeaponFacts) -> v1::WeaponFacts {
    let WeaponFacts { category, class_path, specificity, origin: _ } = facts;
    v1::WeaponFacts {
        category: v1::WeaponCategory::from(*category).into(),
        class_path: strings(class_path.iter().map(AsRef::as_ref)),
        specificity: v1::WeaponSpecificity::from(*specificity).into(),
    }
}

fn total(total: KindTotal) -> v1::GazetteerKindTotal {
    let KindTotal { kind, entries, aliases } = total;
    v1::GazetteerKindTotal { kind: v1::EntryKind::from(kind).into(), entries: to_i64(entries), aliases: to_i64(aliases) }
}

fn source(source: &Source) -> v1::GazetteerSource {
    let Source { name, licence, attribution, url } = source.clone();
    v1::GazetteerSource { name, licence, attribution, url }
}
