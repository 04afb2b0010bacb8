//! Claims: which kind of name a stretch of tokens is, and by what form.

use std::ops::Range;

use crate::extraction::PlaceKind;
use crate::gazetteer::compile::{NameTraits, StopKinds};
use crate::gazetteer::entry::{AliasClass, AliasRole, EntryKind};

/// A stretch of tokens and the kind of name it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: ClaimKind,
}

/// What a claimed stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// The full name of a person in the gazetteer.
    KnownPerson,
    /// The full name of a person in the gazetteer that many people bear: who is meant, the text around has to say.
    AmbiguousPerson,
    /// The bare name that alone means a person in the gazetteer.
    BarePerson,
    /// A person's name by its form.
    ComposedPerson(PersonForm),
    /// A place in the gazetteer by a safe name.
    KnownPlace,
    /// A place in the gazetteer by a name that is also something else: it yields to a person's name on the same tokens.
    AmbiguousPlace,
    /// A place by its form.
    ComposedPlace(PlaceKind, PlaceForm),
    /// A country's adjective or demonym.
    Demonym,
    /// An organisation's name: neither person nor place.
    Organisation,
    /// A false friend of people and places.
    Stop,
}

impl ClaimKind {
    /// Whether the name's own row is enough, whatever the words around it.
    pub fn is_known_by_name(self) -> bool {
        matches!(self, Self::KnownPerson | Self::KnownPlace | Self::Organisation | Self::Stop)
    }

    /// Which of two claims on the same tokens wins; the higher.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Stop => 10,
            Self::Organisation => 9,
            Self::KnownPerson | Self::ComposedPerson(PersonForm::HonorificAndName | PersonForm::GivenNameAged) => 8,
            Self::KnownPlace => 7,
            Self::Demonym => 6,
            Self::BarePerson => 5,
            Self::ComposedPlace(_, PlaceForm::TypeWordWithin | PlaceForm::TypeWordBeside) => 4,
            Self::AmbiguousPerson => 3,
            Self::ComposedPerson(_) => 2,
            Self::AmbiguousPlace | Self::ComposedPlace(_, PlaceForm::Again) => 1,
        }
    }
}

/// By what form a name was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonForm {
    /// "Daryna Holub": a given name and more.
    GivenNameAndSurname,
    /// "governor Marko Bilyk", "Mr Bilyk".
    TitleAndName,
    /// "Serhat Yıldızoglu": a surname, known or by its ending, after an unknown word.
    SurnameAfterUnknown,
    /// "Kim Do-hyun", "Chen Kuo-liang": a surname before a given name of two syllables.
    SurnameFirst,
    /// "Olena, 17,", "his son, Marko,": a given name whose bearer the text describes.
    GivenNameAlone,
    /// "Mr Jordan", "Lt. August": what only a person has before it, whatever else the name is.
    HonorificAndName,
    /// "Savannah, 9, was": a given name that is a place's, whose bearer's age is told before what became of her.
    GivenNameAged,
    /// "said Adaeze Oyelaran": two unknown words where only a person can stand.
    Apposition,
}

impl PersonForm {
    /// The rule's name in evidence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::GivenNameAndSurname => "person-given-name-and-surname",
            Self::TitleAndName | Self::HonorificAndName => "person-title-and-name",
            Self::SurnameAfterUnknown => "person-surname-after-unknown-word",
            Self::SurnameFirst => "person-surname-first",
            Self::GivenNameAlone | Self::GivenNameAged => "person-given-name-described",
            Self::Apposition => "person-in-apposition",
        }
    }
}

/// By what form a place was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceForm {
    /// "Saint Francis Hospital": the type word is part of the name.
    TypeWordWithin,
    /// "the village of Khudi".
    TypeWordBeside,
    /// "Khudi", where the text says elsewhere what it is.
    Again,
}

impl PlaceForm {
    /// The rule's name in evidence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::TypeWordWithin => "place-by-type-word",
            Self::TypeWordBeside => "place-unknown-beside-type-word",
            Self::Again => "place-unknown-introduced-elsewhere",
        }
    }
}

/// What a name of the gazetteer claims to be; a weapon's is no claim: it yields to all others.
pub(super) fn kind_of_name(name: NameTraits) -> Option<ClaimKind> {
    Some(match (name.kind, name.role) {
        (EntryKind::Place, AliasRole::Adjective | AliasRole::Demonym) => ClaimKind::Demonym,
        (EntryKind::Place, _) if name.is_safe() => ClaimKind::KnownPlace,
        (EntryKind::Place, _) => ClaimKind::AmbiguousPlace,
        (EntryKind::Person, AliasRole::Bare) => ClaimKind::BarePerson,
        (EntryKind::Person, _) if name.class == AliasClass::Ambiguous => ClaimKind::AmbiguousPerson,
        (EntryKind::Person, _) => ClaimKind::KnownPerson,
        (EntryKind::Organisation, _) => ClaimKind::Organisation,
        (EntryKind::Weapon, _) => return None,
    })
}

/// Whether a false friend keeps people, places and counts from its tokens, and not weapons alone.
pub(super) fn is_claim(stop: StopKinds) -> bool {
    stop.person || stop.place || stop.count
}
