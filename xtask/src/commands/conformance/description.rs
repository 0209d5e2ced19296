//! GitHub's OpenAPI description, made fit for Prism, and cut down to what is checked.
//!
//! The whole of it has 11 MB, which take Prism longer to start than all the calls on packages together.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The tag of the operations that the client has.
const TAG: &str = "packages";

/// A description that Prism can mock.
#[derive(Debug)]
pub(super) struct Description {
    /// It as JSON.
    pub(super) text: String,
    /// Its operations, as `GET /orgs/{org}/packages`.
    pub(super) operations: Vec<String>,
    /// Where it contradicted itself.
    pub(super) mended: Vec<String>,
}

/// Cuts a description down to the operations on packages, and puts their paths below a prefix.
pub(super) fn cut(text: &str, prefix: &str) -> Result<Description, String> {
    let description = served(parse(text)?, &|_, _| prefix.to_owned(), &is_tagged);
    if description.operations.is_empty() {
        return Err(format!("GitHub's description has no operations with the tag {TAG:?}"));
    }
    Ok(description)
}

/// The whole description without the events that GitHub sends by itself; `prefix` gives what the path of an operation
/// is below, for its method and path.
///
/// Files that are on other servers are found at `file` instead, a path of this one.
pub(super) fn whole(
    text: &str,
    prefix: &dyn Fn(&str, &str) -> String,
    file: &str,
) -> Result<Description, String> {
    let mut description = parse(text)?;
    lead(&mut description, file);
    Ok(served(description, prefix, &|_| true))
}

/// What Prism is to serve of a description: the paths that have wanted operations.
///
/// Prism ignores the path of the description's servers. It also checks no `Authorization` unless the description asks
/// for one, which GitHub's does not.
fn served(
    mut whole: Value,
    prefix: &dyn Fn(&str, &str) -> String,
    is_wanted: &dyn Fn(&Value) -> bool,
) -> Description {
    let mut operations = Vec::new();
    let mut paths = Map::new();
    for (path, item) in whole.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let members = item.as_object().into_iter().flatten();
        for (method, _) in members.filter(|(_, operation)| is_wanted(operation)) {
            let method = method.to_uppercase();
            // The operations of one path may be on several servers.
            paths.insert(format!("{}{path}", prefix(&method, path)), item.clone());
            operations.push(format!("{method} {path}"));
        }
    }
    let paths = Value::Object(paths);
    let mut components = reachable(&whole, &paths);
    let mut mended = Vec::new();
    mend(&mut components, "components", &mut mended);
    set(&mut components, "securitySchemes", json!({ "bearer": { "type": "http", "scheme": "bearer" } }));
    let cut = json!({
        "openapi": whole["openapi"].take(),
        "info": whole["info"].take(),
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": components,
    });
    Description { text: cut.to_string(), operations, mended }
}

fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("GitHub's description is no JSON: {error}"))
}

/// Lets every redirect lead to one place.
fn lead(description: &mut Value, location: &str) {
    let paths = description.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    let operations = paths.filter_map(|(_, item)| item.as_object_mut()).flatten();
    for (_, operation) in operations {
        if let Some(found) = operation.get_mut("responses").and_then(|responses| responses.get_mut("302")) {
            *found = json!({
                "description": "Found",
                "headers": { "Location": { "example": location, "schema": { "type": "string" } } },
            });
        }
    }
}

/// Whether an operation is about packages.
fn is_tagged(operation: &Value) -> bool {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.is_some_and(|tags| tags.iter().any(|tag| tag == TAG))
}

/// The components that the paths refer to, and those that these refer to.
fn reachable(whole: &Value, paths: &Value) -> Value {
    let mut found = BTreeSet::new();
    let mut pending = Vec::new();
    references(paths, &mut pending);
    while let Some(reference) = pending.pop() {
        if found.insert(reference.clone())
            && let Some(target) = whole.pointer(reference.trim_start_matches('#'))
        {
            references(target, &mut pending);
        }
    }
    let mut kept = json!({});
    for (kind, components) in whole.get("components").and_then(Value::as_object).into_iter().flatten() {
        let components = components.as_object().into_iter().flatten();
        let components =
            components.filter(|(name, _)| found.contains(&format!("#/components/{kind}/{name}")));
        set(&mut kept, kind, components.map(|(name, value)| (name.clone(), value.clone())).collect());
    }
    kept
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(reference.clone());
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(elements) => elements.iter().for_each(|element| references(element, found)),
        _ => {}
    }
}

