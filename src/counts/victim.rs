//! Victims whom the text names. A living person among the dead is the worst answer of all: a name is counted only where a clause says so of
//! that very person.

use super::fact::Fact;
use super::frame::{Happening, Source};
use super::story::Story;
use crate::extraction::CountCategory;
use crate::gazetteer::grammar::Role as FrameRole;
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::reading::Reading;
use crate::syntax::clause::Role;
use crate::syntax::phrase::{Determiner, PhraseKind};
use crate::syntax::quantity::named_one;

/// Somebody named, to whom something happened: the name stands for the number.
pub(super) fn named<'a>(story: &Story<'_, 'a>, phrase: usize) -> Option<Fact<'a>> {
    let noun = story.syntax.noun(phrase)?;
    noun.name?;
    let tokens = story.syntax.tokens(phrase);
    // The name is the head: neither an owner's nor a title of something else.
    let last = story.people_tokens.partition_point(|name| name.start < tokens.end).checked_sub(1)?;
    let name = story.people_tokens.get(last).filter(|name| name.end == tokens.end)?;
    if name.start < tokens.start || noun.determiner == Determiner::Negative {
        return None;
    }
    if !is_one_of_its_list(story, phrase) {
        return None;
    }
    let person = story.person_in(name)?;
    let quantity = named_one(story.reading, name);
    let told = told_of(story, phrase, &quantity).or_else(|| listed(story, phrase))?;
    let told = Some(told).filter(Story::is_done_to_a_person)?;
    Some(Fact { person: Some(person), ..Fact::new(phrase, quantity, told) })
}

/// What the clause of the name says of it.
fn told_of<'a>(story: &Story<'_, 'a>, phrase: usize, quantity: &crate::syntax::quantity::Quantity) -> Option<Happening<'a>> {
    let told = story.happened(phrase, quantity)?;
    matches!(told.source, Source::Verb | Source::State | Source::Among).then_some(told)
}

/// "still hold 6,300 soldiers, Andriy Bilous said": a name behind a comma is one of a list only where the list is of people told one by one.
fn is_one_of_its_list(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Role::Joined(anchor) = story.syntax.clauses.roles[phrase] else { return true };
    let is_comma = story.is_mark(phrase - 1, crate::syntax::phrase::Mark::Comma);
    let is_person = |at: usize| {
        let noun = story.syntax.noun(at);
        story.person_in(story.syntax.tokens(at)).is_some()
            || noun.is_some_and(|noun| noun.quantity.is_none() && noun.determiner != Determiner::None)
    };
    !is_comma || is_person(anchor)
}

/// Whether the name is said of the noun phrase before it: "a nurse, Ana Reyes,".
pub(super) fn is_apposed(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Role::Joined(anchor) = story.syntax.clauses.roles[phrase] else { return false };
    phrase == anchor + 2 && story.is_mark(anchor + 1, crate::syntax::phrase::Mark::Comma)
}

/// "identified the dead as Ana Reyes, 19, and Ivo Kranz", "The victims were Ana Reyes and Ivo Kranz".
pub(super) fn listed<'a>(story: &Story<'_, 'a>, phrase: usize) -> Option<Happening<'a>> {
    let clause = story.syntax.clauses.of_phrase[phrase];
    let (role, first) = story.role(phrase);
    let this = story.syntax.clause(clause);
    let verb = this.verb.filter(|verb| *verb < first)?;
    let group = story.syntax.verb_of(clause)?;
    let naming = story.grammar().complement("naming")?;
    let names = story.has_complement(group.term.clone(), naming);
    let of = match role {
        // "identified the dead as X", "the dead were identified as X"
        Role::Governed(preposition) if names && is_as(story, preposition) => {
            let object = (verb + 1..preposition)
                .find(|at| story.syntax.clauses.of_phrase[*at] == clause && story.syntax.clauses.roles[*at] == Role::Object);
            object.or(this.subject)?
        }
        // "The victims were X and Y"
        Role::Object if group.is_copula => this.subject?,
        _ => return None,
    };
    let noun = story.syntax.noun(of)?;
    let tokens = story.syntax.tokens(of);
    let by_state = || story.state_in(tokens).filter(|_| noun.determiner == Determiner::Definite);
    let by_clause = || {
        let relative = story.relative_of(of, story.syntax.clauses.of_phrase[of])?;
        let group = story.syntax.verb_of(relative)?;
        let frames = &story.grammar().verb(group.verb?).frames;
        frames.iter().find(|frame| frame.role == FrameRole::Object)?.category
    };
    let victims = story.grammar().complement("victims")?;
    let is_identified = matches!(role, Role::Governed(_));
    let by_victims = || {
        let is_of_them = story.has_complement(tokens.clone(), victims);
        is_of_them
            .then(|| if is_identified { Some(CountCategory::Killed) } else { story.tells_deaths.then_some(CountCategory::Killed) })
            .flatten()
    };
    let category = by_state().or_else(by_victims).or_else(by_clause)?;
    let start = story.syntax.tokens(of).start.min(story.syntax.tokens(phrase).start);
    Some(Happening {
        category: Some(category),
        rule: "count-named-among-victims",
        source: Source::Among,
        clause,
        tokens: start..story.syntax.tokens(phrase).end,
    })
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
