//! Counts: how many of what, what happened to them, where and with what.
//!
//! [`numeral`] finds every number, [`class`] puts aside those that count nothing, [`mod@phrase`] and `noun` read the counted phrase around the rest, and the
//! rules of [`rules`], matched by [`rule`], say what happened. Last, [`link`] points each count at its place and weapons.

pub mod class;
#[cfg(test)]
mod corpus;
pub mod link;
mod noun;
pub mod numeral;
pub mod phrase;
pub mod rule;
pub mod rules;

use std::ops::Range;

use crate::extraction::{
    Count, CountCategory, CountMention, CountSubject, EntityKind, Evidence, Key, Number, NumberClass, Quantity, confidence,
};
use crate::gazetteer::lexicon::{Function, Plurality, Side, WordSense};
use crate::reading::Reading;
use crate::resolve::{places::Places, weapons::Weapons};
use numeral::{Numeral, NumeralValue, numerals};
use phrase::{Named, Phrase, implicit_one, phrase};
use rules::RULES;

/// Counts and the class of every number.
#[derive(Debug)]
pub struct Counts<'a> {
    /// The counts, in the order of first mention.
    pub counts: Vec<Count<'a>>,
    /// Every number, in order.
    pub numbers: Vec<Number<'a>>,
}

/// A phrase and what is known of it so far.
#[derive(Debug)]
pub struct Fact {
    /// The counted phrase.
    pub phrase: Phrase,
    /// What happened.
    pub category: Option<CountCategory>,
    /// Name of the rule that said so.
    pub rule: &'static str,
}

/// The counts in `reading`. `named` are the tokens of people's and organisations' names: a number inside a name is part of it.
pub fn counts<'a>(reading: &Reading<'a>, places: &Places<'a>, weapons: &Weapons<'a>, names: &[Range<usize>]) -> Counts<'a> {
    let usages = link::usages(places);
    let named = Named { weapons: &weapons.tokens, places: &places.tokens, usages: &usages };
    let numerals = numerals(reading);
    let mut facts = Vec::new();
    let mut numbers = Vec::new();
    let mut next = numerals.iter().peekable();
    let mut in_name = InName::new(names, named);
    // The article of "half a million" belongs to its numeral and counts nobody by itself.
    let mut numeral_end = 0;
    for token in 0..reading.len() {
        if let Some(numeral) = next.next_if(|numeral| numeral.tokens.start == token) {
            numeral_end = numeral.tokens.end;
            let class = match class::decoy(reading, numeral, in_name.contains(token)) {
                Some(class) => class,
                None => match counted(reading, numeral, named, facts.last()) {
                    Some(fact) => {
                        facts.push(fact);
                        NumberClass::Count
                    }
                    None if numeral.value == NumeralValue::Cardinal(1.0) => NumberClass::Pronoun,
                    None => NumberClass::Other,
                },
            };
            let span = reading.text.span(&numeral.tokens);
            numbers.push(Number { span, text: reading.text.surface(&numeral.tokens), values: numeral.values(), class });
        } else if token >= numeral_end
            && let Some(fact) = implicit(reading, token, named)
        {
            facts.push(fact);
        }
    }
    carry_over(reading, &mut facts);
    let counts = join(reading, places, weapons, named, &facts);
    Counts { counts, numbers }
}

/// Walks the names beside the tokens.
struct InName<'n> {
    names: std::iter::Peekable<std::slice::Iter<'n, Range<usize>>>,
    weapons: std::iter::Peekable<std::slice::Iter<'n, (Range<usize>, usize)>>,
    places: std::iter::Peekable<std::slice::Iter<'n, (Range<usize>, usize)>>,
}

impl<'n> InName<'n> {
    fn new(names: &'n [Range<usize>], named: Named<'n>) -> Self {
        Self { names: names.iter().peekable(), weapons: named.weapons.iter().peekable(), places: named.places.iter().peekable() }
    }

    /// Whether `token` is inside a name; to be asked with rising tokens.
    fn contains(&mut self, token: usize) -> bool {
        while self.names.next_if(|range| range.end <= token).is_some() {}
        while self.weapons.next_if(|(range, _)| range.end <= token).is_some() {}
        while self.places.next_if(|(range, _)| range.end <= token).is_some() {}
        self.names.peek().is_some_and(|range| range.start <= token)
            || self.weapons.peek().is_some_and(|(range, _)| range.start <= token)
            || self.places.peek().is_some_and(|(range, _)| range.start <= token)
    }
}

fn apply_rules(reading: &Reading<'_>, phrase: &Phrase) -> Option<(&'static str, CountCategory)> {
    let matched = RULES.iter().find_map(|rule| rule.try_match(reading, phrase))?;
    // Weapons that change hands are supplied, not set free.
    let supplied = matched.category == CountCategory::Released && phrase.subject == Some(CountSubject::Weapons);
    Some((matched.rule, if supplied { CountCategory::Supplied } else { matched.category }))
}

