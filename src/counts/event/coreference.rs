//! Which event words mean: one told before, or another.

use std::ops::Range;

use super::super::place::narrowness;
use super::super::story::Story;
use super::super::telling::{Telling, When};
use super::{Events, Happened, MAX_TELLINGS, is_same_place, lies_in};
use crate::extraction::{EventKind, Key, PlaceKind, Zone};
use crate::gazetteer::lexicon::{EventKinds, HappeningClass, Strength};
use crate::syntax::clause::Link;

/// How many sentences behind an event without a place one that has a place is still the same.
const NEAR: usize = 1;
/// Within how many sentences the text tells what its headline does.
const LEAD: usize = 5;

impl Events {
    /// Opens the event that words tell, or joins them to the one that they mean.
    pub(super) fn tell(&mut self, story: &Story<'_, '_>, telling: usize) {
        let this = &self.tellings[telling];
        let sentence = story.sentence_of(this.phrase);
        // "arrested 37 in a raid": a noun behind a verb of the same is the same.
        let parent = story.syntax.clause(this.clause).parent.filter(|_| is_attached(story, this.clause));
        let is_beside = |clause: usize| clause == this.clause || Some(clause) == parent;
        let is_of_clause = |event: &Happened| event.tellings.iter().rev().take(MAX_TELLINGS).any(|at| is_beside(self.tellings[*at].clause));
        let find = |is_meant: &dyn Fn(&Happened) -> bool| self.recent.iter().rev().copied().find(|event| is_meant(&self.happened[*event]));
        let meant = if this.is_other && this.class != HappeningClass::Reference {
            None
        } else {
            find(&|event| this.class != HappeningClass::Verb && can_be(this, event) && is_of_clause(event))
                // "The attacks" are those told as several, "the attack" is one.
                .or_else(|| find(&|event| this.points_back() && event.is_series == this.is_plural && means(story, this, event, sentence)))
                .or_else(|| find(&|event| means(story, this, event, sentence)))
                .or_else(|| find(&|event| is_told_later(this, event)))
        };
        // A summit is an event where the text begins with it and tells no other.
        let opens = this.class != HappeningClass::Reference && (this.strength != Strength::Story || self.happened.is_empty());
        match meant {
            Some(event) => self.join(story, telling, event),
            None if opens => self.open(story, telling),
            None => {}
        }
    }

    /// Joins what an event did to the one that did it; where nothing tells that one, it opens it.
    pub(super) fn tell_effect(&mut self, story: &Story<'_, '_>, telling: usize, told: Range<usize>) {
        let this = &self.tellings[telling];
        let can_be = |event: usize| !self.happened[event].kinds.and(this.kinds).is_empty();
        let is_then = |event: usize| self.happened[event].when == this.when;
        let is_there = |event: usize| is_there(story, &this.places, &self.happened[event].places);
        let told = told.take(MAX_TELLINGS);
        let of = |at: usize| self.of_telling[at];
        let nouns = told.clone().filter(|at| self.tellings[*at].class != HappeningClass::Verb && self.tellings[*at].clause == this.clause);
        let by_noun = nouns.filter_map(of).find(|event| can_be(*event));
        let related = related(story, this.clause);
        let by_clause = || {
            let is_it = |event: &usize| can_be(*event) && is_there(*event) && (is_then(*event) || this.when == When::Now);
            let of_clause = |clause: &usize| told.clone().filter(|at| self.tellings[*at].clause == *clause).filter_map(of).find(is_it);
            related.iter().find_map(of_clause)
        };
        let fits = |event: &usize| can_be(*event) && is_then(*event) && is_there(*event);
        let in_sentence = || {
            let in_front = told.clone().filter(|at| self.tellings[*at].phrase < this.phrase).rev();
            let behind = told.clone().filter(|at| self.tellings[*at].phrase > this.phrase);
            in_front.chain(behind).filter_map(of).find(fits)
        };
        let is_part = |event: usize| self.happened[event].is_series && is_part_of_series(story, this, &self.happened[event]);
        let before = || {
            let now = self.recent.iter().rev().copied().find(|event| fits(event) && !is_part(*event));
            now.or_else(|| self.recent.iter().rev().copied().find(|event| is_told_later(this, &self.happened[*event])))
        };
        // "It was the worst crash since 2016, when nine people died near Oruro": another of the kind that the sentence tells.
        let compared = told.clone().filter(|at| self.tellings[*at].phrase < this.phrase).filter_map(of).find(|event| can_be(*event));
        let compared = compared.filter(|_| this.when == When::Before);
        let found = by_noun.or_else(by_clause).or_else(in_sentence).or_else(before);
        if let Some(event) = found {
            self.of_telling[telling] = Some(event);
            self.refine(telling, event);
            self.touch(event);
            return;
        }
        // "Two girls were wounded in the park", one of the six shootings told before.
        let series = self.recent.iter().rev().copied().find(|event| fits(event) && is_part(*event));
        if let Some(series) = series.or(compared) {
            let kinds = self.happened[series].kinds;
            let this = &mut self.tellings[telling];
            (this.kind, this.kinds) = (self.happened[series].kind, kinds);
            self.open(story, telling);
            return;
        }
        let this = &self.tellings[telling];
        let says_what = this.kind != EventKind::Other || this.kinds.len() == 1;
        if says_what && (this.is_lead || this.has_means || !this.places.is_empty() || self.happened.is_empty()) {
            self.open(story, telling);
        }
    }

