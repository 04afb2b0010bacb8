//! What is said of counts beside their number: who says so, in what way, when, of what they are part; and the story's tallies.

use std::sync::{Arc, LazyLock};

use stringer::extraction::{Accumulation, Count, CountCategory, CountSubject, Date, Extraction, Modality};
use stringer::{ExtractOptions, Extractor, Gazetteer};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Arc::new(Gazetteer::built_in())));

fn extract(text: &str) -> Extraction<'_> {
    EXTRACTOR.extract(text)
}

/// The count whose first mention is this slice.
fn count<'e, 'a>(extraction: &'e Extraction<'a>, number: &str) -> &'e Count<'a> {
    let found = extraction.counts.iter().find(|count| count.mentions[0].text == number);
    found.unwrap_or_else(|| panic!("no count {number} in {:?}", extraction.counts))
}

#[test]
fn where_it_was() {
    for (text, number, expected) in [
        ("In Padang there were 15 dead, in Solok eight dead and in Medan three.", "15", "Padang"),
        ("In Padang there were 15 dead, in Solok eight dead and in Medan three.", "eight", "Solok"),
        ("Multan accounted for six of the dead.", "six", "Multan"),
        ("More than 20,000 people fled the southern suburbs of Beirut.", "20,000", "Beirut"),
        // What the text has told before.
        ("A quake hit Taiwan. It was felt in Hualien. Rescuers pulled 27 people from buildings in the city.", "27", "Hualien"),
        ("A bus overturned in Multan. Seven people were injured there.", "Seven", "Multan"),
        ("Fire broke out in Multan, at the Regal Hotel. Nine people were killed at the hotel.", "Nine", "Regal Hotel"),
        (
            "A fire in Multan killed 12 people. Islamabad sent help. Lahore mourned. It rained. Another 40 officers patrolled the city.",
            "40",
            "Multan",
        ),
        ("There were seven dead in Multan.", "seven", "Multan"),
    ] {
        let extraction = extract(text);
        let place = count(&extraction, number).places.first().map(|key| &*extraction.places[key.number as usize - 1].name);
        assert_eq!(place, Some(expected), "{text}");
    }
    // Another's deed is not where somebody else's was.
    let text = "Hamas freed four hostages in Deir al-Balah, and Israel freed 110 Palestinian prisoners.";
    assert_eq!(count(&extract(text), "110").places, []);
}

#[test]
fn who_says_so() {
    for (text, number, speaker) in [
        ("Officials said 12 people were killed in Kyiv.", "12", Some("Officials")),
        ("Twelve people were killed, the mayor said.", "Twelve", Some("the mayor")),
        ("Twelve people were killed, said Mayor Vitali Klitschko on Monday.", "Twelve", Some("Mayor Vitali Klitschko")),
        ("Vitali Klitschko, the mayor, said 12 people were hurt.", "12", Some("Vitali Klitschko, the mayor")),
        ("According to the Red Cross, 40 people are missing.", "40", Some("the Red Cross")),
        ("On Friday the regional governor reported that 3 houses were destroyed.", "3", Some("the regional governor")),
        ("\"We lost 30 men,\" the general said.", "30", Some("the general")),
        // Nobody is named as the speaker; to be reported is not to report.
        ("Twelve people were killed in Kyiv on Monday.", "Twelve", None),
        ("Twelve people were reported killed.", "Twelve", None),
    ] {
        let extraction = extract(text);
        assert_eq!(count(&extraction, number).attribution.map(|attribution| attribution.text), speaker, "{text}");
    }
    let extraction = extract("Vitali Klitschko said 12 people were hurt.");
    assert_eq!(extraction.counts[0].attribution.unwrap().person, Some(extraction.people[0].key));
}

#[test]
fn in_what_way() {
    use Modality::{Asserted, Claimed, Comparison, Denied, Historical, Hypothetical, Planned};
    for (text, number, modality) in [
        ("The storm killed 12 people.", "12", Asserted),
        ("The army claimed it had killed 12 fighters.", "12", Claimed),
        ("The attack allegedly killed 12 people.", "12", Claimed),
        ("The ministry denied that 12 soldiers were killed.", "12", Denied),
        ("A strike could kill 12 people.", "12", Hypothetical),
        ("Poland will send 20 tanks to Kyiv.", "20", Planned),
        ("A quake killed 40 people last year.", "40", Historical),
        ("The army launched 72 drones, up from 50 drones on Monday.", "50", Comparison),
        // A month is no modal; another clause's modal is not this one's.
        ("By May, 12 people were killed.", "12", Asserted),
        ("The strike killed 12 people; the next could be worse.", "12", Asserted),
    ] {
        let extraction = extract(text);
        assert_eq!(count(&extraction, number).modality, modality, "{text}");
    }
}

