//! How long each stage of extraction takes.

use std::time::{Duration, Instant};

use stringer::extractor::{Observer, Stage};

/// The stages in the order of the pipeline.
pub(crate) const STAGES: [Stage; 4] = [Stage::Text, Stage::Match, Stage::Resolve, Stage::Count];

/// How long each stage took.
pub(crate) struct Stopwatch {
    pub(crate) last: Instant,
    pub(crate) elapsed: [Duration; 4],
}

impl Stopwatch {
    /// One that runs from `start`.
    pub(crate) fn since(start: Instant) -> Self {
        Self { last: start, elapsed: [Duration::ZERO; 4] }
    }
}

impl Observer for Stopwatch {
    fn stage_ended(&mut self, stage: Stage) {
        let now = Instant::now();
        if let Some(index) = STAGES.iter().position(|known| *known == stage) {
            self.elapsed[index] += now - self.last;
        }
        self.last = now;
    }
}
