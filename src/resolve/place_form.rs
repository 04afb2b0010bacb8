//! Places by their form: a capitalised type word in the name ("Allen Avenue", "Lake Victoria"), or a small one beside a name that no row
//! knows ("the village of Khudi", "the Lamjung district", "Khudi, a village near"), which is a place from then on.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::claim::{ClaimKind, PlaceForm, is_claim, kind_of_name};
use super::name_form::is_deed_or_number;
use super::place_evidence::{container_end, containing, stated_region, type_after, type_word_beside};
use crate::extraction::{NumberClass, PlaceKind};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::lexicon::{Function, NameCue, Side, WordSense};
use crate::reading::{Reading, TokenFlags, WordClasses};
use crate::text::{Gap, Shape, Token, TokenKind};

/// How many tokens the name of a street or facility may have beside its type word.
const MAX_FACILITY_MODIFIERS: usize = 5;

/// A street, river, hospital: capitalised words up to a capitalised head word, or after a capitalised first word.
pub fn facility(reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind)> {
    if reading.flags(first).any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR)) {
        return None;
    }
    let (end, kind) = head_last(reading, first).or_else(|| head_first(reading, first))?;
    // "Oklahoma Highway Patrol": the head word is not the last word of the name.
    let goes_on = reading.token(end).is_some_and(|next| next.is_capitalised() && next.gap == Gap::Space)
        && end < reading.sentence(first).end
        && !reading.is_title_case(first);
    (!goes_on).then_some((end, kind))
}

/// Prepositions that lead to a place or a time.
const PREPOSITIONS: WordClasses = WordClasses::function(Function::Locative)
    .or(WordClasses::function(Function::Preposition))
    .or(WordClasses::function(Function::From))
    .or(WordClasses::function(Function::By))
    .or(WordClasses::function(Function::With))
    .or(WordClasses::function(Function::Subordinator));

/// "Saint Francis Hospital", "Allen Avenue".
fn head_last(reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind)> {
    let sentence_end = reading.sentence(first).end;
    let mut found = None;
    for token in first + 1..sentence_end.min(first + MAX_FACILITY_MODIFIERS + 1) {
        if !(reading.token(token)?.is_capitalised() || is_link(reading, token)) || is_owned_by_place(reading, first, token) {
            break;
        }
        // "Man Shoots Two Near School": a name ends before a preposition, and in Title Case before a verb or a number.
        let is_break = reading.classes(token).any(PREPOSITIONS) && !is_link(reading, token) && !reading.flags(token).any(TokenFlags::ALIAS);
        if is_break {
            break;
        }
        let head = reading.words_of(token, WordClasses::FACILITY_HEADS).filter_map(|(end, sense)| match sense {
            WordSense::FacilityHead(kind) => Some((end, kind)),
            _ => None,
        });
        if let Some(head) = head.last() {
            found = Some(head);
        } else if is_deed_or_number(reading, token) {
            break;
        }
    }
    found
}

/// "Lake Victoria", "Gulf of Aden", "Plaza de Bolívar".
fn head_first(reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind)> {
    let head = reading.words_of(first, WordClasses::FACILITY_FIRSTS).filter_map(|(end, sense)| match sense {
        WordSense::FacilityFirst(kind) => Some((end, kind)),
        _ => None,
    });
    let (mut end, kind) = head.last()?;
    let sentence_end = reading.sentence(first).end;
    if reading.is_cue(end, NameCue::FacilityLink) {
        end += 1;
    }
    let named = |token: usize| {
        token < sentence_end
            && reading.token(token).is_some_and(|word| word.is_capitalised() && word.is_spaced())
            && !reading.flags(token).any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR).or(TokenFlags::DEMONYM))
    };
    let last = (end..end + MAX_FACILITY_MODIFIERS).take_while(|token| named(*token)).last()?;
    Some((last + 1, kind))
}

/// "Toronto's Pearson International Airport": before the possessive stands a place of its own, not a saint.
fn is_owned_by_place(reading: &Reading<'_>, first: usize, token: usize) -> bool {
    let is_safe_place = |name| kind_of_name(name) == Some(ClaimKind::KnownPlace);
    reading.text.is_possessive(token)
        && !reading.is_cue(first, NameCue::Saint)
        && reading.names_at(first).any(|(end, name)| end == token && is_safe_place(name))
}

