//! GitHub's OpenAPI description, cut down to what is checked.
//!
//! The whole of it has 11 MB, which take Prism longer to start than all the calls together.

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
///
/// Prism ignores the path of the description's servers. It also checks no `Authorization` unless the description asks
/// for one, which GitHub's does not.
pub(super) fn cut(text: &str, prefix: &str) -> Result<Description, String> {
    let mut whole: Value =
        serde_json::from_str(text).map_err(|error| format!("GitHub's description is no JSON: {error}"))?;
    let mut operations = Vec::new();
    let mut paths = Map::new();
    for (path, item) in whole.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let tagged = tagged_methods(item);
        if !tagged.is_empty() {
            operations.extend(tagged.iter().map(|method| format!("{} {path}", method.to_uppercase())));
            paths.insert(format!("{prefix}{path}"), item.clone());
        }
    }
    if operations.is_empty() {
        return Err(format!("GitHub's description has no operations with the tag {TAG:?}"));
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
    Ok(Description { text: cut.to_string(), operations, mended })
}

/// The methods of a path that are about packages.
fn tagged_methods(item: &Value) -> Vec<&String> {
    let is_tagged = |operation: &Value| {
        let tags = operation.get("tags").and_then(Value::as_array);
        tags.is_some_and(|tags| tags.iter().any(|tag| tag == TAG))
    };
    let members = item.as_object().into_iter().flatten();
    members.filter(|(_, operation)| is_tagged(operation)).map(|(method, _)| method).collect()
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
    fn a_description_without_packages_is_no_description() {
        assert!(cut("{\"paths\": {}}", "").is_err());
    }
}
