//! Victims whom the text names. A living person among the dead is the worst answer of all: a name is counted only where a clause says so of
//! that very person.

use std::ops::Range;

use super::fact::Fact;
use super::role::role_of_subject;
use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::grammar::{Parts, Role as FrameRole};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::reading::Reading;
use crate::syntax::clause::{Link, Role};
use crate::syntax::one::named_one;
use crate::syntax::phrase::{Determiner, Mark, PhraseKind};
use crate::syntax::quantity::Quantity;

/// How many phrases of a list are walked over: keeps the time linear.
const MAX_LISTED: usize = 48;
/// How many phrases before its verb "among them" is looked for.
const MAX_AMONG: usize = 6;
/// How many noun phrases "of" chains: "the youngest of the sons of the dead".
const MAX_OWNERS: usize = 4;
/// Among how many of the last facts is looked for whether "the victims" are dead or hurt.
const MAX_TOLD: usize = 256;
/// How many tokens before a noun for a death are looked at for what makes it none: "accused of plotting the murder of".
const MAX_TOKENS_BEFORE: usize = 8;

/// Somebody named, to whom something happened: the name stands for the number.
pub(super) fn named<'a>(story: &Story<'_, 'a>, phrase: usize, facts: &[Fact<'a>]) -> Option<Fact<'a>> {
    let noun = story.syntax.noun(phrase)?;
    let tokens = story.syntax.tokens(phrase);
    let first = story.people_tokens.partition_point(|name| name.start < tokens.start);
    let names = story.people_tokens[first..].iter().take_while(|name| name.end <= tokens.end);
    // The name is the head, or the owner of a death: no title of something else.
    let name = names.last().filter(|_| noun.determiner != Determiner::Negative)?;
    let is_head = name.end == tokens.end && noun.name.is_some();
    let person = story.person_in(name)?;
    let quantity = named_one(story.reading, name);
    let whole = is_head.then(|| one_by_one(story, phrase, facts)).flatten();
    let told = if !is_head {
        owner_of_death(story, phrase, name)?
    } else if whole.is_some() || is_one_of_its_list(story, phrase) {
        told_of(story, phrase, &quantity)
            .or_else(|| listed(story, phrase, facts))
            .or_else(|| behind_semicolon(story, phrase, facts))
            .or_else(|| of_death(story, phrase))
            .or_else(|| of_life(story, phrase, &quantity))
            .or_else(|| called_dead(story, phrase, name))
            .or_else(|| among_them(story, phrase, facts))
            .or_else(|| told_with(story, phrase, whole.map(|whole| &facts[whole])))?
    } else {
        return None;
    };
    let told = Some(told).filter(Happening::is_done_to_a_person)?;
    let mut fact = Fact { person: Some(person), ..Fact::new(phrase, quantity, told) };
    if let Some(whole) = whole {
        fact.source = Source::Included;
        fact.model = Some(whole);
    }
    Some(fact)
}

/// "claimed three lives: Ana Reyes, Ivo Kranz and Lea Brandt": what happened to all of them.
fn told_with<'a>(story: &Story<'_, 'a>, phrase: usize, whole: Option<&Fact<'a>>) -> Option<Happening<'a>> {
    let Fact { category, rule, source, tokens, was_hurt, .. } = whole?;
    let clause = story.syntax.clauses.of_phrase[phrase];
    let tokens = tokens.start..story.syntax.tokens(phrase).end;
    Some(Happening { category: *category, rule, source: *source, clause, tokens, was_hurt: *was_hurt })
}

/// "Six clerks were shot dead. Among them were Ana Reyes and Ivo Kranz": where the sentence before tells of people whom one thing happened to.
fn among_them<'a>(story: &Story<'_, 'a>, phrase: usize, facts: &[Fact<'a>]) -> Option<Happening<'a>> {
    let clause = story.syntax.clauses.of_phrase[phrase];
    let this = story.syntax.clause(clause);
    let (role, first) = story.role(phrase);
    let is_copula = story.syntax.verb_of(clause).is_some_and(|group| story.is_be(group));
    let verb = this.verb.filter(|verb| role == Role::Subject && is_copula && *verb < first && this.subject == Some(first))?;
    (this.first..verb).rev().take(MAX_AMONG).find(|at| story.leads_to_them(*at))?;
    let sentence = story.sentence_of(phrase);
    let told = |fact: &&Fact<'_>| story.sentence_of(fact.phrase) + 1 >= sentence;
    let are_people = |fact: &&Fact<'_>| {
        fact.person.is_none() && fact.quantity.value != Some(1) && matches!(fact.quantity.subject, None | Some(CountSubject::People))
    };
    let mut people = facts.iter().rev().take(MAX_LISTED).take_while(told).filter(are_people);
    let Fact { category, tokens, .. } = people.next()?;
    let is_one_thing = people.all(|fact| fact.category == *category);
    is_one_thing.then(|| Happening {
        category: *category,
        rule: "count-named-among-them",
        source: Source::Among,
        clause,
        tokens: tokens.start..story.syntax.tokens(phrase).end,
        was_hurt: false,
    })
}

