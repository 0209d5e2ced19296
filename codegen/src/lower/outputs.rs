//! What a successful reply holds: a value, a list in pages, one of several outcomes, text, or bytes.

use super::calls::Call;
use super::names::noun::singular;
use super::names::{Scope, words};
use super::place::{Place, Reply};
use super::types::TypeLowering;
use crate::model::{Endpoint, Extent, Kind, Location, Method, Response, SchemaId};
use crate::rust::{Loss, OutcomeVariant, Output, RustIdent, Type, TypeBody};

/// Parameters by which a list is asked for page by page, with links from one page to the next.
const PAGING: &[&str] = &["page", "per_page", "after", "before", "cursor", "since"];

/// Lowers the successful replies of an endpoint.
pub(super) fn output(types: &mut TypeLowering<'_>, endpoint: &Endpoint, call: &Call, url: &str) -> Output {
    if endpoint.reply == Extent::Raw {
        types.losses.push(Loss { cause: "not-understood", place: format!("{} reply", call.key) });
        return Output::One(Type::Json);
    }
    let (success, redirects): (Vec<&Response>, Vec<&Response>) = endpoint
        .responses
        .iter()
        .filter(|response| (200..400).contains(&response.status))
        .partition(|response| response.status < 300);
    match success.as_slice() {
        // A page that only knows a way out leads to a file on another server.
        [] if endpoint.method == Method::Get
            && redirects.iter().any(|response| leads_on(response.status)) =>
        {
            Output::Download
        }
        [] => Output::One(Type::Unit),
        [only] if is_text(types, only) => Output::Text,
        [only] => {
            let whole = value(types, endpoint, call, only, "", url);
            match wrapped(types, endpoint, &whole) {
                Some((member, item)) => Output::Wrapped { whole, member, item },
                None => Output::One(whole),
            }
        }
        several => {
            let outcomes = several
                .iter()
                .map(|response| {
                    let suffix = format!(" {}", response.status);
                    let ty = value(types, endpoint, call, response, &suffix, url);
                    let is_large = types.types.is_struct(&ty);
                    let ty = if is_large { Type::Boxed(Box::new(ty)) } else { ty };
                    // Where the page prints nothing, something may come all the same, but not with these two.
                    let may_come = ty == Type::Unit && !matches!(response.status, 204 | 205);
                    OutcomeVariant {
                        name: status_name(response.status),
                        status: response.status,
                        ty: if may_come { Type::Json } else { ty },
                        words: response.description.clone(),
                    }
                })
                .collect();
            Output::Outcomes { name: RustIdent::camel(&format!("{} outcome", call.name.method)), outcomes }
        }
    }
}

/// What comes with one status.
fn value(
    types: &mut TypeLowering<'_>,
    endpoint: &Endpoint,
    call: &Call,
    response: &Response,
    suffix: &str,
    url: &str,
) -> Type {
    let Some(schema) = types.structures.of_reply(endpoint, response) else { return Type::Unit };
    let key = format!("{} reply{suffix}", call.key);
    let noun = root_noun(types, endpoint, call, schema);
    let root = types.names.known(&key).unwrap_or_else(|| root_name(types, call.name.scope, &noun));
    let reply = Reply { title: &endpoint.title, noun: &noun };
    let place = Place { reply: Some(reply), ..Place::new(&root, "", key, url) };
    types.value(schema, &place)
}

/// Redirects that lead somewhere else for this once, as to a file.
fn leads_on(status: u16) -> bool {
    matches!(status, 302 | 303 | 307)
}

/// A reply whose whole schema is `string` is text: JSON that is one string occurs nowhere.
fn is_text(types: &TypeLowering<'_>, response: &Response) -> bool {
    let [schema] = response.schemas.as_slice() else { return false };
    let schema = types.api.schemas.get(*schema);
    matches!(schema.kind, Kind::String) && schema.values.is_empty()
}

/// The one list in an object that comes in pages, and what is in it.
fn wrapped(types: &TypeLowering<'_>, endpoint: &Endpoint, whole: &Type) -> Option<(String, Type)> {
    let pages = endpoint.parameters_in(Location::Query).any(|query| PAGING.contains(&query.name.as_str()));
    let Some(TypeBody::Struct(fields)) = types.types.body(whole) else { return None };
    if endpoint.method != Method::Get || !pages {
        return None;
    }
    let lists: Vec<(&String, &Type)> = fields
        .iter()
        .filter_map(|field| match &field.ty {
            Type::List(item) => Some((&field.wire, &**item)),
            Type::Option(inner) => match &**inner {
                Type::List(item) => Some((&field.wire, &**item)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let of_objects: Vec<_> =
        lists.iter().filter(|(_, item)| types.types.is_struct(item) || types.types.is_union(item)).collect();
    match (lists.as_slice(), of_objects.as_slice()) {
        (_, [(member, item)]) | ([(member, item)], _) => Some(((*member).clone(), (*item).clone())),
        _ => None,
    }
}

/// What an untitled reply is about: the category and what the method is about, `List` where a count comes with it.
fn root_noun(types: &TypeLowering<'_>, endpoint: &Endpoint, call: &Call, schema: SchemaId) -> String {
    let words = words::words(&call.name.method);
    let about: Vec<String> = words
        .iter()
        .skip_while(|word| words::VERBS.contains(&word.as_str()) || *word == "or")
        .cloned()
        .collect();
    let counted = match &types.structures.schemas.get(schema).kind {
        Kind::Object { fields, .. } => fields.iter().any(|field| field.name == "total_count"),
        _ => false,
    };
    let about = about.join(" ");
    let one = if counted { format!("{about} list") } else { singular(&about) };
    format!("{} {one}", category_noun(endpoint))
}

/// What an untitled reply is called. Where its noun is taken, the scope's name tells it apart.
fn root_name(types: &TypeLowering<'_>, scope: Scope, noun: &str) -> String {
    let plain = RustIdent::camel(noun);
    let name = if types.names.is_taken(&plain) {
        RustIdent::camel(&format!("{} {noun}", scope_words(scope)))
    } else {
        plain
    };
    name.as_str().to_owned()
}

/// How the name of a reply says what scope it belongs to.
fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Client => "",
        Scope::Repos => "repo",
        Scope::Orgs => "org",
        Scope::Enterprises => "enterprise",
        Scope::Users => "user",
        Scope::User => "own",
    }
}

/// What an endpoint's parameters are about: what it gives, or else its category.
pub(super) fn noun_of(types: &TypeLowering<'_>, output: &Output, endpoint: &Endpoint) -> String {
    let named = match output {
        Output::One(ty) | Output::Wrapped { item: ty, .. } => named(types, ty),
        Output::Outcomes { outcomes, .. } => outcomes.iter().find_map(|outcome| named(types, &outcome.ty)),
        Output::Text | Output::Download => None,
    };
    named.unwrap_or_else(|| RustIdent::camel(&category_noun(endpoint)).as_str().to_owned())
}

fn named(types: &TypeLowering<'_>, ty: &Type) -> Option<String> {
    match ty {
        Type::List(inner) | Type::Option(inner) | Type::Boxed(inner) => named(types, inner),
        Type::Named(id) if types.types.is_struct(ty) => Some(types.types.get(*id).name.as_str().to_owned()),
        _ => None,
    }
}

fn category_noun(endpoint: &Endpoint) -> String {
    singular(endpoint.page.category())
}

/// The usual name of a status of success.
fn status_name(status: u16) -> RustIdent {
    let words = match status {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        other => return RustIdent::variant(&format!("status {other}")),
    };
    RustIdent::variant(words)
}
