//! What a counted noun phrase leaves out, those beside it say: a list shares its verb, a part its whole's event, a figure without a noun that
//! of another.

use super::category::traits;
use super::fact::{Fact, is_included, is_of_them};
use super::source::Source;
use super::story::Story;
use crate::extraction::{CountSubject, Modality};
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::{Function, SpeechUse, WordSense};
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Mark, PhraseKind};
use crate::syntax::quantity::Quantity;

/// How many phrases before a fact the noun that tells what its figure is of stands at most.
const MAX_PHRASES: usize = 48;
/// How many facts back the model of one is looked for.
pub(super) const MAX_FACTS_BACK: usize = 24;

/// The fact to whose noun phrase that of a number is joined, or that stands before it in the same list.
pub(super) fn joined_to(story: &Story<'_, '_>, phrase: usize, facts: &[Fact<'_>]) -> Option<usize> {
    let (_, first) = story.role(phrase);
    let found = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(|index| {
        let other = facts[*index].phrase;
        other != phrase && (other == first || story.role(other).1 == first)
    });
    found.filter(|_| first != phrase)
}

/// What happened to a number of which its own words do not say it: what those before say.
pub(super) fn share_rightwards<'a>(story: &Story<'_, 'a>, fact: &mut Fact<'a>, facts: &[Fact<'a>]) {
    let phrase = fact.phrase;
    let last = facts.len().checked_sub(1);
    if let Some((model, rule, source)) = other_figure(story, fact, facts) {
        return fact.share(model, &facts[model], rule, source);
    }
    if is_included(story, phrase) || is_of_them(story, &fact.quantity) {
        let whole = whole_before(story, fact, facts);
        if let Some(whole) = whole {
            fact.model = Some(whole);
            if facts[whole].category.is_some() && fact.quantity.category.is_none() {
                fact.share(whole, &facts[whole], "count-included", Source::Included);
            }
            fact.source = Source::Included;
        }
        return;
    }
    let is_same_sentence = |index: &usize| story.sentence_of(facts[*index].phrase) == story.sentence_of(phrase);
    if let Some(compared) = last.filter(is_same_sentence).filter(|_| is_compared(story, &fact.quantity)) {
        return fact.share(compared, &facts[compared], "count-compared", Source::Compared);
    }
    if let Some(model) = joined_to(story, phrase, facts)
        && shares_event(story, &facts[model], fact)
    {
        return fact.share(model, &facts[model], "count-coordinated", Source::Coordinated);
    }
    if let Some(model) = list_model(story, fact, facts) {
        fact.share(model, &facts[model], "count-gapped", Source::Gapped);
    }
}

/// Whether a noun phrase that is joined to another shares its event: of one told by a state of its own only a bare figure does, of which nothing
/// else is said: "two dead in Bari and 14 in Pisa", not "two dead, 9,000 out".
fn shares_event(story: &Story<'_, '_>, model: &Fact<'_>, fact: &Fact<'_>) -> bool {
    let is_own_state = matches!(model.source, Source::State) && model.tokens.end > story.syntax.tokens(model.phrase).end;
    let end = fact.quantity.tokens.end;
    let is_bare = || {
        let next = story.syntax.phrase_of(end);
        let leads_away = story.syntax.phrases.get(next).is_some_and(|it| matches!(it.kind, PhraseKind::Preposition(_)));
        fact.quantity.head.is_empty() && closes(story, end) && (!leads_away || !story.led_to(next).is_empty())
    };
    model.category.is_some() && (!is_own_state || is_bare())
}

/// "six in Nairobi, three in Kisumu", behind a colon or in a list without a verb; "in Solok eight dead and in Medan three".
fn list_model<'a>(story: &Story<'_, 'a>, fact: &Fact<'a>, facts: &[Fact<'a>]) -> Option<usize> {
    let clause = story.syntax.clauses.of_phrase[fact.phrase];
    let this = story.syntax.clause(clause);
    let is_bare = fact.quantity.head.is_empty();
    let sentence = story.sentence_of(fact.phrase);
    let mut before = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len())
        .rev()
        .take_while(|index| story.sentence_of(facts[*index].phrase) == sentence)
        .filter(|index| facts[*index].category.is_some());
    if this.verb.is_none() && matches!(this.link, Link::Label | Link::Parenthesis) {
        let is_alike = |subject: Option<CountSubject>| subject.is_none() || subject == fact.quantity.subject;
        return before.find(|_| is_bare || facts.last().is_some_and(|last| is_alike(last.quantity.subject)));
    }
    // "four in Chala, two near Ocoña": a figure at the head of an item with its place.
    if is_bare && heads_item(story, fact.phrase) {
        return before.next();
    }
    // Of a clause: what stands in the same place of its list.
    let is_of_clause = |index: &usize| story.syntax.clauses.of_phrase[facts[*index].phrase] == clause;
    if !is_bare || !closes(story, fact.quantity.tokens.end) {
        return None;
    }
    before.find(|index| is_of_clause(index) && shares_event(story, &facts[*index], fact))
}

