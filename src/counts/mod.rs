//! Counts: how many of what, what happened to them, where and with what.
//!
//! [`numeral`](crate::numeral) finds every number, [`class`] puts aside those that count nothing, [`quantity`](crate::syntax::quantity) and `noun` read the counted phrase around the
//! rest, and the rules of [`rules`], matched by [`rule`], say what happened. What one fact leaves out, `coordination`, `bare` and `gapping` take
//! from another. Last, `join` makes counts of facts.

mod bare;
mod context;
mod coordination;
#[cfg(test)]
mod corpus;
mod gapping;
mod join;
pub mod link;
mod modality;
mod one;
mod outcome;
mod part;
mod place;
mod quotation;
pub mod rule;
pub mod rules;
mod scene;
mod speech;
pub mod tally;
mod victims;
mod when;
mod whole;

use std::cell::LazyCell;
use std::ops::Range;

use time::Date;

use crate::extraction::{Count, CountCategory, CountSubject, Key, Number, NumberClass, Tally, Zone};
use crate::gazetteer::lexicon::{Plurality, WordSense};
use crate::numeral::{Numeral, NumeralValue, class, numerals};
use crate::reading::Reading;
use crate::resolve::{people::People, places::Places, weapons::Weapons};
use crate::syntax::quantity::{Named, Phrase, phrase};
use bare::bare;
use coordination::{carry_over, follows};
use join::{Entities, join};
use one::{implicit, kin, one_of_them};
use outcome::happened;
use rule::Matched;
use tally::tallies;
use victims::Victims;

/// Counts and the class of every number.
#[derive(Debug)]
pub struct Counts<'a> {
    /// The counts, in the order of first mention.
    pub counts: Vec<Count<'a>>,
    /// The story's figures.
    pub tallies: Vec<Tally>,
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
    /// The tokens of the phrase and of what the rule matched.
    pub clause: Range<usize>,
    /// The person, where a name stands for the number: "Ana Reyes, 27, was killed".
    pub person: Option<Key>,
}

