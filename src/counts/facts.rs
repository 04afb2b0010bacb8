//! The facts of a story: every counted noun phrase, with a number or without, and what happened to it.

use super::category::traits;
use super::ellipsis::{MAX_FACTS_BACK, fill_subjects, joined_to, share_leftwards, share_rightwards, whole_before};
use super::fact::{Fact, is_included, is_of_them};
use super::later::tell_later_death;
use super::source::{Happening, Source};
use super::story::Story;
use super::victim;
use crate::extraction::{CountCategory, CountSubject, PlaceKind};
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::{Function, Plurality, TitleKind, WordSense};
use crate::syntax::clause::Role;
use crate::syntax::one::{another, headline_one, implicit_one, kin, the_victim};
use crate::syntax::phrase::{Determiner, Mark, PhraseKind};
use crate::syntax::quantities::Quantities;
use crate::syntax::quantity::Quantity;

/// How many facts back others are looked for before "the victim" is one more.
const MAX_FACTS_BEFORE_VICTIM: usize = 48;

/// All facts of the story, in the order of the text.
pub(super) fn facts<'a>(story: &Story<'_, 'a>, quantities: &Quantities<'a>) -> Vec<Fact<'a>> {
    let mut facts: Vec<Fact<'a>> = Vec::new();
    let is_outbreak = (0..story.reading.len()).any(|token| story.reading.is_word(token, WordSense::Disease));
    for phrase in 0..story.syntax.phrases.len() {
        let PhraseKind::Noun(noun) = &story.syntax.phrases[phrase].kind else { continue };
        if let Some(number) = noun.quantity {
            if let Some(mut fact) = of_number(story, phrase, &quantities.quantities[number], &facts, is_outbreak) {
                fact.number = Some(quantities.number_of[number]);
                facts.push(fact);
            }
            let first = quantities.wholes.partition_point(|(part, ..)| *part < number);
            let wholes = quantities.wholes[first..].iter().take_while(|(part, ..)| *part == number);
            for (_, whole, number) in wholes {
                if let Some(fact) = whole_of_part(story, phrase, whole) {
                    facts.push(Fact { number: Some(*number), ..fact });
                }
            }
        } else if let Some(fact) = victim::named(story, phrase, &facts) {
            // "A nurse, Ana Reyes, was killed": the name is hers.
            if victim::is_apposed(story, phrase)
                && facts.last().is_some_and(|last| last.quantity.is_implicit && last.person.is_none() && last.phrase + 2 == phrase)
            {
                facts.pop();
            }
            facts.push(fact);
        } else if let Some(fact) = without_number(story, phrase, &facts) {
            facts.push(fact);
        }
        if let Some(last) = facts.last_mut().filter(|last| last.phrase == phrase) {
            tell_later_death(story, last);
        }
    }
    share_leftwards(story, &mut facts);
    fill_subjects(story, &mut facts);
    facts
}

/// What a number counts, if it counts anything.
fn of_number<'a>(story: &Story<'_, 'a>, phrase: usize, quantity: &Quantity, facts: &[Fact<'a>], is_outbreak: bool) -> Option<Fact<'a>> {
    // What is joined without a noun counts what the one before does: "destroyed 87 drones, 31 of them over Osmere and 19 over Leeds".
    let others = || facts.len().checked_sub(1).filter(|last| is_others_of(story, phrase, quantity, &facts[*last]));
    let lent = joined_to(story, phrase, facts).filter(|_| quantity.subject.is_none()).or_else(others).map(|model| Quantity {
        subject: facts[model].quantity.subject,
        weapons: facts[model].quantity.weapons.clone(),
        ..quantity.clone()
    });
    let quantity = lent.as_ref().unwrap_or(quantity);
    // "a father of two", "a town of 60,000": a figure that says who or what something is.
    if describes_its_owner(story, phrase, quantity) {
        let quantity = Quantity { subject: Some(CountSubject::People), ..quantity.clone() };
        return Some(Fact::bare(story, phrase, quantity, "count-of-its-own", Source::Noun));
    }
    let listed = || victim::listed(story, phrase, facts).filter(|_| quantity.subject == Some(CountSubject::People));
    let mut fact = match story.happened(phrase, quantity).or_else(listed) {
        Some(told) => Fact::new(phrase, quantity.clone(), told),
        None => Fact::bare(story, phrase, quantity.clone(), "count-of-noun", Source::Open),
    };
    if fact.source == Source::Toll && fact.quantity.subject.is_none() {
        fact.quantity.subject = story.subject_of_label(story.syntax.clauses.of_phrase[phrase]);
    }
    if let Some(whole) = is_of_them(story, quantity).then(|| whole_before(story, &fact, facts)).flatten()
        && fact.clause == facts[whole].clause
        && facts[whole].category.is_some()
    {
        fact.share(whole, &facts[whole], "count-included", Source::Included);
    }
    let is_told = fact.category.is_some() || fact.source == Source::Negated;
    if !is_told {
        share_rightwards(story, &mut fact, facts);
    }
    let is_case = quantity.head.clone().any(|token| story.reading.is_word(token, WordSense::DiseaseCase));
    if fact.category.is_none() && is_case && is_outbreak {
        (fact.category, fact.rule) = (Some(CountCategory::Affected), "count-disease-cases");
        fact.quantity.subject = Some(CountSubject::People);
    }
    if fact.category.is_some() || fact.model.is_some() {
        return Some(fact);
    }
    let is_joined = joined_to(story, phrase, facts).is_some();
    if quantity.subject.is_none() && !is_joined && !quantity.is_part {
        return None;
    }
    // "one senior official said": to whom nothing happened, one is a pronoun.
    let counts = quantity.value != Some(1) && (is_joined || quantity.is_part || is_plural(story, quantity));
    counts.then_some(fact)
}

