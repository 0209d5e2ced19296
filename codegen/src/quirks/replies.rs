//! What endpoints answer with: statuses, and what they hold.

use std::collections::BTreeSet;

use super::QuirkError;
use super::changes::stated;
use super::entries::{Entry, ReplyChange, ReplyQuirk};
use super::fields::no_endpoint;
use super::tally::Tally;
use super::titles::most_complete;
use crate::model::{Api, Kind, OpaqueReason, Response, Schema, SchemaId, Schemas};

/// Corrects replies, and says which entries have to be mended.
pub(super) fn correct(entries: &[Entry<ReplyQuirk>], api: &mut Api) -> Vec<QuirkError> {
    let mut errors = Vec::new();
    let received = api.schemas.reachable(api.response_schemas());
    for entry in entries {
        let mut tally = Tally::default();
        let found = api.endpoints.iter_mut().find(|endpoint| endpoint.name() == entry.says.endpoint);
        if let Some(endpoint) = found {
            let found = Objects { schemas: &mut api.schemas, received: &received };
            change(&mut endpoint.responses, &entry.says, found, &mut tally);
        }
        errors.extend(tally.finish(entry, |_| {
            format!("matches nothing: {}", no_endpoint(&entry.says.endpoint, &api.endpoints))
        }));
    }
    errors
}

fn change(responses: &mut Vec<Response>, says: &ReplyQuirk, mut objects: Objects<'_>, tally: &mut Tally) {
    tally.matched();
    let at = responses.iter().position(|response| response.status == says.status);
    match (&says.change, at) {
        (ReplyChange::Add { .. }, Some(_)) => {
            tally.problem("is no longer needed: the page has a reply of this status; remove the entry");
        }
        (ReplyChange::Add { description, words }, None) => {
            let schemas = words.iter().filter_map(|words| objects.holds(words, None, tally)).collect();
            let new =
                Response { status: says.status, description: description.clone(), schemas, corrected: true };
            let at = responses.partition_point(|response| response.status < says.status);
            responses.insert(at, new);
        }
        (ReplyChange::Remove, Some(at)) => {
            responses.remove(at);
        }
        (ReplyChange::Remove, None) => {
            tally.problem("is no longer needed: the page has no reply of this status; remove the entry");
        }
        (ReplyChange::Correct { becomes, words }, Some(at)) => {
            let response = &mut responses[at];
            if let Some(words) = words {
                let old = response.schemas.clone();
                if let Some(new) = objects.holds(words, old.first().copied(), tally)
                    && tally.states("type", format!("\"{words}\""), old != [new])
                {
                    response.schemas = vec![new];
                    response.corrected = true;
                }
            }
            if let Some(status) = *becomes {
                let needed = status != says.status;
                response.corrected |= tally.states("becomes", status, needed);
                response.status = status;
                if needed && responses.iter().filter(|response| response.status == status).count() > 1 {
                    tally.problem(format!(
                        "makes two of one: the endpoint has a reply of status {status} already"
                    ));
                }
                responses.sort_by_key(|response| response.status);
            }
        }
        (ReplyChange::Correct { becomes, .. }, None) => {
            let right = responses.iter().any(|response| Some(response.status) == *becomes);
            let status = says.status;
            tally.problem(match becomes {
                Some(becomes) if right => {
                    format!("is no longer needed: the page has no reply of status {status}, but {becomes} already; remove the entry")
                }
                _ => format!("matches nothing: the endpoint has no reply of status {status}"),
            });
        }
    }
}

/// The schemas of responses, for types that name one of them.
struct Objects<'a> {
    schemas: &'a mut Schemas,
    received: &'a BTreeSet<SchemaId>,
}

impl Objects<'_> {
    /// Reads what a reply holds.
    fn holds(&mut self, words: &str, old: Option<SchemaId>, tally: &mut Tally) -> Option<SchemaId> {
        let received = self.received;
        let mut find =
            |title: &str, schemas: &mut Schemas| most_complete(schemas, received.iter().copied(), title);
        let nothing = Schema::new(Kind::Opaque(OpaqueReason::NoFields));
        let old = old.unwrap_or_else(|| self.schemas.intern(nothing));
        match stated(words, old, self.schemas, &mut find) {
            Ok(id) => Some(id),
            Err(problem) => {
                tally.problem(format!("has no type in `{words}`: {problem}"));
                None
            }
        }
    }
}
