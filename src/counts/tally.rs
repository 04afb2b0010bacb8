//! Tallies: the story's figures, one for each event and subject, and one for each place.
//!
//! The figure is the one that the text comes to first, unless a later one is said to be the total so far. Counts that coordination puts side
//! by side are added ("a man and two women"); parts, repeats, comparisons, denials, plans, other days and other stories stay out.

use std::collections::{BTreeMap, BTreeSet};

use super::category::traits;
use super::repeat::Statement;
use super::story::Story;
use crate::extraction::{Accumulation, Count, CountCategory, CountSubject, Event, EventKey, Key, PlaceKind, Quantity, Tally};
use crate::gazetteer::lexicon::Force;

/// A figure with its bounds.
#[derive(Clone, Debug, Default)]
struct Figure<'a> {
    best: Option<i64>,
    low: Option<i64>,
    high: Option<i64>,
    is_total: bool,
    /// Whether things are counted, no people.
    is_thing: bool,
    /// Whether those counted were released: prisoners for hostages.
    is_released: bool,
    /// Where; `None` where its own clause does not say.
    own_place: Option<Key>,
    place: Option<Key>,
    force: Option<Force>,
    /// The noun, if it names a kind.
    noun: Option<&'a str>,
    is_estimate: bool,
    /// Number of the row of statements, told one beside the other, that it is in.
    row: usize,
    /// Whether it counts families.
    counts_households: bool,
    /// Who says so.
    source: Option<&'a str>,
}

impl<'a> Figure<'a> {
    /// The figure of a count; as stated it is within its own bounds: "more than 300" is 300 or more here.
    fn of(count: &Count<'a>, statement: &Statement, row: usize) -> Self {
        let Quantity { value, min, max, .. } = count.quantity;
        let min = min.map(|min| value.map_or(min, |value| min.min(value)));
        let max = max.map(|max| value.map_or(max, |value| max.max(value)));
        Self {
            best: value,
            low: min,
            high: max,
            is_total: count.accumulation == Some(Accumulation::Total),
            is_thing: matches!(count.subject, CountSubject::Structures | CountSubject::Vehicles | CountSubject::Weapons),
            is_released: count.category == Some(CountCategory::Released),
            own_place: statement.own_places.first().copied(),
            place: count.place(),
            force: statement.force,
            noun: Some(count.noun).filter(|_| statement.names_kind),
            is_estimate: statement.is_estimate,
            row,
            counts_households: statement.counts_households,
            source: count.attribution.map(|by| by.text),
        }
    }

    fn add(&mut self, other: &Self) {
        let sum = |one: Option<i64>, other: Option<i64>| one.zip(other).map(|(one, other)| one.saturating_add(other));
        self.best = sum(self.best, other.best);
        self.low = sum(self.low, other.low);
        self.high = sum(self.high, other.high);
        self.is_total |= other.is_total;
    }

    /// Of two sources that contradict each other no figure is the best.
    fn contest(&mut self, other: &Self) {
        self.best = None;
        self.low = self.low.zip(other.low).map(|(one, other)| one.min(other));
        self.high = self.high.zip(other.high).map(|(one, other)| one.max(other));
    }

    /// A larger total is the later one, whoever gives it.
    fn is_total_after(&self, other: &Self) -> bool {
        self.is_total && self.size() > other.size()
    }

    fn size(&self) -> i64 {
        self.best.or(self.low).unwrap_or(0)
    }
}

/// What the figures of a group are taken from.
type Group = (CountCategory, CountSubject, Option<Key>);

