//! The sample articles: what comes out of each, beside its gold annotations, as a text that is reviewed as a diff.
//!
//! `STRINGER_BLESS=1 cargo test --test golden` writes the texts anew.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use stringer::evaluation::{self, Annotation, Answer, Document, Report, event_kind_name};
use stringer::extraction::{Count, EntityKind, Event, EventKind, Extraction, Key, PlaceUsage};
use stringer::span::{OffsetEncoding, OffsetMap, Span};
use stringer::{Extractor, Gazetteer};

/// A span with what is said of it: (start, end) to the line to print.
type Lines = BTreeMap<(usize, usize), String>;

fn articles() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    assert!(files.len() >= 10, "the sample articles are missing");
    files.iter().flat_map(|path| evaluation::read(path).unwrap()).collect()
}

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(Arc::new(Gazetteer::built_in())))
}

fn count_says(count: &Count<'_>) -> String {
    let number = |bound: Option<i64>| bound.map_or("-".to_owned(), |bound| bound.to_string());
    let quantity = &count.quantity;
    let category = count.category.map_or("UNSPECIFIED".to_owned(), |category| format!("{category:?}").to_uppercase());
    let subject = format!("{:?}", count.subject).to_uppercase();
    format!("{} [{}, {}] {category} {subject}", number(quantity.value), number(quantity.min), number(quantity.max))
}

fn gold_says(count: &Annotation) -> String {
    let number = |bound: Option<f64>| bound.map_or("-".to_owned(), |bound| bound.to_string());
    let bound = |bound: Option<Option<i64>>| number(bound.flatten().map(|bound| bound as f64));
    let named = |name: &Option<String>| name.clone().unwrap();
    let (min, max) = (bound(count.min), bound(count.max));
    format!("{} [{min}, {max}] {} {}", number(count.value), named(&count.category), named(&count.subject))
}

fn at_places(places: &[Key]) -> String {
    let keys: Vec<String> = places.iter().map(ToString::to_string).collect();
    if keys.is_empty() { String::new() } else { format!(" at {}", keys.join(" ")) }
}

fn kind_says(kind: EventKind, is_main: bool) -> String {
    format!("{}{}", event_kind_name(kind), if is_main { " main" } else { "" })
}

fn event_says(event: &Event<'_>) -> String {
    let counts: String = event.counts.iter().map(|count| format!(" {count}")).collect();
    format!("{} {}{}{counts}", event.key, kind_says(event.kind, event.is_main), at_places(&event.places))
}

/// What was found, by kind, spans in code points.
fn found(extraction: &Extraction<'_>, text: &str) -> [Lines; 5] {
    let offsets = OffsetMap::new(text, OffsetEncoding::CodePoints);
    let at = |span: Span| offsets.span(span);
    let mut lines: [Lines; 5] = Default::default();
    for person in &extraction.people {
        let id = person.entry.map_or("", |entry| &entry.id);
        lines[0].extend(person.mentions.iter().map(|mention| (at(mention.span), format!("{} {id}", person.key))));
    }
    for place in &extraction.places {
        let id = place.entry.map_or("", |entry| &entry.id);
        let usage = |usage: PlaceUsage| format!("{usage:?}").to_uppercase();
        lines[1].extend(place.mentions.iter().map(|it| (at(it.mention.span), format!("{} {id} {}", place.key, usage(it.usage)))));
    }
    for weapon in &extraction.weapons {
        lines[2].extend(weapon.mentions.iter().map(|it| (at(it.mention.span), format!("{} {}", weapon.key, weapon.entry.id))));
    }
    for count in &extraction.counts {
        let line = |rule: &str| format!("{} {}{} by {rule}", count.key, count_says(count), at_places(&count.places));
        lines[3].extend(count.mentions.iter().map(|mention| (at(mention.span), line(mention.evidence.rule))));
    }
    for event in &extraction.events {
        let line = |rule: &str| format!("{} by {rule}", event_says(event));
        lines[4].extend(event.mentions.iter().map(|mention| (at(mention.span), line(mention.evidence.rule))));
    }
    lines
}

fn expected(document: &Document) -> [Lines; 5] {
    let says = |annotation: &Annotation| if annotation.kind == EntityKind::Count { gold_says(annotation) } else { String::new() };
    let [people, places, weapons, counts] = EntityKind::ALL.map(|kind| {
        let of_kind = document.gold.iter().flatten().filter(|annotation| annotation.kind == kind);
        of_kind.map(|annotation| ((annotation.start, annotation.end), says(annotation))).collect()
    });
    let events = document.events.iter().flatten();
    let events = events.flat_map(|event| event.mentions.iter().map(|span| (*span, kind_says(event.kind, event.is_main))));
    [people, places, weapons, counts, events.collect()]
}

const KINDS: [&str; 5] = ["people", "places", "weapons", "counts", "events"];

