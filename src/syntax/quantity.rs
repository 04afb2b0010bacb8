//! The counted phrase: hedge, number, modifiers and head noun, and what they say about bounds and subject.

use std::ops::Range;

use super::noun::{add_noun, noun_at};
use crate::extraction::{CountCategory, CountSubject, Number, NumberClass, PlaceUsage, Qualifier};
use crate::gazetteer::compile::Sense;
use crate::gazetteer::lexicon::{Function, NumberWord, Plurality, Side, WordSense};
use crate::numeral::{Numeral, NumeralValue, Stated, class, numerals};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// A number with the words that belong to it.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number itself, or the article of an implicit one.
    pub number: Range<usize>,
    /// Hedge to head noun.
    pub tokens: Range<usize>,
    /// The hedge, or nothing.
    pub qualifier: Qualifier,
    /// The number as stated.
    pub value: Option<i64>,
    /// The least that the words allow.
    pub min: Option<i64>,
    /// The most that the words allow.
    pub max: Option<i64>,
    /// The number as written with its hedge.
    pub written: Range<usize>,
    /// The head noun's tokens; empty when the text leaves it out.
    pub head: Range<usize>,
    /// What is counted; `None` when the text leaves the noun out.
    pub subject: Option<CountSubject>,
    /// What happened, when the head noun itself says it: "12 deaths".
    pub category: Option<CountCategory>,
    /// What happened, unless a rule says more: "three wounded soldiers", "six of the injured", "3,000 protesters".
    pub implied: Option<CountCategory>,
    /// Indices, into the reading's weapon mentions, of the weapons that are counted.
    pub weapons: Vec<usize>,
    /// Whether the number is an article: "a woman".
    pub is_implicit: bool,
    /// Whether "of the" and a whole follow: "72 of the 550".
    pub is_part: bool,
    /// The number of that whole.
    pub whole: Option<i64>,
}

/// Where weapons and places are named, for the phrases that count them.
#[derive(Clone, Copy, Debug)]
pub struct Named<'r> {
    /// Tokens of each weapon mention and the index of its weapon.
    pub weapons: &'r [(Range<usize>, usize)],
    /// Tokens of each place mention and the index of its place.
    pub places: &'r [(Range<usize>, usize)],
    /// What each place mention does in its sentence, in the same order.
    pub usages: &'r [PlaceUsage],
}

impl Named<'_> {
    /// The weapon mention that begins at `token`.
    pub(crate) fn weapon_at(&self, token: usize) -> Option<usize> {
        self.weapons.binary_search_by_key(&token, |(tokens, _)| tokens.start).ok()
    }
}

/// The phrase around `numeral`.
pub fn quantity(reading: &Reading<'_>, numeral: &Numeral, named: Named<'_>) -> Option<Quantity> {
    let Stated { value, mut min, mut max, mut qualifier } = numeral.stated()?;
    let sentence = reading.sentence(numeral.tokens.start);
    let before = hedge_before(reading, numeral.tokens.start, sentence.start);
    let after = hedge_after(reading, numeral.tokens.end, sentence.end);
    let hedge = before.map(|(_, hedge)| hedge).or(after.map(|(_, hedge)| hedge));
    if let (Some(hedge), Some(value)) = (hedge, value) {
        qualifier = hedge;
        (min, max) = bounds(hedge, value);
    } else if let (Some(Qualifier::AtLeast | Qualifier::MoreThan), None) = (hedge, value) {
        max = None;
    }
    // A share is never more than its whole.
    max = max.or(numeral.share.as_ref().map(|share| share.total));
    let between = matches!(numeral.value, NumeralValue::Range(..))
        && numeral.tokens.start > sentence.start
        && reading.is_function(numeral.tokens.start - 1, Function::Between);
    let start = before.map_or(numeral.tokens.start - usize::from(between), |(start, _)| start);
    let number_end = after.map_or(numeral.tokens.end, |(end, _)| end);
    let mut phrase = Quantity {
        number: numeral.tokens.clone(),
        tokens: start..number_end,
        qualifier,
        value,
        min,
        max,
        written: start..number_end,
        head: number_end..number_end,
        subject: None,
        category: None,
        implied: None,
        weapons: Vec::new(),
        is_implicit: false,
        is_part: false,
        whole: None,
    };
    add_noun(reading, named, &mut phrase, sentence.end);
    // "were destroyed over 11 regions": a preposition, no hedge.
    let is_across = phrase.subject == Some(CountSubject::Places)
        && qualifier == Qualifier::MoreThan
        && reading.text.folded(start) == "over"
        && start > sentence.start + 1
        && reading.words_at(start - 1).any(|(_, sense)| matches!(sense, WordSense::Verb(verb) if verb.forms.participle))
        && (start.saturating_sub(3).max(sentence.start)..start - 1).any(|token| reading.is_function(token, Function::Be));
    if is_across {
        let number = phrase.number.clone();
        phrase.tokens.start = number.start;
        return Some(Quantity { min: value, max: value, qualifier: Qualifier::Exact, written: number, ..phrase });
    }
    Some(phrase)
}

