//! Tokens that could not be had.

use std::error::Error;
use std::fmt;

use super::BoxError;

/// The [`TokenProvider`](crate::TokenProvider) has no token. Nothing was sent.
#[derive(Debug)]
pub struct AuthError {
    request: String,
    source: BoxError,
}

impl AuthError {
    pub(crate) fn new(request: String, source: BoxError) -> Self {
        Self { request, source }
    }

    /// The method and the path, without the query and without secrets.
    pub fn request(&self) -> &str {
        &self.request
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not sent: there is no access token", self.request)
    }
}

impl Error for AuthError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
