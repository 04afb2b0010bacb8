//! Reads gold documents (JSON Lines with `id` and `text`) from the file given and prints the places' safe aliases that the matcher finds,
//! before any rule: left to right, the longest at each token, no adjectives. One JSON object a line in the layout of the gold, offsets in
//! code points; beside the answers of `stringer evaluate --answers` they show what the rules are worth.
//!
//! ```text
//! cargo run --release --example raw_places -- gold.jsonl > raw.jsonl
//! ```

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use stringer::Gazetteer;
use stringer::gazetteer::entry::{Alias, AliasClass, AliasRole, Entry};
use stringer::reading::Reading;
use stringer::span::{OffsetEncoding, OffsetMap};
use stringer::text::NormalizedText;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("the first argument is a file of gold documents")?;
    let gazetteer = Gazetteer::built_in();
    let mut output = std::io::stdout().lock();
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = document["text"].as_str().ok_or("a document has no text")?;
        writeln!(output, "{}", json!({"id": document["id"], "entities": raw_places(&gazetteer, text)}))?;
    }
    Ok(())
}

fn raw_places(gazetteer: &Gazetteer, text: &str) -> Vec<Value> {
    let offsets = OffsetMap::new(text, OffsetEncoding::CodePoints);
    let normalized = NormalizedText::new(text, gazetteer.abbreviations());
    let hits = gazetteer.matcher().find(&normalized);
    let reading = Reading::new(normalized, &hits, gazetteer);
    let is_name = |alias: &Alias, entry: &Entry| {
        entry.place().is_some() && alias.class == AliasClass::Safe && !matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym)
    };
    let mut found = Vec::new();
    let mut token = 0;
    while token < reading.len() {
        let longest = reading.aliases_at(token).filter(|(_, alias, entry)| is_name(alias, entry)).map(|(end, ..)| end).max();
        if let Some(end) = longest {
            let (start, finish) = offsets.span(reading.text.span(&(token..end)));
            found.push(json!({"type": "PLACE", "start": start, "end": finish}));
        }
        token = longest.unwrap_or(token + 1);
    }
    found
}
