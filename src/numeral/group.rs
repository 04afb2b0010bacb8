//! The size of a group as a number of people: "a nine-man crew", "a 40-strong force".

use std::ops::Range;

use crate::extraction::CountSubject;
use crate::gazetteer::lexicon::{Frame, Function, NumberWord, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, TokenKind};

/// How many words may stand between the size and the noun: "a nine-man mountain rescue team".
const MOST_MODIFIERS: usize = 4;

/// The noun for the group whose size ends before `token`: behind "man", "strong", joined by a hyphen. A boat for six is no group.
pub(crate) fn at(reading: &Reading<'_>, token: usize, limit: usize) -> Option<Range<usize>> {
    if token >= limit || reading.token(token)?.gap != Gap::Hyphen || !reading.is_number_word(token, NumberWord::GroupSize) {
        return None;
    }
    let goes_on = |at: &usize| {
        let word = &reading.text.tokens()[*at];
        word.kind == TokenKind::Word && word.gap <= Gap::Space && !reading.flags(*at).any(TokenFlags::FUNCTION)
    };
    let words = (token + 1..limit.min(token + 2 + MOST_MODIFIERS)).take_while(goes_on);
    let mut head: Option<Range<usize>> = None;
    for at in words {
        match group(reading, at, limit) {
            Some(end) => head = Some(at..end),
            // The noun is told; whatever follows it is none of its modifiers.
            None if head.as_ref().is_some_and(|head| at >= head.end) => break,
            None => {}
        }
    }
    head
}

/// The end of a noun for several people together.
fn group(reading: &Reading<'_>, token: usize, limit: usize) -> Option<usize> {
    let is_group = |sense| matches!(sense, WordSense::Collective | WordSense::Noun(CountSubject::People | CountSubject::Organisations, _));
    reading.word_end(token, is_group).filter(|end| *end <= limit)
}

/// Whether the group whose noun ends at `end` does something to somebody: "a 40-strong force arrested three".
pub(super) fn acts(reading: &Reading<'_>, end: usize) -> bool {
    let verb = reading.word_end(end, |sense| matches!(sense, WordSense::Verb(verb) if verb.frame == Frame::Object && verb.forms.finite));
    verb.is_some_and(|object| {
        reading.flags(object).any(TokenFlags::NUMERAL)
            || reading.is_function(object, Function::Determiner)
            || reading.is_function(object, Function::Pronoun)
            || reading.token(object).is_some_and(|name| name.is_capitalised())
            || reading.word_end(object, |sense| matches!(sense, WordSense::Noun(..) | WordSense::Hedge(..))).is_some()
    })
}
