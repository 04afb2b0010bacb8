//! Reads the words of the rules: the tables in `lexicon/`.

use super::compile::{Compiler, Sense};
use super::error::GazetteerError;
use super::grammar::{Companion, Counted, Frame as GrammarFrame, Parts, Role, Takes};
use super::lexicon::{
    CalendarName, EventKinds, Force, Forms, Frame, Function, Happening, HappeningClass, NameCue, NumberWord, PageWord, PhraseWord,
    Plurality, ShareBounds, Side, SpeechUse, Strength, TitleKind, VerbSense, WordSense,
};
use super::table::{Table, read};
use super::tables::place_kind;
use super::variants::TypeWord;
use crate::extraction::{CountCategory, CountSubject, EventKind, Modality, NumberClass, Qualifier};
use crate::text::AbbreviationBefore;

/// Reads `abbreviations.tsv`. Has to come before everything else.
pub fn abbreviations(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["term", "before"], |row| {
        let before = row.parse(1, "before", "anything or digits", |cell| match cell {
            "anything" => Some(AbbreviationBefore::Anything),
            "digits" => Some(AbbreviationBefore::Digits),
            _ => None,
        })?;
        compiler.abbreviations.insert(&row.cell(0).to_lowercase(), before);
        Ok(())
    })
}

/// Reads `affixes.tsv`: beginnings and endings of words. Has to come right after the abbreviations.
pub fn affixes(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["affix", "class"], |row| {
        let classes = "article, possessive, contraction, name-prefix, plural, people-ending or surname-ending";
        let add = row.parse(1, "class", classes, |cell| {
            Some(match cell {
                "article" => |compiler: &mut Compiler, affix: &str| compiler.abbreviations.add_article(affix),
                "possessive" => |compiler: &mut Compiler, affix: &str| compiler.abbreviations.add_possessive(affix),
                "contraction" => |compiler: &mut Compiler, affix: &str| compiler.abbreviations.add_contraction(affix),
                "name-prefix" => |compiler: &mut Compiler, affix: &str| compiler.abbreviations.add_name_prefix(affix),
                "plural" => |compiler: &mut Compiler, affix: &str| compiler.endings.add_plural(affix),
                "people-ending" => |compiler: &mut Compiler, affix: &str| compiler.endings.add_people(affix),
                "surname-ending" => |compiler: &mut Compiler, affix: &str| compiler.endings.add_surname(affix),
                _ => return None,
            })
        })?;
        add(compiler, row.cell(0));
        Ok(())
    })
}

/// Reads a table of words with a class and a value each.
pub fn words(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["term", "class", "value"], |row| {
        let class = row.cell(1);
        let sense = row.parse(2, "value", "a value of its class", |value| word_sense(class, value))?;
        compiler.add_sense(row.cell(0), Sense::Word(sense));
        Ok(())
    })
}

/// Reads `common_words.tsv`: what no rule may make a safe name of.
pub fn common_words(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["word"], |row| {
        compiler.add_common_word(row.cell(0));
        Ok(())
    })
}

/// Reads `type_words.tsv`: with what capitalised words further names of places are made.
pub fn type_words(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["term", "kind", "countries"], |row| {
        let kind = row.parse(1, "kind", "a kind of place", place_kind)?;
        compiler.type_words.push(TypeWord { word: row.cell(0).into(), kind, countries: row.values(2).map(Into::into).collect() });
        Ok(())
    })
}

/// Reads `nouns.tsv`: what can be counted. A missing plural is the regular one.
pub fn nouns(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["singular", "plural", "subject"], |row| {
        let subject = row.parse(2, "subject", "a count's subject", count_subject)?;
        let plural = if row.cell(1).is_empty() { plural(row.cell(0)) } else { row.cell(1).to_owned() };
        let is_one_form = plural == row.cell(0);
        if !row.cell(0).is_empty() && !is_one_form {
            compiler.add_sense(row.cell(0), Sense::Word(WordSense::Noun(subject, Plurality::Singular)));
        }
        if plural != "-" {
            compiler.add_sense(&plural, Sense::Word(WordSense::Noun(subject, Plurality::Plural)));
        }
        Ok(())
    })
}

