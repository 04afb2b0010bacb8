//! The head noun of a counted phrase: what is counted, found behind modifiers, wholes and words that no table knows.

use std::ops::Range;

use super::quantity::{Named, Quantity};
use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::entry::AliasRole;
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::{Function, NumberWord, PhraseWord, Plurality, TitleKind, WordSense};
use crate::numeral::{cardinal, group, whole};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// How many words may stand between a number and its head noun.
const MAX_MODIFIERS: usize = 7;

/// Finds the head noun after the number: the last of the first run of nouns, modifiers before it stepped over.
pub(super) fn add_noun(reading: &Reading<'_>, named: Named<'_>, phrase: &mut Quantity, limit: usize) {
    let mut token = phrase.tokens.end;
    // "a nine-man crew": the number is that of the people in it.
    if let Some(head) = group::at(reading, token, limit) {
        phrase.tokens.end = head.end;
        phrase.head = head;
        phrase.subject = Some(CountSubject::People);
        return;
    }
    if let Some((whole, size)) = partitive(reading, token, limit) {
        // "two of his colleagues": of how many, nobody says.
        phrase.is_part = !reading.is_function(whole - 1, Function::Possessive);
        phrase.whole = size;
        token = whole;
        if take_state(reading, phrase, token, limit) {
            return;
        }
        phrase.tokens.end = whole;
        phrase.head = whole..whole;
    }
    let mut modifiers = 0;
    let mut state = None;
    while token < limit && modifiers <= MAX_MODIFIERS {
        // "seven Muslim-majority nations": what a hyphen joins to the next word modifies.
        let is_joined = |noun: &Noun| noun.end < limit && reading.text.tokens()[noun.end].gap == Gap::Hyphen;
        // "3 shot dead": several of it are none, what was done is told.
        let is_deed =
            |noun: &Noun| token == phrase.tokens.end && phrase.value != Some(1) && is_deed(reading, named, token..noun.end, limit);
        if let Some(noun) = noun_at(reading, named, token, limit).filter(|noun| !is_joined(noun) && !is_deed(noun)) {
            take_noun(phrase, &noun, token);
            token = noun.end;
            // "apartment buildings": a noun before a noun is its modifier.
            let is_plural = is_plural_noun(reading, phrase.head.clone());
            if !is_plural && noun_at(reading, named, token, limit).is_some() && reading.text.tokens()[token].gap <= Gap::Space {
                continue;
            }
            let possessive = token < limit && reading.text.is_owner_mark(token);
            if possessive && noun_at(reading, named, token + 1, limit).is_some() {
                token += 1;
                continue;
            }
            break;
        }
        if token == phrase.tokens.end && is_unknown_plural(reading, token, limit) && !is_before_plural(reading, named, token, limit) {
            break;
        }
        let Some(modifier) = modifier(reading, token) else { break };
        if let Modifier::State(category) = modifier {
            state = Some(category);
        }
        modifiers += 1;
        token += 1;
    }
    if phrase.subject.is_none() && !phrase.is_part {
        // What was stepped over on the way to no noun modifies none.
        state = None;
        take_unknown_noun(reading, phrase, limit);
    }
    if phrase.subject.is_none() {
        take_collective(reading, phrase);
        return;
    }
    phrase.implied = state.or(phrase.implied);
    if phrase.subject == Some(CountSubject::Weapons) {
        add_coordinated_weapons(reading, named, phrase, limit);
    }
}

/// "of the wounded", "of those detained": a state or participle that stands for people.
fn take_state(reading: &Reading<'_>, phrase: &mut Quantity, token: usize, limit: usize) -> bool {
    let those = token > 0 && reading.is_phrase_word(token - 1, PhraseWord::Those);
    let state = reading.words_at(token).find_map(|(end, sense)| match sense {
        WordSense::State(category) => Some((end, category)),
        WordSense::Verb(verb) if verb.forms.participle && those => Some((end, verb.category)),
        _ => None,
    });
    let Some((end, category)) = state.filter(|(end, _)| *end <= limit) else { return false };
    let heads_on = reading.words_at(end).any(|(_, sense)| matches!(sense, WordSense::Noun(..)));
    if heads_on {
        return false;
    }
    phrase.head = token..end;
    phrase.tokens.end = end;
    phrase.subject = Some(CountSubject::People);
    phrase.implied = Some(category);
    true
}

