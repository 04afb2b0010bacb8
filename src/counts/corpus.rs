//! The corpora beside the rules: whole sentences and the counts that each holds.
//!
//! A count is a line `BOUNDS CATEGORY SUBJECT NOUN` below its sentence, in the order of first mention, `-` for no category and no noun; a
//! sentence without one is a decoy. Behind `|` stands what else is the point of the sentence: the modality, the accumulation, `by` whom,
//! `at` which place, `with` which weapon, `on` what day, `of` which whole.

use std::collections::BTreeMap;

use super::rules::RULES;
use crate::extraction::{Count, Extraction, Key, Qualifier};
use crate::test_support::{cases, extractor};

const CORPORA: [(&str, &str); 4] = [
    ("casualties.txt", include_str!("corpus/casualties.txt")),
    ("clauses.txt", include_str!("corpus/clauses.txt")),
    ("things.txt", include_str!("corpus/things.txt")),
    ("decoys.txt", include_str!("corpus/decoys.txt")),
];

fn bounds(count: &Count<'_>) -> String {
    let quantity = &count.quantity;
    let number = |bound: Option<i64>| bound.map_or_else(|| "?".to_owned(), |bound| bound.to_string());
    match quantity.qualifier {
        Qualifier::Exact => number(quantity.value),
        Qualifier::AtLeast => format!(">={}", number(quantity.min)),
        Qualifier::MoreThan => format!(">{}", number(quantity.min.map(|min| min - 1))),
        Qualifier::AtMost => format!("<={}", number(quantity.max)),
        Qualifier::FewerThan => format!("<{}", number(quantity.max.map(|max| max + 1))),
        Qualifier::Approximate => format!("~{}", number(quantity.value)),
        Qualifier::Range | Qualifier::Vague => format!("{}..{}", number(quantity.min), number(quantity.max)),
    }
}

/// The count as a corpus writes it: bounds, category, subject and noun.
fn line(count: &Count<'_>) -> String {
    let category = count.category.map_or_else(|| "-".to_owned(), |category| format!("{category:?}").to_uppercase());
    let subject = format!("{:?}", count.subject).to_uppercase();
    let noun = if count.noun.is_empty() { "-" } else { count.noun };
    format!("{} {category} {subject} {noun}", bounds(count))
}

/// Everything else that a corpus may say of the count, each as it writes it.
fn remarks(extraction: &Extraction<'_>, count: &Count<'_>) -> Vec<String> {
    let mut remarks = vec![format!("{:?}", count.modality).to_uppercase()];
    remarks.extend(count.accumulation.map(|accumulation| format!("{accumulation:?}").to_uppercase()));
    remarks.extend(count.attribution.map(|by| format!("by {}", by.text)));
    remarks.extend(count.time.map(|time| format!("on {}", time.text)));
    let place = |key: Key| &extraction.places[key.index()];
    remarks.extend(count.place.into_iter().flat_map(|key| place(key).mentions.iter().map(|it| format!("at {}", it.mention.text))));
    let weapon = |key: &Key| &extraction.weapons[key.index()];
    remarks.extend(count.weapons.iter().flat_map(|key| weapon(key).mentions.iter().map(|it| format!("with {}", it.mention.text))));
    remarks.extend(count.part_of.map(|key| format!("of {}", bounds(&extraction.counts[key.index()]))));
    remarks
}

#[test]
fn every_sentence_gives_its_counts_and_no_other() {
    let mut wrong = Vec::new();
    for (file, corpus) in CORPORA {
        for case in cases(corpus) {
            let extraction = extractor().extract(case.sentence);
            let is_right = |(expected, count): (&&str, &Count<'_>)| {
                let mut parts = expected.split(" | ");
                let remarks = remarks(&extraction, count);
                parts.next() == Some(&*line(count)) && parts.all(|part| remarks.iter().any(|remark| remark == part))
            };
            if case.expected.len() != extraction.counts.len() || !case.expected.iter().zip(&extraction.counts).all(is_right) {
                let found: Vec<String> = extraction
                    .counts
                    .iter()
                    .map(|count| format!("{} | {}", line(count), remarks(&extraction, count).join(" | ")))
                    .collect();
                wrong.push(format!("{file}:{}: {}\n  expected {:?}\n  found    {found:?}", case.line, case.sentence, case.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

/// How many sentences at least every rule has to read.
const LEAST_POSITIVES: usize = 2;

#[test]
fn every_rule_has_its_sentences() {
    let mut read: BTreeMap<&str, usize> = RULES.iter().map(|rule| (rule.name, 0)).collect();
    for (_, corpus) in CORPORA {
        for case in cases(corpus) {
            let extraction = extractor().extract(case.sentence);
            let rules = extraction.counts.iter().flat_map(|count| &count.mentions).map(|mention| mention.evidence.rule);
            rules.for_each(|rule| *read.entry(rule).or_default() += 1);
        }
    }
    let bare: Vec<_> = read.iter().filter(|(_, sentences)| **sentences < LEAST_POSITIVES).collect();
    assert!(bare.is_empty(), "rules without two sentences of their own: {bare:?}");
}