/// "killing one man and wounding another": one more, whose noun is left out.
pub fn another(reading: &Reading<'_>, token: usize) -> Option<Quantity> {
    if !is_another(reading, token) {
        return None;
    }
    let closes = |next: usize| {
        next >= reading.sentence(token).end
            || reading.text.tokens()[next].kind == TokenKind::Punctuation
            || reading.words_at(next).any(|(_, sense)| {
                let is_closed = |function| !matches!(function, Function::Determiner | Function::Indefinite);
                matches!(sense, WordSense::Function(function) if is_closed(function))
            })
    };
    closes(token + 1).then(|| one(token..token + 1, token + 1))
}

fn is_another(reading: &Reading<'_>, token: usize) -> bool {
    reading.text.folded(token) == "another"
}

/// The phrase of a name that stands for one person, with the age in commas after it: "Ana Reyes, 27,".
pub fn named_one(reading: &Reading<'_>, name: &Range<usize>) -> Quantity {
    let end = end_of_age(reading, name.end);
    // "Her husband, Ana Reyes, drowned": the name itself stands in commas.
    let is_apposed = end == name.end && name.start > 0 && reading.text.is_mark(name.start - 1, ',') && reading.text.is_mark(end, ',');
    one(name.clone(), if is_apposed { end + 1 } else { end_of_aside(reading, end) })
}

/// The token after what is said of a person in commas from `end` on, "a school bus driver,", or `end`.
fn end_of_aside(reading: &Reading<'_>, end: usize) -> usize {
    const MOST_TOKENS: usize = 9;
    let begins = end + usize::from(reading.text.is_mark(end, ','));
    let is_after_comma = begins > end || (end > 0 && reading.text.is_mark(end - 1, ','));
    let is_one_of = reading.text.folded_at(begins) == Some("one") && reading.is_function(begins + 1, Function::Of);
    if !is_after_comma || !(is_one_of || reading.is_function(begins, Function::Indefinite) || reading.text.folded_at(begins) == Some("the"))
    {
        return end;
    }
    let limit = reading.sentence(begins).end.min(begins + MOST_TOKENS);
    let close = (begins..limit).find(|token| reading.text.is_mark(*token, ','));
    let has_verb = |close: usize| {
        (begins..close).any(|token| {
            reading
                .words_at(token)
                .any(|(_, sense)| matches!(sense, WordSense::Verb(_) | WordSense::Say | WordSense::Function(Function::Be)))
        })
    };
    close.filter(|close| !has_verb(*close)).map_or(end, |close| close + 1)
}

/// The token after the age in commas that begins at `end`, or `end`.
fn end_of_age(reading: &Reading<'_>, end: usize) -> usize {
    let is_age = reading.text.is_mark(end, ',')
        && reading.token(end + 1).is_some_and(|token| token.kind == TokenKind::Number)
        && reading.text.is_mark(end + 2, ',')
        && end + 2 < reading.sentence(end).end;
    end + if is_age { 3 } else { 0 }
}

