//! Who is found by form and by what stands around a name: rows of one text each, and of near misses.

use std::sync::{Arc, LazyLock};

use stringer::{Extractor, Gazetteer};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Arc::new(Gazetteer::built_in())));

fn people(text: &str) -> Vec<&str> {
    let extraction = EXTRACTOR.extract(text);
    let mut spans: Vec<_> = extraction.people.iter().flat_map(|person| person.mentions.iter().map(|mention| mention.span)).collect();
    spans.sort_by_key(|span| span.start);
    spans.into_iter().map(|span| span.slice(text)).collect()
}

#[test]
fn what_stands_around_two_unknown_words_makes_them_a_person() {
    for (text, expected) in [
        ("Kharwo Tembrasi, 29, was at the mill.", &["Kharwo Tembrasi"][..]),
        ("Police named 24-year-old Kharwo Tembrasi on Friday.", &["Kharwo Tembrasi"]),
        ("The dead woman was identified as Kharwo B. Tembrasi.", &["Kharwo B. Tembrasi"]),
        ("Kharwo Tembrasi, who owns the mill, ran.", &["Kharwo Tembrasi"]),
        ("Kharwo Tembrasi, aged 71. She ran.", &["Kharwo Tembrasi"]),
        ("It burned, said Kharwo Tembrasi. Tembrasi saw it.", &["Kharwo Tembrasi", "Tembrasi"]),
        ("Kharwo Tembrasi, 19; Vendra Oskeluni, 20, and others fled.", &["Kharwo Tembrasi", "Vendra Oskeluni"]),
        (
            "(Reporting by Kharwo Tembrasi; Editing by Vendra Oskeluni and Umrik Talsovak)",
            &["Kharwo Tembrasi", "Vendra Oskeluni", "Umrik Talsovak"],
        ),
        ("It hit his son, Marko, and 17-year-old Olena.", &["Marko", "Olena"]),
        ("Olena, 17, ran. Olena was not hurt.", &["Olena", "Olena"]),
        ("They held Sunday Tembrasi, 37, in Lagos.", &["Sunday Tembrasi"]),
        // No evidence, no person.
        ("It rained on Sunday Tembrasi ran.", &[]),
        ("Kharwo Tembrasi opened in May.", &[]),
        ("A 30-year-old Kharwo Tembrasi man ran.", &[]),
        ("It rained, said Tembrasi Weather Service.", &[]),
        ("Kharwo News, 29, Mill Lane", &[]),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

#[test]
fn initials_are_no_words_and_doubtful_given_names_need_a_surname() {
    for (text, expected) in [
        ("Christine A. Lucas ran.", &["Christine A. Lucas"][..]),
        ("Omar I. Reyes ran.", &["Omar I. Reyes"]),
        ("Daniel \"the Boot\" Henderson ran.", &["Daniel \"the Boot\" Henderson"]),
        ("He used \"Robert Henderson\" as a name.", &["Robert Henderson"]),
        ("Woman heldRobert Henderson ran.", &["Robert Henderson"]),
        ("Autumn Henderson ran the shop.", &["Autumn Henderson"]),
        ("Autumn Rains came late.", &[]),
        ("Brooklyn Bridge was shut.", &[]),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}
