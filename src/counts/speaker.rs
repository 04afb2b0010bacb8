//! Who says so: the first clause above a fact that says it, else the speaker of the quotation around it.

use std::ops::Range;

use super::fact::Fact;
use super::source::Source;
use super::story::Story;
use crate::extraction::{Modality, PlaceUsage};
use crate::gazetteer::grammar::{Parts, Takes};
use crate::gazetteer::lexicon::{Function, SpeechUse, WordSense};
use crate::syntax::clause::{Link, Role};
use crate::syntax::phrase::{Determiner, Mark, PhraseKind, Voice};
use crate::syntax::quotation::Quotations;

/// Who says so, and in what way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The words that name him or her; empty where the text names nobody.
    pub(super) tokens: Range<usize>,
    /// The strongest of claiming and denying on the way.
    pub(super) modality: Option<Modality>,
}

/// How many phrases the words that name a speaker have at most.
const MAX_SPEAKER_PHRASES: usize = 12;
/// How many phrases a verb of saying may be from the quotation that it introduces or follows.
const MAX_TO_QUOTATION: usize = 10;

impl<'s, 'a> Story<'s, 'a> {
    /// Who says what the fact tells.
    pub(super) fn speaker(&self, fact: &Fact<'a>, quotations: &Quotations) -> Speaker {
        let mut speaker = Speaker::default();
        let own = self.syntax.clauses.of_phrase[fact.phrase];
        let mut at = own;
        // "The ministry reported 15 deaths": the figure is the object.
        if self.speaks(own)
            && let Some(verb) = self.syntax.clause(own).verb
        {
            let states =
                self.states_figure(own) || fact.tokens.start < self.syntax.tokens(fact.phrase).start && fact.source != Source::Verb;
            let is_object = verb < fact.phrase && !matches!(self.role(fact.phrase).0, Role::Subject);
            if is_object && states {
                self.heed(own, &mut speaker);
                if !self.happens_in_subject(own) {
                    self.name(own, &mut speaker);
                }
            } else if verb > fact.phrase && self.syntax.verb_of(own).is_some_and(|group| group.voice == Voice::Passive) {
                // "12 deaths were reported": names nobody.
                self.heed(own, &mut speaker);
            }
        }
        for _ in 0..Self::MAX_DEPTH {
            if !speaker.tokens.is_empty() {
                break;
            }
            if let Some(tokens) = self.source_in(at) {
                speaker.tokens = tokens;
                break;
            }
            let this = self.syntax.clause(at);
            let Some(parent) = this.parent else { break };
            match this.link {
                Link::Complement => {
                    self.heed(parent, &mut speaker);
                    if self.speaks(parent) {
                        self.name(parent, &mut speaker);
                    }
                }
                Link::Main | Link::Speech if self.syntax.is_linked(parent, Link::Speech) => {
                    self.heed(parent, &mut speaker);
                    self.name(parent, &mut speaker);
                }
                // "claimed to have killed 45", "denied killing nine"
                Link::Infinitive | Link::Participle if self.speaks(parent) && this.antecedent.is_none() => {
                    self.heed(parent, &mut speaker);
                    let is_own = this.subject == self.syntax.clause(parent).subject;
                    if is_own {
                        self.name(parent, &mut speaker);
                    }
                }
                // "Police: six shot dead"
                Link::Label if self.syntax.clause(parent).verb.is_none() => {
                    if let Some(tokens) = self.label_speaker(parent) {
                        speaker.tokens = tokens;
                    }
                }
                _ => {}
            }
            at = parent;
        }
        let is_first_person = |tokens: &Range<usize>| tokens.len() == 1 && self.completes(tokens.start, "first-person");
        if (speaker.tokens.is_empty() || is_first_person(&speaker.tokens))
            && let Some(tokens) = self.quoted_speaker(fact.quantity.tokens.start, quotations)
        {
            speaker.tokens = tokens;
        }
        speaker
    }

