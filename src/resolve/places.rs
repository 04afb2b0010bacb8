//! Places: which entry each claim is, by type words, containment, the countries around and prominence.
//!
//! Every entry that a name could mean gets a score, a sum of documented parts; the highest wins, the rest are the alternatives, and the
//! distance between the first two says how sure the choice is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::claim::{Claim, ClaimKind, PlaceForm};
use super::mention::{folded, mention};
use super::name_key::{ByName, NameKey};
use super::place_evidence::{candidates, container_tokens, containing, has_trigger, is_within, stated_region, type_word, usage};
use crate::extraction::{Dropped, EntityKind, Evidence, Key, MentionForm, Place, PlaceKind, PlaceMention, PlaceUsage, confidence};
use crate::gazetteer::entry::{Alias, AliasClass, AliasRole, Entry, EntryNumber, PlaceFacts, Seat};
use crate::reading::Reading;
use crate::text::Shape;

/// The places, and where in the tokens they are named.
#[derive(Debug)]
pub struct Places<'a> {
    /// The places, in the order of first mention.
    pub places: Vec<Place<'a>>,
    /// Tokens of each mention and the index of its place, in order.
    pub tokens: Vec<(Range<usize>, usize)>,
    /// What looked like a place and was not accepted.
    pub dropped: Vec<Dropped<'a>>,
}

/// Points for each part of a score. Prominence runs from 0 to about 12; the rest is set against it: a type word or an enclosing place
/// named beside it overrules prominence, the countries around decide between places of like size.
mod points {
    pub const TYPE_WORD: f64 = 10.0;
    pub const WRONG_TYPE_WORD: f64 = -6.0;
    pub const CONTAINED: f64 = 14.0;
    pub const NOT_CONTAINED: f64 = -2.0;
    pub const COUNTRY_AROUND: f64 = 2.5;
    pub const COUNTRY_SHARE: f64 = 3.0;
    pub const REGION_AROUND: f64 = 2.0;
    /// So much more prominent than its namesakes, a place is the one that a text speaks of until it says otherwise.
    pub const FOREMOST: f64 = 3.5;
    /// A name that needs a trigger, where others do not.
    pub const AMBIGUOUS_ALIAS: f64 = -1.5;
    /// In a country of the outlet: enough for a city of some size against a capital that the text does not speak of.
    pub const HOME: f64 = 5.0;
}

/// The places named in `reading`, apart from the tokens of `people`'s names, in order.
///
/// `home` are the countries of the outlet; demonyms are mentions only where asked for.
pub fn places<'a>(reading: &Reading<'a>, claims: &[Claim], people: &[Range<usize>], home: &[String], include_demonyms: bool) -> Places<'a> {
    let focus = Focus::new(reading, claims, home);
    let mut referents = Referents::default();
    let mut people = people.iter().peekable();
    // Where the last person's name ends.
    let mut named_until = 0;
    for claim in claims {
        while let Some(tokens) = people.next_if(|tokens| tokens.end <= claim.tokens.start) {
            named_until = tokens.end;
        }
        if is_degree(reading, &claim.tokens, named_until) {
            continue;
        }
        if people.peek().is_some_and(|tokens| tokens.start < claim.tokens.end) {
            continue;
        }
        match claim.kind {
            ClaimKind::KnownPlace | ClaimKind::AmbiguousPlace => referents.add_known(reading, &focus, &claim.tokens),
            ClaimKind::ComposedPlace(kind, form) => referents.add_composed(reading, &claim.tokens, kind, form),
            ClaimKind::Demonym if include_demonyms => referents.add_demonym(reading, &claim.tokens),
            _ => {}
        }
    }
    referents.finish()
}

