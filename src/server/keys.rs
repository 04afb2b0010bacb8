//! Bearer keys from a file, and who may reload the gazetteer.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tonic::metadata::MetadataMap;

use super::config::ConfigError;
use super::error::RequestError;

/// What tonic's metadata calls the header.
const AUTHORIZATION: &str = "authorization";

/// The keys of administrators, all valid at the same time, so that one can be replaced without a moment in which neither works.
#[derive(Debug)]
pub(super) struct AdminKeys {
    /// `None` where nobody is an administrator.
    file: Option<KeysFile>,
}

#[derive(Debug)]
struct KeysFile {
    path: PathBuf,
    keys: ArcSwap<Keys>,
}

impl AdminKeys {
    /// Reads the keys in the file at `path`; without one there is no administrator.
    ///
    /// # Errors
    /// When the file cannot be read, has no key, or a line that is none.
    pub(super) fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let load = |path: &Path| {
            let keys = Keys::load(path).map_err(|problem| ConfigError::new("admin-keys-file", path.display(), problem))?;
            Ok(KeysFile { path: path.to_owned(), keys: ArcSwap::from_pointee(keys) })
        };
        Ok(Self { file: path.map(load).transpose()? })
    }

    /// Reads the file again, and keeps the old keys when it is faulty. Either is logged.
    pub(super) fn read_again(&self) {
        let Some(KeysFile { path, keys }) = &self.file else { return };
        match Keys::load(path) {
            Ok(new) => {
                tracing::info!(file = %path.display(), keys = new.digests.len(), "admin keys read again");
                keys.store(Arc::new(new));
            }
            Err(problem) => tracing::warn!(file = %path.display(), problem, "admin keys kept"),
        }
    }

    /// Lets a call with the metadata of an administrator pass.
    ///
    /// # Errors
    /// Without a credential, with one that cannot be read or that is not an administrator's, and always where there is none.
    pub(super) fn authorise(&self, metadata: &MetadataMap) -> Result<(), RequestError> {
        let file = self.file.as_ref().ok_or(RequestError::NoAdministrator)?;
        let key = bearer_key(metadata)?;
        if file.keys.load().has(key) { Ok(()) } else { Err(RequestError::NotAdministrator) }
    }
}

/// The key in "authorization: Bearer KEY".
fn bearer_key(metadata: &MetadataMap) -> Result<&str, RequestError> {
    let mut values = metadata.get_all(AUTHORIZATION).iter();
    let value = values.next().ok_or(RequestError::CredentialMissing)?;
    // Of two credentials nobody knows which one a proxy has looked at.
    let value = if values.next().is_none() { value.to_str().ok() } else { None };
    let (scheme, key) = value.and_then(|value| value.split_once(' ')).ok_or(RequestError::CredentialMalformed)?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer") && is_key(key);
    is_bearer.then_some(key).ok_or(RequestError::CredentialMalformed)
}

/// The characters of a token in RFC 6750, section 2.1: what travels in the header as it is.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}

/// Keys as their SHA-256: whoever reads the memory has no key, and all comparisons are of one length, whatever the length of a key.
struct Keys {
    digests: Vec<[u8; 32]>,
}

impl Keys {
    /// # Errors
    /// A sentence that holds nothing of a key.
    fn load(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
        Self::parse(&text)
    }

    /// One key a line; empty lines, and what follows a `#` at the beginning of a line or after white space, are nothing.
    fn parse(text: &str) -> Result<Self, String> {
        let mut digests = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let comment =
                line.match_indices('#').map(|(at, _)| at).find(|&at| line[..at].chars().next_back().is_none_or(char::is_whitespace));
            match line[..comment.unwrap_or(line.len())].trim() {
                "" => {}
                key if is_key(key) => digests.push(digest(key)),
                _ => return Err(format!("line {}: a key is one word of letters, digits and -._~+/=", index + 1)),
            }
        }
        if digests.is_empty() { Err("holds no key".to_owned()) } else { Ok(Self { digests }) }
    }

    /// Takes the same time for every key that is presented. A digest alone would not: how far it agrees with a known one could be measured, and
    /// with it in hand a weak key can be guessed at home.
    fn has(&self, key: &str) -> bool {
        let presented = digest(key);
        let found = self.digests.iter().fold(subtle::Choice::from(0), |found, known| found | known.ct_eq(&presented));
        found.into()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} redacted)", self.digests.len())
    }
}

