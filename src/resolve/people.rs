//! People: whose name each claim is, and the later mentions by surname alone.
//!
//! First every full name finds its person: an entry of the gazetteer, somebody named before with the same given name and surname, or a new
//! one. Then every surname standing alone, titled or not, goes to the person of that name mentioned last, or first.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::claim::{Claim, ClaimKind, PersonForm};
use super::mention::mention;
use super::name_form::{self, family_name};
use super::name_key::{ByName, NameKey, NameSet};
use super::namesakes::{self, CountriesAround};
use super::titles::{has_title_before, titles};
use crate::extraction::{EntityKind, Evidence, Key, Mention, MentionForm, Person, confidence};
use crate::gazetteer::entry::{Alias, AliasClass, AliasRole, Entry, EntryNumber, Facts};
use crate::gazetteer::lexicon::{Function, NameCue, TitleKind, WordSense};
use crate::reading::{Reading, TokenFlags, WordClasses};
use crate::span::Span;
use crate::text::{Gap, NormalizedText, Shape};

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
    let mut referents = Referents::new(reading, claims);
    for claim in claims {
        referents.add_full_name(claim);
    }
    referents.add_surnames();
    referents.finish()
}

/// The people referred to so far, and by what names.
struct Referents<'r, 'a> {
    reading: &'r Reading<'a>,
    claims: &'r [Claim],
    /// The countries around, once a name has asked for them.
    countries: OnceCell<CountriesAround<'a>>,
    people: Vec<Referent<'r, 'a>>,
    by_entry: HashMap<EntryNumber, usize, FixedState>,
    /// By family name those named in full with it.
    by_family: ByName<Vec<Antecedent>>,
    /// By given name the people unknown to the gazetteer who bear it: of them news goes on by it.
    by_given: ByName<Vec<Antecedent>>,
    /// First words of the family names of more than one word.
    long_families: NameSet,
}

/// A full name that later ones refer back to: where it stands, and whose it is. Lists of them are in the order of the text, so that the last
/// before a token is found by bisection.
#[derive(Clone, Copy)]
struct Antecedent {
    token: usize,
    person: usize,
}

/// How many antecedents back somebody of the same surname and given name is looked for: keeps the time linear in a text of namesakes.
const MAX_NAMESAKES: usize = 64;

/// Somebody whom the text refers to.
struct Referent<'r, 'a> {
    entry: Option<&'a Entry>,
    /// Folded.
    given: Cow<'r, str>,
    longest: Range<usize>,
    mentions: Vec<(Range<usize>, Mention<'a>)>,
}

impl<'r, 'a> Referents<'r, 'a> {
    fn new(reading: &'r Reading<'a>, claims: &'r [Claim]) -> Self {
        Self {
            reading,
            claims,
            countries: OnceCell::new(),
            people: Vec::new(),
            by_entry: HashMap::default(),
            by_family: ByName::default(),
            by_given: ByName::default(),
            long_families: NameSet::default(),
        }
    }

    fn add_full_name(&mut self, claim: &Claim) {
        let tokens = &claim.tokens;
        match claim.kind {
            ClaimKind::KnownPerson => {
                if let Some((alias, entry)) = person_alias(self.reading, tokens) {
                    self.add_known(tokens, alias, entry);
                }
            }
            ClaimKind::BarePerson => self.add_bare_name(tokens),
            ClaimKind::AmbiguousPerson => {
                match namesakes::meant(self.reading, self.countries.get_or_init(|| CountriesAround::new(self.reading, self.claims)), tokens)
                {
                    Some((alias, entry)) => self.add_known(tokens, alias, entry),
                    None => {
                        let by_form = name_form::person_at(self.reading, tokens.start);
                        if let Some((_, form)) = by_form.filter(|(end, _)| *end == tokens.end) {
                            self.add_composed(tokens, form);
                        }
                    }
                }
            }
            ClaimKind::ComposedPerson(form) if is_full_name(self.reading, tokens) => self.add_composed(tokens, form),
            _ => {}
        }
    }