/// "Nadia Brandt, B.A., M.D.,": letters with full stops after a person's name and a comma are a degree, and so are those after these.
fn is_degree(reading: &Reading<'_>, tokens: &Range<usize>, named_until: usize) -> bool {
    const MOST_DEGREES: usize = 4;
    let is_dotted = |token: usize| {
        let surface = reading.text.surface(&(token..token + 1));
        surface.len() <= 6 && surface.bytes().filter(|byte| *byte == b'.').count() >= 2
    };
    if named_until == 0 || tokens.len() != 1 || !is_dotted(tokens.start) || !reading.text.is_mark(tokens.end, ',') {
        return false;
    }
    let mut first = tokens.start;
    for _ in 0..MOST_DEGREES {
        if first <= named_until || !reading.text.is_mark(first - 1, ',') {
            return false;
        }
        if first == named_until + 1 {
            return true;
        }
        first -= 2;
        if first <= named_until || !is_dotted(first) {
            return false;
        }
    }
    false
}

/// What a place is known by within one text.
enum Identity<'a> {
    Entry(EntryNumber, &'a Entry),
    /// Of a place without an entry.
    Name(String),
}

/// What stands beside a name.
struct Beside<'a> {
    type_word: Option<PlaceKind>,
    /// What it is said to lie in, here or at another mention.
    container: Option<&'a Entry>,
    /// What it is where it stands as the container of something that is known to lie there.
    meant: Option<&'a Entry>,
    name: NameKey,
}

impl<'a> Beside<'a> {
    fn new(reading: &Reading<'a>, focus: &Focus<'a, '_>, tokens: &Range<usize>, name: NameKey) -> Self {
        let elsewhere = || focus.containers.get(&name).copied();
        let container = containing(reading, tokens).or_else(elsewhere);
        Self { type_word: type_word(reading, tokens), container, meant: focus.meant.get(&name).copied(), name }
    }
}

/// The geographic focus: which countries and regions the text speaks of.
struct Focus<'a, 'h> {
    /// The outlet's countries.
    home: &'h [String],
    /// The container that some mention of a name has beside it: "Paris, Texas" once says it for the whole text.
    containers: ByName<&'a Entry>,
    /// What the name of a container means: Georgia in "Augusta, Georgia".
    meant: ByName<&'a Entry>,
    countries: HashMap<&'a str, f64, FixedState>,
    regions: HashSet<(&'a str, &'a str), FixedState>,
    total: f64,
    /// What each name adds to its country.
    by_name: ByName<f64>,
}

/// One of those that a name can mean.
#[derive(Clone, Copy)]
struct Named<'a> {
    entry: &'a Entry,
    facts: &'a PlaceFacts,
    /// Whether the name needs nothing beside it to be meant so.
    is_safe: bool,
}

