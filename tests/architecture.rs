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

/// Modules without a word of any language: what a word is, a row says. Marks may be compared.
const WORDLESS: [&str; 15] = [
    "span",
    "extraction",
    "text",
    "reading",
    "numeral",
    "zones",
    "language",
    "resolve",
    "dropped",
    "syntax",
    "counts",
    "filter",
    "lookup",
    "comparison",
    "extractor",
];

/// Files of the gazetteer that look at the letters of tokens. The others read rows, and what columns call things is no word of a language.
const WORDLESS_IN_GAZETTEER: [&str; 6] = ["classes.rs", "compile.rs", "ending.rs", "entry.rs", "matcher", "patterns.rs"];

/// The names of HTML are words of no language.
const NAMES_MARKUP: &str = "text/markup.rs";

/// What takes the name of a class of words.
const TAKES_A_CLASS: [&str; 3] = ["complement", "completes", "has_class"];

/// What takes words for people who read messages, and for the compiler.
const TAKES_A_MESSAGE: [&str; 16] = [
    "allow",
    "assert!",
    "assert_eq!",
    "cfg",
    "cfg_attr",
    "concat!",
    "debug_assert!",
    "env!",
    "expect",
    "format!",
    "include_str!",
    "panic!",
    "push_str",
    "unreachable!",
    "write!",
    "writeln!",
];

/// Fields that hold the name of a rule or a message.
const NAMES: [&str; 3] = ["rule:", "reason:", "message:"];

/// What the names of rules begin with; those of frames are rows.
const RULES: [&str; 5] = ["count-", "event-", "person-", "place-", "weapon-"];

/// A literal of a file's code: a string, or a letter.
#[derive(Debug)]
struct Literal<'c> {
    text: &'c str,
    is_letter: bool,
    /// What takes it: the name before the innermost open parenthesis around it.
    taker: &'c str,
    /// The code before it, white space aside.
    before: &'c str,
    /// The code behind it.
    after: &'c str,
}

impl<'c> Literal<'c> {
    /// Whether it has letters enough to be a word, or an ending of one.
    fn is_word(&self) -> bool {
        let escapes = self.text.split('\\').skip(1).map(|escape| match escape.strip_prefix("u{") {
            Some(code) => 1 + code.split('}').next().unwrap_or_default().bytes().filter(u8::is_ascii_alphabetic).count(),
            None => usize::from(escape.starts_with(['n', 'r', 't'])),
        });
        let letters = self.text.bytes().filter(u8::is_ascii_alphabetic).count() - escapes.sum::<usize>();
        // "a" to "z" is no letter of a word, but any letter; so is one less "a".
        let is_of_range = self.before.ends_with("..=")
            || self.before.ends_with('-')
            || self.after.starts_with("..=")
            || self.after.starts_with(" as u64");
        if self.is_letter { letters > 0 && !is_of_range } else { letters >= 2 }
    }

    fn is_rule(&self) -> bool {
        RULES.iter().any(|begins| self.text.starts_with(begins))
    }

    /// Whether the code gives it as a value, and compares nothing with it.
    fn is_given(&self) -> bool {
        let after = self.after.strip_prefix(".to_owned()").unwrap_or(self.after);
        let is_arm = self.before.ends_with("=>") && [',', '\n', '}'].iter().any(|end| after.starts_with(*end));
        is_arm || NAMES.iter().any(|name| self.before.ends_with(name))
    }

    /// Whether something is compared with it.
    fn is_compared(&self) -> bool {
        let after = self.after.trim_start();
        let by_sign = ["==", "!=", "|"].iter().any(|sign| self.before.ends_with(sign) || after.starts_with(sign));
        let is_pattern = after.trim_start_matches(')').trim_start().starts_with("=>");
        by_sign || is_pattern || ["matches!", "starts_with", "ends_with", "contains", "eq", "strip_prefix"].contains(&self.taker)
    }

    /// The line that it stands in.
    fn line(&self) -> String {
        let before = self.before.rsplit('\n').next().unwrap_or_default();
        format!("{} {:?} {}", before.trim_start(), self.text, self.after.lines().next().unwrap_or_default())
    }

