//! A server to test against, its clients, and what an error says.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, mpsc as blocking};
use std::time::Duration;

use hyper_util::rt::TokioIo;
use prost::Message;
use stringer::Gazetteer;
use stringer::proto::v1;
use stringer::proto::v1::document::Content;
use stringer::proto::v1::extraction_service_client::ExtractionServiceClient;
use stringer::server::slots::Slots;
use stringer::server::{Config, RunError, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::RpcStatusExt;

/// Compiled once for all tests.
static GAZETTEER: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(Gazetteer::built_in()));

#[derive(Clone, Copy, Debug)]
pub(crate) enum Transport {
    Memory,
    Socket,
}

pub(crate) const BOTH: [Transport; 2] = [Transport::Memory, Transport::Socket];

pub(crate) struct TestServer {
    pub(crate) channel: Channel,
    pub(crate) slots: Slots,
    pub(crate) admin: SocketAddr,
    /// Releases the gazetteer of a server started with [`TestServer::loading`].
    pub(crate) finish_loading: blocking::Sender<()>,
    shutdown: Option<oneshot::Sender<()>>,
    run: JoinHandle<Result<(), RunError>>,
}

/// Small limits, so that it takes little to exceed them; one slot, so that it takes one to fill the server.
pub(crate) fn config() -> Config {
    Config { max_document_bytes: 4096, max_message_bytes: 16 * 1024, max_batch_documents: 8, max_concurrency: 1, ..Config::default() }
}

impl TestServer {
    /// A server that is ready.
    pub(crate) async fn ready(transport: Transport, config: Config) -> Self {
        let server = Self::loading(transport, config).await;
        server.finish_loading.send(()).unwrap();
        server.wait_for(ServingStatus::Serving).await;
        server
    }

    /// A server whose gazetteer is not there yet.
    pub(crate) async fn loading(transport: Transport, config: Config) -> Self {
        let (finish_loading, may_finish) = blocking::channel();
        let directories = config.gazetteer.clone();
        let load = move || {
            // An error means that the test is over.
            let _ = may_finish.recv();
            if directories.is_empty() { Ok(Arc::clone(&GAZETTEER)) } else { Gazetteer::load(&directories).map(Arc::new) }
        };
        let (shutdown, told) = oneshot::channel();
        let told = async {
            let _ = told.await;
        };
        let admin_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let admin = admin_listener.local_addr().unwrap();
        let server = Server::try_new(config).unwrap();
        let slots = server.slots();
        let (channel, run) = match transport {
            Transport::Memory => {
                let (channel, connections) = in_memory();
                (channel, tokio::spawn(server.run(connections, admin_listener, load, told)))
            }
            Transport::Socket => {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let address = listener.local_addr().unwrap();
                let connections = TcpIncoming::from(listener).with_nodelay(Some(true));
                let channel = Endpoint::from_shared(format!("http://{address}")).unwrap().connect_lazy();
                (channel, tokio::spawn(server.run(connections, admin_listener, load, told)))
            }
        };
        Self { channel, slots, admin, finish_loading, shutdown: Some(shutdown), run }
    }

    pub(crate) fn client(&self) -> ExtractionServiceClient<Channel> {
        ExtractionServiceClient::new(self.channel.clone())
    }

    /// Returns when the server reports `status`.
    pub(crate) async fn wait_for(&self, status: ServingStatus) {
        let mut health = HealthClient::new(self.channel.clone());
        let mut watch = health.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
        while watch.message().await.unwrap().expect("the server lives").status() != status {}
    }

    /// Tells the server to stop.
    pub(crate) fn begin_shutdown(&mut self) {
        self.shutdown.take().expect("told to stop once").send(()).unwrap();
    }

    /// How the server ended.
    pub(crate) async fn ended(self) -> Result<(), RunError> {
        self.run.await.unwrap()
    }

    /// The status line's code of a GET on the admin port.
    pub(crate) async fn admin_code(&self, path: &str) -> u16 {
        let mut connection = TcpStream::connect(self.admin).await.unwrap();
        connection.write_all(format!("GET {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

/// A client's channel, and the server's ends of the connections it makes.
fn in_memory() -> (Channel, UnboundedReceiverStream<io::Result<DuplexStream>>) {
    let (connections, accepted) = mpsc::unbounded_channel();
    let connector = tower::service_fn(move |_| {
        let connections = connections.clone();
        async move {
            let (client, server) = tokio::io::duplex(64 * 1024);
            connections.send(Ok(server)).map_err(io::Error::other)?;
            io::Result::Ok(TokioIo::new(client))
        }
    });
    (Endpoint::from_static("http://memory").connect_with_connector_lazy(connector), UnboundedReceiverStream::new(accepted))
}

pub(crate) fn document(id: &str, text: &str) -> Option<v1::Document> {
    Some(v1::Document { id: id.into(), content: Some(Content::Text(text.into())), ..Default::default() })
}

pub(crate) fn request(text: &str) -> v1::ExtractEntitiesRequest {
    v1::ExtractEntitiesRequest { document: document("a", text), options: None }
}

/// What the details of an error say.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) reason: String,
    pub(crate) field: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) metadata: HashMap<String, String>,
    pub(crate) message: String,
}

/// What a failed call was told; the code in the trailers and the one in the details have to agree.
pub(crate) fn fault(status: &Status) -> Fault {
    let details = tonic_types::Status::decode(status.details()).unwrap();
    assert_eq!((details.code, details.message.as_str()), (i32::from(status.code()), status.message()));
    item_fault(&details)
}

/// What a batch or stream was told about one document.
pub(crate) fn item_fault(status: &tonic_types::Status) -> Fault {
    let info = status.get_details_error_info().unwrap_or_else(|| panic!("no ErrorInfo in {status:?}"));
    assert_eq!(info.domain, "stringer.v1");
    Fault {
        code: Code::from_i32(status.code),
        reason: info.reason,
        field: status.get_details_bad_request().map(|bad| bad.field_violations[0].field.clone()),
        retry_after: status.get_details_retry_info().and_then(|retry| retry.retry_delay),
        metadata: info.metadata,
        message: status.message.clone(),
    }
}
