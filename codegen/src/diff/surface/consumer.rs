//! A program that uses everything of a crate: it compiles against another crate if, and only if, no caller breaks.

use std::fmt::Write as _;

use super::calls::{Call, calls};
use super::values::given;
use crate::emit::{features, words};
use crate::print::calls::text;
use crate::rust::{
    Client, Output, Parameter, Request, RustIdent, StructField, Type, TypeBody, TypeDef, TypeId, Types,
};

/// The program's text, for a crate that it knows as `api`, with the features `client` and `feature` turned on; the latter is
/// that of a category. Each value that it gives has a type that callers may be expected to give, and each that it takes is ascribed its type.
pub fn consumer(client: &Client, feature: &str) -> String {
    let mut program =
        String::from("#![allow(unused, unreachable_code)]\n\nfn any<T>() -> T {\n    loop {}\n}\n");
    let write = Writer { types: &client.types };
    for (at, call) in calls(client).filter(|call| call.features.contains(feature)).enumerate() {
        let body = write.request(&call);
        let _ = write!(program, "\nfn request_{at}(github: &api::Client) {{\n{body}}}\n");
    }
    for (at, (id, def)) in client.types.iter().enumerate() {
        if def.features.iter().any(|category| features::feature(category) == feature) {
            let body = write.definition(id, def);
            let _ = write!(program, "\nfn type_{at}() {{\n{body}}}\n");
        }
    }
    program
}

struct Writer<'a> {
    types: &'a Types,
}

impl Writer<'_> {
    fn request(&self, call: &Call<'_>) -> String {
        let Request { arguments, setters, media_types, content, output, .. } = call.request;
        let path = format!("api::{}", call.path());
        let mut lines = self.constructor(&path, arguments);
        let values = |bound: bool| -> Vec<String> {
            let arguments = arguments.iter().filter(|argument| argument.bound == bound);
            arguments.map(|argument| self.any(&argument.ty)).collect()
        };
        let made = call.written(&values(true), &values(false));
        lines.push(format!("let it: {path}<api::Client> = {made};"));
        for setter in setters {
            lines.extend(self.setter(&path, setter));
        }
        if content.is_some() {
            lines.push(format!("let _: {path} = any::<{path}>().content_type(\"\");"));
        }
        for media_type in media_types {
            lines.push(format!(
                "let _: api::Sending<api::Download> = any::<{path}<api::Client>>().{}();",
                media_type.method
            ));
        }
        lines.push(format!("let _: {} = any::<<{path} as api::Request>::Output>();", self.output(call)));
        let item = match output {
            Output::One(Type::List(item)) => Some(&**item),
            Output::Wrapped { item, .. } => Some(item),
            _ => None,
        };
        if let Some(item) = item {
            lines.push(format!("let _: {} = any::<<{path} as api::ListRequest>::Item>();", self.ty(item)));
        }
        if let Output::Outcomes { name, outcomes } = output {
            let name = format!("api::{}::{name}", call.module);
            lines.extend(outcomes.iter().map(|outcome| {
                let payload = (outcome.ty != Type::Unit).then_some(&outcome.ty);
                self.matched(&name, &outcome.name, payload)
            }));
        }
        joined(&lines)
    }

    fn definition(&self, id: TypeId, def: &TypeDef) -> String {
        let path = self.ty(&Type::Named(id));
        let lines = match &def.body {
            TypeBody::Struct(fields) => {
                let read = |field: &StructField| {
                    let of = self.ty(&field.ty);
                    format!("let _: &{of} = &any::<&{path}>().{};", field.name)
                };
                let default = format!("let _ = {path}::default();");
                std::iter::once(default).chain(fields.iter().map(read)).collect()
            }
            TypeBody::Enum(variants) => {
                let texts =
                    format!("let _: (String, &str) = (any::<{path}>().into(), any::<&{path}>().as_str());");
                let variants = variants.iter().map(|variant| format!("let _ = {path}::{};", variant.name));
                std::iter::once(texts).chain(variants).collect()
            }
            TypeBody::Union(variants) => {
                variants.iter().map(|variant| self.matched(&path, &variant.name, Some(&variant.ty))).collect()
            }
            TypeBody::Input(input) => {
                let mut lines = self.constructor(&path, &input.arguments);
                lines.extend(input.setters.iter().flat_map(|setter| self.setter(&path, setter)));
                lines
            }
            TypeBody::InputUnion(variants) => {
                variants.iter().map(|variant| self.matched(&path, &variant.name, Some(&variant.ty))).collect()
            }
        };
        joined(&lines)
    }

    /// The constructor, with each kind of value for each argument.
    fn constructor(&self, path: &str, arguments: &[Parameter]) -> Vec<String> {
        let values: Vec<Vec<String>> = arguments.iter().map(|argument| self.values(&argument.ty)).collect();
        let most = values.iter().map(Vec::len).max().unwrap_or(1);
        let one = |at: usize| {
            let values: Vec<&str> = values.iter().map(|all| all[at % all.len()].as_str()).collect();
            format!("let _: {path} = {path}::new({});", values.join(", "))
        };
        (0..most).map(one).collect()
    }

    /// A setter, with each kind of value.
    fn setter(&self, path: &str, setter: &Parameter) -> Vec<String> {
        let call = |value: String| format!("let _: {path} = any::<{path}>().{}({value});", setter.name);
        self.values(&setter.ty).into_iter().map(call).collect()
    }

    fn values(&self, sent: &Type) -> Vec<String> {
        let given = given(self.types, sent).into_iter();
        given.map(|value| format!("any::<{}>()", value.text(&|of| self.ty(of)))).collect()
    }

    fn any(&self, sent: &Type) -> String {
        format!("any::<{}>()", self.ty(sent))
    }

    /// A variant that is looked for, with what it holds.
    fn matched(&self, path: &str, name: &RustIdent, payload: Option<&Type>) -> String {
        match payload {
            Some(of) => {
                let of = self.ty(of);
                format!("if let {path}::{name}(inner) = any::<&{path}>() {{ let _: &{of} = inner; }}")
            }
            None => format!("if let {path}::{name} = any::<&{path}>() {{}}"),
        }
    }

    fn output(&self, call: &Call<'_>) -> String {
        match &call.request.output {
            Output::One(of) | Output::Wrapped { whole: of, .. } => self.ty(of),
            Output::Outcomes { name, .. } => format!("api::{}::{name}", call.module),
            Output::Text => "api::Text".to_owned(),
            Output::Download => "api::Download".to_owned(),
        }
    }

    /// A type with the way to it.
    fn ty(&self, of: &Type) -> String {
        match of {
            Type::Named(_) => format!("api::types::{}", text(words::ty(self.types, of))),
            Type::Timestamp => "api::Timestamp".to_owned(),
            Type::Date => "api::Date".to_owned(),
            Type::Body => "api::Body".to_owned(),
            Type::Json => "api::serde_json::Value".to_owned(),
            Type::List(inner) => format!("Vec<{}>", self.ty(inner)),
            Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", self.ty(inner)),
            Type::Option(inner) => format!("Option<{}>", self.ty(inner)),
            Type::Nullable(inner) => format!("api::Nullable<{}>", self.ty(inner)),
            Type::Boxed(inner) => format!("Box<{}>", self.ty(inner)),
            plain => text(words::ty(self.types, plain)),
        }
    }
}

fn joined(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "    {line}");
        text
    })
}
