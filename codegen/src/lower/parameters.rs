//! Parameters → arguments and setters.

use serde_json::Value;

use super::bodies::{is_file, is_form};
use super::calls::Call;
use super::deprecation::of_parameter;
use super::inputs::{body_type, nullable};
use super::place::Place as TypePlace;
use super::types::TypeLowering;
use crate::model::legacy::{Parameter as Documented, ParameterType};
use crate::model::{Endpoint, Location};
use crate::rust::{MediaType, Parameter, Place, RustIdent, Type};
use crate::syntax::SimpleType;

/// Headers that the client sends by itself.
const CLIENT_HEADERS: &[&str] = &["accept", "content-type", "authorization", "user-agent"];

/// Names of the methods that every request has.
const METHODS: &[&str] = &[
    "new",
    "clone",
    "send",
    "pages",
    "items",
    "bind",
    "unbind",
    "with_header",
    "with_query",
    "with_retries",
    "json",
    "content_type",
    "download",
    "fmt",
    "eq",
    "ne",
];

/// The last words of names whose values must never be shown.
const SECRETS: &[&str] = &["token", "password", "secret", "passphrase"];

/// An endpoint's parameters, arguments before setters.
pub(super) struct Parameters {
    pub(super) arguments: Vec<Parameter>,
    pub(super) setters: Vec<Parameter>,
    pub(super) query: Vec<String>,
    pub(super) secrets: Vec<String>,
}

/// Lowers an endpoint's parameters. Placeholders come first in their order, then what is required in the order that
/// the lock holds, then in the page's.
pub(super) fn parameters(
    types: &mut TypeLowering<'_>,
    endpoint: &Endpoint,
    call: &Call,
    parent: &str,
    url: &str,
    media_types: &[MediaType],
) -> Parameters {
    let mut used: Vec<RustIdent> = METHODS.iter().map(|name| RustIdent::snake(name)).collect();
    used.extend(media_types.iter().map(|media_type| media_type.method.clone()));
    let placeholders: Vec<&str> = endpoint.path.placeholders().collect();
    let in_path = |parameter: &&Documented| parameter.location == Location::Path;
    let mut ordered: Vec<&Documented> = endpoint.legacy.iter().filter(in_path).collect();
    ordered.sort_by_key(|parameter| placeholders.iter().position(|name| *name == parameter.name));
    let mut others: Vec<&Documented> = endpoint
        .legacy
        .iter()
        .filter(|parameter| !in_path(parameter))
        .filter(|parameter| parameter.location != Location::Header || !is_client_header(&parameter.name))
        .collect();
    others.sort_by_key(|parameter| {
        call.arguments.iter().position(|name| *name == parameter.name).unwrap_or(usize::MAX)
    });
    ordered.extend(others);
    let mut lowered =
        Parameters { arguments: Vec::new(), setters: Vec::new(), query: Vec::new(), secrets: Vec::new() };
    for documented in ordered {
        let key = format!("{}?{}", call.key, documented.name);
        let place = TypePlace::new(parent, &documented.name, key, url);
        let name = RustIdent::snake(&documented.name).or_numbered(|name| used.contains(name));
        used.push(name.clone());
        let number = placeholders.iter().position(|placeholder| *placeholder == documented.name);
        let parameter = Parameter {
            name,
            wire: documented.name.clone(),
            place: match documented.location {
                Location::Path => Place::Path,
                Location::Query => Place::Query,
                Location::Header => Place::Header,
                Location::Body => Place::Body,
            },
            ty: ty(types, endpoint, documented, &place),
            description: documented.docs(),
            default: documented.default.as_ref().map(ToString::to_string),
            bound: documented.location == Location::Path && number.is_some_and(|number| number < call.bound),
            deprecated: of_parameter(documented),
        };
        if is_secret(&documented.name) {
            lowered.secrets.push(documented.name.clone());
        }
        let list = if documented.required || documented.location == Location::Path {
            &mut lowered.arguments
        } else {
            &mut lowered.setters
        };
        list.push(parameter);
    }
    lowered.query = endpoint.legacy_in(Location::Query).map(|parameter| parameter.name.clone()).collect();
    // Setters read best in the page's order, which the lock says nothing about.
    let position = |wire: &str| endpoint.legacy.iter().position(|documented| documented.name == wire);
    lowered.setters.sort_by_key(|setter| position(&setter.wire));
    lowered
}

/// Whether a header is one that the client sends by itself.
pub(crate) fn is_client_header(name: &str) -> bool {
    CLIENT_HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header))
}

pub(super) fn is_secret(name: &str) -> bool {
    name.rsplit(['_', '-']).next().is_some_and(|last| SECRETS.contains(&last))
}

fn ty(
    types: &mut TypeLowering<'_>,
    endpoint: &Endpoint,
    documented: &Documented,
    place: &TypePlace<'_>,
) -> Type {
    if documented.location == Location::Body {
        if is_form(endpoint) && is_file(documented) {
            return Type::Body;
        }
        let bodies = endpoint.examples.iter().filter_map(|example| example.body.as_ref());
        let samples: Vec<&Value> = bodies.filter_map(|body| body.get(&documented.name)).collect();
        return nullable(body_type(types, documented, place, &samples), documented.nullable);
    }
    let simple = documented.types.iter().find_map(|one| match one {
        ParameterType::Simple(SimpleType::Null) | ParameterType::ArrayOf(_) => None,
        ParameterType::Simple(simple) => Some(*simple),
    });
    let alternatives = documented.types.iter().filter(|one| **one != ParameterType::Simple(SimpleType::Null));
    let single = alternatives.count() == 1;
    // In the path and the query everything is text in the end.
    simple
        .filter(|_| single)
        .and_then(|simple| scalar(types, simple, documented, place))
        .unwrap_or(Type::String)
}

/// The type of a value without parts.
pub(super) fn scalar(
    types: &mut TypeLowering<'_>,
    simple: SimpleType,
    documented: &Documented,
    place: &TypePlace<'_>,
) -> Option<Type> {
    Some(match simple {
        SimpleType::String => match &documented.values {
            Some(values) => {
                let prose = Some(documented.description.as_str());
                Type::Named(types.enums.value(&mut types.types, values, place, prose))
            }
            None => Type::String,
        },
        SimpleType::Integer => Type::Integer,
        SimpleType::Number => Type::Number,
        SimpleType::Boolean => Type::Boolean,
        _ => return None,
    })
}