/// Whether a figure stands behind a mark or a conjunction and before a place.
fn heads_item(story: &Story<'_, '_>, phrase: usize) -> bool {
    let is_joint = phrase.checked_sub(1).is_some_and(|before| {
        matches!(story.syntax.phrases[before].kind, PhraseKind::Conjunction | PhraseKind::Mark(Mark::Comma | Mark::Stop | Mark::Colon))
    });
    let leads = story.syntax.phrases.get(phrase + 1).is_some_and(|next| next.kind == PhraseKind::Preposition(Function::Locative));
    is_joint && leads && !story.led_to(phrase + 1).is_empty()
}

/// Whether the item ends there: with the sentence, at a mark, before a conjunction or a preposition.
fn closes(story: &Story<'_, '_>, end: usize) -> bool {
    let phrase = story.syntax.phrase_of(end);
    story.syntax.phrases.get(phrase).is_none_or(|next| {
        matches!(
            next.kind,
            PhraseKind::Mark(_) | PhraseKind::Conjunction | PhraseKind::Preposition(_) | PhraseKind::Subordinator | PhraseKind::Time
        ) || story.reading.begins_sentence(end)
    })
}

/// The fact before of which one can be a part: the nearest larger one of people or of the same kind.
pub(super) fn whole_before(story: &Story<'_, '_>, fact: &Fact<'_>, facts: &[Fact<'_>]) -> Option<usize> {
    const MOST_SENTENCES_BACK: usize = 1;
    let size = fact.quantity.value.or(fact.quantity.min);
    let sentence = story.sentence_of(fact.phrase);
    (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(|index| {
        let other = &facts[*index];
        let largest = other.quantity.max.or(other.quantity.value).or(other.quantity.min);
        let is_larger = other.quantity.max.is_none() || size.is_none() || largest > size;
        story.sentence_of(other.phrase) + MOST_SENTENCES_BACK >= sentence && is_larger && !other.quantity.is_implicit
    })
}

/// "up from 48": a number right behind words of comparison.
fn is_compared(story: &Story<'_, '_>, quantity: &Quantity) -> bool {
    const MOST_TOKENS: usize = 5;
    let start = quantity.tokens.start;
    let from = start.saturating_sub(MOST_TOKENS).max(story.reading.sentence(start).start);
    let is_cue = |first: usize| {
        story.reading.cues_at(first).any(|(end, cue)| {
            let is_near = end <= start && (end..start).all(|token| is_small_word(story, token));
            cue == WordSense::Cue(Modality::Comparison) && is_near
        })
    };
    quantity.head.is_empty() && (from..start).any(is_cue)
}

/// An article, a hedge or an adverb.
fn is_small_word(story: &Story<'_, '_>, token: usize) -> bool {
    story.syntax.words[token].is(Parts::ARTICLE.or(Parts::DETERMINER).or(Parts::ADVERB).or(Parts::ADJECTIVE))
}

/// Another figure of what was counted before: "put the figure at 132", "spoke of 50,000", "it stood at 23".
fn other_figure<'a>(story: &Story<'_, 'a>, fact: &Fact<'a>, facts: &[Fact<'a>]) -> Option<(usize, &'static str, Source)> {
    let quantity = &fact.quantity;
    if !quantity.head.is_empty() {
        return None;
    }
    let last = facts.len().checked_sub(1)?;
    let clause = story.syntax.clauses.of_phrase[fact.phrase];
    let this = story.syntax.clause(clause);
    let verb = this.verb?;
    let group = story.syntax.verb_of(clause)?;
    let start = quantity.tokens.start;
    // "organisers spoke of 50,000"
    let spoke_of = story
        .reading
        .speeches_at(group.term.start)
        .any(|(end, usage)| end == start && end > group.term.end && usage == SpeechUse::OfFigure);
    if spoke_of {
        return Some((last, "count-figure-is", Source::Figure));
    }
    let rises = story.is_verb(clause, WordSense::Rise);
    let is_it = this.subject.and_then(|subject| story.syntax.noun(subject)).is_some_and(|noun| noun.is_pronoun);
    if rises && is_it && facts[last].source == Source::Toll && story.sentence_of(facts[last].phrase) + 1 >= story.sentence_of(fact.phrase) {
        return Some((last, "count-toll-is-now", Source::Toll));
    }
    if !rises || !matches!(story.role(fact.phrase).0, Role::Governed(_)) {
        return None;
    }
    // "put the figure at 132", "put the number of rockets at 60"
    let figure = story.grammar().complement("figure")?;
    let from = (verb + 1).max(fact.phrase.saturating_sub(MAX_PHRASES));
    let object = (from..fact.phrase).find(|at| {
        story.syntax.clauses.of_phrase[*at] == clause
            && story.syntax.noun(*at).is_some()
            && story.has_complement(story.syntax.tokens(*at).clone(), figure)
    });
    let by_subject = this.subject.filter(|subject| story.has_complement(story.syntax.tokens(*subject).clone(), figure));
    let named = object.or(by_subject)?;
    let noun = (named + 1..fact.phrase.min(named + 4)).find(|at| story.syntax.noun(*at).is_some());
    let is_same = |index: &usize| {
        let head = facts[*index].quantity.head.clone().last();
        head.zip(noun).is_some_and(|(head, noun)| {
            story.reading.text.tokens()[head].hash() == story.reading.text.tokens()[story.syntax.phrases[noun].head].hash()
        })
    };
    let model = (facts.len().saturating_sub(MAX_FACTS_BACK)..facts.len()).rev().find(is_same).or(noun.is_none().then_some(last))?;
    Some((model, "count-figure-is", Source::Figure))
}

/// "30 drones and 5 missiles were intercepted" is told by the clause; what a state tells of the last of those joined holds for all: "12 men and
/// three women dead".
pub(super) fn share_leftwards<'a>(story: &Story<'_, 'a>, facts: &mut [Fact<'a>]) {
    for index in (1..facts.len()).rev() {
        let (before, after) = facts.split_at_mut(index);
        let (first, second) = (&mut before[index - 1], &after[0]);
        let is_joined = story.role(second.phrase).1 == story.role(first.phrase).1
            && story.syntax.clauses.of_phrase[first.phrase] == story.syntax.clauses.of_phrase[second.phrase];
        let is_open = first.category.is_none() && first.source == Source::Open;
        let tells = matches!(second.source, Source::State | Source::Among | Source::Verb) && second.category.is_some();
        if is_joined && is_open && tells && second.person.is_none() {
            first.share(index, second, "count-coordinated", Source::Coordinated);
        }
    }
}

