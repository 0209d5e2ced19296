//! The model as JSON is a contract for other programs: one endpoint is written down whole, and all keep the form.

use std::fmt::Write as _;

use docwright::model::to_json;
use docwright_tests::{expanded_model, packages_text, read_packages};
use serde_json::{Map, Value, json};

use crate::support::{Section, page};

#[test]
fn one_endpoint_is_what_a_reader_would_write() {
    let model = model();
    let written = list_versions();
    let found = model["endpoints"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|endpoint| endpoint["path"] == written["path"] && endpoint["method"] == "GET")
        .expect("the endpoint is in the model");
    assert_eq!(*found, written, "{found:#}");
}

#[test]
fn the_page_itself_is_described() {
    let model = to_json(&read_packages(&packages_text()).api);
    assert_eq!(
        keys(&model),
        ["api_version", "endpoints", "locale", "losses", "pages", "schema_version", "schemas", "version"]
    );
    assert_eq!(model["schema_version"], 2);
    assert_eq!(model["version"], "enterprise-server@3.18");
    assert_eq!(model["locale"], "es");
    assert_eq!(model["api_version"], "2022-11-28");
    assert_eq!(model["losses"], json!([]));
    let page = &model["pages"][0];
    assert_eq!(keys(page), ["api_version", "id", "intro", "title"]);
    assert_eq!(page["id"], "packages/packages");
    assert_eq!(page["title"], "Puntos de conexión de API REST para paquetes");
    let intro = page["intro"].as_str().expect("text");
    assert!(intro.starts_with("Use la API REST para interactuar con GitHub Packages."), "{intro}");
    assert!(intro.ends_with("#permissions-for-repository-scoped-packages)."), "{intro}");
}

#[test]
fn every_endpoint_keeps_the_form() {
    let model = model();
    let endpoints = model["endpoints"].as_array().expect("a list");
    assert_eq!(endpoints.len(), 27);
    for endpoint in endpoints {
        let expected = [
            "anchor",
            "body",
            "deprecated",
            "description",
            "examples",
            "media_types",
            "method",
            "page",
            "parameters",
            "path",
            "preview",
            "responses",
            "scopes",
            "server",
            "title",
            "tokens",
        ];
        assert_eq!(keys(endpoint), expected);
        // What the page says of all of them; headers stand where there are other parameters.
        let has_header = endpoint["parameters"][0]["in"] == "header";
        let media_types = if has_header { json!(["application/vnd.github+json"]) } else { json!([]) };
        assert_eq!(endpoint["media_types"], media_types);
        assert_eq!((&endpoint["deprecated"], &endpoint["preview"]), (&json!(false), &Value::Null));
        let kinds: Vec<&Value> =
            endpoint["tokens"].as_array().expect("a list").iter().map(|token| &token["kind"]).collect();
        assert_eq!(kinds, ["oauth-app", "classic"]);
        for parameter in endpoint["parameters"].as_array().expect("a list") {
            parameter_keeps_the_form(parameter);
        }
        for response in endpoint["responses"].as_array().expect("a list") {
            assert_eq!(keys(response), ["description", "schema", "status"]);
            let status = response["status"].as_u64().expect("a number");
            assert!((100..600).contains(&status), "{status}");
            assert_eq!(response["schema"].is_object(), status == 200, "{}", endpoint["title"]);
            if response["schema"].is_object() {
                schema_keeps_the_form(&response["schema"], false);
            }
        }
    }
}

#[test]
fn a_body_is_described_like_a_response() {
    let text = include_str!("../fixtures/body.md");
    let reading = read_packages(text);
    assert_eq!(reading.diagnostics, []);
    let model = expanded_model(&reading.api);
    let body = &model["endpoints"][0]["body"];
    assert_eq!((&body["kind"], &body["nullable"]), (&json!("object"), &json!(false)));
    let members = body["fields"].as_array().expect("a list");
    let checks = members.iter().find(|member| member["name"] == "checks").expect("documented");
    let expected = json!([
        {
            "name": "context", "required": true, "description": "The name of the check.",
            "kind": "string", "nullable": false,
        },
        {
            "name": "conclusion", "required": false, "description": "How it went.",
            "kind": "string", "nullable": true, "enum": ["success", "won't fix"], "default": "success",
        },
    ]);
    assert_eq!(checks["kind"], "array");
    assert_eq!(checks["items"], json!({ "kind": "object", "nullable": false, "fields": expected }));
}

