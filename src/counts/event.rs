//! Events: the story as what happened in it, in order. A clause that tells an event opens one, number or not; a noun that points back joins the
//! last one that it can mean; a fact joins the event that its clause names, else the one that its paragraph is in.

use std::ops::Range;

use super::fact::Fact;
use super::place::{Reach, narrowness};
use super::repeat::Statement;
use super::source::Source;
use super::story::Story;
use crate::extraction::{
    Count, CountCategory, Event, EventKey, EventKind, EventMention, Evidence, Key, Modality, PlaceKind, TimeReference, Zone, confidence,
};
use crate::gazetteer::lexicon::{Function, Happening, HappeningClass, WordSense};
use crate::syntax::clause::Link;
use crate::syntax::phrase::{Determiner, PhraseKind};
use crate::text::Gap;

/// How many events back one that words mean is looked for: keeps the time linear.
const MAX_EVENTS_BACK: usize = 16;
/// How many statements behind a mention its sentence is looked through for what happened.
const MAX_STATEMENTS: usize = 16;

/// Words that tell an event or point back to one.
#[derive(Clone, Debug)]
struct Telling {
    phrase: usize,
    tokens: Range<usize>,
    happening: Happening,
    clause: usize,
    places: Vec<Key>,
    /// Whether the words say that it is another than the one told before.
    is_other: bool,
    /// Whether it is of another time, planned, or feared.
    is_aside: bool,
}

/// Where a clause moves the story to: "In Izmail, drones hit", "threw grenades over the wall of a depot in Caloto".
#[derive(Clone, Debug)]
struct Move {
    phrase: usize,
    clause: usize,
    places: Vec<Key>,
}

/// An event while the story is read.
#[derive(Debug)]
pub(super) struct Happened {
    pub(super) kind: EventKind,
    pub(super) places: Vec<Key>,
    tellings: Vec<usize>,
    pub(super) statements: Vec<usize>,
    is_aside: bool,
    zone: Zone,
}

/// The events of a story and which one each statement is of.
#[derive(Debug, Default)]
pub(super) struct Events {
    pub(super) happened: Vec<Happened>,
    tellings: Vec<Telling>,
    /// By statement.
    pub(super) of_statement: Vec<Option<usize>>,
    /// Whether the statement's own sentence tells of its event.
    pub(super) is_told_beside: Vec<bool>,
    /// The place at which the text stands before each statement.
    pub(super) scene_before: Vec<Vec<Key>>,
}

