//! What is said of a counted fact, beside what the gold says: the fields of counts.

use super::alignment::overlaps;
use super::answer::{Answer, Found};
use super::gold::{Annotation, Document};
use crate::extraction::{Accumulation, Count, CountCategory, CountSubject, EntityKind, Key, Modality};

/// The name of a category in the gold.
pub fn category_name(category: Option<CountCategory>) -> String {
    category.map_or("UNSPECIFIED".to_owned(), |category| format!("{category:?}").to_uppercase())
}

/// The name of a subject in the gold.
pub fn subject_name(subject: CountSubject) -> String {
    format!("{subject:?}").to_uppercase()
}

/// The name of a modality in the gold.
pub fn modality_name(modality: Modality) -> String {
    format!("{modality:?}").to_uppercase()
}

/// The name of an accumulation in the gold.
pub fn accumulation_name(accumulation: Accumulation) -> String {
    format!("{accumulation:?}").to_uppercase()
}

/// The fields that, with the value, have to be right for a count to be right in every one.
pub(super) const EVERY_FIELD: [&str; 8] =
    ["category", "subject", "places", "weapons", "attribution", "modality", "part_of", "accumulation"];

/// One document's gold and answer, in which links are followed.
#[derive(Clone, Copy)]
pub(super) struct Facts<'d> {
    pub(super) document: &'d Document,
    pub(super) answer: &'d Answer<'d>,
}

impl Facts<'_> {
    /// Tells, for each field that the gold gives, whether the answer says the same.
    pub(super) fn compare(&self, gold: &Annotation, found: &Found<'_>, mut tell: impl FnMut(&'static str, bool)) {
        let Some(count) = found.count else { return };
        let quantity = &count.quantity;
        let mut field = |name: &'static str, is_right: Option<bool>| {
            if let Some(is_right) = is_right {
                tell(name, is_right);
            }
        };
        field("value", gold.value.map(|value| quantity.value.is_some_and(|found| found as f64 == value)));
        field("min", gold.min.map(|min| quantity.min == min));
        field("max", gold.max.map(|max| quantity.max == max));
        field("category", gold.category.as_ref().map(|category| category_name(count.category) == *category));
        field("subject", gold.subject.as_ref().map(|subject| subject_name(count.subject) == *subject));
        // These are the fact's, in whichever of its mentions the text tells them.
        let of_fact = self.of_fact(gold);
        let mut told = |name: &'static str, is_told: &dyn Fn(&Annotation) -> bool, is_right: &dyn Fn(&Annotation) -> bool| {
            let mentions = || of_fact.iter().copied().filter(|it| is_told(it));
            field(name, is_told(gold).then(|| mentions().any(is_right)));
        };
        told("places", &|it| it.places.is_some(), &|it| self.is_there(it.places.as_deref().unwrap_or_default(), &count.places));
        told("weapons", &|it| it.weapons.is_some(), &|it| self.is_with(it.weapons.as_deref().unwrap_or_default(), count));
        told("part_of", &|it| it.part_of.is_some(), &|it| self.is_part_of(given(&it.part_of), count.part_of));
        told("accumulation", &|it| it.accumulation.is_some(), &|it| {
            count.accumulation.map(accumulation_name).as_deref() == given(&it.accumulation)
        });
        told("modality", &|it| it.modality.is_some(), &|it| it.modality.as_ref() == Some(&modality_name(count.modality)));
        told("attribution", &|it| it.attribution.is_some(), &|it| is_said(given(&it.attribution), count.attribution.map(|by| by.text)));
        told("time", &|it| it.time.is_some(), &|it| is_said(given(&it.time), count.time.map(|time| time.text)));
    }

    /// All mentions of the fact that `gold` is one of.
    fn of_fact<'g>(&'g self, gold: &'g Annotation) -> Vec<&'g Annotation> {
        let Some(key) = &gold.key else { return vec![gold] };
        let counts = self.document.gold.iter().flatten().filter(|it| it.kind == EntityKind::Count);
        counts.filter(|it| it.key.as_ref() == Some(key)).collect()
    }

    /// Whether the answer's entity `key` is found at an annotation of `kind` that `is_meant`.
    fn is_at(&self, kind: EntityKind, key: Key, is_meant: impl Fn(&Annotation) -> bool) -> bool {
        let mut meant = self.document.gold.iter().flatten().filter(|it| it.kind == kind && is_meant(it));
        meant.any(|it| {
            let mut mentions = self.answer.found.iter().filter(|found| found.kind == kind && found.key == key);
            mentions.any(|found| overlaps((it.start, it.end), found.span))
        })
    }

    /// Whether every place of the gold is in the answer, and no other.
    pub(super) fn is_there(&self, wanted: &[String], places: &[Key]) -> bool {
        let is_the = |wanted: &str, key: Key| {
            let is_meant = |place: &Annotation| place.text.eq_ignore_ascii_case(wanted) || place.key.as_deref() == Some(wanted);
            self.is_at(EntityKind::Place, key, is_meant)
        };
        is_same_set(wanted, places, is_the)
    }

    /// Whether every weapon of the gold is in the answer, and no other.
    fn is_with(&self, wanted: &[String], count: &Count<'_>) -> bool {
        let is_the = |wanted: &str, key: Key| self.is_at(EntityKind::Weapon, key, |weapon| weapon.key.as_deref() == Some(wanted));
        is_same_set(wanted, &count.weapons, is_the)
    }

    /// Whether the answer's count is the gold's.
    pub(super) fn is_count(&self, wanted: &str, key: Key) -> bool {
        self.is_at(EntityKind::Count, key, |count| count.key.as_deref() == Some(wanted))
    }

    fn is_part_of(&self, wanted: Option<&str>, whole: Option<Key>) -> bool {
        match (wanted, whole) {
            (Some(wanted), Some(key)) => self.is_count(wanted, key),
            (wanted, whole) => wanted.is_none() && whole.is_none(),
        }
    }
}

/// Whether each of the gold's is one of the answer's, and each of the answer's one of the gold's.
fn is_same_set(wanted: &[String], found: &[Key], is_the: impl Fn(&str, Key) -> bool) -> bool {
    wanted.iter().all(|wanted| found.iter().any(|key| is_the(wanted, *key)))
        && found.iter().all(|key| wanted.iter().any(|wanted| is_the(wanted, *key)))
}

/// What the gold says of a field; nothing too where it gives the field as null.
fn given(field: &Option<Option<String>>) -> Option<&str> {
    field.as_ref()?.as_deref()
}

/// Whether the answer's words are within the gold's or around them, or neither has any.
fn is_said(wanted: Option<&str>, found: Option<&str>) -> bool {
    match (wanted, found) {
        (Some(wanted), Some(found)) => {
            let (wanted, found) = (wanted.to_lowercase(), found.to_lowercase());
            wanted.contains(&found) || found.contains(&wanted)
        }
        (wanted, found) => wanted.is_none() && found.is_none(),
    }
}
