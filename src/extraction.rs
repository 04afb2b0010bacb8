//! What comes out: the output types of the core. They borrow names from the gazetteer and slices from the text.
//!
//! Every span is in UTF-8 bytes of the text as given; [`OffsetMap`](crate::span::OffsetMap) translates.

mod count;
mod event;

use std::borrow::Cow;
use std::fmt;

use crate::gazetteer::entry::{AliasClass, Entry};
use crate::span::Span;
pub use count::{
    Accumulation, Attribution, Count, CountCategory, CountMention, CountSubject, Date, Modality, Number, NumberClass, Qualifier, Quantity,
    Tally, TimeReference,
};
pub use event::{Event, EventKey, EventKind, EventMention};

/// Everything found in one text, each list in the order of first mention.
#[derive(Clone, Debug, Default)]
pub struct Extraction<'a> {
    /// People, one entry per person.
    pub people: Vec<Person<'a>>,
    /// Places, one entry per place.
    pub places: Vec<Place<'a>>,
    /// Weapon types, one entry per type.
    pub weapons: Vec<Weapon<'a>>,
    /// Counted facts.
    pub counts: Vec<Count<'a>>,
    /// What happened, in the order of first mention; comes with the counts.
    pub events: Vec<Event<'a>>,
    /// The story's figures: for the whole story by category and subject, in its order, then by place.
    pub tallies: Vec<Tally>,
    /// The sentences, in order; mentions point into this list.
    pub sentences: Vec<Sentence>,
    /// Every number seen, counted or not, with its class.
    pub numbers: Vec<Number<'a>>,
    /// Candidates that were not accepted, with the reason.
    pub dropped: Vec<Dropped<'a>>,
    /// What the caller should know about this answer.
    pub warnings: Vec<Warning>,
}

/// The four kinds of things that are extracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A person, known or unknown to the gazetteer.
    Person,
    /// A place.
    Place,
    /// A weapon type.
    Weapon,
    /// A counted fact; events come with it.
    Count,
}

impl EntityKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Person, Self::Place, Self::Weapon, Self::Count];

    /// The kind's name as documented.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Weapon => "weapon",
            Self::Count => "count",
        }
    }
}

/// Names one entity or count within one answer: `person-1`, `place-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The kind that the number counts within.
    pub kind: EntityKind,
    /// From 1, in the order of first mention before any filter.
    pub number: u32,
}

impl Key {
    /// Where it stands among all of its kind, before any filter.
    pub(crate) fn index(self) -> usize {
        self.number as usize - 1
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.as_str(), self.number)
    }
}

/// A person and all places in the text where he or she is named.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// Unique in this answer.
    pub key: Key,
    /// The gazetteer's entry; `None` for a person it does not know.
    pub entry: Option<&'a Entry>,
    /// Canonical name, or the fullest form in the text.
    pub name: Cow<'a, str>,
    /// Roles as the text gives them, in order, without repeats.
    pub roles: Vec<&'a str>,
    /// Honorifics as the text gives them, in order, without repeats.
    pub honorifics: Vec<&'a str>,
    /// At least one, in order.
    pub mentions: Vec<Mention<'a>>,
    /// The highest confidence of the mentions.
    pub confidence: f32,
}

/// A place and all places in the text where it is named.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// Unique in this answer.
    pub key: Key,
    /// The gazetteer's entry; `None` for a place known by its type word alone.
    pub entry: Option<&'a Entry>,
    /// Canonical name, or the first form in the text.
    pub name: Cow<'a, str>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Key of the enclosing place, when the answer holds one.
    pub part_of: Option<Key>,
    /// Other entries that the name could mean, best first.
    pub alternatives: Vec<&'a Entry>,
    /// At least one, in order.
    pub mentions: Vec<PlaceMention<'a>>,
    /// The highest confidence of the mentions.
    pub confidence: f32,
}

/// A weapon type and all places in the text where it is named.
#[derive(Clone, Debug)]
pub struct Weapon<'a> {
    /// Unique in this answer.
    pub key: Key,
    /// The gazetteer's entry.
    pub entry: &'a Entry,
    /// At least one, in order.
    pub mentions: Vec<WeaponMention<'a>>,
    /// The highest confidence of the mentions.
    pub confidence: f32,
}

/// One decided occurrence of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention<'a> {
    /// Where, without honorific, title or possessive.
    pub span: Span,
    /// The surface form: exactly the slice at `span`.
    pub text: &'a str,
    /// How the name is put.
    pub form: MentionForm,
    /// Index into [`Extraction::sentences`].
    pub sentence: usize,
    /// 0 to 1; see the scale in [`confidence`].
    pub confidence: f32,
    /// The row and rule behind it.
    pub evidence: Evidence<'a>,
}

/// A weapon's mention, with the origin that the text gives it there.
#[derive(Clone, Debug, PartialEq)]
pub struct WeaponMention<'a> {
    /// The mention itself.
    pub mention: Mention<'a>,
    /// ISO 3166-1 alpha-2 code of the country whose the text calls it: "North Korean ballistic missile", "Iranian-made drones".
    pub origin: Option<&'a str>,
}

