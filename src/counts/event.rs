//! Events: the story as what happened in it, in order. A clause that tells an event opens one, number or not; a noun that points back joins the
//! last one that it can mean, and so does what an event did; a fact joins the event that its clause names, else the one that its sentence or
//! paragraph is in.

mod answer;
mod coreference;

use super::category::traits;
use super::fact::Fact;
use super::place::{Reach, narrowness};
use super::repeat::Statement;
use super::story::Story;
use super::telling::{Telling, When};
use crate::extraction::{Count, EventKind, Key, PlaceKind, Zone};
use crate::gazetteer::lexicon::EventKinds;
use crate::syntax::clause::Link;

/// How many events back one that words mean is looked for: keeps the time linear.
const MAX_EVENTS_BACK: usize = 16;
/// How many tellings of a sentence are looked through.
const MAX_TELLINGS: usize = 24;

/// An event while the story is read.
#[derive(Debug)]
pub(super) struct Happened {
    pub(super) places: Vec<Key>,
    kind: EventKind,
    /// All kinds that it can be, by all that tells it.
    kinds: EventKinds,
    tellings: Vec<usize>,
    statements: Vec<usize>,
    when: When,
    zone: Zone,
    is_lead: bool,
    is_told_in_body: bool,
    /// Whether several are told as one: "six shootings".
    is_series: bool,
    /// Whether nothing but an effect tells it.
    is_by_effect: bool,
    /// The sentence in which it was last told.
    last_sentence: usize,
}

/// The events of a story and which one each statement is of.
#[derive(Debug, Default)]
pub(super) struct Events {
    pub(super) happened: Vec<Happened>,
    tellings: Vec<Telling>,
    /// The event of each telling; `None` where it points to none, or tells none of its own.
    of_telling: Vec<Option<usize>>,
    /// The events in order of when they were last told, the last one at the end.
    recent: Vec<usize>,
    /// By count.
    of_count: Vec<Option<usize>>,
    /// By statement.
    pub(super) of_statement: Vec<Option<usize>>,
    /// Whether the statement's own sentence tells of its event.
    pub(super) is_told_beside: Vec<bool>,
}

