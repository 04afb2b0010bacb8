//! What a number is by the unit behind it: "12 percent", "three more long years", "$5", "the 1970s".

use crate::extraction::NumberClass;
use crate::gazetteer::lexicon::{Function, NumberWord, Side, WordSense};
use crate::reading::Reading;
use crate::text::{Gap, TokenKind};

/// How many words may stand between a number and its unit: "three more long years".
const MAX_UNIT_MODIFIERS: usize = 2;

/// The class that the unit behind a number gives it.
pub(super) fn after(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    let limit = reading.sentence(first).end;
    // "millions of dollars": of what it is so many, stands behind "of".
    let is_amount = |class: &NumberClass| *class != NumberClass::Boilerplate;
    if end < limit
        && reading.is_function(end, Function::Of)
        && let Some(class) = unit_after(reading, end + 1, end).filter(is_amount)
    {
        return Some(class);
    }
    for token in end..=end + MAX_UNIT_MODIFIERS {
        if token >= limit {
            return None;
        }
        if let Some(class) = sign(reading, token).or_else(|| unit_after(reading, token, end)) {
            return Some(class);
        }
        if token == end && reading.token(token)?.gap == Gap::None && reading.is_number_word(token, NumberWord::DecadeEnding) {
            return Some(decade(reading, first));
        }
        let filler = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Filler));
        if !filler && !reading.is_number_word(token, NumberWord::BeforeUnit) {
            return None;
        }
    }
    None
}

/// "%", "€", "°": the last two only where they are glued to the number.
fn sign(reading: &Reading<'_>, token: usize) -> Option<NumberClass> {
    let this = reading.token(token).filter(|this| this.kind == TokenKind::Punctuation)?;
    if reading.is_number_word(token, NumberWord::Percent) {
        return Some(NumberClass::Percent);
    }
    let is_glued = this.gap == Gap::None;
    (is_glued && reading.is_number_word(token, NumberWord::MoneyAfter))
        .then_some(NumberClass::Money)
        .or_else(|| (is_glued && reading.is_number_word(token, NumberWord::Degree)).then_some(NumberClass::Measure))
}

/// The class that the longest unit at `token` gives; short ones ("m", "am") only right after the digits.
fn unit_after(reading: &Reading<'_>, token: usize, end: usize) -> Option<NumberClass> {
    let (unit_end, class) = reading
        .words_at(token)
        .filter_map(|(unit_end, sense)| match sense {
            WordSense::Unit(class, Side::After) => Some((unit_end, class)),
            _ => None,
        })
        .last()?;
    // "two night watchmen"
    if reading.word_end(token, |sense| matches!(sense, WordSense::Noun(..))) > Some(unit_end) {
        return None;
    }
    let is_short = unit_end == token + 1 && reading.text.folded(token).len() <= 2;
    let digits_before = reading.token(end - 1).is_some_and(|token| token.kind == TokenKind::Number);
    if is_short && !(digits_before && token == end && reading.token(token).is_some_and(|token| token.gap <= Gap::Space)) {
        return None;
    }
    Some(class)
}

/// "in his 70s" is an age, "the 1970s" a date.
fn decade(reading: &Reading<'_>, first: usize) -> NumberClass {
    const DIGITS_OF_AN_AGE: usize = 2;
    let is_of_life =
        first > 0 && reading.is_number_word(first - 1, NumberWord::OfLife) && reading.text.folded(first).len() == DIGITS_OF_AN_AGE;
    if is_of_life { NumberClass::Age } else { NumberClass::Date }
}
