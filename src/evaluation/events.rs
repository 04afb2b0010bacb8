//! Events beside those of the gold: which is which, and whether what is said of them is right.

use std::cmp::Reverse;

use super::alignment::overlaps;
use super::answer::{Answer, FoundEvent};
use super::facts::Facts;
use super::gold::{Document, StoryEvent};
use super::report::{Error, ErrorKind};
use super::tally::Events;
use crate::extraction::{EntityKind, Event, EventKind};

/// The name of a kind of event in the gold.
pub fn event_kind_name(kind: EventKind) -> String {
    kind.as_str().replace('-', "_").to_uppercase()
}

/// An event of the gold and one of the answer that are the same happening, by index; whether of the same kind is another question.
struct Pair {
    gold: usize,
    found: usize,
}

/// Adds one document's events to the figures, and what is wrong with them to `errors`.
pub(super) fn compare(document: &Document, answer: &Answer<'_>, gold: &[StoryEvent], figures: &mut Events, errors: &mut Vec<Error>) {
    let facts = Facts { document, answer };
    let pairs = pairs(facts, gold);
    let mut push = |error: ErrorKind, span: (usize, usize), rule: &str| {
        let text = document.text.chars().skip(span.0).take(span.1 - span.0).collect();
        errors.push(Error { span, kind: EntityKind::Count, error, text, rule: rule.to_owned() });
    };
    figures.gold += gold.len();
    for (index, missed) in gold.iter().enumerate() {
        if !pairs.iter().any(|pair| pair.gold == index) {
            push(ErrorKind::MissedEvent, missed.first_span(), "");
        }
    }
    for (index, invented) in answer.events.iter().enumerate() {
        if pairs.iter().any(|pair| pair.found == index) {
            figures.found += 1;
        } else if invented.event.kind != EventKind::Other && !is_ignored(document, invented) {
            // What no kind names is annotated where the story is about it, and nowhere else.
            figures.found += 1;
            push(ErrorKind::InventedEvent, invented.first_span(), invented.rule());
        }
    }
    for pair in &pairs {
        let (wanted, found) = (&gold[pair.gold], &answer.events[pair.found]);
        let is_kind = wanted.kind == found.event.kind;
        figures.kind.add(is_kind);
        if !is_kind {
            push(ErrorKind::Differs("event's kind"), found.first_span(), found.rule());
        }
        figures.right += usize::from(is_kind);
        if let Some(places) = &wanted.places {
            let is_there = facts.is_there(places, &found.event.places);
            figures.places.add(is_there);
            if !is_there {
                push(ErrorKind::Differs("event's places"), found.first_span(), found.rule());
            }
        }
    }
    if let Some(main) = gold.iter().position(|event| event.is_main) {
        let is_main = |pair: &Pair| pair.gold == main && answer.events[pair.found].event.is_main;
        figures.main.add(pairs.iter().any(is_main));
    }
}

/// Whether all its words stand where no counts are scored: events come with the counts.
fn is_ignored(document: &Document, found: &FoundEvent<'_>) -> bool {
    let mut regions = document.ignore.iter().filter(|region| region.types.contains(&EntityKind::Count));
    regions.any(|region| found.spans.iter().all(|span| overlaps((region.start, region.end), *span)))
}

/// Each of the gold and of the answer at most once: of the same kind first, then with the most words and counts in common, then in the order
/// of the gold.
fn pairs(facts: Facts<'_>, gold: &[StoryEvent]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (wanted_index, wanted) in gold.iter().enumerate() {
        for (found_index, found) in facts.answer.events.iter().enumerate() {
            let common = shared_spans(wanted, found) + shared_counts(facts, wanted, found.event);
            if common > 0 {
                let is_kind = wanted.kind == found.event.kind;
                candidates.push((Reverse(is_kind), Reverse(common), wanted_index, found_index));
            }
        }
    }
    candidates.sort_unstable();
    let (mut taken, mut given) = (vec![false; gold.len()], vec![false; facts.answer.events.len()]);
    let mut pairs = Vec::new();
    for (_, _, gold, found) in candidates {
        if !taken[gold] && !given[found] {
            (taken[gold], given[found]) = (true, true);
            pairs.push(Pair { gold, found });
        }
    }
    pairs.sort_by_key(|pair| pair.gold);
    pairs
}

fn shared_spans(wanted: &StoryEvent, found: &FoundEvent<'_>) -> usize {
    wanted.mentions.iter().filter(|span| found.spans.iter().any(|other| overlaps(**span, *other))).count()
}

