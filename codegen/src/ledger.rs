//! The model as a reviewer reads it in git: sorted, one fact a line, without ids, places or prose.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::model::{
    Additional, Api, Endpoint, Extent, Gap, Kind, Location, Parameter, PathTemplate, Response, Schema,
    SchemaId, Schemas, ShapeId,
};
use crate::syntax::Compose;
use crate::unique::first_free;
use crate::visible::visible_lines;

/// End of a fact that is from `quirks.toml` and not from the page.
const QUIRK: &str = " # quirk";

/// End of a fact that the page states in a form that was not understood.
const NOT_UNDERSTOOD: &str = " # not understood";

/// Prints the ledger: endpoints by path and method, then titled objects by title.
pub fn ledger(api: &Api) -> String {
    let names = Names::of(api);
    let mut out = String::new();
    if let Some(version) = &api.api_version {
        let _ = writeln!(out, "api-version {version}");
    }
    // Gaps outside known endpoints come first: whole pages, and endpoints whose path is unknown.
    let of_endpoints: HashSet<&Gap> = api.endpoints.iter().flat_map(|endpoint| &endpoint.gaps).collect();
    for gap in api.gaps.iter().filter(|gap| !of_endpoints.contains(gap)) {
        let _ = writeln!(out, "page {} {}", gap.page, words_of_gap(gap));
    }
    let mut endpoints: Vec<&Endpoint> = api.endpoints.iter().collect();
    endpoints.sort_by_key(|endpoint| (endpoint.path.to_string(), endpoint.method));
    for endpoint in endpoints {
        out.push('\n');
        self::endpoint(&mut out, endpoint, &api.schemas, &names);
    }
    for (name, id) in &names.objects {
        let degraded = if api.schemas.get(*id).is_degraded() { NOT_UNDERSTOOD } else { "" };
        let _ = write!(out, "\nobject {name}{degraded}\n");
        fields(&mut out, &api.schemas, *id, "", &names);
    }
    match visible_lines(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(shown) => shown,
    }
}

fn endpoint(out: &mut String, endpoint: &Endpoint, schemas: &Schemas, names: &Names) {
    let _ = writeln!(out, "{} {}", endpoint.method.as_str(), endpoint.path);
    if let Some(server) = &endpoint.server {
        let _ = writeln!(out, "  server {server}");
    }
    for (extent, what) in [(endpoint.request, "request"), (endpoint.reply, "reply")] {
        if extent != Extent::Whole {
            let _ = writeln!(out, "  {what} {}{NOT_UNDERSTOOD}", extent.as_str());
        }
    }
    for gap in &endpoint.gaps {
        let _ = writeln!(out, "  {}", words_of_gap(gap));
    }
    if endpoint.deprecated {
        out.push_str("  deprecated\n");
    }
    if let Some(stage) = &endpoint.preview {
        let _ = writeln!(out, "  preview {stage}");
    }
    for media_type in &endpoint.media_types {
        let _ = writeln!(out, "  media-type {media_type}");
    }
    if let Some(accept) = endpoint.accept() {
        let _ = writeln!(out, "  accept {accept}");
    }
    if let Some(encoding) = endpoint.encoding() {
        let _ = writeln!(out, "  sends {}", encoding.as_str());
    }
    for token in &endpoint.tokens {
        let works = if token.works { "" } else { " no" };
        let only = if token.only { " only" } else { "" };
        let _ = writeln!(out, "  token {}{works}{only}", token.kind.as_str());
    }
    for scope in &endpoint.scopes {
        let _ = writeln!(out, "  scope {scope}");
    }
    for place in [Location::Header, Location::Path, Location::Query] {
        let mut parameters: Vec<&Parameter> = endpoint.parameters_in(place).collect();
        // The order of placeholders is a fact of the path; elsewhere order says nothing.
        if place == Location::Path {
            parameters.sort_by_key(|parameter| position(&endpoint.path, &parameter.name));
        } else {
            parameters.sort_by(|a, b| a.name.cmp(&b.name));
        }
        for parameter in parameters {
            self::parameter(out, parameter, schemas, names);
        }
    }
    if let Some(body) = endpoint.body {
        let mut rows = BTreeMap::new();
        collect(&mut rows, schemas, body, "", names);
        for (path, fact) in rows {
            let _ = writeln!(out, "  body {path} {fact}");
        }
    }
    let (described, bare): (Vec<&Response>, Vec<&Response>) =
        endpoint.responses.iter().partition(|response| !response.schemas.is_empty());
    for response in described {
        for schema in &response.schemas {
            let words = words_of(schemas, *schema, names);
            let quirk = mark(response.corrected);
            let quirk = if schemas.get(*schema).is_degraded() {
                format!("{NOT_UNDERSTOOD}{quirk}")
            } else {
                quirk.to_owned()
            };
            let _ = writeln!(out, "  {} {words}{quirk}", response.status);
            fields(out, schemas, *schema, "  ", names);
        }
    }
    let (corrected, bare): (Vec<&Response>, Vec<&Response>) =
        bare.into_iter().partition(|response| response.corrected);
    for response in corrected {
        let _ = writeln!(out, "  {}{QUIRK}", response.status);
    }
    let bare: Vec<String> = bare.iter().map(|response| response.status.to_string()).collect();
    if !bare.is_empty() {
        let _ = writeln!(out, "  {}", bare.join(" "));
    }
}

