//! Numbers: digits, words, mixtures, ranges, vague quantifiers, wherever they stand. What they count, if anything, is decided later.

pub(crate) mod cardinal;
pub mod class;
mod fraction;
pub(crate) mod group;
mod power;
mod rate;
mod share;
mod single;
mod stated;
mod unit;

pub(crate) use stated::whole;
pub use stated::{Numeral, NumeralValue, Share, Stated};

use crate::gazetteer::lexicon::{Function, NumberWord, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, TokenKind};

/// All numerals of `reading`, in order, without overlap.
pub fn numerals(reading: &Reading<'_>) -> Vec<Numeral> {
    let mut numerals: Vec<Numeral> = Vec::new();
    let mut address = Address::default();
    let mut token = 0;
    while token < reading.len() {
        address.read_to(reading, token);
        match numeral_at(reading, token) {
            Some(mut numeral) => {
                if address.contains(reading, token) {
                    numeral.value = NumeralValue::Code;
                } else {
                    share::add(reading, &mut numerals, &numeral);
                }
                token = numeral.tokens.end;
                numerals.push(numeral);
            }
            None => token += 1,
        }
    }
    numerals
}

/// The run of glued tokens that is read, and whether it is an address of the web or of mail: digits in one count nothing.
#[derive(Default)]
struct Address {
    /// The token that is read next.
    next: usize,
    /// Whether the run up to there is an address.
    is_open: bool,
}

impl Address {
    /// Reads on to `token`; to be called with rising tokens.
    fn read_to(&mut self, reading: &Reading<'_>, token: usize) {
        for at in self.next..=token {
            let is_glued = reading.text.tokens()[at].gap <= Gap::Hyphen;
            self.is_open = is_glued && (self.is_open || begins_path(reading, at));
        }
        self.next = self.next.max(token + 1);
    }

    /// Whether `token`, which was read last, is in an address.
    fn contains(&self, reading: &Reading<'_>, token: usize) -> bool {
        /// How many tokens may stand between a number and the `@` after it.
        const MOST_BEFORE_AT: usize = 6;
        let tokens = reading.text.tokens();
        let glued = |at: &usize| tokens.get(*at).is_some_and(|it| it.gap <= Gap::Hyphen);
        let mut rest = (token + 1..token + 1 + MOST_BEFORE_AT).take_while(glued);
        self.is_open || rest.any(|at| reading.text.is_mark(at, '@') && glued(&(at + 1)))
    }
}

/// Whether an address is known for one at this glued token: "://", "name@", "example.com/".
fn begins_path(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = reading.text.tokens();
    let glued_word = |token: usize| tokens[token].kind == TokenKind::Word && tokens[token].gap == Gap::None;
    if reading.text.is_mark(at, '@') {
        return at > 0 && tokens[at - 1].kind != TokenKind::Punctuation && tokens.get(at + 1).is_some_and(|next| next.gap == Gap::None);
    }
    let is_scheme = || at >= 2 && reading.text.is_mark(at - 1, '/') && reading.text.is_mark(at - 2, ':') && tokens[at - 1].gap == Gap::None;
    let is_host = || at >= 3 && glued_word(at - 1) && reading.text.is_mark(at - 2, '.') && tokens[at - 2].gap == Gap::None;
    reading.text.is_mark(at, '/') && (is_scheme() || is_host())
}

fn numeral_at(reading: &Reading<'_>, first: usize) -> Option<Numeral> {
    if !reading.flags(first).any(TokenFlags::NUMERAL) {
        return None;
    }
    let limit = reading.sentence(first).end;
    let whole = |end: usize, value: NumeralValue| Some(Numeral::new(first..end, value));
    if let Some((end, min, max)) = vague_at(reading, first, limit) {
        return whole(end, NumeralValue::Vague(min, max));
    }
    if let Some((end, value)) = ordinal_at(reading, first, limit) {
        return whole(end, NumeralValue::Ordinal(value));
    }
    if single::is_code(reading, first) {
        return whole(first + 1, NumeralValue::Code);
    }
    if let Some(end) = chained_digits(reading, first, limit) {
        return whole(end, NumeralValue::Code);
    }
    // "-.5"
    let sign = first - usize::from(cardinal::is_bare_decimal(reading, first));
    let is_negative = sign > 0 && is_negated(reading, sign);
    let (end, low) = fraction::of_scale(reading, first, limit)
        .or_else(|| fraction::part_at(reading, first, limit))
        .or_else(|| cardinal::at(reading, first, limit))?;
    if is_negative {
        return Some(Numeral::new(sign - 1..end, NumeralValue::Cardinal(-low)));
    }
    if let Some(start) = reading.number_word_before(first, reading.sentence(first).start, NumberWord::AllBut) {
        return Some(Numeral::new(start..end, NumeralValue::Code));
    }
    match range_end(reading, first, end, low, limit) {
        Some((end, low, high)) => whole(end, NumeralValue::Range(low, high)),
        None => whole(end, NumeralValue::Cardinal(low)),
    }
}

