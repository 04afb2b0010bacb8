//! What happened to what a phrase counts: whatever can say so is asked in the order of what says it best.

use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::CountCategory;
use crate::syntax::quantity::Quantity;

impl<'a> Story<'_, 'a> {
    /// What happened to what `phrase` counts, in order of what says it best.
    pub(super) fn happened(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let clause = self.syntax.clauses.of_phrase[phrase];
        if let Some(category) = quantity.category {
            return Some(self.own(phrase, quantity, Some(category), "count-of-what-happened", Source::Noun));
        }
        let told = self.by_state(phrase, quantity).or_else(|| self.by_among(phrase, clause));
        let told = told.or_else(|| self.by_inversion(phrase, quantity, clause));
        let told = told.or_else(|| self.by_verb(phrase, quantity, clause));
        let told = match told {
            // "identified four tourists killed in the avalanche", "a man who was shot was flown to hospital": what has a category of its own says more.
            Some(told) if matches!(told.category, Some(CountCategory::Other | CountCategory::Hospitalised)) => {
                Some(self.by_relative(phrase, quantity).filter(|more| more.category.is_some()).unwrap_or(told))
            }
            told => told,
        };
        let told = told.or_else(|| self.by_attribute(phrase, quantity)).or_else(|| self.by_relative(phrase, quantity));
        let told = told.or_else(|| self.by_label(phrase, quantity, clause)).or_else(|| self.by_toll(phrase, quantity, clause));
        let told = told.or_else(|| self.by_nominal(phrase, quantity)).or_else(|| self.by_heading(phrase, quantity));
        let told = told.or_else(|| self.by_attack(phrase, quantity, clause));
        // "were swept away and killed": the first verb may say nothing of what happened.
        let is_open = told.as_ref().is_none_or(|told| told.category.is_none() && !self.is_negated(clause));
        let told = if is_open { self.by_coordinate(phrase, quantity, clause).or(told) } else { told };
        let told = told.or_else(|| self.by_pronoun(phrase, quantity, clause));
        if let Some(told) = told {
            return Some(self.with_sequel(phrase, quantity, told));
        }
        let implied = quantity.implied?;
        Some(self.own(phrase, quantity, Some(implied), "count-implied-by-noun", Source::Noun))
    }

    /// What the noun of a whole says of itself: "of the 550 drones fired", "of the 12 wounded".
    pub(super) fn by_own_words(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        if let Some(told) = self.by_relative(phrase, quantity).filter(|told| told.category.is_some()) {
            return Some(told);
        }
        let implied = quantity.implied?;
        Some(self.own(phrase, quantity, Some(implied), "count-implied-by-noun", Source::Noun))
    }
}
