//! What the unit tests share: one extractor with the built-in gazetteer, compiled once.

use std::sync::{Arc, OnceLock};

use crate::{Extractor, Gazetteer};

/// The extractor with the built-in gazetteer.
pub fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(Arc::new(Gazetteer::built_in())))
}
