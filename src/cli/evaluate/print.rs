//! The report as tables and as JSON, and an answer in the layout of the gold.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::cli::grid::{Grid, Row, Side, one_line};
use crate::evaluation::{
    Answer, DocumentReport, Found, FoundEvent, Precision, Report, Share, accumulation_name, category_name, event_kind_name, modality_name,
    subject_name,
};
use crate::extraction::{EntityKind, Key, Tally};

/// Confidence, in hundredths, from which a mention is called sure.
const SURE: u32 = 90;

/// No more of one document's errors than this are shown in a table.
const MAX_ERRORS_SHOWN: usize = 12;

pub(super) fn table(report: &Report, worst: usize, width: usize, mut out: &mut dyn Write) -> io::Result<()> {
    for grid in [spans(report), facts(report), calibration(report)] {
        if !grid.rows.is_empty() {
            grid.write(width, &mut out)?;
        }
    }
    for document in report.worst().into_iter().take(worst) {
        errors(document).write(width, &mut out)?;
    }
    Ok(())
}

fn row<const N: usize>(cells: [String; N]) -> Row {
    Row { cells: cells.into(), note: String::new() }
}

fn share(value: f64) -> String {
    if value.is_nan() { "–".to_owned() } else { format!("{value:.3}") }
}

fn spans(report: &Report) -> Grid {
    let columns = ["Kind", "Gold", "Found", "Ignored", "Exact P", "R", "F1", "Overlap P", "R", "F1"];
    let columns = columns.iter().enumerate().map(|(index, name)| (*name, if index == 0 { Side::Left } else { Side::Right })).collect();
    let rows = report.spans.iter().map(|(kind, spans)| {
        let triple = |of: Precision| {
            let precise = |value: f64| if spans.recall_only { "–".to_owned() } else { share(value) };
            [precise(of.precision), share(of.recall), precise(of.f1)]
        };
        let counts = [kind.as_str().to_owned(), spans.gold.to_string(), spans.found.to_string(), spans.ignored.to_string()];
        Row { cells: counts.into_iter().chain(triple(spans.exact())).chain(triple(spans.overlap())).collect(), note: String::new() }
    });
    Grid { title: format!("{} documents", report.documents.len()), columns, rows: rows.collect() }
}

/// What is said of the spans, a line each: how many are right, of how many, and the share.
fn facts(report: &Report) -> Grid {
    let mut rows = Vec::new();
    let mut line = |name: &str, right: usize, all: usize, note: String| {
        if all > 0 {
            rows.push(row([name.to_owned(), right.to_string(), all.to_string(), share(right as f64 / all as f64), note]));
        }
    };
    let resolution = &report.resolution;
    let median = resolution.median_km().map(|median| format!("median {median:.0} km, mean {:.0} km", resolution.mean_km()));
    line("places within 161 km, of those found", resolution.right, resolution.found, median.unwrap_or_default());
    line("places within 161 km, of all", resolution.right, resolution.gold, String::new());
    line("people with one key", report.people.whole, report.people.gold, String::new());
    line("keys with one person", report.people.pure, report.people.keys, String::new());
    for (field, &(right, all)) in &report.counts.0 {
        line(&format!("counts' {field}"), right, all, String::new());
    }
    let mut share_line = |name: &str, share: Share, note: String| line(name, share.right, share.all, note);
    share_line("counts with every field right", report.every_field, String::new());
    let events = &report.events;
    let score = events.score();
    let note = format!("of {} found: precision {}, F1 {}", events.found, share(score.precision), share(score.f1));
    share_line("events", Share { right: events.right, all: events.gold }, note);
    share_line("events' kind", events.kind, String::new());
    share_line("events' places", events.places, String::new());
    share_line("main events", events.main, String::new());
    line("repeated counts joined", report.facts.joined, report.facts.repeated, String::new());
    line("counts of one fact", report.facts.pure, report.facts.keys, String::new());
    line("story's figures", report.tallies.right, report.tallies.gold, format!("of {} found", report.tallies.found));
    for (name, totals) in &report.totals {
        line(&format!("story's {name}"), totals.right, totals.documents, format!("above 0: F1 {}", share(totals.score().f1)));
    }
    line("story's killed and injured both", report.both_totals.right, report.both_totals.all, String::new());
    let numbers = &report.numbers;
    line("numbers seen", numbers.right, numbers.gold, format!("precision without ordinals, dates, times {}", share(numbers.precision())));
    line("texts with those numbers alone", numbers.texts_right, numbers.texts, String::new());
    let columns =
        vec![("Of what is found", Side::Left), ("Right", Side::Right), ("Of", Side::Right), ("Share", Side::Right), ("", Side::Left)];
    Grid { title: "Facts".to_owned(), columns, rows }
}

