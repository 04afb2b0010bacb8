//! What a phrase is in its clause, and which clauses hang on it.

use super::story::Story;
use crate::gazetteer::grammar::{Parts, Role as FrameRole};
use crate::gazetteer::lexicon::Function;
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Determiner, Mark, PhraseKind, VerbGroup, Voice};

/// How many phrases joined to one another are followed: keeps the time linear.
const MAX_PHRASES: usize = 24;
/// How many clauses behind a clause are looked at for those that hang on it.
pub(super) const MAX_CLAUSES: usize = 12;

/// What the subject of a verb is to its frames: of the passive the object.
pub(super) fn role_of_subject(voice: Voice) -> FrameRole {
    if voice == Voice::Passive { FrameRole::Object } else { FrameRole::Subject }
}

impl Story<'_, '_> {
    /// How many clauses hang on one another at most.
    pub(super) const MAX_DEPTH: usize = 8;

    /// The role of a phrase, that of the first one where several are joined; and the number of that first one.
    pub(super) fn role(&self, phrase: usize) -> (Role, usize) {
        let mut at = phrase;
        for _ in 0..MAX_PHRASES {
            match self.syntax.clauses.roles[at] {
                Role::Joined(anchor) if anchor < at => at = anchor,
                // "a total of 52 supporters": what they are in the clause is what the total is.
                Role::Governed(preposition) if self.is_transparent(preposition) => at = preposition - 1,
                role => return (role, at),
            }
        }
        (Role::None, at)
    }

    /// Whether "of" leads from a noun that stands for what it governs: "a total of", "a group of".
    fn is_transparent(&self, preposition: usize) -> bool {
        let is_of = matches!(self.syntax.phrases[preposition].kind, PhraseKind::Preposition(Function::Of));
        let Some(noun) = preposition.checked_sub(1).filter(|_| is_of) else { return false };
        let is_plain = self.syntax.noun(noun).is_some_and(|noun| noun.quantity.is_none());
        let head = self.syntax.phrases[noun].head;
        is_plain && self.completes(head, "transparent")
    }

    /// The relative clause, with a relative or without, that hangs on a noun phrase.
    pub(super) fn relative_of(&self, phrase: usize, clause: usize) -> Option<usize> {
        let clauses = &self.syntax.clauses.clauses;
        let from = clause.saturating_add(1);
        (from..clauses.len().min(from + MAX_CLAUSES)).find(|at| {
            let this = &clauses[*at];
            matches!(this.link, Link::Relative | Link::Participle)
                && this.antecedent == Some(phrase)
                && (this.link == Link::Relative || this.opener.is_none())
        })
    }

    /// Whether the verb of a clause is negated, or what it says is said of nobody.
    pub(super) fn is_negated(&self, clause: usize) -> bool {
        let this = self.syntax.clause(clause);
        let by_verb = self.syntax.verb_of(clause).is_some_and(|group| group.is_negated);
        let by_subject =
            this.subject.and_then(|subject| self.syntax.noun(subject)).is_some_and(|noun| noun.determiner == Determiner::Negative);
        let by_adverb = this.verb.is_some_and(|verb| {
            let from = this.first.max(verb.saturating_sub(3));
            (from..verb).any(|at| {
                self.syntax.clauses.of_phrase[at] == clause
                    && matches!(self.syntax.phrases[at].kind, PhraseKind::Adverb)
                    && self.syntax.words[self.syntax.phrases[at].tokens.start].is(Parts::NEGATION)
            })
        });
        by_verb || by_subject || by_adverb
    }

    /// The clauses that hang on a clause.
    pub(super) fn children(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let clauses = &self.syntax.clauses.clauses;
        (clause + 1..clauses.len().min(clause + 1 + MAX_CLAUSES)).filter(move |at| clauses[*at].parent == Some(clause))
    }

    /// Whether a copula is "be" itself: "left a widow" says of nobody what she is.
    pub(super) fn is_be(&self, group: &VerbGroup) -> bool {
        let own = self.syntax.words[group.term.start].verb;
        own.is_none_or(|own| Some(own) == self.grammar().be())
    }

    /// Whether a mark of this kind is the phrase.
    pub(super) fn is_mark(&self, phrase: usize, mark: Mark) -> bool {
        self.syntax.phrases.get(phrase).is_some_and(|it| it.kind == PhraseKind::Mark(mark))
    }

    /// "among them", one term or two phrases.
    pub(super) fn leads_to_them(&self, phrase: usize) -> bool {
        let is_among = self.syntax.phrases.get(phrase).is_some_and(|it| matches!(it.kind, PhraseKind::Preposition(Function::Among)));
        is_among && (self.syntax.tokens(phrase).len() > 1 || self.syntax.noun(phrase + 1).is_some_and(|noun| noun.is_pronoun))
    }
}
