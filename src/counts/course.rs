//! The course of the text: where it stands before each statement. Whatever names a place moves it there: an event, a count of what was stated to
//! happen there, a clause with a setting of its own. A paragraph brings it back.

use std::ops::Range;

use super::fact::Fact;
use super::repeat::Statement;
use super::story::Story;
use super::telling::Telling;
use crate::extraction::{Count, CountCategory, Key, Zone};
use crate::gazetteer::lexicon::HappeningClass;
use crate::syntax::clause::Link;
use crate::text::Gap;

/// Where a clause moves the story to: "In Izmail, drones hit", "threw grenades over the wall of a depot in Caloto".
#[derive(Clone, Debug)]
struct Move {
    phrase: usize,
    clause: usize,
    places: Vec<Key>,
}

/// The place at which the text stands before each statement; `tellings` are what tells an event, in order.
pub(super) fn course<'a>(
    story: &Story<'_, 'a>,
    facts: &[Fact<'a>],
    counts: &[Count<'a>],
    statements: &[Statement],
    tellings: &[Telling],
) -> Vec<Vec<Key>> {
    let moves = moves(story);
    let mut sections = Sections::new(story);
    let (mut next, mut next_move, mut since) = (0, 0, 0);
    let mut scene: Vec<Key> = Vec::new();
    let mut before = Vec::with_capacity(facts.len());
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
        while let Some(telling) = tellings.get(next).filter(|telling| is_met(telling)) {
            sections.set(story, since, telling.phrase, &mut scene);
            since = telling.phrase;
            if telling.is_of_story() && !telling.places.is_empty() && telling.class != HappeningClass::Reference {
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
        before.push(scene.clone());
        let (statement, count) = (&statements[index], &counts[statements[index].count]);
        let is_elsewhere = count.category == Some(CountCategory::Hospitalised);
        if !statement.own_places.is_empty() && count.modality.is_stated() && statement.is_of_story && !is_elsewhere {
            scene.clone_from(&statement.own_places);
        }
    }
    before
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
            || !story.is_told_of_now(clause, verb)
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
