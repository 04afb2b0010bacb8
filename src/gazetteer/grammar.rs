//! The grammar of the text's language, as its rows give it: what part of speech a word can be, the forms of verbs, the frames that say what
//! happened to whom, and how a word's neighbours decide between its parts of speech.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::lexicon::{Force, Function, Plurality, WordSense};
use crate::extraction::{CountCategory, CountSubject};

/// Parts of speech, as a set of bits: what a word can be, or what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u32);

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $row:literal;)*) => {
        impl Parts {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            /// The part of speech that a row calls so.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($row => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// What rows call the parts, in order.
            pub fn names(self) -> impl Iterator<Item = &'static str> {
                [$((Self::$name, $row)),*].into_iter().filter(move |(part, _)| self.any(*part)).map(|(_, name)| name)
            }
        }
    };
}

parts! {
    /// "a", "an".
    ARTICLE = 0, "article";
    /// "the", "these", "any".
    DETERMINER = 1, "determiner";
    /// "his", "their".
    POSSESSIVE = 2, "possessive";
    /// "he", "them".
    PRONOUN = 3, "pronoun";
    /// A number or number word.
    NUMERAL = 4, "numeral";
    /// A name: of a claim, or capitalised where no word has to be.
    NAME = 5, "name";
    /// A noun in the singular.
    NOUN = 6, "noun";
    /// A noun in the plural.
    PLURAL = 7, "plural";
    /// An adjective.
    ADJECTIVE = 8, "adjective";
    /// An adverb.
    ADVERB = 9, "adverb";
    /// A preposition.
    PREPOSITION = 10, "preposition";
    /// "to".
    TO = 11, "to";
    /// "and", "or".
    CONJUNCTION = 12, "conjunction";
    /// "because", "while".
    SUBORDINATOR = 13, "subordinator";
    /// "who", "which", "where".
    RELATIVE = 14, "relative";
    /// "that".
    THAT = 15, "that";
    /// A form of "be".
    BE = 16, "be";
    /// A form of "have".
    HAVE = 17, "have";
    /// A form of "do".
    DO = 18, "do";
    /// "will", "may".
    MODAL = 19, "modal";
    /// "not", "never".
    NEGATION = 20, "negation";
    /// A verb's base form.
    BASE = 21, "base";
    /// Its third person: "kills".
    THIRD = 22, "third";
    /// Its past.
    PAST = 23, "past";
    /// Its past participle.
    PARTICIPLE = 24, "participle";
    /// Its form in -ing.
    GERUND = 25, "gerund";
    /// "dead", "missing": what people are afterwards.
    STATE = 26, "state";
    /// A word or phrase of time.
    TIME = 27, "time";
    /// The mark or word of a possessor: "'s".
    OWNER = 28, "owner";
    /// Any other mark.
    MARK = 29, "mark";
    /// The beginning or the end of the sentence.
    EDGE = 30, "edge";
}

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);
    /// How many bits a set has.
    const BITS: usize = u32::BITS as usize;
    /// Every part.
    pub const ANY: Self = Self(u32::MAX);
    /// The forms of a verb.
    pub const VERB: Self = Self::BASE.or(Self::THIRD).or(Self::PAST).or(Self::PARTICIPLE).or(Self::GERUND);
    /// The forms that can be the head of a clause without an auxiliary.
    pub const FINITE: Self = Self::BASE.or(Self::THIRD).or(Self::PAST);
    /// The forms of auxiliaries.
    pub const AUXILIARY: Self = Self::BE.or(Self::HAVE).or(Self::DO).or(Self::MODAL);
    /// Nouns and names.
    pub const NOMINAL: Self = Self::NOUN.or(Self::PLURAL).or(Self::NAME);

    /// The union.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both have.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this and not in `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether any of `other`'s parts is in this.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of `other`'s parts are in this.
    pub const fn all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of its bits, the lowest first.
    fn bits(self) -> impl Iterator<Item = usize> {
        let rest = |bits: &u32| Some(bits & (bits - 1)).filter(|bits| *bits != 0);
        std::iter::successors(Some(self.0).filter(|bits| *bits != 0), rest).map(|bits| bits.trailing_zeros() as usize)
    }
}

/// Index of a verb.
pub type VerbNumber = u16;

/// What may follow a verb, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takes(u8);

impl Takes {
    /// What somebody says or thinks: "said that", "feared that".
    pub const CLAUSE: Self = Self(1);
    /// An infinitive of the same subject: "plans to".
    pub const INFINITIVE: Self = Self(2);
    /// An object and its infinitive: "forced them to".
    pub const OBJECT_INFINITIVE: Self = Self(4);
    /// A gerund: "stopped firing".
    pub const GERUND: Self = Self(8);
    /// A state of the object or the subject: "left 12 dead", "remained missing".
    pub const STATE: Self = Self(16);

