//! Whether GitHub's own schemas allow GitHub's own examples.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::crate_folder::write;

/// The program that asks a validator of JSON Schema, which npm has.
const VALIDATE: &str = include_str!("validate.mjs");

/// What is wrong with an example by its own schema.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Violation {
    /// A JSON pointer to what is wrong, or to where something is missing.
    path: String,
    /// The validator's words.
    pub(super) words: String,
}

impl Violation {
    #[cfg(test)]
    pub(super) fn new(path: &str, words: &str) -> Self {
        Self { path: path.to_owned(), words: words.to_owned() }
    }

    /// Whether it is about the place that the client names in its words, such as `$[0].owner.id`.
    pub(super) fn is_about(&self, words: &str) -> bool {
        let places = words.split_whitespace().filter(|word| word.starts_with('$'));
        let mine = steps(&self.path);
        places.map(|place| steps(&pointer(place))).any(|steps| steps == mine)
    }
}

/// `$[0].owner.id:` → `/0/owner/id`
fn pointer(place: &str) -> String {
    place
        .trim_end_matches([':', ';'])
        .trim_start_matches('$')
        .replace("[]", "/0")
        .replace(['.', '['], "/")
        .replace(']', "")
}

/// The steps of a JSON pointer. All items of a list are alike here: the client names one of them, or none.
fn steps(pointer: &str) -> Vec<String> {
    let is_index = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    pointer.split('/').map(|step| if is_index(step) { "[]".to_owned() } else { step.to_owned() }).collect()
}

/// What is wrong with each of some values by its own schema, in their order. They have a `schema`, which is a JSON
/// pointer into the description, and a `value`; they are written into a file of this name.
pub(super) fn violations<T: Serialize>(
    folder: &Path,
    description: &Path,
    name: &str,
    values: &[T],
) -> Result<Vec<Vec<Violation>>, String> {
    let output = format!("violations-of-{name}");
    let [program, input, output] = ["validate.mjs", name, &output].map(|name| folder.join(name));
    write(&program, VALIDATE)?;
    write(&input, &serde_json::to_string(values).map_err(|error| error.to_string())?)?;
    let run = Command::new("node")
        .args([program.as_path(), description, &input, &output])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("node cannot be run: {error}"))?;
    if !run.status.success() {
        return Err(format!(
            "examples cannot be validated:\n{}",
            String::from_utf8_lossy(&run.stderr).trim_end()
        ));
    }
    let text = fs::read_to_string(&output)
        .map_err(|error| format!("{} cannot be read: {error}", output.display()))?;
    let violations: Vec<Vec<Violation>> =
        serde_json::from_str(&text).map_err(|error| format!("violations cannot be read: {error}"))?;
    if violations.len() == values.len() {
        Ok(violations)
    } else {
        Err(format!("{} examples were validated, and there are {}", violations.len(), values.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_is_about_what_the_client_names() {
        let cases = [
            (
                "/0/owner/id",
                "1 of 2 items cannot be used, the first at $[0].owner.id: expected a value",
                true,
            ),
            ("/3/owner/id", "$[].owner.id: 1 was read as 2", true),
            ("", "$: expected an array, got null", true),
            ("/owner", "$.owner.id: expected a value", false),
            ("/owner/id", "404 Not Found", false),
        ];
        for (path, words, expected) in cases {
            assert_eq!(Violation::new(path, "").is_about(words), expected, "{path} {words}");
        }
    }
}
