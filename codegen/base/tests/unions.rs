//! Values that are one of several: which variant is chosen, what is refused, and what is said of it.

use std::collections::BTreeMap;

use runtime::serde_json::{self, Value, json};
use runtime::{
    Decoded, DriftKind, Error, Field, Member, Presence, Source, Strictness, Value as Read, decode,
};
use runtime::{open_enum, record, union};

macro_rules! records {
    ($($name:ident { $($index:literal $member:ident: $type:ty = $presence:ident,)* })*) => {$(
        #[derive(Default)]
        struct $name { $($member: $type),* }

        impl Read for $name {
            const FIELDS: &'static [Field] = &[$(Field(stringify!($member), Presence::$presence)),*];

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
    User {
        0 id: i64 = Key,
        1 kind: String = Required,
        2 login: String = Required,
        3 email: Option<String> = OptionalNullable,
    }
    Team {
        0 id: i64 = Key,
        1 kind: String = Required,
        2 slug: String = Required,
        3 parent: Option<Box<Team>> = OptionalNullable,
    }
    Point {
        0 x: f64 = Required,
        1 y: f64 = Required,
    }
    Push {
        0 push_id: i64 = Required,
        1 size: i64 = Required,
        2 head: String = Required,
        3 before: String = Required,
        4 action: Option<String> = Optional,
    }
    Twin {
        0 x: f64 = Required,
        1 y: f64 = Required,
        2 note: Option<String> = Optional,
    }
    Pair {
        0 x: f64 = Required,
        1 y: f64 = Required,
    }
    Note {
        0 text: Option<String> = Optional,
    }
    Holder {
        0 owner: Option<Owner> = OptionalNullable,
        1 owners: Option<Vec<Owner>> = Optional,
    }
}

#[derive(Clone, Debug)]
enum Word {
    All,
    Unknown(String),
}

impl Word {
    pub const KNOWN: &'static [Self] = &[Self::All];

    pub fn as_str(&self) -> &str {
        match self {
            Self::All => "all",
            Self::Unknown(text) => text,
        }
    }
}

open_enum!(Word);

/// Objects that a member tells apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Owner {
    User(Box<User>),
    Team(Box<Team>),
}

union!(Owner {
    User = record::<User>.when("kind", &["User", "Bot"]),
    Team = record::<Team>.when("kind", &["Team"]),
});

/// Objects that their members tell apart, one of which has a telling value as well.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Event {
    Push(Box<Push>),
    Point(Box<Point>),
    User(Box<User>),
}

union!(Event {
    Push = record::<Push>,
    Point = record::<Point>,
    User = record::<User>.when("kind", &["User"]).when("login", &["octocat"]),
});

/// One variant of every kind, some of which are named as the prelude's are.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Anything {
    Ok(Box<Point>),
    Object(BTreeMap<String, Value>),
    Vec(Vec<String>),
    String(Word),
    Integer(i64),
    Number(f64),
    Boolean(bool),
}

union!(Anything {
    Ok = record::<Point>,
    Object = object,
    Vec = array,
    String = text,
    Integer = integer,
    Number = number,
    Boolean = boolean,
});

#[derive(Clone, Debug, PartialEq)]
enum Whole {
    Integer(i64),
    Vec(Vec<String>),
}

union!(Whole { Integer = integer, Vec = array });

#[derive(Clone, Debug, PartialEq)]
enum Alike {
    Twin(Box<Twin>),
    Point(Box<Point>),
    Pair(Box<Pair>),
}

union!(Alike { Twin = record::<Twin>, Point = record::<Point>, Pair = record::<Pair> });

#[derive(Clone, Debug, PartialEq)]
enum Notes {
    Note(Box<Note>),
    Point(Box<Point>),
}

union!(Notes { Note = record::<Note>, Point = record::<Point> });

/// Objects of which one has all that the other has.
#[derive(Clone, Debug, PartialEq)]
enum Nested {
    Twin(Box<Twin>),
    Point(Box<Point>),
}

union!(Nested { Twin = record::<Twin>, Point = record::<Point> });

/// A variant of which nothing is known, among such that want something.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Contents {
    Directory(Value),
    Point(Box<Point>),
    Note(Box<Note>),
    Integer(i64),
    User(Box<User>),
}

union!(Contents {
    Directory = any,
    Point = record::<Point>,
    Note = record::<Note>,
    Integer = integer,
    User = record::<User>.when("kind", &["User"]),
});

/// The same beside any object.
#[derive(Clone, Debug, PartialEq)]
enum Loose {
    Object(BTreeMap<String, Value>),
    Note(Box<Note>),
    Any(Value),
    Point(Box<Point>),
    Place(Box<Point>),
}

