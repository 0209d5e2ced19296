//! Access tokens, and where they come from.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use super::BoxFuture;
use crate::error::{BoxError, ConfigError, Error};
use crate::request::redact::REDACTED;

/// An access token that a header can carry. It is shown nowhere.
#[derive(Clone)]
pub struct Token(SecretString);

/// Where the access token of a request comes from.
///
/// It is asked before every attempt, so it had better keep a token as long as that is good, and fetch another one before it
/// ends: the installation tokens of a GitHub App end after an hour.
///
/// Any function that gives a future of a token is such:
///
/// ```text
/// Client::builder(url).token_provider(|| async { Ok(Token::new(read_from_vault().await?)?) })
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// The token for the next attempt.
    ///
    /// An error ends the request with [`Error::Auth`](crate::Error::Auth), which has it as its source; it must not show the token.
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(self())
    }
}

impl Token {
    /// Checks a token. One line end behind it is dropped, as there is one in most files that hold a token.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] if it is empty, or holds what a header cannot carry. The error does not repeat it.
    pub fn new(token: impl Into<String>) -> Result<Self, Error> {
        Self::checked(&SecretString::from(token.into())).map_err(|error| Error::Config(Box::new(error)))
    }

    pub(crate) fn checked(token: &SecretString) -> Result<Self, ConfigError> {
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

/// What a client authenticates with.
#[derive(Clone)]
pub(crate) enum Credentials {
    None,
    /// The value of `Authorization`.
    Static(HeaderValue),
    Provider(Arc<dyn TokenProvider>),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Static(_) | Self::Provider(_) => f.write_str(REDACTED),
        }
    }
}
