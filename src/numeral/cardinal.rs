//! Cardinals: digits with separators of several conventions, words, mixtures, decimals in words, mixed fractions.

use super::single::{SCORE, digits, scale, word};
use super::{fraction, power};
use crate::gazetteer::lexicon::{Function, NumberWord, Plurality, WordSense};
use crate::reading::Reading;
use crate::text::{Gap, TokenKind};

/// From this scale on a number begins anew below it: "two thousand five hundred".
const GREAT_SCALE: f64 = 1000.0;

/// A number in digits from `first`, with all its groups and its suffix: "1,200", "12,34,567", "40 000", ".08", "10k", "$5m".
fn digits_at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let value = digits(reading, first)?;
    let (end, value) = if is_bare_decimal(reading, first) {
        (first + 1, format!("0.{}", reading.text.folded(first)).parse().ok()?)
    } else {
        power::at(reading, first, limit, value)
            .or_else(|| spaced_groups(reading, first, limit))
            .or_else(|| lakh_groups(reading, first, limit))
            .or_else(|| decimal_comma(reading, first, limit))
            .unwrap_or((first + 1, value))
    };
    Some(suffix(reading, first, end, limit).map_or((end, value), |factor| (end + 1, value * factor)))
}

/// ".08": a point glued to the digits and to nothing before it.
pub(super) fn is_bare_decimal(reading: &Reading<'_>, first: usize) -> bool {
    let tokens = reading.text.tokens();
    first > 0
        && tokens[first].gap == Gap::None
        && reading.text.is_mark(first - 1, '.')
        && !reading.text.folded(first).contains('.')
        && (tokens[first - 1].is_spaced() || first == 1 || tokens[first - 2].kind == TokenKind::Punctuation)
}

/// "40 000", "1 234 567.89": one to three digits, then groups of three, single spaces between.
fn spaced_groups(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let plain = |token: usize| reading.text.folded(token).bytes().all(|byte| byte.is_ascii_digit());
    let begins = (1..=3).contains(&reading.text.folded(first).len()) && plain(first) && !reading.text.folded(first).starts_with('0');
    let is_dated = first > 0 && reading.flags(first - 1).any(crate::reading::TokenFlags::CALENDAR);
    if !begins || is_dated {
        return None;
    }
    let mut written = reading.text.folded(first).to_owned();
    let mut end = first + 1;
    while end < limit && reading.token(end).is_some_and(|token| token.kind == TokenKind::Number && token.gap == Gap::Space) {
        let group = reading.text.folded(end);
        let (whole, decimals) = group.split_once('.').unwrap_or((group, ""));
        if whole.len() != 3 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        written.push_str(group);
        end += 1;
        if !decimals.is_empty() {
            break;
        }
    }
    (end > first + 1).then(|| written.parse().ok().map(|value| (end, value))).flatten()
}

/// "12,34,567": the Indian convention, groups of two above the thousands.
fn lakh_groups(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let glued = |token: usize| token < limit && reading.token(token).is_some_and(|token| token.gap == Gap::None);
    let joined = glued(first + 1) && glued(first + 2) && reading.text.is_mark(first + 1, ',');
    let rest = reading.text.folded_at(first + 2).filter(|_| joined)?;
    let is_group =
        reading.text.folded(first).len() <= 2 && rest.len() >= 6 && rest.as_bytes()[2] == b',' && rest.as_bytes()[0].is_ascii_digit();
    let written = format!("{}{}", reading.text.folded(first), rest.replace(',', ""));
    is_group.then(|| written.parse().ok().map(|value| (first + 3, value))).flatten()
}

/// "1,5 million", "1.111,25": a comma before decimals, of which there are one or two. "12,15,20" is a list.
fn decimal_comma(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    let glued = |token: usize| reading.token(token).is_some_and(|token| token.gap == Gap::None);
    let digits_follow = |comma: usize| glued(comma + 1) && reading.token(comma + 1).is_some_and(|next| next.kind == TokenKind::Number);
    let (comma, decimals) = (first + 1, first + 2);
    if decimals >= limit || !reading.text.is_mark(comma, ',') || !glued(comma) || !glued(decimals) {
        return None;
    }
    let is_listed = |token: usize| glued(token) && reading.text.is_mark(token, ',') && digits_follow(token);
    let digits = reading.text.folded(decimals);
    let groups: Vec<&str> = reading.text.folded(first).split('.').collect();
    let is_whole = groups[1..].iter().all(|group| group.len() == 3) && !groups[0].contains(',');
    let is_decimal = is_whole && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_decimal || is_listed(decimals + 1) || (first > 0 && glued(first) && reading.text.is_mark(first - 1, ',')) {
        return None;
    }
    format!("{}.{digits}", groups.concat()).parse().ok().map(|value| (decimals + 1, value))
}

