//! What holds for any text whatever: spans, offsets, keys, links, order, determinism.

mod hostile;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use stringer::extraction::{EventKey, Extraction, Key};
use stringer::span::{OffsetEncoding, OffsetMap, Span};
use stringer::{ExtractOptions, Extractor, Gazetteer};

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| Extractor::new(Arc::new(Gazetteer::built_in())))
}

fn all_options() -> ExtractOptions {
    ExtractOptions { include_demonyms: true, ..ExtractOptions::default() }
}

fn extract(text: &str) -> Extraction<'_> {
    extractor().extract_with(text, &all_options(), &mut ())
}

/// Every span of an answer with the text that it claims, if it claims one.
fn spans<'e>(extraction: &'e Extraction<'e>) -> Vec<(Span, Option<&'e str>)> {
    let mut spans = Vec::new();
    spans.extend(extraction.people.iter().flat_map(|person| &person.mentions).map(|mention| (mention.span, Some(mention.text))));
    spans.extend(extraction.places.iter().flat_map(|place| &place.mentions).map(|place| (place.mention.span, Some(place.mention.text))));
    spans.extend(
        extraction
            .weapons
            .iter()
            .flat_map(|weapon| &weapon.mentions)
            .map(|it| &it.mention)
            .map(|mention| (mention.span, Some(mention.text))),
    );
    for mention in extraction.counts.iter().flat_map(|count| &count.mentions) {
        spans.extend([(mention.span, Some(mention.text)), (mention.phrase, None)]);
    }
    spans.extend(extraction.events.iter().flat_map(|event| &event.mentions).map(|mention| (mention.span, Some(mention.text))));
    spans.extend(extraction.events.iter().filter_map(|event| event.time).map(|time| (time.span, Some(time.text))));
    spans.extend(extraction.numbers.iter().map(|number| (number.span, Some(number.text))));
    spans.extend(extraction.dropped.iter().map(|dropped| (dropped.span, None)));
    spans.extend(extraction.sentences.iter().map(|sentence| (sentence.span, None)));
    spans
}

/// The slice of `text` at a span in another unit, cut by the language that counts so.
fn slice_in(text: &str, encoding: OffsetEncoding, (start, end): (usize, usize)) -> String {
    match encoding {
        OffsetEncoding::Utf8 => text[start..end].to_owned(),
        OffsetEncoding::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).expect("a span cuts no surrogate pair")
        }
        OffsetEncoding::CodePoints => text.chars().skip(start).take(end - start).collect(),
    }
}

fn check(text: &str) {
    let extraction = extract(text);
    let maps = [OffsetEncoding::Utf8, OffsetEncoding::Utf16, OffsetEncoding::CodePoints]
        .map(|encoding| (encoding, OffsetMap::new(text, encoding)));
    for (span, claimed) in spans(&extraction) {
        assert!(span.start < span.end && span.end <= text.len(), "{span:?} of {} bytes", text.len());
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} cuts a character");
        let surface = span.slice(text);
        assert_eq!(claimed.unwrap_or(surface), surface);
        for (encoding, map) in &maps {
            assert_eq!(slice_in(text, *encoding, map.span(span)), surface, "{encoding:?}");
        }
    }
    check_keys_and_links(&extraction);
    check_order(&extraction);
    assert_eq!(format!("{extraction:?}"), format!("{:?}", extract(text)), "the same text twice gives two answers");
}

fn check_keys_and_links(extraction: &Extraction<'_>) {
    let places: Vec<Key> = extraction.places.iter().map(|place| place.key).collect();
    let weapons: Vec<Key> = extraction.weapons.iter().map(|weapon| weapon.key).collect();
    assert!(extraction.counts.iter().flat_map(|count| &count.places).all(|key| places.contains(key)));
    assert!(extraction.counts.iter().flat_map(|count| &count.weapons).all(|key| weapons.contains(key)));
    assert!(extraction.places.iter().filter_map(|place| place.part_of).all(|key| places.contains(&key)));
    let counts: BTreeSet<Key> = extraction.counts.iter().map(|count| count.key).collect();
    for event in &extraction.events {
        assert!(event.places.iter().all(|key| places.contains(key)) && event.weapons.iter().all(|key| weapons.contains(key)));
        assert!(event.counts.iter().all(|key| counts.contains(key)));
    }
    let events: BTreeSet<EventKey> = extraction.events.iter().map(|event| event.key).collect();
    assert_eq!(events.len(), extraction.events.len(), "an event's key is used twice");
    assert!(extraction.tallies.iter().filter_map(|tally| tally.event).all(|key| events.contains(&key)));
    assert!(extraction.events.iter().filter(|event| event.is_main).count() <= 1, "a story is about one event");
    let mut keys: Vec<Key> = places.into_iter().chain(weapons).chain(extraction.people.iter().map(|person| person.key)).collect();
    keys.extend(extraction.counts.iter().map(|count| count.key));
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), all, "a key is used twice");
}