fn digest(key: &str) -> [u8; 32] {
    Sha256::digest(key).into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tonic::metadata::MetadataValue;

    use super::*;

    fn metadata(values: &[&str]) -> MetadataMap {
        let mut metadata = MetadataMap::new();
        for value in values {
            metadata.append(AUTHORIZATION, MetadataValue::try_from(value.as_bytes()).unwrap());
        }
        metadata
    }

    fn keys_file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn a_file_holds_keys_comments_and_empty_lines() {
        let keys = Keys::parse("# desk\nalpha-1\r\n\n  beta/2==  # until March\n\t# none\n").unwrap();
        assert_eq!(keys.digests.len(), 2);
        for (key, is_known) in [("alpha-1", true), ("beta/2==", true), ("alpha-", false), ("alpha-11", false), ("desk", false), ("", false)]
        {
            assert_eq!(keys.has(key), is_known, "{key:?}");
        }
        for (text, problem) in [
            ("", "holds no key"),
            ("# only\n", "holds no key"),
            ("a\nzanzibaric two\n", "line 2"),
            ("zanzibaric#x", "line 1"),
            ("zanzibarić", "line 1"),
        ] {
            let error = Keys::parse(text).unwrap_err();
            assert!(error.contains(problem) && !error.contains("zanz") && error.lines().count() == 1, "{text:?}: {error}");
        }
    }

    #[test]
    fn credentials_are_missing_malformed_wrong_or_right() {
        let file = keys_file("alpha\nbeta\n");
        let admin = AdminKeys::load(Some(file.path())).unwrap();
        for (values, expected) in [
            (&["Bearer alpha"][..], Ok(())),
            (&["bearer beta"], Ok(())),
            (&[], Err(RequestError::CredentialMissing)),
            (&["alpha"], Err(RequestError::CredentialMalformed)),
            (&["Bearer "], Err(RequestError::CredentialMalformed)),
            (&["Bearer  alpha"], Err(RequestError::CredentialMalformed)),
            (&["Bearer alpha beta"], Err(RequestError::CredentialMalformed)),
            (&["Basic alpha"], Err(RequestError::CredentialMalformed)),
            (&["Bearer ålpha"], Err(RequestError::CredentialMalformed)),
            (&["Bearer alpha", "Bearer alpha"], Err(RequestError::CredentialMalformed)),
            (&["Bearer gamma"], Err(RequestError::NotAdministrator)),
            (&["Bearer Alpha"], Err(RequestError::NotAdministrator)),
        ] {
            assert_eq!(admin.authorise(&metadata(values)), expected, "{values:?}");
        }
        let nobody = AdminKeys::load(None).unwrap();
        assert_eq!(nobody.authorise(&metadata(&["Bearer alpha"])), Err(RequestError::NoAdministrator));
        assert_eq!(nobody.authorise(&metadata(&[])), Err(RequestError::NoAdministrator));
    }

    #[test]
    fn keys_are_replaced_when_the_file_is_sound_and_never_shown() {
        let file = keys_file("alpha\n");
        let admin = AdminKeys::load(Some(file.path())).unwrap();
        let may = |key: &str| admin.authorise(&metadata(&[&format!("Bearer {key}")])).is_ok();
        fs::write(file.path(), "alpha\nbeta\n").unwrap();
        admin.read_again();
        assert!(may("alpha") && may("beta"));
        fs::write(file.path(), "beta\ngamma delta\n").unwrap();
        admin.read_again();
        assert!(may("alpha") && may("beta"), "the old keys are kept");
        fs::write(file.path(), "beta\n").unwrap();
        admin.read_again();
        assert!(!may("alpha") && may("beta"));
        assert!(format!("{admin:?}").contains("Keys(1 redacted)") && !format!("{admin:?}").contains("beta"));
        let error = AdminKeys::load(Some(Path::new("/nonexistent/keys"))).unwrap_err();
        assert!(error.to_string().starts_with("--admin-keys-file /nonexistent/keys: cannot be read"));
    }
}
