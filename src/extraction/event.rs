//! Events: what happened, where, when, with what, and how many it touched.

use std::fmt;

use super::{Evidence, Key, TimeReference};
use crate::span::Span;

/// Names one event within one answer: `event-1`. A type of its own beside [`Key`]: nobody asks for events as a kind, they come with the counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKey {
    /// From 1, in the order of first mention before any filter.
    pub number: u32,
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "event-{}", self.number)
    }
}

/// Something that happened, with all that the text says of it.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Unique in this answer.
    pub key: EventKey,
    /// What happened.
    pub kind: EventKind,
    /// The words that tell it or point back to it; at least one, in order.
    pub mentions: Vec<EventMention<'a>>,
    /// All places at which it happened, each the narrowest that the words give, in their order; empty where they give none.
    pub places: Vec<Key>,
    /// When it happened, as the text puts it.
    pub time: Option<TimeReference<'a>>,
    /// With what it was done, or what was handed over, in the order of the text.
    pub weapons: Vec<Key>,
    /// The counts of whom and what it touched, in order.
    pub counts: Vec<Key>,
    /// Whether it is what the story is about: at most one is.
    pub is_main: bool,
    /// The highest confidence of the mentions.
    pub confidence: f32,
}

/// Words that tell an event or point back to it: "opened fire", "the blast".
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention<'a> {
    /// The noun or verb that says what happened.
    pub span: Span,
    /// The surface form: exactly the slice at `span`.
    pub text: &'a str,
    /// Index into [`Extraction::sentences`](super::Extraction::sentences).
    pub sentence: usize,
    /// 0 to 1; see the scale in [`confidence`](super::confidence).
    pub confidence: f32,
    /// The row behind it.
    pub evidence: Evidence<'a>,
}

/// What happened. Small and closed; the codebook lays each beside the types of ACLED and EM-DAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// From the air: aircraft, drones, missiles.
    AirStrike,
    /// By guns, mortars and rockets from the ground.
    Shelling,
    /// With firearms, outside of a battle.
    Shooting,
    /// With a bomb that was laid, carried, driven or thrown there.
    Bombing,
    /// Armed sides against each other.
    Battle,
    /// Another attack, or one of which the text does not say how.
    Attack,
    /// People taken by force.
    Abduction,
    /// People taken by an authority; raids for it.
    Arrest,
    /// Before a court: charges, hearings, verdicts, sentences.
    Trial,
    /// A demonstration, march, strike of workers.
    Protest,
    /// Violence by a crowd.
    Riot,
    /// Captives for captives.
    PrisonerExchange,
    /// Arms ordered, promised, sent or delivered.
    ArmsTransfer,
    /// An earthquake or a tsunami.
    Earthquake,
    /// A flood.
    Flood,
    /// A storm, tornado, cyclone.
    Storm,
    /// A fire in forest or grassland.
    Wildfire,
    /// A landslide, mudslide, avalanche.
    Landslide,
    /// A disease that spreads.
    Outbreak,
    /// A crash, derailment, sinking.
    TransportAccident,
    /// A fire in a building, works or vehicle.
    Fire,
    /// An explosion of which nobody is said to be the author.
    Explosion,
    /// A building, bridge or mine that gave way.
    Collapse,
    /// People brought out of danger.
    Evacuation,
    /// Something else.
    Other,
}

impl EventKind {
    /// Every kind, in the order in which they are documented.
    pub const ALL: [Self; 25] = [
        Self::AirStrike,
        Self::Shelling,
        Self::Shooting,
        Self::Bombing,
        Self::Battle,
        Self::Attack,
        Self::Abduction,
        Self::Arrest,
        Self::Trial,
        Self::Protest,
        Self::Riot,
        Self::PrisonerExchange,
        Self::ArmsTransfer,
        Self::Earthquake,
        Self::Flood,
        Self::Storm,
        Self::Wildfire,
        Self::Landslide,
        Self::Outbreak,
        Self::TransportAccident,
        Self::Fire,
        Self::Explosion,
        Self::Collapse,
        Self::Evacuation,
        Self::Other,
    ];

    /// The kind's name as tables and gold write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AirStrike => "air-strike",
            Self::Shelling => "shelling",
            Self::Shooting => "shooting",
            Self::Bombing => "bombing",
            Self::Battle => "battle",
            Self::Attack => "attack",
            Self::Abduction => "abduction",
            Self::Arrest => "arrest",
            Self::Trial => "trial",
            Self::Protest => "protest",
            Self::Riot => "riot",
            Self::PrisonerExchange => "prisoner-exchange",
            Self::ArmsTransfer => "arms-transfer",
            Self::Earthquake => "earthquake",
            Self::Flood => "flood",
            Self::Storm => "storm",
            Self::Wildfire => "wildfire",
            Self::Landslide => "landslide",
            Self::Outbreak => "outbreak",
            Self::TransportAccident => "transport-accident",
            Self::Fire => "fire",
            Self::Explosion => "explosion",
            Self::Collapse => "collapse",
            Self::Evacuation => "evacuation",
            Self::Other => "other",
        }
    }
}
