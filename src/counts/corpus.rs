//! The corpora beside the rules: whole sentences and the counts that each holds.

use crate::extraction::{Count, Qualifier};
use crate::test_support::extractor;

const CORPORA: [(&str, &str); 3] = [
    ("casualties.txt", include_str!("corpus/casualties.txt")),
    ("things.txt", include_str!("corpus/things.txt")),
    ("decoys.txt", include_str!("corpus/decoys.txt")),
];

/// A sentence of a corpus with the counts expected in it.
struct Case {
    line: usize,
    sentence: &'static str,
    expected: Vec<&'static str>,
}

fn cases(corpus: &'static str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in corpus.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("  ") {
            Some(expected) => cases.last_mut().expect("a count stands under its sentence").expected.push(expected),
            None => cases.push(Case { line: index + 1, sentence: line, expected: Vec::new() }),
        }
    }
    cases
}

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

fn line(count: &Count<'_>) -> String {
    let category = count.category.map_or_else(|| "-".to_owned(), |category| format!("{category:?}").to_uppercase());
    let subject = format!("{:?}", count.subject).to_uppercase();
    let noun = if count.noun.is_empty() { "-" } else { count.noun };
    format!("{} {category} {subject} {noun}", bounds(count))
}

#[test]
fn every_sentence_gives_its_counts_and_no_other() {
    let mut wrong = Vec::new();
    for (file, corpus) in CORPORA {
        for case in cases(corpus) {
            let extraction = extractor().extract(case.sentence);
            let found: Vec<String> = extraction.counts.iter().map(line).collect();
            if found != case.expected {
                wrong.push(format!("{file}:{}: {}\n  expected {:?}\n  found    {found:?}", case.line, case.sentence, case.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
}
