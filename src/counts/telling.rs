//! What tells an event: nouns and verbs of happening, what points back to one, and what one did.

use std::ops::Range;

use super::calendar::Calendar;
use super::category::traits;
use super::fact::Fact;
use super::means::{means_of, names_means};
use super::place::Reach;
use super::repeat::Statement;
use super::source::Source;
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject, EventKind, Key, Modality, Zone};
use crate::gazetteer::lexicon::{EventKinds, Function, Happening, HappeningClass, Strength, WordSense};
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Determiner, PhraseKind, Voice};

/// How many facts of a sentence or clause are looked through.
const MAX_FACTS: usize = 16;
/// How many phrases behind a noun its place and time are looked for.
const MAX_BEHIND: usize = 6;
/// How many clauses up the time and way of a clause are looked for.
const MAX_UP: usize = 3;

/// When an event is told to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// In the story's own time.
    Now,
    /// Before it: another year's quake.
    Before,
    /// It is planned.
    Planned,
    /// It is feared, or denied.
    Never,
}

/// Words that tell an event or point back to one.
#[derive(Clone, Debug)]
pub(super) struct Telling {
    pub(super) phrase: usize,
    pub(super) clause: usize,
    pub(super) class: HappeningClass,
    /// Where the words say that it happened.
    pub(super) places: Vec<Key>,
    pub(super) tokens: Range<usize>,
    /// What they tell, and all that it can be.
    pub(super) kind: EventKind,
    pub(super) kinds: EventKinds,
    pub(super) strength: Strength,
    /// Whether they tell of several, by number or by form.
    pub(super) is_plural: bool,
    /// "the blast", "this incident".
    pub(super) is_definite: bool,
    /// "a blast".
    pub(super) is_indefinite: bool,
    /// Whether who or what did it is named.
    pub(super) has_means: bool,
    /// Whether the words say that it is another than the one told before.
    pub(super) is_other: bool,
    pub(super) when: When,
    /// Whether they stand in the headline, or in the first sentence of the text.
    pub(super) is_lead: bool,
}

impl Telling {
    /// Whether it is of the story's own time.
    pub(super) fn is_of_story(&self) -> bool {
        self.when == When::Now
    }

    /// Whether it points back to what is told already: "the blast".
    pub(super) fn points_back(&self) -> bool {
        self.is_definite || self.class == HappeningClass::Reference
    }

    pub(super) fn is_effect(&self) -> bool {
        self.strength == Strength::Effect
    }
}

/// Everything that tells an event, in order: the longest term, heads of noun phrases and verbs.
pub(super) fn tellings<'a>(story: &Story<'_, 'a>, facts: &[Fact<'a>], statements: &[Statement], calendar: &Calendar) -> Vec<Telling> {
    let sources = Sources { story, facts, statements, calendar };
    let mut tellings: Vec<Telling> = Vec::new();
    let first_of_body = first_of_body(story);
    for phrase in 0..story.syntax.phrases.len() {
        let Some((tokens, happening)) = happening_in(story, phrase) else { continue };
        let zone = story.zone_of(phrase);
        let overlaps = tellings.last().is_some_and(|last| last.tokens.end > tokens.start);
        if overlaps || matches!(zone, Zone::Related | Zone::Furniture) {
            continue;
        }
        let is_lead = zone == Zone::Headline || story.sentence_of(phrase) <= first_of_body;
        if let Some(telling) = sources.telling(phrase, tokens, happening, is_lead) {
            tellings.push(telling);
        }
    }
    tellings
}

/// The first sentence of the text that tells anything: bylines have no verb.
fn first_of_body(story: &Story<'_, '_>) -> usize {
    let has_verb = |sentence: &usize| {
        let phrases = story.syntax.sentence_starts[*sentence]..story.syntax.sentence_starts[*sentence + 1];
        story.syntax.phrases[phrases].iter().any(|phrase| matches!(phrase.kind, PhraseKind::Verb(_)))
    };
    (0..story.zones.len()).filter(|sentence| story.zones[*sentence] == Zone::Body).find(has_verb).unwrap_or(usize::MAX)
}

