//! The sample articles: what comes out of each, beside its gold annotations, as a text that is reviewed as a diff.
//!
//! `STRINGER_BLESS=1 cargo test --test golden` writes the texts anew.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use stringer::extraction::{Count, Extraction, PlaceUsage};
use stringer::span::{OffsetEncoding, OffsetMap, Span};
use stringer::{Extractor, Gazetteer};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text_file: String,
    people: Vec<GoldSpan>,
    places: Vec<GoldSpan>,
    weapons: Vec<GoldSpan>,
    counts: Vec<GoldCount>,
}

#[derive(Deserialize)]
struct GoldSpan {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Deserialize)]
struct GoldCount {
    start: usize,
    end: usize,
    text: String,
    value: Option<i64>,
    min: Option<i64>,
    max: Option<i64>,
    category: String,
    subject: String,
}

/// A span with what is said of it: (start, end) to the line to print.
type Lines = BTreeMap<(usize, usize), String>;

fn articles() -> Vec<(Gold, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    assert!(files.len() >= 10, "the sample articles are missing");
    let read = |path: &PathBuf| {
        let gold: Gold = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let text = std::fs::read_to_string(folder.join(&gold.text_file)).unwrap();
        (gold, text)
    };
    files.iter().map(read).collect()
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

fn gold_says(count: &GoldCount) -> String {
    let number = |bound: Option<i64>| bound.map_or("-".to_owned(), |bound| bound.to_string());
    format!("{} [{}, {}] {} {}", number(count.value), number(count.min), number(count.max), count.category, count.subject)
}

/// What was found, by kind, spans in code points.
fn found(extraction: &Extraction<'_>, text: &str) -> [Lines; 4] {
    let offsets = OffsetMap::new(text, OffsetEncoding::CodePoints);
    let at = |span: Span| offsets.span(span);
    let mut lines: [Lines; 4] = Default::default();
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
        lines[2].extend(weapon.mentions.iter().map(|mention| (at(mention.span), format!("{} {}", weapon.key, weapon.entry.id))));
    }
    for count in &extraction.counts {
        let place = count.place.map_or(String::new(), |place| format!(" at {place}"));
        let line = |rule: &str| format!("{} {}{place} by {rule}", count.key, count_says(count));
        lines[3].extend(count.mentions.iter().map(|mention| (at(mention.span), line(mention.evidence.rule))));
    }
    lines
}

fn expected(gold: &Gold) -> [Lines; 4] {
    let plain = |spans: &[GoldSpan]| spans.iter().map(|span| ((span.start, span.end), String::new())).collect();
    let counts = gold.counts.iter().map(|count| ((count.start, count.end), gold_says(count))).collect();
    [plain(&gold.people), plain(&gold.places), plain(&gold.weapons), counts]
}

const KINDS: [&str; 4] = ["people", "places", "weapons", "counts"];

/// One line a span: found as in the gold, found beside the gold (`extra`), or `missed`; a count that says other than the gold shows both.
fn render(text: &str, expected: &[Lines; 4], found: &[Lines; 4]) -> String {
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
    for (gold, text) in articles() {
        let extraction = extractor().extract(&text);
        let rendered = render(&text, &expected(&gold), &found(&extraction, &text));
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
    for (gold, text) in articles() {
        let points: Vec<char> = text.chars().collect();
        let marks = gold.people.iter().chain(&gold.places).chain(&gold.weapons).map(|span| (span.start, span.end, &span.text));
        for (start, end, marked) in marks.chain(gold.counts.iter().map(|count| (count.start, count.end, &count.text))) {
            assert_eq!(&points[start..end].iter().collect::<String>(), marked, "{}", gold.id);
        }
    }
}

/// Least F1 of exact spans over all sample articles. A floor only rises.
const FLOORS: [(&str, f64); 4] = [("people", 0.94), ("places", 0.94), ("weapons", 0.97), ("counts", 0.93)];

#[test]
fn quality_stays_above_its_floors() {
    let mut tally = [(0_usize, 0_usize, 0_usize); 4];
    let (mut same, mut met) = (0_usize, 0_usize);
    for (gold, text) in articles() {
        let extraction = extractor().extract(&text);
        let (expected, found) = (expected(&gold), found(&extraction, &text));
        for (tally, (expected, found)) in tally.iter_mut().zip(expected.iter().zip(&found)) {
            tally.0 += expected.keys().filter(|span| found.contains_key(span)).count();
            tally.1 += expected.len();
            tally.2 += found.len();
        }
        for (span, gold) in &expected[3] {
            if let Some(found) = found[3].get(span) {
                let number = |says: &str| says.split(']').next().unwrap_or_default().to_owned();
                met += 1;
                same += usize::from(found.contains(&number(gold)));
            }
        }
    }
    for ((kind, floor), (both, gold, found)) in FLOORS.iter().zip(tally) {
        let f1 = 2.0 * both as f64 / (gold + found) as f64;
        assert!(f1 >= *floor, "{kind}: exact F1 {f1:.3} is below {floor}");
    }
    assert!(same as f64 >= 0.98 * met as f64, "{same} of {met} counts have the gold's number and bounds");
}
