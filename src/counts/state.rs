//! What states say: "12 dead", "were missing", "among the wounded".

use std::ops::Range;

use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::CountCategory;
use crate::gazetteer::grammar::{Role as FrameRole, Takes};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::syntax::clause::Role;
use crate::syntax::phrase::{Determiner, Mark, PhraseKind, Voice};
use crate::syntax::quantity::Quantity;

/// How many phrases around a noun phrase are looked at: keeps the time linear.
const MAX_PHRASES: usize = 24;

impl<'a> Story<'_, 'a> {
    /// The category of a state that begins within `tokens`: the longest term.
    pub(super) fn state_in(&self, tokens: &Range<usize>) -> Option<CountCategory> {
        let longest = |token: usize| {
            let states = self.reading.words_at(token).filter_map(|(end, sense)| match sense {
                WordSense::State(category) if end <= tokens.end => Some((end, category)),
                _ => None,
            });
            states.max_by_key(|(end, _)| *end).map(|(_, category)| category)
        };
        tokens.clone().find_map(longest)
    }

    /// "19 people dead", "12 still missing", "are in critical condition".
    pub(super) fn by_state(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let clause = self.syntax.clauses.of_phrase[phrase];
        // "the injured 20"
        let before = self.syntax.tokens(phrase).start..quantity.tokens.start;
        if quantity.head.is_empty()
            && let Some(category) = self.state_in(&before)
        {
            return Some(self.told(phrase, phrase, category, "count-the-dead", Source::State));
        }
        // "dead - 3, injured - 14"
        if let Some(label) = self.label_before(phrase, quantity)
            && let Some(category) = self.state_in(self.syntax.tokens(label))
        {
            return Some(self.told(phrase, label, category, "count-labelled", Source::State));
        }
        // "a mother and her son dead": of all whom "and" joins.
        let last = if quantity.is_implicit { self.last_joined(phrase) } else { phrase };
        if let Some(state) = self.behind(last, clause) {
            let category = self.state_in(self.syntax.tokens(state))?;
            return Some(self.told(phrase, state, category, "count-state-after", Source::State));
        }
        let (role, _) = self.role(phrase);
        let verb = self.syntax.clause(clause).verb?;
        let group = self.syntax.verb_of(clause)?;
        // "died in hospital", "were taken to hospital with burns": a verb that tells more than the state behind it.
        let tells = group.verb.is_some_and(|verb| self.grammar().verb(verb).frames.iter().any(|frame| frame.category.is_some()));
        let links = group.is_copula
            || group.voice == Voice::Passive && !tells
            || !tells && group.verb.is_some_and(|verb| self.grammar().verb(verb).takes.any(Takes::STATE));
        let is_subject = role == Role::Subject || self.syntax.clause(clause).subject == Some(self.role(phrase).1);
        if !is_subject || !links {
            return None;
        }
        let state = match verb < phrase {
            // "Dead at the scene were two men"
            true => Some(self.syntax.clause(clause).first).filter(|first| self.syntax.phrases[*first].kind == PhraseKind::State)?,
            false => self.behind(verb, clause)?,
        };
        let category = self.state_in(self.syntax.tokens(state))?;
        if self.is_negated(clause) {
            return Some(self.own(phrase, quantity, None, "count-negated", Source::Negated));
        }
        Some(self.told(phrase, state, category, "count-is-state", Source::State))
    }

    /// The last of the noun phrases that "and" joins to one.
    fn last_joined(&self, phrase: usize) -> usize {
        let mut last = phrase;
        for _ in 0..MAX_PHRASES {
            let joins = self.syntax.phrases.get(last + 1).is_some_and(|next| next.kind == PhraseKind::Conjunction);
            let is_next = joins && self.syntax.noun(last + 2).is_some() && self.syntax.clauses.roles[last + 2] == Role::Joined(last);
            if !is_next {
                break;
            }
            last += 2;
        }
        last
    }

    /// The phrase that labels a bare figure, with a colon or a dash between.
    fn label_before(&self, phrase: usize, quantity: &Quantity) -> Option<usize> {
        const MOST_TOKENS: usize = 2;
        let label = phrase.checked_sub(2).filter(|_| quantity.head.is_empty())?;
        let is_marked = matches!(self.syntax.phrases[phrase - 1].kind, PhraseKind::Mark(Mark::Colon | Mark::Dash));
        let is_state = matches!(self.syntax.phrases[label].kind, PhraseKind::State | PhraseKind::Verb(_));
        let is_closed = self.syntax.phrases.get(phrase + 1).is_none_or(|next| matches!(next.kind, PhraseKind::Mark(_)));
        (is_marked && is_state && is_closed && self.syntax.tokens(label).len() <= MOST_TOKENS).then_some(label)
    }

    /// The state phrase right behind a phrase of its clause, adverbs aside.
    pub(super) fn behind(&self, phrase: usize, clause: usize) -> Option<usize> {
        let mut at = phrase + 1;
        while at < self.syntax.phrases.len()
            && at <= phrase + 4
            && matches!(self.syntax.phrases[at].kind, PhraseKind::Adverb | PhraseKind::Time)
        {
            at += 1;
        }
        let is_state = at < self.syntax.phrases.len()
            && matches!(self.syntax.phrases[at].kind, PhraseKind::State)
            && self.syntax.clauses.of_phrase[at] == clause;
        is_state.then_some(at)
    }

    /// "nine were among the injured", "among the dead were four", "the dead included four", "among those freed were 43".
    pub(super) fn by_among(&self, phrase: usize, clause: usize) -> Option<Happening<'a>> {
        let (role, _) = self.role(phrase);
        let verb = self.syntax.clause(clause).verb;
        let is_copula = self.syntax.verb_of(clause).is_some_and(|group| group.is_copula);
        let is_subject = role == Role::Subject || (verb.is_none() && role == Role::Bare);
        if (is_subject && (is_copula || verb.is_none())) || (is_copula && role == Role::Object) {
            let range = self.syntax.clause(clause).first..(phrase + MAX_PHRASES).min(self.syntax.phrases.len());
            let from = range.start.max(phrase.saturating_sub(MAX_PHRASES));
            for at in from..range.end {
                if self.syntax.clauses.of_phrase[at] != clause
                    || !matches!(self.syntax.phrases[at].kind, PhraseKind::Preposition(Function::Among))
                {
                    continue;
                }
                let Some((category, by)) = self.state_noun(at + 1, clause) else { continue };
                return Some(self.told(phrase, by, category, "count-among-those", Source::Among));
            }
        }
        // "leaving four children among the dead"
        let is_among =
            |at: usize| matches!(self.syntax.phrases.get(at).map(|phrase| &phrase.kind), Some(PhraseKind::Preposition(Function::Among)));
        if role == Role::Object
            && is_among(phrase + 1)
            && let Some((category, by)) = self.state_noun(phrase + 2, clause)
        {
            return Some(self.told(phrase, by, category, "count-among-those", Source::Among));
        }
        // "The wounded included 13 children"
        if role == Role::Object || role == Role::Bare || matches!(role, Role::Governed(_)) {
            let before = self.syntax.phrases.get(phrase.checked_sub(1)?)?;
            let includes = matches!(before.kind, PhraseKind::Preposition(Function::Among));
            let subject = phrase.checked_sub(2).filter(|_| includes)?;
            let noun = self.syntax.noun(subject)?;
            let is_state = noun.determiner == Determiner::Definite && noun.quantity.is_none();
            let category = self.state_in(self.syntax.tokens(subject)).filter(|_| is_state)?;
            return Some(self.told(phrase, subject, category, "count-dead-included", Source::Among));
        }
        None
    }

    /// The category of a noun phrase that stands for people by what happened to them: "the dead", "those killed".
    fn state_noun(&self, phrase: usize, clause: usize) -> Option<(CountCategory, usize)> {
        let noun = self.syntax.noun(phrase)?;
        if noun.determiner == Determiner::Definite
            && let Some(category) = self.state_in(self.syntax.tokens(phrase))
        {
            return Some((category, phrase));
        }
        // "among the 31 dead"
        if let Some(state) = self.behind(phrase, clause).filter(|_| noun.quantity.is_some()) {
            return Some((self.state_in(self.syntax.tokens(state))?, state));
        }
        // "those killed": a clause on it.
        let relative = self.relative_of(phrase, clause)?;
        let group = self.syntax.verb_of(relative)?;
        let category = self.grammar().verb(group.verb?).plain_category(FrameRole::Object)?;
        Some((category, self.syntax.clause(relative).verb?))
    }
}