    /// What a row lists.
    pub fn parse(cell: &str) -> Option<Self> {
        let mut takes = Self::default();
        for name in cell.split(',').filter(|name| !name.is_empty()) {
            takes.0 |= match name.trim() {
                "clause" => Self::CLAUSE.0,
                "infinitive" => Self::INFINITIVE.0,
                "object-infinitive" => Self::OBJECT_INFINITIVE.0,
                "gerund" => Self::GERUND.0,
                "state" => Self::STATE.0,
                _ => return None,
            };
        }
        Some(takes)
    }

    /// Whether any of `other` may follow.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A verb: what may follow it and what it says happened to whom.
#[derive(Clone, Debug, Default)]
pub struct Verb {
    /// Its base form.
    pub base: Box<str>,
    /// What may follow it.
    pub takes: Takes,
    /// Its frames, the more specific ones first.
    pub frames: Vec<Frame>,
}

impl Verb {
    /// What it says by itself, with nothing beside it, happened to anything in this role.
    pub fn plain_category(&self, role: Role) -> Option<CountCategory> {
        let is_plain = |frame: &&Frame| frame.role == role && frame.companion == Companion::None && frame.of == Counted::ANY;
        self.frames.iter().find(is_plain)?.category
    }
}

/// Which part of a clause is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// What the verb is done to: the object, or the subject of the passive.
    Object,
    /// Who does or undergoes it: the subject of the active voice.
    Subject,
    /// What stands behind the frame's own preposition: "damage to 40 homes".
    Oblique,
}

/// Of what a frame speaks, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted(u16);

impl Counted {
    /// Anything.
    pub const ANY: Self = Self(u16::MAX);
    const NAMES: [(&'static str, u16); 14] = [
        ("people", 1),
        ("weapons", 1 << 1),
        ("vehicles", 1 << 2),
        ("structures", 1 << 3),
        ("places", 1 << 4),
        ("events", 1 << 5),
        ("organisations", 1 << 6),
        ("other", 1 << 7),
        ("unnamed", 1 << 8),
        ("regular-force", 1 << 9),
        ("irregular-force", 1 << 10),
        ("flying", 1 << 11),
        ("lives", 1 << 12),
        ("hurt", 1 << 13),
    ];
    /// Weapons that fly at a target: drones, missiles, bombs.
    pub const FLYING: Self = Self(1 << 11);
    /// "lives".
    pub const LIVES: Self = Self(1 << 12);
    /// People of whom the phrase itself says that they are hurt: "29 of the wounded".
    pub const HURT: Self = Self(1 << 13);

    /// What a row lists; nothing is anything.
    pub fn parse(cell: &str) -> Option<Self> {
        if cell.is_empty() {
            return Some(Self::ANY);
        }
        let bit = |name: &str| Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, bit)| *bit);
        cell.split(',').map(|name| bit(name.trim())).sum::<Option<u16>>().map(Self)
    }

    /// What is counted by its subject; `None` where the text leaves the noun out.
    pub fn of(subject: Option<CountSubject>) -> Self {
        Self(match subject {
            Some(CountSubject::People) => 1,
            Some(CountSubject::Weapons) => 1 << 1,
            Some(CountSubject::Vehicles) => 1 << 2,
            Some(CountSubject::Structures) => 1 << 3,
            Some(CountSubject::Places) => 1 << 4,
            Some(CountSubject::Events) => 1 << 5,
            Some(CountSubject::Organisations) => 1 << 6,
            Some(CountSubject::Other) => 1 << 7,
            None => 1 << 8,
        })
    }

    /// People under arms.
    pub fn of_force(force: Option<Force>) -> Self {
        Self(match force {
            Some(Force::Regular) => 1 << 9,
            Some(Force::Irregular) => 1 << 10,
            None => 0,
        })
    }

    /// The union.
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `other` is in this.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Number of a class of words that complete a frame: "hospital", "home", "hostage".
pub type ComplementNumber = u8;

/// What has to stand with the verb for its frame to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Companion {
    /// Nothing.
    None,
    /// A preposition, by the hash of its folded form, and a word of the class somewhere in its phrase, or anything: "to hospital".
    Preposition(Vec<u32>, Option<ComplementNumber>),
    /// A word of the class right behind the object: "hostage".
    Bare(ComplementNumber),
    /// An object with a word of the class: "suffered burns".
    Object(ComplementNumber),
    /// A subject with a word of the class: "damage was reported in".
    Subject(ComplementNumber),
    /// An infinitive of the class: "forced them to leave".
    Infinitive(ComplementNumber),
    /// A negation: "have not been found".
    Negation,
}