impl Events {
    /// Reads the story's events.
    pub(super) fn read<'a>(story: &Story<'_, 'a>, facts: &[Fact<'a>], counts: &[Count<'a>], statements: &[Statement]) -> Self {
        let mut events = Self { tellings: tellings(story, facts), ..Self::default() };
        let moves = moves(story);
        let mut sections = Sections::new(story);
        let mut next_move = 0;
        let mut next = 0;
        let mut current: Option<usize> = None;
        let mut scene: Vec<Key> = Vec::new();
        let mut since = 0;
        for (index, fact) in facts.iter().enumerate() {
            // What the whole sentence tells stands before its first fact: "19 people died when a bomb exploded".
            let sentence = story.sentence_of(fact.phrase);
            let own = story.syntax.clauses.of_phrase[fact.phrase];
            let mut around: Vec<usize> = story.settings(own).into_iter().map(|(clause, _)| clause).collect();
            around.push(fact.clause);
            around.extend(story.children(own));
            let is_met = |telling: &Telling| {
                let told = story.sentence_of(telling.phrase);
                told < sentence || told == sentence && (telling.phrase < fact.phrase || around.contains(&telling.clause))
            };
            while next < events.tellings.len() && is_met(&events.tellings[next]) {
                let at = events.tellings[next].phrase;
                sections.set(story, since, at, &mut scene);
                since = at;
                current = events.tell(story, next, current).or(current);
                let telling = &events.tellings[next];
                if !telling.is_aside && !telling.places.is_empty() && telling.happening.class != HappeningClass::Reference {
                    scene.clone_from(&telling.places);
                }
                next += 1;
            }
            sections.set(story, since, fact.phrase, &mut scene);
            while next_move < moves.len() && (moves[next_move].phrase < fact.phrase || around.contains(&moves[next_move].clause)) {
                let is_of_paragraph = !sections.begins_paragraph(story, moves[next_move].phrase.min(fact.phrase), fact.phrase);
                if is_of_paragraph {
                    scene.clone_from(&moves[next_move].places);
                }
                next_move += 1;
            }
            since = fact.phrase;
            events.scene_before.push(scene.clone());
            let statement = &statements[index];
            let count = &counts[statement.count];
            let event = if statement.is_of_story { events.event_of(story, fact, count, statement, current) } else { None };
            if let Some(event) = event {
                events.happened[event].statements.push(index);
                if count.modality.is_stated() {
                    current = Some(event);
                }
            }
            events.is_told_beside.push(event.is_some_and(|event| {
                let told = events.happened[event].tellings.iter().rev().take(MAX_STATEMENTS);
                told.into_iter().any(|telling| story.sentence_of(events.tellings[*telling].phrase) == sentence)
            }));
            let is_elsewhere = count.category == Some(CountCategory::Hospitalised);
            if !statement.own_places.is_empty() && count.modality.is_stated() && statement.is_of_story && !is_elsewhere {
                scene.clone_from(&statement.own_places);
            }
            events.of_statement.push(event);
        }
        while next < events.tellings.len() {
            current = events.tell(story, next, current).or(current);
            next += 1;
        }
        events
    }

    /// Opens the event that words tell, or joins them to the one that they mean.
    fn tell(&mut self, story: &Story<'_, '_>, telling: usize, current: Option<usize>) -> Option<usize> {
        let this = self.tellings[telling].clone();
        let is_reference = this.happening.class == HappeningClass::Reference;
        let from = self.happened.len().saturating_sub(MAX_EVENTS_BACK);
        let can_be = |event: &Happened| {
            let is_kind = this.happening.kinds.has(event.kind) || (!is_reference && is_like(this.happening.kinds.first(), event.kind));
            let is_there = this.places.is_empty() || event.places.is_empty() || is_same_place(story, &this.places, &event.places);
            is_kind && is_there && event.is_aside == this.is_aside
        };
        let is_met = |index: &usize| can_be(&self.happened[*index]);
        let meant = if this.is_other { None } else { current.filter(is_met).or_else(|| (from..self.happened.len()).rev().find(is_met)) };
        if let Some(event) = meant {
            let happened = &mut self.happened[event];
            happened.tellings.push(telling);
            let kind = this.happening.kinds.first();
            if !is_reference && is_general(happened.kind) && !is_general(kind) {
                happened.kind = kind;
            }
            let is_narrower = happened.places.first().zip(this.places.first()).is_none_or(|(old, new)| story.encloses(*old, *new));
            if happened.places.is_empty() || !this.places.is_empty() && is_narrower {
                happened.places = this.places;
            }
            return Some(event);
        }
        if is_reference {
            return None;
        }
        let zone = story.zone_of(this.phrase);
        self.happened.push(Happened {
            kind: this.happening.kinds.first(),
            places: this.places,
            tellings: vec![telling],
            statements: Vec::new(),
            is_aside: this.is_aside,
            zone,
        });
        Some(self.happened.len() - 1)
    }

    /// The event that a fact is of.
    fn event_of(
        &self,
        story: &Story<'_, '_>,
        fact: &Fact<'_>,
        count: &Count<'_>,
        statement: &Statement,
        current: Option<usize>,
    ) -> Option<usize> {
        let sentence = story.sentence_of(fact.phrase);
        let own = story.syntax.clauses.of_phrase[fact.phrase];
        let mut clauses = vec![own, fact.clause];
        clauses.extend(story.settings(own).into_iter().filter(|(_, reach)| *reach == Reach::Whole).map(|(clause, _)| clause));
        clauses.extend(story.children(own).filter(|child| matches!(story.syntax.clause(*child).link, Link::Adverbial | Link::Relative)));
        let by_clause = clauses.iter().find_map(|clause| {
            (0..self.happened.len()).rev().take(MAX_EVENTS_BACK).find(|event| {
                self.happened[*event].tellings.iter().rev().take(MAX_STATEMENTS).any(|telling| self.tellings[*telling].clause == *clause)
            })
        });
        if by_clause.is_some() {
            return by_clause;
        }
        if !count.modality.is_stated() {
            return None;
        }
        let is_there = |event: &Happened| {
            statement.own_places.is_empty() || event.places.is_empty() || is_same_place(story, &statement.own_places, &event.places)
        };
        let is_told = |event: &Happened| !event.is_aside;
        let in_sentence = (0..self.happened.len()).rev().take(MAX_EVENTS_BACK).find(|event| {
            let happened = &self.happened[*event];
            let told = happened.tellings.last().map(|telling| story.sentence_of(self.tellings[*telling].phrase));
            told == Some(sentence) && is_there(happened) && is_told(happened)
        });
        let from = self.happened.len().saturating_sub(MAX_EVENTS_BACK);
        let by_place = || {
            let matches = |event: &usize| {
                let happened = &self.happened[*event];
                is_told(happened) && !happened.places.is_empty() && !statement.own_places.is_empty() && is_there(happened)
            };
            (from..self.happened.len()).rev().find(matches)
        };
        in_sentence
            .or_else(|| current.filter(|event| is_there(&self.happened[*event]) && is_told(&self.happened[*event])))
            .or_else(by_place)
    }

    /// The events as the answer has them.
    pub(super) fn answer<'a>(
        &self,
        story: &Story<'_, 'a>,
        counts: &[Count<'a>],
        statements: &[Statement],
        times: &[Option<TimeReference<'a>>],
    ) -> Vec<Event<'a>> {
        let main = self.main(counts, statements);
        let mut events: Vec<Event<'a>> = Vec::new();
        for (index, happened) in self.happened.iter().enumerate() {
            if happened.is_aside && happened.statements.is_empty() || matches!(happened.zone, Zone::Related | Zone::Furniture) {
                continue;
            }
            let mut keys: Vec<Key> = happened.statements.iter().map(|statement| counts[statements[*statement].count].key).collect();
            keys.sort_unstable();
            keys.dedup();
            let mut weapons: Vec<Key> = keys.iter().flat_map(|key| counts[key.index()].weapons.iter().copied()).collect();
            weapons.sort_unstable();
            weapons.dedup();
            let mentions: Vec<EventMention<'a>> =
                happened.tellings.iter().map(|telling| mention(story, &self.tellings[*telling])).collect();
            let time = happened.statements.iter().find_map(|statement| times[statements[*statement].count]);
            let places = if happened.places.is_empty() {
                keys.iter().find_map(|key| Some(counts[key.index()].places.clone()).filter(|places| !places.is_empty())).unwrap_or_default()
            } else {
                happened.places.clone()
            };
            let confidence = mentions.iter().map(|mention| mention.confidence).fold(0.0, f32::max);
            events.push(Event {
                key: EventKey { number: events.len() as u32 + 1 },
                kind: happened.kind,
                mentions,
                places,
                time,
                weapons,
                counts: keys,
                is_main: main == Some(index),
                confidence,
            });
        }
        events.sort_by_key(|event| event.mentions[0].span.start);
        for (index, event) in events.iter_mut().enumerate() {
            event.key = EventKey { number: index as u32 + 1 };
        }
        events
    }

    /// The event that the story is about: that of its headline, else the one of most counts, the first of them.
    fn main(&self, counts: &[Count<'_>], statements: &[Statement]) -> Option<usize> {
        let weight = |happened: &Happened| {
            let stated = happened.statements.iter().filter(|statement| counts[statements[**statement].count].modality.is_stated()).count();
            let is_headline = happened.zone == Zone::Headline;
            (usize::from(is_headline) * 4 + stated * 2 + happened.tellings.len(), stated)
        };
        let told = (0..self.happened.len()).filter(|index| !self.happened[*index].is_aside);
        told.max_by_key(|index| (weight(&self.happened[*index]), std::cmp::Reverse(*index)))
    }
}

