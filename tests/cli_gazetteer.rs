//! `stringer gazetteer`, and directories of tables laid over the built-in ones, as a shell sees them.
#![cfg(feature = "cli")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn stringer(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stringer"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env_remove("RUST_LOG").env_remove("STRINGER_GAZETTEER");
    command
}

fn run(arguments: &[&str]) -> Output {
    let mut child = stringer(arguments).spawn().unwrap();
    drop(child.stdin.take());
    child.wait_with_output().unwrap()
}

fn extract(directories: &[&TempDir], text: &str) -> Value {
    let mut command = stringer(&["extract"]);
    for directory in directories {
        command.arg("--gazetteer").arg(directory.path());
    }
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text_of(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn directory(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir_all(directory.path().join("lexicon/en")).unwrap();
    for (name, text) in files {
        fs::write(directory.path().join(name), text).unwrap();
    }
    directory
}

fn path(directory: &TempDir) -> &str {
    directory.path().to_str().unwrap()
}

const OSMERE: &str = "id\tname\tkind\tlat\tlon\tcountry\ndesk:osmere\tOsmere\tcity\t54.1\t-2.1\tGB\n";

#[test]
fn overlays_add_change_and_remove_and_the_last_one_wins() {
    let add = directory(&[("places.tsv", OSMERE), ("gazetteer.tsv", "name\tversion\ndesk\t7\n")]);
    let change = directory(&[
        ("places.tsv", "id\tname\taliases\tkind\tcountry\ndesk:osmere\tOsmere-on-Sea\tOsmere\tcity\tIE\n"),
        ("weapons.tsv", "id\tname\n-stringer:weapon/shahed-136\t\n"),
        ("gazetteer.tsv", "name\tversion\nnight\t2\n"),
    ]);
    let article = "A Shahed-136 hit Osmere on Monday.";
    let place = |answer: &Value| answer["places"][0]["name"].as_str().map(String::from);

    let none = extract(&[], article);
    assert_eq!((place(&none), none["provenance"]["gazetteerName"].as_str()), (None, Some("built-in")));
    let one = extract(&[&add], article);
    assert_eq!((place(&one).as_deref(), one["provenance"]["gazetteerName"].as_str()), (Some("Osmere"), Some("built-in+desk")));
    assert_eq!(one["provenance"]["gazetteerVersion"], format!("{}+7", env!("CARGO_PKG_VERSION")));
    assert_eq!(one["weapons"][0]["id"], "stringer:weapon/shahed-136");
    let two = extract(&[&add, &change], article);
    assert_eq!(place(&two).as_deref(), Some("Osmere-on-Sea"));
    assert_ne!(two["weapons"][0]["id"], "stringer:weapon/shahed-136");
    let swapped = extract(&[&change, &add], article);
    assert_eq!(place(&swapped).as_deref(), Some("Osmere"));
    let digests = [&none, &one, &two, &swapped].map(|answer| answer["provenance"]["gazetteerDigest"].clone());
    assert!((0..4).all(|a| (0..a).all(|b| digests[a] != digests[b])), "{digests:?}");
}

#[test]
fn a_missing_directory_is_a_mistake_and_a_faulty_table_is_named_with_its_line() {
    let faulty = directory(&[("places.tsv", &OSMERE.replace("city", "town"))]);
    for command in [&["extract", "--gazetteer"][..], &["gazetteer", "stats", "--gazetteer"]] {
        let missing = run(&[command, &["/nonexistent/desk"]].concat());
        assert_eq!(missing.status.code(), Some(64));
        assert_eq!(text_of(&missing.stderr), "stringer: --gazetteer /nonexistent/desk: is no directory\n");
        let output = run(&[command, &[path(&faulty)]].concat());
        assert_eq!(output.status.code(), Some(65));
        let complaint = text_of(&output.stderr);
        assert!(complaint.contains("places.tsv:2: kind \"town\"") && complaint.lines().count() == 1, "{complaint}");
    }
}

#[test]
fn check_tells_file_line_what_and_why_and_exits_by_severity() {
    let built_in = run(&["gazetteer", "check"]);
    assert!(built_in.status.success(), "the built-in tables have no errors");
    let answer: Value = serde_json::from_slice(&built_in.stdout).unwrap();
    assert_eq!(answer["errors"], 0);

    let sound = directory(&[("places.tsv", OSMERE)]);
    let output = run(&["gazetteer", "check", path(&sound)]);
    assert!(output.status.success());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["errors"], &answer["warnings"]), (&0.into(), &0.into()), "{answer}");

    let faulty = directory(&[("places.tsv", &OSMERE.replace("Osmere", "Reading").replace("GB", "QQ"))]);
    let output = run(&["gazetteer", "check", path(&sound), path(&faulty)]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&str> = answer["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["COMMON_WORD", "UNKNOWN_COUNTRY", "SHARED_ALIAS"], "{answer}");
    let finding = &answer["findings"][0];
    assert!(finding["file"].as_str().unwrap().ends_with("places.tsv"));
    assert_eq!((&finding["line"], &finding["severity"], &finding["what"]), (&2.into(), &"error".into(), &"\"Reading\"".into()));
    assert!(finding["why"].as_str().unwrap().contains("mark it ~"));

    let table = run(&["gazetteer", "check", "--format", "table", path(&faulty)]);
    assert_eq!(table.status.code(), Some(1));
    assert!(text_of(&table.stdout).contains("UNKNOWN_COUNTRY") && text_of(&table.stdout).ends_with("2 errors, 1 warnings\n"));

    let warned = directory(&[("weapons.tsv", "id\tname\n-stringer:weapon/no-such-thing\t\n")]);
    let output = run(&["gazetteer", "check", path(&warned)]);
    assert!(output.status.success(), "warnings alone");
    assert!(text_of(&output.stdout).contains("UNKNOWN_REMOVAL"));

    let orphans = directory(&[("countries.tsv", "id\tname\n-geonames:690791\tUkraine\n")]);
    let output = run(&["gazetteer", "check", path(&orphans)]);
    assert_eq!(output.status.code(), Some(1), "what the built-in tables now lack is the directory's doing");
    assert!(text_of(&output.stdout).contains("UNKNOWN_COUNTRY"));

    let stranger = directory(&[("place.tsv", OSMERE)]);
    let output = run(&["gazetteer", "check", path(&stranger)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text_of(&output.stdout).contains("UNKNOWN_TABLE"));
    assert_eq!(run(&["gazetteer", "check", "/nonexistent/desk"]).status.code(), Some(64));
}

#[test]
fn lookup_ranks_what_a_name_could_mean() {
    let output = run(&["gazetteer", "lookup", "Georgia"]);
    assert!(output.status.success());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let kinds: Vec<&str> = answer.as_array().unwrap().iter().map(|entry| entry["place_kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[..2], ["country", "region"]);
    assert_eq!((&answer[0]["country"], &answer[0]["class"]), (&"GE".into(), &"safe".into()));
    assert_eq!(answer[0]["file"], "seeds/gazetteer/countries.tsv");

    let add = directory(&[("places.tsv", OSMERE)]);
    let table = run(&["gazetteer", "lookup", "Osmere", "--gazetteer", path(&add), "--format", "table"]);
    let table = text_of(&table.stdout);
    assert!(table.contains("desk:osmere") && table.contains("places.tsv:2"), "{table}");
    let by_id = run(&["gazetteer", "lookup", "geonames:703448"]);
    let answer: Value = serde_json::from_slice(&by_id.stdout).unwrap();
    assert!(answer[0]["aliases"].as_array().unwrap().contains(&"Kiev".into()));

    let nothing = run(&["gazetteer", "lookup", "Osmere"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert_eq!(text_of(&nothing.stderr), "stringer: nothing is called \"Osmere\", spelled so\n");
}

#[test]
fn stats_add_up() {
    let output = run(&["gazetteer", "stats"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    for what in ["entries", "aliases"] {
        let sum: u64 = answer["kinds"].as_array().unwrap().iter().map(|kind| kind[what].as_u64().unwrap()).sum();
        assert!(sum > 0 && answer[what] == sum, "{answer}");
    }
    assert!(answer["patterns"].as_u64() > Some(0) && answer["digest"].as_str().unwrap().len() == 64);
    let table = run(&["gazetteer", "stats", "--format", "table"]);
    assert!(text_of(&table.stdout).contains("organisation"));
}
