//! GitHub's OpenAPI description as a tree to look things up in.

use serde_json::Value;

/// The methods that an item of `paths` may have; its other members are no operations.
const METHODS: &[&str] = &["get", "put", "post", "patch", "delete", "head"];

/// A whole description.
#[derive(Debug)]
pub(super) struct OpenApi {
    root: Value,
}

/// An operation of a description.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation<'a> {
    /// `get`
    pub(super) method: &'a str,
    /// `/orgs/{org}/packages`
    pub(super) path: &'a str,
    /// Its members.
    pub(super) value: &'a Value,
}

impl OpenApi {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let root = serde_json::from_str(text)
            .map_err(|error| format!("GitHub's description is no JSON: {error}"))?;
        Ok(Self { root })
    }

    /// Its operations, in the order of their paths.
    pub(super) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let paths = self.root.get("paths").and_then(Value::as_object).into_iter().flatten();
        paths.flat_map(|(path, item)| {
            let methods = METHODS.iter().filter_map(|method| Some((*method, item.get(method)?)));
            methods.map(|(method, value)| Operation { method, path, value })
        })
    }

    /// What a value is, or what it refers to.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let mut value = value;
        // A circle of references would be a broken description, and must not hang a check.
        for _ in 0..16 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
            let Some(target) = self.root.pointer(reference.trim_start_matches('#')) else { break };
            value = target;
        }
        value
    }

    /// The value of the example that an object refers to, if it does.
    pub(super) fn example_of(&self, value: &Value) -> Option<&Value> {
        let reference = value.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.root.pointer(reference).filter(|_| reference.starts_with("/components/examples/"))?.get("value")
    }

    /// A member, if it is there, with its reference followed.
    pub(super) fn member<'a>(&'a self, value: &'a Value, name: &str) -> Option<&'a Value> {
        value.get(name).map(|member| self.resolve(member))
    }
}

impl Operation<'_> {
    /// `GET /orgs/{org}/packages`
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// What is the same for the page and the description, which name placeholders differently.
    pub(super) fn key(&self) -> String {
        key(&self.method.to_uppercase(), self.path)
    }
}

/// `GET /orgs/{}/packages`
pub(super) fn key(method: &str, path: &str) -> String {
    let mut out = format!("{method} ");
    let mut inside = false;
    for character in path.chars() {
        match character {
            '{' => {
                inside = true;
                out.push_str("{}");
            }
            '}' => inside = false,
            _ if inside => {}
            _ => out.push(character),
        }
    }
    out
}

/// The content of a request or a reply that is JSON: plain JSON where it is there, else another kind of it.
pub(super) fn json_content(content: &Value) -> Option<(&str, &Value)> {
    let content = content.as_object()?;
    let plain = content.get_key_value("application/json");
    let other = || content.iter().find(|(media_type, _)| media_type.ends_with("+json"));
    plain.or_else(other).map(|(media_type, value)| (media_type.as_str(), value))
}

/// A name as a step of a JSON pointer.
pub(super) fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn placeholders_count_and_not_their_names() {
        assert_eq!(key("GET", "/orgs/{org}/packages/{a-b}"), "GET /orgs/{}/packages/{}");
    }

    #[test]
    fn references_are_followed_and_circles_end() {
        let text = json!({
            "paths": { "/a": { "get": { "x": { "$ref": "#/c/one" } }, "parameters": [] } },
            "c": { "one": { "$ref": "#/c/two" }, "two": { "type": "string" }, "loop": { "$ref": "#/c/loop" } },
        });
        let api = OpenApi::parse(&text.to_string()).unwrap();
        let operations: Vec<_> = api.operations().collect();
        assert_eq!(operations.iter().map(Operation::name).collect::<Vec<_>>(), ["GET /a"]);
        assert_eq!(api.member(operations[0].value, "x"), Some(&json!({ "type": "string" })));
        api.resolve(&json!({ "$ref": "#/c/loop" }));
    }
}
