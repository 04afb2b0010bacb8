//! What stands further up or before: the clause that waits for its verb, the one that another can stand beside, the subject that waits.

use super::builder::{Builder, MAX_AHEAD, MAX_DEPTH};
use super::tree::{Link, Role};
use crate::syntax::phrase::{Mark, PhraseKind, VerbForm, Voice};

impl Builder<'_, '_, '_> {
    /// The nearest clause above `clause` that has no verb yet.
    pub(super) fn waiting(&self, clause: usize) -> Option<usize> {
        let mut at = self.out.clauses[clause].parent;
        for _ in 0..MAX_DEPTH {
            let above = at.filter(|above| *above >= self.base)?;
            let this = &self.out.clauses[above];
            if this.verb.is_none() && !matches!(this.link, Link::Label | Link::Dateline) {
                return Some(above);
            }
            at = this.parent;
        }
        None
    }

    /// The nearest clause from `clause` up that another finite verb group can stand beside.
    pub(super) fn finite_above(&self, clause: usize) -> usize {
        let mut at = clause;
        for _ in 0..MAX_DEPTH {
            let this = &self.out.clauses[at];
            let is_finite = this
                .verb
                .and_then(|verb| self.group(verb))
                .is_some_and(|group| group.form == VerbForm::Finite || group.voice == Voice::Open);
            let is_open =
                !(matches!(this.link, Link::Participle | Link::Infinitive) || this.link == Link::Relative && this.opener.is_none());
            if is_finite && is_open {
                return at;
            }
            match this.parent.filter(|parent| *parent >= self.base) {
                Some(parent) => at = parent,
                None => return at,
            }
        }
        at
    }

    /// The same, further up than relative and participle clauses.
    pub(super) fn closed_above(&self, clause: usize) -> usize {
        let mut at = self.finite_above(clause);
        for _ in 0..MAX_DEPTH {
            let this = &self.out.clauses[at];
            let is_closed = matches!(this.link, Link::Relative | Link::Participle | Link::Infinitive | Link::Adverbial);
            match this.parent.filter(|parent| is_closed && *parent >= self.base) {
                Some(parent) => at = parent,
                None => return at,
            }
        }
        at
    }

    /// The subject of a clause that now gets its verb: the first noun phrase of the last chain of joined ones.
    pub(super) fn subject_for(&self, clause: usize) -> Option<usize> {
        let this = &self.out.clauses[clause];
        if let Some(subject) = this.subject {
            return Some(subject);
        }
        let is_free = |at: &usize| {
            self.out.of_phrase[*at] == clause
                && matches!(self.phrases[*at].kind, PhraseKind::Noun(_))
                && matches!(self.out.roles[*at], Role::Bare | Role::Joined(_))
        };
        let from = this.first.max(self.range.end.min(self.last_index()).saturating_sub(MAX_AHEAD * 2));
        let mut last = (from..self.last_index()).rev().find(is_free)?;
        for _ in 0..MAX_AHEAD {
            match self.out.roles[last] {
                Role::Joined(anchor) if self.out.of_phrase[anchor] == clause => last = anchor,
                _ => break,
            }
        }
        match self.out.roles[last] {
            Role::Governed(_) => (from..last).rev().find(|at| is_free(at) && self.out.roles[*at] == Role::Bare),
            _ => Some(last),
        }
    }

    fn last_index(&self) -> usize {
        self.last_noun.map_or(self.range.start, |noun| noun + 1)
    }

    /// Whether something is told that a speech could be of: a verb of the clause or the sentence, or a quotation.
    pub(super) fn has_verb_anywhere(&self, clause: usize) -> bool {
        let begins_with_quote = || matches!(self.phrases[self.range.start].kind, PhraseKind::Mark(Mark::Quote));
        self.has_verb(clause) || self.has_any_verb || begins_with_quote()
    }
}
