//! Names of people by their form: a given name before a surname, a title before a name, particles, initials, suffixes.

use super::name_evidence::{self, has_title_before, title_before};
use crate::gazetteer::entry::{AliasClass, AliasRole, Facts};
use crate::gazetteer::lexicon::{TitleKind, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// By what form a name was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonForm {
    /// "Daryna Holub": a given name and more.
    GivenNameAndSurname,
    /// "governor Marko Bilyk", "Mr Bilyk".
    TitleAndName,
    /// "Serhat Yıldızoglu": a surname, known or by its ending, after an unknown word.
    SurnameAfterUnknown,
    /// "Kim Do-hyun", "Chen Kuo-liang": a surname before a given name of two syllables.
    SurnameFirst,
    /// "Olena, 17,", "his son, Marko,": a given name whose bearer the text describes.
    GivenNameAlone,
    /// "said Adaeze Oyelaran": two unknown words where only a person can stand.
    Apposition,
}

impl PersonForm {
    /// The rule's name in evidence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::GivenNameAndSurname => "person-given-name-and-surname",
            Self::TitleAndName => "person-title-and-name",
            Self::SurnameAfterUnknown => "person-surname-after-unknown-word",
            Self::SurnameFirst => "person-surname-first",
            Self::GivenNameAlone => "person-given-name-described",
            Self::Apposition => "person-in-apposition",
        }
    }
}

/// Most words in a name, particles and initials included.
const MAX_NAME_WORDS: usize = 6;

/// Particles that stand within a name in small letters (or, in headlines, in capitals).
pub(super) const PARTICLES: [&str; 25] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "al", "el", "bin", "bint", "ibn", "ben",
    "abu", "ul", "ur", "ter", "ten",
];

/// Suffixes that end a name.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Endings of Slavic, Caucasian, Turkic and Nordic surnames that hardly any other word has.
const SURNAME_ENDINGS: [&str; 30] = [
    "enko", "chuk", "shyn", "skyi", "skyy", "skiy", "sky", "ska", "skaya", "ski", "ovych", "ovich", "evich", "evych", "ov", "ova", "ev",
    "eva", "iuk", "yuk", "adze", "shvili", "yan", "oglu", "sson", "sen", "opoulos", "akis", "vic", "wicz",
];

/// A person's name that begins at `first` by its form: the token after its last, and which form.
pub fn person_at(reading: &Reading<'_>, first: usize) -> Option<(usize, PersonForm)> {
    let end = name_end(reading, first)?;
    if (first + 1..=end).any(|token| is_organisation_word(reading, token)) {
        return None;
    }
    let words = word_count(reading, first, end);
    let titled = has_title_before(reading, first);
    let given = reading.flags(first).any(TokenFlags::GIVEN_NAME);
    if words == 1 {
        if given && !is_known_place(reading, first, end) && name_evidence::proves_given_name(reading, first, end) {
            return Some((end, PersonForm::GivenNameAlone));
        }
        return (titled && can_be_surname(reading, first)).then_some((end, PersonForm::TitleAndName));
    }
    if is_surname_first(reading, first, end) {
        return Some((end, PersonForm::SurnameFirst));
    }
    if given && !is_known_place(reading, first, end) {
        return Some((end, PersonForm::GivenNameAndSurname));
    }
    if titled {
        return Some((end, PersonForm::TitleAndName));
    }
    let surname = is_surname_like(reading, last_word(reading, first, end));
    let doubtful = reading.flags(first).any(TokenFlags::DOUBTFUL_GIVEN_NAME) && !reading.flags(first).any(TokenFlags::CALENDAR);
    if surname && doubtful && !is_known_place(reading, first, end) {
        return Some((end, PersonForm::GivenNameAndSurname));
    }
    let opens = reading.begins_sentence(first);
    if surname && !opens && !reading.flags(first).any(TokenFlags::WORD) && !is_known_place(reading, first, first + 1) {
        return Some((end, PersonForm::SurnameAfterUnknown));
    }
    let is_person =
        if opens { name_evidence::proves_person(reading, first, end) } else { name_evidence::suggests_person(reading, first, end) };
    (is_person && are_unknown_words(reading, first, end)).then_some((end, PersonForm::Apposition))
}

/// Capitalised words that no table knows but as names of people, and initials.
fn are_unknown_words(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_unknown = |token: usize| {
        let flags = reading.flags(token);
        let names = TokenFlags::SURNAME.or(TokenFlags::GIVEN_NAME).or(TokenFlags::DOUBTFUL_GIVEN_NAME);
        let has_entry = reading.aliases_at(token).any(|(_, alias, entry)| match entry.facts {
            Facts::Person(_) => false,
            _ => alias.class == AliasClass::Safe || token == first,
        });
        reading.token(token).is_some_and(|this| this.shape == Shape::Title)
            && (!flags.any(TokenFlags::WORD) || flags.any(if token > first { names } else { TokenFlags::DOUBTFUL_GIVEN_NAME }))
            && !flags.any(TokenFlags::DEMONYM)
            && !has_entry
    };
    let words = word_count(reading, first, end);
    (2..=4).contains(&words) && (first..end).all(|token| is_initial(reading, token) || is_initial_stop(reading, token) || is_unknown(token))
}

