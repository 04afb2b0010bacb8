//! Who says so: the verbs of saying in a sentence, the words that name their subjects, and which counts they reach.

use std::ops::Range;

use super::Fact;
use crate::extraction::Modality;
use crate::gazetteer::lexicon::{Function, SpeechUse, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::TokenKind;

/// How far, in tokens, a verb of saying may be from what is said.
const REACH_TOKENS: usize = 60;
/// How many verbs of saying to each side of a count are looked at: keeps the time linear in a text that is nothing but speech.
pub(super) const MAX_SPEECHES: usize = 4;
/// How many tokens a speaker's name and office may have.
const MAX_SPEAKER_TOKENS: usize = 14;
/// How many tokens a clause in commas between speaker and verb may have: "Zelensky, who cut short a trip to ..., said".
const MAX_ASIDE_TOKENS: usize = 30;
/// How far, in tokens, a verb of saying may be from the quotation that it introduces or follows.
const MAX_TO_QUOTATION: usize = 15;

/// A verb of saying.
#[derive(Debug)]
pub(super) struct Speech {
    verb: Range<usize>,
    /// The subject before the verb.
    before: Option<Range<usize>>,
    /// The subject after it: "said the mayor", "according to the mayor".
    after: Option<Range<usize>>,
    /// Whether a mark stands before an inverted subject's verb: ", said the mayor".
    follows_mark: bool,
    is_source: bool,
    claims: bool,
}

/// The verbs of saying in `sentence`, in order.
pub(super) fn speeches(reading: &Reading<'_>, sentence: &Range<usize>) -> Vec<Speech> {
    let speech = |verb: usize| {
        let end = reading.word_end(verb, |sense| sense == WordSense::Say)?.min(sentence.end);
        if is_noun(reading, verb, sentence.start) || takes_lives(reading, verb, sentence.end) {
            return None;
        }
        let is_source = reading.text.folded(verb) == "according";
        let inverts = reading.is_word(verb, WordSense::Speech(SpeechUse::Inverted));
        Some(Speech {
            before: if is_source { None } else { speaker_before(reading, verb, sentence.start) },
            after: if is_source || inverts { speaker_after(reading, end, sentence.end) } else { None },
            follows_mark: verb > sentence.start && reading.text.tokens()[verb - 1].kind == TokenKind::Punctuation,
            is_source,
            claims: reading.is_word(verb, WordSense::Cue(Modality::Claimed)),
            verb: verb..end,
        })
    };
    sentence.clone().filter_map(speech).collect()
}

/// "dismissed claims that", "the reports": what was said before, not somebody's saying it now.
fn is_noun(reading: &Reading<'_>, verb: usize, from: usize) -> bool {
    let Some(previous) = verb.checked_sub(1).filter(|previous| *previous >= from) else { return false };
    let could_be = matches!(reading.text.folded(verb), "claims" | "reports" | "calls" | "demands" | "report");
    let follows = |sense| matches!(sense, WordSense::Say | WordSense::Function(Function::Determiner | Function::Of));
    could_be && reading.words_at(previous).any(|(_, sense)| follows(sense))
}

/// "claimed 23 lives" is no claim.
fn takes_lives(reading: &Reading<'_>, verb: usize, limit: usize) -> bool {
    const REACH_TOKENS: usize = 6;
    let mut object = verb + 1..limit.min(verb + REACH_TOKENS);
    reading.text.folded(verb).starts_with("claim") && object.any(|token| matches!(reading.text.folded(token), "lives" | "life"))
}

/// Of the verbs of saying in its sentence the one that reaches the fact: the speaker's words, and whether he or she only claims it.
pub(super) fn speaker(reading: &Reading<'_>, speeches: &[Speech], fact: &Fact) -> Option<(Range<usize>, bool)> {
    let phrase = &fact.phrase.tokens;
    let at = speeches.partition_point(|speech| speech.verb.end <= phrase.start);
    let before = speeches[..at].iter().rev().take(MAX_SPEECHES);
    // "X said 12 people died" before "12 people died, X said"; "X put it at 60 and claimed to have hit two" claims as well.
    let mut claims = false;
    let found =
        before.filter(|speech| phrase.start - speech.verb.end <= REACH_TOKENS && speech.reaches(reading, fact)).find_map(|speech| {
            claims |= speech.claims;
            speech.before.clone().or_else(|| speech.after.clone().filter(|_| speech.is_source)).map(|it| (it, claims))
        });
    found.or_else(|| {
        let after = speeches[at..].iter().filter(|speech| speech.verb.start >= phrase.end).take(MAX_SPEECHES);
        after.filter(|speech| speech.verb.start - phrase.end <= REACH_TOKENS).find_map(|speech| speech.after_clause(reading, phrase.end))
    })
}

impl Speech {
    /// Whether the verb stands before `token`.
    pub(super) fn starts_before(&self, token: usize) -> bool {
        self.verb.start < token
    }

    /// The verb and the words that name the subject.
    pub(super) fn tokens(&self) -> Range<usize> {
        let subject = self.before.as_ref().or(self.after.as_ref());
        let start = subject.map_or(self.verb.start, |subject| subject.start.min(self.verb.start));
        start..subject.map_or(self.verb.end, |subject| subject.end.max(self.verb.end))
    }

    /// Whether what is said after the verb goes on to the fact. What somebody is told, blamed or asked for is no statement; nor is what happened
    /// beside it: "urged allies to act, after Russia killed 23".
    fn reaches(&self, reading: &Reading<'_>, fact: &Fact) -> bool {
        let phrase = &fact.phrase.tokens;
        let mut between = self.verb.end..phrase.start;
        let is_object = between.clone().all(|token| is_filler(reading, token) && reading.text.folded(token) != "that");
        let states = reading.is_word(self.verb.start, WordSense::Speech(SpeechUse::OfFigure));
        if (is_object && !states && (!self.claims || fact.clause.start < phrase.start)) || between.len() > REACH_TOKENS {
            return false;
        }
        let addresses = reading.is_word(self.verb.start, WordSense::Speech(SpeechUse::ToSomebody));
        between.all(|token| {
            if addresses && matches!(reading.text.folded(token), "after" | "when" | "as" | "while" | "because") {
                return false;
            }
            let is_beside = reading.text.is_mark(token, ',')
                && matches!(
                    reading.text.folded_at(token + 1),
                    Some("after" | "when" | "as" | "while" | "since" | "because" | "although" | "though" | "but")
                );
            !is_beside && !reading.text.is_mark(token, ';')
        })
    }

    /// The speaker, where what is said stands before the verb and ends at `end`: ", police said", ", said the mayor".
    fn after_clause(&self, reading: &Reading<'_>, end: usize) -> Option<(Range<usize>, bool)> {
        let follows_mark = |token: usize| token > 0 && reading.text.tokens()[token - 1].kind == TokenKind::Punctuation;
        let subject = self.before.clone().filter(|tokens| tokens.start >= end && follows_mark(tokens.start));
        let inverted = || self.after.clone().filter(|_| self.follows_mark || self.is_source);
        // "two of them students, and nine were hurt, said the superintendent.": a subject that ends its clause is the verb's.
        let closes = |tokens: &Range<usize>| {
            let next = reading.token(tokens.end);
            next.is_none_or(|next| next.kind == TokenKind::Punctuation) || reading.begins_sentence(tokens.end)
        };
        inverted().filter(closes).or(subject).or_else(inverted).map(|tokens| (tokens, self.claims))
    }

    /// The speaker of the quotation that ends right before this verb's clause.
    pub(super) fn closes(&self, quotation: &Range<usize>) -> Option<(Range<usize>, bool)> {
        let is_near = self.verb.start >= quotation.end && self.verb.start - quotation.end <= MAX_TO_QUOTATION;
        let speaker = self.before.clone().filter(|tokens| tokens.start >= quotation.end).or_else(|| self.after.clone());
        speaker.filter(|_| is_near).map(|tokens| (tokens, self.claims))
    }

    /// The speaker of the quotation that this verb introduces.
    pub(super) fn opens(&self, quotation: &Range<usize>) -> Option<(Range<usize>, bool)> {
        // `said X, head of the ward. "We have four surgeons."` goes on with the words of X.
        let goes_on = self.follows_mark && self.before.is_none();
        let most = if goes_on { MAX_TO_QUOTATION } else { 3 };
        let is_near = self.verb.end <= quotation.start && quotation.start - self.verb.end <= most;
        let speaker = self.before.clone().or_else(|| self.after.clone().filter(|_| goes_on));
        speaker.filter(|_| is_near).map(|tokens| (tokens, self.claims))
    }
}

fn is_filler(reading: &Reading<'_>, token: usize) -> bool {
    reading.words_at(token).any(|(_, sense)| {
        matches!(
            sense,
            WordSense::Filler | WordSense::Hedge(..) | WordSense::Function(Function::Determiner | Function::Indefinite | Function::Of)
        )
    })
}

/// The subject of the verb at `verb`: what stands before it, back to a mark or a word that begins a clause; an apposition or a clause in commas
/// is stepped over ("X, the governor, said").
fn speaker_before(reading: &Reading<'_>, verb: usize, from: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while end > from && is_auxiliary(reading, end - 1) {
        end -= 1;
    }
    // Where the words of the speaker end: behind the office or the name in commas.
    let mut close = None;
    if end > from && reading.text.is_mark(end - 1, ',') {
        let comma = end - 1;
        end = aside(reading, from, comma)?;
        // "Kyiv's mayor, Vitali Klitschko, said": the apposition names the speaker too.
        close = names_speaker(reading, end + 1..comma).then_some(comma);
    }
    let mut begin = end;
    while begin > from && end - begin < MAX_SPEAKER_TOKENS {
        let joins = reading.text.folded(begin - 1) == "and" && joins_names(reading, from, begin - 1);
        if !joins && !is_of_name(reading, begin - 1) {
            break;
        }
        begin -= 1;
    }
    while end > begin && (is_auxiliary(reading, end - 1) || reading.text.folded(end - 1) == "meanwhile") {
        end -= 1;
    }
    // "On Friday the mayor": the time goes before.
    while begin < end && (reading.flags(begin).any(TokenFlags::CALENDAR) || opens_clause(reading, begin)) {
        begin += 1;
    }
    // "which had first put the toll at 40"
    let is_of_verb = |token: usize| {
        reading.is_function(token, Function::Have) || reading.is_word(token, WordSense::Filler) || reading.text.folded(token) == "first"
    };
    if (begin..end).all(is_of_verb) {
        return None;
    }
    let is_passive = verb > from && reading.is_function(verb - 1, Function::Be);
    (begin < end && !is_passive).then_some(begin..close.unwrap_or(end))
}

