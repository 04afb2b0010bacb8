//! Why: the row and rule behind each mention, what else its name could mean, and what was not accepted.

use super::derivation::{derivation, event_derivation};
use super::links::Links;
use super::words;
use crate::cli::grid::{Grid, Row, Side, one_line};
use crate::proto::v1;

/// No more alternatives than this are told of a mention.
const MAX_ALTERNATIVES: usize = 3;

/// The sections that explain an answer in the full view.
pub(super) fn sections(answer: &v1::Extraction, links: &Links<'_>, text: &str) -> [Grid; 4] {
    [mentions(answer, links), dropped(answer, text), numbers(answer), clauses(answer)]
}

fn position(span: Option<&v1::Span>) -> String {
    span.map(|span| span.start.to_string()).unwrap_or_default()
}

fn mentions(answer: &v1::Extraction, links: &Links<'_>) -> Grid {
    let mut rows: Vec<(i32, Row)> = Vec::new();
    let mut add = |span: Option<&v1::Span>, text: &str, key: &str, evidence: Option<&v1::Evidence>, confidence: f32, note: String| {
        let evidence = evidence.cloned().unwrap_or_default();
        let alias = match (evidence.alias.as_str(), evidence.alias_class.as_str()) {
            ("", _) => "–".to_owned(),
            (words, "") => format!("“{}”", one_line(words)),
            (alias, class) => format!("{alias} ({class})"),
        };
        let cells = vec![position(span), one_line(text), key.to_owned(), evidence.rule, alias, format!("{confidence:.2}")];
        rows.push((span.map_or(0, |span| span.start), Row { cells, note }));
    };
    for person in &answer.people {
        for it in &person.mentions {
            add(it.span.as_ref(), &it.text, &person.key, it.evidence.as_ref(), it.confidence, String::new());
        }
    }
    for place in &answer.places {
        let others = place.alternatives.iter().take(MAX_ALTERNATIVES);
        let others: Vec<String> = others.map(|other| format!("{} {} {}", other.name, other.country_code, other.id)).collect();
        for (index, it) in place.mentions.iter().enumerate() {
            let note = if index == 0 && !others.is_empty() { format!("not {}", others.join(", ")) } else { String::new() };
            add(it.span.as_ref(), &it.text, &place.key, it.evidence.as_ref(), it.confidence, note);
        }
    }
    for weapon in &answer.weapons {
        for it in &weapon.mentions {
            add(it.span.as_ref(), &it.text, &weapon.key, it.evidence.as_ref(), it.confidence, String::new());
        }
    }
    for count in &answer.counts {
        for (index, it) in count.mentions.iter().enumerate() {
            let note = if index == 0 { derivation(answer, links, count) } else { String::new() };
            add(it.span.as_ref(), &it.text, &count.key, it.evidence.as_ref(), it.confidence, note);
        }
    }
    for event in &answer.events {
        for (index, it) in event.mentions.iter().enumerate() {
            let note = if index == 0 { event_derivation(links, event) } else { String::new() };
            add(it.span.as_ref(), &it.text, &event.key, it.evidence.as_ref(), it.confidence, note);
        }
    }
    rows.sort_by_key(|(start, _)| *start);
    let columns = vec![
        ("At", Side::Right),
        ("Text", Side::Left),
        ("Key", Side::Left),
        ("Rule", Side::Left),
        ("Row or words", Side::Left),
        ("Conf.", Side::Right),
    ];
    Grid { title: "Accepted".to_owned(), columns, rows: rows.into_iter().map(|(_, row)| row).collect() }
}

fn dropped(answer: &v1::Extraction, text: &str) -> Grid {
    let rows = answer.dropped.iter().map(|candidate| {
        let slice = candidate.span.as_ref().and_then(|span| text.get(span.start as usize..span.end as usize)).unwrap_or_default();
        let kind = words(candidate.kind().as_str_name(), "ENTITY_KIND_");
        Row { cells: vec![position(candidate.span.as_ref()), one_line(slice), kind, candidate.reason.clone()], note: String::new() }
    });
    let columns = vec![("At", Side::Right), ("Text", Side::Left), ("No", Side::Left), ("Because", Side::Left)];
    Grid { title: "Not accepted".to_owned(), columns, rows: rows.collect() }
}

fn numbers(answer: &v1::Extraction) -> Grid {
    let is_rejected = |number: &&v1::Number| number.number_class() != v1::NumberClass::Count;
    let rows = answer.numbers.iter().filter(is_rejected).map(|number| {
        let class = words(number.number_class().as_str_name(), "NUMBER_CLASS_");
        Row { cells: vec![position(number.span.as_ref()), one_line(&number.text), class], note: String::new() }
    });
    let columns = vec![("At", Side::Right), ("Text", Side::Left), ("Is", Side::Left)];
    Grid { title: "Numbers that are no counts".to_owned(), columns, rows: rows.collect() }
}

/// How the sentences were read: a line for each clause.
fn clauses(answer: &v1::Extraction) -> Grid {
    let mut rows = Vec::new();
    for sentence in answer.sentences.iter().filter(|sentence| !sentence.clauses.is_empty()) {
        for (index, clause) in sentence.clauses.split_inclusive("] ").enumerate() {
            let at = if index == 0 { position(sentence.span.as_ref()) } else { String::new() };
            rows.push(Row { cells: vec![at, one_line(clause.trim_end())], note: String::new() });
        }
    }
    Grid { title: "Clauses".to_owned(), columns: vec![("At", Side::Right), ("Clause", Side::Left)], rows }
}
