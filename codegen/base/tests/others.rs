//! Objects with members that the documentation does not list: what is kept of them, where they drift, and how they go
//! back.

use std::collections::BTreeMap;

use runtime::record;
use runtime::serde_json::{self, Value, json};
use runtime::{
    Decoded, DriftKind, Error, Field, ItemError, Member, Presence, Source, Strictness, Value as Read, decode,
};

macro_rules! records {
    ($($name:ident { $($index:literal $member:ident: $type:ty = $field:expr,)* })*) => {$(
        #[derive(Default)]
        struct $name { $($member: $type),* }

        impl Read for $name {
            const FIELDS: &'static [Field] = &[$($field),*];

            fn set_member<S: Source>(&mut self, index: usize, source: &mut S) -> Result<(), S::Error> {
                match index {
                    $($index => source.put(&mut self.$member),)*
                    _ => source.skip(),
                }
            }

            fn member(&self, index: usize) -> Option<&dyn Member> {
            Some(match index {
                    $($index => &self.$member,)*
                    _ => return None,
                })
            }
        }

        record!($name);
    )*};
}

records! {
    /* The values may be anything. */
    Loose {
        0 id: i64 = Field("id", Presence::Key),
        1 name: Option<String> = Field("name", Presence::Optional),
        2 others: BTreeMap<String, Value> = Field("", Presence::Others),
    }
    /* The values are texts. */
    Texts {
        0 contents: String = Field("contents", Presence::Required),
        1 others: BTreeMap<String, String> = Field("", Presence::Others),
    }
    /* The values are objects, and some of them may be null. */
    Nested {
        0 others: BTreeMap<String, Loose> = Field("", Presence::Others),
    }
    Nulls {
        0 others: BTreeMap<String, Option<String>> = Field("", Presence::Others),
    }
    Plain {
        0 id: i64 = Field("id", Presence::Key),
    }
}

#[test]
fn they_are_kept_and_go_back_to_where_they_came_from() {
    let table = [
        json!({ "id": 1 }),
        json!({ "id": 1, "name": "a" }),
        json!({ "id": 1, "a": null, "b": [1, { "c": 2 }], "zz": "z" }),
        // Names that are nobody's, and those that the struct has for itself.
        json!({ "id": 1, "": "empty" }),
        json!({ "id": 1, "others": { "others": 1 }, "Id": 2, "a b\n\"": 3 }),
    ];
    for json in table {
        let loose = fine::<Loose>(&json);
        assert_eq!(serde_json::to_value(&loose).unwrap(), json);
        assert_eq!(serde_json::from_value::<Loose>(json.clone()).unwrap(), loose);
        assert_eq!(serde_json::from_str::<Loose>(&json.to_string()).unwrap(), loose.clone());
        let mut expected = json.as_object().unwrap().clone();
        expected.retain(|name, _| name != "id" && name != "name");
        assert_eq!(loose.others, expected.into_iter().collect(), "{json}");
    }
    // A record that keeps none drops them, wherever they stand.
    let json = json!({ "": 1, "id": 1, "x": 2 });
    assert_eq!(serde_json::to_value(fine::<Plain>(&json)).unwrap(), json!({ "id": 1 }));
}