fn calibration(report: &Report) -> Grid {
    let levels = report.calibration.0.iter().rev();
    let total = report.calibration.from(0).1;
    let cells = |name: String, (right, all): (usize, usize)| {
        row([name, all.to_string(), share(all as f64 / total as f64), share(right as f64 / all as f64)])
    };
    let mut rows: Vec<Row> = levels.map(|(level, counts)| cells(format!("{:.2}", f64::from(*level) / 100.0), *counts)).collect();
    if !rows.is_empty() {
        rows.push(cells(format!("from {:.2}", f64::from(SURE) / 100.0), report.calibration.from(SURE)));
    }
    let columns = vec![("Confidence", Side::Left), ("Mentions", Side::Right), ("Of all", Side::Right), ("Right", Side::Right)];
    Grid { title: "People and places".to_owned(), columns, rows }
}

fn errors(document: &DocumentReport) -> Grid {
    let shown = document.errors.iter().take(MAX_ERRORS_SHOWN);
    let cells = shown.map(|error| {
        let kind = error.kind.as_str().to_owned();
        row([error.error.as_str().to_owned(), kind, error.span.0.to_string(), one_line(&error.text), error.rule.to_owned()])
    });
    let columns = vec![("Error", Side::Left), ("Kind", Side::Left), ("At", Side::Right), ("Text", Side::Left), ("Rule", Side::Left)];
    Grid { title: format!("{}: {} errors", one_line(&document.id), document.errors.len()), columns, rows: cells.collect() }
}

fn precision(of: Precision, recall_only: bool) -> Value {
    if recall_only { json!({"recall": of.recall}) } else { json!({"precision": of.precision, "recall": of.recall, "f1": of.f1}) }
}

pub(super) fn json(report: &Report, worst: usize) -> Value {
    let spans = report.spans.iter().map(|(kind, spans)| {
        let figures = json!({
            "gold": spans.gold, "found": spans.found, "ignored": spans.ignored,
            "exact": precision(spans.exact(), spans.recall_only), "overlap": precision(spans.overlap(), spans.recall_only),
        });
        (kind.as_str().to_owned(), figures)
    });
    let of = |(right, all): (usize, usize)| json!({"right": right, "of": all});
    let share_of = |share: Share| of((share.right, share.all));
    let resolution = &report.resolution;
    let levels = report.calibration.0.iter().map(|(level, counts)| (format!("{:.2}", f64::from(*level) / 100.0), of(*counts)));
    let totals = report.totals.iter().map(|(name, totals)| {
        (name.clone(), json!({"right": totals.right, "of": totals.documents, "above_zero": precision(totals.score(), false)}))
    });
    let error = |document: &DocumentReport| -> Vec<Value> {
        let errors = document.errors.iter();
        errors
            .map(|error| {
                json!({
                    "error": error.error.as_str(), "kind": error.kind.as_str(), "start": error.span.0, "end": error.span.1,
                    "text": error.text, "rule": error.rule,
                })
            })
            .collect()
    };
    json!({
        "documents": report.documents.len(),
        "spans": spans.collect::<Map<_, _>>(),
        "places": {
            "gold": resolution.gold, "found": resolution.found, "within_161_km": resolution.right,
            "median_km": resolution.median_km(), "mean_km": resolution.mean_km(),
        },
        "people": {"with_one_key": of((report.people.whole, report.people.gold)), "keys_of_one": of((report.people.pure, report.people.keys))},
        "counts": report.counts.0.iter().map(|(field, counts)| ((*field).to_owned(), of(*counts))).collect::<Map<_, _>>(),
        "every_field": share_of(report.every_field),
        "events": {
            "gold": report.events.gold, "found": report.events.found, "right": report.events.right,
            "score": precision(report.events.score(), false), "kind": share_of(report.events.kind),
            "places": share_of(report.events.places), "main": share_of(report.events.main),
        },
        "facts": {"repeats_joined": of((report.facts.joined, report.facts.repeated)), "counts_of_one": of((report.facts.pure, report.facts.keys))},
        "tallies": {"right": report.tallies.right, "of": report.tallies.gold, "found": report.tallies.found},
        "totals": totals.collect::<Map<_, _>>(),
        "both_totals": share_of(report.both_totals),
        "numbers": {"right": report.numbers.right, "of": report.numbers.gold, "precision": report.numbers.precision()},
        "confidence": levels.collect::<Map<_, _>>(),
        "worst": report.worst().into_iter().take(worst).map(|document| json!({"id": document.id, "errors": error(document)})).collect::<Vec<_>>(),
    })
}

