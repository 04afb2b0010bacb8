//! Another gazetteer while the server serves.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use stringer::proto::v1;
use stringer::proto::v1::gazetteer_service_client::GazetteerServiceClient;
use stringer::server::Config;
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::metadata::MetadataValue;
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt;

use crate::support::{BOTH, TestServer, Transport, config, document, fault, request};

const KEY: &str = "old-key";
const HEADER: &str = "id\tname\taliases\tkind\tcountry\n";

/// A newsroom's directory beside its keys.
struct Desk {
    tables: TempDir,
    keys: tempfile::NamedTempFile,
}

impl Desk {
    fn new(rows: &str) -> Self {
        let desk = Self { tables: tempfile::tempdir().unwrap(), keys: tempfile::NamedTempFile::new().unwrap() };
        fs::write(desk.keys.path(), format!("# desk\n{KEY}\nnew-key\n")).unwrap();
        desk.write(rows);
        desk
    }

    fn write(&self, rows: &str) {
        fs::write(self.tables.path().join("places.tsv"), format!("{HEADER}{rows}")).unwrap();
    }

    fn config(&self) -> Config {
        Config {
            gazetteer: vec![self.tables.path().to_owned()],
            gazetteer_poll: Duration::ZERO,
            // What is built on a busy machine takes its time.
            request_timeout: Duration::from_secs(3600),
            admin_keys_file: Some(self.keys.path().to_owned()),
            ..config()
        }
    }
}

async fn reload_as(channel: &Channel, authorization: Option<&str>, validate_only: bool) -> Result<v1::ReloadGazetteerResponse, Status> {
    let mut request = Request::new(v1::ReloadGazetteerRequest { validate_only });
    if let Some(value) = authorization {
        request.metadata_mut().insert("authorization", MetadataValue::try_from(value).unwrap());
    }
    GazetteerServiceClient::new(channel.clone()).reload_gazetteer(request).await.map(Response::into_inner)
}

async fn reload(server: &TestServer) -> Result<v1::ReloadGazetteerResponse, Status> {
    reload_as(&server.channel, Some(&format!("Bearer {KEY}")), false).await
}

/// The digest of the answer to `text` and the ids of its places; metadata and message have to agree on the digest.
async fn extract(server: &TestServer, text: &str) -> (String, Vec<String>) {
    let response = server.client().extract_entities(request(text)).await.unwrap();
    let told = response.metadata().get("x-stringer-gazetteer-digest").unwrap().to_str().unwrap().to_owned();
    let extraction = response.into_inner().extraction.unwrap();
    assert_eq!(told, extraction.provenance.unwrap().gazetteer_digest);
    (told, extraction.places.into_iter().map(|place| place.id).collect())
}

#[tokio::test]
async fn only_administrators_reload() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        for authorization in [None, Some("Bearer old-key")] {
            let fault = fault(&reload_as(&server.channel, authorization, true).await.unwrap_err());
            assert_eq!((fault.code, fault.reason.as_str()), (Code::PermissionDenied, "NO_ADMINISTRATOR"), "{authorization:?}");
        }
        let keys = Desk::new("");
        let server = TestServer::ready(transport, Config { gazetteer: Vec::new(), ..keys.config() }).await;
        for (authorization, code, reason) in [
            (None, Code::Unauthenticated, "CREDENTIAL_MISSING"),
            (Some("old-key"), Code::Unauthenticated, "CREDENTIAL_MALFORMED"),
            (Some("Basic b2xkOmtleQ=="), Code::Unauthenticated, "CREDENTIAL_MALFORMED"),
            (Some("Bearer other-key"), Code::PermissionDenied, "NOT_ADMINISTRATOR"),
        ] {
            for validate_only in [true, false] {
                let fault = fault(&reload_as(&server.channel, authorization, validate_only).await.unwrap_err());
                assert_eq!((fault.code, fault.reason.as_str()), (code, reason), "{authorization:?}");
                assert!(!fault.message.contains("key-") && !fault.message.contains("-key"));
            }
        }
        for authorization in ["Bearer old-key", "Bearer new-key"] {
            let response = reload_as(&server.channel, Some(authorization), false).await.unwrap();
            assert_eq!(response.outcome(), v1::ReloadOutcome::Unchanged, "without directories there is nothing to reload");
            assert_eq!(response.before, response.after);
        }
    }
}

