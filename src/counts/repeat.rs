//! Counts of facts: a fact that is told again becomes another mention of its count.

use std::ops::Range;

use super::calendar::Calendar;
use super::fact::{Fact, follows};
use super::part::accumulation;
use super::place::narrowness;
use super::source::Source;
use super::story::Story;
use crate::extraction::{
    Accumulation, Attribution, Count, CountMention, CountSubject, EntityKind, Evidence, Key, Modality, PlaceKind, Quantity as Figure,
    TimeReference, Zone, confidence,
};
use crate::gazetteer::lexicon::{Force, WordSense};
use crate::syntax::clause::Link;
use crate::syntax::quantity::Quantity;
use crate::syntax::quotation::Quotations;

/// What a statement of a count is to its neighbours.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Index of its count.
    pub(super) count: usize,
    /// Whether a list joins it to the statement before.
    pub(super) continues: bool,
    /// Whether it is part of the story: no other story's headline or teaser.
    pub(super) is_of_story: bool,
    /// The places that its own words name.
    pub(super) own_places: Vec<Key>,
    /// For whom those counted are under arms.
    pub(super) force: Option<Force>,
    /// Whether its noun names a kind: "bridges", not "buildings" or "people".
    pub(super) names_kind: bool,
    /// Whether one is told to have been hurt before she or he died.
    pub(super) was_hurt: bool,
    /// Whether it is of a longer time than the story: "this year", "so far in May".
    pub(super) is_of_period: bool,
    /// Whether the clause is the same as, or beside, that of the statement before; or both stand behind their own labels.
    pub(super) is_beside: bool,
    /// Whether it counts families, of whom the text may count the people as well.
    pub(super) counts_households: bool,
    /// Whether somebody gives the figure for something that is told already: "organisers spoke of 50,000".
    pub(super) is_estimate: bool,
}

/// What the clauses of a fact say of it.
struct Telling<'a> {
    attribution: Option<Attribution<'a>>,
    time: Option<TimeReference<'a>>,
    modality: Modality,
    accumulation: Option<Accumulation>,
    /// Whether its time is a year, a month or another stretch of time.
    is_of_period: bool,
    /// Whether "the" stands before the number: it has been told before.
    is_definite: bool,
}

/// How many counts back a repeat is looked for: keeps the time linear in a text that is nothing but counts.
const MAX_REPEAT_DISTANCE: usize = 64;
/// How many tokens behind a number a stretch of time is looked for.
const MOST_TOKENS_TO_PERIOD: usize = 16;
/// From so many on, the same figure of the same event is no chance, though only one statement says that it was years ago.
const TELLING_FIGURE: i64 = 6;

/// Makes counts of facts.
pub(super) fn counts_of<'a>(story: &Story<'_, 'a>, facts: &[Fact<'a>], calendar: &Calendar) -> (Vec<Count<'a>>, Vec<Statement>) {
    let mut counts: Vec<Count<'a>> = Vec::new();
    let mut statements: Vec<Statement> = Vec::new();
    // Of each count the last fact that states it.
    let mut last_fact: Vec<usize> = Vec::new();
    let quotations = Quotations::new(story.reading);
    for (index, fact) in facts.iter().enumerate() {
        let continues = index.checked_sub(1).is_some_and(|previous| follows(story, &facts[previous], fact));
        let own_places = story.own_places(facts, index);
        let place = own_places.first().copied();
        let mention = mention(story, fact);
        let mut telling = telling(story, &quotations, calendar, facts, index);
        if let Some(previous) = statements.last().filter(|_| continues).map(|previous| &counts[previous.count])
            && (fact.source == Source::Coordinated || previous.modality == Modality::Comparison)
        {
            telling.go_on_from(previous);
        }
        let is_headline = |count: &Count<'_>| story.zones[count.mentions[0].sentence] == Zone::Headline;
        let repeats = |count: &Count<'_>| {
            is_repeat(story, count, fact, &telling, place.filter(|_| !is_headline(count))) && is_same_kind(story, count, &fact.quantity)
        };
        // "two women, 19 and 45, and two men": what stands in one list is told once.
        let is_beside = |count: usize| story.role(facts[last_fact[count]].phrase).1 == story.role(fact.phrase).1;
        let repeated = (counts.len().saturating_sub(MAX_REPEAT_DISTANCE)..counts.len())
            .rev()
            .find(|count| repeats(&counts[*count]) && !is_beside(*count));
        statements.push(Statement {
            count: repeated.unwrap_or(counts.len()),
            continues,
            is_of_story: story.zone_of(fact.phrase) != Zone::Related,
            own_places: own_places.clone(),
            force: story.force(&fact.quantity),
            names_kind: names_kind(story, &fact.quantity),
            was_hurt: fact.was_hurt,
            is_of_period: telling.is_of_period,
            is_beside: index.checked_sub(1).is_some_and(|previous| is_told_beside(story, &facts[previous], fact)),
            counts_households: fact.quantity.head.clone().last().is_some_and(|head| story.completes(head, "households")),
            is_estimate: is_estimate(story, fact),
        });
        match repeated {
            Some(repeated) => {
                last_fact[repeated] = index;
                let count = &mut counts[repeated];
                count.confidence = count.confidence.max(mention.confidence);
                count.mentions.push(mention);
                count.places = more_specific(story, std::mem::take(&mut count.places), own_places, is_headline(count));
                count.attribution = count.attribution.or(telling.attribution);
                count.time = count.time.or(telling.time);
            }
            None => {
                last_fact.push(index);
                counts.push(count_of(story, facts, index, counts.len(), mention, own_places, telling));
            }
        }
    }
    (counts, statements)
}