/// Asks no object for a member that it does not describe, and says where it did.
///
/// Prism makes up the members that are described and then finds that its own reply lacks the other.
fn mend(value: &mut Value, place: &str, mended: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let (Some(Value::Object(properties)), Some(Value::Array(required))) =
                (members.get("properties").cloned(), members.get_mut("required"))
            {
                required.retain(|name| {
                    let is_described = name.as_str().is_some_and(|name| properties.contains_key(name));
                    if !is_described {
                        mended.push(format!("{place} requires {name}, and has no such property"));
                    }
                    is_described
                });
            }
            for (name, member) in members {
                mend(member, &format!("{place}.{name}"), mended);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                mend(element, &format!("{place}[{index}]"), mended);
            }
        }
        _ => {}
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_cut_to_what_packages_need() {
        let whole = json!({
            "openapi": "3.0.3",
            "info": { "title": "t", "version": "1" },
            "x-webhooks": { "push": {} },
            "paths": {
                "/user/packages": {
                    "get": { "tags": ["packages"], "x": { "$ref": "#/components/schemas/package" } },
                },
                "/user/repos": { "get": { "tags": ["repos"], "x": { "$ref": "#/components/schemas/repo" } } },
            },
            "components": {
                "schemas": {
                    "package": {
                        "properties": { "tag": {}, "owner": { "$ref": "#/components/schemas/user" } },
                        "required": ["tags", "tag"],
                    },
                    "user": { "self": { "$ref": "#/components/schemas/user" } },
                    "repo": {},
                },
            },
        });
        let cut = cut(&whole.to_string(), "/api/v3").unwrap();
        let json: Value = serde_json::from_str(&cut.text).unwrap();
        assert_eq!(cut.operations, ["GET /user/packages"]);
        assert_eq!(cut.mended, ["components.schemas.package requires \"tags\", and has no such property"]);
        assert_eq!(json["paths"].as_object().unwrap().keys().collect::<Vec<_>>(), ["/api/v3/user/packages"]);
        assert_eq!(
            json["components"]["schemas"].as_object().unwrap().keys().collect::<Vec<_>>(),
            ["package", "user"]
        );
        assert_eq!(json["components"]["schemas"]["package"]["required"], json!(["tag"]));
        assert_eq!(json["security"], json!([{ "bearer": [] }]));
        assert_eq!(json.get("x-webhooks"), None);
    }

    #[test]
    fn the_whole_is_served_where_its_servers_are_and_leads_nowhere_else() {
        let moved = json!({ "302": { "headers": { "Location": { "example": "https://elsewhere" } } } });
        let whole = json!({
            "openapi": "3.0.3",
            "info": {},
            "paths": { "/file": { "get": { "responses": moved }, "post": { "responses": {} } } },
        });
        let prefix =
            |method: &str, _: &str| if method == "POST" { "/api/uploads" } else { "/api" }.to_owned();
        let whole = super::whole(&whole.to_string(), &prefix, "/api/zen").unwrap();
        let json: Value = serde_json::from_str(&whole.text).unwrap();
        assert_eq!(
            json["paths"].as_object().unwrap().keys().collect::<Vec<_>>(),
            ["/api/file", "/api/uploads/file"]
        );
        let location = "/paths/~1api~1file/get/responses/302/headers/Location/example";
        assert_eq!(json.pointer(location), Some(&json!("/api/zen")));
        assert_eq!(whole.operations, ["GET /file", "POST /file"]);
    }

    #[test]
    fn a_description_without_packages_is_no_description() {
        assert!(cut("{\"paths\": {}}", "").is_err());
    }
}
