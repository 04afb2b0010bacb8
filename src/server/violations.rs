//! Findings as violations of a precondition, as many as a client's headers hold.

use crate::gazetteer::lint::Finding;

/// Details travel in a header, in base64 beside others, and many clients take no more than 8 KiB of headers.
const MAX_BYTES: usize = 3000;
/// Longest part of a finding.
const MAX_PART_BYTES: usize = 500;

/// A `google.rpc.PreconditionFailure.Violation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Violation {
    /// The finding's code.
    pub(super) kind: &'static str,
    /// File and line.
    pub(super) subject: String,
    /// What stands there, and why that is a fault.
    pub(super) description: String,
}

/// The first findings, at least one where there is any.
pub(super) fn violations(findings: &[Finding]) -> Vec<Violation> {
    let mut left_bytes = MAX_BYTES;
    let mut violations = Vec::new();
    for Finding { file, line, code, what, why, .. } in findings {
        let subject = format!("{}:{line}", last(file));
        let violation = Violation { kind: code, subject, description: format!("{}: {why}", first(what)) };
        let bytes = code.len() + violation.subject.len() + violation.description.len();
        if bytes > left_bytes && !violations.is_empty() {
            break;
        }
        left_bytes = left_bytes.saturating_sub(bytes);
        violations.push(violation);
    }
    violations
}

/// The beginning of a long text.
fn first(text: &str) -> String {
    match text.char_indices().find(|(at, c)| at + c.len_utf8() > MAX_PART_BYTES) {
        None => text.to_owned(),
        Some((cut, _)) => format!("{}…", &text[..cut]),
    }
}

/// The end of a long path.
fn last(path: &str) -> String {
    match path.char_indices().find(|(at, _)| path.len() - at <= MAX_PART_BYTES) {
        Some((cut, _)) if cut > 0 => format!("…{}", &path[cut..]),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::lint::Severity;

    fn finding(file: &str, line: usize, what: &str) -> Finding {
        Finding { file: file.into(), line, severity: Severity::Error, code: "BAD_CELL", what: what.into(), why: "because" }
    }

    #[test]
    fn findings_are_told_with_place_and_reason_and_never_fill_the_headers() {
        let one = violations(&[finding("desk/places.tsv", 3, "kind \"town\"")]);
        let expected = Violation { kind: "BAD_CELL", subject: "desk/places.tsv:3".into(), description: "kind \"town\": because".into() };
        assert_eq!(one, [expected]);
        assert_eq!(violations(&[]), []);
        let many = vec![finding("desk/places.tsv", 3, "kind \"town\""); 10_000];
        assert!((20..200).contains(&violations(&many).len()));
        let long = violations(&[finding(&"é".repeat(5000), 7, &"é".repeat(5000))]);
        assert!(long[0].subject.ends_with("é:7") && long[0].description.ends_with("é…: because"), "{long:?}");
        assert!(long[0].subject.len() + long[0].description.len() < MAX_BYTES);
    }
}
