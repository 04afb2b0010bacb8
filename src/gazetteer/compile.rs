//! From rows to patterns: every alias and word becomes a folded string with all that it can mean.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::classes::{self, WordClasses};
use super::ending::Endings;
use super::entry::{Alias, AliasClass, AliasRole, AliasRule, Entry, EntryKind, EntryNumber, Facts};
use super::error::GazetteerError;
use super::grammar::{Grammar, Parts, VerbNumber, parts_of};
use super::lexicon::WordSense;
use super::matcher::{Matcher, PatternSets};
use super::patterns::{Meanings, Patterns};
use super::variants::{self, TypeWord, Variant};
use super::words::plural;
use crate::extraction::{EntityKind, PlaceKind};
use crate::text::{Abbreviations, Gap, NormalizedText, Shape, Token, TokenKind};

/// Index of an alias in its gazetteer.
pub type AliasNumber = u32;

/// Index of a meaning in its gazetteer.
pub type MeaningNumber = u32;

/// One thing that a pattern can mean, and how the text has to spell it for that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meaning {
    /// Requirements on capitals and gaps.
    pub spelling: Spelling,
    /// What it means.
    pub sense: Sense,
    /// The number of the word's class, if it is a word.
    class: u8,
}

impl Meaning {
    /// The meaning `sense` of what is spelled so.
    pub fn new(spelling: Spelling, sense: Sense) -> Self {
        let class = if let Sense::Word(word) = sense { classes::number(word) } else { 0 };
        Self { spelling, sense, class: u8::try_from(class).expect("there are fewer than 128 classes") }
    }

    /// The class of the word that it is; of anything else no class.
    #[inline]
    pub fn class(&self) -> WordClasses {
        if matches!(self.sense, Sense::Word(_)) { WordClasses::numbered(self.class) } else { WordClasses::NONE }
    }
}

/// What a pattern can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sense {
    /// Names an entry.
    Alias(AliasNumber, NameTraits),
    /// Is a given name: a safe one, or an ambiguous one that needs a surname after it.
    GivenName(AliasClass),
    /// Is a surname.
    Surname,
    /// Is a word of the rules.
    Word(WordSense),
    /// Is a false friend of these kinds.
    Stop(StopKinds),
}

/// What the rules of names ask of an alias first, beside its number, so that most names need no further look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameTraits {
    /// How far the alias alone is evidence.
    pub class: AliasClass,
    /// What kind of name it is.
    pub role: AliasRole,
    /// What its entry is.
    pub kind: EntryKind,
}

impl NameTraits {
    /// Whether it is an adjective or demonym.
    #[inline]
    pub fn is_demonym(self) -> bool {
        matches!(self.role, AliasRole::Adjective | AliasRole::Demonym)
    }

    /// Whether the name alone is evidence enough.
    #[inline]
    pub fn is_safe(self) -> bool {
        self.class == AliasClass::Safe
    }
}

/// Of which kinds a stop phrase is the false friend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopKinds {
    /// It is no person.
    pub person: bool,
    /// It is no place.
    pub place: bool,
    /// It is no weapon.
    pub weapon: bool,
    /// A number in it counts nothing.
    pub count: bool,
}

impl StopKinds {
    /// Whether the phrase is the false friend of `kind`.
    pub fn has(self, kind: EntityKind) -> bool {
        match kind {
            EntityKind::Person => self.person,
            EntityKind::Place => self.place,
            EntityKind::Weapon => self.weapon,
            EntityKind::Count => self.count,
        }
    }
}

/// How a text has to spell a pattern: bit `i` is about token `i`; tokens from the 16th on are not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// The token has to begin with a capital.
    capitalised: u16,
    /// The token has to be all in capitals.
    upper: u16,
    /// No white space before the token: a letter and its number ("A-10") fall apart otherwise.
    joined: u16,
}

impl Spelling {
    /// The spelling that `alias` itself has.
    fn of(alias: &NormalizedText<'_>) -> Self {
        let mut spelling = Self::default();
        let tokens = alias.tokens();
        for (index, token) in tokens.iter().enumerate().take(16) {
            let bit = 1 << index;
            match token.shape {
                Shape::Upper => spelling.upper |= bit,
                Shape::Title => spelling.capitalised |= bit,
                Shape::Lower | Shape::Caseless => {}
            }
            let short_before = index > 0 && alias.folded(index - 1).len() <= 2;
            if token.kind == TokenKind::Number && token.gap < Gap::Space && index == 1 && short_before {
                spelling.joined |= bit;
            }
        }
        spelling
    }

