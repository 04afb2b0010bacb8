//! The gazetteer service: which gazetteer answers, and what a name could mean.

use stringer::proto::v1;
use stringer::proto::v1::gazetteer_service_client::GazetteerServiceClient;
use stringer::proto::v1::lookup_entries_request::Query;
use tonic::Code;

use crate::support::{BOTH, TestServer, Transport, config, fault, request};

fn lookup(query: Query) -> v1::LookupEntriesRequest {
    v1::LookupEntriesRequest { query: Some(query), ..Default::default() }
}

fn name(name: &str) -> v1::LookupEntriesRequest {
    lookup(Query::Name(name.into()))
}

#[tokio::test]
async fn the_gazetteer_tells_what_it_is_and_answers_are_made_with_it() {
    for transport in BOTH {
        let server = TestServer::ready(transport, config()).await;
        let mut client = GazetteerServiceClient::new(server.channel.clone());
        let response = client.get_gazetteer(v1::GetGazetteerRequest {}).await.unwrap();
        let metadata = response.metadata().clone();
        let gazetteer = response.into_inner().gazetteer.unwrap();
        let provenance =
            server.client().extract_entities(request("Kyiv")).await.unwrap().into_inner().extraction.unwrap().provenance.unwrap();
        assert_eq!(
            (&gazetteer.name, &gazetteer.version, &gazetteer.digest),
            (&provenance.gazetteer_name, &provenance.gazetteer_version, &provenance.gazetteer_digest)
        );
        assert_eq!(metadata.get("x-stringer-gazetteer-digest").unwrap().to_str().unwrap(), gazetteer.digest);
        let kinds: Vec<i32> = gazetteer.totals.iter().map(|total| total.kind).collect();
        assert_eq!(kinds, [1, 2, 3, 4]);
        assert!(gazetteer.totals.iter().all(|total| total.entries > 1000 && total.aliases > total.entries), "{:?}", gazetteer.totals);
        let info = server.client().get_server_info(v1::GetServerInfoRequest {}).await.unwrap().into_inner().gazetteer.unwrap();
        assert_eq!(gazetteer.totals.iter().map(|total| total.entries).sum::<i64>(), info.entries);
        let geonames = gazetteer.sources.iter().find(|source| source.name == "GeoNames").unwrap();
        assert!(geonames.licence == "CC BY 4.0" && geonames.attribution.contains("GeoNames"));
        assert!(gazetteer.load_time.unwrap().seconds > 0);
    }
}

#[tokio::test]
async fn a_name_gives_every_entry_and_an_id_its_own() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let mut client = GazetteerServiceClient::new(server.channel.clone());
    let matches = client.lookup_entries(name("Georgia")).await.unwrap().into_inner().matches;
    let countries: Vec<&str> = matches.iter().map(|found| found.entry.as_ref().unwrap().country_code.as_str()).collect();
    assert_eq!(countries[..2], ["GE", "US"]);
    assert!(matches.iter().all(|found| found.alias == "Georgia" && found.alias_class() != v1::AliasClass::Unspecified));
    assert!(matches[0].reason == "its canonical name" && matches[0].prominence > matches[1].prominence);

    let matches = client.lookup_entries(lookup(Query::Id("geonames:703448".into()))).await.unwrap().into_inner().matches;
    assert_eq!((matches.len(), matches[0].alias_class()), (1, v1::AliasClass::Unspecified));
    let kyiv = matches[0].entry.clone().unwrap();
    assert_eq!((kyiv.name.as_str(), kyiv.kind()), ("Kyiv", v1::EntryKind::Place));
    assert!(kyiv.aliases.contains(&"Kiev".to_owned()) && kyiv.external_ids["geonames"] == "703448");
    match kyiv.facts.unwrap() {
        v1::entry::Facts::Place(place) => assert!(place.kind() == v1::PlaceKind::City && place.population > 1_000_000),
        other => panic!("{other:?}"),
    }
    let nothing = client.lookup_entries(name("Qqqx")).await.unwrap().into_inner();
    assert_eq!(nothing, v1::LookupEntriesResponse::default(), "a name that nothing has is no error");
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let server = TestServer::ready(Transport::Memory, config()).await;
    let mut client = GazetteerServiceClient::new(server.channel.clone());
    let ids = |response: &v1::LookupEntriesResponse| -> Vec<String> {
        response.matches.iter().map(|found| found.entry.as_ref().unwrap().id.clone()).collect()
    };
    let whole = client.lookup_entries(name("Georgia")).await.unwrap().into_inner();
    assert!(whole.next_page_token.is_empty());
    let (mut paged, mut token) = (Vec::new(), String::new());
    loop {
        let message = v1::LookupEntriesRequest { page_size: 1, page_token: token.clone(), ..name("Georgia") };
        let page = client.lookup_entries(message).await.unwrap().into_inner();
        assert_eq!(page.matches.len(), 1);
        paged.extend(ids(&page));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
        let other = v1::LookupEntriesRequest { page_token: token.clone(), ..name("Paris") };
        assert_eq!(fault(&client.lookup_entries(other).await.unwrap_err()).reason, "PAGE_TOKEN_INVALID", "another query's token");
    }
    assert_eq!(paged, ids(&whole));
}

#[tokio::test]
async fn faulty_lookups_name_the_field_and_the_reason() {
    let server = TestServer::ready(Transport::Socket, config()).await;
    let mut client = GazetteerServiceClient::new(server.channel.clone());
    for (message, code, reason, field) in [
        (v1::LookupEntriesRequest::default(), Code::InvalidArgument, "QUERY_EMPTY", Some("name")),
        (name(" "), Code::InvalidArgument, "QUERY_EMPTY", Some("name")),
        (lookup(Query::Id(String::new())), Code::InvalidArgument, "QUERY_EMPTY", Some("id")),
        (name(&"x".repeat(1001)), Code::InvalidArgument, "QUERY_TOO_LONG", Some("name")),
        (v1::LookupEntriesRequest { page_size: -1, ..name("Kyiv") }, Code::InvalidArgument, "PAGE_SIZE_NEGATIVE", Some("page_size")),
        (
            v1::LookupEntriesRequest { page_token: "9".into(), ..name("Kyiv") },
            Code::InvalidArgument,
            "PAGE_TOKEN_INVALID",
            Some("page_token"),
        ),
        (lookup(Query::Id("geonames:0".into())), Code::NotFound, "ENTRY_NOT_FOUND", None),
    ] {
        let fault = fault(&client.lookup_entries(message).await.unwrap_err());
        assert_eq!((fault.code, fault.reason.as_str(), fault.field.as_deref()), (code, reason, field));
    }
}

#[tokio::test]
async fn before_the_gazetteer_is_there_both_are_unavailable() {
    let server = TestServer::loading(Transport::Memory, config()).await;
    let mut client = GazetteerServiceClient::new(server.channel.clone());
    for status in
        [client.get_gazetteer(v1::GetGazetteerRequest {}).await.unwrap_err(), client.lookup_entries(name("Kyiv")).await.unwrap_err()]
    {
        let fault = fault(&status);
        assert_eq!((fault.code, fault.reason.as_str()), (Code::Unavailable, "GAZETTEER_NOT_LOADED"));
        assert!(fault.retry_after.is_some());
    }
}
