//! Phrases: noun phrases, verb groups, and what joins them, cut from left to right.
//!
//! `kind` is what they are; `reader` walks over a sentence and asks `verb` and `noun` what begins at a token, by what `chunker` knows of it.

mod chunker;
mod kind;
mod noun;
mod reader;
mod verb;

pub(super) use chunker::Chunker;
pub use chunker::Units;
pub use kind::{Determiner, Mark, NounPhrase, Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