/// A row of frames: a verb in which role of its clause says what happened.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its name in evidence.
    pub name: Box<str>,
    /// Who is counted.
    pub role: Role,
    /// Of what it speaks.
    pub of: Counted,
    /// What has to stand beside it.
    pub companion: Companion,
    /// What happened; `None` where the row says that nothing did.
    pub category: Option<CountCategory>,
}

/// What one spelling of a word can be.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordForms {
    /// Its parts of speech.
    pub parts: Parts,
    /// The verb whose form it can be.
    pub verb: Option<VerbNumber>,
}

/// A row of the tagger: between which neighbours a word that can be several things is which.
#[derive(Clone, Debug)]
pub struct Tagging {
    /// What the word before is.
    before: Parts,
    /// What the word can be, all of it.
    can_be: Parts,
    /// What the word after can be.
    after: Parts,
    /// What the word then is.
    is: Parts,
}

/// What a word's ending says of it where no row knows the word.
#[derive(Clone, Debug)]
struct Ending {
    ending: Box<str>,
    least_bytes: usize,
    parts: Parts,
}

/// All rows of grammar.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    words: HashMap<Box<str>, WordForms, FixedState>,
    verbs: Vec<Verb>,
    verb_numbers: HashMap<Box<str>, VerbNumber, FixedState>,
    /// The verb that is the auxiliary "be", and the one that is "have".
    be: Option<VerbNumber>,
    have: Option<VerbNumber>,
    complements: HashMap<Box<str>, ComplementNumber, FixedState>,
    taggings: Vec<Tagging>,
    /// The numbers of the rows of the tagger that ask for a part, in order, by the lowest part that each asks for.
    taggings_of: [Vec<u16>; Parts::BITS],
    endings: Vec<Ending>,
}

impl Grammar {
    /// What `folded` can be by the rows.
    #[inline]
    pub fn word(&self, folded: &str) -> Option<WordForms> {
        self.words.get(folded).copied()
    }

    /// What an unknown word can be by its ending; a noun or an adjective where no ending says more.
    pub fn unknown(&self, folded: &str) -> Parts {
        let fits = |ending: &&Ending| folded.len() >= ending.least_bytes && folded.ends_with(&*ending.ending);
        self.endings.iter().find(fits).map_or(Parts::NOUN.or(Parts::ADJECTIVE), |ending| ending.parts)
    }

    /// The verb of this number.
    pub fn verb(&self, number: VerbNumber) -> &Verb {
        &self.verbs[usize::from(number)]
    }

    /// The number of the verb of this base form.
    pub fn verb_number(&self, base: &str) -> Option<VerbNumber> {
        self.verb_numbers.get(base).copied()
    }

    /// The verb "be".
    pub fn be(&self) -> Option<VerbNumber> {
        self.be
    }

    /// The verb "have".
    pub fn have(&self) -> Option<VerbNumber> {
        self.have
    }

    /// The verb whose base form can be this auxiliary.
    fn auxiliary(&self, part: Parts) -> Option<VerbNumber> {
        let is_it = |verb: &Verb| self.words.get(&verb.base).is_some_and(|forms| forms.parts.any(part));
        self.verbs.iter().position(is_it).and_then(|number| VerbNumber::try_from(number).ok())
    }

    /// The number of a class of complements.
    pub fn complement(&self, class: &str) -> Option<ComplementNumber> {
        self.complements.get(class).copied()
    }

    /// All verbs.
    pub fn verbs(&self) -> &[Verb] {
        &self.verbs
    }

    /// What a word is of all that it can be, between `before` and what the next word can be.
    pub fn decide(&self, before: Parts, can_be: Parts, after: Parts) -> Parts {
        let holds = |number: &&u16| {
            let row = &self.taggings[usize::from(**number)];
            row.before.any(before) && can_be.all(row.can_be) && row.after.any(after)
        };
        // A word can be few things, so few rows are asked.
        let first_of = |part: usize| self.taggings_of[part].iter().find(holds);
        let Some(first) = can_be.bits().filter_map(first_of).min() else { return can_be };
        let row = &self.taggings[usize::from(*first)];
        let among = can_be.and(row.is);
        if among.is_empty() { row.is } else { among }
    }

