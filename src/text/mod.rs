//! The text as the engine reads it: folded tokens with the way back to the caller's bytes, and sentences.
//!
//! First stage of the pipeline. Everything later works on token numbers; only the output turns them into spans.

mod abbreviation;
pub mod fold;
mod hash;
mod markup;
mod normalized;
pub mod sentence;
pub mod token;
mod tokenizer;

pub use abbreviation::{AbbreviationBefore, Abbreviations};
pub(crate) use hash::head;
pub use normalized::{MAX_TEXT_BYTES, NormalizedText};
pub use sentence::{SentenceTokens, sentences};
pub use token::{Gap, Shape, Token, TokenKind};
