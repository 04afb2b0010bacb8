//! What a row becomes: an [`Entry`] is one real-world thing, an [`Alias`] one string that names it.

use crate::extraction::{PlaceKind, WeaponCategory, WeaponSpecificity};

/// One real-world thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `geonames:703448`, `wikidata:Q212`, `stringer:weapon/shahed-136`.
    pub id: Box<str>,
    /// Canonical name.
    pub name: Box<str>,
    /// Ids elsewhere, as (scheme, id), sorted.
    pub external_ids: Vec<(Box<str>, Box<str>)>,
    /// What the thing is.
    pub facts: Facts,
}

/// What a thing is, by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Facts {
    /// A person.
    Person(PersonFacts),
    /// A place.
    Place(PlaceFacts),
    /// A weapon type.
    Weapon(WeaponFacts),
    /// An organisation: known so that it is not taken for a place or a person.
    Organisation,
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// A person.
    Person,
    /// A place.
    Place,
    /// A weapon type.
    Weapon,
    /// An organisation.
    Organisation,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Person, Self::Place, Self::Weapon, Self::Organisation];

    /// The kind's name as documented.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Weapon => "weapon",
            Self::Organisation => "organisation",
        }
    }
}

impl Facts {
    /// Of which kind the thing is.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Person(_) => EntryKind::Person,
            Self::Place(_) => EntryKind::Place,
            Self::Weapon(_) => EntryKind::Weapon,
            Self::Organisation => EntryKind::Organisation,
        }
    }
}

/// A known person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonFacts {
    /// Who this is, in a few words.
    pub description: Box<str>,
    /// ISO 3166-1 alpha-2; empty when not known.
    pub country: Box<str>,
}

/// A known place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceFacts {
    /// What kind of place.
    pub kind: PlaceKind,
    /// (latitude, longitude) in degrees, WGS 84.
    pub location: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-2; empty for what belongs to no one country.
    pub country: Box<str>,
    /// Name of the first-level division.
    pub admin1: Box<str>,
    /// Inhabitants; 0 when not known.
    pub population: u64,
    /// Id of the enclosing entry; empty when none is given.
    pub parent: Box<str>,
    /// Whether the name stands for a government.
    pub seat: Seat,
}

/// Whether a place's name stands for a government.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// It does not.
    None,
    /// A national capital.
    Capital,
    /// A building or quarter: Kremlin, White House.
    Government,
}

/// A known weapon type.
#[derive(Clone, Debug, PartialEq)]
pub struct WeaponFacts {
    /// The broad category.
    pub category: WeaponCategory,
    /// Class names from general to specific, the entry itself last.
    pub class_path: Vec<Box<str>>,
    /// General or specific.
    pub specificity: WeaponSpecificity,
    /// ISO 3166-1 alpha-2 of the country that makes it; empty when not known.
    pub origin: Box<str>,
}

/// How far an alias alone is evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AliasClass {
    /// The name alone is evidence enough.
    Safe,
    /// Also a word or something else: needs a trigger beside it.
    Ambiguous,
    /// Never this entry, though a rule would make it a name of its: looked for nowhere.
    Blocked,
}

impl AliasClass {
    /// The class's name as documented.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Ambiguous => "ambiguous",
            Self::Blocked => "blocked",
        }
    }
}

/// Index of an entry in its gazetteer.
pub type EntryNumber = u32;

/// A string that names an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The string as its row spells it.
    pub text: Box<str>,
    /// What it names.
    pub entry: EntryNumber,
    /// How far it alone is evidence.
    pub class: AliasClass,
    /// What kind of name it is.
    pub role: AliasRole,
    /// The rule that made it of another one; `None` where a row has written it.
    pub rule: Option<AliasRule>,
}

/// A rule by which one alias is made of another: see [`variants`](mod@super::variants).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasRule {
    /// "drones" of "drone".
    Plural,
    /// "Zelensky" of "Zelenskyi".
    AdjectiveEnding,
    /// "Yury" of "Yuriy", before a surname.
    GivenNameEnding,
    /// "Sviatoshinskyi" of "Sviatoshynskyi".
    InnerVowel,
    /// "el-Sisi" of "al-Sisi".
    Article,
    /// "Donald Trump" of "Donald J. Trump".
    MiddleInitial,
    /// "St Petersburg" of "Saint Petersburg".
    Shortened,
    /// "Zuerich" of "Zürich".
    TwoLetters,
    /// "Poltava Oblast" of "Poltava".
    TypeWord,
    /// "X-101" of "Kh-101".
    Designation,
}

impl AliasRule {
    /// What the made name is to the entry, with the rule's name as documented.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Plural => "made of a name by rule plural",
            Self::AdjectiveEnding => "made of a name by rule adjective-ending",
            Self::GivenNameEnding => "made of a name by rule given-name-ending",
            Self::InnerVowel => "made of a name by rule inner-vowel",
            Self::Article => "made of a name by rule article",
            Self::MiddleInitial => "made of a name by rule middle-initial",
            Self::Shortened => "made of a name by rule shortened",
            Self::TwoLetters => "made of a name by rule two-letters",
            Self::TypeWord => "made of a name by rule type-word",
            Self::Designation => "made of a name by rule designation",
        }
    }
}

/// What kind of name an alias is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasRole {
    /// The canonical name.
    Canonical,
    /// Another full name or spelling.
    Other,
    /// The single name that alone means a person in world news.
    Bare,
    /// "Ukrainian", of a country.
    Adjective,
    /// "Pole", "Britons", of a country.
    Demonym,
}

impl Entry {
    /// The place's facts, if it is a place.
    pub fn place(&self) -> Option<&PlaceFacts> {
        match &self.facts {
            Facts::Place(place) => Some(place),
            _ => None,
        }
    }

    /// The person's facts, if it is a person.
    pub fn person(&self) -> Option<&PersonFacts> {
        match &self.facts {
            Facts::Person(person) => Some(person),
            _ => None,
        }
    }

    /// The weapon's facts, if it is a weapon.
    pub fn weapon(&self) -> Option<&WeaponFacts> {
        match &self.facts {
            Facts::Weapon(weapon) => Some(weapon),
            _ => None,
        }
    }
}