union!(Loose {
    Object = object,
    Note = record::<Note>,
    Any = any,
    Point = record::<Point>,
    Place = record::<Point>,
});

#[test]
fn the_kind_of_the_json_decides_first() {
    let table = [
        (json!("all"), Anything::String(Word::All)),
        (json!("some"), Anything::String(Word::Unknown("some".to_owned()))),
        (json!(7), Anything::Integer(7)),
        (json!(-7), Anything::Integer(-7)),
        (json!(7.5), Anything::Number(7.5)),
        (json!(7.0), Anything::Number(7.0)),
        (json!(1_u64 << 63), Anything::Number(9_223_372_036_854_775_808.0)),
        (json!(true), Anything::Boolean(true)),
        (json!(["a"]), Anything::Vec(vec!["a".to_owned()])),
        (json!({ "x": 1, "y": 2 }), Anything::Ok(Box::new(Point { x: 1.0, y: 2.0 }))),
        (json!({ "a": null }), Anything::Object(BTreeMap::from([("a".to_owned(), Value::Null)]))),
        (json!({}), Anything::Object(BTreeMap::new())),
    ];
    for (json, expected) in table {
        assert_eq!(fine::<Anything>(&json), expected, "{json}");
    }
    assert_eq!(fine::<Whole>(&json!(7.0)), Whole::Integer(7));
}

#[test]
fn a_kind_that_no_variant_takes_is_refused() {
    let table = [
        (json!("secret"), "expected one of Integer, Vec, got a string"),
        (json!(true), "expected one of Integer, Vec, got a boolean"),
        (json!({ "a": 1 }), "expected one of Integer, Vec, got an object with the keys a"),
        (json!(null), "expected one of Integer, Vec, got null"),
        // An integer is tried, and does not hold it.
        (json!(7.5), "expected an integer of at most 64 bits, got the number 7.5"),
    ];
    for (json, expected) in table {
        assert_eq!(refused::<Whole>(&json), format!("$: {expected}"), "{json}");
    }
    assert_eq!(refused::<Event>(&json!(1)), "$: expected one of Push, Point, User, got the integer 1");
}

#[test]
fn anything_is_what_nothing_else_is() {
    let table = [
        // No other variant takes this kind.
        json!([{ "name": "a" }]),
        json!("text"),
        json!(true),
        json!(null),
        // An integer holds none of these.
        json!(7.5),
        json!(1_u64 << 63),
        // Others know less of the members, or too few of theirs are there.
        json!({ "a": 1 }),
        json!({ "x": 1, "a": 1, "b": 2 }),
        // It has the value of a variant of which too much is missing.
        json!({ "kind": "User", "a": 1 }),
    ];
    for json in table {
        let value = fine::<Contents>(&json);
        assert_eq!(value, Contents::Directory(json.clone()));
        assert_eq!(serde_json::to_value(value).unwrap(), json);
    }
    assert_eq!(fine::<Contents>(&json!(7)), Contents::Integer(7));
    assert_eq!(fine::<Contents>(&json!(7.0)), Contents::Integer(7));
    assert!(matches!(fine::<Contents>(&json!({ "x": 1, "y": 2, "a": 3 })), Contents::Point(_)));
    assert!(matches!(fine::<Contents>(&json!({ "text": "t" })), Contents::Note(_)));
    // A note requires nothing, and would lose the other member.
    assert!(!matches!(fine::<Contents>(&json!({ "text": "t", "a": 1 })), Contents::Note(_)));
    // What a variant nearly is costs its item, as ever.
    let error = refused::<Contents>(&json!({ "x": "secret", "y": 2 }));
    assert_eq!(error, "$.x: expected a number, got a string");
    let decoded = lenient::<Vec<Contents>>(&json!([null, 1, "a"])).unwrap();
    assert_eq!((decoded.value.len(), decoded.drift_total()), (3, 0));
}

#[test]
fn what_says_more_of_an_object_goes_first() {
    let any = |json: &Value| matches!(fine::<Loose>(json), Loose::Any(_));
    assert!(matches!(fine::<Loose>(&json!({ "a": 1 })), Loose::Object(_)));
    assert!(matches!(fine::<Loose>(&json!({})), Loose::Note(_)));
    assert!(matches!(fine::<Loose>(&json!({ "text": "t" })), Loose::Note(_)));
    assert!(matches!(fine::<Loose>(&json!({ "text": "t", "a": 1 })), Loose::Object(_)));
    assert!(any(&json!([])) && any(&json!(1)) && any(&json!(null)));
    // Two fit alike, and neither is guessed.
    assert!(any(&json!({ "x": 1, "y": 2 })));
}

