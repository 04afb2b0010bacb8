//! What happened to what a phrase counts: the first rule that matches, and what the words around it make of that.

use super::rule::{Matched, force, is_object_of_preposition};
use super::rules::RULES;
use crate::extraction::{CountCategory, CountSubject, WeaponCategory};
use crate::gazetteer::lexicon::{Force, Frame, Function, WordSense};
use crate::reading::Reading;
use crate::resolve::weapons::Weapons;
use crate::syntax::quantity::Phrase;

/// What the rules say of `phrase`, unless the text denies it.
pub(super) fn happened(reading: &Reading<'_>, phrase: &Phrase, weapons: &Weapons<'_>) -> Option<Matched> {
    let is_object = is_object_of_preposition(reading, phrase);
    let mut matches = RULES.iter().filter(|rule| !(is_object && rule.needs_subject())).filter_map(|rule| rule.try_match(reading, phrase));
    let first = matches.next()?;
    // "identified four tourists killed in the avalanche": what has a category of its own says more.
    let says_more = |matched: &Matched| matched.category != CountCategory::Other && !matched.rule.ends_with("-far");
    let matched = if first.category == CountCategory::Other { matches.find(says_more).unwrap_or(first) } else { first };
    if is_negated(reading, phrase, &matched) {
        return None;
    }
    let category = match matched.category {
        CountCategory::Injured | CountCategory::Hospitalised if phrase.is_implicit && dies_later(reading, phrase) => CountCategory::Killed,
        // Weapons that change hands are supplied, not set free.
        CountCategory::Released if phrase.subject == Some(CountSubject::Weapons) => CountCategory::Supplied,
        CountCategory::Launched if changes_hands(reading, phrase, &matched, weapons) => CountCategory::Supplied,
        // "the raid set a record with 72 of the 550 drones getting through": of a part the whole was launched.
        CountCategory::Launched if phrase.is_part && matched.rule.starts_with("count-attack") => return None,
        // "a ferry with 146 passengers and 18 crew members sank": the ship did.
        CountCategory::Destroyed | CountCategory::Damaged if phrase.subject == Some(CountSubject::People) => return None,
        // "stabbed 11 students to death"
        CountCategory::Injured | CountCategory::Struck if is_to_death(reading, phrase) => CountCategory::Killed,
        // "23 of the fugitives were recaptured"
        CountCategory::Captured if phrase.subject == Some(CountSubject::People) && is_recaptured(reading, phrase, &matched) => {
            CountCategory::Detained
        }
        // "38 fighters were neutralised"; a bridge is brought down for good.
        CountCategory::Intercepted if phrase.subject == Some(CountSubject::People) && is_put_out(reading, phrase, &matched) => {
            CountCategory::Killed
        }
        CountCategory::Intercepted if matches!(phrase.subject, Some(CountSubject::Structures | CountSubject::Places)) => {
            CountCategory::Destroyed
        }
        // "infection clusters at two hospitals"
        _ if matched.rule.starts_with("count-toll-is") && !counts_people(phrase) => return None,
        // "makes 40 drugs, workers gathered"
        CountCategory::Protesting if phrase.subject.is_some_and(|subject| subject != CountSubject::People) => return None,
        // "forced 600 tourists to pay"
        CountCategory::Displaced if matched.rule == "count-forced-out" && !leaves(reading, phrase) => return None,
        // "131 drones were destroyed overnight": what flies at a target was stopped on its way.
        CountCategory::Destroyed if flies_at_targets(phrase, weapons) => CountCategory::Intercepted,
        // "were destroyed over 11 regions": a place is named there, none is gone.
        CountCategory::Destroyed if phrase.subject == Some(CountSubject::Places) && is_across(reading, phrase) => return None,
        // "the rebels still hold 60 soldiers"
        CountCategory::Detained if is_held(reading, phrase, &matched) && force(reading, phrase) == Some(Force::Regular) => {
            CountCategory::Captured
        }
        // "held several posts"
        CountCategory::Detained if matches!(phrase.subject, Some(CountSubject::Other | CountSubject::Events)) => return None,
        // "dropped 12 songs", "dropped five of its last six games"
        CountCategory::Launched if phrase.subject != Some(CountSubject::Weapons) && drops(reading, phrase, &matched) => return None,
        // "sent 40 excavators", "sent 900 soldiers"
        CountCategory::Launched if is_sent(reading, phrase, &matched) && can_be_sent(reading, phrase) => CountCategory::Supplied,
        // A coach drops players.
        CountCategory::Launched if matches!(phrase.subject, Some(CountSubject::People | CountSubject::Organisations)) => return None,
        // "the hospital received 29 of the wounded"
        CountCategory::Supplied if phrase.subject == Some(CountSubject::People) => match phrase.implied {
            Some(CountCategory::Injured) => CountCategory::Hospitalised,
            _ => return None,
        },
        // "the two men targeted were not hurt"
        CountCategory::Struck if phrase.subject == Some(CountSubject::People) && is_targeted(reading, phrase, &matched) => return None,
        // "a woman was struck by a bullet"; but "sanctions hit Putin".
        CountCategory::Struck if phrase.subject == Some(CountSubject::People) && !phrase.head.is_empty() => CountCategory::Injured,
        // "hit nine past the keeper"
        CountCategory::Struck if phrase.subject.is_none() && phrase.head.is_empty() && matched.rule == "count-object" => return None,
        category => category,
    };
    Some(Matched { category, ..matched })
}

