//! Lists whose items a page hides, where it shows them for the same list: that of any user and that of the authenticated
//! user are one thing under two paths.

use super::super::names::Scope;
use super::super::names::scope::segments;
use super::super::order;
use crate::model::{Api, Endpoint, Kind, Method, SchemaId, Schemas};
use crate::syntax::Compose;

/// Counts the forms of a list whose items the page hides; `None` for other replies.
pub(super) fn count_hidden_lists(schemas: &Schemas, reply: &[SchemaId]) -> Option<usize> {
    let forms = |id: &SchemaId| match &schemas.get(*id).kind {
        Kind::Array(None) => Some(1),
        Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => {
            count_hidden_lists(schemas, variants)
        }
        _ => None,
    };
    let forms: Vec<usize> = reply.iter().map(forms).collect::<Option<_>>()?;
    Some(forms.iter().sum()).filter(|count| *count > 0)
}

/// Counts the forms of a list's items; `None` where the page hides them, and for other replies.
pub(super) fn count_shown_items(schemas: &Schemas, reply: SchemaId) -> Option<usize> {
    let Kind::Array(Some(items)) = schemas.get(reply).kind else { return None };
    match &schemas.get(items).kind {
        Kind::Union { how: Compose::OneOf | Compose::AnyOf, variants } => Some(variants.len()),
        Kind::Array(None) | Kind::Opaque(_) => None,
        _ => Some(1),
    }
}

/// The endpoints of the same page that give the same thing of the authenticated user, or of any user.
pub(super) fn twins<'a>(api: &'a Api, endpoint: &'a Endpoint) -> impl Iterator<Item = &'a Endpoint> {
    let own = of_user(endpoint);
    order::endpoints(api).filter(move |other| {
        own.is_some() && other.page == endpoint.page && other.path != endpoint.path && of_user(other) == own
    })
}

/// The path of a list below the user that it belongs to.
fn of_user(endpoint: &Endpoint) -> Option<Vec<String>> {
    let path = endpoint.path.to_string();
    let front = Scope::of(&path);
    let below: Vec<String> = segments(&path).skip(front.segments).map(str::to_owned).collect();
    let is_of_user = matches!(front.scope, Scope::User | Scope::Users);
    (is_of_user && endpoint.method == Method::Get && !below.is_empty()).then_some(below)
}
