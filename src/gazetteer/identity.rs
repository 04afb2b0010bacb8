//! Which gazetteer it is: what every answer tells about its origin.

use sha2::{Digest, Sha256};

use super::overlay::Layer;

/// Name, version and digest of a gazetteer: equal for equal tables, and only for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The names of its layers, joined by `+`.
    pub name: String,
    /// The versions of its layers, joined by `+`.
    pub version: String,
    /// SHA-256 over names and contents of all files, in order, in hexadecimal.
    pub digest: String,
}

impl Identity {
    /// That of the gazetteer which `layers` are compiled to.
    pub fn of(layers: &[Layer<'_>]) -> Self {
        let joined = |part: fn(&Layer<'_>) -> String| layers.iter().map(part).collect::<Vec<_>>().join("+");
        Self { name: joined(|layer| layer.name.to_owned()), version: joined(|layer| layer.version.to_owned()), digest: digest(layers) }
    }
}

fn digest(layers: &[Layer<'_>]) -> String {
    let mut digest = Sha256::new();
    for (number, layer) in layers.iter().enumerate() {
        if number > 0 {
            digest.update(b"overlay");
        }
        for part in layer.files.iter().flat_map(|file| [file.name, file.text]) {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
