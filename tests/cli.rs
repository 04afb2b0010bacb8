//! The binary as a shell sees it: output, exit codes, one line for each mistake.
#![cfg(feature = "cli")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "President Volodymyr Zelensky said at least 12 people were killed in Kharkiv by Shahed drones. 😀\n";

fn stringer(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stringer"));
    command.args(arguments).stdin(Stdio::null()).env_remove("RUST_LOG");
    command
}

fn run(arguments: &[&str]) -> Output {
    stringer(arguments).output().unwrap()
}

/// Runs with `input` as standard input. A run that is refused for its arguments may end before it has read any of it.
fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = stringer(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    match child.stdin.take().unwrap().write_all(input) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        written => written.unwrap(),
    }
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A directory with the two articles `a.txt` and `b.txt`.
fn articles() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let (a, b) = (directory.path().join("a.txt"), directory.path().join("b.txt"));
    fs::write(&a, ARTICLE).unwrap();
    fs::write(&b, "Nothing happened.").unwrap();
    (directory, a, b)
}

#[test]
fn one_file_in_a_pipe_is_indented_json_and_many_are_lines() {
    let (_directory, a, b) = articles();
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    let one = run(&["extract", a]);
    assert!(one.status.success());
    assert!(text(&one.stdout).starts_with("{\n"));
    let answer: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!(answer["documentId"], a);
    assert_eq!(answer["provenance"]["engineVersion"], env!("CARGO_PKG_VERSION"));

    let many = run(&["extract", a, b]);
    assert!(many.status.success());
    let ids: Vec<serde_json::Value> =
        text(&many.stdout).lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["documentId"].clone()).collect();
    assert_eq!(ids, [a, b]);
}

#[test]
fn standard_input_is_read_without_files_and_for_a_dash() {
    for arguments in [&["extract"][..], &["extract", "-"]] {
        let output = run_with_input(arguments, ARTICLE.as_bytes());
        assert!(output.status.success());
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["documentId"], "-");
    }
}

#[test]
fn offsets_follow_their_flag() {
    for (flag, encoding) in [("utf8", "UTF8"), ("utf16", "UTF16"), ("code-points", "CODE_POINTS")] {
        let output = run_with_input(&["extract", "--offsets", flag], ARTICLE.as_bytes());
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["offsetEncoding"], format!("OFFSET_ENCODING_{encoding}"));
    }
}

#[test]
fn a_table_keeps_within_its_columns() {
    for columns in ["80", "120"] {
        let output = run_with_input(&["extract", "--format", "table", "--columns", columns], ARTICLE.as_bytes());
        assert!(output.status.success());
        let limit: usize = columns.parse().unwrap();
        assert!(text(&output.stdout).lines().all(|line| line.chars().count() <= limit), "{}", text(&output.stdout));
    }
}

#[test]
fn kinds_and_confidence_are_followed() {
    let arguments = ["extract", "--kinds", "people,counts", "--min-confidence", "0.5", "--view", "full", "--include-demonyms"];
    let output = run_with_input(&arguments, ARTICLE.as_bytes());
    assert!(output.status.success());
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(answer.get("places").is_none() && answer.get("weapons").is_none());
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_go_on() {
    let (directory, a, _) = articles();
    let missing = directory.path().join("missing.txt");
    let latin1 = directory.path().join("latin1.txt");
    fs::write(&latin1, b"Caf\xe9 in Kyiv").unwrap();
    let output = run(&["extract", missing.to_str().unwrap(), latin1.to_str().unwrap(), a.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let complaints: Vec<&str> = text(&output.stderr).lines().collect();
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert!(complaints[0].contains("missing.txt") && complaints[0].contains("No such file"));
    assert!(complaints[1].contains("latin1.txt: not UTF-8, at byte 3"));
    assert_eq!(text(&output.stdout).lines().count(), 1, "the readable one is there");
}

#[test]
fn a_closed_pipe_is_no_mistake() {
    let (_directory, a, _) = articles();
    // More output than a pipe holds.
    let files = vec![a.to_str().unwrap(); 2000];
    let mut child = stringer(&["extract"]).args(files).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0];
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut first).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_mistake_is_one_line_and_exit_64() {
    for (arguments, named) in [
        (&["extract", "--format", "xml"][..], "--format"),
        (&["extract", "--kinds", "people,dogs"], "--kinds"),
        (&["extract", "--min-confidence", "7"], "--min-confidence"),
        (&["extract", "--columns", "3"], "--columns"),
        (&["extract", "--unheard-of"], "--unheard-of"),
        (&["bark"], "bark"),
        (&[], "subcommand"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        assert!(output.stdout.is_empty());
        let complaint = text(&output.stderr);
        assert!(complaint.lines().count() == 1 && complaint.contains(named), "{arguments:?}: {complaint}");
    }
}

#[test]
fn help_and_version_are_no_mistakes() {
    for argument in ["--help", "--version"] {
        let output = run(&[argument]);
        assert!(output.status.success() && text(&output.stdout).contains("stringer"));
    }
}

#[test]
fn the_day_of_publication_is_a_date() {
    let input = b"Twelve people were killed on Monday.";
    let dated = run_with_input(&["extract", "--published", "2025-05-28"], input);
    let answer: serde_json::Value = serde_json::from_slice(&dated.stdout).unwrap();
    assert_eq!(answer["counts"][0]["time"]["date"], "2025-05-26");
    for malformed in ["2025-02-30", "28.05.2025", "2025-5-28", "20250528", ""] {
        let refused = run_with_input(&["extract", "--published", malformed], input);
        assert_eq!(refused.status.code(), Some(64), "{malformed}");
        assert!(text(&refused.stderr).contains("YYYY-MM-DD"), "{}", text(&refused.stderr));
    }
}
