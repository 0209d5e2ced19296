//! JSON → Rust: the expression that a user of the client would write for a value.

use std::fmt::Write as _;

use docwright::rust::{Input, InputVariant, Parameter, RustIdent, Type, TypeBody, Types};
use serde_json::{Map, Value};

use super::defaults::default_for;

/// An expression of a type for a JSON value; what is wrong where the type cannot hold it.
pub(super) fn expression(types: &Types, of: &Type, value: &Value) -> Result<String, String> {
    let written = match (of, value) {
        (Type::Json, _) => Some(format!("json({:?})", value.to_string())),
        (Type::Option(_), Value::Null) => Some("None".to_owned()),
        (Type::Nullable(_), Value::Null) => Some("octoquill::Null".to_owned()),
        (Type::Option(inner), _) => Some(format!("Some({})", expression(types, inner, value)?)),
        (Type::Nullable(inner), _) => Some(expression(types, inner, value)?),
        (Type::Boxed(inner), _) => Some(format!("Box::new({})", expression(types, inner, value)?)),
        (Type::String | Type::Displayed, _) => plain(value).map(|text| format!("String::from({text:?})")),
        (Type::Body, _) => Some(format!("{:?}", plain(value).unwrap_or_else(|| value.to_string()))),
        (Type::Integer, _) => integer(value).map(|number| number.to_string()),
        (Type::Number, Value::Number(number)) => Some(format!("{:?}", number.as_f64().unwrap_or_default())),
        (Type::Boolean, Value::Bool(value)) => Some(value.to_string()),
        (Type::Timestamp | Type::Date, Value::String(text)) => Some(format!("parsed({text:?})")),
        (Type::List(inner), Value::Array(items)) => Some(list(types, inner, items)?),
        (Type::Map(inner), Value::Object(members)) => Some(map(types, inner, members)?),
        (Type::Named(id), _) => named(types, &types.get(*id).name, &types.get(*id).body, value)?,
        _ => None,
    };
    written.ok_or_else(|| format!("{} cannot hold {value}", shown(types, of)))
}

/// A name as it is written in code.
pub(super) fn raw(name: &RustIdent) -> String {
    if name.is_keyword() { format!("r#{}", name.as_str()) } else { name.as_str().to_owned() }
}

fn list(types: &Types, inner: &Type, items: &[Value]) -> Result<String, String> {
    // Where anything is taken that becomes an item, an empty list would be one of anything.
    if items.is_empty() {
        return Ok(match inner {
            Type::String | Type::Displayed => "Vec::<String>::new()".to_owned(),
            Type::Json => "Vec::<octoquill::serde_json::Value>::new()".to_owned(),
            Type::Named(id) => format!("Vec::<types::{}>::new()", raw(&types.get(*id).name)),
            _ => "vec![]".to_owned(),
        });
    }
    let items: Result<Vec<_>, _> = items.iter().map(|item| expression(types, inner, item)).collect();
    Ok(format!("vec![{}]", items?.join(", ")))
}

fn map(types: &Types, inner: &Type, members: &Map<String, Value>) -> Result<String, String> {
    let member = |(name, member): (&String, &Value)| {
        Ok(format!("(String::from({name:?}), {})", expression(types, inner, member)?))
    };
    let members: Result<Vec<String>, String> = members.iter().map(member).collect();
    Ok(format!("BTreeMap::from([{}])", members?.join(", ")))
}

fn named(types: &Types, name: &RustIdent, body: &TypeBody, value: &Value) -> Result<Option<String>, String> {
    Ok(match (body, value) {
        (TypeBody::Enum(_), Value::String(text)) => Some(format!("types::{}::from({text:?})", raw(name))),
        (TypeBody::Input(input), Value::Object(members)) => Some(object(types, name, input, members)?),
        (TypeBody::InputUnion(variants), _) => match best(types, variants, value) {
            Some(variant) => {
                let inner = expression(types, &variant.ty, value)?;
                Some(format!("types::{}::{}({inner})", raw(name), raw(&variant.name)))
            }
            None => None,
        },
        _ => None,
    })
}