/// Says what a figure without a noun counts.
pub(super) fn fill_subjects(story: &Story<'_, '_>, facts: &mut [Fact<'_>]) {
    for index in 0..facts.len() {
        if facts[index].quantity.subject.is_some() {
            continue;
        }
        let (before, after) = facts.split_at_mut(index);
        let fact = &mut after[0];
        let (subject, weapons) = left_out(story, fact, before);
        fact.quantity.subject = Some(subject);
        fact.quantity.weapons = weapons;
    }
}

fn left_out(story: &Story<'_, '_>, fact: &Fact<'_>, before: &[Fact<'_>]) -> (CountSubject, Vec<usize>) {
    let last_weapons = || {
        let weapons = before.iter().rev().take(MAX_FACTS_BACK).find(|fact| fact.quantity.subject == Some(CountSubject::Weapons));
        weapons.map(|fact| fact.quantity.weapons.clone()).unwrap_or_default()
    };
    if let Some(subject) = fact.category.and_then(|category| traits(category).subject) {
        return (subject, if subject == CountSubject::Weapons { last_weapons() } else { Vec::new() });
    }
    // "30 cars were stolen ... Two of the 30 were found"
    let is_whole = |other: &&Fact<'_>| fact.quantity.whole.is_some() && other.quantity.value == fact.quantity.whole;
    let sentence = story.sentence_of(fact.phrase);
    // "131 drones over 11 regions, 23 of them": a part is less than what it is of.
    let can_be = |other: &&Fact<'_>| {
        story.sentence_of(other.phrase) == sentence
            && (!fact.quantity.is_part || other.quantity.value.is_none() || other.quantity.value > fact.quantity.value)
    };
    let model =
        before.iter().rev().take(MAX_FACTS_BACK * 2).find(is_whole).or_else(|| before.iter().rev().take(MAX_FACTS_BACK).find(can_be));
    let subject = model.and_then(|model| model.quantity.subject).unwrap_or(CountSubject::People);
    (
        subject,
        if subject == CountSubject::Weapons { model.map(|model| model.quantity.weapons.clone()).unwrap_or_default() } else { Vec::new() },
    )
}
