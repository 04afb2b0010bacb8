//! What every gRPC server should have: health, reflection, and an honest description of itself.

use stringer::proto::v1;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb;

use crate::support::{BOTH, TestServer, Transport, config, request};

#[tokio::test]
async fn each_service_has_a_health() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        let mut health = HealthClient::new(server.channel.clone());
        for service in ["", "stringer.v1.ExtractionService", "stringer.v1.GazetteerService"] {
            let answer = health.check(HealthCheckRequest { service: service.into() }).await.unwrap();
            assert_eq!(answer.into_inner().status(), ServingStatus::Serving, "{service:?}");
        }
        let unknown = health.check(HealthCheckRequest { service: "nobody".into() }).await.unwrap_err();
        assert_eq!(unknown.code(), Code::NotFound);
    }
}

/// The two versions of reflection differ in nothing but their names.
macro_rules! services_by_reflection {
    ($version:ident, $channel:expr) => {{
        use pb::$version::server_reflection_client::ServerReflectionClient;
        use pb::$version::server_reflection_request::MessageRequest;
        use pb::$version::server_reflection_response::MessageResponse;
        let request = pb::$version::ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let mut client = ServerReflectionClient::new($channel);
        let mut answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap().into_inner();
        match answers.message().await.unwrap().unwrap().message_response.unwrap() {
            MessageResponse::ListServicesResponse(list) => list.service.into_iter().map(|service| service.name).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    }};
}

#[tokio::test]
async fn reflection_lists_the_services_in_both_versions() {
    let server = TestServer::ready(Transport::Socket, config()).await;
    for services in [services_by_reflection!(v1, server.channel.clone()), services_by_reflection!(v1alpha, server.channel.clone())] {
        for service in ["stringer.v1.ExtractionService", "stringer.v1.GazetteerService", "grpc.health.v1.Health"] {
            assert!(services.iter().any(|name| name == service), "{service} in {services:?}");
        }
    }
}

#[tokio::test]
async fn the_server_tells_its_limits_and_its_gazetteer() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let info = server.client().get_server_info(v1::GetServerInfoRequest {}).await.unwrap().into_inner();
    assert_eq!(info.version, env!("CARGO_PKG_VERSION"));
    assert_eq!((info.kinds.len(), info.offset_encodings.len()), (4, 3));
    let limits = info.limits.unwrap();
    assert_eq!((limits.max_document_bytes, limits.max_message_bytes), (4096, 16 * 1024));
    assert_eq!((limits.max_batch_documents, limits.max_concurrency, limits.request_timeout_ms), (8, 1, 10_000));
    assert_eq!((limits.max_mentions, limits.max_streams_per_connection), (50_000, 256));
    let gazetteer = info.gazetteer.unwrap();
    assert!(!gazetteer.name.is_empty() && !gazetteer.version.is_empty());
    assert_eq!(gazetteer.digest.len(), 64);
}

#[tokio::test]
async fn answers_name_their_origin_in_the_message_and_in_the_metadata() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let response = server.client().extract_entities(request("Kyiv")).await.unwrap();
    let metadata = response.metadata().clone();
    let provenance = response.into_inner().extraction.unwrap().provenance.unwrap();
    for (key, value) in [
        ("x-stringer-engine-version", provenance.engine_version),
        ("x-stringer-gazetteer", provenance.gazetteer_name),
        ("x-stringer-gazetteer-version", provenance.gazetteer_version),
        ("x-stringer-gazetteer-digest", provenance.gazetteer_digest),
    ] {
        assert_eq!(metadata.get(key).unwrap().to_str().unwrap(), value, "{key}");
    }
}
