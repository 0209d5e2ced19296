//! Exchanges that come to nothing.

use std::error::Error;
use std::fmt;

use crate::error::BoxError;

/// How far an exchange got before it came to nothing. It decides whether the request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: nothing was sent.
    Connect,
    /// There was a connection, but none that is safe: a certificate that is not trusted, or a server without TLS. Nothing
    /// was sent.
    Tls,
    /// The transport does not take the request: nothing was sent.
    Refused,
    /// The time was up. The server may have acted on the request all the same.
    Timeout,
    /// The connection broke before there was an answer. The server may have acted on the request all the same.
    Interrupted,
    /// The answer broke off.
    IncompleteBody,
    /// The stream that was to be sent failed, for the reason that is the error's source.
    UnreadableUpload,
}

/// Why a [`Transport`](super::Transport) has no answer.
#[derive(Debug)]
pub struct TransportFailure {
    pub(crate) kind: TransportErrorKind,
    pub(crate) source: BoxError,
}

impl TransportFailure {
    /// There was no connection, so that nothing was sent: even a request that changes something is sent again.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Connect, source: source.into() }
    }

    /// There was no safe connection. The request is not sent again.
    pub fn tls(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Tls, source: source.into() }
    }

    /// The request is none that this transport takes. It is not sent again.
    pub fn refused(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Refused, source: source.into() }
    }

    /// The time was up. The server may have seen the request.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Timeout, source: source.into() }
    }

    /// The connection broke, or something else went wrong. The server may have seen the request.
    pub fn interrupted(source: impl Into<BoxError>) -> Self {
        Self { kind: TransportErrorKind::Interrupted, source: source.into() }
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl Error for TransportFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}
