//! From the core's [`Extraction`] to the message of the same name: the only place where both are known.
//!
//! The core's structs are destructured field by field, so that a new field does not compile until it has its place on the wire.

mod counts;
mod entities;
mod events;
pub mod gazetteer;
mod kinds;
pub mod reload;

use crate::extraction::{Dropped, Evidence, Extraction, Key, Sentence, Warning};
use crate::gazetteer::Gazetteer;
use crate::proto::v1;
use crate::span::{OffsetEncoding, OffsetMap, Span};

/// Version of the engine, as told in every answer.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// How much of an extraction is returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Everything except evidence, alternatives, numbers and dropped candidates.
    #[default]
    Basic,
    /// Everything.
    Full,
}

/// Writes extractions of one text as messages: knows the text, the offset unit and how much is wanted.
#[derive(Debug)]
pub struct Writer<'a> {
    offsets: OffsetMap<'a>,
    encoding: OffsetEncoding,
    view: View,
}

impl<'a> Writer<'a> {
    /// A writer for extractions of `text`.
    pub fn new(text: &'a str, encoding: OffsetEncoding, view: View) -> Self {
        Self { offsets: OffsetMap::new(text, encoding), encoding, view }
    }

    /// The message for `extraction`, which was made from the writer's text with `gazetteer`.
    ///
    /// # Panics
    /// When the text has more than `i32::MAX` bytes: whoever takes texts in refuses such a one long before.
    pub fn extraction(&self, document_id: String, extraction: Extraction<'_>, gazetteer: &Gazetteer) -> v1::Extraction {
        let Extraction { people, places, weapons, counts, events, tallies, sentences, numbers, dropped, warnings } = extraction;
        v1::Extraction {
            document_id,
            people: people.into_iter().map(|person| self.person(person)).collect(),
            places: places.into_iter().map(|place| self.place(place)).collect(),
            weapons: weapons.into_iter().map(|weapon| self.weapon(weapon)).collect(),
            counts: counts.into_iter().map(|count| self.count(count)).collect(),
            events: events.into_iter().map(|event| self.event(event)).collect(),
            tallies: tallies.into_iter().map(counts::tally).collect(),
            sentences: sentences.into_iter().map(|sentence| self.sentence(sentence)).collect(),
            numbers: self.in_full(numbers, |number| self.number(number)),
            dropped: self.in_full(dropped, |candidate| self.dropped(candidate)),
            offset_encoding: v1::OffsetEncoding::from(self.encoding).into(),
            provenance: Some(provenance(gazetteer)),
            warnings: warnings.into_iter().map(warning).collect(),
        }
    }

    fn span(&self, span: Span) -> Option<v1::Span> {
        let (start, end) = self.offsets.span(span);
        Some(v1::Span { start: to_i32(start), end: to_i32(end) })
    }

    fn sentence(&self, sentence: Sentence) -> v1::Sentence {
        let Sentence { span, zone, clauses } = sentence;
        v1::Sentence { span: self.span(span), zone: v1::Zone::from(zone).into(), clauses: clauses.unwrap_or_default() }
    }

    fn dropped(&self, candidate: Dropped<'_>) -> v1::Dropped {
        let Dropped { span, kind, alias, reason } = candidate;
        v1::Dropped { span: self.span(span), kind: v1::EntityKind::from(kind).into(), alias: alias.into(), reason: reason.into() }
    }

    fn evidence(&self, evidence: Evidence<'_>) -> Option<v1::Evidence> {
        let Evidence { alias, class, rule } = evidence;
        (self.view == View::Full).then(|| v1::Evidence {
            alias: alias.into(),
            alias_class: class.map(|class| class.as_str().into()).unwrap_or_default(),
            rule: rule.into(),
        })
    }

    /// What only the full view shows: everything there, nothing in the basic one.
    fn in_full<T, U>(&self, list: Vec<T>, write: impl Fn(T) -> U) -> Vec<U> {
        match self.view {
            View::Basic => Vec::new(),
            View::Full => list.into_iter().map(write).collect(),
        }
    }
}

/// What answers made with `gazetteer` say about their origin.
pub fn provenance(gazetteer: &Gazetteer) -> v1::Provenance {
    v1::Provenance {
        engine_version: ENGINE_VERSION.into(),
        gazetteer_name: gazetteer.name().into(),
        gazetteer_version: gazetteer.version().into(),
        gazetteer_digest: gazetteer.digest().into(),
    }
}

/// What a caller should know about an answer.
pub fn warning(warning: Warning) -> v1::Warning {
    let Warning { reason, message } = warning;
    v1::Warning { reason: reason.into(), message }
}

/// A key as written on the wire; empty where there is none.
fn key_or_empty(key: Option<impl ToString>) -> String {
    key.map(|key| key.to_string()).unwrap_or_default()
}

fn keys(list: &[Key]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn strings<'s>(list: impl IntoIterator<Item = &'s str>) -> Vec<String> {
    list.into_iter().map(String::from).collect()
}

fn to_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn to_i32(number: usize) -> i32 {
    i32::try_from(number).expect("texts of more than i32::MAX bytes are refused where they come in")
}

#[cfg(test)]
mod tests;
