//! Names that mean several things, or are spelled in several ways: what the built-in gazetteer holds the likeliest.

use std::sync::LazyLock;

use stringer::Gazetteer;
use stringer::gazetteer::entry::{AliasClass, EntryKind};
use stringer::lookup::by_name;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::built_in);

#[test]
fn the_likeliest_entry_of_a_hard_name_comes_first() {
    for (name, first, class, others) in [
        ("Georgia", "geonames:614540", "safe", &["geonames:4197000"][..]),
        ("Paris", "geonames:2988507", "safe", &["geonames:4717560"]),
        ("Dnipro", "geonames:709930", "safe", &[]),
        ("Sviatoshinsky", "geonames:703266", "safe", &[]),
        ("Sviatoshynskyi", "geonames:703266", "safe", &[]),
        ("Lugansk", "geonames:702658", "safe", &["geonames:702657"]),
        ("St Petersburg", "geonames:498817", "safe", &["geonames:4171563"]),
        ("Congo", "geonames:203312", "safe", &["geonames:2260494"]),
        ("Macedonia", "geonames:718075", "safe", &[]),
        ("Burma", "geonames:1327865", "safe", &[]),
        ("Poltava Oblast", "geonames:696634", "safe", &[]),
        ("Zelenskiy", "wikidata:Q3874799", "safe", &[]),
        ("Volodymyr Zelenskyy", "wikidata:Q3874799", "safe", &[]),
        ("Abdel Fattah el-Sisi", "wikidata:Q307871", "safe", &[]),
        ("Gaddafi", "stringer:person/muammar-gaddafi", "safe", &[]),
        ("Patriot", "stringer:weapon/patriot-missile-system", "ambiguous", &[]),
        ("Javelin", "stringer:weapon/fgm-148-javelin", "ambiguous", &[]),
        ("Grad", "stringer:weapon/bm-21-grad", "ambiguous", &["geonames:3344939"]),
        ("Caesar", "stringer:weapon/caesar-howitzer", "ambiguous", &[]),
        ("Tiger", "stringer:weapon/eurocopter-tiger", "ambiguous", &[]),
        ("Arrow", "stringer:weapon/arrow-missile-defence-system", "ambiguous", &[]),
        ("Abrams", "stringer:weapon/m1-abrams", "ambiguous", &[]),
        ("Iskander", "stringer:weapon/iskander", "safe", &[]),
        ("Shahed", "stringer:weapon/shahed", "safe", &[]),
        ("Kinzhal", "stringer:weapon/kh-47m2-kinzhal", "safe", &[]),
    ] {
        let found = by_name(&GAZETTEER, name);
        let ids: Vec<&str> = found.iter().map(|found| &*found.entry.id).collect();
        assert_eq!(ids.first(), Some(&first), "{name}: {ids:?}");
        assert_eq!(found[0].alias.map(|alias| alias.class.as_str()), Some(class), "{name}");
        assert!(others.iter().all(|other| ids.contains(other)), "{name}: {ids:?}");
    }
}

#[test]
fn towns_that_are_words_are_never_safe() {
    for name in ["Of", "Reading", "Most", "Police", "Best", "Nice", "Mobile", "Split"] {
        let found = by_name(&GAZETTEER, name);
        let places = found.iter().filter(|found| found.entry.facts.kind() == EntryKind::Place);
        let safe = places.filter(|found| found.alias.is_some_and(|alias| alias.class == AliasClass::Safe)).count();
        assert_eq!(safe, 0, "{name}");
    }
}

#[test]
fn every_country_is_first_of_all_meant_by_its_name() {
    let countries: Vec<_> =
        GAZETTEER.entries().iter().filter(|entry| entry.place().is_some_and(|place| place.kind.as_str() == "country")).collect();
    assert!(countries.len() >= 240, "{}", countries.len());
    for country in &countries {
        assert_eq!(by_name(&GAZETTEER, &country.name)[0].entry.id, country.id, "{}", country.name);
    }
    // No source gives these a point.
    let unplaced = countries.iter().filter(|country| country.place().is_some_and(|place| place.location.is_none()));
    let unplaced: Vec<&str> = unplaced.map(|country| &*country.name).collect();
    assert_eq!(unplaced, ["Bouvet Island", "Tokelau", "US Minor Outlying Islands"]);
}
