//! The direction of the code, read off its `use` lines: what the core may not know, and which way modules look.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

/// Modules in the order the data flows; each may use itself and those before it.
const ORDER: [&str; 13] = [
    "span",
    "extraction",
    "text",
    "gazetteer",
    "reading",
    "numeral",
    "zones",
    "resolve",
    "syntax",
    "counts",
    "filter",
    "lookup",
    "comparison",
];

/// `extraction` holds references to entries, whose facts are made of its enums: both are vocabulary without behaviour.
const VOCABULARY: [(&str, &str); 2] = [("extraction", "gazetteer::entry"), ("filter", "extractor::ExtractOptions")];

/// What nothing from `extractor` down may know.
const WORLD: [&str; 11] = ["tonic", "prost", "tokio", "clap", "anyhow", "tracing", "serde", "std::env", "std::time", "std::fs", "std::net"];

/// The one file of the core that reads files, and the one thing of the world that it knows.
const LOADS: (&str, &str) = ("gazetteer/load.rs", "std::fs");

fn sources(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            sources(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push(path.to_owned());
    }
}

/// The files of a top-level module: `src/name.rs` and everything in `src/name/`.
fn module(name: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for path in [root.join(format!("{name}.rs")), root.join(name)] {
        if path.exists() {
            sources(&path, &mut files);
        }
    }
    assert!(!files.is_empty(), "no module {name}");
    files
}

/// The code of a file without its comments and unit tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_core_knows_no_wire_no_runtime_and_no_clock() {
    for name in ORDER.iter().chain(&["extractor"]) {
        for path in module(name) {
            let code = code(&path);
            for word in WORLD {
                let used = code.contains(&format!("{word}::")) || code.contains(&format!("use {word}"));
                let excused = path.ends_with(LOADS.0) && word == LOADS.1;
                assert!(!used || excused, "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn every_module_looks_back_along_the_data() {
    for (position, name) in ORDER.iter().enumerate() {
        for path in module(name) {
            let code = code(&path);
            for later in ORDER[position + 1..].iter().chain(&["extractor", "convert", "proto", "server", "cli"]) {
                for (at, _) in code.match_indices(&format!("crate::{later}")) {
                    let used = &code[at + "crate::".len()..];
                    let excused = VOCABULARY.iter().any(|(from, what)| from == name && used.starts_with(what));
                    let is_test_support = path.ends_with("corpus.rs");
                    assert!(excused || is_test_support, "{} looks forward to {later}", path.display());
                }
            }
        }
    }
}
