//! Counts of facts: repeats become mentions of one count, and each count has what its clause says of it.

use std::ops::Range;

use time::Date;

use super::context::Contexts;
use super::coordination::follows;
use super::modality::modality;
use super::part::accumulation;
use super::place::{narrowness, own_place};
use super::rule::force;
use super::scene::set_scene;
use super::speech::speaker;
use super::tally::{Statement, is_other_kind};
use super::when::{Calendar, time};
use super::whole::link_parts;
use super::{Fact, link};
use crate::extraction::{
    Accumulation, Attribution, Count, CountMention, CountSubject, EntityKind, Evidence, Key, Modality, PlaceKind, Quantity, TimeReference,
    Zone, confidence,
};
use crate::gazetteer::lexicon::WordSense;
use crate::reading::Reading;
use crate::resolve::{places::Places, weapons::Weapons};
use crate::span::Span;
use crate::syntax::quantity::{Named, Phrase};

/// What the text names, for the counts to point at.
#[derive(Clone, Copy)]
pub(super) struct Entities<'r, 'a> {
    /// Mentions of people and whose they are, in order.
    pub(super) people: &'r [(Span, Key)],
    pub(super) places: &'r Places<'a>,
    pub(super) weapons: &'r Weapons<'a>,
    pub(super) named: Named<'r>,
}

/// Makes counts of facts; repeats of one fact become mentions of one count.
pub(super) fn join<'a>(
    reading: &Reading<'a>,
    entities: Entities<'_, 'a>,
    zones: &[Zone],
    facts: &[Fact],
    published: Option<Date>,
) -> (Vec<Count<'a>>, Vec<Statement>) {
    let Entities { people, places, weapons, named } = entities;
    let mut counts: Vec<Count<'a>> = Vec::new();
    let mut statements: Vec<Statement> = Vec::new();
    let mut contexts = Contexts::new(reading);
    let calendar = Calendar::new(reading, published);
    for (index, fact) in facts.iter().enumerate() {
        let continues = index.checked_sub(1).is_some_and(|previous| follows(reading, &facts[previous].phrase, &fact.phrase));
        let is_of_story = zones[reading.sentence_number(fact.phrase.tokens.start)] != Zone::Related;
        let place = own_place(reading, facts, index, named, places).map(|place| places.places[place].key);
        let mention = mention(reading, fact);
        let mut modes = Modes::new(reading, &mut contexts, &calendar, people, facts, index);
        if let Some(previous) = statements.last().filter(|_| continues).map(|previous| &counts[previous.count])
            && (fact.rule == "count-coordinated" || previous.modality == Modality::Comparison)
        {
            modes.go_on_from(previous);
        }
        let is_headline = |count: &Count<'_>| zones[count.mentions[0].sentence] == Zone::Headline;
        let repeats = |count: &Count<'_>| {
            is_repeat(count, fact, &modes, place.filter(|_| !is_headline(count)), places) && is_same_kind(reading, count, &fact.phrase)
        };
        let repeated = counts.iter().rev().take(MAX_REPEAT_DISTANCE).position(repeats);
        let repeated = repeated.map(|back| counts.len() - 1 - back);
        statements.push(Statement {
            count: repeated.unwrap_or(counts.len()),
            continues,
            is_of_story,
            own_place: place,
            force: force(reading, &fact.phrase),
            names_kind: names_kind(reading, &fact.phrase),
            is_estimate: is_estimate(reading, fact),
        });
        match repeated {
            Some(repeated) => {
                let count = &mut counts[repeated];
                count.confidence = count.confidence.max(mention.confidence);
                count.mentions.push(mention);
                count.place = more_specific(count.place, place, places, is_headline(count));
                count.attribution = count.attribution.or(modes.attribution);
                count.time = count.time.or(modes.time);
            }
            None => {
                counts.push(Count {
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
                    weapons: link::weapons(reading, facts, index, named).into_iter().map(|weapon| weapons.weapons[weapon].key).collect(),
                    people: fact.person.into_iter().collect(),
                    attribution: modes.attribution,
                    time: modes.time,
                    modality: modes.modality,
                    accumulation: modes.accumulation,
                    part_of: None,
                });
            }
        }
    }
    link_parts(reading, places, &mut counts, &statements, facts);
    set_scene(reading, named, places, &mut counts, &statements, facts);
    (counts, statements)
}

/// Whether the head noun names a kind that not all people, buildings or vehicles are of.
fn names_kind(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let head = phrase.head.clone().last();
    head.is_some_and(|head| !reading.words_at(head).any(|(_, sense)| matches!(sense, WordSense::GenericNoun | WordSense::State(_))))
}

/// "The army put the number of dead at 39", "organisers spoke of 50,000".
fn is_estimate(reading: &Reading<'_>, fact: &Fact) -> bool {
    let puts =
        |token: usize| matches!(reading.text.folded(token), "put" | "puts" | "putting" | "gave" | "gives" | "acknowledged" | "admitted");
    let sentence = reading.sentence(fact.phrase.tokens.start);
    let before = fact.clause.start.saturating_sub(3).max(sentence.start)..fact.phrase.tokens.start;
    fact.rule == "count-figure-is"
        || ((fact.rule.starts_with("count-toll") || fact.rule == "count-of-what-happened") && before.into_iter().any(puts))
}

/// What the clause says of a fact.
struct Modes<'a> {
    attribution: Option<Attribution<'a>>,
    time: Option<TimeReference<'a>>,
    modality: Modality,
    accumulation: Option<Accumulation>,
    /// Whether "the" stands before the number: it has been told before.
    is_definite: bool,
}

