//! `stringer.v1.GazetteerService`: which gazetteer answers, what a name could mean to it, and another one instead of it.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tonic::{Request, Response, Status};
use tracing::Instrument;

use super::engine::Engine;
use super::error::RequestError;
use super::keys::AdminKeys;
use super::reload::{Purpose, Reloads, Trigger};
use super::service::{answer, call_deadlines};
use super::telemetry::Call;
use crate::convert;
use crate::gazetteer::Gazetteer;
use crate::lookup::{Found, by_id, by_name};
use crate::proto::v1;
use crate::proto::v1::lookup_entries_request::Query;

/// Longest name or id that is looked up: names are far shorter.
const MAX_QUERY_BYTES: usize = 1000;
/// Matches in an answer when the caller does not say.
const DEFAULT_PAGE_SIZE: usize = 50;
/// Most matches in an answer.
const MAX_PAGE_SIZE: usize = 500;

/// The gazetteer service.
#[derive(Clone, Debug)]
pub(super) struct GazetteerService {
    pub(super) engine: Arc<Engine>,
    pub(super) reloads: Reloads,
    pub(super) admin_keys: Arc<AdminKeys>,
}

#[tonic::async_trait]
impl v1::gazetteer_service_server::GazetteerService for GazetteerService {
    async fn get_gazetteer(&self, request: Request<v1::GetGazetteerRequest>) -> Result<Response<v1::GetGazetteerResponse>, Status> {
        let call = Call::begin("GetGazetteer", call_deadlines(&request).map(|deadlines| deadlines.call));
        let outcome = self.engine.loaded().map(|loaded| {
            let gazetteer = convert::gazetteer::gazetteer(loaded.extractor.gazetteer(), loaded.since);
            answer(v1::GetGazetteerResponse { gazetteer: Some(gazetteer) }, &loaded.extractor)
        });
        call.end(outcome)
    }

    async fn lookup_entries(&self, request: Request<v1::LookupEntriesRequest>) -> Result<Response<v1::LookupEntriesResponse>, Status> {
        let call = Call::begin("LookupEntries", call_deadlines(&request).map(|deadlines| deadlines.call));
        let outcome = self.engine.extractor().and_then(|extractor| {
            let response = lookup(extractor.gazetteer(), request.into_inner())?;
            Ok(answer(response, &extractor))
        });
        call.end(outcome)
    }

    async fn reload_gazetteer(
        &self,
        request: Request<v1::ReloadGazetteerRequest>,
    ) -> Result<Response<v1::ReloadGazetteerResponse>, Status> {
        let call = Call::begin("ReloadGazetteer", call_deadlines(&request).map(|deadlines| deadlines.call));
        let outcome = self.reload(request).instrument(call.span()).await;
        call.end(outcome)
    }
}

impl GazetteerService {
    async fn reload(&self, request: Request<v1::ReloadGazetteerRequest>) -> Result<Response<v1::ReloadGazetteerResponse>, RequestError> {
        self.admin_keys.authorise(request.metadata())?;
        let v1::ReloadGazetteerRequest { validate_only } = request.into_inner();
        let purpose = if validate_only { Purpose::Validate } else { Purpose::Swap };
        let report = self.reloads.reload(Trigger::Call, purpose).await?;
        Ok(answer(report.into(), &*self.engine.extractor()?))
    }
}

fn lookup(gazetteer: &Gazetteer, message: v1::LookupEntriesRequest) -> Result<v1::LookupEntriesResponse, RequestError> {
    let v1::LookupEntriesRequest { query, page_size, page_token } = message;
    let query = checked(query)?;
    let found = match &query {
        Query::Name(name) => by_name(gazetteer, name),
        Query::Id(id) => vec![by_id(gazetteer, id).ok_or(RequestError::EntryNotFound)?],
    };
    let paging = Paging::new(gazetteer, &query);
    let page = paging.page(page_size, &page_token, found.len())?;
    let next_page_token = if page.end < found.len() { paging.token(page.end) } else { String::new() };
    let matches = found[page].iter().map(|found: &Found<'_>| convert::gazetteer::entry_match(gazetteer, found)).collect();
    Ok(v1::LookupEntriesResponse { matches, next_page_token })
}

fn checked(query: Option<Query>) -> Result<Query, RequestError> {
    let query = query.ok_or(RequestError::QueryEmpty { field: "name" })?;
    let (field, text) = match &query {
        Query::Name(name) => ("name", name),
        Query::Id(id) => ("id", id),
    };
    if text.trim().is_empty() {
        return Err(RequestError::QueryEmpty { field });
    }
    if text.len() > MAX_QUERY_BYTES {
        return Err(RequestError::QueryTooLong { field, size_bytes: text.len(), limit_bytes: MAX_QUERY_BYTES });
    }
    Ok(query)
}

/// Page tokens: a position, and a mark of the query and gazetteer that it is a position in.
struct Paging {
    mark: String,
}

impl Paging {
    fn new(gazetteer: &Gazetteer, query: &Query) -> Self {
        let (kind, text) = match query {
            Query::Name(name) => ("name", name),
            Query::Id(id) => ("id", id),
        };
        let digest = Sha256::new().chain_update(gazetteer.digest()).chain_update(kind).chain_update(text).finalize();
        Self { mark: digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect() }
    }

    fn token(&self, position: usize) -> String {
        format!("{position}-{}", self.mark)
    }

    fn page(&self, size: i32, token: &str, total: usize) -> Result<Range<usize>, RequestError> {
        let size = usize::try_from(size).map_err(|_| RequestError::PageSizeNegative { size })?;
        let size = if size == 0 { DEFAULT_PAGE_SIZE } else { size.min(MAX_PAGE_SIZE) };
        let start = match token.split_once('-') {
            _ if token.is_empty() => 0,
            Some((position, mark)) if mark == self.mark => position.parse().map_err(|_| RequestError::PageTokenInvalid)?,
            _ => return Err(RequestError::PageTokenInvalid),
        };
        if start > total {
            return Err(RequestError::PageTokenInvalid);
        }
        Ok(start..total.min(start + size))
    }
}
