//! The corpus of weapons: sentences and the weapons that each names, in order, false friends among them.
//!
//! A weapon is a line `SURFACE = CATEGORY SPECIFICITY`, and behind `|` stands `from` which country the text says that it is.

use crate::extraction::EntityKind;
use crate::span::Span;
use crate::test_support::{cases, extractor};

fn upper_snake(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !written.is_empty() {
            written.push('_');
        }
        written.push(letter.to_ascii_uppercase());
    }
    written
}

#[test]
fn every_sentence_names_its_weapons_and_no_other() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("corpus/weapons.txt")) {
        let extraction = extractor().extract(case.sentence);
        let mut found: Vec<(Span, String, Option<&str>)> = Vec::new();
        for weapon in &extraction.weapons {
            assert_eq!(weapon.key.kind, EntityKind::Weapon);
            let facts = weapon.entry.weapon().expect("a weapon's entry is one");
            let (category, specificity) = (format!("{:?}", facts.category), format!("{:?}", facts.specificity));
            let line = |text: &str| format!("{text} = {} {}", upper_snake(&category), upper_snake(&specificity));
            found.extend(weapon.mentions.iter().map(|it| (it.mention.span, line(it.mention.text), it.origin)));
        }
        found.sort_by_key(|(span, _, _)| span.start);
        let is_right = |(expected, (_, line, origin)): (&&str, &(Span, String, Option<&str>))| match expected.split_once(" | from ") {
            Some((head, country)) => head == line && *origin == Some(country),
            None => expected == line,
        };
        if case.expected.len() != found.len() || !case.expected.iter().zip(&found).all(is_right) {
            wrong.push(format!("{}: {}\n  expected {:?}\n  found    {found:?}", case.line, case.sentence, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{} sentences are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
}