/// Whether an aside tells who speaks: a name, or an office.
fn names_speaker(reading: &Reading<'_>, aside: Range<usize>) -> bool {
    let first = aside.start;
    let is_office = reading.is_function(first, Function::Determiner) || reading.is_function(first, Function::Indefinite);
    let is_relative = matches!(reading.text.folded_at(first), Some("who" | "which" | "whose"));
    let has_verb = aside
        .clone()
        .any(|token| reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Say | WordSense::Function(Function::Be))));
    let begins = is_office || reading.token(first).is_some_and(|token| token.is_capitalised() && token.kind == TokenKind::Word);
    !aside.is_empty() && aside.len() <= MAX_SPEAKER_TOKENS && begins && !is_relative && !has_verb
}

/// Where the name ends to which the clause in commas that ends at `close` belongs.
fn aside(reading: &Reading<'_>, from: usize, close: usize) -> Option<usize> {
    let commas = (close.saturating_sub(MAX_ASIDE_TOKENS).max(from)..close).rev().filter(|token| reading.text.is_mark(*token, ','));
    let is_relative = |comma: &usize| matches!(reading.text.folded(comma + 1), "who" | "which" | "whose");
    let mut commas = commas.peekable();
    let nearest = commas.peek().copied().filter(|comma| close - comma <= MAX_SPEAKER_TOKENS);
    commas.find(is_relative).or(nearest)
}