impl<'a, 'h> Focus<'a, 'h> {
    fn new(reading: &Reading<'a>, claims: &[Claim], home: &'h [String]) -> Self {
        let mut focus = Self {
            home,
            containers: ByName::default(),
            meant: ByName::default(),
            countries: HashMap::default(),
            regions: HashSet::default(),
            total: 0.0,
            by_name: ByName::default(),
        };
        for claim in claims.iter().filter(|claim| matches!(claim.kind, ClaimKind::KnownPlace | ClaimKind::AmbiguousPlace)) {
            let Some(outer) = containing(reading, &claim.tokens) else { continue };
            focus.containers.entry(NameKey::at(reading, &claim.tokens)).or_insert(outer);
            focus.add_container(reading, &claim.tokens, outer);
        }
        let mut named = Vec::new();
        for claim in claims {
            let name = NameKey::at(reading, &claim.tokens);
            let weight = match claim.kind {
                ClaimKind::KnownPlace => 1.0,
                ClaimKind::AmbiguousPlace if focus.meant.contains_key(&name) => 1.0,
                ClaimKind::Demonym => 0.7,
                _ => continue,
            };
            named.clear();
            named.extend(candidates(reading, &claim.tokens).filter_map(|(alias, entry)| {
                let facts = entry.place()?;
                Some(Named { entry, facts, is_safe: alias.class == AliasClass::Safe })
            }));
            let meant = focus.meant.get(&name);
            let container = focus.containers.get(&name);
            let is_meant = |named: &Named<'_>| {
                meant.is_some_and(|meant| meant.id == named.entry.id) || container.is_some_and(|outer| is_within(named.facts, outer))
            };
            if named.iter().any(is_meant) {
                named.retain(is_meant);
            }
            focus.add(&named, name, weight);
        }
        focus
    }

    /// The container of a name that can mean something in it is what its own name means, and the text speaks of it.
    fn add_container(&mut self, reading: &Reading<'a>, tokens: &Range<usize>, outer: &'a Entry) {
        let Some(facts) = outer.place() else { return };
        if !candidates(reading, tokens).any(|(_, entry)| entry.place().is_some_and(|facts| is_within(facts, outer))) {
            return;
        }
        if let Some(container) = container_tokens(reading, tokens, outer) {
            self.meant.entry(NameKey::at(reading, &container)).or_insert(outer);
        }
        if facts.kind == PlaceKind::Region {
            self.regions.insert((&facts.country, &outer.name));
        }
    }

    /// Adds the country of a name that all it can mean lies in, and so the region; the foremost of what it can mean speaks for the rest where
    /// they are far smaller.
    fn add(&mut self, named: &[Named<'a>], name: NameKey, weight: f64) {
        let home = self.home;
        let prominence = |named: &Named<'_>| prominence(named.facts) + at_home(home, named.facts);
        let Some(foremost) = named.iter().max_by(|one, other| prominence(one).total_cmp(&prominence(other))) else { return };
        let Named { entry, facts, .. } = *foremost;
        let is_foreign =
            |other: &Named<'_>| other.facts.country != facts.country && prominence(other) + points::FOREMOST > prominence(foremost);
        if facts.country.is_empty() || named.iter().any(is_foreign) {
            return;
        }
        *self.countries.entry(&facts.country).or_default() += weight;
        *self.by_name.entry(name).or_default() += weight;
        self.total += weight;
        let region = if facts.kind == PlaceKind::Region { &entry.name } else { &facts.admin1 };
        let is_rival = |other: &Named<'_>| {
            let distance = if other.is_safe { points::FOREMOST } else { points::FOREMOST + points::AMBIGUOUS_ALIAS };
            let is_elsewhere = other.facts.kind != PlaceKind::Region && other.facts.admin1 != facts.admin1;
            is_elsewhere && prominence(other) + distance > prominence(foremost)
        };
        if !region.is_empty() && !named.iter().any(is_rival) {
            self.regions.insert((&facts.country, region));
        }
    }

    /// Whether other names than this one speak of the country.
    fn supports(&self, country: &str, name: NameKey) -> bool {
        let of_country = self.countries.get(country).copied().unwrap_or(0.0);
        of_country > self.by_name.get(&name).copied().unwrap_or(0.0)
    }

    fn score(&self, facts: &PlaceFacts, name: NameKey) -> f64 {
        if facts.kind == PlaceKind::Country {
            return 0.0;
        }
        let Some(weight) = self.countries.get(&*facts.country) else { return 0.0 };
        let region = self.regions.contains(&(&*facts.country, &*facts.admin1));
        // What the name itself is taken for says nothing about where its namesakes are.
        let others = (self.total - self.by_name.get(&name).copied().unwrap_or(0.0)).max(*weight);
        points::COUNTRY_AROUND + points::COUNTRY_SHARE * weight / others + if region { points::REGION_AROUND } else { 0.0 }
    }
}

/// How likely a place is the one meant when nothing else is known: 0 to about 12.
pub(crate) fn prominence(facts: &PlaceFacts) -> f64 {
    let people = (facts.population.max(1) as f64).log10();
    match facts.kind {
        PlaceKind::Continent => 12.0,
        PlaceKind::Country => 11.0,
        PlaceKind::Region => 4.5 + people * 0.35,
        PlaceKind::City => people + if facts.seat == Seat::Capital { 3.0 } else { 0.0 },
        PlaceKind::Water | PlaceKind::Terrain | PlaceKind::Facility => 6.0,
        PlaceKind::District => (people * 0.9).max(2.5),
        PlaceKind::Neighbourhood | PlaceKind::Street | PlaceKind::Other => 4.0,
    }
}

