//! Names that many people bear: whether the one in the gazetteer is meant.
//!
//! Of a name marked `~` the text has to say who is meant: an office beside it that the entry's description tells of ("Gov. Bill Lee", "Bill
//! Lee, the governor of Tennessee"), in a text that speaks of the entry's country, if of any. A bare name means its entry, but not right
//! after somebody else of that surname was introduced in full.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::claim::{Claim, ClaimKind};
use super::titles::titles;
use crate::gazetteer::entry::{Alias, AliasClass, Entry, PersonFacts};
use crate::gazetteer::lexicon::TitleKind;
use crate::reading::Reading;

/// The countries that a text speaks of.
#[derive(Debug, Default)]
pub struct CountriesAround<'a>(HashSet<&'a str, FixedState>);

impl<'a> CountriesAround<'a> {
    /// Of every place and demonym that lies in one country, whichever of its namesakes is meant.
    pub fn new(reading: &Reading<'a>, claims: &[Claim]) -> Self {
        let mut countries = HashSet::default();
        for claim in claims.iter().filter(|claim| matches!(claim.kind, ClaimKind::KnownPlace | ClaimKind::Demonym)) {
            let of_claim = reading.aliases_at(claim.tokens.start).filter(|(end, ..)| *end == claim.tokens.end);
            let mut named = of_claim.filter_map(|(_, _, entry)| entry.place()).map(|place| &*place.country);
            if let Some(first) = named.next()
                && !first.is_empty()
                && named.all(|other| other == first)
            {
                countries.insert(first);
            }
        }
        Self(countries)
    }

    fn agree_with(&self, person: &PersonFacts) -> bool {
        person.country.is_empty() || self.0.is_empty() || self.0.contains(&*person.country)
    }
}

/// Who is meant by the ambiguous name on `tokens`, if the text around says so.
pub fn meant<'a>(reading: &Reading<'a>, countries: &CountriesAround<'_>, tokens: &Range<usize>) -> Option<(&'a Alias, &'a Entry)> {
    let titles: Vec<String> = titles(reading, tokens)
        .into_iter()
        .filter(|(_, kind)| matches!(kind, TitleKind::Role | TitleKind::Rank))
        .map(|(title, _)| title.to_lowercase())
        .collect();
    let is_meant = |person: &PersonFacts| {
        countries.agree_with(person) && titles.iter().any(|title| tells_of(&person.description.to_lowercase(), title))
    };
    reading
        .aliases_at(tokens.start)
        .filter(|(end, alias, _)| *end == tokens.end && alias.class == AliasClass::Ambiguous)
        .map(|(_, alias, entry)| (alias, entry))
        .find(|(_, entry)| entry.person().is_some_and(is_meant))
}

/// Fewer letters of an office say too little ("MP" is no beginning of a word anyway).
const MIN_OFFICE_LETTERS: usize = 3;

/// Whether a word of the office, whole or abbreviated, is one of the description: "Sen." of "US senator", "Foreign Minister" of "defence
/// minister", because a minister of that name and country is hardly another one.
fn tells_of(description: &str, office: &str) -> bool {
    let words = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word: &&str| word.len() >= MIN_OFFICE_LETTERS);
    words(office).any(|word| words(description).any(|told| told.starts_with(word)))
}

/// Whether two given names, folded, are surely of two people: told by their first letters, because one name has many spellings.
pub fn are_two_people(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && one.chars().next() != other.chars().next()
}

#[cfg(test)]
mod tests {
    use super::{are_two_people, tells_of};

    #[test]
    fn an_office_tells_of_a_description_by_the_beginning_of_a_word() {
        let rows = [
            ("us senator from louisiana", "sen.", true),
            ("defence minister of chad, 2018-2021", "foreign minister", true),
            ("governor of vermont from 2017", "gov", true),
            ("us senator from louisiana", "police officer", false),
            ("us representative", "us", false),
            ("mayor of lagos", "or", false),
        ];
        for (description, office, expected) in rows {
            assert_eq!(tells_of(description, office), expected, "{office} of {description}");
        }
    }

    #[test]
    fn spellings_of_a_given_name_are_one_person() {
        assert!(are_two_people("ricardo", "maria"));
        assert!(!are_two_people("volodymyr", "vladimir"));
        assert!(!are_two_people("", "maria"));
    }
}
