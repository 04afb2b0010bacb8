//! The engine of the count rules: a pattern over what stands before or after a counted phrase, and what it says happened.
//!
//! A pattern is matched outwards from the phrase, token by token and within its sentence. It backtracks only inside [`Element::Skip`], which
//! is bounded, so the cost of a rule is a constant.

use std::ops::Range;

use crate::extraction::{CountCategory, CountSubject};
use crate::gazetteer::lexicon::{Force, Frame, Function, Side, WordSense};
use crate::reading::Reading;
use crate::syntax::quantity::Phrase;
use crate::text::{Shape, TokenKind};

/// A named rule: where its pattern stands, what it is, and whom it is about.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name in evidence.
    pub name: &'static str,
    /// On which side of the phrase the pattern stands.
    pub side: Side,
    /// In the order of the text.
    pub pattern: &'static [Element],
    /// Of which phrases the rule speaks.
    pub about: About,
    /// What happened: the pattern's own word says it, or the rule does.
    pub builds: Builds,
}

/// Of which phrases a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Any.
    Anything,
    /// Those whose head noun is a weapon.
    Weapons,
    /// People.
    People,
    /// People under arms.
    Armed,
    /// Places.
    Places,
    /// Those whose head noun is "lives".
    Lives,
}

/// Where a rule's category comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builds {
    /// The verb, state or toll that the pattern captured.
    Captured,
    /// The rule.
    Fixed(CountCategory),
}

/// One element of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A verb whose object is touched, in a form that takes one: "killed", "killing". Captures its category.
    ActiveVerb,
    /// A participle of such a verb: "killed". Captures its category.
    Participle,
    /// A participle with no object after it, so that it cannot be an active verb.
    BareParticiple,
    /// A verb whose subject is touched: "died", "fled". Captures its category.
    SubjectVerb,
    /// "dead", "missing". Captures its category.
    State,
    /// "death toll", "fatalities". Captures its category.
    Toll,
    /// "arrest", "delivery". Captures its category.
    Nominal,
    /// "rose", "stands".
    Rise,
    /// "attack", "barrage".
    EventNoun,
    /// A function word.
    Function(Function),
    /// One of these words, folded.
    Word(&'static [&'static str]),
    /// Up to so many tokens of a kind.
    Skip(Skip, usize),
}

/// What a skip may step over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// Adverbs, articles, fillers: what stands between a verb and its object.
    Modifiers,
    /// The same, and auxiliaries.
    Fillers,
    /// What follows a noun and belongs to it: phrases with prepositions, relative clauses without a verb of their own, asides.
    PostModifiers,
    /// Anything but a verb of happening and the end of a clause.
    Clause,
}

/// What a rule found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matched {
    /// The rule's name.
    pub rule: &'static str,
    /// What happened.
    pub category: CountCategory,
    /// The first token that the pattern reached on its side, or the last.
    pub reach: usize,
}

impl Rule {
    /// Whether what is counted has to be the subject of the pattern's verb.
    pub(super) fn needs_subject(&self) -> bool {
        let is_verb = |element: &Element| matches!(element, Element::SubjectVerb | Element::Function(Function::Be));
        self.side == Side::After && self.pattern.iter().any(is_verb)
    }

    /// What the rule says of `phrase`, if its pattern stands there.
    pub fn try_match(&self, reading: &Reading<'_>, phrase: &Phrase) -> Option<Matched> {
        let is_about = match self.about {
            About::Anything => true,
            About::Weapons => phrase.subject == Some(CountSubject::Weapons),
            About::People => phrase.subject == Some(CountSubject::People),
            About::Armed => force(reading, phrase).is_some(),
            About::Places => phrase.subject == Some(CountSubject::Places),
            About::Lives => phrase.head.clone().next().is_some_and(|head| reading.text.folded(head) == "lives"),
        };
        if !is_about {
            return None;
        }
        let sentence = reading.sentence(phrase.tokens.start);
        let (captured, reach) = match self.side {
            Side::After => match_after(reading, self.pattern, phrase.tokens.end, &sentence)?,
            Side::Before => match_before(reading, self.pattern, phrase.tokens.start, &sentence)?,
        };
        let category = match self.builds {
            Builds::Captured => captured?,
            Builds::Fixed(category) => category,
        };
        Some(Matched { rule: self.name, category, reach })
    }
}

/// For whom those counted are under arms, if they are.
pub(super) fn force(reading: &Reading<'_>, phrase: &Phrase) -> Option<Force> {
    phrase.head.clone().find_map(|token| {
        reading.words_at(token).find_map(|(end, sense)| match sense {
            WordSense::Armed(force) if end == phrase.head.end => Some(force),
            _ => None,
        })
    })
}

/// The category captured, if any, and the token after the last one matched.
type Capture = (Option<CountCategory>, usize);

