//! The server's configuration: typed, and checked as a whole before anything is bound.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Streams that one connection may hold open at the same time.
pub const MAX_STREAMS_PER_CONNECTION: u32 = 256;
/// Silence on a connection after which it is pinged.
pub const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(60);
/// How long the answer to a ping may take before the connection is given up.
pub const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);
/// Calls that may wait for each slot. At 0.4 ms for an average article of 4 KiB the last one waits 26 ms, and even behind documents of 1 MiB
/// it is answered within the default timeout: beyond that an honest refusal serves a caller better than a place in the queue.
pub const QUEUED_CALLS_PER_SLOT: usize = 64;
/// No timeout may be longer: it would be a mistake in the unit.
const MAX_DURATION: Duration = Duration::from_secs(60 * 60);
/// More slots than any machine has cores.
const MAX_CONCURRENCY: usize = 4096;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

/// Everything that can be set. Sizes are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where gRPC is served.
    pub listen: SocketAddr,
    /// Where `/livez` and `/readyz` are served, in plain HTTP.
    pub admin_listen: SocketAddr,
    /// Directories of tables laid over the built-in gazetteer in this order.
    pub gazetteer: Vec<PathBuf>,
    /// How long changed tables in `gazetteer` have to rest until they are taken up; zero where changes are not looked for.
    pub gazetteer_poll: Duration,
    /// Bearer keys of those who may reload the gazetteer, one a line; without it nobody may.
    pub admin_keys_file: Option<PathBuf>,
    /// Largest document.
    pub max_document_bytes: usize,
    /// Largest request message.
    pub max_message_bytes: usize,
    /// Most documents in one batch.
    pub max_batch_documents: usize,
    /// Most documents extracted at the same time.
    pub max_concurrency: usize,
    /// Longest time for one call, or for one document of a stream.
    pub request_timeout: Duration,
    /// How long new calls are still accepted once the server has begun to stop.
    pub drain_delay: Duration,
    /// How long calls in flight may go on after that.
    pub shutdown_grace: Duration,
    /// How log lines are written.
    pub log_format: LogFormat,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 50051)),
            admin_listen: SocketAddr::from(([127, 0, 0, 1], 9090)),
            gazetteer: Vec::new(),
            gazetteer_poll: Duration::from_secs(2),
            admin_keys_file: None,
            max_document_bytes: 1 << 20,
            max_message_bytes: 16 << 20,
            max_batch_documents: 256,
            max_concurrency: std::thread::available_parallelism().map_or(1, usize::from),
            request_timeout: Duration::from_secs(10),
            drain_delay: Duration::from_secs(5),
            shutdown_grace: Duration::from_secs(20),
            log_format: LogFormat::Text,
        }
    }
}

impl Config {
    /// Refuses what could not work.
    ///
    /// # Errors
    /// The first value that is out of range or does not fit another one.
    pub fn validate(&self) -> Result<(), ConfigError> {
        // Offsets travel as int32, and so do these limits.
        let most_bytes = i32::MAX as usize;
        within("max-document-bytes", self.max_document_bytes, 1, most_bytes)?;
        within("max-message-bytes", self.max_message_bytes, 1, most_bytes)?;
        within("max-batch-documents", self.max_batch_documents, 1, most_bytes)?;
        within("max-concurrency", self.max_concurrency, 1, MAX_CONCURRENCY)?;
        if self.max_message_bytes < self.max_document_bytes {
            let problem = format!("is less than --max-document-bytes, {}", self.max_document_bytes);
            return Err(ConfigError::new("max-message-bytes", self.max_message_bytes, problem));
        }
        if self.request_timeout.is_zero() {
            return Err(ConfigError::new("request-timeout", "0s", "leaves no time to answer"));
        }
        for (key, value) in [
            ("gazetteer-poll", self.gazetteer_poll),
            ("request-timeout", self.request_timeout),
            ("drain-delay", self.drain_delay),
            ("shutdown-grace", self.shutdown_grace),
        ] {
            if value > MAX_DURATION {
                return Err(ConfigError::new(key, format!("{value:?}"), format!("is more than {MAX_DURATION:?}")));
            }
        }
        if self.listen == self.admin_listen && self.listen.port() != 0 {
            return Err(ConfigError::new("admin-listen", self.admin_listen, "is the address of --listen"));
        }
        if let Some(missing) = self.gazetteer.iter().find(|directory| !directory.is_dir()) {
            return Err(ConfigError::new("gazetteer", missing.display(), "is no directory"));
        }
        Ok(())
    }

