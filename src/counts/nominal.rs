//! What nouns for what happened say: "the arrest of 12", "an attack with 20 drones".

use super::category::can_happen;
use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::syntax::clause::Role;
use crate::syntax::phrase::PhraseKind;
use crate::syntax::quantity::Quantity;

impl<'a> Story<'_, 'a> {
    /// "the deaths of 12 people", "a contract for 96 tanks".
    pub(super) fn by_nominal(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let (Role::Governed(preposition), _) = self.role(phrase) else { return None };
        let function = match self.syntax.phrases[preposition].kind {
            PhraseKind::Preposition(function) => function,
            _ => return None,
        };
        let is_of = function == Function::Of;
        let leads = is_of
            || function == Function::To
            || self
                .reading
                .words_at(self.syntax.tokens(preposition).start)
                .any(|(_, sense)| sense == WordSense::Function(Function::Preposition));
        // "a contract on Wednesday for 96 tanks"
        let mut noun = preposition.checked_sub(1).filter(|_| leads)?;
        while noun > 0 && matches!(self.syntax.phrases[noun].kind, PhraseKind::Time | PhraseKind::Adverb | PhraseKind::Preposition(_)) {
            noun -= 1;
        }
        self.syntax.noun(noun)?;
        let head = self.syntax.phrases[noun].head;
        let tokens = self.syntax.tokens(noun);
        let category = tokens.clone().rev().take(3).find_map(|token| {
            self.reading.words_at(token).find_map(|(end, sense)| match sense {
                WordSense::Nominal(category) if end == head + 1 => Some(category),
                WordSense::Toll(category) if end == head + 1 && is_of => Some(category),
                _ => None,
            })
        })?;
        let category = match category {
            CountCategory::Released if quantity.subject == Some(CountSubject::Weapons) => CountCategory::Supplied,
            category => category,
        };
        can_happen(category, quantity.subject).then(|| self.told(phrase, noun, category, "count-nominal-of", Source::Nominal))
    }

    /// "an attack with 20 drones", "a barrage of 40 missiles", "airstrikes, including over 70 missiles".
    pub(super) fn by_attack(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        if quantity.subject != Some(CountSubject::Weapons) || quantity.is_part {
            return None;
        }
        let (Role::Governed(preposition), _) = self.role(phrase) else { return None };
        let leads =
            matches!(self.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::With | Function::Of | Function::Among));
        let attack = self.grammar().complement("attack")?;
        let from = preposition.saturating_sub(8).max(self.syntax.clause(clause).first);
        let noun = (from..preposition)
            .rev()
            .find(|at| self.syntax.noun(*at).is_some() && self.has_complement(self.syntax.tokens(*at).clone(), attack))?;
        leads.then(|| self.told(phrase, noun, CountCategory::Launched, "count-attack-with-weapons", Source::Nominal))
    }
}
