//! The events as the answer has them: which are told, and which one the story is about.

use super::super::repeat::Statement;
use super::super::story::Story;
use super::super::telling::{Telling, When};
use super::{Events, Happened};
use crate::extraction::{Count, Event, EventKey, EventKind, EventMention, Evidence, Key, TimeReference, Zone, confidence};
use crate::gazetteer::lexicon::{HappeningClass, Strength};

impl Events {
    /// The events as the answer has them.
    pub(in super::super) fn answer<'a>(
        &self,
        story: &Story<'_, 'a>,
        counts: &[Count<'a>],
        statements: &[Statement],
        times: &[Option<TimeReference<'a>>],
    ) -> Vec<Event<'a>> {
        let main = self.main(counts, statements);
        let mut events: Vec<Event<'a>> = Vec::new();
        for (index, happened) in self.happened.iter().enumerate() {
            if !self.is_told(happened) && main != Some(index) {
                continue;
            }
            let mut keys: Vec<Key> = happened.statements.iter().map(|statement| counts[statements[*statement].count].key).collect();
            keys.sort_unstable();
            keys.dedup();
            let mut weapons: Vec<Key> = keys.iter().flat_map(|key| counts[key.index()].weapons.iter().copied()).collect();
            weapons.sort_unstable();
            weapons.dedup();
            let mentions: Vec<EventMention<'a>> =
                happened.tellings.iter().map(|telling| mention(story, &self.tellings[*telling])).collect();
            let time = happened.statements.iter().find_map(|statement| times[statements[*statement].count]);
            let places = if happened.places.is_empty() {
                keys.iter().find_map(|key| Some(counts[key.index()].places.clone()).filter(|places| !places.is_empty())).unwrap_or_default()
            } else {
                happened.places.clone()
            };
            let confidence = mentions.iter().map(|mention| mention.confidence).fold(0.0, f32::max);
            events.push(Event {
                key: EventKey { number: events.len() as u32 + 1 },
                kind: happened.kind,
                mentions,
                places,
                time,
                weapons,
                counts: keys,
                is_main: main == Some(index),
                confidence,
            });
        }
        events.sort_by_key(|event| event.mentions[0].span.start);
        for (index, event) in events.iter_mut().enumerate() {
            event.key = EventKey { number: index as u32 + 1 };
        }
        events
    }

    /// Whether the text tells enough of an event: one that is planned or feared is none, but for a transfer of arms that is agreed; one named in
    /// passing, without a place, a count or a second word, is background.
    fn is_told(&self, happened: &Happened) -> bool {
        let is_real = match happened.when {
            When::Now | When::Before => true,
            When::Planned => happened.kind == EventKind::ArmsTransfer,
            When::Never => false,
        };
        let first = &self.tellings[happened.tellings[0]];
        let is_told_twice = happened.tellings.len() > 1 || happened.is_lead;
        let has_place = !happened.places.is_empty() && (happened.when == When::Now || first.strength == Strength::Own);
        // "was charged with murder" tells enough by itself.
        let is_own = first.class == HappeningClass::Verb && matches!(first.strength, Strength::Own | Strength::People);
        let is_enough = !happened.statements.is_empty() || has_place || happened.when == When::Now && (is_told_twice || is_own);
        is_real && is_enough
    }

    /// The event that the story is about: the first of its headline, else of its lead, else the one of most counts and words.
    fn main(&self, counts: &[Count<'_>], statements: &[Statement]) -> Option<usize> {
        let weight = |happened: &Happened| {
            let stated = happened.statements.iter().filter(|statement| counts[statements[**statement].count].modality.is_stated()).count();
            (happened.zone == Zone::Headline, happened.is_lead, if happened.is_lead { 0 } else { stated * 2 + happened.tellings.len() })
        };
        let is_now = |happened: &Happened| happened.when == When::Now || happened.when == When::Planned && self.is_told(happened);
        let told = (0..self.happened.len()).filter(|index| is_now(&self.happened[*index]));
        told.max_by_key(|index| (weight(&self.happened[*index]), std::cmp::Reverse(*index)))
    }
}

fn mention<'a>(story: &Story<'_, 'a>, telling: &Telling) -> EventMention<'a> {
    let text = &story.reading.text;
    let rule = match (telling.class, telling.strength) {
        (_, Strength::Effect) => "event-effect",
        (HappeningClass::Noun, _) => "event-noun",
        (HappeningClass::Verb, _) => "event-verb",
        (HappeningClass::Reference | HappeningClass::Means | HappeningClass::Nothing, _) => "event-reference",
    };
    let is_sure = telling.class != HappeningClass::Reference && telling.strength == Strength::Own;
    EventMention {
        span: text.span(&telling.tokens),
        text: text.surface(&telling.tokens),
        sentence: story.reading.sentence_number(telling.tokens.start),
        confidence: if is_sure { confidence::RESOLVED } else { confidence::TRIGGERED },
        evidence: Evidence { alias: text.surface(&telling.tokens), class: None, rule },
    }
}