/// Every form of a verb with what it can be; empty ones are the regular ones.
fn forms_of(base: &str, written_past: &str, written_participle: &str) -> Vec<(String, Parts)> {
    let past_form = if written_past.is_empty() { inflect(base, past) } else { written_past.to_owned() };
    let participle = if written_participle.is_empty() { past_form.clone() } else { written_participle.to_owned() };
    let mut forms: Vec<(String, Parts)> = Vec::new();
    let all = [
        (base.to_owned(), Parts::BASE),
        (inflect(base, plural), Parts::THIRD),
        (past_form, Parts::PAST),
        (participle, Parts::PARTICIPLE),
        (inflect(base, gerund), Parts::GERUND),
    ];
    for (spelling, parts) in all {
        match forms.iter_mut().find(|(known, _)| *known == spelling) {
            Some((_, known)) => *known = known.or(parts),
            None => forms.push((spelling, parts)),
        }
    }
    forms
}

/// Reads `plain_verbs.tsv`: the forms of verbs and what may follow them.
pub fn plain_verbs(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["base", "past", "participle", "takes"], |row| {
        let takes = row.parse(3, "takes", "clause, infinitive, object-infinitive, gerund, state", Takes::parse)?;
        let verb = compiler.grammar.add_verb(row.cell(0));
        compiler.grammar.add_takes(verb, takes);
        let forms = if row.cell(1) == "-" { Vec::new() } else { forms_of(row.cell(0), row.cell(1), row.cell(2)) };
        for (spelling, parts) in forms {
            compiler.add_form(&spelling, parts, Some(verb));
        }
        if !row.cell(1).is_empty() {
            let participle = if row.cell(2).is_empty() { row.cell(1) } else { row.cell(2) };
            compiler.irregular_verbs.insert(row.cell(0).into(), (row.cell(1).into(), participle.into()));
        }
        Ok(())
    })
}

/// Reads `frames.tsv`: verbs that say what happened only of some things, or with something beside them.
pub fn frames(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["name", "verb", "role", "of", "with", "category"], |row| {
        let role = row.parse(2, "role", "object, subject or oblique", |cell| match cell {
            "object" => Some(Role::Object),
            "subject" => Some(Role::Subject),
            "oblique" => Some(Role::Oblique),
            _ => None,
        })?;
        let of = row.parse(3, "of", "kinds of what is counted", Counted::parse)?;
        let companion = row.parse(4, "with", "a companion", |cell| Some(companion(compiler, cell)))?;
        let category = row.parse(5, "category", "a count's category, or none", |cell| match cell {
            "none" => Some(None),
            cell => count_category(cell).map(Some),
        })?;
        for base in row.values(1) {
            let verb = row.parse(1, "verb", "base forms of verbs of the tables", |_| compiler.grammar.verb_number(base))?;
            let frame = GrammarFrame { name: row.cell(0).into(), role, of, companion: companion.clone(), category };
            compiler.grammar.add_frame(verb, frame);
        }
        Ok(())
    })
}

/// "to:hospital", "from,out:home", "under:", ":hostage", "object:wounds", "infinitive:leave", "not"; nothing.
fn companion(compiler: &mut Compiler, cell: &str) -> Companion {
    if cell == "not" {
        return Companion::Negation;
    }
    let Some((kind, class)) = cell.split_once(':') else { return Companion::None };
    let number = (!class.is_empty()).then(|| compiler.grammar.add_complement(class));
    match (kind, number) {
        ("", Some(number)) => Companion::Bare(number),
        ("object", Some(number)) => Companion::Object(number),
        ("subject", Some(number)) => Companion::Subject(number),
        ("infinitive", Some(number)) => Companion::Infinitive(number),
        (prepositions, number) => {
            let hashes = prepositions.split(',').map(|preposition| compiler.hash(preposition));
            Companion::Preposition(hashes.collect(), number)
        }
    }
}

/// Reads `complements.tsv`: the words that complete frames, by class.
pub fn complements(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["term", "class"], |row| {
        let class = compiler.grammar.add_complement(row.cell(1));
        compiler.add_sense(row.cell(0), Sense::Word(WordSense::Complement(class)));
        Ok(())
    })
}

