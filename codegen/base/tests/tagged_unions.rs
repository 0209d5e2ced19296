//! Unions whose variants a text next to them names.

use std::collections::BTreeMap;

use runtime::serde_json::{self, Value, json};
use runtime::{
    Cx, Decoded, Deserializer, DriftKind, Error, Field, Member, Payload, Presence, Source, Strictness, Union,
    Value as Read, Variant, decode, read_tagged, record, union,
};

macro_rules! records {
    ($($name:ident $(tagged $tags:expr;)? { $($index:literal $member:ident: $type:ty = $presence:ident,)* })*) => {$(
        #[derive(Default)]
        struct $name { $($member: $type),* }

        impl Read for $name {
            const FIELDS: &'static [Field] = &[$(Field(stringify!($member), Presence::$presence)),*];

            $(
                fn read_into<'de, D: Deserializer<'de>>(&mut self, cx: &mut Cx, deserializer: D) -> Result<(), D::Error> {
                    read_tagged(self, cx, deserializer, $tags)
                }
            )?

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
    Fork {
        0 action: String = Required,
        1 forkee: String = Required,
    }
    Push {
        0 head: String = Required,
        1 before: String = Required,
        2 size: i64 = Key,
    }
    Watch {
        0 action: String = Required,
    }
    Event tagged &[("payload", "kind")]; {
        0 id: i64 = Key,
        1 kind: Option<String> = OptionalNullable,
        2 payload: Option<Content> = OptionalNullable,
        3 payloads: Option<Vec<Content>> = Optional,
        4 cause: Option<Box<Event>> = Optional,
    }
    Required tagged &[("payload", "kind"), ("before", "before_kind")]; {
        0 before_kind: String = Required,
        1 payload: Content = Required,
        2 kind: String = Required,
        3 before: Content = Required,
    }
}

/// Payloads, one of which may be anything.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    Fork(Box<Fork>),
    Push(Box<Push>),
    Watch(Box<Watch>),
    Public(Value),
    Tags(Vec<String>),
    Labels(BTreeMap<String, Value>),
}

impl Union for Content {
    const VARIANTS: &'static [Variant] = &[
        Variant::record::<Fork>("Fork", &[]).named(&["forkevent"]),
        Variant::record::<Push>("Push", &[]).named(&["pushevent", "pushed"]),
        Variant::record::<Watch>("Watch", &[]),
        Variant::any("Public", &[]).named(&["publicevent"]),
        Variant::array("Tags", &[]).named(&["tagsevent"]),
        Variant::object("Labels", &[]).named(&["labelsevent"]),
    ];

    fn read(payload: Payload<'_>) -> Self {
        match payload.index() {
            0 => payload.read(Self::Fork),
            1 => payload.read(Self::Push),
            2 => payload.read(Self::Watch),
            3 => payload.read(Self::Public),
            4 => payload.read(Self::Tags),
            _ => payload.read(Self::Labels),
        }
    }

    fn payload(&self) -> &dyn Member {
        match self {
            Self::Fork(payload) => payload,
            Self::Push(payload) => payload,
            Self::Watch(payload) => payload,
            Self::Public(payload) => payload,
            Self::Tags(payload) => payload,
            Self::Labels(payload) => payload,
        }
    }
}

union!(Content);

#[test]
fn the_text_names_the_variant_whatever_the_members_are() {
    let table = [
        // The documented event lacks a required member: drift.
        ("ForkEvent", json!({ "forkee": "acme" }), "Fork", &["$.payload.action"][..]),
        ("fork_event", json!({ "forkee": "acme", "action": "a" }), "Fork", &[]),
        // The members are those of another variant.
        ("ForkEvent", json!({ "action": "started" }), "Fork", &["$.payload.forkee"]),
        (
            "pushed",
            json!({ "size": 1, "more": 1, "and": 2, "further": 3 }),
            "Push",
            &["$.payload.head", "$.payload.before"],
        ),
        ("PublicEvent", json!({ "action": "started" }), "Public", &[]),
        ("PublicEvent", json!(7), "Public", &[]),
        ("LabelsEvent", json!({ "action": "started" }), "Labels", &[]),
        ("TagsEvent", json!(["a"]), "Tags", &[]),
    ];
    for (kind, payload, variant, drift) in table {
        // The text may come before or behind the union.
        for text in [
            format!(r#"{{"id": 1, "kind": "{kind}", "payload": {payload}}}"#),
            format!(r#"{{"payload": {payload}, "id": 1, "kind": "{kind}"}}"#),
        ] {
            let decoded = lenient(&text).unwrap();
            assert_eq!(name(decoded.value.payload.as_ref()), variant, "{text}");
            let missing: Vec<(&str, DriftKind)> =
                drift.iter().map(|path| (*path, DriftKind::Missing)).collect();
            assert_eq!(paths(&decoded), missing, "{text}");
        }
    }
}

#[test]
fn the_members_decide_where_the_text_names_no_variant() {
    for kind in [json!("WatchEvent"), json!(""), json!(null), json!(["ForkEvent"]), json!("ForkEvents")] {
        let json = json!({ "id": 1, "kind": kind, "payload": { "action": "started" } });
        assert_eq!(name(lenient(&json.to_string()).unwrap().value.payload.as_ref()), "Watch", "{json}");
    }
    let json = json!({ "id": 1, "payload": { "forkee": "f", "action": "a" } }).to_string();
    assert_eq!(name(lenient(&json).unwrap().value.payload.as_ref()), "Fork");
    // It is not of the JSON that the named variant takes.
    let json = json!({ "id": 1, "kind": "ForkEvent", "payload": ["a"] }).to_string();
    assert_eq!(name(lenient(&json).unwrap().value.payload.as_ref()), "Tags");
    let json = json!({ "id": 1, "kind": "ForkEvent", "payload": null }).to_string();
    assert_eq!(lenient(&json).unwrap().value.payload, None);
}

#[test]
fn a_text_is_for_the_union_next_to_it_alone() {
    let json = json!({
        "id": 1, "kind": "PublicEvent", "payload": { "forkee": "f", "action": "a" },
        "payloads": [{ "forkee": "f", "action": "a" }],
        "cause": {
            "id": 2, "payload": { "forkee": "f", "action": "a" },
            "cause": { "id": 3, "kind": "ForkEvent", "payload": { "action": "a" } },
        },
    });
    let event = lenient(&json.to_string()).unwrap().value;
    assert_eq!(name(event.payload.as_ref()), "Public");
    assert_eq!(name(event.payloads.unwrap().first()), "Fork");
    let cause = event.cause.unwrap();
    assert_eq!(name(cause.payload.as_ref()), "Fork");
    assert_eq!(name(cause.cause.unwrap().payload.as_ref()), "Fork");
}

#[test]
fn each_union_of_an_object_has_its_own_text() {
    let json = json!({
        "payload": { "action": "a" }, "kind": "ForkEvent",
        "before": { "action": "a" }, "before_kind": "PublicEvent",
    });
    let read = decode::from_slice::<Required>(json.to_string().as_bytes(), Strictness::Lenient).unwrap();
    assert_eq!(name(Some(&read.value.payload)), "Fork");
    assert_eq!(name(Some(&read.value.before)), "Public");
    assert_eq!(read.drift()[0].path, "$.payload.forkee");
}

#[test]
fn what_the_named_variant_cannot_be_read_from_is_a_fault_of_it() {
    let payload = json!({ "head": "h", "before": "b" });
    let json = json!({ "id": 1, "kind": "PushEvent", "payload": payload });
    let decoded = lenient(&json.to_string()).unwrap();
    assert_eq!(decoded.value.payload, None);
    assert_eq!(decoded.drift()[0].fault.as_ref().unwrap().path, "$.payload.size");
    // It shares no member with the variant.
    let json = json!({ "id": 1, "kind": "ForkEvent", "payload": { "pages": [] } });
    let decoded = lenient(&json.to_string()).unwrap();
    assert_eq!(
        (decoded.value.payload.clone(), paths(&decoded)),
        (None, vec![("$.payload", DriftKind::Unreadable)])
    );
    let json =
        json!({ "payload": payload, "kind": "PushEvent", "before": [], "before_kind": "" }).to_string();
    let error = decode::from_slice::<Required>(json.as_bytes(), Strictness::Lenient).unwrap_err();
    assert_eq!(error.to_string(), "$.payload.size: expected a value, got nothing (the member is missing)");
}

#[test]
fn a_tagged_record_is_read_and_written_as_any_other() {
    let json = json!({ "id": 1, "kind": "ForkEvent", "payload": { "action": "a", "forkee": "f" } });
    let event = decode::from_slice::<Event>(json.to_string().as_bytes(), Strictness::Strict).unwrap().value;
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
    assert_eq!(serde_json::from_value::<Event>(json.clone()).unwrap(), event);
    // The last of two members with one name wins.
    let text =
        r#"{"id": 1, "kind": "PublicEvent", "payload": 1, "payload": {"forkee": "f"}, "kind": "ForkEvent"}"#;
    assert_eq!(name(lenient(text).unwrap().value.payload.as_ref()), "Fork");
    for (text, expected) in [
        ("null", "$: expected an object, got null"),
        ("[]", "$: expected an object, got an array"),
        (r#"{"id": "1"}"#, "$.id: expected an integer of at most 64 bits, got a string"),
        ("{\"id\": 1", "$: expected valid JSON, got EOF while parsing an object at line 1 column 8"),
    ] {
        assert_eq!(lenient(text).unwrap_err().to_string(), expected);
    }
}

fn name(content: Option<&Content>) -> String {
    let shown = content.map(|content| format!("{content:?}")).unwrap_or_default();
    shown.split('(').next().unwrap_or_default().to_owned()
}

fn lenient(json: &str) -> Result<Decoded<Event>, Error> {
    decode::from_slice(json.as_bytes(), Strictness::Lenient)
}

fn paths(decoded: &Decoded<Event>) -> Vec<(&str, DriftKind)> {
    decoded.drift().iter().map(|drift| (drift.path.as_str(), drift.kind)).collect()
}
