//! Events.

use super::{Writer, keys, to_i32};
use crate::extraction::{Event, EventMention};
use crate::proto::v1;

impl Writer<'_> {
    pub(super) fn event(&self, event: Event<'_>) -> v1::Event {
        let Event { key, kind, mentions, places, time, weapons, counts, is_main, confidence } = event;
        v1::Event {
            key: key.to_string(),
            kind: v1::EventKind::from(kind).into(),
            mentions: mentions.into_iter().map(|mention| self.event_mention(mention)).collect(),
            place_keys: keys(&places),
            time: time.map(|time| self.time(time)),
            weapon_keys: keys(&weapons),
            count_keys: keys(&counts),
            is_main,
            confidence,
        }
    }

    fn event_mention(&self, mention: EventMention<'_>) -> v1::EventMention {
        let EventMention { span, text, sentence, confidence, evidence } = mention;
        v1::EventMention {
            span: self.span(span),
            text: text.into(),
            sentence: to_i32(sentence),
            confidence,
            evidence: self.evidence(evidence),
        }
    }
}