    /// Whether the tokens of `text` from `first` on are spelled so.
    #[inline]
    pub fn allows(self, text: &NormalizedText<'_>, first: usize) -> bool {
        self == Self::default() || self.allows_these(text, first)
    }

    fn allows_these(self, text: &NormalizedText<'_>, first: usize) -> bool {
        let asked = self.capitalised | self.upper | self.joined;
        (0..16 - asked.leading_zeros() as usize).all(|index| {
            let (token, bit) = (&text.tokens()[first + index], 1 << index);
            (self.capitalised & bit == 0 || token.shape != Shape::Lower)
                && (self.upper & bit == 0
                    || token.shape == Shape::Upper
                    || (token.shape == Shape::Title && text.folded(first + index).len() == 1))
                && (self.joined & bit == 0 || token.gap < Gap::Space)
        })
    }
}

/// Collects entries, aliases and words, then builds the automata.
#[derive(Debug, Default)]
pub struct Compiler {
    /// The endings that tell what a word is.
    pub endings: Endings,
    /// Abbreviations, which have to be complete before the first alias is added: they decide how it is cut into tokens.
    pub abbreviations: Abbreviations,
    entries: Vec<Entry>,
    aliases: Vec<Alias>,
    patterns: PatternSets,
    /// The capitalised words that further names of places are made with.
    pub type_words: Vec<TypeWord>,
    /// Parts of speech, verbs and their frames.
    pub grammar: Grammar,
    /// Past and participle of irregular verbs, by their base forms.
    pub(super) irregular_verbs: HashMap<Box<str>, (Box<str>, Box<str>)>,
    common_words: HashSet<Box<str>, FixedState>,
}

/// What the compiler makes.
#[derive(Debug)]
pub struct Compiled {
    /// All entries.
    pub entries: Vec<Entry>,
    /// All aliases.
    pub aliases: Vec<Alias>,
    /// What each pattern can mean.
    pub meanings: Meanings,
    /// The automata.
    pub matcher: Matcher,
    /// Endings.
    pub endings: Endings,
    /// Abbreviations.
    pub abbreviations: Abbreviations,
    /// Parts of speech, verbs and their frames.
    pub grammar: Grammar,
}

/// The class that a written name's mark gives it, and the name without mark and small article, which is no part of it.
pub fn split_mark<'w>(written: &'w str, abbreviations: &Abbreviations) -> (AliasClass, &'w str) {
    let (class, text) = match written.split_at_checked(1) {
        Some(("~", text)) => (AliasClass::Ambiguous, text),
        Some(("!", text)) => (AliasClass::Blocked, text),
        _ => (AliasClass::Safe, written),
    };
    (class, abbreviations.without_article(text))
}

impl Compiler {
    /// Adds an entry and returns its number.
    pub fn add_entry(&mut self, entry: Entry) -> EntryNumber {
        self.entries.push(entry);
        EntryNumber::try_from(self.entries.len() - 1).expect("a gazetteer has fewer than four billion rows")
    }

    /// Adds an alias as its row writes it, class mark included.
    pub fn add_alias(&mut self, entry: EntryNumber, written: &str, role: AliasRole) {
        let (class, text) = split_mark(written, &self.abbreviations);
        self.push_alias(Alias { text: text.into(), entry, class, role, rule: None });
    }

    /// Adds the plural of an alias as its row writes it, class mark included.
    pub fn add_plural(&mut self, entry: EntryNumber, written: &str, role: AliasRole) {
        let (class, text) = split_mark(written, &self.abbreviations);
        if class != AliasClass::Blocked {
            self.push_alias(Alias { text: plural(text).into(), entry, class, role, rule: Some(AliasRule::Plural) });
        }
    }

    fn push_alias(&mut self, alias: Alias) {
        let number = AliasNumber::try_from(self.aliases.len()).expect("a gazetteer has fewer than four billion aliases");
        if alias.class != AliasClass::Blocked {
            let kind = self.entries[alias.entry as usize].facts.kind();
            let traits = NameTraits { class: alias.class, role: alias.role, kind };
            self.add_sense(&alias.text, Sense::Alias(number, traits));
        }
        self.aliases.push(alias);
    }

    /// Adds an everyday word: what the rules make of a name is never safe where it is one.
    pub fn add_common_word(&mut self, word: &str) {
        self.common_words.insert(word.into());
    }