/// The counts in `reading`. `names` are the tokens of people's and organisations' names: a number inside a name is part of it; `zones` the
/// zone of each sentence; `published` the day of publication.
pub fn counts<'a>(
    reading: &Reading<'a>,
    people: &People<'a>,
    places: &Places<'a>,
    weapons: &Weapons<'a>,
    names: &[Range<usize>],
    zones: &[Zone],
    published: Option<Date>,
) -> Counts<'a> {
    let usages = link::usages(places);
    let named = Named { weapons: &weapons.tokens, places: &places.tokens, usages: &usages };
    let numerals = numerals(reading);
    let mut facts = Vec::new();
    let mut numbers = Vec::new();
    let mut next = numerals.iter().peekable();
    let mut in_name = InName::new(names, named);
    let spans = people.spans();
    let victims = Victims::new(reading, &people.tokens, &spans);
    let is_outbreak = LazyCell::new(|| (0..reading.len()).any(|token| reading.is_word(token, WordSense::Disease)));
    let mut people_named = people.tokens.iter().peekable();
    // The article of "half a million" belongs to its numeral and counts nobody by itself.
    let mut numeral_end = 0;
    for token in 0..reading.len() {
        if let Some(numeral) = next.next_if(|numeral| numeral.tokens.start == token) {
            numeral_end = numeral.tokens.end;
            let decoy = class::decoy(reading, numeral, in_name.contains(token));
            let class = match decoy.filter(|class| *class != NumberClass::Identifier || !gapping::is_item(reading, numeral, named, &facts))
            {
                Some(class) => class,
                None => match counted(reading, numeral, named, weapons, &facts) {
                    Some(mut fact) => {
                        if fact.category.is_none() {
                            read_context(reading, &mut fact, &victims, || *is_outbreak);
                        }
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
            && !is_of_named(token, facts.last())
            && let Some(fact) = implicit(reading, token, named, weapons, &facts)
                .or_else(|| one_of_them(reading, token, named, &facts))
                .or_else(|| kin(reading, token, weapons, facts.last()))
        {
            facts.push(fact);
        } else if let Some(tokens) = people_named.next_if(|tokens| tokens.start <= token)
            && let Some(fact) = victims.at(reading, tokens, weapons)
        {
            facts.push(fact);
        }
    }
    // A headline's one is found at its first word, and may stand behind a name.
    facts.sort_by_key(|fact| fact.phrase.number.start);
    carry_over(reading, &mut facts);
    let (counts, statements) = join(reading, Entities { people: &spans, places, weapons, named }, zones, &facts, published);
    let tallies = tallies(&counts, &statements, places);
    Counts { counts, tallies, numbers }
}

/// "Ana Reyes, 27, a nurse, was killed": whether the token is in what is said of a person who is counted by name.
fn is_of_named(token: usize, previous: Option<&Fact>) -> bool {
    previous.is_some_and(|fact| fact.person.is_some() && fact.phrase.tokens.contains(&token))
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

impl Fact {
    /// What `rule` says of `phrase`, whose own words are all that it needs.
    fn of_phrase(phrase: Phrase, category: Option<CountCategory>, rule: &'static str) -> Self {
        Self { clause: phrase.tokens.clone(), phrase, category, rule, person: None }
    }

    /// What a rule of the list says of `phrase`.
    fn of_rule(phrase: Phrase, matched: &Matched) -> Self {
        let clause = phrase.tokens.start.min(matched.reach)..phrase.tokens.end.max(matched.reach);
        Self { clause, phrase, category: Some(matched.category), rule: matched.rule, person: None }
    }
}

/// What a numeral counts, if it counts anything.
fn counted(reading: &Reading<'_>, numeral: &Numeral, named: Named<'_>, weapons: &Weapons<'_>, facts: &[Fact]) -> Option<Fact> {
    let phrase = phrase(reading, numeral, named)?;
    let previous = facts.last();
    if let Some(category) = phrase.category {
        return Some(Fact::of_phrase(phrase, Some(category), "count-of-what-happened"));
    }
    // "nineteen of the 37 are charged": the verb is the part's; "of the 550 drones launched" is the whole's own.
    let is_whole = previous.is_some_and(|previous| previous.phrase.is_part && previous.phrase.tokens.contains(&phrase.number.start));
    let is_own = |matched: &Matched| !is_whole || matches!(matched.rule, "count-participle-after" | "count-state-after");
    if let Some(matched) = happened(reading, &phrase, weapons).filter(is_own) {
        return Some(Fact::of_rule(phrase, &matched));
    }
    if let Some(category) = phrase.implied {
        return Some(Fact::of_phrase(phrase, Some(category), "count-implied-by-noun"));
    }
    if let Some(fact) = bare(reading, &phrase, named, facts) {
        return Some(fact);
    }
    let coordinated = previous.is_some_and(|previous| follows(reading, &previous.phrase, &phrase));
    if phrase.subject.is_none() && !coordinated && !phrase.is_part {
        return None;
    }
    // "one senior official said": to whom nothing happened, one is a pronoun.
    let counts = phrase.value != Some(1) && (coordinated || phrase.is_part || is_plural(reading, &phrase));
    counts.then(|| Fact::of_phrase(phrase, None, "count-of-noun"))
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

/// What a number without an event counts where the text says it elsewhere: "1,020 cases" of the disease that it names are people who fell ill,
/// "and four members of a wedding party" in a list of the dead are dead.
fn read_context(reading: &Reading<'_>, fact: &mut Fact, victims: &Victims<'_>, is_outbreak: impl Fn() -> bool) {
    let is_case = || fact.phrase.head.clone().any(|token| reading.is_word(token, WordSense::DiseaseCase));
    if is_case() && is_outbreak() {
        (fact.category, fact.rule, fact.phrase.subject) =
            (Some(CountCategory::Affected), "count-disease-cases", Some(CountSubject::People));
    } else if fact.phrase.subject == Some(CountSubject::People)
        && let Some(category) = victims.category_at(fact.phrase.tokens.start)
    {
        (fact.category, fact.rule) = (Some(category), "count-among-victims");
    }
}
