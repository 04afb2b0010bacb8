//! What the phrases ahead and the rows of a verb say of how a verb group can be taken.

use super::builder::{Builder, MAX_AHEAD};
use crate::gazetteer::grammar::{Role as FrameRole, Takes};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::syntax::phrase::{Mark, PhraseKind, VerbForm, VerbGroup, Voice};

impl Builder<'_, '_, '_> {
    /// Whether a noun phrase follows as the object of the verb group at `index`.
    pub(super) fn object_follows(&self, index: usize) -> bool {
        let mut at = index + 1;
        while at < self.range.end && matches!(self.phrases[at].kind, PhraseKind::Adverb) {
            at += 1;
        }
        at < self.range.end && matches!(self.phrases[at].kind, PhraseKind::Noun(_))
    }

    /// Whether what follows is what a participle would be said of: "accused of".
    pub(super) fn preposition_follows(&self, index: usize) -> bool {
        let next = self.phrases.get(index + 1).filter(|_| index + 1 < self.range.end);
        next.is_some_and(|next| matches!(next.kind, PhraseKind::Preposition(Function::Of | Function::By | Function::To)))
    }

    /// Whether nothing but adverbs and times stands there.
    pub(super) fn only_adverbs_between(&self, from: usize, to: usize) -> bool {
        to <= from + MAX_AHEAD && (from..to).all(|at| matches!(self.phrases[at].kind, PhraseKind::Adverb | PhraseKind::Time))
    }

    /// Whether a finite verb group follows in the sentence that has no subject of its own, so that what stands here waits for it.
    pub(super) fn verb_follows(&self, index: usize) -> bool {
        let mut fresh = false;
        let mut opened = 0_usize;
        for at in index + 1..self.range.end.min(index + 1 + MAX_AHEAD) {
            match &self.phrases[at].kind {
                PhraseKind::Mark(Mark::Stop | Mark::Colon) => return false,
                PhraseKind::Mark(Mark::Open) => opened += 1,
                PhraseKind::Mark(Mark::Close) => opened = opened.saturating_sub(1),
                _ if opened > 0 => {}
                PhraseKind::Relative | PhraseKind::That => fresh = true,
                PhraseKind::Subordinator if self.clause_follows(at) => fresh = true,
                PhraseKind::Conjunction => {
                    // "and was": beside what stands here.
                    fresh = false;
                    if self.phrases.get(at + 1).is_some_and(|next| at + 1 < self.range.end && matches!(next.kind, PhraseKind::Verb(_))) {
                        return false;
                    }
                }
                PhraseKind::Mark(Mark::Comma | Mark::Dash) => fresh = false,
                PhraseKind::Noun(_) => {
                    let is_governed =
                        matches!(self.phrases[at - 1].kind, PhraseKind::Preposition(_) | PhraseKind::Subordinator | PhraseKind::Verb(_));
                    fresh |= !is_governed;
                }
                PhraseKind::Verb(group)
                    if group.form == VerbForm::Finite
                        || group.voice == Voice::Open
                            && !fresh
                            && (self.object_follows(at) || self.is_behind_comma(at) && !self.is_done_to_objects(group)) =>
                {
                    if !fresh {
                        return !self.says(group) || !matches!(self.phrases[at - 1].kind, PhraseKind::Mark(_));
                    }
                    // Its own clause is told; what follows may still be the verb that is waited for.
                    fresh = false;
                }
                _ => {}
            }
        }
        false
    }

    /// Whether a clause follows the subordinator, not a noun phrase alone: "after a bomb exploded", not "after the attack".
    pub(super) fn clause_follows(&self, index: usize) -> bool {
        let mut has_noun = false;
        for at in index + 1..self.range.end.min(index + 1 + MAX_AHEAD) {
            match &self.phrases[at].kind {
                PhraseKind::Verb(group) => match group.form {
                    VerbForm::Finite => return has_noun,
                    VerbForm::Participle => {
                        let is_active = group.voice == Voice::Open && (self.object_follows(at) || !self.is_done_to_objects(group));
                        if has_noun && is_active {
                            return true;
                        }
                        // "as roof falls", "after 12 wounded": a participle behind a noun goes on looking.
                        if !has_noun {
                            return false;
                        }
                    }
                    VerbForm::Gerund => {
                        if !has_noun {
                            return false;
                        }
                    }
                    VerbForm::Infinitive => {}
                },
                PhraseKind::Noun(_) => has_noun = true,
                PhraseKind::Mark(Mark::Comma | Mark::Stop | Mark::Colon | Mark::Dash) | PhraseKind::Subordinator => return false,
                PhraseKind::Relative | PhraseKind::That if has_noun => return false,
                _ => {}
            }
        }
        false
    }

    fn is_behind_comma(&self, index: usize) -> bool {
        index > self.range.start && self.phrases[index - 1].kind == PhraseKind::Mark(Mark::Comma)
    }

    /// Whether it is a verb of saying.
    pub(super) fn says(&self, group: &VerbGroup) -> bool {
        group.voice != Voice::Passive
            && group.term.clone().any(|token| self.reading.words_at(token).any(|(_, sense)| sense == WordSense::Say))
    }

    /// Whether the verb of a clause may be followed so; a verb of saying by anything.
    pub(super) fn takes(&self, clause: usize, takes: Takes) -> bool {
        let verb = self.out.clauses[clause].verb.and_then(|verb| self.group(verb));
        verb.is_some_and(|group| {
            self.says(group) || group.verb.is_some_and(|verb| self.reading.gazetteer.grammar().verb(verb).takes.any(takes))
        })
    }

    /// Whether a row says that something happens to the verb's object: without one it is a passive, "12 killed in a fire".
    pub(super) fn is_done_to_objects(&self, group: &VerbGroup) -> bool {
        let grammar = self.reading.gazetteer.grammar();
        group.verb.is_some_and(|verb| {
            let frames = &grammar.verb(verb).frames;
            frames.iter().any(|frame| frame.role == FrameRole::Object && frame.category.is_some())
                && !frames.iter().any(|frame| frame.role == FrameRole::Subject && frame.category.is_some())
        })
    }

    /// "died", "fled": whether the verb tells of its subject alone.
    pub(super) fn is_never_passive(&self, group: &VerbGroup) -> bool {
        let grammar = self.reading.gazetteer.grammar();
        group.verb.is_some_and(|verb| {
            let frames = &grammar.verb(verb).frames;
            let tells = |role: FrameRole| frames.iter().any(|frame| frame.role == role && frame.category.is_some());
            tells(FrameRole::Subject) && !tells(FrameRole::Object)
        })
    }
}
