//! Overlap: every stretch of the text belongs to one name at most.
//!
//! Names of people, places and organisations, stop phrases and names put together by form (a person's, a street's) compete for the tokens
//! of a sentence: the leftmost wins, then the longest, then the kind that is known by more than form. What loses is gone; what wins is a
//! [`Claim`].

use std::ops::Range;

use super::name_form::{self, PersonForm};
use crate::extraction::{EntityKind, PlaceKind};
use crate::gazetteer::compile::Sense;
use crate::gazetteer::entry::{AliasClass, AliasRole, Facts};
use crate::gazetteer::lexicon::WordSense;
use crate::reading::{Reading, TokenFlags};
use crate::text::Gap;

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
    /// A place by the head word of its name.
    ComposedPlace(PlaceKind),
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
            Self::ComposedPlace(_) => 4,
            Self::AmbiguousPerson => 3,
            Self::ComposedPerson(_) => 2,
            Self::AmbiguousPlace => 1,
        }
    }
}

/// The names of people and places in `reading`, in order, without overlap.
pub fn claims(reading: &Reading<'_>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut token = 0;
    while token < reading.len() {
        match best_claim_at(reading, token) {
            Some(claim) => {
                token = claim.tokens.end;
                claims.push(claim);
            }
            None => token += 1,
        }
    }
    claims
}

fn best_claim_at(reading: &Reading<'_>, token: usize) -> Option<Claim> {
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
    if reading.token(token)?.is_capitalised()
        && let Some((end, kind)) = facility(reading, token)
    {
        offer(end, ClaimKind::ComposedPlace(kind));
    }
    if let Some((end, form)) = name_form::person_at(reading, token) {
        offer(end, ClaimKind::ComposedPerson(form));
    }
    best.map(|(end, kind)| Claim { tokens: token..end, kind })
}

fn kind_of_sense(reading: &Reading<'_>, sense: Sense) -> Option<ClaimKind> {
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

/// How many tokens the name of a street or facility may have beside its type word.
const MAX_FACILITY_MODIFIERS: usize = 5;

/// A street, river, hospital: capitalised words up to a capitalised head word, or after a capitalised first word.
fn facility(reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind)> {
    if reading.flags(first).any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR)) {
        return None;
    }
    let (end, kind) = head_last(reading, first).or_else(|| head_first(reading, first))?;
    // "Oklahoma Highway Patrol": the head word is not the last word of the name.
    let goes_on = reading.token(end).is_some_and(|next| next.is_capitalised() && next.gap == Gap::Space)
        && end < reading.sentence(first).end
        && !reading.is_title_case(first);
    (!goes_on).then_some((end, kind))
}

/// "Saint Francis Hospital", "Allen Avenue".
fn head_last(reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind)> {
    let sentence_end = reading.sentence(first).end;
    let mut found = None;
    for token in first + 1..sentence_end.min(first + MAX_FACILITY_MODIFIERS + 1) {
        if !(reading.token(token)?.is_capitalised() || is_link(reading, token)) || is_owned_by_place(reading, first, token) {
            break;
        }
        let head = reading.words_at(token).filter_map(|(end, sense)| match sense {
            WordSense::FacilityHead(kind) => Some((end, kind)),
            _ => None,
        });
        if let Some(head) = head.last() {
            found = Some(head);
        }
    }
    found
}

/// "Lake Victoria", "Gulf of Aden", "Plaza de Bolívar".
fn head_first(reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind)> {
    let head = reading.words_at(first).filter_map(|(end, sense)| match sense {
        WordSense::FacilityFirst(kind) => Some((end, kind)),
        _ => None,
    });
    let (mut end, kind) = head.last()?;
    let sentence_end = reading.sentence(first).end;
    if matches!(reading.text.folded_at(end), Some("de" | "del" | "of" | "la")) {
        end += 1;
    }
    let named = |token: usize| {
        token < sentence_end
            && reading.token(token).is_some_and(|word| word.is_capitalised() && word.is_spaced())
            && !reading.flags(token).any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR).or(TokenFlags::DEMONYM))
    };
    let last = (end..end + MAX_FACILITY_MODIFIERS).take_while(|token| named(*token)).last()?;
    Some((last + 1, kind))
}

/// "Toronto's Pearson International Airport": before the possessive stands a place of its own, not a saint.
fn is_owned_by_place(reading: &Reading<'_>, first: usize, token: usize) -> bool {
    let is_safe_place = |sense: Sense| kind_of_sense(reading, sense) == Some(ClaimKind::KnownPlace);
    let is_saint = matches!(reading.text.folded(first), "st" | "st." | "saint");
    reading.text.folded(token) == "'s" && !is_saint && reading.senses_at(first).any(|(end, sense)| end == token && is_safe_place(sense))
}

/// What may stand between the words of a facility's name: a possessive, "of" before a capital.
fn is_link(reading: &Reading<'_>, token: usize) -> bool {
    let possessive = reading.text.folded(token) == "'s"
        || (reading.text.is_mark(token, '\'') && reading.token(token).is_some_and(|mark| mark.gap == Gap::None));
    possessive || (reading.text.folded(token) == "of" && reading.token(token + 1).is_some_and(|next| next.is_capitalised()))
}