/// The places referred to so far.
#[derive(Default)]
struct Referents<'a> {
    places: Vec<Place<'a>>,
    by_entry: HashMap<EntryNumber, usize, FixedState>,
    /// Places without an entry.
    by_identity: HashMap<String, usize, FixedState>,
    /// What the name at hand can mean, best first: kept for its memory.
    ranked: Vec<(f64, &'a Alias, &'a Entry)>,
    tokens: Vec<(Range<usize>, usize)>,
    dropped: Vec<Dropped<'a>>,
    /// The region that the text gives a place without an entry.
    stated_outer: HashMap<usize, &'a Entry, FixedState>,
}

impl<'a> Referents<'a> {
    fn add_known(&mut self, reading: &Reading<'a>, focus: &Focus<'a, '_>, tokens: &Range<usize>) {
        let name = NameKey::at(reading, tokens);
        let beside = Beside::new(reading, focus, tokens, name);
        let mut ranked = std::mem::take(&mut self.ranked);
        ranked.clear();
        ranked.extend(candidates(reading, tokens).filter_map(|(alias, entry)| {
            let class = if alias.class == AliasClass::Safe { 0.0 } else { points::AMBIGUOUS_ALIAS };
            Some((score(focus, &beside, entry, entry.place()?) + class, alias, entry))
        }));
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.2.id.cmp(&other.2.id)));
        ranked.dedup_by(|one, other| one.2.id == other.2.id);
        self.add_ranked(reading, focus, tokens, name, &ranked);
        self.ranked = ranked;
    }

    /// Adds a name by what it can mean, best first.
    fn add_ranked(
        &mut self,
        reading: &Reading<'a>,
        focus: &Focus<'a, '_>,
        tokens: &Range<usize>,
        name: NameKey,
        ranked: &[(f64, &'a Alias, &'a Entry)],
    ) {
        let Some(&(best, alias, entry)) = ranked.first() else { return };
        if let Some(outer) = stated_region(reading, tokens)
            && entry.place().is_some_and(|facts| facts.kind != PlaceKind::Region && facts.kind != PlaceKind::Country)
            && !ranked.iter().any(|(_, _, entry)| entry.place().is_some_and(|facts| is_within(facts, outer)))
        {
            return self.add_unknown_in(reading, tokens, outer);
        }
        let is_safe = ranked.iter().any(|(_, alias, _)| alias.class == AliasClass::Safe);
        let seen = self.by_entry.contains_key(&alias.entry);
        if !is_safe && !seen && !has_trigger(reading, tokens) {
            self.dropped.push(Dropped {
                span: reading.text.span(tokens),
                kind: EntityKind::Place,
                alias: &alias.text,
                reason: "ambiguous-alias-without-trigger",
            });
            return;
        }
        let margin = ranked.get(1).map_or(f64::INFINITY, |second| best - second.0);
        let has_rival = ranked.iter().skip(1).any(|(_, _, other)| is_rival(entry, other))
            && entry.place().is_some_and(|facts| !focus.supports(&facts.country, name));
        let (confidence, rule) = match (is_safe, margin) {
            (true, margin) if margin >= 3.0 && has_rival => (confidence::TRIGGERED, "place-foremost-of-several"),
            (false, _) => (confidence::TRIGGERED, "place-ambiguous-name-with-trigger"),
            (true, margin) if margin >= 3.0 => (confidence::CERTAIN, "place-safe-name"),
            (true, margin) if margin >= 1.0 => (confidence::TRIGGERED, "place-best-of-several"),
            (true, _) => (confidence::GUESSED, "place-one-of-several"),
        };
        let evidence = Evidence { alias: &alias.text, class: Some(alias.class), rule };
        let form = match alias.role {
            _ if reading.text.tokens()[tokens.start].shape == Shape::Upper && tokens.len() == 1 && alias.text.len() <= 5 => {
                MentionForm::Abbreviation
            }
            AliasRole::Canonical => MentionForm::FullName,
            _ => MentionForm::Alias,
        };
        let alternatives = ranked.iter().skip(1).map(|(_, _, entry)| *entry);
        let place = self.place(Identity::Entry(alias.entry, entry), alternatives, PlaceKind::Other, reading, tokens);
        self.mention(reading, place, tokens, form, usage(reading, tokens, entry), confidence, evidence);
    }

    fn add_composed(&mut self, reading: &Reading<'a>, tokens: &Range<usize>, kind: PlaceKind, form: PlaceForm) {
        let surface = reading.text.surface(tokens);
        let place = self.place(Identity::Name(surface.to_lowercase()), std::iter::empty(), kind, reading, tokens);
        if let Some(outer) = containing(reading, tokens) {
            self.stated_outer.entry(place).or_insert(outer);
        }
        let evidence = Evidence { alias: "", class: None, rule: form.rule() };
        self.mention(reading, place, tokens, MentionForm::FullName, PlaceUsage::Location, confidence::BY_FORM, evidence);
    }

    /// "Detroit, Texas": the text says where it is, and no entry of that name is there.
    fn add_unknown_in(&mut self, reading: &Reading<'a>, tokens: &Range<usize>, outer: &'a Entry) {
        let identity = format!("{}, {}", folded(reading, tokens), outer.id);
        let place = self.place(Identity::Name(identity), std::iter::empty(), PlaceKind::City, reading, tokens);
        self.stated_outer.insert(place, outer);
        let evidence = Evidence { alias: "", class: None, rule: "place-unknown-in-stated-region" };
        self.mention(reading, place, tokens, MentionForm::FullName, PlaceUsage::Location, confidence::COMPOSED, evidence);
    }

    fn add_demonym(&mut self, reading: &Reading<'a>, tokens: &Range<usize>) {
        let demonym = reading
            .aliases_at(tokens.start)
            .find(|(end, alias, _)| *end == tokens.end && matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym));
        let Some((_, alias, entry)) = demonym else { return };
        let place = self.place(Identity::Entry(alias.entry, entry), std::iter::empty(), PlaceKind::Country, reading, tokens);
        let evidence = Evidence { alias: &alias.text, class: Some(alias.class), rule: "place-demonym" };
        self.mention(reading, place, tokens, MentionForm::Demonym, PlaceUsage::Demonym, confidence::CERTAIN, evidence);
    }

    /// The place with this identity, made at its first mention.
    fn place(
        &mut self,
        identity: Identity<'a>,
        alternatives: impl Iterator<Item = &'a Entry>,
        kind: PlaceKind,
        reading: &Reading<'a>,
        tokens: &Range<usize>,
    ) -> usize {
        let place = self.places.len();
        let (known, entry) = match identity {
            Identity::Entry(number, entry) => (*self.by_entry.entry(number).or_insert(place), Some(entry)),
            Identity::Name(name) => (*self.by_identity.entry(name).or_insert(place), None),
        };
        if known != place {
            return known;
        }
        self.places.push(Place {
            key: Key { kind: EntityKind::Place, number: place as u32 + 1 },
            entry,
            name: Cow::Borrowed(entry.map_or_else(|| reading.text.surface(tokens), |entry| &*entry.name)),
            kind: entry.and_then(Entry::place).map_or(kind, |facts| facts.kind),
            part_of: None,
            alternatives: alternatives.collect(),
            mentions: Vec::new(),
            confidence: 0.0,
        });
        place
    }

    #[expect(clippy::too_many_arguments, reason = "a mention is what these seven say, and no other place needs them together")]
    fn mention(
        &mut self,
        reading: &Reading<'a>,
        place: usize,
        tokens: &Range<usize>,
        form: MentionForm,
        usage: PlaceUsage,
        confidence: f32,
        evidence: Evidence<'a>,
    ) {
        let mention = mention(reading, tokens, form, confidence, evidence);
        self.tokens.push((tokens.clone(), place));
        let place = &mut self.places[place];
        place.confidence = place.confidence.max(confidence);
        place.mentions.push(PlaceMention { mention, usage });
    }

    fn finish(mut self) -> Places<'a> {
        let outer = Enclosing::new(&self.places);
        let by_id: HashMap<&str, usize, FixedState> =
            self.places.iter().enumerate().filter_map(|(index, place)| Some((&*place.entry?.id, index))).collect();
        for index in 0..self.places.len() {
            let stated = self.stated_outer.get(&index).and_then(|outer| by_id.get(&*outer.id)).copied();
            let enclosing = self.places[index].entry.and_then(Entry::place).and_then(|facts| {
                let parent = by_id.get(&*facts.parent).copied();
                parent.or_else(|| outer.of(facts)).filter(|outer| *outer != index)
            });
            self.places[index].part_of = stated.or(enclosing).map(|place| self.places[place].key);
        }
        Places { places: self.places, tokens: self.tokens, dropped: self.dropped }
    }
}

