//! Two extractions of one text, compared: which mentions one has and the other lacks, and which mean something else.
//!
//! What an editor wants to know before a row goes live: the old gazetteer's answer against the new one's.

use std::cmp::Ordering;

use crate::extraction::{
    Count, CountCategory, EntityKind, Extraction, Key, Person, Place, PlaceKind, PlaceUsage, Qualifier, Weapon, WeaponCategory,
};
use crate::gazetteer::entry::Entry;
use crate::span::Span;

/// What a mention says, without where.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The entry's id; empty for what the gazetteer does not know, and for a count.
    pub id: String,
    /// Canonical name; of a count, its noun.
    pub name: String,
    /// What else it says, by kind.
    pub facts: MeaningFacts,
}

/// What a mention says beside id and name.
#[derive(Clone, Debug, PartialEq)]
pub enum MeaningFacts {
    /// A person.
    Person,
    /// A place.
    Place {
        /// What kind of place.
        kind: PlaceKind,
        /// What the name does in its sentence.
        usage: PlaceUsage,
        /// (latitude, longitude) in degrees.
        location: Option<(f64, f64)>,
    },
    /// A weapon type, with its category.
    Weapon(Option<WeaponCategory>),
    /// A count.
    Count {
        /// The number as stated.
        value: Option<i64>,
        /// Inclusive bounds.
        bounds: (Option<i64>, Option<i64>),
        /// What its hedge makes of it.
        qualifier: Qualifier,
        /// What happened.
        category: Option<CountCategory>,
        /// Names of the places where it happened.
        places: Vec<String>,
    },
}

/// A mention that is not in both extractions alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Of what.
    pub kind: EntityKind,
    /// Where, in bytes of the text.
    pub span: Span,
    /// What it meant before; `None` for an added one.
    pub old: Option<Meaning>,
    /// What it means now; `None` for a lost one.
    pub new: Option<Meaning>,
}

/// The mentions that differ between two extractions of one text, in the order of the text.
///
/// A mention that has become longer or shorter is a lost and an added one.
pub fn compare(old: &Extraction<'_>, new: &Extraction<'_>) -> Vec<Change> {
    let (mut old, mut new) = (mentions(old).into_iter().peekable(), mentions(new).into_iter().peekable());
    let mut changes = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (Some(old), Some(new)) => old.place().cmp(&new.place()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return changes,
        };
        let before = if order == Ordering::Greater { None } else { old.next() };
        let after = if order == Ordering::Less { None } else { new.next() };
        let Some((kind, span)) = before.as_ref().or(after.as_ref()).map(|mention| (mention.kind, mention.span)) else { continue };
        let (old, new) = (before.map(|mention| mention.meaning), after.map(|mention| mention.meaning));
        if old != new {
            changes.push(Change { kind, span, old, new });
        }
    }
}

struct Mention {
    kind: EntityKind,
    span: Span,
    meaning: Meaning,
}

impl Mention {
    /// By what two mentions are taken for the same one.
    fn place(&self) -> (usize, usize, EntityKind) {
        (self.span.start, self.span.end, self.kind)
    }
}

fn mentions(extraction: &Extraction<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for person in &extraction.people {
        let add =
            |mention: &crate::extraction::Mention<'_>| Mention { kind: EntityKind::Person, span: mention.span, meaning: of_person(person) };
        mentions.extend(person.mentions.iter().map(add));
    }
    for place in &extraction.places {
        let add = |mention: &crate::extraction::PlaceMention<'_>| Mention {
            kind: EntityKind::Place,
            span: mention.mention.span,
            meaning: of_place(place, mention.usage),
        };
        mentions.extend(place.mentions.iter().map(add));
    }
    for weapon in &extraction.weapons {
        let add =
            |mention: &crate::extraction::Mention<'_>| Mention { kind: EntityKind::Weapon, span: mention.span, meaning: of_weapon(weapon) };
        mentions.extend(weapon.mentions.iter().map(|it| &it.mention).map(add));
    }
    for count in &extraction.counts {
        let meaning = of_count(count, extraction);
        mentions.extend(count.mentions.iter().map(|mention| Mention {
            kind: EntityKind::Count,
            span: mention.span,
            meaning: meaning.clone(),
        }));
    }
    mentions.sort_by_key(Mention::place);
    mentions
}

fn id(entry: Option<&Entry>) -> String {
    entry.map(|entry| entry.id.to_string()).unwrap_or_default()
}

