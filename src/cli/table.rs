//! What was found, for people to read: a section for each kind.

mod derivation;
mod events;
mod explanation;
mod links;

use std::io::{self, Write};

use super::grid::{Grid, Row, Side, excerpt, one_line};
use crate::proto::v1;
use links::Links;

/// Columns that a note below a row is indented by.
const NOTE_INDENT: usize = 4;

/// Writes the answer for `text`, whose offsets have to be UTF-8 bytes, within `width` columns; where it `explains`, with the row and rule
/// behind every mention, and with what was not accepted.
pub(super) fn write(answer: &v1::Extraction, text: &str, width: usize, explains: bool, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}\n", one_line(&answer.document_id))?;
    let links = Links::new(answer);
    let note_width = width - NOTE_INDENT;
    let sections = [
        people(answer),
        places(answer),
        weapons(answer),
        counts(answer, &links, text, note_width),
        events::events(answer, &links, text, note_width),
        tallies(answer),
    ];
    if sections.iter().all(|section| section.rows.is_empty()) {
        writeln!(out, "  nothing found\n")?;
    }
    for section in sections.iter().filter(|section| !section.rows.is_empty()) {
        section.write(width, out)?;
    }
    if explains {
        for section in explanation::sections(answer, &links, text).iter().filter(|section| !section.rows.is_empty()) {
            section.write(width, out)?;
        }
    }
    for warning in &answer.warnings {
        writeln!(out, "  ! {}", one_line(&warning.message))?;
    }
    Ok(())
}

fn people(answer: &v1::Extraction) -> Grid {
    let columns = vec![("Name", Side::Left), ("Mentions", Side::Right), ("Id", Side::Left), ("Roles", Side::Left)];
    let row = |person: &v1::Person| {
        let roles = person.roles.join(", ");
        row([person.name.as_str(), &person.mentions.len().to_string(), or_dash(&person.id), &roles])
    };
    grid("People", columns, answer.people.iter().map(row))
}

fn places(answer: &v1::Extraction) -> Grid {
    let columns = vec![
        ("Name", Side::Left),
        ("Mentions", Side::Right),
        ("Kind", Side::Left),
        ("Country", Side::Left),
        ("Latitude", Side::Right),
        ("Longitude", Side::Right),
    ];
    let row = |place: &v1::Place| {
        let degrees = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"));
        let latitude = degrees(place.location.map(|location| location.latitude));
        let longitude = degrees(place.location.map(|location| location.longitude));
        let kind = words(place.kind().as_str_name(), "PLACE_KIND_");
        row([&place.name, &place.mentions.len().to_string(), &kind, or_dash(&place.country_code), &latitude, &longitude])
    };
    grid("Places", columns, answer.places.iter().map(row))
}

fn weapons(answer: &v1::Extraction) -> Grid {
    let columns = vec![("Name", Side::Left), ("Mentions", Side::Right), ("Category", Side::Left)];
    let row = |weapon: &v1::Weapon| {
        let category = words(weapon.category().as_str_name(), "WEAPON_CATEGORY_");
        row([weapon.name.as_str(), &weapon.mentions.len().to_string(), &category])
    };
    grid("Weapons", columns, answer.weapons.iter().map(row))
}

fn counts(answer: &v1::Extraction, links: &Links<'_>, text: &str, note_width: usize) -> Grid {
    let columns = vec![("How many", Side::Right), ("What", Side::Left), ("Happened", Side::Left), ("Where", Side::Left)];
    let row = |count: &v1::Count| {
        let bounds = count.quantity.as_ref().map(bounds).unwrap_or_default();
        let happened = match count.category() {
            v1::CountCategory::Unspecified => "–".to_owned(),
            category => words(category.as_str_name(), "COUNT_CATEGORY_"),
        };
        let noun = match count.noun.as_str() {
            "" => words(count.subject().as_str_name(), "COUNT_SUBJECT_"),
            noun => noun.to_owned(),
        };
        let mut row = row([bounds.as_str(), &noun, &happened, or_dash(&links.places(&count.place_keys))]);
        row.note = count.mentions.first().map(|it| context(answer, it.sentence, it.phrase, text, note_width)).unwrap_or_default();
        row
    };
    grid("Counts", columns, answer.counts.iter().map(row))
}

