//! One person counted without a number: by an article, a possessive, a name, "another", "the victim", or in a headline by nothing at all.

use std::ops::Range;

use super::noun::noun_at;
use super::quantity::{Named, Quantity};
use crate::extraction::{CountSubject, NumberClass, Qualifier};
use crate::gazetteer::lexicon::{Function, NameCue, NumberWord, PhraseWord, Plurality, Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// "killing one man and wounding another": one more, whose noun is left out.
pub fn another(reading: &Reading<'_>, token: usize) -> Option<Quantity> {
    if !is_another(reading, token) {
        return None;
    }
    let closes = |next: usize| {
        next >= reading.sentence(token).end
            || reading.text.tokens()[next].kind == TokenKind::Punctuation
            || reading.words_at(next).any(|(_, sense)| {
                let is_closed = |function| !matches!(function, Function::Determiner | Function::Indefinite);
                matches!(sense, WordSense::Function(function) if is_closed(function))
            })
    };
    closes(token + 1).then(|| one(token..token + 1, token + 1))
}

fn is_another(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_phrase_word(token, PhraseWord::OneMore)
}

/// The phrase of a name that stands for one person, with the age in commas after it: "Ana Reyes, 27,".
pub fn named_one(reading: &Reading<'_>, name: &Range<usize>) -> Quantity {
    let end = end_of_age(reading, name.end);
    // "Her husband, Ana Reyes, drowned": the name itself stands in commas.
    let is_apposed = end == name.end && name.start > 0 && reading.text.is_mark(name.start - 1, ',') && reading.text.is_mark(end, ',');
    one(name.clone(), if is_apposed { end + 1 } else { end_of_aside(reading, end) })
}

/// The token after what is said of a person in commas from `end` on, "a school bus driver,", or `end`.
fn end_of_aside(reading: &Reading<'_>, end: usize) -> usize {
    const MOST_TOKENS: usize = 9;
    let begins = end + usize::from(reading.text.is_mark(end, ','));
    let is_after_comma = begins > end || (end > 0 && reading.text.is_mark(end - 1, ','));
    let is_one_of = reading.is_word(begins, WordSense::Cardinal(1)) && reading.is_function(begins + 1, Function::Of);
    let is_article = reading.is_function(begins, Function::Indefinite) || reading.is_number_word(begins, NumberWord::Definite);
    if !is_after_comma || !(is_one_of || is_article) {
        return end;
    }
    let limit = reading.sentence(begins).end.min(begins + MOST_TOKENS);
    let close = (begins..limit).find(|token| reading.text.is_mark(*token, ','));
    let has_verb = |close: usize| {
        (begins..close).any(|token| {
            reading
                .words_at(token)
                .any(|(_, sense)| matches!(sense, WordSense::Verb(_) | WordSense::Say | WordSense::Function(Function::Be)))
        })
    };
    close.filter(|close| !has_verb(*close)).map_or(end, |close| close + 1)
}

/// The token after the age in commas that begins at `end`, or `end`.
fn end_of_age(reading: &Reading<'_>, end: usize) -> usize {
    let is_age = reading.text.is_mark(end, ',')
        && reading.token(end + 1).is_some_and(|token| token.kind == TokenKind::Number)
        && reading.text.is_mark(end + 2, ',')
        && end + 2 < reading.sentence(end).end;
    end + if is_age { 3 } else { 0 }
}

/// One person, for whom `number` stands; what happened is told from `end` on.
fn one(number: Range<usize>, end: usize) -> Quantity {
    Quantity {
        tokens: number.start..end,
        written: number.clone(),
        number,
        qualifier: Qualifier::Exact,
        value: Some(1),
        min: Some(1),
        max: Some(1),
        head: end..end,
        subject: Some(CountSubject::People),
        category: None,
        implied: None,
        weapons: Vec::new(),
        is_implicit: true,
        is_part: false,
        whole: None,
    }
}

/// "shot his 27-year-old son": a possessive before a person in the singular. Counts only where somebody did it to her or him.
pub fn kin(reading: &Reading<'_>, possessive: usize) -> Option<Quantity> {
    if !reading.is_phrase_word(possessive, PhraseWord::OfOne) {
        return None;
    }
    let reach = possessive + 1..reading.sentence(possessive).end.min(possessive + 1 + MAX_KIN_MODIFIERS);
    let (head, end) = reach.clone().find_map(|token| singular_person(reading, token).map(|end| (token, end)))?;
    let is_one = is_plain(reading, possessive + 1..head) && !is_joined(reading, end);
    is_one.then(|| Quantity { head: head..end, ..one(possessive..possessive + 1, end) })
}

/// Whether the words before a noun only modify it.
fn is_plain(reading: &Reading<'_>, mut modifiers: Range<usize>) -> bool {
    modifiers.all(|token| reading.text.tokens()[token].kind != TokenKind::Punctuation && !reading.flags(token).any(TokenFlags::FUNCTION))
}

/// Whether the noun that ends at `end` goes on behind a hyphen or owns what follows.
fn is_joined(reading: &Reading<'_>, end: usize) -> bool {
    reading.token(end).is_some_and(|next| next.gap == Gap::Hyphen || reading.text.is_possessive(end))
}

/// How many words may stand between a possessive and its noun.
const MAX_KIN_MODIFIERS: usize = 6;

/// "The victim was shot", "the male victim": one, where the text has counted nobody yet.
pub fn the_victim(reading: &Reading<'_>, article: usize) -> Option<Quantity> {
    if !reading.is_number_word(article, NumberWord::Definite) {
        return None;
    }
    let reach = article + 1..reading.sentence(article).end.min(article + 1 + MAX_KIN_MODIFIERS);
    let head = reach.clone().find(|token| reading.is_phrase_word(*token, PhraseWord::Victim))?;
    let is_one = is_plain(reading, article + 1..head) && !is_joined(reading, head + 1);
    is_one.then(|| Quantity { head: head..head + 1, ..one(article..article + 1, head + 1) })
}

/// "a woman", "a 50-year-old man": an article before a person in the singular. Counts only where something happened to her or him.
pub fn implicit_one(reading: &Reading<'_>, article: usize, named: Named<'_>) -> Option<Quantity> {
    let is_article = reading.flags(article).any(TokenFlags::NUMERAL) && reading.is_function(article, Function::Indefinite)
        || is_another(reading, article);
    if !is_article || reading.token(article)?.gap < Gap::Space {
        return None;
    }
    let sentence_end = reading.sentence(article).end;
    let reach = article + 1..sentence_end.min(article + 1 + MAX_IMPLICIT_MODIFIERS);
    let head = reach
        .clone()
        .find_map(|token| singular_person(reading, token).map(|end| token..last_of_compound(reading, end)))
        .or_else(|| reach.clone().find_map(|token| year_old(reading, token, sentence_end)))?;
    let end = head.end;
    let modifiers = article + 1..head.start;
    let is_one = is_plain(reading, modifiers.clone())
        && !modifiers.clone().any(|token| named.weapon_at(token).is_some())
        && !is_joined(reading, end)
        && (noun_at(reading, named, end, sentence_end).is_none() || is_deed(reading, end));
    is_one.then(|| Quantity { head, ..one(article..article + 1, end) })
}

/// "a man shot in the leg", "left a boy dead": whether a word that may be a noun is what was done, or how he is.
fn is_deed(reading: &Reading<'_>, token: usize) -> bool {
    reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(_) | WordSense::State(_)))
}