/// Within a kind: entities by first mention, mentions in order, none overlapping another, each in its sentence.
fn check_order(extraction: &Extraction<'_>) {
    let kinds: [Vec<Vec<(Span, usize)>>; 5] = [
        extraction.people.iter().map(|it| it.mentions.iter().map(|mention| (mention.span, mention.sentence)).collect()).collect(),
        extraction.places.iter().map(|it| it.mentions.iter().map(|it| (it.mention.span, it.mention.sentence)).collect()).collect(),
        extraction.weapons.iter().map(|it| it.mentions.iter().map(|it| (it.mention.span, it.mention.sentence)).collect()).collect(),
        extraction.counts.iter().map(|it| it.mentions.iter().map(|mention| (mention.span, mention.sentence)).collect()).collect(),
        extraction.events.iter().map(|it| it.mentions.iter().map(|mention| (mention.span, mention.sentence)).collect()).collect(),
    ];
    for entities in kinds {
        assert!(entities.iter().all(|mentions| !mentions.is_empty() && mentions.is_sorted()));
        assert!(entities.is_sorted_by_key(|mentions| mentions[0].0.start));
        let mut mentions: Vec<(Span, usize)> = entities.into_iter().flatten().collect();
        mentions.sort_unstable();
        assert!(mentions.windows(2).all(|pair| !pair[0].0.overlaps(&pair[1].0)), "mentions overlap: {mentions:?}");
        for (span, sentence) in mentions {
            assert!(extraction.sentences[sentence].span.contains(&span), "a mention stands outside its sentence");
        }
    }
}

/// Pieces that texts in the wild are made of, the hard ones first.
fn piece() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "İstanbul",
        "Straße",
        "ﬁve people",
        "e\u{301}",
        "\u{301}",
        "👩‍👩‍👧‍👦",
        "😀",
        "שלום",
        "القدس",
        "東京",
        "\u{A0}",
        "\u{AD}",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\u{200B}",
        "\u{FEFF}",
        "\u{2028}",
        "\u{0}",
        "“",
        "”",
        "’s",
        "'s",
        "—",
        "‑",
        "-",
        "…",
        ".",
        ",",
        ";",
        "(",
        ")",
        "$",
        "%",
        "½",
        "٣",
        "１２",
        "\u{202E}",
    ]);
    let news = prop::sample::select(vec![
        "Volodymyr Zelensky",
        "Zelensky",
        "Mr",
        "President",
        "Keir\nStarmer",
        "Gen.",
        "J.",
        "Kim Do-hyun",
        "von der Leyen",
        "Kyiv",
        "Kyiv's",
        "U.S.",
        "US",
        "the Dnipropetrovsk region",
        "city of",
        "Paris, Texas",
        "New York Times",
        "Georgia Technology",
        "comMilwaukee",
        "Ukrainian",
        "Kremlin",
        "Kh-101",
        "Shahed drones",
        "drones",
        "ballistic missiles",
        "155mm howitzers",
        "tank",
        "Patriot Act",
        "killed",
        "were wounded",
        "died",
        "at least",
        "more than",
        "up to",
        "between",
        "and",
        "or",
        "to",
        "of the",
        "a woman",
        "another",
        "his",
        "son",
        "the number of",
        "others",
        "including",
        "up from",
        "last year",
        "according to",
        "denied",
        "no",
        "one",
        "16 of",
        "Twenty",
        "dead",
        "injuring",
        "arrested",
        "school",
        "Ana Reyes",
        ", 27,",
        "a 33-year-old",
        "people",
        "soldiers",
        "buildings",
        "12",
        "1,000",
        "2.5",
        "5:30 p.m.",
        "two dozen",
        "half a million",
        "hundreds of",
        "20-25",
        "third",
        "2024",
        "August 28",
        "said",
        "in",
        "death toll",
    ]);
    let any_char = any::<char>().prop_map(String::from);
    prop_oneof![3 => hard.prop_map(str::to_owned), 5 => news.prop_map(str::to_owned), 1 => any_char, 1 => Just(" ".to_owned())]
}

fn text() -> impl Strategy<Value = String> {
    let glue = prop::sample::select(vec![" ", " ", " ", "", "-", "\u{A0}", "\n"]);
    prop::collection::vec((piece(), glue), 0..40)
        .prop_map(|parts| parts.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

/// The same texts in every run, so that a change alone decides whether it passes. `PROPTEST_CASES=500000` draws that many new ones.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases: 4096, rng_seed: RngSeed::Fixed(0), ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn texts_of_news_and_hard_characters(text in text()) {
        check(&text);
    }

    #[test]
    fn any_string_at_all(text in any::<String>()) {
        check(&text);
    }
}

