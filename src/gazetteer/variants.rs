//! Aliases by rule: other spellings of a name that its row need not list.
//!
//! Folding makes case, diacritics, hyphens, apostrophes and the dots of abbreviations all one; here is what letters it takes more. Each rule
//! is a function from a name to further ones; they are made when the tables are compiled, never in a text.

use super::entry::{Alias, AliasClass, AliasRole, AliasRule, Entry, Facts};
use crate::extraction::PlaceKind;

/// A capitalised word that may follow the names of a kind of place: "Oblast", "Province".
#[derive(Clone, Debug)]
pub struct TypeWord {
    /// The word.
    pub word: Box<str>,
    /// Of which kind the place is.
    pub kind: PlaceKind,
    /// In which countries, ISO 3166-1 alpha-2; empty means in all.
    pub countries: Vec<Box<str>>,
}

/// A name made by rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The name.
    pub text: String,
    /// How far it alone is evidence, before it is known what else is written so.
    pub class: AliasClass,
    /// The rule that made it.
    pub rule: AliasRule,
}

/// Countries whose names are romanised from Cyrillic.
const CYRILLIC: [&str; 12] = ["UA", "RU", "BY", "BG", "RS", "MK", "ME", "KZ", "KG", "TJ", "MD", "UZ"];

/// Endings of Slavic adjectives and surnames that are one and the same.
const ADJECTIVE_ENDINGS: [&str; 6] = ["skyi", "sky", "skyy", "skiy", "skii", "skyj"];

/// Endings of Slavic given names that are one and the same after a consonant.
const GIVEN_NAME_ENDINGS: [&str; 5] = ["iy", "ii", "yi", "y", "i"];

/// Words that news writes out or shortens as it likes.
const SHORTENED: [(&str, &str); 4] = [("Saint", "St"), ("Sainte", "Ste"), ("Mount", "Mt"), ("Fort", "Ft")];

/// Letters that German and the Nordic languages write as two where the mark is not at hand.
const TWO_LETTERS: [(char, &str); 10] =
    [('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ø', "oe"), ('å', "aa"), ('Ä', "Ae"), ('Ö', "Oe"), ('Ü', "Ue"), ('Ø', "Oe"), ('Å', "Aa")];

/// Every name that the rules make of one that a row has written, each once, without that one.
pub fn variants(alias: &Alias, entry: &Entry, type_words: &[TypeWord]) -> Vec<Variant> {
    let text = &*alias.text;
    if alias.class == AliasClass::Blocked || matches!(alias.role, AliasRole::Adjective | AliasRole::Demonym) {
        return Vec::new();
    }
    let mut made = Made { written: text, class: alias.class, variants: Vec::new() };
    match &entry.facts {
        Facts::Person(facts) => {
            made.add_all(AliasRule::Article, article(text));
            if alias.role != AliasRole::Bare {
                made.add_all(AliasRule::MiddleInitial, without_middle_initials(text));
            }
            if is_cyrillic(&facts.country) {
                made.add_all(AliasRule::AdjectiveEnding, adjective_ending(text));
                made.add_all(AliasRule::GivenNameEnding, given_name_ending(text));
            }
            made.add_all(AliasRule::TwoLetters, two_letters(text));
        }
        Facts::Place(facts) => {
            made.add_all(AliasRule::Shortened, shortened(text));
            made.add_all(AliasRule::Article, article(text));
            if is_cyrillic(&facts.country) {
                made.add_all(AliasRule::InnerVowel, inner_vowel(text));
                made.add_all(AliasRule::AdjectiveEnding, adjective_ending(text));
                made.add_all(AliasRule::AdjectiveEnding, inner_vowel(text).iter().flat_map(|vowel| adjective_ending(vowel)).collect());
            }
            made.add_all(AliasRule::TwoLetters, two_letters(text));
            let is_of_kind =
                |word: &&TypeWord| word.kind == facts.kind && (word.countries.is_empty() || word.countries.contains(&facts.country));
            made.class = AliasClass::Safe;
            made.add_all(AliasRule::TypeWord, with_type_words(text, type_words, type_words.iter().filter(is_of_kind)));
        }
        Facts::Weapon(_) => made.add_all(AliasRule::Designation, designation(text)),
        Facts::Organisation => made.add_all(AliasRule::TwoLetters, two_letters(text)),
    }
    made.variants
}

struct Made<'a> {
    written: &'a str,
    class: AliasClass,
    variants: Vec<Variant>,
}

impl Made<'_> {
    fn add_all(&mut self, rule: AliasRule, texts: Vec<String>) {
        for text in texts {
            if text != self.written && self.variants.iter().all(|variant| variant.text != text) {
                self.variants.push(Variant { text, class: self.class, rule });
            }
        }
    }
}

fn is_cyrillic(country: &str) -> bool {
    CYRILLIC.contains(&country)
}

