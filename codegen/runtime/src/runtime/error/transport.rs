//! Answers that did not come.

use std::error::Error;
use std::fmt;

/// There was no answer, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    request: String,
    timeout: bool,
    connect: bool,
    source: reqwest::Error,
}

impl TransportError {
    pub(crate) fn new(request: String, source: reqwest::Error) -> Self {
        // The URL holds the query, which may hold secrets.
        let source = source.without_url();
        Self { request, timeout: source.is_timeout(), connect: source.is_connect(), source }
    }

    /// The method and the path, without the query and without secrets.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// Whether the time was up. The server may have acted on the request all the same.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// Whether there was no connection, so that the server did not see the request.
    pub fn is_connect(&self) -> bool {
        self.connect
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.connect, self.timeout) {
            (true, true) => "no connection in time",
            (true, false) => "no connection",
            (false, true) => "no complete answer in time",
            (false, false) => "no complete answer",
        };
        write!(f, "{}: {what}", self.request)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
