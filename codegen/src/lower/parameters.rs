//! Parameters and members of bodies → arguments and setters.

use super::arrays::array_style;
use super::bodies::{content_type, form, is_file};
use super::calls::Call;
use super::members::{Member, MemberNames, Pins, UnusedPin, names};
use super::names::noun::singular;
use super::order;
use super::place::Place as TypePlace;
use super::scalars::scalar;
use super::sent::{is_secret, parameter};
use super::types::TypeLowering;
use super::unions::flattened;
use crate::handwritten::BASE;
use crate::model::{self, Endpoint, Kind, Location, Method, SchemaId, Schemas};
use crate::rust::{Form, MediaType, Parameter, RustIdent, Type};

/// Headers that the client sends by itself.
const CLIENT_HEADERS: &[&str] = &["accept", "content-type", "authorization", "user-agent"];

/// What request types have besides the methods of all of them: a constructor, and setters of whole bodies and their media types.
const OF_REQUESTS: [&str; 3] = ["new", "json", "content_type"];

/// Whether a request type has a method of this name, whatever its endpoint is.
pub(super) fn is_method_of_requests(name: &str) -> bool {
    OF_REQUESTS.contains(&name) || BASE.call.contains(name)
}

/// An endpoint's parameters, arguments before setters.
pub(super) struct Parameters {
    pub(super) arguments: Vec<Parameter>,
    pub(super) setters: Vec<Parameter>,
    pub(super) query: Vec<String>,
    pub(super) secrets: Vec<String>,
    /// Names of arguments and setters that the lock has to hold.
    pub(super) members: Pins,
    /// Names of the lock that cannot be used, whatever the page says.
    pub(super) unused_pins: Vec<UnusedPin>,
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
    let placeholders: Vec<&str> = endpoint.path.placeholders().collect();
    let all: Vec<model::Parameter> =
        endpoint.parameters.iter().cloned().chain(body_members(&types.api.schemas, endpoint)).collect();
    let (in_path, mut others): (Vec<&model::Parameter>, Vec<&model::Parameter>) =
        all.iter().partition(|parameter| parameter.location == Location::Path);
    // A placeholder that is there twice has an argument for each place, as only the first of them may be the scope's.
    let placed = placeholders.iter().enumerate().filter_map(|(number, name)| {
        in_path.iter().find(|parameter| parameter.name == *name).map(|parameter| (Some(number), *parameter))
    });
    others.retain(|parameter| parameter.location != Location::Header || !is_client_header(&parameter.name));
    others.sort_by_key(|parameter| {
        call.arguments.iter().position(|name| *name == parameter.name).unwrap_or(usize::MAX)
    });
    let ordered: Vec<(Option<usize>, &model::Parameter)> =
        placed.chain(others.into_iter().map(|parameter| (None, parameter))).collect();
    let members = members_of(endpoint, &ordered, &placeholders);
    let pins = moved(&call.members, &members);
    let MemberNames { names, kept, mut unused } = names(&members, &pins, |name| {
        is_method_of_requests(name.as_str()) || media_types.iter().any(|other| other.method == *name)
    });
    // The method of a media type comes and goes with the page.
    unused.retain(|pin| pin.other.is_some() || is_method_of_requests(pin.name.as_str()));
    let mut lowered = Parameters {
        arguments: Vec::new(),
        setters: Vec::new(),
        query: Vec::new(),
        secrets: Vec::new(),
        members: kept,
        unused_pins: unused,
    };
    let wire =
        |((_, documented), _): &((Option<usize>, &model::Parameter), RustIdent)| documented.name.clone();
    let found = order::map_by_key(ordered.into_iter().zip(names), wire, |((number, documented), name)| {
        let model::Parameter { name: wire, location, required, description, .. } = documented;
        let key = format!("{}?{wire}", call.key);
        let place = TypePlace::sent(parent, wire, key, url, description);
        let schema = types.api.schemas.get(documented.schema);
        let ty = ty(types, endpoint, documented, &place);
        let is_list = *location == Location::Query && matches!(ty, Type::List(_));
        let parameter = Parameter {
            array: is_list.then(|| array_style(endpoint, documented)),
            bound: number.is_some_and(|number| number < call.bound),
            ..parameter(name, wire, (*location).into(), ty, schema, description)
        };
        (*required || *location == Location::Path, parameter)
    });
    for (is_argument, parameter) in found {
        if is_secret(&parameter.wire) {
            lowered.secrets.push(parameter.wire.clone());
        }
        let list = if is_argument { &mut lowered.arguments } else { &mut lowered.setters };
        list.push(parameter);
    }
    lowered.query = endpoint.parameters_in(Location::Query).map(|parameter| parameter.name.clone()).collect();
    // Setters read best in the page's order, which the lock says nothing about.
    let position = |wire: &str| all.iter().position(|documented| documented.name == wire);
    lowered.setters.sort_by_key(|setter| position(&setter.wire));
    lowered
}

