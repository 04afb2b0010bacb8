//! Counts and numbers.

use super::{Writer, key_or_empty, to_i32};
use crate::extraction::{Count, CountMention, Number, Quantity};
use crate::proto::v1;

impl Writer<'_> {
    pub(super) fn count(&self, count: Count<'_>) -> v1::Count {
        let Count { key, quantity, category, subject, noun, mentions, place, weapons, confidence } = count;
        v1::Count {
            key: key.to_string(),
            quantity: Some(self::quantity(quantity)),
            category: category.map_or(v1::CountCategory::Unspecified, Into::into).into(),
            subject: v1::CountSubject::from(subject).into(),
            noun: noun.into(),
            mentions: mentions.into_iter().map(|mention| self.count_mention(mention)).collect(),
            place_key: key_or_empty(place),
            weapon_keys: weapons.iter().map(ToString::to_string).collect(),
            confidence,
        }
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

fn quantity(quantity: Quantity<'_>) -> v1::Quantity {
    let Quantity { value, min, max, qualifier, text } = quantity;
    v1::Quantity { value, min, max, qualifier: v1::Qualifier::from(qualifier).into(), text: text.into() }
}
