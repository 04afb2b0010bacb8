//! Overlap: every stretch of the text belongs to one name at most.
//!
//! Names of people, places and organisations, stop phrases and names put together by form (a person's, a street's) compete for the tokens
//! of a sentence: the leftmost wins, then the longest, then the kind that is known by more than form. What loses is gone; what wins is a
//! [`Claim`].

use std::ops::Range;

use super::name_form::{self, PersonForm};
use super::place_form::{self, Introduced, PlaceForm};
use crate::extraction::{EntityKind, PlaceKind};
use crate::gazetteer::compile::Sense;
use crate::gazetteer::entry::{AliasClass, AliasRole, Facts};
use crate::reading::Reading;

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
    fn rank(self) -> u8 {
        match self {
            Self::Stop => 10,
            Self::Organisation => 9,
            Self::KnownPerson => 8,
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

/// The names of people and places in `reading`, in order, without overlap.
pub fn claims(reading: &Reading<'_>) -> Vec<Claim> {
    let introduced = Introduced::new(reading);
    let mut claims: Vec<Claim> = Vec::new();
    let mut token = 0;
    while token < reading.len() {
        match best_claim_at(reading, &introduced, token) {
            Some(claim) => {
                token = claim.tokens.end;
                claims.push(claim);
            }
            None => token += 1,
        }
    }
    claims
}

fn best_claim_at(reading: &Reading<'_>, introduced: &Introduced<'_>, token: usize) -> Option<Claim> {
    let sentence_end = reading.sentence(token).end;
    let mut best: Option<(usize, ClaimKind)> = None;
    let mut offer = |end: usize, kind: ClaimKind| {
        if end <= sentence_end && best.is_none_or(|(best_end, best_kind)| (end, kind.rank()) > (best_end, best_kind.rank())) {
            best = Some((end, kind));
        }
    };
    for (end, sense) in reading.senses_at(token) {
        if let Some(kind) = kind_of_sense(reading, sense) {
            offer(end, kind);
        }
    }
    if reading.token(token)?.is_capitalised() {
        if let Some((end, kind)) = place_form::facility(reading, token) {
            offer(end, ClaimKind::ComposedPlace(kind, PlaceForm::TypeWordWithin));
        }
        if let Some((end, kind, form)) = introduced.at(reading, token) {
            offer(end, ClaimKind::ComposedPlace(kind, form));
        }
    }
    if let Some((end, form)) = name_form::person_at(reading, token) {
        offer(end, ClaimKind::ComposedPerson(form));
    }
    best.map(|(end, kind)| Claim { tokens: token..end, kind })
}

pub(super) fn kind_of_sense(reading: &Reading<'_>, sense: Sense) -> Option<ClaimKind> {
    match sense {
        Sense::Alias(number) => {
            let alias = &reading.gazetteer.aliases()[number as usize];
            match (&reading.gazetteer.entry_of(alias).facts, alias.role) {
                (Facts::Place(_), AliasRole::Adjective | AliasRole::Demonym) => Some(ClaimKind::Demonym),
                (Facts::Place(_), _) if alias.class == AliasClass::Safe => Some(ClaimKind::KnownPlace),
                (Facts::Place(_), _) => Some(ClaimKind::AmbiguousPlace),
                (Facts::Person(_), AliasRole::Bare) => Some(ClaimKind::BarePerson),
                (Facts::Person(_), _) if alias.class == AliasClass::Ambiguous => Some(ClaimKind::AmbiguousPerson),
                (Facts::Person(_), _) => Some(ClaimKind::KnownPerson),
                (Facts::Organisation, _) => Some(ClaimKind::Organisation),
                (Facts::Weapon(_), _) => None,
            }
        }
        Sense::Stop(kinds) if [EntityKind::Person, EntityKind::Place, EntityKind::Count].iter().any(|kind| kinds.has(*kind)) => {
            Some(ClaimKind::Stop)
        }
        Sense::Stop(_) | Sense::GivenName(_) | Sense::Surname | Sense::Word(_) => None,
    }
}