/// What tellings are read from.
struct Sources<'t, 's, 'a> {
    story: &'t Story<'s, 'a>,
    facts: &'t [Fact<'a>],
    statements: &'t [Statement],
    calendar: &'t Calendar,
}

impl<'t, 's, 'a> Sources<'t, 's, 'a> {
    fn telling(&self, phrase: usize, tokens: Range<usize>, happening: Happening, is_lead: bool) -> Option<Telling> {
        let story = self.story;
        let clause = story.syntax.clauses.of_phrase[phrase];
        let noun = story.syntax.noun(phrase);
        let determiner = noun.map(|noun| noun.determiner);
        let is_verb = happening.class == HappeningClass::Verb;
        let is_negated = determiner == Some(Determiner::Negative) || is_verb && story.is_negated(clause);
        let is_definite = determiner == Some(Determiner::Definite) || noun.is_some_and(|noun| noun.owner_end.is_some());
        // "A quake killed 12": what an event did is told by its noun.
        let is_told_by_noun = is_verb && happening.strength != Strength::Effect && is_of_event(story, clause);
        if is_negated || is_told_by_noun || self.is_of_period(phrase, clause, &happening) || self.is_thing(phrase) {
            return None;
        }
        let means = means_of(story, self.facts, &tokens, phrase, &happening);
        let is_told = match happening.strength {
            Strength::Own => true,
            Strength::Effect => is_verb || noun.is_some_and(|noun| noun.quantity.is_some() || is_definite),
            Strength::Weak => means.is_some() && is_verb || noun.is_some_and(|noun| noun.quantity.is_some()) || self.is_in_company(phrase),
            Strength::Means | Strength::Fires => means.is_some(),
            Strength::People => self.is_done_to_people(clause, phrase),
            Strength::Story => is_lead,
        };
        // "condemned the attack": the bare word points back; "violence" points to nothing in particular.
        let class = if is_told { happening.class } else { HappeningClass::Reference };
        if is_verb && !is_told || class == HappeningClass::Reference && !is_definite {
            return None;
        }
        let (kind, kinds) = means.unwrap_or((happening.kind, happening.kinds));
        Some(Telling {
            phrase,
            clause,
            class,
            places: self.places(phrase, clause, happening.class),
            kind,
            kinds,
            strength: happening.strength,
            is_plural: happening.is_plural && !names_means(story, phrase) || self.is_of_several(phrase, clause, &happening),
            is_definite,
            is_indefinite: determiner == Some(Determiner::Indefinite) || is_verb && means.is_some() && self.is_done_by_one(clause),
            has_means: means.is_some(),
            is_other: noun.is_some() && is_other(story, phrase),
            when: when(story, self.calendar, clause, phrase),
            is_lead,
            tokens,
        })
    }

    /// "two car bombs were destroyed": what something happened to is no event.
    fn is_thing(&self, phrase: usize) -> bool {
        let at = self.facts.partition_point(|fact| fact.phrase < phrase);
        let fact = self.facts.get(at).filter(|fact| fact.phrase == phrase);
        fact.is_some_and(|fact| {
            fact.category.is_some_and(|category| traits(category).happens_to_weapons)
                && fact.quantity.subject == Some(CountSubject::Weapons)
        })
    }

    /// The facts that a clause tells.
    fn facts_of(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let this = self.story.syntax.clause(clause);
        let first = self.facts.partition_point(|fact| fact.phrase < this.first);
        let end = self.facts.partition_point(|fact| fact.phrase < this.end).min(first + MAX_FACTS);
        let of_phrase = &self.story.syntax.clauses.of_phrase;
        (first..end.max(first)).filter(move |at| self.facts[*at].clause == clause || of_phrase[self.facts[*at].phrase] == clause)
    }

