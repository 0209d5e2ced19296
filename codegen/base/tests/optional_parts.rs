//! Values that may be absent or null and cannot be read: they are left out with drift, and cost nothing else.

mod support;

use runtime::serde_json::{Value, json};
use runtime::{Decoded, Drift, DriftKind, Error, Strictness, Value as Read, decode};
use support::types::{Package, SimpleUser, package};

#[test]
fn an_unreadable_optional_part_costs_only_itself() {
    let packages = json!([
        with(1, "owner", json!({})),
        with(2, "created_at", json!(1_589_926_751)),
        with(3, "owner", json!({ "login": "acme" })),
    ]);
    let text = packages.to_string();
    let list = decode::list_from_slice::<Package>(text.as_bytes(), Strictness::Lenient).unwrap();
    let read: Vec<Result<(i64, bool), String>> = list
        .value
        .iter()
        .map(|item| match item {
            Ok(package) => Ok((package.id, package.owner.is_some())),
            Err(error) => Err(error.to_string()),
        })
        .collect();
    let expected = [
        Ok((1, false)),
        // No date is made up, and this one is required.
        Err("$[1].created_at: expected a date and time (RFC 3339), got the integer 1589926751".to_owned()),
        Ok((3, false)),
    ];
    assert_eq!(read, expected);
    // What drifts within the part goes with it: the login of the first owner is missing as well.
    let drift: Vec<String> = list.drift().iter().map(ToString::to_string).collect();
    let left_out = "optional, and left out as it cannot be read";
    let missing = "expected a value, got nothing (the member is missing)";
    assert_eq!(
        drift,
        [
            format!("$[0].owner: {left_out} ($[0].owner.id: {missing})"),
            format!("$[2].owner: {left_out} ($[2].owner.id: {missing})"),
        ]
    );
    assert_eq!(list.drift_total(), 2);
}

#[test]
fn the_innermost_optional_part_is_left_out() {
    let mut parent = package(2);
    parent["owner"] = json!("acme");
    let read = lenient::<Package>(&with(1, "parent", parent.clone())).unwrap();
    assert_eq!(read.value.parent.as_ref().map(|parent| (parent.id, parent.owner.is_none())), Some((2, true)));
    assert_eq!(paths(&read), [("$.parent.owner", DriftKind::Unreadable)]);
    // A parent that lacks its own id is left out itself, together with what it holds.
    parent.as_object_mut().unwrap().remove("id");
    let read = lenient::<Package>(&with(1, "parent", parent)).unwrap();
    assert_eq!(read.value.parent, None);
    assert_eq!(paths(&read), [("$.parent", DriftKind::Unreadable)]);
}

#[test]
fn drift_before_and_behind_an_unreadable_part_stays() {
    let mut json = with(1, "owner", json!(5));
    json["name"] = Value::Null;
    json["tags"] = Value::Null;
    let read = lenient::<Package>(&json).unwrap();
    let expected =
        [("$.name", DriftKind::Null), ("$.owner", DriftKind::Unreadable), ("$.tags", DriftKind::Null)];
    let mut found = paths(&read);
    found.sort_by_key(|(path, _)| *path);
    assert_eq!(found, expected);
    assert_eq!(read.drift()[0].fault.is_some(), read.drift()[0].kind == DriftKind::Unreadable);
}

#[test]
fn strict_refuses_an_unreadable_optional_part() {
    let text = with(1, "owner", json!({})).to_string();
    let error = decode::from_slice::<Package>(text.as_bytes(), Strictness::Strict).unwrap_err();
    assert_eq!(error.to_string(), "$.owner.id: expected a value, got nothing (the member is missing)");
}

#[test]
fn an_element_of_a_list_is_not_an_optional_part() {
    let list = json!([{ "id": 1, "login": "a" }, { "id": "2" }, null]).to_string();
    let items = decode::list_from_slice::<Option<SimpleUser>>(list.as_bytes(), Strictness::Lenient).unwrap();
    let read: Vec<Option<i64>> =
        items.value.iter().map(|item| item.as_ref().ok()?.as_ref().map(|user| user.id)).collect();
    assert_eq!(read, [Some(1), None, None]);
    assert!(items.value[1].is_err() && items.value[2].is_ok());
}

#[test]
fn an_object_that_shares_no_member_with_the_documented_one_is_not_read_as_one() {
    let other = json!({ "sha": "1", "site_admin": false });
    // Nothing is required of it: what it lacks would go unnoticed.
    let read = lenient::<Package>(&with(1, "metadata", json!({ "+1": 2, "sha": "1" }))).unwrap();
    assert_eq!((read.value.metadata.plus_one, read.drift_total()), (2, 0));
    let fault = "expected an object with some of +1, got an object with none of these members";
    // A required one costs its item, and an optional one is left out.
    let error = lenient::<Package>(&with(1, "metadata", other.clone())).unwrap_err();
    assert_eq!(error.to_string(), format!("$.metadata: {fault}"));
    let read = lenient::<Package>(&with(1, "owner", other.clone())).unwrap();
    assert_eq!(read.value.owner, None);
    let drift = &read.drift()[0];
    assert_eq!((drift.path.as_str(), drift.kind), ("$.owner", DriftKind::Unreadable));
    assert_eq!(
        drift.fault.as_ref().unwrap().reason(),
        "expected an object with some of id, login, got an object with none of these members"
    );
    let list = json!([{ "id": 1, "login": "a" }, other]).to_string();
    let items = decode::list_from_slice::<SimpleUser>(list.as_bytes(), Strictness::Lenient).unwrap();
    assert!(items.value[0].is_ok() && items.value[1].is_err());
    // An empty object says nothing of what it is.
    assert_eq!(
        paths(&lenient::<Package>(&with(1, "metadata", json!({}))).unwrap()),
        [(r#"$.metadata["+1"]"#, DriftKind::Missing)]
    );
}

fn with(id: i64, member: &str, value: Value) -> Value {
    let mut json = package(id);
    json[member] = value;
    json
}

fn lenient<T: Read>(json: &Value) -> Result<Decoded<T>, Error> {
    decode::from_slice(json.to_string().as_bytes(), Strictness::Lenient)
}

fn paths<T>(decoded: &Decoded<T>) -> Vec<(&str, DriftKind)> {
    decoded.drift().iter().map(|drift: &Drift| (drift.path.as_str(), drift.kind)).collect()
}