/// What may stand between the words of a facility's name: a possessive, "of" before a capital.
fn is_link(reading: &Reading<'_>, token: usize) -> bool {
    let possessive = reading.text.is_possessive(token)
        || (reading.text.is_mark(token, '\'') && reading.token(token).is_some_and(|mark| mark.gap == Gap::None));
    possessive || (reading.is_function(token, Function::Of) && reading.token(token + 1).is_some_and(|next| next.is_capitalised()))
}

/// Most words in an unknown place's name.
const MAX_UNKNOWN_WORDS: usize = 4;

/// The names that no row knows and that a small type word somewhere in the text makes places.
pub struct Introduced<'a> {
    /// By the first word, folded: the rest of the name, and what kind of place it is.
    by_first: HashMap<&'a str, Vec<(Vec<&'a str>, PlaceKind)>, FixedState>,
}

impl<'a> Introduced<'a> {
    /// The names that `reading` introduces.
    pub fn new(reading: &'a Reading<'_>) -> Self {
        let mut by_first: HashMap<&str, Vec<(Vec<&str>, PlaceKind)>, FixedState> = HashMap::default();
        let mut token = 0;
        while token < reading.len() {
            let Some(end) = Some(token).filter(|token| is_name_word(reading, *token)).and_then(|token| unknown_name(reading, token)) else {
                token += 1;
                continue;
            };
            if let Some(kind) = introduction(reading, &(token..end)) {
                let rest: Vec<&str> = (token + 1..end).map(|token| reading.text.folded(token)).collect();
                let names = by_first.entry(reading.text.folded(token)).or_default();
                if names.len() < MAX_NAMESAKES && !names.iter().any(|(known, _)| *known == rest) {
                    names.push((rest, kind));
                }
            }
            token = end;
        }
        Self { by_first }
    }

    /// The name that begins at `first`: the token after its last, its kind, and whether it is introduced just there.
    pub fn at(&self, reading: &Reading<'_>, first: usize) -> Option<(usize, PlaceKind, PlaceForm)> {
        if self.by_first.is_empty() {
            return None;
        }
        let names = self.by_first.get(reading.text.folded(first))?;
        let is_here = |rest: &[&str]| {
            rest.iter().enumerate().all(|(index, word)| reading.text.folded_at(first + 1 + index) == Some(word))
                && (first..first + rest.len() + 1).all(|token| reading.sentence_number(token) == reading.sentence_number(first))
        };
        let (rest, kind) = names.iter().filter(|(rest, _)| is_here(rest)).max_by_key(|(rest, _)| rest.len())?;
        let end = first + 1 + rest.len();
        let form = if introduction(reading, &(first..end)).is_some() { PlaceForm::TypeWordBeside } else { PlaceForm::Again };
        Some((end, *kind, form))
    }
}

/// Of names with the same first word no more than this are told apart.
const MAX_NAMESAKES: usize = 8;

/// A word with a capital and small letters after it.
#[inline]
fn is_name_word(reading: &Reading<'_>, token: usize) -> bool {
    reading.token(token).is_some_and(|word| word.kind == TokenKind::Word && word.shape == Shape::Title)
}