/// "two died in Kyiv and three in Lviv": whether the second is told beside the first, neither as background to the other.
fn is_told_beside(story: &Story<'_, '_>, first: &Fact<'_>, second: &Fact<'_>) -> bool {
    const MOST_CLAUSES: usize = 3;
    let clause = |fact: &Fact<'_>| story.syntax.clauses.of_phrase[fact.phrase];
    let (from, to) = (clause(first), clause(second));
    let is_labelled = |at: usize| story.syntax.clause(at).link == Link::Label;
    if story.sentence_of(first.phrase) != story.sentence_of(second.phrase) {
        return is_labelled(from) && is_labelled(to);
    }
    let mut at = to;
    for _ in 0..MOST_CLAUSES {
        if at == from {
            return true;
        }
        match (story.syntax.clause(at).link, story.syntax.clause(at).parent) {
            (Link::Coordinate, Some(parent)) => at = parent,
            _ => return false,
        }
    }
    false
}

fn count_of<'a>(
    story: &Story<'_, 'a>,
    facts: &[Fact<'a>],
    index: usize,
    number: usize,
    mention: CountMention<'a>,
    places: Vec<Key>,
    telling: Telling<'a>,
) -> Count<'a> {
    let fact = &facts[index];
    let quantity = &fact.quantity;
    Count {
        key: Key { kind: EntityKind::Count, number: number as u32 + 1 },
        quantity: Figure {
            value: quantity.value,
            min: quantity.min,
            max: quantity.max,
            qualifier: quantity.qualifier,
            text: story.reading.text.surface(&quantity.written),
        },
        category: fact.category,
        subject: quantity.subject.unwrap_or(CountSubject::Other),
        noun: if quantity.head.is_empty() { "" } else { story.reading.text.surface(&quantity.head) },
        confidence: mention.confidence,
        mentions: vec![mention],
        places,
        weapons: story.weapons_of(facts, index).into_iter().map(|weapon| story.weapons.weapons[weapon].key).collect(),
        people: fact.person.into_iter().collect(),
        attribution: telling.attribution,
        time: telling.time,
        modality: telling.modality,
        accumulation: telling.accumulation,
        part_of: None,
    }
}

/// Whether the head noun names a kind that not all people, buildings or vehicles are of.
fn names_kind(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    let head = quantity.head.clone().last();
    head.is_some_and(|head| !story.reading.words_at(head).any(|(_, sense)| matches!(sense, WordSense::GenericNoun | WordSense::State(_))))
}

/// "The army put the number of dead at 39", "organisers spoke of 50,000".
fn is_estimate(story: &Story<'_, '_>, fact: &Fact<'_>) -> bool {
    let Some(puts) = story.grammar().complement("estimates") else { return false };
    let clause = story.syntax.clauses.of_phrase[fact.phrase];
    let is_put = || story.syntax.verb_of(clause).is_some_and(|group| story.has_complement(group.term.clone(), puts));
    fact.source == Source::Figure || (matches!(fact.source, Source::Toll | Source::Noun | Source::Open) && is_put())
}

fn telling<'a>(story: &Story<'_, 'a>, quotations: &Quotations, calendar: &Calendar, facts: &[Fact<'a>], index: usize) -> Telling<'a> {
    let fact = &facts[index];
    let speaker = story.speaker(fact, quotations);
    let time = story.time(facts, index);
    let is_of_another_time = time.as_ref().is_some_and(|time| calendar.is_of_another_time(story.reading, time));
    let modality = story.modality(fact, &speaker, is_of_another_time);
    let period = story.grammar().complement("period");
    let is_of_period = period.is_some_and(|period| {
        let clause = story.syntax.clauses.of_phrase[fact.phrase];
        let behind = fact.quantity.tokens.end
            ..(fact.quantity.tokens.end + MOST_TOKENS_TO_PERIOD).min(story.reading.sentence(fact.quantity.tokens.start).end);
        let is_of_clause = |token: &usize| story.syntax.clauses.of_phrase[story.syntax.phrase_of(*token)] == clause;
        time.clone().is_some_and(|time| story.has_complement(time, period))
            || behind.into_iter().filter(is_of_clause).any(|token| story.reading.is_word(token, WordSense::Complement(period)))
    });
    let is_ahead = matches!(modality, Modality::Planned | Modality::Hypothetical);
    let time = time.map(|tokens| TimeReference {
        span: story.reading.text.span(&tokens),
        text: story.reading.text.surface(&tokens),
        date: calendar.date(story.reading, &tokens, is_ahead),
    });
    let attribution = Some(speaker.tokens).filter(|tokens| !tokens.is_empty()).map(|tokens: Range<usize>| Attribution {
        span: story.reading.text.span(&tokens),
        text: story.reading.text.surface(&tokens),
        person: story.person_in(&tokens),
    });
    let start = fact.quantity.tokens.start;
    let is_definite = start > story.reading.sentence(start).start
        && story.reading.is_function(start - 1, crate::gazetteer::lexicon::Function::Determiner);
    Telling { attribution, time, modality, accumulation: accumulation(story, fact), is_of_period, is_definite }
}