    fn open(&mut self, story: &Story<'_, '_>, telling: usize) {
        let this = &self.tellings[telling];
        self.happened.push(Happened {
            kind: this.kind,
            kinds: this.kinds,
            places: this.places.clone(),
            tellings: vec![telling],
            statements: Vec::new(),
            when: this.when,
            zone: story.zone_of(this.phrase),
            is_lead: this.is_lead,
            is_told_in_body: story.zone_of(this.phrase) == Zone::Body,
            is_series: this.is_plural && is_of_series(this.kind),
            is_by_effect: this.is_effect(),
            last_sentence: story.sentence_of(this.phrase),
        });
        let event = self.happened.len() - 1;
        self.of_telling[telling] = Some(event);
        self.touch(event);
    }

    fn join(&mut self, story: &Story<'_, '_>, telling: usize, event: usize) {
        self.refine(telling, event);
        let this = &self.tellings[telling];
        let happened = &mut self.happened[event];
        let narrow = |keys: &[Key]| keys.first().map_or(0, |key| narrowness(story.places.places[key.index()].kind));
        let is_next = (happened.last_sentence + 1..=happened.last_sentence + NEAR).contains(&story.sentence_of(this.phrase));
        let is_first = happened.zone == Zone::Headline && !happened.is_told_in_body;
        let is_wide = narrow(&happened.places) <= narrowness(PlaceKind::Country);
        // What the headline calls by the region, the text tells by the town.
        let is_narrower = (is_first || is_wide && is_next) && narrow(&this.places) > narrow(&happened.places);
        if !this.places.is_empty() && (happened.places.is_empty() || is_narrower) {
            happened.places.clone_from(&this.places);
        }
        if is_first {
            happened.when = this.when;
        }
        happened.tellings.push(telling);
        happened.is_by_effect = false;
        happened.is_told_in_body |= story.zone_of(this.phrase) == Zone::Body;
        happened.last_sentence = story.sentence_of(this.phrase);
        happened.is_series |= this.is_plural && is_of_series(happened.kind);
        self.of_telling[telling] = Some(event);
        self.touch(event);
    }

    /// What another telling says of the kind: more than one that says little.
    fn refine(&mut self, telling: usize, event: usize) {
        let this = &self.tellings[telling];
        let happened = &mut self.happened[event];
        let common = happened.kinds.and(this.kinds);
        // A gunman's killings say nothing of a battle.
        if common.is_empty() || this.is_effect() && !is_general(happened.kind) {
            return;
        }
        happened.kinds = common;
        let is_said = |kind| is_general(kind) || is_from_afar(kind) && this.has_means && is_from_afar(this.kind);
        let says_more = is_said(happened.kind) && this.class != HappeningClass::Reference && !is_general(this.kind);
        if common.has(this.kind) && (says_more || !common.has(happened.kind)) {
            happened.kind = this.kind;
        } else if !common.has(happened.kind) {
            happened.kind = common.first();
        }
    }
}

/// Whether it comes from afar: a barrage is of shells or of drones.
fn is_from_afar(kind: EventKind) -> bool {
    matches!(kind, EventKind::AirStrike | EventKind::Shelling)
}

/// Whether the kind says little of how it was done.
fn is_general(kind: EventKind) -> bool {
    matches!(kind, EventKind::Attack | EventKind::Other | EventKind::Explosion)
}

