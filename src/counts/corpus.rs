//! The corpora beside the rules: whole sentences and the counts that each holds.
//!
//! A count is a line `BOUNDS CATEGORY SUBJECT NOUN` below its sentence, in the order of first mention, `-` for no category and no noun; a
//! sentence without one is a decoy. Behind `|` stands what else is the point of the sentence: the modality, the accumulation, `by` whom,
//! `at` which place, `with` which weapon, `on` what day, `of` which whole, `in` an event of which kind, or the main one, who it `is` by name;
//! `no by` and `not at Kyiv` say what is not to be there. A sentence marked `?` is one that is known to be read wrongly still: its mark has to
//! go with the rule that reads it. `¶` is the end of a line.

use crate::extraction::{Count, Extraction, Key, Qualifier};
use crate::test_support::{cases, extractor};

const CORPORA: [(&str, &str); 7] = [
    ("casualties.txt", include_str!("corpus/casualties.txt")),
    ("clauses.txt", include_str!("corpus/clauses.txt")),
    ("events.txt", include_str!("corpus/events.txt")),
    ("things.txt", include_str!("corpus/things.txt")),
    ("decoys.txt", include_str!("corpus/decoys.txt")),
    ("numbers.txt", include_str!("corpus/numbers.txt")),
    ("victims.txt", include_str!("corpus/victims.txt")),
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
    remarks.extend(count.places.iter().flat_map(|key| place(*key).mentions.iter().map(|it| format!("at {}", it.mention.text))));
    let weapon = |key: &Key| &extraction.weapons[key.index()];
    remarks.extend(count.weapons.iter().flat_map(|key| weapon(key).mentions.iter().map(|it| format!("with {}", it.mention.text))));
    let person = |key: &Key| &extraction.people[key.index()];
    remarks.extend(count.people.iter().flat_map(|key| person(key).mentions.iter().map(|it| format!("is {}", it.text))));
    let events = extraction.events.iter().filter(|event| event.counts.contains(&count.key));
    remarks.extend(events.flat_map(|event| {
        let is_main = event.is_main.then(|| "in main".to_owned());
        [format!("in {}", event.kind.as_str())].into_iter().chain(is_main)
    }));
    remarks.extend(count.part_of.map(|key| format!("of {}", bounds(&extraction.counts[key.index()]))));
    remarks
}

#[test]
fn every_sentence_gives_its_counts_and_no_other() {
    let mut wrong = Vec::new();
    for (file, corpus) in CORPORA {
        for case in cases(corpus) {
            let known = case.sentence.strip_prefix("? ");
            let sentence = known.unwrap_or(case.sentence);
            let text = sentence.replace(" ¶ ", "\n");
            let extraction = extractor().extract(&text);
            let is_right = |(expected, count): (&&str, &Count<'_>)| {
                let mut parts = expected.split(" | ");
                let remarks = remarks(&extraction, count);
                let holds = |part: &str| match part.split_once(' ') {
                    Some(("no", kind)) => !remarks.iter().any(|remark| remark.starts_with(&format!("{kind} "))),
                    Some(("not", rest)) => !remarks.iter().any(|remark| remark == rest),
                    _ => remarks.iter().any(|remark| remark == part),
                };
                parts.next() == Some(&*line(count)) && parts.all(holds)
            };
            let is_read = case.expected.len() == extraction.counts.len() && case.expected.iter().zip(&extraction.counts).all(is_right);
            if is_read == known.is_some() {
                let found: Vec<String> = extraction
                    .counts
                    .iter()
                    .map(|count| format!("{} | {}", line(count), remarks(&extraction, count).join(" | ")))
                    .collect();
                wrong.push(format!("{file}:{}: {}\n  expected {:?}\n  found    {found:?}", case.line, case.sentence, case.expected));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences are read otherwise than their corpus says:\n{}", wrong.len(), wrong.join("\n"));
}