/// A place that was not understood: the kind of finding and the page's text.
fn words_of_gap(gap: &Gap) -> String {
    let quirk = if gap.acknowledged { QUIRK } else { "" };
    format!("{} `{}`{NOT_UNDERSTOOD}{quirk}", gap.code, gap.text.replace('`', "'"))
}

fn position(path: &PathTemplate, name: &str) -> usize {
    path.placeholders().position(|placeholder| placeholder == name).unwrap_or(usize::MAX)
}

fn parameter(out: &mut String, parameter: &Parameter, schemas: &Schemas, names: &Names) {
    let schema = schemas.get(parameter.schema);
    let slashes = match parameter.slashes {
        Some(true) => " slashes",
        Some(false) => " no-slashes",
        None => "",
    };
    let array = parameter.array.map(|style| format!(" {}", style.as_str())).unwrap_or_default();
    let _ = writeln!(
        out,
        "  {} {} {}{}{}{slashes}{array}{}",
        parameter.location.as_str(),
        parameter.name,
        words_of(schemas, parameter.schema, names),
        required(parameter.required),
        remarks(schema),
        mark_of(schema)
    );
    let mut rows = BTreeMap::new();
    collect(&mut rows, schemas, parameter.schema, &parameter.name, names);
    for (path, fact) in rows {
        let _ = writeln!(out, "  {} {path} {fact}", parameter.location.as_str());
    }
}

/// The fields of an object that has no name of its own in the ledger, or of the object that a section is about.
fn fields(out: &mut String, schemas: &Schemas, id: SchemaId, indent: &str, names: &Names) {
    let mut rows = BTreeMap::new();
    let top = names.objects.values().any(|named| *named == id) && indent.is_empty();
    if top || !names.has(schemas, id) {
        collect(&mut rows, schemas, id, "", names);
    }
    for (path, fact) in rows {
        let _ = writeln!(out, "{indent}  {path} {fact}");
    }
}

fn collect(rows: &mut BTreeMap<String, String>, schemas: &Schemas, id: SchemaId, path: &str, names: &Names) {
    match &schemas.get(id).kind {
        Kind::Array(Some(items)) if !names.has(schemas, *items) => {
            collect(rows, schemas, *items, &format!("{path}[]"), names);
        }
        Kind::Object { fields, .. } => {
            for field in fields {
                let path =
                    if path.is_empty() { field.name.clone() } else { format!("{path}.{}", field.name) };
                let schema = schemas.get(field.schema);
                let fact = format!(
                    "{}{}{}{}",
                    words_of(schemas, field.schema, names),
                    required(field.required),
                    remarks(schema),
                    mark_of(schema)
                );
                rows.insert(path.clone(), fact);
                if !names.has(schemas, field.schema) {
                    collect(rows, schemas, field.schema, &path, names);
                }
            }
        }
        Kind::Union { variants, .. } => {
            for (number, variant) in variants.iter().enumerate() {
                if !names.has(schemas, *variant) {
                    collect(rows, schemas, *variant, &format!("{path}|{}", number + 1), names);
                }
            }
        }
        _ => {}
    }
}

