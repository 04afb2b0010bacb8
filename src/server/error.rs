//! What can be wrong with a call, and how the client is told: a canonical code with `google.rpc` details.

use std::collections::HashMap;
use std::time::Duration;

use prost::Message;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use super::deadline::TimeoutOrigin;
use super::violations::{Violation, violations};
use crate::gazetteer::lint::Finding;

/// The domain of every reason.
pub const ERROR_DOMAIN: &str = "stringer.v1";

/// When a refused caller may try again: a full queue is worked off in milliseconds.
const RETRY_WHEN_OVERLOADED: Duration = Duration::from_millis(100);
/// When a caller may try again elsewhere, or here once the gazetteer is loaded.
const RETRY_WHEN_UNAVAILABLE: Duration = Duration::from_secs(1);

/// Why a call or a document is refused. Nothing of the document is in it: it may be logged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// No document in the request.
    #[error("{field} is not set")]
    DocumentMissing {
        /// Path of the document.
        field: String,
    },
    /// A document without content.
    #[error("{field} is not set, and neither is other content")]
    ContentMissing {
        /// Path of the content.
        field: String,
    },
    /// Content of length 0: most likely a mistake of the caller's.
    #[error("{field} is empty")]
    DocumentEmpty {
        /// Path of the content.
        field: String,
    },
    /// Content beyond the limit.
    #[error("{field} has {size_bytes} bytes, the limit is {limit_bytes}")]
    DocumentTooLarge {
        /// Path of the content.
        field: String,
        /// Its size in UTF-8 bytes.
        size_bytes: usize,
        /// The most that is read.
        limit_bytes: usize,
    },
    /// A number that the enumeration of this version does not have, or `UNSPECIFIED` where it means nothing.
    #[error("{field} is {value}, which is no {enumeration} that this server accepts")]
    EnumValueUnknown {
        /// Path of the field.
        field: String,
        /// Name of the enumeration.
        enumeration: &'static str,
        /// The number sent.
        value: i32,
    },
    /// A confidence that is not within 0 to 1, or not a number.
    #[error("{field} is {value}, it has to be within 0 to 1")]
    MinConfidenceOutOfRange {
        /// Path of the field.
        field: String,
        /// The number sent.
        value: f32,
    },
    /// A country code that is not two capitals.
    #[error("{field} has to be two letters in capitals: ISO 3166-1 alpha-2")]
    CountryCodeMalformed {
        /// Path of the field.
        field: String,
    },
    /// A time of publication that is none.
    #[error("{field} has to be a time from 0001-01-01 to 9999-12-31")]
    PublishTimeInvalid {
        /// Path of the field.
        field: String,
    },
    /// A batch without documents.
    #[error("documents is empty")]
    NoDocuments,
    /// A batch beyond the limit.
    #[error("documents has {size} documents, the limit of a batch is {limit}")]
    TooManyDocuments {
        /// Documents sent.
        size: usize,
        /// The most that is read.
        limit: usize,
    },
    /// A lookup of nothing.
    #[error("{field} is empty")]
    QueryEmpty {
        /// Path of the field.
        field: &'static str,
    },
    /// A lookup of what is too long for a name.
    #[error("{field} has {size_bytes} bytes, the limit is {limit_bytes}")]
    QueryTooLong {
        /// Path of the field.
        field: &'static str,
        /// Its size in UTF-8 bytes.
        size_bytes: usize,
        /// The most that is looked up.
        limit_bytes: usize,
    },
    /// A page of fewer than no entries.
    #[error("page_size is {size}, it has to be 0 or more")]
    PageSizeNegative {
        /// The number sent.
        size: i32,
    },
    /// A token that no answer to this query with this gazetteer has given.
    #[error("page_token is none that an answer to this query has given")]
    PageTokenInvalid,
    /// An id that no entry has.
    #[error("no entry has this id")]
    EntryNotFound,
    /// A message beyond the limit.
    #[error("the message has {size_bytes} bytes, the limit is {limit_bytes}")]
    MessageTooLarge {
        /// Its size, or one byte more than the limit where the transport did not tell.
        size_bytes: usize,
        /// The most that is read.
        limit_bytes: usize,
    },
    /// Bytes that are no message of the expected type.
    #[error("the message cannot be decoded")]
    MessageMalformed,
    /// A method that does not exist, or a compression that is not accepted.
    #[error("{0}")]
    Unimplemented(String),
    /// All slots taken and the queue full.
    #[error("the server is working on {limit} documents and its queue is full")]
    Overloaded {
        /// Documents extracted at the same time.
        limit: usize,
    },
    /// No credential where one is needed.
    #[error("the call has no credential: authorization: Bearer KEY")]
    CredentialMissing,
    /// A credential that is no bearer key, or more than one.
    #[error("the credential cannot be read, it has to be one authorization: Bearer KEY")]
    CredentialMalformed,
    /// A key that is no administrator's.
    #[error("the key is not one of an administrator")]
    NotAdministrator,
    /// The server has no admin keys.
    #[error("this server has no administrators")]
    NoAdministrator,
    /// Tables that cannot be used; those before them still are.
    #[error("the tables have {} errors and are not used{}", .errors.len(), .errors.first().map(place).unwrap_or_default())]
    GazetteerFaulty {
        /// What is wrong.
        errors: Vec<Finding>,
        /// How many findings are no errors.
        warnings: usize,
    },
    /// The server has just started.
    #[error("the gazetteer is not loaded yet")]
    GazetteerNotLoaded,
    /// The server is about to end, and the time for calls in flight is over.
    #[error("the server is shutting down")]
    ShuttingDown,
    /// The time is over.
    #[error("the call was not finished within {} ms, the {origin}", .timeout.as_millis())]
    DeadlineExceeded {
        /// The time that there was.
        timeout: Duration,
        /// Whose limit it was.
        origin: TimeoutOrigin,
    },
    /// A bug of the server's.
    #[error("internal error")]
    Internal,
}