/// Reads `happenings.tsv`: the words that tell events.
pub fn happenings(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    const CLASSES: &str = "event-noun, event-verb, reference, means, no-event-noun or no-event-verb";
    read(file, ["term", "class", "kind", "strength"], |row| {
        let (class, is_verb) = row.parse(1, "class", CLASSES, |cell| match cell {
            "event-noun" => Some((HappeningClass::Noun, false)),
            "event-verb" => Some((HappeningClass::Verb, true)),
            "reference" => Some((HappeningClass::Reference, false)),
            "means" => Some((HappeningClass::Means, false)),
            "no-event-noun" => Some((HappeningClass::Nothing, false)),
            "no-event-verb" => Some((HappeningClass::Nothing, true)),
            _ => None,
        })?;
        let (kind, kinds) = row.parse(2, "kind", "kinds of events, violence, harm or any", event_kinds)?;
        let strength = row.parse(3, "strength", "weak, effect, means, fires, people, story or nothing", |cell| match cell {
            "" => Some(Strength::Own),
            "weak" => Some(Strength::Weak),
            "effect" => Some(Strength::Effect),
            "means" => Some(Strength::Means),
            "fires" => Some(Strength::Fires),
            "people" => Some(Strength::People),
            "story" => Some(Strength::Story),
            _ => None,
        })?;
        let term = row.cell(0);
        let sense = |is_plural| Sense::Word(WordSense::Happening(Happening { class, kind, kinds, strength, is_plural }));
        if is_verb {
            let (base, past, participle) = irregular(compiler, term);
            for (spelling, _) in forms_of(&base, &past, &participle) {
                compiler.add_sense(&spelling, sense(false));
            }
        } else {
            compiler.add_sense(term, sense(false));
            compiler.add_sense(&plural(term), sense(true));
        }
        Ok(())
    })
}

/// The written forms of a verb of several words, the irregular ones of its first word as the tables of verbs have them.
fn irregular(compiler: &Compiler, term: &str) -> (String, String, String) {
    let (first, rest) = term.split_once(' ').map_or((term, ""), |(first, rest)| (first, rest));
    let join = |form: &str| if rest.is_empty() { form.to_owned() } else { format!("{form} {rest}") };
    let written = |forms: Option<&(Box<str>, Box<str>)>| forms.map(|(past, participle)| (join(past), join(participle)));
    let (past, participle) = written(compiler.irregular_verbs.get(first)).unwrap_or_default();
    (term.to_owned(), past, participle)
}

/// The kinds that a cell lists, and the first of them.
fn event_kinds(cell: &str) -> Option<(EventKind, EventKinds)> {
    let named = |name: &str| match name.trim() {
        "any" => Some((EventKind::Other, EventKinds::ANY)),
        "harm" => Some((EventKind::Other, EventKinds::HARM)),
        "violence" => Some((EventKind::Attack, EventKinds::VIOLENCE)),
        name => EventKind::ALL.into_iter().find(|kind| kind.as_str() == name).map(|kind| (kind, EventKinds::of(kind))),
    };
    let first = named(cell.split(',').next()?)?.0;
    let kinds = cell.split(',').map(named).try_fold(EventKinds::NONE, |kinds, it| Some(kinds.or(it?.1)))?;
    Some((first, kinds))
}

/// Reads `parts_of_speech.tsv`: words that say nothing to the rules but what they are in a sentence.
pub fn parts_of_speech(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["term", "part"], |row| {
        let parts = row.parse(1, "part", "parts of speech", parts_named)?;
        compiler.add_form(row.cell(0), parts, None);
        Ok(())
    })
}

/// Reads `endings.tsv`: what the ending of a word that no row knows says of it.
pub fn endings(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["ending", "letters", "part"], |row| {
        let letters = row.parse(1, "letters", "a number", |cell| cell.parse().ok())?;
        let parts = row.parse(2, "part", "parts of speech", parts_named)?;
        compiler.grammar.add_ending(row.cell(0), letters, parts);
        Ok(())
    })
}

/// Reads `tagging.tsv`: what a word is between its neighbours.
pub fn tagging(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["name", "before", "can_be", "after", "is"], |row| {
        let parts = |column: usize, name: &'static str| row.parse(column, name, "parts of speech", parts_named);
        let (before, can_be) = (parts(1, "before")?, parts(2, "can_be")?);
        let (after, is) = (parts(3, "after")?, parts(4, "is")?);
        compiler.grammar.add_tagging(before, can_be, after, is);
        Ok(())
    })
}