    /// Tells the effective configuration, once, in one line, and what about it is unwise.
    pub fn log(&self) {
        let Self { listen, admin_listen, max_document_bytes, max_message_bytes, max_batch_documents, .. } = self;
        let Self { gazetteer, gazetteer_poll, admin_keys_file, .. } = self;
        let Self { max_concurrency, request_timeout, drain_delay, shutdown_grace, log_format, .. } = self;
        tracing::info!(
            %listen, %admin_listen, ?gazetteer, ?gazetteer_poll, ?admin_keys_file, max_document_bytes, max_message_bytes,
            max_batch_documents, max_concurrency, ?request_timeout, ?drain_delay, ?shutdown_grace, ?log_format,
            "configuration"
        );
        if self.sends_keys_in_the_clear() {
            tracing::warn!(%listen, "--admin-keys-file without TLS on an address that others reach: keys can be read on their way");
        }
    }

    fn sends_keys_in_the_clear(&self) -> bool {
        self.admin_keys_file.is_some() && !self.listen.ip().to_canonical().is_loopback()
    }
}

fn within(key: &'static str, value: usize, least: usize, most: usize) -> Result<(), ConfigError> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(ConfigError::new(key, value, format!("is not within {least} to {most}"))) }
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("--{key} {value}: {problem}")]
#[non_exhaustive]
pub struct ConfigError {
    /// The flag, without its dashes.
    pub key: &'static str,
    /// What it was set to.
    pub value: String,
    /// Why that cannot be.
    pub problem: String,
}

impl ConfigError {
    pub(super) fn new(key: &'static str, value: impl fmt::Display, problem: impl Into<String>) -> Self {
        Self { key, value: value.to_string(), problem: problem.into() }
    }
}

/// Reads a duration as people write it: `500ms`, `10s`, `2m`.
///
/// # Errors
/// A sentence for the person who wrote it.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| "a duration is a number and its unit, as in 500ms, 10s or 2m".to_owned())?;
    match unit {
        "ms" => Ok(Duration::from_millis(number)),
        "s" => Ok(Duration::from_secs(number)),
        "m" => Ok(Duration::from_secs(number.saturating_mul(60))),
        "" => Err("the unit is missing: ms, s or m".to_owned()),
        _ => Err("the unit is none of ms, s and m".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_their_unit() {
        assert_eq!(parse_duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(parse_duration("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(parse_duration("2m"), Ok(Duration::from_secs(120)));
        for bad in ["", "s", "10", "10h", "-1s", "1.5s", "1 s", "99999999999999999999s"] {
            assert!(parse_duration(bad).is_err(), "{bad:?} is no duration");
        }
    }

    #[test]
    fn keys_travel_in_the_clear_to_all_but_loopback_addresses() {
        for (listen, keys, expected) in [
            ("0.0.0.0:1", true, true),
            ("[::]:1", true, true),
            ("192.0.2.1:1", true, true),
            ("127.0.0.9:1", true, false),
            ("[::1]:1", true, false),
            ("[::ffff:127.0.0.1]:1", true, false),
            ("0.0.0.0:1", false, false),
        ] {
            let config = Config { listen: listen.parse().unwrap(), admin_keys_file: keys.then(|| "keys".into()), ..Config::default() };
            assert_eq!(config.sends_keys_in_the_clear(), expected, "{listen}");
        }
    }

    #[test]
    fn the_defaults_are_valid_and_each_fault_names_its_flag() {
        let valid = Config::default();
        assert_eq!(valid.validate(), Ok(()));
        let hours = Duration::from_secs(7200);
        for (key, config) in [
            ("max-document-bytes", Config { max_document_bytes: 0, ..valid.clone() }),
            ("max-document-bytes", Config { max_document_bytes: 1 << 40, ..valid.clone() }),
            ("max-message-bytes", Config { max_message_bytes: 5, ..valid.clone() }),
            ("max-batch-documents", Config { max_batch_documents: 0, ..valid.clone() }),
            ("max-concurrency", Config { max_concurrency: 0, ..valid.clone() }),
            ("request-timeout", Config { request_timeout: Duration::ZERO, ..valid.clone() }),
            ("request-timeout", Config { request_timeout: hours, ..valid.clone() }),
            ("gazetteer-poll", Config { gazetteer_poll: hours, ..valid.clone() }),
            ("drain-delay", Config { drain_delay: hours, ..valid.clone() }),
            ("shutdown-grace", Config { shutdown_grace: hours, ..valid.clone() }),
            ("admin-listen", Config { admin_listen: valid.listen, ..valid.clone() }),
            ("gazetteer", Config { gazetteer: vec!["/nonexistent/desk".into()], ..valid.clone() }),
        ] {
            let error = config.validate().expect_err(key);
            assert_eq!(error.key, key);
            assert_eq!(error.to_string().lines().count(), 1);
        }
    }
}
