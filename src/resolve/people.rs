//! People: whose name each claim is, and the later mentions by surname alone.
//!
//! First every full name finds its person: an entry of the gazetteer, somebody named before with the same given name and surname, or a new
//! one. Then every surname standing alone, titled or not, goes to the person of that name mentioned last, or first.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::claims::{Claim, ClaimKind};
use super::name_evidence::{has_title_before, title_before};
use super::name_form::{self, PersonForm, family_name};
use super::namesakes::{self, CountriesAround};
use crate::extraction::{EntityKind, Evidence, Key, Mention, MentionForm, Person, confidence};
use crate::gazetteer::entry::{Alias, AliasClass, AliasRole, Entry, Facts};
use crate::gazetteer::lexicon::{Function, TitleKind, WordSense};
use crate::reading::{Reading, TokenFlags};
use crate::span::Span;
use crate::text::Gap;

/// A mention's tokens beside it, for those who count.
#[derive(Debug)]
pub struct People<'a> {
    /// The people, in the order of first mention.
    pub people: Vec<Person<'a>>,
    /// Tokens that belong to people's names, in order.
    pub tokens: Vec<Range<usize>>,
}

impl People<'_> {
    /// Every mention's span and its person's key, in the order of the text.
    pub fn spans(&self) -> Vec<(Span, Key)> {
        let mentions = self.people.iter().flat_map(|person| person.mentions.iter().map(|mention| (mention.span, person.key)));
        let mut spans: Vec<(Span, Key)> = mentions.collect();
        spans.sort_by_key(|(span, _)| span.start);
        spans
    }
}

/// The people named in `reading`.
pub fn people<'a>(reading: &Reading<'a>, claims: &[Claim]) -> People<'a> {
    let mut cast = Cast::default();
    let countries = CountriesAround::new(reading, claims);
    for claim in claims {
        cast.add_full_name(reading, &countries, claim);
    }
    cast.add_surnames(reading, claims);
    cast.finish(reading)
}

/// Everybody found so far.
#[derive(Default)]
struct Cast<'a> {
    people: Vec<Known<'a>>,
    by_entry: HashMap<&'a str, usize>,
    /// Family name, folded, to those named in full with it.
    by_family: HashMap<String, Vec<Naming>>,
    /// Given name, folded, to the people unknown to the gazetteer who bear it: of them news goes on by it.
    by_given: HashMap<String, Vec<Naming>>,
    /// First words of the family names of more than one word.
    long_families: HashSet<String>,
}

/// Where somebody is named in full. Lists of them are in the order of the text, so that the last before a token is found by bisection.
#[derive(Clone, Copy)]
struct Naming {
    token: usize,
    person: usize,
}

/// How many namings back somebody of the same surname and given name is looked for: keeps the time linear in a text of namesakes.
const MAX_NAMESAKES: usize = 64;

struct Known<'a> {
    entry: Option<&'a Entry>,
    given: String,
    longest: Range<usize>,
    mentions: Vec<(Range<usize>, Mention<'a>)>,
}

impl<'a> Cast<'a> {
    fn add_full_name(&mut self, reading: &Reading<'a>, countries: &CountriesAround<'_>, claim: &Claim) {
        let tokens = &claim.tokens;
        match claim.kind {
            ClaimKind::KnownPerson => {
                if let Some((alias, entry)) = person_alias(reading, tokens) {
                    self.add_known(reading, tokens, alias, entry);
                }
            }
            ClaimKind::BarePerson => self.add_bare_name(reading, tokens),
            ClaimKind::AmbiguousPerson => match namesakes::meant(reading, countries, tokens) {
                Some((alias, entry)) => self.add_known(reading, tokens, alias, entry),
                None => {
                    let by_form = name_form::person_at(reading, tokens.start);
                    if let Some((_, form)) = by_form.filter(|(end, _)| *end == tokens.end) {
                        self.add_composed(reading, tokens, form);
                    }
                }
            },
            ClaimKind::ComposedPerson(form) if is_full_name(reading, tokens) => self.add_composed(reading, tokens, form),
            _ => {}
        }
    }

