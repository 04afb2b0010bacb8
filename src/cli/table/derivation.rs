//! How a count or an event was read, in one line: the number and its bounds, what is counted, what happened, where, with what, who says so,
//! when.

use super::events::{figures, what};
use super::links::Links;
use super::{bounds, words};
use crate::cli::grid::one_line;
use crate::proto::v1;

/// The steps from the words to the count, in the order in which they were taken.
pub(super) fn derivation(answer: &v1::Extraction, links: &Links<'_>, count: &v1::Count) -> String {
    let mut steps = Vec::new();
    if let Some(quantity) = &count.quantity {
        steps.push(format!("“{}” is {}", one_line(&quantity.text), bounds(quantity)));
    }
    let subject = words(count.subject().as_str_name(), "COUNT_SUBJECT_");
    steps.push(if count.noun.is_empty() {
        format!("{subject}, not named")
    } else {
        format!("“{}” are {subject}", one_line(&count.noun))
    });
    steps.push(words(count.category().as_str_name(), "COUNT_CATEGORY_"));
    steps.extend(where_and_with(links, &count.place_keys, &count.weapon_keys));
    let people = answer.people.iter().filter(|person| count.person_keys.contains(&person.key));
    steps.extend(people.map(|person| format!("who is {}", person.name)));
    steps.extend(count.attribution.iter().map(|by| format!("says “{}”", one_line(&by.text))));
    steps.extend(count.time.iter().map(when));
    if count.modality() != v1::Modality::Asserted {
        steps.push(words(count.modality().as_str_name(), "MODALITY_"));
    }
    if count.accumulation() != v1::Accumulation::Unspecified {
        let whole = if count.part_of.is_empty() { String::new() } else { format!(" of {}", count.part_of) };
        steps.push(format!("{}{whole}", words(count.accumulation().as_str_name(), "ACCUMULATION_")));
    }
    steps.join(" · ")
}

/// What happened, where, with what, when, and the event's figures.
pub(super) fn event_derivation(links: &Links<'_>, event: &v1::Event) -> String {
    let mut steps = vec![what(event)];
    steps.extend(where_and_with(links, &event.place_keys, &event.weapon_keys));
    steps.extend(event.time.iter().map(when));
    steps.extend(figures(links, event));
    steps.join(" · ")
}

/// Where and with what.
fn where_and_with(links: &Links<'_>, place_keys: &[String], weapon_keys: &[String]) -> Vec<String> {
    let step = |word: &str, names: String| Some(format!("{word} {}", one_line(&names))).filter(|_| !names.is_empty());
    [step("at", links.places(place_keys)), step("with", links.weapons(weapon_keys))].into_iter().flatten().collect()
}

fn when(time: &v1::TimeReference) -> String {
    let date = if time.date.is_empty() { String::new() } else { format!(", {}", time.date) };
    format!("when “{}”{date}", one_line(&time.text))
}
