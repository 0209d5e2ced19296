//! Replies that are not what the documentation promises.

use std::collections::BTreeSet;

use docwright_tests::server::{Answer, Server};
use docwright_tests::{corpus, say};
use jiff::Timestamp;
use octoquill::types::PackageType;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

use super::sample::{package, package_text, package_with, recorded_like};
use super::subject::{Got, Reply, Subject};

rows! {
    n20_documented_fields_that_servers_leave_out_are_drift,
    n21_nulls_cost_a_field_or_an_item_and_nothing_else,
    n22_unknown_values_are_kept_and_sent,
    n23_extra_doubled_nested_and_reordered_members,
    n24_integers_are_exact_or_an_error,
    n25_dates_are_rfc_3339_or_an_error,
}

async fn list(subject: Subject, body: impl Into<Vec<u8>>) -> Got<Reply> {
    let server = Server::always(Answer::new(200, body));
    subject.client(&server.origin).list().await
}

/// Lists of packages that were recorded, as far as they are there, and one that looks like them.
fn recorded(row: &str) -> Vec<Json> {
    let mut payloads = vec![recorded_like()];
    if let Some(corpus) = corpus(&format!("{row} with replies of api.github.com")) {
        let file = corpus.join("../payloads/list-packages.recorded.json");
        match std::fs::read(&file) {
            Ok(bytes) => payloads.push(serde_json::from_slice::<Json>(&bytes).unwrap()["body"].clone()),
            Err(error) => say(&format!("skipped: {row} with {}: {error}", file.display())),
        }
    }
    payloads
}

pub(super) async fn n20_documented_fields_that_servers_leave_out_are_drift(subject: Subject) {
    for payload in recorded("N20") {
        let count = payload.as_array().unwrap().len();
        let reply = list(subject, payload.to_string()).await.unwrap();
        assert_eq!(reply.packages.len(), count);
        assert!(reply.packages.iter().all(|package| package.version_count == 0 && package.id != 0));
        let missing: Vec<String> = (0..count).map(|index| format!("$[{index}].version_count")).collect();
        assert_eq!(reply.drift, missing);
    }
    // Ids and dates are never made up.
    for member in ["id", "created_at", "updated_at"] {
        let mut bad = package(2);
        bad.as_object_mut().unwrap().remove(member);
        let failure = list(subject, json!([package(1), bad, package(3)]).to_string()).await.unwrap_err();
        failure.assert_label(&format!("items $[1].{member}"), &member);
    }
}

pub(super) async fn n21_nulls_cost_a_field_or_an_item_and_nothing_else(subject: Subject) {
    // What costs its item: what has no zero value that could not be taken for a real one.
    let costly = ["id", "node_id", "created_at", "updated_at"];
    let documented = json!([package(1), package(2), package(3)]);
    for payload in [documented].into_iter().chain(recorded("N21")) {
        let items = payload.as_array().unwrap();
        let mut leaves = Vec::new();
        leaf_pointers(&items[1], "", &mut leaves);
        assert!(leaves.len() >= 9, "{leaves:?}");
        for pointer in &leaves {
            let mut changed = payload.clone();
            *changed[1].pointer_mut(pointer).unwrap() = Json::Null;
            let path = format!("$[1]{}", pointer.replace('/', "."));
            let is_costly = costly.iter().any(|member| pointer.ends_with(&format!("/{member}")));
            // A costly null within a part that may be absent or null costs that part alone.
            let part = pointer[1..].split_once('/').map(|(part, _)| format!("$[1].{part}"));
            match list(subject, changed.to_string()).await {
                Ok(reply) => {
                    assert_eq!(reply.packages.len(), items.len(), "{path}");
                    assert!(!is_costly || reply.packages[1].id != 0, "{path} was made up");
                    assert!(!is_costly || part.is_some(), "{path} costs its item");
                    // The innermost part around it that may be absent or null is the one that is lost.
                    let is_around = |drift: &String| {
                        let starts = part.as_ref().is_some_and(|part| drift.starts_with(part));
                        starts && path.starts_with(&format!("{drift}."))
                    };
                    let is_place =
                        |drift: &&String| if is_costly { is_around(drift) } else { **drift == path };
                    let places = reply.drift.iter().filter(is_place).count();
                    assert!(!is_costly || places == 1, "{path}: {:?}", reply.drift);
                    // Nothing else was touched.
                    let others = reply.drift.iter().filter(|drift| !is_place(drift));
                    assert!(
                        others.clone().all(|drift| drift.ends_with("].version_count")),
                        "{path}: {others:?}"
                    );
                }
                Err(failure) => {
                    assert!(is_costly && part.is_none(), "{path}: {failure:?}");
                    failure.assert_label(&format!("items {path}"), &path);
                }
            }
        }
    }
    // Null in place of an item.
    let failure = list(subject, json!([package(1), null, package(3)]).to_string()).await.unwrap_err();
    failure.assert_label("items $[1]", &"an element that is null");
    let server = Server::always(Answer::new(200, json!([package(1), null, package(3)]).to_string()));
    let walked = subject.client(&server.origin).walk(9).await;
    let ids: Vec<Option<i64>> = walked.iter().map(|item| item.as_ref().ok().copied()).collect();
    assert_eq!(ids, [Some(1), None, Some(3)]);
    walked[1].as_ref().unwrap_err().assert_label("decode $[1]", &"an element that is null");
}