/// The last token of what the rule matched, seen from the phrase.
fn verb(phrase: &Phrase, matched: &Matched) -> usize {
    if matched.reach > phrase.tokens.end { matched.reach - 1 } else { matched.reach }
}

/// The word before the phrase at which what the rule matched begins.
fn verb_before<'r>(reading: &'r Reading<'_>, phrase: &Phrase, matched: &Matched) -> &'r str {
    reading.text.folded(matched.reach.min(phrase.tokens.start))
}

/// The words of the phrase and of what the rule matched.
fn clause<'r>(reading: &'r Reading<'_>, phrase: &Phrase, matched: &Matched) -> impl Iterator<Item = &'r str> {
    (matched.reach.min(phrase.tokens.start)..matched.reach.max(phrase.tokens.end)).map(|token| reading.text.folded(token))
}

fn is_targeted(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    reading.text.folded(verb(phrase, matched)).starts_with("target")
}

fn drops(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    matches!(reading.text.folded(verb(phrase, matched)), "drop" | "drops" | "dropped" | "dropping")
}

/// "sent 20 tanks", "sent 20 drones to Kyiv": what is sent is supplied, but for what flies at a target ("sent 20 drones at the port").
fn changes_hands(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched, weapons: &Weapons<'_>) -> bool {
    let goes_to = reading.is_function(phrase.tokens.end, Function::To);
    is_sent(reading, phrase, matched) && phrase.subject == Some(CountSubject::Weapons) && (goes_to || !flies_at_targets(phrase, weapons))
}

fn is_sent(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    matches!(verb_before(reading, phrase, matched), "send" | "sends" | "sent" | "sending" | "deploy" | "deployed")
}

/// Vehicles, and people under arms.
fn can_be_sent(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    phrase.subject == Some(CountSubject::Vehicles) || force(reading, phrase) == Some(Force::Regular)
}

/// Whether what is counted are drones, missiles or bombs.
fn flies_at_targets(phrase: &Phrase, weapons: &Weapons<'_>) -> bool {
    phrase.subject == Some(CountSubject::Weapons)
        && phrase.weapons.iter().any(|mention| {
            let weapon = &weapons.weapons[weapons.tokens[*mention].1];
            let category = weapon.entry.weapon().map(|facts| facts.category);
            matches!(category, Some(WeaponCategory::UncrewedVehicle | WeaponCategory::Missile | WeaponCategory::Bomb))
        })
}

