//! Names and ids to entries: every entry that a name could mean, ranked, with the reason. For people who ask; texts go through
//! [`Extractor`](crate::Extractor), which has the words around to decide by.

use crate::gazetteer::Gazetteer;
use crate::gazetteer::compile::Sense;
use crate::gazetteer::entry::{Alias, AliasClass, AliasRole, Entry, EntryNumber, Facts};
use crate::resolve::places::prominence;
use crate::text::NormalizedText;

/// On the scale of a place's [`prominence`], from 0 to about 12, where people, organisations and weapons stand: a name that is theirs is
/// mostly meant so unless it is a country's or a large city's too.
const OTHER_PROMINENCE: f64 = 6.0;

/// An entry, and why it was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its number in the gazetteer.
    pub number: EntryNumber,
    /// The alias that was looked up; `None` where an id was.
    pub alias: Option<&'a Alias>,
    /// How likely it is meant when nothing else is known: 0 to about 12, comparable within one answer.
    pub prominence: f64,
}

impl Found<'_> {
    /// What the name is to the entry.
    pub fn reason(&self) -> &'static str {
        if let Some(rule) = self.alias.and_then(|alias| alias.rule) {
            return rule.reason();
        }
        match self.alias.map(|alias| alias.role) {
            None => "its id",
            Some(AliasRole::Canonical) => "its canonical name",
            Some(AliasRole::Other) => "another name or spelling",
            Some(AliasRole::Bare) => "the single name that alone means this person",
            Some(AliasRole::Adjective) => "the country's adjective",
            Some(AliasRole::Demonym) => "the country's people",
        }
    }
}

/// Every entry that `name`, spelled as a text would spell it, could mean: names before adjectives, safe aliases before ambiguous ones, then by
/// prominence, then by id. Each entry is there once.
pub fn by_name<'a>(gazetteer: &'a Gazetteer, name: &str) -> Vec<Found<'a>> {
    let text = NormalizedText::new(name, gazetteer.abbreviations());
    let whole = 0..text.tokens().len();
    let meanings = gazetteer
        .matcher()
        .find(&text)
        .into_iter()
        .filter(|hit| hit.tokens() == whole)
        .flat_map(|hit| gazetteer.meanings(hit.pattern))
        .filter(|meaning| meaning.spelling.allows(&text, 0));
    let aliases = meanings.filter_map(|meaning| match meaning.sense {
        Sense::Alias(number, _) => Some(&gazetteer.aliases()[number as usize]),
        _ => None,
    });
    let mut found: Vec<Found<'a>> = aliases
        .map(|alias| {
            let entry = gazetteer.entry_of(alias);
            Found { entry, number: alias.entry, alias: Some(alias), prominence: prominence_of(entry) }
        })
        .collect();
    let rank = |found: &Found<'_>| {
        let (class, role) = found.alias.map_or((AliasClass::Safe, AliasRole::Canonical), |alias| (alias.class, alias.role));
        (matches!(role, AliasRole::Adjective | AliasRole::Demonym), class)
    };
    found.sort_by(|one, other| {
        let by_prominence = || other.prominence.total_cmp(&one.prominence);
        rank(one).cmp(&rank(other)).then_with(by_prominence).then_with(|| one.entry.id.cmp(&other.entry.id))
    });
    let mut seen = std::collections::HashSet::new();
    found.retain(|found| seen.insert(found.number));
    found
}

/// The entry with this id.
pub fn by_id<'a>(gazetteer: &'a Gazetteer, id: &str) -> Option<Found<'a>> {
    let number = gazetteer.entries().iter().position(|entry| &*entry.id == id)?;
    let entry = &gazetteer.entries()[number];
    let number = EntryNumber::try_from(number).expect("a gazetteer has fewer than four billion entries");
    Some(Found { entry, number, alias: None, prominence: prominence_of(entry) })
}

/// The aliases of an entry, in the order of its row.
pub fn aliases_of(gazetteer: &Gazetteer, entry: EntryNumber) -> Vec<&Alias> {
    gazetteer.aliases().iter().filter(|alias| alias.entry == entry).collect()
}

fn prominence_of(entry: &Entry) -> f64 {
    match &entry.facts {
        Facts::Place(facts) => prominence(facts),
        _ => OTHER_PROMINENCE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::extractor;

    fn first(name: &str) -> Vec<&'static str> {
        by_name(extractor().gazetteer(), name).into_iter().map(|found| &*found.entry.id).collect()
    }

    #[test]
    fn a_name_means_the_most_prominent_entry_first() {
        let gazetteer = extractor().gazetteer();
        for (name, expected, reason) in [
            ("Paris", "Paris", "its canonical name"),
            ("Lugansk", "Luhansk", "another name or spelling"),
            ("Georgia", "Georgia", "its canonical name"),
            ("French", "France", "the country's adjective"),
        ] {
            let found = by_name(gazetteer, name);
            assert_eq!((&*found[0].entry.name, found[0].reason()), (expected, reason), "{name}");
        }
        assert!(first("Georgia").len() > 1, "a country and a state");
        assert_eq!(by_name(gazetteer, "Georgia")[0].entry.place().unwrap().country.as_ref(), "GE");
    }

    #[test]
    fn a_name_has_to_be_whole_and_spelled_as_in_a_text() {
        for name in ["", " ", "paris", "Paris Kyiv Lagos", "Qqqx", "…"] {
            assert_eq!(first(name), Vec::<&str>::new(), "{name:?}");
        }
    }

    #[test]
    fn an_id_is_found_with_its_aliases() {
        let gazetteer = extractor().gazetteer();
        let found = by_id(gazetteer, "geonames:703448").unwrap();
        assert_eq!((&*found.entry.name, found.reason()), ("Kyiv", "its id"));
        assert!(aliases_of(gazetteer, found.number).iter().any(|alias| &*alias.text == "Kiev"));
        assert!(by_id(gazetteer, "geonames:0").is_none());
    }
}
