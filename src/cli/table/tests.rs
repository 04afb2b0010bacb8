//! A whole table at two widths, and the ways to write a number.

use unicode_width::UnicodeWidthStr;

use super::*;

const TEXT: &str =
    "President Volodymyr Zelensky said on Sunday evening, after a night of strikes, that at least 1,200 people were killed in Kharkiv.";

fn answer() -> v1::Extraction {
    let span = |surface: &str| {
        let start = TEXT.find(surface).expect("the surface form is in the text");
        Some(v1::Span { start: i32::try_from(start).unwrap(), end: i32::try_from(start + surface.len()).unwrap() })
    };
    v1::Extraction {
        document_id: "articles/kharkiv.txt".into(),
        people: vec![v1::Person {
            id: "wikidata:Q3874799".into(),
            name: "Volodymyr Zelensky".into(),
            mentions: vec![v1::Mention::default(); 2],
            roles: vec!["President".into()],
            ..Default::default()
        }],
        places: vec![v1::Place {
            key: "place-1".into(),
            name: "Kharkiv".into(),
            mentions: vec![v1::Mention::default()],
            kind: v1::PlaceKind::City.into(),
            country_code: "UA".into(),
            location: Some(v1::Location { latitude: 49.98081, longitude: 36.25272 }),
            ..Default::default()
        }],
        weapons: vec![v1::Weapon {
            key: "weapon-1".into(),
            name: "glide bomb".into(),
            mentions: vec![v1::Mention::default()],
            category: v1::WeaponCategory::Bomb.into(),
            ..Default::default()
        }],
        counts: vec![v1::Count {
            key: "count-1".into(),
            quantity: Some(v1::Quantity {
                value: Some(1200),
                min: Some(1200),
                qualifier: v1::Qualifier::AtLeast.into(),
                ..Default::default()
            }),
            category: v1::CountCategory::Killed.into(),
            noun: "people".into(),
            place_keys: vec!["place-1".into()],
            mentions: vec![v1::CountMention { span: span("1,200"), phrase: span("at least 1,200 people"), ..Default::default() }],
            ..Default::default()
        }],
        events: vec![v1::Event {
            key: "event-1".into(),
            kind: v1::EventKind::AirStrike.into(),
            mentions: vec![v1::EventMention { span: span("strikes"), text: "strikes".into(), ..Default::default() }],
            place_keys: vec!["place-1".into()],
            time: Some(v1::TimeReference { text: "Sunday evening".into(), ..Default::default() }),
            weapon_keys: vec!["weapon-1".into()],
            count_keys: vec!["count-1".into()],
            is_main: true,
            ..Default::default()
        }],
        tallies: vec![v1::Tally {
            category: v1::CountCategory::Killed.into(),
            subject: v1::CountSubject::People.into(),
            best: Some(1200),
            low: Some(1200),
            ..Default::default()
        }],
        sentences: vec![v1::Sentence { span: span(TEXT), zone: v1::Zone::Body.into(), clauses: String::new() }],
        ..Default::default()
    }
}

fn written(answer: &v1::Extraction, width: usize) -> String {
    let mut written = Vec::new();
    write(answer, TEXT, width, false, &mut written).unwrap();
    String::from_utf8(written).unwrap()
}

#[test]
fn a_table_reads_well_at_80_columns() {
    let expected = "\
articles/kharkiv.txt

People 1 ───────────────────────────────────────────────────────────────────────
  Name                Mentions  Id                 Roles
  Volodymyr Zelensky         2  wikidata:Q3874799  President

Places 1 ───────────────────────────────────────────────────────────────────────
  Name     Mentions  Kind  Country  Latitude  Longitude
  Kharkiv         1  city  UA        49.9808    36.2527

Weapons 1 ──────────────────────────────────────────────────────────────────────
  Name        Mentions  Category
  glide bomb         1  bomb

Counts 1 ───────────────────────────────────────────────────────────────────────
  How many  What    Happened  Where
   ≥ 1,200  people  killed    Kharkiv
    … a night of strikes, that at least 1,200 people were killed in Kharkiv.

Events 1 ───────────────────────────────────────────────────────────────────────
  Event              Where    When            With        How many
  air strike (main)  Kharkiv  Sunday evening  glide bomb  ≥ 1,200 killed
    … after a night of strikes, that at least 1,200 people were killed in Khark…

The story's figures 1 ──────────────────────────────────────────────────────────
   Figure  Of      Happened
  ≥ 1,200  people  killed

";
    let written = written(&answer(), 80);
    assert!(written == expected, "{written}");
}

#[test]
fn every_width_is_kept_and_an_empty_answer_says_so() {
    for width in [60, 80, 120] {
        assert!(written(&answer(), width).lines().all(|line| line.width() <= width));
    }
    assert!(written(&v1::Extraction::default(), 80).contains("nothing found"));
}

#[test]
fn several_places_stand_side_by_side_and_an_explanation_tells_of_events() {
    let mut answer = answer();
    answer.places.push(v1::Place { key: "place-2".into(), name: "Sumy".into(), ..Default::default() });
    answer.counts[0].place_keys.push("place-2".into());
    assert!(written(&answer, 80).contains("people  killed    Kharkiv, Sumy\n"));
    let mut explained = Vec::new();
    write(&answer, TEXT, 120, true, &mut explained).unwrap();
    let explained = String::from_utf8(explained).unwrap();
    assert!(!explained.contains("Clauses"), "{explained}");
    let told = "air strike (main) · at Kharkiv · with glide bomb · when “Sunday evening” · ≥ 1,200 killed";
    assert!(explained.contains("event-1") && explained.contains(told), "{explained}");
}

#[test]
fn an_explanation_has_a_line_for_each_clause() {
    let mut answer = answer();
    answer.sentences[0].clauses = "[0 main: subject:Police say] [1<0 content: subject:nine finite:died]".into();
    let mut explained = Vec::new();
    write(&answer, TEXT, 120, true, &mut explained).unwrap();
    let explained = String::from_utf8(explained).unwrap();
    assert!(explained.contains("  [0 main: subject:Police say]\n"), "{explained}");
    assert!(explained.contains("  [1<0 content: subject:nine finite:died]\n"), "{explained}");
}

#[test]
fn numbers_carry_their_hedge() {
    use v1::Qualifier::*;
    let shown =
        |qualifier: v1::Qualifier, value, min, max| bounds(&v1::Quantity { value, min, max, qualifier: qualifier.into(), text: "".into() });
    assert_eq!(shown(Exact, Some(23), Some(23), Some(23)), "23");
    assert_eq!(shown(AtLeast, Some(12_000), Some(12_000), None), "≥ 12,000");
    assert_eq!(shown(MoreThan, Some(12), Some(13), None), "> 12");
    assert_eq!(shown(AtMost, Some(12), None, Some(12)), "≤ 12");
    assert_eq!(shown(FewerThan, Some(12), None, Some(11)), "< 12");
    assert_eq!(shown(Approximate, Some(1_234_567), None, None), "≈ 1,234,567");
    assert_eq!(shown(Vague, None, Some(24), Some(99)), "24–99");
    assert_eq!(shown(Range, None, Some(3), None), "≥ 3");
}
