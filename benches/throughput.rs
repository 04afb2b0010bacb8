//! Matching and whole extraction beside a bare aho-corasick scan of the same names over the same texts, in one run, as ratios.
//!
//! ```text
//! cargo bench --bench throughput                     # over seeds/articles/
//! cargo bench --bench throughput -- texts.jsonl ...  # over the `text` of JSON Lines documents: the more diverse, the truer
//! ```
//!
//! The yardstick: aho-corasick's contiguous NFA, leftmost-longest, raw bytes, no boundaries, no folding, over every alias of the gazetteer
//! as its row spells it, one call a document, one thread. Rounds of all engines alternate; each figure is the best of its rounds.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod stopwatch;
mod texts;

use std::sync::Arc;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use stopwatch::{STAGES, Stopwatch};
use stringer::extractor::ExtractOptions;
use stringer::reading::Reading;
use stringer::text::NormalizedText;
use stringer::{Extractor, Gazetteer};

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 15;

/// The stages of one round of whole extractions.
fn stages(extractor: &Extractor, texts: &[String]) -> [Duration; 4] {
    let mut stopwatch = Stopwatch::since(Instant::now());
    for text in texts {
        stopwatch.last = Instant::now();
        extractor.extract_with(text, &ExtractOptions::default(), &mut stopwatch);
    }
    stopwatch.elapsed
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let texts = texts::texts(&arguments);
    let bytes: usize = texts.iter().map(String::len).sum();

    let start = Instant::now();
    let gazetteer = Arc::new(Gazetteer::built_in());
    let load = start.elapsed();
    let names: Vec<&str> = gazetteer.aliases().iter().map(|alias| &*alias.text).collect();
    let start = Instant::now();
    let yardstick = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the automaton of the aliases");
    let build = start.elapsed();
    let extractor = Extractor::new(Arc::clone(&gazetteer));

    let mut best = [Duration::MAX; 5];
    let mut best_stages = [Duration::MAX; 4];
    let mut found = [0; 5];
    for _ in 0..ROUNDS {
        let rounds = [
            texts::round(&texts, |text| yardstick.find_iter(text).count()),
            texts::round(&texts, |text| NormalizedText::new(text, gazetteer.abbreviations()).tokens().len()),
            texts::round(&texts, |text| gazetteer.matcher().find(&NormalizedText::new(text, gazetteer.abbreviations())).len()),
            texts::round(&texts, |text| {
                let normalized = NormalizedText::new(text, gazetteer.abbreviations());
                let hits = gazetteer.matcher().find(&normalized);
                Reading::new(normalized, &hits, &gazetteer).sentences.len()
            }),
            texts::round(&texts, |text| {
                let extraction = extractor.extract(text);
                extraction.people.len() + extraction.places.len() + extraction.weapons.len() + extraction.counts.len()
            }),
        ];
        for (index, (elapsed, count)) in rounds.into_iter().enumerate() {
            best[index] = best[index].min(elapsed);
            found[index] = count;
        }
        for (best, elapsed) in best_stages.iter_mut().zip(stages(&extractor, &texts)) {
            *best = (*best).min(elapsed);
        }
    }
    assert!(found.iter().all(|count| *count > 0), "an engine found nothing: {found:?}");

    println!(
        "{} texts, {bytes} bytes; {} aliases; gazetteer loaded in {load:.0?}, yardstick built in {build:.0?}",
        texts.len(),
        names.len()
    );
    let engines = [
        "aho-corasick, bare (the yardstick)",
        "tokens, folding",
        "tokens, folding, matching",
        "the same and sentences",
        "whole extraction",
    ];
    for (index, engine) in engines.iter().enumerate() {
        let megabytes_per_second = bytes as f64 / 1e6 / best[index].as_secs_f64();
        let ratio = best[0].as_secs_f64() / best[index].as_secs_f64();
        println!("{engine:<36} {megabytes_per_second:8.1} MB/s   {ratio:5.2} of the yardstick   found {}", found[index]);
    }
    for (stage, elapsed) in STAGES.iter().zip(best_stages) {
        let microseconds_per_kilobyte = elapsed.as_secs_f64() * 1e9 / bytes as f64;
        let share = elapsed.as_secs_f64() / best[0].as_secs_f64();
        println!("stage {:<30} {microseconds_per_kilobyte:8.2} µs/kB   {share:5.2} times the yardstick", format!("{stage:?}"));
    }
}
