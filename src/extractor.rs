//! The whole pipeline on one screen.

use std::ops::Range;
use std::sync::Arc;

use crate::counts::counts;
use crate::dropped::explain;
use crate::extraction::{Date, EntityKind, Extraction, Sentence, Warning};
use crate::filter;
use crate::gazetteer::Gazetteer;
use crate::language::reads_as_english;
use crate::reading::{Reading, TokenFlags};
use crate::resolve::claims::{Claim, ClaimKind, claims};
use crate::resolve::people::{People, people};
use crate::resolve::places::{Places, places};
use crate::resolve::weapons::{Weapons, weapons};
use crate::text::NormalizedText;
use crate::zones::zones;

/// What to extract and how sure to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExtractOptions {
    /// What to return; empty means every kind, and events come with counts. Everything is read all the same: counts need places and
    /// weapons.
    pub kinds: Vec<EntityKind>,
    /// Mentions and counts below this confidence are left out; `None` means all that the engine accepts.
    pub min_confidence: Option<f32>,
    /// Whether adjectives and demonyms are returned as mentions of their country.
    pub include_demonyms: bool,
    /// ISO 3166-1 alpha-2 codes, in capitals, of where the outlet or its desk is at home: of places that share a name, theirs are likelier.
    pub country_codes: Vec<String>,
    /// The day of publication, from which "Monday" and "yesterday" are seen.
    pub published: Option<Date>,
    /// Whether the caller knows that the text is not in English.
    pub is_foreign: bool,
    /// Whether to tell of every candidate why it was not accepted, not only of those that an editor could license.
    pub explain: bool,
}

/// A part of the pipeline, as told to an [`Observer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Tokens and sentences.
    Text,
    /// The gazetteer's automata.
    Match,
    /// People, places and weapons.
    Resolve,
    /// Numbers, counts and events.
    Count,
}

/// Is told when a stage ends. The core holds no clock; whoever wants times brings one.
pub trait Observer {
    /// `stage` has just ended.
    fn stage_ended(&mut self, stage: Stage);
}

/// Observes nothing.
impl Observer for () {
    fn stage_ended(&mut self, _: Stage) {}
}

/// Reads texts with one gazetteer. Immutable, cheap to clone, free to share between threads.
#[derive(Clone, Debug)]
pub struct Extractor {
    gazetteer: Arc<Gazetteer>,
}

impl Extractor {
    /// An extractor that reads with `gazetteer`.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Self {
        Self { gazetteer }
    }

    /// The gazetteer that this extractor reads with.
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// Everything in `text`.
    pub fn extract<'a>(&'a self, text: &'a str) -> Extraction<'a> {
        self.extract_with(text, &ExtractOptions::default(), &mut ())
    }

    /// What `options` ask for in `text`; `observer` hears of every stage's end.
    pub fn extract_with<'a>(&'a self, text: &'a str, options: &ExtractOptions, observer: &mut dyn Observer) -> Extraction<'a> {
        let gazetteer = &*self.gazetteer;
        let normalized = NormalizedText::new(text, gazetteer.abbreviations());
        observer.stage_ended(Stage::Text);

        let hits = gazetteer.matcher().find(&normalized);
        let reading = Reading::new(normalized, &hits, gazetteer);
        let zones = zones(&reading);
        observer.stage_ended(Stage::Match);

        let is_english = !options.is_foreign && reads_as_english(&reading);
        let mut claims = claims(&reading);
        if !is_english {
            claims.retain(|claim| claim.kind.is_known_by_name());
        }
        let people = people(&reading, &claims);
        let mut places = places(&reading, &claims, &people.tokens, &options.country_codes, options.include_demonyms);
        let names = accepted_names(&reading, &claims, &people, &places);
        let mut weapons = if is_english { weapons(&reading, &names) } else { Weapons::default() };
        observer.stage_ended(Stage::Resolve);

        let mut counts = counts(&reading, &people, &places, &weapons, &names, &zones, options.published);
        if !is_english {
            counts.counts.clear();
            counts.events.clear();
            counts.tallies.clear();
        }
        observer.stage_ended(Stage::Count);

        let mut dropped = std::mem::take(&mut places.dropped);
        dropped.append(&mut weapons.dropped);
        dropped.sort_by_key(|dropped| (dropped.span.start, dropped.kind));
        if options.explain && is_english {
            explain(&reading, &claims, &people, &places, &weapons, &mut dropped);
            dropped.sort_by_key(|dropped| (dropped.span.start, dropped.kind));
        }
        let mut extraction = Extraction {
            people: people.people,
            places: places.places,
            weapons: weapons.weapons,
            counts: counts.counts,
            events: counts.events,
            tallies: counts.tallies,
            sentences: reading
                .sentences
                .iter()
                .zip(zones.iter().copied())
                .enumerate()
                .map(|(number, (tokens, zone))| Sentence {
                    span: reading.text.span(tokens),
                    zone,
                    clauses: (options.explain && is_english).then(|| counts.syntax.bracketed(&reading, number)),
                })
                .collect(),
            numbers: counts.numbers,
            dropped,
            warnings: if is_english { Vec::new() } else { vec![language_warning()] },
        };
        filter::apply(&mut extraction, options);
        extraction
    }
}

fn language_warning() -> Warning {
    Warning {
        reason: "LANGUAGE_NOT_SUPPORTED",
        message: "the text is not in English, or said not to be: names in the gazetteer and numbers are found, nothing else is".into(),
    }
}

/// The tokens of people, places, organisations and false friends, in order: nothing inside them is a weapon or a count. A place that was
/// dropped for want of a trigger leaves its tokens free.
fn accepted_names(reading: &Reading<'_>, claims: &[Claim], people: &People<'_>, places: &Places<'_>) -> Vec<Range<usize>> {
    // "In June" is no person's name, and a time.
    let is_time = |claim: &Claim| reading.flags(claim.tokens.end - 1).any(TokenFlags::CALENDAR);
    let is_other = |claim: &&Claim| match claim.kind {
        ClaimKind::Organisation => true,
        ClaimKind::Stop => !is_time(claim),
        _ => false,
    };
    let others = claims.iter().filter(is_other).map(|claim| &claim.tokens);
    let mut names: Vec<Range<usize>> =
        others.chain(&people.tokens).chain(places.tokens.iter().map(|(tokens, _)| tokens)).cloned().collect();
    names.sort_by_key(|tokens| (tokens.start, tokens.end));
    names
}
