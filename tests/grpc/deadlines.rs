//! Deadlines, on a clock that the tests own.

use std::time::Duration;

use stringer::server::Config;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request};

use crate::support::{Fault, TestServer, Transport, config, fault, request};

fn assert_exceeded(fault: &Fault, timeout_ms: &str, whose: &str) {
    assert_eq!((fault.code, fault.reason.as_str()), (Code::DeadlineExceeded, "DEADLINE_EXCEEDED"));
    assert_eq!(fault.metadata["timeout_ms"], timeout_ms);
    assert!(fault.message.contains(whose), "{}", fault.message);
}

#[tokio::test(start_paused = true)]
async fn the_servers_timeout_ends_a_call() {
    let server = TestServer::ready(Transport::Memory, Config { request_timeout: Duration::from_secs(10), ..config() }).await;
    let _running = server.slots.acquire().await.unwrap();
    let began = Instant::now();
    let status = server.client().extract_entities(request("Kyiv")).await.unwrap_err();
    assert_exceeded(&fault(&status), "10000", "server's request timeout");
    assert!(began.elapsed() < Duration::from_secs(11));
}

#[tokio::test(start_paused = true)]
async fn the_clients_deadline_ends_a_call_when_it_is_earlier() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let _running = server.slots.acquire().await.unwrap();
    let mut call = Request::new(request("Kyiv"));
    call.set_timeout(Duration::from_secs(2));
    let status = server.client().extract_entities(call).await.unwrap_err();
    assert_exceeded(&fault(&status), "2000", "client's deadline");
    let mut call = Request::new(request("Kyiv"));
    call.set_timeout(Duration::from_secs(60));
    let status = server.client().extract_entities(call).await.unwrap_err();
    assert_exceeded(&fault(&status), "10000", "server's request timeout");
}

#[tokio::test(start_paused = true)]
async fn the_clients_deadline_ends_a_stream_and_the_servers_does_not() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let (_documents, receiver) = mpsc::channel(1);
    let mut call = Request::new(ReceiverStream::new(receiver));
    call.set_timeout(Duration::from_secs(600));
    let began = Instant::now();
    let mut answers = server.client().stream_extract_entities(call).await.unwrap().into_inner();
    let status = answers.message().await.unwrap_err();
    assert_exceeded(&fault(&status), "600000", "client's deadline");
    assert!(began.elapsed() > Duration::from_secs(599), "not after the request timeout of 10 s");
}