/// The figures of the whole story; those of its places are in the JSON.
fn tallies(answer: &v1::Extraction) -> Grid {
    let columns = vec![("Figure", Side::Right), ("Of", Side::Left), ("Happened", Side::Left)];
    let row = |tally: &v1::Tally| {
        let figure = match (tally.best, tally.low, tally.high) {
            (_, Some(low), None) => format!("≥ {}", grouped(low)),
            (Some(best), ..) => grouped(best),
            (None, Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
            (None, None, Some(high)) => format!("≤ {}", grouped(high)),
            (None, None, None) => "?".to_owned(),
        };
        let subject = words(tally.subject().as_str_name(), "COUNT_SUBJECT_");
        row([figure.as_str(), &subject, &words(tally.category().as_str_name(), "COUNT_CATEGORY_")])
    };
    grid("The story's figures", columns, answer.tallies.iter().filter(|tally| tally.place_key.is_empty()).map(row))
}

/// The number with what its hedge makes of it: `12`, `≥ 12`, `24–99`.
fn bounds(quantity: &v1::Quantity) -> String {
    let number = |value: Option<i64>| value.map_or_else(|| "?".to_owned(), grouped);
    let hedged = |sign: &str| format!("{sign} {}", number(quantity.value));
    match quantity.qualifier() {
        v1::Qualifier::Unspecified | v1::Qualifier::Exact => number(quantity.value),
        v1::Qualifier::AtLeast => hedged("≥"),
        v1::Qualifier::MoreThan => hedged(">"),
        v1::Qualifier::AtMost => hedged("≤"),
        v1::Qualifier::FewerThan => hedged("<"),
        v1::Qualifier::Approximate => hedged("≈"),
        v1::Qualifier::Range | v1::Qualifier::Vague => match (quantity.min, quantity.max) {
            (Some(min), None) => format!("≥ {}", grouped(min)),
            (None, Some(max)) => format!("≤ {}", grouped(max)),
            (min, max) => format!("{}–{}", number(min), number(max)),
        },
    }
}

/// `12345` as `12,345`.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = if value < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The sentence that something is from, cut to its neighbourhood.
fn context(answer: &v1::Extraction, sentence: i32, at: Option<v1::Span>, text: &str, width: usize) -> String {
    let sentence = usize::try_from(sentence).ok().and_then(|index| answer.sentences.get(index));
    let Some((sentence, phrase)) = sentence.and_then(|sentence| Some((range(sentence.span)?, range(at)?))) else {
        return String::new();
    };
    let at = phrase.start.saturating_sub(sentence.start);
    text.get(sentence).map(|sentence| excerpt(sentence, at, width)).unwrap_or_default()
}

fn range(span: Option<v1::Span>) -> Option<std::ops::Range<usize>> {
    let v1::Span { start, end } = span?;
    Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

fn grid(title: &str, columns: Vec<(&'static str, Side)>, rows: impl Iterator<Item = Row>) -> Grid {
    let rows: Vec<Row> = rows.collect();
    Grid { title: format!("{title} {}", rows.len()), columns, rows }
}

fn row<const N: usize>(cells: [&str; N]) -> Row {
    Row { cells: cells.map(one_line).into(), note: String::new() }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

/// An enumeration's value as words: `PLACE_KIND_CITY` as `city`.
pub(super) fn words(name: &str, prefix: &str) -> String {
    name.strip_prefix(prefix).unwrap_or(name).to_lowercase().replace('_', " ")
}

#[cfg(test)]
mod tests;
