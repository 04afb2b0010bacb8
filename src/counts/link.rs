//! Links: what a count was done with, from the names in its own sentence.

use super::Fact;
use crate::extraction::{CountCategory, CountSubject, PlaceUsage};
use crate::reading::Reading;
use crate::resolve::places::Places;
use crate::syntax::quantity::Named;

/// What each place mention does in its sentence, in the order of [`Places::tokens`].
pub fn usages(places: &Places<'_>) -> Vec<PlaceUsage> {
    let mut next = vec![0_usize; places.places.len()];
    places
        .tokens
        .iter()
        .map(|(_, place)| {
            let mention = &places.places[*place].mentions[next[*place]];
            next[*place] += 1;
            mention.usage
        })
        .collect()
}

/// How far, in tokens, a weapon may be from the count that it was used for.
const WEAPON_REACH_TOKENS: usize = 25;

/// How many facts to each side of one are looked at.
const MAX_FACTS_AROUND: usize = 8;

/// The indices of the weapons counted by the fact at `index`, or of those it was done with: not of those to which something happened themselves.
pub(super) fn weapons(reading: &Reading<'_>, facts: &[Fact], index: usize, named: Named<'_>) -> Vec<usize> {
    let fact = &facts[index];
    let around = &facts[index.saturating_sub(MAX_FACTS_AROUND)..facts.len().min(index + MAX_FACTS_AROUND)];
    let is_touched = |mention: usize| {
        around.iter().any(|other| other.category.is_some_and(happens_to_weapons) && other.phrase.weapons.contains(&mention))
    };
    let mut found: Vec<usize> = if fact.phrase.subject == Some(CountSubject::Weapons) {
        fact.phrase.weapons.iter().map(|mention| named.weapons[*mention].1).collect()
    } else if fact.category.is_some_and(is_done_with_weapons) {
        let sentence = reading.sentence(fact.phrase.tokens.start);
        let from = fact.phrase.tokens.start.saturating_sub(WEAPON_REACH_TOKENS).max(sentence.start);
        let to = (fact.phrase.tokens.end + WEAPON_REACH_TOKENS).min(sentence.end);
        let first = named.weapons.partition_point(|(tokens, _)| tokens.start < from);
        let within = named.weapons[first..].iter().enumerate().take_while(|(_, (tokens, _))| tokens.end <= to);
        within.filter(|(mention, _)| !is_touched(first + mention)).map(|(_, (_, weapon))| *weapon).collect()
    } else {
        Vec::new()
    };
    found.sort_unstable();
    found.dedup();
    found
}

fn is_done_with_weapons(category: CountCategory) -> bool {
    matches!(
        category,
        CountCategory::Killed
            | CountCategory::Injured
            | CountCategory::Hospitalised
            | CountCategory::Struck
            | CountCategory::Damaged
            | CountCategory::Destroyed
    )
}

/// Whether what happened to weapons leaves them no instruments: "nine tanks had been destroyed".
fn happens_to_weapons(category: CountCategory) -> bool {
    matches!(
        category,
        CountCategory::Destroyed
            | CountCategory::Damaged
            | CountCategory::Intercepted
            | CountCategory::Captured
            | CountCategory::Supplied
            | CountCategory::Released
    )
}
