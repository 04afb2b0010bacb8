//! Whether two nouns name the same kind of thing.

use super::story::Story;

impl Story<'_, '_> {
    /// "193 houses" and "11 bridges": whether neither can be among the other. What any of its kind is called can.
    pub(super) fn is_other_kind(&self, noun: Option<&str>, told: &[Option<&str>]) -> bool {
        let is_same = |one: &str, other: &str| {
            let (one, other) = (one.to_lowercase(), other.to_lowercase());
            let (one, other) = (self.singular(&one), self.singular(&other));
            one.ends_with(other) || other.ends_with(one)
        };
        noun.is_some_and(|noun| told.iter().all(|told| told.is_some_and(|told| !is_same(told, noun))))
    }

    fn singular<'n>(&self, noun: &'n str) -> &'n str {
        self.reading.gazetteer.endings().singular(noun).unwrap_or(noun)
    }
}
