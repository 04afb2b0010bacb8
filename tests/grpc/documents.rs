//! What a document says beside its text.

use stringer::proto::v1;

use crate::support::{BOTH, TestServer, config};

#[tokio::test]
async fn the_time_of_publication_dates_counts() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        // A Wednesday, in UTC; a minute later it is Thursday.
        for (seconds, expected) in [(Some(1_748_476_740), "2025-05-26"), (Some(1_748_476_800), "2025-05-26"), (None, "")] {
            let document = v1::Document {
                publish_time: seconds.map(|seconds| prost_types::Timestamp { seconds, nanos: 0 }),
                content: Some(v1::document::Content::Text("Iranian-made drones killed 12 people on Monday.".into())),
                ..Default::default()
            };
            let request = v1::ExtractEntitiesRequest { document: Some(document), options: None };
            let extraction = server.client().extract_entities(request).await.unwrap().into_inner().extraction.unwrap();
            let time = extraction.counts[0].time.as_ref().unwrap();
            assert_eq!((time.text.as_str(), time.date.as_str()), ("Monday", expected));
            assert_eq!(extraction.weapons[0].mentions[0].origin_country_code, "IR");
        }
    }
}