    fn add_known(&mut self, reading: &Reading<'a>, tokens: &Range<usize>, alias: &'a Alias, entry: &'a Entry) {
        let person = self.known(reading, entry, tokens.start);
        let (form, rule) = match alias.role {
            AliasRole::Bare => (MentionForm::Surname, "person-bare-name"),
            AliasRole::Canonical => (MentionForm::FullName, "person-known-name"),
            _ => (MentionForm::FullName, "person-known-spelling"),
        };
        let confidence = if alias.class == AliasClass::Safe { confidence::CERTAIN } else { confidence::TRIGGERED };
        let evidence = Evidence { alias: &alias.text, class: Some(alias.class), rule };
        self.mention(reading, person, tokens.clone(), form, confidence, evidence);
        if alias.role != AliasRole::Bare {
            self.register(reading, person, tokens);
        }
    }

    fn add_composed(&mut self, reading: &Reading<'a>, tokens: &Range<usize>, form: PersonForm) {
        let person = self.composed(reading, tokens);
        let confidence = match form {
            PersonForm::GivenNameAndSurname | PersonForm::TitleAndName | PersonForm::SurnameFirst => confidence::COMPOSED,
            PersonForm::SurnameAfterUnknown | PersonForm::Apposition | PersonForm::GivenNameAlone => confidence::BY_FORM,
        };
        let evidence = Evidence { alias: "", class: None, rule: form.rule() };
        self.mention(reading, person, tokens.clone(), MentionForm::FullName, confidence, evidence);
        self.register(reading, person, tokens);
    }

    /// The bare name means its entry, unless somebody unknown of that surname and another given name was introduced before it and the
    /// entry was not: "Ricardo Machado ... Machado".
    fn add_bare_name(&mut self, reading: &Reading<'a>, tokens: &Range<usize>) {
        let Some((alias, entry)) = person_alias(reading, tokens) else { return };
        let namesake = self.by_family.get(&folded(reading, tokens)).and_then(|bearers| last_before(bearers, tokens.start));
        let namesake = namesake.filter(|&person| {
            self.people[person].entry.is_none()
                && !self.by_entry.contains_key(&*entry.id)
                && namesakes::are_two_people(&self.people[person].given, &given_name(reading, entry))
                && !has_title_before(reading, tokens.start)
        });
        match namesake {
            Some(person) => {
                let evidence = Evidence { alias: "", class: None, rule: "person-surname-of-full-name" };
                self.mention(reading, person, tokens.clone(), MentionForm::Surname, confidence::COMPOSED, evidence);
            }
            None => self.add_known(reading, tokens, alias, entry),
        }
    }

    /// The person that is `entry`.
    fn known(&mut self, reading: &Reading<'a>, entry: &'a Entry, token: usize) -> usize {
        if let Some(&person) = self.by_entry.get(&*entry.id) {
            return person;
        }
        let name = crate::text::NormalizedText::new(&entry.name, reading.gazetteer.abbreviations());
        let given = if name.tokens().is_empty() { String::new() } else { name.folded(0).to_owned() };
        let person = self.push(Some(entry), given, 0..0);
        self.by_entry.insert(&entry.id, person);
        if name.tokens().len() > 1 {
            let family = name.folded(name.tokens().len() - 1).to_owned();
            self.by_family.entry(family).or_default().push(Naming { token, person });
        }
        person
    }

    /// The person whose full name by form these tokens are: known by surname and given name, met before, or new.
    fn composed(&mut self, reading: &Reading<'a>, tokens: &Range<usize>) -> usize {
        let family_tokens = family_name(reading, tokens.start, tokens.end);
        let family = folded(reading, &family_tokens);
        let is_first = family_tokens.start == tokens.start;
        let given = reading.text.folded(if is_first { family_tokens.end } else { tokens.start }).to_owned();
        let mut namesakes = self.by_family.get(&family).into_iter().flatten().rev().take(MAX_NAMESAKES).map(|naming| naming.person);
        let known = namesakes.find(|&person| same_given(&self.people[person].given, &given));
        if let Some(person) = known {
            if self.people[person].longest.len() < tokens.len() {
                self.people[person].longest = tokens.clone();
            }
            return person;
        }
        let person = self.push(None, given.clone(), tokens.clone());
        if given.len() > 2 && !is_first {
            self.by_given.entry(given).or_default().push(Naming { token: tokens.start, person });
        }
        person
    }