/// Where the run of words that can be one name ends.
fn name_end(reading: &Reading<'_>, first: usize) -> Option<usize> {
    if !can_begin_name(reading, first) {
        return None;
    }
    let upper = reading.token(first)?.shape == Shape::Upper;
    let sentence_end = reading.sentence(first).end;
    let mut end = first + 1;
    let mut token = first + 1;
    let mut words = 1;
    while token < sentence_end && words < MAX_NAME_WORDS {
        let this = reading.token(token)?;
        if let Some(after) = nickname_end(reading, token) {
            token = after;
            continue;
        }
        if this.gap == Gap::None && !is_initial_stop(reading, token) {
            break;
        }
        if is_initial_stop(reading, token) {
            token += 1;
            continue;
        }
        let folded = reading.text.folded(token);
        let particle = PARTICLES.contains(&folded) && this.kind == TokenKind::Word;
        if particle
            && reading.token(token + 1).is_some_and(|next| next.is_capitalised() || PARTICLES.contains(&reading.text.folded(token + 1)))
        {
            token += 1;
            words += 1;
            continue;
        }
        if is_second_syllable(reading, token) {
            token += 1;
            end = token;
            continue;
        }
        let same_case = upper || this.shape != Shape::Upper || folded.len() <= 3 && SUFFIXES.contains(&folded);
        if !this.is_capitalised() || !same_case || !can_continue_name(reading, token) {
            break;
        }
        token += 1;
        words += 1;
        end = token;
    }
    Some(end)
}

/// Most words in a nickname.
const MAX_NICKNAME_WORDS: usize = 3;

/// The token after a nickname in quotes, where the name goes on: `"the Boot"` in `Emil "the Boot" Sandoval`.
fn nickname_end(reading: &Reading<'_>, token: usize) -> Option<usize> {
    if !reading.text.is_mark(token, '"') || reading.token(token)?.gap == Gap::None {
        return None;
    }
    let close = (token + 2..token + 3 + MAX_NICKNAME_WORDS).find(|close| reading.text.is_mark(*close, '"'))?;
    let is_words = (token + 1..close).all(|inside| reading.token(inside).is_some_and(|word| word.kind == TokenKind::Word));
    (is_words && reading.token(close + 1)?.is_capitalised()).then_some(close + 1)
}

/// The full stop after an initial: "J." in "Donald J. Trump".
fn is_initial_stop(reading: &Reading<'_>, token: usize) -> bool {
    reading.text.is_mark(token, '.')
        && reading.token(token).is_some_and(|stop| stop.gap == Gap::None)
        && reading.text.folded(token - 1).chars().count() == 1
        && reading.token(token - 1).is_some_and(|initial| initial.shape == Shape::Title)
        && reading.token(token + 1).is_some_and(|next| next.is_capitalised() && next.gap == Gap::Space)
}

/// A letter with its full stop inside a name: "A." in "Lena A. Brandt", which is no article, "I." in "Omar I. Reyes", which is no pronoun.
fn is_initial(reading: &Reading<'_>, token: usize) -> bool {
    reading.token(token).is_some_and(|this| this.shape == Shape::Title)
        && reading.text.folded(token).chars().count() == 1
        && reading.text.is_mark(token + 1, '.')
        && is_initial_stop(reading, token + 1)
}

/// Words that a hyphen joins to a name without being part of it: "Putin-led".
const JOINED_WORDS: [&str; 14] =
    ["led", "based", "born", "backed", "style", "era", "made", "run", "held", "like", "wide", "bound", "area", "owned"];

/// The second half of a given name of two syllables: "hyun" in "Do-hyun".
fn is_second_syllable(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    reading.token(token).is_some_and(|this| this.gap == Gap::Hyphen && this.shape == Shape::Lower && this.kind == TokenKind::Word)
        && folded.len() <= 6
        && reading.text.folded(token - 1).len() <= 6
        && !JOINED_WORDS.contains(&folded)
        && !reading.flags(token).any(TokenFlags::WORD)
        && reading.token(token - 1).is_some_and(|before| before.shape == Shape::Title)
}

/// "Kim Do-hyun": one known surname, then two syllables joined by a hyphen.
fn is_surname_first(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    end == first + 3 && reading.flags(first).any(TokenFlags::SURNAME) && is_second_syllable(reading, end - 1)
}

const NO_NAME: TokenFlags = TokenFlags::CALENDAR.or(TokenFlags::DEMONYM).or(TokenFlags::TITLE);

/// "Sunday": a name in some countries.
fn is_name_and_day(flags: TokenFlags) -> bool {
    flags.any(TokenFlags::CALENDAR) && flags.any(TokenFlags::DOUBTFUL_GIVEN_NAME)
}