impl<'a> Telling<'a> {
    /// "will send 96 tanks and 48 howitzers": the second is planned as the first is.
    fn go_on_from(&mut self, previous: &Count<'a>) {
        if self.modality == Modality::Asserted || previous.modality == Modality::Comparison {
            self.modality = previous.modality;
        }
        self.attribution = self.attribution.or(previous.attribution);
    }
}

/// Whether the fact says again what `count` says: the same figure above one, the same event, no other place.
fn is_repeat(story: &Story<'_, '_>, count: &Count<'_>, fact: &Fact<'_>, telling: &Telling<'_>, place: Option<Key>) -> bool {
    if fact.person.is_some() {
        return count.category == fact.category && fact.person.as_slice() == count.people;
    }
    let quantity = &fact.quantity;
    let figure = &count.quantity;
    let same_place = match (count.places.first(), place) {
        (Some(one), Some(other)) => *one == other || story.encloses(*one, other) || story.encloses(other, *one),
        _ => true,
    };
    figure.value.is_some_and(|value| value > 1)
        && (figure.value, figure.min, figure.max) == (quantity.value, quantity.min, quantity.max)
        && count.category.is_some()
        && (count.category == fact.category || (fact.category.is_none() && telling.is_definite))
        && Some(count.subject) == quantity.subject
        && is_same_story(count.modality, telling.modality, quantity.value)
        && same_place
}

/// Whether the nouns can be of the same: not "two police officers" and "two of the dead", "three women" and "three girls". A larger figure is
/// no chance, whatever the noun.
fn is_same_kind(story: &Story<'_, '_>, count: &Count<'_>, quantity: &Quantity) -> bool {
    let is_telling = quantity.value.is_some_and(|value| value >= TELLING_FIGURE);
    if is_telling || quantity.is_implicit {
        return true;
    }
    let was_part = count.accumulation == Some(Accumulation::Subset);
    let noun = if quantity.head.is_empty() { "" } else { story.reading.text.surface(&quantity.head) };
    let is_open = count.noun.is_empty() || noun.is_empty() || !names_kind(story, quantity);
    was_part == quantity.is_part && (is_open || !story.is_other_kind(Some(noun), &[Some(count.noun)]))
}

/// Whether two statements can speak of the same event: what is planned or was long ago is not what happened.
fn is_same_story(one: Modality, other: Modality, value: Option<i64>) -> bool {
    let is_dated_later = one.is_stated() && other == Modality::Historical && value.is_some_and(|value| value >= TELLING_FIGURE);
    one == other || (one.is_stated() && other.is_stated()) || is_dated_later
}

/// The narrower of two lists of places; what a headline calls by the region, the body tells by the town, though nothing says that it is in it.
fn more_specific(story: &Story<'_, '_>, one: Vec<Key>, other: Vec<Key>, one_is_headline: bool) -> Vec<Key> {
    let narrow = |key: Key| narrowness(story.places.places[key.index()].kind);
    let is_local = |key: Key| narrow(key) >= narrowness(PlaceKind::District);
    match (one.first(), other.first()) {
        (Some(first), Some(second)) if one_is_headline && is_local(*second) && narrow(*second) > narrow(*first) => other,
        (Some(first), Some(second)) if story.encloses(*first, *second) => other,
        (Some(_), _) => one,
        (None, _) => other,
    }
}

fn mention<'a>(story: &Story<'_, 'a>, fact: &Fact<'a>) -> CountMention<'a> {
    let quantity = &fact.quantity;
    let confidence = match fact.category {
        _ if quantity.is_implicit => confidence::TRIGGERED,
        Some(_) if !quantity.head.is_empty() => confidence::RESOLVED,
        Some(_) => confidence::COMPOSED,
        None => confidence::BY_FORM,
    };
    let text = &story.reading.text;
    CountMention {
        span: text.span(&quantity.number),
        phrase: text.span(&quantity.tokens),
        text: text.surface(&quantity.number),
        sentence: story.reading.sentence_number(quantity.number.start),
        confidence,
        evidence: Evidence { alias: text.surface(&fact.tokens), class: None, rule: fact.rule },
    }
}
