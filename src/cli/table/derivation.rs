//! How a count was read, in one line: the number and its bounds, what is counted, what happened, where, with what, who says so, when.

use super::{bounds, words};
use crate::cli::grid::one_line;
use crate::proto::v1;

/// The steps from the words to the count, in the order in which they were taken.
pub(super) fn derivation(answer: &v1::Extraction, count: &v1::Count) -> String {
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
    steps.extend(place_name(answer, &count.place_key).map(|place| format!("at {place}")));
    let weapons = answer.weapons.iter().filter(|weapon| count.weapon_keys.contains(&weapon.key));
    steps.extend(weapons.map(|weapon| format!("with {}", weapon.name)));
    let people = answer.people.iter().filter(|person| count.person_keys.contains(&person.key));
    steps.extend(people.map(|person| format!("who is {}", person.name)));
    steps.extend(count.attribution.iter().map(|by| format!("says “{}”", one_line(&by.text))));
    steps.extend(count.time.iter().map(|time| {
        let date = if time.date.is_empty() { String::new() } else { format!(", {}", time.date) };
        format!("when “{}”{date}", one_line(&time.text))
    }));
    if count.modality() != v1::Modality::Asserted {
        steps.push(words(count.modality().as_str_name(), "MODALITY_"));
    }
    if count.accumulation() != v1::Accumulation::Unspecified {
        let whole = if count.part_of.is_empty() { String::new() } else { format!(" of {}", count.part_of) };
        steps.push(format!("{}{whole}", words(count.accumulation().as_str_name(), "ACCUMULATION_")));
    }
    steps.join(" · ")
}

fn place_name<'a>(answer: &'a v1::Extraction, key: &str) -> Option<&'a str> {
    answer.places.iter().find(|place| place.key == key).map(|place| place.name.as_str())
}