/// The tallies of `counts`, as `statements` state them in the order of the text.
pub(super) fn tallies<'a>(story: &Story<'_, 'a>, counts: &[Count<'a>], statements: &[Statement]) -> Vec<Tally> {
    let killed = counts.iter().filter(|count| count.category == Some(CountCategory::Killed));
    let dead: BTreeSet<Key> = killed.flat_map(|count| count.people.iter().copied()).collect();
    // A figure of the year is none of the story's, where the story tells of somebody killed or hurt before it.
    let tells_casualty = |statement: &Statement| {
        let count = &counts[statement.count];
        !statement.is_of_period
            && count.modality.is_stated()
            && matches!(count.category, Some(CountCategory::Killed | CountCategory::Injured))
    };
    let first_casualty = statements.iter().position(tells_casualty).unwrap_or(statements.len());
    let mut seen: BTreeSet<(Key, Option<Key>)> = BTreeSet::new();
    let mut groups: BTreeMap<Group, Told<'a>> = BTreeMap::new();
    let mut row = 0;
    for (index, statement) in statements.iter().enumerate() {
        row += usize::from(!statement.is_beside);
        let count = &counts[statement.count];
        let Some(category) = count.category.filter(|_| statement.is_of_story && is_of_story(count, counts)) else { continue };
        if statement.is_of_period && index > first_casualty {
            continue;
        }
        // Whoever died is no longer among the hurt.
        let is_hurt = matches!(category, CountCategory::Injured | CountCategory::Hospitalised);
        if is_hurt && count.people.iter().any(|person| dead.contains(person)) {
            continue;
        }
        let places = std::iter::once(None).chain(count.places.iter().copied().map(Some));
        for place in places {
            let continued = index.checked_sub(1).is_some_and(|previous| {
                let previous = &counts[statements[previous].count];
                statement.continues
                    && (previous.category, previous.subject) == (count.category, count.subject)
                    && (place.is_none() || previous.places == count.places)
            });
            let Told { figures, keys, named, .. } =
                groups.entry((category, count.subject, place)).or_insert_with(|| Told { first: index, ..Told::default() });
            if !seen.insert((count.key, place)) {
                continue;
            }
            keys.push(count.key);
            *named += usize::from(!count.people.is_empty());
            let figure = Figure::of(count, statement, row);
            match figures.last_mut().filter(|last| continued && last.counts_households == figure.counts_households) {
                Some(last) => last.add(&figure),
                None => figures.push(figure),
            }
        }
    }
    groups.values_mut().for_each(Told::drop_households);
    drop_the_one_dead(&mut groups, counts, statements);
    let mut ordered: Vec<(Group, Told<'a>)> = groups.into_iter().collect();
    ordered.sort_by_key(|((_, _, place), told)| (place.is_some(), told.first));
    let tally = |((category, subject, place), told): (Group, Told<'a>)| {
        let Figure { best, low, high, .. } = if place.is_none() { told.summed(story) } else { told.chosen() };
        Tally { category, subject, place, best, low, high, counts: told.keys, event: None }
    };
    ordered.into_iter().map(tally).collect()
}

/// Names the event of which all counts of a tally are.
pub(super) fn name_events(tallies: &mut [Tally], events: &[Event<'_>], counts: usize) {
    let mut of_count: Vec<Option<EventKey>> = vec![None; counts];
    for event in events {
        for key in &event.counts {
            of_count[key.index()].get_or_insert(event.key);
        }
    }
    for tally in tallies {
        let first = tally.counts.first().and_then(|key| of_count[key.index()]);
        tally.event = first.filter(|_| tally.counts.iter().all(|key| of_count[key.index()] == first));
    }
}

/// "A man was fatally shot. ... Garcia, 40, was shot in the street", "A man shot himself. ... Nunez shot himself and was pronounced dead": where one
/// is dead and one hurt, of whom only the later has a name, they are the same; the dead one must be told to have been hurt, or have no name.
fn drop_the_one_dead(groups: &mut BTreeMap<Group, Told<'_>>, counts: &[Count<'_>], statements: &[Statement]) {
    let whole = |category| (category, CountSubject::People, None);
    let is_named = |key: &Key| !counts[key.index()].people.is_empty();
    let Some(dead) = groups.get(&whole(CountCategory::Killed)) else { return };
    if dead.chosen().best != Some(1) || dead.keys.len() != 1 && dead.keys.iter().any(is_named) {
        return;
    }
    let was_hurt = statements[dead.first].was_hurt;
    let (first, has_name) = (dead.first, dead.keys.iter().any(is_named));
    for category in [CountCategory::Injured, CountCategory::Hospitalised] {
        let is_same = groups.get(&whole(category)).is_some_and(|hurt| {
            let is_later = hurt.first > first && hurt.keys.iter().all(is_named) && !has_name;
            let is_before = hurt.first < first && hurt.chosen().best == Some(1) && !hurt.keys.iter().any(is_named) && was_hurt;
            hurt.keys.len() == 1 && (is_later || is_before)
        });
        if is_same {
            groups.retain(|(other, subject, _), _| (*other, *subject) != (category, CountSubject::People));
        }
    }
}

/// All that the text tells of one group.
#[derive(Debug, Default)]
struct Told<'a> {
    /// Number of the first statement.
    first: usize,
    figures: Vec<Figure<'a>>,
    keys: Vec<Key>,
    /// How many people are counted by their names.
    named: usize,
}

impl<'a> Told<'a> {
    /// "200 families, or about 900 people": where the people are counted as well, the families are not.
    fn drop_households(&mut self) {
        let people = self.figures.iter().filter(|figure| !figure.counts_households).map(Figure::size).max();
        self.figures.retain(|figure| !(figure.counts_households && people.is_some_and(|people| people >= figure.size())));
    }

