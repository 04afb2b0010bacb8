//! The figures: sums over documents, and the ratios of them.

use std::collections::{BTreeMap, BTreeSet};

use super::RIGHT_WITHIN_KM;
use super::facts::{category_name, subject_name};
use super::gold::StoryFigure;
use crate::extraction::{CountCategory, Key, Tally};

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Right answers of all answers.
    pub precision: f64,
    /// Right answers of all annotations.
    pub recall: f64,
    /// The harmonic mean.
    pub f1: f64,
}

impl Precision {
    pub(super) fn of(right: usize, found: usize, gold: usize) -> Self {
        let share = |of: usize, empty: f64| if of == 0 { empty } else { right as f64 / of as f64 };
        let precision = share(found, if gold == 0 { 1.0 } else { 0.0 });
        let recall = share(gold, 1.0);
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

/// Spans of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// Annotations.
    pub gold: usize,
    /// Answers that count.
    pub found: usize,
    /// Answers in regions that are not scored.
    pub ignored: usize,
    /// Right by the exact span.
    pub exact: usize,
    /// Right by overlap.
    pub overlap: usize,
    /// Whether not every mention is annotated, so that the precision says nothing.
    pub recall_only: bool,
}

impl Spans {
    /// By exact spans.
    pub fn exact(&self) -> Precision {
        Precision::of(self.exact, self.found, self.gold)
    }

    /// By overlap.
    pub fn overlap(&self) -> Precision {
        Precision::of(self.overlap, self.found, self.gold)
    }
}

/// Where the places are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Annotations with coordinates.
    pub gold: usize,
    /// Of these, found.
    pub found: usize,
    /// Of these, right.
    pub right: usize,
    /// Kilometres, of every one found that has a point; 0 where the id is the gold's.
    pub errors_km: Vec<f64>,
}

impl Resolution {
    pub(super) fn add(&mut self, error_km: Option<f64>) -> bool {
        self.found += 1;
        self.errors_km.extend(error_km);
        let is_right = error_km.is_some_and(|error| error <= RIGHT_WITHIN_KM);
        self.right += usize::from(is_right);
        is_right
    }

    /// Right of those found; a place without a point is wrong.
    pub fn accuracy(&self) -> f64 {
        self.right as f64 / self.found as f64
    }

    /// Right of all annotations with coordinates.
    pub fn end_to_end(&self) -> f64 {
        self.right as f64 / self.gold as f64
    }

    /// Kilometres; not a number without errors.
    pub fn mean_km(&self) -> f64 {
        self.errors_km.iter().sum::<f64>() / self.errors_km.len() as f64
    }

    /// Kilometres, the upper one of two in the middle.
    pub fn median_km(&self) -> Option<f64> {
        let mut errors = self.errors_km.clone();
        errors.sort_by(f64::total_cmp);
        errors.get(errors.len() / 2).copied()
    }
}

/// The fields of counts, by name: how many are as in the gold, of how many that the gold gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub BTreeMap<&'static str, (usize, usize)>);

impl Fields {
    pub(super) fn add(&mut self, name: &'static str, is_right: bool) {
        let (right, all) = self.0.entry(name).or_default();
        *right += usize::from(is_right);
        *all += 1;
    }
}

/// Whether what the gold calls one has one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Those of the gold that were found.
    pub gold: usize,
    /// Of these, those whose mentions all have one key.
    pub whole: usize,
    /// Those of the gold with several mentions found.
    pub repeated: usize,
    /// Of these, those whose mentions all have one key.
    pub joined: usize,
    /// Keys of the answer at mentions of the gold.
    pub keys: usize,
    /// Of these, those of one in the gold.
    pub pure: usize,
}

impl Keys {
    /// Adds one document's mentions: the key of each in the gold and in the answer.
    pub(super) fn add<'k>(&mut self, mentions: impl Iterator<Item = (&'k str, Key)>) {
        let (mut found, mut meant) = (BTreeMap::<&str, Vec<Key>>::new(), BTreeMap::<Key, BTreeSet<&str>>::new());
        for (gold, key) in mentions {
            found.entry(gold).or_default().push(key);
            meant.entry(key).or_default().insert(gold);
        }
        for keys in found.values() {
            let (is_repeated, is_one) = (keys.len() > 1, keys.iter().all(|key| *key == keys[0]));
            self.gold += 1;
            self.whole += usize::from(is_one);
            self.repeated += usize::from(is_repeated);
            self.joined += usize::from(is_repeated && is_one);
        }
        self.keys += meant.len();
        self.pure += meant.values().filter(|meant| meant.len() == 1).count();
    }
}

/// The story's figures beside those of the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoryFigures {
    /// Figures of the gold.
    pub gold: usize,
    /// Of these, those with the same best figure, or without one, and the same bounds.
    pub right: usize,
    /// Figures of the whole story in the answer, of categories that the gold annotates.
    pub found: usize,
}

