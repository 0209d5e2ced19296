//! The unions of the real reference, cut down to what tells their variants apart: each variant is read as itself, strictly
//! and without loss, and what is none of them is refused in words that help.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use docwright::rust::{Takes, TypeBody, UnionVariant};
use docwright::{Generated, Spec, generate};
use docwright_tests::{pages_in, root};
use serde_json::Value;

use crate::support::{snapshots, write_crate};

/// What a sample is called that no variant takes.
const REFUSED: &str = "refused";

/// A value, and the variant that it is.
struct Sample {
    union: String,
    variant: String,
    json: Value,
}

#[test]
fn values_are_the_variants_that_they_are() {
    let samples = samples(&fs::read_to_string(folder().join("samples.txt")).unwrap());
    let generated = generate(Spec { pages: pages_in(&folder()), ..Spec::default() }, Some("tiny")).unwrap();
    assert_every_variant_has_a_sample(&generated, &samples);
    let answers = decoded(&generated, &samples);
    assert_eq!(answers.len(), samples.len());
    let mut wrong = String::new();
    let mut refusals = String::new();
    for (Sample { union, variant, json }, answer) in samples.iter().zip(&answers) {
        match answer.strip_prefix("error: ") {
            Some(error) if variant == REFUSED => {
                writeln!(refusals, "{union} {}\n  {error}", shown(json)).unwrap();
            }
            _ if answer == variant => {}
            _ => writeln!(wrong, "{union}: {} should be {variant}, not {answer}", shown(json)).unwrap(),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    snapshots().bind(|| insta::assert_snapshot!("refused_unions", refusals));
}

/// The samples are written by hand: nothing may be left out. What takes anything leaves nothing to refuse.
fn assert_every_variant_has_a_sample(generated: &Generated, samples: &[Sample]) {
    let given: BTreeSet<(&str, &str)> =
        samples.iter().map(|sample| (sample.union.as_str(), sample.variant.as_str())).collect();
    let mut unions = 0;
    for (name, variants) in unions_of(generated) {
        unions += 1;
        let refuses = variants.iter().all(|variant| variant.takes != Takes::Any);
        let names = variants.iter().map(|variant| variant.name.as_str());
        for variant in names.chain(refuses.then_some(REFUSED)) {
            assert!(given.contains(&(name, variant)), "{name} has no sample of {variant}");
        }
    }
    assert!(unions > 20, "{unions} unions");
}

/// The unions of a crate with their variants.
fn unions_of(generated: &Generated) -> impl Iterator<Item = (&str, &[UnionVariant])> {
    generated.client.types.iter().filter_map(|(_, def)| match &def.body {
        TypeBody::Union(variants) => Some((def.name.as_str(), variants.as_slice())),
        _ => None,
    })
}

/// What a program says that reads the samples with the generated crate: the variant, or an error.
fn decoded(generated: &Generated, samples: &[Sample]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unions");
    write_crate(generated, &folder);
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::write(folder.join("examples/decode.rs"), program(generated)).unwrap();
    let categories: Vec<String> = generated.client.features().into_iter().collect();
    let mut running = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--example", "decode", "--no-default-features", "--features"])
        .arg(categories.join(","))
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = running.stdin.take().unwrap();
    for Sample { union, json, .. } in samples {
        writeln!(input, "{union} {json}").unwrap();
    }
    drop(input);
    let output = running.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A program that reads a type and JSON from each line.
fn program(generated: &Generated) -> String {
    let mut arms = String::new();
    for (name, _) in unions_of(generated) {
        writeln!(arms, "            \"{name}\" => decode::<tiny::types::{name}>(json),").unwrap();
    }
    PROGRAM.replace("ARMS", &arms)
}

const PROGRAM: &str = r#"
use runtime::serde_json;

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (union, json) = line.split_once(' ').unwrap();
        let answer = match union {
ARMS
            other => panic!("no union {other}"),
        };
        println!("{answer}");
    }
}

fn decode<T: tiny::Value + runtime::Serialize + std::fmt::Debug>(json: &str) -> String {
    let value = match tiny::decode::from_slice::<T>(json.as_bytes(), tiny::Strictness::Strict) {
        Ok(decoded) => decoded.value,
        Err(error) => return format!("error: {}", error.to_string().replace('\n', " ")),
    };
    let sent: serde_json::Value = serde_json::from_str(json).unwrap();
    let written = serde_json::to_value(&value).unwrap();
    let variant = format!("{value:?}").split('(').next().unwrap().to_owned();
    if written == sent || sent.as_f64().is_some_and(|number| written.as_f64() == Some(number)) {
        variant
    } else {
        format!("{variant}, written as {written}")
    }
}
"#;

/// Reads the samples: names for values, then the unions with a line for each value.
fn samples(text: &str) -> Vec<Sample> {
    let mut names: BTreeMap<String, Value> = BTreeMap::new();
    let mut samples = Vec::new();
    let mut union = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parsed =
            |json: &str| serde_json::from_str(json).unwrap_or_else(|error| panic!("{line}: {error}"));
        if let Some((name, json)) = line.split_once(" = ").filter(|_| line.starts_with('$')) {
            names.insert(name.to_owned(), expanded(parsed(json), &names));
        } else if let Some(sample) = line.strip_prefix("  ") {
            let (variant, json) = sample.split_once(' ').unwrap();
            let json = expanded(parsed(json), &names);
            samples.push(Sample { union: union.to_owned(), variant: variant.to_owned(), json });
        } else {
            union = line;
        }
    }
    samples
}

/// Puts values in the place of their names.
fn expanded(json: Value, names: &BTreeMap<String, Value>) -> Value {
    match json {
        Value::String(text) => names.get(&text).cloned().unwrap_or(Value::String(text)),
        Value::Array(items) => items.into_iter().map(|item| expanded(item, names)).collect(),
        Value::Object(members) => {
            let mut whole = serde_json::Map::new();
            for (name, value) in members {
                match (name.as_str(), expanded(value, names)) {
                    ("...", Value::Object(base)) => whole.extend(base),
                    (_, value) => {
                        whole.insert(name, value);
                    }
                }
            }
            Value::Object(whole)
        }
        other => other,
    }
}

/// The value in one line, the beginning of a long one.
fn shown(json: &Value) -> String {
    let text = json.to_string();
    if text.chars().count() > 100 { text.chars().take(100).chain("…".chars()).collect() } else { text }
}

fn folder() -> std::path::PathBuf {
    root().join("tests/fixtures/unions")
}
