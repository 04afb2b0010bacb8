//! In what way a fact is stated: by the cues of the verb groups, openers and adverbs on the way up from it.

use std::ops::Range;

use super::fact::Fact;
use super::source::Source;
use super::speaker::Speaker;
use super::story::Story;
use crate::extraction::Modality;
use crate::gazetteer::grammar::Parts;
use crate::gazetteer::lexicon::WordSense;
use crate::syntax::clause::Link;
use crate::syntax::phrase::{PhraseKind, VerbForm};

impl<'s, 'a> Story<'s, 'a> {
    /// In what way the text states the fact; `is_of_another_time`: its time phrase is of another time than the story.
    pub(super) fn modality(&self, fact: &Fact<'a>, speaker: &Speaker, is_of_another_time: bool) -> Modality {
        // "will stand trial for the murder of Ana Reyes": that she is dead is no part of what the clause plans.
        if fact.person.is_some() && fact.source == Source::Nominal {
            return if is_of_another_time { Modality::Historical } else { Modality::Asserted };
        }
        let mut found = speaker.modality.unwrap_or(Modality::Asserted);
        let mut heed = |modality: Modality| {
            if rank(modality) > rank(found) {
                found = modality;
            }
        };
        if let Some(modality) = self.of_number(fact) {
            heed(modality);
        }
        let own = self.syntax.clauses.of_phrase[fact.phrase];
        let mut at = if fact.clause > own && self.is_within(fact.clause, own) { fact.clause } else { own };
        let mut is_told_above = false;
        let mut shares_subject = false;
        for step in 0..Self::MAX_DEPTH {
            let this = self.syntax.clause(at);
            // Above what is said only the saying itself is of interest, which the speaker has heeded.
            if !is_told_above {
                self.cues_of(at, fact, step == 0, &mut heed);
            } else if shares_subject {
                // "allegedly beat and injured six": the adverb before the first verb holds for the second.
                let verb = this.verb.unwrap_or(0);
                let before =
                    self.phrases_of(at).filter(|phrase| *phrase <= verb && matches!(self.syntax.phrases[*phrase].kind, PhraseKind::Adverb));
                let claimed = before
                    .flat_map(|phrase| self.syntax.tokens(phrase).clone())
                    .any(|token| self.reading.cues_at(token).any(|(_, cue)| cue == WordSense::Cue(Modality::Claimed)));
                if claimed {
                    heed(Modality::Claimed);
                }
            }
            let Some(parent) = this.parent else { break };
            match this.link {
                // Its own time and way: "two men died on a bridge that could collapse".
                Link::Relative | Link::Adverbial | Link::Speech | Link::Dateline => break,
                Link::Main => is_told_above = true,
                Link::Complement => {
                    is_told_above = true;
                    if let Some(modality) = self.of_saying(at, parent) {
                        heed(modality);
                    }
                }
                Link::Coordinate => {
                    // "could kill 12 and injure 40": without an auxiliary of its own it shares the one before.
                    let shares = self.syntax.verb_of(at).is_some_and(|group| {
                        group.form != VerbForm::Finite
                            || self.syntax.words[group.term.start].is(Parts::BASE)
                                && group.term.start == self.syntax.tokens(this.verb.unwrap_or(0)).start
                    });
                    shares_subject = this.subject.is_some() && this.subject == self.syntax.clause(parent).subject;
                    if !shares {
                        // What is said goes on through coordination; the way it is told does not.
                        is_told_above = true;
                    }
                }
                Link::Participle | Link::Infinitive | Link::Parenthesis | Link::Label => {}
            }
            at = parent;
        }
        if is_of_another_time {
            heed(Modality::Historical);
        }
        found
    }

