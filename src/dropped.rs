//! Candidates that lost: for every name of the gazetteer that matched and was not accepted, why.

use std::ops::Range;

use crate::extraction::{Dropped, EntityKind};
use crate::gazetteer::entry::{AliasRole, Facts};
use crate::reading::Reading;
use crate::resolve::claims::{Claim, ClaimKind};
use crate::resolve::people::People;
use crate::resolve::places::Places;
use crate::resolve::weapons::Weapons;

/// Adds to `dropped` the candidates that no mention stands for: of each kind the longest at each token. What is in `dropped` already has its
/// own reason.
pub fn explain<'a>(
    reading: &Reading<'a>,
    claims: &[Claim],
    people: &People<'a>,
    places: &Places<'a>,
    weapons: &Weapons<'a>,
    dropped: &mut Vec<Dropped<'a>>,
) {
    let accepted = Accepted::new(people, places, weapons);
    let told: Vec<(usize, EntityKind)> = dropped.iter().map(|candidate| (candidate.span.start, candidate.kind)).collect();
    let mut claims = claims.iter().peekable();
    for token in 0..reading.len() {
        while claims.next_if(|claim| claim.tokens.end <= token).is_some() {}
        let claim = claims.peek().copied().filter(|claim| claim.tokens.start <= token);
        for kind in [EntityKind::Person, EntityKind::Place, EntityKind::Weapon] {
            let Some((end, alias)) = longest_alias(reading, token, kind) else { continue };
            let tokens = token..end;
            let span = reading.text.span(&tokens);
            if let Some(reason) = accepted.reason(&tokens, kind, claim)
                && told.binary_search(&(span.start, kind)).is_err()
            {
                dropped.push(Dropped { span, kind, alias, reason });
            }
        }
    }
}

/// Adjectives and demonyms aside: they are left out by option, not by a rule.
fn longest_alias<'a>(reading: &Reading<'a>, token: usize, kind: EntityKind) -> Option<(usize, &'a str)> {
    let is_of_kind = |facts: &Facts| {
        matches!(
            (facts, kind),
            (Facts::Person(_), EntityKind::Person) | (Facts::Place(_), EntityKind::Place) | (Facts::Weapon(_), EntityKind::Weapon)
        )
    };
    reading
        .aliases_at(token)
        .filter(|(_, alias, entry)| is_of_kind(&entry.facts) && !matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym))
        .map(|(end, alias, _)| (end, &*alias.text))
        .last()
}

/// The tokens of all mentions, in order.
struct Accepted(Vec<(Range<usize>, EntityKind)>);

impl Accepted {
    fn new(people: &People<'_>, places: &Places<'_>, weapons: &Weapons<'_>) -> Self {
        let people = people.tokens.iter().map(|tokens| (tokens.clone(), EntityKind::Person));
        let places = places.tokens.iter().map(|(tokens, _)| (tokens.clone(), EntityKind::Place));
        let weapons = weapons.tokens.iter().map(|(tokens, _)| (tokens.clone(), EntityKind::Weapon));
        let mut all: Vec<(Range<usize>, EntityKind)> = people.chain(places).chain(weapons).collect();
        all.sort_by_key(|(tokens, kind)| (tokens.start, *kind));
        Self(all)
    }

    /// Why the candidate is none; nothing where a mention of its kind begins with it.
    fn reason(&self, tokens: &Range<usize>, kind: EntityKind, claim: Option<&Claim>) -> Option<&'static str> {
        // Mentions of different kinds do not overlap, so that the one that covers a token is the last to begin at or before it.
        let until = self.0.partition_point(|(other, _)| other.start <= tokens.start);
        let covering = self.0[..until].iter().rev().take(EntityKind::ALL.len()).filter(|(other, _)| tokens.start < other.end);
        let mut covering = covering.peekable();
        if covering.clone().any(|(other, other_kind)| *other_kind == kind && other.start == tokens.start) {
            return None;
        }
        if let Some((_, other)) = covering.peek() {
            return Some(match other {
                EntityKind::Person => "within-a-person",
                EntityKind::Place => "within-a-place",
                EntityKind::Weapon => "within-a-weapon",
                EntityKind::Count => "within-a-count",
            });
        }
        Some(match claim.map(|claim| claim.kind) {
            Some(ClaimKind::Organisation) => "within-an-organisation",
            Some(ClaimKind::Stop) => "false-friend",
            Some(ClaimKind::Demonym) => "adjective-or-demonym",
            Some(_) => "name-without-evidence",
            None => "no-name-here",
        })
    }
}