/// What a numeral counts, if it counts anything.
fn counted(reading: &Reading<'_>, numeral: &Numeral, named: Named<'_>, previous: Option<&Fact>) -> Option<Fact> {
    let phrase = phrase(reading, numeral, named)?;
    if let Some(category) = phrase.category {
        return Some(Fact { phrase, category: Some(category), rule: "count-of-what-happened" });
    }
    if let Some((rule, category)) = apply_rules(reading, &phrase) {
        return Some(Fact { phrase, category: Some(category), rule });
    }
    if let Some(category) = phrase.implied {
        return Some(Fact { phrase, category: Some(category), rule: "count-implied-by-noun" });
    }
    let coordinated = previous.is_some_and(|previous| follows(reading, &previous.phrase, &phrase));
    if phrase.subject.is_none() && !coordinated && !phrase.is_part {
        return None;
    }
    // "one senior official said": to whom nothing happened, one is a pronoun.
    (phrase.value != Some(1) && (coordinated || phrase.is_part || is_plural(reading, &phrase))).then_some(Fact {
        phrase,
        category: None,
        rule: "count-of-noun",
    })
}

/// "a woman was killed": an article that counts one, where something happened to her.
fn implicit(reading: &Reading<'_>, token: usize, named: Named<'_>) -> Option<Fact> {
    let phrase = implicit_one(reading, token, named)?;
    let (rule, category) = apply_rules(reading, &phrase)?;
    is_done_to_a_person(category).then_some(Fact { phrase, category: Some(category), rule })
}

fn is_done_to_a_person(category: CountCategory) -> bool {
    matches!(
        category,
        CountCategory::Killed
            | CountCategory::Injured
            | CountCategory::Missing
            | CountCategory::Captured
            | CountCategory::Detained
            | CountCategory::Abducted
            | CountCategory::Released
            | CountCategory::Hospitalised
            | CountCategory::Rescued
    )
}

/// Whether the head noun is a plural, or a weapon.
fn is_plural(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let Some(last) = phrase.head.clone().last() else { return phrase.subject.is_some() };
    phrase.subject == Some(CountSubject::Weapons)
        || phrase.value == Some(1)
        || (phrase.head.start..=last).any(|token| {
            reading.words_at(token).any(|(end, sense)| end == last + 1 && matches!(sense, WordSense::Noun(_, Plurality::Plural)))
        })
        || matches!(reading.text.folded(last).as_bytes(), [.., b's'] | [.., b'm', b'e', b'n'])
}

/// Whether `second` follows `first` with no more than a conjunction, a comma and fillers between.
fn follows(reading: &Reading<'_>, first: &Phrase, second: &Phrase) -> bool {
    let (from, to) = (first.tokens.end, second.tokens.start);
    from <= to
        && to - from <= 5
        && from < to
        && reading.sentence_number(first.tokens.start) == reading.sentence_number(second.tokens.start)
        && (from..to).all(|token| {
            reading.text.is_mark(token, ',')
                || matches!(reading.text.folded(token), "others" | "more" | "other")
                || reading.words_at(token).any(|(_, sense)| {
                    matches!(
                        sense,
                        WordSense::Function(Function::Conjunction | Function::Determiner | Function::Indefinite | Function::Among)
                            | WordSense::Filler
                            | WordSense::Hedge(..)
                    )
                })
        })
}

/// Carries what coordination leaves out from one phrase to the next: the event ("550 drones and 11 missiles"), the noun ("19 people dead and
/// 48 injured").
fn carry_over(reading: &Reading<'_>, facts: &mut [Fact]) {
    // Leftwards: "30 drones and 5 missiles were intercepted".
    for index in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        if first.category.is_none() && shares_its_subject(second.rule) && follows(reading, &first.phrase, &second.phrase) {
            (first.category, first.rule) = (second.category, "count-coordinated");
        }
    }
    for index in 0..facts.len() {
        let (before, after) = facts.split_at_mut(index);
        let fact = &mut after[0];
        let previous = before.last();
        if let Some(previous) = previous.filter(|previous| follows(reading, &previous.phrase, &fact.phrase)) {
            let is_weak = fact.category.is_none() || fact.rule.ends_with("-far");
            if is_weak && previous.category.is_some() {
                (fact.category, fact.rule) = (previous.category, "count-coordinated");
            }
        }
        if fact.phrase.subject.is_none() {
            fact.phrase.subject = Some(left_out_subject(reading, fact, before));
            if fact.phrase.subject == Some(CountSubject::Weapons) {
                let weapons = before.iter().rev().find(|fact| fact.phrase.subject == Some(CountSubject::Weapons));
                fact.phrase.weapons = weapons.map(|fact| fact.phrase.weapons.clone()).unwrap_or_default();
            }
        }
    }
}

