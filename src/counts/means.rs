//! Who or what does it, or with what: of the kinds that a word can tell it is the one of its means.

use std::ops::Range;

use super::fact::Fact;
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject, EventKind, WeaponCategory};
use crate::gazetteer::lexicon::{EventKinds, Function, Happening, HappeningClass, Strength};
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{PhraseKind, Voice};

/// How many phrases between a subject and its verb are looked through.
const MAX_BETWEEN: usize = 12;
/// How many phrases of a sentence are.
const MAX_AROUND: usize = 64;
/// How many phrases behind a noun are.
const MAX_BEHIND: usize = 8;
/// How many facts of a clause are.
const MAX_FACTS: usize = 16;

/// What a word tells by its means: one of its kinds, and those that it can be.
pub(super) type Means = (EventKind, EventKinds);

/// What the means of a noun or verb of happening say of it, of the kinds that it can tell; `None` where it names none.
pub(super) fn means_of(
    story: &Story<'_, '_>,
    facts: &[Fact<'_>],
    tokens: &Range<usize>,
    phrase: usize,
    happening: &Happening,
) -> Option<Means> {
    let clause = story.syntax.clauses.of_phrase[phrase];
    if happening.kind == EventKind::ArmsTransfer {
        return transfers(story, facts, clause, phrase).then_some((happening.kind, happening.kinds));
    }
    let found = if happening.class == HappeningClass::Verb {
        of_verb(story, clause, phrase, happening)
    } else {
        of_noun(story, tokens, phrase, happening)
    };
    found.filter(|means| match means.0 {
        // That guns are fired makes no shooting of a battle.
        EventKind::Shooting => {
            matches!(happening.kind, EventKind::Attack | EventKind::Other | EventKind::Shooting) || happening.strength == Strength::Means
        }
        // Nor does what an army destroys make one.
        EventKind::Battle => happening.strength != Strength::Effect && matches!(happening.kind, EventKind::Attack | EventKind::Battle),
        // It is strikes of theirs that workers make.
        EventKind::Protest => happening.class != HappeningClass::Verb,
        _ => true,
    })
}

/// "a barrage of rockets", "a strike by the union", "a clash with protesters": its own phrase, then what stands behind it.
fn of_noun(story: &Story<'_, '_>, tokens: &Range<usize>, phrase: usize, happening: &Happening) -> Option<Means> {
    let narrowed = |at: usize| means_in(story, at, story.syntax.tokens(at).clone()).and_then(|means| narrow(means, happening));
    let own = story.syntax.tokens(phrase).start..tokens.start;
    let clause = story.syntax.clauses.of_phrase[phrase];
    let behind = (phrase + 1..story.syntax.phrases.len().min(phrase + MAX_BEHIND))
        .take_while(|at| story.syntax.clauses.of_phrase[*at] == clause && !matches!(story.syntax.phrases[*at].kind, PhraseKind::Verb(_)))
        .filter(|at| !matches!(story.role(*at).0, Role::Subject));
    let own = means_in(story, phrase, own).and_then(|means| narrow(means, happening));
    let behind = || behind.into_iter().find_map(narrowed).filter(|means| is_armed(means.0));
    own.or_else(behind).or_else(|| riot(story, phrase, happening))
}

/// "A march ended in clashes": of a fight beside which a crowd is named, and no troops.
fn riot(story: &Story<'_, '_>, phrase: usize, happening: &Happening) -> Option<Means> {
    if happening.kind != EventKind::Battle || !happening.kinds.has(EventKind::Riot) {
        return None;
    }
    let sentence = story.sentence_of(phrase);
    let phrases = story.syntax.sentence_starts[sentence]..story.syntax.sentence_starts[sentence + 1];
    let named = phrases.take(MAX_AROUND).filter_map(|at| means_in(story, at, story.syntax.tokens(at).clone())).map(|means| means.0);
    let (mut crowd, mut troops) = (false, false);
    for kind in named {
        crowd |= kind == EventKind::Riot;
        troops |= EventKinds::VIOLENCE.has(kind);
    }
    (crowd && !troops).then_some((EventKind::Riot, EventKinds::of(EventKind::Riot)))
}

/// "Drones hit", "was hit by a drone": its subject, or what stands behind a preposition; of what is fired its object.
fn of_verb(story: &Story<'_, '_>, clause: usize, phrase: usize, happening: &Happening) -> Option<Means> {
    let group = story.syntax.verb_of(clause)?;
    let this = story.syntax.clause(clause);
    let narrowed = |at: usize| means_in(story, at, story.syntax.tokens(at).clone()).and_then(|means| narrow(means, happening));
    let is_object = |at: &usize| matches!(story.role(*at).0, Role::Object);
    let is_governed = |at: &usize| {
        let by = |by: usize| matches!(story.syntax.phrases[by].kind, PhraseKind::Preposition(Function::By | Function::With));
        matches!(story.role(*at).0, Role::Governed(at) if by(at))
    };
    let behind = || story.phrases_of(clause).filter(|at| *at > phrase);
    let is_passive = group.voice == Voice::Passive || this.link == Link::Relative && this.subject.is_none() && group.voice == Voice::Open;
    let fires = happening.strength == Strength::Fires || happening.kind == EventKind::Shooting;
    let around = doer(story, clause).filter(|_| !is_passive || fires);
    let around = around.map_or(0..0, |subject| subject..phrase.min(subject + MAX_BETWEEN).max(subject));
    // Of buses and buildings only what falls or runs into something.
    let can_do = |means: &Means| is_armed(means.0) || happening.strength == Strength::Means;
    let flies = |means: &Means| !is_passive || matches!(means.0, EventKind::AirStrike | EventKind::Shelling);
    let by_subject = around.filter(|at| story.syntax.noun(*at).is_some()).find_map(narrowed).filter(can_do).filter(flies);
    let by_object = || behind().filter(is_object).filter(|_| fires).find_map(narrowed);
    let by_agent = || behind().filter(is_governed).find_map(narrowed).filter(|means| is_armed(means.0));
    by_object().or(by_subject).or_else(by_agent).or_else(|| riot(story, phrase, happening))
}

/// Whether means of a kind are armed: whoever has them does it, wherever in the clause they are named.
fn is_armed(kind: EventKind) -> bool {
    !matches!(kind, EventKind::TransportAccident | EventKind::Collapse | EventKind::Landslide)
}

/// Of the kinds of a means those that the word can tell.
fn narrow((kind, kinds): Means, happening: &Happening) -> Option<Means> {
    // A rifle says no more of a shooting.
    if kind == happening.kind {
        return Some((kind, happening.kinds));
    }
    let common = kinds.and(happening.kinds);
    let kind = if common.has(kind) { kind } else { common.first() };
    (!common.is_empty()).then_some((kind, common))
}

/// Whether weapons are handed over: counted in the clause of a verb, named in that of a noun.
fn transfers(story: &Story<'_, '_>, facts: &[Fact<'_>], clause: usize, phrase: usize) -> bool {
    if story.syntax.noun(phrase).is_some() {
        return story.phrases_of(clause).any(|at| names_weapon(story, at));
    }
    let this = story.syntax.clause(clause);
    let first = facts.partition_point(|fact| fact.phrase < this.first.min(phrase));
    let told = facts[first..].iter().take(MAX_FACTS).take_while(|fact| fact.phrase < this.end);
    told.into_iter().any(|fact| {
        fact.category == Some(CountCategory::Supplied)
            && (fact.clause == clause || story.syntax.clauses.of_phrase[fact.phrase] == clause)
            && fact.quantity.subject == Some(CountSubject::Weapons)
    })
}

/// Whether the head of a noun phrase is what something is done with: "bombs" are not several bombings.
pub(super) fn names_means(story: &Story<'_, '_>, phrase: usize) -> bool {
    let head = story.syntax.phrases[phrase].head;
    story.reading.happenings_at(head).any(|(_, it)| it.class == HappeningClass::Means)
}

/// The subject of a clause, or of the one that it shares it with.
fn doer(story: &Story<'_, '_>, clause: usize) -> Option<usize> {
    let this = story.syntax.clause(clause);
    let own = this.subject.or(this.antecedent);
    own.or_else(|| {
        this.parent
            .filter(|_| matches!(this.link, Link::Participle | Link::Coordinate))
            .and_then(|parent| story.syntax.clause(parent).subject)
    })
}

/// What is done by the means that `tokens` of a noun phrase name.
fn means_in(story: &Story<'_, '_>, phrase: usize, tokens: Range<usize>) -> Option<Means> {
    story.syntax.noun(phrase)?;
    let end = tokens.end.min(story.syntax.phrases[phrase].head + 1);
    let words = (tokens.start..end).flat_map(|token| story.reading.happenings_at(token).map(move |(end, it)| (token, end, it)));
    let named = words.filter(|(_, last, it)| it.class == HappeningClass::Means && *last <= end);
    // The one nearest to the head, the longest of those.
    let named = named.max_by_key(|(token, end, _)| (*end, std::cmp::Reverse(*token))).map(|(_, _, it)| (it.kind, it.kinds));
    named.or_else(|| story.weapon_mentions(&tokens).find_map(|mention| of_weapon(story, mention)))
}

/// What is done with a weapon.
fn of_weapon(story: &Story<'_, '_>, mention: usize) -> Option<Means> {
    let weapon = &story.weapons.weapons[story.weapons.tokens[mention].1];
    let kind = match weapon.entry.weapon()?.category {
        WeaponCategory::UncrewedVehicle | WeaponCategory::Missile | WeaponCategory::Aircraft => EventKind::AirStrike,
        WeaponCategory::Artillery => EventKind::Shelling,
        WeaponCategory::Bomb | WeaponCategory::Mine | WeaponCategory::Explosive => EventKind::Bombing,
        WeaponCategory::SmallArms => EventKind::Shooting,
        WeaponCategory::AirDefence
        | WeaponCategory::Armour
        | WeaponCategory::Naval
        | WeaponCategory::ChemicalBiologicalRadiologicalNuclear
        | WeaponCategory::Electronic
        | WeaponCategory::Other => return None,
    };
    Some((kind, EventKinds::of(kind)))
}

fn names_weapon(story: &Story<'_, '_>, phrase: usize) -> bool {
    matches!(story.syntax.phrases[phrase].kind, PhraseKind::Noun(_)) && !story.weapon_mentions(story.syntax.tokens(phrase)).is_empty()
}
