//! What all calls share, and the one way in which a document is extracted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::ArcSwapOption;
use tokio_util::sync::CancellationToken;

use super::config::{Config, MAX_STREAMS_PER_CONNECTION, QUEUED_CALLS_PER_SLOT};
use super::error::RequestError;
use super::request::{Document, Options};
use super::slots::{Slot, Slots};
use super::telemetry::{Measures, StageClock};
use crate::convert::gazetteer::summary;
use crate::convert::{ENGINE_VERSION, Writer};
use crate::extractor::{ExtractOptions, Extractor};
use crate::gazetteer::Gazetteer;
use crate::proto::v1;

/// Up to this size, which holds most articles, a document is read right on the thread that serves connections. Measured on two busy cores,
/// reading takes 0.1 ms per KiB, so that such a thread is deaf for at most 0.8 ms; handing a document over to another thread and back adds
/// 45 µs to a call.
const INLINE_MAX_BYTES: usize = 8 * 1024;

/// The server's state.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) config: Config,
    pub(super) slots: Slots,
    /// Cancelled when the time for calls in flight is over.
    pub(super) hard_stop: CancellationToken,
    /// `None` until the gazetteer is loaded.
    extractor: ArcSwapOption<Loaded>,
}

/// An extractor, and since when it answers.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) extractor: Arc<Extractor>,
    pub(super) since: SystemTime,
}

/// A document's answer, and what there is to tell about it.
pub(super) type Extracted = (v1::Extraction, Measures);

impl Engine {
    pub(super) fn new(config: Config) -> Self {
        let slots = Slots::new(config.max_concurrency, config.max_concurrency * QUEUED_CALLS_PER_SLOT);
        Self { config, slots, hard_stop: CancellationToken::new(), extractor: ArcSwapOption::empty() }
    }

    /// From now on calls are answered with `gazetteer`.
    pub(super) fn use_gazetteer(&self, gazetteer: Arc<Gazetteer>) {
        let loaded = Loaded { extractor: Arc::new(Extractor::new(gazetteer)), since: SystemTime::now() };
        self.extractor.store(Some(Arc::new(loaded)));
    }

    /// The extractor of this moment: a call keeps the one it began with.
    pub(super) fn extractor(&self) -> Result<Arc<Extractor>, RequestError> {
        self.loaded().map(|loaded| Arc::clone(&loaded.extractor))
    }

    /// The same, with the time since when it answers.
    pub(super) fn loaded(&self) -> Result<Arc<Loaded>, RequestError> {
        self.extractor.load_full().ok_or(RequestError::GazetteerNotLoaded)
    }

    /// Reads one document, here or on a thread for long computations, which keeps the slot even when the call is given up.
    pub(super) async fn extract(
        &self,
        extractor: &Arc<Extractor>,
        document: Document,
        options: &Arc<Options>,
        slot: &Slot,
    ) -> Result<Extracted, RequestError> {
        if document.text.len() <= INLINE_MAX_BYTES {
            return extract_unwinding(extractor, document, options);
        }
        let (extractor, options, slot) = (Arc::clone(extractor), Arc::clone(options), slot.clone());
        let work = tokio::task::spawn_blocking(move || {
            let _until_done = slot;
            extract_unwinding(&extractor, document, &options)
        });
        work.await.unwrap_or(Err(RequestError::ShuttingDown))
    }

    /// What the server is and what it accepts.
    pub(super) fn server_info(&self) -> v1::GetServerInfoResponse {
        let Config { max_document_bytes, max_message_bytes, max_batch_documents, max_concurrency, request_timeout, .. } = &self.config;
        v1::GetServerInfoResponse {
            version: ENGINE_VERSION.into(),
            limits: Some(v1::ServerLimits {
                max_document_bytes: i64::try_from(*max_document_bytes).unwrap_or(i64::MAX),
                max_message_bytes: i64::try_from(*max_message_bytes).unwrap_or(i64::MAX),
                max_batch_documents: i32::try_from(*max_batch_documents).unwrap_or(i32::MAX),
                max_concurrency: i32::try_from(*max_concurrency).unwrap_or(i32::MAX),
                request_timeout_ms: i64::try_from(request_timeout.as_millis()).unwrap_or(i64::MAX),
                max_mentions: i32::try_from(crate::MAX_MENTIONS).unwrap_or(i32::MAX),
                max_streams_per_connection: i32::try_from(MAX_STREAMS_PER_CONNECTION).unwrap_or(i32::MAX),
            }),
            kinds: [v1::EntityKind::Person, v1::EntityKind::Place, v1::EntityKind::Weapon, v1::EntityKind::Count].map(i32::from).into(),
            offset_encodings: [v1::OffsetEncoding::Utf8, v1::OffsetEncoding::Utf16, v1::OffsetEncoding::CodePoints].map(i32::from).into(),
            gazetteer: self.extractor.load().as_ref().map(|loaded| summary(loaded.extractor.gazetteer())),
        }
    }
}

/// Extraction does not panic; should it do so all the same, one document fails and nothing else.
fn extract_unwinding(extractor: &Extractor, document: Document, options: &Options) -> Result<Extracted, RequestError> {
    catch_unwind(AssertUnwindSafe(|| extract(extractor, document, options))).map_err(|_| RequestError::Internal)
}

fn extract(extractor: &Extractor, document: Document, options: &Options) -> Extracted {
    let Document { id, text, country_codes, published, is_foreign } = document;
    let extract = ExtractOptions { country_codes, published, is_foreign, ..options.extract.clone() };
    let mut clock = StageClock::start();
    let extraction = extractor.extract_with(&text, &extract, &mut clock);
    let measures = Measures::of(&text, &extraction, &clock);
    (Writer::new(&text, options.encoding, options.view).extraction(id, extraction, extractor.gazetteer()), measures)
}