fn of_person(person: &Person<'_>) -> Meaning {
    Meaning { id: id(person.entry), name: person.name.to_string(), facts: MeaningFacts::Person }
}

fn of_place(place: &Place<'_>, usage: PlaceUsage) -> Meaning {
    let location = place.entry.and_then(Entry::place).and_then(|facts| facts.location);
    Meaning { id: id(place.entry), name: place.name.to_string(), facts: MeaningFacts::Place { kind: place.kind, usage, location } }
}

fn of_weapon(weapon: &Weapon<'_>) -> Meaning {
    let category = weapon.entry.weapon().map(|facts| facts.category);
    Meaning { id: weapon.entry.id.to_string(), name: weapon.entry.name.to_string(), facts: MeaningFacts::Weapon(category) }
}

fn of_count(count: &Count<'_>, extraction: &Extraction<'_>) -> Meaning {
    let place = |key: &Key| extraction.places.iter().find(|place| place.key == *key);
    let places = count.places.iter().filter_map(place).map(|place| place.name.to_string());
    let facts = MeaningFacts::Count {
        value: count.quantity.value,
        bounds: (count.quantity.min, count.quantity.max),
        qualifier: count.quantity.qualifier,
        category: count.category,
        places: places.collect(),
    };
    Meaning { id: String::new(), name: count.noun.to_owned(), facts }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::gazetteer::overlay::Layer;
    use crate::gazetteer::{TableFile, built_in_layer};
    use crate::test_support::extractor;
    use crate::{Extractor, Gazetteer};

    const TEXT: &str = "A Shahed-136 hit Osmereburgh on Monday and killed 12 people, Vitali Klitschko said.";
    const HEADER: &str = "id\tname\taliases\tkind\tlat\tlon\tcountry\n";
    const TOWN: &str = "desk:1\tOsmereburgh\t\tcity\t54.1\t-2.1\tGB\n";

    fn with_places(rows: &str) -> Extractor {
        let text = format!("{HEADER}{rows}");
        // Without the built-in places a gazetteer is compiled in no time.
        let mut layer = built_in_layer();
        layer.files.retain(|file| file.name != "places.tsv");
        let desk = Layer { name: "desk", version: "1", files: vec![TableFile { name: "places.tsv", path: "places.tsv", text: &text }] };
        Extractor::new(Arc::new(Gazetteer::try_compile(&[layer, desk]).unwrap()))
    }

    /// Surface form, and id and name before and after, of what differs between the town's row and these.
    fn changes(old: &Extractor, new: &Extractor) -> Vec<[String; 3]> {
        let told = |meaning: Option<Meaning>| meaning.map(|meaning| format!("{} {}", meaning.id, meaning.name)).unwrap_or_default();
        let changes = compare(&old.extract(TEXT), &new.extract(TEXT));
        changes.into_iter().map(|change| [change.span.slice(TEXT).to_owned(), told(change.old), told(change.new)]).collect()
    }

    #[test]
    fn nothing_has_changed_between_equals() {
        let extraction = extractor().extract(TEXT);
        assert!(mentions(&extraction).len() >= 3, "a weapon, a person, a count");
        assert_eq!(compare(&extraction, &extraction), []);
    }

    #[test]
    fn a_row_adds_its_mention_and_without_it_both_it_and_what_hangs_on_it_are_lost() {
        let town = with_places(TOWN);
        let [name, count] = ["desk:1 Osmereburgh", " people"];
        let none = with_places("");
        let added = changes(&none, &town);
        assert_eq!(added, [["Osmereburgh", "", name], ["12", count, count]], "the count has got its place");
        let lost = changes(&town, &none);
        assert_eq!(lost, [["Osmereburgh", name, ""], ["12", count, count]]);
    }

    #[test]
    fn another_point_kind_or_name_is_a_change() {
        let town = with_places(TOWN);
        for (row, expected) in [
            (TOWN.replace("54.1", "55"), "desk:1 Osmereburgh"),
            (TOWN.replace("city", "region"), "desk:1 Osmereburgh"),
            (TOWN.replace("desk:1", "desk:2"), "desk:2 Osmereburgh"),
            ("desk:1\tOsmere\tOsmereburgh\tcity\t54.1\t-2.1\tGB\n".to_owned(), "desk:1 Osmere"),
        ] {
            let found = changes(&town, &with_places(&row));
            assert_eq!(found[0], ["Osmereburgh", "desk:1 Osmereburgh", expected], "{row}");
        }
        assert!(changes(&town, &with_places(TOWN)).is_empty());
    }
}
