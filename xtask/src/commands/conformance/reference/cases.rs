//! The cases: each endpoint of a client with a call that has what it needs, and one that has all it can have.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use docwright::rust::{Client, OutcomeVariant, Output, Parameter, Place, Request, Server, Type, Types};

use super::arguments::Arguments;
use super::defaults::default_for;
use super::examples::Body;
use super::expression::{expression, raw};
use super::openapi::{OpenApi, Operation, key};

/// The cases of a client as Rust, and what cannot be written.
#[derive(Debug, Default)]
pub(super) struct Cases {
    /// The files below the sources of the program, by their names.
    pub(super) files: BTreeMap<String, String>,
    /// The endpoints, as `GET /orgs/{}/packages`.
    pub(super) keys: Vec<String>,
    /// Where the endpoints are that are not below the API's path, by their keys.
    pub(super) elsewhere: BTreeMap<String, String>,
    /// Values that the client's types do not allow, with the reason: they are findings as well.
    pub(super) unwritten: Vec<(String, String)>,
}

/// What the cases are written from.
struct Writer<'a> {
    types: &'a Types,
    api: &'a OpenApi,
    operations: BTreeMap<String, Operation<'a>>,
    bodies: &'a [Body],
    cases: Cases,
}

/// Writes the cases of every endpoint; `bodies` are examples of bodies that the description allows.
pub(super) fn cases(client: &Client, api: &OpenApi, bodies: &[Body]) -> Cases {
    let operations = api.operations().map(|operation| (operation.key(), operation)).collect();
    let mut writer = Writer { types: &client.types, api, operations, bodies, cases: Cases::default() };
    let mut modules = Vec::new();
    for (path, requests) in modules_of(client) {
        let module = path.replace("::", "_").replace("r#", "");
        let mut text = String::from(HEAD);
        let _ = writeln!(
            text,
            "use octoquill::{path} as api;\n\npub(super) fn cases() -> Vec<Box<dyn Case>> {{\n    vec!["
        );
        for request in requests {
            writer.case(&mut text, request);
        }
        text.push_str("    ]\n}\n");
        writer.cases.files.insert(format!("cases/{module}.rs"), text);
        modules.push(module);
    }
    writer.cases.files.insert("cases.rs".to_owned(), root(&modules));
    writer.cases
}

/// What each file begins with. Not every file needs all of it.
const HEAD: &str = "#![allow(deprecated, unused_imports, reason = \"written without looking\")]\n\nuse std::collections::BTreeMap;\n\nuse octoquill::types;\n\n\
                    use crate::case::{Case, Of, json, nothing, parsed, text, value};\n";

fn root(modules: &[String]) -> String {
    let mut text = String::from("//! One case an endpoint.\n\nuse crate::case::Case;\n\n");
    for module in modules {
        let _ = writeln!(text, "mod {module};");
    }
    text.push_str(
        "\n/// Every case.\npub(crate) fn cases() -> Vec<Box<dyn Case>> {\n    let mut cases = Vec::new();\n",
    );
    for module in modules {
        let _ = writeln!(text, "    cases.extend({module}::cases());");
    }
    text.push_str("    cases\n}\n");
    text
}

/// The modules that hold requests, by their paths within the crate.
fn modules_of(client: &Client) -> Vec<(String, &[Request])> {
    let mut modules = Vec::new();
    for scope in &client.scopes {
        let own = scope.module.as_ref().map(raw);
        if !scope.requests.is_empty() {
            modules.push((own.clone().unwrap_or_else(|| "client".to_owned()), scope.requests.as_slice()));
        }
        for handle in &scope.handles {
            let module = raw(&handle.module);
            let path = own.as_ref().map_or_else(|| module.clone(), |own| format!("{own}::{module}"));
            modules.push((path, handle.requests.as_slice()));
        }
    }
    modules
}

impl Writer<'_> {
    fn case(&mut self, text: &mut String, request: &Request) {
        let key = key(request.method.as_str(), &request.path);
        let (name, shown) = (raw(&request.name), shown(&request.output));
        let _ = writeln!(text, "        Box::new(\n            Of::<api::{name}>::new({key:?}, {shown})");
        if let Some(operation) = self.operations.get(&key) {
            let arguments = Arguments::of(self.api, *operation, self.bodies);
            let needed = self.needed(&key, request, &arguments);
            let _ = writeln!(text, "                .call(\"required\", || {needed})");
            if !request.setters.is_empty() {
                let all = self.set(needed, &key, request, &arguments);
                let _ = writeln!(text, "                .call(\"all\", || {all})");
            }
        }
        text.push_str("        ),\n");
        if let Server::SameHost(path) = &request.server {
            self.cases.elsewhere.insert(key.clone(), path.clone());
        }
        self.cases.keys.push(key);
    }

    /// `api::List::new(…)`
    fn needed(&mut self, key: &str, request: &Request, arguments: &Arguments<'_>) -> String {
        let mut places = 0;
        let mut values = Vec::new();
        for argument in &request.arguments {
            values.push(self.value(key, argument, arguments, places));
            places += usize::from(argument.place == Place::Path);
        }
        format!("api::{}::new({})", raw(&request.name), values.join(", "))
    }

    /// The call with every setter.
    fn set(&mut self, mut call: String, key: &str, request: &Request, arguments: &Arguments<'_>) -> String {
        for setter in &request.setters {
            let _ = write!(call, ".{}({})", raw(&setter.name), self.value(key, setter, arguments, 0));
        }
        call
    }

    /// What the description shows or allows; where the client's type does not, what that allows.
    fn value(&mut self, key: &str, parameter: &Parameter, arguments: &Arguments<'_>, place: usize) -> String {
        let (types, of) = (self.types, &parameter.ty);
        let wanted = arguments.value(types, parameter, place);
        expression(types, of, &wanted).unwrap_or_else(|reason| {
            self.cases.unwritten.push((format!("{key} {}", parameter.wire), reason));
            expression(types, of, &default_for(types, of)).unwrap_or_default()
        })
    }
}

/// The function that shows what a reply was read into.
fn shown(output: &Output) -> String {
    match output {
        Output::One(_) | Output::Wrapped { .. } => "value".to_owned(),
        Output::Text => "text".to_owned(),
        Output::Download => "nothing".to_owned(),
        Output::Outcomes { name, outcomes } => {
            let arms = outcomes.iter().map(|outcome| arm(&raw(name), outcome)).collect::<String>();
            let name = raw(name);
            format!(
                "|outcome| match outcome {{ {arms}api::{name}::Other(_, it) => value(it), other => nothing(other) }}"
            )
        }
    }
}

fn arm(name: &str, outcome: &OutcomeVariant) -> String {
    let variant = raw(&outcome.name);
    match outcome.ty {
        Type::Unit => format!("api::{name}::{variant} => nothing(outcome), "),
        _ => format!("api::{name}::{variant}(it) => value(it), "),
    }
}
