//! From messages to what the engine takes: everything that can be wrong with a request is found here, and only here.

use prost_types::Timestamp;
use time::OffsetDateTime;

use crate::convert::View;
use crate::extraction::{Date, EntityKind};
use crate::extractor::ExtractOptions;
use crate::proto::v1;
use crate::proto::v1::document::Content;
use crate::span::OffsetEncoding;

use super::error::RequestError;

/// A document that can be read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) text: String,
    /// Of where the outlet is at home.
    pub(super) country_codes: Vec<String>,
    /// The day of publication, in UTC.
    pub(super) published: Option<Date>,
    /// Whether the caller says that it is in another language than English.
    pub(super) is_foreign: bool,
}

/// Options that can be followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Options {
    pub(super) extract: ExtractOptions,
    pub(super) encoding: OffsetEncoding,
    pub(super) view: View,
}

/// Reads the document at `field`, a path as the caller would write it: `document`, `documents[3]`.
pub(super) fn document(message: Option<v1::Document>, field: &str, max_document_bytes: usize) -> Result<Document, RequestError> {
    let Some(v1::Document { id, content, language_code, country_codes, publish_time }) = message else {
        return Err(RequestError::DocumentMissing { field: field.into() });
    };
    let Some(Content::Text(text)) = content else {
        return Err(RequestError::ContentMissing { field: format!("{field}.text") });
    };
    if text.is_empty() {
        return Err(RequestError::DocumentEmpty { field: format!("{field}.text") });
    }
    if text.len() > max_document_bytes {
        let (size_bytes, limit_bytes) = (text.len(), max_document_bytes);
        return Err(RequestError::DocumentTooLarge { field: format!("{field}.text"), size_bytes, limit_bytes });
    }
    let is_code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(index) = country_codes.iter().position(|code| !is_code(code)) {
        return Err(RequestError::CountryCodeMalformed { field: format!("{field}.country_codes[{index}]") });
    }
    let published =
        publish_time.map(|time| day(&time).ok_or_else(|| RequestError::PublishTimeInvalid { field: format!("{field}.publish_time") }));
    Ok(Document { id, text, country_codes, published: published.transpose()?, is_foreign: is_foreign(&language_code) })
}

/// Refuses a batch that is none.
pub(super) fn batch_size(documents: &[v1::Document], limit: usize) -> Result<(), RequestError> {
    match documents.len() {
        0 => Err(RequestError::NoDocuments),
        size if size > limit => Err(RequestError::TooManyDocuments { size, limit }),
        _ => Ok(()),
    }
}

/// Reads the options at `options`; none at all are the defaults.
pub(super) fn options(message: Option<v1::ExtractOptions>) -> Result<Options, RequestError> {
    let Some(v1::ExtractOptions { kinds, offset_encoding, min_confidence, include_demonyms, view }) = message else {
        return Ok(Options::default());
    };
    let kinds = kinds.into_iter().enumerate().map(|(index, value)| kind(index, value)).collect::<Result<_, _>>()?;
    // A NaN is in no range.
    if let Some(value) = min_confidence.filter(|value| !(0.0..=1.0).contains(value)) {
        return Err(RequestError::MinConfidenceOutOfRange { field: "options.min_confidence".into(), value });
    }
    let encoding = match v1::OffsetEncoding::try_from(offset_encoding) {
        Ok(v1::OffsetEncoding::Unspecified | v1::OffsetEncoding::Utf8) => OffsetEncoding::Utf8,
        Ok(v1::OffsetEncoding::Utf16) => OffsetEncoding::Utf16,
        Ok(v1::OffsetEncoding::CodePoints) => OffsetEncoding::CodePoints,
        Err(_) => return Err(unknown("options.offset_encoding", "OffsetEncoding", offset_encoding)),
    };
    let view = match v1::ExtractionView::try_from(view) {
        Ok(v1::ExtractionView::Unspecified | v1::ExtractionView::Basic) => View::Basic,
        Ok(v1::ExtractionView::Full) => View::Full,
        Err(_) => return Err(unknown("options.view", "ExtractionView", view)),
    };
    Ok(Options {
        extract: ExtractOptions { kinds, min_confidence, include_demonyms, explain: view == View::Full, ..ExtractOptions::default() },
        encoding,
        view,
    })
}

fn kind(index: usize, value: i32) -> Result<EntityKind, RequestError> {
    match v1::EntityKind::try_from(value) {
        Ok(v1::EntityKind::Person) => Ok(EntityKind::Person),
        Ok(v1::EntityKind::Place) => Ok(EntityKind::Place),
        Ok(v1::EntityKind::Weapon) => Ok(EntityKind::Weapon),
        Ok(v1::EntityKind::Count) => Ok(EntityKind::Count),
        Ok(v1::EntityKind::Unspecified) | Err(_) => Err(unknown(format!("options.kinds[{index}]"), "EntityKind", value)),
    }
}

fn unknown(field: impl Into<String>, enumeration: &'static str, value: i32) -> RequestError {
    RequestError::EnumValueUnknown { field: field.into(), enumeration, value }
}