fn leaf_pointers(json: &Json, at: &str, leaves: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (name, member) in members {
                leaf_pointers(member, &format!("{at}/{name}"), leaves);
            }
        }
        Json::Array(_) | Json::Null => {}
        _ => leaves.push(at.to_owned()),
    }
}

pub(super) async fn n22_unknown_values_are_kept_and_sent(subject: Subject) {
    for value in ["conda", "NPM", "Npm", "npm ", "", "ñ", "Unknown"] {
        let server =
            Server::always(Answer::new(200, json!([package_with("package_type", json!(value))]).to_string()));
        let github = subject.client(&server.origin);
        let reply = github.list().await.unwrap();
        assert_eq!((reply.packages[0].package_type.as_str(), reply.drift.len()), (value, 0));
        // A value that nobody has documented yet can be asked for.
        github.list_where(value, &[]).await.unwrap();
        let sent = url::Url::parse(&format!("http://x{}", server.received()[1].target())).unwrap();
        let expected = ("package_type".into(), value.into());
        assert_eq!(sent.query_pairs().next(), Some(expected), "{sent}");
    }
    let mut runner = TestRunner::default();
    let any_text = proptest::string::string_regex("(?s).{0,20}").unwrap();
    let outcome = runner.run(&any_text, |text| {
        let value = PackageType::from(text.as_str());
        proptest::prop_assert_eq!(value.as_str(), text.as_str());
        proptest::prop_assert_eq!(serde_json::to_value(&value).unwrap(), json!(text));
        let read: PackageType = serde_json::from_value(json!(text)).unwrap();
        proptest::prop_assert_eq!(read.as_str(), text.as_str());
        Ok(())
    });
    outcome.unwrap();
}

pub(super) async fn n23_extra_doubled_nested_and_reordered_members(subject: Subject) {
    let plain = list(subject, json!([package(1)]).to_string()).await.unwrap();
    // Further members, however deep, as far as a reader without end of its stack may go.
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for extra in ["1", "{\"a\":[{}]}", "\"\\ud83d\\ude00\"", &nested(100)] {
        let body = json!([package(1)]).to_string().replacen('{', &format!("{{\"further\":{extra},"), 1);
        let reply = list(subject, body).await.unwrap();
        assert_eq!((&reply.packages, &reply.drift), (&plain.packages, &plain.drift), "{extra}");
    }
    // Any order.
    let members = package(1).as_object().unwrap().clone();
    let backwards: Vec<String> =
        members.iter().rev().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    let reply = list(subject, format!("[{{{}}}]", backwards.join(","))).await.unwrap();
    assert_eq!(reply.packages, plain.packages);
    // Of two members of one name the last one counts, as everywhere in JavaScript.
    let doubled = json!([package(1)]).to_string().replacen('{', "{\"id\":2,\"version_count\":9,", 1);
    assert_eq!(list(subject, doubled).await.unwrap().packages, plain.packages);
    // However deep it is, the stack does not end: what nobody keeps is passed over, what is kept has 128 levels at most.
    let deep = nested(10_000);
    let table = [
        (deep.clone(), "items $[0]"),
        (format!("[{}]", package_text("name", &deep)), "items $[0].name"),
        ("[".repeat(10_000), "decode $[0]"),
        (format!("[{}", "{\"a\":".repeat(10_000)), "decode $[0]"),
    ];
    for (body, label) in table {
        list(subject, body).await.unwrap_err().assert_label(label, &label);
    }
    let reply = list(subject, format!("[{}]", package_text("owner", &deep))).await.unwrap();
    assert_eq!(reply.drift, ["$[0].owner"], "an owner may be absent");
    let further = json!([package(1)]).to_string().replacen('{', &format!("{{\"further\":{deep},"), 1);
    assert_eq!(list(subject, further).await.unwrap().packages, plain.packages);
    let server = Server::always(Answer::new(200, deep));
    let failure = subject.client(&server.origin).any_json().await.unwrap_err();
    assert!(
        failure.label.starts_with("decode $") && failure.shown.contains("recursion limit"),
        "{failure:?}"
    );
    let server = Server::always(Answer::new(200, nested(9)));
    let github = subject.configured(&server.origin, |builder| builder.max_json_depth(8));
    github.any_json().await.unwrap_err().assert_label("decode $", &"less than may be");
}

