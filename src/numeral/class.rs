//! What a number is, if it is no count: a year, an age, money, a model. Over half of the numbers in news count nothing.

use super::stated::{Numeral, NumeralValue};
use super::{group, rate, share, unit};
use crate::extraction::{CountSubject, NumberClass, PlaceKind};
use crate::gazetteer::entry::AliasRule;
use crate::gazetteer::lexicon::{Forms, Frame, Function, NumberWord, Plurality, Side, TitleKind, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// The class of a numeral that cannot be a count by what stands right beside it; `None` for one that can.
pub fn decoy(reading: &Reading<'_>, numeral: &Numeral, is_in_name: bool) -> Option<NumberClass> {
    let (first, end) = (numeral.tokens.start, numeral.tokens.end);
    if is_in_name {
        return Some(NumberClass::Identifier);
    }
    if let Some(share) = &numeral.share {
        // "half of the 20 years": a share is what its whole is.
        let whole = Numeral::new(share.whole.clone(), NumeralValue::Cardinal(share.total as f64));
        // "16% of the 256": somebody has rounded, so nobody says how many.
        let is_rounded = share.value.is_none() && share::is_percentage(reading, numeral);
        return decoy(reading, &whole, false).or(is_rounded.then_some(NumberClass::Percent));
    }
    match numeral.value {
        NumeralValue::Ordinal(_) => return Some(ordinal(reading, first, end)),
        NumeralValue::Code => return Some(code(reading, first, end)),
        _ => {}
    }
    before(reading, numeral, first)
        .or_else(|| rate::ratio(reading, first, end))
        .or_else(|| house_number(reading, first, end))
        .or_else(|| ends_line(reading, first, end))
        .or_else(|| unit::after(reading, first, end))
        .or_else(|| rate::rate(reading, numeral))
        .or_else(|| calendar(reading, numeral, first, end))
        .or_else(|| age_in_commas(reading, numeral, first, end))
        .or_else(|| pronoun(reading, numeral, first, end))
        .or_else(|| compound(reading, numeral, first, end))
        .or_else(|| fraction_or_score(reading, numeral, first, end))
}

fn ordinal(reading: &Reading<'_>, first: usize, end: usize) -> NumberClass {
    let month = |token: usize| reading.flags(token).any(TokenFlags::CALENDAR);
    let beside = month(end) || (first > 0 && month(first - 1)) || (reading.is_function(end, Function::Of) && month(end + 1));
    if beside { NumberClass::Date } else { NumberClass::Ordinal }
}

fn code(reading: &Reading<'_>, first: usize, end: usize) -> NumberClass {
    let folded = reading.text.folded(first);
    if reading.text.tokens()[first].kind == TokenKind::Word {
        return NumberClass::Other;
    }
    match folded.matches(':').count() {
        0 if end == first + 1 && folded.matches('.').count() == 2 && folded.len() <= 10 => NumberClass::Date,
        0 => NumberClass::Identifier,
        _ => NumberClass::Time,
    }
}

fn before(reading: &Reading<'_>, numeral: &Numeral, first: usize) -> Option<NumberClass> {
    let previous = first.checked_sub(1).filter(|previous| *previous >= reading.sentence(first).start)?;
    if reading.is_number_word(previous, NumberWord::MoneyBefore) {
        return Some(NumberClass::Money);
    }
    if let Some(class) = in_brackets(reading, first, numeral.tokens.end) {
        return Some(class);
    }
    // "a man of 66"
    let is_person = |token: usize| reading.is_word(token, WordSense::Noun(CountSubject::People, Plurality::Singular));
    let is_aged = first >= 2
        && reading.is_function(previous, Function::Of)
        && matches!(numeral.value, NumeralValue::Cardinal(value) if (1.0..=110.0).contains(&value))
        && is_person(first - 2)
        && !reading.content_word_follows(numeral.tokens.end)
        // "a father of two": his children.
        && !reading.is_word(first - 2, WordSense::Title(TitleKind::Relation))
        && !reading.is_word(first - 2, WordSense::Collective);
    if is_aged {
        return Some(NumberClass::Age);
    }
    if is_hour(reading, numeral, previous) {
        return Some(NumberClass::Time);
    }
    if is_further_age(reading, first) {
        return Some(NumberClass::Age);
    }
    // "shot a 65": no count has an article before its digits and nothing after.
    let has_article = reading.is_function(previous, Function::Indefinite) && reading.token(first)?.kind == TokenKind::Number;
    if has_article && !reading.content_word_follows(numeral.tokens.end) {
        return Some(NumberClass::Other);
    }
    if reading.text.is_mark(previous, '#') || reading.is_number_word(previous, NumberWord::Label) {
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

/// "shortly before 8 tonight": an hour of the day that follows.
fn is_hour(reading: &Reading<'_>, numeral: &Numeral, previous: usize) -> bool {
    let end = numeral.tokens.end;
    let leads = reading.is_function(previous, Function::Locative)
        || reading.is_function(previous, Function::Preposition)
        || reading.is_function(previous, Function::Subordinator);
    let is_day = reading.cues_at(end).any(|(_, cue)| matches!(cue, WordSense::Time(_))) || reading.flags(end).any(TokenFlags::CALENDAR);
    leads && is_day && matches!(numeral.value, NumeralValue::Cardinal(value) if (1.0..=12.0).contains(&value))
}

/// "ages 14 and 16", "aged 20, 21 and 22": digits behind others that are ages.
fn is_further_age(reading: &Reading<'_>, first: usize) -> bool {
    const MOST_TOKENS: usize = 16;
    let start = reading.sentence(first).start;
    let is_listed = |at: &usize| {
        let token = &reading.text.tokens()[*at];
        token.kind == TokenKind::Number || reading.text.is_mark(*at, ',') || reading.is_number_word(*at, NumberWord::And)
    };
    let listed = (start..first).rev().take(MOST_TOKENS).take_while(is_listed).count();
    listed > 1
        && first > start + listed
        && reading.is_number_word(first - listed - 1, NumberWord::Ages)
        && reading.text.tokens()[first - listed].kind == TokenKind::Number
        && reading.text.tokens()[first - 1].kind != TokenKind::Number
}

/// "(c) 2024", "( 42 images )": what brackets around a number or before it say of it.
fn in_brackets(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    let previous = first - 1;
    let is_rights = first >= 3
        && reading.text.is_mark(previous, ')')
        && reading.is_number_word(first - 2, NumberWord::Copyright)
        && reading.text.is_mark(first - 3, '(');
    if is_rights {
        return Some(NumberClass::Identifier);
    }
    let is_caption =
        reading.text.is_mark(previous, '(') && reading.is_number_word(end, NumberWord::Caption) && reading.text.is_mark(end + 1, ')');
    is_caption.then_some(NumberClass::Boilerplate)
}

/// "—Fox 59 A 17-year-old boy": a sentence begins behind the number.
fn ends_line(reading: &Reading<'_>, first: usize, end: usize) -> Option<NumberClass> {
    let next = reading.token(end).filter(|next| next.is_capitalised() && next.gap >= Gap::Space && end < reading.sentence(first).end)?;
    let begins = reading.is_function(end, Function::Indefinite) || reading.is_function(end, Function::Determiner);
    (begins && next.shape != Shape::Upper).then_some(NumberClass::Identifier)
}

fn calendar(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    let NumeralValue::Cardinal(value) = numeral.value else {
        // "May 3-5": a range of days; "2022-23": a range of years.
        let month = first > 0 && reading.flags(first - 1).any(TokenFlags::CALENDAR) && reading.is_month(first - 1);
        return (month || is_year_range(numeral)).then_some(NumberClass::Date);
    };
    // "last November two people died"
    let is_digits = reading.token(first).is_some_and(|token| token.kind == TokenKind::Number);
    let month_before = first > 0 && is_digits && reading.is_month(first - 1);
    let month_after = end < reading.sentence(first).end && reading.is_month(end);
    if (month_before && (value <= 31.0 || is_year(reading, first, value))) || (month_after && value <= 31.0) {
        return Some(NumberClass::Date);
    }
    // "the 1974 floods"; but "the 1,974 victims".
    let is_the = first > 0 && reading.is_number_word(first - 1, NumberWord::Definite) && (1900.0..=2050.0).contains(&value);
    (is_year(reading, first, value) && !is_object(reading, first) && (is_the || !is_counted(reading, end))).then_some(NumberClass::Date)
}

/// "killed 1500 by May", "displacing at least 1650": four digits are no year right behind a verb that has an object.
fn is_object(reading: &Reading<'_>, first: usize) -> bool {
    const MOST_TOKENS: usize = 3;
    let start = reading.sentence(first).start;
    let begin = |end: usize| end.saturating_sub(MOST_TOKENS).max(start);
    let is_hedge = |at: usize| reading.words_at(at).any(|(end, sense)| end == first && matches!(sense, WordSense::Hedge(_, Side::Before)));
    let number = (begin(first)..first).find(|at| is_hedge(*at)).unwrap_or(first);
    // "At least 1984 were killed": two words of a hedge make no time of a year, as "around" does.
    if number + 1 < first {
        return true;
    }
    // "were killed 2014" leaves a preposition out; "have killed" and "are killing" have their object.
    let is_active = |at: usize, forms: Forms| {
        let is_passive = at > start && reading.is_function(at - 1, Function::Be);
        forms.gerund || (forms.finite && !is_passive)
    };
    (begin(number)..number).any(|at| {
        reading.words_at(at).any(|(end, sense)| {
            end == number && matches!(sense, WordSense::Verb(verb) if verb.frame == Frame::Object && is_active(at, verb.forms))
        })
    })
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
    // "Ana Reyes, 11 and her brother"
    let goes_on = reading.is_number_word(end, NumberWord::And) && reading.is_number_word(end + 1, NumberWord::OfLife);
    let closed = [',', '.', ')', ';'].iter().any(|mark| reading.text.is_mark(end, *mark)) || goes_on;
    let bracketed = first >= 2
        && reading.text.is_mark(first - 1, '(')
        && reading.text.is_mark(end, ')')
        && (is_capitalised(reading, first - 2) || first >= 3 && reading.text.is_mark(first - 2, '.') && is_capitalised(reading, first - 3));
    ((named && closed || bracketed || is_of_two(reading, first, end) || is_told_of_each(reading, first, end))
        && (1.0..=120.0).contains(&value)
        && reading.token(first)?.kind == TokenKind::Number)
        .then_some(NumberClass::Age)
}

fn is_capitalised(reading: &Reading<'_>, token: usize) -> bool {
    reading.token(token).is_some_and(|name| name.is_capitalised())
}

/// "two women, 19 and 45, and two men", "Ewa and Kinga Tarn, 19 and 24;": the ages of two who are counted or named before.
fn is_of_two(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    let is_digits = |at: usize| reading.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    let closes = |at: usize| [',', '.', ')', ';'].iter().any(|mark| reading.text.is_mark(at, *mark));
    let is_pair = |one: usize| {
        let are_people = one >= 2
            && reading.text.is_mark(one - 1, ',')
            && (is_capitalised(reading, one - 2) && !reading.flags(one - 2).any(TokenFlags::CALENDAR)
                || reading
                    .words_at(one - 2)
                    .any(|(end, sense)| end == one - 1 && sense == WordSense::Noun(CountSubject::People, Plurality::Plural)));
        are_people && is_digits(one) && reading.is_number_word(one + 1, NumberWord::And) && is_digits(one + 2) && closes(one + 3)
    };
    end == first + 1 && (is_pair(first) || first >= 2 && is_pair(first - 2))
}

/// "one 17 and the other 21": the ages of two, told one by one.
fn is_told_of_each(reading: &Reading<'_>, first: usize, end: usize) -> bool {
    const MOST_TOKENS: usize = 3;
    let joins = |token: usize| reading.is_function(token, Function::Conjunction) || reading.text.is_mark(token, ',');
    let is_one = |token: usize| reading.words_at(token).any(|(_, sense)| sense == WordSense::Cardinal(1));
    let start = reading.sentence(first).start;
    let other_after = |at: usize| reading.number_word_end(at, NumberWord::TheOther).is_some();
    let is_first = first > start && is_one(first - 1) && joins(end) && (other_after(end + 1) || (joins(end + 1) && other_after(end + 2)));
    is_first
        || reading.number_word_before(first, start, NumberWord::TheOther).is_some_and(|other| {
            other >= start + 2 && joins(other - 1) && (start.max(other.saturating_sub(MOST_TOKENS + 1))..other - 1).any(is_one)
        })
}

/// "one of its deadliest", "one another", "no one", "this one".
fn pronoun(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    if numeral.value != NumeralValue::Cardinal(1.0) || reading.token(first)?.kind != TokenKind::Word || end != first + 1 {
        return None;
    }
    // "One of the five died" counts, "Ana Reyes was one of the five" says who she was; "one 17 and the other 21" are ages.
    let is_predicate = first > 0 && (reading.is_function(first - 1, Function::Be) || reading.text.is_mark(first - 1, ','));
    if !is_predicate && share::leads_to_whole(reading, end) {
        return None;
    }
    if end < reading.sentence(first).end && is_told_of_each(reading, end, end + 1) {
        return Some(NumberClass::Pronoun);
    }
    let is_pronoun = reading.is_number_word(end, NumberWord::AfterPronoun)
        || (first > 0 && reading.is_number_word(first - 1, NumberWord::BeforePronoun));
    is_pronoun.then_some(NumberClass::Pronoun)
}

/// "two-state solution", "12-member council": joined to a singular noun. "A nine-man crew" counts the crew, unless it is they who act.
fn compound(reading: &Reading<'_>, numeral: &Numeral, first: usize, end: usize) -> Option<NumberClass> {
    let next = reading.token(end).filter(|_| end < reading.sentence(first).end)?;
    let joined_after = next.gap == Gap::Hyphen && next.kind == TokenKind::Word;
    let joined_before = first > 0 && reading.token(first)?.gap == Gap::Hyphen && reading.token(first - 1)?.kind == TokenKind::Word;
    let is_several = matches!(numeral.value, NumeralValue::Cardinal(value) if value > 1.0);
    if is_several && group::at(reading, end, reading.sentence(first).end).is_some_and(|head| !group::acts(reading, head.end)) {
        return None;
    }
    if joined_after {
        let state = reading.words_at(end).any(|(_, sense)| {
            matches!(
                sense,
                WordSense::State(_) | WordSense::Hedge(_, Side::After) | WordSense::Verb(_) | WordSense::Noun(_, Plurality::Plural)
            )
        });
        return (!state).then_some(NumberClass::StructureSize);
    }
    if next.gap == Gap::None && next.kind == TokenKind::Word {
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
                || reading.aliases_at(token).any(|(_, alias, entry)| entry.weapon().is_some() && alias.rule == Some(AliasRule::Plural))
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
