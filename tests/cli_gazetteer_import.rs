//! `stringer gazetteer import` and `diff`, as a shell sees them.
#![cfg(feature = "cli")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

fn run(directory: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stringer"));
    command.args(arguments).current_dir(directory.path()).stdin(Stdio::null());
    command.env_remove("RUST_LOG").env_remove("STRINGER_GAZETTEER").output().unwrap()
}

fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn directory(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(directory.path().join(name), text).unwrap();
    }
    directory
}

fn read(directory: &TempDir, path: &str) -> String {
    fs::read_to_string(directory.path().join(path)).unwrap()
}

/// Id, name and aliases of a table's rows.
fn names(table: &str) -> Vec<Vec<&str>> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| line.split('\t').take(3).collect()).collect()
}

fn succeed(output: &Output) {
    assert!(output.status.success(), "{}", text_of(&output.stderr));
}

/// `check` has no errors in what an import has written.
fn check(directory: &TempDir, tables: &str) {
    let output = run(directory, &["gazetteer", "check", tables]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success() && answer["errors"] == 0, "{answer}");
}

/// A row of a GeoNames dump; numbers and places are made up.
fn row([id, name, alternates, class, code, population]: [&str; 6]) -> String {
    format!("{id}\t{name}\t{name}\t{alternates}\t54.1\t-2.1\t{class}\t{code}\tGB\t\tENG\t\t\t\t{population}\t\t10\tX\t2026-01-01\n")
}

fn dump() -> String {
    [
        row(["999999901", "Osmereburgh", "Osmerbourg,OSM,osmerebur,Озмирбург,北京", "P", "PPL", "60000"]),
        row(["999999902", "Of", "", "P", "PPL", "60000"]),
        row(["999999903", "Reading", "", "P", "PPL", "60000"]),
        row(["999999904", "Most", "", "P", "PPL", "60000"]),
        row(["999999905", "Police", "", "P", "PPL", "60000"]),
        row(["999999906", "Best", "", "P", "PPL", "60000"]),
        row(["999999907", "Nice", "", "P", "PPL", "60000"]),
        row(["999999908", "Mobile", "", "P", "PPL", "60000"]),
        row(["999999909", "Split", "", "P", "PPL", "60000"]),
        row(["999999910", "Tarnwickham", "", "P", "PPL", "300"]),
        row(["999999911", "Old Tarnwickham", "", "P", "PPLQ", "0"]),
        row(["703448", "Kyiv", "Kyjiw", "P", "PPLC", "2797553"]),
    ]
    .concat()
}