/// Parts as a row lists them: "noun,plural"; "*" is any, "!noun" any but nouns.
fn parts_named(cell: &str) -> Option<Parts> {
    let union = |cell: &str| {
        cell.split(',').try_fold(Parts::NONE, |parts, name| {
            let named = match name.trim() {
                "verb" => Some(Parts::VERB),
                "finite" => Some(Parts::FINITE),
                "auxiliary" => Some(Parts::AUXILIARY),
                "nominal" => Some(Parts::NOMINAL),
                name => Parts::named(name),
            };
            named.map(|named| parts.or(named))
        })
    };
    match cell.strip_prefix('!') {
        _ if cell == "*" => Some(Parts::ANY),
        Some(rest) => union(rest).map(|parts| Parts::ANY.without(parts)),
        None => union(cell),
    }
}

/// Reads `verbs.tsv`: what happened. Missing forms are the regular ones.
pub fn verbs(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["base", "past", "participle", "category", "frame"], |row| {
        let base = row.cell(0);
        let category = row.parse(3, "category", "a count's category", count_category)?;
        let frame = row.parse(4, "frame", "object or subject", |cell| match cell {
            "object" => Some(Frame::Object),
            "subject" => Some(Frame::Subject),
            _ => None,
        })?;
        let verb = compiler.grammar.add_verb(base);
        let (role, suffix) = match frame {
            Frame::Object => (Role::Object, "object"),
            Frame::Subject => (Role::Subject, "subject"),
        };
        let name = format!("{}-{suffix}", base.replace(' ', "-")).into();
        let of_verb = GrammarFrame { name, role, of: Counted::ANY, companion: Companion::None, category: Some(category) };
        compiler.grammar.add_frame(verb, of_verb);
        for (spelling, parts) in forms_of(base, row.cell(1), row.cell(2)) {
            let forms =
                Forms { finite: parts.any(Parts::FINITE), participle: parts.any(Parts::PARTICIPLE), gerund: parts.any(Parts::GERUND) };
            compiler.add_form(&spelling, parts, Some(verb));
            compiler.add_sense(&spelling, Sense::Word(WordSense::Verb(VerbSense { category, frame, forms, verb })));
        }
        Ok(())
    })
}

/// Reads `titles.tsv`: what stands beside a person's name.
pub fn titles(compiler: &mut Compiler, file: Table<'_>) -> Result<(), GazetteerError> {
    read(file, ["term", "kind"], |row| {
        let kind = row.parse(1, "kind", "honorific, rank, role or relation", |cell| match cell {
            "honorific" => Some(TitleKind::Honorific),
            "rank" => Some(TitleKind::Rank),
            "role" => Some(TitleKind::Role),
            "relation" => Some(TitleKind::Relation),
            _ => None,
        })?;
        compiler.add_sense(row.cell(0), Sense::Word(WordSense::Title(kind)));
        if kind != TitleKind::Honorific && row.cell(0).starts_with(char::is_lowercase) {
            compiler.add_sense(&plural(row.cell(0)), Sense::Word(WordSense::Title(kind)));
        }
        Ok(())
    })
}