#[test]
fn names_keep_their_spans_among_hard_characters() {
    for (text, expected) in [
        ("😀 Kyiv’s mayor", "Kyiv"),
        ("İ ß ﬁ in Kyiv", "Kyiv"),
        ("\u{FEFF}In\u{A0}Kyiv\r", "Kyiv"),
        ("שלום Kyiv", "Kyiv"),
        ("New\u{A0}York", "New\u{A0}York"),
        ("in e\u{301}lyse\u{301} and K\u{AD}yiv", "K\u{AD}yiv"),
        ("in KYIV, it rained", "KYIV"),
        ("half a million Ukrainian were wounded in Kyiv", "Kyiv"),
    ] {
        check(text);
        let extraction = extract(text);
        let found: Vec<&str> = extraction.places.iter().flat_map(|place| &place.mentions).map(|place| place.mention.text).collect();
        assert!(found.contains(&expected), "{text:?}: {found:?}");
    }
}

#[test]
fn time_is_linear_in_texts_of_one_name_and_of_namesakes() {
    // All together take about a second. With any one of the searches behind them unbounded it was half a minute and more: the limit lies
    // where neither a slow machine nor a fast one is mistaken.
    let began = std::time::Instant::now();
    let letters = |number: usize| -> String { (0..4).map(|digit| char::from(b'a' + (number / 26_usize.pow(digit) % 26) as u8)).collect() };
    let namesakes: String = (0..20_000).map(|number| format!("Then Mr X{} Holub left. ", letters(number))).collect();
    let one_name = format!("Olena Holub spoke. {}", "Then Holub left. ".repeat(60_000));
    let one_place = "In Paris, Texas, it rained. ".repeat(20_000);
    let far_place = format!("In Kyiv they saw {}", "12 people and ".repeat(40_000));
    let headless = "Oklahoma Highway Patrol ".repeat(30_000);
    let gazetteer = extractor().gazetteer();
    let names = gazetteer.aliases().iter().filter(|alias| gazetteer.entry_of(alias).place().is_some()).map(|alias| &*alias.text);
    let places: String = names.flat_map(|name| ["in ", name, ", "]).collect();
    for text in [&far_place, &headless, &places] {
        assert!(!extract(text).places.is_empty());
    }
    for text in [format!("{namesakes}{}", "Then Holub left. ".repeat(20_000)), one_name, one_place] {
        let extraction = extract(&text);
        let mentions: usize = extraction.people.iter().map(|person| person.mentions.len()).sum();
        assert!(mentions + extraction.places.len() >= 2, "{mentions}");
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(15), "{:?}", began.elapsed());
}

#[test]
fn time_is_linear_in_texts_of_counts() {
    // As above: a second or two, and minutes with an unbounded search.
    let began = std::time::Instant::now();
    for text in [
        format!("\"{}", "Police said 12 people could have died in Kyiv on Monday and ".repeat(8_000)),
        "12 people died, the mayor, Ana Reyes, said, ".repeat(10_000),
        "Twelve people died. Of the 40 hurt, 12 are children. ".repeat(10_000),
        "Five women and three men were among the dead and ".repeat(10_000),
        "An improvised explosive device (IED) killed 12 in Ukraine's capital. ".repeat(10_000),
        "In 2014, 12 of the 40 drones were shot down on May 3, 2025, up from 9 and ".repeat(8_000),
        format!("A{}", " year-old man".repeat(40_000)),
        "among the dead were Ana Reyes, 12, and ".repeat(10_000),
        "In Aldermoss there were 12 dead, in Wexcombe ".repeat(10_000),
        "12 homes and 3 bridges were destroyed in Kyiv, 3 dams in Lviv; ".repeat(8_000),
        "including a boy, among them a girl, 12 of them there ".repeat(10_000),
    ] {
        let extraction = extract(&text);
        assert!(!extraction.sentences.is_empty());
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(30), "{:?}", began.elapsed());
}

/// A text sixteen times as long beside sixteen short ones. Quadratic time would make it up to sixteen times as slow; caches and page faults make
/// it less than two. A busy machine slows both, and hardly one of them each time.
#[test]
fn time_per_byte_does_not_grow_with_the_text() {
    const SHORT: usize = 4 << 10;
    const TIMES: usize = 16;
    const MOST: f64 = 4.0;
    const ATTEMPTS: usize = 5;
    let time = |text: &str, rounds: usize| {
        let began = std::time::Instant::now();
        (0..rounds).for_each(|_| drop(extract(text)));
        began.elapsed().as_secs_f64()
    };
    extract("");
    for (name, write) in hostile::generators() {
        let (short, long) = (write(SHORT), write(SHORT * TIMES));
        let is_linear = (0..ATTEMPTS).any(|_| time(&long, 1) <= time(&short, TIMES) * MOST);
        assert!(is_linear, "{name}: a text {TIMES} times as long takes more than {MOST} times as long a byte");
    }
}

#[test]
fn hostile_texts_are_read_to_the_end() {
    let words = [
        "(",
        "a ",
        "A",
        "New ",
        "killed ",
        "12 and ",
        "of the ",
        "12-",
        "\u{301}",
        "the city of ",
        "Mr ",
        "J. ",
        "\"",
        "a 12-year-old ",
        "Kyiv, ",
    ];
    for word in words {
        check(&word.repeat(2_000));
    }
}
