//! Offsets in the caller's unit: every surface form is the slice at its span.

use stringer::proto::v1;

use crate::support::{BOTH, TestServer, config, document};

const TEXT: &str = "😀 “Nous sommes là”, Volodymyr Zelensky said in Kyiv — at least 12 people were killed by Shahed drones in Kharkiv… 東京 too. 😀 \
                    Łódź and Kyiv sent 3 tanks.";

/// The slice of [`TEXT`] at `span`, counted in `encoding`.
fn slice(span: Option<v1::Span>, encoding: v1::OffsetEncoding) -> String {
    let span = span.expect("a span is always set");
    let range = usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
    match encoding {
        v1::OffsetEncoding::Utf16 => String::from_utf16(&TEXT.encode_utf16().collect::<Vec<_>>()[range]).unwrap(),
        v1::OffsetEncoding::CodePoints => TEXT.chars().collect::<Vec<_>>()[range].iter().collect(),
        v1::OffsetEncoding::Utf8 | v1::OffsetEncoding::Unspecified => TEXT[range].to_owned(),
    }
}

#[tokio::test]
async fn every_surface_form_is_the_slice_at_its_span() {
    use v1::OffsetEncoding::{CodePoints, Unspecified, Utf8, Utf16};
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        let mut surfaces = Vec::new();
        for (asked, used) in [(Unspecified, Utf8), (Utf8, Utf8), (Utf16, Utf16), (CodePoints, CodePoints)] {
            let options = v1::ExtractOptions {
                offset_encoding: asked.into(),
                view: v1::ExtractionView::Full.into(),
                include_demonyms: true,
                ..Default::default()
            };
            let request = v1::ExtractEntitiesRequest { document: document("a", TEXT), options: Some(options) };
            let extraction = server.client().extract_entities(request).await.unwrap().into_inner().extraction.unwrap();
            assert_eq!(extraction.offset_encoding(), used);
            let mentions = (extraction.people.iter().flat_map(|person| &person.mentions))
                .chain(extraction.places.iter().flat_map(|place| &place.mentions))
                .chain(extraction.weapons.iter().flat_map(|weapon| &weapon.mentions))
                .map(|mention| (mention.span, mention.text.clone()));
            let counts = extraction.counts.iter().flat_map(|count| &count.mentions).map(|mention| (mention.span, mention.text.clone()));
            let events = extraction.events.iter().flat_map(|event| &event.mentions).map(|mention| (mention.span, mention.text.clone()));
            let numbers = extraction.numbers.iter().map(|number| (number.span, number.text.clone()));
            let found: Vec<_> = mentions.chain(counts).chain(events).chain(numbers).collect();
            for (span, text) in &found {
                assert_eq!(&slice(*span, used), text, "{used:?}");
            }
            let sentences = extraction.sentences.iter().map(|sentence| slice(sentence.span, used));
            surfaces.push(found.into_iter().map(|(_, text)| text).chain(sentences).collect::<Vec<_>>());
        }
        assert!(surfaces.iter().all(|list| list == &surfaces[0]), "the unit changes nothing but the offsets");
    }
}