fn word_sense(class: &str, value: &str) -> Option<WordSense> {
    let number = || value.parse::<i64>().ok();
    Some(match class {
        "cardinal" => WordSense::Cardinal(number()?),
        "scale" => WordSense::Scale(number()?),
        "ordinal" => WordSense::Ordinal(number()?),
        "part" => WordSense::Part(number()?),
        "suffix" => WordSense::Suffix(number()?),
        "money-suffix" => WordSense::MoneySuffix(number()?),
        "parts" => WordSense::Parts(number()?),
        "number-word" => WordSense::NumberWord(number_word(value)?),
        "sign-before" => WordSense::NumberWord(NumberWord::SignBefore(qualifier(value)?)),
        "sign-after" => WordSense::NumberWord(NumberWord::SignAfter(qualifier(value)?)),
        "share" => WordSense::NumberWord(NumberWord::Share(share_bounds(value)?)),
        "vague" => {
            let (min, max) = value.split_once('-')?;
            WordSense::Vague(min.parse().ok()?, max.parse().ok()?)
        }
        "hedge-before" => WordSense::Hedge(qualifier(value)?, Side::Before),
        "hedge-after" => WordSense::Hedge(qualifier(value)?, Side::After),
        "state" => WordSense::State(count_category(value)?),
        "toll" => WordSense::Toll(count_category(value)?),
        "implies" => WordSense::Implies(count_category(value)?),
        "nominal" => WordSense::Nominal(count_category(value)?),
        "rise" => WordSense::Rise,
        "unit-before" => WordSense::Unit(number_class(value)?, Side::Before),
        "unit-after" => WordSense::Unit(number_class(value)?, Side::After),
        "month" => WordSense::Calendar(CalendarName::Month(value.parse().ok().filter(|month| (1..=12).contains(month))?)),
        "weekday" => WordSense::Calendar(CalendarName::Weekday(value.parse().ok().filter(|day| (1..=7).contains(day))?)),
        "say" => WordSense::Say,
        "say-inverted" => WordSense::Speech(SpeechUse::Inverted),
        "say-figure" => WordSense::Speech(SpeechUse::OfFigure),
        "say-to" => WordSense::Speech(SpeechUse::ToSomebody),
        "introduce" => WordSense::Introduce,
        "place-type-before" => WordSense::PlaceType(place_kind(value)?, Side::Before),
        "place-type-after" => WordSense::PlaceType(place_kind(value)?, Side::After),
        "place-company-before" => WordSense::PlaceCompany(Side::Before),
        "place-company-after" => WordSense::PlaceCompany(Side::After),
        "collective" => WordSense::Collective,
        "regular-force" => WordSense::Armed(Force::Regular),
        "irregular-force" => WordSense::Armed(Force::Irregular),
        "generic-noun" => WordSense::GenericNoun,
        "disease" => WordSense::Disease,
        "disease-case" => WordSense::DiseaseCase,
        "weapon-company" => WordSense::WeaponCompany,
        "public-body" => WordSense::PublicBody,
        "name-cue" => WordSense::NameCue(name_cue(value)?),
        "phrase-word" => WordSense::PhraseWord(phrase_word(value)?),
        "page-byline" => WordSense::Page(PageWord::Byline),
        "page-time" => WordSense::Page(PageWord::Time),
        "place-adjective" => WordSense::PlaceAdjective,
        "place-office" => WordSense::PlaceOffice(place_kind(value)?),
        "facility-head" => WordSense::FacilityHead(place_kind(value)?),
        "organisation-word" => WordSense::OrganisationWord,
        "filler" => WordSense::Filler,
        "cue" => WordSense::Cue(modality(value)?),
        "time" if value.is_empty() => WordSense::Time(None),
        "time" => WordSense::Time(Some(value.parse().ok()?)),
        "in-all" => WordSense::InAll,
        "page-furniture" => WordSense::Page(PageWord::Furniture),
        "page-related" => WordSense::Page(PageWord::Related),
        "page-caption" => WordSense::Page(PageWord::Caption),
        "page-credit" => WordSense::Page(PageWord::Credit),
        "facility-first" => WordSense::FacilityFirst(place_kind(value)?),
        _ => WordSense::Function(function(class)?),
    })
}

fn number_word(name: &str) -> Option<NumberWord> {
    Some(match name {
        "and" => NumberWord::And,
        "to" => NumberWord::To,
        "point" => NumberWord::Point,
        "minus" => NumberWord::Minus,
        "moment" => NumberWord::Moment,
        "exponent" => NumberWord::Exponent,
        "times" => NumberWord::Times,
        "ordinal-ending" => NumberWord::OrdinalEnding,
        "decade-ending" => NumberWord::DecadeEnding,
        "of-life" => NumberWord::OfLife,
        "after-part" => NumberWord::AfterPart,
        "all-but" => NumberWord::AllBut,
        "before-no-share" => NumberWord::BeforeNoShare,
        "money-before" => NumberWord::MoneyBefore,
        "money-after" => NumberWord::MoneyAfter,
        "percent" => NumberWord::Percent,
        "degree" => NumberWord::Degree,
        "label" => NumberWord::Label,
        "copyright" => NumberWord::Copyright,
        "after-hedge" => NumberWord::AfterHedge,
        "ages" => NumberWord::Ages,
        "the-other" => NumberWord::TheOther,
        "before-unit" => NumberWord::BeforeUnit,
        "definite" => NumberWord::Definite,
        "before-pronoun" => NumberWord::BeforePronoun,
        "after-pronoun" => NumberWord::AfterPronoun,
        "ratio" => NumberWord::Ratio,
        "per" => NumberWord::Per,
        "each" => NumberWord::Each,
        "no-rate" => NumberWord::NoRate,
        "group-size" => NumberWord::GroupSize,
        "caption" => NumberWord::Caption,
        _ => return None,
    })
}