impl Events {
    /// Reads the story's events off what tells them.
    pub(super) fn read<'a>(
        story: &Story<'_, 'a>,
        facts: &[Fact<'a>],
        counts: &[Count<'a>],
        statements: &[Statement],
        tellings: Vec<Telling>,
    ) -> Self {
        let of_telling = vec![None; tellings.len()];
        let of_count = vec![None; counts.len()];
        let mut events = Self { tellings, of_telling, of_count, ..Self::default() };
        let (mut telling, mut fact) = (0, 0);
        for sentence in 0..story.reading.sentences.len() {
            let told = telling..events.tellings[telling..].partition_point(|it| story.sentence_of(it.phrase) <= sentence) + telling;
            let stated = fact..facts[fact..].partition_point(|it| story.sentence_of(it.phrase) <= sentence) + fact;
            for at in told.clone().filter(|at| !events.tellings[*at].is_effect()).collect::<Vec<_>>() {
                events.tell(story, at);
            }
            for at in told.clone().filter(|at| events.tellings[*at].is_effect()).collect::<Vec<_>>() {
                events.tell_effect(story, at, told.clone());
            }
            for at in stated.clone() {
                let count = &counts[statements[at].count];
                let event = events.event_of(story, &facts[at], count, &statements[at], told.clone());
                if let Some(event) = event {
                    events.happened[event].statements.push(at);
                    events.of_count[statements[at].count].get_or_insert(event);
                    if count.modality.is_stated() {
                        events.touch(event);
                        events.happened[event].settle(story, &statements[at].own_places);
                    }
                }
                let is_beside = told.clone().take(MAX_TELLINGS).any(|at| event.is_some() && events.of_telling[at] == event);
                events.is_told_beside.push(is_beside);
                events.of_statement.push(event);
            }
            (telling, fact) = (told.end, stated.end);
        }
        events
    }

    /// The places of a statement's event, where its own sentence tells it and it was before the story.
    pub(super) fn earlier_places(&self, statement: usize) -> Option<Vec<Key>> {
        let event = &self.happened[self.of_statement[statement].filter(|_| self.is_told_beside[statement])?];
        (event.when == When::Before && !event.places.is_empty()).then(|| event.places.clone())
    }

    /// Puts an event at the end of those that were told.
    fn touch(&mut self, event: usize) {
        self.recent.retain(|other| *other != event);
        self.recent.push(event);
        if self.recent.len() > MAX_EVENTS_BACK {
            self.recent.remove(0);
        }
    }

    /// The event that a fact is of.
    fn event_of(
        &self,
        story: &Story<'_, '_>,
        fact: &Fact<'_>,
        count: &Count<'_>,
        statement: &Statement,
        told: std::ops::Range<usize>,
    ) -> Option<usize> {
        if !statement.is_of_story || statement.is_of_period {
            return None;
        }
        let kinds = count.category.map_or(EventKinds::ANY, |category| traits(category).events);
        let can_be = |event: &usize| !self.happened[*event].kinds.and(kinds).is_empty();
        let own = story.syntax.clauses.of_phrase[fact.phrase];
        let mut clauses = vec![own, fact.clause];
        clauses.extend(story.settings(own).into_iter().filter(|(_, reach)| *reach == Reach::Whole).map(|(clause, _)| clause));
        clauses.extend(story.children(own).filter(|child| matches!(story.syntax.clause(*child).link, Link::Adverbial | Link::Relative)));
        let told = told.take(MAX_TELLINGS);
        let of_clause = |clause: usize| {
            let mut here = told.clone().rev().filter(|at| self.tellings[*at].clause == clause).filter_map(|at| self.of_telling[at]);
            here.find(can_be)
        };
        if let Some(found) = clauses.into_iter().find_map(of_clause) {
            return Some(found);
        }
        // What was told before, or is part of it.
        let counted = [Some(statement.count), count.part_of.map(Key::index)];
        if let Some(event) = counted.into_iter().flatten().find_map(|count| self.of_count.get(count).copied().flatten()) {
            return Some(event);
        }
        if !count.modality.is_stated() {
            return None;
        }
        let is_there = |event: &usize| {
            let places = &self.happened[*event].places;
            statement.own_places.is_empty() || places.is_empty() || is_same_place(story, &statement.own_places, places)
        };
        let is_of_now = |event: &usize| self.happened[*event].when == When::Now;
        let fits = |event: &usize| can_be(event) && is_there(event) && is_of_now(event);
        let in_front = told.clone().filter(|at| self.tellings[*at].phrase < fact.phrase).rev();
        let behind = told.clone().filter(|at| self.tellings[*at].phrase > fact.phrase);
        let in_sentence = in_front.chain(behind).filter_map(|at| self.of_telling[at]).find(fits);
        // To whom nothing happened is of no event but that of its sentence.
        let before = || self.recent.iter().rev().copied().find(fits).filter(|_| count.category.is_some());
        in_sentence.or_else(before)
    }
}

impl Happened {
    /// An event of the headline alone happened where those are whom it touched: "at a tavern on Main Street".
    fn settle(&mut self, story: &Story<'_, '_>, places: &[Key]) {
        let is_narrower = self.places.first().zip(places.first()).is_some_and(|(wide, narrow)| story.encloses(*wide, *narrow));
        if self.zone == Zone::Headline && !self.is_told_in_body && is_narrower {
            self.places = places.to_vec();
        }
    }
}

/// Whether two lists of places can be of one event.
pub(super) fn is_same_place(story: &Story<'_, '_>, one: &[Key], other: &[Key]) -> bool {
    let is_wide = |key: Key| narrowness(story.places.places[key.index()].kind) <= narrowness(PlaceKind::Country);
    one.iter().any(|one| {
        other.iter().any(|other| {
            one == other
                || lies_in(story, *one, *other)
                || lies_in(story, *other, *one)
                || (is_wide(*one) != is_wide(*other) && !is_known_apart(story, *one, *other))
        })
    })
}

/// Whether a place is within another, or may be: a street of which nothing says in which town it is.
fn lies_in(story: &Story<'_, '_>, outer: Key, inner: Key) -> bool {
    let place = |key: Key| &story.places.places[key.index()];
    let narrow = narrowness(place(inner).kind);
    let is_local =
        narrow > narrowness(PlaceKind::Neighbourhood) && place(inner).part_of.is_none() && narrowness(place(outer).kind) < narrow;
    story.encloses(outer, inner) || is_local
}

/// Whether the narrower of two places is known to be in another country than the wider.
fn is_known_apart(story: &Story<'_, '_>, one: Key, other: Key) -> bool {
    let country = |key: Key| story.places.places[key.index()].entry.and_then(|entry| entry.place()).map(|facts| facts.country.clone());
    match (country(one), country(other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}