/// One line a span: found as in the gold, found beside the gold (`extra`), or `missed`; a count or an event that says
/// other than the gold shows both.
fn render(text: &str, expected: &[Lines; 5], found: &[Lines; 5]) -> String {
    let slice = |(start, end): (usize, usize)| text.chars().skip(start).take(end - start).collect::<String>().escape_debug().to_string();
    let mut rendered = String::new();
    for (kind, (expected, found)) in KINDS.iter().zip(expected.iter().zip(found)) {
        writeln!(rendered, "{kind}").unwrap();
        let mut spans: Vec<(usize, usize)> = expected.keys().chain(found.keys()).copied().collect();
        spans.sort_unstable();
        spans.dedup();
        for span in spans {
            let line = match (expected.get(&span), found.get(&span)) {
                (Some(gold), Some(found)) if gold.is_empty() || found.contains(gold.as_str()) => format!("        {found}"),
                (Some(gold), Some(found)) => format!("differs {found}; gold {gold}"),
                (Some(gold), None) => format!("missed  {gold}"),
                (None, Some(found)) => format!("extra   {found}"),
                (None, None) => String::new(),
            };
            writeln!(rendered, "  {:>4}..{:<4} \"{}\" {}", span.0, span.1, slice(span), line.trim_end()).unwrap();
        }
    }
    rendered
}

#[test]
fn what_comes_out_is_what_was_reviewed() {
    let bless = std::env::var_os("STRINGER_BLESS").is_some();
    let mut changed = Vec::new();
    for gold in articles() {
        let extraction = extractor().extract(&gold.text);
        let rendered = render(&gold.text, &expected(&gold), &found(&extraction, &gold.text));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{}.txt", gold.id));
        if bless {
            std::fs::write(&path, &rendered).unwrap();
            continue;
        }
        let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
        let new_lines = rendered.lines().filter(|line| !reviewed.lines().any(|old| old == *line)).map(|line| format!("+{line}"));
        let old_lines = reviewed.lines().filter(|line| !rendered.lines().any(|new| new == *line)).map(|line| format!("-{line}"));
        let lines: Vec<String> = old_lines.chain(new_lines).collect();
        if !lines.is_empty() {
            changed.push(format!("{}\n{}", gold.id, lines.join("\n")));
        }
    }
    assert!(changed.is_empty(), "review the change, then bless it with STRINGER_BLESS=1:\n{}", changed.join("\n"));
}

#[test]
fn the_gold_marks_what_the_text_says() {
    for document in articles() {
        let points: Vec<char> = document.text.chars().collect();
        for annotation in document.gold.iter().flatten() {
            assert_eq!(points[annotation.start..annotation.end].iter().collect::<String>(), annotation.text, "{}", document.id);
        }
    }
}

/// Least F1 of exact spans over all sample articles. A floor only rises, unless harder articles join or the engine is built anew.
const FLOORS: [(EntityKind, f64); 4] =
    [(EntityKind::Person, 0.975), (EntityKind::Place, 0.945), (EntityKind::Weapon, 0.985), (EntityKind::Count, 0.97)];

/// Least share of the fields of counts that are as in the gold.
const FIELD_FLOORS: [(&str, f64); 12] = [
    ("value", 0.99),
    ("min", 0.99),
    ("max", 0.99),
    ("category", 0.955),
    ("subject", 0.98),
    ("places", 0.83),
    ("weapons", 0.985),
    ("part_of", 0.94),
    ("accumulation", 0.955),
    ("modality", 0.955),
    ("attribution", 0.95),
    ("time", 0.93),
];

#[test]
fn quality_stays_above_its_floors() {
    let mut report = Report::default();
    for document in articles() {
        let extraction = extractor().extract(&document.text);
        report.add(&document, &Answer::new(&extraction, &document.text));
    }
    for (kind, floor) in FLOORS {
        let f1 = report.spans[&kind].exact().f1;
        assert!(f1 >= floor, "{kind:?}: exact F1 {f1:.3} is below {floor}");
    }
    for (field, floor) in FIELD_FLOORS {
        let (right, all) = report.counts.0[field];
        assert!(right as f64 >= floor * all as f64, "{field}: {right} of {all}");
    }
    let (facts, tallies) = (report.facts, report.tallies);
    assert!(facts.pure as f64 >= 0.995 * facts.keys as f64, "counts that are two facts: {} of {}", facts.keys - facts.pure, facts.keys);
    assert!(facts.joined as f64 >= 0.89 * facts.repeated as f64, "repeats joined: {} of {}", facts.joined, facts.repeated);
    assert!(tallies.right as f64 >= 0.905 * tallies.gold as f64, "tallies: {} of {}", tallies.right, tallies.gold);
    let (events, main) = (report.events.score().f1, report.events.main);
    assert!(events >= 0.86, "events of the right kind: F1 {events:.3} is below 0.86");
    assert!(main.right as f64 >= 0.88 * main.all as f64, "main events: {} of {}", main.right, main.all);
    let people = report.people;
    assert_eq!((people.whole, people.pure), (people.gold, people.keys), "every person is one key, and no key two people");
}
