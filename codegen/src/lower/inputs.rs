//! Body parameters with members → structs and enums to be sent.

use serde_json::Value;

use super::deprecation::of_parameter;
use super::enums::{SHARED_FIELD, siblings};
use super::fingerprint::{of_text, parameter_words};
use super::names::noun::singular;
use super::parameters::{is_secret, scalar};
use super::place::Place as TypePlace;
use super::types::TypeLowering;
use crate::model::legacy::{Parameter as Documented, ParameterType};
use crate::rust::ident::join_camel;
use crate::rust::{Input, InputVariant, Parameter, Place, RustIdent, Type, TypeBody};
use crate::syntax::SimpleType;

/// What types that are sent end with, so that they are not taken for those of replies.
const SUFFIX: &str = "Input";

/// Names that the struct itself needs.
const METHODS: &[&str] = &["new", "clone", "default", "fmt", "eq", "ne", "serialize", "with_member"];

/// The type of a body parameter, without regard to null. `samples` are the values that examples of the page send.
pub(super) fn body_type(
    types: &mut TypeLowering<'_>,
    documented: &Documented,
    place: &TypePlace<'_>,
    samples: &[&Value],
) -> Type {
    let alternatives: Vec<ParameterType> = documented
        .types
        .iter()
        .copied()
        .filter(|one| *one != ParameterType::Simple(SimpleType::Null))
        .collect();
    let has_members = !documented.fields.is_empty();
    match alternatives.as_slice() {
        [ParameterType::Simple(SimpleType::Object)] if has_members => {
            object(types, documented, place, samples)
        }
        [ParameterType::ArrayOf(SimpleType::Object)] if has_members => {
            let one = singular(place.field);
            let items: Vec<&Value> =
                samples.iter().filter_map(|sample| sample.as_array()).flatten().collect();
            let item = object(types, documented, &TypePlace { field: &one, ..place.clone() }, &items);
            Type::List(Box::new(item))
        }
        [ParameterType::ArrayOf(SimpleType::String)] => {
            let item = match &documented.item_values {
                Some(values) => {
                    let one = singular(place.field);
                    let place = TypePlace { field: &one, ..place.clone() };
                    Type::Named(types.enums.value(
                        &mut types.types,
                        values,
                        &place,
                        Some(&documented.description),
                    ))
                }
                None => Type::String,
            };
            Type::List(Box::new(item))
        }
        [ParameterType::ArrayOf(SimpleType::Integer)] => Type::List(Box::new(Type::Integer)),
        [ParameterType::Simple(simple)] => scalar(types, *simple, documented, place).unwrap_or(Type::Json),
        _ => Type::Json,
    }
}

/// What an object to be sent is: a map, one of several objects, or a struct.
fn object(
    types: &mut TypeLowering<'_>,
    documented: &Documented,
    place: &TypePlace<'_>,
    samples: &[&Value],
) -> Type {
    if let [key] = documented.fields.as_slice()
        && key.name == "key"
        && key.description.starts_with("A user-defined key")
    {
        let values: Vec<&Value> = samples
            .iter()
            .filter_map(|sample| sample.as_object())
            .flat_map(|object| object.values())
            .collect();
        let one = singular(place.field);
        let place = TypePlace { field: &one, ..place.clone() };
        return Type::Map(Box::new(body_type(types, key, &place, &values)));
    }
    let key = (format!("{}{SUFFIX}", place.field), parameter_words(documented));
    let shape = of_text(&key.1);
    if let Some(known) = types.shared(&key, &place.key, &shape) {
        return Type::Named(known);
    }
    let wanted = join_camel(place.parent, place.field).with_suffix(SUFFIX);
    let name = types.names.untitled(place, &wanted, &shape);
    let id = types.reserve(&name, place.words(), place);
    types.types.get_mut(id).origin.prose.clone_from(&documented.description);
    types.untitled.entry(key).or_default().push(id);
    let stem = name.as_str().strip_suffix(SUFFIX).unwrap_or(name.as_str()).to_owned();
    let body = if are_alternatives(&documented.fields, samples) {
        TypeBody::InputUnion(variants(types, documented, &stem, place, samples))
    } else {
        TypeBody::Input(members(types, documented, &stem, place, samples))
    };
    types.types.get_mut(id).body = body;
    Type::Named(id)
}