/// One person, for whom `number` stands; what happened is told from `end` on.
fn one(number: Range<usize>, end: usize) -> Quantity {
    Quantity {
        tokens: number.start..end,
        written: number.clone(),
        number,
        qualifier: Qualifier::Exact,
        value: Some(1),
        min: Some(1),
        max: Some(1),
        head: end..end,
        subject: Some(CountSubject::People),
        category: None,
        implied: None,
        weapons: Vec::new(),
        is_implicit: true,
        is_part: false,
        whole: None,
    }
}

/// "shot his 27-year-old son": a possessive before a person in the singular. Counts only where somebody did it to her or him.
pub fn kin(reading: &Reading<'_>, possessive: usize) -> Option<Quantity> {
    if !matches!(reading.text.folded(possessive), "his" | "her") {
        return None;
    }
    let reach = possessive + 1..reading.sentence(possessive).end.min(possessive + 1 + MAX_KIN_MODIFIERS);
    let (head, end) = reach.clone().find_map(|token| singular_person(reading, token).map(|end| (token, end)))?;
    let is_one = is_plain(reading, possessive + 1..head) && !is_joined(reading, end);
    is_one.then(|| Quantity { head: head..end, ..one(possessive..possessive + 1, end) })
}

/// Whether the words before a noun only modify it.
fn is_plain(reading: &Reading<'_>, mut modifiers: Range<usize>) -> bool {
    modifiers.all(|token| reading.text.tokens()[token].kind != TokenKind::Punctuation && !reading.flags(token).any(TokenFlags::FUNCTION))
}

/// Whether the noun that ends at `end` goes on behind a hyphen or owns what follows.
fn is_joined(reading: &Reading<'_>, end: usize) -> bool {
    reading.token(end).is_some_and(|next| next.gap == Gap::Hyphen || reading.text.folded(end) == "'s")
}

/// How many words may stand between a possessive and its noun.
const MAX_KIN_MODIFIERS: usize = 6;

/// "The victim was shot", "the male victim": one, where the text has counted nobody yet.
pub fn the_victim(reading: &Reading<'_>, article: usize) -> Option<Quantity> {
    if reading.text.folded(article) != "the" {
        return None;
    }
    let reach = article + 1..reading.sentence(article).end.min(article + 1 + MAX_KIN_MODIFIERS);
    let head = reach.clone().find(|token| reading.text.folded(*token) == "victim")?;
    let is_one = is_plain(reading, article + 1..head) && !is_joined(reading, head + 1);
    is_one.then(|| Quantity { head: head..head + 1, ..one(article..article + 1, head + 1) })
}

/// "a woman", "a 50-year-old man": an article before a person in the singular. Counts only where something happened to her or him.
pub fn implicit_one(reading: &Reading<'_>, article: usize, named: Named<'_>) -> Option<Quantity> {
    let is_article = reading.flags(article).any(TokenFlags::NUMERAL) && reading.is_function(article, Function::Indefinite)
        || is_another(reading, article);
    if !is_article || reading.token(article)?.gap < Gap::Space {
        return None;
    }
    let sentence_end = reading.sentence(article).end;
    let reach = article + 1..sentence_end.min(article + 1 + MAX_IMPLICIT_MODIFIERS);
    let head = reach
        .clone()
        .find_map(|token| singular_person(reading, token).map(|end| token..last_of_compound(reading, end)))
        .or_else(|| reach.clone().find_map(|token| year_old(reading, token, sentence_end)))?;
    let end = head.end;
    let modifiers = article + 1..head.start;
    let is_one = is_plain(reading, modifiers.clone())
        && !modifiers.clone().any(|token| named.weapon_at(token).is_some())
        && !is_joined(reading, end)
        && (noun_at(reading, named, end, sentence_end).is_none() || is_deed(reading, end));
    is_one.then(|| Quantity { head, ..one(article..article + 1, end) })
}

/// "a man shot in the leg", "left a boy dead": whether a word that may be a noun is what was done, or how he is.
fn is_deed(reading: &Reading<'_>, token: usize) -> bool {
    reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(_) | WordSense::State(_)))
}