    fn add_known(&mut self, tokens: &Range<usize>, alias: &'a Alias, entry: &'a Entry) {
        let person = self.known(alias.entry, entry, tokens.start);
        let (form, rule) = match alias.role {
            AliasRole::Bare => (MentionForm::Surname, "person-bare-name"),
            AliasRole::Canonical => (MentionForm::FullName, "person-known-name"),
            _ => (MentionForm::FullName, "person-known-spelling"),
        };
        let confidence = if alias.class == AliasClass::Safe { confidence::CERTAIN } else { confidence::TRIGGERED };
        let evidence = Evidence { alias: &alias.text, class: Some(alias.class), rule };
        self.mention(person, tokens.clone(), form, confidence, evidence);
        if alias.role != AliasRole::Bare {
            self.register(person, tokens);
        }
    }

    fn add_composed(&mut self, tokens: &Range<usize>, form: PersonForm) {
        let person = self.composed(tokens);
        let confidence = match form {
            PersonForm::GivenNameAndSurname | PersonForm::TitleAndName | PersonForm::SurnameFirst | PersonForm::HonorificAndName => {
                confidence::COMPOSED
            }
            PersonForm::SurnameAfterUnknown | PersonForm::Apposition | PersonForm::GivenNameAlone | PersonForm::GivenNameAged => {
                confidence::BY_FORM
            }
        };
        let evidence = Evidence { alias: "", class: None, rule: form.rule() };
        self.mention(person, tokens.clone(), MentionForm::FullName, confidence, evidence);
        self.register(person, tokens);
    }

    /// The bare name means its entry, unless somebody unknown of that surname and another given name was introduced before it and the
    /// entry was not: "Ricardo Machado ... Machado".
    fn add_bare_name(&mut self, tokens: &Range<usize>) {
        let Some((alias, entry)) = person_alias(self.reading, tokens) else { return };
        let namesake = self.by_family.get(&NameKey::at(self.reading, tokens)).and_then(|bearers| last_before(bearers, tokens.start));
        let namesake = namesake.filter(|&person| {
            self.people[person].entry.is_none()
                && !self.by_entry.contains_key(&alias.entry)
                && namesakes::are_two_people(&self.people[person].given, &given_name(self.reading, entry))
                && !has_title_before(self.reading, tokens.start)
        });
        match namesake {
            Some(person) => {
                let evidence = Evidence { alias: "", class: None, rule: "person-surname-of-full-name" };
                self.mention(person, tokens.clone(), MentionForm::Surname, confidence::COMPOSED, evidence);
            }
            None => self.add_known(tokens, alias, entry),
        }
    }

    /// The person that is `entry`.
    fn known(&mut self, number: EntryNumber, entry: &'a Entry, token: usize) -> usize {
        if let Some(&person) = self.by_entry.get(&number) {
            return person;
        }
        let name = NormalizedText::new(&entry.name, self.reading.gazetteer.abbreviations());
        let given = name.folded_at(0).unwrap_or_default().to_owned();
        let person = self.push(Some(entry), Cow::Owned(given), 0..0);
        self.by_entry.insert(number, person);
        if let [_, .., family] = name.tokens() {
            let family = NameKey::of(std::slice::from_ref(family));
            self.by_family.entry(family).or_default().push(Antecedent { token, person });
        }
        person
    }