fn share_bounds(name: &str) -> Option<ShareBounds> {
    Some(match name {
        "most" => ShareBounds::Most,
        "few" => ShareBounds::Few,
        "some" => ShareBounds::Some,
        _ => return None,
    })
}

fn function(class: &str) -> Option<Function> {
    Some(match class {
        "determiner" => Function::Determiner,
        "indefinite" => Function::Indefinite,
        "conjunction" => Function::Conjunction,
        "of" => Function::Of,
        "to" => Function::To,
        "from" => Function::From,
        "between" => Function::Between,
        "by" => Function::By,
        "with" => Function::With,
        "among" => Function::Among,
        "locative" => Function::Locative,
        "preposition" => Function::Preposition,
        "be" => Function::Be,
        "have" => Function::Have,
        "modal" => Function::Modal,
        "negation" => Function::Negation,
        "pronoun" => Function::Pronoun,
        "relative" => Function::Relative,
        "subordinator" => Function::Subordinator,
        "do" => Function::Do,
        "possessive" => Function::Possessive,
        "that" => Function::That,
        _ => return None,
    })
}

fn name_cue(name: &str) -> Option<NameCue> {
    Some(match name {
        "particle" => NameCue::Particle,
        "surname-particle" => NameCue::SurnameParticle,
        "suffix" => NameCue::Suffix,
        "joined" => NameCue::Joined,
        "age-before" => NameCue::AgeBefore,
        "age-after" => NameCue::AgeAfter,
        "age-phrase" => NameCue::AgePhrase,
        "who" => NameCue::Who,
        "article" => NameCue::Article,
        "direction" => NameCue::Direction,
        "within" => NameCue::Within,
        "located" => NameCue::Located,
        "near" => NameCue::Near,
        "away-from" => NameCue::AwayFrom,
        "towards" => NameCue::Towards,
        "figure-step" => NameCue::FigureStep,
        "type-follower" => NameCue::TypeFollower,
        "facility-link" => NameCue::FacilityLink,
        "saint" => NameCue::Saint,
        "made-in" => NameCue::MadeIn,
        "calibre" => NameCue::Calibre,
        "pageant" => NameCue::Pageant,
        "namesake" => NameCue::Namesake,
        _ => return None,
    })
}

fn phrase_word(name: &str) -> Option<PhraseWord> {
    Some(match name {
        "one-more" => PhraseWord::OneMore,
        "of-one" => PhraseWord::OfOne,
        "those" => PhraseWord::Those,
        "victim" => PhraseWord::Victim,
        "part-of-day" => PhraseWord::PartOfDay,
        "before-part-of-day" => PhraseWord::BeforePartOfDay,
        "within-day" => PhraseWord::WithinDay,
        "before-year" => PhraseWord::BeforeYear,
        "before-day" => PhraseWord::BeforeDay,
        "next" => PhraseWord::Next,
        _ => return None,
    })
}

fn modality(name: &str) -> Option<Modality> {
    Some(match name {
        "claimed" => Modality::Claimed,
        "denied" => Modality::Denied,
        "hypothetical" => Modality::Hypothetical,
        "planned" => Modality::Planned,
        "historical" => Modality::Historical,
        "comparison" => Modality::Comparison,
        _ => return None,
    })
}

fn qualifier(name: &str) -> Option<Qualifier> {
    Some(match name {
        "at-least" => Qualifier::AtLeast,
        "more-than" => Qualifier::MoreThan,
        "at-most" => Qualifier::AtMost,
        "fewer-than" => Qualifier::FewerThan,
        "approximate" => Qualifier::Approximate,
        _ => return None,
    })
}

fn number_class(name: &str) -> Option<NumberClass> {
    Some(match name {
        "age" => NumberClass::Age,
        "date" => NumberClass::Date,
        "time" => NumberClass::Time,
        "duration" => NumberClass::Duration,
        "money" => NumberClass::Money,
        "percent" => NumberClass::Percent,
        "measure" => NumberClass::Measure,
        "identifier" => NumberClass::Identifier,
        "structure-size" => NumberClass::StructureSize,
        "score" => NumberClass::Score,
        "boilerplate" => NumberClass::Boilerplate,
        "rate" => NumberClass::Rate,
        "other" => NumberClass::Other,
        _ => return None,
    })
}

