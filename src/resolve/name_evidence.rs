//! What around two capitalised words says that they name a person: who speaks, how old somebody is, what somebody is called.

use super::titles::{title_before, title_between};
use crate::gazetteer::lexicon::{Function, NameCue, TitleKind, WordSense};
use crate::reading::{Reading, TokenFlags, WordClasses};
use crate::text::{Gap, Shape, TokenKind};

/// Whether only a person can stand there, even where every word begins with a capital: "X Y, 33,", "33-year-old X Y", "identified as X Y",
/// "X Y, who".
pub fn proves_person(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    is_aged_before(reading, first, end) || is_aged_after(reading, end) || is_introduced(reading, first) || is_who_after(reading, end)
}

/// Whether a given name alone is somebody's: "Olena, 17,", "17-year-old Olena", "his son, Marko".
pub fn proves_given_name(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_relation = || matches!(title_before(reading, first), Some((_, TitleKind::Relation))) || is_titled_before_comma(reading, first);
    let is_second = first > reading.sentence(first).start && reading.text.tokens()[first - 1].is_capitalised();
    let is_aged = || is_aged_before(reading, first, end) || is_aged_after(reading, end);
    !is_second && (is_aged() || (is_relation() && !goes_on(reading, end)) || shares_surname(reading, end))
}

/// "Edith and Rupert Fenwick": whether another given name and the surname of both follow.
fn shares_surname(reading: &Reading<'_>, end: usize) -> bool {
    let other = end + 1;
    let limit = reading.sentence(end - 1).end;
    let is_name =
        |token: usize| token < limit && reading.token(token).is_some_and(|word| word.shape == Shape::Title && word.gap == Gap::Space);
    // Where most words begin with a capital, a verb may do so too.
    let is_surname = |token: usize| {
        let flags = reading.flags(token);
        flags.any(TokenFlags::SURNAME)
            || !(flags.any(TokenFlags::WORD.or(TokenFlags::ALIAS).or(TokenFlags::DEMONYM)) || reading.is_title_case(end))
    };
    end < limit
        && reading.is_function(end, Function::Conjunction)
        && is_name(other)
        && reading.flags(other).any(TokenFlags::GIVEN_NAME)
        && is_name(other + 1)
        && is_surname(other + 1)
}

/// "…, 9, was": an age in commas and then what became of somebody.
pub fn tells_age_and_fate(reading: &Reading<'_>, end: usize) -> bool {
    const FATES: WordClasses = WordClasses::function(Function::Be)
        .or(WordClasses::function(Function::Have))
        .or(WordClasses::of(WordSense::Say))
        .or(WordClasses::function(Function::Relative));
    reading.text.is_mark(end, ',') && is_age(reading, end + 1) && reading.text.is_mark(end + 2, ',') && reading.classes(end + 3).any(FATES)
}

/// Whether a capitalised word follows with nothing between.
fn goes_on(reading: &Reading<'_>, end: usize) -> bool {
    reading.token(end).is_some_and(|next| next.is_capitalised() && next.gap >= Gap::Space)
}

/// Whether hardly anything but a person stands there inside a sentence: the proofs, "said X Y", "X Y, deputy head of".
pub fn suggests_person(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    proves_person(reading, first, end)
        || is_said(reading, first, end)
        || is_titled_after(reading, end)
        || is_titled_before_comma(reading, first)
}

/// "said X Y" or "X Y said".
fn is_said(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let says = |token: usize| reading.is_word(token, WordSense::Say);
    (first > 0 && says(first - 1)) || (end < reading.len() && reading.token(end).is_some_and(|next| next.gap == Gap::Space) && says(end))
}

/// How many words after the comma a title may begin.
const TITLE_REACH_TOKENS: usize = 4;