    fn push(&mut self, entry: Option<&'a Entry>, given: String, longest: Range<usize>) -> usize {
        self.people.push(Known { entry, given, longest, mentions: Vec::new() });
        self.people.len() - 1
    }

    fn register(&mut self, reading: &Reading<'a>, person: usize, tokens: &Range<usize>) {
        let family = family_name(reading, tokens.start, tokens.end);
        if family != *tokens {
            if family.len() > 1 {
                self.long_families.insert(reading.text.folded(family.start).to_owned());
            }
            self.by_family.entry(folded(reading, &family)).or_default().push(Naming { token: tokens.start, person });
        }
    }

    fn mention(
        &mut self,
        reading: &Reading<'a>,
        person: usize,
        tokens: Range<usize>,
        form: MentionForm,
        confidence: f32,
        evidence: Evidence<'a>,
    ) {
        let mention = mention(reading, &tokens, form, confidence, evidence);
        self.people[person].mentions.push((tokens, mention));
    }

    /// Surnames that stand alone: titled ones, and unclaimed capitalised words that are the family name of somebody in the text.
    fn add_surnames(&mut self, reading: &Reading<'a>, claims: &[Claim]) {
        let located = located_names(reading, claims);
        let mut next_claim = claims.iter().peekable();
        let mut token = 0;
        while token < reading.len() {
            while next_claim.next_if(|claim| claim.tokens.end <= token).is_some() {}
            match next_claim.peek() {
                Some(claim) if claim.tokens.contains(&token) => {
                    match claim.kind {
                        ClaimKind::ComposedPerson(PersonForm::GivenNameAlone) => self.add_described_given_name(reading, token),
                        ClaimKind::ComposedPerson(_) if !is_full_name(reading, &claim.tokens) => {
                            self.add_titled_surname(reading, &claim.tokens)
                        }
                        ClaimKind::AmbiguousPlace if claim.tokens.len() == 1 => {
                            self.add_lone_surname(reading, token, claim.tokens.end);
                        }
                        // "Georgia Stevens ... Georgia": a place by name, somebody of this text by sense, if nothing is said to be there.
                        ClaimKind::KnownPlace if claim.tokens.len() == 1 && !located.contains(reading.text.folded(token)) => {
                            self.add_lone_surname(reading, token, claim.tokens.end);
                        }
                        _ => {}
                    }
                    token = claim.tokens.end;
                }
                next => token = self.add_lone_surname(reading, token, next.map_or(reading.len(), |claim| claim.tokens.start)),
            }
        }
    }

    fn add_titled_surname(&mut self, reading: &Reading<'a>, tokens: &Range<usize>) {
        let family = folded(reading, tokens);
        let (person, rule) = match self.bearer(&family, tokens.start) {
            Some(person) => (person, "person-surname-of-full-name"),
            None => {
                let person = self.push(None, String::new(), tokens.clone());
                self.by_family.entry(family).or_default().push(Naming { token: tokens.start, person });
                (person, "person-title-and-name")
            }
        };
        let evidence = Evidence { alias: "", class: None, rule };
        self.mention(reading, person, tokens.clone(), MentionForm::Surname, confidence::COMPOSED, evidence);
    }

