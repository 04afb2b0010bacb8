//! Where a count happened: the place that its own clause names.

use std::ops::Range;

use super::{Fact, gapping};
use crate::extraction::{CountCategory, CountSubject, PlaceKind, PlaceUsage};
use crate::gazetteer::entry::Seat;
use crate::gazetteer::lexicon::{Frame, Function, Side, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::resolve::places::Places;
use crate::syntax::quantity::{Named, Phrase};
use crate::text::{Shape, TokenKind};

/// How many place mentions to each side are looked at.
pub(super) const MAX_PLACES_AROUND: usize = 6;
/// How far, in tokens, a place may be from what happened there.
const REACH_TOKENS: usize = 80;
/// What a place before the phrase is further away than one after it, in tokens.
const BEFORE: usize = 4;
/// What a clause between them or another count adds, in tokens.
const OTHER_CLAUSE: usize = 10;

/// The index of the place that the fact's own sentence names for it: with a preposition of place before it, in the same clause, the nearest
/// one, after the phrase rather than before; the narrowest of those that stand side by side.
pub(super) fn own_place(reading: &Reading<'_>, facts: &[Fact], index: usize, named: Named<'_>, places: &Places<'_>) -> Option<usize> {
    let fact = &facts[index];
    let beside = Beside {
        previous: index.checked_sub(1).map(|previous| &facts[previous]),
        next: facts.get(index + 1),
        following: &facts[index + 1..],
    };
    let phrase = &fact.phrase;
    let sentence = reading.sentence(phrase.tokens.start);
    let at = named.places.partition_point(|(tokens, _)| tokens.start < phrase.tokens.start);
    let around = at.saturating_sub(MAX_PLACES_AROUND)..(at + MAX_PLACES_AROUND).min(named.places.len());
    let is_candidate = |index: &usize| {
        let tokens = &named.places[*index].0;
        let is_within = tokens.start >= sentence.start && tokens.end <= sentence.end;
        let is_place = named.usages[*index] == PlaceUsage::Location || has_had(reading, phrase, tokens);
        is_within && is_place && tokens.start.abs_diff(phrase.tokens.start) <= REACH_TOKENS
    };
    let distances =
        around.clone().filter(is_candidate).filter_map(|index| Some((distance(reading, fact, beside, &named.places[index].0)?, index)));
    let nearest = distances.min().map(|(_, index)| index)?;
    let narrowest = narrowest(reading, named, places, nearest, around);
    let (tokens, place) = &named.places[narrowest];
    Some(capital_of(reading, tokens.end, *place, places).unwrap_or(*place))
}

/// Among how many of the text's first places a capital is looked for.
const MAX_CAPITALS_LOOKED_AT: usize = 256;

/// "on Ukraine's capital": the index of that capital, if the text names it.
fn capital_of(reading: &Reading<'_>, end: usize, country: usize, places: &Places<'_>) -> Option<usize> {
    let country = places.places[country].entry?.place().filter(|facts| facts.kind == PlaceKind::Country)?;
    if reading.text.folded_at(end) != Some("'s") || reading.text.folded_at(end + 1) != Some("capital") {
        return None;
    }
    places.places.iter().take(MAX_CAPITALS_LOOKED_AT).position(|place| {
        let facts = place.entry.and_then(|entry| entry.place());
        facts.is_some_and(|facts| facts.seat == Seat::Capital && facts.country == country.country)
    })
}

/// The facts before and after one.
#[derive(Clone, Copy)]
struct Beside<'f> {
    previous: Option<&'f Fact>,
    next: Option<&'f Fact>,
    /// All that follow.
    following: &'f [Fact],
}

/// "15 dead and 17 missing, in Solok eight dead and in Agam three": whether the place stands before the figure that it belongs to.
fn heads_next(reading: &Reading<'_>, preposition: usize, place: &Range<usize>, following: &[Fact]) -> bool {
    const MOST_TOKENS: usize = 2;
    let before = preposition.saturating_sub(1);
    let is_item =
        reading.text.is_mark(before, ',') || reading.text.is_mark(before, ';') || reading.is_function(before, Function::Conjunction);
    let next = following.partition_point(|fact| fact.phrase.tokens.start < place.end);
    let is_beside = |fact: &Fact| {
        let between = place.end..fact.phrase.tokens.start;
        between.len() <= MOST_TOKENS && between.clone().all(|token| reading.text.tokens()[token].is_capitalised())
    };
    is_item && following.get(next).is_some_and(is_beside)
}

