//! When: the time phrase of a fact's clause, and the date that it fixes.

use std::ops::Range;

use ::time::{Date, Duration, Month, Weekday};

use super::fact::Fact;
use super::story::Story;
use crate::gazetteer::lexicon::{PhraseWord, WordSense};
use crate::reading::Reading;
use crate::syntax::clause::Link;
use crate::syntax::phrase::PhraseKind;
use crate::syntax::time::{dateline_end, day, month, phrase_end, weekday, year};
use crate::text::TokenKind;

impl<'s, 'a> Story<'s, 'a> {
    /// The tokens of the time phrase of a fact: of its own clause, then of those whose setting holds for it.
    pub(super) fn time(&self, facts: &[Fact<'a>], index: usize) -> Option<Range<usize>> {
        let fact = &facts[index];
        let own = self.syntax.clauses.of_phrase[fact.phrase];
        let is_reduced = fact.clause != own && self.syntax.clause(fact.clause).parent == Some(own);
        let start = if is_reduced { fact.clause } else { own };
        let next = facts.get(index + 1).map(|next| next.phrase).filter(|next| self.syntax.clauses.of_phrase[*next] == own);
        for (step, (clause, reach)) in self.settings(start).into_iter().enumerate() {
            let times: Vec<usize> = self.reached(clause, reach).filter(|at| self.syntax.phrases[*at].kind == PhraseKind::Time).collect();
            let behind = times.iter().copied().find(|at| {
                *at > fact.phrase
                    && !(clause == own && next.is_some_and(|next| *at > next && self.role(next).1 != self.role(fact.phrase).1))
            });
            let before = || times.iter().rev().copied().find(|at| *at < fact.phrase);
            if let Some(at) = behind.or_else(before).or(times.first().copied()) {
                return Some(self.syntax.tokens(at).clone());
            }
            if step == 0 {
                let children = self.children(clause).filter(|child| self.syntax.is_linked(*child, Link::Adverbial));
                let found =
                    children.flat_map(|child| self.phrases_of(child).find(|at| self.syntax.phrases[*at].kind == PhraseKind::Time)).next();
                if let Some(at) = found {
                    return Some(self.syntax.tokens(at).clone());
                }
            }
        }
        None
    }
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
    pub(super) fn is_of_another_time(&self, reading: &Reading<'_>, time: &Range<usize>) -> bool {
        self.is_of_another_year(reading, time) || self.is_of_another_month(reading, time)
    }

    /// "In June a strike killed 21", filed in October: whether the time phrase names a month and no day or year, and that month is past.
    fn is_of_another_month(&self, reading: &Reading<'_>, time: &Range<usize>) -> bool {
        let named = time.clone().find_map(|token| month(reading, token));
        let Some(named) = named else { return false };
        let is_past =
            self.month.map_or(self.is_daily, |story| (1..=MOST_MONTHS_BACK).contains(&((u8::from(story) + 12 - u8::from(named)) % 12)));
        let is_bare = !time.clone().any(|token| day(reading, token).is_some() || year(reading, token).is_some());
        is_bare && is_past
    }

    /// Whether the time phrase names a year, and no day, before the story's: "in 2014", "in September 1999". The year of a story that does
    /// not say its own goes without saying.
    fn is_of_another_year(&self, reading: &Reading<'_>, time: &Range<usize>) -> bool {
        let mut years = time.clone().filter_map(|token| year(reading, token));
        day_of_month(reading, time).is_none() && years.next().is_some_and(|year| self.year.is_none_or(|story| year < story))
    }

    /// The date that the time phrase fixes, by itself or seen from the day of publication; `is_ahead`: it is of what is to come.
    pub(super) fn date(&self, reading: &Reading<'_>, time: &Range<usize>, is_ahead: bool) -> Option<Date> {
        let tokens = time;
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
            let is_next = tokens.start > 0 && reading.is_phrase_word(tokens.start - 1, PhraseWord::Next);
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
