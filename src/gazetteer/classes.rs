//! Classes of words as bits, so that the commonest questions about a token are one `and`.

use super::lexicon::{
    CalendarName, Force, Forms, Frame, Function, NameCue, NumberWord, PageWord, PhraseWord, Plurality, Side, SpeechUse, TitleKind,
    VerbSense, WordSense,
};
use crate::extraction::{CountCategory, CountSubject, Modality, PlaceKind};

/// A set of classes of words: one bit for each [`WordSense`], and for those that differ by few values, one for each of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClasses(u128);

impl WordClasses {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Function words.
    pub const FUNCTIONS: Self = Self((1 << 32) - 1);

    /// Titles.
    pub const TITLES: Self = Self::of(WordSense::Title(TitleKind::Honorific))
        .or(Self::of(WordSense::Title(TitleKind::Rank)))
        .or(Self::of(WordSense::Title(TitleKind::Role)))
        .or(Self::of(WordSense::Title(TitleKind::Relation)));

    /// Nouns that can be counted.
    pub const NOUNS: Self = Self(0b11 << number(WordSense::Noun(CountSubject::People, Plurality::Singular)));

    /// Months and days of the week.
    pub const CALENDAR: Self = Self::of(WordSense::Calendar(CalendarName::Month(1)));

    /// Type words of places that stand before a name.
    pub const PLACE_TYPES_BEFORE: Self = Self::of(WordSense::PlaceType(PlaceKind::City, Side::Before));

    /// Type words of places that stand after a name.
    pub const PLACE_TYPES_AFTER: Self = Self::of(WordSense::PlaceType(PlaceKind::City, Side::After));

    /// Offices that stand after a place's name.
    pub const PLACE_OFFICES: Self = Self::of(WordSense::PlaceOffice(PlaceKind::City));

    /// Last words of the names of facilities and streets.
    pub const FACILITY_HEADS: Self = Self::of(WordSense::FacilityHead(PlaceKind::Facility));

    /// First words of such names.
    pub const FACILITY_FIRSTS: Self = Self::of(WordSense::FacilityFirst(PlaceKind::Facility));

    /// Verbs of what happened, and numbers.
    pub const DEEDS_AND_NUMBERS: Self = Self::of(WordSense::Verb(VerbSense {
        category: CountCategory::Other,
        frame: Frame::Object,
        forms: Forms { finite: false, participle: false, gerund: false },
        verb: 0,
    }))
    .or(Self::of(WordSense::Cardinal(0)))
    .or(Self::of(WordSense::Vague(0, 0)));

    /// What a number can begin with, beside digits.
    pub const NUMERALS: Self = Self::of(WordSense::Cardinal(0))
        .or(Self::of(WordSense::Ordinal(0)))
        .or(Self::of(WordSense::Part(0)))
        .or(Self::of(WordSense::Parts(0)))
        .or(Self::of(WordSense::Scale(0)))
        .or(Self::of(WordSense::Vague(0, 0)))
        .or(Self::function(Function::Indefinite));

    /// Words of the page.
    const PAGE: Self = Self::of(WordSense::Page(PageWord::Furniture))
        .or(Self::of(WordSense::Page(PageWord::Related)))
        .or(Self::of(WordSense::Page(PageWord::Caption)))
        .or(Self::of(WordSense::Page(PageWord::Credit)))
        .or(Self::of(WordSense::Page(PageWord::Byline)))
        .or(Self::of(WordSense::Page(PageWord::Time)));

    /// Words that only the rules of names look at.
    const NAME_CUES: Self = Self(u128::MAX << number(WordSense::NameCue(NameCue::Particle)));

    /// Words that only the rules of counted and of time phrases look at.
    pub const PHRASE_WORDS: Self = Self::of(WordSense::PhraseWord(PhraseWord::OneMore));

    /// Words that say nothing to the rules of what happened, and to those of names only when asked for.
    pub const APART: Self = Self::PAGE
        .or(Self::NAME_CUES)
        .or(Self::SPEECHES)
        .or(Self::CUES)
        .or(Self::of(WordSense::WeaponCompany))
        .or(Self::of(WordSense::Disease))
        .or(Self::of(WordSense::DiseaseCase))
        .or(Self::HAPPENINGS)
        .or(Self::NUMBER_WORDS)
        .or(Self::PHRASE_WORDS)
        .or(Self(1 << 95));

    /// The words of modality and time.
    pub const CUES: Self = Self(((1 << 7) - 1) << number(WordSense::Cue(Modality::Asserted)))
        .or(Self::of(WordSense::Time(None)))
        .or(Self::of(WordSense::InAll));

    /// How verbs of saying are used.
    pub const SPEECHES: Self = Self::of(WordSense::Speech(SpeechUse::Inverted))
        .or(Self::of(WordSense::Speech(SpeechUse::OfFigure)))
        .or(Self::of(WordSense::Speech(SpeechUse::ToSomebody)));

    /// The words that tell events.
    pub const HAPPENINGS: Self = Self(1 << 127);

