//! Schemas of sent values → structs with constructors and setters, and enums that are made of any of several values.

use super::deprecation::notice;
use super::enums::{SHARED_FIELD, siblings};
use super::fingerprint::{of_text, sent_words};
use super::members::Member;
use super::order;
use super::place::Place;
use super::scalars::scalar;
use super::types::TypeLowering;
use super::unions::flattened;
use crate::model::{Field, Kind, Schema, SchemaId};
use crate::rust::{Input, InputVariant, Parameter, Place as SentIn, RustIdent, Type, TypeBody};

/// The end of names of types that are sent, which distinguishes them from those of replies.
const SUFFIX: &str = "Input";

/// Names that the struct itself needs.
const METHODS: &[&str] = &["new", "clone", "default", "fmt", "eq", "ne", "serialize", "with_member"];

/// The last words of names whose values must never be shown.
const SECRETS: &[&str] = &["token", "password", "secret", "passphrase"];

/// Whether a name says that its value must never be shown.
pub(super) fn is_secret(name: &str) -> bool {
    name.rsplit(['_', '-']).next().is_some_and(|last| SECRETS.contains(&last))
}

/// A parameter or member of a type, which nothing is known of but what the page states.
pub(super) fn parameter(
    name: RustIdent,
    wire: &str,
    place: SentIn,
    ty: Type,
    schema: &Schema,
    description: &str,
) -> Parameter {
    let remark = schema.correction.remark.as_deref();
    let prose = [Some(description).filter(|prose| !prose.is_empty()), remark];
    Parameter {
        name,
        wire: wire.to_owned(),
        place,
        ty,
        array: None,
        description: prose.into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
        default: schema.default.clone(),
        bound: false,
        deprecated: notice(description),
    }
}

/// The struct of an object.
pub(super) fn object(types: &mut TypeLowering<'_>, id: SchemaId, place: &Place<'_>) -> Type {
    named(types, id, place, |types, name, stem| {
        let fields = types.sent.schemas.get(id).fields();
        TypeBody::Input(members(types, fields, name, stem, place))
    })
}

/// The enum of a union.
pub(super) fn union(
    types: &mut TypeLowering<'_>,
    id: SchemaId,
    variants: &[SchemaId],
    place: &Place<'_>,
) -> Type {
    let schemas = &types.sent.schemas;
    let mut scalars = Vec::new();
    let mut variants = flattened(schemas, variants);
    variants.retain(|id| match scalar(schemas.get(*id), place.field) {
        Some(known) if scalars.contains(&known) => false,
        other => {
            scalars.extend(other);
            true
        }
    });
    match variants.as_slice() {
        [only] => types.value(*only, place),
        _ => named(types, id, place, |types, name, stem| {
            TypeBody::InputUnion(self::variants(types, &variants, name, stem, place))
        }),
    }
}