/// What the clause of the name says of it.
fn told_of<'a>(story: &Story<'_, 'a>, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
    let told = story.happened(phrase, quantity)?;
    matches!(told.source, Source::Verb | Source::State | Source::Among).then_some(told)
}

/// "still hold 6,300 soldiers, Andriy Bilous said": a name behind a comma is one of a list only where the list is of people told one by one.
fn is_one_of_its_list(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Some(anchor) = before_ages(story, phrase) else { return true };
    let is_comma = story.is_mark(phrase - 1, Mark::Comma);
    let is_person = |at: usize| {
        let noun = story.syntax.noun(at);
        story.person_in(story.syntax.tokens(at)).is_some()
            || noun.is_some_and(|noun| noun.quantity.is_none() && noun.determiner != Determiner::None)
    };
    !is_comma || is_person(anchor)
}

/// Whether a name is joined by "and", or in a list that "and" closes.
fn is_in_closed_list(story: &Story<'_, '_>, phrase: usize) -> bool {
    let (_, first) = story.role(phrase);
    let end = (phrase + MAX_LISTED).min(story.syntax.phrases.len());
    let is_listed = |at: &usize| match story.syntax.phrases[*at].kind {
        PhraseKind::Noun(_) => matches!(story.syntax.clauses.roles[*at], Role::Joined(_)) && story.role(*at).1 == first,
        PhraseKind::Mark(Mark::Comma) | PhraseKind::Conjunction => true,
        _ => false,
    };
    let is_joined = |at: usize| matches!(story.syntax.phrases[at - 1].kind, PhraseKind::Conjunction);
    (phrase..end).take_while(is_listed).any(|at| story.syntax.noun(at).is_some() && is_joined(at))
}

/// The noun phrase to which another is joined, ages aside: "Ana Reyes, 19, and Ivo Kranz".
fn before_ages(story: &Story<'_, '_>, phrase: usize) -> Option<usize> {
    let mut at = phrase;
    for _ in 0..MAX_LISTED {
        let Role::Joined(anchor) = story.syntax.clauses.roles[at] else { return None };
        let is_age = story.syntax.tokens(anchor).clone().all(|token| story.syntax.words[token].is(Parts::NUMERAL));
        at = anchor;
        if !is_age {
            return Some(anchor);
        }
    }
    None
}

