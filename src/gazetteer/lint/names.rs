//! Names that mean too much: everyday words, people's names, letters, and strings that several rows claim.

use std::collections::{BTreeMap, HashMap};

use super::rows::{EntryRow, Kind, Name, Rows};
use super::{Finding, Severity};

/// A city of so many people is meant when it is named, whatever else its name is.
const WELL_KNOWN_POPULATION: u64 = 1_000_000;

/// Checks every name.
pub(super) fn check(rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    for entry in &rows.entries {
        for name in &entry.names {
            empty(entry, name, findings);
            if name.is_safe {
                too_short(entry, name, findings);
                common_word(rows, entry, name, findings);
                person_name(rows, entry, name, findings);
            }
            stopped(rows, entry, name, findings);
        }
    }
    shared(rows, findings);
}

fn quoted(name: &Name<'_>) -> String {
    format!("{:?}", name.text)
}

fn empty(entry: &EntryRow<'_>, name: &Name<'_>, findings: &mut Vec<Finding>) {
    if !name.folded.chars().any(char::is_alphanumeric) {
        findings.push(entry.at.error("EMPTY_NAME", quoted(name), "without a letter or digit it is never found"));
    }
}

fn too_short(entry: &EntryRow<'_>, name: &Name<'_>, findings: &mut Vec<Finding>) {
    let characters = name.folded.chars().filter(|c| c.is_alphanumeric()).count();
    let is_too_short = characters == 1 || (characters == 2 && !name.is_upper && !name.folded.chars().any(char::is_numeric));
    if is_too_short {
        let severity = if name.is_bare { Severity::Warning } else { Severity::Error };
        let why = "so few letters are mostly something else: mark it ~, or leave it out";
        findings.push(entry.at.finding(severity, "TOO_SHORT", quoted(name), why));
    }
}

/// The names of countries, capitals and the largest cities are meant when they are written, whatever else they are.
fn is_well_known(entry: &EntryRow<'_>) -> bool {
    entry.kind == Kind::Country || entry.is_capital || entry.population >= WELL_KNOWN_POPULATION
}

fn common_word(rows: &Rows<'_>, entry: &EntryRow<'_>, name: &Name<'_>, findings: &mut Vec<Finding>) {
    // In small letters it is meant to be the word ("drone"); all in capitals the text has to write it so too ("WHO").
    if name.tokens != 1 || name.is_lower || name.is_upper || !rows.common.contains(&name.folded) {
        return;
    }
    let why = "also an everyday word, which begins a sentence with a capital: mark it ~";
    let severity = if name.is_bare || is_well_known(entry) { Severity::Warning } else { Severity::Error };
    findings.push(entry.at.finding(severity, "COMMON_WORD", quoted(name), why));
}

fn person_name(rows: &Rows<'_>, entry: &EntryRow<'_>, name: &Name<'_>, findings: &mut Vec<Finding>) {
    let is_place = entry.kind == Kind::Place && name.tokens == 1 && !name.is_upper;
    if is_place && !is_well_known(entry) && rows.person_names.contains(&name.folded) {
        let why = "also a given name or surname: mark it ~, unless the place is far better known";
        findings.push(entry.at.warning("PERSON_NAME", quoted(name), why));
    }
}

/// A stop phrase wins over every equal name of the kinds it excludes.
fn stopped(rows: &Rows<'_>, entry: &EntryRow<'_>, name: &Name<'_>, findings: &mut Vec<Finding>) {
    let Some((stop, kinds)) = rows.stops.get(&name.folded) else { return };
    let kind = entry.kind.word();
    let is_excluded = if kinds.is_empty() { kind != "organisation" } else { kinds.split('|').any(|excluded| excluded == kind) };
    if is_excluded {
        let what = format!("{}, a stop phrase in {}:{}", quoted(name), stop.file, stop.line);
        findings.push(entry.at.warning("SHADOWED", what, "the stop phrase always wins, so that this name is never found"));
    }
}

/// Strings with which several entries are named.
fn shared(rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    let mut by_string: HashMap<(&str, bool), Vec<(&EntryRow<'_>, &Name<'_>)>> = HashMap::new();
    for entry in &rows.entries {
        for name in entry.names.iter().filter(|name| !name.is_derived) {
            let namesakes = by_string.entry((&name.folded, name.is_lower)).or_default();
            if namesakes.last().is_none_or(|(last, _)| last.id != entry.id) {
                namesakes.push((entry, name));
            }
        }
    }
    for namesakes in by_string.into_values().filter(|namesakes| namesakes.len() > 1) {
        let mut by_kind: BTreeMap<&str, Vec<(&EntryRow<'_>, &Name<'_>)>> = BTreeMap::new();
        for &(entry, name) in &namesakes {
            by_kind.entry(entry.kind.word()).or_default().push((entry, name));
        }
        for same in by_kind.values().filter(|same| same.len() > 1) {
            let (entry, name) = same[same.len() - 1];
            let what = format!("{}, also of {}", quoted(name), ids(&same[..same.len() - 1]));
            findings.push(entry.at.warning("SHARED_ALIAS", what, "the text around has to decide which one is meant"));
        }
        across_kinds(&by_kind, findings);
    }
}

/// Between kinds nothing decides: an organisation's name wins over a person's, and that over a place's. A weapon is named by small words too,
/// and found only where nothing else has the words.
fn across_kinds(by_kind: &BTreeMap<&str, Vec<(&EntryRow<'_>, &Name<'_>)>>, findings: &mut Vec<Finding>) {
    let ranked: Vec<_> =
        ["organisation", "person", "place", "weapon"].iter().filter_map(|kind| Some((*kind, by_kind.get(kind)?))).collect();
    let Some(((winner, winners), losers)) = ranked.split_first() else { return };
    for (kind, list) in losers {
        for (entry, name) in list.iter() {
            let what = format!("{} of a {kind}, also a {winner}'s: {}", quoted(name), ids(winners));
            let is_dead = winners.iter().any(|(_, other)| other.is_upper == name.is_upper);
            let code = if is_dead { "SHADOWED" } else { "SHARED_ACROSS_KINDS" };
            findings.push(entry.at.warning(code, what, "where both could be meant the other kind wins"));
        }
    }
}

/// The first few ids.
fn ids(entries: &[(&EntryRow<'_>, &Name<'_>)]) -> String {
    let shown: Vec<&str> = entries.iter().take(3).map(|(entry, _)| entry.id).collect();
    match entries.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
