//! Speeches: ", police said", and between commas what somebody says of it.

use super::builder::{Builder, Fresh, Joint, MAX_DEPTH};
use super::tree::{Link, Role};
use crate::syntax::phrase::{Mark, PhraseKind};

impl Builder<'_, '_, '_> {
    /// ", police said": what stands before is what is said.
    pub(super) fn speech(&mut self, index: usize, subject: Option<usize>) -> usize {
        let mut root = self.current;
        for _ in 0..MAX_DEPTH {
            match self.out.clauses[root].parent.filter(|parent| *parent >= self.base) {
                Some(parent) if self.link(root) != Link::Speech => root = parent,
                _ => break,
            }
        }
        let first = subject.unwrap_or(index);
        let speech = self.open(Link::Speech, None, first);
        self.speeches.push((speech, None));
        if let Some(subject) = subject {
            self.move_from(subject, index);
            self.out.roles[subject] = Role::Subject;
        }
        self.attach(speech, index, None);
        self.clause().subject = subject;
        if root != speech && self.out.clauses[root].parent.is_none() && self.link(root) != Link::Speech {
            self.out.clauses[root].parent = Some(speech);
            self.say(speech, root);
        }
        speech
    }

    /// "Two people, the mayor said, were killed": a speech between commas.
    pub(super) fn is_inserted_speech(&self, index: usize) -> bool {
        let Some(Fresh { phrase, joint: Joint::Comma, .. }) = self.fresh else { return false };
        let closes = self.phrases.get(index + 1).is_some_and(|next| {
            index + 1 < self.range.end && matches!(next.kind, PhraseKind::Mark(Mark::Comma) | PhraseKind::Time | PhraseKind::Preposition(_))
        });
        closes && matches!(self.out.roles[phrase], Role::Joined(_))
    }

    /// Opens a speech between commas, behind which what was begun goes on.
    pub(super) fn insert_speech(&mut self, index: usize) {
        let clause = self.current;
        let subject = self.fresh.map(|fresh| fresh.phrase);
        self.speech(index, subject);
        // What was begun goes on.
        self.last_noun = self.last_noun.filter(|noun| Some(*noun) != subject);
        self.current = clause;
        self.joint = Joint::None;
        let first = self.out.clauses[clause].first;
        self.last_noun =
            (first..index).rev().find(|at| self.out.of_phrase[*at] == clause && matches!(self.phrases[*at].kind, PhraseKind::Noun(_)));
    }
}