    /// "Toliara has recorded 900 cases": the subject is where they were, and says nothing.
    fn happens_in_subject(&self, clause: usize) -> bool {
        let Some(subject) = self.syntax.clause(clause).subject else { return false };
        let tokens = self.syntax.tokens(subject);
        let mentions = self.place_mentions(tokens);
        let is_whole = |index: usize| self.named.places[index].0 == *tokens && self.place_mention(index).1 == PlaceUsage::Location;
        mentions.len() == 1 && mentions.into_iter().all(is_whole)
    }

    /// Whether the verb of saying of a clause may have a figure as its object: "counted 12 bodies".
    fn states_figure(&self, clause: usize) -> bool {
        self.syntax.verb_of(clause).is_some_and(|group| {
            group.term.clone().any(|token| self.reading.speeches_at(token).any(|(_, usage)| usage == SpeechUse::OfFigure))
        })
    }

    /// Takes up in what way a clause says what hangs on it.
    fn heed(&self, clause: usize, speaker: &mut Speaker) {
        let Some(group) = self.syntax.verb_of(clause) else { return };
        let cue = group.term.clone().flat_map(|token| self.reading.cues_at(token)).find_map(|(_, cue)| match cue {
            WordSense::Cue(modality @ (Modality::Claimed | Modality::Denied)) => Some(modality),
            _ => None,
        });
        let negates = self.is_negated(clause) && (self.speaks(clause) || self.thinks(clause));
        let cue = if negates { Some(Modality::Denied) } else { cue };
        if speaker.modality != Some(Modality::Denied) {
            speaker.modality = cue.or(speaker.modality);
        }
    }

    fn thinks(&self, clause: usize) -> bool {
        self.syntax.verb_of(clause).and_then(|group| group.verb).is_some_and(|verb| self.grammar().verb(verb).takes.any(Takes::CLAUSE))
    }

    /// Takes the subject of a clause that says as the speaker.
    fn name(&self, clause: usize, speaker: &mut Speaker) {
        let this = self.syntax.clause(clause);
        let passive = self.syntax.verb_of(clause).is_none_or(|group| group.voice == Voice::Passive);
        let negated = self.is_negated(clause) && speaker.modality == Some(Modality::Denied);
        let denies = self.is_verb(clause, WordSense::Cue(Modality::Denied));
        if passive || (negated && !denies) {
            return;
        }
        let subject = this.subject.or(if this.link == Link::Relative { this.antecedent } else { None });
        if let Some(subject) = subject {
            speaker.tokens = self.speaker_words(subject, this.verb.unwrap_or(usize::MAX));
        }
    }

    /// The words that name a speaker: the noun phrase, what "of" adds to it, and the office in commas.
    fn speaker_words(&self, subject: usize, verb: usize) -> Range<usize> {
        let clause = self.syntax.clauses.of_phrase[subject];
        let start = self.syntax.tokens(subject).start;
        let mut end = subject + 1;
        let limit = if verb > subject { verb } else { usize::MAX };
        let limit = limit.min(self.syntax.phrases.len()).min(subject + MAX_SPEAKER_PHRASES);
        while end < limit && self.syntax.clauses.of_phrase[end] == clause {
            let next = end + 1;
            let is_noun = |at: usize| at < limit && self.syntax.noun(at).is_some() && self.syntax.clauses.of_phrase[at] == clause;
            match &self.syntax.phrases[end].kind {
                PhraseKind::Preposition(function)
                    if is_noun(next) && (verb > subject || *function == Function::Of || self.is_office(next - 2)) =>
                {
                    end += 2
                }
                PhraseKind::Conjunction if is_noun(next) => end += 2,
                PhraseKind::Mark(Mark::Comma) if is_noun(next) && self.names_office(subject, next) => end += 2,
                _ => break,
            }
        }
        let mut tokens = start..self.syntax.tokens(end - 1).end;
        // "meanwhile", "On Friday": what is no part of a name goes.
        while tokens.len() > 1
            && self.syntax.words[tokens.start].is(Parts::ADVERB)
            && !self.syntax.words[tokens.start].is(Parts::NOMINAL.or(Parts::ADJECTIVE).or(Parts::DETERMINER))
        {
            tokens.start += 1;
        }
        tokens
    }

