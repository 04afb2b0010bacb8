//! What benches read, and how they take time and memory.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// The `text` of the JSON Lines documents in the files given; without one, the sample articles.
pub(crate) fn texts(arguments: &[String]) -> Vec<String> {
    if arguments.is_empty() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).expect("the sample articles").map(|entry| entry.expect("a file").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        return paths.iter().map(|path| std::fs::read_to_string(path).expect("UTF-8")).collect();
    }
    let lines = arguments.iter().flat_map(|path| {
        let content = std::fs::read_to_string(path).expect("a readable file");
        content.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON Lines")).collect::<Vec<_>>()
    });
    lines.filter_map(|document| document["text"].as_str().map(str::to_owned)).collect()
}

/// Runs `engine` over all texts: the time, and how much it found.
#[allow(dead_code, reason = "not every bench takes rounds")]
pub(crate) fn round(texts: &[String], mut engine: impl FnMut(&str) -> usize) -> (Duration, usize) {
    let start = Instant::now();
    let found = texts.iter().map(|text| engine(black_box(text))).sum();
    (start.elapsed(), found)
}

/// What the process holds in memory; 0 where the system does not tell.
#[allow(dead_code, reason = "not every bench measures memory")]
pub(crate) fn resident_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().strip_suffix(" kB").and_then(|kilobytes| kilobytes.trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}