    /// Whether it may stand in code without words.
    fn is_no_word(&self) -> bool {
        let is_taken = TAKES_A_CLASS.contains(&self.taker) || TAKES_A_MESSAGE.contains(&self.taker);
        !self.is_word() || is_taken || self.is_rule() || self.is_given()
    }
}

/// The literals of `code`, in order.
fn literals(code: &str) -> Vec<Literal<'_>> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '!';
    let mut found = Vec::new();
    let mut takers: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(c) = code[at..].chars().next() {
        let rest = &code[at + c.len_utf8()..];
        // The end of what a quote opens.
        let close = |quote: char| {
            let mut is_escaped = false;
            let is_close = |c: char| {
                let closes = c == quote && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                closes
            };
            rest.find(is_close)
        };
        let length = match c {
            '"' => close('"'),
            // A lifetime closes no quote behind one character.
            '\'' => close('\'').filter(|end| rest[..*end].chars().count() == 1 || rest.starts_with('\\')),
            _ => None,
        };
        if let Some(length) = length {
            let (text, after) = (&rest[..length], &rest[length + 1..]);
            let before = code[..at].trim_end_matches('b').trim_end();
            found.push(Literal { text, is_letter: c == '\'', taker: takers.last().copied().unwrap_or_default(), before, after });
            at = code.len() - after.len();
            continue;
        }
        match c {
            '(' => takers.push(code[..at].rsplit(|c: char| !is_name(c)).next().unwrap_or_default()),
            ')' => drop(takers.pop()),
            _ => {}
        }
        at += c.len_utf8();
    }
    found
}

/// The files of the modules without words.
fn wordless_files() -> Vec<PathBuf> {
    let is_of = |path: &Path, part: &str| path.iter().any(|name| name == part);
    let of_gazetteer = module("gazetteer").into_iter().filter(|path| WORDLESS_IN_GAZETTEER.iter().any(|part| is_of(path, part)));
    let is_support = |path: &PathBuf| path.ends_with("corpus.rs") || path.ends_with("tests.rs") || path.ends_with(NAMES_MARKUP);
    WORDLESS.into_iter().flat_map(module).chain(of_gazetteer).filter(|path| !is_support(path)).collect()
}

#[test]
fn no_word_of_a_language_is_written_into_these_modules() {
    let mut words = Vec::new();
    for path in wordless_files() {
        let code = code(&path);
        let of_file = literals(&code).into_iter().filter(|literal| !literal.is_no_word());
        words.extend(of_file.map(|literal| format!("{}: {}", path.display(), literal.line())));
    }
    assert!(words.is_empty(), "words of a language in the code:\n{}", words.join("\n"));
}

#[test]
fn no_code_branches_on_the_name_of_a_rule() {
    for path in wordless_files() {
        let code = code(&path);
        for literal in literals(&code).iter().filter(|literal| literal.is_rule()) {
            assert!(!literal.is_compared(), "{} compares a rule's name: {}", path.display(), literal.line());
        }
        for comparison in ["rule ==", "rule !=", "== self.rule", "rule.starts_with", "rule.ends_with", "rule.contains", "rule {"] {
            let is_type = |at: usize| code[..at].ends_with("Alias") || code[..at].ends_with("alias.");
            assert!(code.match_indices(comparison).all(|(at, _)| is_type(at)), "{} branches on a rule: {comparison}", path.display());
        }
    }
}