fn match_after(reading: &Reading<'_>, pattern: &[Element], at: usize, sentence: &Range<usize>) -> Option<Capture> {
    let Some((element, rest)) = pattern.split_first() else { return Some((None, at)) };
    if let Element::Skip(skip, most) = element {
        for token in at..=at + most {
            if let Some(found) = match_after(reading, rest, token, sentence) {
                return Some(found);
            }
            if token >= sentence.end || !skip.steps_over(reading, token) {
                return None;
            }
        }
        return None;
    }
    if at >= sentence.end {
        return None;
    }
    let (end, captured) = element.match_at(reading, at).filter(|(end, _)| *end <= sentence.end)?;
    let (later, reach) = match_after(reading, rest, end, sentence)?;
    Some((captured.or(later), reach))
}

fn match_before(reading: &Reading<'_>, pattern: &[Element], end: usize, sentence: &Range<usize>) -> Option<Capture> {
    let Some((element, rest)) = pattern.split_last() else { return Some((None, end)) };
    if let Element::Skip(skip, most) = element {
        for token in (end.saturating_sub(*most)..=end).rev() {
            if let Some(found) = match_before(reading, rest, token, sentence) {
                return Some(found);
            }
            if token <= sentence.start || !skip.steps_over(reading, token - 1) {
                return None;
            }
        }
        return None;
    }
    let longest = if matches!(element, Element::Word(_)) { 1 } else { LONGEST_TERM_TOKENS };
    (sentence.start.max(end.saturating_sub(longest))..end).find_map(|begin| {
        let (matched_end, captured) = element.match_at(reading, begin)?;
        if matched_end != end {
            return None;
        }
        let (earlier, reach) = match_before(reading, rest, begin, sentence)?;
        Some((captured.or(earlier), reach))
    })
}

/// Most tokens in one term of the lexicon that a rule looks for.
const LONGEST_TERM_TOKENS: usize = 4;

impl Element {
    /// The end of what this element matches at `token`, the longest term first, and the category it captures.
    fn match_at(&self, reading: &Reading<'_>, token: usize) -> Option<(usize, Option<CountCategory>)> {
        if let Self::Word(words) = self {
            return words.contains(&reading.text.folded(token)).then_some((token + 1, None));
        }
        if matches!(self, Self::ActiveVerb | Self::SubjectVerb) && is_used_as_noun(reading, token) {
            return None;
        }
        let mut found = None;
        for (end, sense) in reading.words_at(token) {
            let category = match (self, sense) {
                (Self::ActiveVerb, WordSense::Verb(verb)) if verb.frame == Frame::Object && (verb.forms.finite || verb.forms.gerund) => {
                    Some(verb.category)
                }
                (Self::Participle, WordSense::Verb(verb)) if verb.frame == Frame::Object && verb.forms.participle => Some(verb.category),
                (Self::BareParticiple, WordSense::Verb(verb))
                    if verb.frame == Frame::Object && verb.forms.participle && !takes_object(reading, end) =>
                {
                    Some(verb.category)
                }
                (Self::SubjectVerb, WordSense::Verb(verb)) if verb.frame == Frame::Subject && !is_month(reading, token) => {
                    Some(verb.category)
                }
                // "fatally shot the ambassador" is no state of whoever did it.
                (Self::State, WordSense::State(_))
                    if is_verb(reading, end - 1) && takes_object(reading, end) && !is_used_as_noun(reading, token) =>
                {
                    None
                }
                (Self::State, WordSense::State(category))
                | (Self::Toll, WordSense::Toll(category))
                | (Self::Nominal, WordSense::Nominal(category)) => Some(category),
                _ => None,
            };
            let matches = category.is_some()
                || match (self, sense) {
                    (Self::Rise, WordSense::Rise) => true,
                    (Self::EventNoun, WordSense::Noun(CountSubject::Events, _)) => true,
                    (Self::Function(wanted), WordSense::Function(function)) => *wanted == function,
                    _ => false,
                };
            if matches {
                found = Some((end, category));
            }
        }
        found
    }
}

fn is_verb(reading: &Reading<'_>, token: usize) -> bool {
    reading.words_at(token).any(|(end, sense)| end == token + 1 && matches!(sense, WordSense::Verb(verb) if verb.forms.finite))
}

/// "a rally", "by hand", "the injured Max": no verb stands between an article or a preposition and its noun.
fn is_used_as_noun(reading: &Reading<'_>, token: usize) -> bool {
    let Some(before) = token.checked_sub(1).filter(|before| *before >= reading.sentence(token).start) else { return false };
    let is_gerund = reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(verb) if verb.forms.gerund));
    let is_before_noun = [Function::Indefinite, Function::By, Function::Of].iter().any(|function| reading.is_function(before, *function));
    !is_gerund && (is_before_noun || matches!(reading.text.folded(before), "the" | "its" | "his" | "her" | "their"))
}