/// Takes an unknown plural right after the number for the noun: news counts more things than a table lists.
fn take_unknown_noun(reading: &Reading<'_>, phrase: &mut Quantity, limit: usize) {
    let token = phrase.tokens.end;
    if is_unknown_plural(reading, token, limit) && phrase.value != Some(1) {
        let people = reading.gazetteer.endings().is_people(reading.text.folded(token));
        phrase.subject = Some(if people { CountSubject::People } else { CountSubject::Other });
        phrase.head = token..token + 1;
        phrase.tokens.end = token + 1;
    }
}

/// A small word that no table knows and that looks like a plural.
fn is_unknown_plural(reading: &Reading<'_>, token: usize, limit: usize) -> bool {
    let Some(this) = reading.token(token).filter(|_| token < limit) else { return false };
    this.kind == TokenKind::Word
        && this.shape == Shape::Lower
        && this.gap == Gap::Space
        && reading.gazetteer.grammar().unknown(reading.text.folded(token)).any(Parts::PLURAL)
        && reading.words_at(token).next().is_none()
}

/// Whether a noun in the plural follows: "ten sales managers".
fn is_before_plural(reading: &Reading<'_>, named: Named<'_>, token: usize, limit: usize) -> bool {
    noun_at(reading, named, token + 1, limit).is_some_and(|noun| reading.gazetteer.endings().is_plural(reading.text.folded(noun.end - 1)))
}

/// "a crowd of 52,000": the noun stands before.
fn take_collective(reading: &Reading<'_>, phrase: &mut Quantity) {
    let start = phrase.tokens.start;
    if start >= 2 && reading.is_function(start - 1, Function::Of) {
        phrase.subject = reading.words_at(start - 2).find_map(|(end, sense)| match sense {
            WordSense::Noun(CountSubject::People, _) if end == start - 1 => Some(CountSubject::People),
            _ => None,
        });
    }
}

fn take_noun(phrase: &mut Quantity, noun: &Noun, first: usize) {
    phrase.head = first..noun.end;
    phrase.tokens.end = noun.end;
    phrase.subject = Some(noun.subject);
    phrase.category = noun.category.or(phrase.category);
    phrase.implied = noun.implied;
    phrase.weapons.clear();
    phrase.weapons.extend(noun.weapon);
}

/// "of the", "of Kyiv's 10", "out of": the token where the whole's own words begin, and its number.
fn partitive(reading: &Reading<'_>, token: usize, limit: usize) -> Option<(usize, Option<i64>)> {
    let ratio = reading.number_word_end(token, NumberWord::Ratio);
    let of = ratio.map_or(token, |end| end - 1);
    if of >= limit || !reading.is_function(of, Function::Of) {
        return None;
    }
    let mut at = of + 1;
    while at < limit
        && (reading.is_function(at, Function::Determiner) || reading.text.is_possessive(at) || reading.text.tokens()[at].is_capitalised())
    {
        at += 1;
    }
    if at + 1 < limit && reading.text.is_possessive(at + 1) {
        at += 2;
    }
    if at < limit && (reading.is_function(at, Function::Pronoun) || reading.is_function(at, Function::Relative)) {
        return Some((at + 1, None));
    }
    // The whole's number is stepped over; it is a phrase of its own.
    match cardinal::at(reading, at, limit) {
        Some((end, size)) => Some((end, whole(size))),
        None => Some((at, None)),
    }
}

/// Whether the tokens are a noun in the plural, which no other noun follows: "two tellers hostage".
fn is_plural_noun(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    reading.words_at(tokens.start).any(|(end, sense)| end == tokens.end && matches!(sense, WordSense::Noun(_, Plurality::Plural)))
}

/// Whether a word that may be a noun in the singular is what was done to those counted before it: "shot", not "shot putters".
fn is_deed(reading: &Reading<'_>, named: Named<'_>, word: Range<usize>, limit: usize) -> bool {
    let is_past = |sense| matches!(sense, WordSense::Verb(verb) if verb.forms.participle);
    let is_plural = |sense| matches!(sense, WordSense::Noun(_, Plurality::Plural));
    word.len() == 1
        && reading.words_at(word.start).any(|(end, sense)| end == word.end && is_past(sense))
        && !reading.words_at(word.start).any(|(end, sense)| end == word.end && is_plural(sense))
        && noun_at(reading, named, word.end, limit).is_none()
}

/// A noun and what it says of itself.
pub(crate) struct Noun {
    end: usize,
    subject: CountSubject,
    category: Option<CountCategory>,
    implied: Option<CountCategory>,
    weapon: Option<usize>,
}

