//! Bodies that are forms: their texts are the members of the JSON body.

use std::collections::BTreeMap;

use serde_json::Value;

use super::body::Body;
use super::encode::push_encoded;
use super::multipart;

/// Why a form cannot be sent: the part at fault, and the reason.
pub(super) type Refusal<'a> = (Option<&'a str>, &'static str);

/// A form that is being filled in.
#[derive(Clone, PartialEq)]
pub(crate) enum Form {
    /// `multipart/form-data`, with these files.
    Multipart(BTreeMap<&'static str, Body>),
    /// `application/x-www-form-urlencoded`.
    Urlencoded,
}

impl Form {
    /// The files, by the names of their parts.
    pub(super) fn files(&self) -> Option<&BTreeMap<&'static str, Body>> {
        match self {
            Self::Multipart(files) if !files.is_empty() => Some(files),
            _ => None,
        }
    }

    /// Writes the form and returns it with its media type. Members are in the order of their names, so that equal
    /// forms are equal to the byte.
    pub(super) fn encode(&self, members: Option<&Value>) -> Result<(String, Body), Refusal<'_>> {
        let texts: BTreeMap<&str, String> = match members {
            None => BTreeMap::new(),
            Some(Value::Object(members)) => {
                members.iter().map(|(name, value)| (&**name, text(value))).collect()
            }
            Some(_) => return Err((None, "has a body that is no object, of which a form could be made")),
        };
        match self {
            Self::Multipart(files) => multipart::encode(&texts, files),
            Self::Urlencoded => {
                Ok(("application/x-www-form-urlencoded".to_owned(), urlencoded(&texts).into()))
            }
        }
    }
}

/// A value as the text of a part: strings as they are, others as JSON.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn urlencoded(texts: &BTreeMap<&str, String>) -> String {
    let mut form = String::new();
    for (name, text) in texts {
        if !form.is_empty() {
            form.push('&');
        }
        push_encoded(&mut form, name);
        form.push('=');
        push_encoded(&mut form, text);
    }
    form
}