fn mention<'a>(story: &Story<'_, 'a>, telling: &Telling) -> EventMention<'a> {
    let text = &story.reading.text;
    let is_reference = telling.happening.class == HappeningClass::Reference;
    let rule = match telling.happening.class {
        HappeningClass::Noun => "event-noun",
        HappeningClass::Verb => "event-verb",
        HappeningClass::Reference => "event-reference",
    };
    EventMention {
        span: text.span(&telling.tokens),
        text: text.surface(&telling.tokens),
        sentence: story.reading.sentence_number(telling.tokens.start),
        confidence: if is_reference || telling.happening.is_weak { confidence::TRIGGERED } else { confidence::RESOLVED },
        evidence: Evidence { alias: text.surface(&telling.tokens), class: None, rule },
    }
}

/// The parts of a story that has a heading or a dateline for each place: "GENEVA — Two men", a line that is nothing but "Niger".
#[derive(Debug, Default)]
struct Sections {
    /// The phrase that begins each, and its places.
    begins: Vec<(usize, Vec<Key>)>,
    next: usize,
    places: Vec<Key>,
    /// The number of the paragraph of each sentence.
    paragraphs: Vec<usize>,
}

impl Sections {
    fn new(story: &Story<'_, '_>) -> Self {
        let mut begins: Vec<(usize, Vec<Key>)> = Vec::new();
        let datelines = story.syntax.clauses.clauses.iter().filter(|clause| clause.link == Link::Dateline && clause.first < clause.end);
        begins.extend(datelines.filter_map(|clause| Some((clause.first, vec![story.dateline_place(clause)?]))));
        let sentences = story.reading.sentences.iter().enumerate();
        begins.extend(sentences.filter_map(|(sentence, tokens)| {
            let mention = story.place_mentions(tokens).next()?;
            let is_line = story.reading.text.tokens().get(tokens.end).is_some_and(|next| next.gap >= Gap::Newline);
            let is_heading = story.named.places[mention].0 == *tokens && is_line && story.zones[sentence] != Zone::Headline;
            is_heading.then(|| (story.syntax.sentence_starts[sentence], vec![story.place_mention(mention).0]))
        }));
        begins.sort_by_key(|(first, _)| *first);
        // One dateline is the story's own, and no part of it.
        let is_of_one = begins.iter().all(|(_, places)| *places == begins[0].1);
        let begins = if is_of_one { Vec::new() } else { begins };
        Self { begins, paragraphs: paragraphs(story), ..Self::default() }
    }

