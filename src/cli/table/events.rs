//! The section of events: what happened, where, when, with what, and to how many.

use super::links::Links;
use super::{bounds, context, grid, or_dash, row, words};
use crate::cli::grid::{Grid, Side};
use crate::proto::v1;

/// One row an event, in the order of the text, with its first words below; the story's main one is marked.
pub(super) fn events(answer: &v1::Extraction, links: &Links<'_>, text: &str, note_width: usize) -> Grid {
    let columns = vec![("Event", Side::Left), ("Where", Side::Left), ("When", Side::Left), ("With", Side::Left), ("How many", Side::Left)];
    let row = |event: &v1::Event| {
        let mut row = row([
            &what(event),
            or_dash(&links.places(&event.place_keys)),
            or_dash(event.time.as_ref().map_or("", |time| &time.text)),
            or_dash(&links.weapons(&event.weapon_keys)),
            or_dash(&figures(links, event).join(", ")),
        ]);
        row.note = event.mentions.first().map(|it| context(answer, it.sentence, it.span, text, note_width)).unwrap_or_default();
        row
    };
    grid("Events", columns, answer.events.iter().map(row))
}

/// The kind, and whether it is the main event.
pub(super) fn what(event: &v1::Event) -> String {
    let kind = words(event.kind().as_str_name(), "EVENT_KIND_");
    if event.is_main { format!("{kind} (main)") } else { kind }
}

/// The event's figures, but for parts of another, comparisons and what is denied: "12 killed".
pub(super) fn figures(links: &Links<'_>, event: &v1::Event) -> Vec<String> {
    let is_own = |count: &&v1::Count| {
        let is_aside = matches!(count.modality(), v1::Modality::Comparison | v1::Modality::Denied);
        count.accumulation() != v1::Accumulation::Subset && !is_aside
    };
    let figure = |count: &v1::Count| {
        let number = count.quantity.as_ref().map(bounds).unwrap_or_default();
        let happened = match count.category() {
            v1::CountCategory::Unspecified => count.noun.clone(),
            category => words(category.as_str_name(), "COUNT_CATEGORY_"),
        };
        format!("{number} {happened}")
    };
    links.counts(&event.count_keys).filter(is_own).map(figure).collect()
}