/// How far, in tokens, the place is from the phrase; `None` where its words say that the fact was not there.
fn distance(reading: &Reading<'_>, fact: &Fact, beside: Beside<'_>, place: &Range<usize>) -> Option<usize> {
    let phrase = &fact.phrase;
    // "six of Kyiv's 10 districts"
    let owns = place.end + 1 == phrase.tokens.start && matches!(reading.text.folded(place.end), "'s" | "'");
    // "Ronald Vaca, 51, the mayor of Reyes": where somebody holds office.
    if fact.person.is_some() && phrase.tokens.contains(&place.start) {
        return None;
    }
    if phrase.tokens.contains(&place.start) || owns {
        return Some(0);
    }
    if fact.rule == gapping::RULE {
        return phrase.tokens.start.checked_sub(place.end);
    }
    if has_had(reading, phrase, place) {
        return Some(phrase.tokens.start - place.end + BEFORE);
    }
    let is_of = place.start == phrase.tokens.end + 1 && reading.is_function(phrase.tokens.end, Function::Of);
    // "Ruben Salgado, 34, of New Haven" lives there.
    if is_of && fact.person.is_some() {
        return None;
    }
    let sentence = reading.sentence(place.start);
    let opens_line = (sentence.start..place.start).all(|token| reading.text.tokens()[token].kind == TokenKind::Punctuation);
    // "Cali: 1,200 protesters"; "in Saint Francis Hospital, where a woman died"
    let is_label = (opens_line && reading.text.is_mark(place.end, ':'))
        || (place.end + 1 < phrase.tokens.start && phrase.tokens.start <= place.end + 3 && reading.text.folded(place.end + 1) == "where");
    let is_speakers = reading.is_word(place.end, WordSense::Say)
        || (reading.text.is_mark(place.end, ',') && reading.is_word(place.end + 1, WordSense::Say));
    if is_speakers && !is_label {
        return None;
    }
    if !is_of && !is_label {
        let preposition = preposition(reading, place.start)?;
        // "were damaged, and four stations on Avenida Caracas were burned down"; "310 are in hospital, 73 of them in Mocuba"
        let is_of_next = beside.next.is_some_and(|next| {
            let is_next_to = next.phrase.tokens.end == preposition || next.clause.end == preposition;
            is_next_to && (next.clause.end > place.end || next.phrase.is_part) && next.phrase.tokens.start > phrase.tokens.end
        });
        if is_of_next || (place.start >= phrase.tokens.end && heads_next(reading, preposition, place, beside.following)) {
            return None;
        }
        // "were shot dead: six in Nairobi"
        let is_of_figure = preposition > phrase.tokens.end
            && reading.flags(preposition - 1).any(TokenFlags::NUMERAL)
            && !reading.flags(preposition - 1).any(TokenFlags::FUNCTION)
            && !fact.clause.contains(&(preposition - 1));
        if is_of_figure {
            return None;
        }
        let leads_there = match reading.text.folded(preposition) {
            "from" => matches!(
                fact.category,
                Some(CountCategory::Displaced | CountCategory::Rescued | CountCategory::Abducted | CountCategory::Missing)
            ),
            "to" => matches!(fact.category, Some(CountCategory::Hospitalised | CountCategory::Supplied)),
            "towards" | "toward" => false,
            _ => fact.category == Some(CountCategory::Displaced) || !is_left(reading, preposition),
        };
        if !leads_there {
            return None;
        }
    }
    let is_after = place.start >= phrase.tokens.end;
    let (distance, between) = if is_after {
        let from = fact.clause.end.max(phrase.tokens.end).min(place.start);
        (place.start - phrase.tokens.end, from..place.start)
    } else {
        let to = fact.clause.start.min(phrase.tokens.start).max(place.end);
        (phrase.tokens.start - place.start + BEFORE, place.end..to)
    };
    let opens_sentence = place.start <= sentence.start + 2;
    if !is_after && !opens_sentence && between.clone().any(|token| begins_clause(reading, token)) {
        return None;
    }
    // "three were killed in Zhytomyr, and a man in Mykolaiv"
    let heads_this = place.end == phrase.tokens.start;
    let mut is_of_other = !is_after && !heads_this && beside.previous.is_some_and(|previous| previous.phrase.tokens.start < place.start);
    for token in between {
        let folded = reading.text.folded(token);
        let is_elsewhere = match folded {
            "who" | "which" | "where" | "whose" => is_after,
            "treated" | "taken" | "rushed" | "airlifted" | "transported" | "admitted" => fact.category != Some(CountCategory::Hospitalised),
            ";" => true,
            _ => reading.is_word(token, WordSense::Say) && !opens_sentence,
        };
        if is_elsewhere {
            return None;
        }
        is_of_other |= reading.is_function(token, Function::Subordinator);
    }
    Some(distance + if is_of_other { OTHER_CLAUSE } else { 0 })
}

