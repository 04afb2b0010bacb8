//! `stringer.v1.ExtractionService`: one method per call, each as short as its contract.

use std::sync::Arc;

use tokio_stream::wrappers::ReceiverStream;
use tonic::metadata::MetadataValue;
use tonic::{Request, Response, Status, Streaming};
use tracing::Instrument;

use super::deadline::Deadlines;
use super::engine::Engine;
use super::error::RequestError;
use super::request;
use super::stream;
use super::telemetry::Call;
use crate::convert::ENGINE_VERSION;
use crate::extractor::Extractor;
use crate::proto::v1;
use crate::proto::v1::extraction_result::Result as Item;

/// The extraction service.
#[derive(Clone, Debug)]
pub(super) struct ExtractionService {
    pub(super) engine: Arc<Engine>,
}

#[tonic::async_trait]
impl v1::extraction_service_server::ExtractionService for ExtractionService {
    async fn extract_entities(
        &self,
        request: Request<v1::ExtractEntitiesRequest>,
    ) -> Result<Response<v1::ExtractEntitiesResponse>, Status> {
        let mut call = Call::begin("ExtractEntities", call_deadlines(&request).map(|deadlines| deadlines.call));
        let span = call.span();
        let outcome = self.extract(request.into_inner(), &mut call).instrument(span).await;
        call.end(outcome)
    }

    async fn batch_extract_entities(
        &self,
        request: Request<v1::BatchExtractEntitiesRequest>,
    ) -> Result<Response<v1::BatchExtractEntitiesResponse>, Status> {
        let mut call = Call::begin("BatchExtractEntities", call_deadlines(&request).map(|deadlines| deadlines.call));
        let span = call.span();
        let outcome = self.extract_batch(request.into_inner(), &mut call).instrument(span).await;
        call.end(outcome)
    }

    type StreamExtractEntitiesStream = ReceiverStream<Result<v1::StreamExtractEntitiesResponse, Status>>;

    async fn stream_extract_entities(
        &self,
        request: Request<Streaming<v1::StreamExtractEntitiesRequest>>,
    ) -> Result<Response<Self::StreamExtractEntitiesStream>, Status> {
        let deadline = call_deadlines(&request).and_then(|deadlines| deadlines.client);
        let call = Call::begin("StreamExtractEntities", deadline);
        match self.engine.extractor() {
            Ok(_) => Ok(Response::new(stream::open(Arc::clone(&self.engine), request.into_inner(), call, deadline))),
            Err(error) => call.end(Err(error)),
        }
    }

    async fn get_server_info(&self, _: Request<v1::GetServerInfoRequest>) -> Result<Response<v1::GetServerInfoResponse>, Status> {
        let call = Call::begin("GetServerInfo", None);
        let response = match self.engine.extractor() {
            Ok(extractor) => answer(self.engine.server_info(), &extractor),
            Err(_) => Response::new(self.engine.server_info()),
        };
        call.end(Ok(response))
    }
}

impl ExtractionService {
    async fn extract(
        &self,
        message: v1::ExtractEntitiesRequest,
        call: &mut Call,
    ) -> Result<Response<v1::ExtractEntitiesResponse>, RequestError> {
        let extractor = self.engine.extractor()?;
        let options = Arc::new(request::options(message.options)?);
        let document = request::document(message.document, "document", self.engine.config.max_document_bytes)?;
        let slot = self.engine.slots.acquire().await?;
        let (extraction, measures) = self.engine.extract(&extractor, document, &options, &slot).await?;
        call.add(measures);
        Ok(answer(v1::ExtractEntitiesResponse { extraction: Some(extraction) }, &extractor))
    }

    async fn extract_batch(
        &self,
        message: v1::BatchExtractEntitiesRequest,
        call: &mut Call,
    ) -> Result<Response<v1::BatchExtractEntitiesResponse>, RequestError> {
        let extractor = self.engine.extractor()?;
        request::batch_size(&message.documents, self.engine.config.max_batch_documents)?;
        let options = Arc::new(request::options(message.options)?);
        // One slot for the whole batch: a batch is one caller, and gets no more of the machine than any other one.
        let slot = self.engine.slots.acquire().await?;
        let mut results = Vec::with_capacity(message.documents.len());
        for (index, document) in message.documents.into_iter().enumerate() {
            call.check_deadline()?;
            let document = request::document(Some(document), &format!("documents[{index}]"), self.engine.config.max_document_bytes);
            let extracted = match document {
                Ok(document) => self.engine.extract(&extractor, document, &options, &slot).await,
                Err(error) => Err(error),
            };
            let result = match extracted {
                Ok((extraction, measures)) => {
                    call.add(measures);
                    Item::Extraction(extraction)
                }
                Err(error) => Item::Error(error.to_item()),
            };
            results.push(v1::ExtractionResult { result: Some(result) });
            // Lets the deadline, a cancellation and other calls on this thread have their turn.
            tokio::task::yield_now().await;
        }
        Ok(answer(v1::BatchExtractEntitiesResponse { results }, &extractor))
    }
}

/// The deadlines that the boundary has found; none where the service is called without it.
pub(super) fn call_deadlines<T>(request: &Request<T>) -> Option<Deadlines> {
    request.extensions().get::<Deadlines>().copied()
}

/// An answer that names its origin in the response's metadata too, where a proxy or a log of the client's sees it.
pub(super) fn answer<T>(message: T, extractor: &Extractor) -> Response<T> {
    let gazetteer = extractor.gazetteer();
    let mut response = Response::new(message);
    for (key, value) in [
        ("x-stringer-engine-version", ENGINE_VERSION),
        ("x-stringer-gazetteer", gazetteer.name()),
        ("x-stringer-gazetteer-version", gazetteer.version()),
        ("x-stringer-gazetteer-digest", gazetteer.digest()),
    ] {
        // A name that is not ASCII cannot travel in metadata; the message has it.
        if let Ok(value) = MetadataValue::try_from(value) {
            response.metadata_mut().insert(key, value);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::proto::v1::document::Content;
    use crate::server::Config;
    use crate::server::deadline::Deadline;

    #[tokio::test(start_paused = true)]
    async fn a_batch_is_given_up_between_documents() {
        let service = ExtractionService { engine: Arc::new(Engine::new(Config::default())) };
        service.engine.use_gazetteer(Arc::new(Gazetteer::built_in()));
        let document = v1::Document { content: Some(Content::Text("Kyiv".into())), ..Default::default() };
        let batch = v1::BatchExtractEntitiesRequest { documents: vec![document; 100], options: None };
        let timeout = Duration::from_secs(1);
        let mut call = Call::begin("BatchExtractEntities", Some(Deadline::of_server(timeout)));
        // The clock jumps when the batch first lets others have their turn.
        let (outcome, ()) = tokio::join!(service.extract_batch(batch, &mut call), tokio::time::advance(timeout));
        assert!(matches!(outcome, Err(RequestError::DeadlineExceeded { .. })), "{outcome:?}");
        assert!((1..5).contains(&call.measures.documents), "{:?}", call.measures);
    }
}
