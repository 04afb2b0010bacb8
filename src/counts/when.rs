//! When: the time phrases of a sentence, which count each belongs to, and the date that it fixes.

use std::ops::Range;

use time::{Date, Duration, Month, Weekday};

use super::Fact;
use super::speech::Speech;
use crate::extraction::NumberClass;
use crate::gazetteer::lexicon::{Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::TokenKind;

/// How far, in tokens, a time phrase may be from what it dates.
const REACH_TOKENS: usize = 40;
/// How much further away a comma between them makes a time phrase, in tokens.
const COMMA: usize = 6;
/// How much further away another count between them makes it.
const OTHER_COUNT: usize = 20;
/// How many time phrases to each side of a count are looked at.
const MAX_PHRASES: usize = 4;
/// A dateline has no more tokens than this before its dash.
const MAX_DATELINE_TOKENS: usize = 14;

/// Words that say when.
#[derive(Clone, Debug)]
pub(super) struct TimePhrase {
    /// Without its preposition.
    pub(super) tokens: Range<usize>,
    /// Whether it says when something is said, not when it happened.
    is_of_speech: bool,
}

/// The time phrases of `sentence`, in order, those of a dateline left out.
pub(super) fn time_phrases(reading: &Reading<'_>, sentence: &Range<usize>, speeches: &[Speech]) -> Vec<TimePhrase> {
    let mut phrases = Vec::new();
    let mut token = dateline_end(reading, sentence);
    while token < sentence.end {
        match phrase_end(reading, token, sentence.end) {
            Some(end) => {
                let at = speeches.partition_point(|speech| speech.tokens().end <= token);
                // "said on Monday", "Klitschko said late Monday".
                let follows = |speech: &Speech| {
                    let words = speech.tokens().end..token;
                    words.len() <= 2 && words.clone().all(|word| matches!(reading.text.folded(word), "on" | "late" | "early" | "in"))
                };
                let is_of_speech = at > 0 && follows(&speeches[at - 1]);
                phrases.push(TimePhrase { tokens: token..end, is_of_speech });
                token = end;
            }
            None => token += 1,
        }
    }
    phrases
}

/// The token after the dash of "KHARKIV, Ukraine, Feb. 11 -", or the sentence's first.
fn dateline_end(reading: &Reading<'_>, sentence: &Range<usize>) -> usize {
    let opens = reading.token(sentence.start).is_some_and(|token| token.is_capitalised() && token.kind == TokenKind::Word);
    let reach = sentence.start..sentence.end.min(sentence.start + MAX_DATELINE_TOKENS);
    let dash = reach.clone().find(|token| matches!(reading.text.folded(*token), "-" | "\u{2014}")).filter(|_| opens);
    let is_named = |token: usize| {
        reading.text.tokens()[token].kind != TokenKind::Word
            || reading.text.tokens()[token].is_capitalised()
            || reading.flags(token).any(TokenFlags::CALENDAR)
    };
    dash.filter(|dash| (sentence.start..*dash).all(is_named)).map_or(sentence.start, |dash| dash + 1)
}

/// The end of the time phrase that begins at `first`: "Monday", "May 25, 2025", "Friday morning", "last night", "the night of May 3".
fn phrase_end(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    let day = |token: usize| day(reading, token).is_some();
    let is_in = |words: &[&str]| first > 0 && words.contains(&reading.text.folded(first - 1));
    let mut end = match named_end(reading, first) {
        // A bare "night" says nothing of which: "a night of strikes".
        Some(end) if end == first + 1 && is_part_of_day(reading, first) && !is_in(&["at", "by", "before", "after", "that", "during"]) => {
            let of_the_day = first > 1 && reading.text.folded(first - 1) == "the" && reading.text.folded(first - 2) == "in";
            let names_day = end + 1 < limit && reading.text.folded(end) == "of" && (month(reading, end + 1).is_some() || day(end + 1));
            (of_the_day || names_day).then_some(end)?
        }
        Some(end) => end,
        // "25 May"; "in 2014"; "4:20 a.m.".
        None if day(first) && first + 1 < limit && month(reading, first + 1).is_some() => first + 2,
        None if year(reading, first).is_some() && is_in(&["in", "since", "of", "during"]) => first + 1,
        None => clock_end(reading, first, limit)?,
    };
    while end < limit {
        let joined = matches!(reading.text.folded(end), "," | "of" | "on");
        let next = end + usize::from(joined);
        let part = if next >= limit {
            None
        } else if year(reading, next).is_some() && reading.text.folded(end) != "on"
            || (day(next) && !joined && month(reading, end - 1).is_some())
        {
            Some(next + 1)
        } else {
            named_end(reading, next).filter(|_| !joined || reading.flags(next).any(TokenFlags::CALENDAR))
        };
        match part {
            Some(part) => end = part,
            None => break,
        }
    }
    Some(end)
}

fn named_end(reading: &Reading<'_>, token: usize) -> Option<usize> {
    let word = reading.cues_at(token).filter(|(_, cue)| matches!(cue, WordSense::Time(_))).map(|(end, _)| end).max();
    word.or_else(|| reading.flags(token).any(TokenFlags::CALENDAR).then_some(token + 1))
}

fn is_part_of_day(reading: &Reading<'_>, token: usize) -> bool {
    matches!(reading.text.folded(token), "morning" | "afternoon" | "evening" | "night")
}

/// "4:20 a.m.", "10 p.m.", "18:30".
fn clock_end(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    if reading.token(first).is_none_or(|token| token.kind != TokenKind::Number) {
        return None;
    }
    let is_time = |sense| sense == WordSense::Unit(NumberClass::Time, Side::After);
    let unit = reading.word_end(first + 1, is_time).filter(|end| *end <= limit && first + 1 < limit);
    unit.or_else(|| (reading.text.folded(first).matches(':').count() == 1).then_some(first + 1))
}

/// The time phrase of the counted phrase: the nearest in its sentence that is not in another clause and not of somebody's words.
///
/// `next` is the token at which the next count's number begins.
pub(super) fn time<'t>(reading: &Reading<'_>, times: &'t [TimePhrase], fact: &Fact, next: Option<usize>) -> Option<&'t TimePhrase> {
    let phrase = &fact.phrase;
    let at = times.partition_point(|time| time.tokens.start < phrase.tokens.start);
    let around = &times[at.saturating_sub(MAX_PHRASES)..(at + MAX_PHRASES).min(times.len())];
    let mut best: Option<(usize, &TimePhrase)> = None;
    for time in around.iter().filter(|time| !time.is_of_speech && !phrase.tokens.contains(&time.tokens.start)) {
        let is_after = time.tokens.start >= phrase.tokens.end;
        let between = if is_after {
            fact.clause.end.max(phrase.tokens.end).min(time.tokens.start)..time.tokens.start
        } else {
            time.tokens.end.min(phrase.tokens.start)..phrase.tokens.start
        };
        let commas = between.clone().filter(|token| matches!(reading.text.folded(*token), "," | "-" | "\u{2014}")).count();
        // "up from 537 launched last Saturday": the time of the next count.
        let is_of_next = is_after && next.is_some_and(|next| between.contains(&next));
        let distance = between.len() + commas * COMMA + if is_of_next { OTHER_COUNT } else { 0 };
        let is_elsewhere = between.clone().any(|token| {
            let folded = reading.text.folded(token);
            let says = reading.is_word(token, WordSense::Say);
            folded == ";" || (is_after && (says || matches!(folded, "who" | "which" | "where" | "whose")))
        });
        if distance <= REACH_TOKENS && !is_elsewhere && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, time));
        }
    }
    best.map(|(_, time)| time)
}