fn count_subject(name: &str) -> Option<CountSubject> {
    Some(match name {
        "people" => CountSubject::People,
        "weapons" => CountSubject::Weapons,
        "vehicles" => CountSubject::Vehicles,
        "structures" => CountSubject::Structures,
        "places" => CountSubject::Places,
        "events" => CountSubject::Events,
        "organisations" => CountSubject::Organisations,
        "other" => CountSubject::Other,
        _ => return None,
    })
}

fn count_category(name: &str) -> Option<CountCategory> {
    Some(match name {
        "killed" => CountCategory::Killed,
        "injured" => CountCategory::Injured,
        "missing" => CountCategory::Missing,
        "captured" => CountCategory::Captured,
        "detained" => CountCategory::Detained,
        "abducted" => CountCategory::Abducted,
        "released" => CountCategory::Released,
        "displaced" => CountCategory::Displaced,
        "hospitalised" => CountCategory::Hospitalised,
        "rescued" => CountCategory::Rescued,
        "affected" => CountCategory::Affected,
        "protesting" => CountCategory::Protesting,
        "launched" => CountCategory::Launched,
        "intercepted" => CountCategory::Intercepted,
        "struck" => CountCategory::Struck,
        "damaged" => CountCategory::Damaged,
        "destroyed" => CountCategory::Destroyed,
        "supplied" => CountCategory::Supplied,
        "other" => CountCategory::Other,
        _ => return None,
    })
}

/// Inflects the first word of a phrase: "shoot down" -> "shoots down".
fn inflect(phrase: &str, rule: fn(&str) -> String) -> String {
    match phrase.split_once(' ') {
        // "fatally shoot"
        Some((adverb, rest)) if adverb.ends_with("ly") => format!("{adverb} {}", inflect(rest, rule)),
        Some((verb, rest)) => format!("{} {rest}", rule(verb)),
        None => rule(phrase),
    }
}

/// The regular plural of a noun's last word, which is also a verb's third person.
pub fn plural(noun: &str) -> String {
    match noun.as_bytes() {
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{noun}es"),
        [.., before, b'y'] if !b"aeiou".contains(before) => format!("{}ies", &noun[..noun.len() - 1]),
        [.., b'm', b'a', b'n'] => format!("{}en", &noun[..noun.len() - 2]),
        _ => format!("{noun}s"),
    }
}

fn past(verb: &str) -> String {
    match verb.as_bytes() {
        [.., b'e'] => format!("{verb}d"),
        [.., before, b'y'] if !b"aeiou".contains(before) => format!("{}ied", &verb[..verb.len() - 1]),
        _ => format!("{}ed", double_last(verb)),
    }
}

fn gerund(verb: &str) -> String {
    match verb.as_bytes() {
        [.., b'i', b'e'] => format!("{}ying", &verb[..verb.len() - 2]),
        [.., before, b'e'] if *before != b'e' => format!("{}ing", &verb[..verb.len() - 1]),
        _ => format!("{}ing", double_last(verb)),
    }
}

/// Doubles the last consonant of a verb of one short syllable: "grab" -> "grabb".
fn double_last(verb: &str) -> String {
    let vowels = verb.bytes().filter(|byte| b"aeiou".contains(byte)).count();
    match verb.as_bytes() {
        [.., before, vowel, last]
            if vowels == 1 && b"aeiou".contains(vowel) && !b"aeiou".contains(before) && !b"aeiouwxyh".contains(last) =>
        {
            format!("{verb}{}", *last as char)
        }
        _ => verb.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        for (word, expected) in [("drone", "drones"), ("bus", "buses"), ("city", "cities"), ("gunman", "gunmen"), ("launch", "launches")] {
            assert_eq!(plural(word), expected);
        }
        for (verb, ed, ing) in [
            ("kill", "killed", "killing"),
            ("injure", "injured", "injuring"),
            ("die", "died", "dying"),
            ("bury", "buried", "burying"),
            ("grab", "grabbed", "grabbing"),
            ("free", "freed", "freeing"),
            ("destroy", "destroyed", "destroying"),
            ("down", "downed", "downing"),
        ] {
            assert_eq!((past(verb).as_str(), gerund(verb).as_str()), (ed, ing));
        }
        assert_eq!(inflect("shoot down", gerund), "shooting down");
    }
}