    /// The first figure, or the last that is called the total, if no less; no fewer than those who are named.
    fn chosen(&self) -> Figure<'a> {
        let figure = chosen(&self.figures);
        let named = i64::try_from(self.named).unwrap_or(i64::MAX);
        if figure.best == Some(1) && named > 1 {
            return Figure { best: Some(named), low: Some(named), high: Some(named), ..figure };
        }
        figure
    }

    /// The figure with lesser ones that are of others: of other towns and regions ("16 in Kirkuk ... two soldiers near Hawija"), of the other
    /// side. A larger one is told as background, unless beside it ("two died in Kyiv and three in Lviv"), and so are the others of whom a story
    /// of one victim speaks.
    fn summed(&self, story: &Story<'_, '_>) -> Figure<'a> {
        let mut sum = self.chosen();
        let (most, row) = (sum.size(), sum.row);
        let is_added = |figure: &Figure<'_>| figure.row == row || (most > 1 && figure.size() < most);
        let mut told: Vec<Key> = sum.place.into_iter().collect();
        let mut forces: Vec<Force> = sum.force.into_iter().collect();
        let mut nouns = vec![sum.noun];
        for figure in &self.figures {
            let is_elsewhere = |place: &Key| !told.is_empty() && told.iter().all(|other| is_apart(story, *place, *other));
            let place = figure.own_place.or(figure.place).filter(|place| told.len() < MAX_PLACES_ADDED && is_elsewhere(place));
            if let Some(place) = place.filter(|_| is_added(figure)) {
                let there: Vec<Figure<'_>> =
                    self.figures.iter().filter(|it| it.own_place.or(it.place) == Some(place) && is_added(it)).cloned().collect();
                sum.add(&chosen(&there));
                told.push(place);
            } else if most < 2 {
                continue;
            } else if let Some(force) = figure.force.filter(|force| !forces.is_empty() && !forces.contains(force)) {
                sum.add(figure);
                forces.push(force);
            } else if nouns.len() < MAX_NOUNS_ADDED
                && (figure.is_thing || figure.is_released || !forces.is_empty())
                && story.is_other_kind(figure.noun, &nouns)
            {
                sum.add(figure);
                nouns.push(figure.noun);
            }
        }
        sum
    }
}

/// The first figure, or the last that is called the total, if no less; an exact one rather than "hundreds".
fn chosen<'a>(figures: &[Figure<'a>]) -> Figure<'a> {
    let told = figures.first().cloned().unwrap_or_default();
    let is_exact = |figure: &&Figure<'_>| {
        let is_within = |best: i64| told.low.is_some_and(|low| low <= best) && told.high.is_none_or(|high| best <= high);
        told.best.is_none() && figure.best.is_some_and(is_within)
    };
    let first = figures.iter().find(is_exact).unwrap_or(&told).clone();
    let is_later = |figure: &&Figure<'_>| {
        figure.is_total_after(&first) || (figure.is_total && figure.size() == first.size() && figure.place == first.place)
    };
    let mut figure = figures.iter().rev().find(is_later).cloned().unwrap_or(first);
    let is_of_other_source = |other: &Figure<'_>| figure.source.zip(other.source).is_some_and(|(one, other)| one != other);
    let is_same_place = |other: &Figure<'_>| other.place == figure.place;
    let rivals: Vec<&Figure<'_>> =
        figures.iter().filter(|it| it.is_estimate && !it.is_total_after(&figure) && is_of_other_source(it) && is_same_place(it)).collect();
    for rival in rivals {
        figure.contest(rival);
    }
    figure
}

/// Figures of no more places than this are added up.
const MAX_PLACES_ADDED: usize = 32;
/// Figures of no more kinds of things than this are added up.
const MAX_NOUNS_ADDED: usize = 32;

/// Whether the places are towns or regions of which neither is in the other.
fn is_apart(story: &Story<'_, '_>, one: Key, other: Key) -> bool {
    let is_known = |key: Key| {
        let place = &story.places.places[key.index()];
        let is_wide =
            matches!(place.kind, PlaceKind::City | PlaceKind::Region | PlaceKind::District | PlaceKind::Water | PlaceKind::Country);
        (place.entry.is_some() || place.kind == PlaceKind::City) && is_wide
    };
    is_known(one) && is_known(other) && one != other && !story.encloses(one, other) && !story.encloses(other, one)
}

/// Whether the count is one of the story's own figures. A part is in its whole's already, unless more happened to it: eighteen of the wounded
/// were taken to hospital.
fn is_of_story(count: &Count<'_>, counts: &[Count<'_>]) -> bool {
    let is_in_whole = || match count.part_of {
        Some(whole) => counts[whole.index()].category == count.category,
        None => count.category.is_none_or(|category| !traits(category).is_more_than_its_whole),
    };
    let is_part = count.accumulation == Some(Accumulation::Subset);
    count.modality.is_stated() && !(is_part && is_in_whole())
}