    /// Adds to what a word can be.
    pub(super) fn add_word(&mut self, folded: &str, parts: Parts, verb: Option<VerbNumber>) {
        if parts.is_empty() {
            return;
        }
        let forms = self.words.entry(folded.into()).or_default();
        forms.parts = forms.parts.or(parts);
        // Of two verbs of one spelling ("found", "saw") the one that is a past form is likelier in news: the first row keeps it.
        forms.verb = forms.verb.or(verb);
    }

    /// The number of the verb of this base form, which now is one.
    pub(super) fn add_verb(&mut self, base: &str) -> VerbNumber {
        if let Some(number) = self.verb_number(base) {
            return number;
        }
        let number = VerbNumber::try_from(self.verbs.len()).expect("a language has fewer than 65,536 verbs");
        self.verbs.push(Verb { base: base.into(), ..Verb::default() });
        self.verb_numbers.insert(base.into(), number);
        number
    }

    pub(super) fn add_takes(&mut self, verb: VerbNumber, takes: Takes) {
        let verb = &mut self.verbs[usize::from(verb)];
        verb.takes = Takes(verb.takes.0 | takes.0);
    }

    /// Adds a frame behind the verb's others.
    pub(super) fn add_frame(&mut self, verb: VerbNumber, frame: Frame) {
        self.verbs[usize::from(verb)].frames.push(frame);
    }

    /// The number of a class of complements, which now is one.
    pub(super) fn add_complement(&mut self, name: &str) -> ComplementNumber {
        let next = self.complements.len();
        *self
            .complements
            .entry(name.into())
            .or_insert_with(|| ComplementNumber::try_from(next).expect("frames have fewer than 256 classes of complements"))
    }

    pub(super) fn add_tagging(&mut self, before: Parts, can_be: Parts, after: Parts, is: Parts) {
        let number = u16::try_from(self.taggings.len()).expect("a tagger has fewer than 65,536 rows");
        let part = can_be.bits().next().expect("a row of the tagger asks for a part");
        self.taggings_of[part].push(number);
        self.taggings.push(Tagging { before, can_be, after, is });
    }

    pub(super) fn add_ending(&mut self, ending: &str, least_bytes: usize, parts: Parts) {
        self.endings.push(Ending { ending: ending.into(), least_bytes, parts });
    }

    /// Finds the auxiliaries among the verbs, and puts the frames that ask for more before those that ask for less, rows of one rank in
    /// their order.
    pub(super) fn finish(&mut self) {
        (self.be, self.have) = (self.auxiliary(Parts::BE), self.auxiliary(Parts::HAVE));
        for verb in &mut self.verbs {
            verb.frames.sort_by_key(|frame| (frame.companion == Companion::None, frame.of == Counted::ANY));
        }
    }
}

/// What part of speech a word of the lexicon is.
pub(crate) fn parts_of(sense: WordSense) -> Parts {
    match sense {
        WordSense::Function(function) => match function {
            Function::Determiner => Parts::DETERMINER,
            Function::Indefinite => Parts::ARTICLE,
            Function::Conjunction => Parts::CONJUNCTION,
            Function::Of
            | Function::From
            | Function::Between
            | Function::By
            | Function::With
            | Function::Among
            | Function::Locative
            | Function::Preposition => Parts::PREPOSITION,
            Function::To => Parts::TO,
            Function::Be => Parts::BE,
            Function::Have => Parts::HAVE,
            Function::Do => Parts::DO,
            Function::Modal => Parts::MODAL,
            Function::Negation => Parts::NEGATION,
            Function::Pronoun => Parts::PRONOUN,
            Function::Possessive => Parts::POSSESSIVE,
            Function::Relative => Parts::RELATIVE,
            Function::That => Parts::THAT,
            Function::Subordinator => Parts::SUBORDINATOR,
        },
        WordSense::Cardinal(_) | WordSense::Scale(_) | WordSense::Vague(..) => Parts::NUMERAL,
        WordSense::Noun(_, Plurality::Singular) | WordSense::Title(_) | WordSense::Toll(_) | WordSense::Nominal(_) => Parts::NOUN,
        WordSense::Noun(_, Plurality::Plural) | WordSense::Implies(_) => Parts::PLURAL,
        WordSense::State(_) => Parts::STATE,
        WordSense::PlaceType(..) | WordSense::FacilityHead(_) | WordSense::Collective | WordSense::Disease | WordSense::DiseaseCase => {
            Parts::NOUN
        }
        WordSense::Calendar(_) | WordSense::Time(_) => Parts::TIME,
        WordSense::Filler => Parts::ADVERB,
        _ => Parts::NONE,
    }
}