/// "Teenager stabbed at funfair", "37-year-old man shot": a headline leaves the article out.
pub fn headline_one(reading: &Reading<'_>, first: usize, named: Named<'_>) -> Option<Quantity> {
    // Marks upon marks begin nothing: asked first, so that no mark looks back over all the others.
    if reading.token(first)?.kind == TokenKind::Punctuation {
        return None;
    }
    let may_begin = first == 0
        || reading.text.tokens()[first - 1].kind == TokenKind::Punctuation
        || reading.sentence_number(first - 1) != reading.sentence_number(first);
    if !may_begin || !reading.begins_sentence(first) {
        return None;
    }
    let sentence = reading.sentence(first);
    let is_open = !matches!(reading.text.folded(sentence.end - 1), "." | "!" | "?" | "\"" | ":");
    // "37-year-old man shot, injured": no sentence leaves the article out before an age.
    let has_age = reading.token(first)?.kind == TokenKind::Number && reading.token(first + 1).is_some_and(|next| next.gap == Gap::Hyphen);
    if !(is_open || has_age) {
        return None;
    }
    let reach = first..sentence.end.min(first + MAX_IMPLICIT_MODIFIERS);
    let (head, end) = reach.clone().find_map(|token| singular_person(reading, token).map(|end| (token, end)))?;
    let is_closed = |token: usize| {
        named.weapon_at(token).is_some() || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(_) | WordSense::Say))
    };
    let is_one = is_plain(reading, first..head)
        && !(first..head).any(is_closed)
        && only_ages(reading, first..head)
        && end < reading.len()
        && !is_joined(reading, end)
        && noun_at(reading, named, end, sentence.end).is_none();
    is_one.then(|| Quantity { head: head..end, ..one(head..end, end_of_age(reading, end)) })
}

/// Whether every number among `tokens` is an age: any other counts the noun behind it.
fn only_ages(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_number = |token: usize| reading.text.tokens()[token].kind == TokenKind::Number || reading.flags(token).any(TokenFlags::NUMERAL);
    tokens.clone().filter(|token| is_number(*token)).all(|number| {
        let end = (number..tokens.end).find(|token| !is_number(*token)).unwrap_or(tokens.end);
        reading.is_word(end, WordSense::Unit(NumberClass::Age, Side::After))
    })
}

/// How many words may stand between the article of an implicit one and its noun.
const MAX_IMPLICIT_MODIFIERS: usize = 8;

/// The end of a noun for one person: neither "life" nor "family", which is several.
fn singular_person(reading: &Reading<'_>, token: usize) -> Option<usize> {
    // "a six-member patrol": the size of a group.
    let is_size = reading.token(token)?.gap == Gap::Hyphen && reading.is_number_word(token, NumberWord::GroupSize);
    if is_size || reading.is_word(token, WordSense::Collective) {
        return None;
    }
    reading.word_end(token, |sense| sense == WordSense::Noun(CountSubject::People, Plurality::Singular))
}

/// "a teen girl": the end of the last of several words for one person.
fn last_of_compound(reading: &Reading<'_>, end: usize) -> usize {
    let is_apart = reading.token(end).is_some_and(|next| next.gap == Gap::Space);
    singular_person(reading, end).filter(|_| is_apart && end < reading.sentence(end - 1).end).unwrap_or(end)
}

/// The noun after "33-year-old", whatever it is, or nothing at all: "a 33-year-old shepherd", "a 33-year-old was killed".
fn year_old(reading: &Reading<'_>, token: usize, limit: usize) -> Option<Range<usize>> {
    let end = reading.cue_end(token, NameCue::AgePhrase).filter(|end| *end <= limit)?;
    let noun = reading.token(end).is_some_and(|next| next.shape == Shape::Lower && next.gap == Gap::Space)
        && end < limit
        && reading.words_at(end).next().is_none();
    Some(end..end + usize::from(noun))
}