/// "destroyed two boats and damaged four others": others of what the sentence has just counted, where those are things.
fn is_others_of(story: &Story<'_, '_>, phrase: usize, quantity: &Quantity, last: &Fact<'_>) -> bool {
    let is_of_things = !matches!(last.quantity.subject, None | Some(CountSubject::People));
    let is_beside = story.sentence_of(last.phrase) == story.sentence_of(phrase) && last.phrase != phrase;
    let is_other = |token: usize| story.completes(token, "increment");
    let are_others = quantity.head.len() == 1 && quantity.head.clone().all(is_other);
    is_of_things && is_beside && are_others && quantity.subject == Some(CountSubject::People)
}

/// "a father of two", "a hill town of about 60,000": how many children or inhabitants.
fn describes_its_owner(story: &Story<'_, '_>, phrase: usize, quantity: &Quantity) -> bool {
    let Role::Governed(preposition) = story.syntax.clauses.roles[phrase] else { return false };
    let is_of = quantity.head.is_empty() && story.syntax.phrases[preposition].kind == PhraseKind::Preposition(Function::Of);
    let owner = preposition.checked_sub(1).filter(|noun| is_of && story.syntax.noun(*noun).is_some_and(|noun| noun.quantity.is_none()));
    let describes = |sense| {
        let is_town =
            matches!(sense, WordSense::PlaceType(PlaceKind::City | PlaceKind::Region | PlaceKind::District | PlaceKind::Neighbourhood, _));
        is_town || sense == WordSense::Title(TitleKind::Relation)
    };
    owner.is_some_and(|owner| story.reading.words_at(story.syntax.phrases[owner].head).any(|(_, sense)| describes(sense)))
}

/// "72 of the 550 drones fired": the whole, to which only what is said of its own noun happened; the clause's verb is the part's.
fn whole_of_part<'a>(story: &Story<'_, 'a>, phrase: usize, whole: &Quantity) -> Option<Fact<'a>> {
    let told = story.by_own_words(phrase, whole);
    if told.is_none() && whole.subject.is_none() {
        return None;
    }
    Some(match told {
        Some(told) => Fact::new(phrase, whole.clone(), told),
        None => Fact::bare(story, phrase, whole.clone(), "count-of-noun", Source::Open),
    })
}

/// Whether the head noun is a plural, or a weapon.
fn is_plural(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    let Some(last) = quantity.head.clone().last() else { return quantity.subject.is_some() };
    quantity.subject == Some(CountSubject::Weapons)
        || (quantity.head.start..=last).any(|token| {
            let is_noun = |sense| matches!(sense, WordSense::Noun(_, Plurality::Plural));
            story.reading.words_at(token).any(|(end, sense)| end == last + 1 && is_noun(sense))
        })
        || story.grammar().unknown(story.reading.text.folded(last)).any(Parts::PLURAL)
}