/// "-5", "minus five": a hyphen glued to the number and to nothing before it.
fn is_negated(reading: &Reading<'_>, first: usize) -> bool {
    let tokens = reading.text.tokens();
    let is_glued = reading.text.is_mark(first - 1, '-') && tokens[first].gap == Gap::None && tokens[first].kind != TokenKind::Word;
    let is_apart = first == 1 || tokens[first - 1].is_spaced() || tokens[first - 2].kind == TokenKind::Punctuation;
    // "- 1,200,000", alone: with words behind it, it is an item of a list.
    let is_alone = first == 1
        && reading.text.is_mark(0, '-')
        && reading.sentence(first).all(|token| token == 0 || tokens[token].kind != TokenKind::Word || cardinal::is_cell(reading, token));
    is_alone || (is_glued && is_apart) || (reading.is_number_word(first - 1, NumberWord::Minus) && tokens[first].gap == Gap::Space)
}

/// The longest vague quantifier, with a scale behind it: "several hundred thousand". Its "of" belongs to what follows.
fn vague_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, i64, i64)> {
    let (end, min, max) = reading
        .words_at(first)
        .filter_map(|(end, sense)| match sense {
            WordSense::Vague(min, max) if end <= limit => Some((end, min, max)),
            _ => None,
        })
        .last()?;
    /// Below it a scale counts things: "several pairs of shoes".
    const LEAST_SCALE: f64 = 12.0;
    /// Nobody means more of anything.
    const MOST: i64 = 1_000_000_000_000_000;
    let scale_at = |token: usize| {
        let is_next = token < limit && reading.token(token).is_some_and(|next| next.gap == Gap::Space);
        single::scale(reading, token).filter(|scale| is_next && *scale >= LEAST_SCALE)
    };
    let (mut end, mut min, mut max) = (end - usize::from(reading.is_function(end - 1, Function::Of)), min, max);
    // "several hundreds of thousands"
    loop {
        let next = end + usize::from(end < limit && reading.is_function(end, Function::Of));
        let Some(scale) = scale_at(next).filter(|scale| max <= MOST / *scale as i64) else { return Some((end, min, max)) };
        (end, min, max) = (next + 1, min * scale as i64, max * scale as i64);
    }
}

fn ordinal_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let glued = |token: usize| token < limit && reading.token(token).is_some_and(|token| token.gap == Gap::None);
    if let Some(value) = single::digits(reading, first) {
        let suffix = glued(first + 1) && reading.is_number_word(first + 1, NumberWord::OrdinalEnding);
        return suffix.then_some((first + 2, value));
    }
    let word = |token: usize| {
        reading.words_at(token).find_map(|(_, sense)| match sense {
            WordSense::Ordinal(value) => Some(value as f64),
            _ => None,
        })
    };
    let tens = single::word(reading, first).filter(|tens| *tens >= 20.0);
    let dash = usize::from(first + 1 < limit && (reading.text.is_mark(first + 1, '-') || reading.text.is_mark(first + 1, '\u{2014}')));
    let unit = first + 1 + dash;
    // "twenty-fifths": the parts of a whole, named by their ordinal.
    let parts = |token: usize| {
        let is_joined = reading.token(token).is_some_and(|it| it.gap == Gap::Hyphen);
        let sense = reading.words_at(token).find_map(|(_, sense)| match sense {
            WordSense::Parts(value) if is_joined => Some(value as f64),
            _ => None,
        });
        sense.filter(|value| (3.0..10.0).contains(value))
    };
    let word_or_parts = |token: usize| word(token).or_else(|| parts(token));
    match tens.filter(|_| unit < limit).zip(word_or_parts(unit)).filter(|(_, unit)| *unit < 10.0) {
        Some((tens, value)) => Some((unit + 1, tens + value)),
        None => word(first).map(|value| (first + 1, value)),
    }
}

/// Three or more groups of digits joined by hyphens: a telephone number, a date.
fn chained_digits(reading: &Reading<'_>, first: usize, limit: usize) -> Option<usize> {
    let mut end = first;
    while end < limit
        && reading.token(end).is_some_and(|token| token.kind == TokenKind::Number && (end == first || token.gap == Gap::Hyphen))
    {
        end += 1;
    }
    (end >= first + 3).then_some(end)
}

/// The end and the ends of a range that begins with the cardinal `low` in `first..end`: "20-25", "3,000 to 5,000", "between ten and twenty".
fn range_end(reading: &Reading<'_>, first: usize, end: usize, low: f64, limit: usize) -> Option<(usize, f64, f64)> {
    if end >= limit {
        return None;
    }
    let hyphen = reading.text.tokens()[end].gap == Gap::Hyphen;
    let between = first > 0 && reading.is_function(first - 1, Function::Between);
    let joins = if between { NumberWord::And } else { NumberWord::To };
    let is_joined = reading.is_number_word(end, joins) || reading.text.is_mark(end, '-');
    if !is_joined && !hyphen {
        return None;
    }
    let high_first = end + usize::from(is_joined);
    if high_first >= limit {
        return None;
    }
    let (high_end, high) = cardinal::at(reading, high_first, limit)?;
    // "from 10 to 12" and "100-yard" are no ranges; nor is 2022-23.
    let from = first > 0 && reading.is_function(first - 1, Function::From) && reading.is_function(end, Function::To);
    // "two or three hundred", "20 to 25 thousand": the scale is said once.
    let scale = single::scale(reading, high_end - 1).filter(|scale| high_end > high_first + 1 && *scale >= 100.0);
    let is_bare = first + 1 == end && single::scale(reading, first).is_none();
    let low = scale.filter(|scale| is_bare && low < high / scale && low < 1000.0).map_or(low, |scale| low * scale);
    (low < high && !from).then_some((high_end, low, high))
}