fn can_begin_name(reading: &Reading<'_>, token: usize) -> bool {
    let Some(this) = reading.token(token) else { return false };
    let flags = reading.flags(token);
    let particle = this.shape == Shape::Lower
        && PARTICLES.contains(&reading.text.folded(token))
        && this.gap >= Gap::Space
        && reading.token(token + 1).is_some_and(|next| next.is_capitalised() && next.gap != Gap::None)
        && has_title_before(reading, token);
    if particle {
        return true;
    }
    this.is_capitalised()
        && (this.gap != Gap::None || can_be_glued(reading, token))
        && !(this.gap == Gap::Hyphen && token > 0 && reading.token(token - 1).is_some_and(|before| before.is_capitalised()))
        && (!flags.any(NO_NAME) || flags.any(TokenFlags::GIVEN_NAME) || is_name_and_day(flags))
        && (!flags.any(TokenFlags::FUNCTION) || (flags.any(TokenFlags::GIVEN_NAME) && !reading.begins_sentence(token)))
        && !is_organisation_at(reading, token)
}

/// A name may follow an opening quote or bracket without a space, and in scraped text the small letters of another word when it begins with
/// a given name: "heldCaitlin".
fn can_be_glued(reading: &Reading<'_>, token: usize) -> bool {
    let Some(before) = token.checked_sub(1).and_then(|before| reading.token(before)) else { return true };
    match before.kind {
        TokenKind::Punctuation => ["\"", "(", "[", "|", "/", "\u{2014}", "\u{2013}", "'"].contains(&reading.text.folded(token - 1)),
        _ => before.kind == TokenKind::Word && reading.flags(token).any(TokenFlags::GIVEN_NAME),
    }
}

fn can_continue_name(reading: &Reading<'_>, token: usize) -> bool {
    let flags = reading.flags(token);
    if is_initial(reading, token) {
        return true;
    }
    let named = flags.any(TokenFlags::SURNAME.or(TokenFlags::GIVEN_NAME));
    let facility = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::FacilityHead(_)));
    !flags.any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR))
        && (named || !facility)
        && (named || !flags.any(TokenFlags::DEMONYM.or(TokenFlags::TITLE)))
        && !is_organisation_at(reading, token)
}

/// "News" in "Action News", and right after "Lincoln Financial" in a longer name.
fn is_organisation_word(reading: &Reading<'_>, token: usize) -> bool {
    reading.words_at(token).any(|(_, sense)| sense == WordSense::OrganisationWord)
        && reading.token(token).is_some_and(|word| word.gap == Gap::Space)
}

fn is_organisation_at(reading: &Reading<'_>, token: usize) -> bool {
    reading.aliases_at(token).any(|(_, alias, entry)| matches!(entry.facts, Facts::Organisation) && alias.class == AliasClass::Safe)
}

fn can_be_surname(reading: &Reading<'_>, token: usize) -> bool {
    let flags = reading.flags(token);
    let this_shape = reading.token(token).map(|this| this.shape);
    let facility = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::FacilityHead(_) | WordSense::Title(_)));
    let entry =
        reading.aliases_at(token).any(|(_, alias, entry)| alias.class == AliasClass::Safe && !matches!(entry.facts, Facts::Person(_)));
    let titled_by_small = title_before(reading, token)
        .is_some_and(|(begin, kind)| kind == TitleKind::Relation || reading.token(begin).is_some_and(|title| title.shape == Shape::Lower));
    let surname = is_surname_like(reading, token);
    this_shape == Some(Shape::Title)
        && !facility
        && !entry
        && !flags.any(TokenFlags::DEMONYM.or(TokenFlags::FUNCTION).or(TokenFlags::CALENDAR))
        && (surname || (!titled_by_small && !flags.any(TokenFlags::WORD)))
}

fn is_surname_like(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    reading.flags(token).any(TokenFlags::SURNAME)
        || (folded.len() >= 6
            && SURNAME_ENDINGS.iter().any(|ending| folded.ends_with(ending))
            && !reading.flags(token).any(TokenFlags::WORD))
}

fn is_known_place(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    reading.aliases_at(first).any(|(alias_end, alias, entry)| {
        alias_end >= end && alias.class == AliasClass::Safe && alias.role != AliasRole::Adjective && matches!(entry.facts, Facts::Place(_))
    })
}

fn word_count(reading: &Reading<'_>, first: usize, end: usize) -> usize {
    (first..end).filter(|token| reading.text.tokens()[*token].kind == TokenKind::Word).count()
}

fn last_word(reading: &Reading<'_>, first: usize, end: usize) -> usize {
    family_name(reading, first, end).end - 1
}

/// The tokens of the family name within a full name: from the first particle on, or the last word, suffixes aside.
pub fn family_name(reading: &Reading<'_>, first: usize, end: usize) -> std::ops::Range<usize> {
    let mut last = end;
    while last > first + 1 && SUFFIXES.contains(&reading.text.folded(last - 1)) {
        last -= 1;
    }
    if is_surname_first(reading, first, end) {
        return first..first + 1;
    }
    let particle = (first + 1..last).find(|token| PARTICLES.contains(&reading.text.folded(*token)));
    particle.unwrap_or(last - 1)..last
}
