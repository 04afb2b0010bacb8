//! Weapons: types by name, the longest reading first, false friends kept out.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::mention::mention;
use crate::extraction::{
    CountCategory, Dropped, EntityKind, Evidence, Key, MentionForm, PlaceKind, Weapon, WeaponMention, WeaponSpecificity, confidence,
};
use crate::gazetteer::entry::{Alias, AliasClass, AliasRole, Entry, EntryKind, WeaponFacts};
use crate::gazetteer::lexicon::{NameCue, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::text::{Gap, Shape, TokenKind};

/// The weapons, and where in the tokens they are named.
#[derive(Debug, Default)]
pub struct Weapons<'a> {
    /// The weapons, in the order of first mention.
    pub weapons: Vec<Weapon<'a>>,
    /// Tokens of each mention and the index of its weapon, in order.
    pub tokens: Vec<(Range<usize>, usize)>,
    /// What looked like a weapon and was not accepted.
    pub dropped: Vec<Dropped<'a>>,
}

/// The weapons named in `reading`. `named` are the tokens of other names, in order: a weapon's word inside them is none.
pub fn weapons<'a>(reading: &Reading<'a>, named: &[Range<usize>]) -> Weapons<'a> {
    let mut found = readings(reading, named);
    add_defined(reading, &mut found);
    let mut weapons = Weapons::default();
    let mut by_id: HashMap<&'a str, usize, FixedState> = HashMap::default();
    for (index, candidate) in found.iter().enumerate() {
        if candidate.alias.class == AliasClass::Ambiguous && !candidate.is_defined && !has_trigger(reading, &found, index) {
            weapons.dropped.push(Dropped {
                span: reading.text.span(&candidate.tokens),
                kind: EntityKind::Weapon,
                alias: &candidate.alias.text,
                reason: "ambiguous-alias-without-trigger",
            });
            continue;
        }
        let entry = candidate.entry;
        let weapon = *by_id.entry(&*entry.id).or_insert_with(|| {
            let key = Key { kind: EntityKind::Weapon, number: weapons.weapons.len() as u32 + 1 };
            weapons.weapons.push(Weapon { key, entry, mentions: Vec::new(), confidence: 0.0 });
            weapons.weapons.len() - 1
        });
        let (confidence, rule) = match candidate.alias.class {
            _ if candidate.is_defined => (confidence::RESOLVED, "weapon-defined-abbreviation"),
            AliasClass::Safe => (confidence::CERTAIN, "weapon-safe-name"),
            AliasClass::Ambiguous | AliasClass::Blocked => (confidence::TRIGGERED, "weapon-ambiguous-name-with-trigger"),
        };
        let evidence = Evidence { alias: &candidate.alias.text, class: Some(candidate.alias.class), rule };
        let mention = mention(reading, &candidate.tokens, candidate.form(reading), confidence, evidence);
        weapons.tokens.push((candidate.tokens.clone(), weapon));
        let weapon = &mut weapons.weapons[weapon];
        weapon.confidence = weapon.confidence.max(confidence);
        weapon.mentions.push(WeaponMention { mention, origin: origin(reading, &candidate.tokens) });
    }
    weapons
}

struct Candidate<'a> {
    tokens: Range<usize>,
    alias: &'a Alias,
    entry: &'a Entry,
    facts: &'a WeaponFacts,
    /// Whether it is an abbreviation that the text itself defines.
    is_defined: bool,
}

impl Candidate<'_> {
    fn form(&self, reading: &Reading<'_>) -> MentionForm {
        let is_abbreviation = self.tokens.len() == 1 && reading.text.tokens()[self.tokens.start].shape == Shape::Upper;
        match self.alias.role {
            _ if is_abbreviation => MentionForm::Abbreviation,
            _ if self.facts.specificity == WeaponSpecificity::Generic => MentionForm::Generic,
            AliasRole::Canonical => MentionForm::FullName,
            _ => MentionForm::Alias,
        }
    }
}

/// The leftmost longest readings; a name with the type word after it ("Shahed drones") and the calibre before it is one.
fn readings<'a>(reading: &Reading<'a>, named: &[Range<usize>]) -> Vec<Candidate<'a>> {
    let mut found: Vec<Candidate<'a>> = Vec::new();
    let mut named = named.iter().peekable();
    let mut token = 0;
    while token < reading.len() {
        while named.next_if(|range| range.end <= token).is_some() {}
        let name_start = named.peek().map_or(usize::MAX, |range| range.start);
        if name_start <= token {
            token = named.peek().map_or(token + 1, |range| range.end);
            continue;
        }
        match longest_at(reading, token, name_start) {
            Longest::Weapon(candidate) => {
                token = candidate.tokens.end;
                add_or_join(reading, &mut found, candidate);
            }
            Longest::Stop(end) => token = end,
            Longest::Nothing => token += 1,
        }
    }
    found
}

