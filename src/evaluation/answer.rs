//! An extraction as a flat list of spans in code points: the layout of the gold.

use crate::extraction::{
    Count, CountCategory, CountSubject, EntityKind, Event, Extraction, Key, NumberClass, Person, Place, PlaceUsage, Tally,
};
use crate::span::{OffsetEncoding, OffsetMap, Span};

/// What was found at one span.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The kind.
    pub kind: EntityKind,
    /// In code points, end exclusive.
    pub span: (usize, usize),
    /// The entity's or count's key in the answer.
    pub key: Key,
    /// The entry's id; empty without one.
    pub id: &'a str,
    /// Degrees of latitude and longitude.
    pub location: Option<(f64, f64)>,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that accepted it.
    pub rule: &'a str,
    /// The counted fact, of a count.
    pub count: Option<&'a Count<'a>>,
}

/// An event of the answer, with the spans of its mentions.
#[derive(Clone, Debug)]
pub struct FoundEvent<'a> {
    /// The event.
    pub event: &'a Event<'a>,
    /// In code points, end exclusive; one a mention.
    pub spans: Vec<(usize, usize)>,
}

impl FoundEvent<'_> {
    /// The rule behind its first mention.
    pub(super) fn rule(&self) -> &str {
        self.event.mentions.first().map_or("", |mention| mention.evidence.rule)
    }

    /// Where it is told first.
    pub(super) fn first_span(&self) -> (usize, usize) {
        self.spans.first().copied().unwrap_or_default()
    }
}

/// All that is scored of one extraction.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// Every mention, demonyms apart, by kind and then in order; each span of a kind once.
    pub found: Vec<Found<'a>>,
    /// The events, in order.
    pub events: Vec<FoundEvent<'a>>,
    /// The values of all numbers, and whether each is more than an ordinal, a date or a time.
    pub numbers: Vec<(f64, bool)>,
    /// The story's figures, then those of places.
    pub tallies: &'a [Tally],
    /// People killed, by the tally.
    pub killed: i64,
    /// People injured, by the tally; where there is none, those taken to hospital.
    pub injured: i64,
}

impl<'a> Answer<'a> {
    /// Of an extraction from `text`.
    pub fn new(extraction: &'a Extraction<'a>, text: &str) -> Self {
        let offsets = OffsetMap::new(text, OffsetEncoding::CodePoints);
        let mut found = Vec::new();
        for person in &extraction.people {
            found.extend(of_person(person, &offsets));
        }
        for place in &extraction.places {
            found.extend(of_place(place, &offsets));
        }
        for weapon in &extraction.weapons {
            let blank = blank(EntityKind::Weapon, weapon.key, &weapon.entry.id);
            found.extend(
                weapon.mentions.iter().map(|it| &it.mention).map(|it| at(&blank, &offsets, it.span, it.confidence, it.evidence.rule)),
            );
        }
        for count in &extraction.counts {
            let blank = Found { count: Some(count), ..blank(EntityKind::Count, count.key, "") };
            found.extend(count.mentions.iter().map(|it| at(&blank, &offsets, it.span, it.confidence, it.evidence.rule)));
        }
        found.sort_by_key(|found| (found.kind, found.span));
        found.dedup_by_key(|found| (found.kind, found.span));
        let event = |event: &'a Event<'a>| {
            let spans = event.mentions.iter().map(|mention| offsets.span(mention.span));
            FoundEvent { event, spans: spans.collect() }
        };
        Self {
            found,
            events: extraction.events.iter().map(event).collect(),
            numbers: numbers(extraction),
            tallies: &extraction.tallies,
            killed: people_total(extraction, CountCategory::Killed).unwrap_or(0),
            injured: people_total(extraction, CountCategory::Injured)
                .or_else(|| people_total(extraction, CountCategory::Hospitalised))
                .unwrap_or(0),
        }
    }
}

fn of_person<'a>(person: &'a Person<'a>, offsets: &OffsetMap<'_>) -> impl Iterator<Item = Found<'a>> {
    let blank = blank(EntityKind::Person, person.key, person.entry.map_or("", |entry| &entry.id));
    person.mentions.iter().map(move |it| at(&blank, offsets, it.span, it.confidence, it.evidence.rule))
}

fn of_place<'a>(place: &'a Place<'a>, offsets: &OffsetMap<'_>) -> impl Iterator<Item = Found<'a>> {
    let location = place.entry.and_then(|entry| entry.place()).and_then(|facts| facts.location);
    let blank = Found { location, ..blank(EntityKind::Place, place.key, place.entry.map_or("", |entry| &entry.id)) };
    let named = place.mentions.iter().filter(|it| it.usage != PlaceUsage::Demonym).map(|it| &it.mention);
    named.map(move |it| at(&blank, offsets, it.span, it.confidence, it.evidence.rule))
}

fn blank(kind: EntityKind, key: Key, id: &str) -> Found<'_> {
    Found { kind, span: (0, 0), key, id, location: None, confidence: 0.0, rule: "", count: None }
}

fn at<'a>(blank: &Found<'a>, offsets: &OffsetMap<'_>, span: Span, confidence: f32, rule: &'a str) -> Found<'a> {
    Found { span: offsets.span(span), confidence, rule, ..blank.clone() }
}

fn numbers(extraction: &Extraction<'_>) -> Vec<(f64, bool)> {
    let is_amount = |class| !matches!(class, NumberClass::Ordinal | NumberClass::Date | NumberClass::Time);
    extraction.numbers.iter().flat_map(|number| number.values.iter().map(|&value| (value, is_amount(number.class)))).collect()
}

/// The story's figure for people of this category, or what the text says at least; 0 without one.
fn people_total(extraction: &Extraction<'_>, category: CountCategory) -> Option<i64> {
    let is_wanted = |tally: &&Tally| tally.category == category && tally.subject == CountSubject::People && tally.place.is_none();
    extraction.tallies.iter().find(is_wanted).and_then(|tally| tally.best.or(tally.low))
}
