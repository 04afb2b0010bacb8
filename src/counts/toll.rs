//! What tolls say: "the death toll rose to 12", "bringing the number of dead to 37".

use std::ops::Range;

use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::syntax::clause::Role;
use crate::syntax::phrase::PhraseKind;
use crate::syntax::quantity::Quantity;

/// How many phrases around a noun phrase are looked at: keeps the time linear.
const MAX_PHRASES: usize = 24;

impl<'a> Story<'_, 'a> {
    /// "the death toll rose to 12", "bringing the toll to 37".
    pub(super) fn by_toll(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        let counts_people = quantity.subject.is_none_or(|subject| matches!(subject, CountSubject::People | CountSubject::Events));
        if !counts_people || !quantity.head.is_empty() && quantity.subject == Some(CountSubject::Events) {
            return None;
        }
        let this = self.syntax.clause(clause);
        let (role, _) = self.role(phrase);
        let toll = |at: usize| self.toll_in(self.syntax.tokens(at));
        let leads = match role {
            Role::Governed(preposition) => {
                matches!(self.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::To | Function::Locative))
            }
            Role::Object | Role::Bare | Role::Joined(_) | Role::None => true,
            Role::Subject => false,
        };
        if !leads {
            return None;
        }
        let verb = this.verb?;
        if verb > phrase {
            return None;
        }
        if let Some(subject) = this.subject.filter(|subject| *subject < phrase)
            && let Some(category) = self.toll_around(subject, verb)
            && self.rises(clause)
        {
            return Some(self.told(phrase, subject, category, "count-toll-rose-to", Source::Toll));
        }
        if !matches!(role, Role::Governed(_)) {
            return None;
        }
        let from = (verb + 1).max(phrase.saturating_sub(MAX_PHRASES));
        let is_of_clause = |at: &usize| self.syntax.clauses.of_phrase[*at] == clause;
        let (object, category) = (from..phrase).filter(is_of_clause).find_map(|at| Some((at, toll(at)?)))?;
        Some(self.told(phrase, object, category, "count-toll-raised-to", Source::Toll))
    }

    /// The toll that a subject is, with what belongs to it before its verb: "the number of people killed".
    fn toll_around(&self, subject: usize, verb: usize) -> Option<CountCategory> {
        self.toll_in(self.syntax.tokens(subject)).or_else(|| {
            let tokens = self.syntax.tokens(subject).start..self.syntax.tokens(verb).start.min(self.syntax.tokens(subject).end + 6);
            self.toll_at(tokens.start.max(self.syntax.tokens(subject).end.saturating_sub(2)), &tokens)
        })
    }

    fn toll_at(&self, token: usize, within: &Range<usize>) -> Option<CountCategory> {
        let tolls = (token..within.end).flat_map(|at| self.reading.words_at(at).filter(|(end, _)| *end <= within.end));
        tolls.filter_map(|(_, sense)| if let WordSense::Toll(category) = sense { Some(category) } else { None }).next()
    }

    /// What a toll within `tokens` is of.
    pub(super) fn toll_in(&self, tokens: &Range<usize>) -> Option<CountCategory> {
        let longest = |token: usize| {
            let tolls = self.reading.words_at(token).filter_map(|(end, sense)| match sense {
                WordSense::Toll(category) if end == tokens.end || end <= tokens.end && end > token + 1 => Some((end, category)),
                _ => None,
            });
            tolls.max_by_key(|(end, _)| *end).map(|(_, category)| category)
        };
        tokens.clone().find_map(longest)
    }

    /// Whether the verb of a clause is one that tolls have: "rose", "stands", "is", "was put".
    fn rises(&self, clause: usize) -> bool {
        let Some(group) = self.syntax.verb_of(clause) else { return false };
        group.is_copula && self.is_be(group) || self.is_verb(clause, WordSense::Rise)
    }
}
