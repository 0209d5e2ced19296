//! Bodies of JSON: null and nothing, objects within objects, numbers that JSON cannot hold.

mod support;

use docwright_runtime::runtime::serde_json::{self, Value, json};
use docwright_runtime::runtime::{Call, Endpoint, Error, Members, Method, Null, Nullable, Parts, Server};
use docwright_runtime::{body, body_union, request};
use support::types::PackageType;

const SECRET: &str = "canary";

/// Creates a hook.
#[must_use = "a request does nothing until it is sent"]
pub struct Create<C = ()>(Call<C>);

impl Create {
    pub const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "tests::Create",
        title: "",
        method: Method::POST,
        server: Server::Api,
        path: "/hooks",
        doc_url: "",
        scopes: &[],
        statuses: &[],
        query: &[],
        secrets: &["pin"],
    };

    pub fn new() -> Self {
        Self::default()
    }
}

impl Default for Create {
    fn default() -> Self {
        Self(Call::new(Self::ENDPOINT).object())
    }
}

impl<C> Create<C> {
    pub fn description(self, description: impl Into<Nullable<String>>) -> Self {
        Self(self.0.body::<Nullable<String>>("description", description.into()))
    }

    pub fn limit(self, limit: impl Into<Nullable<i64>>) -> Self {
        Self(self.0.body::<Nullable<i64>>("limit", limit.into()))
    }

    pub fn kind(self, kind: impl Into<Nullable<PackageType>>) -> Self {
        Self(self.0.body::<Nullable<PackageType>>("kind", kind.into()))
    }

    pub fn names(self, names: impl Into<Nullable<Vec<String>>>) -> Self {
        Self(self.0.body::<Nullable<Vec<String>>>("names", names.into()))
    }

    pub fn weight(self, weight: f64) -> Self {
        Self(self.0.body("weight", weight))
    }

    pub fn share(self, share: impl Into<Nullable<f64>>) -> Self {
        Self(self.0.body::<Nullable<f64>>("share", share.into()))
    }

    pub fn config(self, config: ConfigInput) -> Self {
        Self(self.0.body("config", config))
    }

    pub fn rules(self, rules: Vec<RuleInput>) -> Self {
        Self(self.0.body("rules", rules))
    }
}

request!(Create, ());

/// An object in the body.
#[derive(Clone, PartialEq)]
pub struct ConfigInput(Members);

impl ConfigInput {
    pub fn new(url: impl Into<String>) -> Self {
        Self(Members::new().with("version", "v1").with::<String>("url", url.into()))
    }

    pub fn pin(self, pin: impl Into<String>) -> Self {
        Self(self.0.with::<String>("pin", pin.into()))
    }

    pub fn weight(self, weight: f64) -> Self {
        Self(self.0.with("weight", weight))
    }

    pub fn inner(self, inner: Self) -> Self {
        Self(self.0.with("inner", inner))
    }
}

body!(ConfigInput, secret "pin", "key");

/// An object without secrets.
#[derive(Clone, PartialEq)]
pub struct NameInput(Members);

impl NameInput {
    pub fn new(name: impl Into<String>) -> Self {
        Self(Members::new().with::<String>("name", name.into()))
    }
}

body!(NameInput);

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum RuleInput {
    Config(ConfigInput),
    Name(NameInput),
    Other(Value),
}

body_union!(RuleInput { Config(ConfigInput), Name(NameInput) });

#[test]
fn null_is_not_nothing() {
    let create = Create::new;
    let text = "a".to_owned();
    let table = [
        (create(), json!({})),
        (create().description(Null), json!({ "description": null })),
        (create().description(""), json!({ "description": "" })),
        (create().description("a"), json!({ "description": "a" })),
        (create().description("a".to_owned()), json!({ "description": "a" })),
        (create().description(&text), json!({ "description": "a" })),
        (create().description(Some("a")), json!({ "description": "a" })),
        (create().description(Some("a".to_owned())), json!({ "description": "a" })),
        (create().description(None::<&str>), json!({ "description": null })),
        (create().description(None::<String>), json!({ "description": null })),
        (create().description(Nullable::Value("a".to_owned())), json!({ "description": "a" })),
        (create().description("a").description(Null), json!({ "description": null })),
        (create().limit(0), json!({ "limit": 0 })),
        (create().limit(Some(1)), json!({ "limit": 1 })),
        (create().limit(None::<i64>).kind(Null), json!({ "limit": null, "kind": null })),
        (create().kind(PackageType::Npm), json!({ "kind": "npm" })),
        (create().names(vec!["a".to_owned()]), json!({ "names": ["a"] })),
        (create().names(vec![]), json!({ "names": [] })),
    ];
    for (request, expected) in table {
        assert_eq!(parts(request).body(), Some(&expected));
    }
    assert_ne!(create().description(Null), create());
    assert_ne!(create().description(Null), create().description(""));
}

