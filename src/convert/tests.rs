//! One small extraction, made by hand, in every encoding and view.

use super::*;
use crate::extraction::*;
use crate::gazetteer::entry::{Entry, Facts, PlaceFacts, Seat, WeaponFacts};

const TEXT: &str = "😀 Kyiv: at least 12 drones — é";

fn kyiv() -> Entry {
    Entry {
        id: "geonames:703448".into(),
        name: "Kyiv".into(),
        external_ids: vec![("wikidata".into(), "Q1899".into())],
        facts: Facts::Place(PlaceFacts {
            kind: PlaceKind::City,
            location: Some((50.45, 30.52)),
            country: "UA".into(),
            admin1: "Kyiv City".into(),
            population: 2_797_553,
            parent: "".into(),
            seat: Seat::Capital,
        }),
    }
}

fn drone() -> Entry {
    Entry {
        id: "stringer:weapon/drone".into(),
        name: "drone".into(),
        external_ids: Vec::new(),
        facts: Facts::Weapon(WeaponFacts {
            category: WeaponCategory::UncrewedVehicle,
            class_path: vec!["uncrewed aerial vehicle".into(), "drone".into()],
            specificity: WeaponSpecificity::Generic,
            origin: "".into(),
        }),
    }
}

fn span_of(surface: &str) -> Span {
    let start = TEXT.find(surface).expect("the surface form is in the text");
    Span::new(start, start + surface.len())
}

