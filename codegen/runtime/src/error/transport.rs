//! Answers that did not come.

use std::error::Error;
use std::fmt;

use super::BoxError;
use crate::client::TransportErrorKind;

/// There was no answer, or not all of it.
#[derive(Debug)]
pub struct TransportError {
    request: String,
    kind: TransportErrorKind,
    source: Option<BoxError>,
}

impl TransportError {
    /// `source` must not show the query, which may hold secrets.
    pub(crate) fn new(request: String, kind: TransportErrorKind, source: Option<BoxError>) -> Self {
        Self { request, kind, source }
    }

    /// The method and the path, without the query and without secrets.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// How far the request got.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the time was up. The server may have acted on the request all the same.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Whether there was no connection, so that the server did not see the request.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Connect | TransportErrorKind::Tls)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Tls => "no safe connection",
            TransportErrorKind::Refused => "not sent: the transport does not take it",
            TransportErrorKind::Timeout => "no complete answer in time",
            TransportErrorKind::Interrupted => "the connection broke before there was an answer",
            TransportErrorKind::IncompleteBody => "the answer broke off",
            TransportErrorKind::UnreadableUpload => "the body that was to be sent cannot be read",
        };
        write!(f, "{}: {what}", self.request)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