/// "Two nurses, Ana Reyes and Ivo Kranz, were killed": the fact whose people the list names one by one.
fn one_by_one(story: &Story<'_, '_>, phrase: usize, facts: &[Fact<'_>]) -> Option<usize> {
    let (role, first) = story.role(phrase);
    let clause = story.syntax.clauses.of_phrase[phrase];
    let this = story.syntax.clause(clause);
    // "claimed three lives: Ana Reyes, Ivo Kranz and Lea Brandt"
    let is_label = this.link == Link::Label && this.verb.is_none() && role == Role::Bare;
    let before = if is_label { this.first.saturating_sub(1) } else { first };
    let whole = facts.partition_point(|fact| fact.phrase <= before).checked_sub(1)?;
    let of = &facts[whole];
    let is_whole = if is_label { Some(of.clause) == this.parent } else { of.phrase == first };
    let is_of_people = of.quantity.subject == Some(CountSubject::People) || is_label && of.category == Some(CountCategory::Killed);
    let counts = is_whole && is_of_people && of.person.is_none();
    let value = of.quantity.value.filter(|value| counts && *value > 1)?;
    let last = (phrase + MAX_LISTED).min(story.syntax.phrases.len());
    let is_named = |at: &usize| {
        let is_of_list = || (matches!(story.syntax.clauses.roles[*at], Role::Joined(_)) || is_label) && story.role(*at).1 == first;
        story.syntax.noun(*at).is_some_and(|noun| noun.name.is_some())
            && is_of_list()
            && story.person_in(story.syntax.tokens(*at)).is_some()
    };
    let begin = if is_label { first } else { first + 1 };
    let names = (begin..last).take_while(|at| story.syntax.clauses.of_phrase[*at] == clause || *at <= phrase).filter(is_named).count();
    (i64::try_from(names) == Ok(value)).then_some(whole)
}

/// "the death of Ana Reyes", "the funeral of Ivo Kranz".
fn of_death<'a>(story: &Story<'_, 'a>, phrase: usize) -> Option<Happening<'a>> {
    let (Role::Governed(preposition), _) = story.role(phrase) else { return None };
    let noun = preposition.checked_sub(1)?;
    story.syntax.noun(noun)?;
    let is_of = matches!(story.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Of));
    let head = story.syntax.phrases[noun].head;
    // "the widow of Ivo Kranz, Ana Reyes, said": she may be the widow.
    let is_person = story.reading.words_at(head).any(|(_, sense)| matches!(sense, WordSense::Noun(CountSubject::People, _)));
    let is_own = before_ages(story, phrase).is_none_or(|anchor| {
        let is_apposed = is_apposed(story, phrase) && story.person_in(story.syntax.tokens(anchor)).is_none();
        is_apposed && !is_person || is_in_closed_list(story, phrase)
    });
    (is_of && is_own).then(|| death_at(story, phrase, story.syntax.tokens(noun).clone(), head)).flatten()
}

/// "claimed the life of Ana Reyes": what is done to the life is done to her.
fn of_life<'a>(story: &Story<'_, 'a>, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
    let (Role::Governed(preposition), _) = story.role(phrase) else { return None };
    let life = preposition.checked_sub(1)?;
    let lives = story.grammar().complement("lives")?;
    let is_of = matches!(story.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Of));
    let is_life = is_of && story.syntax.noun(life).is_some() && story.has_complement(story.syntax.tokens(life).clone(), lives);
    let quantity = Quantity { head: story.syntax.tokens(life).clone(), ..quantity.clone() };
    let is_object =
        is_life && story.syntax.clauses.roles[life] == Role::Object && story.syntax.clauses.roles[phrase] == Role::Governed(preposition);
    is_object.then(|| story.by_frames(life, &quantity, story.syntax.clauses.of_phrase[life], FrameRole::Object)).flatten()
}

/// "Ana Reyes's death", "Ivo Kranz's killers": not "Ivo Kranz's murder of a nurse", "Ana Reyes's murder trial".
fn owner_of_death<'a>(story: &Story<'_, 'a>, phrase: usize, name: &Range<usize>) -> Option<Happening<'a>> {
    let noun = story.syntax.noun(phrase)?;
    let after = noun.owner_end.filter(|end| *end > name.end && *end <= name.end + 1)?;
    let acts = story.syntax.phrases.get(phrase + 1).is_some_and(|next| next.kind == PhraseKind::Preposition(Function::Of));
    let tokens = after..story.syntax.tokens(phrase).end;
    (!acts).then(|| death_at(story, phrase, tokens, story.syntax.phrases[phrase].head)).flatten()
}

/// What a noun says of the one whose it is: that she or he is dead, unless the words before it make it a plot, a threat or a rumour.
fn death_at<'a>(story: &Story<'_, 'a>, phrase: usize, noun: Range<usize>, head: usize) -> Option<Happening<'a>> {
    let reading = story.reading;
    let tells = |token: usize| {
        let by_complement = story.grammar().complement("of-the-dead").and_then(|class| reading.complement_end(token, class));
        let by_nominal = reading.words_at(token).any(|(end, sense)| sense == WordSense::Nominal(CountCategory::Killed) && end == head + 1);
        by_nominal || by_complement == Some(head + 1)
    };
    let dies = noun.clone().any(tells);
    let undone = story.grammar().complement("undone")?;
    let start = noun.end.saturating_sub(MAX_TOKENS_BEFORE).max(reading.sentence(head).start);
    if !dies || story.has_complement(start..noun.end, undone) {
        return None;
    }
    let tokens = story.syntax.tokens(phrase);
    Some(Happening {
        category: Some(CountCategory::Killed),
        rule: "count-death-of-named",
        source: Source::Nominal,
        clause: story.syntax.clauses.of_phrase[phrase],
        tokens: noun.start.min(tokens.start)..noun.end.max(tokens.end),
        was_hurt: false,
    })
}