    /// The person whose full name by form these tokens are: known by surname and given name, met before, or new.
    fn composed(&mut self, tokens: &Range<usize>) -> usize {
        let family_tokens = family_name(self.reading, tokens.start, tokens.end);
        let family = NameKey::at(self.reading, &family_tokens);
        let is_first = family_tokens.start == tokens.start;
        let given_token = if is_first { family_tokens.end } else { tokens.start };
        let given = self.reading.text.folded(given_token);
        let mut namesakes = self.by_family.get(&family).into_iter().flatten().rev().take(MAX_NAMESAKES).map(|antecedent| antecedent.person);
        let known = namesakes.find(|&person| same_given(&self.people[person].given, given));
        if let Some(person) = known {
            if self.people[person].longest.len() < tokens.len() {
                self.people[person].longest = tokens.clone();
            }
            return person;
        }
        let person = self.push(None, Cow::Borrowed(given), tokens.clone());
        if given.len() > 2 && !is_first {
            self.by_given
                .entry(NameKey::at(self.reading, &(given_token..given_token + 1)))
                .or_default()
                .push(Antecedent { token: tokens.start, person });
        }
        person
    }

    fn push(&mut self, entry: Option<&'a Entry>, given: Cow<'r, str>, longest: Range<usize>) -> usize {
        self.people.push(Referent { entry, given, longest, mentions: Vec::new() });
        self.people.len() - 1
    }

    fn register(&mut self, person: usize, tokens: &Range<usize>) {
        let family = family_name(self.reading, tokens.start, tokens.end);
        if family != *tokens {
            if family.len() > 1 {
                self.long_families.insert(NameKey::at(self.reading, &(family.start..family.start + 1)));
            }
            self.by_family.entry(NameKey::at(self.reading, &family)).or_default().push(Antecedent { token: tokens.start, person });
        }
    }

    fn mention(&mut self, person: usize, tokens: Range<usize>, form: MentionForm, confidence: f32, evidence: Evidence<'a>) {
        let mention = mention(self.reading, &tokens, form, confidence, evidence);
        self.people[person].mentions.push((tokens, mention));
    }

    /// Surnames that stand alone: titled ones, and unclaimed capitalised words that are the family name of somebody in the text.
    fn add_surnames(&mut self) {
        let located = located_names(self.reading, self.claims);
        let mut next_claim = self.claims.iter().peekable();
        let mut token = 0;
        while token < self.reading.len() {
            while next_claim.next_if(|claim| claim.tokens.end <= token).is_some() {}
            match next_claim.peek() {
                Some(claim) if claim.tokens.contains(&token) => {
                    match claim.kind {
                        ClaimKind::ComposedPerson(PersonForm::GivenNameAlone | PersonForm::GivenNameAged) => {
                            self.add_described_given_name(token)
                        }
                        ClaimKind::ComposedPerson(_) if !is_full_name(self.reading, &claim.tokens) => {
                            self.add_titled_surname(&claim.tokens)
                        }
                        ClaimKind::AmbiguousPlace if claim.tokens.len() == 1 => {
                            self.add_lone_surname(token, claim.tokens.end);
                        }
                        // "Georgia Stevens ... Georgia": a place by name, somebody of this text by sense, if nothing is said to be there.
                        ClaimKind::KnownPlace
                            if claim.tokens.len() == 1 && !located.contains(&NameKey::at(self.reading, &claim.tokens)) =>
                        {
                            self.add_lone_surname(token, claim.tokens.end);
                        }
                        _ => {}
                    }
                    token = claim.tokens.end;
                }
                next => token = self.add_lone_surname(token, next.map_or(self.reading.len(), |claim| claim.tokens.start)),
            }
        }
    }

    fn add_titled_surname(&mut self, tokens: &Range<usize>) {
        let family = NameKey::at(self.reading, tokens);
        let (person, rule) = match self.bearer(family, tokens.start) {
            Some(person) => (person, "person-surname-of-full-name"),
            None => {
                let person = self.push(None, Cow::Borrowed(""), tokens.clone());
                self.by_family.entry(family).or_default().push(Antecedent { token: tokens.start, person });
                (person, "person-title-and-name")
            }
        };
        let evidence = Evidence { alias: "", class: None, rule };
        self.mention(person, tokens.clone(), MentionForm::Surname, confidence::COMPOSED, evidence);
    }

