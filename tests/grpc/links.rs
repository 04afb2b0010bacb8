//! Keys: each resolves in its answer, whatever was asked for.

use std::collections::BTreeSet;

use stringer::proto::v1;

use crate::support::{BOTH, TestServer, config, document};

const TEXT: &str =
    "Shahed drones killed 12 people and wounded 40 in Kyiv on Monday, Mayor Vitali Klitschko said. In Odesa, 20 people were arrested.";

fn keys_of(extraction: &v1::Extraction) -> BTreeSet<&str> {
    let people = extraction.people.iter().map(|it| it.key.as_str());
    let places = extraction.places.iter().map(|it| it.key.as_str());
    let weapons = extraction.weapons.iter().map(|it| it.key.as_str());
    let counts = extraction.counts.iter().map(|it| it.key.as_str());
    let events = extraction.events.iter().map(|it| it.key.as_str());
    people.chain(places).chain(weapons).chain(counts).chain(events).collect()
}

fn links_of(extraction: &v1::Extraction) -> Vec<&str> {
    let mut links: Vec<&str> = extraction.places.iter().map(|place| place.part_of.as_str()).collect();
    for count in &extraction.counts {
        links.extend([&count.place_keys, &count.weapon_keys, &count.person_keys].into_iter().flatten().map(String::as_str));
        links.extend(count.attribution.iter().map(|by| by.person_key.as_str()));
        links.push(&count.part_of);
    }
    for event in &extraction.events {
        links.extend([&event.place_keys, &event.weapon_keys, &event.count_keys].into_iter().flatten().map(String::as_str));
    }
    for tally in &extraction.tallies {
        links.extend(tally.count_keys.iter().map(String::as_str));
        links.extend([tally.place_key.as_str(), tally.event_key.as_str()]);
    }
    links.retain(|link| !link.is_empty());
    links
}

#[tokio::test]
async fn no_link_dangles_whatever_is_asked_for() {
    use v1::EntityKind::{Count, Person, Place, Weapon};
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        for kinds in [&[][..], &[Count], &[Count, Place], &[Count, Weapon], &[Person, Place, Weapon]] {
            for min_confidence in [None, Some(0.95)] {
                let options =
                    v1::ExtractOptions { kinds: kinds.iter().map(|kind| i32::from(*kind)).collect(), min_confidence, ..Default::default() };
                let request = v1::ExtractEntitiesRequest { document: document("a", TEXT), options: Some(options) };
                let extraction = server.client().extract_entities(request).await.unwrap().into_inner().extraction.unwrap();
                let keys = keys_of(&extraction);
                let dangling: Vec<&str> = links_of(&extraction).into_iter().filter(|link| !keys.contains(link)).collect();
                assert!(dangling.is_empty(), "{kinds:?} {min_confidence:?}: {dangling:?}");
                let has_counts = kinds.is_empty() || kinds.contains(&Count);
                assert!(has_counts || (extraction.events.is_empty() && extraction.tallies.is_empty()));
            }
        }
    }
}

#[tokio::test]
async fn a_count_has_its_places_where_they_are_asked_for() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        for (kinds, expected) in [(vec![], Some("Kyiv")), (vec![v1::EntityKind::Count.into()], None)] {
            let options = v1::ExtractOptions { kinds, ..Default::default() };
            let request = v1::ExtractEntitiesRequest { document: document("a", TEXT), options: Some(options) };
            let extraction = server.client().extract_entities(request).await.unwrap().into_inner().extraction.unwrap();
            let name = |key: &String| extraction.places.iter().find(|place| place.key == *key).map(|place| place.name.as_str());
            let names: Vec<_> = extraction.counts[0].place_keys.iter().map(name).collect();
            assert_eq!(names, expected.map(Some).into_iter().collect::<Vec<_>>());
        }
    }
}
