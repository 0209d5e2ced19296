//! Bodies of JSON: null and nothing, objects within objects, numbers that JSON cannot hold.

mod support;

use docwright_base::samples::{ConfigInput, Create, NameInput, RuleInput};
use runtime::serde_json::{self, Value, json};
use runtime::{Draft, Error, Null, Nullable, Parts};
use support::types::PackageType;

const SECRET: &str = "canary";

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
    let with = |draft: Draft| draft.into_parts().encoded_body().unwrap();
    assert_eq!(with(Draft::new(Create::ENDPOINT, [])), None);
    let call = || Draft::new(Create::ENDPOINT, []).body("a", 1_i64);
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
    use runtime::Request as _;
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