    /// Adds the surname at `token`, if one stands there and ends by `limit`, and returns the token to go on from.
    fn add_lone_surname(&mut self, token: usize, limit: usize) -> usize {
        let this = &self.reading.text.tokens()[token];
        if !this.is_capitalised() && !self.reading.is_cue(token, NameCue::SurnameParticle)
            || this.gap == Gap::None
            || self.reading.flags(token).any(TokenFlags::FUNCTION.or(TokenFlags::CALENDAR).or(TokenFlags::TITLE))
        {
            return token + 1;
        }
        if self.people.is_empty() || is_of_kin(self.reading, token) {
            return token + 1;
        }
        let first = NameKey::at(self.reading, &(token..token + 1));
        let most_words = if self.long_families.contains(&first) { MAX_FAMILY_WORDS } else { 1 };
        let longest = (token + most_words).min(limit).min(self.reading.sentence(token).end);
        for end in (token + 1..=longest).rev() {
            let name = if end == token + 1 { first } else { NameKey::at(self.reading, &(token..end)) };
            let person = self.bearer(name, token);
            if let Some(person) = person {
                let evidence = Evidence { alias: "", class: None, rule: "person-surname-of-full-name" };
                let confidence = self.people[person].mentions.first().map_or(confidence::COMPOSED, |(_, mention)| mention.confidence);
                self.mention(person, token..end, MentionForm::Surname, confidence.min(confidence::RESOLVED), evidence);
                return end;
            }
        }
        self.add_given_name(token);
        token + 1
    }

    /// Adds the given name at `token` if somebody was fully named with it before, and says whether.
    fn add_given_name(&mut self, token: usize) -> bool {
        let bearers = self.by_given.get(&NameKey::at(self.reading, &(token..token + 1))).map_or(&[][..], Vec::as_slice);
        let bearer = last_before(bearers, token);
        if let Some(person) = bearer {
            let evidence = Evidence { alias: "", class: None, rule: "person-given-name-of-full-name" };
            self.mention(person, token..token + 1, MentionForm::GivenName, confidence::BY_FORM, evidence);
        }
        bearer.is_some()
    }

    /// Adds somebody of whom the text says no more than the given name, and how old or whose child.
    fn add_described_given_name(&mut self, token: usize) {
        if self.add_given_name(token) {
            return;
        }
        let person = self.push(None, Cow::Borrowed(self.reading.text.folded(token)), token..token + 1);
        let bearers = self.by_given.entry(NameKey::at(self.reading, &(token..token + 1))).or_default();
        bearers.insert(bearers.partition_point(|antecedent| antecedent.token < token), Antecedent { token, person });
        let evidence = Evidence { alias: "", class: None, rule: PersonForm::GivenNameAlone.rule() };
        self.mention(person, token..token + 1, MentionForm::GivenName, confidence::BY_FORM, evidence);
    }

    /// Who bears the family name: the one fully named last before `token`, or the first at all.
    fn bearer(&self, family: NameKey, token: usize) -> Option<usize> {
        let bearers = self.by_family.get(&family)?;
        last_before(bearers, token).or(bearers.first().map(|antecedent| antecedent.person))
    }

    fn finish(mut self) -> People<'a> {
        let reading = self.reading;
        for person in &mut self.people {
            person.mentions.sort_by_key(|(tokens, _)| tokens.start);
        }
        self.people.retain(|person| !person.mentions.is_empty());
        self.people.sort_by_key(|person| person.mentions[0].0.start);
        let mut tokens: Vec<Range<usize>> =
            self.people.iter().flat_map(|person| person.mentions.iter().map(|(tokens, _)| tokens.clone())).collect();
        tokens.sort_by_key(|range| range.start);
        let people = self.people.into_iter().enumerate().map(|(index, referent)| person(reading, index, referent)).collect();
        People { people, tokens }
    }
}

/// The first word of an entry's name, folded.
fn given_name(reading: &Reading<'_>, entry: &Entry) -> String {
    let name = NormalizedText::new(&entry.name, reading.gazetteer.abbreviations());
    name.folded_at(0).unwrap_or_default().to_owned()
}