impl RequestError {
    /// The canonical code.
    pub fn code(&self) -> Code {
        match self {
            Self::DocumentMissing { .. }
            | Self::ContentMissing { .. }
            | Self::DocumentEmpty { .. }
            | Self::DocumentTooLarge { .. }
            | Self::EnumValueUnknown { .. }
            | Self::MinConfidenceOutOfRange { .. }
            | Self::CountryCodeMalformed { .. }
            | Self::PublishTimeInvalid { .. }
            | Self::NoDocuments
            | Self::TooManyDocuments { .. }
            | Self::QueryEmpty { .. }
            | Self::QueryTooLong { .. }
            | Self::PageSizeNegative { .. }
            | Self::PageTokenInvalid
            | Self::MessageTooLarge { .. }
            | Self::MessageMalformed => Code::InvalidArgument,
            Self::EntryNotFound => Code::NotFound,
            Self::CredentialMissing | Self::CredentialMalformed => Code::Unauthenticated,
            Self::NotAdministrator | Self::NoAdministrator => Code::PermissionDenied,
            Self::GazetteerFaulty { .. } => Code::FailedPrecondition,
            Self::Unimplemented(_) => Code::Unimplemented,
            Self::Overloaded { .. } => Code::ResourceExhausted,
            Self::GazetteerNotLoaded | Self::ShuttingDown => Code::Unavailable,
            Self::DeadlineExceeded { .. } => Code::DeadlineExceeded,
            Self::Internal => Code::Internal,
        }
    }

