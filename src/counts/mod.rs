//! Counts: how many of what, what happened to them, where and with what.
//!
//! [`numeral`] finds every number, [`class`] puts aside those that count nothing, [`mod@phrase`] and `noun` read the counted phrase around the rest, and the
//! rules of [`rules`], matched by [`rule`], say what happened. Last, [`link`] points each count at its place and weapons.

pub mod class;
mod context;
#[cfg(test)]
mod corpus;
mod gapping;
mod join;
pub mod link;
mod modality;
mod noun;
pub mod numeral;
mod outcome;
mod part;
pub mod phrase;
mod place;
mod quotation;
pub mod rule;
pub mod rules;
mod speech;
pub mod tally;
mod victims;
mod when;
mod whole;

use std::cell::LazyCell;
use std::ops::Range;

use time::Date;

use crate::extraction::{Count, CountCategory, CountSubject, Key, Modality, Number, NumberClass, Tally, Zone};
use crate::gazetteer::lexicon::{Function, Plurality, Side, SpeechUse, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::resolve::{people::People, places::Places, weapons::Weapons};
use join::{Entities, join};
use numeral::{Numeral, NumeralValue, numerals};
use outcome::happened;
use part::{is_included, opens_with_whole};
use phrase::{Named, Phrase, implicit_one, phrase};
use rule::Matched;
use rules::RULES;
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
    if let Some(model) = numbered(reading, &phrase, facts) {
        return Some(shared(phrase, model, "count-figure-is"));
    }
    if let Some(previous) = previous.filter(|previous| is_other_figure(reading, &phrase, previous)) {
        return Some(shared(
            phrase,
            previous,
            if previous.rule.starts_with("count-toll") { "count-toll-is-now" } else { "count-figure-is" },
        ));
    }
    if let Some(model) = gapping::model(reading, &phrase, named, facts) {
        let Phrase { is_part, whole, .. } = model.phrase;
        return Some(shared(Phrase { is_part, whole, ..phrase }, model, gapping::RULE));
    }
    if let Some(model) = gapping::model_before_place(reading, &phrase, named, facts) {
        return Some(shared(phrase, model, gapping::BEFORE_PLACE));
    }
    // "pulled 27 from the ruins, including six from a hotel"
    let is_bare = phrase.subject.is_none() && phrase.head.is_empty();
    if let Some(previous) =
        previous.filter(|previous| is_bare && is_included(reading, &phrase) && is_near(reading, &previous.phrase, &phrase))
    {
        return Some(shared(phrase, previous, "count-included"));
    }
    if let Some(previous) = previous.filter(|previous| is_compared(reading, &previous.phrase, &phrase)) {
        return Some(shared(phrase, previous, "count-compared"));
    }
    let coordinated = previous.is_some_and(|previous| follows(reading, &previous.phrase, &phrase));
    if phrase.subject.is_none() && !coordinated && !phrase.is_part {
        return None;
    }
    // "one senior official said": to whom nothing happened, one is a pronoun.
    let counts = phrase.value != Some(1) && (coordinated || phrase.is_part || is_plural(reading, &phrase));
    counts.then(|| Fact::of_phrase(phrase, None, "count-of-noun"))
}

/// "The agency put the figure at 132", "organisers spoke of 50,000", "The toll was put at four; by noon it stood at 23": of what the figure
/// before counts.
fn is_other_figure(reading: &Reading<'_>, phrase: &Phrase, previous: &Fact) -> bool {
    const REACH_TOKENS: usize = 5;
    let start = phrase.tokens.start;
    let sentence = reading.sentence(start);
    if !phrase.head.is_empty() {
        return false;
    }
    let is_toll = previous.rule.starts_with("count-toll") && sentence.contains(&previous.phrase.tokens.start);
    let figure = (start.saturating_sub(REACH_TOKENS).max(sentence.start)..start).rev().find(|token| match reading.text.folded(*token) {
        "figure" | "estimate" => true,
        "it" => is_toll,
        _ => false,
    });
    let is_step = |token: usize| {
        reading.is_function(token, Function::To)
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Rise | WordSense::Filler))
    };
    let spoke_of = (start.saturating_sub(2).max(sentence.start)..start)
        .any(|token| reading.speeches_at(token).any(|(end, usage)| end == start && end > token + 1 && usage == SpeechUse::OfFigure));
    spoke_of || figure.is_some_and(|figure| figure + 1 < start && (figure + 1..start).all(is_step))
}

/// "Hezbollah put the number of rockets at 60": the fact before that counts the noun of which the number is told.
fn numbered<'f>(reading: &Reading<'_>, phrase: &Phrase, facts: &'f [Fact]) -> Option<&'f Fact> {
    const REACH_TOKENS: usize = 8;
    let start = phrase.tokens.start;
    let from = start.saturating_sub(REACH_TOKENS).max(reading.sentence(start).start);
    let number = (from..start).rev().find(|token| reading.text.folded(*token) == "number").filter(|_| phrase.head.is_empty())?;
    let is_rise = |token: usize| {
        reading.is_function(token, Function::To)
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Rise | WordSense::Filler))
    };
    let noun_end = (number + 2..start).find(|token| is_rise(*token)).filter(|_| reading.is_function(number + 1, Function::Of))?;
    let noun = noun_end.checked_sub(1).filter(|noun| *noun > number + 1 && (noun_end..start).all(is_rise))?;
    let is_same = |fact: &&Fact| fact.phrase.head.clone().last().is_some_and(|head| reading.text.folded(head) == reading.text.folded(noun));
    facts.iter().rev().take(MAX_FACTS_BACK).find(is_same)
}