enum Longest<'a> {
    Weapon(Candidate<'a>),
    Stop(usize),
    Nothing,
}

fn longest_at<'a>(reading: &Reading<'a>, token: usize, name_start: usize) -> Longest<'a> {
    if !reading.flags(token).any(TokenFlags::ALIAS.or(TokenFlags::STOP)) {
        return Longest::Nothing;
    }
    let sentence_end = reading.sentence(token).end;
    let stop_end = reading.stops_at(token).filter(|(_, kinds)| kinds.weapon).map(|(end, _)| end).max().unwrap_or(0);
    if stop_end == 0 && !reading.names_at(token).any(|(_, name)| name.kind == EntryKind::Weapon) {
        return Longest::Nothing;
    }
    let weapon = reading
        .aliases_at(token)
        .filter(|(end, _, _)| *end <= sentence_end.min(name_start))
        .filter_map(|(end, alias, entry)| Some(Candidate { tokens: token..end, alias, entry, facts: entry.weapon()?, is_defined: false }))
        .max_by_key(|candidate| (candidate.tokens.end, candidate.alias.class == AliasClass::Safe, std::cmp::Reverse(&candidate.entry.id)));
    match weapon {
        Some(weapon) if weapon.tokens.end > stop_end => Longest::Weapon(weapon),
        _ if stop_end > token => Longest::Stop(stop_end),
        _ => Longest::Nothing,
    }
}

/// Adds a candidate, or lets it lengthen the more specific one right before it.
fn add_or_join<'a>(reading: &Reading<'a>, found: &mut Vec<Candidate<'a>>, mut candidate: Candidate<'a>) {
    let adjacent = reading.text.tokens()[candidate.tokens.start].gap <= Gap::Space;
    if let Some(last) = found.last_mut()
        && last.tokens.end == candidate.tokens.start
        && adjacent
        && last.facts.specificity != WeaponSpecificity::Generic
        && candidate.facts.specificity == WeaponSpecificity::Generic
    {
        last.tokens.end = candidate.tokens.end;
        if let Some(safe) = Some(candidate.alias).filter(|alias| alias.class == AliasClass::Safe)
            && last.alias.class == AliasClass::Ambiguous
        {
            // The type word is the trigger: the evidence is the safe alias.
            last.alias = safe;
        }
        return;
    }
    candidate.tokens.start = calibre_start(reading, candidate.tokens.start);
    found.push(candidate);
}

/// Adds the abbreviations that the text defines, at the definition and from then on: "an improvised explosive device (IED) ... the IED".
fn add_defined<'a>(reading: &Reading<'a>, found: &mut Vec<Candidate<'a>>) {
    let mut defined: HashMap<&str, usize, FixedState> = HashMap::default();
    for (index, candidate) in found.iter().enumerate() {
        if let Some(short) = abbreviation_after(reading, &candidate.tokens) {
            defined.entry(reading.text.surface(&(short..short + 1))).or_insert(index);
        }
    }
    if defined.is_empty() {
        return;
    }
    let is_taken = |token: usize| {
        let before = found.partition_point(|candidate| candidate.tokens.start <= token);
        found[..before].last().is_some_and(|candidate| candidate.tokens.contains(&token))
    };
    let more: Vec<Candidate<'a>> = (0..reading.len())
        .filter(|token| reading.text.tokens()[*token].kind == TokenKind::Word && !is_taken(*token))
        .filter_map(|token| {
            let written = reading.text.surface(&(token..token + 1));
            let of = defined.get(written).or_else(|| defined.get(reading.gazetteer.endings().singular(written)?))?;
            let long = &found[*of];
            let tokens = token..token + 1;
            (tokens.start > long.tokens.end).then_some(Candidate {
                tokens,
                alias: long.alias,
                entry: long.entry,
                facts: long.facts,
                is_defined: true,
            })
        })
        .collect();
    found.extend(more);
    found.sort_by_key(|candidate| candidate.tokens.start);
}

