//! Another gazetteer while the server serves: built aside, checked, swapped in one step; the old one kept when the new one is faulty.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, Notify};
use tracing::Span;

use super::engine::Engine;
use super::error::RequestError;
use super::keys::AdminKeys;
use super::watch::Changes;
use crate::convert;
use crate::gazetteer::difference::Difference;
use crate::gazetteer::draft::Draft;
use crate::gazetteer::lint::{Finding, Severity};
use crate::proto::v1;

/// Entries that an answer shows.
const MAX_EXAMPLES: usize = 50;

/// Asks a running server for what SIGHUP asks for: to read its admin keys and its gazetteer again. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct ReloadHandle {
    requested: Arc<Notify>,
}

impl ReloadHandle {
    /// Asks, and does not wait; the log tells how it ended. Requests made while one is waiting are one.
    pub fn request(&self) {
        self.requested.notify_one();
    }
}

/// What has made the server reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trigger {
    /// `ReloadGazetteer`.
    Call,
    /// SIGHUP, or a [`ReloadHandle`].
    Signal,
    /// A table has changed.
    FileChange,
}

/// What a reload is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To answer with the new gazetteer.
    Swap,
    /// To know what would change.
    Validate,
}

/// What a reload did, or would do.
#[derive(Clone, Debug)]
pub(super) struct Report {
    outcome: v1::ReloadOutcome,
    before: v1::GazetteerSummary,
    after: v1::GazetteerSummary,
    difference: Difference,
    warnings: usize,
}

/// Reloads the gazetteer, one reload at a time. Clones share their turn.
#[derive(Clone, Debug)]
pub(super) struct Reloads {
    engine: Arc<Engine>,
    turn: Arc<Mutex<()>>,
}

impl Reloads {
    pub(super) fn new(engine: Arc<Engine>) -> Self {
        Self { engine, turn: Arc::default() }
    }

    /// Reads the configured directories again. Once begun, a reload goes on even when nobody waits for it any more.
    ///
    /// # Errors
    /// [`RequestError::GazetteerFaulty`] when the tables have errors: the old gazetteer goes on answering.
    pub(super) async fn reload(&self, trigger: Trigger, purpose: Purpose) -> Result<Report, RequestError> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let engine = Arc::clone(&self.engine);
        let span = Span::current();
        let work = tokio::task::spawn_blocking(move || {
            let _until_done = turn;
            let _in_span = span.entered();
            let began = Instant::now();
            let outcome = rebuild(&engine, purpose);
            tell(trigger, &outcome, began.elapsed());
            outcome
        });
        work.await.unwrap_or_else(|error| Err(if error.is_panic() { RequestError::Internal } else { RequestError::ShuttingDown }))
    }

    /// Reloads, as long as it is polled, whenever `handle` is asked to and whenever a table changes.
    pub(super) async fn follow(self, handle: ReloadHandle, keys: Arc<AdminKeys>, mut changes: Changes) -> Infallible {
        loop {
            let trigger = tokio::select! {
                () = handle.requested.notified() => Trigger::Signal,
                () = changes.next() => Trigger::FileChange,
            };
            if trigger == Trigger::Signal {
                let keys = Arc::clone(&keys);
                // A panic in there has been logged, and the old keys are in use.
                let _ = tokio::task::spawn_blocking(move || keys.read_again()).await;
            }
            // The log has told how it ended.
            let _ = self.reload(trigger, Purpose::Swap).await;
        }
    }
}

/// Everything is made on this thread, and what is not needed any more dropped before the next step takes its memory.
fn rebuild(engine: &Engine, purpose: Purpose) -> Result<Report, RequestError> {
    // Held until the end, so that the old gazetteer is dropped here and not on a thread that serves, unless a call is still using it.
    let serving = engine.extractor()?;
    let before = serving.gazetteer();
    let unchanged = || {
        let summary = convert::gazetteer::summary(before);
        let outcome = v1::ReloadOutcome::Unchanged;
        Report { outcome, before: summary.clone(), after: summary, difference: Difference::default(), warnings: 0 }
    };
    if engine.config.gazetteer.is_empty() {
        return Ok(unchanged());
    }
    let draft = Draft::read(&engine.config.gazetteer);
    if draft.identity().as_ref() == Some(before.identity()) {
        return Ok(unchanged());
    }
    let warnings = check(&draft)?;
    let after = draft.compile().map_err(|error| faulty(vec![Finding::from(&error)], warnings))?;
    drop(draft);
    let report = Report {
        outcome: match purpose {
            Purpose::Swap => v1::ReloadOutcome::Swapped,
            Purpose::Validate => v1::ReloadOutcome::Validated,
        },
        before: convert::gazetteer::summary(before),
        after: convert::gazetteer::summary(&after),
        difference: Difference::between(before, &after, MAX_EXAMPLES),
        warnings,
    };
    if purpose == Purpose::Swap {
        engine.use_gazetteer(Arc::new(after));
    }
    Ok(report)
}

/// How many warnings there are.
fn check(draft: &Draft) -> Result<usize, RequestError> {
    let (errors, warnings): (Vec<_>, Vec<_>) = draft.findings().into_iter().partition(|finding| finding.severity == Severity::Error);
    if errors.is_empty() { Ok(warnings.len()) } else { Err(faulty(errors, warnings.len())) }
}

fn faulty(errors: Vec<Finding>, warnings: usize) -> RequestError {
    RequestError::GazetteerFaulty { errors, warnings }
}

/// The one place that knows how every reload ended.
fn tell(trigger: Trigger, outcome: &Result<Report, RequestError>, elapsed: Duration) {
    let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    match outcome {
        Ok(report) => tell_report(trigger, report, elapsed_ms),
        Err(RequestError::GazetteerFaulty { errors, warnings }) => {
            let Some(Finding { file, line, code, what, .. }) = errors.first() else { return };
            tracing::warn!(?trigger, file, line, code, what, errors = errors.len(), warnings, elapsed_ms, "gazetteer refused");
        }
        Err(error) => tracing::warn!(?trigger, %error, elapsed_ms, "gazetteer not reloaded"),
    }
}

fn tell_report(trigger: Trigger, report: &Report, elapsed_ms: u64) {
    let Report { outcome, before, after, difference, warnings } = report;
    let (digest, entries) = (&after.digest, after.entries);
    match outcome {
        v1::ReloadOutcome::Swapped => {
            let changes = difference.entries();
            tracing::info!(
                ?trigger, name = after.name, version = after.version, digest, before = before.digest, entries, added = changes.added,
                removed = changes.removed, changed = changes.changed, tables = ?difference.tables, warnings, elapsed_ms,
                "gazetteer swapped"
            );
        }
        v1::ReloadOutcome::Validated => tracing::info!(?trigger, digest, entries, warnings, elapsed_ms, "gazetteer validated"),
        // The change of a table that was taken up by a call or signal already.
        _ if trigger == Trigger::FileChange => tracing::debug!(?trigger, digest, elapsed_ms, "gazetteer unchanged"),
        _ => tracing::info!(?trigger, digest, elapsed_ms, "gazetteer unchanged"),
    }
}

impl From<Report> for v1::ReloadGazetteerResponse {
    fn from(report: Report) -> Self {
        let Report { outcome, before, after, difference, warnings } = report;
        Self {
            outcome: outcome.into(),
            before: Some(before),
            after: Some(after),
            warnings: i64::try_from(warnings).unwrap_or(i64::MAX),
            ..convert::reload::difference(difference)
        }
    }
}
