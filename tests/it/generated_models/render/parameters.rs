//! Bullets of parameters and members.

use std::fmt::Write as _;

use serde_json::Value;

use super::super::description::{Alternative, Contents, Input, InputType, Nullable, Parameter, Simple};
use super::dialect::Dialect;

/// Text of the one bullet below a map.
const USER_DEFINED_KEY: &str = "A user-defined key to represent an item in the object.";

/// Writes a parameter with all that is nested in it; `joint` stands between the types of a union.
pub(super) fn bullet(parameter: &Parameter, joint: &str, dialect: Dialect) -> String {
    let mut writer = Writer { out: String::new(), joint, dialect };
    writer.parameter(parameter, 0);
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

struct Writer<'j> {
    out: String,
    joint: &'j str,
    dialect: Dialect,
}

impl Writer<'_> {
    fn parameter(&mut self, parameter: &Parameter, level: usize) {
        let Parameter { name, required, value, .. } = parameter;
        let description = parameter.prose();
        let required = if *required { " (required)" } else { "" };
        let bullet = self.dialect.bullet();
        let types = types(value, self.joint);
        self.line(level, &format!("{bullet} **`{name}`** ({types}){required}"));
        // The second paragraph ends the bullet: it and all that follows are at the margin.
        let level_below = if description.len() > 1 { 0 } else { level + 1 };
        for (at, paragraph) in description.iter().enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            for line in paragraph {
                let line = self.dialect.text(line);
                self.line(if at == 0 { level + 1 } else { 0 }, &line);
            }
        }
        if let Some(default) = &value.default {
            let text = javascript_string(default);
            let quoted = match (text.as_str(), self.dialect) {
                ("", Dialect::Remark) => "\\`\\`".to_owned(),
                (text, _) => format!("`{text}`"),
            };
            self.line(level_below, &format!("Default: {quoted}"));
        }
        let null = (value.nullable != Nullable::No).then_some("null");
        if !value.values.is_empty() {
            let values = value.values.iter().map(String::as_str).chain(null);
            let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
            self.line(level_below, &format!("Can be one of: {}", values.join(", ")));
        }
        self.contents(&value.contents, level + 1);
    }

    fn contents(&mut self, contents: &Contents, level: usize) {
        match contents {
            Contents::Hidden => {}
            Contents::Members(members) => members.iter().for_each(|member| self.parameter(member, level)),
            Contents::Map(value) => {
                let key = Parameter {
                    name: "key".to_owned(),
                    required: false,
                    description: vec![vec![USER_DEFINED_KEY.to_owned()]],
                    value: (**value).clone(),
                };
                self.parameter(&key, level);
            }
            Contents::Alternatives(alternatives) => {
                for one in alternatives {
                    self.alternative(one, level);
                }
            }
        }
    }

    fn alternative(&mut self, alternative: &Alternative, level: usize) {
        let Alternative { title, description, members } = alternative;
        let tag = Parameter {
            name: "type".to_owned(),
            required: true,
            description: Vec::new(),
            value: Input { values: vec![title.clone()], ..Input::of(InputType::Plain(Simple::String)) },
        };
        let members = std::iter::once(tag).chain(members.iter().cloned()).collect();
        let object =
            Input { contents: Contents::Members(members), ..Input::of(InputType::Plain(Simple::Object)) };
        let bullet = Parameter {
            name: title.clone(),
            required: false,
            description: description.clone(),
            value: object,
        };
        self.parameter(&bullet, level);
    }

    fn line(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", level * 2);
    }
}

/// Returns the types between the parentheses, arrays in the plural.
fn types(value: &Input, joint: &str) -> String {
    let words = value.types.iter().map(|one| match one {
        InputType::Plain(simple) => simple.word().to_owned(),
        InputType::ArrayOf(items) => format!("array of {}s", items.word()),
    });
    let mut words: Vec<String> = words.collect();
    match value.nullable {
        Nullable::No => {}
        Nullable::First => words.insert(0, "null".to_owned()),
        Nullable::Last => words.push("null".to_owned()),
    }
    words.join(joint)
}

/// Returns a default as `String()` of JavaScript writes it.
fn javascript_string(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(javascript_string).collect();
            items.join(",")
        }
        // JavaScript has one kind of number, and writes whole ones without a fraction.
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        other => other.to_string(),
    }
}