/// Nobody writes so many billions: "a 1500b packet".
const MOST_BY_SUFFIX: f64 = 1e12;

/// The factor of letters glued to digits: "10k", "3M"; "5m" of money, "5m people".
fn suffix(reading: &Reading<'_>, first: usize, end: usize, limit: usize) -> Option<f64> {
    if end >= limit || !(reading.token(end)?.gap == Gap::None || is_cell(reading, end)) {
        return None;
    }
    let value = digits(reading, first)?;
    let is_money = first > 0 && reading.text.tokens()[first].gap == Gap::None && reading.is_number_word(first - 1, NumberWord::MoneyBefore);
    let counts = || end + 1 < limit && begins_plural(reading, end + 1) && reading.token(end + 2).is_none_or(|next| next.gap != Gap::None);
    reading.words_at(end).find_map(|(word_end, sense)| match sense {
        WordSense::Suffix(factor) if word_end == end + 1 => {
            Some(factor as f64).filter(|factor| is_money || value * factor < MOST_BY_SUFFIX)
        }
        WordSense::MoneySuffix(factor) if word_end == end + 1 => (is_money || counts()).then_some(factor as f64),
        _ => None,
    })
}

/// Whether the word at `suffix` is all that stands with a number on its line: "2.33 k", a cell of a table.
pub(super) fn is_cell(reading: &Reading<'_>, suffix: usize) -> bool {
    const MOST_TOKENS: usize = 4;
    let sentence = reading.sentence(suffix);
    let is_factor = |sense| matches!(sense, WordSense::Suffix(_));
    suffix + 1 == sentence.end
        && sentence.len() <= MOST_TOKENS
        && reading.word_end(suffix, is_factor).is_some()
        && sentence.clone().all(|token| token == suffix || reading.text.tokens()[token].kind != TokenKind::Word)
}

/// Whether a noun in the plural stands at `token`, a space before it.
fn begins_plural(reading: &Reading<'_>, token: usize) -> bool {
    reading.token(token).is_some_and(|noun| noun.gap == Gap::Space)
        && reading.word_end(token, |sense| matches!(sense, WordSense::Noun(_, Plurality::Plural))).is_some()
}

/// What a cardinal is made of so far.
#[derive(Default)]
struct Sum {
    /// What is above the scale at hand: "two million".
    total: f64,
    /// What is not yet scaled: "five hundred".
    group: f64,
    /// The scale that `total` ends with.
    last_scale: f64,
    /// Whether any scale, "hundred" too, has been taken up.
    is_scaled: bool,
}

impl Sum {
    fn value(&self) -> f64 {
        self.total + self.group
    }

    fn scale(&mut self, scale: f64) {
        self.is_scaled = true;
        if scale < GREAT_SCALE {
            self.group = if self.group == 0.0 { scale } else { self.group * scale };
            return;
        }
        if self.group == 0.0 || (self.total > 0.0 && scale > self.last_scale) {
            // "three thousand millions", "three lakh crore"; "hundred" aside, a bare scale is one of it.
            self.total = if self.value() == 0.0 { scale } else { self.value() * scale };
        } else {
            self.total += self.group * scale;
        }
        self.group = 0.0;
        self.last_scale = scale;
    }
}