/// "Zelenskyi" as "Zelensky", "Zelenskyy", "Zelenskiy"; "Sviatoshynskyi District" likewise.
fn adjective_ending(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let Some((place, stem)) = words.iter().enumerate().rev().find_map(|(place, word)| Some((place, adjective_stem(word)?))) else {
        return Vec::new();
    };
    ADJECTIVE_ENDINGS.iter().map(|ending| replaced(&words, place, &format!("{stem}{ending}"))).collect()
}

fn adjective_stem(word: &str) -> Option<&str> {
    // The longest ending first, so that none is taken for a part of the stem.
    let ending = ADJECTIVE_ENDINGS.iter().filter(|ending| word.ends_with(**ending)).max_by_key(|ending| ending.len())?;
    word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2)
}

/// "Yuriy" as "Yuri", "Yury", "Yurii", where it stands before a surname.
fn given_name_ending(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let [given, _, ..] = words[..] else { return Vec::new() };
    let Some(ending) = GIVEN_NAME_ENDINGS.iter().find(|ending| given.ends_with(**ending)) else { return Vec::new() };
    let stem = &given[..given.len() - ending.len()];
    let ends_in_consonant = stem.chars().last().is_some_and(|last| last.is_ascii_alphabetic() && !is_vowel(last));
    if stem.chars().count() < 3 || !ends_in_consonant {
        return Vec::new();
    }
    GIVEN_NAME_ENDINGS.iter().map(|ending| replaced(&words, 0, &format!("{stem}{ending}"))).collect()
}

/// "Sviatoshynskyi" as "Sviatoshinskyi": the Ukrainian vowel between two consonants is romanised as y or i.
fn inner_vowel(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_consonant = |place: Option<&char>| place.is_some_and(|letter| letter.is_ascii_alphabetic() && !is_vowel(*letter));
    let vowel = |place: usize, letter: char| {
        let inside = letter == 'y' && place > 0 && is_consonant(letters.get(place - 1)) && is_consonant(letters.get(place + 1));
        if inside { 'i' } else { letter }
    };
    vec![letters.iter().enumerate().map(|(place, letter)| vowel(place, *letter)).collect()]
}

fn is_vowel(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// "al-Sisi" as "el-Sisi", and the other way.
fn article(text: &str) -> Vec<String> {
    let mut variants = Vec::new();
    for (article, other) in [("al-", "el-"), ("Al-", "El-"), ("al ", "el ")] {
        for (from, to) in [(article, other), (other, article)] {
            let at_word_start = |at: usize| at == 0 || text[..at].ends_with(' ');
            if let Some(at) = text.find(from).filter(|at| at_word_start(*at)) {
                variants.push(format!("{}{to}{}", &text[..at], &text[at + from.len()..]));
            }
        }
    }
    variants
}

/// "Donald J. Trump" as "Donald Trump".
fn without_middle_initials(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_initial = |word: &str| matches!(word.as_bytes(), [letter, b'.'] if letter.is_ascii_uppercase());
    let [first, middle @ .., last] = &words[..] else { return Vec::new() };
    let kept: Vec<&str> = middle.iter().copied().filter(|word| !is_initial(word)).collect();
    if kept.len() == middle.len() || is_initial(first) {
        return Vec::new();
    }
    vec![[&[*first], &kept[..], &[*last]].concat().join(" ")]
}

/// "Saint Petersburg" as "St Petersburg", "Mt Etna" as "Mount Etna".
fn shortened(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let other = |word: &str| {
        let word = word.trim_end_matches('.');
        SHORTENED.iter().find_map(|(long, short)| match word {
            _ if word == *long => Some(*short),
            _ if word == *short => Some(*long),
            _ => None,
        })
    };
    words.iter().enumerate().filter_map(|(place, word)| Some(replaced(&words, place, other(word)?))).collect()
}

/// "Zürich" as "Zuerich"; folding makes it "Zurich".
fn two_letters(text: &str) -> Vec<String> {
    let mut variant = String::with_capacity(text.len() + 2);
    for letter in text.chars() {
        match TWO_LETTERS.iter().find(|(marked, _)| *marked == letter) {
            Some((_, letters)) => variant.push_str(letters),
            None => variant.push(letter),
        }
    }
    vec![variant]
}

/// "Poltava" as "Poltava Oblast", unless a type word is there already.
fn with_type_words<'a>(text: &str, all: &[TypeWord], words: impl Iterator<Item = &'a TypeWord>) -> Vec<String> {
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is_name = text.starts_with(char::is_uppercase) && text.chars().any(char::is_lowercase) && text.is_ascii();
    if !is_name || all.iter().any(|word| &*word.word == last) {
        return Vec::new();
    }
    words.map(|word| format!("{text} {}", word.word)).collect()
}

/// "Kh-101" as "X-101": the letter is written Х.
fn designation(text: &str) -> Vec<String> {
    let is_number = |rest: &str| rest.starts_with(|first: char| first.is_ascii_digit());
    text.strip_prefix("Kh-").filter(|rest| is_number(rest)).map(|rest| format!("X-{rest}")).into_iter().collect()
}

