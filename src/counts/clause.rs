//! What the clause around a counted phrase says of it: who states it, in what way, and when it happened.

use std::ops::Range;

use super::phrase::Phrase;
use crate::extraction::{Date, Modality};
use crate::gazetteer::lexicon::{Function, Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::TokenKind;

/// How far, in tokens, a verb of saying may be from what is said.
const SPEECH_REACH_TOKENS: usize = 40;
/// How many tokens a speaker's name and office may have.
const MAX_SPEAKER_TOKENS: usize = 12;

/// Who says what the phrase counts: the words that name the speaker, and whether he or she only claims it.
pub fn speaker(reading: &Reading<'_>, phrase: &Phrase) -> Option<(Range<usize>, bool)> {
    let sentence = reading.sentence(phrase.tokens.start);
    let says = |token: usize| reading.word_end(token, |sense| sense == WordSense::Say);
    let from = phrase.tokens.start.saturating_sub(SPEECH_REACH_TOKENS).max(sentence.start);
    let to = (phrase.tokens.end + SPEECH_REACH_TOKENS).min(sentence.end);
    let before = (from..phrase.tokens.start).rev().filter_map(|token| Some((token, says(token)?)));
    let after = (phrase.tokens.end..to).filter_map(|token| Some((token, says(token)?)));
    // "X said 12 people died" before "12 people died, X said", which begins with a comma or a quotation mark.
    before.filter(|(_, end)| *end <= phrase.tokens.start).chain(after).find_map(|(verb, end)| {
        let named = if reading.text.folded(verb) == "according" {
            speaker_after(reading, end, sentence.end)
        } else if verb < phrase.tokens.start {
            speaker_before(reading, verb, sentence.start)
        } else {
            let closes = |token: usize| reading.text.tokens()[token].kind == TokenKind::Punctuation;
            let subject = speaker_before(reading, verb, phrase.tokens.end);
            let is_apart = |tokens: &Range<usize>| tokens.start > 0 && closes(tokens.start - 1);
            subject.filter(is_apart).or_else(|| closes(verb - 1).then(|| speaker_after(reading, end, sentence.end)).flatten())
        };
        let claims = reading.cues_at(verb).any(|(_, cue)| cue == WordSense::Cue(Modality::Claimed));
        named.map(|tokens| (tokens, claims))
    })
}

/// The subject of the verb at `verb`: what stands before it, back to a mark or a word that begins a clause; an apposition in commas is
/// stepped over ("X, the governor, said").
fn speaker_before(reading: &Reading<'_>, verb: usize, from: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while end > from && is_auxiliary(reading, end - 1) {
        end -= 1;
    }
    if end > from && reading.text.is_mark(end - 1, ',') {
        let opens = (end.saturating_sub(MAX_SPEAKER_TOKENS).max(from)..end - 1).rev().find(|token| reading.text.is_mark(*token, ','))?;
        end = opens;
    }
    let mut begin = end;
    while begin > from && end - begin < MAX_SPEAKER_TOKENS && is_of_name(reading, begin - 1) {
        begin -= 1;
    }
    while end > begin && (is_auxiliary(reading, end - 1) || reading.text.folded(end - 1) == "meanwhile") {
        end -= 1;
    }
    // "On Friday the mayor": the time goes before.
    while begin < end && (reading.flags(begin).any(TokenFlags::CALENDAR) || opens_clause(reading, begin)) {
        begin += 1;
    }
    let is_passive = verb > from && reading.is_function(verb - 1, Function::Be);
    (begin < end && !is_passive).then_some(begin..end)
}

/// "according to the governor, Serhiy Lysak", "said Mayor Vitali Klitschko on Monday".
fn speaker_after(reading: &Reading<'_>, begin: usize, limit: usize) -> Option<Range<usize>> {
    let stops = |token: usize| {
        let is_verb =
            reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Say | WordSense::Function(Function::Be | Function::Have)));
        is_verb
            || (reading.is_function(token, Function::Locative) && reading.text.folded(token) != "of")
            || reading.flags(token).any(TokenFlags::CALENDAR)
            || reading.cues_at(token).any(|(_, cue)| cue == WordSense::Time)
            || !is_of_name(reading, token)
    };
    let last = limit.min(begin + MAX_SPEAKER_TOKENS);
    let end = (begin..last).find(|token| stops(*token)).unwrap_or(last);
    (begin < end).then_some(begin..end)
}

fn is_auxiliary(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_function(token, Function::Have)
        || matches!(reading.text.folded(token), "also" | "later" | "earlier" | "then" | "had")
        || (reading.text.folded(token).ends_with("ly") && !reading.text.tokens()[token].is_capitalised())
}