/// What dates are seen from.
#[derive(Debug)]
pub(super) struct Calendar {
    published: Option<Date>,
    /// The year of the story: that of publication, else the latest in which the text names a day.
    year: Option<i32>,
    /// The month of the story: that of publication, else that of its dateline.
    month: Option<Month>,
    /// Whether a text without a month of its own speaks of days of the week: what it tells of a whole month is past.
    is_daily: bool,
}

/// A month without a year lies no further back than this.
const MOST_MONTHS_BACK: u8 = 8;
/// Among how many of the first sentences the dateline is.
const DATELINE_SENTENCES: usize = 6;

impl Calendar {
    pub(super) fn new(reading: &Reading<'_>, published: Option<Date>) -> Self {
        let latest_named = || {
            let begins =
                |token: &usize| month(reading, *token).is_some() || reading.token(*token).is_some_and(|it| it.kind == TokenKind::Number);
            let dates = (0..reading.len()).filter(begins).filter_map(|token| {
                let tokens = token..phrase_end(reading, token, reading.sentence(token).end)?;
                Some(spelled_out(reading, &tokens)?.year())
            });
            dates.max()
        };
        let filed = || {
            let datelines = reading.sentences.iter().take(DATELINE_SENTENCES);
            datelines.flat_map(|sentence| sentence.start..dateline_end(reading, sentence)).find_map(|token| month(reading, token))
        };
        let month = published.map(Date::month).or_else(filed);
        Self {
            published,
            year: published.map(Date::year).or_else(latest_named),
            month,
            is_daily: month.is_none() && (0..reading.len()).any(|token| weekday(reading, token).is_some()),
        }
    }

    /// Whether the time phrase is of another time than the story.
    pub(super) fn is_of_another_time(&self, reading: &Reading<'_>, time: &TimePhrase) -> bool {
        self.is_of_another_year(reading, time) || self.is_of_another_month(reading, time)
    }

    /// "In June a strike killed 21", filed in October: whether the time phrase names a month and no day or year, and that month is past.
    fn is_of_another_month(&self, reading: &Reading<'_>, time: &TimePhrase) -> bool {
        let named = time.tokens.clone().find_map(|token| month(reading, token));
        let Some(named) = named else { return false };
        let is_past =
            self.month.map_or(self.is_daily, |story| (1..=MOST_MONTHS_BACK).contains(&((u8::from(story) + 12 - u8::from(named)) % 12)));
        let is_bare = !time.tokens.clone().any(|token| day(reading, token).is_some() || year(reading, token).is_some());
        is_bare && is_past
    }

