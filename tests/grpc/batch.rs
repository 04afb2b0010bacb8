//! Batches: order, faults of one document, faults of the envelope.

use stringer::proto::v1;
use stringer::proto::v1::extraction_result::Result as Item;
use tonic::Code;

use crate::support::{BOTH, TestServer, Transport, config, document, fault, item_fault};

#[tokio::test]
async fn one_bad_document_never_sinks_the_others() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        let mut unset = document("unset", "").unwrap();
        unset.content = None;
        let large = "x".repeat(4097);
        let documents = vec![
            document("first", "Kyiv").unwrap(),
            document("", "").unwrap(),
            document("twice", &large).unwrap(),
            unset,
            document("twice", "Two people were killed in Kharkiv.").unwrap(),
        ];
        let request = v1::BatchExtractEntitiesRequest { documents, options: None };
        let results = server.client().batch_extract_entities(request).await.unwrap().into_inner().results;
        let told: Vec<Result<String, (Code, String, String)>> = results
            .into_iter()
            .map(|result| match result.result.expect("one of both is set") {
                Item::Extraction(extraction) => Ok(extraction.document_id),
                Item::Error(status) => {
                    let fault = item_fault(&status);
                    Err((fault.code, fault.reason, fault.field.unwrap()))
                }
            })
            .collect();
        let refused = |reason: &str, field: &str| Err((Code::InvalidArgument, reason.to_owned(), field.to_owned()));
        assert_eq!(
            told,
            [
                Ok("first".to_owned()),
                refused("DOCUMENT_EMPTY", "documents[1].text"),
                refused("DOCUMENT_TOO_LARGE", "documents[2].text"),
                refused("CONTENT_MISSING", "documents[3].text"),
                Ok("twice".to_owned()),
            ]
        );
    }
}

#[tokio::test]
async fn faults_of_the_envelope_fail_the_call() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let kyiv = document("a", "Kyiv").unwrap();
    let bad_options = v1::ExtractOptions { kinds: vec![42], ..Default::default() };
    for (documents, options, reason, field) in [
        (vec![], None, "NO_DOCUMENTS", "documents"),
        (vec![kyiv.clone(); 9], None, "TOO_MANY_DOCUMENTS", "documents"),
        (vec![kyiv.clone()], Some(bad_options), "ENUM_VALUE_UNKNOWN", "options.kinds[0]"),
    ] {
        let request = v1::BatchExtractEntitiesRequest { documents, options };
        let fault = fault(&server.client().batch_extract_entities(request).await.unwrap_err());
        assert_eq!((fault.code, fault.reason.as_str(), fault.field.as_deref()), (Code::InvalidArgument, reason, Some(field)));
        if reason == "TOO_MANY_DOCUMENTS" {
            assert_eq!((fault.metadata["size"].as_str(), fault.metadata["limit"].as_str()), ("9", "8"));
        }
    }
}

#[tokio::test]
async fn large_documents_keep_their_place() {
    let roomy = stringer::server::Config { max_document_bytes: 1 << 20, max_message_bytes: 16 << 20, ..config() };
    let server = TestServer::ready(Transport::Memory, roomy).await;
    let large = "Kyiv was quiet. ".repeat(5000);
    let documents = ["small", "large", "small again"].map(|id| document(id, if id == "large" { &large } else { "Kyiv" }).unwrap());
    let request = v1::BatchExtractEntitiesRequest { documents: documents.into(), options: None };
    let results = server.client().batch_extract_entities(request).await.unwrap().into_inner().results;
    let ids: Vec<_> = results
        .iter()
        .map(|result| match &result.result {
            Some(Item::Extraction(extraction)) => extraction.document_id.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, ["small", "large", "small again"]);
}
