//! The words of the rules: what a word or phrase can mean to them. The words themselves are rows of `seeds/gazetteer/lexicon/en/`.

use super::grammar::{ComplementNumber, VerbNumber};
use crate::extraction::{CountCategory, CountSubject, EventKind, Modality, NumberClass, PlaceKind, Qualifier};

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
    /// "half", "quarter": what the whole is divided by.
    Part(i64),
    /// "k", "M": a factor glued to digits.
    Suffix(i64),
    /// "m", "b": a factor glued to digits of money.
    MoneySuffix(i64),
    /// "thirds", "quarters": several parts, and what the whole is divided by.
    Parts(i64),
    /// "and" within a number, "per" behind one, "$": what forms a number or tells what it is, and is none itself.
    NumberWord(NumberWord),
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
    /// A month or a day of the week.
    Calendar(CalendarName),
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
    /// A word that only the rules of names look at.
    NameCue(NameCue),
    /// A word that only the rules of counted and of time phrases look at.
    PhraseWord(PhraseWord),
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
    /// Tells an event of a kind, "explosion", "opened fire", or points back to one.
    Happening(Happening),
    /// Completes a frame: "hospital", "hostage".
    Complement(ComplementNumber),
    /// A word that rules may step over: adverbs, adjectives of size and age.
    Filler,
}

/// How a word tells an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// What the word is.
    pub class: HappeningClass,
    /// The event's kind, if nothing around the word says more.
    pub kind: EventKind,
    /// All kinds that it can be told of; of a reference those that it may point back to.
    pub kinds: EventKinds,
    /// What it takes for the word to tell an event.
    pub strength: Strength,
    /// Whether it tells of several.
    pub is_plural: bool,
}

/// What it takes for a word to tell an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Nothing.
    Own,
    /// A count of what happened, or a weapon, in its sentence.
    Weak,
    /// That nothing else tells it: it says what an event did.
    Effect,
    /// A means of one of its kinds that does it, or with which it is done.
    Means,
    /// A means of one of its kinds to which it is done: what is fired.
    Fires,
    /// People to whom it is done.
    People,
    /// That the text begins with it.
    Story,
}

/// Kinds of events, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKinds(u32);

impl EventKinds {
    /// Every kind.
    pub const ANY: Self = Self(u32::MAX);
    /// No kind.
    pub const NONE: Self = Self(0);
    /// What is done with arms.
    pub const VIOLENCE: Self = Self::all(&[
        EventKind::AirStrike,
        EventKind::Shelling,
        EventKind::Shooting,
        EventKind::Bombing,
        EventKind::Battle,
        EventKind::Attack,
    ]);
    /// What hurts people or destroys things.
    pub const HARM: Self = Self::all(&[
        EventKind::Riot,
        EventKind::Earthquake,
        EventKind::Flood,
        EventKind::Storm,
        EventKind::Wildfire,
        EventKind::Landslide,
        EventKind::Outbreak,
        EventKind::TransportAccident,
        EventKind::Fire,
        EventKind::Explosion,
        EventKind::Collapse,
        EventKind::Other,
    ])
    .or(Self::VIOLENCE);

    const fn all(kinds: &[EventKind]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < kinds.len() {
            bits |= 1 << (kinds[at] as u32);
            at += 1;
        }
        Self(bits)
    }

    /// These and others.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// One kind.
    pub const fn of(kind: EventKind) -> Self {
        Self(1 << (kind as u32))
    }

    /// Whether `kind` is among them.
    pub fn has(self, kind: EventKind) -> bool {
        self.0 & Self::of(kind).0 != 0
    }

    /// The first of them.
    pub fn first(self) -> EventKind {
        EventKind::ALL.into_iter().find(|kind| self.has(*kind)).unwrap_or(EventKind::Other)
    }

    /// These without others.
    pub const fn but(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are among the others too.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }
}

/// What a word that tells an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HappeningClass {
    /// "explosion".
    Noun,
    /// "explode".
    Verb,
    /// "incident".
    Reference,
    /// "drone", "gunman": who or what does it.
    Means,
    /// "tsunami warning": a longer term that tells nothing.
    Nothing,
}

