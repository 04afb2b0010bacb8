//! What a number is, if it is no count: a year, an age, money, a model. Over half of the numbers in news count nothing.

use super::{Numeral, NumeralValue};
use crate::extraction::{CountSubject, NumberClass, PlaceKind};
use crate::gazetteer::lexicon::{Function, Plurality, Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// The class of a numeral that cannot be a count by what stands right beside it; `None` for one that can.
pub fn decoy(reading: &Reading<'_>, numeral: &Numeral, is_in_name: bool) -> Option<NumberClass> {
    let (first, end) = (numeral.tokens.start, numeral.tokens.end);
    if is_in_name {
        return Some(NumberClass::Identifier);
    }
    match numeral.value {
        NumeralValue::Ordinal(_) => return Some(ordinal(reading, first, end)),
        NumeralValue::Code => return Some(code(reading, first, end)),
        _ => {}
    }
    before(reading, numeral, first)
        .or_else(|| share(reading, first, end))
        .or_else(|| house_number(reading, first, end))
        .or_else(|| ends_line(reading, first, end))
        .or_else(|| after(reading, first, end))
        .or_else(|| calendar(reading, numeral, first, end))
        .or_else(|| age_in_commas(reading, numeral, first, end))
        .or_else(|| pronoun(reading, numeral, first, end))
        .or_else(|| compound(reading, first, end))
        .or_else(|| fraction_or_score(reading, numeral, first, end))
}

fn ordinal(reading: &Reading<'_>, first: usize, end: usize) -> NumberClass {
    let month = |token: usize| reading.flags(token).any(TokenFlags::CALENDAR);
    let beside = month(end) || (first > 0 && month(first - 1)) || (reading.text.folded_at(end) == Some("of") && month(end + 1));
    if beside { NumberClass::Date } else { NumberClass::Ordinal }
}

fn code(reading: &Reading<'_>, first: usize, end: usize) -> NumberClass {
    let folded = reading.text.folded(first);
    match folded.matches(':').count() {
        0 if end == first + 1 && folded.matches('.').count() == 2 && folded.len() <= 10 => NumberClass::Date,
        0 => NumberClass::Identifier,
        _ => NumberClass::Time,
    }
}

fn before(reading: &Reading<'_>, numeral: &Numeral, first: usize) -> Option<NumberClass> {
    let previous = first.checked_sub(1).filter(|previous| *previous >= reading.sentence(first).start)?;
    if matches!(reading.text.folded(previous), "$" | "€" | "£" | "¥" | "₽" | "₴" | "₹" | "₺" | "₦") {
        return Some(NumberClass::Money);
    }
    // "a man of 66"
    let is_person = |token: usize| reading.is_word(token, WordSense::Noun(CountSubject::People, Plurality::Singular));
    let is_aged = first >= 2
        && reading.text.folded(previous) == "of"
        && reading.token(first)?.kind == TokenKind::Number
        && matches!(numeral.value, NumeralValue::Cardinal(value) if (1.0..=110.0).contains(&value))
        && is_person(first - 2)
        && !reading.is_word(first - 2, WordSense::Collective);
    if is_aged {
        return Some(NumberClass::Age);
    }
    // "ages 14 and 16"
    let is_second_age = first >= 3
        && matches!(reading.text.folded(previous), "and" | ",")
        && matches!(reading.text.folded(first - 3), "ages" | "aged")
        && reading.token(first - 2)?.kind == TokenKind::Number;
    if is_second_age {
        return Some(NumberClass::Age);
    }
    // "shot a 65": no count has an article before its digits and nothing after.
    let has_article = reading.is_function(previous, Function::Indefinite) && reading.token(first)?.kind == TokenKind::Number;
    if has_article && !noun_follows(reading, numeral.tokens.end) {
        return Some(NumberClass::Other);
    }
    if matches!(reading.text.folded(previous), "#" | "@") {
        return Some(NumberClass::Identifier);
    }
    let unit = (first.saturating_sub(3)..first).find_map(|begin| {
        reading.words_at(begin).find_map(|(end, sense)| match sense {
            WordSense::Unit(class, Side::Before) if end == first => Some(class),
            _ => None,
        })
    });
    if unit.is_some() {
        return unit;
    }
    // "Apollo 11", "Boeing 737": a name before bare digits with no noun after them.
    let is_digits = reading.token(first)?.kind == TokenKind::Number && matches!(numeral.value, NumeralValue::Cardinal(_));
    let named = reading.token(previous)?.is_capitalised()
        && !reading.begins_sentence(previous)
        && !reading.flags(previous).any(TokenFlags::WORD.or(TokenFlags::DEMONYM));
    (is_digits && named && !is_counted(reading, numeral.tokens.end)).then_some(NumberClass::Identifier)
}

/// "—Fox 59 A 17-year-old boy": a sentence begins behind the number.
fn ends_line(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    let next = reading.token(end).filter(|next| next.is_capitalised() && next.gap >= Gap::Space && end < reading.sentence(first).end)?;
    let begins = reading.is_function(end, Function::Indefinite) || reading.is_function(end, Function::Determiner);
    (begins && (next.shape != Shape::Upper || reading.text.folded(end) == "a")).then_some(NumberClass::Identifier)
}

/// Whether the token at `end` may be what a number before it counts.
fn noun_follows(reading: &Reading<'_>, end: usize) -> bool {
    reading.token(end).is_some_and(|next| next.kind == TokenKind::Word && next.gap <= Gap::Space)
        && !reading.flags(end).any(TokenFlags::FUNCTION)
}

/// "two in five have", "nine out of ten were": a share, with nothing counted by either number.
fn share(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    // Not "140 in 2024".
    let is_number = |token: usize| {
        reading.token(token).is_some_and(|it| it.kind == TokenKind::Number && reading.text.folded(token).len() < 4)
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Cardinal(value) if value > 1))
    };
    let joint = |token: usize| match reading.text.folded_at(token) {
        Some("in") => Some(token + 1),
        Some("out") if reading.text.folded_at(token + 1) == Some("of") => Some(token + 2),
        _ => None,
    };
    let is_bare = |token: usize| {
        !noun_follows(reading, token) && !reading.is_function(token, Function::Determiner) && !reading.is_function(token, Function::Of)
    };
    let whole = joint(end).filter(|whole| *whole < reading.sentence(first).end && is_number(*whole) && is_bare(whole + 1));
    let start = reading.sentence(first).start;
    let part = (first >= start + 2 && joint(first - 1) == Some(first) && is_number(first - 2))
        || (first >= start + 3 && joint(first - 2) == Some(first) && is_number(first - 3));
    (whole.is_some() || (part && is_bare(end))).then_some(NumberClass::Percent)
}

