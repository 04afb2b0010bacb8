//! Last stage: what was not asked for goes, and no link points at what is gone.

use std::collections::BTreeSet;

use crate::extraction::{EntityKind, EventKey, Extraction, Key, Warning};
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
        extraction.events.clear();
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
    extraction.events.retain_mut(|event| {
        event.mentions.retain(|mention| mention.confidence >= least);
        !event.mentions.is_empty()
    });
}

/// Keeps what begins before the byte at which the limit is reached.
fn truncate(extraction: &mut Extraction<'_>) {
    let mut starts: Vec<usize> = Vec::new();
    starts.extend(extraction.people.iter().flat_map(|person| &person.mentions).map(|mention| mention.span.start));
    starts.extend(extraction.places.iter().flat_map(|place| &place.mentions).map(|mention| mention.mention.span.start));
    starts.extend(extraction.weapons.iter().flat_map(|weapon| &weapon.mentions).map(|it| it.mention.span.start));
    starts.extend(extraction.counts.iter().flat_map(|count| &count.mentions).map(|mention| mention.span.start));
    starts.extend(extraction.events.iter().flat_map(|event| &event.mentions).map(|mention| mention.span.start));
    starts.extend(extraction.numbers.iter().map(|number| number.span.start));
    if starts.len() <= MAX_MENTIONS {
        return;
    }
    let (_, &mut cut, _) = starts.select_nth_unstable(MAX_MENTIONS);
    extraction.people.iter_mut().for_each(|person| person.mentions.retain(|mention| mention.span.start < cut));
    extraction.places.iter_mut().for_each(|place| place.mentions.retain(|mention| mention.mention.span.start < cut));
    extraction.weapons.iter_mut().for_each(|weapon| weapon.mentions.retain(|it| it.mention.span.start < cut));
    extraction.counts.iter_mut().for_each(|count| count.mentions.retain(|mention| mention.span.start < cut));
    extraction.events.iter_mut().for_each(|event| event.mentions.retain(|mention| mention.span.start < cut));
    extraction.numbers.retain(|number| number.span.start < cut);
    extraction.dropped.retain(|dropped| dropped.span.start < cut);
    extraction.people.retain(|person| !person.mentions.is_empty());
    extraction.places.retain(|place| !place.mentions.is_empty());
    extraction.weapons.retain(|weapon| !weapon.mentions.is_empty());
    extraction.counts.retain(|count| !count.mentions.is_empty());
    extraction.events.retain(|event| !event.mentions.is_empty());
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
        count.places.retain(|key| places.contains(key));
        count.weapons.retain(|key| weapons.contains(key));
        count.people.retain(|key| people.contains(key));
        count.part_of = count.part_of.filter(|key| counts.contains(key));
        if let Some(attribution) = &mut count.attribution {
            attribution.person = attribution.person.filter(|key| people.contains(key));
        }
    }
    for event in &mut extraction.events {
        event.places.retain(|key| places.contains(key));
        event.weapons.retain(|key| weapons.contains(key));
        event.counts.retain(|key| counts.contains(key));
    }
    let events: BTreeSet<EventKey> = extraction.events.iter().map(|event| event.key).collect();
    for tally in &mut extraction.tallies {
        tally.counts.retain(|key| counts.contains(key));
        tally.event = tally.event.filter(|key| events.contains(key));
    }
    // A figure at a place that is gone would look like the whole story's.
    extraction.tallies.retain(|tally| !tally.counts.is_empty() && tally.place.is_none_or(|place| places.contains(&place)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{Event, EventKind, EventMention, Evidence};
    use crate::span::Span;
    use crate::test_support::extractor;

    const TEXT: &str = "A Shahed drone killed 12 people in Kyiv. In Odesa, 20 people were arrested on Monday.";

    /// What the engine finds, one count at both places, and an event that both counts, places and the weapon are of.
    fn extraction() -> Extraction<'static> {
        let mut extraction = extractor().extract(TEXT);
        let (places, weapons): (Vec<Key>, Vec<Key>) =
            (extraction.places.iter().map(|it| it.key).collect(), extraction.weapons.iter().map(|it| it.key).collect());
        let counts: Vec<Key> = extraction.counts.iter().map(|it| it.key).collect();
        assert_eq!((places.len(), weapons.len(), counts.len(), extraction.tallies.len()), (2, 1, 2, 4));
        extraction.counts[0].places.clone_from(&places);
        let key = EventKey { number: 1 };
        let evidence = Evidence { alias: "", class: None, rule: "test" };
        let mention = |surface: &'static str, confidence: f32| {
            let start = TEXT.find(surface).unwrap();
            EventMention { span: Span::new(start, start + surface.len()), text: surface, sentence: 0, confidence, evidence }
        };
        extraction.events = vec![Event {
            key,
            kind: EventKind::AirStrike,
            mentions: vec![mention("killed", 0.9), mention("arrested", 0.6)],
            places,
            time: None,
            weapons,
            counts,
            is_main: true,
            confidence: 0.9,
        }];
        extraction.tallies.iter_mut().for_each(|tally| tally.event = Some(key));
        extraction
    }

    fn filtered(options: &ExtractOptions) -> Extraction<'static> {
        let mut extraction = extraction();
        apply(&mut extraction, options);
        extraction
    }

    fn only(kinds: &[EntityKind]) -> Extraction<'static> {
        filtered(&ExtractOptions { kinds: kinds.into(), ..ExtractOptions::default() })
    }

    #[test]
    fn all_is_left_where_all_is_asked_for() {
        let all = filtered(&ExtractOptions::default());
        let event = &all.events[0];
        assert_eq!((event.places.len(), event.weapons.len(), event.counts.len(), event.mentions.len()), (2, 1, 2, 2));
        assert_eq!((all.counts[0].places.len(), all.tallies.len()), (2, 4));
        assert!(all.tallies.iter().all(|tally| tally.event == Some(event.key)));
    }

    #[test]
    fn events_go_with_the_counts_and_point_at_nothing_that_is_gone() {
        let without = only(&[EntityKind::Person, EntityKind::Place, EntityKind::Weapon]);
        assert!(without.events.is_empty() && without.counts.is_empty() && without.tallies.is_empty());
        let counts = only(&[EntityKind::Count]);
        let event = &counts.events[0];
        assert!(event.places.is_empty() && event.weapons.is_empty() && counts.counts[0].places.is_empty());
        assert_eq!(event.counts.len(), 2);
        assert_eq!(counts.tallies.len(), 2, "a place's figure is not the story's");
    }

    #[test]
    fn what_is_unsure_goes_alone() {
        // The counts and places are surer than the second of the event's mentions.
        let sure = filtered(&ExtractOptions { min_confidence: Some(0.7), ..ExtractOptions::default() });
        assert_eq!((sure.events[0].mentions.len(), sure.events[0].counts.len(), sure.counts[0].places.len()), (1, 2, 2));
        let mut only_events_are_unsure = extraction();
        only_events_are_unsure.events[0].mentions.retain(|mention| mention.confidence < 0.7);
        apply(&mut only_events_are_unsure, &ExtractOptions { min_confidence: Some(0.7), ..ExtractOptions::default() });
        assert!(only_events_are_unsure.events.is_empty());
        assert!(only_events_are_unsure.tallies.iter().all(|tally| tally.event.is_none() && !tally.counts.is_empty()));
        let mut one_place_is_unsure = extraction();
        one_place_is_unsure.places[0].mentions.iter_mut().for_each(|it| it.mention.confidence = 0.3);
        apply(&mut one_place_is_unsure, &ExtractOptions { min_confidence: Some(0.5), ..ExtractOptions::default() });
        let left = one_place_is_unsure.places[0].key;
        assert_eq!((&*one_place_is_unsure.counts[0].places, &*one_place_is_unsure.events[0].places), (&[left][..], &[left][..]));
    }

    #[test]
    fn mentions_of_events_count_towards_the_limit() {
        let mut extraction = extraction();
        let early = extraction.events[0].mentions[0].clone();
        extraction.events[0].mentions.splice(0..0, vec![early; MAX_MENTIONS]);
        apply(&mut extraction, &ExtractOptions::default());
        assert_eq!(extraction.warnings[0].reason, "OUTPUT_TRUNCATED");
        assert!(extraction.events.is_empty(), "all begin where the limit is reached");
        assert!(extraction.tallies.iter().all(|tally| tally.event.is_none()));
    }
}