/// `types::HookConfigInput::new(…).secret(…)`
fn object(
    types: &Types,
    name: &RustIdent,
    input: &Input,
    members: &Map<String, Value>,
) -> Result<String, String> {
    let mut values = Vec::new();
    for argument in &input.arguments {
        let value = members.get(&argument.wire).cloned().unwrap_or_else(|| default_for(types, &argument.ty));
        values.push(of_member(types, argument, &value)?);
    }
    let mut out = format!("types::{}::new({})", raw(name), values.join(", "));
    for (wire, value) in members {
        if let Some(setter) = input.setters.iter().find(|setter| setter.wire == *wire) {
            let _ = write!(out, ".{}({})", raw(&setter.name), of_member(types, setter, value)?);
        } else if !knows(input, wire) {
            let _ = write!(out, ".with_member({wire:?}, json({:?}))", value.to_string());
        }
    }
    Ok(out)
}

fn of_member(types: &Types, parameter: &Parameter, value: &Value) -> Result<String, String> {
    expression(types, &parameter.ty, value).map_err(|reason| format!("{}: {reason}", parameter.wire))
}

/// The variant that a user would take for a value.
fn best<'a>(types: &Types, variants: &'a [InputVariant], value: &Value) -> Option<&'a InputVariant> {
    let fitting = variants.iter().filter_map(|variant| Some((misfit(types, &variant.ty, value)?, variant)));
    fitting.min_by_key(|(misfit, _)| *misfit).map(|(_, variant)| variant)
}

/// How badly a value fits a type: by the members of an object that the one lacks and the other has; `None` where the
/// value is of another kind.
fn misfit(types: &Types, of: &Type, value: &Value) -> Option<usize> {
    match (of, types.body(of), value) {
        (Type::String | Type::Timestamp | Type::Date, _, Value::String(_))
        | (_, Some(TypeBody::Enum(_)), Value::String(_))
        | (Type::Boolean, _, Value::Bool(_))
        | (Type::Json, ..) => Some(0),
        (Type::Integer, _, Value::Number(number)) if number.is_i64() => Some(0),
        (Type::Number, _, Value::Number(_)) => Some(1),
        (Type::List(inner), _, Value::Array(items)) => {
            items.iter().map(|item| misfit(types, inner, item)).sum()
        }
        (Type::Map(_), _, Value::Object(members)) => Some(members.len()),
        (_, Some(TypeBody::Input(input)), Value::Object(members)) => {
            let missing = input.arguments.iter().filter(|one| !members.contains_key(&one.wire)).count();
            Some(missing + members.keys().filter(|wire| !knows(input, wire)).count())
        }
        (_, Some(TypeBody::InputUnion(variants)), _) => {
            variants.iter().filter_map(|variant| misfit(types, &variant.ty, value)).min()
        }
        _ => None,
    }
}

fn knows(input: &Input, wire: &str) -> bool {
    let mut parameters = input.arguments.iter().chain(&input.setters);
    parameters.any(|one| one.wire == wire) || input.constants.iter().any(|(constant, _)| constant == wire)
}

/// A value as it stands in a path or a query.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Array(items) => Some(items.iter().filter_map(plain).collect::<Vec<_>>().join(",")),
        Value::Null | Value::Object(_) => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// A type as findings name it.
fn shown(types: &Types, of: &Type) -> String {
    match of {
        Type::Named(id) => types.get(*id).name.as_str().to_owned(),
        Type::List(inner) => format!("a list of {}", shown(types, inner)),
        Type::Map(inner) => format!("a map of {}", shown(types, inner)),
        Type::Option(inner) | Type::Nullable(inner) | Type::Boxed(inner) => shown(types, inner),
        other => format!("{other:?}"),
    }
}