/// How many words may stand between a number and its unit: "three more long years".
const MAX_UNIT_MODIFIERS: usize = 2;

fn after(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    let limit = reading.sentence(first).end;
    for token in end..=end + MAX_UNIT_MODIFIERS {
        if token >= limit {
            return None;
        }
        if reading.text.folded(token) == "%" {
            return Some(NumberClass::Percent);
        }
        if matches!(reading.text.folded(token), "€" | "£" | "°") && reading.token(token)?.gap == Gap::None {
            return Some(if reading.text.folded(token) == "°" { NumberClass::Measure } else { NumberClass::Money });
        }
        if let Some(class) = unit_after(reading, token, end) {
            return Some(class);
        }
        // "a number of times"
        if token == end && reading.text.folded(token) == "of" && reading.text.folded_at(token + 1) == Some("times") {
            return Some(NumberClass::Other);
        }
        if reading.text.folded(token) == "s" && reading.token(token)?.gap == Gap::None && token == end {
            return Some(decade(reading, first));
        }
        let filler = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Filler))
            || matches!(
                reading.text.folded(token),
                "more" | "or" | "consecutive" | "straight" | "full" | "long" | "additional" | "further"
            );
        if !filler {
            return None;
        }
    }
    None
}

/// The class that the longest unit at `token` gives; short ones ("m", "am") only right after the digits.
fn unit_after(reading: &Reading<'_>, token: usize, end: usize) -> Option<NumberClass> {
    let (unit_end, class) = reading
        .words_at(token)
        .filter_map(|(unit_end, sense)| match sense {
            WordSense::Unit(class, Side::After) => Some((unit_end, class)),
            _ => None,
        })
        .last()?;
    // "two night watchmen"
    if reading.word_end(token, |sense| matches!(sense, WordSense::Noun(..))) > Some(unit_end) {
        return None;
    }
    let folded = reading.text.folded(token);
    let digits_before = reading.token(end - 1).is_some_and(|token| token.kind == TokenKind::Number);
    if folded.len() <= 2 && !(digits_before && token == end && reading.token(token).is_some_and(|token| token.gap <= Gap::Space)) {
        return None;
    }
    if class == NumberClass::Duration && reading.text.folded_at(unit_end) == Some("old") {
        return Some(NumberClass::Age);
    }
    Some(class)
}

