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
        Self::start_on("127.0.0.1:0", arguments, log)
    }

    fn start_on(listen: &str, arguments: &[&str], log: &str) -> Self {
        let mut command = stringer(&["serve", "--listen", listen, "--admin-listen", "127.0.0.1:0", "--log-format", "json"]);
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
        (&["--admin-keys-file", "/nonexistent/keys"], None, "--admin-keys-file"),
        (&[], Some(("STRINGER_ADMIN_KEYS_FILE", "/dev/null")), "--admin-keys-file /dev/null: holds no key"),
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

const OSMERE: &str = "id\tname\tkind\tcountry\ndesk:osmere\tOsmere\tcity\tGB\n";

async fn digest(server: &Server) -> String {
    let mut client = GazetteerServiceClient::connect(server.address.clone()).await.unwrap();
    client.get_gazetteer(v1::GetGazetteerRequest {}).await.unwrap().into_inner().gazetteer.unwrap().digest
}

#[tokio::test]
async fn a_changed_table_is_taken_up_and_a_faulty_one_is_one_line() {
    let desk = tempfile::tempdir().unwrap();
    let table = desk.path().join("places.tsv");
    std::fs::write(&table, OSMERE).unwrap();
    let mut server = Server::start(&["--gazetteer", desk.path().to_str().unwrap()], "info");
    let first = digest(&server).await;

    // As an editor writes it: beside it, then renamed to its place.
    std::fs::write(desk.path().join("places.tsv~"), OSMERE.replace("city", "town")).unwrap();
    std::fs::rename(desk.path().join("places.tsv~"), &table).unwrap();
    let line = server.wait_for_line("gazetteer refused");
    let fields = &line["fields"];
    assert_eq!((line["level"].as_str(), fields["trigger"].as_str()), (Some("WARN"), Some("FileChange")));
    assert_eq!((fields["file"].as_str(), fields["line"].as_i64()), (table.to_str(), Some(2)));
    assert_eq!((fields["errors"].as_i64(), fields["code"].as_str()), (Some(1), Some("BAD_CELL")));
    assert_eq!(digest(&server).await, first);

    std::fs::write(&table, OSMERE.replace("Osmere", "Skelby")).unwrap();
    let swapped = server.wait_for_line("gazetteer swapped")["fields"].clone();
    assert_eq!((swapped["trigger"].as_str(), swapped["before"].as_str()), (Some("FileChange"), Some(first.as_str())));
    let counts = ["added", "removed", "changed"].map(|field| swapped[field].as_i64().unwrap());
    assert_eq!((digest(&server).await.as_str(), counts), (swapped["digest"].as_str().unwrap(), [0, 0, 1]));
    let refusals = server.lines.iter().filter(|line| line.contains("refused")).count();
    assert_eq!(refusals, 1, "{:?}", server.lines);
}

#[cfg(unix)]
#[tokio::test]
async fn sighup_reads_tables_and_keys_again() {
    let desk = tempfile::tempdir().unwrap();
    let keys = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(keys.path(), "zanzibaric-1\n").unwrap();
    let arguments = ["--gazetteer", desk.path().to_str().unwrap(), "--admin-keys-file", keys.path().to_str().unwrap()];
    let mut server = Server::start(&arguments, "info");
    let reload = async |address: &str, key: &str| {
        let mut request = tonic::Request::new(v1::ReloadGazetteerRequest { validate_only: true });
        request.metadata_mut().insert("authorization", format!("Bearer {key}").parse().unwrap());
        let mut client = GazetteerServiceClient::connect(address.to_owned()).await.unwrap();
        client.reload_gazetteer(request).await.map_or_else(|status| status.code(), |_| tonic::Code::Ok)
    };
    assert_eq!(reload(&server.address, "zanzibaric-1").await, tonic::Code::Ok);
    std::fs::write(desk.path().join("places.tsv"), OSMERE).unwrap();
    std::fs::write(keys.path(), "zanzibaric-2\n").unwrap();
    server.signal("HUP");
    server.wait_for_line("admin keys read again");
    let swapped = server.wait_for_line("gazetteer swapped");
    assert_eq!((swapped["fields"]["added"].as_i64(), swapped["fields"]["tables"].as_str()), (Some(1), Some("[\"places.tsv\"]")));
    assert_eq!(reload(&server.address, "zanzibaric-1").await, tonic::Code::PermissionDenied);
    assert_eq!(reload(&server.address, "zanzibaric-2").await, tonic::Code::Ok);
    std::fs::write(keys.path(), "zanzibaric 3\n").unwrap();
    server.signal("HUP");
    assert_eq!(server.wait_for_line("admin keys kept")["fields"]["problem"].as_str().map(|problem| &problem[..7]), Some("line 1:"));
    server.wait_for_line("gazetteer unchanged");
    assert_eq!(reload(&server.address, "zanzibaric-2").await, tonic::Code::Ok);
    assert!(server.lines.iter().all(|line| !line.contains("zanzibaric")), "{:?}", server.lines);
}

#[cfg(unix)]
#[test]
fn sighup_without_directories_or_keys_does_no_harm() {
    let mut server = Server::start(&[], "info");
    server.signal("HUP");
    server.wait_for_line("gazetteer unchanged");
    assert_eq!(server.health_code(&[]), Some(0));
}

#[test]
fn admin_keys_on_an_open_address_are_warned_of() {
    let keys = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(keys.path(), "zanzibaric\n").unwrap();
    let server = Server::start_on("0.0.0.0:0", &["--admin-keys-file", keys.path().to_str().unwrap()], "info");
    let warning = server.lines.iter().find(|line| line.contains("\"WARN\"")).unwrap();
    assert!(warning.contains("--admin-keys-file without TLS"), "{warning}");
    assert!(server.lines.iter().all(|line| !line.contains("zanzibaric")));
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
        Some(v1::Document {
            id: "zanzibaric-id".into(),
            content: Some(Content::Text(text.into())),
            language_code: "zz-zanzibaric".into(),
            ..Default::default()
        })
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