#[test]
fn a_member_with_known_values_decides() {
    let bot = json!({ "id": 1, "kind": "Bot", "login": "b" });
    assert!(matches!(fine::<Owner>(&bot), Owner::User(user) if user.login == "b"));
    // The members are a user's, but it says that it is a team.
    let team = json!({ "id": 1, "kind": "Team", "login": "b", "email": "e", "slug": "s" });
    assert!(matches!(fine::<Owner>(&team), Owner::Team(team) if team.slug == "s"));
    // The value of one variant beats variants that say nothing of it, which would cost less.
    let user = json!({ "id": 1, "kind": "User", "x": 1, "y": 2, "login": "octocat" });
    assert!(matches!(fine::<Event>(&user), Event::User(_)));
}

#[test]
fn a_missing_telling_member_leaves_it_to_the_names() {
    let decoded = lenient::<Owner>(&json!({ "id": 1, "login": "b" })).unwrap();
    assert!(matches!(&decoded.value, Owner::User(user) if user.login == "b"));
    assert_eq!(drift(&decoded), [("$.kind".to_owned(), DriftKind::Missing)]);
    let decoded = lenient::<Owner>(&json!({ "id": 1, "kind": null, "slug": "s" })).unwrap();
    assert!(matches!(&decoded.value, Owner::Team(team) if team.slug == "s"));
    assert_eq!(drift(&decoded), [("$.kind".to_owned(), DriftKind::Null)]);
}

#[test]
fn an_unknown_telling_value_is_refused() {
    let json = json!({ "id": 1, "kind": "hunter2", "login": "b" });
    assert_eq!(
        refused::<Owner>(&json),
        "$: expected one of User, Team, got an object with the keys id, kind, login \
         (User: its kind has other values; Team: its kind has other values)"
    );
    // One of two telling members is right, and one is not.
    let json = json!({ "id": 1, "kind": "User", "login": "hunter2" });
    assert_eq!(
        refused::<Event>(&json),
        "$: expected one of Push, Point, User, got an object with the keys id, kind, login \
         (Push: lacks push_id, size, head, before; Point: lacks x, y; User: its login has other values)"
    );
}

#[test]
fn the_names_of_the_members_decide() {
    let push = json!({ "push_id": 1, "size": 2, "head": "h", "before": "b", "new": 1 });
    assert!(matches!(fine::<Event>(&push), Event::Push(_)));
    assert!(matches!(fine::<Event>(&json!({ "x": 1, "y": 2 })), Event::Point(_)));
    // Half of the required members is enough, and less is not.
    let decoded = lenient::<Event>(&json!({ "push_id": 1, "size": 2 })).unwrap();
    assert_eq!(drift(&decoded).len(), 2);
    assert_eq!(
        refused::<Event>(&json!({ "push_id": 1, "action": "a" })),
        "$: expected one of Push, Point, User, got an object with the keys action, push_id \
         (Push: lacks size, head, before; Point: lacks x, y; User: lacks id, kind, login)"
    );
    assert_eq!(
        refused::<Event>(&json!({})),
        "$: expected one of Push, Point, User, got an object with no keys \
         (Push: lacks push_id, size, head, before; Point: lacks x, y; User: lacks id, kind, login)"
    );
}

#[test]
fn a_tie_goes_to_the_one_that_is_there_whole_and_else_is_refused() {
    assert_eq!(
        refused::<Alike>(&json!({ "x": 1, "y": 2 })),
        "$: expected one of Twin, Point, Pair, got an object with the keys x, y (Point and Pair fit it alike)"
    );
    // All of a point is there, and not all of its twin.
    assert!(matches!(fine::<Nested>(&json!({ "x": 1, "y": 2 })), Nested::Point(_)));
    assert!(matches!(fine::<Nested>(&json!({ "x": 1, "y": 2, "note": "n" })), Nested::Twin(_)));
    // Nothing says that this is a note, although a note requires nothing.
    assert_eq!(
        refused::<Notes>(&json!({ "a": 1 })),
        "$: expected one of Note, Point, got an object with the keys a (Note: has none of these; Point: lacks x, y)"
    );
    assert!(matches!(fine::<Alike>(&json!({ "x": 1, "y": 2, "note": "n" })), Alike::Twin(_)));
}

#[test]
fn what_takes_any_object_is_the_last_resort() {
    // A record that knows all members lacks one, and what takes any object would lack nothing.
    let decoded = lenient::<Anything>(&json!({ "x": 1 })).unwrap();
    assert_eq!(decoded.value, Anything::Ok(Box::new(Point { x: 1.0, y: 0.0 })));
    assert_eq!(drift(&decoded), [("$.y".to_owned(), DriftKind::Missing)]);
    let decoded = lenient::<Contents>(&json!({ "y": 1 })).unwrap();
    assert_eq!(decoded.value, Contents::Point(Box::new(Point { x: 0.0, y: 1.0 })));
    assert_eq!(drift(&decoded), [("$.x".to_owned(), DriftKind::Missing)]);
    // A record that does not know all members costs as much here.
    let json = json!({ "x": 1, "a": 2 });
    assert_eq!(
        fine::<Anything>(&json),
        Anything::Object(BTreeMap::from([("x".to_owned(), json!(1)), ("a".to_owned(), json!(2))]))
    );
    assert_eq!(fine::<Contents>(&json), Contents::Directory(json));
}

