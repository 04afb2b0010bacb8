//! Answers beside gold annotations: what was found, missed and invented, and how much of what is said of it is right.
//!
//! Spans count Unicode code points. *Exact* is the same kind and span (or one of the gold's `alts`); *overlap* is the same kind and at least
//! one character shared, one to one, the longest shared stretch first. An answer that matches nothing and lies in an `ignore` region of its
//! kind is neither rewarded nor charged; of kinds in `recall_only` the precision says nothing. Resolution is measured on the places that
//! overlap and have coordinates in the gold: right within [`RIGHT_WITHIN_KM`], or with the gold's id. The counts' fields are compared where
//! the gold gives them. An event is that of the gold with which it shares words or counts; found is one of the same kind. The gold format is documented with the sample articles, in `seeds/articles/README.md`.

mod alignment;
mod answer;
mod events;
mod facts;
mod gold;
mod report;
mod tally;

pub use answer::{Answer, Found, FoundEvent};
pub use events::event_kind_name;
pub use facts::{accumulation_name, category_name, modality_name, subject_name};
pub use gold::{Annotation, Document, GoldError, StoryEvent, StoryFigure, read};
pub use report::{DocumentReport, Error, ErrorKind, Report};
pub use tally::{Calibration, Events, Fields, Keys, Numbers, Precision, Resolution, Share, Spans, StoryFigures, Totals};

/// A place is right within this distance of the gold's point: 161 km, 100 miles, the customary bound of geoparsing evaluations.
pub const RIGHT_WITHIN_KM: f64 = 161.0;