fn can_be(this: &Telling, event: &Happened) -> bool {
    !event.kinds.and(this.kinds).is_empty()
}

/// Whether words can mean an event told before.
fn means(story: &Story<'_, '_>, this: &Telling, event: &Happened, sentence: usize) -> bool {
    // The lead tells what the headline does, in its own words.
    let is_lead = event.zone == Zone::Headline
        && !event.is_told_in_body
        && (event.last_sentence + 1..=event.last_sentence + LEAD).contains(&sentence);
    let is_then = event.when == this.when || is_lead || this.points_back() && event.when == When::Before && this.when == When::Now;
    let is_there = is_there(story, &this.places, &event.places) || is_lead && is_other_size(story, &this.places, &event.places);
    if !can_be(this, event) || !is_then || !is_there {
        return false;
    }
    // "A strike hit the town of X": one of the strikes told as one before.
    if event.is_series && is_part_of_series(story, this, event) {
        return false;
    }
    if this.points_back() || event.last_sentence == sentence || this.is_lead || is_lead || event.is_by_effect {
        return true;
    }
    // "A man was stabbed in York", long after a stabbing of which no place is told; "a blast in the county's north": another.
    let is_far = sentence > event.last_sentence + NEAR;
    let is_placed = !this.places.is_empty();
    if this.is_indefinite {
        !(is_far || is_placed && is_narrower(story, &event.places, &this.places))
    } else {
        !(this.class == HappeningClass::Verb && is_placed && is_far && event.places.is_empty())
    }
}

/// Whether words without place and time go on with an event of another time, where they can mean none of the story's: the raid for which a
/// man is tried.
fn is_told_later(this: &Telling, event: &Happened) -> bool {
    can_be(this, event)
        && event.when == When::Before
        && this.when == When::Now
        && this.places.is_empty()
        && this.class == HappeningClass::Verb
}

/// Whether one place is the smaller: a headline names the country or the island, the lead the town.
fn is_other_size(story: &Story<'_, '_>, one: &[Key], other: &[Key]) -> bool {
    let size = |keys: &[Key]| keys.first().map(|key| narrowness(story.places.places[key.index()].kind));
    size(one) != size(other)
}

/// Whether an event at `other` can be at `places`.
fn is_there(story: &Story<'_, '_>, places: &[Key], other: &[Key]) -> bool {
    places.is_empty() || other.is_empty() || is_same_place(story, places, other)
}

/// Whether the second places are within the first.
fn is_narrower(story: &Story<'_, '_>, wide: &[Key], narrow: &[Key]) -> bool {
    wide.first().zip(narrow.first()).is_some_and(|(wide, narrow)| lies_in(story, *wide, *narrow))
}

/// Whether words tell of one of several: of one place among those of the series.
fn is_part_of_series(story: &Story<'_, '_>, this: &Telling, event: &Happened) -> bool {
    let is_elsewhere = !this.places.is_empty() && (event.places.is_empty() || is_narrower(story, &event.places, &this.places));
    let is_one = this.is_indefinite && this.places.is_empty();
    !this.is_plural && (is_elsewhere || is_one)
}

/// Whether several of a kind are told one by one: not what shakes or floods a whole country.
fn is_of_series(kind: EventKind) -> bool {
    EventKinds::VIOLENCE.has(kind)
        || matches!(kind, EventKind::Abduction | EventKind::TransportAccident | EventKind::Fire | EventKind::Protest | EventKind::Landslide)
}

/// Whether a clause goes on with the one that it hangs on.
fn is_attached(story: &Story<'_, '_>, clause: usize) -> bool {
    matches!(story.syntax.clause(clause).link, Link::Participle | Link::Coordinate)
}

/// The clauses whose event does what a clause tells, the nearest first.
fn related(story: &Story<'_, '_>, clause: usize) -> Vec<usize> {
    let this = story.syntax.clause(clause);
    let mut clauses = vec![clause];
    let above = this
        .parent
        .filter(|_| matches!(this.link, Link::Participle | Link::Relative | Link::Coordinate | Link::Adverbial | Link::Infinitive));
    clauses.extend(above);
    clauses.extend(story.children(clause).filter(|child| !matches!(story.syntax.clause(*child).link, Link::Complement | Link::Infinitive)));
    clauses
}
