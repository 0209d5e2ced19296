//! Values as an example would give them: `"acme"` for `org`, an enum's first variant.

use super::calls::Call;
use crate::rust::{Parameter, Type, TypeBody, Types};

/// The call with an example of each argument.
pub(super) fn call(types: &Types, call: &Call<'_>) -> String {
    let values = |bound: bool| -> Vec<String> {
        let arguments = call.request.arguments.iter().filter(|argument| argument.bound == bound);
        arguments.map(|argument| value(types, argument)).collect()
    };
    call.written(&values(true), &values(false))
}

/// The constructor of an object that is sent, with an example of each argument.
pub(super) fn constructor(types: &Types, name: &str, arguments: &[Parameter]) -> String {
    built(types, name, arguments)
}

/// An example of what a parameter takes.
pub(super) fn value(types: &Types, parameter: &Parameter) -> String {
    of(types, &parameter.wire, &parameter.ty)
}

fn built(types: &Types, name: &str, arguments: &[Parameter]) -> String {
    let values: Vec<String> =
        arguments.iter().map(|argument| of(types, &argument.wire, &argument.ty)).collect();
    format!("{name}::new({})", values.join(", "))
}

fn of(types: &Types, wire: &str, ty: &Type) -> String {
    match ty {
        Type::Unit => "()".to_owned(),
        Type::String | Type::Displayed | Type::Body => format!("{:?}", text(wire)),
        Type::Integer => number(wire).to_owned(),
        Type::Number => "1.5".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Timestamp => "Timestamp::UNIX_EPOCH".to_owned(),
        Type::Date => "Date::ZERO".to_owned(),
        Type::Json => "json!({})".to_owned(),
        Type::List(inner) => format!("[{}]", of(types, wire, inner)),
        Type::Map(_) => "BTreeMap::new()".to_owned(),
        Type::Option(inner) => format!("Some({})", of(types, wire, inner)),
        // The value itself becomes one.
        Type::Nullable(inner) => of(types, wire, inner),
        Type::Boxed(inner) => format!("Box::new({})", of(types, wire, inner)),
        Type::Named(id) => {
            let def = types.get(*id);
            let name = def.name.as_str();
            match &def.body {
                TypeBody::Enum(variants) => match variants.first() {
                    Some(first) => format!("{name}::{}", first.name),
                    None => format!("{name}::default()"),
                },
                TypeBody::Input(input) => built(types, name, &input.arguments),
                TypeBody::InputUnion(variants) => match variants.first() {
                    Some(first) => of(types, wire, &first.ty),
                    None => "json!({})".to_owned(),
                },
                TypeBody::Struct(_) | TypeBody::Union(_) => format!("{name}::default()"),
            }
        }
    }
}

/// A text as GitHub's own examples have it.
fn text(wire: &str) -> String {
    let known = match wire {
        "org" | "organization" | "owner" => "acme",
        "username" | "user" | "login" | "assignee" | "actor" => "octocat",
        "repo" | "repository" | "template_repo" => "hello-world",
        "enterprise" => "acme-corp",
        "branch" | "ref" | "base" => "main",
        "sha" | "commit_sha" | "ref_sha" => "6dcb09b",
        "url" => "https://example.com",
        _ => return wire.replace('_', "-"),
    };
    known.to_owned()
}

fn number(wire: &str) -> &'static str {
    match wire {
        "per_page" => "100",
        "page" => "2",
        _ if wire.ends_with("_id") || wire.ends_with("_number") || wire == "id" => "42",
        _ => "1",
    }
}