/// "in his 70s" is an age, "the 1970s" a date.
fn decade(reading: &Reading<'_>, first: usize) -> NumberClass {
    let previous = first.checked_sub(1).map(|previous| reading.text.folded(previous));
    match previous {
        Some("his" | "her" | "their" | "early" | "mid" | "late") if reading.text.folded(first).len() == 2 => NumberClass::Age,
        _ => NumberClass::Date,
    }
}

fn calendar(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    let NumeralValue::Cardinal(value) = numeral.value else {
        // "May 3-5": a range of days; "2022-23": a range of years.
        let month = first > 0 && reading.flags(first - 1).any(TokenFlags::CALENDAR) && is_month(reading, first - 1);
        return (month || is_year_range(numeral)).then_some(NumberClass::Date);
    };
    // "last November two people died"
    let is_digits = reading.token(first).is_some_and(|token| token.kind == TokenKind::Number);
    let month_before = first > 0 && is_digits && is_month(reading, first - 1);
    let month_after = end < reading.sentence(first).end && is_month(reading, end);
    if (month_before && (value <= 31.0 || is_year(reading, first, value))) || (month_after && value <= 31.0) {
        return Some(NumberClass::Date);
    }
    // "the 1974 floods"; but "the 1,974 victims".
    let is_the = first > 0 && reading.text.folded(first - 1) == "the" && (1900.0..=2050.0).contains(&value);
    (is_year(reading, first, value) && (is_the || !is_counted(reading, end))).then_some(NumberClass::Date)
}

fn is_month(reading: &Reading<'_>, token: usize) -> bool {
    reading.flags(token).any(TokenFlags::CALENDAR) && !reading.text.folded(token).ends_with("day")
}

/// Four digits without a separator from 1500 to 2100.
fn is_year(reading: &Reading<'_>, token: usize, value: f64) -> bool {
    reading.text.folded(token).len() == 4 && (1500.0..=2100.0).contains(&value) && value.fract() == 0.0
}

fn is_year_range(numeral: &Numeral) -> bool {
    matches!(numeral.value, NumeralValue::Range(low, high) if (1900.0..=2100.0).contains(&low) && (1900.0..=2100.0).contains(&high))
}

/// "40 Harbour Street".
fn house_number(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    const MOST_TOKENS: usize = 4;
    let is_digits = reading.token(first)?.kind == TokenKind::Number;
    let limit = reading.sentence(first).end.min(end + MOST_TOKENS);
    let mut named =
        (end..limit).take_while(|token| reading.text.tokens()[*token].is_capitalised() && reading.text.tokens()[*token].gap == Gap::Space);
    let is_street = |token: usize| reading.is_word(token, WordSense::FacilityHead(PlaceKind::Street));
    (is_digits && named.any(|token| token > end && is_street(token))).then_some(NumberClass::Identifier)
}

/// "X Y, 33, said": an age between commas after a name.
fn age_in_commas(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    let NumeralValue::Cardinal(value) = numeral.value else { return None };
    let is_person = |token: usize| {
        let noun = reading
            .words_at(token)
            .any(|(end, sense)| end == token + 1 && sense == WordSense::Noun(CountSubject::People, Plurality::Singular));
        let name = reading.token(token).is_some_and(|name| name.is_capitalised() && name.shape == Shape::Title);
        (noun || name) && !reading.flags(token).any(TokenFlags::CALENDAR)
    };
    let named = first >= 2 && reading.text.is_mark(first - 1, ',') && is_person(first - 2);
    let closed = reading.text.is_mark(end, ',') || reading.text.is_mark(end, '.') || reading.text.is_mark(end, ')');
    let bracketed = first >= 2
        && reading.text.is_mark(first - 1, '(')
        && reading.text.is_mark(end, ')')
        && reading.token(first - 2).is_some_and(|name| name.is_capitalised());
    ((named && closed || bracketed) && (1.0..=120.0).contains(&value) && reading.token(first)?.kind == TokenKind::Number)
        .then_some(NumberClass::Age)
}