    /// Adds the surname at `token`, if one stands there and ends by `limit`, and returns the token to go on from.
    fn add_lone_surname(&mut self, reading: &Reading<'a>, token: usize, limit: usize) -> usize {
        let this = &reading.text.tokens()[token];
        let is_word = reading.flags(token).any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR).or(TokenFlags::TITLE));
        if !this.is_capitalised() && !PARTICLE_STARTS.contains(&reading.text.folded(token)) || this.gap == Gap::None || is_word {
            return token + 1;
        }
        let first = reading.text.folded(token);
        let most_words = if self.long_families.contains(first) { MAX_FAMILY_WORDS } else { 1 };
        let longest = (token + most_words).min(limit).min(reading.sentence(token).end);
        for end in (token + 1..=longest).rev() {
            let person = if end == token + 1 { self.bearer(first, token) } else { self.bearer(&folded(reading, &(token..end)), token) };
            if let Some(person) = person {
                let evidence = Evidence { alias: "", class: None, rule: "person-surname-of-full-name" };
                let confidence = self.people[person].mentions.first().map_or(confidence::COMPOSED, |(_, mention)| mention.confidence);
                self.mention(reading, person, token..end, MentionForm::Surname, confidence.min(confidence::RESOLVED), evidence);
                return end;
            }
        }
        self.add_given_name(reading, token);
        token + 1
    }

    /// Adds the given name at `token` if somebody was fully named with it before, and says whether.
    fn add_given_name(&mut self, reading: &Reading<'a>, token: usize) -> bool {
        let bearers = self.by_given.get(reading.text.folded(token)).map_or(&[][..], Vec::as_slice);
        let bearer = last_before(bearers, token);
        if let Some(person) = bearer {
            let evidence = Evidence { alias: "", class: None, rule: "person-given-name-of-full-name" };
            self.mention(reading, person, token..token + 1, MentionForm::GivenName, confidence::BY_FORM, evidence);
        }
        bearer.is_some()
    }

    /// Adds somebody of whom the text says no more than the given name, and how old or whose child.
    fn add_described_given_name(&mut self, reading: &Reading<'a>, token: usize) {
        if self.add_given_name(reading, token) {
            return;
        }
        let given = reading.text.folded(token).to_owned();
        let person = self.push(None, given.clone(), token..token + 1);
        let bearers = self.by_given.entry(given).or_default();
        bearers.insert(bearers.partition_point(|naming| naming.token < token), Naming { token, person });
        let evidence = Evidence { alias: "", class: None, rule: PersonForm::GivenNameAlone.rule() };
        self.mention(reading, person, token..token + 1, MentionForm::GivenName, confidence::BY_FORM, evidence);
    }

    /// Who bears the family name: the one fully named last before `token`, or the first at all.
    fn bearer(&self, family: &str, token: usize) -> Option<usize> {
        let bearers = self.by_family.get(family)?;
        last_before(bearers, token).or(bearers.first().map(|naming| naming.person))
    }

    fn finish(mut self, reading: &Reading<'a>) -> People<'a> {
        for person in &mut self.people {
            person.mentions.sort_by_key(|(tokens, _)| tokens.start);
        }
        self.people.retain(|person| !person.mentions.is_empty());
        self.people.sort_by_key(|person| person.mentions[0].0.start);
        let mut tokens: Vec<Range<usize>> =
            self.people.iter().flat_map(|person| person.mentions.iter().map(|(tokens, _)| tokens.clone())).collect();
        tokens.sort_by_key(|range| range.start);
        let people = self.people.into_iter().enumerate().map(|(index, known)| person(reading, index, known)).collect();
        People { people, tokens }
    }
}

/// The first word of an entry's name, folded.
fn given_name(reading: &Reading<'_>, entry: &Entry) -> String {
    let name = crate::text::NormalizedText::new(&entry.name, reading.gazetteer.abbreviations());
    if name.tokens().is_empty() { String::new() } else { name.folded(0).to_owned() }
}

/// Who was named last before `token`.
fn last_before(namings: &[Naming], token: usize) -> Option<usize> {
    let before = namings.partition_point(|naming| naming.token < token);
    before.checked_sub(1).map(|last| namings[last].person)
}

/// The names of one word that stand after a preposition of place somewhere in the text, folded.
fn located_names(reading: &Reading<'_>, claims: &[Claim]) -> HashSet<String> {
    let is_located = |claim: &&Claim| {
        matches!(claim.kind, ClaimKind::KnownPlace | ClaimKind::AmbiguousPlace)
            && claim.tokens.len() == 1
            && claim.tokens.start > reading.sentence(claim.tokens.start).start
            && reading.is_function(claim.tokens.start - 1, Function::Locative)
            && reading.text.folded_at(claim.tokens.end) != Some("'s")
    };
    claims.iter().filter(is_located).map(|claim| reading.text.folded(claim.tokens.start).to_owned()).collect()
}

/// Most words in a family name, particles included.
const MAX_FAMILY_WORDS: usize = 4;

/// First words, folded, of surnames that begin in small letters.
const PARTICLE_STARTS: [&str; 10] = ["von", "van", "de", "al", "el", "bin", "da", "di", "del", "la"];

