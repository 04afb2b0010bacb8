//! Until when a call has to be answered: the shorter of the client's `grpc-timeout` and the server's request timeout.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;
use tonic::codegen::http::HeaderMap;

use super::error::RequestError;

/// tonic ends a call at the client's timeout by itself, but as CANCELLED and without details. Ending it this much earlier, and never by
/// more than a tenth of the time there is, lets our answer be the one that is sent, and gives it time to travel.
const AHEAD_OF_TRANSPORT: Duration = Duration::from_millis(1);

/// Whose limit a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeoutOrigin {
    /// The `grpc-timeout` header.
    Client,
    /// The configuration.
    Server,
}

impl fmt::Display for TimeoutOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Client => "client's deadline",
            Self::Server => "server's request timeout",
        })
    }
}

/// A moment, and the limit that it came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    at: Instant,
    timeout: Duration,
    origin: TimeoutOrigin,
}

impl Deadline {
    /// The server's own, from now on.
    pub(super) fn of_server(timeout: Duration) -> Self {
        Self { at: Instant::now() + timeout, timeout, origin: TimeoutOrigin::Server }
    }

    /// The client's, if it sent one.
    pub(super) fn of_client(headers: &HeaderMap) -> Option<Self> {
        let timeout = parse_grpc_timeout(headers.get("grpc-timeout")?.to_str().ok()?)?;
        let at = Instant::now() + timeout - AHEAD_OF_TRANSPORT.min(timeout / 10);
        Some(Self { at, timeout, origin: TimeoutOrigin::Client })
    }

    /// Whichever comes first.
    pub(super) fn or_earlier(self, other: Option<Self>) -> Self {
        match other {
            Some(other) if other.at < self.at => other,
            _ => self,
        }
    }

    pub(super) fn at(&self) -> Instant {
        self.at
    }

    /// The error to answer with once the deadline has passed.
    pub(super) fn exceeded(&self) -> RequestError {
        RequestError::DeadlineExceeded { timeout: self.timeout, origin: self.origin }
    }

    /// Stops work whose answer nobody would see.
    pub(super) fn check(&self) -> Result<(), RequestError> {
        if Instant::now() < self.at { Ok(()) } else { Err(self.exceeded()) }
    }
}

/// The deadlines of one call, as the boundary hands them to the service.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadlines {
    /// The client's: holds for a whole stream.
    pub(super) client: Option<Deadline>,
    /// The earlier of both: holds for a unary call.
    pub(super) call: Deadline,
}

/// Reads the header as the gRPC specification has it: at most eight digits and a unit. Anything else counts as no timeout.
fn parse_grpc_timeout(header: &str) -> Option<Duration> {
    let unit = header.chars().next_back()?;
    let digits = header.strip_suffix(unit)?;
    if digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    match unit {
        'H' => Some(Duration::from_secs(number * 3600)),
        'M' => Some(Duration::from_secs(number * 60)),
        'S' => Some(Duration::from_secs(number)),
        'm' => Some(Duration::from_millis(number)),
        'u' => Some(Duration::from_micros(number)),
        'n' => Some(Duration::from_nanos(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timeout_header_is_read_as_specified() {
        for (header, expected) in [
            ("1H", Some(Duration::from_secs(3600))),
            ("2M", Some(Duration::from_secs(120))),
            ("3S", Some(Duration::from_secs(3))),
            ("40m", Some(Duration::from_millis(40))),
            ("99999999u", Some(Duration::from_micros(99_999_999))),
            ("7n", Some(Duration::from_nanos(7))),
            ("99999999H", Some(Duration::from_secs(99_999_999 * 3600))),
            ("999999999S", None),
            ("S", None),
            ("", None),
            ("5", None),
            ("-5S", None),
            ("+5S", None),
            ("5s", None),
            ("5é", None),
        ] {
            assert_eq!(parse_grpc_timeout(header), expected, "{header:?}");
        }
    }
}
