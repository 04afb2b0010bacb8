//! Reads gold documents (JSON Lines with `id` and `text`) from the file given and prints the engine's answers in the layout of the gold:
//! one JSON object a line with `entities`, `counts` and `doc_counts`, offsets in code points. With `--numbers`, `counts` holds every number
//! seen but ordinals, dates and times.
//!
//! ```text
//! cargo run --release --example predictions -- gold.jsonl > predictions.jsonl
//! ```

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use stringer::extraction::{Count, CountCategory, CountSubject, Extraction, NumberClass, PlaceUsage};
use stringer::span::{OffsetEncoding, OffsetMap, Span};
use stringer::{Extractor, Gazetteer};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("the first argument is a file of gold documents")?;
    let all_numbers = arguments.next().as_deref() == Some("--numbers");
    let extractor = Extractor::new(std::sync::Arc::new(Gazetteer::built_in()));
    let mut output = std::io::stdout().lock();
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = document["text"].as_str().ok_or("a document has no text")?;
        let extraction = extractor.extract(text);
        let offsets = OffsetMap::new(text, OffsetEncoding::CodePoints);
        let numbers = || numbers(&extraction, &offsets);
        let counts = if all_numbers { numbers() } else { counts(&extraction, &offsets) };
        let answer = json!({
            "id": document["id"],
            "entities": entities(&extraction, &offsets),
            "counts": counts,
            "doc_counts": {
                "killed": people_total(&extraction, CountCategory::Killed),
                "injured": people_total(&extraction, CountCategory::Injured),
            },
        });
        writeln!(output, "{answer}")?;
    }
    Ok(())
}

fn at(offsets: &OffsetMap<'_>, span: Span) -> (usize, usize) {
    offsets.span(span)
}

fn entities(extraction: &Extraction<'_>, offsets: &OffsetMap<'_>) -> Vec<Value> {
    let mut entities = Vec::new();
    for person in &extraction.people {
        for mention in &person.mentions {
            let (start, end) = at(offsets, mention.span);
            entities.push(json!({
                "type": "PERSON", "start": start, "end": end, "key": person.key.to_string(), "confidence": mention.confidence,
                "rule": mention.evidence.rule,
            }));
        }
    }
    for place in &extraction.places {
        let facts = place.entry.and_then(|entry| entry.place());
        for mention in place.mentions.iter().filter(|mention| mention.usage != PlaceUsage::Demonym) {
            let (start, end) = at(offsets, mention.mention.span);
            let location = facts.and_then(|facts| facts.location);
            entities.push(json!({
                "type": "PLACE", "start": start, "end": end, "confidence": mention.mention.confidence,
                "rule": mention.mention.evidence.rule,
                "id": place.entry.map(|entry| &*entry.id), "lat": location.map(|at| at.0), "lon": location.map(|at| at.1),
            }));
        }
    }
    for weapon in &extraction.weapons {
        for mention in &weapon.mentions {
            let (start, end) = at(offsets, mention.span);
            entities.push(json!({"type": "WEAPON", "start": start, "end": end, "id": &*weapon.entry.id}));
        }
    }
    entities
}

fn counts(extraction: &Extraction<'_>, offsets: &OffsetMap<'_>) -> Vec<Value> {
    let mut values = Vec::new();
    for count in &extraction.counts {
        for mention in &count.mentions {
            let (start, end) = at(offsets, mention.span);
            values.push(json!({
                "start": start, "end": end, "value": count.quantity.value, "min": count.quantity.min, "max": count.quantity.max,
                "category": count.category.map(|category| format!("{category:?}").to_uppercase()),
                "subject": format!("{:?}", count.subject).to_uppercase(), "noun": count.noun,
                "place": count.place.map(|key| key.to_string()), "rule": mention.evidence.rule,
            }));
        }
    }
    values
}

fn numbers(extraction: &Extraction<'_>, offsets: &OffsetMap<'_>) -> Vec<Value> {
    let mut values = Vec::new();
    for number in &extraction.numbers {
        if matches!(number.class, NumberClass::Ordinal | NumberClass::Date | NumberClass::Time) {
            continue;
        }
        let (start, end) = at(offsets, number.span);
        values.extend(number.values.iter().map(|value| json!({"start": start, "end": end, "value": value})));
    }
    values
}

/// The largest figure for people of this category: what a reader takes for the article's.
fn people_total(extraction: &Extraction<'_>, category: CountCategory) -> i64 {
    let of_people = |count: &&Count<'_>| count.category == Some(category) && count.subject == CountSubject::People;
    extraction.counts.iter().filter(of_people).filter_map(|count| count.quantity.value.or(count.quantity.min)).max().unwrap_or(0)
}
