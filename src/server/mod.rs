//! The gRPC service around the [`Extractor`](crate::Extractor).
//!
//! A call passes `boundary` (deadline, hard stop, what the transport refuses), is checked by `request`, waits for one of the [`slots`], is
//! extracted by `engine` and counted by [`telemetry`]. `reload` swaps the gazetteer meanwhile. [`run()`] is the way in; [`config`] is what can be set; [`error`] is what can go
//! wrong.

mod admin;
mod boundary;
pub mod config;
mod deadline;
mod engine;
pub mod error;
mod gazetteer_service;
mod keys;
mod readiness;
mod reload;
mod request;
pub mod run;
mod service;
pub mod slots;
mod stream;
pub mod telemetry;
mod violations;
mod watch;

pub use config::{Config, ConfigError};
pub use deadline::TimeoutOrigin;
pub use error::RequestError;
pub use reload::ReloadHandle;
pub use run::{RunError, Server, run};
