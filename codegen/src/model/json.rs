//! The model as JSON: a contract for other programs, described in ARCHITECTURE.md.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::{Additional, Api, Endpoint, Extent, Field, Kind, Parameter, Response, Schema, SchemaId, Schemas};

/// Version of the contract: it grows whenever a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 2;

/// Describes the whole model.
///
/// Keys that would say nothing (`null`, `false` remarks, empty lists of an optional part) are left out of schema nodes, but
/// `kind`, `nullable` and, for fields, `required` are always there. A schema with parts that occurs in several places is
/// written once, in `schemas`, so that the output grows with the pages and not with the paths through their objects.
pub fn to_json(api: &Api) -> Value {
    let printer = Printer { schemas: &api.schemas, shared: shared(api) };
    let mut by_number: Vec<(usize, SchemaId)> =
        printer.shared.iter().map(|(id, number)| (*number, *id)).collect();
    by_number.sort_unstable();
    let mut value = json!({
        "schema_version": SCHEMA_VERSION,
        "version": api.edition.version,
        "locale": api.edition.locale,
        "api_version": api.api_version,
        "pages": api.pages,
        "endpoints": api.endpoints.iter().map(|endpoint| printer.endpoint(endpoint)).collect::<Vec<_>>(),
        "schemas": by_number.into_iter().map(|(_, id)| Value::Object(printer.node(id))).collect::<Vec<_>>(),
        "losses": api.losses,
    });
    if !api.gaps.is_empty() {
        value["not_understood"] = json!(api.gaps);
    }
    value
}

/// Numbers the schemas that would be written several times: objects, and what holds more than leaves. Arrays are always
/// written in place, as most are short.
fn shared(api: &Api) -> HashMap<SchemaId, usize> {
    let roots: Vec<SchemaId> = api.request_schemas().chain(api.response_schemas()).collect();
    let reachable = api.schemas.reachable(roots.iter().copied());
    let mut uses: HashMap<SchemaId, usize> = HashMap::new();
    for id in roots {
        *uses.entry(id).or_default() += 1;
    }
    let mut shared = BTreeSet::new();
    // Parts have smaller ids than wholes, whose uses are complete when their turn comes.
    for id in reachable.into_iter().rev() {
        let schema = api.schemas.get(id);
        let (parts, mut written) = (schema.parts(), uses.get(&id).copied().unwrap_or_default());
        let is_large = match schema.kind {
            Kind::Array(_) => false,
            Kind::Object { .. } => true,
            _ => parts.iter().any(|part| !api.schemas.get(*part).parts().is_empty()),
        };
        if written > 1 && is_large {
            shared.insert(id);
            written = 1;
        }
        for part in parts {
            *uses.entry(part).or_default() += written;
        }
    }
    shared.into_iter().enumerate().map(|(number, id)| (id, number)).collect()
}

struct Printer<'a> {
    schemas: &'a Schemas,
    /// Numbers of the schemas that are written once and referred to.
    shared: HashMap<SchemaId, usize>,
}