/// How many facts back another figure of the same thing is looked for.
const MAX_FACTS_BACK: usize = 24;

/// Whether the phrase follows in the same sentence, not far off.
fn is_near(reading: &Reading<'_>, previous: &Phrase, phrase: &Phrase) -> bool {
    const REACH_TOKENS: usize = 14;
    previous.tokens.end <= phrase.tokens.start
        && previous.tokens.end + REACH_TOKENS >= phrase.tokens.start
        && reading.sentence_number(previous.tokens.start) == reading.sentence_number(phrase.tokens.start)
}

/// "62 drownings this summer, up from 48": a number without a noun behind words of comparison, in the sentence of what it is compared with.
fn is_compared(reading: &Reading<'_>, previous: &Phrase, phrase: &Phrase) -> bool {
    const REACH_TOKENS: usize = 30;
    let start = phrase.tokens.start;
    let is_cue = |first: usize| {
        reading.cues_at(first).any(|(end, cue)| {
            let is_near =
                end <= start && (end..start).all(|token| matches!(reading.text.folded(token), "a" | "the" | "just" | "only" | "of"));
            cue == WordSense::Cue(Modality::Comparison) && is_near
        })
    };
    phrase.head.is_empty()
        && previous.tokens.end < start
        && start - previous.tokens.end <= REACH_TOKENS
        && reading.sentence_number(previous.tokens.start) == reading.sentence_number(start)
        && (previous.tokens.end..start).any(is_cue)
}

/// A figure without a noun of its own, of the same kind as `other`'s.
fn shared(phrase: Phrase, other: &Fact, rule: &'static str) -> Fact {
    let (subject, weapons) = (other.phrase.subject, other.phrase.weapons.clone());
    Fact::of_phrase(Phrase { subject, weapons, ..phrase }, other.category, rule)
}

/// "a woman was killed": an article that counts one, where something happened to her.
fn implicit(reading: &Reading<'_>, token: usize, named: Named<'_>, weapons: &Weapons<'_>, facts: &[Fact]) -> Option<Fact> {
    let is_first = || !facts.iter().any(|fact| fact.category.is_some_and(is_done_to_a_person));
    let phrase = if reading.flags(token).any(TokenFlags::FUNCTION) {
        let one = implicit_one(reading, token, named).or_else(|| phrase::another(reading, token));
        one.or_else(|| phrase::the_victim(reading, token).filter(|_| is_first()))?
    } else {
        phrase::headline_one(reading, token, named)?
    };
    let matched = happened(reading, &phrase, weapons)?;
    // "the body of another"
    let is_toll = matched.rule.starts_with("count-toll") && phrase.head.is_empty();
    (is_done_to_a_person(matched.category) && !is_toll).then(|| Fact::of_rule(phrase, &matched))
}

/// "pulled 33 people out, among them a girl", "Six died. A boy was among them.": one of those whom the text has just counted.
fn one_of_them(reading: &Reading<'_>, token: usize, named: Named<'_>, facts: &[Fact]) -> Option<Fact> {
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
    let before = facts.iter().rev().find(|fact| fact.phrase.subject != Some(CountSubject::Weapons)).filter(is_people);
    before.filter(|_| is_among_them).map(|before| Fact::of_phrase(phrase, before.category, "count-among-them"))
}

/// "shot his son": somebody's own, to whom the verb right before did it; "a man and his wife were shot": joined to one who is counted.
fn kin(reading: &Reading<'_>, token: usize, weapons: &Weapons<'_>, previous: Option<&Fact>) -> Option<Fact> {
    if !reading.flags(token).any(TokenFlags::FUNCTION) {
        return None;
    }
    let phrase = phrase::kin(reading, token)?;
    let is_joined = || {
        previous.is_some_and(|previous| {
            previous.phrase.is_implicit && previous.phrase.tokens.end + 1 == token && reading.is_function(token - 1, Function::Conjunction)
        })
    };
    let matched = happened(reading, &phrase, weapons).filter(|matched| matched.rule == "count-object" || is_joined())?;
    is_done_to_a_person(matched.category).then(|| Fact::of_rule(phrase, &matched))
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

/// Carries what coordination leaves out from one phrase to the next: the event ("550 drones and 11 missiles"), the noun ("19 people dead and
/// 48 injured").
fn carry_over(reading: &Reading<'_>, facts: &mut [Fact]) {
    // Leftwards: "30 drones and 5 missiles were intercepted".
    for index in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        let is_whole = opens_with_whole(reading, &first.phrase);
        let is_part = is_included(reading, &first.phrase);
        if first.category.is_none()
            && !is_whole
            && !is_part
            && shares_its_subject(second.rule)
            && follows(reading, &first.phrase, &second.phrase)
        {
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
                fact.clause = fact.phrase.tokens.clone();
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
            // "131 drones over 11 regions, 23 of them": a part is less than what it is of.
            let can_be =
                |previous: &&Fact| !fact.phrase.is_part || previous.phrase.value.is_none() || previous.phrase.value > fact.phrase.value;
            let before = before.iter().rev().take_while(|previous| reading.sentence_number(previous.phrase.tokens.start) == sentence);
            before.filter(can_be).find_map(|previous| previous.phrase.subject).unwrap_or(CountSubject::People)
        }
    }
}