/// "in Deir al-Balah, and Israel freed 110": whether a conjunction stands there with a subject of its own after it.
fn begins_clause(reading: &Reading<'_>, conjunction: usize) -> bool {
    let next = conjunction + 1;
    let is_name = |token: usize| reading.token(token).is_some_and(|word| word.shape == Shape::Title) && !reading.begins_sentence(token);
    let Some(verb) = (next + 1..next + 4).find(|token| !is_name(*token)) else { return false };
    matches!(reading.text.folded(conjunction), "and" | "but" | "while" | "as")
        && is_name(next)
        && reading.words_at(verb).any(|(_, sense)| matches!(sense, WordSense::Verb(verb) if verb.forms.finite))
}

/// "fled the suburbs of Beirut": whether the word is a verb whose object somebody leaves.
fn is_left(reading: &Reading<'_>, token: usize) -> bool {
    let is_leaving = |sense| matches!(sense, WordSense::Verb(verb) if verb.category == CountCategory::Displaced && verb.forms.finite);
    reading.words_at(token).any(|(_, sense)| is_leaving(sense))
}

/// "Nampula has had 2,115 of the cases", "Italy reported 300 deaths": whether the place is the subject of a verb of record, which the phrase
/// follows.
fn has_had(reading: &Reading<'_>, phrase: &Phrase, place: &Range<usize>) -> bool {
    const MOST_TOKENS: usize = 8;
    let between = place.end..phrase.tokens.start;
    let is_record = |token: usize| {
        matches!(
            reading.text.folded(token),
            "has"
                | "have"
                | "had"
                | "saw"
                | "sees"
                | "recorded"
                | "records"
                | "reported"
                | "reports"
                | "registered"
                | "counted"
                | "confirmed"
                | "accounted"
                | "worst"
                | "hardest"
        )
    };
    let is_filler = |token: usize| {
        matches!(reading.text.folded(token), "was" | "were" | "is" | "the" | "hit" | "affected" | "area" | "with" | "," | "alone")
            || (reading.text.folded(token) == "for" && reading.text.folded(token - 1) == "accounted")
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::PlaceType(..)))
            || reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Filler | WordSense::Hedge(..)))
    };
    !between.is_empty()
        && between.len() <= MOST_TOKENS
        && between.clone().any(is_record)
        && between.clone().all(|token| is_record(token) || is_filler(token))
}