    fn begins_paragraph(&self, story: &Story<'_, '_>, from: usize, to: usize) -> bool {
        self.paragraphs[story.sentence_of(from)] < self.paragraphs[story.sentence_of(to)]
    }

    /// Where the text stands at the phrase `to`: with a new part in its place, with a new paragraph in the part's again.
    fn set(&mut self, story: &Story<'_, '_>, from: usize, to: usize, scene: &mut Vec<Key>) {
        let before = self.next;
        while self.begins.get(self.next).is_some_and(|(first, _)| *first <= to) {
            self.places.clone_from(&self.begins[self.next].1);
            self.next += 1;
        }
        if self.next > before || self.begins_paragraph(story, from, to) {
            scene.clone_from(&self.places);
        }
    }
}

/// Every clause that moves the story, in order: one with a verb that does not only say, of no other time, whose setting names a place.
fn moves(story: &Story<'_, '_>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for (clause, this) in story.syntax.clauses.clauses.iter().enumerate() {
        let Some(verb) = this.verb else { continue };
        if matches!(this.link, Link::Relative | Link::Complement | Link::Infinitive | Link::Dateline)
            || matches!(story.zone_of(verb), Zone::Related | Zone::Furniture)
            || story.speaks(clause)
            || is_aside(story, clause, verb)
        {
            continue;
        }
        let leads = |at: &usize| story.leads_there(*at, None) && (*at > verb || this.subject.is_none_or(|subject| *at < subject));
        let starts = story.chains(story.phrases_of(clause).filter(|at| story.begins_chain(*at, None)));
        let found = starts.into_iter().filter(leads).map(|at| (at, story.scenes_at(at))).find(|(_, places)| !places.is_empty());
        if let Some((phrase, places)) = found {
            moves.push(Move { phrase, clause, places });
        }
    }
    moves.sort_by_key(|it| it.phrase);
    moves
}