#[test]
fn a_schema_in_several_places_is_written_once() {
    let model = to_json(&read_packages(&packages_text()).api);
    let schemas = model["schemas"].as_array().expect("a list");
    let list = &model["endpoints"][1]["responses"][0]["schema"];
    let number = usize::try_from(list["items"]["ref"].as_u64().expect("a reference")).expect("small");
    assert_eq!(schemas[number]["title"], "Package");
    let text = model.to_string();
    for schema in schemas {
        assert_eq!(text.matches(&schema.to_string()).count(), 1, "{schema}");
    }
}

#[test]
fn output_grows_with_the_page_where_objects_share_parts() {
    let text = |types: usize| {
        let mut schema = String::from("* `a0`: `T0`:\n  * `x`: string\n");
        for at in 1..types {
            let part = at - 1;
            let _ = writeln!(schema, "* `a{at}`: `T{at}`:");
            let _ = writeln!(schema, "  * `p`: `T{part}` (see above)\n  * `q`: `T{part}` (see above)");
        }
        page(&[Section { schema, ..Section::get("/things") }])
    };
    let size = |types: usize| to_json(&read_packages(&text(types)).api).to_string().len();
    let (once, twice) = (size(20), size(40));
    assert!(once < 10_000, "{once} bytes for 20 objects");
    assert!(twice < once * 5 / 2, "{once} bytes for 20 objects, {twice} for 40");
}

fn parameter_keeps_the_form(parameter: &Value) {
    assert_eq!(keys(parameter), ["description", "in", "name", "required", "schema"]);
    assert!(["header", "path", "query"].map(Value::from).contains(&parameter["in"]), "{parameter}");
    assert!(parameter["required"].is_boolean(), "{parameter}");
    assert!(parameter["in"] != "path" || parameter["required"] == true, "{parameter}");
    let schema = &parameter["schema"];
    schema_keeps_the_form(schema, false);
    if let Some(default) = schema.get("default") {
        assert_eq!(default.is_i64(), schema["kind"] == "integer", "{parameter}");
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        assert!(!values.is_empty() && values.iter().all(Value::is_string), "{parameter}");
    }
}

/// A node has its kind, whether it may be null, what its kind needs, and nothing that says nothing.
fn schema_keeps_the_form(node: &Value, is_field: bool) {
    let object = node.as_object().expect("an object");
    let kind = node["kind"].as_str().expect("a word");
    let part = match kind {
        "array" => Some("items"),
        "object" => Some("fields"),
        "null" | "boolean" | "integer" | "number" | "string" => None,
        other => panic!("this page has no {other}"),
    };
    let needed = ["kind", "nullable"].into_iter().chain(part).chain(is_field.then_some("name"));
    needed.for_each(|key| assert!(object.contains_key(key), "{key} in {node}"));
    let allowed =
        ["kind", "nullable", "title", "format", "enum", "default", "name", "required", "additional"]
            .into_iter()
            .chain(part);
    let allowed: Vec<&str> = allowed.collect();
    object.keys().for_each(|key| assert!(allowed.contains(&key.as_str()), "{key} in {node}"));
    assert!(node["nullable"].is_boolean(), "{node}");
    assert_eq!(object.get("required").is_some_and(Value::is_boolean), is_field, "{node}");
    match part {
        Some("items") => schema_keeps_the_form(&node["items"], false),
        Some(_) => {
            node["fields"]
                .as_array()
                .expect("a list")
                .iter()
                .for_each(|field| schema_keeps_the_form(field, true));
        }
        None => {}
    }
}

fn model() -> Value {
    expanded_model(&read_packages(&packages_text()).api)
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> =
        value.as_object().map(Map::keys).expect("an object").map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// "List package versions for a package owned by an organization", typed from the page.
fn list_versions() -> Value {
    serde_json::from_str(include_str!("../fixtures/list-package-versions.json")).expect("the fixture is JSON")
}
