//! Bodies of JSON: null and nothing, objects within objects, numbers that JSON cannot hold.

mod support;

use std::collections::BTreeMap;

use docwright_base::samples::{ConfigInput, Create, NameInput, PartInput, RuleInput, TitleInput, ValueInput};
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
        (create().names(["a", "b"]), json!({ "names": ["a", "b"] })),
        (create().names(["a".to_owned()]), json!({ "names": ["a"] })),
        (create().names(Null), json!({ "names": null })),
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
    let rules: [RuleInput; 3] =
        [config().into(), NameInput::new("n").into(), RuleInput::from(json!({ "new": null }))];
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
    assert_eq!(format!("{:?}", PartInput::from(["a"])), r#"List(["a"])"#);
    let object = BTreeMap::from([("client_secret".to_owned(), json!(SECRET))]);
    assert_eq!(format!("{:?}", ValueInput::from(object)), r#"Object({"client_secret":"[REDACTED]"})"#);
    let shown = format!("{:?}", Create::new().config(config()).rules([config().into(), other]));
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
        (Create::new().rules([RuleInput::from(NameInput::new("n")), deep().into()]), "rules"),
        (Create::new().weights([1.0, f64::NAN]), "weights"),
        (Create::new().shares(BTreeMap::from([("a".to_owned(), vec![f64::NAN])])), "shares"),
        (Create::new().part(f64::NAN), "part"),
    ];
    for (request, name) in table {
        let Error::Request(error) = sent(request).unwrap_err() else { panic!("{name}") };
        assert_eq!(error.parameter(), Some(name));
        let expected = format!("POST /hooks: not sent: `{name}` holds a number that JSON cannot hold");
        assert_eq!(error.to_string(), expected);
    }
    let error = serde_json::to_value(config().weight(f64::NAN)).unwrap_err();
    assert_eq!(error.to_string(), "`weight` holds a number that JSON cannot hold");
    let error = serde_json::to_value(PartInput::from(f64::NAN)).unwrap_err();
    assert_eq!(error.to_string(), "it holds a number that JSON cannot hold");
}

#[test]
fn lists_are_made_of_what_becomes_their_items() {
    let create = Create::new;
    let table = [
        (create().labels(["a", "b"]), json!({ "labels": ["a", "b"] })),
        (create().labels(vec!["a".to_owned()]), json!({ "labels": ["a"] })),
        (create().labels(Vec::<String>::new()), json!({ "labels": [] })),
        (create().labels(["a"]).labels(["b"]), json!({ "labels": ["b"] })),
        (create().kinds([PackageType::Npm]), json!({ "kinds": ["npm"] })),
        (create().kinds(PackageType::KNOWN[..1].iter().cloned()), json!({ "kinds": ["npm"] })),
        (create().weights([1.0, 0.5]), json!({ "weights": [1, 0.5] })),
        (create().things(["a"]), json!({ "things": ["a"] })),
        (create().things([json!({ "name": "a" }), json!(1)]), json!({ "things": [{ "name": "a" }, 1] })),
        (create().rules([NameInput::new("a")]), json!({ "rules": [{ "name": "a" }] })),
    ];
    for (request, expected) in table {
        assert_eq!(parts(request).body(), Some(&expected));
    }
}

#[test]
fn one_of_several_is_made_of_each() {
    let create = Create::new;
    let text = "a".to_owned();
    let object = BTreeMap::from([("a".to_owned(), json!(null))]);
    let table = [
        (create().title("a"), json!({ "title": "a" })),
        (create().title(text.clone()), json!({ "title": "a" })),
        (create().title(5), json!({ "title": 5 })),
        (create().title(TitleInput::from("a")), json!({ "title": "a" })),
        (create().title(json!([1])), json!({ "title": [1] })),
        (create().part(NameInput::new("a")), json!({ "part": { "name": "a" } })),
        (create().part(["a"]), json!({ "part": ["a"] })),
        (create().part(vec![text.clone()]), json!({ "part": ["a"] })),
        (create().part(2), json!({ "part": 2 })),
        (create().part(2.5), json!({ "part": 2.5 })),
        (create().part(Null), json!({ "part": null })),
        (create().part(Some(2.5)), json!({ "part": 2.5 })),
        (create().part(None::<PartInput>), json!({ "part": null })),
        (create().part(PartInput::from(["a"])), json!({ "part": ["a"] })),
        (create().value("a"), json!({ "value": "a" })),
        (create().value(Some("a")), json!({ "value": "a" })),
        (create().value(["a", "b"]), json!({ "value": ["a", "b"] })),
        (create().value(vec![1, 2]), json!({ "value": [1, 2] })),
        (create().value(object), json!({ "value": { "a": null } })),
        (create().value(json!({ "a": 1 })), json!({ "value": { "a": 1 } })),
        (create().value(ValueInput::from(text)), json!({ "value": "a" })),
    ];
    for (request, expected) in table {
        assert_eq!(parts(request).body(), Some(&expected));
    }
}

#[test]
fn whole_numbers_have_no_fraction() {
    let table = [(1.0, "1"), (-0.0, "0"), (1e15, "1000000000000000"), (0.5, "0.5"), (1e300, "1e+300")];
    for (number, expected) in table {
        assert_eq!(sent(Create::new().weight(number)).unwrap(), format!("{{\"weight\":{expected}}}"));
    }
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