fn keys(keys: &[Key]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

fn tally(tally: &Tally) -> Value {
    json!({
        "category": category_name(Some(tally.category)), "subject": subject_name(tally.subject),
        "place": tally.place.map(|key| key.to_string()), "best": tally.best, "low": tally.low, "high": tally.high,
        "event": tally.event.map(|key| key.to_string()), "keys": keys(&tally.counts),
    })
}

/// One answer, in the layout of the gold.
pub(super) fn answer(id: &str, answer: &Answer<'_>) -> Value {
    let (counts, entities): (Vec<&Found<'_>>, Vec<&Found<'_>>) = answer.found.iter().partition(|found| found.kind == EntityKind::Count);
    let entity = |found: &&Found<'_>| {
        json!({
            "type": found.kind.as_str().to_uppercase(), "start": found.span.0, "end": found.span.1, "key": found.key.to_string(),
            "id": found.id, "lat": found.location.map(|at| at.0), "lon": found.location.map(|at| at.1),
            "confidence": found.confidence, "rule": found.rule,
        })
    };
    let count = |found: &&Found<'_>| {
        let count = found.count?;
        Some(json!({
            "start": found.span.0, "end": found.span.1, "key": found.key.to_string(), "rule": found.rule, "confidence": found.confidence,
            "value": count.quantity.value, "min": count.quantity.min, "max": count.quantity.max, "noun": count.noun,
            "category": count.category.map(|category| format!("{category:?}").to_uppercase()),
            "subject": subject_name(count.subject),
            "qualifier": format!("{:?}", count.quantity.qualifier).to_uppercase(),
            "places": keys(&count.places), "part_of": count.part_of.map(|key| key.to_string()),
            "weapons": keys(&count.weapons),
            "modality": modality_name(count.modality), "accumulation": count.accumulation.map(accumulation_name),
            "attribution": count.attribution.map(|attribution| attribution.text), "time": count.time.map(|time| time.text),
        }))
    };
    let event = |found: &FoundEvent<'_>| {
        let event = found.event;
        json!({
            "key": event.key.to_string(), "kind": event_kind_name(event.kind), "is_main": event.is_main, "mentions": found.spans,
            "places": keys(&event.places), "weapons": keys(&event.weapons), "counts": keys(&event.counts),
            "time": event.time.map(|time| time.text), "confidence": event.confidence,
        })
    };
    json!({
        "id": id,
        "entities": entities.iter().map(entity).collect::<Vec<_>>(),
        "counts": counts.iter().filter_map(count).collect::<Vec<_>>(),
        "events": answer.events.iter().map(event).collect::<Vec<_>>(),
        "numbers": answer.numbers.iter().map(|(value, _)| value).collect::<Vec<_>>(),
        "tallies": answer.tallies.iter().map(tally).collect::<Vec<_>>(),
        "doc_counts": {"killed": answer.killed, "injured": answer.injured},
    })
}