/// "police and medical sources said": whether the conjunction joins two subjects, with no verb before it in its clause.
fn joins_names(reading: &Reading<'_>, from: usize, and: usize) -> bool {
    let mut begin = and;
    while begin > from && and - begin < MAX_SPEAKER_TOKENS && is_of_name(reading, begin - 1) {
        let is_verb = reading.words_at(begin - 1).any(|(_, sense)| {
            matches!(
                sense,
                WordSense::Verb(_) | WordSense::State(_) | WordSense::Function(Function::Be | Function::Have | Function::Locative)
            )
        });
        if is_verb {
            return false;
        }
        begin -= 1;
    }
    begin < and && (begin == from || reading.text.tokens()[begin - 1].kind == TokenKind::Punctuation)
}

/// "according to the governor, Serhiy Lysak", "said Mayor Vitali Klitschko on Monday".
fn speaker_after(reading: &Reading<'_>, begin: usize, limit: usize) -> Option<Range<usize>> {
    let stops = |token: usize| {
        let is_verb =
            reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Say | WordSense::Function(Function::Be | Function::Have)));
        is_verb
            || (reading.is_function(token, Function::Locative) && reading.text.folded(token) != "of")
            || reading.flags(token).any(TokenFlags::CALENDAR)
            || reading.cues_at(token).any(|(_, cue)| matches!(cue, WordSense::Time(_)))
            || !is_of_name(reading, token)
    };
    let last = limit.min(begin + MAX_SPEAKER_TOKENS);
    let mut end = (begin..last).find(|token| stops(*token)).unwrap_or(last);
    while end > begin && reading.text.tokens()[end - 1].kind == TokenKind::Punctuation {
        end -= 1;
    }
    (begin < end).then_some(begin..end)
}

fn is_auxiliary(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_function(token, Function::Have)
        || matches!(reading.text.folded(token), "also" | "later" | "earlier" | "then")
        || (reading.text.folded(token).ends_with("ly") && !reading.text.tokens()[token].is_capitalised())
}

/// Whether a token can be inside the words that name a speaker.
fn is_of_name(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    let is_joint = matches!(folded, "'s" | "'" | "." | "-" | "&");
    let is_word = reading.text.tokens()[token].kind == TokenKind::Word;
    (is_word || is_joint) && !opens_clause(reading, token) && !reading.is_word(token, WordSense::Say)
}

/// Words that begin a clause and no name.
fn opens_clause(reading: &Reading<'_>, token: usize) -> bool {
    matches!(
        reading.text.folded(token),
        "that" | "and" | "but" | "as" | "on" | "while" | "who" | "which" | "when" | "because" | "after" | "if"
    ) || reading.is_function(token, Function::Subordinator)
}