/// The day of a timestamp, in UTC; `None` for one that the well-known type does not allow.
fn day(time: &Timestamp) -> Option<Date> {
    let is_of_second = (0..1_000_000_000).contains(&time.nanos);
    let date = OffsetDateTime::from_unix_timestamp(time.seconds).ok()?.date();
    (is_of_second && (1..=9999).contains(&date.year())).then_some(date)
}

/// Whether a language tag names another language than English.
fn is_foreign(language_code: &str) -> bool {
    let language = language_code.split(['-', '_']).next().unwrap_or_default();
    !language.is_empty() && !language.eq_ignore_ascii_case("en")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, language: &str) -> Option<v1::Document> {
        Some(v1::Document {
            id: "a".into(),
            content: Some(Content::Text(text.into())),
            language_code: language.into(),
            ..Default::default()
        })
    }

    #[test]
    fn documents_are_checked_at_their_path() {
        let limit = 4;
        let read = |message| document(message, "documents[3]", limit).map(|document| document.text);
        assert_eq!(read(None), Err(RequestError::DocumentMissing { field: "documents[3]".into() }));
        assert_eq!(read(Some(v1::Document::default())), Err(RequestError::ContentMissing { field: "documents[3].text".into() }));
        assert_eq!(read(text("", "")), Err(RequestError::DocumentEmpty { field: "documents[3].text".into() }));
        let too_large = RequestError::DocumentTooLarge { field: "documents[3].text".into(), size_bytes: 5, limit_bytes: 4 };
        assert_eq!(read(text("Kyiv!", "")), Err(too_large));
        assert_eq!(read(text(" \n\t ", "")), Ok(" \n\t ".into()), "white space alone is valid");
    }

    #[test]
    fn only_other_languages_are_foreign() {
        for (language, foreign) in
            [("", false), ("en", false), ("EN-gb", false), ("en_US", false), ("uk", true), ("enm", true), ("de-AT", true)]
        {
            assert_eq!(document(text("x", language), "document", 9).unwrap().is_foreign, foreign, "{language}");
        }
    }

    #[test]
    fn the_day_of_publication_is_that_in_utc() {
        let read = |seconds, nanos| {
            let publish_time = Some(Timestamp { seconds, nanos });
            let message = v1::Document { publish_time, ..text("x", "").unwrap() };
            document(Some(message), "document", 9).map(|document| document.published.unwrap().to_string())
        };
        assert_eq!(read(1_748_217_599, 999_999_999).unwrap(), "2025-05-25");
        assert_eq!(read(-1, 0).unwrap(), "1969-12-31");
        for (seconds, nanos) in [(253_402_300_800, 0), (i64::MIN, 0), (0, -1), (0, 1_000_000_000)] {
            assert_eq!(read(seconds, nanos), Err(RequestError::PublishTimeInvalid { field: "document.publish_time".into() }));
        }
        assert_eq!(document(text("x", ""), "document", 9).unwrap().published, None);
    }

    #[test]
    fn country_codes_are_two_capitals() {
        let read = |codes: &[&str]| {
            let country_codes = codes.iter().map(|&code| code.into()).collect();
            document(Some(v1::Document { country_codes, ..text("x", "").unwrap() }), "document", 9).map(|document| document.country_codes)
        };
        assert_eq!(read(&["CA", "GB"]).unwrap(), ["CA", "GB"]);
        for code in ["", "ca", "CAN", "C1"] {
            assert_eq!(read(&["GB", code]), Err(RequestError::CountryCodeMalformed { field: "document.country_codes[1]".into() }));
        }
    }

    #[test]
    fn options_are_checked_at_their_path() {
        let options_of = |message| options(Some(message));
        let message = v1::ExtractOptions::default;
        assert_eq!(options(None), options_of(message()));
        let field_of = |message| match options_of(message) {
            Err(RequestError::EnumValueUnknown { field, .. } | RequestError::MinConfidenceOutOfRange { field, .. }) => field,
            other => panic!("expected a faulty field, got {other:?}"),
        };
        assert_eq!(field_of(v1::ExtractOptions { kinds: vec![1, 0], ..message() }), "options.kinds[1]");
        assert_eq!(field_of(v1::ExtractOptions { kinds: vec![77], ..message() }), "options.kinds[0]");
        assert_eq!(field_of(v1::ExtractOptions { offset_encoding: 9, ..message() }), "options.offset_encoding");
        assert_eq!(field_of(v1::ExtractOptions { view: -1, ..message() }), "options.view");
        for value in [f32::NAN, f32::INFINITY, -0.1, 1.1] {
            assert_eq!(field_of(v1::ExtractOptions { min_confidence: Some(value), ..message() }), "options.min_confidence");
        }
        let read = options_of(v1::ExtractOptions { kinds: vec![2, 4], min_confidence: Some(1.0), view: 2, ..message() }).unwrap();
        assert_eq!(read.extract.kinds, [EntityKind::Place, EntityKind::Count]);
        assert_eq!((read.extract.min_confidence, read.view), (Some(1.0), View::Full));
    }
}
