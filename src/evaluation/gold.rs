//! Gold documents: JSON objects one after another, one a line or spread over several.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

use super::events::event_kind_name;
use crate::extraction::{EntityKind, EventKind};

/// A gold file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// The file, or the text that it names, cannot be read.
    #[error("{}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An object is not one of gold.
    #[error("{}, document {number}", path.display())]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Which object, from 1.
        number: usize,
        /// What is wrong and where.
        source: serde_json::Error,
    },
    /// A document's own parts contradict each other.
    #[error("{}, document {id}: {problem}", path.display())]
    Inconsistent {
        /// Which file.
        path: PathBuf,
        /// The document's id.
        id: String,
        /// What is wrong.
        problem: String,
    },
}

/// A text and what a careful reader finds in it.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// Names the document in reports.
    pub id: String,
    /// The text itself; in the file either this or `text_file`.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    text_file: Option<PathBuf>,
    /// The annotations; absent where the document has none of spans.
    pub gold: Option<Vec<Annotation>>,
    /// Where answers are neither rewarded nor charged.
    #[serde(default)]
    pub ignore: Vec<Region>,
    #[serde(default, deserialize_with = "kinds")]
    scored: Vec<EntityKind>,
    /// Kinds of which not every mention is annotated.
    #[serde(default, deserialize_with = "kinds")]
    pub recall_only: Vec<EntityKind>,
    /// The story's totals of people, by what happened to them: `killed`, `injured`.
    pub doc_counts: Option<BTreeMap<String, i64>>,
    /// The story's figures, all of those of the categories that have any.
    pub tallies: Option<Vec<StoryFigure>>,
    /// What the story tells that happened.
    pub events: Option<Vec<StoryEvent>>,
    /// Values that have to be among the numbers seen.
    pub expect: Option<Vec<Expected>>,
    /// Whether `expect` is for a rewritten text and not to be scored.
    #[serde(default)]
    rewrite: serde_json::Value,
}

/// One annotation.
#[derive(Clone, Debug, Deserialize)]
pub struct Annotation {
    /// The kind.
    #[serde(rename = "type", deserialize_with = "kind")]
    pub kind: EntityKind,
    /// In code points.
    pub start: usize,
    /// In code points, exclusive.
    pub end: usize,
    /// The slice.
    #[serde(default)]
    pub text: String,
    /// Other spans that are as good.
    #[serde(default)]
    pub alts: Vec<(usize, usize)>,
    /// The same for all mentions of one person, of one type of weapon, of one counted fact.
    pub key: Option<String>,
    /// The place's id with its scheme, `geonames:703448`; empty where it has none.
    #[serde(default)]
    id: String,
    geonameid: Option<Number>,
    /// Degrees.
    pub lat: Option<f64>,
    /// Degrees.
    pub lon: Option<f64>,
    /// The count's number as stated.
    pub value: Option<f64>,
    /// The least, `Some(None)` where it has none.
    #[serde(default, deserialize_with = "present")]
    pub min: Option<Option<i64>>,
    /// The most.
    #[serde(default, deserialize_with = "present")]
    pub max: Option<Option<i64>>,
    /// The enum's name without prefix.
    pub category: Option<String>,
    /// The enum's name without prefix.
    pub subject: Option<String>,
    /// The texts or keys of all places at which it happened, empty where the text names none; `place`, one of them or null, is read too.
    #[serde(default, alias = "place", deserialize_with = "places")]
    pub places: Option<Vec<String>>,
    /// Keys of the weapons counted, or used.
    pub weapons: Option<Vec<String>>,
    /// Key of the count that this one is within.
    #[serde(default, deserialize_with = "present")]
    pub part_of: Option<Option<String>>,
    /// The enum's name without prefix.
    #[serde(default, deserialize_with = "present")]
    pub accumulation: Option<Option<String>>,
    /// The enum's name without prefix.
    pub modality: Option<String>,
    /// The words that name the speaker.
    #[serde(default, deserialize_with = "present")]
    pub attribution: Option<Option<String>>,
    /// The time phrase.
    #[serde(default, deserialize_with = "present")]
    pub time: Option<Option<String>>,
}

/// A figure of the whole story.
#[derive(Clone, Debug, Deserialize)]
pub struct StoryFigure {
    /// The enum's name without prefix.
    pub category: String,
    /// The enum's name without prefix.
    pub subject: String,
    /// What a reader would take away.
    pub best: Option<i64>,
    /// The least that the words allow.
    pub low: Option<i64>,
    /// The most that the words allow.
    pub high: Option<i64>,
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize)]
pub struct StoryEvent {
    /// Names it in this document.
    pub key: String,
    /// What happened.
    #[serde(deserialize_with = "event_kind")]
    pub kind: EventKind,
    /// Whether it is what the story is about.
    #[serde(default)]
    pub is_main: bool,
    /// The texts or keys of all places at which it happened.
    pub places: Option<Vec<String>>,
    /// Keys of the counts of whom and what it touched.
    #[serde(default)]
    pub counts: Vec<String>,
    /// The words that tell it or point back to it, in code points, end exclusive.
    #[serde(default)]
    pub mentions: Vec<(usize, usize)>,
}