#[test]
fn words_are_found_wherever_they_are_compared() {
    for code in [
        "text.folded(token) == \"the\"",
        "Some(\"one\") != reading.text.folded_at(token)",
        "matches!(folded, \"his\" | \"her\")",
        "words_at(token) == \"x1y\"",
        "word.is(\"of\")",
        "const ENDINGS: [&str; 2] = [\"ers\", \"ors\"];",
        "match folded { \"in\" => 1, _ => 2 }",
        "folded.ends_with(\"men\")",
        "folded.ends_with('s')",
        "matches!(bytes, [.., b'm', b'e', b'n'])",
        "let name = \"victim\";",
        "grammar.verb_number(\"be\")",
    ] {
        assert!(!literals(code).iter().all(Literal::is_no_word), "{code}");
    }
    for code in [
        "grammar.complement(\"hospital\")?",
        "self.completes(tokens.end + 1, \"capital\")",
        "format!(\"{one} and {}\", f(two))",
        "Self::Person => \"person\",",
        "Dropped { reason: \"no-name\" }",
        "(0.9, \"place-safe-name\")",
        "fn f<'a>(text: &'a str) -> bool { matches!(text, \"\\u{2014}\" | \";\" | \"\\n\") && byte == b'\\'' }",
        "matches!(byte, b'a'..=b'z')",
    ] {
        assert!(literals(code).iter().all(Literal::is_no_word), "{code}");
    }
    for code in ["fact.rule == \"count-negated\"", "matches!(rule, \"count-a\" | \"count-b\")", "match rule { \"place-a\" => 1 }"] {
        assert!(literals(code).iter().any(Literal::is_compared), "{code}");
    }
}

/// Directories whose files name one another in no circle.
const WITHOUT_CIRCLES: [&str; 8] = ["text", "reading", "numeral", "resolve", "syntax", "syntax/phrase", "syntax/clause", "counts"];

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

/// The methods on what its directory shares that a file hands to the others: `a` of `pub(super) fn a(&self` or `(&mut self`.
fn handed_methods(code: &str) -> impl Iterator<Item = &str> {
    let signatures = code.split("pub(super) fn ").skip(1).filter_map(|rest| rest.split_once('('));
    let is_method = |arguments: &str| ["&self", "&mut self"].iter().any(|receiver| arguments.trim_start().starts_with(receiver));
    signatures.filter(move |(_, arguments)| is_method(arguments)).map(|(name, _)| name)
}

/// Whether `code` asks `self` or the story for the method, and has none of its own that is called so.
fn asks_for(code: &str, method: &str) -> bool {
    let has_its_own = code.contains(&format!("fn {method}("));
    !has_its_own
        && ["self", "story", "Self::", "Story::"].iter().any(|of| {
            let call = if of.ends_with(':') { format!("{of}{method}") } else { format!("{of}.{method}(") };
            code.match_indices(&call).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'))
        })
}

/// Which modules of a directory name which others, or ask the story for their methods. What the directory's own `mod.rs` hands on belongs to the module it is from; what it
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
    let is_named = |of: &&String| {
        let path = format!("{of}::");
        own_code.match_indices(&path).any(|(at, _)| !own_code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
    };
    uses.entry("mod".to_owned()).or_default().extend(modules.iter().filter(is_named).cloned());
    let codes: Vec<(&String, String)> = files.iter().map(|(name, path)| (name, code(path))).collect();
    for (name, code) in &codes {
        let is_own = |method: &str| codes.iter().all(|(other, code)| other == name || handed_methods(code).all(|it| it != method));
        for method in handed_methods(code).filter(|method| is_own(method)) {
            for (other, _) in codes.iter().filter(|(other, code)| other != name && asks_for(code, method)) {
                uses.entry((*other).clone()).or_default().insert((*name).clone());
            }
        }
    }
    for (name, path) in &files {
        let code = code(path);
        let mut named = named_after(&code, &format!("crate::{directory}::"));
        if path.parent() == Some(&root) {
            named.extend(named_after(&code, "super::"));
        }
        for item in named {
            let of = if modules.contains(item) { item } else { handed_on.get(item).map_or("mod", String::as_str) };
            if of != name.as_str() {
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
fn methods_are_found_where_the_story_is_asked_for_them() {
    let code = "impl Story { pub(super) fn a(&self, b: usize) {} fn c(&self) {} pub(super) fn d(e: usize) {} }";
    assert_eq!(handed_methods(code).collect::<Vec<_>>(), ["a"]);
    for code in ["self.a(1)", "story.a(1)", "list.filter(Story::a)"] {
        assert!(asks_for(code, "a"), "{code}");
    }
    assert!(!asks_for("itself.a(1); story.ab(1); rest.a(2)", "a"));
    assert!(!asks_for("fn a(&self) {} fn b(&self) { self.a(); }", "a"));
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