fn shared_counts(facts: Facts<'_>, wanted: &StoryEvent, found: &Event<'_>) -> usize {
    let is_shared = |key: &&String| found.counts.iter().any(|count| facts.is_count(key, *count));
    wanted.counts.iter().filter(is_shared).count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::evaluation::{Fields, Report, Share};
    use crate::extraction::{EventKey, EventMention, Evidence, Extraction, Key};
    use crate::span::Span;
    use crate::test_support::extractor;

    const TEXT: &str = "A drone strike killed 12 people in Kyiv. In Odesa and Lviv, 20 were arrested on Monday. A summit met.";

    fn at(surface: &str) -> (usize, usize) {
        let start = TEXT.find(surface).unwrap();
        (start, start + surface.len())
    }

    fn document() -> Document {
        let place = |text: &str| json!({"type": "PLACE", "start": at(text).0, "end": at(text).1, "text": text});
        let count = |text: &str, key: &str, places: &[&str]| json!({"type": "COUNT", "start": at(text).0, "end": at(text).1, "text": text, "key": key, "places": places});
        let document = json!({
            "id": "a", "text": TEXT,
            "events": [
                {"key": "strike", "kind": "AIR_STRIKE", "is_main": true, "places": ["Kyiv"], "counts": ["dead"], "mentions": [at("strike")]},
                {"key": "arrest", "kind": "ARREST", "places": ["Odesa", "Lviv"], "counts": ["held"], "mentions": [at("arrested")]},
            ],
            "gold": [place("Kyiv"), place("Odesa"), place("Lviv"), count("12", "dead", &["Kyiv"]), count("20", "held", &["Lviv", "Odesa"])],
        });
        serde_json::from_value(document).unwrap()
    }

    fn event(number: u32, kind: EventKind, surface: &'static str, places: &[Key], counts: &[Key]) -> Event<'static> {
        let (start, end) = at(surface);
        let evidence = Evidence { alias: "", class: None, rule: "test" };
        Event {
            key: EventKey { number },
            kind,
            mentions: vec![EventMention { span: Span::new(start, end), text: surface, sentence: 0, confidence: 0.9, evidence }],
            places: places.into(),
            time: None,
            weapons: Vec::new(),
            counts: counts.into(),
            is_main: number == 1,
            confidence: 0.9,
        }
    }

    fn figures(extraction: &Extraction<'_>) -> (Events, Vec<String>, Fields) {
        let mut report = Report::default();
        report.add(&document(), &Answer::new(extraction, TEXT));
        let errors = report.documents[0].errors.iter().map(|error| format!("{} {}", error.error.as_str(), error.text));
        (report.events, errors.collect(), report.counts)
    }

    fn extraction() -> (Extraction<'static>, Vec<Key>, Vec<Key>) {
        let mut extraction = extractor().extract(TEXT);
        let places: Vec<Key> = extraction.places.iter().map(|place| place.key).collect();
        let counts: Vec<Key> = extraction.counts.iter().map(|count| count.key).collect();
        assert_eq!((places.len(), counts.len()), (3, 2));
        extraction.counts[1].places = vec![places[1], places[2]];
        (extraction, places, counts)
    }

    #[test]
    fn events_are_found_by_their_words_or_counts() {
        let (mut extraction, places, counts) = extraction();
        let share = |right, all| Share { right, all };
        extraction.events = vec![
            event(1, EventKind::AirStrike, "strike", &places[..1], &[]),
            event(2, EventKind::Arrest, "Monday", &places[2..], &counts[1..]),
            event(3, EventKind::Other, "summit", &[], &[]),
        ];
        let (events, errors, fields) = figures(&extraction);
        assert_eq!((events.gold, events.found, events.right), (2, 2, 2), "what no kind names is not charged");
        assert_eq!((events.kind, events.places, events.main), (share(2, 2), share(1, 2), share(1, 1)));
        assert!(errors.contains(&"event's places Monday".to_owned()), "{errors:?}");
        assert_eq!(fields.0["places"], (2, 2), "in any order");
    }

    #[test]
    fn another_kind_is_not_found_and_one_more_is_charged() {
        let (mut extraction, _, counts) = extraction();
        extraction.events =
            vec![event(1, EventKind::Shelling, "strike", &[], &counts[..1]), event(2, EventKind::Trial, "summit", &[], &[])];
        let (events, errors, _) = figures(&extraction);
        assert_eq!((events.gold, events.found, events.right), (2, 2, 0));
        assert_eq!((events.kind, events.main), (Share { right: 0, all: 1 }, Share { right: 1, all: 1 }));
        for error in ["event's kind strike", "missed event arrested", "invented event summit"] {
            assert!(errors.contains(&error.to_owned()), "{errors:?}");
        }
    }
}
