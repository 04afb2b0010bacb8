//! Victims whom the text names: "Ana Reyes, 27, was killed", "identified the dead as Ana Reyes, 27, and Ivo Kranz".

use std::cell::LazyCell;
use std::ops::Range;

use super::join::person_in;
use super::outcome::happened;
use super::{Fact, is_done_to_a_person};
use crate::extraction::{CountCategory, Key};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::reading::Reading;
use crate::resolve::weapons::Weapons;
use crate::span::Span;
use crate::syntax::quantity::named_one;

/// Name of the rule for names in a list of victims.
const LISTED: &str = "count-named-among-victims";
/// Names joined to one another before their verb: "Ana Reyes, 27, Ivo Kranz and Lea Moor died".
const MAX_JOINED: usize = 4;

/// The people of a text and what happened to those in lists.
pub(super) struct Victims<'v> {
    /// Tokens of each name, in order.
    pub(super) names: &'v [Range<usize>],
    /// Whose they are.
    pub(super) people: &'v [(Span, Key)],
    /// Where victims are listed.
    pub(super) lists: Vec<(Range<usize>, CountCategory)>,
}

impl<'v> Victims<'v> {
    pub(super) fn new(reading: &Reading<'_>, names: &'v [Range<usize>], people: &'v [(Span, Key)]) -> Self {
        Self { names, people, lists: lists(reading) }
    }

    /// Somebody named, to whom something happened: the name stands for the number.
    pub(super) fn at(&self, reading: &Reading<'_>, name: &Range<usize>, weapons: &Weapons<'_>) -> Option<Fact> {
        // "saved Lucy's life", "stabbed Ana's mother"
        if reading.text.folded_at(name.end) == Some("'s") {
            return None;
        }
        let person = person_in(self.people, reading.text.span(name))?;
        let listed = || Some(Fact::of_phrase(named_one(reading, name), Some(self.listed(reading, name)?), LISTED));
        let fact = self.told(reading, name, weapons).or_else(listed)?;
        Some(Fact { person: Some(person), ..fact })
    }

    /// What the verb behind the name says, or behind the names joined to it.
    fn told(&self, reading: &Reading<'_>, name: &Range<usize>, weapons: &Weapons<'_>) -> Option<Fact> {
        let first = named_one(reading, name);
        let mut phrase = first.clone();
        for _ in 0..MAX_JOINED {
            let matched = happened(reading, &phrase, weapons).filter(|matched| {
                is_done_to_a_person(matched.category)
                    && !matched.rule.ends_with("-far")
                    && !matched.rule.starts_with("count-toll")
                    && matched.rule != "count-to-hospital"
            });
            if let Some(matched) = matched {
                return Some(Fact::of_rule(first, &matched));
            }
            let end = phrase.tokens.end;
            let comma = usize::from(reading.text.is_mark(end, ','));
            let and = usize::from(reading.text.folded_at(end + comma) == Some("and"));
            let next = end + comma + and;
            let joined = self.names.binary_search_by_key(&next, |tokens| tokens.start).ok().filter(|_| next > end || comma > 0);
            phrase = named_one(reading, &self.names[joined?]);
        }
        None
    }

    /// What happened to all of a list that the name is in.
    fn listed(&self, reading: &Reading<'_>, name: &Range<usize>) -> Option<CountCategory> {
        let category = self.category_at(name.start)?;
        let before = name.start - 1;
        let is_owner = reading.text.folded_at(name.end) == Some("'s");
        let is_other = [Function::Of, Function::By, Function::With, Function::From, Function::To, Function::Locative]
            .iter()
            .any(|function| reading.is_function(before, *function));
        (!is_owner && !is_other).then_some(category)
    }

    /// What happened to those listed at `token`.
    pub(super) fn category_at(&self, token: usize) -> Option<CountCategory> {
        let at = self.lists.partition_point(|(tokens, _)| tokens.end <= token);
        self.lists.get(at).filter(|(tokens, _)| tokens.contains(&token)).map(|(_, category)| *category)
    }
}

/// Where the text lists victims: from after "the dead as" or "among the dead were" to the end of the clause.
fn lists(reading: &Reading<'_>) -> Vec<(Range<usize>, CountCategory)> {
    let kills = |token: usize| {
        reading.words_at(token).any(|(_, sense)| match sense {
            WordSense::State(category) | WordSense::Toll(category) => category == CountCategory::Killed,
            WordSense::Verb(verb) => verb.category == CountCategory::Killed,
            _ => false,
        })
    };
    let tells_deaths = LazyCell::new(|| (0..reading.len()).any(kills));
    let mut lists: Vec<(Range<usize>, CountCategory)> = Vec::new();
    for token in 1..reading.len() {
        let Some((state_end, category)) = victims_at(reading, token) else { continue };
        let sentence = reading.sentence(token);
        let Some(first) = list_start(reading, token, state_end, sentence.end) else { continue };
        // The victims of a theft are not dead.
        let is_of_deaths = || reading.text.folded(token) != "victims" || reading.text.folded(first - 1) == "as" || *tells_deaths;
        if lists.last().is_some_and(|(last, _)| last.end > first) || !is_of_deaths() {
            continue;
        }
        let stops = |token: usize| reading.text.is_mark(token, ';') || reading.is_word(token, WordSense::Say);
        let end = (first..sentence.end).find(|token| stops(*token)).unwrap_or(sentence.end);
        lists.push((first..end, category));
    }
    lists
}

/// "the dead", "the victims", "those killed": the token after it and what happened to them.
fn victims_at(reading: &Reading<'_>, token: usize) -> Option<(usize, CountCategory)> {
    let before = reading.text.folded(token - 1);
    if before == "the" && reading.text.folded(token) == "victims" {
        return Some((token + 1, CountCategory::Killed));
    }
    reading
        .words_at(token)
        .find_map(|(end, sense)| match sense {
            WordSense::State(category) if before == "the" => Some((end, category)),
            WordSense::Verb(verb) if before == "those" && verb.forms.participle => Some((end, verb.category)),
            _ => None,
        })
        .filter(|(_, category)| is_done_to_a_person(*category))
}

/// Where the names begin: "identified the dead as X", "the dead were identified as X", "among the dead in the town was X".
fn list_start(reading: &Reading<'_>, token: usize, state_end: usize, limit: usize) -> Option<usize> {
    const MOST_TOKENS: usize = 8;
    let sentence = reading.sentence(token);
    let is_among = token >= sentence.start + 2 && reading.is_function(token - 2, Function::Among);
    let reach = state_end..limit.min(state_end + MOST_TOKENS);
    let is_naming = |token: usize| matches!(reading.text.folded(token), "identified" | "named" | "identifies" | "names");
    let is_named = (token.saturating_sub(MOST_TOKENS).max(sentence.start)..reach.end).any(is_naming);
    let verb = reach.clone().find(|token| match reading.text.folded(*token) {
        "as" => is_named,
        "was" | "were" | "is" | "are" => is_among,
        "include" | "included" | "includes" => !is_among,
        _ => false,
    })?;
    let is_plain = |token: usize| !reading.is_word(token, WordSense::Say) && !reading.text.is_mark(token, ',');
    (state_end..verb).all(is_plain).then_some(verb + 1)
}