#[tokio::test]
async fn a_sound_gazetteer_is_described_then_swapped_and_a_faulty_one_refused() {
    for transport in BOTH {
        let desk = Desk::new("desk:osmere\tOsmere\t\tcity\tGB\n");
        let server = TestServer::ready(transport, desk.config()).await;
        let text = "Police in Osmere and Skelby said nothing.";
        let (first, places) = extract(&server, text).await;
        assert_eq!(places, ["desk:osmere"]);

        desk.write("desk:osmere\tOsmere\tOsmere-on-Sea\tcity\tIE\ndesk:skelby\tSkelby\t\tcity\tGB\n");
        let validated = reload_as(&server.channel, Some("Bearer new-key"), true).await.unwrap();
        assert_eq!(validated.outcome(), v1::ReloadOutcome::Validated);
        assert_eq!(extract(&server, text).await, (first.clone(), places), "nothing is swapped");
        let (before, after) = (validated.before.clone().unwrap(), validated.after.clone().unwrap());
        assert_eq!((before.digest.as_str(), after.entries, after.aliases), (first.as_str(), before.entries + 1, before.aliases + 2));
        assert_eq!(validated.tables, ["places.tsv"]);
        let counts = |added, removed, changed| Some(v1::ChangeCounts { added, removed, changed });
        let of_places =
            v1::GazetteerKindDifference { kind: v1::EntryKind::Place.into(), entries: counts(1, 0, 1), aliases: counts(2, 0, 0) };
        assert!(validated.differences.len() == 4 && validated.differences[1] == of_places, "{:?}", validated.differences);
        let examples: Vec<_> = validated.examples.iter().map(|example| (example.id.as_str(), example.change())).collect();
        assert_eq!(examples, [("desk:osmere", v1::EntryChangeKind::Changed), ("desk:skelby", v1::EntryChangeKind::Added)]);
        assert_eq!(validated.examples[0].aliases_added, ["Osmere-on-Sea"]);

        let swapped = reload(&server).await.unwrap();
        assert_eq!(swapped, v1::ReloadGazetteerResponse { outcome: v1::ReloadOutcome::Swapped.into(), ..validated });
        let second = after.digest;
        assert_eq!(extract(&server, text).await, (second.clone(), vec!["desk:osmere".into(), "desk:skelby".into()]));
        let info = server.client().get_server_info(v1::GetServerInfoRequest {}).await.unwrap().into_inner();
        assert_eq!(info.gazetteer.unwrap().digest, second);
        let again = reload(&server).await.unwrap();
        assert_eq!((again.outcome(), again.before, again.tables.len()), (v1::ReloadOutcome::Unchanged, again.after, 0));

        // The second row is not read by the readers, the third one is a fault for the checks alone.
        desk.write("desk:osmere\tOsmere\t\tcity\tGB\ndesk:skelby\tSkelby\t\ttown\tGB\ndesk:because\tBecause\t\tcity\tGB\n");
        for validate_only in [true, false] {
            let status = reload_as(&server.channel, Some("Bearer old-key"), validate_only).await.unwrap_err();
            let fault = fault(&status);
            assert_eq!((fault.code, fault.reason.as_str()), (Code::FailedPrecondition, "GAZETTEER_FAULTY"));
            assert_eq!((fault.metadata["errors"].as_str(), fault.metadata["warnings"].as_str()), ("2", "0"));
            let violations = status.get_details_precondition_failure().unwrap().violations;
            let told: Vec<_> =
                violations.iter().map(|violation| (violation.r#type.as_str(), violation.subject.rsplit('/').next().unwrap())).collect();
            assert_eq!(told, [("BAD_CELL", "places.tsv:3"), ("COMMON_WORD", "places.tsv:4")]);
            assert!(violations[0].subject.starts_with(desk.tables.path().to_str().unwrap()));
            assert!(violations[0].description.contains("\"town\"") && violations[1].description.contains("everyday word"));
        }
        assert_eq!(extract(&server, text).await.0, second, "the old one goes on answering");
    }
}

#[tokio::test]
async fn a_directory_that_is_gone_is_a_fault() {
    let desk = Desk::new("desk:osmere\tOsmere\t\tcity\tGB\n");
    let server = TestServer::ready(Transport::Memory, desk.config()).await;
    let (digest, _) = extract(&server, "Osmere").await;
    fs::rename(desk.tables.path(), desk.tables.path().with_extension("away")).unwrap();
    let status = reload(&server).await.unwrap_err();
    assert_eq!(status.get_details_precondition_failure().unwrap().violations[0].r#type, "UNREADABLE");
    assert_eq!(extract(&server, "Osmere").await, (digest, vec!["desk:osmere".into()]));
    fs::rename(desk.tables.path().with_extension("away"), desk.tables.path()).unwrap();
    assert_eq!(reload(&server).await.unwrap().outcome(), v1::ReloadOutcome::Unchanged);
}

#[tokio::test]
async fn a_call_keeps_its_gazetteer_and_a_stream_takes_the_new_one_with_its_next_document() {
    let desk = Desk::new("desk:osmere\tOsmere\t\tcity\tGB\n");
    let server = TestServer::ready(Transport::Socket, desk.config()).await;
    let (first, _) = extract(&server, "Osmere").await;
    let (sender, receiver) = mpsc::channel(1);
    let mut stream = server.client().stream_extract_entities(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    let message = || v1::StreamExtractEntitiesRequest { document: document("a", "Osmere"), options: None };
    let mut next_digest = async || {
        sender.send(message()).await.unwrap();
        match stream.message().await.unwrap().unwrap().result.unwrap() {
            v1::stream_extract_entities_response::Result::Extraction(extraction) => extraction.provenance.unwrap().gazetteer_digest,
            v1::stream_extract_entities_response::Result::Error(error) => panic!("{error:?}"),
        }
    };
    assert_eq!(next_digest().await, first);

    // With its one slot taken, the server has taken up the batch and cannot go on with it.
    let running = server.slots.acquire().await.unwrap();
    let mut client = server.client();
    let documents = vec![document("a", "Osmere").unwrap(), document("b", "Osmere").unwrap()];
    let batch =
        tokio::spawn(async move { client.batch_extract_entities(v1::BatchExtractEntitiesRequest { documents, options: None }).await });
    while server.slots.waiting() == 0 {
        tokio::task::yield_now().await;
    }
    desk.write("desk:skelby\tSkelby\t\tcity\tGB\n");
    let second = reload(&server).await.unwrap().after.unwrap().digest;
    assert_ne!(first, second);
    drop(running);
    let response = batch.await.unwrap().unwrap();
    assert_eq!(response.metadata().get("x-stringer-gazetteer-digest").unwrap().to_str().unwrap(), first);
    for result in response.into_inner().results {
        let Some(v1::extraction_result::Result::Extraction(extraction)) = result.result else { panic!("{result:?}") };
        assert_eq!((extraction.provenance.unwrap().gazetteer_digest, extraction.places.len()), (first.clone(), 1));
    }
    assert_eq!(next_digest().await, second);
}

#[tokio::test]
async fn reloads_at_the_same_time_take_turns() {
    let desk = Desk::new("desk:osmere\tOsmere\t\tcity\tGB\n");
    let server = Arc::new(TestServer::ready(Transport::Memory, desk.config()).await);
    desk.write("desk:skelby\tSkelby\t\tcity\tGB\n");
    let reloads: Vec<_> = (0..3)
        .map(|_| {
            let server = Arc::clone(&server);
            tokio::spawn(async move { reload(&server).await.unwrap().outcome() })
        })
        .collect();
    let mut outcomes = Vec::new();
    for reload in reloads {
        outcomes.push(reload.await.unwrap());
    }
    outcomes.sort();
    assert_eq!(outcomes, [v1::ReloadOutcome::Swapped, v1::ReloadOutcome::Unchanged, v1::ReloadOutcome::Unchanged]);
}

#[tokio::test]
async fn the_request_timeout_does_not_hold_for_a_reload() {
    let desk = Desk::new("desk:osmere\tOsmere\t\tcity\tGB\n");
    let server = TestServer::ready(Transport::Memory, Config { request_timeout: Duration::from_millis(1), ..desk.config() }).await;
    desk.write("desk:skelby\tSkelby\t\tcity\tGB\n");
    assert_eq!(reload(&server).await.unwrap().outcome(), v1::ReloadOutcome::Swapped);
}

#[tokio::test]
async fn until_the_gazetteer_is_there_it_cannot_be_reloaded() {
    let server = TestServer::loading(Transport::Memory, Desk::new("").config()).await;
    let fault = fault(&reload(&server).await.unwrap_err());
    assert_eq!((fault.code, fault.reason.as_str()), (Code::Unavailable, "GAZETTEER_NOT_LOADED"));
}
