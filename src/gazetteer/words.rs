//! Reads the words of the rules: the tables in `lexicon/`.

use super::compile::{Compiler, Sense};
use super::error::GazetteerError;
use super::lexicon::{Force, Forms, Frame, Function, PageWord, Plurality, Side, SpeechUse, TitleKind, VerbSense, WordSense};
use super::table::{Table, read};
use super::tables::place_kind;
use super::variants::TypeWord;
use crate::extraction::{CountCategory, CountSubject, Modality, NumberClass, Qualifier};
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
        let past = if row.cell(1).is_empty() { inflect(base, past) } else { row.cell(1).to_owned() };
        let participle = if row.cell(2).is_empty() { past.clone() } else { row.cell(2).to_owned() };
        let mut forms: Vec<(String, Forms)> = Vec::new();
        let mut add = |spelling: String, form: Forms| match forms.iter_mut().find(|(known, _)| *known == spelling) {
            Some((_, known)) => {
                known.finite |= form.finite;
                known.participle |= form.participle;
            }
            None => forms.push((spelling, form)),
        };
        add(base.to_owned(), Forms { finite: true, ..Forms::default() });
        add(inflect(base, plural), Forms { finite: true, ..Forms::default() });
        add(past, Forms { finite: true, ..Forms::default() });
        add(participle, Forms { participle: true, ..Forms::default() });
        add(inflect(base, gerund), Forms { gerund: true, ..Forms::default() });
        for (spelling, forms) in forms {
            compiler.add_sense(&spelling, Sense::Word(WordSense::Verb(VerbSense { category, frame, forms })));
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
        "calendar" => WordSense::Calendar,
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