impl StoryEvent {
    /// Where it is told first.
    pub(super) fn first_span(&self) -> (usize, usize) {
        self.mentions.first().copied().unwrap_or_default()
    }
}

/// A stretch of text in which some kinds are not scored.
#[derive(Clone, Debug, Deserialize)]
pub struct Region {
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(deserialize_with = "kinds")]
    pub(super) types: Vec<EntityKind>,
}

/// A value that has to be among the numbers seen.
#[derive(Clone, Debug, Deserialize)]
pub struct Expected {
    pub(super) value: Number,
}

/// JSON writers differ on whether an id or a value is a number or a string.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Number(f64),
    Text(String),
}

impl Number {
    /// The number; `None` for a text that is none.
    pub(super) fn value(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Text(text) => text.parse().ok(),
        }
    }
}

impl Document {
    /// The kinds that are scored: those named, or those annotated.
    pub fn scored(&self) -> Vec<EntityKind> {
        let annotated = self.gold.iter().flatten().map(|annotation| annotation.kind);
        let is_scored =
            |kind: &EntityKind| if self.scored.is_empty() { annotated.clone().any(|it| it == *kind) } else { self.scored.contains(kind) };
        EntityKind::ALL.into_iter().filter(|kind| self.gold.is_some() && is_scored(kind)).collect()
    }

    /// The values that the numbers have to hold; `None` where they are not scored.
    pub(super) fn expected_values(&self) -> Option<Vec<f64>> {
        let is_rewritten = !matches!(self.rewrite, serde_json::Value::Null | serde_json::Value::Bool(false));
        // What is no number is met by none.
        self.expect.as_ref().filter(|_| !is_rewritten).map(|all| all.iter().map(|one| one.value.value().unwrap_or(f64::NAN)).collect())
    }

    fn problem(&self) -> Option<String> {
        let length = self.text.chars().count();
        let mut outside = self.gold.iter().flatten().filter(|it| it.start >= it.end || it.end > length);
        let outside = outside.next().map(|it| (it.start, it.end));
        let mut told = self.events.iter().flatten().flat_map(|event| &event.mentions).copied();
        if let Some((start, end)) = outside.or_else(|| told.find(|(start, end)| start >= end || *end > length)) {
            return Some(format!("{start}..{end} is no span of its {length} code points"));
        }
        let is_count = |key: &str| self.gold.iter().flatten().any(|it| it.kind == EntityKind::Count && it.key.as_deref() == Some(key));
        self.events.iter().flatten().find_map(|event| {
            let key = event.counts.iter().find(|key| !is_count(key))?;
            Some(format!("event {}: no count has the key {key}", event.key))
        })
    }
}

impl Annotation {
    /// The span and those that are as good.
    pub fn spans(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        std::iter::once((self.start, self.end)).chain(self.alts.iter().copied())
    }

    /// The place's number in its scheme.
    pub(super) fn id_number(&self) -> Option<String> {
        match &self.geonameid {
            Some(Number::Number(number)) => Some(format!("{number:.0}")),
            Some(Number::Text(text)) => Some(text.clone()),
            None => self.id.rsplit(':').next().filter(|number| !number.is_empty()).map(str::to_owned),
        }
    }
}

/// All documents of a file, with their texts.
///
/// # Errors
///
/// When the file or a text beside it cannot be read, or an object is not in the format.
pub fn read(path: &Path) -> Result<Vec<Document>, GoldError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| GoldError::Unreadable { path, source }
    };
    let content = std::fs::read_to_string(path).map_err(unreadable(path))?;
    let mut documents = Vec::new();
    for (index, document) in serde_json::Deserializer::from_str(&content).into_iter::<Document>().enumerate() {
        let mut document = document.map_err(|source| GoldError::Malformed { path: path.to_owned(), number: index + 1, source })?;
        if let Some(file) = &document.text_file {
            let file = path.with_file_name(file);
            document.text = std::fs::read_to_string(&file).map_err(unreadable(&file))?;
        }
        if let Some(problem) = document.problem() {
            return Err(GoldError::Inconsistent { path: path.to_owned(), id: document.id, problem });
        }
        documents.push(document);
    }
    Ok(documents)
}

fn named(name: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(name))
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntityKind, D::Error> {
    let name = String::deserialize(deserializer)?;
    named(&name).ok_or_else(|| serde::de::Error::unknown_variant(&name, &["PERSON", "PLACE", "WEAPON", "COUNT"]))
}

fn event_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EventKind, D::Error> {
    let name = String::deserialize(deserializer)?;
    let kind = EventKind::ALL.into_iter().find(|kind| event_kind_name(*kind) == name);
    kind.ok_or_else(|| serde::de::Error::custom(format_args!("{name} is no kind of event")))
}

fn kinds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<EntityKind>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    // A corpus may annotate what is not extracted here.
    Ok(names.iter().filter_map(|name| named(name)).collect())
}

/// A list, one alone, or null for none.
fn places<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Places {
        All(Vec<String>),
        One(Option<String>),
    }
    Ok(Some(match Places::deserialize(deserializer)? {
        Places::All(places) => places,
        Places::One(place) => place.into_iter().collect(),
    }))
}

/// Tells a field that is null from one that is absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