/// "the slain reporter Ana Reyes", "the late Ivo Kranz".
fn called_dead<'a>(story: &Story<'_, 'a>, phrase: usize, name: &Range<usize>) -> Option<Happening<'a>> {
    let noun = story.syntax.noun(phrase)?;
    let start = noun.owner_end.unwrap_or(story.syntax.tokens(phrase).start);
    let before = start..name.start.max(start);
    let late = story.grammar().complement("late")?;
    let is_late = noun.determiner == Determiner::Definite && story.has_complement(before.clone(), late);
    let category = story.state_in(&before).or(is_late.then_some(CountCategory::Killed))?;
    (category == CountCategory::Killed).then(|| Happening {
        category: Some(category),
        rule: "count-named-as-dead",
        source: Source::State,
        clause: story.syntax.clauses.of_phrase[phrase],
        tokens: before.start..name.end,
        was_hurt: false,
    })
}

/// Whether the name is said of the noun phrase before it: "a nurse, Ana Reyes,".
pub(super) fn is_apposed(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Role::Joined(anchor) = story.syntax.clauses.roles[phrase] else { return false };
    phrase == anchor + 2 && story.is_mark(anchor + 1, Mark::Comma)
}

/// "identified the dead as Ana Reyes, 19, and Ivo Kranz", "The victims were Ana Reyes and Ivo Kranz", "those killed: Ana Reyes, Ivo Kranz".
pub(super) fn listed<'a>(story: &Story<'_, 'a>, phrase: usize, facts: &[Fact<'_>]) -> Option<Happening<'a>> {
    let clause = story.syntax.clauses.of_phrase[phrase];
    let (role, first) = story.role(phrase);
    let this = story.syntax.clause(clause);
    let as_whom = |at: usize| matches!(role, Role::Governed(preposition) if preposition == at && is_as(story, preposition));
    let reduced = this.verb.filter(|verb| this.link == Link::Relative && this.opener.is_none() && as_whom(*verb + 1));
    let (of, is_identified) = if let Some(of) = this.antecedent.filter(|_| reduced.is_some()) {
        // "identified those killed as X"
        let names = this.parent.is_some_and(|parent| is_naming(story, parent));
        (names.then_some(of)?, true)
    } else if this.verb.is_none_or(|verb| verb > first) && this.link == Link::Label {
        (before_label(story, this.first)?, true)
    } else {
        let verb = this.verb.filter(|verb| *verb < first)?;
        let group = story.syntax.verb_of(clause)?;
        match role {
            // "identified the dead as X", "the dead were identified as X"
            Role::Governed(preposition) if is_naming(story, clause) && is_as(story, preposition) => {
                let object = ((verb + 1).max(preposition.saturating_sub(MAX_LISTED))..preposition)
                    .find(|at| story.syntax.clauses.of_phrase[*at] == clause && story.syntax.clauses.roles[*at] == Role::Object);
                (object.or(this.subject)?, true)
            }
            // "The victims were X and Y"
            Role::Object if group.is_copula && story.is_be(group) => (this.subject?, false),
            _ => return None,
        }
    };
    let category = category_of_those(story, of, is_identified, facts)?;
    let start = story.syntax.tokens(of).start.min(story.syntax.tokens(phrase).start);
    Some(Happening {
        category: Some(category),
        rule: "count-named-among-victims",
        source: Source::Among,
        clause,
        tokens: start..story.syntax.tokens(phrase).end,
        was_hurt: false,
    })
}

/// "identified those killed as Ana Reyes, 61, a nurse; Ivo Kranz, 34, a driver; and": the list goes on behind its marks.
fn behind_semicolon<'a>(story: &Story<'_, 'a>, phrase: usize, facts: &[Fact<'a>]) -> Option<Happening<'a>> {
    let clause = story.syntax.clauses.of_phrase[phrase];
    let this = story.syntax.clause(clause);
    let last = facts.iter().rev().take(MAX_LISTED).find(|fact| fact.person.is_some())?;
    let goes_on = this.verb.is_none()
        && this.link == Link::Main
        && this.first > 0
        && story.is_mark(this.first - 1, Mark::Stop)
        && last.source == Source::Among
        && story.sentence_of(last.phrase) == story.sentence_of(phrase);
    goes_on.then(|| Happening {
        category: last.category,
        rule: last.rule,
        source: Source::Among,
        clause,
        tokens: last.tokens.start..story.syntax.tokens(phrase).end,
        was_hurt: false,
    })
}

