//! Requests that cannot be sent.

use std::fmt;

/// A request that cannot be sent. Nothing was sent.
#[derive(Clone, Debug)]
pub struct RequestError {
    request: String,
    parameter: Option<String>,
    reason: String,
}

impl RequestError {
    pub(crate) fn new(request: String, parameter: Option<&str>, reason: String) -> Self {
        Self { request, parameter: parameter.map(str::to_owned), reason }
    }

    /// The method and the path, without the query and without secrets.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// The parameter or header at fault, by its name in the documentation.
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.parameter {
            Some(parameter) => write!(f, "{}: not sent: `{parameter}` {}", self.request, self.reason),
            None => write!(f, "{}: not sent: the request {}", self.request, self.reason),
        }
    }
}

impl std::error::Error for RequestError {}
