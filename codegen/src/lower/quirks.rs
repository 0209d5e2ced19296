//! `quirks.toml`: where the page is known to be wrong. Each entry has a reason, and one that matches nothing is an error.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;

/// The corrections, and which of them were needed.
#[derive(Debug, Default)]
pub struct Quirks {
    fields: Vec<FieldQuirk>,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default, rename = "field")]
    fields: Vec<FieldQuirk>,
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
        match file.fields.iter().find(|quirk| quirk.reason.trim().is_empty()) {
            Some(quirk) => {
                let key = field_key(quirk);
                Err(QuirkError { message: format!("the quirk about {key} gives no reason: say how we know") })
            }
            None => Ok(Self { fields: file.fields, used: RefCell::default() }),
        }
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
        self.fields
            .iter()
            .map(|quirk| (field_key(quirk), &quirk.reason))
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