/// What a word is to the rules of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameCue {
    /// "von", "al": stands within a person's name in small letters (or, in headlines, in capitals).
    Particle,
    /// "van", "al": may begin a surname that stands alone.
    SurnameParticle,
    /// "Jr", "III": ends a name.
    Suffix,
    /// "led", "based": a hyphen joins it to a name that it is no part of.
    Joined,
    /// "aged", "a": between a name's comma and an age.
    AgeBefore,
    /// "years", "who": right after an age.
    AgeAfter,
    /// "year-old": right before a name.
    AgePhrase,
    /// "who", "whose": after a name's comma.
    Who,
    /// "the".
    Article,
    /// "northern", "rural": may stand before a container.
    Direction,
    /// "in".
    Within,
    /// "in", "near", "from", "outside": what hardly stands before anything but a place or a time.
    Located,
    /// "near", "outside": what hardly stands before anything but a place.
    Near,
    /// "from", "outside": after a distance.
    AwayFrom,
    /// "to the", "in the": before a direction.
    Towards,
    /// "there", "were": between a place and its figure.
    FigureStep,
    /// "where", "with": after the type word that closes an apposition.
    TypeFollower,
    /// "of", "de": between the first word of a facility's name and the rest.
    FacilityLink,
    /// "Saint": before a name that owns a facility and is no place.
    Saint,
    /// "made", "built": a hyphen joins it to the country that a weapon is from.
    MadeIn,
    /// "mm": after a number, before a weapon.
    Calibre,
    /// "Miss": before a place's name it is a title that is won.
    Pageant,
    /// "Stadium", "Day": right after a person's name what is named after that person.
    Namesake,
}

/// What a word is to the rules of counted phrases and of time phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseWord {
    /// "another": one more, also where its noun is left out.
    OneMore,
    /// "his", "her": before the kin of one person.
    OfOne,
    /// "those": before a participle it stands for people.
    Those,
    /// "victim": behind "the", one whom the text need not have counted before.
    Victim,
    /// "morning", "night": a part of a day that does not say of which.
    PartOfDay,
    /// "at", "during": before a part of a day that is no time of its own then.
    BeforePartOfDay,
    /// "in the": before a part of the day that the text is about.
    WithinDay,
    /// "in", "since": before a year.
    BeforeYear,
    /// "on": between a part of a day and its day.
    BeforeDay,
    /// "next": before a day that is to come.
    Next,
}

/// A name of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarName {
    /// A month by its number.
    Month(u8),
    /// A day of the week by its number; Monday is the first.
    Weekday(u8),
}

/// What forms a number or tells what it is: words, endings glued to digits, signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberWord {
    /// "and": "two hundred and five", "between five and ten".
    And,
    /// "to", "or": "five to ten".
    To,
    /// "point": "two point five".
    Point,
    /// "minus", "negative".
    Minus,
    /// "at", "this": before "one point" no decimal follows.
    Moment,
    /// "e": before the exponent of a power of ten, between digits.
    Exponent,
    /// "x", "×": before a power of ten in digits.
    Times,
    /// "st", "th": makes an ordinal of digits.
    OrdinalEnding,
    /// "s": makes a decade of digits.
    DecadeEnding,
    /// "his", "early": before a decade, of somebody's life.
    OfLife,
    /// "of", "as": after "one third".
    AfterPart,
    /// "all but": before what the whole lacks.
    AllBut,
    /// "most", "some": a share of the number behind "of the".
    Share(ShareBounds),
    /// "how": before "many", which is no share then.
    BeforeNoShare,
    /// "$": before an amount.
    MoneyBefore,
    /// "€": after an amount.
    MoneyAfter,
    /// "%".
    Percent,
    /// "°".
    Degree,
    /// "#": before a name that is a number.
    Label,
    /// "c", in brackets before a year.
    Copyright,
    /// "≥", "~": glued before a number.
    SignBefore(Qualifier),
    /// "+": glued after a number.
    SignAfter(Qualifier),
    /// "record": between a hedge and its number.
    AfterHedge,
    /// "ages", "aged": before several ages.
    Ages,
    /// "the other": whose age follows that of "one".
    TheOther,
    /// "more", "consecutive": between a number and its unit.
    BeforeUnit,
    /// "the": before four digits that are a year, and before one whom the text knows.
    Definite,
    /// "no", "this": before "one" that counts nothing.
    BeforePronoun,
    /// "another", "side": after "one" that counts nothing.
    AfterPronoun,
    /// "in", "out of": between part and whole of a ratio.
    Ratio,
    /// "per", "for every": between a number and that which it is a rate of.
    Per,
    /// "a", "each": makes a rate of a time behind it.
    Each,
    /// "later", "after": behind "a week", which is no rate then.
    NoRate,
    /// "man", "strong": joined to a number, the size of the group behind it.
    GroupSize,
    /// "images", in brackets with a number.
    Caption,
}

/// How much of the whole a share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShareBounds {
    /// "most": more than half.
    Most,
    /// "a minority": less than half.
    Few,
    /// "some": one at least.
    Some,
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
    /// "do", "did".
    Do,
    /// "his", "their".
    Possessive,
    /// "that" as it begins a clause.
    That,
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
    /// Which verb it is.
    pub verb: VerbNumber,
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
    /// "By": begins a line that names who wrote.
    Byline,
    /// "at", "GMT": in a line that is nothing but a date.
    Time,
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
