//! Time per byte as texts grow: hostile texts of 16 kB and of 1 MiB beside each other, and beside the sample articles.
//!
//! ```text
//! cargo bench --bench growth                 # all texts
//! cargo bench --bench growth -- brackets     # those whose name has the word
//! ```
//!
//! What is linear keeps its time per byte. Lengths grow by steps, so that a quadratic text ends with the step that shows it.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../tests/hostile/mod.rs"]
mod hostile;
mod stopwatch;
mod texts;

use std::sync::Arc;
use std::time::{Duration, Instant};

use stopwatch::{STAGES, Stopwatch};
use stringer::extractor::ExtractOptions;
use stringer::{Extractor, Gazetteer};

/// As in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The lengths in bytes.
const LENGTHS: [usize; 4] = [16 << 10, 64 << 10, 256 << 10, 1 << 20];
/// A text that has grown more per byte than this is not made longer.
const MOST_GROWTH: f64 = 6.0;
/// As many bytes are read of each length, and no fewer than three texts: the first finds the memory cold.
const BYTES: usize = 1 << 18;
/// Nanoseconds a byte: the whole, and the stages.
fn nanoseconds_per_byte(extractor: &Extractor, text: &str) -> (f64, [f64; 4]) {
    let mut best = (f64::MAX, [0.0; 4]);
    for _ in 0..(BYTES / text.len()).clamp(3, 8) {
        let start = Instant::now();
        let mut stopwatch = Stopwatch::since(start);
        extractor.extract_with(text, &ExtractOptions::default(), &mut stopwatch);
        let per_byte = |elapsed: Duration| elapsed.as_secs_f64() * 1e9 / text.len() as f64;
        let whole = per_byte(start.elapsed());
        if whole < best.0 {
            best = (whole, stopwatch.elapsed.map(per_byte));
        }
    }
    best
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let extractor = Extractor::new(Arc::new(Gazetteer::built_in()));
    let articles = texts::texts(&[]).join("\n\n");
    let (ordinary, _) = nanoseconds_per_byte(&extractor, &articles);
    println!("{:<32} {:>7.0} ns a byte", "the sample articles", ordinary);
    println!("{:<32} {:>7} {:>7} {:>9} {:>7} {:>9}  stages at the longest", "", "16 kB", "longest", "bytes", "growth", "÷ articles");
    for (name, write) in hostile::generators() {
        if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let (first, _) = nanoseconds_per_byte(&extractor, &write(LENGTHS[0]));
        let mut last = (LENGTHS[0], first, [0.0; 4]);
        for length in &LENGTHS[1..] {
            let (whole, stages) = nanoseconds_per_byte(&extractor, &write(*length));
            last = (*length, whole, stages);
            if whole > first * MOST_GROWTH {
                break;
            }
        }
        let (length, whole, stages) = last;
        let stages: Vec<String> = STAGES.iter().zip(stages).map(|(stage, time)| format!("{stage:?} {time:.0}")).collect();
        println!(
            "{name:<32} {first:>7.0} {whole:>7.0} {length:>9} {:>7.2} {:>9.2}  {}",
            whole / first,
            whole / ordinary,
            stages.join(", ")
        );
    }
}
