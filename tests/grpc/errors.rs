//! Every way in which a call can be refused, as the client sees it.

use std::time::Duration;

use stringer::proto::v1;
use tokio::task::JoinSet;
use tonic::Code;
use tonic_prost::ProstCodec;

use crate::support::{BOTH, TestServer, Transport, config, document, fault, request};

fn with_options(options: v1::ExtractOptions) -> v1::ExtractEntitiesRequest {
    v1::ExtractEntitiesRequest { options: Some(options), ..request("Kyiv") }
}

#[tokio::test]
async fn bad_requests_name_the_field_and_the_reason() {
    let options = v1::ExtractOptions::default;
    let rows = [
        (v1::ExtractEntitiesRequest::default(), "DOCUMENT_MISSING", "document"),
        (v1::ExtractEntitiesRequest { document: Some(v1::Document::default()), options: None }, "CONTENT_MISSING", "document.text"),
        (request(""), "DOCUMENT_EMPTY", "document.text"),
        (request(&"x".repeat(4097)), "DOCUMENT_TOO_LARGE", "document.text"),
        (
            v1::ExtractEntitiesRequest {
                document: Some(v1::Document { country_codes: vec!["GB".into(), "uk".into()], ..request("Kyiv").document.unwrap() }),
                options: None,
            },
            "COUNTRY_CODE_MALFORMED",
            "document.country_codes[1]",
        ),
        (
            v1::ExtractEntitiesRequest {
                document: Some(v1::Document {
                    publish_time: Some(prost_types::Timestamp { seconds: 0, nanos: -1 }),
                    ..request("Kyiv").document.unwrap()
                }),
                options: None,
            },
            "PUBLISH_TIME_INVALID",
            "document.publish_time",
        ),
        (with_options(v1::ExtractOptions { kinds: vec![0], ..options() }), "ENUM_VALUE_UNKNOWN", "options.kinds[0]"),
        (with_options(v1::ExtractOptions { kinds: vec![1, 99], ..options() }), "ENUM_VALUE_UNKNOWN", "options.kinds[1]"),
        (with_options(v1::ExtractOptions { offset_encoding: 99, ..options() }), "ENUM_VALUE_UNKNOWN", "options.offset_encoding"),
        (with_options(v1::ExtractOptions { view: 99, ..options() }), "ENUM_VALUE_UNKNOWN", "options.view"),
        (
            with_options(v1::ExtractOptions { min_confidence: Some(f32::NAN), ..options() }),
            "MIN_CONFIDENCE_OUT_OF_RANGE",
            "options.min_confidence",
        ),
        (
            with_options(v1::ExtractOptions { min_confidence: Some(1.5), ..options() }),
            "MIN_CONFIDENCE_OUT_OF_RANGE",
            "options.min_confidence",
        ),
    ];
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        for (message, reason, field) in rows.clone() {
            let fault = fault(&server.client().extract_entities(message).await.unwrap_err());
            assert_eq!((fault.code, fault.reason.as_str(), fault.field.as_deref()), (Code::InvalidArgument, reason, Some(field)));
            assert_eq!(fault.retry_after, None, "trying again does not help");
        }
    }
}

#[tokio::test]
async fn a_document_too_large_is_told_its_size_and_the_limit() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let fault = fault(&server.client().extract_entities(request(&"x".repeat(5000))).await.unwrap_err());
    assert_eq!((fault.metadata["size_bytes"].as_str(), fault.metadata["limit_bytes"].as_str()), ("5000", "4096"));
    assert!(fault.message.contains("5000") && fault.message.contains("4096"), "{}", fault.message);
    server.client().extract_entities(request(&"x".repeat(4096))).await.expect("the limit itself is allowed");
}

#[tokio::test]
async fn a_message_too_large_is_an_invalid_argument_with_size_and_limit() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        for text_bytes in [17 * 1024, 8 << 20] {
            let status = server.client().extract_entities(request(&"x".repeat(text_bytes))).await.unwrap_err();
            let fault = fault(&status);
            assert_eq!((fault.code, fault.reason.as_str()), (Code::InvalidArgument, "MESSAGE_TOO_LARGE"), "{transport:?} {text_bytes}");
            assert_eq!(fault.metadata["limit_bytes"], "16384");
            assert!(fault.metadata["size_bytes"].parse::<usize>().unwrap() > text_bytes);
        }
        server.client().extract_entities(request("Kyiv")).await.expect("the connection lives on");
    }
}

#[tokio::test]
async fn bytes_that_are_no_request_are_an_invalid_argument() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let mut raw = tonic::client::Grpc::new(server.channel.clone());
    raw.ready().await.unwrap();
    let path = "/stringer.v1.ExtractionService/ExtractEntities".parse().unwrap();
    // Field 1 is a number here, and a message there.
    let codec = ProstCodec::<v1::Span, v1::ExtractEntitiesResponse>::default();
    let status = raw.unary(tonic::Request::new(v1::Span { start: 1, end: 2 }), path, codec).await.unwrap_err();
    let fault = fault(&status);
    assert_eq!((fault.code, fault.reason.as_str()), (Code::InvalidArgument, "MESSAGE_MALFORMED"));
}

#[tokio::test]
async fn a_method_that_is_not_there_is_unimplemented() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let mut raw = tonic::client::Grpc::new(server.channel.clone());
    raw.ready().await.unwrap();
    let path = "/stringer.v1.ExtractionService/Guess".parse().unwrap();
    let codec = ProstCodec::<v1::Span, v1::Span>::default();
    let status = raw.unary(tonic::Request::new(v1::Span::default()), path, codec).await.unwrap_err();
    assert_eq!(fault(&status).code, Code::Unimplemented);
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_says_when_to_try_again() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        let running = server.slots.acquire().await.unwrap();
        let mut calls = JoinSet::new();
        // 64 fit the queue of the one slot: one is refused, whichever comes last.
        for _ in 0..65 {
            let mut client = server.client();
            calls.spawn(async move { client.extract_entities(request("Kyiv")).await });
        }
        let refused = fault(&calls.join_next().await.unwrap().unwrap().unwrap_err());
        assert_eq!((refused.code, refused.reason.as_str()), (Code::ResourceExhausted, "OVERLOADED"));
        assert!(refused.retry_after.is_some_and(|delay| delay > Duration::ZERO));
        drop(running);
        while let Some(call) = calls.join_next().await {
            call.unwrap().expect("the others get their turn");
        }
    }
}

#[tokio::test]
async fn a_language_outside_support_is_a_warning_and_white_space_is_no_error() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let mut message = request("Kyiv");
    message.document = document("a", "Kyiv").map(|document| v1::Document { language_code: "uk-UA".into(), ..document });
    let extraction = server.client().extract_entities(message).await.unwrap().into_inner().extraction.unwrap();
    assert_eq!(extraction.warnings[0].reason, "LANGUAGE_NOT_SUPPORTED");
    let extraction = server.client().extract_entities(request(" \n\t ")).await.unwrap().into_inner().extraction.unwrap();
    assert!(extraction.people.is_empty() && extraction.places.is_empty() && extraction.warnings.is_empty());
}
