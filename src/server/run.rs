//! From two bound sockets to the last answer. The caller owns the sockets and says when to stop.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_stream::Stream;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic::transport::server::{Connected, TcpIncoming};

use super::admin;
use super::boundary::BoundaryLayer;
use super::config::{Config, ConfigError, KEEPALIVE_INTERVAL, KEEPALIVE_TIMEOUT, MAX_STREAMS_PER_CONNECTION};
use super::engine::Engine;
use super::gazetteer_service::GazetteerService;
use super::keys::AdminKeys;
use super::readiness::Readiness;
use super::reload::{ReloadHandle, Reloads};
use super::service::ExtractionService;
use super::slots::Slots;
use super::watch::Changes;
use crate::gazetteer::{Gazetteer, GazetteerError};
use crate::proto::DESCRIPTORS;
use crate::proto::v1::extraction_service_server::ExtractionServiceServer;
use crate::proto::v1::gazetteer_service_server::GazetteerServiceServer;

/// Time to write the last words once everything in flight has been cut off.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// Why the server ended before it was told to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The gazetteer could not be loaded.
    #[error("loading the gazetteer did not finish")]
    Gazetteer(#[source] tokio::task::JoinError),
    /// A table of the gazetteer is faulty.
    #[error("the gazetteer cannot be used")]
    FaultyGazetteer(#[source] GazetteerError),
    /// The gRPC socket cannot be served.
    #[error("serving gRPC failed")]
    Grpc(#[source] tonic::transport::Error),
    /// The admin socket cannot be served.
    #[error("serving the admin port failed")]
    Admin(#[source] io::Error),
    /// The descriptors are not readable.
    #[error("reflection cannot be offered")]
    Reflection(#[source] tonic_reflection::server::Error),
}

/// Lets `server` serve with the built-in gazetteer, and what the configuration lays over it, on `grpc` and `admin` until `shutdown`; returns
/// when the last call is answered or cut off.
///
/// # Errors
/// When a socket cannot be served, or the gazetteer cannot be loaded.
pub async fn run(server: Server, grpc: TcpListener, admin: TcpListener, shutdown: impl Future<Output = ()>) -> Result<(), RunError> {
    // With an incoming stream of one's own, tonic leaves Nagle's algorithm on: 44 ms for each answer.
    let connections = TcpIncoming::from(grpc).with_nodelay(Some(true));
    let directories = server.engine.config.gazetteer.clone();
    server.run(connections, admin, move || Gazetteer::load(&directories).map(Arc::new), shutdown).await
}

/// A server before it runs, for embedders that bring their own connections or gazetteer.
#[derive(Debug)]
pub struct Server {
    engine: Arc<Engine>,
    admin_keys: Arc<AdminKeys>,
    reload: ReloadHandle,
}

impl Server {
    /// A server with a configuration that is [validated](Config::validate) here, and with the admin keys in its file.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn try_new(config: Config) -> Result<Self, ConfigError> {
        config.validate()?;
        let admin_keys = Arc::new(AdminKeys::load(config.admin_keys_file.as_deref())?);
        Ok(Self { engine: Arc::new(Engine::new(config)), admin_keys, reload: ReloadHandle::default() })
    }

    /// Its configuration.
    pub fn config(&self) -> &Config {
        &self.engine.config
    }

    /// Asks the server, while it runs, to read its admin keys and its gazetteer again.
    pub fn reload_handle(&self) -> ReloadHandle {
        self.reload.clone()
    }

    /// The slots that all extraction goes through.
    pub fn slots(&self) -> Slots {
        self.engine.slots.clone()
    }

    /// Serves `connections` and `admin` until `shutdown`. Meanwhile loads the gazetteer on a thread of its own; until it is there,
    /// health checks say NOT_SERVING and calls get UNAVAILABLE. From then on it is reloaded, from the configured directories, when one of
    /// their tables changes, when the [handle](Self::reload_handle) is asked to and by `ReloadGazetteer`; a server without directories keeps
    /// what `load` has brought.
    ///
    /// After `shutdown`: readiness falls; for `drain_delay` calls are still accepted, so that load balancers have time to see it; then
    /// connections are told to go away and calls in flight finish; after `shutdown_grace` they are cut off with UNAVAILABLE.
    ///
    /// # Errors
    /// When a socket cannot be served, or `load` fails or panics.
    pub async fn run<C, IO>(
        self,
        connections: C,
        admin: TcpListener,
        load: impl FnOnce() -> Result<Arc<Gazetteer>, GazetteerError> + Send + 'static,
        shutdown: impl Future<Output = ()>,
    ) -> Result<(), RunError>
    where
        C: Stream<Item = io::Result<IO>> + Send + 'static,
        IO: AsyncRead + AsyncWrite + Connected + Unpin + Send + 'static,
    {
        let Self { engine, admin_keys, reload } = self;
        let reloads = Reloads::new(Arc::clone(&engine));
        let (reporter, health) = tonic_health::server::health_reporter();
        let readiness = Readiness::new(reporter).await;
        let go_away = CancellationToken::new();
        let routes = routes(&engine, &reloads, &admin_keys).map_err(RunError::Reflection)?.add_service(health);
        let mut grpc = AbortOnDrop(tokio::spawn(serve_grpc(Arc::clone(&engine), routes, connections, go_away.clone())));
        let admin_router = admin::router(readiness.clone());
        let mut admin = AbortOnDrop(tokio::spawn(async move { axum::serve(admin, admin_router).await }));

        let Config { gazetteer: directories, gazetteer_poll, .. } = engine.config.clone();
        let watched_load = move || {
            // Looked at before they are read: what changes meanwhile is a change.
            let changes = Changes::from_now_on(&directories, gazetteer_poll);
            load().map(|gazetteer| (gazetteer, changes))
        };
        let until_told_to_stop = async {
            let mut shutdown = pin!(shutdown);
            let follow;
            tokio::select! {
                loaded = tokio::task::spawn_blocking(watched_load) => {
                    let (gazetteer, changes) = loaded.map_err(RunError::Gazetteer)?.map_err(RunError::FaultyGazetteer)?;
                    engine.use_gazetteer(gazetteer);
                    follow = reloads.follow(reload, admin_keys, changes);
                }
                () = shutdown.as_mut() => return Ok(()),
            }
            readiness.set_ready().await;
            tracing::info!("ready");
            tokio::select! {
                never = follow => match never {},
                () = shutdown => Ok(()),
            }
        };
        tokio::select! {
            outcome = until_told_to_stop => outcome?,
            ended = &mut grpc.0 => return flatten(ended).map_err(RunError::Grpc),
            ended = &mut admin.0 => return flatten(ended).map_err(RunError::Admin),
        }

        let Config { drain_delay, shutdown_grace, .. } = engine.config;
        readiness.set_not_ready().await;
        tracing::info!(?drain_delay, "draining");
        tokio::time::sleep(drain_delay).await;
        go_away.cancel();
        readiness.end_watches().await;
        tracing::info!(?shutdown_grace, "waiting for calls in flight");
        if tokio::time::timeout(shutdown_grace, &mut grpc.0).await.is_err() {
            tracing::warn!("cutting off the calls still in flight");
            engine.hard_stop.cancel();
            let _ = tokio::time::timeout(LAST_WORDS, &mut grpc.0).await;
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// Everything that is served over gRPC, except health.
fn routes(engine: &Arc<Engine>, reloads: &Reloads, admin_keys: &Arc<AdminKeys>) -> Result<Routes, tonic_reflection::server::Error> {
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let extraction = ExtractionServiceServer::new(ExtractionService { engine: Arc::clone(engine) })
        .max_decoding_message_size(engine.config.max_message_bytes);
    let gazetteer = GazetteerService { engine: Arc::clone(engine), reloads: reloads.clone(), admin_keys: Arc::clone(admin_keys) };
    let gazetteer = GazetteerServiceServer::new(gazetteer).max_decoding_message_size(engine.config.max_message_bytes);
    Ok(Routes::new(extraction).add_service(gazetteer).add_service(reflection().build_v1()?).add_service(reflection().build_v1alpha()?))
}

async fn serve_grpc<C, IO>(
    engine: Arc<Engine>,
    routes: Routes,
    connections: C,
    go_away: CancellationToken,
) -> Result<(), tonic::transport::Error>
where
    C: Stream<Item = io::Result<IO>> + Send + 'static,
    IO: AsyncRead + AsyncWrite + Connected + Unpin + Send + 'static,
{
    let boundary = BoundaryLayer {
        request_timeout: engine.config.request_timeout,
        max_message_bytes: engine.config.max_message_bytes,
        hard_stop: engine.hard_stop.clone(),
    };
    tonic::transport::Server::builder()
        .max_concurrent_streams(MAX_STREAMS_PER_CONNECTION)
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .layer(boundary)
        .add_routes(routes)
        .serve_with_incoming_shutdown(connections, go_away.cancelled_owned())
        .await
}

/// A task that does not outlive its owner.
#[derive(Debug)]
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The task's own outcome; its panic goes on.
fn flatten<E>(ended: Result<Result<(), E>, tokio::task::JoinError>) -> Result<(), E> {
    match ended {
        Ok(outcome) => outcome,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Ok(()),
    }
}