/// Whether a token can be inside the words that name a speaker.
fn is_of_name(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    let is_joint = matches!(folded, "'s" | "'" | "." | "-" | "&");
    let is_word = reading.text.tokens()[token].kind == TokenKind::Word;
    (is_word || is_joint) && !opens_clause(reading, token) && !reading.words_at(token).any(|(_, sense)| sense == WordSense::Say)
}

/// Words that begin a clause and no name.
fn opens_clause(reading: &Reading<'_>, token: usize) -> bool {
    matches!(
        reading.text.folded(token),
        "that" | "and" | "but" | "as" | "on" | "while" | "who" | "which" | "when" | "because" | "after" | "if"
    ) || reading.is_function(token, Function::Subordinator)
}

/// How far before and after the phrase a cue is looked for.
const CUE_REACH_TOKENS: usize = 14;

/// In what way the clause states what the phrase counts.
pub fn modality(reading: &Reading<'_>, phrase: &Phrase, claims: bool) -> Modality {
    let sentence = reading.sentence(phrase.tokens.start);
    let ends_clause = |token: usize| {
        matches!(reading.text.folded(token), ";" | ":" | "(" | ")" | "\"" | "but" | "while" | "after" | "when" | "although" | "though")
    };
    let first = phrase.tokens.start.saturating_sub(CUE_REACH_TOKENS).max(sentence.start);
    let last = (phrase.tokens.end + CUE_REACH_TOKENS).min(sentence.end);
    let from = (first..phrase.tokens.start).rev().find(|token| ends_clause(*token)).map_or(first, |token| token + 1);
    let to = (phrase.tokens.end..last).find(|token| ends_clause(*token) || reading.text.is_mark(*token, ',')).unwrap_or(last);
    let mut found = if claims { Modality::Claimed } else { Modality::Asserted };
    for token in from..to {
        for (end, cue) in reading.cues_at(token) {
            let WordSense::Cue(modality) = cue else { continue };
            if phrase.tokens.contains(&token) && !matches!(modality, Modality::Comparison | Modality::Claimed) {
                continue;
            }
            if holds(reading, phrase, token..end, modality) && rank(modality) > rank(found) {
                found = modality;
            }
        }
    }
    found
}

/// Whether a cue at `cue` reaches the phrase.
fn holds(reading: &Reading<'_>, phrase: &Phrase, cue: Range<usize>, modality: Modality) -> bool {
    let is_before = cue.end <= phrase.tokens.start;
    let between = if is_before { cue.end..phrase.tokens.start } else { phrase.tokens.end..cue.start };
    let is_near = |most: usize| between.len() <= most;
    match modality {
        // "up from 537", "more than the 537": right before the number, or within its phrase.
        Modality::Comparison => is_near(3) && (is_before || cue.start < phrase.tokens.end),
        // "could kill 12", "12 people will be sent": the verb stands between.
        Modality::Hypothetical | Modality::Planned => {
            let is_month = reading.text.tokens()[cue.start].is_capitalised() && reading.text.folded(cue.start) == "may";
            // "The drones that could reach Moscow killed 12": another verb of happening has taken the modal up.
            let happens =
                between.clone().filter(|token| reading.words_at(*token).any(|(_, sense)| matches!(sense, WordSense::Verb(_)))).count();
            !is_month && is_near(7) && happens <= 1
        }
        Modality::Denied => is_before,
        Modality::Claimed => is_near(8),
        Modality::Historical | Modality::Asserted => true,
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

/// The time phrase nearest to the counted phrase in its sentence, and the date that it spells out.
pub fn time(reading: &Reading<'_>, phrase: &Phrase) -> Option<(Range<usize>, Option<Date>)> {
    let sentence = reading.sentence(phrase.tokens.start);
    let from = phrase.tokens.start.saturating_sub(SPEECH_REACH_TOKENS).max(sentence.start);
    let to = (phrase.tokens.end + SPEECH_REACH_TOKENS).min(sentence.end);
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut token = from;
    while token < to {
        let Some(end) = time_end(reading, token, sentence.end).filter(|_| !phrase.tokens.contains(&token)) else {
            token += 1;
            continue;
        };
        let distance = if token >= phrase.tokens.end { token - phrase.tokens.end } else { phrase.tokens.start.saturating_sub(end) };
        if best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, token..end));
        }
        token = end;
    }
    best.map(|(_, tokens)| (tokens.clone(), date(reading, &tokens)))
}

