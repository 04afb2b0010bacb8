//! People, places and weapons: what the text says beside what their gazetteer entry knows.

use std::collections::BTreeMap;

use super::{Writer, key_or_empty, strings, to_i32};
use crate::extraction::{Mention, Person, Place, PlaceMention, Weapon, WeaponMention};
use crate::gazetteer::entry::{Entry, Facts, PersonFacts, PlaceFacts, WeaponFacts};
use crate::proto::v1;

impl Writer<'_> {
    pub(super) fn person(&self, person: Person<'_>) -> v1::Person {
        let Person { key, entry, name, roles, honorifics, mentions, confidence } = person;
        let (description, country_code) = match entry.map(|entry| &entry.facts) {
            Some(Facts::Person(PersonFacts { description, country })) => (description.to_string(), country.to_string()),
            _ => Default::default(),
        };
        v1::Person {
            key: key.to_string(),
            id: id_of(entry),
            name: name.into_owned(),
            external_ids: external_ids_of(entry),
            mentions: mentions.into_iter().map(|mention| self.mention(mention, v1::PlaceUsage::Unspecified)).collect(),
            confidence,
            roles: strings(roles),
            honorifics: strings(honorifics),
            description,
            country_code,
        }
    }

    pub(super) fn place(&self, place: Place<'_>) -> v1::Place {
        let Place { key, entry, name, kind, part_of, alternatives, mentions, confidence } = place;
        let facts = entry.and_then(place_facts);
        v1::Place {
            key: key.to_string(),
            id: id_of(entry),
            name: name.into_owned(),
            external_ids: external_ids_of(entry),
            mentions: mentions.into_iter().map(|PlaceMention { mention, usage }| self.mention(mention, usage.into())).collect(),
            confidence,
            kind: v1::PlaceKind::from(kind).into(),
            location: facts.and_then(location),
            country_code: facts.map(|facts| facts.country.to_string()).unwrap_or_default(),
            admin1: facts.map(|facts| facts.admin1.to_string()).unwrap_or_default(),
            population: facts.map_or(0, |facts| i64::try_from(facts.population).unwrap_or(i64::MAX)),
            part_of: key_or_empty(part_of),
            alternatives: self.in_full(alternatives, alternative),
        }
    }

    pub(super) fn weapon(&self, weapon: Weapon<'_>) -> v1::Weapon {
        let Weapon { key, entry, mentions, confidence } = weapon;
        let mut message = v1::Weapon {
            key: key.to_string(),
            id: id_of(Some(entry)),
            name: entry.name.to_string(),
            external_ids: external_ids_of(Some(entry)),
            mentions: mentions.into_iter().map(|it| self.weapon_mention(it)).collect(),
            confidence,
            ..Default::default()
        };
        if let Facts::Weapon(WeaponFacts { category, class_path, specificity, origin }) = &entry.facts {
            message.category = v1::WeaponCategory::from(*category).into();
            message.class_path = strings(class_path.iter().map(AsRef::as_ref));
            message.specificity = v1::WeaponSpecificity::from(*specificity).into();
            message.origin_country_code = origin.to_string();
        }
        message
    }

    fn weapon_mention(&self, mention: WeaponMention<'_>) -> v1::Mention {
        let WeaponMention { mention, origin } = mention;
        let origin_country_code = origin.unwrap_or_default().to_owned();
        v1::Mention { origin_country_code, ..self.mention(mention, v1::PlaceUsage::Unspecified) }
    }

    fn mention(&self, mention: Mention<'_>, usage: v1::PlaceUsage) -> v1::Mention {
        let Mention { span, text, form, sentence, confidence, evidence } = mention;
        v1::Mention {
            span: self.span(span),
            text: text.into(),
            form: v1::MentionForm::from(form).into(),
            sentence: to_i32(sentence),
            confidence,
            evidence: self.evidence(evidence),
            usage: usage.into(),
            origin_country_code: String::new(),
        }
    }
}

fn alternative(entry: &Entry) -> v1::PlaceAlternative {
    let facts = place_facts(entry);
    v1::PlaceAlternative {
        id: entry.id.to_string(),
        name: entry.name.to_string(),
        kind: facts.map_or(v1::PlaceKind::Unspecified, |facts| facts.kind.into()).into(),
        country_code: facts.map(|facts| facts.country.to_string()).unwrap_or_default(),
        location: facts.and_then(location),
    }
}

fn place_facts(entry: &Entry) -> Option<&PlaceFacts> {
    match &entry.facts {
        Facts::Place(facts) => Some(facts),
        _ => None,
    }
}

pub(super) fn location(facts: &PlaceFacts) -> Option<v1::Location> {
    facts.location.map(|(latitude, longitude)| v1::Location { latitude, longitude })
}

fn id_of(entry: Option<&Entry>) -> String {
    entry.map(|entry| entry.id.to_string()).unwrap_or_default()
}

pub(super) fn external_ids_of(entry: Option<&Entry>) -> BTreeMap<String, String> {
    let ids = entry.map(|entry| entry.external_ids.as_slice()).unwrap_or_default();
    ids.iter().map(|(scheme, id)| (scheme.to_string(), id.to_string())).collect()
}
