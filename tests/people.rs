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

#[test]
fn what_is_a_place_or_a_month_elsewhere_is_borne_by_somebody() {
    for (text, expected) in [
        ("Mrs. Kenya left the shop on Monday.", &["Kenya"][..]),
        ("Capt. April, a surgeon, was there.", &["April"]),
        ("Sydney, 12, was found near the mill.", &["Sydney"]),
        ("Robert Dean May was seen in Hull.", &["Robert Dean May"]),
        ("Christine A. April, 70, ran.", &["Christine A. April"]),
        // Near misses: a title that is won, a date, a score, a preposition before it.
        ("Miss Kenya left the shop.", &[]),
        ("The captain came on April 3, 2020.", &[]),
        ("Sydney, 12, Perth, 9.", &[]),
        ("In Sydney, 12, were found.", &[]),
        ("Robert Dean came in May 2020.", &["Robert Dean"]),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

#[test]
fn a_surname_is_shared_by_two_given_names() {
    for (text, expected) in [
        ("Christine and Robert Henderson ran.", &["Christine", "Robert Henderson"][..]),
        ("The old houses of Christine and Robert Henderson burned yesterday.", &["Christine", "Robert Henderson"]),
        ("Robert Henderson died. The Henderson brothers ran.", &["Robert Henderson"]),
        ("Robert Henderson died. The Henderson mill burned.", &["Robert Henderson", "Henderson"]),
        ("Christine and the mayor ran.", &[]),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

#[test]
fn where_every_word_has_a_capital_verbs_and_numbers_are_no_names() {
    for (text, expected) in [
        ("Driver Injures Seven in Hull", &[][..]),
        ("Soldier Wounds Two Near Mill in Goma", &[]),
        ("Suspect In Fatal Garland Shooting Held", &[]),
        ("Mayor Robert Henderson Opens Mill in Hull", &["Robert Henderson"]),
        ("Police Arrest Robert Henderson Near Hull Mill", &["Robert Henderson"]),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

#[test]
fn what_is_named_after_somebody_is_nobody() {
    for (text, expected) in [
        ("It opened on Robert Henderson Day.", &[][..]),
        ("She won the Robert Henderson Prize.", &[]),
        ("They met at the Christine Henderson Library.", &[]),
        ("It was Robert Henderson day by day.", &["Robert Henderson"]),
        ("They met Robert Henderson. Day broke.", &["Robert Henderson"]),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}
