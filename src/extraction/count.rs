//! Counts, numbers and the story's figures.

pub use time::Date;

use super::{EventKey, Evidence, Key};
use crate::span::Span;

/// A counted fact.
#[derive(Clone, Debug)]
pub struct Count<'a> {
    /// Unique in this answer.
    pub key: Key,
    /// How many.
    pub quantity: Quantity<'a>,
    /// What happened to them; `None` where the text says only how many.
    pub category: Option<CountCategory>,
    /// What was counted, broadly.
    pub subject: CountSubject,
    /// The head noun as written; empty when the text leaves it out.
    pub noun: &'a str,
    /// Where the text says it; at least one.
    pub mentions: Vec<CountMention<'a>>,
    /// All places that the words give, each the narrowest, in their order; empty where there is none.
    pub places: Vec<Key>,
    /// The counted weapons where the subject is weapons, else what it was done with.
    pub weapons: Vec<Key>,
    /// The people counted, where the text names them; never the speaker.
    pub people: Vec<Key>,
    /// Who says so, if the sentence tells.
    pub attribution: Option<Attribution<'a>>,
    /// When it happened, as the sentence puts it.
    pub time: Option<TimeReference<'a>>,
    /// In what way the text states it.
    pub modality: Modality,
    /// Whether it is a running total, an increment or a part.
    pub accumulation: Option<Accumulation>,
    /// Of which count it is a part.
    pub part_of: Option<Key>,
    /// The highest confidence of the mentions.
    pub confidence: f32,
}

impl Count<'_> {
    /// The first of its places.
    pub(crate) fn place(&self) -> Option<Key> {
        self.places.first().copied()
    }
}

/// Who states a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution<'a> {
    /// The speaker's words.
    pub span: Span,
    /// The surface form.
    pub text: &'a str,
    /// The speaker, if a person of this answer.
    pub person: Option<Key>,
}

/// When something happened, in the text's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeReference<'a> {
    /// The time phrase, without its preposition.
    pub span: Span,
    /// The surface form.
    pub text: &'a str,
    /// The day, where the phrase itself says it with its year, or the day of publication is known and tells it.
    pub date: Option<Date>,
}

/// In what way a count is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Modality {
    /// As a fact.
    #[default]
    Asserted,
    /// As somebody's claim: "claimed", "allegedly".
    Claimed,
    /// As untrue.
    Denied,
    /// As possible: "could", "if".
    Hypothetical,
    /// As intended: "will", "plans to".
    Planned,
    /// Of another time: "in 2014", "last year".
    Historical,
    /// To compare another figure with: "up from 537".
    Comparison,
}

impl Modality {
    /// Whether it is told of what happened, by whomever.
    pub(crate) fn is_stated(self) -> bool {
        matches!(self, Self::Asserted | Self::Claimed)
    }
}

/// How a count relates to others of its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Accumulation {
    /// All so far: "has risen to 12".
    Total,
    /// In addition to others: "90 more".
    Increment,
    /// A part of another count: "72 of the 550".
    Subset,
}

/// One figure of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What happened.
    pub category: CountCategory,
    /// To what.
    pub subject: CountSubject,
    /// Where; `None` for the whole story.
    pub place: Option<Key>,
    /// The figure a reader would take away; absent where the text gives bounds alone.
    pub best: Option<i64>,
    /// The least that the words allow.
    pub low: Option<i64>,
    /// The most that the words allow.
    pub high: Option<i64>,
    /// The counts behind it, in order.
    pub counts: Vec<Key>,
    /// The event that all of them are of, if they are of one.
    pub event: Option<EventKey>,
}

/// One statement of a counted fact.
#[derive(Clone, Debug)]
pub struct CountMention<'a> {
    /// The number itself, without its hedge.
    pub span: Span,
    /// The whole counted phrase, hedge and noun included.
    pub phrase: Span,
    /// The surface form at `span`.
    pub text: &'a str,
    /// Index into [`Extraction::sentences`](super::Extraction::sentences).
    pub sentence: usize,
    /// 0 to 1; see the scale in [`confidence`](super::confidence).
    pub confidence: f32,
    /// The rule behind it.
    pub evidence: Evidence<'a>,
}

/// How many: a number with its inclusive bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<'a> {
    /// The number as stated; absent for a range and for a vague word.
    pub value: Option<i64>,
    /// The least that the words allow.
    pub min: Option<i64>,
    /// The most that the words allow.
    pub max: Option<i64>,
    /// What the hedge makes of the number.
    pub qualifier: Qualifier,
    /// The number as written, hedge included.
    pub text: &'a str,
}

/// What a hedge makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// "23": min = max = value.
    Exact,
    /// "at least 23": min = value.
    AtLeast,
    /// "more than 23": min = value + 1.
    MoreThan,
    /// "up to 23": max = value.
    AtMost,
    /// "fewer than 23": max = value − 1.
    FewerThan,
    /// "about 23": no bounds.
    Approximate,
    /// "20 to 25": both bounds, no value.
    Range,
    /// "dozens": both bounds from the documented table, no value.
    Vague,
}

/// What happened to what was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CountCategory {
    /// Dead.
    Killed,
    /// Hurt.
    Injured,
    /// Not found.
    Missing,
    /// Taken prisoner; of places, taken; of arms and goods, seized.
    Captured,
    /// Arrested or held by an authority.
    Detained,
    /// Taken by force, hostages.
    Abducted,
    /// Set free.
    Released,
    /// Made to leave home, evacuated.
    Displaced,
    /// Taken to hospital.
    Hospitalised,
    /// Saved.
    Rescued,
    /// Touched in another way (without power, infected).
    Affected,
    /// On the street.
    Protesting,
    /// Fired or launched.
    Launched,
    /// Shot down or jammed.
    Intercepted,
    /// Hit.
    Struck,
    /// Damaged.
    Damaged,
    /// Destroyed.
    Destroyed,
    /// Delivered, sent, ordered.
    Supplied,
    /// Something else happened.
    Other,
}

/// What was counted, broadly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CountSubject {
    /// Human beings.
    People,
    /// The head noun is a weapon, tanks and warships too.
    Weapons,
    /// Civil vehicles.
    Vehicles,
    /// Buildings and works.
    Structures,
    /// Towns, regions, districts.
    Places,
    /// Attacks, arrests, fires.
    Events,
    /// Firms, parties, states' bodies.
    Organisations,
    /// Anything else.
    Other,
}

/// A number or number word and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Number<'a> {
    /// Where.
    pub span: Span,
    /// The surface form.
    pub text: &'a str,
    /// One value; two for a range and for a vague word, whose bounds they are; none for a code.
    pub values: Vec<f64>,
    /// What the number is.
    pub class: NumberClass,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberClass {
    /// It says how many: there is a [`Count`].
    Count,
    /// "46-year-old".
    Age,
    /// A day or a year.
    Date,
    /// A time of day.
    Time,
    /// "seven-hour".
    Duration,
    /// "third".
    Ordinal,
    /// "$5 million".
    Money,
    /// "12%".
    Percent,
    /// A quantity with a unit of measure.
    Measure,
    /// "number 22", a model, a phone number, an address.
    Identifier,
    /// "five-storey".
    StructureSize,
    /// "one of", "one another".
    Pronoun,
    /// "2-1".
    Score,
    /// "0 Comments".
    Boilerplate,
    /// "12 per 100,000", "four a day", "two in five": so many of so many, or in so much time; both numbers.
    Rate,
    /// A number that no rule accepted.
    Other,
}