fn replaced(words: &[&str], place: usize, word: &str) -> String {
    let mut words = words.to_vec();
    words[place] = word;
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::entry::{PersonFacts, PlaceFacts, Seat, WeaponFacts};

    fn person(country: &str) -> Facts {
        Facts::Person(PersonFacts { description: "".into(), country: country.into() })
    }

    fn place(kind: PlaceKind, country: &str) -> Facts {
        let none = || "".into();
        Facts::Place(PlaceFacts {
            kind,
            location: None,
            country: country.into(),
            admin1: none(),
            population: 0,
            parent: none(),
            seat: Seat::None,
        })
    }

    fn weapon() -> Facts {
        use crate::extraction::{WeaponCategory, WeaponSpecificity};
        let (category, specificity) = (WeaponCategory::Missile, WeaponSpecificity::Model);
        Facts::Weapon(WeaponFacts { category, class_path: Vec::new(), specificity, origin: "".into() })
    }

    fn made(written: &str, class: AliasClass, role: AliasRole, facts: Facts) -> Vec<Variant> {
        let alias = Alias { text: written.into(), entry: 0, class, role, rule: None };
        let entry = Entry { id: "x:1".into(), name: written.into(), external_ids: Vec::new(), facts };
        let word = |word: &str, countries: &[&str]| TypeWord {
            word: word.into(),
            kind: PlaceKind::Region,
            countries: countries.iter().map(|country| (*country).into()).collect(),
        };
        variants(&alias, &entry, &[word("Region", &[]), word("Oblast", &["UA"])])
    }

    #[test]
    fn each_rule_makes_its_names_and_leaves_others_alone() {
        for (written, facts, expected) in [
            ("Ivan Zelenskyi", person("UA"), "Ivan Zelensky, Ivan Zelenskyy, Ivan Zelenskiy, Ivan Zelenskii, Ivan Zelenskyj"),
            ("Ivan Zelenskyi", person("US"), ""),
            ("Yuriy Slobod", person("RU"), "Yurii Slobod, Yuryi Slobod, Yury Slobod, Yuri Slobod"),
            ("Andriy", person("UA"), ""),
            ("Abdel Fattah al-Sisi", person("EG"), "Abdel Fattah el-Sisi"),
            ("Ali Elmi", person("EG"), ""),
            ("Donald J. Trump", person("US"), "Donald Trump"),
            ("J. D. Vance", person("US"), ""),
            ("Gerhard Schröder", person("DE"), "Gerhard Schroeder"),
            ("Saint Petersburg", place(PlaceKind::City, "US"), "St Petersburg"),
            ("Mt. Etna", place(PlaceKind::Terrain, "IT"), "Mount Etna"),
            ("Saint", place(PlaceKind::City, "US"), ""),
            ("Zürich", place(PlaceKind::City, "CH"), "Zuerich"),
            ("Poltava", place(PlaceKind::Region, "UA"), "Poltava Region, Poltava Oblast"),
            ("Poltava Oblast", place(PlaceKind::Region, "UA"), ""),
            ("Anhui", place(PlaceKind::Region, "CN"), "Anhui Region"),
            ("NSW", place(PlaceKind::Region, "AU"), ""),
            ("Kh-101", weapon(), "X-101"),
            ("Khalid", weapon(), ""),
        ] {
            let made = made(written, AliasClass::Safe, AliasRole::Canonical, facts);
            let texts: Vec<&str> = made.iter().map(|variant| &*variant.text).collect();
            assert_eq!(texts.join(", "), expected, "{written}");
        }
    }

    #[test]
    fn a_district_of_kyiv_is_found_as_news_spells_it() {
        let made = made("Sviatoshynskyi", AliasClass::Safe, AliasRole::Canonical, place(PlaceKind::District, "UA"));
        assert!(made.iter().any(|variant| variant.text == "Sviatoshinsky"), "{made:?}");
    }

    #[test]
    fn the_class_is_that_of_the_name_but_a_type_word_is_evidence() {
        let made = made("Poltava", AliasClass::Ambiguous, AliasRole::Canonical, place(PlaceKind::Region, "UA"));
        assert!(made.iter().all(|variant| variant.class == AliasClass::Safe && variant.rule == AliasRule::TypeWord));
        let made = self::made("Saint Ives", AliasClass::Ambiguous, AliasRole::Canonical, place(PlaceKind::City, "GB"));
        assert_eq!(made, [Variant { text: "St Ives".into(), class: AliasClass::Ambiguous, rule: AliasRule::Shortened }]);
    }

    #[test]
    fn nothing_is_made_of_what_is_blocked_or_no_name() {
        let facts = || place(PlaceKind::Region, "UA");
        assert_eq!(made("Poltava", AliasClass::Blocked, AliasRole::Other, facts()), []);
        assert_eq!(made("Ukrainskyi", AliasClass::Safe, AliasRole::Adjective, facts()), []);
    }
}
