//! Which place is meant, and what its name does in the sentence: rows of one text each.

use std::sync::{Arc, LazyLock};

use stringer::extraction::PlaceUsage;
use stringer::{ExtractOptions, Extractor, Gazetteer};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Arc::new(Gazetteer::built_in())));

/// Id of the entry of every place, in order.
fn ids(text: &str, options: &ExtractOptions) -> Vec<String> {
    let extraction = EXTRACTOR.extract_with(text, options, &mut ());
    extraction.places.iter().map(|place| place.entry.map_or(String::new(), |entry| entry.id.to_string())).collect()
}

#[test]
fn the_outlets_country_decides_between_namesakes_of_some_size() {
    let at_home =
        |codes: &[&str]| ExtractOptions { country_codes: codes.iter().map(|&code| code.into()).collect(), ..ExtractOptions::default() };
    for (text, codes, expected) in [
        ("The storm killed two in London.", &[][..], "geonames:2643743"),
        ("The storm killed two in London.", &["CA"], "geonames:6058560"),
        ("The storm killed two in London, and Britain mourns.", &["CA"], "geonames:2643743"),
        ("The storm killed two in Birmingham.", &["US"], "geonames:4049979"),
        ("The storm killed two in Birmingham.", &["GB"], "geonames:2655603"),
        // A village does not become the capital's rival.
        ("The storm killed two in Paris.", &["CA"], "geonames:2988507"),
        ("The storm killed two in Moscow.", &["GB"], "geonames:524901"),
    ] {
        assert_eq!(ids(text, &at_home(codes))[0], expected, "{text} {codes:?}");
    }
}

/// Name, first-level division and country of every place that has an entry, in order.
fn where_they_are(text: &str) -> Vec<String> {
    let extraction = EXTRACTOR.extract(text);
    let entries = extraction.places.iter().filter_map(|place| place.entry);
    let facts = entries.filter_map(|entry| Some((&*entry.name, entry.place()?)));
    facts.map(|(name, facts)| format!("{name}|{}|{}", facts.admin1, facts.country)).collect()
}

#[test]
fn what_a_name_is_said_to_lie_in_decides_for_both() {
    for (text, expected) in [
        // In brackets, by an abbreviation, with and without its full stop.
        ("It rained in Portland (Maine).", &["Portland|Maine|US", "Maine||US"][..]),
        ("It rained in Springfield (Ill.) on Monday.", &["Springfield|Illinois|US"]),
        ("It rained in Columbus GA on Monday.", &["Columbus|Georgia|US"]),
        // The container is the one of its name in which there is such a place, here and later on.
        ("It rained in Macon, Georgia, and all over Georgia.", &["Macon|Georgia|US", "Georgia||US"]),
        ("It rained in Batumi, Georgia, and all over Georgia.", &["Batumi|Adjara|GE", "Georgia||GE"]),
        ("It rained in Alabama and Georgia.", &["Alabama||US", "Georgia||US"]),
        ("It rained in Armenia and Georgia.", &["Armenia||AM", "Georgia||GE"]),
        ("The governor of Washington came.", &["Washington State||US"]),
        // The state that the dateline's town lies in has the county.
        ("BOISE, Idaho (AP) - It rained in Washington County.", &["Boise|Idaho|US", "Idaho||US", "Washington County|Idaho|US"]),
        ("ATLANTA - It rained in Orange County, Florida.", &["Atlanta|Georgia|US", "Orange County|Florida|US", "Florida||US"]),
        // Near misses: no container, but somebody's office, a second town, a state of a list.
        ("It rained in Portland (again).", &["Portland|Oregon|US"]),
        ("Paris TV was there.", &["Paris|Île-de-France|FR"]),
        ("It rained in Tbilisi and in Georgia.", &["Tbilisi||GE", "Georgia||GE"]),
        // States that are no more.
        ("He left Czechoslovakia in 1968.", &["Czechoslovakia||"]),
        ("She was born in the Soviet Union.", &["Soviet Union||"]),
    ] {
        assert_eq!(where_they_are(text), expected, "{text}");
    }
}

#[test]
fn a_name_within_a_public_bodys_is_told() {
    use PlaceUsage::{InName, Location, Metonym};
    for (text, expected) in [
        ("He called the Oklahoma Highway Patrol yesterday evening.", InName),
        ("It is a matter for the U.S. Treasury Department.", InName),
        ("Kyiv Police found him.", InName),
        ("Kyiv police found him.", Location),
        ("It rained in Oklahoma on Monday.", Location),
        ("Moscow said no.", Metonym),
    ] {
        let extraction = EXTRACTOR.extract(text);
        assert_eq!(extraction.places[0].mentions[0].usage, expected, "{text}");
    }
}