/// The end of the time phrase that begins at `first`: "Monday", "May 25, 2025", "Friday morning", "last night", "the night of May 3".
fn time_end(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    let named = |token: usize| {
        let word = reading.cues_at(token).filter(|(_, cue)| *cue == WordSense::Time).map(|(end, _)| end).max();
        word.or_else(|| reading.flags(token).any(TokenFlags::CALENDAR).then_some(token + 1))
    };
    let day = |token: usize| reading.text.folded(token).parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    let year = |token: usize| is_year(reading, token);
    let mut end = match named(first) {
        Some(end) => end,
        // "25 May"; "in 2014".
        None if day(first) && first + 1 < limit && is_month(reading, first + 1) => first + 2,
        None if year(first) && first > 0 && matches!(reading.text.folded(first - 1), "in" | "since" | "of" | "during") => first + 1,
        None => return None,
    };
    while end < limit {
        let joined = matches!(reading.text.folded(end), "," | "of");
        let next = end + usize::from(joined);
        let part = if next >= limit {
            None
        } else if year(next) || (day(next) && !joined && is_month(reading, end - 1)) {
            Some(next + 1)
        } else {
            named(next).filter(|_| !joined || reading.flags(next).any(TokenFlags::CALENDAR))
        };
        match part {
            Some(part) => end = part,
            None => break,
        }
    }
    Some(end)
}

/// The twelve months, folded, by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn month(reading: &Reading<'_>, token: usize) -> Option<u32> {
    if !reading.flags(token).any(TokenFlags::CALENDAR) {
        return None;
    }
    let folded = reading.text.folded(token);
    MONTHS.iter().position(|month| folded.starts_with(month) && !folded.ends_with("day")).map(|index| index as u32 + 1)
}

fn is_month(reading: &Reading<'_>, token: usize) -> bool {
    month(reading, token).is_some()
}

fn is_year(reading: &Reading<'_>, token: usize) -> bool {
    let folded = reading.text.folded(token);
    folded.len() == 4 && folded.parse::<i32>().is_ok_and(|year| (1800..=2100).contains(&year))
}

/// The date that a time phrase spells out in full.
fn date(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Date> {
    let month = tokens.clone().find_map(|token| month(reading, token))?;
    let number = |token: usize| reading.text.folded(token).parse::<u32>().ok();
    let day = tokens.clone().find_map(|token| number(token).filter(|day| (1..=31).contains(day)))?;
    let year = tokens.clone().find(|token| is_year(reading, *token)).and_then(|token| reading.text.folded(token).parse().ok())?;
    Some((year, month, day))
}

/// Whether the words around the number make it an increment: "90 more", "another 90".
pub fn is_increment(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let before = phrase.tokens.start.checked_sub(1).filter(|token| *token >= reading.sentence(phrase.tokens.start).start);
    let adds = |word: &str| matches!(word, "another" | "additional" | "further");
    let within = phrase.tokens.clone().any(|token| {
        let folded = reading.text.folded(token);
        let is_hedge = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Hedge(_, Side::Before)));
        adds(folded) || (folded == "more" && token >= phrase.number.end && !is_hedge && reading.text.folded(token - 1) != "or")
    });
    let after = reading.text.folded_at(phrase.tokens.end) == Some("more") && reading.text.folded_at(phrase.tokens.end + 1) != Some("than");
    within || after || before.is_some_and(|token| adds(reading.text.folded(token)))
}

/// Whether the words around the number make it a running total: "a total of 40", "12 so far", "bringing the toll to 12".
pub fn is_total(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let cue = |token: usize| reading.cues_at(token).find(|(_, cue)| *cue == WordSense::InAll).map(|(end, _)| end);
    let before = (phrase.tokens.start.saturating_sub(6).max(sentence.start)..phrase.tokens.end).any(|token| cue(token).is_some());
    before || (phrase.tokens.end..(phrase.tokens.end + 5).min(sentence.end)).any(|token| cue(token).is_some())
}

/// Whether the phrase is said to be within another: "including 3 children", "among them two women", "three of them".
pub fn is_included(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let before = (phrase.tokens.start.saturating_sub(3).max(sentence.start)..phrase.tokens.start)
        .any(|token| matches!(reading.text.folded(token), "including" | "among" | "include" | "includes" | "included"));
    let of_them = reading.text.folded_at(phrase.tokens.end) == Some("of")
        && matches!(reading.text.folded_at(phrase.tokens.end + 1), Some("them" | "whom" | "these" | "those" | "which"));
    before || of_them
}
