//! Hedges: words and signs before and after a number that bound it.

use crate::extraction::Qualifier;
use crate::gazetteer::compile::Sense;
use crate::gazetteer::lexicon::{Function, NumberWord, Side, WordSense};
use crate::reading::Reading;
use crate::text::{Gap, TokenKind};

/// The bounds that a hedge gives a number.
pub(super) fn bounds(hedge: Qualifier, value: i64) -> (Option<i64>, Option<i64>) {
    match hedge {
        Qualifier::AtLeast => (Some(value), None),
        Qualifier::MoreThan => (Some(value + 1), None),
        Qualifier::AtMost => (None, Some(value)),
        Qualifier::FewerThan => (None, Some(value - 1)),
        Qualifier::Approximate => (None, None),
        Qualifier::Exact | Qualifier::Range | Qualifier::Vague => (Some(value), Some(value)),
    }
}

/// A hedge ending right before the number, with "a record", "a total of" between, or the sign of one: where it begins and what it is.
pub(super) fn before(reading: &Reading<'_>, number: usize, limit: usize) -> Option<(usize, Qualifier)> {
    if let Some(hedge) = sign_before(reading, number, limit) {
        return Some((number - 1, hedge));
    }
    let mut end = number;
    while end > limit
        && (reading.is_number_word(end - 1, NumberWord::AfterHedge) || (end < number && reading.is_function(end - 1, Function::Indefinite)))
    {
        end -= 1;
    }
    let mut found = None;
    for begin in limit.max(end.saturating_sub(5))..end {
        // "handed over four hostages": the particle of a verb.
        let is_particle =
            || begin > limit && reading.words_at(begin - 1).any(|(verb_end, sense)| verb_end == end && matches!(sense, WordSense::Verb(_)));
        let hedge = reading.words_at(begin).find_map(|(hedge_end, sense)| match sense {
            WordSense::Hedge(qualifier, Side::Before) if hedge_end == end && !is_particle() => Some(qualifier),
            _ => None,
        });
        if let Some(hedge) = hedge {
            found = Some((begin, hedge));
            break;
        }
    }
    found
}

/// ">200", "≥15", "(~50": a sign glued to the number and to nothing before it, for in "<b>12" it ends a tag.
fn sign_before(reading: &Reading<'_>, number: usize, limit: usize) -> Option<Qualifier> {
    let tokens = reading.text.tokens();
    let sign = number.checked_sub(1).filter(|sign| *sign >= limit && tokens[number].gap == Gap::None)?;
    let is_apart = sign == 0 || tokens[sign].is_spaced() || reading.text.is_mark(sign - 1, '(');
    reading.senses_at(sign).filter(|_| is_apart).find_map(|(_, sense)| match sense {
        Sense::Word(WordSense::NumberWord(NumberWord::SignBefore(hedge))) => Some(hedge),
        _ => None,
    })
}

/// "20+": a sign glued to the number and to nothing behind it.
fn sign_after(reading: &Reading<'_>, end: usize) -> Option<Qualifier> {
    let is_glued = |token: usize| reading.token(token).is_some_and(|it| it.gap <= Gap::Hyphen);
    let is_closed = !is_glued(end + 1) || reading.token(end + 1).is_some_and(|next| next.kind == TokenKind::Punctuation);
    reading.senses_at(end).filter(|_| is_glued(end) && is_closed).find_map(|(_, sense)| match sense {
        Sense::Word(WordSense::NumberWord(NumberWord::SignAfter(hedge))) => Some(hedge),
        _ => None,
    })
}

/// A hedge right after the number, or the sign of one: the token after it and what it is.
pub(super) fn after(reading: &Reading<'_>, end: usize, limit: usize) -> Option<(usize, Qualifier)> {
    if end >= limit {
        return None;
    }
    if let Some(hedge) = sign_after(reading, end) {
        return Some((end + 1, hedge));
    }
    reading
        .words_at(end)
        .filter_map(|(hedge_end, sense)| match sense {
            WordSense::Hedge(qualifier, Side::After) => Some((hedge_end, qualifier)),
            _ => None,
        })
        .last()
}
