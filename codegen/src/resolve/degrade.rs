//! What an endpoint is of which too little was understood: a raw request, or a response that is any JSON.

use super::page_schemas::Sink;
use crate::model::{Endpoint, Extent, Location, Method, Schema};
use crate::syntax::OperationSyntax;

/// Statuses that come without a body.
const WITHOUT_BODY: [u16; 2] = [204, 205];

/// Leaves of an endpoint what is certain.
pub(super) fn degrade(endpoint: &mut Endpoint, operation: &OperationSyntax, sink: &mut Sink<'_>) {
    if endpoint.request == Extent::Raw {
        endpoint.parameters.retain(|parameter| parameter.location == Location::Path);
        let has_body = !operation.body.is_empty() || !operation.lost.is_empty();
        let shows_body = endpoint.examples.iter().any(|example| example.body.is_some());
        let may_have_body = !matches!(endpoint.method, Method::Get | Method::Head);
        endpoint.body = (has_body || (may_have_body && !shows_body))
            .then(|| sink.schemas.intern(Schema::not_understood()));
    }
    // Whether a status comes with a body is in the examples that were not understood.
    if endpoint.reply != Extent::Whole {
        let is_success = |status: u16| (200..300).contains(&status) && !WITHOUT_BODY.contains(&status);
        for response in endpoint.responses.iter_mut().filter(|response| is_success(response.status)) {
            if response.schemas.is_empty() || endpoint.reply == Extent::Raw {
                sink.unplaced.append(&mut response.schemas);
                response.schemas.push(sink.schemas.intern(Schema::not_understood()));
            }
        }
    }
}