fn is_to_death(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    reading.is_function(phrase.tokens.end, Function::To) && reading.text.folded_at(phrase.tokens.end + 1) == Some("death")
}

/// Whether people are counted, or nothing else is said.
fn counts_people(phrase: &Phrase) -> bool {
    phrase.subject.is_none_or(|subject| matches!(subject, CountSubject::People | CountSubject::Events))
}

/// "forced 600 tourists to leave", "out of their homes".
fn leaves(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let end = phrase.tokens.end;
    let is_out = matches!(reading.text.folded_at(end), Some("out" | "from"));
    let leaves = matches!(reading.text.folded_at(end + 1), Some("leave" | "flee" | "evacuate" | "abandon" | "move" | "quit"));
    is_out || (reading.is_function(end, Function::To) && leaves)
}

/// Whether the verb is "recapture".
fn is_recaptured(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    clause(reading, phrase, matched).any(|word| word.starts_with("recaptur"))
}

/// "were neutralised", "took down three gunmen": whether the verb, said of people, is a word for killing.
fn is_put_out(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    clause(reading, phrase, matched).any(|word| word.starts_with("neutrali") || word == "down")
}

/// "were destroyed over 11 regions": whether a preposition stands before the number.
fn is_across(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    phrase.tokens.start > 0 && matches!(reading.text.folded(phrase.tokens.start - 1), "over" | "across")
}

/// Whether the verb is "hold".
fn is_held(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    matches!(verb_before(reading, phrase, matched), "hold" | "holds" | "held" | "holding")
}

/// "neither the driver nor three children were hurt", "saw a man, and no one was hurt": it happened to nobody.
fn is_negated(reading: &Reading<'_>, phrase: &Phrase, matched: &Matched) -> bool {
    const REACH_TOKENS: usize = 6;
    let sentence = reading.sentence(phrase.tokens.start);
    let mut before = phrase.tokens.start.saturating_sub(REACH_TOKENS).max(sentence.start)..phrase.tokens.start;
    let is_none = |token: usize| reading.text.folded(token) == "none" && reading.is_function(token + 1, Function::Of);
    let neither = before.any(|token| matches!(reading.text.folded(token), "neither" | "nor") || is_none(token));
    let mut between = phrase.tokens.end..matched.reach.max(phrase.tokens.end);
    // "had no electricity" happens to somebody.
    let is_of_verb = |token: usize| reading.words_at(token - 1).any(|(end, sense)| end > token && matches!(sense, WordSense::Verb(_)));
    let negates =
        |token: usize| matches!(reading.text.folded(token), "no" | "not" | "nobody" | "none" | "neither" | "nor") && !is_of_verb(token);
    neither || between.any(negates)
}

/// How far, in tokens, what came of it may be told from whom it happened to.
const OUTCOME_REACH_TOKENS: usize = 40;

/// "was taken to hospital, where he died", "was shot and later died": what came of it, in the same sentence.
fn dies_later(reading: &Reading<'_>, phrase: &Phrase) -> bool {
    let sentence = reading.sentence(phrase.tokens.start);
    (phrase.tokens.end + 1..sentence.end.min(phrase.tokens.end + OUTCOME_REACH_TOKENS)).any(|token| {
        let is_dead = reading.words_at(token).any(|(_, sense)| match sense {
            WordSense::Verb(verb) => verb.category == CountCategory::Killed && (verb.frame == Frame::Subject || verb.forms.participle),
            _ => false,
        });
        let subject = reading.text.folded(token - 1);
        is_dead
            && (matches!(subject, "he" | "she" | "later" | "and" | "where")
                || matches!(reading.text.folded_at(token.wrapping_sub(2)), Some("he" | "she" | "where")))
    })
}