    /// "28 people have been killed this year": sums over a time are no event.
    fn is_of_period(&self, phrase: usize, clause: usize, happening: &Happening) -> bool {
        let is_since = |at: usize| self.story.syntax.phrases[at].kind == PhraseKind::Time && is_since(self.story, at);
        let is_counted = self.story.syntax.noun(phrase).is_some_and(|noun| noun.quantity.is_some());
        let is_sum = happening.strength == Strength::Effect || happening.is_plural || is_counted;
        is_sum && self.facts_of(clause).any(|at| self.statements[at].is_of_period)
            || (is_sum || happening.class == HappeningClass::Verb) && self.story.phrases_of(clause).any(is_since)
    }

    /// "six shootings", "fired 40 drones".
    fn is_of_several(&self, phrase: usize, clause: usize, happening: &Happening) -> bool {
        let counted = |at: usize| self.story.syntax.noun(at).is_some_and(|noun| noun.quantity.is_some());
        let fires = happening.strength == Strength::Fires;
        counted(phrase) || fires && self.facts_of(clause).any(|at| self.facts[at].quantity.subject == Some(CountSubject::Weapons))
    }

    /// "a drone hit the bus"
    fn is_done_by_one(&self, clause: usize) -> bool {
        let subject = self.story.syntax.clause(clause).subject.and_then(|subject| self.story.syntax.noun(subject));
        subject.is_some_and(|noun| noun.determiner == Determiner::Indefinite)
    }

    /// Whether something happened to somebody in the same sentence, or a weapon is named in it: what makes an event of a weak word.
    fn is_in_company(&self, phrase: usize) -> bool {
        let story = self.story;
        let sentence = story.sentence_of(phrase);
        let tokens = story.reading.sentences[sentence].clone();
        let first = self.facts.partition_point(|fact| story.sentence_of(fact.phrase) < sentence);
        let mut told = self.facts[first..].iter().take(MAX_FACTS).take_while(|fact| story.sentence_of(fact.phrase) == sentence);
        !story.weapon_mentions(&tokens).is_empty() || told.any(|fact| fact.category.is_some() && fact.source != Source::Compared)
    }

    /// Whether the object of a verb, or the subject of a passive one, are people; of a noun, whether any are in its clause.
    fn is_done_to_people(&self, clause: usize, phrase: usize) -> bool {
        let story = self.story;
        let Some(group) = story.syntax.verb_of(clause).filter(|_| story.syntax.clause(clause).verb == Some(phrase)) else {
            return story.phrases_of(clause).any(|at| self.is_people(at));
        };
        let this = story.syntax.clause(clause);
        let is_passive = group.voice != Voice::Active;
        let subject = this.subject.or(this.antecedent).filter(|_| is_passive);
        let objects = story.phrases_of(clause).filter(|at| *at > phrase && matches!(story.role(*at).0, Role::Object | Role::Bare));
        subject.into_iter().chain(objects).any(|at| self.is_people(at))
    }

    /// Whether a noun phrase is of people.
    fn is_people(&self, phrase: usize) -> bool {
        let story = self.story;
        let head = story.syntax.phrases[phrase].head;
        let of_people = |sense| {
            matches!(sense, WordSense::Noun(CountSubject::People, _) | WordSense::Implies(_) | WordSense::Armed(_) | WordSense::Title(_))
        };
        let fact = self.facts.partition_point(|fact| fact.phrase < phrase);
        let is_counted =
            self.facts.get(fact).is_some_and(|fact| fact.phrase == phrase && fact.quantity.subject == Some(CountSubject::People));
        is_counted
            || story.syntax.noun(phrase).is_some()
                && (story.person_in(story.syntax.tokens(phrase)).is_some()
                    || story.reading.words_at(head).any(|(_, sense)| of_people(sense)))
    }

    /// Where an event is told to be: at its noun, in its clause, or where whom it touched are.
    fn places(&self, phrase: usize, clause: usize, class: HappeningClass) -> Vec<Key> {
        let found = places_of(self.story, phrase, clause, class);
        let points_back = self.story.syntax.noun(phrase).is_some_and(|noun| noun.determiner == Determiner::Definite);
        if !found.is_empty() || points_back {
            return found;
        }
        let is_here = |at: &usize| self.facts[*at].category.is_some_and(|category| category != CountCategory::Hospitalised);
        let mut told = self.facts_of(clause).filter(is_here).map(|at| &self.statements[at].own_places);
        told.find(|places| !places.is_empty()).cloned().unwrap_or_default()
    }
}

