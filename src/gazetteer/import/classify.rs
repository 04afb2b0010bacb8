//! How far a name alone is evidence: the one function that decides it for every import.

use super::Reference;
use super::spelling::Flaw;
use crate::gazetteer::compile::Sense;
use crate::gazetteer::entry::{AliasRole, EntryKind, Facts};
use crate::text::{NormalizedText, Shape};

/// A settlement of fewer inhabitants is rarely meant by its name alone.
pub const SMALL_PLACE: u64 = 15_000;
/// A city of so many is meant when it is named, even if people are called so too.
pub const WELL_KNOWN_PLACE: u64 = 1_000_000;
/// Fewer letters than this are mostly something else.
const MIN_LETTERS: usize = 4;

/// Whose name it is, as far as that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// What it is.
    pub kind: EntryKind,
    /// Whether it is a place of fewer than [`SMALL_PLACE`] inhabitants.
    pub is_small: bool,
    /// Whether it is a capital or a city of [`WELL_KNOWN_PLACE`] inhabitants.
    pub is_well_known: bool,
    /// What two to four capitals are.
    pub codes: Codes,
}

/// What an alias of two to four capitals is in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// A code for machines.
    Dropped,
    /// An abbreviation that news writes.
    Kept,
}

/// What becomes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Written as it is.
    Safe,
    /// Written with the mark `~`.
    Ambiguous(Doubt),
    /// Left out.
    Dropped(Flaw),
}

/// Why a name alone is no evidence. Where several hold, the first is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// An everyday word, or one of the rules' vocabularies.
    Word,
    /// A given name or surname.
    PersonName,
    /// A name of something of another kind: a weapon, an organisation, a country's people.
    OtherKind,
    /// A stop phrase.
    StopPhrase,
    /// Fewer than four letters.
    TooShort,
    /// One word for a person who has a fuller name: `bare` is decided by hand.
    LoneName,
    /// A place of fewer than 15,000 inhabitants.
    SmallPlace,
}

impl Doubt {
    /// In words, for a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Word => "a word",
            Self::PersonName => "a given name or surname",
            Self::OtherKind => "a name of another kind",
            Self::StopPhrase => "a stop phrase",
            Self::TooShort => "too short",
            Self::LoneName => "one word of a person's name",
            Self::SmallPlace => "of a small place",
        }
    }
}

impl Reference {
    /// The class of `name`, which is repaired already; `is_first` says that it is the canonical one.
    ///
    /// - Dropped: without a capital, of people and places; two to four capitals, where they are a code.
    /// - Ambiguous: a word of `common_words.tsv` or of the lexicon in any form; a given name or surname, but for the canonical name of a
    ///   well-known place; a name of an entry of another kind; a stop phrase; shorter than four letters, unless all in capitals or with a
    ///   digit; a person's alias of one word; any name of a small place.
    /// - The engine asks no trigger for people and organisations: what would be ambiguous of theirs is dropped.
    pub fn classify(&self, name: &str, bearer: Bearer, is_first: bool) -> Verdict {
        if let Some(flaw) = flaw(name, bearer) {
            return Verdict::Dropped(flaw);
        }
        let has_trigger = matches!(bearer.kind, EntryKind::Place | EntryKind::Weapon);
        match self.doubt(name, bearer, is_first) {
            None => Verdict::Safe,
            Some(doubt) if has_trigger => Verdict::Ambiguous(doubt),
            Some(doubt) => Verdict::Dropped(Flaw::NoTrigger(doubt)),
        }
    }

    fn doubt(&self, name: &str, bearer: Bearer, is_first: bool) -> Option<Doubt> {
        let text = self.normalize(name);
        let of_text = [
            self.is_common_word(&text).then_some(Doubt::Word),
            is_too_short(&text).then_some(Doubt::TooShort),
            (bearer.kind == EntryKind::Person && text.tokens().len() == 1 && !is_first).then_some(Doubt::LoneName),
            bearer.is_small.then_some(Doubt::SmallPlace),
        ];
        let is_meant = bearer.is_well_known && is_first;
        let of_senses = self.senses(&text).into_iter().filter_map(|sense| self.doubt_of(sense, bearer.kind));
        of_text.into_iter().flatten().chain(of_senses).filter(|doubt| !(is_meant && *doubt == Doubt::PersonName)).min()
    }

    fn doubt_of(&self, sense: Sense, kind: EntryKind) -> Option<Doubt> {
        match sense {
            Sense::Word(_) => Some(Doubt::Word),
            Sense::GivenName(_) | Sense::Surname => Some(Doubt::PersonName),
            Sense::Stop(_) => Some(Doubt::StopPhrase),
            Sense::Alias(number, _) => {
                let alias = &self.gazetteer().aliases()[number as usize];
                let facts = &self.gazetteer().entry_of(alias).facts;
                let is_people = matches!(facts, Facts::Place(_)) && matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym);
                (facts.kind() != kind || is_people).then_some(Doubt::OtherKind)
            }
        }
    }
}

