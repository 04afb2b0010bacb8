//! Syntax: what stands between the matcher's hits and the counts. Quantities with their nouns.

pub mod noun;
pub mod quantity;