impl Printer<'_> {
    fn endpoint(&self, endpoint: &Endpoint) -> Value {
        let mut value = json!({
            "method": endpoint.method,
            "path": endpoint.path.to_string(),
            "title": endpoint.title,
            "page": endpoint.page,
            "anchor": endpoint.anchor,
            "server": endpoint.server,
            "description": endpoint.description,
            "scopes": endpoint.scopes,
            "tokens": endpoint.tokens,
            "deprecated": endpoint.deprecated,
            "preview": endpoint.preview,
            "media_types": endpoint.media_types,
            "parameters": endpoint.parameters.iter().map(|one| self.parameter(one)).collect::<Vec<_>>(),
            "body": endpoint.body.map(|body| self.schema(body)),
            "responses": endpoint.responses.iter().map(|one| self.response(one)).collect::<Vec<_>>(),
            "examples": endpoint.examples,
        });
        for (key, extent) in [("request", endpoint.request), ("reply", endpoint.reply)] {
            if extent != Extent::Whole {
                value[key] = json!(extent.as_str());
            }
        }
        if !endpoint.gaps.is_empty() {
            value["not_understood"] = json!(endpoint.gaps);
        }
        value
    }

    fn parameter(&self, parameter: &Parameter) -> Value {
        let mut value = json!({
            "name": parameter.name,
            "in": parameter.location,
            "required": parameter.required,
            "description": parameter.description,
            "schema": self.schema(parameter.schema),
        });
        if let Some(slashes) = parameter.slashes {
            value["slashes"] = json!(slashes);
        }
        if let Some(array) = parameter.array {
            value["array"] = json!(array);
        }
        value
    }

    fn response(&self, response: &Response) -> Value {
        let mut schemas = response.schemas.iter().map(|id| self.schema(*id));
        let mut value = json!({
            "status": response.status,
            "description": response.description,
            "schema": schemas.next(),
        });
        let others: Vec<Value> = schemas.collect();
        if response.corrected {
            value["corrected"] = json!(true);
        }
        if !others.is_empty() {
            value["other_schemas"] = Value::Array(others);
        }
        value
    }

    fn schema(&self, id: SchemaId) -> Value {
        Value::Object(self.reference(id).unwrap_or_else(|| self.node(id)))
    }

    fn reference(&self, id: SchemaId) -> Option<Map<String, Value>> {
        let number = self.shared.get(&id)?;
        Some(Map::from_iter([("ref".to_owned(), json!(number))]))
    }

    fn field(&self, field: &Field) -> Value {
        let mut value = Map::new();
        value.insert("name".to_owned(), json!(field.name));
        value.insert("required".to_owned(), json!(field.required));
        if !field.description.is_empty() {
            value.insert("description".to_owned(), json!(field.description));
        }
        value.extend(self.reference(field.schema).unwrap_or_else(|| self.node(field.schema)));
        Value::Object(value)
    }

    fn node(&self, id: SchemaId) -> Map<String, Value> {
        let schema = self.schemas.get(id);
        let mut node = remarks(schema);
        let mut put = |key: &str, value: Value| {
            node.insert(key.to_owned(), value);
        };
        let mut additional = &schema.additional;
        match &schema.kind {
            Kind::Array(items) => put("items", items.map_or(Value::Null, |items| self.schema(items))),
            Kind::Object { fields, additional: of_object } => {
                put("fields", fields.iter().map(|field| self.field(field)).collect());
                additional = of_object;
            }
            Kind::Union { variants, .. } => {
                put("variants", variants.iter().map(|variant| self.schema(*variant)).collect());
            }
            Kind::Opaque(reason) => put("reason", json!(reason.as_str())),
            Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => {}
        }
        match additional {
            Additional::Unstated => {}
            Additional::Allowed => put("additional", json!(true)),
            Additional::Typed(value) => put("additional", self.schema(*value)),
        }
        node
    }
}

/// Describes all of a schema but its parts.
fn remarks(schema: &Schema) -> Map<String, Value> {
    let mut node = Map::new();
    let mut put = |key: &str, value: Value| {
        node.insert(key.to_owned(), value);
    };
    put("kind", json!(schema.kind.word()));
    put("nullable", json!(schema.nullable));
    if let Some(title) = &schema.title {
        put("title", json!(title));
    }
    if !schema.description.is_empty() {
        put("description", json!(schema.description));
    }
    if let Some(format) = &schema.format {
        put("format", json!(format));
    }
    if !schema.values.is_empty() {
        put("enum", json!(schema.values));
    }
    if let Some(default) = &schema.default {
        put("default", serde_json::from_str(default).unwrap_or_else(|_| json!(default)));
    }
    for (name, said) in [
        ("deprecated", schema.deprecated),
        ("read_only", schema.read_only),
        ("unique_items", schema.unique_items),
        ("corrected", schema.correction.corrected),
        ("incomplete", schema.incomplete),
    ] {
        if said {
            put(name, json!(true));
        }
    }
    for (limit, value) in &schema.limits {
        put(limit.as_str(), serde_json::from_str(value).unwrap_or_else(|_| json!(value)));
    }
    if let Some(pattern) = &schema.pattern {
        put("pattern", json!(pattern));
    }
    node
}
