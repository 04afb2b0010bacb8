//! Whether calls should be sent here: told to gRPC health checks and to `/readyz` at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tonic::server::NamedService;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;

use super::gazetteer_service::GazetteerService;
use super::service::ExtractionService;
use crate::proto::v1::extraction_service_server::ExtractionServiceServer;
use crate::proto::v1::gazetteer_service_server::GazetteerServiceServer;

/// The services that have a health of their own; "" is the server as a whole.
const SERVICES: [&str; 3] = [
    "",
    <ExtractionServiceServer<ExtractionService> as NamedService>::NAME,
    <GazetteerServiceServer<GazetteerService> as NamedService>::NAME,
];

/// Cheap to clone; clones share the state.
#[derive(Clone, Debug)]
pub(super) struct Readiness {
    reporter: HealthReporter,
    is_ready: Arc<AtomicBool>,
}

impl Readiness {
    /// Not ready, and said so before anything is served: a new reporter would call the server healthy.
    pub(super) async fn new(reporter: HealthReporter) -> Self {
        let readiness = Self { reporter, is_ready: Arc::new(AtomicBool::new(false)) };
        readiness.report(ServingStatus::NotServing).await;
        readiness
    }

    pub(super) async fn set_ready(&self) {
        self.is_ready.store(true, Ordering::Release);
        self.report(ServingStatus::Serving).await;
    }

    pub(super) async fn set_not_ready(&self) {
        self.is_ready.store(false, Ordering::Release);
        self.report(ServingStatus::NotServing).await;
    }

    /// Ends the streams that watch a health: held open for as long as a client lives, they would hold up every stop.
    pub(super) async fn end_watches(&self) {
        let mut reporter = self.reporter.clone();
        for service in SERVICES {
            reporter.clear_service_status(service).await;
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        self.is_ready.load(Ordering::Acquire)
    }

    async fn report(&self, status: ServingStatus) {
        for service in SERVICES {
            self.reporter.set_service_status(service, status).await;
        }
    }
}