/// The type of a structure in a place, whose parts are named for the stem of its name.
fn named(
    types: &mut TypeLowering<'_>,
    id: SchemaId,
    place: &Place<'_>,
    body: impl FnOnce(&mut TypeLowering<'_>, &RustIdent, &str) -> TypeBody,
) -> Type {
    let words = sent_words(types.sent, id);
    let key = (format!("{}{SUFFIX}", place.field), words.clone());
    Type::Named(types.named(key, &of_text(&words), SUFFIX, place, |types, id| {
        let name = types.types.get(id).name.clone();
        let stem = name.as_str().strip_suffix(SUFFIX).unwrap_or(name.as_str());
        types.types.get_mut(id).body = body(types, &name, stem);
    }))
}

fn variants(
    types: &mut TypeLowering<'_>,
    variants: &[SchemaId],
    of: &RustIdent,
    stem: &str,
    place: &Place<'_>,
) -> Vec<InputVariant> {
    let schemas = &types.sent.schemas;
    let mut kept: Vec<(usize, Type, String)> = Vec::with_capacity(variants.len());
    for at in order::variants(schemas, variants) {
        let id = &variants[at];
        let schema = schemas.get(*id);
        let word = if let Kind::Opaque(_) = schema.kind { "object" } else { schema.kind.word() };
        let words = schema.title.as_deref().unwrap_or(word);
        let inner = match (&schema.title, &schema.kind) {
            (Some(title), _) => {
                let key = format!("{}.{title}", place.key);
                Place::sent(stem, title, key, place.url, &schema.description)
            }
            (None, Kind::Object { fields, .. }) if !fields.is_empty() => {
                Place::sent(stem, word, format!("{}|{word}", place.key), place.url, place.prose)
            }
            // The union itself goes under the key of the place.
            (None, _) => Place { key: format!("{}|{word}", place.key), ..place.clone() },
        };
        let ty = match types.value(*id, &inner) {
            // An object of which the page shows no member.
            Type::Json => Type::Map(Box::new(Type::Json)),
            shown => shown,
        };
        if schema.title.is_some() || kept.iter().all(|(_, other, _)| *other != ty) {
            kept.push((at, ty, words.to_owned()));
        }
    }
    kept.sort_by_key(|(at, ..)| *at);
    let member = |words: &String| match words.as_str() {
        "array" => Member::value("list"),
        words => Member::value(words),
    };
    let members: Vec<Member> = kept.iter().map(|(_, _, words)| member(words)).collect();
    let names = types.names.members(of, &members, |name| name.as_str() == "Other");
    kept.into_iter().zip(names).map(|((_, ty, words), name)| InputVariant { name, ty, words }).collect()
}

/// A member of an object that is sent.
enum Sent {
    /// It has one value only, which callers need not give.
    Constant((String, String)),
    Argument(Parameter),
    Setter(Parameter),
}

fn members(
    types: &mut TypeLowering<'_>,
    fields: &[Field],
    of: &RustIdent,
    stem: &str,
    place: &Place<'_>,
) -> Input {
    let schemas = &types.sent.schemas;
    let mut input =
        Input { arguments: Vec::new(), setters: Vec::new(), constants: Vec::new(), secrets: Vec::new() };
    let key = |field: &str| format!("{}.{field}", place.key);
    let shared = siblings(
        fields.iter().map(|field| (field.name.as_str(), schemas.get(field.schema).values.as_slice())),
        |fields| types.names.known_apart(fields.iter().map(|field| key(field))),
    );
    let wanted: Vec<Member> = fields.iter().map(|field| Member::field(&field.name)).collect();
    let names = types.names.members(of, &wanted, |name| METHODS.contains(&name.as_str()));
    let by_name = |(field, _): &(&Field, RustIdent)| field.name.clone();
    let lowered = order::map_by_key(fields.iter().zip(names), by_name, |(field, name)| {
        let schema = schemas.get(field.schema);
        if let (true, Kind::String, [only]) = (field.required, &schema.kind, schema.values.as_slice()) {
            return Sent::Constant((field.name.clone(), only.clone()));
        }
        let siblings = shared.contains(field.name.as_str());
        let own = if siblings { SHARED_FIELD } else { field.name.as_str() };
        let inner = Place::sent(stem, own, key(&field.name), place.url, &field.description);
        let ty = types.nullable_value(field.schema, &Place { siblings, ..inner });
        let parameter = parameter(name, &field.name, SentIn::Body, ty, schema, &field.description);
        if field.required { Sent::Argument(parameter) } else { Sent::Setter(parameter) }
    });
    for member in lowered {
        match member {
            Sent::Constant(constant) => input.constants.push(constant),
            Sent::Argument(parameter) => input.arguments.push(parameter),
            Sent::Setter(parameter) => input.setters.push(parameter),
        }
    }
    types.names.order_arguments(of, &mut input.arguments);
    let all = input.arguments.iter().chain(&input.setters);
    input.secrets = all.map(|one| &one.wire).filter(|wire| is_secret(wire)).cloned().collect();
    input
}