/// "Teenager stabbed at funfair", "37-year-old man shot": a headline leaves the article out.
pub fn headline_one(reading: &Reading<'_>, first: usize, named: Named<'_>) -> Option<Quantity> {
    // Marks upon marks begin nothing: asked first, so that no mark looks back over all the others.
    if reading.token(first)?.kind == TokenKind::Punctuation {
        return None;
    }
    let may_begin = first == 0
        || reading.text.tokens()[first - 1].kind == TokenKind::Punctuation
        || reading.sentence_number(first - 1) != reading.sentence_number(first);
    if !may_begin || !reading.begins_sentence(first) {
        return None;
    }
    let sentence = reading.sentence(first);
    let is_open = !matches!(reading.text.folded(sentence.end - 1), "." | "!" | "?" | "\"" | ":");
    // "37-year-old man shot, injured": no sentence leaves the article out before an age.
    let has_age = reading.token(first)?.kind == TokenKind::Number && reading.token(first + 1).is_some_and(|next| next.gap == Gap::Hyphen);
    if !(is_open || has_age) {
        return None;
    }
    let reach = first..sentence.end.min(first + MAX_IMPLICIT_MODIFIERS);
    let (head, end) = reach.clone().find_map(|token| singular_person(reading, token).map(|end| (token, end)))?;
    let is_closed = |token: usize| {
        named.weapon_at(token).is_some() || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(_) | WordSense::Say))
    };
    let is_one = is_plain(reading, first..head)
        && !(first..head).any(is_closed)
        && only_ages(reading, first..head)
        && end < reading.len()
        && !is_joined(reading, end)
        && noun_at(reading, named, end, sentence.end).is_none();
    is_one.then(|| Quantity { head: head..end, ..one(head..end, end_of_age(reading, end)) })
}

/// Whether every number among `tokens` is an age: any other counts the noun behind it.
fn only_ages(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let is_number = |token: usize| reading.text.tokens()[token].kind == TokenKind::Number || reading.flags(token).any(TokenFlags::NUMERAL);
    tokens.clone().filter(|token| is_number(*token)).all(|number| {
        let end = (number..tokens.end).find(|token| !is_number(*token)).unwrap_or(tokens.end);
        reading.is_word(end, WordSense::Unit(NumberClass::Age, Side::After))
    })
}

/// How many words may stand between the article of an implicit one and its noun.
const MAX_IMPLICIT_MODIFIERS: usize = 8;

/// The end of a noun for one person: neither "life" nor "family", which is several.
fn singular_person(reading: &Reading<'_>, token: usize) -> Option<usize> {
    // "a six-member patrol": the size of a group.
    let is_size = reading.token(token)?.gap == Gap::Hyphen && is_number_word(reading, token, NumberWord::GroupSize);
    if is_size || reading.is_word(token, WordSense::Collective) {
        return None;
    }
    reading.word_end(token, |sense| sense == WordSense::Noun(CountSubject::People, Plurality::Singular))
}

/// "a teen girl": the end of the last of several words for one person.
fn last_of_compound(reading: &Reading<'_>, end: usize) -> usize {
    let is_apart = reading.token(end).is_some_and(|next| next.gap == Gap::Space);
    singular_person(reading, end).filter(|_| is_apart && end < reading.sentence(end - 1).end).unwrap_or(end)
}

/// The noun after "33-year-old", whatever it is, or nothing at all: "a 33-year-old shepherd", "a 33-year-old was killed".
fn year_old(reading: &Reading<'_>, token: usize, limit: usize) -> Option<Range<usize>> {
    let is_age = |sense| sense == WordSense::Unit(NumberClass::Age, Side::After);
    let end = reading.word_end(token, is_age).filter(|end| *end <= limit && reading.text.folded(end - 1) == "old")?;
    let noun = reading.token(end).is_some_and(|next| next.shape == Shape::Lower && next.gap == Gap::Space)
        && end < limit
        && reading.words_at(end).next().is_none();
    Some(end..end + usize::from(noun))
}