/// Whether the rule's pattern stands after its phrase, so that a phrase joined before it is part of the same subject.
fn shares_its_subject(rule: &str) -> bool {
    RULES.iter().any(|listed| listed.name == rule && listed.side == Side::After)
}

/// What a phrase without a noun counts: what its event happens to, or what the phrase before it counts.
fn left_out_subject(reading: &Reading<'_>, fact: &Fact, before: &[Fact]) -> CountSubject {
    match fact.category {
        Some(CountCategory::Launched | CountCategory::Intercepted) => CountSubject::Weapons,
        Some(category) if is_done_to_a_person(category) => CountSubject::People,
        Some(CountCategory::Displaced | CountCategory::Protesting | CountCategory::Affected) => CountSubject::People,
        _ => {
            let sentence = reading.sentence_number(fact.phrase.tokens.start);
            let before = before.iter().rev().take_while(|previous| reading.sentence_number(previous.phrase.tokens.start) == sentence);
            before.into_iter().find_map(|previous| previous.phrase.subject).unwrap_or(CountSubject::People)
        }
    }
}

/// Makes counts of facts; repeats of one fact become mentions of one count.
fn join<'a>(reading: &Reading<'a>, places: &Places<'a>, weapons: &Weapons<'a>, named: Named<'_>, facts: &[Fact]) -> Vec<Count<'a>> {
    let mut counts: Vec<Count<'a>> = Vec::new();
    for fact in facts {
        let place = link::place(reading, &fact.phrase, named).map(|place| places.places[place].key);
        let mention = mention(reading, fact);
        let repeated = counts.iter_mut().rev().take(MAX_REPEAT_DISTANCE).find(|count| is_repeat(count, fact, place, places));
        match repeated {
            Some(count) => {
                count.confidence = count.confidence.max(mention.confidence);
                count.mentions.push(mention);
                count.place = more_specific(count.place, place, places);
            }
            None => counts.push(Count {
                key: Key { kind: EntityKind::Count, number: counts.len() as u32 + 1 },
                quantity: Quantity {
                    value: fact.phrase.value,
                    min: fact.phrase.min,
                    max: fact.phrase.max,
                    qualifier: fact.phrase.qualifier,
                    text: reading.text.surface(&fact.phrase.written),
                },
                category: fact.category,
                subject: fact.phrase.subject.unwrap_or(CountSubject::Other),
                noun: if fact.phrase.head.is_empty() { "" } else { reading.text.surface(&fact.phrase.head) },
                confidence: mention.confidence,
                mentions: vec![mention],
                place,
                weapons: link::weapons(reading, fact, named).into_iter().map(|weapon| weapons.weapons[weapon].key).collect(),
            }),
        }
    }
    counts
}

/// How many counts back a repeat is looked for: keeps the time linear in a text that is nothing but counts.
const MAX_REPEAT_DISTANCE: usize = 64;

/// Whether the fact says again what `count` says: the same figure above one, the same event, no other place.
fn is_repeat(count: &Count<'_>, fact: &Fact, place: Option<Key>, places: &Places<'_>) -> bool {
    let phrase = &fact.phrase;
    let quantity = &count.quantity;
    let same_place = match (count.place, place) {
        (Some(one), Some(other)) => one == other || encloses(one, other, places) || encloses(other, one, places),
        _ => true,
    };
    quantity.value.is_some_and(|value| value > 1)
        && (quantity.value, quantity.min, quantity.max) == (phrase.value, phrase.min, phrase.max)
        && count.category.is_some()
        && count.category == fact.category
        && Some(count.subject) == phrase.subject
        && same_place
}

fn encloses(outer: Key, inner: Key, places: &Places<'_>) -> bool {
    let part_of = |key: Key| places.places[key.number as usize - 1].part_of;
    let mut at = inner;
    for _ in 0..4 {
        match part_of(at) {
            Some(next) if next == outer => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

fn more_specific(one: Option<Key>, other: Option<Key>, places: &Places<'_>) -> Option<Key> {
    match (one, other) {
        (Some(one), Some(other)) if encloses(one, other, places) => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

fn mention<'a>(reading: &Reading<'a>, fact: &Fact) -> CountMention<'a> {
    let phrase = &fact.phrase;
    let confidence = match fact.category {
        _ if phrase.is_implicit => confidence::TRIGGERED,
        Some(_) if !phrase.head.is_empty() => confidence::RESOLVED,
        Some(_) => confidence::COMPOSED,
        None => confidence::BY_FORM,
    };
    CountMention {
        span: reading.text.span(&phrase.number),
        phrase: reading.text.span(&phrase.tokens),
        text: reading.text.surface(&phrase.number),
        sentence: reading.sentence_number(phrase.number.start),
        confidence,
        evidence: Evidence { alias: "", class: None, rule: fact.rule },
    }
}
