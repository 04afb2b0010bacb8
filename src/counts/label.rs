//! Labels and headings: "KILLED: 12", "Houses destroyed: 118", "Seized in the raids were:" above its items.

use super::category::can_happen;
use super::source::{Happening, Source};
use super::story::Story;
use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::grammar::Role as FrameRole;
use crate::gazetteer::lexicon::WordSense;
use crate::syntax::clause::Link;
use crate::syntax::phrase::{Mark, PhraseKind, VerbForm, Voice};
use crate::syntax::quantity::Quantity;

/// How many phrases of a label or a heading are looked at: keeps the time linear.
const MAX_PHRASES: usize = 24;
/// How many items stand below a heading at most.
const MAX_ITEMS: usize = 24;

impl<'a> Story<'_, 'a> {
    /// "KILLED: 12", "Deaths: 4 in Lofa, 7 in Bong", "Houses destroyed: 118".
    pub(super) fn by_label(&self, phrase: usize, quantity: &Quantity, clause: usize) -> Option<Happening<'a>> {
        let label = self.label_of(clause)?;
        let first = self.syntax.clause(clause).first;
        let (by, category) = self.phrases_before(first, label).find_map(|at| Some((at, self.category_of_label(at)?)))?;
        can_happen(category, quantity.subject).then(|| self.told(phrase, by, category, "count-labelled", Source::Toll))
    }

    /// What a label says is counted, where its figure does not: the houses of "Houses destroyed: 118".
    pub(super) fn subject_of_label(&self, clause: usize) -> Option<CountSubject> {
        let label = self.label_of(clause)?;
        let subject = self.syntax.clause(label).subject?;
        let nouns = self.reading.words_at(self.syntax.phrases[subject].head);
        nouns.filter_map(|(_, sense)| if let WordSense::Noun(subject, _) = sense { Some(subject) } else { None }).next()
    }

    /// The clause before the colon: no sentence, but a noun, a state, or a participle.
    fn label_of(&self, clause: usize) -> Option<usize> {
        let this = self.syntax.clause(clause);
        let label = this.parent.filter(|_| this.link == Link::Label)?;
        let is_label = self.syntax.verb_of(label).is_none_or(|group| group.form == VerbForm::Participle);
        is_label.then_some(label)
    }

    /// The phrases of `clause` before `end`, the last first.
    fn phrases_before(&self, end: usize, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.syntax.clause(clause).first.max(end.saturating_sub(MAX_PHRASES));
        (from..end).rev().filter(move |at| self.syntax.clauses.of_phrase[*at] == clause)
    }

    fn category_of_label(&self, phrase: usize) -> Option<CountCategory> {
        let tokens = self.syntax.tokens(phrase);
        match &self.syntax.phrases[phrase].kind {
            PhraseKind::Noun(_) | PhraseKind::State => self.toll_in(tokens).or_else(|| self.state_in(tokens)),
            PhraseKind::Verb(group) => {
                let by_verb = || self.grammar().verb(group.verb?).plain_category(FrameRole::Object);
                self.toll_in(tokens).or_else(|| self.state_in(tokens)).or_else(by_verb)
            }
            _ => None,
        }
    }

    /// "Seized in the raids were:", and below it "- 6 rifles": what the heading says happened to its items.
    pub(super) fn by_heading(&self, phrase: usize, quantity: &Quantity) -> Option<Happening<'a>> {
        let sentence = self.sentence_of(phrase);
        if !self.is_item(sentence) {
            return None;
        }
        let heading = (sentence.saturating_sub(MAX_ITEMS)..sentence).rev().find(|at| !self.is_item(*at))?;
        let phrases = self.syntax.sentence_starts[heading]..self.syntax.sentence_starts[heading + 1];
        let last = phrases.end.checked_sub(1).filter(|last| phrases.contains(last) && self.is_mark(*last, Mark::Colon))?;
        for at in phrases.rev().take(MAX_PHRASES) {
            let clause = self.syntax.clauses.of_phrase[at];
            let told = match &self.syntax.phrases[at].kind {
                // A verb that is done to things: the seizing, not what the seized are.
                PhraseKind::Verb(group) if group.voice != Voice::Active || last == at + 1 => {
                    self.by_frames(phrase, quantity, clause, FrameRole::Object)
                }
                PhraseKind::Noun(_) | PhraseKind::State => {
                    let category = self.category_of_label(at).filter(|category| can_happen(*category, quantity.subject));
                    category.map(|category| self.told(phrase, at, category, "count-labelled", Source::Toll))
                }
                _ => None,
            };
            if told.as_ref().is_some_and(|told| told.category.is_some()) {
                return told;
            }
        }
        None
    }

    /// Whether a sentence is an item of a list: a mark, and behind it no verb.
    fn is_item(&self, sentence: usize) -> bool {
        let first = self.syntax.sentence_starts[sentence];
        let is_bullet = matches!(
            self.syntax.phrases.get(first).map(|phrase| &phrase.kind),
            Some(PhraseKind::Mark(Mark::Dash | Mark::Stop | Mark::Other))
        );
        is_bullet && self.syntax.clause(self.syntax.clauses.of_phrase[first]).verb.is_none()
    }
}
