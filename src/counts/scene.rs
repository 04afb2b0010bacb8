//! Where the story is set at a count whose own words name no place: the place told before that they mean, the whole's, the event's, the
//! paragraph's, the story's.

use super::category::traits;
use super::event::Events;
use super::fact::Fact;
use super::repeat::Statement;
use super::story::Story;
use crate::extraction::{Count, CountCategory, Key, Modality, PlaceKind, PlaceUsage};
use crate::gazetteer::lexicon::{Function, Side, WordSense};
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Determiner, PhraseKind};

/// How many place mentions back one that a noun means is looked for.
const MAX_MENTIONS_BACK: usize = 48;

/// Gives the counts whose words name no place that of their whole, else that of their event, else the paragraph's, else the story's;
/// `stands` is where the text stands before each.
pub(super) fn set_scene<'a>(
    story: &Story<'_, 'a>,
    counts: &mut [Count<'a>],
    statements: &[Statement],
    facts: &[Fact<'a>],
    events: &Events,
    stands: &[Vec<Key>],
) {
    let set = |category: Option<CountCategory>| category.is_none_or(|category| traits(category).happens_somewhere);
    let first = statements.iter().find(|statement| {
        let count = &counts[statement.count];
        let is_set = set(count.category) && count.category.is_some_and(|category| category != CountCategory::Hospitalised);
        statement.is_of_story && count.modality.is_stated() && is_set && !count.places.is_empty()
    });
    let first_place = first.map(|statement| counts[statement.count].places.clone());
    let headline = events.happened.iter().find(|event| !event.places.is_empty()).map(|event| event.places.clone());
    let of_story = first_place.or(headline).or_else(|| dateline(story).map(|key| vec![key])).unwrap_or_default();
    for (index, (statement, fact)) in statements.iter().zip(facts).enumerate() {
        if !statement.is_of_story || is_everywhere(story, fact) {
            continue;
        }
        let count = &counts[statement.count];
        if !count.places.is_empty() {
            continue;
        }
        let is_here = is_told_here(count);
        let whole = count.part_of.map(|whole| counts[whole.index()].places.clone()).filter(|places| !places.is_empty());
        let event = events.of_statement[index].map(|event| events.happened[event].places.clone()).filter(|places| !places.is_empty());
        let scene = Some(stands[index].clone()).filter(|places| !places.is_empty());
        let referred = referred_place(story, fact, [scene.as_deref(), Some(&of_story)]);
        let around = || {
            let speakers = count.attribution.and_then(|by| speakers_place(story, by.span));
            let elsewhere = speakers.filter(|_| event.is_none() && scene.is_none()).map(|key| vec![key]);
            // An event that the sentence tells itself; of one told further up the story's own is as likely.
            let event = event.clone().filter(|_| events.is_told_beside[index] || of_story.is_empty());
            elsewhere.or(scene).or(event).or_else(|| Some(of_story.clone()).filter(|places| !places.is_empty()))
        };
        let places = match referred {
            Some(place) => Some(vec![place]),
            // Another year's quake was where its own words say.
            None if !is_here => whole.or_else(|| events.earlier_places(index).filter(|_| set(count.category))),
            None => whole.or_else(|| set(count.category).then(around).flatten()),
        };
        if let Some(places) = places {
            counts[statement.count].places = places;
        }
    }
}

/// Whether the count is told of the story's own time and place: not what it is compared with.
fn is_told_here(count: &Count<'_>) -> bool {
    count.modality != Modality::Historical || count.part_of.is_some()
}

/// "worldwide", "across the region", "nationwide": in no place of the story.
fn is_everywhere(story: &Story<'_, '_>, fact: &Fact<'_>) -> bool {
    let Some(class) = story.grammar().complement("everywhere") else { return false };
    let clause = story.syntax.clauses.of_phrase[fact.phrase];
    story.phrases_of(clause).any(|at| story.has_complement(story.syntax.tokens(at).clone(), class))
}

/// The place where a speaker holds office: "the governor of Rostov said".
fn speakers_place(story: &Story<'_, '_>, span: crate::span::Span) -> Option<Key> {
    let text = &story.reading.text;
    let first = story.named.places.partition_point(|(tokens, _)| text.span(tokens).start < span.start);
    let within = (first..story.named.places.len()).take_while(|index| span.contains(&text.span(&story.named.places[*index].0)));
    let located = within.map(|index| story.place_mention(index)).filter(|(_, usage)| *usage == PlaceUsage::Location);
    located.last().map(|(key, _)| key)
}

/// What a noun or adverb says of the place that it means.
#[derive(Clone, Copy, Debug)]
enum Referent {
    /// "there"
    There,
    /// "the city"
    OfKind(PlaceKind),
    /// "the rink": the token of the noun, which is the last word of the place's name.
    Called(usize),
}

/// "pulled 27 from buildings in the city", "was injured there": the place told before that a phrase of the fact's clauses means.
fn referred_place(story: &Story<'_, '_>, fact: &Fact<'_>, scenes: [Option<&[Key]>; 2]) -> Option<Key> {
    const JUST_SENTENCES: usize = 2;
    let own = story.syntax.clauses.of_phrase[fact.phrase];
    let mut clauses = vec![own];
    if fact.clause != own {
        clauses.push(fact.clause);
    }
    let this = story.syntax.clause(own);
    clauses.extend(this.parent.filter(|_| matches!(this.link, Link::Participle | Link::Relative | Link::Infinitive)));
    let (phrase, referent) =
        clauses.into_iter().flat_map(|clause| story.phrases_of(clause)).find_map(|at| Some((at, reference(story, at)?)))?;
    let token = story.syntax.tokens(phrase).start;
    let place = |key: Key| &story.places.places[key.index()];
    let before = story.named.places.partition_point(|(tokens, _)| tokens.start < token);
    let mut told = (before.saturating_sub(MAX_MENTIONS_BACK)..before)
        .rev()
        .filter(|index| story.place_mention(*index).1 == PlaceUsage::Location)
        .map(|index| (&story.named.places[index].0, story.place_mention(index).0));
    match referent {
        Referent::There => told.next().map(|(_, key)| key),
        Referent::Called(noun) => {
            let tokens = story.reading.text.tokens();
            let hash = tokens[noun].hash();
            told.find(|(mention, key)| place(*key).kind == PlaceKind::Facility && tokens[mention.end - 1].hash() == hash)
                .map(|(_, key)| key)
        }
        Referent::OfKind(kind) => {
            let [scene, of_story] = scenes.map(|scene| scene.and_then(|keys| keys.first().copied()).filter(|key| place(*key).kind == kind));
            let last = told.find(|(_, key)| place(*key).kind == kind);
            let now = story.reading.sentence_number(token);
            let just = last.filter(|(mention, _)| story.reading.sentence_number(mention.start) + JUST_SENTENCES >= now).map(|(_, key)| key);
            scene.or(just).or(of_story).or(last.map(|(_, key)| key))
        }
    }
}

/// The reference to a place told before that a phrase is.
fn reference(story: &Story<'_, '_>, phrase: usize) -> Option<Referent> {
    let tokens = story.syntax.tokens(phrase);
    let is_there = tokens.len() == 1 && story.completes(tokens.start, "there");
    if is_there {
        let clause = story.syntax.clauses.of_phrase[phrase];
        let is_existential = story.syntax.clause(clause).verb.is_some_and(|verb| verb == phrase + 1);
        return (!is_existential && !story.reading.begins_sentence(tokens.start)).then_some(Referent::There);
    }
    let noun = story.syntax.noun(phrase)?;
    let Role::Governed(preposition) = story.syntax.clauses.roles[phrase] else { return None };
    let leads = matches!(story.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Locative | Function::Of));
    let is_plain = noun.determiner == Determiner::Definite && tokens.len() == 2 && noun.quantity.is_none() && noun.name.is_none();
    if !leads || !is_plain {
        return None;
    }
    // "in the region of X"
    let goes_on = story.syntax.phrases.get(phrase + 1).is_some_and(|next| matches!(next.kind, PhraseKind::Preposition(Function::Of)));
    if goes_on {
        return None;
    }
    let head = tokens.end - 1;
    if story.completes(head, "country") {
        return Some(Referent::OfKind(PlaceKind::Country));
    }
    let typed = story.reading.words_at(head).find_map(|(end, sense)| match sense {
        WordSense::PlaceType(kind, Side::After) if end == head + 1 => Some(kind),
        _ => None,
    });
    match typed {
        Some(PlaceKind::Facility | PlaceKind::Street | PlaceKind::Water) | None => Some(Referent::Called(head)),
        Some(kind) => Some(Referent::OfKind(kind)),
    }
}

/// The narrowest place of the dateline: "KHARKIV, Ukraine, Feb. 11 -".
fn dateline(story: &Story<'_, '_>) -> Option<Key> {
    const MOST_CLAUSES: usize = 24;
    let clauses = story.syntax.clauses.clauses.iter().take(MOST_CLAUSES);
    let dateline = clauses.into_iter().find(|clause| clause.link == Link::Dateline && clause.first < clause.end)?;
    story.dateline_place(dateline)
}
