//! `stringer serve` and `stringer health` as processes.
#![cfg(all(feature = "cli", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, Stdio};

use stringer::proto::v1;
use stringer::proto::v1::document::Content;
use stringer::proto::v1::extraction_service_client::ExtractionServiceClient;
use stringer::proto::v1::gazetteer_service_client::GazetteerServiceClient;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

fn stringer(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stringer"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("RUST_LOG");
    command
}

/// A running server, ended with the test.
struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
    lines: Vec<String>,
    address: String,
}

impl Server {
    fn start(arguments: &[&str], log: &str) -> Self {
        let mut command = stringer(&["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--log-format", "json"]);
        let mut child = command.args(arguments).env("RUST_LOG", log).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, log, lines: Vec::new(), address: String::new() };
        let listening = server.wait_for_line("listening");
        server.address = format!("http://{}", listening["fields"]["listen"].as_str().unwrap());
        server.wait_for_line("ready");
        server
    }

    /// Reads the log up to the line with this message.
    fn wait_for_line(&mut self, message: &str) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(self.log.read_line(&mut line).unwrap() > 0, "the log ended before {message:?}: {:?}", self.lines);
            let value: serde_json::Value = serde_json::from_str(&line).unwrap();
            self.lines.push(line);
            if value["fields"]["message"] == message {
                return value;
            }
        }
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    fn health_code(&self, arguments: &[&str]) -> Option<i32> {
        stringer(&["health", "--addr", &self.address]).args(arguments).output().unwrap().status.code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_faulty_configuration_is_one_line_naming_the_flag_and_exit_64() {
    for (arguments, environment, named) in [
        (&["--max-concurrency", "0"][..], None, "--max-concurrency"),
        (&["--max-message-bytes", "10"], None, "--max-message-bytes"),
        (&["--request-timeout", "10"], None, "--request-timeout"),
        (&["--listen", "nowhere"], None, "--listen"),
        (&["--listen", "127.0.0.1:1", "--admin-listen", "127.0.0.1:1"], None, "--admin-listen"),
        (&[], Some(("STRINGER_DRAIN_DELAY", "3 weeks")), "--drain-delay"),
        (&[], Some(("STRINGER_MAX_BATCH_DOCUMENTS", "0")), "--max-batch-documents"),
        (&["--gazetteer", "/nonexistent/desk"], None, "--gazetteer"),
        (&[], Some(("STRINGER_GAZETTEER", "/tmp:/nonexistent/desk")), "--gazetteer /nonexistent/desk"),
    ] {
        let output = stringer(&["serve"]).args(arguments).envs(environment).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.lines().count() == 1 && complaint.contains(named), "{arguments:?}: {complaint}");
    }
}

#[test]
fn a_faulty_table_is_named_with_its_line_and_exits_65() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("places.tsv"), "id\tname\tkind\ndesk:osmere\tOsmere\ttown\n").unwrap();
    let addresses = ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"];
    let output = stringer(&["serve"]).args(addresses).env("STRINGER_GAZETTEER", directory.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(65));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.lines().last().unwrap().contains("places.tsv:2: kind \"town\""), "{complaint}");
}

#[tokio::test]
async fn overlays_from_flag_or_environment_answer() {
    let layer = |name: &str| {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("gazetteer.tsv"), format!("name\tversion\n{name}\t1\n")).unwrap();
        directory
    };
    let (one, two) = (layer("one"), layer("two"));
    let (one_path, two_path) = (one.path().to_str().unwrap(), two.path().to_str().unwrap());
    let server = Server::start(&["--gazetteer", one_path, "--gazetteer", two_path], "info");
    let mut client = GazetteerServiceClient::connect(server.address.clone()).await.unwrap();
    let gazetteer = client.get_gazetteer(v1::GetGazetteerRequest {}).await.unwrap().into_inner().gazetteer.unwrap();
    assert_eq!(gazetteer.name, "built-in+one+two");
    assert_eq!(gazetteer.version, format!("{}+1+1", env!("CARGO_PKG_VERSION")));
}

#[test]
fn an_address_in_use_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = stringer(&["serve", "--listen", &address, "--admin-listen", "127.0.0.1:0"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains(&format!("--listen {address}")));
}

#[test]
fn flags_go_before_the_environment() {
    let mut command = stringer(&["serve", "--max-batch-documents", "0"]);
    let output = command.env("STRINGER_MAX_BATCH_DOCUMENTS", "7").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("--max-batch-documents 0"));
}

#[test]
fn health_exits_as_grpc_health_probe_does() {
    let mut server = Server::start(&["--drain-delay", "1m"], "info");
    assert_eq!(server.health_code(&[]), Some(0));
    assert_eq!(server.health_code(&["--service", "stringer.v1.ExtractionService"]), Some(0));
    assert_eq!(server.health_code(&["--service", "nobody"]), Some(3));
    assert_eq!(server.health_code(&["--unheard-of"]), Some(1));
    server.signal("TERM");
    server.wait_for_line("draining");
    assert_eq!(server.health_code(&[]), Some(4));
    let unbound = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = stringer(&["health", "--addr", &format!("http://{unbound}")]).output().unwrap();
    assert_eq!(nobody.status.code(), Some(2));
    assert_eq!(stringer(&["health", "--addr", "not a url"]).output().unwrap().status.code(), Some(1));
    server.signal("TERM");
    assert_eq!(server.child.wait().unwrap().code(), Some(143), "a second signal stops at once");
}

#[tokio::test]
async fn an_open_stream_does_not_keep_the_server_from_ending_well() {
    let mut server = Server::start(&["--drain-delay", "0ms", "--shutdown-grace", "50ms"], "info");
    let mut client = ExtractionServiceClient::connect(server.address.clone()).await.unwrap();
    let (_documents, receiver) = mpsc::channel::<v1::StreamExtractEntitiesRequest>(1);
    let mut answers = client.stream_extract_entities(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    server.signal("TERM");
    assert_eq!(answers.message().await.unwrap_err().code(), tonic::Code::Unavailable);
    server.wait_for_line("stopped");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

#[tokio::test]
async fn each_call_has_a_closing_line_and_no_word_of_the_article() {
    let mut server = Server::start(&[], "debug");
    let mut client = ExtractionServiceClient::connect(server.address.clone()).await.unwrap();
    let document = |text: &str| {
        Some(v1::Document { id: "zanzibaric-id".into(), content: Some(Content::Text(text.into())), language_code: "zz-zanzibaric".into() })
    };
    for text in ["zanzibaric Kyiv", ""] {
        let _ = client.extract_entities(v1::ExtractEntitiesRequest { document: document(text), options: None }).await;
        let line = server.wait_for_line("call ended");
        let span = &line["span"];
        assert_eq!(span["rpc"], "ExtractEntities");
        let expected = if text.is_empty() { (0, "InvalidArgument") } else { (1, "Ok") };
        assert_eq!((span["documents"].as_i64().unwrap(), span["code"].as_str().unwrap()), expected);
    }
    assert!(server.lines.iter().all(|line| !line.contains("zanzibaric")), "{:?}", server.lines);
    assert!(server.lines.iter().any(|line| line.contains("\"configuration\"")));
}
