//! Shares of a number that is told beside them: "two-thirds of the 600", "60% of the 500", "all but three of the 20", "most of the 40".

use super::cardinal;
use super::stated::{Numeral, NumeralValue, Share, whole};
use crate::gazetteer::compile::Sense;
use crate::gazetteer::lexicon::{Function, NumberWord, ShareBounds, Side, WordSense};
use crate::reading::Reading;
use crate::text::TokenKind;

/// How many words may stand between "of" and the number of the whole: "of Kyiv's nearly 600".
const MOST_BEFORE_WHOLE: usize = 4;

/// Tells the numeral before `total`, the last of `numerals`, that it is a share of it; adds one for "most", which is none by itself.
pub(super) fn add(reading: &Reading<'_>, numerals: &mut Vec<Numeral>, total: &Numeral) {
    let NumeralValue::Cardinal(value) = total.value else { return };
    let start = reading.sentence(total.tokens.start).start;
    let Some(number) = whole(value).filter(|number| *number > 1) else { return };
    let Some(of) = of_before(reading, total.tokens.start, start) else { return };
    if let Some((begin, bounds)) = share_word(reading, of, start) {
        // "More than half": the half is no numeral of its own then.
        numerals.pop_if(|last| last.tokens.start >= begin);
        let is_free = numerals.last().is_none_or(|last| last.tokens.end <= begin);
        // "Not all of the 40", "how many of the 40".
        let is_denied = begin > start
            && (reading.is_function(begin - 1, Function::Negation) || reading.is_number_word(begin - 1, NumberWord::BeforeNoShare));
        if is_free && !is_denied {
            let (min, max) = bounds_of(bounds, number);
            let share = Share { whole: total.tokens.clone(), total: number, value: None, min: Some(min), max: Some(max) };
            numerals.push(Numeral { tokens: begin..of, value: NumeralValue::Vague(min, max), share: Some(share) });
        }
        return;
    }
    let Some(part) = numerals.last_mut() else { return };
    if let Some(share) = share_of(reading, part, total, number, of) {
        if share.value.is_some() && part.value == NumeralValue::Code {
            part.value = NumeralValue::Cardinal(share.value.unwrap_or(number) as f64);
        }
        part.tokens.end = of;
        part.share = Some(share);
    }
}

/// Whether `of` leads to the number of a whole that is known: "of the five", not "of five".
pub(super) fn leads_to_whole(reading: &Reading<'_>, of: usize) -> bool {
    if !reading.is_function(of, Function::Of) {
        return false;
    }
    let limit = reading.sentence(of).end;
    let number = (of + 1..limit.min(of + 2 + MOST_BEFORE_WHOLE)).find(|at| cardinal::at(reading, *at, limit).is_some());
    number.is_some_and(|number| {
        let is_known = number > of + 1 && of_before(reading, number, of - 1) == Some(of);
        is_known && cardinal::at(reading, number, limit).is_some_and(|(_, value)| value > 1.0)
    })
}

/// Whether the numeral is so much per cent of its whole.
pub(super) fn is_percentage(reading: &Reading<'_>, numeral: &Numeral) -> bool {
    reading.number_word_before(numeral.tokens.end, numeral.tokens.start, NumberWord::Percent).is_some()
        && matches!(numeral.value, NumeralValue::Cardinal(_))
}

/// The "of" before a whole's number, with its determiner, owner and hedge between.
fn of_before(reading: &Reading<'_>, number: usize, start: usize) -> Option<usize> {
    let mut at = number.checked_sub(1)?;
    for _ in 0..=MOST_BEFORE_WHOLE {
        if at <= start {
            return None;
        }
        if reading.is_function(at, Function::Of) {
            return Some(at);
        }
        let token = &reading.text.tokens()[at];
        let is_stepped_over = token.is_capitalised()
            || reading.is_function(at, Function::Determiner)
            || (token.kind == TokenKind::Punctuation && reading.text.folded_bytes(at).first() == Some(&b'\''))
            || reading.words_at(at).any(|(_, sense)| matches!(sense, WordSense::Hedge(_, Side::Before)));
        if !is_stepped_over {
            return None;
        }
        at -= 1;
    }
    None
}

/// The longest word for a share that ends before `of`, and where it begins.
fn share_word(reading: &Reading<'_>, of: usize, start: usize) -> Option<(usize, ShareBounds)> {
    const MOST_TOKENS: usize = 4;
    (start.max(of.saturating_sub(MOST_TOKENS))..of).find_map(|begin| {
        reading.senses_at(begin).find_map(|(end, sense)| match sense {
            Sense::Word(WordSense::NumberWord(NumberWord::Share(bounds))) if end == of => Some((begin, bounds)),
            _ => None,
        })
    })
}