/// The preposition of place, or the verb of what hit the place, that stands before the name, its article and its own modifiers.
fn preposition(reading: &Reading<'_>, name: usize) -> Option<usize> {
    const REACH_TOKENS: usize = 6;
    let from = name.saturating_sub(REACH_TOKENS).max(reading.sentence(name).start);
    for token in (from..name).rev() {
        let mut steps = reading.text.tokens()[token].is_capitalised() || matches!(reading.text.folded(token), "'s" | "," | "'");
        for (_, sense) in reading.words_at(token) {
            match sense {
                WordSense::Function(Function::Locative | Function::To) => return Some(token),
                WordSense::Verb(verb) if verb.category == CountCategory::Struck && verb.frame == Frame::Object => return Some(token),
                WordSense::Verb(_) if is_left(reading, token) => return Some(token),
                WordSense::Function(Function::Preposition) if matches!(reading.text.folded(token), "against" | "through" | "beyond") => {
                    return Some(token);
                }
                WordSense::Function(Function::Determiner | Function::Of)
                | WordSense::Filler
                | WordSense::PlaceType(..)
                | WordSense::PlaceCompany(Side::Before)
                | WordSense::Noun(CountSubject::Places, _) => steps = true,
                _ => {}
            }
        }
        let adjective = reading.text.tokens()[token].kind == TokenKind::Word && reading.words_at(token).next().is_none();
        if !steps && !adjective {
            return None;
        }
    }
    None
}

/// Of the places that stand side by side with the one at `index` ("in Tulsa, Oklahoma", "in Turkey's Muğla province") the narrowest; one that
/// only tells where another is ("Sergiyev Posad near Moscow") is not meant.
fn narrowest(reading: &Reading<'_>, named: Named<'_>, places: &Places<'_>, index: usize, around: Range<usize>) -> usize {
    let mut first = index;
    while first > around.start && link(reading, named, first - 1).is_some() {
        first -= 1;
    }
    let mut best = first;
    let mut next = first + 1;
    while next < around.end {
        let Some(link) = link(reading, named, next - 1) else { break };
        let rank = |index: usize| narrowness(places.places[named.places[index].1].kind);
        if link == Link::Within || (link == Link::Beside && rank(next) > rank(best)) {
            best = next;
        }
        next += 1;
    }
    best
}

/// How one place's name leads to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// Both are where it happened.
    Beside,
    /// The second is the first one's: "Kyiv's Sviatoshinsky district".
    Within,
    /// The second only tells where the first is.
    Qualifies,
}

/// How the place at `index` leads to the next one, if nothing but words of place stands between them.
fn link(reading: &Reading<'_>, named: Named<'_>, index: usize) -> Option<Link> {
    const MOST_TOKENS: usize = 6;
    let (first, second) = (&named.places[index].0, &named.places.get(index + 1)?.0);
    if second.start < first.end
        || second.start - first.end > MOST_TOKENS
        || reading.sentence_number(first.start) != reading.sentence_number(second.start)
    {
        return None;
    }
    let mut link = Link::Beside;
    for token in first.end..second.start {
        let folded = reading.text.folded(token);
        // "in the Indian state of Bihar"
        let is_type = |begin: usize| {
            reading.words_at(begin).any(|(end, sense)| end == token + 1 && matches!(sense, WordSense::PlaceType(_, Side::Before)))
        };
        if reading.flags(token).any(TokenFlags::DEMONYM) || (folded == "of" && (first.end..token).any(is_type)) {
            continue;
        }
        if matches!(folded, "near" | "of" | "from" | "outside" | "border" | "with") {
            link = Link::Qualifies;
            continue;
        }
        if matches!(folded, "'s" | "'") {
            link = Link::Within;
            continue;
        }
        let is_joint = folded == ",";
        let mut is_of_place = is_joint || reading.words_at(token).next().is_none();
        for (_, sense) in reading.words_at(token) {
            is_of_place |= matches!(
                sense,
                WordSense::Function(Function::Locative | Function::Determiner)
                    | WordSense::PlaceType(..)
                    | WordSense::PlaceCompany(_)
                    | WordSense::Filler
                    | WordSense::Noun(CountSubject::Places | CountSubject::Structures, _)
            );
        }
        if !is_of_place {
            return None;
        }
    }
    Some(link)
}

/// How small the places of a kind are.
pub(super) fn narrowness(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Continent => 0,
        PlaceKind::Other => 1,
        PlaceKind::Country => 2,
        PlaceKind::Water | PlaceKind::Terrain => 3,
        PlaceKind::Region => 4,
        PlaceKind::District => 5,
        PlaceKind::City => 6,
        PlaceKind::Neighbourhood => 7,
        PlaceKind::Street | PlaceKind::Facility => 8,
    }
}