/// Whether what is listed below an object are not its members, but objects that it may be: an example has the members
/// of one of them, or each says its own name in its `type`. The page prints both in the same way.
fn are_alternatives(fields: &[Documented], samples: &[&Value]) -> bool {
    let objects = fields.iter().all(|field| {
        field.types.as_slice() == [ParameterType::Simple(SimpleType::Object)] && !field.required
    });
    if !objects || fields.len() < 2 {
        return false;
    }
    let tagged = fields.iter().all(|field| {
        let kind = field.fields.iter().find(|member| member.name == "type");
        kind.and_then(|kind| kind.values.as_deref()).is_some_and(|values| values == [field.name.clone()])
    });
    let shown = samples.iter().filter_map(|sample| sample.as_object()).any(|sample| {
        let member_of_one = |key: &String| {
            let named = fields.iter().any(|field| field.name == *key);
            !named && fields.iter().any(|field| field.fields.iter().any(|member| member.name == *key))
        };
        !sample.is_empty() && sample.keys().all(member_of_one)
    });
    tagged || shown
}

fn variants(
    types: &mut TypeLowering<'_>,
    documented: &Documented,
    stem: &str,
    place: &TypePlace<'_>,
    samples: &[&Value],
) -> Vec<InputVariant> {
    let mut variants: Vec<InputVariant> = Vec::with_capacity(documented.fields.len());
    for field in &documented.fields {
        let key = format!("{}.{}", place.key, field.name);
        let inner = TypePlace::new(stem, &field.name, key, place.url);
        let ty = body_type(types, field, &inner, samples);
        let name = RustIdent::variant(&field.name);
        let name = name
            .or_numbered(|name| name.as_str() == "Other" || variants.iter().any(|other| other.name == *name));
        variants.push(InputVariant { name, ty, words: field.name.clone() });
    }
    variants
}

fn members(
    types: &mut TypeLowering<'_>,
    documented: &Documented,
    stem: &str,
    place: &TypePlace<'_>,
    samples: &[&Value],
) -> Input {
    let mut input =
        Input { arguments: Vec::new(), setters: Vec::new(), constants: Vec::new(), secrets: Vec::new() };
    let mut used: Vec<RustIdent> = METHODS.iter().map(|name| RustIdent::snake(name)).collect();
    let key = |field: &str| format!("{}.{field}", place.key);
    let shared = siblings(
        documented
            .fields
            .iter()
            .map(|field| (field.name.as_str(), field.values.as_deref().unwrap_or_default())),
        |fields| types.names.known_apart(fields.iter().map(|field| key(field))),
    );
    for field in &documented.fields {
        if let (true, Some([only])) = (field.required, field.values.as_deref()) {
            input.constants.push((field.name.clone(), only.clone()));
            continue;
        }
        let name = RustIdent::snake(&field.name).or_numbered(|name| used.contains(name));
        used.push(name.clone());
        let siblings = shared.contains(field.name.as_str());
        let own = if siblings { SHARED_FIELD } else { field.name.as_str() };
        let inner = TypePlace { siblings, ..TypePlace::new(stem, own, key(&field.name), place.url) };
        let values: Vec<&Value> = samples.iter().filter_map(|sample| sample.get(&field.name)).collect();
        let value = body_type(types, field, &inner, &values);
        if is_secret(&field.name) {
            input.secrets.push(field.name.clone());
        }
        let parameter = Parameter {
            name,
            wire: field.name.clone(),
            place: Place::Body,
            ty: nullable(value, field.nullable),
            array: None,
            description: field.docs(),
            default: field.default.as_ref().map(ToString::to_string),
            bound: false,
            deprecated: of_parameter(field),
        };
        if field.required { input.arguments.push(parameter) } else { input.setters.push(parameter) }
    }
    input
}

/// A value that may be null as well, unless it is any JSON anyway.
pub(super) fn nullable(value: Type, may_be_null: bool) -> Type {
    if may_be_null && value != Type::Json { Type::Nullable(Box::new(value)) } else { value }
}
