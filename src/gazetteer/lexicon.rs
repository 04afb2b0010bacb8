//! The words of the rules: what a word or phrase can mean to them. The words themselves are rows of `seeds/gazetteer/lexicon/en/`.

use crate::extraction::{CountCategory, CountSubject, Modality, NumberClass, PlaceKind, Qualifier};

/// One meaning of a word or phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WordSense {
    /// A function word.
    Function(Function),
    /// "seven", "twelve".
    Cardinal(i64),
    /// "hundred", "million", "dozen": multiplies what stands before it.
    Scale(i64),
    /// "third".
    Ordinal(i64),
    /// "half", "thirds", "quarter": what the whole is divided by.
    Part(i64),
    /// "k", "M": a factor glued to digits.
    Suffix(i64),
    /// "m", "b": a factor glued to digits of money.
    MoneySuffix(i64),
    /// "dozens", "several": inclusive bounds.
    Vague(i64, i64),
    /// "at least", "or more".
    Hedge(Qualifier, Side),
    /// A noun that can be counted.
    Noun(CountSubject, Plurality),
    /// A form of a verb that says what happened to somebody or something.
    Verb(VerbSense),
    /// "dead", "injured", "missing": what people are afterwards.
    State(CountCategory),
    /// "protesters", "evacuees": a noun whose meaning says what happened, unless the clause says more.
    Implies(CountCategory),
    /// "arrest", "delivery": a noun for what happened to what "of" names.
    Nominal(CountCategory),
    /// "death toll", "fatalities": a noun that is itself a count of what happened.
    Toll(CountCategory),
    /// "rose", "stands": what a toll does before its number.
    Rise,
    /// What a number before or after this word is, if not a count.
    Unit(NumberClass, Side),
    /// Part of a date.
    Calendar,
    /// "said", "reported": whose subject speaks.
    Say,
    /// "identified as", "named": what a name follows.
    Introduce,
    /// What kind of place the neighbouring name is: "region" after, "city of" before.
    PlaceType(PlaceKind, Side),
    /// Of what kind of place the name before this capitalised office is: "Gov.", "Mayor".
    PlaceOffice(PlaceKind),
    /// What stands right before or after a place's name and hardly any other: "downtown X", "X police".
    PlaceCompany(Side),
    /// In the name of a public body: "Patrol", "Ministry".
    PublicBody,
    /// "Druze", "Soviet": stands before a type word with a capital and is no place's name.
    PlaceAdjective,
    /// The last word of a facility's or street's name, when capitalised.
    FacilityHead(PlaceKind),
    /// The first word of such a name: "Lake", "Plaza".
    FacilityFirst(PlaceKind),
    /// The last word of an organisation's name, when capitalised: "Foundation", "Herald".
    OrganisationWord,
    /// Stands before or after a person's name.
    Title(TitleKind),
    /// How a verb of saying is used.
    Speech(SpeechUse),
    /// "family", "crew", "life": a noun in the singular that stands for no single person.
    Collective,
    /// "soldiers", "militants": people under arms.
    Armed(Force),
    /// "people", "buildings": a noun that any of its kind is called by.
    GenericNoun,
    /// "cholera", "outbreak".
    Disease,
    /// "cases": of the disease that the text names.
    DiseaseCase,
    /// "army", "front line": stands beside weapons, so that an ambiguous word is one.
    WeaponCompany,
    /// "allegedly", "could": in what way a clause is stated.
    Cue(Modality),
    /// "yesterday", "overnight": when; how many days from that of publication, where the word tells.
    Time(Option<i8>),
    /// "in all", "so far": of a running total.
    InAll,
    /// A word of the page, beside the article: no rule of names or counts looks at it.
    Page(PageWord),
    /// A word that rules may step over: adverbs, adjectives of size and age.
    Filler,
}

/// For whom somebody is under arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Force {
    /// A state.
    Regular,
    /// Anybody else.
    Irregular,
}

/// How a verb of saying is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeechUse {
    /// Its subject may follow: "said the mayor".
    Inverted,
    /// Its object may be a figure: "counted 12 bodies".
    OfFigure,
    /// Its object is somebody, of whom nothing is stated: "urged", "accused".
    ToSomebody,
}

/// Before or after what the rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The word stands before it.
    Before,
    /// The word stands after it.
    After,
}

/// One or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plurality {
    /// "man".
    Singular,
    /// "men".
    Plural,
}

/// Function words, by what rules need to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// "the", "these", "their".
    Determiner,
    /// "a", "an".
    Indefinite,
    /// "and", "or", "as well as".
    Conjunction,
    /// "of".
    Of,
    /// "to".
    To,
    /// "from".
    From,
    /// "between".
    Between,
    /// "by".
    By,
    /// "with".
    With,
    /// "among", "including".
    Among,
    /// "in", "at", "near": what a place follows.
    Locative,
    /// Other prepositions.
    Preposition,
    /// "is", "were", "been".
    Be,
    /// "has", "had".
    Have,
    /// "will", "may".
    Modal,
    /// "not", "no".
    Negation,
    /// "he", "they".
    Pronoun,
    /// "who", "which", "that".
    Relative,
    /// "after", "because", "while": a new clause.
    Subordinator,
}

/// What a form of an event verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbSense {
    /// What happened.
    pub category: CountCategory,
    /// To whom: the verb's object or its subject.
    pub frame: Frame,
    /// Which forms this spelling can be.
    pub forms: Forms,
}

/// Who is touched by what a verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// The object: "killed 12".
    Object,
    /// The subject: "12 died".
    Subject,
}

/// The forms that one spelling of a verb can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// "kill", "kills", "killed": can be the head of an active clause.
    pub finite: bool,
    /// "killed": can follow "were" or a noun.
    pub participle: bool,
    /// "killing".
    pub gerund: bool,
}

/// What pages are made of beside the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageWord {
    /// "Share": a button, a label, a notice.
    Furniture,
    /// "More on this story": heads other stories.
    Related,
    /// "Image caption": begins a caption.
    Caption,
    /// "Getty Images": ends a caption.
    Credit,
}

/// What stands before or after a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    /// "Mr", "Sir".
    Honorific,
    /// "General", "Detective".
    Rank,
    /// "President", "spokesman".
    Role,
    /// "wife".
    Relation,
}