/// Who was named last before `token`.
fn last_before(antecedents: &[Antecedent], token: usize) -> Option<usize> {
    let before = antecedents.partition_point(|antecedent| antecedent.token < token);
    before.checked_sub(1).map(|last| antecedents[last].person)
}

/// What stands before where something is, goes to or comes from.
const WHERE: WordClasses =
    WordClasses::function(Function::Locative).or(WordClasses::function(Function::To)).or(WordClasses::function(Function::From));

/// The names of one word that stand after a preposition of place or of direction somewhere in the text.
fn located_names(reading: &Reading<'_>, claims: &[Claim]) -> NameSet {
    let is_located = |claim: &&Claim| {
        matches!(claim.kind, ClaimKind::KnownPlace | ClaimKind::AmbiguousPlace)
            && claim.tokens.len() == 1
            && claim.tokens.start > reading.sentence(claim.tokens.start).start
            && reading.classes(claim.tokens.start - 1).any(WHERE)
            && !reading.text.is_possessive(claim.tokens.end)
    };
    claims.iter().filter(is_located).map(|claim| NameKey::at(reading, &claim.tokens)).collect()
}

/// Most words in a family name, particles included.
const MAX_FAMILY_WORDS: usize = 4;

fn person<'a>(reading: &Reading<'a>, index: usize, referent: Referent<'_, 'a>) -> Person<'a> {
    let name = match referent.entry {
        Some(entry) => Cow::Borrowed(&*entry.name),
        None => one_line(reading.text.surface(&referent.longest)),
    };
    let (mut roles, mut honorifics) = (Vec::new(), Vec::new());
    for (tokens, _) in &referent.mentions {
        for (title, kind) in titles(reading, tokens) {
            let list = if kind == TitleKind::Honorific { &mut honorifics } else { &mut roles };
            if !list.contains(&title) {
                list.push(title);
            }
        }
    }
    let mentions: Vec<Mention<'a>> = referent.mentions.into_iter().map(|(_, mention)| mention).collect();
    Person {
        key: Key { kind: EntityKind::Person, number: index as u32 + 1 },
        entry: referent.entry,
        name,
        roles,
        honorifics,
        confidence: mentions.iter().map(|mention| mention.confidence).fold(0.0, f32::max),
        mentions,
    }
}

fn person_alias<'a>(reading: &Reading<'a>, tokens: &Range<usize>) -> Option<(&'a Alias, &'a Entry)> {
    reading
        .aliases_at(tokens.start)
        .filter(|(end, _, entry)| *end == tokens.end && matches!(entry.facts, Facts::Person(_)))
        .map(|(_, alias, entry)| (alias, entry))
        .next()
}

/// "the Hanak brothers": several who bear the name, of whom nobody is meant alone.
fn is_of_kin(reading: &Reading<'_>, token: usize) -> bool {
    let is_kin = |next: usize| {
        reading.classes(next).any(WordClasses::of(WordSense::Title(TitleKind::Relation)))
            && reading.token(next).is_some_and(|word| word.shape == Shape::Lower && word.gap == Gap::Space)
            && reading.gazetteer.endings().is_plural(reading.text.folded(next))
    };
    token > 0 && reading.is_cue(token - 1, NameCue::Article) && is_kin(token + 1)
}

/// Whether the tokens hold a given name or initial beside the family name.
fn is_full_name(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    family_name(reading, tokens.start, tokens.end) != *tokens
}

/// Whether two given names, folded, can be one person's: equal, or one the other's initial.
fn same_given(one: &str, other: &str) -> bool {
    one == other || (one.chars().count() == 1 && other.starts_with(one)) || (other.chars().count() == 1 && one.starts_with(other))
}

/// A name over a line break, with the break as a space.
fn one_line(name: &str) -> Cow<'_, str> {
    if name.contains(char::is_control) { Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" ")) } else { Cow::Borrowed(name) }
}