    /// Whether the time phrase names a year, and no day, before the story's: "in 2014", "in September 1999". The year of a story that does
    /// not say its own goes without saying.
    fn is_of_another_year(&self, reading: &Reading<'_>, time: &TimePhrase) -> bool {
        let mut years = time.tokens.clone().filter_map(|token| year(reading, token));
        day_of_month(reading, &time.tokens).is_none() && years.next().is_some_and(|year| self.year.is_none_or(|story| year < story))
    }

    /// The date that the time phrase fixes, by itself or seen from the day of publication; `is_ahead`: it is of what is to come.
    pub(super) fn date(&self, reading: &Reading<'_>, time: &TimePhrase, is_ahead: bool) -> Option<Date> {
        let tokens = &time.tokens;
        let spelled = spelled_out(reading, tokens);
        let Some(published) = self.published.filter(|_| spelled.is_none()) else { return spelled };
        let month = tokens.clone().find_map(|token| month(reading, token));
        if let Some((month, day)) = month.zip(day_of_month(reading, tokens)) {
            return nearest(published, |year| Date::from_calendar_date(year, month, day).ok());
        }
        if month.is_some() || tokens.clone().any(|token| year(reading, token).is_some()) {
            return None;
        }
        if let Some(weekday) = tokens.clone().find_map(|token| weekday(reading, token)) {
            let is_next = tokens.start > 0 && reading.text.folded(tokens.start - 1) == "next";
            return Some(if is_ahead || is_next { on_or_after(published, weekday) } else { on_or_before(published, weekday) });
        }
        let days = tokens.clone().find_map(|token| {
            reading.cues_at(token).find_map(|(_, cue)| match cue {
                WordSense::Time(days) => days,
                _ => None,
            })
        })?;
        published.checked_add(Duration::days(i64::from(days)))
    }
}

/// The month named at `token`: its name, or the name's first three letters or more.
fn month(reading: &Reading<'_>, token: usize) -> Option<Month> {
    if !reading.flags(token).any(TokenFlags::CALENDAR) {
        return None;
    }
    let written = reading.text.folded(token);
    let is_named = |month: &Month| {
        let name = month.to_string().to_lowercase();
        name.starts_with(written) || written == "sept" && *month == Month::September
    };
    (1..=12).filter_map(|number| Month::try_from(number).ok()).find(is_named)
}

/// The day of the week named at `token`.
fn weekday(reading: &Reading<'_>, token: usize) -> Option<Weekday> {
    if !reading.flags(token).any(TokenFlags::CALENDAR) {
        return None;
    }
    let mut days = std::iter::successors(Some(Weekday::Monday), |day| Some(day.next())).take(7);
    days.find(|day| reading.text.folded(token).eq_ignore_ascii_case(&day.to_string()))
}

fn year(reading: &Reading<'_>, token: usize) -> Option<i32> {
    let folded = reading.text.folded(token);
    folded.parse().ok().filter(|year| folded.len() == 4 && (1800..=2100).contains(year))
}

/// How many days from publication a date without a year may lie before it is taken for that of another year.
const MOST_DAYS_AHEAD: i64 = 183;

/// The date of a phrase that says day, month and year.
fn spelled_out(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Date> {
    let month = tokens.clone().find_map(|token| month(reading, token))?;
    let year = tokens.clone().find_map(|token| year(reading, token))?;
    Date::from_calendar_date(year, month, day_of_month(reading, tokens)?).ok()
}

fn day_of_month(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<u8> {
    tokens.clone().find_map(|token| day(reading, token))
}

fn day(reading: &Reading<'_>, token: usize) -> Option<u8> {
    reading.text.folded(token).parse().ok().filter(|day| (1..=31).contains(day))
}

fn on_or_after(from: Date, weekday: Weekday) -> Date {
    from.saturating_add(Duration::days(days_between(from.weekday(), weekday)))
}

fn on_or_before(from: Date, weekday: Weekday) -> Date {
    from.saturating_sub(Duration::days(days_between(weekday, from.weekday())))
}

/// Days from one day of the week to the next such other.
fn days_between(from: Weekday, to: Weekday) -> i64 {
    (i64::from(to.number_days_from_monday()) - i64::from(from.number_days_from_monday())).rem_euclid(7)
}

/// The day of a month in the year of publication, or of the year before where that would be far ahead, or after where far behind.
fn nearest(published: Date, of: impl Fn(i32) -> Option<Date>) -> Option<Date> {
    let ahead = |date: &Date| (*date - published).whole_days();
    let candidates = [published.year(), published.year() - 1, published.year() + 1].into_iter().filter_map(of);
    candidates.into_iter().find(|date| ahead(date).abs() <= MOST_DAYS_AHEAD)
}