/// Where the run of capitalised words, none of which the gazetteer knows as a name, that begins at `first` ends.
fn unknown_name(reading: &Reading<'_>, first: usize) -> Option<usize> {
    const NO_NAME: TokenFlags = TokenFlags::FUNCTION.or(TokenFlags::CALENDAR).or(TokenFlags::TITLE).or(TokenFlags::DEMONYM);
    const OF_NAMES: WordClasses = WordClasses::of(WordSense::OrganisationWord)
        .or(WordClasses::of(WordSense::PublicBody))
        .or(WordClasses::FACILITY_HEADS)
        .or(WordClasses::FACILITY_FIRSTS);
    let is_new = |token: usize| {
        !reading.flags(token).any(NO_NAME)
            && !reading.classes(token).any(OF_NAMES)
            && !reading.names_at(token).any(|(_, name)| kind_of_name(name).is_some())
            && !reading.stops_at(token).any(|(_, kinds)| is_claim(kinds))
    };
    let is_name_word = |token: usize| is_name_word(reading, token);
    let this = reading.token(first)?;
    let is_second = first > reading.sentence(first).start
        && is_name_word(first - 1)
        && !reading.flags(first - 1).any(TokenFlags::FUNCTION)
        && this.gap <= Gap::Space;
    let is_glued = this.gap == Gap::None && first > 0 && reading.text.tokens()[first - 1].kind == TokenKind::Word;
    if is_second || is_glued {
        return None;
    }
    let limit = reading.sentence(first).end.min(first + MAX_UNKNOWN_WORDS);
    let mut end = first;
    while end < limit {
        let is_joined = end == first || matches!(reading.token(end)?.gap, Gap::Space | Gap::Hyphen);
        let is_particle = end > first && reading.is_cue(end, NameCue::Particle) && end + 1 < limit && is_name_word(end + 1);
        if !is_joined || !(is_particle || is_name_word(end)) {
            break;
        }
        if !is_particle && !is_new(end) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// The kind that the words beside an unknown name give it, so that nothing but a place can be meant.
fn introduction(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<PlaceKind> {
    let is_plain_word = tokens.clone().any(|token| reading.flags(token).any(TokenFlags::WORD));
    let is_where = || {
        has_direction(reading, tokens.end)
            || has_container(reading, tokens)
            || (!is_plain_word && (tells_figures(reading, tokens) || opens_sentence(reading, tokens)))
    };
    if (is_near(reading, tokens) && !is_plain_word) || (is_located(reading, tokens.start) && is_where()) {
        return Some(PlaceKind::City);
    }
    let beside = type_word_beside(reading, tokens).filter(|(_, side)| *side == Side::Before || !reading.begins_sentence(tokens.start));
    let (kind, side) = beside.or_else(|| Some((apposed_type(reading, tokens.end)?, Side::After)))?;
    let is_settled = matches!(kind, PlaceKind::City | PlaceKind::Neighbourhood);
    // "a Druze village": what stands between an article and a small town's type word need not be its name.
    let has_article = tokens
        .start
        .checked_sub(1)
        .is_some_and(|before| reading.is_function(before, Function::Determiner) || reading.is_function(before, Function::Indefinite));
    let is_named = match side {
        Side::Before => true,
        Side::After => !(is_plain_word || is_settled && has_article),
    };
    is_named.then_some(kind).filter(|kind| is_introduced(*kind))
}

/// Whether a preposition that hardly stands before anything but a place or a time does: "in X", "near X".
fn is_located(reading: &Reading<'_>, first: usize) -> bool {
    let before = first.checked_sub(1).filter(|before| *before >= reading.sentence(first).start);
    before.is_some_and(|before| reading.is_cue(before, NameCue::Located))
}

/// "in Khudi, Nepal,": whether the region or the country follows, and no list.
fn has_container(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let is_country = |outer: &&Entry| outer.place().is_some_and(|facts| facts.kind == PlaceKind::Country);
    let ends_clause = |outer: &Entry| {
        container_end(reading, tokens, outer).is_some_and(|end| {
            end >= reading.sentence(tokens.start).end
                || (reading.text.tokens()[end].kind == TokenKind::Punctuation && !reading.token(end + 1).is_some_and(Token::is_capitalised))
        })
    };
    reading.text.is_mark(tokens.end, ',')
        && (stated_region(reading, tokens).is_some() || containing(reading, tokens).filter(is_country).is_some_and(ends_clause))
}

/// "In Tanah Datar there were 15 dead", "and in Solok eight": whether a figure follows that is of the place before it.
fn tells_figures(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    if !reading.is_cue(tokens.start - 1, NameCue::Within) {
        return false;
    }
    let opens = reading.begins_sentence(tokens.start - 1);
    let limit = reading.sentence(tokens.start).end;
    let is_step = |token: usize| {
        (opens && (reading.text.is_mark(token, ',') || reading.is_cue(token, NameCue::FigureStep)))
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Filler | WordSense::Hedge(..)))
    };
    let figure = (tokens.end..limit).find(|token| !is_step(*token));
    figure.is_some_and(|token| {
        reading.text.tokens()[token].gap == Gap::Space
            && reading.flags(token).any(TokenFlags::NUMERAL)
            && !reading.flags(token).any(TokenFlags::FUNCTION)
    })
}

/// "in camps near Mataje", "on the road outside Quinindé": what hardly stands before anything but a place, and nobody bears for a name.
fn is_near(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    const LEAST_BYTES: usize = 4;
    let sentence = reading.sentence(tokens.start);
    let before = tokens.start.checked_sub(1).filter(|before| *before >= sentence.start);
    let next = reading.token(tokens.end).filter(|_| tokens.end < sentence.end);
    before.is_some_and(|before| reading.is_cue(before, NameCue::Near))
        && !reading.text.is_possessive(tokens.end)
        && reading.text.folded(tokens.start).len() >= LEAST_BYTES
        && !next.is_some_and(|next| next.is_capitalised() && next.gap <= Gap::Space)
        && !tokens.clone().any(|token| is_borne(reading, token))
}

/// Whether somebody can bear the word for a name.
fn is_borne(reading: &Reading<'_>, token: usize) -> bool {
    reading.flags(token).any(TokenFlags::GIVEN_NAME.or(TokenFlags::SURNAME).or(TokenFlags::DOUBTFUL_GIVEN_NAME))
}

/// "In Lubuk Alung, soldiers rescued": what opens a sentence between "In" and a comma, and nobody bears for a name.
fn opens_sentence(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    reading.begins_sentence(tokens.start - 1)
        && reading.is_cue(tokens.start - 1, NameCue::Within)
        && reading.text.is_mark(tokens.end, ',')
        && !tokens.clone().any(|token| is_borne(reading, token))
}

/// "in Baglung, to the west,", "near Sadda, 90 km south of": whether what follows says where that is.
fn has_direction(reading: &Reading<'_>, end: usize) -> bool {
    const MOST_HEDGE_TOKENS: usize = 3;
    if !reading.text.is_mark(end, ',') {
        return false;
    }
    let limit = reading.sentence(end).end;
    let is_direction = |token: usize| token < limit && reading.is_cue(token, NameCue::Direction);
    if let Some(bearing) = reading.cue_end(end + 1, NameCue::Towards) {
        return is_direction(bearing);
    }
    let is_measure = |sense| sense == WordSense::Unit(NumberClass::Measure, Side::After);
    let mut units = (end + 2..limit.min(end + 3 + MOST_HEDGE_TOKENS)).filter(|token| reading.flags(token - 1).any(TokenFlags::NUMERAL));
    let after = units.find_map(|unit| reading.word_end(unit, is_measure));
    after.is_some_and(|after| is_direction(after) || reading.is_cue(after, NameCue::AwayFrom))
}

/// Kinds whose type words stand beside names and hardly beside other capitalised words.
fn is_introduced(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::City | PlaceKind::District | PlaceKind::Region | PlaceKind::Neighbourhood | PlaceKind::Terrain | PlaceKind::Water
    )
}

/// "Khudi, a small village in": the kind that an apposition gives the name that ends at `end`.
fn apposed_type(reading: &Reading<'_>, end: usize) -> Option<PlaceKind> {
    const MOST_MODIFIERS: usize = 4;
    let article = end + 1;
    if !reading.text.is_mark(end, ',') || !(reading.is_function(article, Function::Indefinite) || reading.is_cue(article, NameCue::Article))
    {
        return None;
    }
    let limit = reading.sentence(end).end;
    for token in article + 1..limit.min(article + 2 + MOST_MODIFIERS) {
        if let Some((type_end, kind)) = type_after(reading, token) {
            let is_closed = type_end >= limit
                || [',', '.', ';', ')'].iter().any(|mark| reading.text.is_mark(type_end, *mark))
                || reading.is_function(type_end, Function::Locative)
                || reading.is_function(type_end, Function::Of)
                || reading.is_cue(type_end, NameCue::TypeFollower);
            return is_closed.then_some(kind);
        }
        if reading.text.tokens()[token].kind != TokenKind::Word || reading.flags(token).any(TokenFlags::FUNCTION.or(TokenFlags::TITLE)) {
            return None;
        }
    }
    None
}
