//! stringer reads a news article and returns the people, places, weapon types, counts and events in it, with exact offsets and canonical
//! ids.
//!
//! [`Extractor`] reads texts with a [`Gazetteer`] and gives an [`Extraction`] that borrows from both. It is immutable, cheap to clone and
//! free to share between threads; extraction cannot fail.
//!
//! ```
//! use std::sync::Arc;
//! use stringer::{Extractor, Gazetteer};
//!
//! let extractor = Extractor::new(Arc::new(Gazetteer::built_in()));
//! let text = "Police arrested three men in Nairobi.";
//! let extraction = extractor.extract(text);
//!
//! let count = &extraction.counts[0];
//! assert_eq!((count.quantity.value, count.noun), (Some(3), "men"));
//! assert_eq!(count.places, [extraction.places[0].key]);
//! assert_eq!(count.mentions[0].span.slice(text), "three");
//! ```
//!
//! Offsets are UTF-8 bytes; [`span::OffsetMap`] turns them into UTF-16 units or code points:
//!
//! ```
//! use stringer::span::{OffsetEncoding, OffsetMap, Span};
//!
//! let text = "\u{1F30D} Kyiv";
//! let kyiv = Span::new(5, 9);
//! assert_eq!(kyiv.slice(text), "Kyiv");
//! assert_eq!(OffsetMap::new(text, OffsetEncoding::Utf16).span(kyiv), (3, 7));
//! assert_eq!(OffsetMap::new(text, OffsetEncoding::CodePoints).span(kyiv), (2, 6));
//! ```
//!
//! # Features
//!
//! - none: the core, without server, runtime, clock or files.
//! - `proto`: the messages of `stringer.v1` and the conversion to them.
//! - `server`: the gRPC service. `cli`: the command. Both are on by default and imply `proto`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "cli")]
pub mod cli;
pub mod comparison;
#[cfg(feature = "proto")]
pub mod convert;
pub mod counts;
mod dropped;
#[cfg(feature = "cli")]
pub mod evaluation;
pub mod extraction;
pub mod extractor;
mod filter;
pub mod gazetteer;
pub mod language;
pub mod lookup;
pub mod numeral;
#[cfg(feature = "proto")]
pub mod proto;
pub mod reading;
pub mod resolve;
#[cfg(feature = "server")]
pub mod server;
pub mod span;
pub mod syntax;
#[cfg(test)]
mod test_support;
pub mod text;
pub mod zones;

pub use extraction::Extraction;
pub use extractor::{ExtractOptions, Extractor};
pub use filter::MAX_MENTIONS;
pub use gazetteer::Gazetteer;

/// The README's examples, compiled and run with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