/// One counted without a number: "a woman was killed", "wounding another", "the victim", "his wife", one of those just told.
fn without_number<'a>(story: &Story<'_, 'a>, phrase: usize, facts: &[Fact<'a>]) -> Option<Fact<'a>> {
    let noun = story.syntax.noun(phrase)?;
    let tokens = story.syntax.tokens(phrase);
    let (reading, token) = (story.reading, tokens.start);
    let is_of_named = facts.last().is_some_and(|fact| fact.person.is_some() && fact.quantity.tokens.contains(&token));
    // "Ana Reyes, 31, a customer, was killed": said of her.
    let is_of_named = is_of_named || describes_person(story, phrase);
    if is_of_named || noun.is_pronoun && noun.determiner == Determiner::None {
        return None;
    }
    let is_first = || {
        !facts
            .iter()
            .rev()
            .take(MAX_FACTS_BEFORE_VICTIM)
            .any(|fact| matches!(fact.category, Some(CountCategory::Killed | CountCategory::Injured)))
    };
    let other = implicit_one(reading, token, story.named).filter(|_| noun.determiner == Determiner::Definite);
    let is_other = other.is_some();
    let quantity = match noun.determiner {
        Determiner::Indefinite => implicit_one(reading, token, story.named)?,
        // "another man"
        Determiner::Definite if is_other => other?,
        Determiner::Definite => {
            another(reading, token).or_else(|| kin(reading, token)).or_else(|| the_victim(reading, token).filter(|_| is_first()))?
        }
        Determiner::None => headline_one(reading, token, story.named)?,
        Determiner::Negative => return None,
    };
    if let Some(told) = story.happened(phrase, &quantity).filter(Happening::is_done_to_a_person) {
        let is_kin = noun.determiner == Determiner::Definite && !is_other && !quantity.head.is_empty();
        let is_object = matches!(story.role(phrase).0, Role::Object);
        let is_joined = || joined_to(story, phrase, facts).is_some();
        let is_victim = the_victim(reading, token).is_some();
        // "the body of another"
        let is_toll = told.source == Source::Nominal && quantity.head.is_empty();
        let counts = !is_toll && (!is_kin || is_victim || is_object && told.source == Source::Verb || is_joined());
        return counts.then(|| Fact::new(phrase, quantity, told));
    }
    // "pulled 33 people out, among them a girl", "Six died. A boy was among them."
    let is_people = |fact: &&Fact<'_>| {
        fact.category.is_some_and(|category| traits(category).is_done_to_a_person) && fact.quantity.value.is_none_or(|value| value > 1)
    };
    let is_among = is_included(story, phrase) || is_among_them(story, phrase) || ends_among_them(story, phrase);
    if noun.determiner != Determiner::Indefinite || !is_among {
        return None;
    }
    let model = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(|index| is_people(&&facts[*index]))?;
    let mut fact = Fact::bare(story, phrase, quantity, "count-among-them", Source::Noun);
    fact.share(model, &facts[model], "count-among-them", Source::Included);
    Some(fact)
}

/// Whether a noun phrase is joined by a comma to somebody's name, and nothing to it by "and".
fn describes_person(story: &Story<'_, '_>, phrase: usize) -> bool {
    let Role::Joined(anchor) = story.syntax.clauses.roles[phrase] else { return false };
    let is_comma = phrase.checked_sub(1).is_some_and(|before| story.is_mark(before, Mark::Comma));
    let (_, first) = story.role(phrase);
    let is_person = |at: usize| story.person_in(story.syntax.tokens(at)).is_some();
    is_comma && (is_person(anchor) || is_person(first))
}

/// "Six died, a nurse from Bari among them."
fn ends_among_them(story: &Story<'_, '_>, phrase: usize) -> bool {
    const MOST_PHRASES: usize = 8;
    let is_behind_comma = phrase.checked_sub(1).is_some_and(|before| story.is_mark(before, Mark::Comma));
    let closes = |at: usize| {
        story.syntax.phrases.get(at).is_none_or(|it| matches!(it.kind, PhraseKind::Mark(_) | PhraseKind::Conjunction))
            || story.sentence_of(at) != story.sentence_of(phrase)
    };
    let among = (phrase + 1..phrase + MOST_PHRASES).take_while(|at| !closes(*at)).find(|at| story.leads_to_them(*at));
    among.is_some_and(|among| is_behind_comma && (closes(among + 1) || closes(among + 2)))
}

/// "A boy was among them."
fn is_among_them(story: &Story<'_, '_>, phrase: usize) -> bool {
    let clause = story.syntax.clauses.of_phrase[phrase];
    let this = story.syntax.clause(clause);
    let is_subject = this.subject == Some(story.role(phrase).1) && story.syntax.verb_of(clause).is_some_and(|group| group.is_copula);
    this.verb.is_some_and(|verb| is_subject && story.leads_to_them(verb + 1))
}