fn person<'a>(reading: &Reading<'a>, index: usize, known: Known<'a>) -> Person<'a> {
    let name = match known.entry {
        Some(entry) => Cow::Borrowed(&*entry.name),
        None => one_line(reading.text.surface(&known.longest)),
    };
    let (mut roles, mut honorifics) = (Vec::new(), Vec::new());
    for (tokens, _) in &known.mentions {
        for (title, kind) in titles(reading, tokens) {
            let list = if kind == TitleKind::Honorific { &mut honorifics } else { &mut roles };
            if !list.contains(&title) {
                list.push(title);
            }
        }
    }
    let mentions: Vec<Mention<'a>> = known.mentions.into_iter().map(|(_, mention)| mention).collect();
    Person {
        key: Key { kind: EntityKind::Person, number: index as u32 + 1 },
        entry: known.entry,
        name,
        roles,
        honorifics,
        confidence: mentions.iter().map(|mention| mention.confidence).fold(0.0, f32::max),
        mentions,
    }
}

/// The titles before a name ("Foreign Minister X", "the spokesman, X") and after it ("X, a spokesman for").
pub fn titles<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> Vec<(&'a str, TitleKind)> {
    let mut titles = Vec::new();
    let sentence = reading.sentence(tokens.start);
    let before = if tokens.start > sentence.start && reading.text.is_mark(tokens.start - 1, ',') { tokens.start - 1 } else { tokens.start };
    if let Some((begin, kind)) = title_ending_at(reading, before, &sentence)
        && kind != TitleKind::Relation
        // "speaking to reporters, X said": a plural is nobody's title.
        && !reading.text.folded(before - 1).ends_with('s')
    {
        titles.push((reading.text.surface(&(begin..before)), kind));
    }
    if reading.text.is_mark(tokens.end, ',') {
        for begin in tokens.end + 1..(tokens.end + 5).min(sentence.end) {
            let title = reading.words_at(begin).filter_map(|(end, sense)| match sense {
                WordSense::Title(kind @ (TitleKind::Role | TitleKind::Rank)) => Some((end, kind)),
                _ => None,
            });
            if let Some((end, kind)) = title.last() {
                titles.push((reading.text.surface(&(begin..end)), kind));
                break;
            }
            if reading.text.tokens()[begin].kind == crate::text::TokenKind::Punctuation && reading.text.folded(begin) != "'s" {
                break;
            }
        }
    }
    titles
}

fn title_ending_at(reading: &Reading<'_>, end: usize, sentence: &Range<usize>) -> Option<(usize, TitleKind)> {
    if end >= sentence.end || reading.text.is_mark(end, ',') {
        let begins = sentence.start.max(end.saturating_sub(4))..end;
        return begins.into_iter().find_map(|begin| {
            reading.words_at(begin).find_map(|(title_end, sense)| match sense {
                WordSense::Title(kind) if title_end == end => Some((begin, kind)),
                _ => None,
            })
        });
    }
    title_before(reading, end)
}

fn person_alias<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> Option<(&'a Alias, &'a Entry)> {
    reading
        .aliases_at(tokens.start)
        .filter(|(end, _, entry)| *end == tokens.end && matches!(entry.facts, Facts::Person(_)))
        .map(|(_, alias, entry)| (alias, entry))
        .next()
}

/// Whether the tokens hold a given name or initial beside the family name.
fn is_full_name(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    family_name(reading, tokens.start, tokens.end) != *tokens
}

/// Whether two given names, folded, can be one person's: equal, or one the other's initial.
fn same_given(one: &str, other: &str) -> bool {
    one == other || (one.chars().count() == 1 && other.starts_with(one)) || (other.chars().count() == 1 && one.starts_with(other))
}

/// The folded words of `tokens` with one space between two.
pub fn folded(reading: &Reading<'_>, tokens: &Range<usize>) -> String {
    let words: Vec<&str> = tokens.clone().map(|token| reading.text.folded(token)).collect();
    words.join(" ")
}

/// A name over a line break, with the break as a space.
fn one_line(name: &str) -> Cow<'_, str> {
    if name.contains(char::is_control) { Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" ")) } else { Cow::Borrowed(name) }
}

/// A mention at `tokens`.
pub fn mention<'a>(
    reading: &Reading<'a>,
    tokens: &Range<usize>,
    form: MentionForm,
    confidence: f32,
    evidence: Evidence<'a>,
) -> Mention<'a> {
    Mention {
        span: reading.text.span(tokens),
        text: reading.text.surface(tokens),
        form,
        sentence: reading.sentence_number(tokens.start),
        confidence,
        evidence,
    }
}