impl<'a> Modes<'a> {
    fn new(
        reading: &Reading<'a>,
        contexts: &mut Contexts<'_, 'a>,
        calendar: &Calendar,
        people: &[(Span, Key)],
        facts: &[Fact],
        index: usize,
    ) -> Self {
        let fact = &facts[index];
        let next = facts.get(index + 1).map(|next| next.phrase.number.start);
        let phrase = &fact.phrase;
        let token = phrase.tokens.start;
        let quoted = contexts.quoted_speaker(token);
        let context = contexts.at(token);
        let context_start = context.sentence.start;
        // `"I counted four explosions," said Larysa Kovtun`
        let is_first_person = |tokens: &Range<usize>| tokens.len() == 1 && matches!(reading.text.folded(tokens.start), "i" | "we");
        let spoken = speaker(reading, &context.speeches, fact);
        let speaker = spoken.filter(|(tokens, _)| quoted.is_none() || !is_first_person(tokens)).or(quoted);
        let claims = speaker.as_ref().is_some_and(|(_, claims)| *claims);
        let attribution = speaker.map(|(tokens, _)| Attribution {
            span: reading.text.span(&tokens),
            text: reading.text.surface(&tokens),
            person: person_in(people, reading.text.span(&tokens)),
        });
        let time = time(reading, &context.times, fact, next);
        let modality = modality(reading, context, fact, claims, time.is_some_and(|time| calendar.is_of_another_time(reading, time)));
        let is_ahead = matches!(modality, Modality::Planned | Modality::Hypothetical);
        let time = time.map(|time| TimeReference {
            span: reading.text.span(&time.tokens),
            text: reading.text.surface(&time.tokens),
            date: calendar.date(reading, time, is_ahead),
        });
        let is_definite = token > context_start && reading.text.folded(token - 1) == "the";
        Self { attribution, time, modality, accumulation: accumulation(reading, fact), is_definite }
    }

    /// "will send 96 tanks and 48 howitzers": the second is planned as the first is.
    fn go_on_from(&mut self, previous: &Count<'a>) {
        if self.modality == Modality::Asserted || previous.modality == Modality::Comparison {
            self.modality = previous.modality;
        }
        self.attribution = self.attribution.or(previous.attribution);
    }
}

/// Key of the first person named within `span`.
pub(super) fn person_in(people: &[(Span, Key)], span: Span) -> Option<Key> {
    let first = people.partition_point(|(mention, _)| mention.start < span.start);
    people.get(first).filter(|(mention, _)| span.contains(mention)).map(|(_, key)| *key)
}

/// How many counts back a repeat is looked for: keeps the time linear in a text that is nothing but counts.
const MAX_REPEAT_DISTANCE: usize = 64;

/// Whether the fact says again what `count` says: the same figure above one, the same event, no other place.
fn is_repeat(count: &Count<'_>, fact: &Fact, modes: &Modes<'_>, place: Option<Key>, places: &Places<'_>) -> bool {
    if fact.person.is_some() {
        return count.category == fact.category && fact.person.as_slice() == count.people;
    }
    let phrase = &fact.phrase;
    let quantity = &count.quantity;
    let same_place = match (count.place, place) {
        (Some(one), Some(other)) => one == other || encloses(one, other, places) || encloses(other, one, places),
        _ => true,
    };
    quantity.value.is_some_and(|value| value > 1)
        && (quantity.value, quantity.min, quantity.max) == (phrase.value, phrase.min, phrase.max)
        && count.category.is_some()
        && (count.category == fact.category || (fact.category.is_none() && modes.is_definite))
        && Some(count.subject) == phrase.subject
        && is_same_story(count.modality, modes.modality, phrase.value)
        && same_place
}

/// Whether the nouns can be of the same: not "two police officers" and "two of the dead", "three women" and "three girls". A larger figure is
/// no chance, whatever the noun.
fn is_same_kind(reading: &Reading<'_>, count: &Count<'_>, phrase: &Phrase) -> bool {
    let is_telling = phrase.value.is_some_and(|value| value >= TELLING_FIGURE);
    let was_part = count.accumulation == Some(Accumulation::Subset);
    if is_telling || phrase.is_implicit {
        return true;
    }
    let noun = if phrase.head.is_empty() { "" } else { reading.text.surface(&phrase.head) };
    let is_open = count.noun.is_empty() || noun.is_empty() || !names_kind(reading, phrase);
    was_part == phrase.is_part && (is_open || !is_other_kind(Some(noun), &[Some(count.noun)]))
}

/// From so many on, the same figure of the same event is no chance, though only one statement says that it was years ago.
const TELLING_FIGURE: i64 = 6;

/// Whether two statements can speak of the same event: what is planned or was long ago is not what happened.
fn is_same_story(one: Modality, other: Modality, value: Option<i64>) -> bool {
    let is_dated_later = one.is_stated() && other == Modality::Historical && value.is_some_and(|value| value >= TELLING_FIGURE);
    one == other || (one.is_stated() && other.is_stated()) || is_dated_later
}

/// Whether `inner` is within `outer`, as far as the answer's places tell.
pub(super) fn encloses(outer: Key, inner: Key, places: &Places<'_>) -> bool {
    let part_of = |key: Key| places.places[key.index()].part_of;
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

/// The narrower of two places; what a headline calls by the region, the body tells by the town, though nothing says that it is in it.
fn more_specific(one: Option<Key>, other: Option<Key>, places: &Places<'_>, one_is_headline: bool) -> Option<Key> {
    let narrowness = |key: Key| narrowness(places.places[key.index()].kind);
    let is_local = |key: Key| narrowness(key) >= super::place::narrowness(PlaceKind::District);
    match (one, other) {
        (Some(one), Some(other)) if one_is_headline && is_local(other) && narrowness(other) > narrowness(one) => Some(other),
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
        evidence: Evidence { alias: reading.text.surface(&fact.clause), class: None, rule: fact.rule },
    }
}
