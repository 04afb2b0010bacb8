//! The direction of the code, read off its `use` lines: what the core may not know, and which way modules look.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
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

/// Modules that compare no word of the text with a literal: what a word is, a row says. Marks may be compared.
const WORDLESS: [&str; 7] = ["text", "reading", "zones", "language", "resolve", "dropped", "lookup"];

/// The names of HTML are words of no language.
const NAMES_MARKUP: &str = "text/markup.rs";

/// What gives a token's letters.
const LETTERS: [&str; 5] = ["folded(", "folded_at(", "folded_bytes(", "surface(", "text["];

/// Lines after the one that takes a token's letters in which a comparison of them may stand.
const COMPARISON_LINES: usize = 3;

/// Whether a literal of the line has two ASCII letters or more, escapes aside.
fn has_word_literal(line: &str) -> bool {
    let plain = line.replace("\\\"", "").replace("'\"'", "").replace("\\u{", "");
    let has_letters = |literal: &str| literal.bytes().filter(u8::is_ascii_alphabetic).count() >= 2;
    plain.split('"').skip(1).step_by(2).any(has_letters)
}

/// What a line compares: an arm's pattern, or all of a line with an operator.
fn compared_part(line: &str) -> &str {
    match line.split_once("=>") {
        Some((pattern, _)) => pattern,
        None if ["==", "!=", "matches!", "contains(", "_with(", "Some(\"", "| \""].iter().any(|how| line.contains(how)) => line,
        None => "",
    }
}

#[test]
fn no_word_of_a_language_is_written_into_these_modules() {
    for name in WORDLESS {
        for path in module(name).into_iter().filter(|path| !path.ends_with("corpus.rs") && !path.ends_with(NAMES_MARKUP)) {
            let code = code(&path);
            let lines: Vec<&str> = code.lines().collect();
            for (number, line) in lines.iter().enumerate() {
                if !LETTERS.iter().any(|letters| line.contains(letters)) {
                    continue;
                }
                let statement = &lines[number..lines.len().min(number + COMPARISON_LINES)];
                let compared = statement.iter().find(|line| has_word_literal(compared_part(line)));
                assert!(compared.is_none(), "{} compares a token with a word: {}", path.display(), compared.unwrap().trim());
            }
            // A list of words is one too, wherever it is compared.
            let list = lines.iter().find(|line| line.contains("const ") && line.contains("[&str;") && has_word_literal(line));
            assert!(list.is_none(), "{} lists words: {}", path.display(), list.unwrap().trim());
        }
    }
}

/// Directories whose files name one another in no circle.
const WITHOUT_CIRCLES: [&str; 3] = ["text", "reading", "resolve"];

/// The first name of each path that the code behind `prefix` names: `a` of `super::a::B`, `a` and `c` of `super::{a::B, c}`.
fn named_after<'a>(code: &'a str, prefix: &str) -> Vec<&'a str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = |path: &'a str| path.trim_start().split(|c: char| !is_part(c)).next().unwrap_or_default();
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix).filter(|(at, _)| !code[..*at].ends_with(|c: char| is_part(c) || c == ':')) {
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(name(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (end, c) in group.char_indices() {
            match c {
                ',' if depth == 0 => {
                    names.push(name(&group[start..]));
                    start = end + 1;
                }
                '{' => depth += 1,
                '}' if depth == 0 => {
                    names.push(name(&group[start..]));
                    break;
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Which modules of a directory name which others. What the directory's own `mod.rs` hands on belongs to the module it is from; what it
/// defines itself belongs to `mod`.
fn uses_within(directory: &str) -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(directory);
    let own = [root.join("mod.rs"), root.with_extension("rs")].into_iter().find(|path| path.exists()).unwrap();
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for path in module(directory).into_iter().filter(|path| *path != own && !path.ends_with("corpus.rs") && !path.ends_with("tests.rs")) {
        let inner = path.strip_prefix(&root).unwrap().with_extension("");
        files.push((inner.iter().next().unwrap().to_string_lossy().into_owned(), path));
    }
    let modules: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let own_code = code(&own);
    let mut handed_on: BTreeMap<String, String> = BTreeMap::new();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for statement in own_code.split(';').map(str::trim_start).filter(|statement| statement.contains("use ")) {
        for of in modules.iter().filter(|of| statement.contains(&format!("use {of}::"))) {
            if statement.contains("pub") {
                let names = named_after(statement, &format!("{of}::")).into_iter().map(str::to_owned);
                handed_on.extend(names.map(|name| (name, of.clone())));
            } else {
                uses.entry("mod".to_owned()).or_default().insert(of.clone());
            }
        }
    }
    for (name, path) in files {
        let code = code(&path);
        let mut named = named_after(&code, &format!("crate::{directory}::"));
        if path.parent() == Some(&root) {
            named.extend(named_after(&code, "super::"));
        }
        for item in named {
            let of = if modules.contains(item) { item } else { handed_on.get(item).map_or("mod", String::as_str) };
            if of != name {
                uses.entry(name.clone()).or_default().insert(of.to_owned());
            }
        }
    }
    uses
}

#[test]
fn files_of_a_directory_name_one_another_in_no_circle() {
    for directory in WITHOUT_CIRCLES {
        let mut uses = uses_within(directory);
        assert!(!uses.is_empty(), "no file of {directory} names another");
        // What names nobody that is left is no part of a circle.
        loop {
            let left: BTreeSet<String> = uses.keys().cloned().collect();
            uses.values_mut().for_each(|named| named.retain(|name| left.contains(name)));
            uses.retain(|_, named| !named.is_empty());
            if uses.len() == left.len() {
                break;
            }
        }
        assert!(uses.is_empty(), "a circle within {directory}: {uses:?}");
    }
}

#[test]
fn paths_are_read_off_their_beginning() {
    for (code, expected) in [
        ("use super::a::B;", vec!["a"]),
        ("use super::{a::{self, B}, c, d::E};", vec!["a", "c", "d"]),
        ("let x = super::a::f(super::b);", vec!["a", "b"]),
        ("use super::super::a;", vec!["super"]),
        ("use crate::x::a;", vec![]),
    ] {
        assert_eq!(named_after(code, "super::"), expected, "{code}");
    }
}