/// The answer's regions and countries, for what lies in them.
struct Enclosing<'a> {
    /// By country and name.
    regions: HashMap<(&'a str, &'a str), usize, FixedState>,
    countries: HashMap<&'a str, usize, FixedState>,
}

impl<'a> Enclosing<'a> {
    fn new(places: &[Place<'a>]) -> Self {
        let mut enclosing = Self { regions: HashMap::default(), countries: HashMap::default() };
        for (index, place) in places.iter().enumerate() {
            let Some((entry, facts)) = place.entry.and_then(|entry| Some((entry, entry.place()?))) else { continue };
            match facts.kind {
                PlaceKind::Region => {
                    enclosing.regions.entry((&facts.country, &entry.name)).or_insert(index);
                }
                PlaceKind::Country if !facts.country.is_empty() => {
                    enclosing.countries.entry(&facts.country).or_insert(index);
                }
                _ => {}
            }
        }
        enclosing
    }

    /// The region that a place lies in, or its country.
    fn of(&self, facts: &PlaceFacts) -> Option<usize> {
        if facts.kind == PlaceKind::Country {
            return None;
        }
        let region = self.regions.get(&(&*facts.country, &*facts.admin1)).filter(|_| facts.kind != PlaceKind::Region);
        region.or_else(|| self.countries.get(&*facts.country)).copied()
    }
}

/// What a place gains for lying in a country of the outlet.
fn at_home(home: &[String], facts: &PlaceFacts) -> f64 {
    let is_home = facts.kind != PlaceKind::Country && home.iter().any(|code| **code == *facts.country);
    if is_home { points::HOME } else { 0.0 }
}

/// A city with as many inhabitants has newspapers of its own, to which its name means nothing else.
const RIVAL_POPULATION: u64 = 100_000;

/// Whether a city elsewhere is large enough to be meant by the same name without a word about where it is.
fn is_rival(entry: &Entry, other: &Entry) -> bool {
    let (Some(facts), Some(other)) = (entry.place(), other.place()) else { return false };
    other.kind == PlaceKind::City && other.country != facts.country && other.population >= RIVAL_POPULATION
}

fn score(focus: &Focus<'_, '_>, beside: &Beside<'_>, entry: &Entry, facts: &PlaceFacts) -> f64 {
    let typed = match beside.type_word {
        Some(kind) if kind == facts.kind => points::TYPE_WORD,
        Some(_) => points::WRONG_TYPE_WORD,
        None => 0.0,
    };
    let contained = match beside.container {
        Some(outer) if is_within(facts, outer) => points::CONTAINED,
        Some(_) => points::NOT_CONTAINED,
        None => 0.0,
    };
    let meant = if beside.meant.is_some_and(|meant| meant.id == entry.id) { points::CONTAINED } else { 0.0 };
    prominence(facts) + at_home(focus.home, facts) + focus.score(facts, beside.name) + typed + contained + meant
}