/// The abbreviation in brackets right after a weapon's name, if it begins with the same letter.
fn abbreviation_after(reading: &Reading<'_>, name: &Range<usize>) -> Option<usize> {
    let short = name.end + 1;
    let token = reading.token(short).filter(|token| token.shape == Shape::Upper && token.kind == TokenKind::Word)?;
    let is_bracketed =
        reading.text.is_mark(name.end, '(') && (reading.text.is_mark(short + 1, ')') || reading.text.is_mark(short + 2, ')'));
    let initial = |token: usize| reading.text.folded(token).chars().next();
    (is_bracketed && token.span().len_bytes() >= 2 && initial(short) == initial(name.start)).then_some(short)
}

/// How many words may stand between a country's adjective and the weapon.
const MAX_ORIGIN_MODIFIERS: usize = 3;

/// The country whose the text calls the weapon: "a North Korean ballistic missile", "Iranian-made drones", "US-built rockets".
fn origin<'a>(reading: &Reading<'a>, weapon: &Range<usize>) -> Option<&'a str> {
    let from = reading.sentence(weapon.start).start;
    let mut end = weapon.start;
    let mut modifiers = 0;
    loop {
        if let Some(country) = country_before(reading, from, end) {
            return Some(country);
        }
        let before = end.checked_sub(1).filter(|before| *before >= from && modifiers < MAX_ORIGIN_MODIFIERS)?;
        let token = &reading.text.tokens()[before];
        let closes = reading.words_at(before).any(|(_, sense)| {
            matches!(sense, WordSense::Function(_) | WordSense::Noun(..) | WordSense::Say | WordSense::Verb(_) | WordSense::Cardinal(_))
        });
        if token.kind != TokenKind::Word || token.shape != Shape::Lower || closes {
            return None;
        }
        modifiers += 1;
        end = before;
    }
}

/// The country whose adjective, or name with "-made", ends right before `end`.
fn country_before<'a>(reading: &Reading<'a>, from: usize, end: usize) -> Option<&'a str> {
    const MAX_NAME_TOKENS: usize = 3;
    let is_made = end > from + 1 && reading.is_cue(end - 1, NameCue::MadeIn) && reading.text.tokens()[end - 1].gap == Gap::Hyphen;
    let end = if is_made { end - 1 } else { end };
    (end.saturating_sub(MAX_NAME_TOKENS).max(from)..end).find_map(|begin| {
        reading.aliases_at(begin).filter(|(alias_end, _, _)| *alias_end == end).find_map(|(_, alias, entry)| {
            let is_adjective = matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym);
            let place = entry.place().filter(|place| place.kind == PlaceKind::Country && (is_adjective || is_made))?;
            Some(&*place.country).filter(|country| !country.is_empty())
        })
    })
}

/// Where the calibre before a weapon begins: "155mm", "9 mm".
fn calibre_start(reading: &Reading<'_>, start: usize) -> usize {
    let is_calibre = start >= 2
        && reading.is_cue(start - 1, NameCue::Calibre)
        && reading.token(start - 2).is_some_and(|number| number.kind == TokenKind::Number)
        && reading.token(start).is_some_and(|word| word.gap <= Gap::Space)
        && reading.sentence(start).start <= start - 2;
    if is_calibre { start - 2 } else { start }
}

/// How many tokens to each side a trigger may be away.
const TRIGGER_REACH_TOKENS: usize = 12;

/// What licenses an ambiguous word: in the same sentence nearby, a weapon by a safe name, a word that keeps company with weapons, or a verb of
/// violence or delivery.
fn has_trigger(reading: &Reading<'_>, found: &[Candidate<'_>], index: usize) -> bool {
    let tokens = &found[index].tokens;
    let sentence = reading.sentence(tokens.start);
    let from = tokens.start.saturating_sub(TRIGGER_REACH_TOKENS).max(sentence.start);
    let to = (tokens.end + TRIGGER_REACH_TOKENS).min(sentence.end);
    let beside = found[index.saturating_sub(2)..found.len().min(index + 3)]
        .iter()
        .any(|other| other.alias.class == AliasClass::Safe && other.tokens.start >= from && other.tokens.end <= to);
    let company = |token: usize| reading.is_word(token, WordSense::WeaponCompany);
    beside
        || (from..to).any(company)
        || (from..to).any(|token| {
            !reading.flags(token).any(TokenFlags::FUNCTION)
                && reading.words_at(token).any(|(_, sense)| matches!(sense, WordSense::Verb(verb) if is_armed(verb.category)))
        })
}

fn is_armed(category: CountCategory) -> bool {
    matches!(
        category,
        CountCategory::Killed
            | CountCategory::Injured
            | CountCategory::Captured
            | CountCategory::Launched
            | CountCategory::Intercepted
            | CountCategory::Destroyed
            | CountCategory::Supplied
    )
}
