//! The schema is of the reports that are written, and closed.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::*;
use crate::diff::finding::SubjectKind;
use crate::diff::render::sample;
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Bump, Direction, Rust, Wire};

#[test]
fn reports_are_as_the_schema_says() {
    for report in [sample::empty(), sample::report(), sample::many(9)] {
        let mut errors = Vec::new();
        check(schema(), &serde_json::from_str(&json(&report)).unwrap(), "report", &mut errors);
        assert_eq!(errors, Vec::<String>::new());
    }
}

/// Each edit of a report is found.
#[test]
fn what_is_no_report_is_refused() {
    let report: Value = serde_json::from_str(&json(&sample::report())).unwrap();
    for (pointer, value, error) in [
        ("/format", Value::from(2), "report.format is not 1"),
        ("/changes", Value::from("none"), "report.changes is no array"),
        ("/changes/0/rule", Value::from("no-rule"), "report.changes[0].rule is not listed"),
        ("/changes/0/fingerprint", Value::from("0123"), "report.changes[0].fingerprint does not match"),
        ("/changes/0/old", Value::from(1), "report.changes[0].old is none of the alternatives"),
        ("/changes/0/old/line", Value::from(0), "report.changes[0].old is none of the alternatives"),
        ("/verdict/by_wire/breaking", Value::from(-1), "report.verdict.by_wire.breaking is below 0"),
        ("/verdict/causes", Value::from(1.5), "report.verdict.causes is no integer"),
        ("/old", serde_json::json!({"label": "x", "extra": 1}), "report.old.extra is unknown"),
    ] {
        let mut edited = report.clone();
        *edited.pointer_mut(pointer).unwrap() = value;
        let mut errors = Vec::new();
        check(schema(), &edited, "report", &mut errors);
        assert!(errors.iter().any(|found| found == error), "{pointer}: {errors:?}");
    }
}

#[test]
fn the_words_of_the_schema_are_those_of_the_report() {
    let schema = schema();
    let words = |pointer: &str| -> Vec<String> {
        let words = schema.pointer(pointer).and_then(Value::as_array).unwrap();
        words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let rules: Vec<_> = RuleId::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(words("/$defs/rule/enum"), rules);
    assert_eq!(words("/$defs/wire/enum"), Wire::ALL.map(Wire::as_str));
    assert_eq!(words("/$defs/rust/enum"), Rust::ALL.map(Rust::as_str));
    let bumps = [Bump::None, Bump::Patch, Bump::Minor, Bump::Major];
    assert_eq!(words("/$defs/verdict/properties/bump/enum"), bumps.map(Bump::as_str));
    let written = |value: Value| value.as_str().unwrap().to_owned();
    let ways = [Direction::Neither, Direction::Request, Direction::Response];
    let ways = ways.map(|way| written(serde_json::to_value(way).unwrap()));
    assert_eq!(words("/$defs/change/properties/direction/enum"), ways);
    let kinds = [
        SubjectKind::Reference,
        SubjectKind::Page,
        SubjectKind::Endpoint,
        SubjectKind::Parameter,
        SubjectKind::Body,
        SubjectKind::Response,
        SubjectKind::Schema,
    ];
    let kinds = kinds.map(|kind| written(serde_json::to_value(kind).unwrap()));
    assert_eq!(words("/$defs/subject/properties/kind/enum"), kinds);
}

#[test]
fn every_object_of_the_schema_is_closed() {
    let schema = schema();
    let mut open = vec![schema];
    let mut objects = 0;
    while let Some(value) = open.pop() {
        if value.get("type") == Some(&Value::from("object")) {
            assert_eq!(value.get("additionalProperties"), Some(&Value::Bool(false)), "{value}");
            objects += 1;
        }
        open.extend(value.as_object().into_iter().flat_map(Map::values));
        open.extend(value.as_array().into_iter().flatten());
    }
    assert!(objects > 10, "{objects} objects");
}

#[test]
fn a_change_as_json() {
    let mut report = sample::report();
    report.changes.truncate(1);
    report.ignored.clear();
    insta::assert_snapshot!(json(&report));
}

fn schema() -> &'static Value {
    static PARSED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap());
    &PARSED
}

/// Checks a value against the part of JSON Schema that ours is written in. It knows no other keyword, so that none is
/// passed over.
fn check(schema: &Value, value: &Value, at: &str, errors: &mut Vec<String>) {
    let mut fails = |wrong: bool, error: &str| {
        if wrong {
            errors.push(format!("{at} {error}"));
        }
    };
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the type {other} is unknown"),
    };
    for (keyword, rule) in schema.as_object().unwrap() {
        match (keyword.as_str(), rule) {
            // The first say nothing of a value, and the others are looked at below.
            (
                "$schema"
                | "$defs"
                | "title"
                | "description"
                | "properties"
                | "additionalProperties"
                | "required"
                | "items"
                | "$ref",
                _,
            ) => {}
            ("const", expected) => fails(value != expected, &format!("is not {expected}")),
            ("enum", Value::Array(listed)) => fails(!listed.contains(value), "is not listed"),
            ("type", Value::String(name)) => fails(!is(name), &format!("is no {name}")),
            ("type", Value::Array(names)) => {
                fails(!names.iter().any(|name| is(name.as_str().unwrap())), "is of no type that is listed");
            }
            ("minimum", bound) => {
                fails(value.as_f64() < bound.as_f64() && value.is_number(), &format!("is below {bound}"));
            }
            ("maximum", bound) => fails(value.as_f64() > bound.as_f64(), &format!("is above {bound}")),
            ("pattern", Value::String(pattern)) => {
                assert_eq!(pattern, "^[0-9a-f]{16}$", "another pattern");
                let text = value.as_str().unwrap_or_default();
                let digit = |letter: char| matches!(letter, '0'..='9' | 'a'..='f');
                fails(text.len() != 16 || !text.chars().all(digit), "does not match");
            }
            ("anyOf", Value::Array(alternatives)) => {
                let fits = |alternative| {
                    let mut errors = Vec::new();
                    check(alternative, value, at, &mut errors);
                    errors.is_empty()
                };
                fails(!alternatives.iter().any(fits), "is none of the alternatives");
            }
            (other, _) => panic!("the keyword {other} is unknown"),
        }
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        check(self::schema().pointer(name.trim_start_matches('#')).unwrap(), value, at, errors);
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(items) = schema.get("items") {
            check(items, value, &format!("{at}[{index}]"), errors);
        }
    }
    let (Some(members), Some(known)) = (value.as_object(), schema.get("properties")) else {
        return;
    };
    for name in
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    {
        if !members.contains_key(name) {
            errors.push(format!("{at}.{name} is missing"));
        }
    }
    for (name, value) in members {
        match known.get(name) {
            Some(schema) => check(schema, value, &format!("{at}.{name}"), errors),
            None => errors.push(format!("{at}.{name} is unknown")),
        }
    }
}