fn is_titled_after(reading: &Reading<'_>, end: usize) -> bool {
    const TITLES_AFTER: WordClasses = WordClasses::of(WordSense::Title(TitleKind::Role))
        .or(WordClasses::of(WordSense::Title(TitleKind::Rank)))
        .or(WordClasses::of(WordSense::Title(TitleKind::Relation)));
    end < reading.len()
        && reading.text.is_mark(end, ',')
        && (end + 1..(end + 1 + TITLE_REACH_TOKENS).min(reading.sentence(end).end))
            .take_while(|token| reading.text.tokens()[*token].kind == TokenKind::Word)
            .any(|token| reading.classes(token).any(TITLES_AFTER))
}

fn is_titled_before_comma(reading: &Reading<'_>, first: usize) -> bool {
    let Some(comma) = first.checked_sub(1).filter(|comma| reading.text.is_mark(*comma, ',')) else { return false };
    let start = reading.sentence(first).start;
    (start.max(comma.saturating_sub(3))..comma).any(|begin| title_between(reading, begin, comma).is_some())
}

/// The greatest age that is believed.
const MAX_AGE_YEARS: u64 = 115;

/// "X Y, 33," and "X Y, 33." or "X Y, a 33-year-old", "X Y, aged 33".
pub fn is_aged_after(reading: &Reading<'_>, end: usize) -> bool {
    if !reading.text.is_mark(end, ',') {
        return false;
    }
    let ends = |token: usize| {
        [',', '.', ';', ')', '('].iter().any(|mark| reading.text.is_mark(token, *mark))
            || reading.is_cue(token, NameCue::AgeAfter)
            || token >= reading.len()
    };
    if reading.is_cue(end + 1, NameCue::AgeBefore) { is_age(reading, end + 2) } else { is_age(reading, end + 1) && ends(end + 2) }
}

/// "33-year-old X Y", not "33-year-old X Y man".
fn is_aged_before(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    const DESCRIPTIONS: WordClasses = WordClasses::NOUNS.or(WordClasses::TITLES);
    let describes =
        reading.classes(end).any(DESCRIPTIONS) && reading.token(end).is_some_and(|next| !next.is_capitalised() && next.gap >= Gap::Space);
    first >= 3
        && !describes
        && reading.cue_end(first - 2, NameCue::AgePhrase) == Some(first)
        && reading.token(first).is_some_and(|name| name.gap >= Gap::Space)
}

fn is_age(reading: &Reading<'_>, token: usize) -> bool {
    reading.token(token).is_some_and(|age| age.kind == TokenKind::Number)
        && reading.text.folded(token).parse::<u64>().is_ok_and(|years| (1..=MAX_AGE_YEARS).contains(&years))
}

/// "identified as X Y", "Reporting by V W, X Y and Z".
fn is_introduced(reading: &Reading<'_>, first: usize) -> bool {
    let start = reading.sentence(first).start;
    let introduced_at = |token: usize| {
        let begins = start.max(token.saturating_sub(MAX_INTRODUCTION_TOKENS))..token;
        begins.into_iter().any(|begin| {
            reading.words_of(begin, WordClasses::of(WordSense::Introduce)).any(|(end, sense)| end == token && sense == WordSense::Introduce)
        })
    };
    let in_list = |token: &usize| {
        reading.text.tokens()[*token].is_capitalised()
            || [',', '.'].iter().any(|mark| reading.text.is_mark(*token, *mark))
            || reading.is_function(*token, Function::Conjunction)
    };
    let mut listed = (start..first).rev().take(MAX_LIST_TOKENS).take_while(in_list);
    introduced_at(first) || (first > start && !reading.text.tokens()[first - 1].is_capitalised() && listed.any(introduced_at))
}

/// How far back a list of names is followed to what introduces it.
const MAX_LIST_TOKENS: usize = 20;

/// Most words in an introduction.
const MAX_INTRODUCTION_TOKENS: usize = 5;

/// "X Y, who", "X Y, whose".
fn is_who_after(reading: &Reading<'_>, end: usize) -> bool {
    reading.text.is_mark(end, ',') && reading.is_cue(end + 1, NameCue::Who)
}