/// A schema in a few words: `[Package]`, `enum[a b] or null`, `string date-time`.
fn words_of(schemas: &Schemas, id: SchemaId, names: &Names) -> String {
    let schema = schemas.get(id);
    let mut words = match names.name(schemas, id) {
        Some(name) => name.to_owned(),
        None => match &schema.kind {
            Kind::Null => "null".to_owned(),
            Kind::Boolean => "boolean".to_owned(),
            Kind::Integer => "integer".to_owned(),
            Kind::Number => "number".to_owned(),
            Kind::String if schema.values.is_empty() => "string".to_owned(),
            Kind::String => format!("enum[{}]", spaced(&schema.values)),
            Kind::Array(None) => "[?]".to_owned(),
            Kind::Array(Some(items)) => format!("[{}]", words_of(schemas, *items, names)),
            Kind::Object { fields, additional: Additional::Typed(value) } => {
                let open = if fields.is_empty() { "map" } else { "object+map" };
                format!("{open}[{}]", words_of(schemas, *value, names))
            }
            Kind::Object { additional: Additional::Allowed, .. } => "object+any".to_owned(),
            Kind::Object { additional: Additional::Unstated, .. } => "object".to_owned(),
            Kind::Union { how, variants } => {
                let how = match how {
                    Compose::OneOf => "one-of",
                    Compose::AnyOf => "any-of",
                    Compose::AllOf => "all-of",
                };
                let variants: Vec<String> =
                    variants.iter().map(|variant| words_of(schemas, *variant, names)).collect();
                format!("{how}[{}]", variants.join(", "))
            }
            Kind::Opaque(reason) => format!("opaque({})", reason.as_str()),
        },
    };
    match schema.additional {
        Additional::Unstated => {}
        Additional::Allowed => words.push_str("+any"),
        Additional::Typed(value) => {
            let _ = write!(words, "+map[{}]", words_of(schemas, value, names));
        }
    }
    if let Some(format) = &schema.format {
        let _ = write!(words, " {}", format.replace(' ', "-"));
    }
    if schema.nullable {
        words.push_str(" or null");
    }
    words
}

fn remarks(schema: &Schema) -> String {
    let mut out = String::new();
    if !schema.values.is_empty() && schema.kind != Kind::String {
        let _ = write!(out, " enum[{}]", spaced(&schema.values));
    }
    if let Some(default) = &schema.default {
        match serde_json::from_str(default) {
            Ok(Value::String(text)) if !text.is_empty() && !text.contains(char::is_whitespace) => {
                let _ = write!(out, " default={text}");
            }
            _ => {
                let _ = write!(out, " default={default}");
            }
        }
    }
    for (limit, value) in &schema.limits {
        let _ = write!(out, " {}={value}", limit.as_str());
    }
    if let Some(pattern) = &schema.pattern {
        let _ = write!(out, " pattern={pattern}");
    }
    for (said, word) in [
        (schema.unique_items, " unique"),
        (schema.read_only, " read-only"),
        (schema.deprecated, " deprecated"),
    ] {
        if said {
            out.push_str(word);
        }
    }
    out
}

fn required(required: bool) -> &'static str {
    if required { " required" } else { "" }
}

fn mark_of(schema: &Schema) -> String {
    let degraded = if schema.is_degraded() { NOT_UNDERSTOOD } else { "" };
    format!("{degraded}{}", mark(schema.correction.corrected))
}

fn mark(corrected: bool) -> &'static str {
    if corrected { QUIRK } else { "" }
}

fn spaced(values: &[String]) -> String {
    let quoted = |value: &String| {
        if value.is_empty() || value.contains(char::is_whitespace) {
            format!("\"{value}\"")
        } else {
            value.clone()
        }
    };
    values.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

/// Names of titled objects. Where one title stands for several structures they are numbered as they first occur.
struct Names {
    objects: BTreeMap<String, SchemaId>,
    by_shape: HashMap<ShapeId, String>,
}

impl Names {
    fn of(api: &Api) -> Self {
        let mut names = Self { objects: BTreeMap::new(), by_shape: HashMap::new() };
        // Titles of what is sent are names of alternatives, and not of objects of their own.
        // Where something was not understood, that object is not the one that others are told apart from.
        let degraded = api.schemas.degraded();
        let (last, first): (Vec<SchemaId>, Vec<SchemaId>) =
            api.schemas.reachable(api.response_schemas()).into_iter().partition(|id| degraded.contains(id));
        for id in first.into_iter().chain(last) {
            let schema = api.schemas.get(id);
            let (Some(title), Kind::Object { .. }) = (&schema.title, &schema.kind) else { continue };
            let shape = api.schemas.shape(id);
            if names.by_shape.contains_key(&shape) {
                continue;
            }
            let base = title.trim().replace(char::is_whitespace, "-");
            let name = first_free(
                &base,
                2,
                |base, number| format!("{base}~{number}"),
                |name| names.objects.contains_key(name),
            );
            names.objects.insert(name.clone(), id);
            names.by_shape.insert(shape, name);
        }
        names
    }

    fn has(&self, schemas: &Schemas, id: SchemaId) -> bool {
        self.name(schemas, id).is_some()
    }

    fn name(&self, schemas: &Schemas, id: SchemaId) -> Option<&str> {
        self.by_shape.get(&schemas.shape(id)).map(String::as_str)
    }
}