#[test]
fn an_object_is_sent_even_if_nothing_is_in_it() {
    assert_eq!(sent(Create::new()).unwrap(), "{}");
    assert_eq!(sent(Create::new().limit(1)).unwrap(), r#"{"limit":1}"#);
    let with = |call: Call| call.into_parts().encoded_body().unwrap();
    assert_eq!(with(Call::new(Create::ENDPOINT)), None);
    let call = || Call::new(Create::ENDPOINT).body("a", 1_i64);
    assert_eq!(with(call().object()), with(call()));
    assert_eq!(with(call().json(json!([1]))), Some(("application/json".to_owned(), "[1]".into())));
}

#[test]
fn objects_within_objects() {
    let config = || ConfigInput::new("u").pin("1").with_member("x", json!([1])).with_member("y", "z");
    let expected = json!({ "version": "v1", "url": "u", "pin": "1", "x": [1], "y": "z" });
    assert_eq!(serde_json::to_value(config()).unwrap(), expected);
    assert_eq!(config(), config());
    assert_ne!(config(), config().with_member("y", Value::Null));
    let rules = vec![config().into(), NameInput::new("n").into(), RuleInput::from(json!({ "new": null }))];
    let parts = parts(Create::new().config(config()).rules(rules));
    let rules = json!([expected, { "name": "n" }, { "new": null }]);
    assert_eq!(parts.body(), Some(&json!({ "config": expected, "rules": rules })));
}

#[test]
fn secrets_are_shown_at_no_depth() {
    let config = || {
        let inner = ConfigInput::new("inner").pin(SECRET).with_member("webhook_secret", SECRET);
        let odd =
            json!({ "list": [{ "key": [SECRET], "Registry-Password": { "a": SECRET } }], "passphrase": 1 });
        ConfigInput::new("u").pin(SECRET).with_member("token", SECRET).inner(inner).with_member("odd", odd)
    };
    let expected = r#"ConfigInput { inner: {"pin":"[REDACTED]","url":"inner","version":"v1","webhook_secret":"[REDACTED]"}, odd: {"list":[{"Registry-Password":"[REDACTED]","key":"[REDACTED]"}],"passphrase":"[REDACTED]"}, pin: "[REDACTED]", token: "[REDACTED]", url: "u", version: "v1" }"#;
    assert_eq!(format!("{:?}", config()), expected);
    assert!(format!("{:#?}", config()).starts_with("ConfigInput {\n    inner: {"));
    let other = RuleInput::from(json!({ "a": [{ "client_secret": SECRET }] }));
    assert_eq!(format!("{other:?}"), r#"Other({"a":[{"client_secret":"[REDACTED]"}]})"#);
    assert_eq!(format!("{:?}", RuleInput::from(NameInput::new("n"))), r#"Name(NameInput { name: "n" })"#);
    let shown = format!("{:?}", Create::new().config(config()).rules(vec![config().into(), other]));
    assert!(shown.contains(r#""url":"inner""#) && shown.contains("[REDACTED]"), "{shown}");
    // The endpoint knows of `pin`; of `key`, only the object does.
    assert_eq!(shown.matches(SECRET).count(), 2, "{shown}");
}

#[test]
fn numbers_that_json_cannot_hold_are_refused() {
    let config = || ConfigInput::new("u");
    let deep = || config().inner(config().weight(f64::NAN));
    let table = [
        (Create::new().weight(f64::NAN), "weight"),
        (Create::new().weight(f64::INFINITY).limit(1), "weight"),
        (Create::new().weight(f64::NEG_INFINITY).weight(f64::NAN), "weight"),
        (Create::new().share(f64::NAN), "share"),
        (Create::new().share(Some(f64::NAN)), "share"),
        (Create::new().config(config().weight(f64::NAN)), "config"),
        (Create::new().config(deep()), "config"),
        (Create::new().rules(vec![NameInput::new("n").into(), deep().into()]), "rules"),
    ];
    for (request, name) in table {
        let Error::Request(error) = sent(request).unwrap_err() else { panic!("{name}") };
        assert_eq!(error.parameter(), Some(name));
        let expected = format!("POST /hooks: not sent: `{name}` holds a number that JSON cannot hold");
        assert_eq!(error.to_string(), expected);
    }
    let error = serde_json::to_value(config().weight(f64::NAN)).unwrap_err();
    assert_eq!(error.to_string(), "`weight` holds a number that JSON cannot hold");
}

#[test]
fn what_is_set_again_mends_it() {
    let config = ConfigInput::new("u").weight(f64::NAN).weight(0.5);
    let table = [
        (Create::new().weight(f64::NAN).weight(1.5), r#"{"weight":1.5}"#),
        (Create::new().share(f64::NAN).share(Null), r#"{"share":null}"#),
        (Create::new().config(config), r#"{"config":{"url":"u","version":"v1","weight":0.5}}"#),
    ];
    for (request, expected) in table {
        assert_eq!(sent(request).unwrap(), expected);
    }
    // Of two that are wrong, the other one is still.
    assert!(sent(Create::new().weight(f64::NAN).share(f64::NAN).weight(1.0)).is_err());
    assert_ne!(Create::new().weight(f64::NAN), Create::new().weight(1.0));
}

fn parts(request: Create) -> Parts {
    use docwright_runtime::runtime::Request as _;
    request.into_parts()
}

/// The body as it is sent.
fn sent(request: Create) -> Result<String, Error> {
    let parts = parts(request);
    let (media_type, body) = parts.encoded_body()?.unwrap();
    assert_eq!(media_type, "application/json");
    let text = parts.body().unwrap().to_string();
    assert_eq!(body, text.as_str().into());
    Ok(text)
}