/// "one of its deadliest", "one another", "no one", "this one".
fn pronoun(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    if numeral.value != NumeralValue::Cardinal(1.0) || reading.text.folded(first) != "one" {
        return None;
    }
    let next = reading.text.folded_at(end).unwrap_or("");
    let previous = first.checked_sub(1).map_or("", |previous| reading.text.folded(previous));
    let is_pronoun = matches!(
        next,
        "of" | "another"
            | "by"
            | "day"
            | "such"
            | "step"
            | "side"
            | "thing"
            | "way"
            | "point"
            | "could"
            | "can"
            | "should"
            | "must"
            | "reason"
            | "example"
    ) || (next == "after" && reading.text.folded_at(end + 1) == Some("another"))
        || matches!(
            previous,
            "no" | "this"
                | "that"
                | "any"
                | "every"
                | "each"
                | "which"
                | "the"
                | "another"
                | "big"
                | "only"
                | "new"
                | "good"
                | "square"
                | "number"
        );
    is_pronoun.then_some(NumberClass::Pronoun)
}

/// "two-state solution", "12-member council": joined to a singular noun.
fn compound(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    let next = reading.token(end).filter(|_| end < reading.sentence(first).end)?;
    let joined_after = next.gap == Gap::Hyphen && next.kind == TokenKind::Word;
    let joined_before = first > 0 && reading.token(first)?.gap == Gap::Hyphen && reading.token(first - 1)?.kind == TokenKind::Word;
    if joined_after {
        let state = reading.words_at(end).any(|(_, sense)| {
            matches!(
                sense,
                WordSense::State(_) | WordSense::Hedge(_, Side::After) | WordSense::Verb(_) | WordSense::Noun(_, Plurality::Plural)
            )
        });
        return (!state).then_some(NumberClass::StructureSize);
    }
    if next.gap == Gap::None && next.kind == TokenKind::Word && !matches!(reading.text.folded(end), "'s") {
        // "5G", "3D", "4x4": letters glued to digits. Scraped text glues nouns too.
        return (!is_counted(reading, end)).then_some(NumberClass::Identifier);
    }
    joined_before.then_some(NumberClass::Identifier)
}

/// Whether something countable in the plural follows within a few words, or what happened to it.
fn is_counted(reading: &Reading<'_>, end: usize) -> bool {
    let limit = if end < reading.len() { reading.sentence(end).end.min(end + 4) } else { end };
    (end..limit)
        .take_while(|token| reading.text.tokens()[*token].kind == TokenKind::Word && !reading.is_function(*token, Function::Locative))
        .any(|token| {
            reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Noun(_, Plurality::Plural) | WordSense::State(_)))
                || reading.aliases_at(token).any(|(end, _, entry)| entry.weapon().is_some() && reading.text.folded(end - 1).ends_with('s'))
        })
}

/// "2-1", "1/2": scores and fractions.
fn fraction_or_score(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    let digit_after = |token: usize, gap: Gap| reading.token(token).is_some_and(|next| next.kind == TokenKind::Number && next.gap == gap);
    let digit_before = first > 0 && reading.token(first - 1)?.kind == TokenKind::Number && reading.token(first)?.gap == Gap::Hyphen;
    if digit_after(end, Gap::Hyphen) || digit_before {
        return Some(NumberClass::Score);
    }
    if let NumeralValue::Range(low, high) = numeral.value {
        let scored = first > 0
            && reading.text.tokens()[end - 1].gap == Gap::Hyphen
            && high < 100.0
            && low < 100.0
            && !is_counted(reading, end)
            && reading.text.tokens()[first].kind == TokenKind::Number;
        return scored.then_some(NumberClass::Score);
    }
    let slashed = reading.text.is_mark(end, '/') || (first > 0 && reading.text.is_mark(first - 1, '/'));
    slashed.then_some(NumberClass::Identifier)
}