    /// The words, endings and signs that form numbers or tell what they are.
    pub const NUMBER_WORDS: Self = Self::of(WordSense::NumberWord(NumberWord::And));

    /// The class of `word`; which number, category or kind of place it says is not told.
    #[inline]
    pub const fn of(word: WordSense) -> Self {
        Self(1 << number(word))
    }

    /// The class of a function word.
    #[inline]
    pub const fn function(function: Function) -> Self {
        Self(1 << function as u32)
    }

    /// The class of a word that the rules of names look at.
    #[inline]
    pub const fn name_cue(cue: NameCue) -> Self {
        Self::of(WordSense::NameCue(cue))
    }

    /// The union.
    #[inline]
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `other`'s classes is in the set.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no class is in the set.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds the classes of `other`.
    #[inline]
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// The class of this number.
    #[inline]
    pub(crate) const fn numbered(number: u8) -> Self {
        Self(1 << number)
    }

    /// The set without the classes of `other`.
    #[inline]
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// The bit of a word's class, below 128. Function words have the first 32.
#[inline]
pub(super) const fn number(word: WordSense) -> u32 {
    match word {
        WordSense::Function(function) => function as u32,
        WordSense::Cardinal(_) => 32,
        WordSense::Scale(_) => 33,
        WordSense::Ordinal(_) => 34,
        WordSense::Part(_) => 35,
        WordSense::Suffix(_) => 36,
        WordSense::MoneySuffix(_) => 37,
        WordSense::Vague(..) => 38,
        WordSense::Hedge(_, side) => 39 + after(side),
        WordSense::Noun(_, Plurality::Singular) => 41,
        WordSense::Noun(_, Plurality::Plural) => 42,
        WordSense::Verb(_) => 43,
        WordSense::State(_) => 44,
        WordSense::Implies(_) => 45,
        WordSense::Nominal(_) => 46,
        WordSense::Toll(_) => 47,
        WordSense::Rise => 48,
        WordSense::Unit(_, side) => 49 + after(side),
        WordSense::Calendar(_) => 51,
        WordSense::Say => 52,
        WordSense::Introduce => 53,
        WordSense::PlaceType(_, side) => 54 + after(side),
        WordSense::PlaceOffice(_) => 56,
        WordSense::PlaceCompany(side) => 57 + after(side),
        WordSense::PublicBody => 59,
        WordSense::PlaceAdjective => 60,
        WordSense::FacilityHead(_) => 61,
        WordSense::FacilityFirst(_) => 62,
        WordSense::OrganisationWord => 63,
        WordSense::Title(TitleKind::Honorific) => 64,
        WordSense::Title(TitleKind::Rank) => 65,
        WordSense::Title(TitleKind::Role) => 66,
        WordSense::Title(TitleKind::Relation) => 67,
        WordSense::Speech(SpeechUse::Inverted) => 68,
        WordSense::Speech(SpeechUse::OfFigure) => 69,
        WordSense::Speech(SpeechUse::ToSomebody) => 70,
        WordSense::Collective => 71,
        WordSense::Armed(Force::Regular) => 72,
        WordSense::Armed(Force::Irregular) => 73,
        WordSense::GenericNoun => 74,
        WordSense::Disease => 75,
        WordSense::DiseaseCase => 76,
        WordSense::WeaponCompany => 77,
        WordSense::Cue(modality) => 78 + modality as u32,
        WordSense::Parts(_) => 85,
        WordSense::Time(_) => 86,
        WordSense::InAll => 87,
        WordSense::Page(PageWord::Furniture) => 88,
        WordSense::Page(PageWord::Related) => 89,
        WordSense::Page(PageWord::Caption) => 90,
        WordSense::Page(PageWord::Credit) => 91,
        WordSense::Page(PageWord::Byline) => 92,
        WordSense::Page(PageWord::Time) => 93,
        WordSense::Filler => 94,
        WordSense::Complement(_) => 95,
        WordSense::PhraseWord(_) => 125,
        WordSense::NumberWord(_) => 126,
        WordSense::Happening(_) => 127,
        WordSense::NameCue(cue) => 96 + cue as u32,
    }
}

const fn after(side: Side) -> u32 {
    match side {
        Side::Before => 0,
        Side::After => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_told_by_what_matters_to_rules() {
        let determiner = WordClasses::function(Function::Determiner);
        assert_eq!(determiner, WordClasses::of(WordSense::Function(Function::Determiner)));
        assert_eq!(WordClasses::of(WordSense::Cardinal(7)), WordClasses::of(WordSense::Cardinal(8)));
        assert_ne!(WordClasses::of(WordSense::PlaceCompany(Side::Before)), WordClasses::of(WordSense::PlaceCompany(Side::After)));
        assert_ne!(
            WordClasses::of(WordSense::Hedge(crate::extraction::Qualifier::AtLeast, Side::After)),
            WordClasses::of(WordSense::Noun(crate::extraction::CountSubject::People, Plurality::Singular))
        );
        assert!(determiner.or(WordClasses::of(WordSense::Say)).any(determiner) && WordClasses::NONE.is_empty());
    }
}
