//! Rows with one fault each, the finding they have to get, and a neighbour that gets none.

use super::*;
use crate::gazetteer::built_in_layer;

const COUNTRIES: &str = "id\tname\tiso2\tcapital\nx:gb\tBritain\tGB\t\n";
const WORDS: &str = "word\nreading\nmost\nnice\n";

fn codes(files: &[(&'static str, &str)]) -> Vec<(&'static str, usize)> {
    let base = [("countries.tsv", COUNTRIES), ("lexicon/en/common_words.tsv", WORDS), ("surnames.tsv", "name\nTarnwick\n")];
    let file = |&(name, text)| TableFile { name, path: name, text };
    let layers = [Layer { name: "x", version: "1", files: base.iter().map(file).chain(files.iter().map(file)).collect() }];
    lint(&layers).into_iter().map(|finding| (finding.code, finding.line)).collect()
}

#[test]
fn the_built_in_tables_have_no_errors() {
    let errors: Vec<Finding> = lint(&[built_in_layer()]).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn each_fault_of_a_place_is_found() {
    let header = "id\tname\tkind\tlat\tlon\tcountry\tparent\n";
    for (name, row, expected) in [
        ("sound", "x:1\tSkelby\tcity\t54.1\t-2.1\tGB\tx:gb", &[][..]),
        ("marked", "x:1\t~Reading\tcity\t54.1\t-2.1\tGB\t", &[]),
        ("common word", "x:1\tReading\tcity\t54.1\t-2.1\tGB\t", &["COMMON_WORD"]),
        ("surname", "x:1\tTarnwick\tcity\t54.1\t-2.1\tGB\t", &["PERSON_NAME"]),
        ("one letter", "x:1\tÅ\tcity\t54.1\t-2.1\tGB\t", &["TOO_SHORT"]),
        ("two letters", "x:1\tOs\tcity\t54.1\t-2.1\tGB\t", &["TOO_SHORT"]),
        ("two capitals", "x:1\tOS\tcity\t54.1\t-2.1\tGB\t", &[]),
        ("no letters", "x:1\t…\tcity\t54.1\t-2.1\tGB\t", &["EMPTY_NAME"]),
        ("nowhere", "x:1\tSkelby\tcity\t0\t0\tGB\t", &["ZERO_COORDINATES"]),
        ("off the globe", "x:1\tSkelby\tcity\t91\t0\tGB\t", &["BAD_CELL"]),
        ("no country", "x:1\tSkelby\tcity\t\t\tQQ\t", &["UNKNOWN_COUNTRY"]),
        ("no parent", "x:1\tSkelby\tcity\t\t\tGB\tx:9", &["DANGLING_PARENT"]),
        ("in itself", "x:1\tSkelby\tcity\t\t\tGB\tx:1", &["INSIDE_ITSELF"]),
        ("no scheme", "skelby\tSkelby\tcity\t\t\tGB\t", &["BAD_ID"]),
        ("capitals in the slug", "stringer:place/Skelby\tSkelby\tcity\t\t\tGB\t", &["BAD_ID"]),
        ("another kind", "stringer:weapon/skelby\tSkelby\tcity\t\t\tGB\t", &["BAD_ID"]),
        ("no number", "geonames:skelby\tSkelby\tcity\t\t\tGB\t", &["BAD_ID"]),
        ("too few cells", "x:1\tSkelby", &["CELL_COUNT"]),
        ("no kind", "x:1\tSkelby\ttown\t\t\tGB\t", &["BAD_CELL"]),
    ] {
        let found = codes(&[("places.tsv", &format!("{header}{row}\n"))]);
        assert_eq!(found, expected.iter().map(|code| (*code, 2)).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn rows_that_collide_are_found_at_the_later_one() {
    let places = |rows: &str| format!("id\tname\taliases\tkind\tlat\tlon\tcountry\n{rows}");
    let two = places("x:1\tSkelby\t\tcity\t54\t-2\tGB\nx:2\tSkelby\t\tcity\t55\t-2\tGB\n");
    assert_eq!(codes(&[("places.tsv", &two)]), [("SHARED_ALIAS", 3)]);
    let same = places("x:1\tSkelby\t\tcity\t54\t-2\tGB\nx:2\tSkelby\t\tcity\t54\t-2\tGB\n");
    assert_eq!(codes(&[("places.tsv", &same)]), [("SHARED_ALIAS", 3)]);
    let list = "phrase\tkinds\nwar memorial\tweapon\nwar memorial\tweapon\n";
    assert_eq!(codes(&[("stop_phrases.tsv", list)]), [("DUPLICATE_ROW", 3)]);
    let id = places("x:1\tSkelby\t\tcity\t54\t-2\tGB\nx:1\tOsmere\t\tcity\t55\t-2\tGB\n");
    assert_eq!(codes(&[("places.tsv", &id)]), [("DUPLICATE_ID", 3)]);
    let far = places("x:1\tSkelby\t\tcity\t54\t-2\tGB\nx:2\tOsmere\t\tcity\t-54\t-2\tGB\n");
    assert_eq!(codes(&[("places.tsv", &far)]), [("FAR_FROM_COUNTRY", 2), ("FAR_FROM_COUNTRY", 3)]);
    let one = places("x:1\tSkelby\tOsmere\tcity\t54\t-2\tGB\n");
    let person = "id\tname\nx:3\tOsmere\n";
    assert_eq!(codes(&[("places.tsv", &one), ("people.tsv", person)]), [("SHADOWED", 2)]);
    let stop = "phrase\tkinds\nosmere\tplace\n";
    assert_eq!(codes(&[("places.tsv", &one), ("stop_phrases.tsv", stop)]), [("SHADOWED", 2)]);
    assert_eq!(codes(&[("places.tsv", &one), ("stop_phrases.tsv", "phrase\tkinds\nosmere\tweapon\n")]), []);
}

#[test]
fn an_overlay_is_checked_with_what_it_lies_over() {
    let overlay = [
        TableFile {
            name: "places.tsv",
            path: "desk/places.tsv",
            text: "id\tname\tkind\tparent\n-x:none\t\t\t\ndesk:1\tOsmere\tcity\tgeonames:690791\n",
        },
        TableFile { name: "surnames.tsv", path: "desk/surnames.tsv", text: "name\n-Zzyzx\n" },
    ];
    let layers = [built_in_layer(), Layer { name: "desk", version: "1", files: overlay.into() }];
    let found: Vec<(String, usize, &str)> = lint(&layers)
        .into_iter()
        .filter(|finding| finding.file.starts_with("desk/"))
        .map(|finding| (finding.file, finding.line, finding.code))
        .collect();
    let expected = [("desk/places.tsv", 2, "UNKNOWN_REMOVAL"), ("desk/surnames.tsv", 2, "UNKNOWN_REMOVAL")];
    assert_eq!(found, expected.map(|(file, line, code)| (file.to_owned(), line, code)));
}