/// Returns the members of a request. The lock always holds the names of those that are sent where requests of the method usually have
/// none (a query of a POST), and of those whose wire name is in the path as well: another parameter could take them.
fn members_of(
    endpoint: &Endpoint,
    parameters: &[(Option<usize>, &model::Parameter)],
    placeholders: &[&str],
) -> Vec<Member> {
    let main = match endpoint.method {
        Method::Get | Method::Head | Method::Options => Location::Query,
        Method::Post | Method::Put | Method::Patch | Method::Delete => Location::Body,
    };
    let member = |(number, documented): &(Option<usize>, &model::Parameter)| {
        let member = Member::field(&documented.name);
        let first = placeholders.iter().position(|placeholder| *placeholder == documented.name);
        match (number, first) {
            (Some(number), Some(first)) if *number > first => member.of(&format!("path {number}")),
            (Some(_), _) => member,
            (None, None) if documented.location == main => member,
            (None, _) => member.of(documented.location.as_str()),
        }
    };
    parameters.iter().map(member).collect()
}

/// Passes names on to parameters that moved: from the query to the body, for example.
fn moved(pins: &Pins, members: &[Member]) -> Pins {
    let mut moved = pins.clone();
    for member in members.iter().filter(|member| !pins.contains_key(&member.wire)) {
        let wire = |key: &str| key.rsplit_once(' ').map_or(key, |(_, wire)| wire).to_owned();
        let is_gone = |key: &&String| members.iter().all(|other| other.wire != **key);
        let from = pins.keys().filter(is_gone).find(|key| wire(key) == wire(&member.wire));
        if let Some(name) = from.and_then(|from| moved.remove(from)) {
            moved.insert(member.wire.clone(), name);
        }
    }
    moved
}

/// Returns the members of an endpoint's body. A body that is sent unchanged, such as a file, has none.
pub(super) fn body_members(schemas: &Schemas, endpoint: &Endpoint) -> Vec<model::Parameter> {
    if content_type(endpoint).is_some() {
        return Vec::new();
    }
    let member = |field: &model::Field| model::Parameter {
        name: field.name.clone(),
        location: Location::Body,
        required: field.required,
        schema: field.schema,
        description: field.description.clone(),
        slashes: None,
        array: None,
    };
    endpoint.members(schemas).iter().map(member).collect()
}

/// Whether a header is one that the client sends by itself.
pub(crate) fn is_client_header(name: &str) -> bool {
    CLIENT_HEADERS.iter().any(|header| name.eq_ignore_ascii_case(header))
}

fn ty(
    types: &mut TypeLowering<'_>,
    endpoint: &Endpoint,
    documented: &model::Parameter,
    place: &TypePlace<'_>,
) -> Type {
    let id = types.sent.of_model(documented.schema);
    match documented.location {
        Location::Body
            if form(endpoint) == Some(Form::Multipart)
                && is_file(&types.api.schemas, endpoint, documented) =>
        {
            Type::Body
        }
        Location::Body => types.nullable_value(id, place),
        Location::Query => query_value(types, id, place),
        Location::Path | Location::Header => text_value(types, id, place).unwrap_or(Type::String),
    }
}

/// The type of a value in a query. Of an object, no page says how it is sent.
fn query_value(types: &mut TypeLowering<'_>, id: SchemaId, place: &TypePlace<'_>) -> Type {
    let Kind::Array(items) = types.sent.schemas.get(id).kind else {
        return text_value(types, id, place).unwrap_or(Type::String);
    };
    let one = singular(place.field);
    let place = TypePlace { field: &one, ..place.clone() };
    let item = items.and_then(|items| text_value(types, items, &place));
    Type::List(Box::new(item.unwrap_or(Type::Displayed)))
}

/// The type of a value that is sent as text, where null cannot be sent; `None` for what has parts.
fn text_value(types: &mut TypeLowering<'_>, id: SchemaId, place: &TypePlace<'_>) -> Option<Type> {
    let schemas = &types.sent.schemas;
    let is_text = |id: SchemaId| scalar(schemas.get(id), place.field).is_some();
    let is_plain = match &schemas.get(id).kind {
        Kind::Union { variants, .. } => flattened(schemas, variants).into_iter().all(is_text),
        _ => is_text(id),
    };
    is_plain.then(|| types.value(id, place))
}