#[test]
fn they_are_members_that_count() {
    let one = fine::<Loose>(&json!({ "id": 1, "a": 1 }));
    assert_eq!(one, one.clone());
    assert_ne!(one, fine::<Loose>(&json!({ "id": 1, "a": 2 })));
    assert_ne!(one, fine::<Loose>(&json!({ "id": 1 })));
    assert_eq!(format!("{one:?}"), r#"Loose { id: 1, name: None, others: {"a": Number(1)} }"#);
}

#[test]
fn in_any_order_and_the_last_of_a_name_wins() {
    let text = br#"{"b": 1, "\u0069d": 7, "a": 2, "name": "n", "b": 3, "\u0061": 4}"#;
    let loose = decode::from_slice::<Loose>(text, Strictness::Strict).unwrap().value;
    assert_eq!((loose.id, loose.name.as_deref()), (7, Some("n")));
    assert_eq!(loose.others, BTreeMap::from([("a".to_owned(), json!(4)), ("b".to_owned(), json!(3))]));
}

#[test]
fn drift_in_them_has_its_place() {
    let decoded = lenient::<Texts>(&json!({ "a": null, "b c": null, "": null, "d": "x" })).unwrap();
    assert_eq!(
        drift(&decoded),
        [
            (r#"$[""]"#, DriftKind::Null),
            ("$.a", DriftKind::Null),
            (r#"$["b c"]"#, DriftKind::Null),
            ("$.contents", DriftKind::Missing),
        ]
    );
    assert_eq!(decoded.value.others.len(), 4);
    assert_eq!(decoded.value.others["a"], "");
    let decoded = lenient::<Nested>(&json!({ "k": { "id": 1, "name": null, "x": null } })).unwrap();
    assert_eq!(drift(&decoded), [("$.k.name", DriftKind::Null)]);
    assert_eq!(decoded.value.others["k"].others["x"], Value::Null);
    // The place is the right one again behind them.
    let decoded = lenient::<Vec<Texts>>(&json!([{ "a": "x" }, { "contents": "y", "b": null }])).unwrap();
    assert_eq!(drift(&decoded), [("$[0].contents", DriftKind::Missing), ("$[1].b", DriftKind::Null)]);
    assert_eq!(fine::<Nulls>(&json!({ "a": null, "b": "x" })).others["a"], None);
}

#[test]
fn a_fault_in_them_is_one_of_the_item() {
    let table = [
        (json!({ "contents": "x", "a": 1 }), "$[0].a: expected a string, got the integer 1"),
        (json!({ "contents": "x", "a": [1, [2]] }), "$[0].a: expected a string, got an array"),
    ];
    for (json, expected) in table {
        assert_eq!(item::<Texts>(&json, Strictness::Lenient).unwrap_err().to_string(), expected);
    }
    let error = item::<Nested>(&json!({ "k": { "name": "n" } }), Strictness::Lenient).unwrap_err();
    assert_eq!(error.to_string(), "$[0].k.id: expected a value, got nothing (the member is missing)");
    let error = item::<Nested>(&json!({ "k": null }), Strictness::Lenient).unwrap_err();
    assert_eq!(error.to_string(), "$[0].k: expected an object, got null");
    let error = item::<Texts>(&json!({ "contents": "x", "a": null }), Strictness::Strict).unwrap_err();
    assert_eq!(error.to_string(), "$[0].a: expected a string, got null");
    assert!(item::<Nulls>(&json!({ "a": null }), Strictness::Strict).is_ok());
    assert!(item::<Loose>(&json!({ "id": 1, "a": null }), Strictness::Strict).is_ok());
}

fn lenient<T: Read>(json: &Value) -> Result<Decoded<T>, Error> {
    decode::from_slice(json.to_string().as_bytes(), Strictness::Lenient)
}

/// The value, in which nothing drifts.
fn fine<T: Read>(json: &Value) -> T {
    let decoded = lenient::<T>(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(decoded.drift(), [], "{json}");
    decoded.value
}

/// The value as the first item of a list, before one that is fine.
fn item<T: Read>(json: &Value, strictness: Strictness) -> Result<T, ItemError> {
    let text = json!([json, { "id": 1, "contents": "x" }]).to_string();
    let items = decode::list_from_slice::<T>(text.as_bytes(), strictness).unwrap();
    items.value.into_iter().next().unwrap()
}

fn drift<T>(decoded: &Decoded<T>) -> Vec<(&str, DriftKind)> {
    decoded.drift().iter().map(|drift| (drift.path.as_str(), drift.kind)).collect()
}