pub(super) async fn n24_integers_are_exact_or_an_error(subject: Subject) {
    const FAULT: Option<i64> = None;
    let table = [
        ("0", Some(0)),
        ("-1", Some(-1)),
        ("-0", Some(0)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", FAULT),
        ("18446744073709551615", FAULT),
        ("18446744073709551616", FAULT),
        ("-9223372036854775809", FAULT),
        ("1e400", FAULT),
        // Whole numbers are whole numbers, however they are written, as far as a double holds each of them.
        ("1.0", Some(1)),
        ("1e3", Some(1_000)),
        ("9007199254740992.0", Some(9_007_199_254_740_992)),
        ("1e19", FAULT),
        ("1.5", FAULT),
        ("\"12\"", FAULT),
        ("true", FAULT),
        ("[]", FAULT),
        ("{}", FAULT),
    ];
    for (number, expected) in table {
        for (member, path) in [("id", "$[1].id"), ("version_count", "$[1].version_count")] {
            let body = format!("[{},{}]", package(1), package_text(member, number));
            match (list(subject, body).await, expected) {
                (Ok(reply), Some(expected)) => {
                    let got = &reply.packages[1];
                    assert_eq!(if member == "id" { got.id } else { got.version_count }, expected, "{number}");
                }
                // A number that no double holds is no number to serde_json, and nothing behind it is read.
                (Err(failure), None) if number == "1e400" => {
                    failure.assert_label(&format!("decode {path}"), &number);
                }
                (Err(failure), None) => failure.assert_label(&format!("items {path}"), &number),
                (got, _) => panic!("{member}: {number}: {expected:?} is due, and this came: {got:?}"),
            }
        }
    }
}

pub(super) async fn n25_dates_are_rfc_3339_or_an_error(subject: Subject) {
    let table = [
        ("2020-05-19T22:19:11Z", "2020-05-19T22:19:11Z"),
        ("2020-05-19t22:19:11z", "2020-05-19T22:19:11Z"),
        ("2020-05-20T03:49:11+05:30", "2020-05-19T22:19:11Z"),
        ("2020-05-19T14:19:11-08:00", "2020-05-19T22:19:11Z"),
        ("2020-05-19T22:19:11.000000001Z", "2020-05-19T22:19:11.000000001Z"),
        // As Prism writes them.
        ("2020-05-19T22:19:11.0Z", "2020-05-19T22:19:11Z"),
        // jiff takes the second before a leap second for it.
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("2020-05-19T22:19:11", ""),
        ("2020-05-19", ""),
        ("2020-02-30T22:19:11Z", ""),
        ("2020-05-19T24:00:00Z", ""),
        ("10000-01-01T00:00:00Z", ""),
        ("1589926751", ""),
        ("yesterday", ""),
        ("", ""),
    ];
    let numbers = ["1589926751", "1589926751.5", "0"].map(|number| (number.to_owned(), ""));
    let texts = table.map(|(text, expected)| (format!("\"{text}\""), expected));
    for (date, expected) in texts.into_iter().chain(numbers) {
        let body = format!("[{},{}]", package(1), package_text("created_at", &date));
        match list(subject, body).await {
            Ok(reply) => {
                let expected: Timestamp = expected.parse().unwrap_or_else(|_| panic!("{date} was read"));
                assert_eq!(reply.packages[1].created_at, expected.as_nanosecond(), "{date}");
            }
            Err(failure) => {
                assert_eq!(expected, "", "{date}: {failure:?}");
                failure.assert_label("items $[1].created_at", &date);
            }
        }
    }
    let faults: BTreeSet<bool> = table.iter().map(|(_, expected)| expected.is_empty()).collect();
    assert_eq!(faults.len(), 2, "both kinds are there");
}
