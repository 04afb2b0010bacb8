//! The layer around all services: ends calls at their deadline or at the hard stop, and says in our words what the transport refuses.

use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tonic::body::Body;
use tonic::codegen::http::{HeaderMap, Request, Response};
use tonic::{Code, Status};
use tower::{Layer, Service};

use super::deadline::{Deadline, Deadlines};
use super::error::RequestError;

/// Only our own methods are reworded; health and reflection keep the answers that their specifications fix.
const OUR_PATHS: &str = "/stringer.v1.";
/// Builds a whole gazetteer, which takes longer than any document: its caller alone says how long to wait.
const UNTIMED_PATH: &str = "/stringer.v1.GazetteerService/ReloadGazetteer";
/// Longer than anybody waits.
const NO_TIMEOUT: Duration = Duration::from_secs(60 * 60);

/// Makes a [`Boundary`].
#[derive(Clone, Debug)]
pub(super) struct BoundaryLayer {
    pub(super) request_timeout: Duration,
    pub(super) max_message_bytes: usize,
    /// Cancelled when the time for calls in flight is over.
    pub(super) hard_stop: CancellationToken,
}

impl<S> Layer<S> for BoundaryLayer {
    type Service = Boundary<S>;

    fn layer(&self, inner: S) -> Boundary<S> {
        Boundary { inner, layer: self.clone() }
    }
}

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Boundary<S> {
    inner: S,
    layer: BoundaryLayer,
}

impl<S> Service<Request<Body>> for Boundary<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let client = Deadline::of_client(request.headers());
        let timeout = if request.uri().path() == UNTIMED_PATH { NO_TIMEOUT } else { self.layer.request_timeout };
        let deadline = Deadline::of_server(timeout).or_earlier(client);
        request.extensions_mut().insert(Deadlines { client, call: deadline });
        let is_ours = request.uri().path().starts_with(OUR_PATHS);
        let max_message_bytes = self.layer.max_message_bytes;
        let hard_stop = self.layer.hard_stop.clone();
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = pin!(answer);
            tokio::select! {
                // In this order: an answer that is there is sent, however late.
                biased;
                response = answer => {
                    let mut response = response?;
                    if is_ours {
                        reword(response.headers_mut(), max_message_bytes);
                    }
                    Ok(response)
                }
                () = tokio::time::sleep_until(deadline.at()) => Ok(Status::from(deadline.exceeded()).into_http()),
                () = hard_stop.cancelled() => Ok(Status::from(RequestError::ShuttingDown).into_http()),
            }
        })
    }
}

/// Replaces a status that the transport made before the service saw the call.
fn reword(headers: &mut HeaderMap, max_message_bytes: usize) {
    if !headers.contains_key(Status::GRPC_STATUS) || headers.contains_key(Status::GRPC_STATUS_DETAILS) {
        return;
    }
    let Some(status) = Status::from_header_map(headers) else { return };
    if status.code() != Code::Ok {
        let reworded = Status::from(from_transport(&status, max_message_bytes));
        // The headers stay as they are when the new status does not fit into them; it always does.
        let _ = reworded.add_header(headers);
    }
}

/// What a status made by tonic means to the caller.
pub(super) fn from_transport(status: &Status, limit_bytes: usize) -> RequestError {
    match status.code() {
        Code::OutOfRange | Code::ResourceExhausted => {
            RequestError::MessageTooLarge { size_bytes: size_in(status.message()).unwrap_or(limit_bytes + 1), limit_bytes }
        }
        Code::Unimplemented => RequestError::Unimplemented(if status.message().is_empty() {
            "there is no such method".to_owned()
        } else {
            status.message().to_owned()
        }),
        Code::Cancelled | Code::Unavailable => RequestError::ShuttingDown,
        // Wrong framing and bytes that do not decode: tonic calls both INTERNAL, yet it is the caller who sent them.
        _ => RequestError::MessageMalformed,
    }
}

/// The size in "… found 17 bytes, the limit is: 16 bytes".
fn size_in(message: &str) -> Option<usize> {
    message.split_once("found ")?.1.split_once(' ')?.0.parse().ok()
}