#[test]
fn when() {
    for (text, expected, date) in [
        ("Twelve people were killed on Monday.", Some("Monday"), None),
        ("Twelve people were killed overnight.", Some("overnight"), None),
        ("On May 3, 2025, a bomb killed 12 people.", Some("May 3, 2025"), Some((2025, 5, 3))),
        ("A bomb killed 12 people on 3 May 2025.", Some("3 May 2025"), Some((2025, 5, 3))),
        ("A bomb killed 12 people in 2014.", Some("2014"), None),
        ("A bomb killed 12 people late on Friday night.", Some("Friday night"), None),
        ("A bomb killed 12 people in Kyiv.", None, None),
    ] {
        let extraction = extract(text);
        let time = extraction.counts[0].time;
        let found = time.and_then(|time| time.date).map(|date| (date.year(), u8::from(date.month()), date.day()));
        assert_eq!((time.map(|time| time.text), found), (expected, date), "{text}");
    }
}

#[test]
fn the_day_of_publication_dates_what_the_text_does_not() {
    // A Wednesday.
    let published = Date::from_calendar_date(2025, time::Month::May, 28).ok();
    let options = ExtractOptions { published, ..ExtractOptions::default() };
    for (text, expected) in [
        ("Twelve people were killed on Monday.", "2025-05-26"),
        ("Twelve people were killed on Wednesday.", "2025-05-28"),
        ("Twelve people were killed last Saturday night.", "2025-05-24"),
        ("Twelve people were killed yesterday.", "2025-05-27"),
        ("Twelve people were killed on December 30.", "2024-12-30"),
        ("Poland will send 20 tanks on Monday.", "2025-06-02"),
        // Only nearly a date.
        ("Twelve people were killed last week.", ""),
        ("Twelve people were killed in May.", ""),
        ("Twelve people were killed on February 30.", ""),
    ] {
        let extraction = EXTRACTOR.extract_with(text, &options, &mut ());
        let date = extraction.counts[0].time.and_then(|time| time.date);
        assert_eq!(date.map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
    }
    let modality = |text: &str| EXTRACTOR.extract_with(text, &options, &mut ()).counts[0].modality;
    assert_eq!(modality("A bomb killed 12 people in 2014."), Modality::Historical);
    assert_eq!(modality("A bomb killed 12 people in 2025."), Modality::Asserted);
}

#[test]
fn parts_increments_and_totals() {
    use Accumulation::{Increment, Subset, Total};
    for (text, number, accumulation, whole) in [
        ("The blast killed 12 people, including 3 children.", "3", Some(Subset), Some("12")),
        ("It killed 12 people, including two women and three children.", "three", Some(Subset), Some("12")),
        ("The blast wounded 40 people. Six of the wounded were taken to hospital.", "Six", Some(Subset), Some("40")),
        ("They shot down 72 of the 550 drones.", "72", Some(Subset), Some("550")),
        ("It killed 23 people, leaving four children among the dead.", "four", Some(Subset), Some("23")),
        ("The blast killed 12 people and wounded 90 more.", "90", Some(Increment), None),
        ("The death toll has risen to 12.", "12", Some(Total), None),
        ("A total of 40 people were arrested.", "40", Some(Total), None),
        // More than a number is a bound, not an increment; what is included in an attack is no part of a count.
        ("The blast wounded more than 90 people.", "90", None, None),
        ("Air strikes, including over 70 missiles, hit Kyiv.", "70", None, None),
    ] {
        let extraction = extract(text);
        let count = count(&extraction, number);
        assert_eq!(count.accumulation, accumulation, "{text}");
        let part_of = extraction.counts.iter().find(|other| Some(other.key) == count.part_of).map(|whole| whole.mentions[0].text);
        assert_eq!(part_of, whole, "{text}");
    }
}

#[test]
fn a_name_stands_for_one_victim() {
    for (text, name, category) in [
        ("Ana Reyes, 27, was killed in the blast.", "Ana Reyes", CountCategory::Killed),
        ("The blast killed Ana Reyes.", "Ana Reyes", CountCategory::Killed),
        ("Police arrested Ana Reyes on Monday.", "Ana Reyes", CountCategory::Detained),
        ("Ana Reyes was taken to hospital, where she died.", "Ana Reyes", CountCategory::Killed),
    ] {
        let extraction = extract(text);
        let count = count(&extraction, name);
        assert_eq!((count.category, count.quantity.value), (Some(category), Some(1)), "{text}");
        assert_eq!(count.people, [extraction.people[0].key], "{text}");
    }
    for text in ["Ana Reyes said the blast was loud.", "Neither Ana Reyes nor her son was hurt.", "Ana Reyes saw it; nobody was hurt."] {
        assert!(extract(text).counts.is_empty(), "{text}: {:?}", extract(text).counts);
    }
}

/// The whole story's figure for people.
#[test]
fn towns_are_added_in_any_order_and_families_are_no_people_beside_theirs() {
    for (text, category, expected) in [
        ("Three people died in Goma and seven in Bukavu.", CountCategory::Killed, Some(10)),
        ("One boy drowned in Hull and six girls in Derby.", CountCategory::Killed, Some(7)),
        ("Goma: 3 hurt. Bukavu: 30 hurt. Uvira: 5 hurt.", CountCategory::Injured, Some(38)),
        // A larger figure that is told as background is not added.
        ("Three people died in Goma, months after 70 were killed in Bukavu.", CountCategory::Killed, Some(3)),
        ("Three people died in Goma. Seventy died in Bukavu in the war.", CountCategory::Killed, Some(3)),
        ("Ninety families, or 400 people, fled.", CountCategory::Displaced, Some(400)),
        ("Ninety families fled.", CountCategory::Displaced, Some(90)),
        ("Ninety women and 40 men fled.", CountCategory::Displaced, Some(130)),
    ] {
        assert_eq!(tally(&extract(text), category).0, expected, "{text}");
    }
}

#[test]
fn a_tally_is_never_outside_its_bounds() {
    for (text, expected) in [
        ("More than 60 people died in Goma.", (Some(60), Some(60), None)),
        ("Fewer than 60 people died in Goma.", (Some(60), None, Some(60))),
        ("At least 60 people died in Goma.", (Some(60), Some(60), None)),
    ] {
        assert_eq!(tally(&extract(text), CountCategory::Killed), expected, "{text}");
    }
}

fn tally(extraction: &Extraction<'_>, category: CountCategory) -> (Option<i64>, Option<i64>, Option<i64>) {
    let is_wanted = |it: &&stringer::extraction::Tally| it.category == category && it.subject == CountSubject::People && it.place.is_none();
    extraction.tallies.iter().find(is_wanted).map_or((None, None, None), |tally| (tally.best, tally.low, tally.high))
}

#[test]
fn the_story_has_one_figure() {
    let exactly = |figure: i64| (Some(figure), Some(figure), Some(figure));
    for (text, killed) in [
        ("A storm killed 12 people. The storm killed 12 people in Manila.", exactly(12)),
        ("A storm killed a man and two women in Manila.", exactly(3)),
        ("A storm killed 12 people, including 3 children.", exactly(12)),
        ("A storm killed 12 people. The death toll has risen to 15.", exactly(15)),
        ("A storm killed at least 12 people.", (Some(12), Some(12), None)),
        ("A storm killed 12 people. A storm killed 40 people last year.", exactly(12)),
        ("Storm kills 3\nA storm killed 3 people.\nMore on this story\nQuake kills 40 people in Peru", exactly(3)),
        ("Ana Reyes was killed. Later Ivo Kranz was killed too.", exactly(2)),
        ("The army denied that 12 soldiers were killed.", (None, None, None)),
    ] {
        assert_eq!(tally(&extract(text), CountCategory::Killed), killed, "{text}");
    }
    let shot = "Ana Reyes was shot on Monday. Reyes was pronounced dead in hospital.";
    let extraction = extract(shot);
    assert_eq!(tally(&extraction, CountCategory::Injured), (None, None, None), "whoever died is not among the hurt");
    let at_places: Vec<_> = extract("A storm killed 12 people in Manila. It killed 3 people in Davao.")
        .tallies
        .iter()
        .filter_map(|tally| tally.place.map(|place| (place.to_string(), tally.best)))
        .collect();
    assert_eq!(at_places, [("place-1".to_owned(), Some(12)), ("place-2".to_owned(), Some(3))]);
}
