//! The numbers of a text, and around each that may count something its phrase: hedge, number, modifiers and head noun.

use std::ops::Range;

use super::hedge;
use super::noun::add_noun;
use super::quantity::{Named, Quantity};
use crate::extraction::{CountSubject, Number, NumberClass, Qualifier};
use crate::gazetteer::lexicon::{Function, WordSense};
use crate::numeral::{Numeral, NumeralValue, Stated, class, numerals};
use crate::reading::Reading;

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

/// The phrase around `numeral`.
fn quantity(reading: &Reading<'_>, numeral: &Numeral, named: Named<'_>) -> Option<Quantity> {
    let Stated { value, mut min, mut max, mut qualifier } = numeral.stated()?;
    let sentence = reading.sentence(numeral.tokens.start);
    let before = hedge::before(reading, numeral.tokens.start, sentence.start);
    let after = hedge::after(reading, numeral.tokens.end, sentence.end);
    let hedge = before.map(|(_, hedge)| hedge).or(after.map(|(_, hedge)| hedge));
    if let (Some(hedge), Some(value)) = (hedge, value) {
        qualifier = hedge;
        (min, max) = hedge::bounds(hedge, value);
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
        && start + 1 == numeral.tokens.start
        && reading.is_function(start, Function::Locative)
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