#[test]
fn a_dump_becomes_tables_that_check_and_serve() {
    let directory = directory(&[("towns.txt", &dump()), ("divisions.txt", "GB.ENG\tEngland\tEngland\t1\n")]);
    let import = ["gazetteer", "import", "geonames", "--cities", "towns.txt", "--admin1", "divisions.txt", "--out", "out"];
    let output = run(&directory, &[&import[..], &["--name", "gn", "--tables-version", "7", "--date", "2026-01-01"]].concat());
    succeed(&output);
    let report = text_of(&output.stderr);
    assert!(report.contains("towns.txt: 12 rows read, 10 entries written, 2 rows left out"), "{report}");
    assert!(report.contains("1  row left out: historic") && report.contains("1  row left out: the gazetteer knows it already"), "{report}");

    let table = read(&directory, "out/places.tsv");
    assert!(table.starts_with("# Imported from GeoNames (towns.txt, divisions.txt of 2026-01-01), CC BY 4.0.\n"), "{table}");
    let names = names(&table);
    let of = |id: &str| names.iter().find(|row| row[0] == format!("geonames:9999999{id}")).unwrap()[1..].to_vec();
    assert_eq!(of("01"), ["Osmereburgh", "Osmerbourg|Озмирбург"]);
    assert_eq!(of("10"), ["~Tarnwickham", ""]);
    for (id, name) in [
        ("02", "Of"),
        ("03", "Reading"),
        ("04", "Most"),
        ("05", "Police"),
        ("06", "Best"),
        ("07", "Nice"),
        ("08", "Mobile"),
        ("09", "Split"),
    ] {
        assert_eq!(of(id), [&*format!("~{name}"), ""]);
    }
    assert!(read(&directory, "out/sources.tsv").contains("GeoNames\tCC BY 4.0\tContains data from GeoNames"));
    assert_eq!(read(&directory, "out/gazetteer.tsv"), "name\tversion\ngn\t7\n");
    check(&directory, "out");

    fs::write(directory.path().join("article.txt"), "Most police officers in Osmereburgh were reading.").unwrap();
    let output = run(&directory, &["extract", "--gazetteer", "out", "article.txt"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let places: Vec<&str> = answer["places"].as_array().unwrap().iter().map(|place| place["name"].as_str().unwrap()).collect();
    assert_eq!(places, ["Osmereburgh"]);
    assert_eq!(answer["provenance"]["gazetteerName"], "built-in+gn");

    let again = run(&directory, &import);
    assert_eq!(again.status.code(), Some(64));
    assert_eq!(text_of(&again.stderr), "stringer: --out out/places.tsv: is there already; --force writes over it\n");
    succeed(&run(&directory, &[&import[..], &["--force"]].concat()));
    assert_eq!(read(&directory, "out/sources.tsv").lines().count(), 2, "the source is named once");
}

#[test]
fn names_by_language_and_missing_countries() {
    let alternates = "1\t999999901\ten\tOsmere Castle\t1\t\t\t\t\t\n2\t999999901\tfr\tOsmerbourg\t\t\t\t\t\t\n";
    let countries = "#ISO\nQQ\tQQQ\t1\tQQ\tOsmerland\tX\t1\t7\tEU\t.x\tX\tX\tX\t\t\ten\t999999900\t\t\n";
    let dump = dump().replace("\tGB\t", "\tQQ\t");
    let directory = directory(&[("towns.txt", &dump), ("alternates.txt", alternates), ("countries.txt", countries)]);
    let output = run(
        &directory,
        &[
            &["gazetteer", "import", "geonames", "--cities", "towns.txt", "--countries", "countries.txt", "--out", "out"][..],
            &["--countries-only", "QQ", "--min-population", "15000", "--alternate-names", "alternates.txt", "--alternates", "en,uk"],
        ]
        .concat(),
    );
    succeed(&output);
    let table = read(&directory, "out/places.tsv");
    let names = names(&table);
    assert!(names.contains(&vec!["geonames:999999901", "Osmere Castle", "Osmereburgh"]), "{names:?}");
    assert!(names.iter().all(|row| row[0] != "geonames:999999910"), "too small");
    assert!(read(&directory, "out/countries.tsv").contains("geonames:999999900\tOsmerland\tQQ\t7\tEU\n"));
    check(&directory, "out");
}

#[test]
fn a_query_result_becomes_people() {
    let csv = "item,itemLabel,itemAltLabel,positionLabel,countryCode,image\n\
               http://www.wikidata.org/entity/Q999999990,Tilda Skelbyworth,\"Skelbyworth, Tilda S. Skelbyworth\",mayor of Osmere,GB,x.jpg\n\
               http://www.wikidata.org/entity/Q999999991,Best,,,,\n";
    let directory = directory(&[("people.csv", csv)]);
    let output = run(&directory, &["gazetteer", "import", "wikidata", "--query-result", "people.csv", "--kind", "person", "--out", "out"]);
    succeed(&output);
    let report = text_of(&output.stderr);
    assert!(report.contains("variable \"image\" is not read") && report.contains("name left out: one word of a person's name"), "{report}");
    assert_eq!(
        read(&directory, "out/people.tsv").lines().nth(2).unwrap(),
        "wikidata:Q999999990\tTilda Skelbyworth\tTilda S. Skelbyworth\t\tmayor of Osmere\tGB\t"
    );
    check(&directory, "out");
}

#[test]
fn a_table_of_ones_own_is_mapped() {
    let csv = "Weapon;Also;Made in\n\"Qxobar-7; export\";Qxobar|Best;Ukraine\n";
    let directory = directory(&[("weapons.csv", csv)]);
    let import = ["gazetteer", "import", "csv", "--file", "weapons.csv", "--kind", "weapon", "--delimiter", ";", "--alias-separator", "|"];
    let map = ["--map", "name=Weapon,aliases=Also,origin=Made in", "--set", "category=missile", "--id-prefix", "city-desk", "--out", "out"];
    succeed(&run(
        &directory,
        &[&import[..], &map, &["--source-name", "City desk", "--licence", "ours", "--attribution", "The desk."]].concat(),
    ));
    assert_eq!(
        read(&directory, "out/weapons.tsv").lines().last().unwrap(),
        "city-desk:weapon/qxobar-7-export\tQxobar-7; export\tQxobar|~Best\tmissile\t\tmodel\tUA"
    );
    assert!(read(&directory, "out/sources.tsv").ends_with("City desk\tours\tThe desk.\t\n"));
    check(&directory, "out");
}

#[test]
fn mistakes_are_64_and_faulty_files_65_with_their_line() {
    let broken = format!("{}999999912\tOsmere\n", dump());
    let files =
        [("broken.txt", &*broken), ("desk.csv", "Town,Kind\nOsmereburgh,city\nSkelbyham,town\n"), ("result.json", "{\n\"head\": [}\n")];
    let directory = directory(&files);
    let geonames = ["gazetteer", "import", "geonames", "--out", "out", "--cities"];
    let csv = ["gazetteer", "import", "csv", "--out", "out", "--file", "desk.csv", "--kind", "place", "--map"];
    let wikidata = ["gazetteer", "import", "wikidata", "--out", "out", "--kind", "place", "--query-result"];
    for (command, rest, code, expected) in [
        (&geonames[..], &["broken.txt"][..], 65, "stringer: broken.txt:13: line \"999999912\\tOsmere\""),
        (&geonames, &["missing.txt"], 1, "stringer: missing.txt: "),
        (&geonames, &["broken.txt", "--countries-only", "QQ"], 64, "stringer: --countries-only QQ: is no country's code"),
        (&csv, &["name=Town,kind=Kind"], 65, "stringer: desk.csv:3: kind \"town\" is not a kind of place"),
        (&csv, &["name=Place"], 64, "stringer: --map: desk.csv has no column \"Place\"; it has Town, Kind"),
        (&csv, &["kind=Kind"], 64, "stringer: --map: name is missing"),
        (&csv, &["name=Town", "--id-prefix", "geonames"], 64, "stringer: invalid value 'geonames'"),
        (&csv, &["name=Town", "--set", "kind=town"], 64, "stringer: --set kind=town: not a kind of place"),
        (&wikidata, &["result.json"], 65, "stringer: result.json:2: not JSON"),
        (&wikidata, &["desk.csv"], 65, "stringer: desk.csv:1: no variable \"item\""),
    ] {
        let output = run(&directory, &[command, rest].concat());
        let complaint = text_of(&output.stderr);
        assert!(output.status.code() == Some(code) && complaint.replace('\t', "\\t").starts_with(expected), "{complaint}");
    }
    assert!(!Path::new(&directory.path().join("out")).exists(), "what fails writes nothing");
}

#[test]
fn diff_tells_what_an_edit_does_to_the_entries_and_to_a_corpus() {
    let directory = directory(&[
        ("article.txt", "Headline\n\nIn Osmereburgh a drone fell near Łódź.\nTwelve people died in Osmereburgh.\n"),
        ("corpus.jsonl", "{\"id\": \"a-1\", \"text\": \"Rain in Kyiv.\"}\n\n{\"text\": \"A quiet day.\"}\n"),
        ("broken.jsonl", "{\"id\": 1}\n"),
    ]);
    for (desk, rows) in [
        ("desk", "desk:1\tOsmereburgh\tcity\t54.1\t-2.1\tGB\n-geonames:703448\t\t\t\t\t\n"),
        ("later", "desk:1\tOsmereburgh\tcity\t55\t-2.1\tGB\n"),
        ("faulty", "desk:1\tOsmereburgh\ttown\t55\t-2.1\tGB\n"),
    ] {
        fs::create_dir(directory.path().join(desk)).unwrap();
        let header = "id\tname\tkind\tlat\tlon\tcountry\n";
        fs::write(directory.path().join(desk).join("places.tsv"), format!("{header}{rows}")).unwrap();
    }
    let output = run(&directory, &["gazetteer", "diff", "desk", "--corpus", "article.txt", "corpus.jsonl"]);
    succeed(&output);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["documents_read"], &answer["documents_touched"]), (&3.into(), &2.into()), "{answer}");
    let told = |change: &Value| ["change", "kind", "line", "column", "text"].map(|field| change[field].to_string()).join(" ");
    let changes: Vec<String> = answer["documents"][0]["changes"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(changes[0], r#""added" "place" 3 4 "Osmereburgh""#);
    assert_eq!(changes[1..], [r#""changed" "count" 4 1 "Twelve""#, r#""added" "place" 4 23 "Osmereburgh""#]);
    assert_eq!(answer["documents"][0]["changes"][0]["new"]["id"], "desk:1");
    assert_eq!(answer["documents"][1]["document"], "a-1");
    assert_eq!(answer["totals"]["place"]["added"], 2);
    assert_eq!(answer["edited"]["name"], "built-in+desk");
    let gazetteer = &answer["gazetteer"];
    let places = &gazetteer["kinds"]["place"];
    assert_eq!((&places["entries"]["added"], &places["entries"]["removed"]), (&json!(1), &json!(1)), "{gazetteer}");
    assert_ne!(places["entries"]["changed"], json!(0), "what lay in the removed place has lost its parent");
    assert_eq!(gazetteer["tables"], json!(["places.tsv"]));
    let differing = gazetteer["entries"].as_array().unwrap();
    let added = differing.iter().find(|entry| entry["change"] == "added").unwrap();
    assert_eq!((&added["id"], &added["names_added"]), (&json!("desk:1"), &json!(["Osmereburgh"])));
    let removed = differing.iter().find(|entry| entry["change"] == "removed").unwrap();
    assert_eq!((&removed["id"], removed["names_removed"].as_array().unwrap().contains(&json!("Kyiv"))), (&json!("geonames:703448"), true));
    let entries_alone = run(&directory, &["gazetteer", "diff", "desk", "--format", "table"]);
    succeed(&entries_alone);
    let entries_alone = text_of(&entries_alone.stdout);
    assert!(entries_alone.contains(" entries that differ ") && !entries_alone.contains("Mentions"), "{entries_alone}");

    let table = run(&directory, &["gazetteer", "diff", "later", "--gazetteer", "desk", "--corpus", "article.txt", "--format", "table"]);
    succeed(&table);
    let table = text_of(&table.stdout);
    let entries = table.lines().position(|line| line.starts_with("Gazetteer ")).unwrap();
    let changed = table.lines().find(|line| line.trim_start().starts_with('~')).unwrap();
    assert_eq!(changed.split_whitespace().collect::<Vec<_>>(), ["~", "place", "desk:1", "Osmereburgh"]);
    let rows: Vec<&str> = table.lines().skip(entries).skip_while(|line| !line.trim_start().starts_with('~')).take(2).collect();
    let words: Vec<&str> = rows.iter().flat_map(|row| row.split_whitespace()).collect();
    let expected = "~ 3:4 place Osmereburgh Osmereburgh desk:1: 54.1000 -2.1000 → 55.0000 -2.1000";
    assert_eq!(words.join(" "), expected, "{table}");
    assert!(table.ends_with("1 of 1 documents touched\n"), "{table}");

    let same = run(&directory, &["gazetteer", "diff", "desk", "--gazetteer", "desk", "--corpus", "article.txt", "--format", "table"]);
    assert!(same.status.success() && text_of(&same.stdout).ends_with("0 of 1 documents touched\n"));
    let faulty = run(&directory, &["gazetteer", "diff", "faulty", "--corpus", "article.txt"]);
    assert_eq!(faulty.status.code(), Some(65));
    assert!(text_of(&faulty.stderr).contains("places.tsv:2: kind \"town\""));
    let broken = run(&directory, &["gazetteer", "diff", "desk", "--corpus", "broken.jsonl", "article.txt"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text_of(&broken.stderr).contains("broken.jsonl:1: no \"text\" in the object"));
    assert_eq!(run(&directory, &["gazetteer", "diff", "nowhere", "--corpus", "article.txt"]).status.code(), Some(64));
}
