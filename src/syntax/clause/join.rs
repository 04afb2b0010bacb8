//! Clauses that a verb group completes, or opens beside or below another.

use super::builder::Builder;
use super::tree::{Link, Role};
use crate::syntax::phrase::Voice;

impl Builder<'_, '_, '_> {
    /// Gives a clause without a verb the verb group, and the noun phrase that waits for it as its subject.
    pub(super) fn complete(&mut self, clause: usize, index: usize) {
        let subject = self.subject_for(clause);
        self.attach(clause, index, subject);
    }

    /// Opens a clause beside `target`; without a subject of its own it shares that one's.
    pub(super) fn coordinate(&mut self, index: usize, target: usize, subject: Option<usize>) {
        // Beside a speech stands what is said, not the saying.
        let target = if self.link(target) == Link::Speech { self.said_in(target).unwrap_or(target) } else { target };
        let shared = self.out.clauses[target].subject;
        let led_in = self.led_in.take().filter(|(led, _)| subject == Some(*led)).map(|(_, preposition)| preposition);
        let first = led_in.or(subject).unwrap_or(index);
        self.open(Link::Coordinate, Some(target), first);
        if let Some(subject) = subject {
            self.move_from(first, index);
            self.out.roles[subject] = Role::Subject;
        }
        self.attach(self.current, index, None);
        self.clause().subject = subject.or(shared);
    }

    /// Opens what the verb of `parent` says, thinks or finds; the noun phrase `subject` that was its object is the subject.
    pub(super) fn complement(&mut self, index: usize, parent: usize, subject: usize) {
        self.open(Link::Complement, Some(parent), subject);
        self.move_from(subject, index);
        self.out.roles[subject] = Role::Subject;
        self.attach(self.current, index, Some(subject));
    }

    /// A clause without a relative: "four tourists killed in the avalanche".
    pub(super) fn reduced(&mut self, index: usize, parent: usize, antecedent: Option<usize>) {
        self.set_voice(index, Voice::Passive);
        let noun = self.last_noun;
        self.open(Link::Relative, Some(parent), index);
        self.attach(self.current, index, None);
        self.clause().antecedent = antecedent;
        self.last_noun = noun;
    }
}