/// A cardinal from `first`: the token after it and its value.
pub(crate) fn at(reading: &Reading<'_>, first: usize, limit: usize) -> Option<(usize, f64)> {
    if let Some(found) = fraction::of_scale(reading, first, limit) {
        return Some(found);
    }
    let mut sum = Sum::default();
    let mut token = first;
    let mut end = first;
    while token < limit {
        if let Some((next, value)) = part(reading, first, token, limit, &sum) {
            sum.group += value;
            token = next;
        } else if let Some(scale) = scale(reading, token).filter(|_| can_scale(reading, first, token)) {
            sum.scale(scale);
            token += 1;
        } else if end == token && token > first && joins(reading, token, limit, &sum) {
            token += 1;
            continue;
        } else {
            break;
        }
        end = token;
    }
    if end == first {
        return None;
    }
    if let Some((end, value)) = spoken(reading, first, end, limit, &sum) {
        return Some((end, value));
    }
    if let Some((end, value)) = decimals(reading, first, end, limit, sum.value()) {
        let scaled = scale(reading, end).filter(|_| end < limit && can_scale(reading, first, end));
        return Some(scaled.map_or((end, value), |scale| (end + 1, value * scale)));
    }
    Some(with_fraction(reading, end, limit, &sum))
}

/// One more number that the sum takes up at `token`: digits, a word, "a" before a scale.
fn part(reading: &Reading<'_>, first: usize, token: usize, limit: usize, sum: &Sum) -> Option<(usize, f64)> {
    let scale_after = |token: usize| token < limit && scale(reading, token).is_some() && reading.text.tokens()[token].gap == Gap::Space;
    if token == first {
        let article = reading.is_function(token, Function::Indefinite) && scale_after(token + 1);
        let article = article.then_some((token + 1, 1.0));
        return article.or_else(|| digits_at(reading, token, limit)).or_else(|| word(reading, token).map(|value| (token + 1, value)));
    }
    if let Some(value) = word(reading, token) {
        return continues(reading, token, sum, value).then_some((token + 1, value));
    }
    // "4 thousand 3 hundred and 21": digits go on below a scale, where they are scaled themselves or "and" leads to them.
    let value = digits(reading, token)?;
    let is_joined = reading.is_number_word(token - 1, NumberWord::And);
    let below = sum.is_scaled && (sum.last_scale > value || (sum.group >= 100.0 && value < 100.0));
    let scales_less = scale(reading, token + 1).is_some_and(|next| scale_after(token + 1) && value * next < sum.last_scale);
    (below && (scales_less || (is_joined && !scale_after(token + 1))) && reading.text.tokens()[token].gap == Gap::Space)
        .then_some((token + 1, value))
}

/// Whether a cardinal word goes on with the number: "twenty-five", "one hundred twenty", "two thousand five".
fn continues(reading: &Reading<'_>, token: usize, sum: &Sum, value: f64) -> bool {
    if sum.group == 0.0 {
        return true;
    }
    let group = sum.group;
    let tens_and_unit = group % 10.0 == 0.0 && group % 100.0 != 0.0 && value < 10.0 && value > 0.0;
    let after_hundred = group % 100.0 == 0.0 && value < 100.0;
    let after_score = group % SCORE == 0.0 && value < SCORE && token >= 2 && scale(reading, token - 2) == Some(SCORE);
    (tens_and_unit || after_hundred || after_score) && reading.text.tokens()[token].gap <= Gap::Space
}

/// "5 million", "5bn", "two hundred"; at the beginning only what is a number by itself: "hundred thousand".
fn can_scale(reading: &Reading<'_>, first: usize, token: usize) -> bool {
    if token == first { is_bare(reading, token) } else { reading.text.tokens()[token].gap <= Gap::Space }
}

/// "hundred fifteen", "thousand nine hundred", "hundred people": a scale, and no abbreviation of one, that begins a number.
fn is_bare(reading: &Reading<'_>, token: usize) -> bool {
    let goes_on = |next: usize| {
        word(reading, next).is_some()
            || scale(reading, next).is_some()
            || reading.is_number_word(next, NumberWord::And)
            || begins_plural(reading, next)
    };
    scale(reading, token).is_some_and(|scale| scale >= 100.0) && reading.text.folded(token).len() > 4 && goes_on(token + 1)
}