/// A countable noun, weapon or toll that begins at `token`.
pub(super) fn noun_at(reading: &Reading<'_>, named: Named<'_>, token: usize, limit: usize) -> Option<Noun> {
    if token >= limit {
        return None;
    }
    if let Some(weapon) = named.weapon_at(token) {
        let end = named.weapons[weapon].0.end;
        // "drone attacks": the weapon is a modifier of the event.
        return Some(Noun { end, subject: CountSubject::Weapons, category: None, implied: None, weapon: Some(weapon) });
    }
    let mut found: Option<Noun> = None;
    for (end, sense) in reading.words_at(token).filter(|(end, _)| *end <= limit) {
        match sense {
            // A toll is a noun too; what it says of itself counts for more.
            WordSense::Noun(subject, _) if found.as_ref().is_none_or(|toll| toll.category.is_none() || toll.end < end) => {
                found = Some(Noun { end, subject, category: None, implied: implied(reading, token, end), weapon: None });
            }
            WordSense::Title(TitleKind::Role | TitleKind::Rank | TitleKind::Relation) if found.is_none() => {
                found = Some(Noun { end, subject: CountSubject::People, category: None, implied: None, weapon: None });
            }
            WordSense::Toll(category) if !reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::State(_))) => {
                found = Some(Noun { end, subject: CountSubject::People, category: Some(category), implied: None, weapon: None });
            }
            _ => {}
        }
    }
    found.or_else(|| nationals(reading, token, limit))
}

/// "Hondurans": the people of a country.
fn nationals(reading: &Reading<'_>, token: usize, limit: usize) -> Option<Noun> {
    if !reading.flags(token).any(TokenFlags::DEMONYM) || !reading.gazetteer.endings().is_plural(reading.text.folded(token)) {
        return None;
    }
    let demonym = reading.aliases_at(token).filter(|(end, alias, _)| *end <= limit && alias.role == AliasRole::Demonym);
    let end = demonym.map(|(end, ..)| end).max()?;
    // "300 Swiss francs"
    if reading.aliases_at(token).any(|(other, alias, _)| other == end && alias.role == AliasRole::Adjective) {
        return None;
    }
    Some(Noun { end, subject: CountSubject::People, category: None, implied: None, weapon: None })
}

/// What the noun's own meaning says happened.
fn implied(reading: &Reading<'_>, token: usize, end: usize) -> Option<CountCategory> {
    reading.words_at(token).find_map(|(implied_end, sense)| match sense {
        WordSense::Implies(category) if implied_end == end => Some(category),
        _ => None,
    })
}

enum Modifier {
    Plain,
    State(CountCategory),
}

/// Whether the word at `token` can stand between a number and its noun.
fn modifier(reading: &Reading<'_>, token: usize) -> Option<Modifier> {
    let this = reading.token(token)?;
    if this.kind != TokenKind::Word || this.gap > Gap::Newline {
        return None;
    }
    let mut modifier = Modifier::Plain;
    let mut known = false;
    let mut closed = false;
    for (end, sense) in reading.words_at(token) {
        known = true;
        match sense {
            WordSense::State(category) if end == token + 1 => modifier = Modifier::State(category),
            WordSense::Verb(verb) if verb.forms.participle && end == token + 1 && matches!(modifier, Modifier::Plain) => {
                modifier = Modifier::State(verb.category);
            }
            WordSense::Verb(verb) if verb.forms.participle && end == token + 1 => {}
            WordSense::Function(_)
            | WordSense::Say
            | WordSense::Calendar(_)
            | WordSense::Cardinal(_)
            | WordSense::Scale(_)
            | WordSense::Vague(..) => closed = true,
            WordSense::Verb(_) => closed = true,
            _ => {}
        }
    }
    let demonym = reading.flags(token).any(TokenFlags::DEMONYM);
    if closed && !demonym {
        return None;
    }
    let is_unknown_name = !known && !demonym && this.shape != Shape::Lower && reading.flags(token).any(TokenFlags::GIVEN_NAME);
    (!is_unknown_name).then_some(modifier)
}

/// "629 drones and missiles": weapons joined to the head without a number of their own are counted together.
fn add_coordinated_weapons(reading: &Reading<'_>, named: Named<'_>, phrase: &mut Quantity, limit: usize) {
    loop {
        let and = phrase.tokens.end;
        if and >= limit || !reading.is_function(and, Function::Conjunction) && !reading.text.is_mark(and, ',') {
            return;
        }
        let mut next = and + 1;
        while next < limit && modifier(reading, next).is_some() && named.weapon_at(next).is_none() {
            next += 1;
        }
        let Some(weapon) = named.weapon_at(next).filter(|_| next < limit && next - and <= 4) else { return };
        phrase.weapons.push(weapon);
        phrase.tokens.end = named.weapons[weapon].0.end;
    }
}