/// A place's mention, with what the name does in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention<'a> {
    /// The mention itself.
    pub mention: Mention<'a>,
    /// What the name does in its sentence.
    pub usage: PlaceUsage,
}

/// The scale of [`Mention::confidence`]: one number per kind of evidence, so that equal evidence gives equal confidence.
pub mod confidence {
    /// A safe alias that means one entry, or one far more prominent than any other.
    pub const CERTAIN: f32 = 0.98;
    /// A safe alias whose other meanings were ruled out by context.
    pub const RESOLVED: f32 = 0.9;
    /// A name put together by rule from known parts (given name and surname, title and surname).
    pub const COMPOSED: f32 = 0.85;
    /// An ambiguous alias with its trigger.
    pub const TRIGGERED: f32 = 0.8;
    /// A name recognised by form alone.
    pub const BY_FORM: f32 = 0.65;
    /// One of several likely meanings.
    pub const GUESSED: f32 = 0.5;
}

/// Why a mention was accepted: what an editor would look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The gazetteer's alias that matched, as its row spells it; empty when no row named the whole. Of a count the words that the rule read,
    /// from the verb to what is counted; of an event's mention the words of its row.
    pub alias: &'a str,
    /// The alias's class.
    pub class: Option<AliasClass>,
    /// Name of the rule that accepted it.
    pub rule: &'a str,
}

/// How a name is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// "Volodymyr Zelensky", "Kyiv", "Shahed-136".
    FullName,
    /// "Zelensky".
    Surname,
    /// "Volodymyr".
    GivenName,
    /// Another name: "Burma", "Geran-2".
    Alias,
    /// "US", "IED".
    Abbreviation,
    /// "Ukrainian", "Poles".
    Demonym,
    /// A common noun: "drones".
    Generic,
}

/// What a place's name does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceUsage {
    /// The place itself.
    Location,
    /// The government or people of the place: "Moscow fired".
    Metonym,
    /// Part of the name of a public body: "Kentucky State Police".
    InName,
    /// The adjective or the people: "Ukrainian". Left out unless asked for.
    Demonym,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// Europe.
    Continent,
    /// Sovereign states and well-known territories.
    Country,
    /// First-level divisions, and regions as the press names them.
    Region,
    /// Counties, raions, districts of a city.
    District,
    /// Any settlement.
    City,
    /// A part of a city without an administration.
    Neighbourhood,
    /// Streets, avenues, roads, squares.
    Street,
    /// Buildings, plants, bases, bridges, stations.
    Facility,
    /// Seas, straits, rivers, lakes.
    Water,
    /// Mountains, peninsulas, islands, deserts.
    Terrain,
    /// Anything else.
    Other,
}

impl PlaceKind {
    /// The kind's name as the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Continent => "continent",
            Self::Country => "country",
            Self::Region => "region",
            Self::District => "district",
            Self::City => "city",
            Self::Neighbourhood => "neighbourhood",
            Self::Street => "street",
            Self::Facility => "facility",
            Self::Water => "water",
            Self::Terrain => "terrain",
            Self::Other => "other",
        }
    }
}

/// General or specific.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WeaponSpecificity {
    /// "drone".
    Generic,
    /// "Shahed".
    Family,
    /// "Shahed-136".
    Model,
}

/// The broad category of a weapon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WeaponCategory {
    /// Uncrewed vehicles in the air, on and under water, on the ground.
    UncrewedVehicle,
    /// Missiles and rockets.
    Missile,
    /// Air and missile defence.
    AirDefence,
    /// Guns, howitzers, mortars, rocket launchers.
    Artillery,
    /// Bombs, improvised ones too.
    Bomb,
    /// Firearms, their ammunition, grenades, blades.
    SmallArms,
    /// Mines.
    Mine,
    /// Tanks and armoured vehicles.
    Armour,
    /// Military aircraft.
    Aircraft,
    /// Warships and submarines.
    Naval,
    /// Explosives and explosive devices.
    Explosive,
    /// Weapons of mass destruction and riot-control agents.
    ChemicalBiologicalRadiologicalNuclear,
    /// Jammers and directed energy.
    Electronic,
    /// Anything else, and weapons named by nothing but that word.
    Other,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last character that is not white space.
    pub span: Span,
    /// The part of the page.
    pub zone: Zone,
    /// Its clauses in brackets, where the caller asked why.
    pub clauses: Option<String>,
}

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// What stands above the article.
    Headline,
    /// The article itself.
    Body,
    /// Below or beside a picture or film.
    Caption,
    /// Other stories: headlines and teasers.
    Related,
    /// Labels, buttons, bylines, dates, notices.
    Furniture,
}

/// A candidate that was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped<'a> {
    /// Where.
    pub span: Span,
    /// What it could have been.
    pub kind: EntityKind,
    /// The gazetteer's alias that matched.
    pub alias: &'a str,
    /// Why it was not accepted.
    pub reason: &'static str,
}

/// What the caller should know about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// UPPER_SNAKE, stable.
    pub reason: &'static str,
    /// For people.
    pub message: String,
}