impl StoryFigures {
    pub(super) fn add(&mut self, gold: &[StoryFigure], found: &[Tally]) {
        let is_annotated = |tally: &&Tally| tally.place.is_none() && tally.category != CountCategory::Other;
        self.gold += gold.len();
        self.found += found.iter().filter(is_annotated).count();
        let is_right = |figure: &&StoryFigure| {
            let is_same =
                |tally: &&Tally| category_name(Some(tally.category)) == figure.category && subject_name(tally.subject) == figure.subject;
            let tally = found.iter().filter(is_annotated).find(is_same);
            // "More than 300" annotated as 300 and at least 301 is the answer's 300 and at least 300.
            let low = figure.low.map(|low| figure.best.map_or(low, |best| low.min(best)));
            let high = figure.high.map(|high| figure.best.map_or(high, |best| high.max(best)));
            tally.is_some_and(|tally| (tally.best, tally.low, tally.high) == (figure.best, low, high))
        };
        self.right += gold.iter().filter(is_right).count();
    }
}

/// How many are right, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that are right.
    pub right: usize,
    /// All.
    pub all: usize,
}

impl Share {
    pub(super) fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }
}

/// The events beside those of the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Events {
    /// Events of the gold.
    pub gold: usize,
    /// Events of the answer; of what no kind names, those alone that the gold has.
    pub found: usize,
    /// Events of the gold found, of the same kind.
    pub right: usize,
    /// Of those that share words or counts with one of the gold, the kind.
    pub kind: Share,
    /// Of these, all places and no other.
    pub places: Share,
    /// Of the documents with a main event, whether it is the answer's too.
    pub main: Share,
}

impl Events {
    /// Of those found.
    pub fn score(&self) -> Precision {
        Precision::of(self.right, self.found, self.gold)
    }
}

/// Of the mentions at each confidence, in hundredths, how many are right, and all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibration(pub BTreeMap<u32, (usize, usize)>);

impl Calibration {
    pub(super) fn add(&mut self, confidence: f32, is_right: bool) {
        let (right, all) = self.0.entry((confidence * 100.0).round() as u32).or_default();
        *right += usize::from(is_right);
        *all += 1;
    }

    /// Right and all from `hundredths` up.
    pub fn from(&self, hundredths: u32) -> (usize, usize) {
        self.0.range(hundredths..).fold((0, 0), |sum, (_, level)| (sum.0 + level.0, sum.1 + level.1))
    }
}

/// The story's total of one kind, over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents with a gold figure.
    pub documents: usize,
    /// Of these, with that figure in the answer.
    pub right: usize,
    /// Documents whose figure is above 0.
    pub above_zero: usize,
    /// Of these, right.
    pub right_above_zero: usize,
    /// Answers above 0.
    pub found_above_zero: usize,
}

impl Totals {
    pub(super) fn add(&mut self, gold: i64, found: i64) {
        self.documents += 1;
        self.right += usize::from(gold == found);
        self.above_zero += usize::from(gold != 0);
        self.right_above_zero += usize::from(gold != 0 && gold == found);
        self.found_above_zero += usize::from(found != 0);
    }

    /// Of the figures above 0.
    pub fn score(&self) -> Precision {
        Precision::of(self.right_above_zero, self.found_above_zero, self.above_zero)
    }
}

/// The values of all numbers seen beside those expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Values expected.
    pub gold: usize,
    /// Of these, seen as a number of whatever class.
    pub right: usize,
    /// Values seen that are no ordinals, dates or times.
    pub amounts: usize,
    /// Of these, expected.
    pub right_amounts: usize,
    /// Texts.
    pub texts: usize,
    /// Texts in which exactly the values expected were seen.
    pub texts_right: usize,
}

impl Numbers {
    pub(super) fn add(&mut self, expected: &[f64], seen: &[(f64, bool)]) {
        let mut left = seen.to_vec();
        let (mut right, mut right_amounts) = (0, 0);
        for value in expected {
            let is_same = |(other, _): &(f64, bool)| (value - other).abs() <= 1e-9 * value.abs().max(1.0);
            if let Some(at) = left.iter().position(is_same) {
                right_amounts += usize::from(left.swap_remove(at).1);
                right += 1;
            }
        }
        self.gold += expected.len();
        self.amounts += seen.iter().filter(|(_, is_amount)| *is_amount).count();
        self.right += right;
        self.right_amounts += right_amounts;
        self.texts += 1;
        self.texts_right += usize::from(right == expected.len() && right == seen.len());
    }

    /// Of the amounts seen, those expected.
    pub fn precision(&self) -> f64 {
        self.right_amounts as f64 / self.amounts as f64
    }
}

/// Kilometres between two points in degrees, along a sphere of the earth's mean radius.
pub(super) fn distance_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6371.0088;
    let [(lat, lon), (other_lat, other_lon)] = [one, other].map(|(lat, lon)| (lat.to_radians(), lon.to_radians()));
    let half = ((other_lat - lat) / 2.0).sin().powi(2) + lat.cos() * other_lat.cos() * ((other_lon - lon) / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS_KM * half.sqrt().min(1.0).asin()
}