#[test]
fn long_lists_are_cut_and_values_are_never_shown() {
    let members = (0..20).map(|at| (format!("key_{at:02}"), json!("hunter2"))).collect();
    let error = refused::<Owner>(&Value::Object(members));
    assert!(error.contains("key_07 and 12 more") || error.contains("key_07, and 12 more"), "{error}");
    let long = refused::<Owner>(&json!({ "k".repeat(500): "hunter2" }));
    assert!(long.len() < 300 && !long.contains("hunter2") && !error.contains("hunter2"), "{long}");
}

#[test]
fn the_inside_of_a_variant_is_read_as_anything_is() {
    let json = json!({ "owners": [
        { "id": 1, "kind": "User", "login": null },
        { "id": 2, "kind": "Team", "slug": "s", "parent": { "id": 3, "kind": "Team", "parent": null } },
    ] });
    let decoded = lenient::<Holder>(&json).unwrap();
    let expected = [
        ("$.owners[0].login".to_owned(), DriftKind::Null),
        ("$.owners[1].parent.slug".to_owned(), DriftKind::Missing),
    ];
    assert_eq!(drift(&decoded), expected);
    assert_eq!(
        decode::from_slice::<Holder>(json.to_string().as_bytes(), Strictness::Strict)
            .unwrap_err()
            .to_string(),
        "$.owners[0].login: expected a string, got null"
    );
    let table = [
        (
            json!([{ "id": 1 }, { "kind": "User", "login": "a" }]),
            "$[0]: expected one of User, Team, got an object with \
         the keys id (User: lacks kind, login; Team: lacks kind, slug)",
        ),
        (
            json!([{ "kind": "User", "login": "a" }]),
            "$[0].id: expected a value, got nothing (the member is missing)",
        ),
        (
            json!([{ "id": "1", "kind": "User", "login": "a" }]),
            "$[0].id: expected an integer of at most 64 bits, got a string",
        ),
        (json!([null]), "$[0]: expected one of User, Team, got null"),
    ];
    for (json, expected) in table {
        let items =
            decode::list_from_slice::<Owner>(json.to_string().as_bytes(), Strictness::Lenient).unwrap();
        let error = items.value[0].as_ref().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn an_option_takes_null_and_absence() {
    for json in [json!({}), json!({ "owner": null })] {
        assert_eq!(fine::<Holder>(&json).owner, None);
    }
    // So it does for what is none of the variants.
    let decoded = lenient::<Holder>(&json!({ "owner": 1 })).unwrap();
    assert_eq!(
        (decoded.value.owner.is_none(), drift(&decoded)),
        (true, vec![("$.owner".to_owned(), DriftKind::Unreadable)])
    );
    assert_eq!(
        decoded.drift()[0].fault.as_ref().unwrap().reason(),
        "expected one of User, Team, got the integer 1"
    );
}

#[test]
fn what_came_is_what_goes() {
    for json in [
        json!("all"),
        json!(-7),
        json!(7.5),
        json!(false),
        json!(["a", "b"]),
        json!({ "a": { "b": [null] } }),
        json!({ "x": 1.5, "y": 2.5 }),
    ] {
        let value = fine::<Anything>(&json);
        assert_eq!(serde_json::to_value(&value).unwrap(), json);
        assert_eq!(serde_json::from_value::<Anything>(json).unwrap(), value);
    }
    let json = json!({ "owner": { "id": 1, "kind": "Bot", "login": "b" }, "owners": [{ "id": 2, "kind": "Team", "slug": "s" }] });
    let holder = fine::<Holder>(&json);
    assert_eq!(serde_json::to_value(&holder).unwrap(), json);
    assert_eq!(holder.clone(), holder);
    assert!(
        format!("{holder:?}").starts_with("Holder { owner: Some(User(User { id: 1, kind: \"Bot\""),
        "{holder:?}"
    );
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

fn refused<T: Read>(json: &Value) -> String {
    lenient::<T>(json).map(|decoded| format!("{:?}", decoded.value)).unwrap_err().to_string()
}

fn drift<T>(decoded: &Decoded<T>) -> Vec<(String, DriftKind)> {
    decoded.drift().iter().map(|drift| (drift.path.clone(), drift.kind)).collect()
}
