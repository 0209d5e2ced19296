//! Answers that did not come.

use std::error::Error;
use std::fmt;
use std::io;

/// There was no answer, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    request: String,
    timeout: bool,
    connect: bool,
    body: bool,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl TransportError {
    pub(crate) fn new(request: String, source: reqwest::Error) -> Self {
        // The URL holds the query, which may hold secrets.
        let source = source.without_url();
        let (timeout, connect) = (source.is_timeout(), source.is_connect());
        Self { request, timeout, connect, body: false, source: Some(Box::new(source)) }
    }

    /// Nothing moved for too long.
    pub(crate) fn stalled(request: String) -> Self {
        Self { request, timeout: true, connect: false, body: false, source: None }
    }

    /// The body to send could not be read.
    pub(crate) fn unreadable(request: String, source: io::Error) -> Self {
        Self { request, timeout: false, connect: false, body: true, source: Some(Box::new(source)) }
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

    /// Whether the stream that was to be sent failed, for the reason that is this error's source.
    pub fn is_body(&self) -> bool {
        self.body
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.body {
            return write!(f, "{}: the body that was to be sent cannot be read", self.request);
        }
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
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
