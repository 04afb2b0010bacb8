//! The report: every document's answers set beside its gold, and the sums.

use std::collections::{BTreeMap, BTreeSet};

use super::alignment::{Agreement, overlaps, pairs};
use super::answer::{Answer, Found};
use super::events;
use super::facts::{EVERY_FIELD, Facts};
use super::gold::{Annotation, Document};
use super::tally::{Calibration, Events, Fields, Keys, Numbers, Resolution, Share, Spans, StoryFigures, Totals, distance_km};
use crate::extraction::EntityKind;

/// What evaluation found, over all documents added.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Spans by kind, of the kinds that some document scores.
    pub spans: BTreeMap<EntityKind, Spans>,
    /// Where the places are.
    pub resolution: Resolution,
    /// The fields of counts.
    pub counts: Fields,
    /// The counts found of which value, category, subject, places, weapons, attribution, modality, whole and accumulation are right, of those
    /// for which the gold gives all of them.
    pub every_field: Share,
    /// Whether one person is one key.
    pub people: Keys,
    /// Whether one counted fact is one count.
    pub facts: Keys,
    /// The events.
    pub events: Events,
    /// The story's figures.
    pub tallies: StoryFigures,
    /// People and places by confidence; a place is right where it also resolves, if the gold says to what.
    pub calibration: Calibration,
    /// The story's totals of people, by what happened to them.
    pub totals: BTreeMap<String, Totals>,
    /// The documents of which both totals, killed and injured, are right.
    pub both_totals: Share,
    /// The values of all numbers seen.
    pub numbers: Numbers,
    /// In the order added.
    pub documents: Vec<DocumentReport>,
}

/// The errors in one document.
#[derive(Clone, Debug)]
pub struct DocumentReport {
    /// The gold's id.
    pub id: String,
    /// In the order of the text.
    pub errors: Vec<Error>,
}

/// One error.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Error {
    /// In code points.
    pub span: (usize, usize),
    /// Of what kind.
    pub kind: EntityKind,
    /// What is wrong.
    pub error: ErrorKind,
    /// The text's slice.
    pub text: String,
    /// The rule behind the answer; empty for a miss.
    pub rule: String,
}

/// What can be wrong with a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorKind {
    /// In the gold, not in the answer.
    Missed,
    /// In the answer, not in the gold.
    Invented,
    /// In both, and the answer is another place.
    Elsewhere,
    /// An event of the gold that is not in the answer.
    MissedEvent,
    /// An event of the answer that is not in the gold.
    InventedEvent,
    /// In both, and this field of the count, or of the event, says something else.
    Differs(&'static str),
}

impl ErrorKind {
    /// As reports write it: what is wrong, or the field that differs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Invented => "invented",
            Self::Elsewhere => "elsewhere",
            Self::MissedEvent => "missed event",
            Self::InventedEvent => "invented event",
            Self::Differs(field) => field,
        }
    }
}

impl Report {
    /// Sets one document's answer beside its gold.
    pub fn add(&mut self, document: &Document, answer: &Answer<'_>) {
        let mut errors = Vec::new();
        for kind in document.scored() {
            self.add_kind(document, answer, kind, &mut errors);
        }
        if let Some(totals) = &document.doc_counts {
            for (name, &gold) in totals {
                let found = match name.as_str() {
                    "killed" => answer.killed,
                    "injured" => answer.injured,
                    _ => continue,
                };
                self.totals.entry(name.clone()).or_default().add(gold, found);
            }
        }
        let totals = |name: &str| document.doc_counts.as_ref().and_then(|totals| totals.get(name).copied());
        if let Some(totals) = totals("killed").zip(totals("injured")) {
            self.both_totals.add(totals == (answer.killed, answer.injured));
        }
        if let Some(gold) = &document.events {
            events::compare(document, answer, gold, &mut self.events, &mut errors);
        }
        if let Some(figures) = &document.tallies {
            self.tallies.add(figures, answer.tallies);
        }
        if let Some(expected) = document.expected_values() {
            self.numbers.add(&expected, &answer.numbers);
        }
        errors.sort();
        self.documents.push(DocumentReport { id: document.id.clone(), errors });
    }

