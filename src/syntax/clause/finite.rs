//! Finite verb groups: each completes the clause that waits for it, or begins one.

use super::builder::{Builder, Fresh, Joint};
use super::tree::{Link, Role};
use crate::gazetteer::grammar::Takes;
use crate::gazetteer::lexicon::SpeechUse;
use crate::syntax::phrase::{PhraseKind, VerbGroup};

impl Builder<'_, '_, '_> {
    /// Gives a finite verb group its clause.
    pub(super) fn finite(&mut self, index: usize, group: &VerbGroup) {
        let says = self.says(group);
        let current = self.current;
        if self.joint != Joint::None {
            return self.finite_behind_joint(index, says);
        }
        if !self.has_verb(current) {
            if says && self.is_inserted_speech(index) {
                return self.insert_speech(index);
            }
            return self.complete(current, index);
        }
        if let Some((led, _)) = self.led.take().filter(|_| group.is_copula) {
            // "and among the missing were 14": its subject follows.
            let target = self.finite_above(current);
            self.open(Link::Coordinate, Some(target), led);
            self.move_from(led, index);
            return self.attach(self.current, index, None);
        }
        match self.fresh {
            Some(fresh) => self.finite_with_subject(index, fresh, says),
            None => match self.waiting(current) {
                Some(waiting) => {
                    self.complete(waiting, index);
                }
                None => self.coordinate(index, current, None),
            },
        }
    }

    /// ", killed 12", "and killed 12", ", said the mayor": a verb group right behind a comma or a conjunction.
    fn finite_behind_joint(&mut self, index: usize, says: bool) {
        let current = self.current;
        if self.joint.joins() {
            if !self.has_verb(current) {
                return self.complete(current, index);
            }
            // A comma before "and" closes what a comma has opened.
            let target = self.finite_above(current);
            return self.coordinate(index, target, None);
        }
        let waits = |clause: usize| self.subject_for(clause).is_some();
        let is_awaited = (!self.has_verb(current) && waits(current)) || self.waiting(current).is_some_and(waits);
        let inverts = self.group(index).is_some_and(|group| {
            let uses = group.term.clone().flat_map(|token| self.reading.speeches_at(token));
            uses.into_iter().any(|(_, usage)| usage == SpeechUse::Inverted)
        });
        let is_before_noun = inverts
            && !is_awaited
            && self.phrases.get(index + 1).is_some_and(|next| index + 1 < self.range.end && matches!(next.kind, PhraseKind::Noun(_)));
        if says && is_before_noun && self.has_verb_anywhere(current) {
            let speech = self.speech(index, None);
            self.inverted = Some(speech);
            return;
        }
        if !self.has_verb(current) {
            return self.complete(current, index);
        }
        if let Some(waiting) = self.waiting(current) {
            return self.complete(waiting, index);
        }
        match self.fresh.filter(|fresh| fresh.start.0 < fresh.phrase && fresh.start.1 != Joint::None) {
            // "and his passenger, Ana Reyes, died"
            Some(Fresh { start: (phrase, joint), .. }) => {
                self.finite_with_subject(index, Fresh { phrase, joint, start: (phrase, joint) }, says);
            }
            None => {
                let target = self.finite_above(current);
                self.coordinate(index, target, None);
            }
        }
    }

    /// A verb group behind a noun phrase that stands behind the verb of its clause.
    fn finite_with_subject(&mut self, index: usize, fresh: Fresh, says: bool) {
        let current = self.current;
        let takes_clause = self.takes(current, Takes::CLAUSE);
        // ", police and medical sources said"
        let fresh = match fresh.start {
            (start, Joint::Comma) if says => Fresh { phrase: start, joint: Joint::Comma, ..fresh },
            _ => fresh,
        };
        match fresh.joint {
            Joint::None => {
                let is_bare_auxiliary = self.group(index).is_some_and(|group| group.term == self.phrases[index].tokens);
                let is_inverted = is_bare_auxiliary && self.object_follows(index) && !takes_clause && self.waiting(current).is_none();
                if is_inverted {
                    // "had the wind not turned"
                    self.open(Link::Adverbial, Some(current), index);
                    self.attach(self.current, index, None);
                } else if takes_clause {
                    self.complement(index, current, fresh.phrase);
                } else if let Some(waiting) = self.waiting(current) {
                    let subject = self.subject_for(waiting).or(Some(fresh.phrase));
                    self.attach(waiting, index, subject);
                } else {
                    self.coordinate(index, current, Some(fresh.phrase));
                }
            }
            Joint::Comma => {
                if says {
                    self.speech(index, Some(fresh.phrase));
                } else if let Some(waiting) = self.waiting(current).filter(|_| self.link(current) != Link::Relative) {
                    let subject = self.subject_for(waiting).or(Some(fresh.phrase));
                    self.attach(waiting, index, subject);
                } else {
                    let target = self.finite_above(current);
                    self.coordinate(index, target, Some(fresh.phrase));
                }
            }
            // "said 87 drones and four missiles were shot down"
            Joint::And if takes_clause && fresh.start.1 == Joint::None && self.out.roles[fresh.start.0] == Role::Object => {
                self.complement(index, current, fresh.start.0);
            }
            Joint::And | Joint::CommaAnd => {
                let target = if fresh.joint == Joint::CommaAnd { self.closed_above(current) } else { self.finite_above(current) };
                self.coordinate(index, target, Some(fresh.phrase));
            }
        }
    }
}