/// What may stand within a number: "and" after "hundred" or "thousand", a spaced hyphen between tens and units.
fn joins(reading: &Reading<'_>, token: usize, limit: usize, sum: &Sum) -> bool {
    if token + 1 >= limit {
        return false;
    }
    let next = word(reading, token + 1);
    if reading.text.is_mark(token, '-') {
        let is_tens = sum.group % 10.0 == 0.0 && (20.0..100.0).contains(&(sum.group % 100.0));
        return is_tens && word(reading, token - 1).is_some() && next.is_some_and(|unit| (1.0..10.0).contains(&unit));
    }
    if !reading.is_number_word(token, NumberWord::And) {
        return false;
    }
    let scaled = scale(reading, token - 1).is_some_and(|scale| scale == SCORE || (100.0..1e8).contains(&scale));
    let is_small = |value: f64| value < 100.0 || (value < 1000.0 && sum.last_scale >= GREAT_SCALE) || sum.last_scale > value;
    let spelled = next.is_some_and(is_small);
    let in_digits = digits(reading, token + 1).is_some_and(|value| value < 100.0 && value.fract() == 0.0);
    scaled && (spelled || in_digits) && fraction::part_at(reading, token + 1, limit).is_none()
}

/// "one twenty two", as people say it, where nothing follows that it could count: a hundred and twenty-two.
fn spoken(reading: &Reading<'_>, first: usize, end: usize, limit: usize, sum: &Sum) -> Option<(usize, f64)> {
    let hundreds = word(reading, first).filter(|value| end == first + 1 && !sum.is_scaled && (1.0..10.0).contains(value))?;
    let tens = (end < limit).then(|| word(reading, end)).flatten().filter(|tens| *tens >= 20.0 && tens % 10.0 == 0.0)?;
    let unit = word(reading, end + 1).filter(|unit| end + 1 < limit && (1.0..10.0).contains(unit));
    let end = end + 1 + usize::from(unit.is_some());
    let closes = end >= limit || reading.text.tokens()[end].kind == TokenKind::Punctuation;
    closes.then_some((end, hundreds * 100.0 + tens + unit.unwrap_or(0.0)))
}

/// Decimals in words: "two point two", "nought point nought four", "five point seventy-one".
fn decimals(reading: &Reading<'_>, first: usize, end: usize, limit: usize, value: f64) -> Option<(usize, f64)> {
    // "At one point two men left."
    let is_moment = first > 0 && reading.is_number_word(first - 1, NumberWord::Moment);
    if end + 1 >= limit || !reading.is_number_word(end, NumberWord::Point) || is_moment || value.fract() != 0.0 {
        return None;
    }
    let mut written = String::new();
    let mut token = end + 1;
    while token < limit {
        let Some(digit) = word(reading, token).or_else(|| digits(reading, token).filter(|_| token == end + 1)) else { break };
        let tens = digit >= 20.0 && digit % 10.0 == 0.0;
        let unit = word(reading, token + 1).filter(|unit| tens && token + 1 < limit && (1.0..10.0).contains(unit));
        written.push_str(&format!("{:.0}", digit + unit.unwrap_or(0.0)));
        token += 1 + usize::from(unit.is_some());
    }
    let decimals: f64 = format!("0.{written}").parse().ok()?;
    (token > end + 1).then_some((token, value + decimals))
}

/// "two and a half", "3 1/2", "2½", "3 million and a half" (of a million), "one billion and a half million".
fn with_fraction(reading: &Reading<'_>, end: usize, limit: usize, sum: &Sum) -> (usize, f64) {
    let value = sum.value();
    let is_whole = value.fract() == 0.0;
    let joined = end + 1 < limit && reading.is_number_word(end, NumberWord::And);
    let begin = if joined { end + 1 } else { end };
    let part = (end < limit && is_whole).then(|| fraction::part_at(reading, begin, limit)).flatten();
    let Some((part_end, part)) = part.filter(|(_, part)| *part < 1.0) else { return (end, value) };
    let is_sign = reading.text.tokens()[begin].kind != TokenKind::Word || fraction::is_sign(reading, begin);
    if !joined && !is_sign {
        return (end, value);
    }
    match scale(reading, part_end).filter(|_| part_end < limit && can_scale(reading, end, part_end)) {
        Some(scale) if sum.last_scale > scale => (part_end + 1, value + part * scale),
        Some(scale) => (part_end + 1, (value + part) * scale),
        None if sum.group == 0.0 => (part_end, value + part * sum.last_scale.max(1.0)),
        None => (part_end, value + part),
    }
}
