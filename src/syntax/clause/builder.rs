//! The clauses of one sentence while it is read: what is open, what stands between the last phrase and the next, and the steps that all kinds
//! of phrases share.

use std::ops::Range;

use super::tree::{Clause, Clauses, Link, Role};
use crate::reading::Reading;
use crate::syntax::phrase::{Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
use crate::syntax::word::Word;

/// What stands between the last phrase and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    None,
    Comma,
    And,
    CommaAnd,
}

impl Joint {
    /// Whether a conjunction stands there.
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::And | Self::CommaAnd)
    }
}

/// The last noun phrase since the verb of its clause that no preposition governs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fresh {
    pub(super) phrase: usize,
    pub(super) joint: Joint,
    /// The first of those that "and" joins to it, and what stands before that one.
    pub(super) start: (usize, Joint),
}

/// How many phrases are looked ahead at most: keeps the time linear.
pub(super) const MAX_AHEAD: usize = 40;
/// How many clauses are climbed at most.
pub(super) const MAX_DEPTH: usize = 12;

/// What is known of a sentence up to the phrase that is read.
pub(super) struct Builder<'b, 'r, 'a> {
    pub(super) reading: &'r Reading<'a>,
    pub(super) words: &'r [Word],
    pub(super) phrases: &'b mut [Phrase],
    pub(super) range: Range<usize>,
    pub(super) out: &'b mut Clauses,
    /// First clause of the sentence.
    pub(super) base: usize,
    pub(super) current: usize,
    pub(super) joint: Joint,
    pub(super) preposition: Option<usize>,
    pub(super) fresh: Option<Fresh>,
    /// Last noun phrase of any role.
    pub(super) last_noun: Option<usize>,
    /// Clauses to return to behind a bracket.
    pub(super) brackets: Vec<usize>,
    /// The verb of saying whose subject follows.
    pub(super) inverted: Option<usize>,
    /// The preposition that a conjunction or a comma stands before, since the last noun phrase that nothing governs.
    pub(super) led: Option<(usize, Joint)>,
    /// A noun phrase, and the preposition behind a joint that leads it in: "and in York 14 drivers".
    pub(super) led_in: Option<(usize, usize)>,
    /// Whether a clause of the sentence has a verb.
    pub(super) has_any_verb: bool,
    /// The speeches of the sentence in order, each with the first clause that it says.
    pub(super) speeches: Vec<(usize, Option<usize>)>,
}

impl<'b, 'r, 'a> Builder<'b, 'r, 'a> {
    /// One that knows nothing yet of the sentence whose phrases are `range`.
    pub(super) fn new(
        reading: &'r Reading<'a>,
        words: &'r [Word],
        phrases: &'b mut [Phrase],
        range: Range<usize>,
        out: &'b mut Clauses,
    ) -> Self {
        let base = out.clauses.len();
        Self {
            reading,
            words,
            phrases,
            range,
            out,
            base,
            current: base,
            joint: Joint::None,
            preposition: None,
            fresh: None,
            last_noun: None,
            brackets: Vec::new(),
            inverted: None,
            led: None,
            led_in: None,
            has_any_verb: false,
            speeches: Vec::new(),
        }
    }

    /// The current clause.
    pub(super) fn clause(&mut self) -> &mut Clause {
        &mut self.out.clauses[self.current]
    }

    /// Whether a clause has its verb.
    pub(super) fn has_verb(&self, clause: usize) -> bool {
        self.out.clauses[clause].verb.is_some()
    }

    /// How a clause hangs on its parent.
    pub(super) fn link(&self, clause: usize) -> Link {
        self.out.clauses[clause].link
    }

    /// The verb group of this phrase, if it is one.
    pub(super) fn group(&self, phrase: usize) -> Option<&VerbGroup> {
        match &self.phrases[phrase].kind {
            PhraseKind::Verb(group) => Some(group),
            _ => None,
        }
    }

    /// Opens a clause at phrase `first` and makes it the current one.
    pub(super) fn open(&mut self, link: Link, parent: Option<usize>, first: usize) -> usize {
        let clause = Clause { link, parent, first, end: first, subject: None, verb: None, antecedent: None, opener: None };
        self.out.clauses.push(clause);
        self.current = self.out.clauses.len() - 1;
        if let Some(speech) = parent {
            self.say(speech, self.current);
        }
        self.joint = Joint::None;
        self.preposition = None;
        self.fresh = None;
        self.current
    }

    /// Gives a phrase to the current clause.
    pub(super) fn take(&mut self, index: usize) {
        self.out.of_phrase[index] = self.current;
    }

    /// Tells each clause where it ends, with those within it.
    pub(super) fn close(&mut self) {
        for index in self.range.clone() {
            let mut clause = Some(self.out.of_phrase[index]);
            for _ in 0..MAX_DEPTH {
                let Some(at) = clause.filter(|at| *at >= self.base) else { break };
                let this = &mut self.out.clauses[at];
                this.end = this.end.max(index + 1);
                clause = this.parent;
            }
        }
    }

    /// Makes the verb group that of the clause.
    pub(super) fn attach(&mut self, clause: usize, index: usize, subject: Option<usize>) {
        self.current = clause;
        self.take(index);
        self.has_any_verb = true;
        let this = &mut self.out.clauses[clause];
        this.verb = Some(index);
        if this.subject.is_none() {
            this.subject = subject;
        }
        if let Some(subject) = subject.filter(|subject| !matches!(self.out.roles[*subject], Role::Governed(_) | Role::Joined(_))) {
            self.out.roles[subject] = Role::Subject;
        }
        self.joint = Joint::None;
        self.fresh = None;
    }

    /// Gives the phrases from `first` up to `index` that the clause before had to the current one.
    pub(super) fn move_from(&mut self, first: usize, index: usize) {
        let previous = self.out.of_phrase[first];
        for at in first..index {
            if self.out.of_phrase[at] == previous {
                self.out.of_phrase[at] = self.current;
            }
        }
    }

    /// Decides the voice of a participle that may be a past form as well; an active one is finite.
    pub(super) fn set_voice(&mut self, index: usize, voice: Voice) {
        if let PhraseKind::Verb(group) = &mut self.phrases[index].kind
            && group.voice == Voice::Open
        {
            group.voice = voice;
            if voice == Voice::Active {
                group.form = VerbForm::Finite;
            }
        }
    }

    /// Remembers the first clause that hangs on a speech.
    pub(super) fn say(&mut self, speech: usize, clause: usize) {
        if let Ok(at) = self.speeches.binary_search_by_key(&speech, |(speech, _)| *speech) {
            self.speeches[at].1.get_or_insert(clause);
        }
    }

    /// The first clause that hangs on a speech.
    pub(super) fn said_in(&self, speech: usize) -> Option<usize> {
        let at = self.speeches.binary_search_by_key(&speech, |(speech, _)| *speech).ok()?;
        self.speeches[at].1
    }
}
