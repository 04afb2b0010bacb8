//! What kind of thing a counted noun names.

use super::story::Story;
use crate::extraction::{CountCategory, CountSubject, WeaponCategory};
use crate::gazetteer::grammar::Counted;
use crate::gazetteer::lexicon::{Force, WordSense};
use crate::syntax::quantity::Quantity;

impl Story<'_, '_> {
    /// What is counted, as frames ask for it.
    pub(super) fn counted(&self, quantity: &Quantity) -> Counted {
        let mut counted = Counted::of(quantity.subject).or(Counted::of_force(self.force(quantity)));
        if self.flies(quantity) {
            counted = counted.or(Counted::FLYING);
        }
        if self.grammar().complement("lives").is_some_and(|lives| self.has_complement(quantity.head.clone(), lives)) {
            counted = counted.or(Counted::LIVES);
        }
        if quantity.implied == Some(CountCategory::Injured) {
            counted = counted.or(Counted::HURT);
        }
        counted
    }

    /// For whom those counted are under arms, if they are.
    pub(super) fn force(&self, quantity: &Quantity) -> Option<Force> {
        quantity.head.clone().find_map(|token| {
            self.reading.words_at(token).find_map(|(end, sense)| match sense {
                WordSense::Armed(force) if end == quantity.head.end => Some(force),
                _ => None,
            })
        })
    }

    /// Whether what is counted are drones, missiles or bombs.
    fn flies(&self, quantity: &Quantity) -> bool {
        quantity.subject == Some(CountSubject::Weapons)
            && quantity.weapons.iter().any(|mention| {
                let weapon = &self.weapons.weapons[self.weapons.tokens[*mention].1];
                let category = weapon.entry.weapon().map(|facts| facts.category);
                matches!(category, Some(WeaponCategory::UncrewedVehicle | WeaponCategory::Missile | WeaponCategory::Bomb))
            })
    }

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
