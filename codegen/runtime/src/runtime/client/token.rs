//! The access token.

use std::fmt;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::runtime::error::ConfigError;
use crate::runtime::request::redact::REDACTED;

/// An access token that a header can carry. It is wiped from memory when it is dropped.
pub(crate) struct Token(SecretString);

impl Token {
    /// Checks a token. One line end behind it is dropped, as there is one in most files that hold a token.
    pub(crate) fn new(token: &SecretString) -> Result<Self, ConfigError> {
        let text = token.expose_secret();
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if text.is_empty() {
            return Err(ConfigError::new("the token is empty"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(ConfigError::new(
                "the token holds a space, a control character or one that is not ASCII",
            ));
        }
        Ok(Self(text.into()))
    }

    /// The value of `Authorization`; none could only come of a token that was not checked.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.0.expose_secret())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}
