//! Replies that depart from their documentation: what is drift, what is a fault, and where.

mod support;

use std::collections::HashSet;

use runtime::serde_json::{self, Value, json};
use runtime::{Decoded, DriftKind, Error, Strictness, Value as Read, decode};
use support::types::{Package, PackageType, SimpleUser, package};

/// What becomes of a package when one of its members is changed.
#[derive(Debug, PartialEq)]
enum Outcome {
    Fine,
    Drift(&'static str, DriftKind),
    /// The path of the optional value, then that of the fault in it, what was expected, and what there was.
    LeftOut(&'static str, &'static str, &'static str, &'static str),
    /// The path, what was expected, and what there was.
    Fault(&'static str, &'static str, &'static str),
}

use DriftKind::{Missing, Null};
use Outcome::{Drift, Fault, Fine, LeftOut};

const INTEGER: &str = "an integer of at most 64 bits";
const DATE_TIME: &str = "a date and time (RFC 3339)";
const GONE: &str = "nothing (the member is missing)";

#[test]
fn a_missing_member() {
    let table = [
        ("/id", Fault("$.id", "a value", GONE)),
        ("/created_at", Fault("$.created_at", "a value", GONE)),
        ("/metadata", Fault("$.metadata", "a value", GONE)),
        ("/owner/id", LeftOut("$.owner", "$.owner.id", "a value", GONE)),
        ("/name", Drift("$.name", Missing)),
        ("/package_type", Drift("$.package_type", Missing)),
        ("/version_count", Drift("$.version_count", Missing)),
        ("/tags", Drift("$.tags", Missing)),
        ("/labels", Drift("$.labels", Missing)),
        ("/private", Drift("$.private", Missing)),
        ("/description", Drift("$.description", Missing)),
        ("/owner/login", Drift("$.owner.login", Missing)),
        ("/metadata/+1", Drift(r#"$.metadata["+1"]"#, Missing)),
        ("/owner", Fine),
        ("/extra", Fine),
        ("/score", Fine),
        ("/released_on", Fine),
    ];
    for (pointer, expected) in table {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut json = package(1);
        let members = json.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
        assert!(members.remove(name).is_some(), "{pointer} is there to be removed");
        assert_eq!(outcome(&json), expected, "{pointer}");
    }
}

#[test]
fn a_null() {
    let table = [
        ("/id", Fault("$.id", INTEGER, "null")),
        ("/created_at", Fault("$.created_at", DATE_TIME, "null")),
        ("/metadata", Fault("$.metadata", "an object", "null")),
        ("/repository_ids/0", Fault("$.repository_ids[0]", INTEGER, "null")),
        ("/name", Drift("$.name", Null)),
        ("/package_type", Drift("$.package_type", Null)),
        ("/version_count", Drift("$.version_count", Null)),
        ("/tags", Drift("$.tags", Null)),
        ("/tags/0", Drift("$.tags[0]", Null)),
        ("/labels", Drift("$.labels", Null)),
        ("/labels/a b", Drift(r#"$.labels["a b"]"#, Null)),
        ("/private", Drift("$.private", Null)),
        ("/extra", Drift("$.extra", Null)),
        ("/score", Drift("$.score", Null)),
        ("/released_on", Drift("$.released_on", Null)),
        ("/owner/login", Drift("$.owner.login", Null)),
        ("/owner", Fine),
        ("/description", Fine),
        ("/extra/any", Fine),
    ];
    for (pointer, expected) in table {
        assert_eq!(outcome(&with(pointer, Value::Null)), expected, "{pointer}");
    }
}

#[test]
fn a_value_of_another_type() {
    let table = [
        ("/id", json!("1"), Fault("$.id", INTEGER, "a string")),
        ("/id", json!(1.5), Fault("$.id", INTEGER, "the number 1.5")),
        ("/id", json!(1.0), Fine),
        ("/id", json!(1e3), Fine),
        ("/id", json!(9.1e15), Fault("$.id", INTEGER, "the number 9100000000000000.0")),
        ("/id", json!(i64::MAX), Fine),
        ("/id", json!(i64::MIN), Fine),
        ("/id", json!(1_u64 << 63), Fault("$.id", INTEGER, "the integer 9223372036854775808")),
        ("/id", json!(true), Fault("$.id", INTEGER, "a boolean")),
        ("/id", json!({ "a": [1] }), Fault("$.id", INTEGER, "an object")),
        ("/version_count", json!([1, [2]]), Fault("$.version_count", INTEGER, "an array")),
        ("/name", json!(-5), Fault("$.name", "a string", "the integer -5")),
        ("/name", json!({}), Fault("$.name", "a string", "an object")),
        ("/package_type", json!(5), Fault("$.package_type", "a string", "the integer 5")),
        ("/private", json!("false"), Fault("$.private", "a boolean", "a string")),
        ("/score", json!(7), Fine),
        ("/score", json!(u64::MAX), Fine),
        ("/score", json!("0.1"), LeftOut("$.score", "$.score", "a number", "a string")),
        ("/owner", json!("octocat"), LeftOut("$.owner", "$.owner", "an object", "a string")),
        ("/owner", json!([]), LeftOut("$.owner", "$.owner", "an object", "an array")),
        ("/owner/id", json!("1"), LeftOut("$.owner", "$.owner.id", INTEGER, "a string")),
        ("/tags", json!("latest"), Fault("$.tags", "an array", "a string")),
        ("/tags/0", json!(1), Fault("$.tags[0]", "a string", "the integer 1")),
        ("/labels", json!([]), Fault("$.labels", "an object", "an array")),
        ("/labels/a b", json!(1), Fault(r#"$.labels["a b"]"#, "a string", "the integer 1")),
        ("/created_at", json!("yesterday"), Fault("$.created_at", DATE_TIME, "a string")),
        ("/created_at", json!(""), Fault("$.created_at", DATE_TIME, "a string")),
        ("/created_at", json!("2024-05-01T23:04:10"), Fault("$.created_at", DATE_TIME, "a string")),
        ("/created_at", json!(1_714_604_650), Fault("$.created_at", DATE_TIME, "the integer 1714604650")),
        ("/created_at", json!("2024-05-01T23:04:10+05:30"), Fine),
        ("/created_at", json!("2024-05-01T23:04:49.0Z"), Fine),
        ("/description", json!(1), LeftOut("$.description", "$.description", "a string", "the integer 1")),
        (
            "/released_on",
            json!("2024-13-01"),
            LeftOut("$.released_on", "$.released_on", "a date (YYYY-MM-DD)", "a string"),
        ),
        ("/package_type", json!("conda"), Fine),
        ("/extra/any", json!("anything"), Fine),
        ("/parent", json!({ "id": 2 }), LeftOut("$.parent", "$.parent.created_at", "a value", GONE)),
    ];
    for (pointer, value, expected) in table {
        let name = format!("{pointer} = {value}");
        assert_eq!(outcome(&with(pointer, value)), expected, "{name}");
    }
}

#[test]
fn strictness_makes_drift_a_fault() {
    let table = [
        ("/name", Fault("$.name", "a string", "null")),
        ("/score", Fault("$.score", "a value", "null")),
        ("/owner", Fine),
    ];
    for (pointer, expected) in table {
        let json = with(pointer, Value::Null).to_string();
        assert_eq!(outcome_of(decode::from_slice::<Package>(json.as_bytes(), Strictness::Strict)), expected);
    }
    let mut json = package(1);
    json.as_object_mut().unwrap().remove("name");
    let strict = decode::from_slice::<Package>(json.to_string().as_bytes(), Strictness::Strict);
    assert_eq!(outcome_of(strict), Fault("$.name", "a value", GONE));
}

#[test]
fn a_zero_stands_in_for_what_drifts() {
    let mut json = package(1);
    let members = json.as_object_mut().unwrap();
    members.remove("name");
    members.insert("package_type".to_owned(), Value::Null);
    members.insert("tags".to_owned(), json!(["a", null, "b"]));
    let Decoded { value, .. } = lenient::<Package>(&json).unwrap();
    assert_eq!(value.name, "");
    assert_eq!(value.package_type, PackageType::Unknown(String::new()));
    assert_eq!(value.tags, ["a", "", "b"]);
}

#[test]
fn drift_is_listed_in_the_order_of_the_reply() {
    let json = json!([package(1), with("/name", Value::Null), { "id": 3, "created_at": "2024-01-01T00:00:00Z", "metadata": {} }]);
    let decoded = lenient::<Vec<Package>>(&json).unwrap();
    let paths: Vec<&str> = decoded.drift().iter().map(|drift| drift.path.as_str()).collect();
    let expected = [
        "$[1].name",
        r#"$[2].metadata["+1"]"#,
        "$[2].name",
        "$[2].package_type",
        "$[2].version_count",
        "$[2].tags",
        "$[2].private",
        "$[2].description",
        "$[2].labels",
        "$[2].repository_ids",
    ];
    assert_eq!(paths, expected);
    assert_eq!(decoded.drift()[0].to_string(), "$[1].name: null, but not nullable");
}

#[test]
fn drift_is_counted_beyond_the_thousandth() {
    let user = json!({ "id": 1 });
    let decoded = lenient::<Vec<SimpleUser>>(&Value::Array(vec![user; 1_500])).unwrap();
    assert_eq!(decoded.drift_total(), 1_500);
    assert_eq!(decoded.drift().len(), 1_000);
    assert_eq!(decoded.drift()[999].path, "$[999].login");
}

#[test]
fn a_bad_item_costs_one_item() {
    let json = json!([package(1), with("/id", json!("2")), null, package(4), 5]);
    let text = json.to_string();
    let list = decode::list_from_slice::<Package>(text.as_bytes(), Strictness::Lenient).unwrap();
    let items: Vec<Result<i64, String>> = list
        .value
        .into_iter()
        .map(|item| item.map(|package| package.id).map_err(|error| format!("{} {error}", error.index)))
        .collect();
    let expected = [
        Ok(1),
        Err("1 $[1].id: expected an integer of at most 64 bits, got a string".to_owned()),
        Err("2 $[2]: expected an object, got null".to_owned()),
        Ok(4),
        Err("4 $[4]: expected an object, got the integer 5".to_owned()),
    ];
    assert_eq!(items, expected);

    let error = lenient::<Vec<Package>>(&json).unwrap_err();
    assert_eq!(
        error.to_string(),
        "3 of 5 items cannot be used, the first at $[1].id: expected an integer of at most 64 bits, got a string"
    );
    let Error::Items(partial) = error else { panic!("{error:?}") };
    assert!(partial.decoded::<SimpleUser>().is_none());
    assert_eq!(partial.decoded::<Package>().map(<[_]>::len), Some(2));
    assert_eq!(partial.failed().iter().map(|item| item.index).collect::<Vec<_>>(), [1, 2, 4]);
    let partial = partial.into_decoded::<SimpleUser>().unwrap_err();
    assert_eq!(partial.into_decoded::<Package>().unwrap()[1].id, 4);
}

#[test]
fn a_fault_within_an_item_does_not_stop_its_reading() {
    // The first fault is told, and the drift behind it is found all the same.
    let text = r#"[{"id": [[], {}, "x"], "login": null}, {"login": "b", "id": {}, "id": []}, {"id": 3, "login": "c"}]"#;
    let list = decode::list_from_slice::<SimpleUser>(text.as_bytes(), Strictness::Lenient).unwrap();
    let faults: Vec<Option<String>> =
        list.value.iter().map(|item| Some(item.as_ref().err()?.to_string())).collect();
    let expected = [
        Some("$[0].id: expected an integer of at most 64 bits, got an array".to_owned()),
        Some("$[1].id: expected an integer of at most 64 bits, got an object".to_owned()),
        None,
    ];
    assert_eq!(faults, expected);
    assert_eq!(list.drift()[0].path, "$[0].login");

    // What is known of the items that can be used is known beside those that cannot, too.
    let json = json!([{ "login": "a" }, { "id": 2 }, { "id": 3, "login": "c" }]);
    let Error::Items(partial) = lenient::<Vec<SimpleUser>>(&json).unwrap_err() else {
        panic!("one lacks its id")
    };
    let text = json.to_string();
    assert_eq!(partial.failed()[0].index, 0);
    let whole = decode::list_from_slice::<SimpleUser>(text.as_bytes(), Strictness::Lenient).unwrap();
    assert_eq!(partial.drift()[0].path, "$[1].login");
    assert_eq!((partial.drift(), partial.drift_total()), (whole.drift(), whole.drift_total()));
}

#[test]
fn what_is_no_json_or_not_the_right_json() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let table: &[(&[u8], &str)] = &[
        (b"", "$: expected valid JSON, got EOF while parsing a value at line 1 column 0"),
        (b"[] x", "$: expected valid JSON, got trailing characters at line 1 column 4"),
        (b"[1, 2", "$[2]: expected valid JSON, got EOF while parsing a list at line 1 column 5"),
        (b"[\"\xff\"]", "$: expected UTF-8 text, got other bytes at offset 2"),
        (b"{}", "$: expected an array, got an object"),
        (b"null", "$: expected an array, got null"),
    ];
    for (json, expected) in table {
        let error = decode::from_slice::<Vec<Value>>(json, Strictness::Lenient).unwrap_err();
        assert_eq!(error.to_string(), *expected);
    }
    let error = decode::from_slice::<Value>(deep.as_bytes(), Strictness::Lenient).unwrap_err();
    assert!(error.to_string().contains("recursion limit exceeded"), "{error}");
    let ignored = format!(r#"{{"id": 1, "login": "x", "more": {deep}}}"#);
    assert!(decode::from_slice::<SimpleUser>(ignored.as_bytes(), Strictness::Lenient).is_ok());
}

#[test]
fn integers_beyond_what_serde_json_holds() {
    for (text, got) in [
        ("18446744073709551616", "the number 1.8446744073709552e19"),
        ("-9223372036854775809", "the number -9.223372036854776e18"),
    ] {
        let error = decode::from_slice::<i64>(text.as_bytes(), Strictness::Lenient).unwrap_err();
        assert_eq!(outcome_of::<i64>(Err(error)), Fault("$", INTEGER, got));
    }
}

#[test]
fn the_last_of_two_members_with_one_name_wins() {
    let json = br#"{"login": "a", "id": 1, "unknown": {"id": 9}, "login": "b", "id": 2}"#;
    let user = decode::from_slice::<SimpleUser>(json, Strictness::Lenient).unwrap().value;
    assert_eq!((user.id, user.login.as_str()), (2, "b"));

    // Nothing of the first one is left, be the last one shorter, null, or of no use.
    let mut text = package(1).to_string();
    assert_eq!(text.pop(), Some('}'));
    text += r#","tags":["a"],"tags":["b"],"labels":{"a":"1"},"labels":null,"score":1.5,"score":null,"metadata":{}}"#;
    let decoded = decode::from_slice::<Package>(text.as_bytes(), Strictness::Lenient).unwrap();
    let package = &decoded.value;
    assert_eq!((&*package.tags, package.labels.len(), package.score), (&["b".to_owned()][..], 0, None));
    assert_eq!(package.metadata.plus_one, 0);
    let drift: Vec<_> = decoded.drift().iter().map(ToString::to_string).collect();
    assert_eq!(
        drift,
        [
            "$.labels: null, but not nullable",
            "$.score: null, but not nullable",
            "$.metadata[\"+1\"]: required, but missing"
        ]
    );
}

#[test]
fn names_and_texts_with_escapes() {
    let json = br#"{"\u0069d": 1, "login": "a\nb"}"#;
    let user = decode::from_slice::<SimpleUser>(json, Strictness::Strict).unwrap().value;
    assert_eq!((user.id, user.login.as_str()), (1, "a\nb"));
    let kind = decode::from_slice::<PackageType>(br#""n\u0070m""#, Strictness::Strict).unwrap().value;
    assert_eq!(kind, PackageType::Npm);
}

#[test]
fn a_record_survives_the_way_through_json() {
    let mut conda = with("/package_type", json!("conda"));
    conda["parent"] = package(7);
    conda["score"] = json!(0.300_000_000_000_000_04);
    for json in [package(1), conda, with("/owner", Value::Null)] {
        let read = lenient::<Package>(&json).unwrap().value;
        let written = serde_json::to_string(&read).unwrap();
        let again = decode::from_slice::<Package>(written.as_bytes(), Strictness::Strict).unwrap().value;
        assert_eq!(read, again);
        let by_serde: Package = serde_json::from_str(&written).unwrap();
        assert_eq!(read, by_serde);
        let by_value: Package = serde_json::from_value(serde_json::to_value(&read).unwrap()).unwrap();
        assert_eq!(read, by_value);
    }
    // What came is what goes, member by member: none is lost and none is made up.
    assert_eq!(serde_json::to_value(lenient::<Package>(&package(1)).unwrap().value).unwrap(), package(1));
}

#[test]
fn records_are_copied_compared_and_printed_member_by_member() {
    let full = lenient::<Package>(&with("/parent", package(2))).unwrap().value;
    assert_eq!(full.clone(), full);
    let mut members = 0;
    for (name, value) in package(1).as_object().unwrap() {
        // Each member counts: without its value, the record is another one, and so is its copy.
        let mut json = with("/parent", package(2));
        json.as_object_mut().unwrap().remove(name);
        if let Ok(Decoded { value: other, .. }) = lenient::<Package>(&json) {
            let zero = matches!(value, Value::Null | Value::Bool(false));
            assert_eq!(other == full, zero, "{name}");
            assert_eq!(other.clone() == full, zero, "{name}");
            members += 1;
        }
    }
    assert_eq!(members, 12);
    let user = lenient::<SimpleUser>(&json!({ "id": 1, "login": "a" })).unwrap().value;
    assert_eq!(format!("{user:?}"), r#"SimpleUser { id: 1, login: "a" }"#);
    assert_eq!(format!("{user:#?}"), "SimpleUser {\n    id: 1,\n    login: \"a\",\n}");
}

#[test]
fn none_is_left_out_unless_required() {
    let written = serde_json::to_value(Package::default()).unwrap();
    assert_eq!(written.get("description"), Some(&Value::Null));
    for optional in ["owner", "extra", "score", "released_on", "parent"] {
        assert_eq!(written.get(optional), None, "{optional}");
    }
}

#[test]
fn serde_reads_leniently_and_tells_faults() {
    let user: SimpleUser = serde_json::from_str(r#"{"id": 1}"#).unwrap();
    assert_eq!(user.login, "");
    let error = serde_json::from_str::<SimpleUser>(r#"{"id": "1"}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("$.id: expected an integer of at most 64 bits, got a string"),
        "{error}"
    );
}

#[test]
fn an_enum_takes_any_text() {
    assert_eq!(PackageType::KNOWN, [PackageType::Npm, PackageType::Maven]);
    for text in ["npm", "maven", "conda", "NPM", ""] {
        let value = PackageType::from(text);
        assert_eq!(value, PackageType::Unknown(text.to_owned()));
        assert_eq!(HashSet::from([value.clone(), PackageType::Unknown(text.to_owned())]).len(), 1);
        assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
        assert_eq!(PackageType::KNOWN.contains(&value), matches!(text, "npm" | "maven"));
        assert_eq!(serde_json::to_value(&value).unwrap(), json!(text));
        assert_eq!(serde_json::from_value::<PackageType>(json!(text)).unwrap(), value);
        assert_eq!(String::from(value), text);
    }
    assert_eq!(PackageType::default(), PackageType::Unknown(String::new()));
    assert_eq!(format!("{:>6}", PackageType::Npm), "   npm");
}

#[test]
fn nothing_is_expected_of_a_body_that_is_not_read() {
    for body in [&b""[..], b"<html>", b"{}"] {
        assert!(decode::from_slice::<()>(body, Strictness::Strict).is_ok());
    }
}

/// A package with one value changed.
fn with(pointer: &str, value: Value) -> Value {
    let mut json = package(1);
    match json.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => json[pointer.trim_start_matches('/')] = value,
    }
    json
}

fn lenient<T: Read>(json: &Value) -> Result<Decoded<T>, Error> {
    decode::from_slice(json.to_string().as_bytes(), Strictness::Lenient)
}

fn outcome(json: &Value) -> Outcome {
    outcome_of(lenient::<Package>(json))
}

fn outcome_of<T>(decoded: Result<Decoded<T>, Error>) -> Outcome {
    match decoded {
        Ok(decoded) => match decoded.drift() {
            [] => Fine,
            [drift] => match &drift.fault {
                Some(fault) if drift.kind == DriftKind::Unreadable => {
                    LeftOut(leak(&drift.path), leak(&fault.path), leak(&fault.expected), leak(&fault.got))
                }
                Some(fault) => panic!("{drift} has {fault}"),
                None => Drift(leak(&drift.path), drift.kind),
            },
            more => panic!("one change, but {more:?}"),
        },
        Err(Error::Decode(error)) => Fault(leak(error.path()), leak(error.expected()), leak(error.got())),
        Err(error) => panic!("{error}"),
    }
}

/// Lets the tables be written with plain strings.
fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