    fn is_office(&self, phrase: usize) -> bool {
        self.syntax.noun(phrase).is_some_and(|noun| noun.name.is_none())
    }

    /// Whether what stands in commas behind a speaker says who it is: an office behind a name, a name behind an office.
    fn names_office(&self, speaker: usize, aside: usize) -> bool {
        let (Some(one), Some(other)) = (self.syntax.noun(speaker), self.syntax.noun(aside)) else { return false };
        let is_age = other.quantity.is_some() || self.syntax.words[self.syntax.tokens(aside).start].is(Parts::NUMERAL);
        !is_age && (one.name.is_some() || other.name.is_some() || other.determiner != Determiner::None || self.is_role(aside))
    }

    fn is_role(&self, phrase: usize) -> bool {
        let tokens = self.syntax.tokens(phrase).clone();
        tokens.into_iter().any(|token| self.reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Title(_))))
    }

    /// "according to the governor": the source that a clause names.
    fn source_in(&self, clause: usize) -> Option<Range<usize>> {
        let source = self.grammar().complement("source")?;
        let phrases =
            self.phrases_of(clause).filter(|at| matches!(self.syntax.phrases[*at].kind, PhraseKind::Preposition(_) | PhraseKind::Adverb));
        let by = phrases.into_iter().find(|at| self.reading.is_word(self.syntax.tokens(*at).start, WordSense::Complement(source)))?;
        let noun = (by + 1..(by + 3).min(self.syntax.phrases.len())).find(|at| self.syntax.noun(*at).is_some())?;
        Some(self.speaker_words(noun, by))
    }

    /// "Police: six shot dead": the label, if somebody who can speak.
    fn label_speaker(&self, label: usize) -> Option<Range<usize>> {
        const MOST_TOKENS: usize = 6;
        let first = self.syntax.clause(label).first;
        let noun = self.syntax.noun(first)?;
        let tokens = self.syntax.tokens(first).clone();
        let can_speak = noun.name.is_some_and(|_| self.person_in(&tokens).is_some()) || self.can_speak(&tokens);
        (can_speak && tokens.len() <= MOST_TOKENS && noun.quantity.is_none()).then_some(tokens)
    }

    /// Whether the noun phrase is somebody or a body that can speak.
    fn can_speak(&self, tokens: &Range<usize>) -> bool {
        let Some(speaker) = self.grammar().complement("speaker") else { return false };
        self.has_complement(tokens.clone(), speaker)
    }

    /// The speaker of the quotation around `token`: the verb of saying stands right behind it or right before it.
    fn quoted_speaker(&self, token: usize, quotations: &Quotations) -> Option<Range<usize>> {
        let quotation = quotations.around(token)?;
        let mark = self.syntax.phrase_of(quotation.end.min(self.reading.len() - 1));
        let behind = mark + 1..(mark + 1 + MAX_TO_QUOTATION).min(self.syntax.phrases.len());
        if let Some(found) = self.saying_in(behind, true) {
            return Some(found);
        }
        let first = self.syntax.phrase_of(quotation.start);
        let before = first.saturating_sub(MAX_TO_QUOTATION)..first.saturating_sub(1);
        self.saying_in(before, false)
    }

    /// The subject of the first, or last, verb of saying among the phrases.
    fn saying_in(&self, phrases: Range<usize>, is_first: bool) -> Option<Range<usize>> {
        let says = |at: &usize| {
            let clause = self.syntax.clauses.of_phrase[*at];
            self.syntax.clause(clause).verb == Some(*at) && self.speaks(clause)
        };
        let mut speaker = Speaker::default();
        let verb = if is_first { phrases.clone().find(says) } else { phrases.clone().rev().find(says) }?;
        // Behind the quotation nothing but the speaker stands before the verb; before it the verb is the sentence's last.
        let sentence = self.sentence_of(phrases.start.min(self.syntax.phrases.len() - 1));
        if is_first && self.sentence_of(verb) > sentence + 1 {
            return None;
        }
        self.name(self.syntax.clauses.of_phrase[verb], &mut speaker);
        Some(speaker.tokens).filter(|tokens| !tokens.is_empty())
    }
}
