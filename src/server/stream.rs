//! The bidirectional stream: documents in, answers out, in order, with no more than a few in memory.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status, Streaming};
use tracing::Instrument;

use super::boundary::from_transport;
use super::deadline::Deadline;
use super::engine::{Engine, Extracted};
use super::error::RequestError;
use super::request;
use super::telemetry::Call;
use crate::proto::v1;
use crate::proto::v1::stream_extract_entities_response::Result as Item;

/// Answers that may wait for a slow reader. Once they do, no further document is read, and HTTP/2's flow control stops the sender.
const ANSWERS_AHEAD: usize = 4;

type Answer = Result<v1::StreamExtractEntitiesResponse, Status>;

/// Starts answering `documents`; ends when they do, or at the client's `deadline`, or at the server's hard stop.
pub(super) fn open(
    engine: Arc<Engine>,
    documents: Streaming<v1::StreamExtractEntitiesRequest>,
    mut call: Call,
    deadline: Option<Deadline>,
) -> ReceiverStream<Answer> {
    let (answers, receiver) = mpsc::channel(ANSWERS_AHEAD);
    let span = call.span();
    let conversation = async move {
        let hard_stop = engine.hard_stop.clone();
        let outcome = tokio::select! {
            outcome = converse(&engine, documents, &answers, &mut call) => outcome,
            () = at(deadline) => Err(deadline.map_or(RequestError::Internal, |deadline| deadline.exceeded())),
            () = hard_stop.cancelled() => Err(RequestError::ShuttingDown),
            // The client has gone; there is nobody to tell.
            () = answers.closed() => return,
        };
        if answers.is_closed() {
            // Dropped without an end, the call counts as cancelled.
            return;
        }
        if let Err(status) = call.end(outcome) {
            // Not awaited beyond the hard stop: a client that reads nothing must not hold the server up.
            tokio::select! {
                biased;
                _ = answers.send(Err(status)) => {}
                () = hard_stop.cancelled() => {}
            }
        }
    };
    tokio::spawn(conversation.instrument(span));
    ReceiverStream::new(receiver)
}

async fn at(deadline: Option<Deadline>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline.at()).await,
        None => std::future::pending().await,
    }
}

async fn converse(
    engine: &Engine,
    mut documents: Streaming<v1::StreamExtractEntitiesRequest>,
    answers: &mpsc::Sender<Answer>,
    call: &mut Call,
) -> Result<(), RequestError> {
    for position in 0.. {
        let message = match documents.message().await {
            Ok(Some(message)) => message,
            Ok(None) => break,
            Err(status) if status.code() == Code::Cancelled => break,
            Err(status) => return Err(from_transport(&status, engine.config.max_message_bytes)),
        };
        let document_id = message.document.as_ref().map(|document| document.id.clone()).unwrap_or_default();
        let result = match extract(engine, message).await {
            Ok((extraction, measures)) => {
                call.add(measures);
                Item::Extraction(extraction)
            }
            Err(error) => Item::Error(error.to_item()),
        };
        let answer = v1::StreamExtractEntitiesResponse { document_id, position, result: Some(result) };
        if answers.send(Ok(answer)).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// One document: its own options, its own gazetteer snapshot, its own timeout; waits for a slot instead of being refused.
async fn extract(engine: &Engine, message: v1::StreamExtractEntitiesRequest) -> Result<Extracted, RequestError> {
    let extractor = engine.extractor()?;
    let options = Arc::new(request::options(message.options)?);
    let document = request::document(message.document, "document", engine.config.max_document_bytes)?;
    let deadline = Deadline::of_server(engine.config.request_timeout);
    let work = async {
        let slot = engine.slots.acquire_patiently().await?;
        engine.extract(&extractor, document, &options, &slot).await
    };
    tokio::time::timeout_at(deadline.at(), work).await.unwrap_or_else(|_| Err(deadline.exceeded()))
}
