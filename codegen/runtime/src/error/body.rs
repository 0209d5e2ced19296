//! Bodies that are not read.

use std::error::Error;
use std::fmt;

use super::BoxError;
use super::exchange::Exchange;

/// The server answered with success, but the body is none that can be read.
#[derive(Debug)]
pub struct BodyError {
    exchange: Exchange,
    kind: BodyErrorKind,
    source: BoxError,
}

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyErrorKind {
    /// It is larger than the client allows; see [`ClientBuilder::max_body`](crate::ClientBuilder::max_body).
    TooLarge,
    /// It is no JSON, and does not claim to be: mostly the page of a proxy or of a login in between.
    UnexpectedContentType,
    /// It cannot be unpacked.
    Corrupt,
}

impl BodyError {
    pub(crate) fn new(exchange: Exchange, kind: BodyErrorKind, source: BoxError) -> Self {
        Self { exchange, kind, source }
    }

    /// The exchange that the body belongs to.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// Why it cannot be read.
    pub fn kind(&self) -> BodyErrorKind {
        self.kind
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            BodyErrorKind::TooLarge => "the body is too large",
            BodyErrorKind::UnexpectedContentType => "the body is no JSON",
            BodyErrorKind::Corrupt => "the body cannot be unpacked",
        };
        // The source is a detail of the same thing, and nobody could do anything with it alone.
        write!(f, "{}{what}: {}", self.exchange, self.source)
    }
}

impl Error for BodyError {}
