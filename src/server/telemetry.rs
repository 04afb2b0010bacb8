//! What the server tells about itself: one span and one closing line per call, never a byte of what a client sent.

use std::io::IsTerminal;
use std::ops::AddAssign;
use std::time::Instant;

use tonic::{Code, Status};
use tracing::{Span, field};
use tracing_subscriber::EnvFilter;

use super::config::LogFormat;
use super::deadline::Deadline;
use super::error::RequestError;
use crate::extraction::Extraction;
use crate::extractor::{Observer, Stage};

/// Microseconds in each stage of the pipeline.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StageTimes {
    text_us: u64,
    match_us: u64,
    resolve_us: u64,
    count_us: u64,
}

/// Holds the clock that the core does not have.
#[derive(Debug)]
pub(super) struct StageClock {
    stage_began: Instant,
    times: StageTimes,
}

impl StageClock {
    pub(super) fn start() -> Self {
        Self { stage_began: Instant::now(), times: StageTimes::default() }
    }
}

impl Observer for StageClock {
    fn stage_ended(&mut self, stage: Stage) {
        let now = Instant::now();
        let elapsed_us = u64::try_from((now - self.stage_began).as_micros()).unwrap_or(u64::MAX);
        self.stage_began = now;
        let StageTimes { text_us, match_us, resolve_us, count_us } = &mut self.times;
        *match stage {
            Stage::Text => text_us,
            Stage::Match => match_us,
            Stage::Resolve => resolve_us,
            Stage::Count => count_us,
        } += elapsed_us;
    }
}

/// What was read and found, and how long it took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measures {
    pub(super) documents: u64,
    bytes_in: u64,
    people: u64,
    places: u64,
    weapons: u64,
    counts: u64,
    times: StageTimes,
}

impl Measures {
    /// Those of one document.
    pub(super) fn of(text: &str, extraction: &Extraction<'_>, clock: &StageClock) -> Self {
        Self {
            documents: 1,
            bytes_in: text.len() as u64,
            people: extraction.people.len() as u64,
            places: extraction.places.len() as u64,
            weapons: extraction.weapons.len() as u64,
            counts: extraction.counts.len() as u64,
            times: clock.times,
        }
    }
}

impl AddAssign for Measures {
    fn add_assign(&mut self, other: Self) {
        let Self { documents, bytes_in, people, places, weapons, counts, times } = other;
        self.documents += documents;
        self.bytes_in += bytes_in;
        self.people += people;
        self.places += places;
        self.weapons += weapons;
        self.counts += counts;
        self.times.text_us += times.text_us;
        self.times.match_us += times.match_us;
        self.times.resolve_us += times.resolve_us;
        self.times.count_us += times.count_us;
    }
}

/// One call from its beginning to its end. Dropped without an end, it was cancelled, or cut off at its deadline.
#[derive(Debug)]
pub(super) struct Call {
    span: Span,
    began: Instant,
    deadline: Option<Deadline>,
    pub(super) measures: Measures,
    code: Option<Code>,
}

impl Call {
    pub(super) fn begin(rpc: &'static str, deadline: Option<Deadline>) -> Self {
        let span = tracing::info_span!(
            "call",
            rpc,
            documents = field::Empty,
            bytes_in = field::Empty,
            people = field::Empty,
            places = field::Empty,
            weapons = field::Empty,
            counts = field::Empty,
            text_us = field::Empty,
            match_us = field::Empty,
            resolve_us = field::Empty,
            count_us = field::Empty,
            code = field::Empty,
        );
        Self { span, began: Instant::now(), deadline, measures: Measures::default(), code: None }
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    pub(super) fn add(&mut self, measures: Measures) {
        self.measures += measures;
    }

    /// Stops work whose answer nobody would see.
    pub(super) fn check_deadline(&self) -> Result<(), RequestError> {
        self.deadline.map_or(Ok(()), |deadline| deadline.check())
    }

    /// Closes the call with its outcome.
    pub(super) fn end<T>(mut self, outcome: Result<T, RequestError>) -> Result<T, Status> {
        self.code = Some(outcome.as_ref().map_or_else(RequestError::code, |_| Code::Ok));
        outcome.map_err(Status::from)
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let unfinished = || {
            if self.check_deadline().is_err() { Code::DeadlineExceeded } else { Code::Cancelled }
        };
        let code = self.code.unwrap_or_else(unfinished);
        let Measures { documents, bytes_in, people, places, weapons, counts, times } = self.measures;
        let span = &self.span;
        span.record("documents", documents).record("bytes_in", bytes_in);
        span.record("people", people).record("places", places).record("weapons", weapons).record("counts", counts);
        span.record("text_us", times.text_us).record("match_us", times.match_us);
        span.record("resolve_us", times.resolve_us).record("count_us", times.count_us);
        span.record("code", field::debug(code));
        let _in_span = span.enter();
        let elapsed_us = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        // At debug: a busy server answers thousands of calls a second, and a line for each would fill a disk with "all is well". Faults of
        // callers are no louder, or a caller could fill it; only a fault of ours is.
        match code {
            Code::Internal => tracing::error!(elapsed_us, "call ended"),
            _ => tracing::debug!(elapsed_us, "call ended"),
        }
    }
}

/// Starts logging to standard error, as `RUST_LOG` has it, from `info` on without it.
pub fn start_logging(format: LogFormat) {
    let filter = EnvFilter::builder().with_default_directive(tracing::Level::INFO.into()).from_env_lossy();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
}

/// From now on a panic is logged by its place alone: its message may quote the text that caused it.
pub fn log_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
