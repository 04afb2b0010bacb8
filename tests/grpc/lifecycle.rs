//! From the first connection to the last answer.

use std::time::Duration;

use stringer::proto::v1;
use stringer::server::Config;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::support::{BOTH, TestServer, Transport, config, document, fault, request};

const NEVER: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn until_the_gazetteer_is_loaded_calls_are_unavailable() {
    for transport in BOTH {
        let server = TestServer::loading(transport, config()).await;
        server.wait_for(ServingStatus::NotServing).await;
        let mut client = server.client();
        let batch = v1::BatchExtractEntitiesRequest { documents: vec![document("a", "Kyiv").unwrap()], options: None };
        let stream = tokio_stream::empty::<v1::StreamExtractEntitiesRequest>();
        let refusals = [
            client.extract_entities(request("Kyiv")).await.unwrap_err(),
            client.batch_extract_entities(batch).await.unwrap_err(),
            client.stream_extract_entities(stream).await.unwrap_err(),
        ];
        for status in refusals {
            let fault = fault(&status);
            assert_eq!((fault.code, fault.reason.as_str()), (Code::Unavailable, "GAZETTEER_NOT_LOADED"));
            assert!(fault.retry_after.is_some());
        }
        let info = client.get_server_info(v1::GetServerInfoRequest {}).await.unwrap().into_inner();
        assert_eq!(info.gazetteer, None);
        assert_eq!((server.admin_code("/livez").await, server.admin_code("/readyz").await), (200, 503));

        server.finish_loading.send(()).unwrap();
        server.wait_for(ServingStatus::Serving).await;
        client.extract_entities(request("Kyiv")).await.unwrap();
        assert_eq!((server.admin_code("/livez").await, server.admin_code("/readyz").await), (200, 200));
    }
}

#[tokio::test]
async fn readiness_falls_first_and_calls_are_still_accepted() {
    for transport in BOTH {
        let mut server = TestServer::ready(transport, Config { drain_delay: NEVER, ..config() }).await;
        server.begin_shutdown();
        server.wait_for(ServingStatus::NotServing).await;
        assert_eq!((server.admin_code("/livez").await, server.admin_code("/readyz").await), (200, 503));
        let service = "stringer.v1.ExtractionService".to_owned();
        let health = HealthClient::new(server.channel.clone()).check(HealthCheckRequest { service }).await.unwrap();
        assert_eq!(health.into_inner().status(), ServingStatus::NotServing);
        server.client().extract_entities(request("Kyiv")).await.expect("new calls are served while load balancers look away");
    }
}

#[tokio::test]
async fn a_call_in_flight_finishes_and_a_watched_health_holds_nothing_up() {
    let mut server = TestServer::ready(Transport::Socket, Config { drain_delay: Duration::ZERO, shutdown_grace: NEVER, ..config() }).await;
    let mut watch = HealthClient::new(server.channel.clone()).watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::Serving);
    let running = server.slots.acquire().await.unwrap();
    let (sender, receiver) = mpsc::channel(1);
    let mut answers = server.client().stream_extract_entities(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    sender.send(v1::StreamExtractEntitiesRequest { document: document("a", "Kyiv"), options: None }).await.unwrap();
    server.begin_shutdown();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::NotServing);
    assert!(watch.message().await.unwrap().is_none(), "the watch is ended");
    drop(running);
    assert_eq!(answers.message().await.unwrap().unwrap().document_id, "a");
    drop(sender);
    assert!(answers.message().await.unwrap().is_none());
    server.ended().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_stream_held_open_is_cut_at_the_grace() {
    let (drain_delay, shutdown_grace) = (Duration::from_secs(5), Duration::from_secs(20));
    let mut server = TestServer::ready(Transport::Memory, Config { drain_delay, shutdown_grace, ..config() }).await;
    let (sender, receiver) = mpsc::channel(1);
    let mut answers = server.client().stream_extract_entities(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    sender.send(v1::StreamExtractEntitiesRequest { document: document("a", "Kyiv"), options: None }).await.unwrap();
    assert_eq!(answers.message().await.unwrap().unwrap().document_id, "a");
    let began = Instant::now();
    server.begin_shutdown();
    let cut = fault(&answers.message().await.unwrap_err());
    assert_eq!((cut.code, cut.reason.as_str()), (Code::Unavailable, "SHUTTING_DOWN"));
    assert!(cut.retry_after.is_some());
    server.ended().await.unwrap();
    let stopped_after = began.elapsed();
    assert!(
        (drain_delay + shutdown_grace..drain_delay + shutdown_grace + Duration::from_secs(1)).contains(&stopped_after),
        "{stopped_after:?}"
    );
    drop(sender);
}

#[tokio::test(start_paused = true)]
async fn a_unary_call_that_waits_is_cut_at_the_grace() {
    let patient = Config { request_timeout: NEVER, ..config() };
    let mut server = TestServer::ready(Transport::Memory, patient).await;
    let _running = server.slots.acquire().await.unwrap();
    let mut client = server.client();
    let call = tokio::spawn(async move { client.extract_entities(request("Kyiv")).await });
    server.begin_shutdown();
    let cut = fault(&call.await.unwrap().unwrap_err());
    assert_eq!((cut.code, cut.reason.as_str()), (Code::Unavailable, "SHUTTING_DOWN"));
    server.ended().await.unwrap();
}

#[tokio::test]
async fn told_to_stop_while_loading_the_server_stops() {
    let quick = Config { drain_delay: Duration::ZERO, ..config() };
    let mut server = TestServer::loading(Transport::Memory, quick).await;
    server.begin_shutdown();
    let finish_loading = server.finish_loading.clone();
    server.ended().await.unwrap();
    drop(finish_loading);
}