/// Whole numbers that a share can be; that it is all of the whole, nobody says so.
fn bounds_of(share: ShareBounds, total: i64) -> (i64, i64) {
    match share {
        ShareBounds::Most => (total / 2 + 1, total),
        ShareBounds::Few => (0, (total - 1) / 2),
        ShareBounds::Some => (1, total),
    }
}

fn share_of(reading: &Reading<'_>, part: &Numeral, total: &Numeral, number: i64, of: usize) -> Option<Share> {
    let share = |value: Option<i64>, min: i64, max: i64| {
        Some(Share { whole: total.tokens.clone(), total: number, value, min: Some(min), max: Some(max) })
    };
    let end = part.tokens.end;
    let is_percent = end < of && reading.number_word_end(end, NumberWord::Percent) == Some(of);
    let scaled = |value: f64| value / 100.0 * number as f64;
    match part.value {
        NumeralValue::Code if end == of => {
            let start = reading.sentence(of).start;
            let lacking = (part.tokens.start + 1..of).find(|at| reading.number_word_before(*at, start, NumberWord::AllBut).is_some())?;
            let (_, lacking) = cardinal::at(reading, lacking, of)?;
            let rest = number - whole(lacking).filter(|lacking| *lacking < number)?;
            share(Some(rest), rest, rest)
        }
        NumeralValue::Cardinal(value) if (end == of && 0.0 < value && value < 1.0) || (is_percent && 0.0 < value && value <= 100.0) => {
            let exact = if is_percent { scaled(value) } else { value * number as f64 };
            let even = (exact.round() - exact).abs() < 1e-6;
            let value = even.then_some(exact.round() as i64);
            share(value, value.unwrap_or(exact.floor() as i64), value.unwrap_or(exact.ceil() as i64))
        }
        NumeralValue::Range(low, high) if is_percent && low >= 0.0 && high <= 100.0 => {
            share(None, scaled(low).floor() as i64, scaled(high).ceil() as i64)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::numeral::numerals;
    use crate::test_support::reading_of;

    /// The shares in `text`: what each is as written, its number, bounds and whole.
    fn shares(text: &str) -> Vec<(String, Option<i64>, i64, i64, i64)> {
        reading_of(text, |reading| {
            let found = numerals(reading);
            let shares = found.iter().filter_map(|numeral| Some((numeral, numeral.share.as_ref()?)));
            shares
                .map(|(numeral, share)| {
                    assert!(found.iter().any(|whole| whole.tokens == share.whole), "{text}: no numeral for the whole");
                    let written = reading.text.surface(&numeral.tokens).to_owned();
                    (written, share.value, share.min.unwrap_or(-1), share.max.unwrap_or(-1), share.total)
                })
                .collect()
        })
    }

    #[test]
    fn shares_of_a_number_beside_them() {
        for (text, written, value, min, max, total) in [
            ("Half of the 40 crews left.", "Half", Some(20), 20, 20, 40),
            ("Two-thirds of the 600 villagers left.", "Two-thirds", Some(400), 400, 400, 600),
            ("A quarter of Malta's 80 divers left.", "A quarter", Some(20), 20, 20, 80),
            ("They lost a third of the 20 boats.", "a third", None, 6, 7, 20),
            ("25 percent of the 200 pupils left.", "25 percent", Some(50), 50, 50, 200),
            ("60% of the nearly 500 pupils left.", "60%", Some(300), 300, 300, 500),
            ("Some 60 to 70 per cent of the 500 left.", "60 to 70 per cent", None, 300, 350, 500),
            ("All but three of the 20 climbers left.", "All but three", Some(17), 17, 17, 20),
            ("Most of the 40 guests left.", "Most", None, 21, 40, 40),
            ("More than half of the 80 guests left.", "More than half", None, 41, 80, 80),
            ("Fewer than half of the 80 guests left.", "Fewer than half", None, 0, 39, 80),
            ("Some of the 40 guests left.", "Some", None, 1, 40, 40),
        ] {
            assert_eq!(shares(text), [(written.to_owned(), value, min, max, total)], "{text}");
        }
    }

    #[test]
    fn what_is_no_share_of_a_number() {
        for text in [
            "Half of the guests left and 40 stayed.",
            "Half a dozen left, of the 40.",
            "Twelve of the 40 guests left.",
            "Most of the guests left.",
            "Some 40 guests left.",
            "Not all of the 40 guests left.",
            "Nobody knows how many of the 40 guests left.",
            "Most of them, and of the 40, left.",
        ] {
            assert_eq!(shares(text), [], "{text}");
        }
    }
}
