//! Matching as the vocabulary grows: 1,000 names to a million, beside a bare aho-corasick scan of the same names over the same texts, in one
//! run, as ratios; and what building each vocabulary takes in time and memory.
//!
//! ```text
//! cargo bench --bench names                                         # the built-in names, over seeds/articles/
//! cargo bench --bench names -- --names names.txt texts.jsonl ...    # a name a line after them; the `text` of JSON Lines documents
//! ```
//!
//! Matching is all of it: folding, boundaries, offsets, and the rules' vocabularies beside the names. The yardstick is aho-corasick's
//! contiguous NFA, leftmost-longest, raw bytes, no boundaries, no folding. Rounds alternate; each figure is the best of its rounds.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod texts;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use stringer::Gazetteer;
use stringer::gazetteer::overlay::Layer;
use stringer::gazetteer::{TableFile, built_in_layer};
use stringer::text::NormalizedText;

const ROUNDS: usize = 9;
const SIZES: [usize; 5] = [1_000, 10_000, 100_000, 300_000, 1_000_000];

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let more = arguments.iter().position(|argument| argument == "--names").map(|at| arguments.drain(at..at + 2).nth(1).expect("a file"));
    let texts = texts::texts(&arguments);
    let bytes: usize = texts.iter().map(String::len).sum();
    let names = names(more.as_deref());
    println!("{} texts, {bytes} bytes; {} names", texts.len(), names.len());
    println!("{:>9} {:>10} {:>10} {:>7} {:>9} {:>10} {:>10}", "names", "yardstick", "matching", "ratio", "build", "yardstick", "resident");
    for size in SIZES.into_iter().filter(|size| *size <= names.len()).chain([names.len()]) {
        measure(&names[..size], &texts, bytes);
    }
}

/// The built-in gazetteer's capitalised names and those of a file, each once, spread so that every beginning is a fair sample.
fn names(file: Option<&str>) -> Vec<String> {
    let gazetteer = Gazetteer::built_in();
    let built_in = gazetteer.aliases().iter().map(|alias| alias.text.to_string());
    let more = file.map(|path| std::fs::read_to_string(path).expect("a readable file")).unwrap_or_default();
    let mut seen = HashSet::new();
    let is_name = |name: &String| name.starts_with(char::is_uppercase) && !name.contains(['\t', '|']);
    let all: Vec<String> = built_in.chain(more.lines().map(|line| line.trim().to_owned())).filter(is_name).collect();
    let mut all: Vec<String> = all.into_iter().filter(|name| seen.insert(name.clone())).collect();
    all.sort_by_cached_key(|name| name.bytes().fold(0_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)));
    all
}

fn measure(names: &[String], texts: &[String], bytes: usize) {
    let mut table = String::from("id\tname\tkind\n");
    for (number, name) in names.iter().enumerate() {
        writeln!(table, "bench:{number}\t{name}\tcity").expect("a string takes all");
    }
    let rules = built_in_layer().files.into_iter().filter(|file| file.name.starts_with("lexicon/") || file.name.ends_with("names.tsv"));
    let places = TableFile { name: "places.tsv", path: "places.tsv", text: &table };
    let layer = Layer { name: "bench", version: "1", files: rules.chain([places]).collect() };

    let (before, start) = (texts::resident_bytes(), Instant::now());
    let gazetteer = Gazetteer::try_compile(&[layer]).expect("names as rows");
    let build = start.elapsed();
    let resident = texts::resident_bytes().saturating_sub(before);
    let start = Instant::now();
    let yardstick = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(names)
        .expect("the automaton of the names");
    let yardstick_build = start.elapsed();

    let mut best = [Duration::MAX; 2];
    let mut found = [0; 2];
    for _ in 0..ROUNDS {
        let rounds = [
            texts::round(texts, |text| yardstick.find_iter(text).count()),
            texts::round(texts, |text| gazetteer.matcher().find(&NormalizedText::new(text, gazetteer.abbreviations())).len()),
        ];
        for (index, (elapsed, count)) in rounds.into_iter().enumerate() {
            best[index] = best[index].min(elapsed);
            found[index] = count;
        }
    }
    assert!(found.iter().all(|count| *count > 0), "an engine found nothing: {found:?}");
    let speed = |index: usize| bytes as f64 / 1e6 / best[index].as_secs_f64();
    println!(
        "{:>9} {:>5.1} MB/s {:>5.1} MB/s {:>7.2} {:>6} ms {:>7} ms {:>6} MiB",
        names.len(),
        speed(0),
        speed(1),
        speed(1) / speed(0),
        build.as_millis(),
        yardstick_build.as_millis(),
        resident >> 20
    );
}
