//! Counts and numbers.

use time::Date;

use super::{Writer, key_or_empty, keys, to_i32};
use crate::extraction::{Attribution, Count, CountMention, Number, Quantity, Tally, TimeReference};
use crate::proto::v1;

impl Writer<'_> {
    pub(super) fn count(&self, count: Count<'_>) -> v1::Count {
        let Count {
            key,
            quantity,
            category,
            subject,
            noun,
            mentions,
            places,
            weapons,
            people,
            attribution,
            time,
            modality,
            accumulation,
            part_of,
            confidence,
        } = count;
        v1::Count {
            key: key.to_string(),
            quantity: Some(self::quantity(quantity)),
            category: category.map_or(v1::CountCategory::Unspecified, Into::into).into(),
            subject: v1::CountSubject::from(subject).into(),
            noun: noun.into(),
            mentions: mentions.into_iter().map(|mention| self.count_mention(mention)).collect(),
            place_keys: keys(&places),
            weapon_keys: keys(&weapons),
            confidence,
            person_keys: keys(&people),
            attribution: attribution.map(|attribution| self.attribution(attribution)),
            time: time.map(|time| self.time(time)),
            modality: v1::Modality::from(modality).into(),
            accumulation: accumulation.map_or(v1::Accumulation::Unspecified, Into::into).into(),
            part_of: key_or_empty(part_of),
        }
    }

    fn attribution(&self, attribution: Attribution<'_>) -> v1::Attribution {
        let Attribution { span, text, person } = attribution;
        v1::Attribution { span: self.span(span), text: text.into(), person_key: key_or_empty(person) }
    }

    pub(super) fn time(&self, time: TimeReference<'_>) -> v1::TimeReference {
        let TimeReference { span, text, date } = time;
        let date = date.map(iso_date).unwrap_or_default();
        v1::TimeReference { span: self.span(span), text: text.into(), date }
    }

    fn count_mention(&self, mention: CountMention<'_>) -> v1::CountMention {
        let CountMention { span, phrase, text, sentence, confidence, evidence } = mention;
        v1::CountMention {
            span: self.span(span),
            phrase: self.span(phrase),
            text: text.into(),
            sentence: to_i32(sentence),
            confidence,
            evidence: self.evidence(evidence),
        }
    }

    pub(super) fn number(&self, number: Number<'_>) -> v1::Number {
        let Number { span, text, values, class } = number;
        v1::Number { span: self.span(span), text: text.into(), values, number_class: v1::NumberClass::from(class).into() }
    }
}

pub(super) fn tally(tally: Tally) -> v1::Tally {
    let Tally { category, subject, place, best, low, high, counts, event } = tally;
    v1::Tally {
        category: v1::CountCategory::from(category).into(),
        subject: v1::CountSubject::from(subject).into(),
        place_key: key_or_empty(place),
        best,
        low,
        high,
        count_keys: keys(&counts),
        event_key: key_or_empty(event),
    }
}

/// YYYY-MM-DD.
fn iso_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn quantity(quantity: Quantity<'_>) -> v1::Quantity {
    let Quantity { value, min, max, qualifier, text } = quantity;
    v1::Quantity { value, min, max, qualifier: v1::Qualifier::from(qualifier).into(), text: text.into() }
}