fn mention(surface: &'static str, form: MentionForm) -> Mention<'static> {
    let evidence = Evidence { alias: surface, class: None, rule: "test" };
    Mention { span: span_of(surface), text: surface, form, sentence: 0, confidence: 0.98, evidence }
}

fn extraction<'a>(kyiv: &'a Entry, drone: &'a Entry) -> Extraction<'a> {
    let person = Key { kind: EntityKind::Person, number: 1 };
    let place = Key { kind: EntityKind::Place, number: 1 };
    let weapon = Key { kind: EntityKind::Weapon, number: 1 };
    let evidence = Evidence { alias: "", class: None, rule: "numeral" };
    let statement =
        CountMention { span: span_of("12"), phrase: span_of("at least 12 drones"), text: "12", sentence: 0, confidence: 0.9, evidence };
    Extraction {
        places: vec![Place {
            key: place,
            entry: Some(kyiv),
            name: "Kyiv".into(),
            kind: PlaceKind::City,
            part_of: None,
            alternatives: vec![kyiv],
            mentions: vec![PlaceMention { mention: mention("Kyiv", MentionForm::FullName), usage: PlaceUsage::Location }],
            confidence: 0.98,
        }],
        weapons: vec![Weapon {
            key: weapon,
            entry: drone,
            mentions: vec![WeaponMention { mention: mention("drones", MentionForm::Generic), origin: Some("IR") }],
            confidence: 0.98,
        }],
        counts: vec![Count {
            key: Key { kind: EntityKind::Count, number: 1 },
            quantity: Quantity { value: Some(12), min: Some(12), max: None, qualifier: Qualifier::AtLeast, text: "at least 12" },
            category: None,
            subject: CountSubject::Weapons,
            noun: "drones",
            mentions: vec![statement],
            places: vec![place],
            weapons: vec![weapon],
            people: vec![person],
            attribution: Some(Attribution { span: span_of("Kyiv"), text: "Kyiv", person: Some(person) }),
            time: Some(TimeReference { span: span_of("12"), text: "12", date: Date::from_ordinal_date(2025, 123).ok() }),
            modality: Modality::Comparison,
            accumulation: Some(Accumulation::Subset),
            part_of: Some(Key { kind: EntityKind::Count, number: 1 }),
            confidence: 0.9,
        }],
        events: vec![Event {
            key: EventKey { number: 1 },
            kind: EventKind::AirStrike,
            mentions: vec![EventMention { span: span_of("drones"), text: "drones", sentence: 0, confidence: 0.9, evidence }],
            places: vec![place],
            time: Some(TimeReference { span: span_of("12"), text: "12", date: Date::from_ordinal_date(2025, 123).ok() }),
            weapons: vec![weapon],
            counts: vec![Key { kind: EntityKind::Count, number: 1 }],
            is_main: true,
            confidence: 0.9,
        }],
        tallies: vec![Tally {
            category: CountCategory::Killed,
            subject: CountSubject::People,
            place: Some(place),
            best: Some(12),
            low: Some(12),
            high: None,
            counts: vec![Key { kind: EntityKind::Count, number: 1 }],
            event: Some(EventKey { number: 1 }),
        }],
        sentences: vec![Sentence { span: Span::new(0, TEXT.len()), zone: Zone::Headline, clauses: None }],
        numbers: vec![Number { span: span_of("12"), text: "12", values: vec![12.0], class: NumberClass::Count }],
        dropped: vec![Dropped { span: span_of("é"), kind: EntityKind::Place, alias: "é", reason: "test" }],
        ..Extraction::default()
    }
}

fn written(encoding: OffsetEncoding, view: View) -> v1::Extraction {
    let (kyiv, drone) = (kyiv(), drone());
    Writer::new(TEXT, encoding, view).extraction("a-1".into(), extraction(&kyiv, &drone), &Gazetteer::built_in())
}

#[test]
fn every_span_is_the_slice_of_its_surface_form_in_the_asked_unit() {
    let utf16: Vec<u16> = TEXT.encode_utf16().collect();
    let points: Vec<char> = TEXT.chars().collect();
    for encoding in [OffsetEncoding::Utf8, OffsetEncoding::Utf16, OffsetEncoding::CodePoints] {
        let message = written(encoding, View::Full);
        let slice = |span: Option<v1::Span>| {
            let span = span.expect("a span is always set");
            let range = usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
            match encoding {
                OffsetEncoding::Utf8 => TEXT[range].to_owned(),
                OffsetEncoding::Utf16 => String::from_utf16(&utf16[range]).unwrap(),
                OffsetEncoding::CodePoints => points[range].iter().collect(),
            }
        };
        assert_eq!(slice(message.places[0].mentions[0].span), "Kyiv");
        assert_eq!(slice(message.weapons[0].mentions[0].span), "drones");
        assert_eq!(message.weapons[0].mentions[0].origin_country_code, "IR");
        assert_eq!(slice(message.counts[0].mentions[0].phrase), "at least 12 drones");
        assert_eq!(slice(message.events[0].mentions[0].span), "drones");
        assert_eq!(slice(message.dropped[0].span), "é");
        assert_eq!(slice(message.sentences[0].span), TEXT);
        assert_eq!(message.offset_encoding(), encoding.into());
    }
}

#[test]
fn the_basic_view_leaves_out_what_explains() {
    let basic = written(OffsetEncoding::Utf8, View::Basic);
    assert!(basic.numbers.is_empty() && basic.dropped.is_empty() && basic.places[0].alternatives.is_empty());
    assert_eq!(basic.places[0].mentions[0].evidence, None);
    assert_eq!(basic.events[0].mentions[0].evidence, None);
    let full = written(OffsetEncoding::Utf8, View::Full);
    assert_eq!(full.events[0].mentions[0].evidence.as_ref().map(|evidence| evidence.rule.as_str()), Some("numeral"));
    assert_eq!((full.numbers.len(), full.dropped.len(), full.places[0].alternatives.len()), (1, 1, 1));
    assert_eq!(full.counts[0].mentions[0].evidence.as_ref().map(|evidence| evidence.rule.as_str()), Some("numeral"));
}

#[test]
fn the_entry_s_facts_and_the_keys_arrive() {
    let message = written(OffsetEncoding::Utf8, View::Basic);
    let place = &message.places[0];
    assert_eq!((place.id.as_str(), place.country_code.as_str(), place.population), ("geonames:703448", "UA", 2_797_553));
    assert_eq!(place.external_ids.get("wikidata").map(String::as_str), Some("Q1899"));
    assert_eq!(message.weapons[0].class_path, ["uncrewed aerial vehicle", "drone"]);
    let count = &message.counts[0];
    assert_eq!(
        (count.place_keys.as_slice(), count.weapon_keys.as_slice()),
        (["place-1".to_owned()].as_slice(), ["weapon-1".to_owned()].as_slice())
    );
    assert_eq!(count.category(), v1::CountCategory::Unspecified);
    assert_eq!((count.person_keys.as_slice(), count.part_of.as_str()), (["person-1".to_owned()].as_slice(), "count-1"));
    assert_eq!((count.modality(), count.accumulation()), (v1::Modality::Comparison, v1::Accumulation::Subset));
    assert_eq!(count.attribution.as_ref().map(|it| (it.text.as_str(), it.person_key.as_str())), Some(("Kyiv", "person-1")));
    assert_eq!(count.time.as_ref().map(|it| (it.text.as_str(), it.date.as_str())), Some(("12", "2025-05-03")));
    let tally = &message.tallies[0];
    assert_eq!((tally.best, tally.low, tally.high, tally.place_key.as_str()), (Some(12), Some(12), None, "place-1"));
    assert_eq!((tally.count_keys.as_slice(), tally.event_key.as_str()), (["count-1".to_owned()].as_slice(), "event-1"));
    assert_eq!(count.quantity.as_ref().map(|quantity| (quantity.value, quantity.min, quantity.max)), Some((Some(12), Some(12), None)));
    assert_eq!(message.provenance.map(|provenance| provenance.engine_version).as_deref(), Some(ENGINE_VERSION));
}

#[test]
fn an_event_arrives_with_its_links() {
    let event = &written(OffsetEncoding::Utf8, View::Basic).events[0];
    assert_eq!((event.key.as_str(), event.kind(), event.is_main), ("event-1", v1::EventKind::AirStrike, true));
    assert_eq!([&*event.place_keys, &*event.weapon_keys, &*event.count_keys], [["place-1"], ["weapon-1"], ["count-1"]]);
    assert_eq!(event.time.as_ref().map(|it| it.date.as_str()), Some("2025-05-03"));
    assert_eq!((event.mentions[0].text.as_str(), event.mentions[0].sentence, event.confidence), ("drones", 0, 0.9));
    for kind in EventKind::ALL {
        let name = format!("EVENT_KIND_{}", kind.as_str().replace('-', "_").to_uppercase());
        assert_eq!(v1::EventKind::from(kind).as_str_name(), name);
    }
}

#[test]
fn the_json_is_the_proto_s_mapping() {
    let json = serde_json::to_value(written(OffsetEncoding::CodePoints, View::Basic)).unwrap();
    assert_eq!(json["counts"][0]["placeKeys"], serde_json::json!(["place-1"]));
    let event = serde_json::json!({
        "key": "event-1", "kind": "EVENT_KIND_AIR_STRIKE", "placeKeys": ["place-1"], "weaponKeys": ["weapon-1"], "countKeys": ["count-1"],
        "isMain": true, "confidence": 0.9_f32, "time": {"span": {"start": 17, "end": 19}, "text": "12", "date": "2025-05-03"},
        "mentions": [{"span": {"start": 20, "end": 26}, "text": "drones", "confidence": 0.9_f32}],
    });
    assert_eq!(json["events"][0], event);
    assert_eq!(json["tallies"][0]["eventKey"], "event-1");
    let back: v1::Extraction = serde_json::from_value(json).unwrap();
    assert_eq!(back, written(OffsetEncoding::CodePoints, View::Basic));
}