/// The noun phrase that a label's list tells one by one: "listed the fatalities:", "the names of those murdered:".
fn before_label(story: &Story<'_, '_>, first: usize) -> Option<usize> {
    const MOST_PHRASES: usize = 6;
    let nouns = (first.saturating_sub(MOST_PHRASES)..first).rev().filter(|at| story.syntax.noun(*at).is_some());
    nouns.into_iter().next().filter(|at| story.sentence_of(*at) == story.sentence_of(first.min(story.syntax.phrases.len() - 1)))
}

/// What happened to people by what they are called: "the dead", "the victims", "those killed".
fn category_of_those(story: &Story<'_, '_>, of: usize, is_identified: bool, facts: &[Fact<'_>]) -> Option<CountCategory> {
    // "the youngest of the dead": the innermost first.
    let goes_on = |of: &usize| story.syntax.phrases.get(of + 1).is_some_and(|next| next.kind == PhraseKind::Preposition(Function::Of));
    let within = std::iter::successors(Some(of), |of| Some(of + 2).filter(|_| goes_on(of)));
    let nouns: Vec<usize> = within.take(MAX_OWNERS).take_while(|of| story.syntax.noun(*of).is_some()).collect();
    nouns.into_iter().rev().find_map(|of| category_of_noun(story, of, is_identified, facts))
}

fn category_of_noun(story: &Story<'_, '_>, of: usize, is_identified: bool, facts: &[Fact<'_>]) -> Option<CountCategory> {
    let noun = story.syntax.noun(of)?;
    let tokens = story.syntax.tokens(of);
    let by_state = || story.state_in(tokens).or_else(|| story.toll_in(tokens)).filter(|_| noun.determiner == Determiner::Definite);
    let by_clause = || {
        let relative = story.relative_of(of, story.syntax.clauses.of_phrase[of])?;
        let group = story.syntax.verb_of(relative)?;
        let frames = &story.grammar().verb(group.verb?).frames;
        let role = role_of_subject(group.voice);
        frames.iter().find(|frame| frame.role == role)?.category
    };
    let victims = story.grammar().complement("victims")?;
    let by_victims = || {
        let is_of_them = story.has_complement(tokens.clone(), victims) && noun.determiner == Determiner::Definite;
        // "identified the victim as": dead, unless the text has told of nobody but the hurt.
        let told = || facts.iter().rev().take(MAX_TOLD).filter_map(|fact| fact.category);
        let is_dead = told().any(|category| category == CountCategory::Killed);
        let is_hurt = told().any(|category| matches!(category, CountCategory::Injured | CountCategory::Hospitalised));
        let category = if is_hurt && !is_dead { CountCategory::Injured } else { CountCategory::Killed };
        (is_of_them && (is_identified || story.tells_deaths)).then_some(category)
    };
    // "named four of the dead: Ana Reyes, ..."
    let by_count = || facts.iter().rev().take(MAX_LISTED).find(|fact| fact.phrase == of).and_then(|fact| fact.category);
    by_state().or_else(by_clause).or_else(by_victims).or_else(by_count)
}

/// Whether the verb of a clause says who somebody is: "identified", "named".
fn is_naming(story: &Story<'_, '_>, clause: usize) -> bool {
    let Some(naming) = story.grammar().complement("naming") else { return false };
    story.syntax.verb_of(clause).is_some_and(|group| story.has_complement(group.term.clone(), naming))
}

fn is_as(story: &Story<'_, '_>, preposition: usize) -> bool {
    !matches!(
        story.syntax.phrases[preposition].kind,
        PhraseKind::Preposition(Function::Of | Function::By | Function::With | Function::Locative)
    )
}

/// The victims of a theft are not dead: whether the text tells of deaths at all.
pub(super) fn tells_deaths(reading: &Reading<'_>) -> bool {
    let kills = |token: usize| {
        reading.words_at(token).any(|(_, sense)| match sense {
            WordSense::State(category) | WordSense::Toll(category) => category == CountCategory::Killed,
            WordSense::Verb(verb) => verb.category == CountCategory::Killed,
            _ => false,
        })
    };
    (0..reading.len()).any(kills)
}