#[test]
fn a_small_type_word_makes_an_unknown_name_a_place() {
    for (text, expected) in [
        ("The storm tore roofs off in the village of Aldermoss.", &["Aldermoss"][..]),
        ("It began in the villages of Aldermoss, Wexcombe and Zarnu al Wexa.", &["Aldermoss", "Wexcombe", "Zarnu al Wexa"]),
        ("Roads in the Aldermoss district were cut off.", &["Aldermoss"]),
        ("He was born in Aldermoss village.", &["Aldermoss"]),
        ("It began in Aldermoss, a small fishing village near the border.", &["Aldermoss"]),
        ("A barn in Aldermoss, 30 km north of the border, burned down.", &["Aldermoss"]),
        ("A barn in Aldermoss, to the west, burned down.", &["Aldermoss"]),
        ("A barn in Aldermoss, Iowa, burned down.", &["Aldermoss", "Iowa"]),
        ("In Aldermoss there were 15 dead and in Wexcombe eight.", &["Aldermoss", "Wexcombe"]),
        // Once the text has said what it is, the bare name is the same place, before and after.
        ("Aldermoss is quiet. It is a day after the fire in the town of Aldermoss.", &["Aldermoss"]),
        // What else stands beside a type word: an adjective, a person, a day, the first word of a sentence.
        ("They live in a Druze village.", &[]),
        ("Contacting village elders took days.", &[]),
        ("Marlo Vance, the town councillor, spoke.", &[]),
        ("In March, 12 of them left.", &[]),
        ("He works in Aldermoss, Iowa Beef said.", &["Iowa"]),
    ] {
        let extraction = EXTRACTOR.extract(text);
        let names: Vec<&str> = extraction.places.iter().map(|place| &*place.name).collect();
        assert_eq!(names, expected, "{text}");
    }
    let extraction = EXTRACTOR.extract("A barn in Aldermoss, Iowa, burned down.");
    assert_eq!(extraction.places[0].part_of, Some(extraction.places[1].key));
}

#[test]
fn another_language_gets_its_warning_and_no_nonsense() {
    let german = "Bei einem Brand in Hamburg sind am Montag zwei Menschen ums Leben gekommen, wie Wolodymyr Selenskyj und Emmanuel Macron \
                  sagten. Die Ursache war zunächst unklar, der Schaden wird auf 300.000 Euro geschätzt. Der Grad der Zerstörung ist hoch, \
                  die alte Mine bleibt gesperrt, hieß es weiter, und Karl Der Große war auch schon da.";
    let extraction = EXTRACTOR.extract(german);
    assert_eq!(extraction.warnings[0].reason, "LANGUAGE_NOT_SUPPORTED");
    assert!(extraction.weapons.is_empty() && extraction.counts.is_empty());
    assert!(extraction.places.iter().any(|place| place.name == "Hamburg"));
    let people: Vec<&str> = extraction.people.iter().map(|person| &*person.name).collect();
    assert_eq!(people, ["Volodymyr Zelensky", "Emmanuel Macron"], "the great emperor and his mine are none");
    let declared = ExtractOptions { is_foreign: true, ..ExtractOptions::default() };
    assert_eq!(EXTRACTOR.extract_with("Feuer in Hamburg", &declared, &mut ()).warnings.len(), 1);
    assert!(EXTRACTOR.extract("Feuer in Hamburg").warnings.is_empty());
}

#[test]
fn every_candidate_that_lost_has_its_reason() {
    let text = "Paris Hilton and Police Chief Ana Reading met the New York Times near the Grad school, where the Abrams family lives.";
    let explain = ExtractOptions { explain: true, ..ExtractOptions::default() };
    let extraction = EXTRACTOR.extract_with(text, &explain, &mut ());
    let told: Vec<(&str, &str)> = extraction.dropped.iter().map(|dropped| (dropped.span.slice(text), dropped.reason)).collect();
    for expected in [
        ("Reading", "within-a-person"),
        ("New York", "within-an-organisation"),
        ("Grad", "ambiguous-alias-without-trigger"),
        ("Abrams", "ambiguous-alias-without-trigger"),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    assert!(EXTRACTOR.extract(text).dropped.len() < told.len());
}

#[test]
fn names_of_facilities_end_before_prepositions_and_degrees_are_no_states() {
    let names = |text: &str| -> Vec<String> {
        let extraction = EXTRACTOR.extract(text);
        extraction.places.iter().map(|place| place.mentions[0].mention.text.to_owned()).collect()
    };
    for (text, expected) in [
        ("Driver Injures Seven Near Stadium in Hull", &["Hull"][..]),
        ("FIRE NEAR MERCY HOSPITAL IN HULL", &["MERCY HOSPITAL", "HULL"]),
        ("Robert Henderson, M.D., spoke.", &[]),
        ("Robert Henderson, B.A., M.S., spoke.", &[]),
        ("It began in Salem, M.D., and spread.", &["Salem", "M.D."]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}