/// Everything that tells an event, in order: the longest term, heads of noun phrases and verbs.
fn tellings<'a>(story: &Story<'_, 'a>, facts: &[Fact<'a>]) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    for phrase in 0..story.syntax.phrases.len() {
        let Some((tokens, happening)) = happening_in(story, phrase) else { continue };
        if matches!(story.zone_of(phrase), Zone::Related | Zone::Furniture)
            || tellings.last().is_some_and(|last| last.tokens.end > tokens.start)
        {
            continue;
        }
        if happening.is_weak && !is_in_company(story, facts, phrase) {
            continue;
        }
        let clause = story.syntax.clauses.of_phrase[phrase];
        let noun = story.syntax.noun(phrase);
        let is_definite = noun.is_some_and(|noun| noun.determiner == Determiner::Definite);
        // A bare reference, "violence", points to nothing in particular.
        if happening.class == HappeningClass::Reference && !is_definite {
            continue;
        }
        if noun.is_some_and(|noun| noun.determiner == Determiner::Negative)
            || story.is_negated(clause) && happening.class == HappeningClass::Verb
        {
            continue;
        }
        // "A quake killed 12": what an event did is told by its noun.
        if happening.class == HappeningClass::Verb && is_of_event(story, clause) {
            continue;
        }
        let is_other = noun.is_some() && is_other(story, phrase);
        tellings.push(Telling {
            phrase,
            clause,
            places: places_of(story, phrase, clause, happening.class),
            is_other,
            is_aside: is_aside(story, clause, phrase),
            tokens,
            happening,
        });
    }
    tellings
}

/// Whether the subject of a clause, or of the one that its participle hangs on, tells an event itself.
fn is_of_event(story: &Story<'_, '_>, clause: usize) -> bool {
    let this = story.syntax.clause(clause);
    let parent = this.parent.filter(|_| matches!(this.link, Link::Participle | Link::Coordinate | Link::Relative));
    let tells = |at: Option<usize>| at.is_some_and(|at| happening_in(story, at).is_some_and(|(_, it)| it.class != HappeningClass::Verb));
    let is_relative = this.link == Link::Relative;
    tells(this.subject)
        || is_relative && tells(this.antecedent)
        || parent.is_some_and(|parent| this.link == Link::Participle && tells(story.syntax.clause(parent).subject))
}