/// Whether the subject of a clause, or of the one that its participle hangs on, tells an event itself.
fn is_of_event(story: &Story<'_, '_>, clause: usize) -> bool {
    let this = story.syntax.clause(clause);
    let parent = this.parent.filter(|_| matches!(this.link, Link::Participle | Link::Coordinate | Link::Relative));
    let tells = |at: Option<usize>| {
        let happening = at.and_then(|at| happening_in(story, at));
        happening
            .is_some_and(|(_, it)| !matches!(it.class, HappeningClass::Verb | HappeningClass::Means) && it.strength != Strength::Effect)
    };
    let is_relative = this.link == Link::Relative;
    tells(this.subject)
        || is_relative && tells(this.antecedent)
        || parent.is_some_and(|parent| this.link == Link::Participle && tells(story.syntax.clause(parent).subject))
}

/// The word of a phrase that tells an event: of a noun phrase its head, with what belongs to the term; of a verb group the verb.
fn happening_in(story: &Story<'_, '_>, phrase: usize) -> Option<(Range<usize>, Happening)> {
    let this = &story.syntax.phrases[phrase];
    match &this.kind {
        PhraseKind::Noun(noun) if !noun.is_pronoun => {
            let is_definite = noun.determiner == Determiner::Definite;
            happening_at(story, this.tokens.clone(), Some(this.head + 1), is_definite).or_else(|| {
                // "Cholera deaths": what a toll is of.
                let is_toll = story.reading.words_at(this.head).any(|(_, sense)| matches!(sense, WordSense::Toll(_)));
                let before = this.head > this.tokens.start && is_toll;
                before.then(|| happening_at(story, this.tokens.start..this.head, Some(this.head), false)).flatten()
            })
        }
        PhraseKind::Verb(group) => happening_at(story, group.term.clone(), None, false),
        _ => None,
    }
}

/// The longest term that begins within `range` and ends at `end`; without an end, of a verb.
fn happening_at(story: &Story<'_, '_>, range: Range<usize>, end: Option<usize>, is_definite: bool) -> Option<(Range<usize>, Happening)> {
    for token in range.clone() {
        let is_wanted = |(last, happening): &(usize, Happening)| match (happening.class, end) {
            // "petrol bombs": a longer term for what it is done with.
            (HappeningClass::Means, end) => end == Some(*last) && *last > token + 1,
            (HappeningClass::Verb, end) => end.is_none(),
            (HappeningClass::Nothing, None) => true,
            (HappeningClass::Nothing | HappeningClass::Noun | HappeningClass::Reference, end) => end == Some(*last),
        };
        // A noun that both tells and points back tells.
        let order = |(last, happening): &(usize, Happening)| {
            (
                *last,
                happening.class != HappeningClass::Reference,
                happening.class == HappeningClass::Noun,
                happening.class == HappeningClass::Nothing,
            )
        };
        let Some((last, happening)) = story.reading.happenings_at(token).filter(is_wanted).max_by_key(order) else { continue };
        let points_back = |(end, it): &(usize, Happening)| *end == last && it.class == HappeningClass::Reference;
        let reference = story.reading.happenings_at(token).find(points_back).filter(|_| is_definite);
        return match happening.class {
            HappeningClass::Nothing | HappeningClass::Means => None,
            // "The raid" may point back to all that it can mean.
            HappeningClass::Noun => {
                let kinds = reference.map_or(happening.kinds, |(_, it)| happening.kinds.or(it.kinds));
                Some((token..last, Happening { kinds, ..happening }))
            }
            _ => Some((token..last.max(token + 1), happening)),
        };
    }
    None
}