    fn is_within(&self, clause: usize, outer: usize) -> bool {
        let mut at = clause;
        for _ in 0..Self::MAX_DEPTH {
            match self.syntax.clause(at).parent {
                Some(parent) if parent == outer => return true,
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// "up from 537", "more than the 537"; "the alleged".
    fn of_number(&self, fact: &Fact<'a>) -> Option<Modality> {
        const MOST_TOKENS: usize = 6;
        let start = fact.quantity.tokens.start;
        let from = start.saturating_sub(MOST_TOKENS).max(self.reading.sentence(start).start);
        let is_small = |token: usize| {
            self.syntax.words[token].is(Parts::ARTICLE.or(Parts::DETERMINER).or(Parts::ADVERB).or(Parts::ADJECTIVE).or(Parts::PREPOSITION))
                && !self.reading.text.is_mark(token, ',')
        };
        let before = (from..start).flat_map(|token| self.reading.cues_at(token)).find_map(|(end, cue)| match cue {
            WordSense::Cue(Modality::Comparison) if end <= start && (end..start).all(is_small) => Some(Modality::Comparison),
            _ => None,
        });
        let within = fact.quantity.tokens.clone().flat_map(|token| self.reading.cues_at(token)).find_map(|(_, cue)| match cue {
            WordSense::Cue(modality @ (Modality::Comparison | Modality::Claimed)) => Some(modality),
            _ => None,
        });
        before.or(within).or_else(|| self.negates_number(start).then_some(Modality::Denied))
    }

    /// "not 12 but 15", "not all 12", "not one of the 12"; "not only 12" negates nothing.
    fn negates_number(&self, start: usize) -> bool {
        const MOST_TOKENS: usize = 4;
        let from = start.saturating_sub(MOST_TOKENS).max(self.reading.sentence(start).start);
        let negation = (from..start).rev().find(|token| self.syntax.words[*token].is(Parts::NEGATION));
        let leads = |token: usize| {
            let word = self.syntax.words[token];
            word.is(Parts::DETERMINER.or(Parts::ARTICLE).or(Parts::NUMERAL)) && !word.is(Parts::ADVERB)
                || self.reading.is_function(token, crate::gazetteer::lexicon::Function::Of)
        };
        negation.is_some_and(|negation| {
            let is_of_verb = negation > from && self.syntax.words[negation - 1].is(Parts::AUXILIARY);
            !is_of_verb && (negation + 1..start).all(leads)
        })
    }

    /// The cues in a clause's own words: its opener, verb group, adverbs and times.
    fn cues_of(&self, clause: usize, fact: &Fact<'a>, is_own: bool, heed: &mut impl FnMut(Modality)) {
        let this = self.syntax.clause(clause);
        let phrases: Vec<usize> = self.phrases_of(clause).collect();
        let quantity = &fact.quantity.tokens;
        for at in phrases {
            let phrase = &self.syntax.phrases[at];
            let tokens: Range<usize> = phrase.tokens.clone();
            let is_verb = Some(at) == this.verb;
            let is_word = is_verb
                || matches!(
                    phrase.kind,
                    PhraseKind::Adverb | PhraseKind::Subordinator | PhraseKind::Time | PhraseKind::State | PhraseKind::Preposition(_)
                );
            let is_noun = matches!(phrase.kind, PhraseKind::Noun(_)) && at != fact.phrase;
            // "arrested for trying to shoot": said of the infinitive alone.
            let leads_on = |end: usize| {
                let to = self.syntax.phrase_of(end - 1).min(self.syntax.phrases.len() - 1);
                !is_verb && fact.clause == clause && end > tokens.end && self.syntax.clauses.of_phrase[to] != clause
            };
            for token in tokens.clone() {
                for (end, cue) in self.reading.cues_at(token) {
                    let WordSense::Cue(modality) = cue else { continue };
                    if quantity.contains(&token) || self.is_capital_cue(token) {
                        continue;
                    }
                    let holds = match modality {
                        Modality::Comparison => false,
                        Modality::Hypothetical | Modality::Planned => {
                            let is_told = is_verb || is_word && (is_own || Some(at) == this.opener);
                            !leads_on(end) && (is_told || end > tokens.end || is_noun && end > token + 1)
                        }
                        Modality::Denied => is_word || is_noun && end > token + 1,
                        // What a verb of saying claims is heeded where something hangs on it.
                        Modality::Claimed => is_word && !(is_verb && self.reading.is_word(token, WordSense::Say)),
                        Modality::Historical => true,
                        Modality::Asserted => false,
                    };
                    // "claimed 23 lives" is no claim, and what a subject claims to be is none of the clause.
                    let is_frame = is_verb && is_own && fact.tokens.contains(&token) && modality == Modality::Claimed;
                    if holds && !is_frame {
                        heed(self.effect(clause, token, end, modality));
                    }
                }
            }
        }
        // "almost drowned": what came near to happening did not happen.
        let is_near = self.syntax.verb_of(clause).is_some_and(|group| {
            let before = group.term.start.checked_sub(1);
            before.is_some_and(|before| !quantity.contains(&before) && self.completes(before, "nearly"))
        });
        if is_own && is_near {
            heed(Modality::Denied);
        }
        // "Poland to buy 96 tanks": in a line without another verb, the infinitive is what is planned.
        let is_infinitive =
            this.link != Link::Infinitive && self.syntax.verb_of(clause).is_some_and(|group| group.form == VerbForm::Infinitive);
        if is_infinitive {
            heed(Modality::Planned);
        }
    }

    /// "May": the month.
    fn is_capital_cue(&self, token: usize) -> bool {
        self.reading.text.tokens()[token].is_capitalised() && !self.reading.begins_sentence(token) && !self.reading.is_title_case(token)
    }

    /// "would" in somebody's words is what is planned: "the minister said 61 would be built".
    fn effect(&self, clause: usize, token: usize, end: usize, modality: Modality) -> Modality {
        let is_would = end == token + 1 && self.completes(token, "would");
        let is_reported = || {
            let mut at = clause;
            for _ in 0..Self::MAX_DEPTH {
                let this = self.syntax.clause(at);
                let Some(parent) = this.parent else { return false };
                if this.link == Link::Complement && self.speaks(parent) {
                    return true;
                }
                at = parent;
            }
            false
        };
        if is_would && is_reported() { Modality::Planned } else { modality }
    }

    /// "rejected a report that", "reports that … were wrong", "it is not the case that": whether the clause says that what is said is not so.
    fn is_refuted(&self, antecedent: Option<usize>, clause: usize) -> bool {
        const MOST_PHRASES: usize = 4;
        let Some(verb) = self.syntax.clause(clause).verb else { return false };
        let Some(group) = self.syntax.verb_of(clause) else { return false };
        if antecedent.is_some_and(|noun| noun > verb) && self.has_class(&group.term, "refutes") {
            return !group.is_negated;
        }
        if !group.is_copula {
            return false;
        }
        let denies = |at: usize| {
            let tokens = self.syntax.tokens(at);
            if group.is_negated { self.has_class(tokens, "true") } else { self.has_class(tokens, "untrue") }
        };
        let is_own = |at: &usize| self.syntax.clauses.of_phrase[*at] == clause;
        (verb..self.syntax.phrases.len().min(verb + MOST_PHRASES)).filter(is_own).any(denies)
    }

    /// "Reports that 12 had died were wrong", "it is not true that": what the clause around says of what is said.
    fn of_saying(&self, complement: usize, parent: usize) -> Option<Modality> {
        let this = self.syntax.clause(complement);
        let verb = self.syntax.clause(parent).verb;
        let is_of_noun = this.antecedent.is_some();
        let from = verb.map_or(self.syntax.clause(parent).first, |verb| verb.min(self.syntax.clause(parent).first));
        let end = self.syntax.clause(parent).end.min(from + 24).min(self.syntax.phrases.len());
        let phrases = (from..end).filter(|at| self.syntax.clauses.of_phrase[*at] == parent);
        let denied = phrases.into_iter().any(|at| {
            let tokens = self.syntax.tokens(at).clone();
            // "An earlier version said": several words of a subject.
            let is_relevant = is_of_noun || verb.is_none_or(|verb| at >= verb);
            tokens.into_iter().any(|token| {
                self.reading.cues_at(token).any(|(end, cue)| cue == WordSense::Cue(Modality::Denied) && (is_relevant || end > token + 1))
            })
        });
        if denied || self.is_refuted(this.antecedent, parent) {
            return Some(Modality::Denied);
        }
        let claimed = this.antecedent.is_some_and(|noun| {
            let tokens = self.syntax.tokens(noun).clone();
            tokens.into_iter().any(|token| self.reading.cues_at(token).any(|(_, cue)| cue == WordSense::Cue(Modality::Claimed)))
        });
        claimed.then_some(Modality::Claimed)
    }
}

/// Of two cues the stronger decides.
fn rank(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted => 0,
        Modality::Claimed => 1,
        Modality::Historical => 2,
        Modality::Planned => 3,
        Modality::Hypothetical => 4,
        Modality::Comparison => 5,
        Modality::Denied => 6,
    }
}
