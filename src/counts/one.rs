//! One, counted without a number: by an article, a possessive, or as one of those just told.

use super::outcome::happened;
use super::{Fact, is_done_to_a_person};
use crate::extraction::CountSubject;
use crate::gazetteer::lexicon::Function;
use crate::reading::{Reading, TokenFlags};
use crate::resolve::weapons::Weapons;
use crate::syntax::quantity::{self, Named, implicit_one};

/// How many facts back others are looked for.
const MAX_FACTS_BACK: usize = 48;

/// "a woman was killed": an article that counts one, where something happened to her.
pub(super) fn implicit(reading: &Reading<'_>, token: usize, named: Named<'_>, weapons: &Weapons<'_>, facts: &[Fact]) -> Option<Fact> {
    let is_first = || !facts.iter().rev().take(MAX_FACTS_BACK).any(|fact| fact.category.is_some_and(is_done_to_a_person));
    let phrase = if reading.flags(token).any(TokenFlags::FUNCTION) {
        let one = implicit_one(reading, token, named).or_else(|| quantity::another(reading, token));
        one.or_else(|| quantity::the_victim(reading, token).filter(|_| is_first()))?
    } else {
        quantity::headline_one(reading, token, named)?
    };
    let matched = happened(reading, &phrase, weapons)?;
    // "the body of another"
    let is_toll = matched.rule.starts_with("count-toll") && phrase.head.is_empty();
    (is_done_to_a_person(matched.category) && !is_toll).then(|| Fact::of_rule(phrase, &matched))
}

/// "pulled 33 people out, among them a girl", "Six died. A boy was among them.": one of those whom the text has just counted.
pub(super) fn one_of_them(reading: &Reading<'_>, token: usize, named: Named<'_>, facts: &[Fact]) -> Option<Fact> {
    const REACH_TOKENS: usize = 14;
    let phrase = reading.flags(token).any(TokenFlags::FUNCTION).then(|| implicit_one(reading, token, named))??;
    let end = phrase.tokens.end;
    let is_among_them = reading.is_function(end, Function::Be)
        && reading.is_function(end + 1, Function::Among)
        && reading.text.folded_at(end + 2) == Some("them");
    let before = |back: usize| token.checked_sub(back).filter(|at| *at >= reading.sentence(token).start).map(|at| reading.text.folded(at));
    let is_included = before(1) == Some("including") || (before(1) == Some("them") && before(2) == Some("among"));
    let is_people = |fact: &&Fact| fact.category.is_some_and(is_done_to_a_person) && fact.phrase.value.is_none_or(|value| value > 1);
    if is_included {
        let previous = facts.last().filter(|fact| is_people(fact) && fact.phrase.tokens.end + REACH_TOKENS >= token)?;
        return Some(Fact::of_phrase(phrase, previous.category, "count-included"));
    }
    let before = facts.iter().rev().take(MAX_FACTS_BACK).find(|fact| fact.phrase.subject != Some(CountSubject::Weapons)).filter(is_people);
    before.filter(|_| is_among_them).map(|before| Fact::of_phrase(phrase, before.category, "count-among-them"))
}

/// "shot his son": somebody's own, to whom the verb right before did it; "a man and his wife were shot": joined to one who is counted.
pub(super) fn kin(reading: &Reading<'_>, token: usize, weapons: &Weapons<'_>, previous: Option<&Fact>) -> Option<Fact> {
    if !reading.flags(token).any(TokenFlags::FUNCTION) {
        return None;
    }
    let phrase = quantity::kin(reading, token)?;
    let is_joined = || {
        previous.is_some_and(|previous| {
            previous.phrase.is_implicit && previous.phrase.tokens.end + 1 == token && reading.is_function(token - 1, Function::Conjunction)
        })
    };
    let matched = happened(reading, &phrase, weapons).filter(|matched| matched.rule == "count-object" || is_joined())?;
    is_done_to_a_person(matched.category).then(|| Fact::of_rule(phrase, &matched))
}