    fn add_kind(&mut self, document: &Document, answer: &Answer<'_>, kind: EntityKind, errors: &mut Vec<Error>) {
        let gold: Vec<&Annotation> = document.gold.iter().flatten().filter(|it| it.kind == kind).collect();
        let found: Vec<&Found<'_>> = answer.found.iter().filter(|it| it.kind == kind).collect();
        let overlap = pairs(&gold, &found, Agreement::Overlap);
        let recall_only = document.recall_only.contains(&kind);
        let is_ignored = |index: &usize| {
            let regions = || document.ignore.iter().filter(|region| region.types.contains(&kind));
            !overlap.iter().any(|(_, answer)| answer == index)
                && regions().any(|region| overlaps((region.start, region.end), found[*index].span))
        };
        let ignored: BTreeSet<usize> = (0..found.len()).filter(is_ignored).collect();

        let spans = self.spans.entry(kind).or_default();
        spans.gold += gold.len();
        spans.found += found.len() - ignored.len();
        spans.ignored += ignored.len();
        spans.exact += pairs(&gold, &found, Agreement::Exact).len();
        spans.overlap += overlap.len();
        spans.recall_only |= recall_only;

        let slice = |(start, end): (usize, usize)| document.text.chars().skip(start).take(end - start).collect::<String>();
        let mut push = |span: (usize, usize), error: ErrorKind, rule: &str| {
            errors.push(Error { span, kind, error, text: slice(span), rule: rule.to_owned() });
        };
        for (index, missed) in gold.iter().enumerate() {
            if !overlap.iter().any(|(annotation, _)| *annotation == index) {
                push((missed.start, missed.end), ErrorKind::Missed, "");
            }
        }
        if kind == EntityKind::Place {
            self.resolution.gold += gold.iter().filter(|it| it.lat.is_some()).count();
        }
        let is_calibrated = matches!(kind, EntityKind::Person | EntityKind::Place) && !recall_only;
        for &(annotation, answer) in &overlap {
            let (gold, found) = (gold[annotation], found[answer]);
            let is_right = kind != EntityKind::Place || self.is_there(gold, found);
            if !is_right {
                push(found.span, ErrorKind::Elsewhere, found.rule);
            }
            if is_calibrated {
                self.calibration.add(found.confidence, is_right);
            }
        }
        if !recall_only {
            let is_invented = |index: &usize| !ignored.contains(index) && !overlap.iter().any(|(_, answer)| answer == index);
            for invented in (0..found.len()).filter(is_invented).map(|index| found[index]) {
                push(invented.span, ErrorKind::Invented, invented.rule);
                if is_calibrated {
                    self.calibration.add(invented.confidence, false);
                }
            }
        }
        if kind == EntityKind::Count {
            let facts = Facts { document, answer };
            for &(annotation, answer) in &overlap {
                let (gold, found) = (gold[annotation], found[answer]);
                let (mut told, mut is_every_right) = (0, true);
                facts.compare(gold, found, |field, is_right| {
                    self.counts.add(field, is_right);
                    let is_one_of_them = EVERY_FIELD.contains(&field);
                    told += usize::from(is_one_of_them);
                    is_every_right &= is_right || !(is_one_of_them || field == "value");
                    if !is_right {
                        push(found.span, ErrorKind::Differs(field), found.rule);
                    }
                });
                if told == EVERY_FIELD.len() {
                    self.every_field.add(is_every_right);
                }
            }
            self.facts.add(overlap.iter().filter_map(|&(annotation, answer)| Some((gold[annotation].key.as_deref()?, found[answer].key))));
        }
        if kind == EntityKind::Person {
            self.people.add(overlap.iter().filter_map(|&(annotation, answer)| Some((gold[annotation].key.as_deref()?, found[answer].key))));
        }
    }

    /// Whether the answer is the place of the gold, if the gold says where that is.
    fn is_there(&mut self, gold: &Annotation, found: &Found<'_>) -> bool {
        let number = found.id.rsplit(':').next().filter(|number| !number.is_empty());
        let is_same = gold.id_number().is_some_and(|wanted| number == Some(&*wanted));
        let Some(point) = gold.lat.zip(gold.lon) else { return is_same || gold.id_number().is_none() };
        self.resolution.add(if is_same { Some(0.0) } else { found.location.map(|location| distance_km(point, location)) })
    }

    /// The documents with the most errors first, those without left out.
    pub fn worst(&self) -> Vec<&DocumentReport> {
        let mut documents: Vec<&DocumentReport> = self.documents.iter().filter(|document| !document.errors.is_empty()).collect();
        documents.sort_by_key(|document| std::cmp::Reverse(document.errors.len()));
        documents
    }
}
