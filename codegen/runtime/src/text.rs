//! Replies that are text.

use std::fmt;
use std::ops::Deref;

use super::decode::{BodyFault, Decoded, Fault};
use super::outcome::{Answer, Outcome};

/// A reply that is text, whatever its media type is. It can be used as a `&str`.
///
/// Where a server sends it as a JSON string, it is what that string says.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Text(String);

impl Text {
    pub(crate) fn from_body(content_type: &str, body: &[u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(body).map_err(|error| {
            Fault::of_body("UTF-8 text", format!("other bytes at offset {}", error.valid_up_to()))
        })?;
        let string = is_json(content_type).then(|| serde_json::from_str::<String>(text).ok()).flatten();
        Ok(Self(string.unwrap_or_else(|| text.to_owned())))
    }
}

/// Whether a media type is JSON, or based on it.
fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media_type == "application/json" || media_type.ends_with("+json")
}

impl Outcome for Text {
    const ACCEPT: Option<&'static str> = Some("application/vnd.github+json, text/*;q=0.9, */*;q=0.1");

    fn from_answer(answer: Answer<'_>) -> Result<Decoded<Self>, BodyFault> {
        answer.text(|text| text)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