/// "another", "the second", "an earlier", "a similar".
fn is_other(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Some(class) = story.grammar().complement("another-event") else { return false };
    let tokens = story.syntax.tokens(phrase).clone();
    // "the sixth shooting, on Starr Avenue"
    let is_ordinal =
        || tokens.clone().any(|token| story.reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Ordinal(2..))));
    story.has_complement(tokens.clone(), class) || is_ordinal() && !places_at_noun(story, phrase).is_empty()
}

/// Where an event is told to be: behind its noun or in its clause.
fn places_of(story: &Story<'_, '_>, phrase: usize, clause: usize, class: HappeningClass) -> Vec<Key> {
    if class != HappeningClass::Verb {
        let own = places_at_noun(story, phrase);
        if !own.is_empty() {
            return own;
        }
    }
    // "Hours after the exchange a drone hit the town of X": what is told already has its place.
    let is_time =
        matches!(story.syntax.clauses.roles[phrase], Role::Governed(by) if story.syntax.phrases[by].kind == PhraseKind::Subordinator);
    if is_time {
        return Vec::new();
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
    let of_item = place_of_item(story, clause);
    if !of_item.is_empty() {
        return of_item;
    }
    let children = story.children(clause).filter(|child| story.syntax.is_linked(*child, Link::Adverbial));
    children.map(|child| story.setting_places(child, Reach::Whole, phrase)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// "Medellín: 3,000 protesters, 12 detained": the place of the item in a list that a clause is of.
fn place_of_item(story: &Story<'_, '_>, clause: usize) -> Vec<Key> {
    let mut at = clause;
    for _ in 0..MAX_UP {
        let this = story.syntax.clause(at);
        let Some(parent) = this.parent else { break };
        let label = story.syntax.clause(parent);
        if this.link == Link::Label && label.verb.is_none() {
            let tokens = story.syntax.tokens(label.first).start..story.syntax.tokens(this.first).start;
            return story.place_mentions(&tokens).map(|mention| story.place_mention(mention).0).take(1).collect();
        }
        at = parent;
    }
    Vec::new()
}

/// "the Lagos raid", "a quake off the coast of Peru".
fn places_at_noun(story: &Story<'_, '_>, phrase: usize) -> Vec<Key> {
    let within = story.place_mentions(story.syntax.tokens(phrase));
    let mut found: Vec<Key> = within.map(|index| story.place_mention(index).0).take(1).collect();
    let mut at = phrase + 1;
    while found.is_empty() && at < story.syntax.phrases.len().min(phrase + MAX_BEHIND) {
        match story.syntax.phrases[at].kind {
            PhraseKind::Preposition(Function::Locative | Function::Of | Function::Between) => found = story.led_to(at),
            PhraseKind::Noun(_) | PhraseKind::Time | PhraseKind::Adverb => {}
            _ => break,
        }
        at += 1;
    }
    found
}

/// When an event is told to happen, by the cues and times of its clause and of those that it shares them with.
fn when(story: &Story<'_, '_>, calendar: &Calendar, clause: usize, phrase: usize) -> When {
    let is_definite = story.syntax.noun(phrase).is_some_and(|noun| noun.determiner == Determiner::Definite);
    if let Some(found) = story.told_aside(clause, phrase).filter(|found| !is_definite || *found == When::Before) {
        return found;
    }
    let is_time = |at: &usize| story.syntax.phrases[*at].kind == PhraseKind::Time && !is_since(story, *at);
    let is_before = |at: usize| is_time(&at) && calendar.is_of_another_time(story.reading, story.syntax.tokens(at));
    if is_definite {
        // "The crash was the worst since 2016": what is said of it has another time.
        let behind = phrase + 1..story.syntax.phrases.len().min(phrase + MAX_BEHIND);
        let plain = |at: &usize| !matches!(story.syntax.phrases[*at].kind, PhraseKind::Verb(_) | PhraseKind::Mark(_));
        return if behind.take_while(plain).any(is_before) { When::Before } else { When::Now };
    }
    for (at, reach) in story.settings(clause).into_iter().take(MAX_UP) {
        let this = story.syntax.clause(at);
        // "since 2016, when a gunman killed three"
        let led_by = this.first.checked_sub(1).map(|before| if story.is_comma(before) { before.saturating_sub(1) } else { before });
        let is_led = reach == Reach::Whole
            && matches!(this.link, Link::Relative | Link::Adverbial)
            && led_by.is_some_and(|time| {
                let tokens = story.syntax.tokens(time);
                story.syntax.phrases[time].kind == PhraseKind::Time
                    && (calendar.is_of_another_time(story.reading, tokens) || tokens.clone().any(|token| is_historical(story, token)))
            });
        // "On Monday a court convicted a man of a raid in 2022": the verb is of the later time. "In August two died and five were hurt in a
        // blast": what is fronted holds for both.
        let mut times = story.reached(at, reach).filter(is_time).peekable();
        if is_led || times.peek().is_some() {
            return if is_led || times.all(is_before) { When::Before } else { When::Now };
        }
    }
    When::Now
}

/// "last year"
fn is_historical(story: &Story<'_, '_>, token: usize) -> bool {
    story.reading.cues_at(token).any(|(_, cue)| cue == WordSense::Cue(Modality::Historical))
}

/// "since 2016"
fn is_since(story: &Story<'_, '_>, time: usize) -> bool {
    let token = story.syntax.tokens(time).start;
    token > 0 && story.completes(token - 1, "since")
}

impl<'s, 'a> Story<'s, 'a> {
    /// Whether a clause tells of the story's own time.
    pub(super) fn is_told_of_now(&self, clause: usize, phrase: usize) -> bool {
        self.told_aside(clause, phrase).is_none()
    }

    /// Of what other time, plan or fear a clause tells, by its cues.
    fn told_aside(&self, clause: usize, phrase: usize) -> Option<When> {
        let cue = |token: usize| {
            self.reading.cues_at(token).find_map(|(_, cue)| match cue {
                WordSense::Cue(Modality::Historical) => Some(When::Before),
                WordSense::Cue(Modality::Planned) => Some(When::Planned),
                WordSense::Cue(Modality::Hypothetical | Modality::Denied) => Some(When::Never),
                _ => None,
            })
        };
        let mut at = Some(clause);
        for _ in 0..MAX_UP {
            let Some(clause) = at else { break };
            let is_cue = |index: &usize| {
                let kind = &self.syntax.phrases[*index].kind;
                matches!(kind, PhraseKind::Verb(_) | PhraseKind::Time | PhraseKind::Adverb | PhraseKind::Subordinator) || *index == phrase
            };
            let found = self.phrases_of(clause).filter(is_cue).find_map(|index| self.syntax.tokens(index).clone().find_map(cue));
            if found.is_some() {
                return found;
            }
            let this = self.syntax.clause(clause);
            at = this.parent.filter(|_| matches!(this.link, Link::Infinitive | Link::Participle | Link::Complement));
        }
        None
    }

    /// The places of a clause's setting, for an event told by `phrase`.
    fn setting_places(&self, clause: usize, reach: Reach, phrase: usize) -> Vec<Key> {
        let starts = self.chains(self.reached(clause, reach).filter(|at| self.begins_chain(*at, None)));
        let leads = |at: &usize| self.leads_there(*at, None);
        let places = |at: usize| self.scenes_at(at);
        let behind = starts.iter().copied().filter(|at| *at > phrase && leads(at)).map(places).find(|found| !found.is_empty());
        let before = || starts.iter().rev().copied().filter(|at| *at < phrase && leads(at)).map(places).find(|found| !found.is_empty());
        behind.or_else(before).unwrap_or_default()
    }

    /// The places that a preposition leads to, but for hospitals: whoever is taken there was hurt elsewhere.
    pub(super) fn scenes_at(&self, preposition: usize) -> Vec<Key> {
        let mut places = self.led_to(preposition);
        places.retain(|place| !self.is_hospital(*place));
        places
    }

    fn is_comma(&self, phrase: usize) -> bool {
        self.syntax.phrases[phrase].kind == PhraseKind::Mark(crate::syntax::phrase::Mark::Comma)
    }
}