    /// The stable reason of `google.rpc.ErrorInfo`.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::DocumentMissing { .. } => "DOCUMENT_MISSING",
            Self::ContentMissing { .. } => "CONTENT_MISSING",
            Self::DocumentEmpty { .. } => "DOCUMENT_EMPTY",
            Self::DocumentTooLarge { .. } => "DOCUMENT_TOO_LARGE",
            Self::EnumValueUnknown { .. } => "ENUM_VALUE_UNKNOWN",
            Self::MinConfidenceOutOfRange { .. } => "MIN_CONFIDENCE_OUT_OF_RANGE",
            Self::CountryCodeMalformed { .. } => "COUNTRY_CODE_MALFORMED",
            Self::PublishTimeInvalid { .. } => "PUBLISH_TIME_INVALID",
            Self::NoDocuments => "NO_DOCUMENTS",
            Self::TooManyDocuments { .. } => "TOO_MANY_DOCUMENTS",
            Self::QueryEmpty { .. } => "QUERY_EMPTY",
            Self::QueryTooLong { .. } => "QUERY_TOO_LONG",
            Self::PageSizeNegative { .. } => "PAGE_SIZE_NEGATIVE",
            Self::PageTokenInvalid => "PAGE_TOKEN_INVALID",
            Self::EntryNotFound => "ENTRY_NOT_FOUND",
            Self::MessageTooLarge { .. } => "MESSAGE_TOO_LARGE",
            Self::MessageMalformed => "MESSAGE_MALFORMED",
            Self::Unimplemented(_) => "UNIMPLEMENTED",
            Self::Overloaded { .. } => "OVERLOADED",
            Self::CredentialMissing => "CREDENTIAL_MISSING",
            Self::CredentialMalformed => "CREDENTIAL_MALFORMED",
            Self::NotAdministrator => "NOT_ADMINISTRATOR",
            Self::NoAdministrator => "NO_ADMINISTRATOR",
            Self::GazetteerFaulty { .. } => "GAZETTEER_FAULTY",
            Self::GazetteerNotLoaded => "GAZETTEER_NOT_LOADED",
            Self::ShuttingDown => "SHUTTING_DOWN",
            Self::DeadlineExceeded { .. } => "DEADLINE_EXCEEDED",
            Self::Internal => "INTERNAL",
        }
    }

    /// Path of the field at fault, for `google.rpc.BadRequest`.
    fn field(&self) -> Option<&str> {
        match self {
            Self::DocumentMissing { field }
            | Self::ContentMissing { field }
            | Self::DocumentEmpty { field }
            | Self::DocumentTooLarge { field, .. }
            | Self::EnumValueUnknown { field, .. }
            | Self::MinConfidenceOutOfRange { field, .. }
            | Self::CountryCodeMalformed { field }
            | Self::PublishTimeInvalid { field } => Some(field),
            Self::NoDocuments | Self::TooManyDocuments { .. } => Some("documents"),
            Self::QueryEmpty { field } | Self::QueryTooLong { field, .. } => Some(field),
            Self::PageSizeNegative { .. } => Some("page_size"),
            Self::PageTokenInvalid => Some("page_token"),
            _ => None,
        }
    }

    /// When to try again, where that helps.
    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Overloaded { .. } => Some(RETRY_WHEN_OVERLOADED),
            Self::GazetteerNotLoaded | Self::ShuttingDown => Some(RETRY_WHEN_UNAVAILABLE),
            _ => None,
        }
    }

    /// What is wrong with the state of the server, for `google.rpc.PreconditionFailure`.
    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::GazetteerFaulty { errors, .. } => violations(errors),
            _ => Vec::new(),
        }
    }

    /// The numbers of the message, for programs.
    fn metadata(&self) -> HashMap<String, String> {
        let pairs = match self {
            Self::DocumentTooLarge { size_bytes, limit_bytes, .. }
            | Self::QueryTooLong { size_bytes, limit_bytes, .. }
            | Self::MessageTooLarge { size_bytes, limit_bytes } => {
                vec![("size_bytes", size_bytes.to_string()), ("limit_bytes", limit_bytes.to_string())]
            }
            Self::TooManyDocuments { size, limit } => vec![("size", size.to_string()), ("limit", limit.to_string())],
            Self::Overloaded { limit } => vec![("limit", limit.to_string())],
            Self::GazetteerFaulty { errors, warnings } => vec![("errors", errors.len().to_string()), ("warnings", warnings.to_string())],
            Self::DeadlineExceeded { timeout, .. } => vec![("timeout_ms", timeout.as_millis().to_string())],
            _ => Vec::new(),
        };
        pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    /// The status of one document in a batch or stream.
    pub fn to_item(&self) -> tonic_types::Status {
        tonic_types::Status::decode(Status::from(self.clone()).details()).expect("the details were encoded a moment ago")
    }
}

/// Where the first error is.
fn place(first: &Finding) -> String {
    let Finding { line, code, .. } = first;
    let file = first.file.rsplit('/').next().unwrap_or_default();
    format!(", the first is {code} in {file}:{line}")
}

impl From<RequestError> for Status {
    fn from(error: RequestError) -> Self {
        let message = error.to_string();
        let mut details = ErrorDetails::with_error_info(error.reason(), ERROR_DOMAIN, error.metadata());
        if let Some(field) = error.field() {
            details.add_bad_request_violation(field, message.as_str());
        }
        for Violation { kind, subject, description } in error.violations() {
            details.add_precondition_failure_violation(kind, subject, description);
        }
        if let Some(delay) = error.retry_after() {
            details.set_retry_info(Some(delay));
        }
        Status::with_error_details(error.code(), message, details)
    }
}