/// The word of a phrase that tells an event: of a noun phrase its head, with what belongs to the term; of a verb group the verb.
fn happening_in(story: &Story<'_, '_>, phrase: usize) -> Option<(Range<usize>, Happening)> {
    let this = &story.syntax.phrases[phrase];
    let (range, end) = match &this.kind {
        PhraseKind::Noun(noun) if !noun.is_pronoun => (this.tokens.clone(), Some(this.head + 1)),
        PhraseKind::Verb(group) => (group.term.clone(), None),
        _ => return None,
    };
    let is_noun = end.is_some();
    for token in range.clone() {
        let found = story.reading.happenings_at(token).filter(|(last, happening)| match end {
            Some(end) => *last == end && happening.class != HappeningClass::Verb,
            None => happening.class == HappeningClass::Verb,
        });
        // A noun that both tells and points back tells where it is no definite one.
        let mut found: Vec<(usize, Happening)> = found.collect();
        found.sort_by_key(|(last, happening)| (std::cmp::Reverse(*last), happening.class == HappeningClass::Reference));
        let is_definite = matches!(&this.kind, PhraseKind::Noun(noun) if noun.determiner == Determiner::Definite);
        let reference = found.iter().find(|(_, happening)| happening.class == HappeningClass::Reference).copied();
        let chosen = if is_definite && token == range.end.saturating_sub(1) {
            found.iter().find(|(_, happening)| happening.class == HappeningClass::Noun).copied().or(reference)
        } else {
            found.first().copied()
        };
        if let Some((last, happening)) = chosen {
            let last = if is_noun { last } else { last.max(token + 1) };
            return Some((token..last, happening));
        }
    }
    None
}

