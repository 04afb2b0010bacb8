//! `stringer evaluate` as a shell sees it.
#![cfg(feature = "cli")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn evaluate(gold: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stringer")).arg("evaluate").arg(gold).args(arguments).output().unwrap()
}

/// Two documents: one with a right answer of each kind of figure, one with a miss, an invention, a place elsewhere and a region ignored.
fn gold() -> [Value; 2] {
    let right = json!({
        "id": "right", "text": "Vitali Klitschko said at least 12 people were killed in Kyiv. Klitschko spoke.",
        "scored": ["PERSON", "PLACE", "COUNT"], "doc_counts": {"killed": 12, "injured": 0},
        "events": [{"key": "e", "kind": "ATTACK", "is_main": true, "places": ["Kyiv"], "counts": ["c"], "mentions": [[46, 52]]}],
        "gold": [
            {"type": "PERSON", "start": 0, "end": 16, "key": "vk"}, {"type": "PERSON", "start": 62, "end": 71, "key": "vk"},
            {"type": "PLACE", "start": 56, "end": 60, "text": "Kyiv", "id": "geonames:703448", "lat": 50.45, "lon": 30.52},
            {"type": "COUNT", "start": 31, "end": 33, "value": 12, "min": 12, "max": null, "category": "KILLED", "subject": "PEOPLE",
             "key": "c", "place": "Kyiv", "weapons": [], "attribution": "Klitschko", "modality": "ASSERTED", "part_of": null,
             "accumulation": null},
        ],
    });
    let wrong = json!({
        "id": "wrong", "text": "The mayor of Paris went to Kyiv. Nairobi and Odesa were calm.",
        "ignore": [{"start": 33, "end": 40, "types": ["PLACE"]}],
        "gold": [
            {"type": "PLACE", "start": 13, "end": 18, "lat": 33.66, "lon": -95.55},
            {"type": "PLACE", "start": 4, "end": 9},
        ],
    });
    [right, wrong]
}

#[test]
fn the_figures_are_those_of_the_answers() {
    let directory = tempfile::tempdir().unwrap();
    let (file, answers) = (directory.path().join("gold.jsonl"), directory.path().join("answers.jsonl"));
    fs::write(&file, gold().map(|document| document.to_string()).join("\n")).unwrap();
    let output = evaluate(&file, &["--format", "json", "--answers", answers.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();

    assert_eq!(report["documents"], 2);
    let person = &report["spans"]["person"];
    assert_eq!((&person["gold"], &person["found"], &person["exact"]["f1"]), (&json!(2), &json!(2), &json!(1.0)));
    let place = &report["spans"]["place"];
    assert_eq!((&place["gold"], &place["found"], &place["ignored"]), (&json!(3), &json!(4), &json!(1)));
    assert_eq!((&place["exact"]["precision"], &place["exact"]["recall"]), (&json!(0.5), &json!(2.0 / 3.0)));
    assert_eq!((&report["places"]["found"], &report["places"]["within_161_km"]), (&json!(2), &json!(1)));
    assert_eq!(report["people"]["with_one_key"], json!({"right": 1, "of": 1}));
    // A place alone is read as a list of one.
    for field in ["value", "min", "max", "category", "subject", "places", "weapons", "attribution", "part_of"] {
        assert_eq!(report["counts"][field], json!({"right": 1, "of": 1}), "{field}");
    }
    assert_eq!(report["every_field"], json!({"right": 1, "of": 1}));
    assert_eq!(report["totals"]["killed"]["right"], 1);
    assert_eq!(report["both_totals"], json!({"right": 1, "of": 1}));
    assert_eq!((&report["events"]["gold"], &report["events"]["main"]["of"]), (&json!(1), &json!(1)));
    let errors = report["worst"][0]["errors"].as_array().unwrap();
    let errors: Vec<[&str; 2]> = errors.iter().map(|it| [it["error"].as_str().unwrap(), it["text"].as_str().unwrap()]).collect();
    assert_eq!(errors, [["missed", "mayor"], ["elsewhere", "Paris"], ["invented", "Kyiv"], ["invented", "Odesa"]]);

    let written = fs::read_to_string(&answers).unwrap();
    let first: Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
    assert_eq!((&first["id"], &first["doc_counts"]["killed"]), (&json!("right"), &json!(12)));
    assert_eq!(first["counts"][0]["places"], json!(["place-1"]));
    assert!(first["events"].is_array());

    let table = evaluate(&file, &["--format", "table"]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.contains("places within 161 km, of those found      1   2  0.500"), "{table}");
    assert!(table.contains("wrong: 4 errors"), "{table}");
}

#[test]
fn faulty_gold_is_refused_with_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("gold.jsonl");
    let cases = [
        (
            "{\"id\": \"a\", \"text\": \"x\", \"gold\": [{\"type\": \"CITY\", \"start\": 0, \"end\": 1}]}",
            "document 1: unknown variant `CITY`",
        ),
        ("{\"id\": \"a\", \"text\": \"x\", \"gold\": [{\"type\": \"PLACE\", \"start\": 0, \"end\": 2}]}", "document a: 0..2 is no span"),
        ("{\"id\": \"a\", \"text\": \"x\", \"events\": [{\"key\": \"e\", \"kind\": \"PARTY\"}]}", "document 1: PARTY is no kind of event"),
        (
            "{\"id\": \"a\", \"text\": \"x\", \"events\": [{\"key\": \"e\", \"kind\": \"RIOT\", \"mentions\": [[0, 2]]}]}",
            "document a: 0..2 is no span",
        ),
        (
            "{\"id\": \"a\", \"text\": \"x\", \"events\": [{\"key\": \"e\", \"kind\": \"RIOT\", \"counts\": [\"c\"]}]}",
            "document a: event e: no count has the key c",
        ),
        ("{\"id\": \"a\", \"text_file\": \"gone.txt\"}", "gone.txt: No such file"),
    ];
    for (line, told) in cases {
        fs::write(&file, line).unwrap();
        let output = evaluate(&file, &[]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(65), "{error}");
        assert!(error.contains(told), "{error}");
    }
}