/// "in March": the month, no march.
fn is_month(reading: &Reading<'_>, token: usize) -> bool {
    reading.flags(token).any(crate::reading::TokenFlags::CALENDAR) && reading.text.tokens()[token].is_capitalised()
}

/// Whether an object follows, which makes a past form active: "12 gunmen attacked the station".
fn takes_object(reading: &Reading<'_>, token: usize) -> bool {
    let Some(next) = reading.token(token).filter(|_| token < reading.sentence(token - 1).end) else { return false };
    if next.kind == TokenKind::Number || next.shape == Shape::Title && next.is_spaced() && !reading.begins_sentence(token) {
        return !reading.flags(token).any(crate::reading::TokenFlags::CALENDAR);
    }
    reading.words_at(token).any(|(_, sense)| {
        matches!(
            sense,
            WordSense::Function(Function::Determiner | Function::Indefinite)
                | WordSense::Hedge(_, Side::Before)
                | WordSense::Cardinal(_)
                | WordSense::Vague(..)
                | WordSense::Noun(..)
        )
    }) && !reading.is_function(token, Function::Locative)
}

impl Skip {
    fn steps_over(self, reading: &Reading<'_>, token: usize) -> bool {
        let this = &reading.text.tokens()[token];
        let folded = reading.text.folded(token);
        let mut happens = false;
        let mut subordinates = false;
        let mut fills = false;
        let mut verbal = false;
        for (_, sense) in reading.words_at(token) {
            match sense {
                WordSense::Verb(verb) => happens |= verb.forms.finite || verb.forms.participle,
                WordSense::Say | WordSense::Function(Function::Subordinator) => subordinates = true,
                // "a robbery in which a man was hurt": another subject follows.
                WordSense::Function(Function::Determiner) if folded == "which" && follows_preposition(reading, token) => {
                    subordinates = true
                }
                WordSense::Function(Function::Be | Function::Have | Function::Modal) => (fills, verbal) = (true, true),
                WordSense::Filler
                | WordSense::Hedge(..)
                | WordSense::Function(Function::Determiner | Function::Indefinite | Function::Of) => fills = true,
                _ => {}
            }
        }
        let adverb = this.shape == Shape::Lower && folded.ends_with("ly");
        match self {
            Self::Modifiers => this.kind == TokenKind::Word && !verbal && (fills || adverb || EMPTY_WORDS.contains(&folded)),
            Self::Fillers => this.kind == TokenKind::Word && (fills || adverb || EMPTY_WORDS.contains(&folded)),
            Self::PostModifiers => {
                !happens && !subordinates && !matches!(folded, ";" | ":" | "." | "whom") && !is_other_subject(reading, token)
            }
            // "the death toll in the floods climbs to 47"
            Self::Clause => (!happens || is_event(reading, token)) && !matches!(folded, ";" | "."),
        }
    }
}

fn is_event(reading: &Reading<'_>, token: usize) -> bool {
    reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Noun(CountSubject::Events, _)))
}

fn follows_preposition(reading: &Reading<'_>, token: usize) -> bool {
    token > 0
        && [Function::Locative, Function::By, Function::Between, Function::To, Function::From, Function::With]
            .iter()
            .any(|function| reading.is_function(token - 1, *function))
}

/// "was approached by two men and was shot", "20 people in three villages were hurt": what a preposition stands before is not the subject of the
/// verb that follows.
pub(super) fn is_object_of_preposition(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    let mut start = phrase.tokens.start;
    if start > sentence.start && reading.is_function(start - 1, Function::Determiner) && reading.text.folded(start - 1) != "which" {
        start -= 1;
    }
    start > sentence.start && follows_preposition(reading, start)
}

/// "Of the 60 passengers, 22 were injured": a number without a noun before its verb.
fn is_other_subject(reading: &Reading<'_>, token: usize) -> bool {
    let is_number = reading.text.tokens()[token].kind == TokenKind::Number
        || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Cardinal(value) if value > 1));
    // "a man of 66 was killed"
    let is_age = token > 0 && reading.text.folded(token - 1) == "of";
    is_number && !is_age && reading.is_function(token + 1, Function::Be)
}

/// Words of time, repetition and degree that say nothing of who did what to whom.
const EMPTY_WORDS: [&str; 39] = [
    "there",
    "also",
    "more",
    "others",
    "other",
    "then",
    "later",
    "still",
    "straight",
    "first",
    "next",
    "last",
    "feared",
    "found",
    "presumed",
    "confirmed",
    "now",
    "so",
    "far",
    "already",
    "another",
    "further",
    "additional",
    "total",
    "since",
    "just",
    "only",
    "even",
    "soon",
    "yet",
    "ago",
    "record",
    "all",
    "both",
    "either",
    "alone",
    "together",
    "as",
    "new",
];
