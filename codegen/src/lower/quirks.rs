//! `quirks.toml`: where the page is known to be wrong. Each entry has a reason, and one that matches nothing is an error.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;

use crate::model::Endpoint;

/// The corrections, and which of them were needed.
#[derive(Debug, Default)]
pub struct Quirks {
    fields: Vec<FieldQuirk>,
    parameters: Vec<ParameterQuirk>,
    used: RefCell<BTreeSet<String>>,
}

/// What is wrong about a field of a reply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FieldQuirk {
    /// The object's title, or the name of its type where it has none.
    pub object: String,
    /// The field's key.
    pub field: String,
    /// Whether it is always there, where the page says otherwise.
    pub required: Option<bool>,
    /// Whether it may be null, where the page says otherwise.
    pub nullable: Option<bool>,
    /// What callers should know; it becomes a remark in the field's docs.
    pub remark: Option<String>,
    /// Why we know.
    pub reason: String,
}

/// What is wrong about a parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ParameterQuirk {
    /// The endpoint, such as `GET /repos/{owner}/{repo}/contents/{path}`.
    pub endpoint: String,
    /// The parameter's name.
    pub parameter: String,
    /// Whether its value may hold slashes that part segments of the path.
    pub slashes: bool,
    /// Why we know.
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default, rename = "field")]
    fields: Vec<FieldQuirk>,
    #[serde(default, rename = "parameter")]
    parameters: Vec<ParameterQuirk>,
}

/// What is wrong with a quirks file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuirkError {
    /// What is wrong and what mends it.
    pub message: String,
}

impl fmt::Display for QuirkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QuirkError {}

impl Quirks {
    /// Reads the text of a quirks file.
    pub fn parse(text: &str) -> Result<Self, QuirkError> {
        let file: File = toml::from_str(text).map_err(|error| QuirkError { message: error.to_string() })?;
        let quirks = Self { fields: file.fields, parameters: file.parameters, used: RefCell::default() };
        let unreasoned = quirks.entries().find(|(_, reason)| reason.trim().is_empty()).map(|(key, _)| key);
        match unreasoned {
            Some(key) => {
                Err(QuirkError { message: format!("the quirk about {key} gives no reason: say how we know") })
            }
            None => Ok(quirks),
        }
    }

    /// What each entry is about, and its reason.
    fn entries(&self) -> impl Iterator<Item = (String, &str)> {
        let fields = self.fields.iter().map(|quirk| (field_key(quirk), quirk.reason.as_str()));
        let parameters = self.parameters.iter().map(|quirk| (parameter_key(quirk), quirk.reason.as_str()));
        fields.chain(parameters)
    }

    /// Whether a placeholder may hold slashes, where somebody says so.
    pub(super) fn many_segments(&self, endpoint: &Endpoint, parameter: &str) -> Option<bool> {
        let name = format!("{} {}", endpoint.method.as_str(), endpoint.path);
        let mut of_endpoint = self.parameters.iter().filter(|quirk| quirk.endpoint == name);
        let quirk = of_endpoint.find(|quirk| quirk.parameter == parameter)?;
        self.used.borrow_mut().insert(parameter_key(quirk));
        Some(quirk.slashes)
    }

    /// The correction of a field, if there is one.
    pub(super) fn field(&self, object: &str, field: &str) -> Option<&FieldQuirk> {
        let quirk = self.fields.iter().find(|quirk| quirk.object == object && quirk.field == field)?;
        self.used.borrow_mut().insert(field_key(quirk));
        Some(quirk)
    }

    /// The entries that matched nothing.
    pub(super) fn unused(&self) -> Vec<QuirkError> {
        let used = self.used.borrow();
        self.entries()
            .filter(|(key, _)| !used.contains(key))
            .map(|(key, reason)| QuirkError {
                message: format!(
                    "the quirk about {key} matches nothing: remove it, or mend its names ({reason})"
                ),
            })
            .collect()
    }
}

fn field_key(quirk: &FieldQuirk) -> String {
    format!("`{}` of `{}`", quirk.field, quirk.object)
}

fn parameter_key(quirk: &ParameterQuirk) -> String {
    format!("`{}` of `{}`", quirk.parameter, quirk.endpoint)
}
