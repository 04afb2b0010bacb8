//! Names of people by their form: a given name before a surname, a title before a name, particles, initials, suffixes.

use super::claim::PersonForm;
use super::name_evidence;
use super::titles::{has_title_before, title_before};
use crate::gazetteer::entry::{AliasRole, EntryKind};
use crate::gazetteer::lexicon::{Function, NameCue, TitleKind, WordSense};
use crate::reading::{Reading, TokenFlags, WordClasses};
use crate::text::{Gap, Shape, Token, TokenKind};

/// Most words in a name, particles and initials included.
const MAX_NAME_WORDS: usize = 6;

/// A person's name that begins at `first` by its form: the token after its last, and which form.
pub fn person_at(reading: &Reading<'_>, first: usize) -> Option<(usize, PersonForm)> {
    if let Some(form) = borne_name(reading, first) {
        return Some((first + 1, form));
    }
    let end = name_end(reading, first)?;
    if is_namesake(reading, first, end) || is_cut_short(reading, first, end) {
        return None;
    }
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

/// A place's or month's name that somebody bears: after an honorific ("Mr. Jordan", "Lt. August"), or with an age and what became of the
/// bearer after it ("Savannah, 9, was").
fn borne_name(reading: &Reading<'_>, first: usize) -> Option<PersonForm> {
    let flags = reading.flags(first);
    if !flags.any(TokenFlags::ALIAS.or(TokenFlags::CALENDAR)) || reading.token(first)?.shape != Shape::Title {
        return None;
    }
    let is_calendar = flags.any(TokenFlags::CALENDAR);
    let next = reading.token(first + 1).filter(|_| first + 1 < reading.sentence(first).end);
    let goes_on = |next: &Token| next.is_capitalised() && next.is_spaced() || next.gap == Gap::Hyphen;
    if next.is_some_and(goes_on) || reading.is_cue(first + 1, NameCue::Particle) {
        return None;
    }
    if let Some((begin, kind)) = title_before(reading, first) {
        let is_number = next.is_some_and(|next| next.kind == TokenKind::Number);
        // "Miss Georgia" is a title that is won.
        let is_honorific = kind == TitleKind::Honorific && !reading.is_cue(begin, NameCue::Pageant);
        let is_rank = is_calendar && kind == TitleKind::Rank && begin + 1 == first;
        let is_titled = reading.token(begin).is_some_and(Token::is_capitalised) && (is_honorific || is_rank) && !is_number;
        return is_titled.then_some(PersonForm::HonorificAndName);
    }
    let is_given = flags.any(TokenFlags::GIVEN_NAME.or(TokenFlags::DOUBTFUL_GIVEN_NAME)) && !is_calendar;
    (is_given && reading.begins_sentence(first) && name_evidence::tells_age_and_fate(reading, first + 1))
        .then_some(PersonForm::GivenNameAged)
}

/// "Fatal Garland Shooting": in Title Case what runs on into a deed is a compound, unless a given name begins it.
fn is_cut_short(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_compound = end > first + 1 && !reading.flags(first).any(GIVEN) && is_deed_or_number(reading, end);
    is_compound && reading.token(end).is_some_and(|word| word.is_capitalised() && word.gap == Gap::Space)
}

/// "Kennedy Day", "Robert Henderson Stadium": what is named after somebody is nobody.
fn is_namesake(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_named = |token: usize| {
        reading.is_cue(token, NameCue::Namesake)
            && reading.token(token).is_some_and(|word| word.is_capitalised() && word.gap == Gap::Space)
            && reading.sentence_number(token) == reading.sentence_number(first)
    };
    // "Robert Henderson Day", but "Robert Day".
    let is_surname = |token: usize| reading.flags(token).any(TokenFlags::SURNAME) && !reading.flags(token).any(TokenFlags::GIVEN_NAME);
    let is_borne = |token: usize| reading.flags(token).any(TokenFlags::SURNAME.or(TokenFlags::GIVEN_NAME));
    let follows_given =
        || first > 0 && reading.flags(first - 1).any(TokenFlags::GIVEN_NAME) && reading.text.tokens()[first].gap == Gap::Space;
    let is_full = || is_surname(end - 2) && (end > first + 2 || follows_given());
    is_named(end) || (end > first + 1 && is_named(end - 1) && (!is_borne(end - 1) || is_full()))
}

/// Capitalised words that no table knows but as names of people, and initials.
fn are_unknown_words(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_unknown = |token: usize| {
        let flags = reading.flags(token);
        let names = TokenFlags::SURNAME.or(TokenFlags::GIVEN_NAME).or(TokenFlags::DOUBTFUL_GIVEN_NAME);
        let has_entry = reading.names_at(token).any(|(_, name)| name.kind != EntryKind::Person && (name.is_safe() || token == first));
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
        let goes_on = |next: &Token| next.is_capitalised() || reading.is_cue(token + 1, NameCue::Particle);
        if reading.is_cue(token, NameCue::Particle) && reading.token(token + 1).is_some_and(goes_on) {
            token += 1;
            words += 1;
            continue;
        }
        if is_second_syllable(reading, token) {
            token += 1;
            end = token;
            continue;
        }
        if is_month_surname(reading, first, token, words) {
            return Some(token + 1);
        }
        if words >= 2 && is_full_before(reading, first, token) {
            break;
        }
        let same_case = upper || this.shape != Shape::Upper || reading.is_cue(token, NameCue::Suffix);
        if !this.is_capitalised() || !same_case || !can_continue_name(reading, token) {
            break;
        }
        token += 1;
        words += 1;
        end = token;
    }
    Some(end)
}

/// "Calvin Earl May was", "Edna J. June, 81,": a month as the surname after two given names or an initial, where a person's age or a verb
/// follows.
fn is_month_surname(reading: &Reading<'_>, first: usize, token: usize, words: usize) -> bool {
    let is_after_name = is_initial_stop(reading, token - 1) || (words >= 2 && reading.flags(token - 1).any(GIVEN));
    let is_told = || {
        let after = reading.classes(token + 1);
        let verbs = WordClasses::function(Function::Be).or(WordClasses::function(Function::Have)).or(WordClasses::of(WordSense::Say));
        after.any(verbs) || name_evidence::is_aged_after(reading, token + 1)
    };
    reading.flags(token).any(TokenFlags::CALENDAR)
        && reading.token(token).is_some_and(|word| word.shape == Shape::Title && word.gap == Gap::Space)
        && reading.flags(first).any(GIVEN)
        && is_after_name
        && is_told()
}

/// Given names, safe and doubtful.
const GIVEN: TokenFlags = TokenFlags::GIVEN_NAME.or(TokenFlags::DOUBTFUL_GIVEN_NAME);

/// Whether a name in Title Case that ends with the surname before `token` does not go on with it: where every word has a capital, a verb has
/// too ("Rupert Fenwick Meets Miners").
fn is_full_before(reading: &Reading<'_>, first: usize, token: usize) -> bool {
    const MORE: TokenFlags = GIVEN.or(TokenFlags::SURNAME);
    reading.is_title_case(first)
        && reading.flags(first).any(GIVEN)
        && is_surname_like(reading, token - 1)
        && !reading.flags(token - 1).any(TokenFlags::GIVEN_NAME)
        && !reading.is_cue(token - 1, NameCue::Particle)
        && !reading.flags(token).any(MORE)
        && !is_surname_like(reading, token)
        && !reading.is_cue(token, NameCue::Suffix)
        && !is_initial(reading, token)
        && reading.token(token).is_some_and(|word| word.gap != Gap::Hyphen)
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

/// The second half of a given name of two syllables: "hyun" in "Do-hyun".
fn is_second_syllable(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    reading.token(token).is_some_and(|this| this.gap == Gap::Hyphen && this.shape == Shape::Lower && this.kind == TokenKind::Word)
        && folded.len() <= 6
        && reading.text.folded(token - 1).len() <= 6
        && !reading.is_cue(token, NameCue::Joined)
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

/// "Kills Four": in Title Case the capital of a verb or number is no name's.
pub(super) fn is_deed_or_number(reading: &Reading<'_>, token: usize) -> bool {
    reading.classes(token).any(WordClasses::DEEDS_AND_NUMBERS) && reading.is_title_case(token)
}

fn can_begin_name(reading: &Reading<'_>, token: usize) -> bool {
    let Some(this) = reading.token(token) else { return false };
    let flags = reading.flags(token);
    if is_deed_or_number(reading, token) && !flags.any(TokenFlags::GIVEN_NAME) {
        return false;
    }
    let particle = this.shape == Shape::Lower
        && reading.is_cue(token, NameCue::Particle)
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
    if !named && is_deed_or_number(reading, token) {
        return false;
    }
    let facility = reading.classes(token).any(WordClasses::FACILITY_HEADS);
    !flags.any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR))
        && (named || !facility)
        && (named || !flags.any(TokenFlags::DEMONYM.or(TokenFlags::TITLE)))
        && !is_organisation_at(reading, token)
}

/// "News" in "Action News", and right after "Lincoln Financial" in a longer name.
fn is_organisation_word(reading: &Reading<'_>, token: usize) -> bool {
    reading.classes(token).any(WordClasses::of(WordSense::OrganisationWord))
        && reading.token(token).is_some_and(|word| word.gap == Gap::Space)
}

fn is_organisation_at(reading: &Reading<'_>, token: usize) -> bool {
    reading.flags(token).any(TokenFlags::ORGANISATION)
}

fn can_be_surname(reading: &Reading<'_>, token: usize) -> bool {
    let flags = reading.flags(token);
    let this_shape = reading.token(token).map(|this| this.shape);
    let facility = reading.classes(token).any(WordClasses::FACILITY_HEADS.or(WordClasses::TITLES));
    let entry = reading.names_at(token).any(|(_, name)| name.is_safe() && name.kind != EntryKind::Person);
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
        || (folded.len() >= 6 && reading.gazetteer.endings().is_surname(folded) && !reading.flags(token).any(TokenFlags::WORD))
}

fn is_known_place(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    reading
        .names_at(first)
        .any(|(name_end, name)| name_end >= end && name.is_safe() && name.role != AliasRole::Adjective && name.kind == EntryKind::Place)
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
    while last > first + 1 && reading.is_cue(last - 1, NameCue::Suffix) {
        last -= 1;
    }
    if is_surname_first(reading, first, end) {
        return first..first + 1;
    }
    let particle = (first + 1..last).find(|token| reading.is_cue(*token, NameCue::Particle));
    particle.unwrap_or(last - 1)..last
}
