//! The service as its clients see it: over memory and over a real socket, with a real client.
#![cfg(feature = "server")]
#![allow(missing_docs, clippy::unwrap_used)]

mod batch;
mod deadlines;
mod documents;
mod errors;
mod gazetteer;
mod lifecycle;
mod links;
mod offsets;
mod reload;
mod standard;
mod stream;
mod support;
