//! Last stage: what was not asked for goes, and no link points at what is gone.

use std::collections::BTreeSet;

use crate::extraction::{EntityKind, Extraction, Key, Warning};
use crate::extractor::ExtractOptions;

/// Most mentions and numbers in one extraction; a text that holds more is answered with what comes first.
pub const MAX_MENTIONS: usize = 50_000;

/// Applies `options` and the limit on mentions.
pub fn apply(extraction: &mut Extraction<'_>, options: &ExtractOptions) {
    let asked = |kind: EntityKind| options.kinds.is_empty() || options.kinds.contains(&kind);
    if !asked(EntityKind::Person) {
        extraction.people.clear();
    }
    if !asked(EntityKind::Place) {
        extraction.places.clear();
    }
    if !asked(EntityKind::Weapon) {
        extraction.weapons.clear();
    }
    if !asked(EntityKind::Count) {
        extraction.counts.clear();
        extraction.tallies.clear();
        extraction.numbers.clear();
    }
    extraction.dropped.retain(|dropped| asked(dropped.kind));
    if let Some(least) = options.min_confidence {
        drop_unsure(extraction, least);
    }
    truncate(extraction);
    drop_dangling_links(extraction);
}

fn drop_unsure(extraction: &mut Extraction<'_>, least: f32) {
    extraction.people.retain_mut(|person| {
        person.mentions.retain(|mention| mention.confidence >= least);
        !person.mentions.is_empty()
    });
    extraction.places.retain_mut(|place| {
        place.mentions.retain(|mention| mention.mention.confidence >= least);
        !place.mentions.is_empty()
    });
    extraction.weapons.retain_mut(|weapon| {
        weapon.mentions.retain(|it| it.mention.confidence >= least);
        !weapon.mentions.is_empty()
    });
    extraction.counts.retain_mut(|count| {
        count.mentions.retain(|mention| mention.confidence >= least);
        !count.mentions.is_empty()
    });
}

/// Keeps what begins before the byte at which the limit is reached.
fn truncate(extraction: &mut Extraction<'_>) {
    let mut starts: Vec<usize> = Vec::new();
    starts.extend(extraction.people.iter().flat_map(|person| &person.mentions).map(|mention| mention.span.start));
    starts.extend(extraction.places.iter().flat_map(|place| &place.mentions).map(|mention| mention.mention.span.start));
    starts.extend(extraction.weapons.iter().flat_map(|weapon| &weapon.mentions).map(|it| it.mention.span.start));
    starts.extend(extraction.counts.iter().flat_map(|count| &count.mentions).map(|mention| mention.span.start));
    starts.extend(extraction.numbers.iter().map(|number| number.span.start));
    if starts.len() <= MAX_MENTIONS {
        return;
    }
    let (_, &mut cut, _) = starts.select_nth_unstable(MAX_MENTIONS);
    extraction.people.iter_mut().for_each(|person| person.mentions.retain(|mention| mention.span.start < cut));
    extraction.places.iter_mut().for_each(|place| place.mentions.retain(|mention| mention.mention.span.start < cut));
    extraction.weapons.iter_mut().for_each(|weapon| weapon.mentions.retain(|it| it.mention.span.start < cut));
    extraction.counts.iter_mut().for_each(|count| count.mentions.retain(|mention| mention.span.start < cut));
    extraction.numbers.retain(|number| number.span.start < cut);
    extraction.dropped.retain(|dropped| dropped.span.start < cut);
    extraction.people.retain(|person| !person.mentions.is_empty());
    extraction.places.retain(|place| !place.mentions.is_empty());
    extraction.weapons.retain(|weapon| !weapon.mentions.is_empty());
    extraction.counts.retain(|count| !count.mentions.is_empty());
    extraction.warnings.push(Warning {
        reason: "OUTPUT_TRUNCATED",
        message: format!("the text holds more than {MAX_MENTIONS} mentions and numbers: what begins at byte {cut} or later is left out"),
    });
}

fn drop_dangling_links(extraction: &mut Extraction<'_>) {
    let places: BTreeSet<Key> = extraction.places.iter().map(|place| place.key).collect();
    let weapons: BTreeSet<Key> = extraction.weapons.iter().map(|weapon| weapon.key).collect();
    for place in &mut extraction.places {
        place.part_of = place.part_of.filter(|key| places.contains(key));
    }
    let people: BTreeSet<Key> = extraction.people.iter().map(|person| person.key).collect();
    let counts: BTreeSet<Key> = extraction.counts.iter().map(|count| count.key).collect();
    for count in &mut extraction.counts {
        count.place = count.place.filter(|key| places.contains(key));
        count.weapons.retain(|key| weapons.contains(key));
        count.people.retain(|key| people.contains(key));
        count.part_of = count.part_of.filter(|key| counts.contains(key));
        if let Some(attribution) = &mut count.attribution {
            attribution.person = attribution.person.filter(|key| people.contains(key));
        }
    }
    for tally in &mut extraction.tallies {
        tally.counts.retain(|key| counts.contains(key));
    }
    // A figure at a place that is gone would look like the whole story's.
    extraction.tallies.retain(|tally| !tally.counts.is_empty() && tally.place.is_none_or(|place| places.contains(&place)));
}