    /// Adds what the rules make of all the aliases that rows have written. What any row writes stays what that row says: a rule adds no second
    /// meaning to it.
    fn add_variants(&mut self) {
        let blocked: HashSet<(EntryNumber, Box<str>)> =
            self.aliases.iter().filter(|alias| alias.class == AliasClass::Blocked).map(|alias| (alias.entry, alias.text.clone())).collect();
        let mut variants = Vec::new();
        for alias in self.aliases.iter().filter(|alias| alias.rule.is_none()) {
            for Variant { text, class, rule } in variants::variants(alias, &self.entries[alias.entry as usize], &self.type_words) {
                let normalized = NormalizedText::new(&text, &self.abbreviations);
                let is_written = self.patterns.phrases.contains(&normalized) || self.patterns.names.contains(&normalized);
                let text: Box<str> = text.as_str().into();
                if !is_written && !blocked.contains(&(alias.entry, text.clone())) {
                    let class = if self.is_word(&normalized) { AliasClass::Ambiguous } else { class };
                    variants.push(Alias { text, entry: alias.entry, class, role: alias.role, rule: Some(rule) });
                }
            }
        }
        variants.into_iter().for_each(|alias| self.push_alias(alias));
    }

    /// Whether the text is one token that is an everyday word, a word of the rules, a given name or a surname.
    fn is_word(&self, text: &NormalizedText<'_>) -> bool {
        let is_known = |patterns: &Patterns| patterns.contains(text);
        text.tokens().len() == 1
            && (is_known(&self.patterns.words) || is_known(&self.patterns.capitalised_words) || self.common_words.contains(text.folded(0)))
    }

    /// Adds a meaning of `text`, to be spelled with the capitals that it has here.
    pub fn add_sense(&mut self, text: &str, sense: Sense) {
        let normalized = NormalizedText::new(text, &self.abbreviations);
        let Some(first) = normalized.tokens().first() else { return };
        let is_word = normalized.tokens().len() == 1 && !matches!(sense, Sense::Alias(..));
        if let (Sense::Word(word), 1) = (sense, normalized.tokens().len()) {
            self.grammar.add_word(normalized.folded(0), parts_of(word), None);
        }
        let begins_small = first.shape == Shape::Lower;
        let patterns = match (is_word, begins_small) {
            (true, true) => &mut self.patterns.words,
            (true, false) => &mut self.patterns.capitalised_words,
            (false, true) => &mut self.patterns.phrases,
            (false, false) => &mut self.patterns.names,
        };
        patterns.add(&normalized, Meaning::new(Spelling::of(&normalized), sense));
    }

    /// Adds what a form of one token can be in a sentence.
    pub fn add_form(&mut self, text: &str, parts: Parts, verb: Option<VerbNumber>) {
        // What is cut off from a word is a token only behind one: "'re".
        let stem = if text.starts_with('\'') { "x" } else { "" };
        let spelled = format!("{stem}{text}");
        let normalized = NormalizedText::new(&spelled, &self.abbreviations);
        if normalized.tokens().len() == 1 + stem.len() {
            self.grammar.add_word(normalized.folded(stem.len()), parts, verb);
        }
    }

    /// The hash that the first token of `text` carries.
    pub fn hash(&self, text: &str) -> u32 {
        NormalizedText::new(text, &self.abbreviations).tokens().first().map_or(0, Token::hash)
    }

    /// Builds the automata over all that was added.
    ///
    /// # Errors
    /// When there are more patterns than an automaton can hold.
    pub fn finish(mut self) -> Result<Compiled, GazetteerError> {
        self.grammar.finish();
        self.locate_parts_of_cities();
        self.add_variants();
        let matcher = Matcher::try_new(&self.patterns)?;
        let meanings = self.patterns.into_meanings();
        Ok(Compiled {
            entries: self.entries,
            aliases: self.aliases,
            meanings,
            matcher,
            endings: self.endings,
            abbreviations: self.abbreviations,
            grammar: self.grammar,
        })
    }

    /// A district, quarter, street or building without a point of its own takes that of its city: right to within the city.
    fn locate_parts_of_cities(&mut self) {
        let cities: HashMap<Box<str>, (f64, f64)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry.id.clone(), entry.place().filter(|place| place.kind == PlaceKind::City)?.location?)))
            .collect();
        for entry in &mut self.entries {
            let Facts::Place(place) = &mut entry.facts else { continue };
            let is_part = matches!(place.kind, PlaceKind::District | PlaceKind::Neighbourhood | PlaceKind::Street | PlaceKind::Facility);
            if is_part && place.location.is_none() {
                place.location = cities.get(&place.parent).copied();
            }
        }
    }
}
