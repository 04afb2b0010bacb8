//! Overlap: every stretch of the text belongs to one name at most.
//!
//! Names of people, places and organisations, stop phrases and names put together by form (a person's, a street's) compete for the tokens
//! of a sentence: the leftmost wins, then the longest, then the kind that is known by more than form. What loses is gone; what wins is a
//! [`Claim`].

pub use super::claim::{Claim, ClaimKind};
use super::claim::{PlaceForm, is_claim, kind_of_name};
use super::name_form;
use super::place_form::{self, Introduced};
use crate::gazetteer::lexicon::NameCue;
use crate::reading::{Reading, TokenFlags};

/// The names of people and places in `reading`, in order, without overlap.
pub fn claims(reading: &Reading<'_>) -> Vec<Claim> {
    let introduced = Introduced::new(reading);
    let mut claims: Vec<Claim> = Vec::new();
    let mut token = 0;
    while token < reading.len() {
        if !can_begin(reading, token) {
            token += 1;
            continue;
        }
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

/// Whether any name can begin at `token`: most tokens are small letters that begin none, and are told so by one look.
#[inline]
fn can_begin(reading: &Reading<'_>, token: usize) -> bool {
    reading.text.tokens()[token].is_capitalised()
        || reading.flags(token).any(TokenFlags::ALIAS.or(TokenFlags::STOP))
        || reading.is_cue(token, NameCue::Particle)
}

fn best_claim_at(reading: &Reading<'_>, introduced: &Introduced<'_>, token: usize) -> Option<Claim> {
    let sentence_end = reading.sentence(token).end;
    let mut best: Option<(usize, ClaimKind)> = None;
    let mut offer = |end: usize, kind: ClaimKind| {
        if end <= sentence_end && best.is_none_or(|(best_end, best_kind)| (end, kind.rank()) > (best_end, best_kind.rank())) {
            best = Some((end, kind));
        }
    };
    for (end, name) in reading.names_at(token) {
        if let Some(kind) = kind_of_name(name) {
            offer(end, kind);
        }
    }
    for (end, _) in reading.stops_at(token).filter(|(_, kinds)| is_claim(*kinds)) {
        offer(end, ClaimKind::Stop);
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
