//! The texts to compare on.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use serde_json::Value;

/// Offsets are 32-bit numbers.
const MAX_TEXT_BYTES: usize = i32::MAX as usize;

/// A text and what to call it.
pub(super) struct Document {
    pub(super) name: String,
    pub(super) text: String,
}

/// Calls `each` with every document of `file`, one at a time.
pub(super) fn read(file: &Path, mut each: impl FnMut(&Document)) -> anyhow::Result<()> {
    let name = file.display().to_string();
    let mut input = BufReader::new(File::open(file).with_context(|| name.clone())?);
    if file.extension().is_none_or(|extension| extension != "jsonl") {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).with_context(|| name.clone())?;
        anyhow::ensure!(bytes.len() <= MAX_TEXT_BYTES, "{name}: {} bytes, the limit is {MAX_TEXT_BYTES}", bytes.len());
        let text =
            String::from_utf8(bytes).map_err(|error| anyhow::anyhow!("{name}: not UTF-8, at byte {}", error.utf8_error().valid_up_to()))?;
        each(&Document { name, text });
        return Ok(());
    }
    for (index, line) in input.lines().enumerate() {
        let at = || format!("{name}:{}", index + 1);
        let line = line.with_context(at)?;
        if !line.trim().is_empty() {
            let value: Value = serde_json::from_str(&line).with_context(at)?;
            each(&document(&value, &at()).with_context(at)?);
        }
    }
    Ok(())
}

fn document(value: &Value, at: &str) -> anyhow::Result<Document> {
    let text = value.get("text").and_then(Value::as_str).context("no \"text\" in the object")?;
    anyhow::ensure!(text.len() <= MAX_TEXT_BYTES, "{} bytes, the limit is {MAX_TEXT_BYTES}", text.len());
    let name = match value.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => at.to_owned(),
    };
    Ok(Document { name, text: text.to_owned() })
}