fn flaw(name: &str, bearer: Bearer) -> Option<Flaw> {
    let has_names = matches!(bearer.kind, EntryKind::Place | EntryKind::Person);
    if has_names && !name.chars().any(char::is_uppercase) {
        return Some(Flaw::SmallLetters);
    }
    let is_code = (2..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (is_code && bearer.codes == Codes::Dropped).then_some(Flaw::Code)
}

fn is_too_short(text: &NormalizedText<'_>) -> bool {
    let tokens = text.tokens();
    let characters = || (0..tokens.len()).flat_map(|index| text.folded(index).chars()).filter(|c| c.is_alphanumeric());
    let stands_out = tokens.iter().all(|token| token.shape == Shape::Upper) || characters().any(char::is_numeric);
    characters().count() < if stands_out { 2 } else { MIN_LETTERS }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::import::reference::tests::reference;

    fn town() -> Bearer {
        Bearer { kind: EntryKind::Place, is_small: false, is_well_known: false, codes: Codes::Dropped }
    }

    #[test]
    fn towns_that_are_words_never_become_safe() {
        for (name, expected) in [
            ("Of", Doubt::Word),
            ("Reading", Doubt::Word),
            ("Most", Doubt::Word),
            ("Police", Doubt::Word),
            ("Best", Doubt::Word),
            ("Nice", Doubt::Word),
            ("Mobile", Doubt::Word),
            ("Split", Doubt::Word),
            ("REPORTED", Doubt::Word),
            ("March", Doubt::Word),
            ("Killed", Doubt::Word),
            ("Lincoln", Doubt::PersonName),
            ("Austin", Doubt::PersonName),
            ("Javelin", Doubt::OtherKind),
            ("Polish", Doubt::OtherKind),
            ("Ås", Doubt::TooShort),
            ("Tam", Doubt::TooShort),
        ] {
            for is_well_known in [false, true] {
                let bearer = Bearer { is_well_known, ..town() };
                let verdict = reference().classify(name, bearer, false);
                assert!(matches!(verdict, Verdict::Ambiguous(doubt) if doubt <= expected), "{name}: {verdict:?}");
            }
            let verdict = reference().classify(name, town(), true);
            assert!(matches!(verdict, Verdict::Ambiguous(_)), "{name}: {verdict:?}");
        }
    }

    #[test]
    fn towns_that_are_nothing_else_are_safe_unless_small() {
        for name in ["Kharkiv", "Brackenshire", "Ust-Osmere", "Великоозерне", "Saint-Osmer-sur-Mer"] {
            assert_eq!(reference().classify(name, town(), false), Verdict::Safe, "{name}");
            let small = Bearer { is_small: true, ..town() };
            assert_eq!(reference().classify(name, small, true), Verdict::Ambiguous(Doubt::SmallPlace), "{name}");
        }
    }

    #[test]
    fn a_well_known_city_may_be_called_like_a_person() {
        let city = Bearer { is_well_known: true, ..town() };
        assert_eq!(reference().classify("Sydney", city, true), Verdict::Safe);
        assert_eq!(reference().classify("Sydney", town(), true), Verdict::Ambiguous(Doubt::PersonName));
        assert!(matches!(reference().classify("Nice", city, true), Verdict::Ambiguous(Doubt::Word)));
    }

    #[test]
    fn codes_and_romanisations_are_no_names_of_places() {
        for (name, flaw) in [("IEV", Flaw::Code), ("B26", Flaw::Code), ("osmere", Flaw::SmallLetters), ("великоозерне", Flaw::SmallLetters)]
        {
            assert_eq!(reference().classify(name, town(), false), Verdict::Dropped(flaw), "{name}");
        }
        assert_eq!(reference().classify("QQXZ", Bearer { codes: Codes::Kept, ..town() }, false), Verdict::Safe);
        assert_eq!(reference().classify("al-Osmere", town(), false), Verdict::Safe);
    }

    #[test]
    fn what_would_need_a_trigger_is_left_out_where_none_is_asked_for() {
        let person = Bearer { kind: EntryKind::Person, ..town() };
        let organisation = Bearer { kind: EntryKind::Organisation, codes: Codes::Kept, ..town() };
        for (name, bearer, is_first, expected) in [
            ("Tilda Skelbyworth", person, true, Verdict::Safe),
            ("Skelbyworth", person, true, Verdict::Safe),
            ("Skelbyworth", person, false, Verdict::Dropped(Flaw::NoTrigger(Doubt::LoneName))),
            ("Best", person, true, Verdict::Dropped(Flaw::NoTrigger(Doubt::Word))),
            ("Osmere Trust for Bees", organisation, true, Verdict::Safe),
            ("Kyiv", organisation, false, Verdict::Dropped(Flaw::NoTrigger(Doubt::OtherKind))),
            ("QXO", organisation, false, Verdict::Safe),
        ] {
            assert_eq!(reference().classify(name, bearer, is_first), expected, "{name}");
        }
    }
}
