//! Links: what a count was done with, from the names in its own sentence.

use super::Fact;
use super::phrase::Named;
use crate::extraction::{CountCategory, CountSubject, PlaceUsage};
use crate::reading::Reading;
use crate::resolve::places::Places;

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

/// The indices of the weapons counted, or of those it was done with.
pub fn weapons(reading: &Reading<'_>, fact: &Fact, named: Named<'_>) -> Vec<usize> {
    let mut found: Vec<usize> = if fact.phrase.subject == Some(CountSubject::Weapons) {
        fact.phrase.weapons.iter().map(|mention| named.weapons[*mention].1).collect()
    } else if fact.category.is_some_and(is_done_with_weapons) {
        let sentence = reading.sentence(fact.phrase.tokens.start);
        let from = fact.phrase.tokens.start.saturating_sub(WEAPON_REACH_TOKENS).max(sentence.start);
        let to = (fact.phrase.tokens.end + WEAPON_REACH_TOKENS).min(sentence.end);
        let first = named.weapons.partition_point(|(tokens, _)| tokens.start < from);
        named.weapons[first..].iter().take_while(|(tokens, _)| tokens.end <= to).map(|(_, weapon)| *weapon).collect()
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