/// The bounds that a hedge gives a number.
fn bounds(hedge: Qualifier, value: i64) -> (Option<i64>, Option<i64>) {
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
fn hedge_before(reading: &Reading<'_>, number: usize, limit: usize) -> Option<(usize, Qualifier)> {
    if let Some(hedge) = sign_before(reading, number, limit) {
        return Some((number - 1, hedge));
    }
    let mut end = number;
    while end > limit
        && (is_number_word(reading, end - 1, NumberWord::AfterHedge)
            || (end < number && reading.is_function(end - 1, Function::Indefinite)))
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

fn is_number_word(reading: &Reading<'_>, token: usize, word: NumberWord) -> bool {
    reading.is_word(token, WordSense::NumberWord(word))
}

/// A hedge right after the number, or the sign of one: the token after it and what it is.
fn hedge_after(reading: &Reading<'_>, end: usize, limit: usize) -> Option<(usize, Qualifier)> {
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

/// Every number of a text: what it is, and if it may count something the phrase around it.
#[derive(Debug, Default)]
pub struct Quantities<'a> {
    /// The counted phrases, in order, without overlap.
    pub quantities: Vec<Quantity>,
    /// Every number, in order.
    pub numbers: Vec<Number<'a>>,
    /// Index, among the numbers, of that of each counted phrase.
    pub number_of: Vec<usize>,
    /// Wholes within counted phrases, "the 550 drones" in "72 of the 550 drones": the index of the part, the whole, the index of its number.
    pub wholes: Vec<(usize, Quantity, usize)>,
}

/// All numbers of `reading`. `names` are the tokens of people's and organisations' names: a number inside a name is part of it.
pub fn quantities<'a>(reading: &Reading<'a>, names: &[Range<usize>], named: Named<'_>) -> Quantities<'a> {
    let mut found = Quantities::default();
    let mut in_name = InName::new(names, named);
    for numeral in &numerals(reading) {
        let first = numeral.tokens.start;
        let decoy = class::decoy(reading, numeral, in_name.contains(first));
        let quantity = if decoy.is_none() { quantity(reading, numeral, named) } else { None };
        let class = match (decoy, &quantity) {
            (Some(class), _) => class,
            (None, _) if numeral.value == NumeralValue::Cardinal(1.0) => NumberClass::Pronoun,
            (None, _) => NumberClass::Other,
        };
        if let Some(quantity) = quantity {
            let number = found.numbers.len();
            match found.quantities.last().filter(|last| last.tokens.end > quantity.tokens.start) {
                Some(_) => found.wholes.push((found.quantities.len() - 1, quantity, number)),
                None => {
                    found.number_of.push(number);
                    found.quantities.push(quantity);
                }
            }
        }
        let span = reading.text.span(&numeral.tokens);
        found.numbers.push(Number { span, text: reading.text.surface(&numeral.tokens), values: numeral.values(), class });
    }
    found
}

/// Walks the names beside the tokens.
struct InName<'n> {
    names: std::iter::Peekable<std::slice::Iter<'n, Range<usize>>>,
    weapons: std::iter::Peekable<std::slice::Iter<'n, (Range<usize>, usize)>>,
    places: std::iter::Peekable<std::slice::Iter<'n, (Range<usize>, usize)>>,
}

impl<'n> InName<'n> {
    fn new(names: &'n [Range<usize>], named: Named<'n>) -> Self {
        Self { names: names.iter().peekable(), weapons: named.weapons.iter().peekable(), places: named.places.iter().peekable() }
    }

    /// Whether `token` is inside a name; to be asked with rising tokens.
    fn contains(&mut self, token: usize) -> bool {
        while self.names.next_if(|range| range.end <= token).is_some() {}
        while self.weapons.next_if(|(range, _)| range.end <= token).is_some() {}
        while self.places.next_if(|(range, _)| range.end <= token).is_some() {}
        self.names.peek().is_some_and(|range| range.start <= token)
            || self.weapons.peek().is_some_and(|(range, _)| range.start <= token)
            || self.places.peek().is_some_and(|(range, _)| range.start <= token)
    }
}