/// Whether something happened to somebody in the same sentence, or a weapon is named in it: what makes an event of a weak word.
fn is_in_company(story: &Story<'_, '_>, facts: &[Fact<'_>], phrase: usize) -> bool {
    let sentence = story.sentence_of(phrase);
    let first = facts.partition_point(|fact| story.sentence_of(fact.phrase) < sentence);
    let told = facts[first..].iter().take(MAX_STATEMENTS).take_while(|fact| story.sentence_of(fact.phrase) == sentence);
    let mut told = told.filter(|fact| fact.category.is_some() && fact.source != Source::Compared);
    let tokens = story.reading.sentences[sentence].clone();
    told.next().is_some() || !story.weapon_mentions(&tokens).is_empty()
}

/// "another", "the second", "an earlier", "a similar".
fn is_other(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Some(class) = story.grammar().complement("another-event") else { return false };
    let tokens = story.syntax.tokens(phrase).clone();
    story.has_complement(tokens, class)
}

/// Where an event is told to be: behind its noun or in its clause.
fn places_of(story: &Story<'_, '_>, phrase: usize, clause: usize, class: HappeningClass) -> Vec<Key> {
    let own: Vec<Key> = if class == HappeningClass::Verb {
        Vec::new()
    } else {
        let within = story.place_mentions(story.syntax.tokens(phrase));
        let mut found: Vec<Key> = within.map(|index| story.place_mention(index).0).take(1).collect();
        let mut at = phrase + 1;
        while found.is_empty() && at < story.syntax.phrases.len().min(phrase + 6) {
            match story.syntax.phrases[at].kind {
                PhraseKind::Preposition(Function::Locative | Function::Of | Function::Between) => found = story.led_to(at),
                PhraseKind::Noun(_) | PhraseKind::Time | PhraseKind::Adverb => {}
                _ => break,
            }
            at += 1;
        }
        found
    };
    if !own.is_empty() {
        return own;
    }
    for (clause, reach) in story.settings(clause) {
        let found = story.setting_places(clause, reach, phrase);
        if !found.is_empty() {
            return found;
        }
        if reach == Reach::Whole
            && let Some(found) = story.by_verb_of_place(clause)
        {
            return found;
        }
    }
    Vec::new()
}

/// Whether the clause tells of another time, of a plan or a fear.
fn is_aside(story: &Story<'_, '_>, clause: usize, phrase: usize) -> bool {
    let tells = |token: usize| {
        story.reading.cues_at(token).any(|(_, cue)| {
            matches!(cue, WordSense::Cue(Modality::Historical | Modality::Planned | Modality::Hypothetical | Modality::Denied))
        })
    };
    let mut at = Some(clause);
    for _ in 0..3 {
        let Some(clause) = at else { break };
        let relevant = |index: &usize| {
            matches!(
                story.syntax.phrases[*index].kind,
                PhraseKind::Verb(_) | PhraseKind::Time | PhraseKind::Adverb | PhraseKind::Subordinator
            ) || *index == phrase
        };
        if story.phrases_of(clause).filter(relevant).any(|index| story.syntax.tokens(index).clone().any(tells)) {
            return true;
        }
        let this = story.syntax.clause(clause);
        at = this.parent.filter(|_| matches!(this.link, Link::Infinitive | Link::Participle | Link::Complement));
    }
    false
}

/// Whether one kind of event can be told as the other.
fn is_like(one: EventKind, other: EventKind) -> bool {
    use EventKind::{AirStrike, Attack, Battle, Bombing, Explosion, Fire, Other, Shelling, Shooting, Wildfire};
    let violent = |kind| matches!(kind, AirStrike | Attack | Battle | Bombing | Shelling | Shooting);
    one == other
        || (violent(one) && violent(other) && (is_general(one) || is_general(other)))
        || matches!((one, other), (Bombing, Explosion) | (Explosion, Bombing) | (Explosion, AirStrike) | (AirStrike, Explosion))
        || matches!((one, other), (AirStrike, Shelling) | (Shelling, AirStrike))
        || matches!((one, other), (Fire, Wildfire) | (Wildfire, Fire))
        || one == Other
        || other == Other
}

/// Whether the kind says little of how it was done.
fn is_general(kind: EventKind) -> bool {
    matches!(kind, EventKind::Attack | EventKind::Other | EventKind::Explosion)
}

/// Whether two lists of places can be of one event.
pub(super) fn is_same_place(story: &Story<'_, '_>, one: &[Key], other: &[Key]) -> bool {
    let is_wide = |key: Key| narrowness(story.places.places[key.index()].kind) <= narrowness(PlaceKind::Country);
    one.iter().any(|one| {
        other.iter().any(|other| {
            one == other
                || story.encloses(*one, *other)
                || story.encloses(*other, *one)
                || (is_wide(*one) != is_wide(*other) && !is_known_apart(story, *one, *other))
        })
    })
}

/// Whether the narrower of two places is known to be in another country than the wider.
fn is_known_apart(story: &Story<'_, '_>, one: Key, other: Key) -> bool {
    let country = |key: Key| story.places.places[key.index()].entry.and_then(|entry| entry.place()).map(|facts| facts.country.clone());
    match (country(one), country(other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

/// The number of each sentence's paragraph.
fn paragraphs(story: &Story<'_, '_>) -> Vec<usize> {
    let tokens = story.reading.text.tokens();
    let begins = |sentence: &Range<usize>| usize::from(tokens[sentence.start].gap == Gap::Paragraph);
    let numbered = story.reading.sentences.iter().scan(0, |paragraph, sentence| {
        *paragraph += begins(sentence);
        Some(*paragraph)
    });
    numbered.collect()
}

impl<'s, 'a> Story<'s, 'a> {
    /// The places of a clause's setting, for an event told by `phrase`.
    pub(super) fn setting_places(&self, clause: usize, reach: Reach, phrase: usize) -> Vec<Key> {
        let starts = self.chains(self.reached(clause, reach).filter(|at| self.begins_chain(*at, None)));
        let leads = |at: &usize| self.leads_there(*at, None);
        let places = |at: usize| self.scenes_at(at);
        let behind = starts.iter().copied().filter(|at| *at > phrase && leads(at)).map(places).find(|found| !found.is_empty());
        let before = || starts.iter().rev().copied().filter(|at| *at < phrase && leads(at)).map(places).find(|found| !found.is_empty());
        behind.or_else(before).unwrap_or_default()
    }

    /// The places that a preposition leads to, but for hospitals: whoever is taken there was hurt elsewhere.
    fn scenes_at(&self, preposition: usize) -> Vec<Key> {
        let mut places = self.led_to(preposition);
        places.retain(|place| !self.is_hospital(*place));
        places
    }
}
