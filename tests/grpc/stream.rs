//! The bidirectional stream.

use std::time::Duration;

use stringer::proto::v1;
use stringer::proto::v1::stream_extract_entities_response::Result as Item;
use stringer::server::Config;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Streaming};

use crate::support::{BOTH, TestServer, Transport, config, document, fault, item_fault};

type Message = v1::StreamExtractEntitiesRequest;

fn message(id: &str, text: &str) -> Message {
    Message { document: document(id, text), options: None }
}

/// An open stream: what the client writes to, and what it reads from.
async fn open(server: &TestServer) -> (mpsc::Sender<Message>, Streaming<v1::StreamExtractEntitiesResponse>) {
    let (sender, receiver) = mpsc::channel(64);
    let answers = server.client().stream_extract_entities(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    (sender, answers)
}

#[tokio::test]
async fn answers_come_in_order_and_a_bad_document_ends_nothing() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        let (sender, mut answers) = open(&server).await;
        let utf16 = v1::ExtractOptions { offset_encoding: v1::OffsetEncoding::Utf16.into(), ..Default::default() };
        let faulty = v1::ExtractOptions { view: 77, ..Default::default() };
        let expected = [
            (message("one", "Kyiv"), "one", None),
            (message("empty", ""), "empty", Some(("DOCUMENT_EMPTY", "document.text"))),
            (Message::default(), "", Some(("DOCUMENT_MISSING", "document"))),
            (Message { options: Some(faulty), ..message("view", "Kyiv") }, "view", Some(("ENUM_VALUE_UNKNOWN", "options.view"))),
            (Message { options: Some(utf16), ..message("utf16", "Kyiv") }, "utf16", None),
            (message("one", "Kyiv again"), "one", None),
        ];
        for (message, ..) in &expected {
            sender.send(message.clone()).await.unwrap();
        }
        drop(sender);
        let mut encodings = Vec::new();
        for (position, (_, id, refused)) in (0..).zip(&expected) {
            let answer = answers.message().await.unwrap().unwrap();
            assert_eq!((answer.document_id.as_str(), answer.position), (*id, position));
            match (answer.result.unwrap(), refused) {
                (Item::Extraction(extraction), None) => encodings.push(extraction.offset_encoding()),
                (Item::Error(status), Some((reason, field))) => {
                    let fault = item_fault(&status);
                    assert_eq!((fault.code, fault.reason.as_str(), fault.field.as_deref()), (Code::InvalidArgument, *reason, Some(*field)));
                }
                (other, _) => panic!("{position}: {other:?}"),
            }
        }
        let utf8 = v1::OffsetEncoding::Utf8;
        assert_eq!(encodings, [utf8, v1::OffsetEncoding::Utf16, utf8], "options hold for their own message");
        assert!(answers.message().await.unwrap().is_none(), "the stream ends when the documents do");
    }
}

#[tokio::test]
async fn a_full_server_makes_a_stream_wait() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let running = server.slots.acquire().await.unwrap();
    let (sender, mut answers) = open(&server).await;
    for id in ["a", "b"] {
        sender.send(message(id, "Kyiv")).await.unwrap();
    }
    drop(running);
    for id in ["a", "b"] {
        let answer = answers.message().await.unwrap().unwrap();
        assert_eq!(answer.document_id, id);
        assert!(matches!(answer.result, Some(Item::Extraction(_))));
    }
}

#[tokio::test(start_paused = true)]
async fn the_request_timeout_holds_for_each_document() {
    let server = TestServer::ready(Transport::Memory, Config { request_timeout: Duration::from_secs(3), ..config() }).await;
    let running = server.slots.acquire().await.unwrap();
    let (sender, mut answers) = open(&server).await;
    sender.send(message("slow", "Kyiv")).await.unwrap();
    let answer = answers.message().await.unwrap().unwrap();
    let Some(Item::Error(status)) = answer.result else { panic!("{answer:?}") };
    let late = item_fault(&status);
    assert_eq!(
        (late.code, late.reason.as_str(), late.metadata["timeout_ms"].as_str()),
        (Code::DeadlineExceeded, "DEADLINE_EXCEEDED", "3000")
    );
    drop(running);
    sender.send(message("fast", "Kyiv")).await.unwrap();
    let answer = answers.message().await.unwrap().unwrap();
    assert!(matches!(answer.result, Some(Item::Extraction(_))), "the stream lives on");
}

#[tokio::test]
async fn a_message_too_large_ends_the_stream_with_its_reason() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let (sender, mut answers) = open(&server).await;
    sender.send(message("good", "Kyiv")).await.unwrap();
    sender.send(message("huge", &"x".repeat(17 * 1024))).await.unwrap();
    assert_eq!(answers.message().await.unwrap().unwrap().document_id, "good");
    let fault = fault(&answers.message().await.unwrap_err());
    assert_eq!((fault.code, fault.reason.as_str()), (Code::InvalidArgument, "MESSAGE_TOO_LARGE"));
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_does_not_read_stops_the_writer() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let (sender, mut answers) = open(&server).await;
    // The id comes back, so that answers are as large as documents: 16 MB in all, far more than all windows together.
    let id = "x".repeat(8000);
    let mut writer = tokio::spawn(async move {
        for _ in 0..2000 {
            sender.send(message(&id, "Kyiv")).await.unwrap();
        }
    });
    // On a paused clock the hour passes when nobody has anything left to do.
    let hour = Duration::from_secs(3600);
    tokio::time::timeout(hour, &mut writer).await.expect_err("the writer is stopped by the reader");
    for position in 0..2000 {
        assert_eq!(answers.message().await.unwrap().unwrap().position, position);
    }
    writer.await.unwrap();
}
