//! Places where the client does not go.

use std::fmt;

use super::exchange::Exchange;

/// The server pointed to a place where the client does not go. Nothing was sent there.
#[derive(Clone, Debug)]
pub struct RedirectError {
    exchange: Exchange,
    kind: RedirectErrorKind,
    location: String,
}

/// Why the client does not go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RedirectErrorKind {
    /// Another scheme, host or port than that of the server that was asked, which the documentation of the endpoint does
    /// not announce.
    ForeignOrigin,
    /// Plain `http://`, where anybody on the way can read along.
    PlainHttp,
    /// A redirect that would have to become a GET, which is not what was asked.
    MethodWouldChange,
    /// More than five redirects.
    TooMany,
    /// No location, or none that is a URL.
    NoLocation,
    /// A next page that has been read before, so that the pages would never end.
    RepeatedPage,
    /// More pages than the client allows; see [`ClientBuilder::max_pages`](crate::ClientBuilder::max_pages).
    TooManyPages,
}

impl RedirectError {
    /// `location` must hold no secrets.
    pub(crate) fn new(exchange: Exchange, kind: RedirectErrorKind, location: String) -> Self {
        Self { exchange, kind, location }
    }

    /// The exchange in which the server pointed there.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// Why the client does not go there.
    pub fn kind(&self) -> RedirectErrorKind {
        self.kind
    }

    /// Where the server pointed, without the values of secret parameters; empty if it said nothing readable.
    pub fn location(&self) -> &str {
        &self.location
    }
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            RedirectErrorKind::ForeignOrigin => "not followed to another origin",
            RedirectErrorKind::PlainHttp => "not followed to plain http",
            RedirectErrorKind::MethodWouldChange => "not followed, as the method would become GET",
            RedirectErrorKind::TooMany => "not followed, as there were five redirects before",
            RedirectErrorKind::NoLocation => "redirected, but not to a URL",
            RedirectErrorKind::RepeatedPage => "the next page is one that has been read before",
            RedirectErrorKind::TooManyPages => "not followed to the next page, as there were too many",
        };
        write!(f, "{}{what}", self.exchange)?;
        if self.location.is_empty() { Ok(()) } else { write!(f, ": {}", self.location) }
    }
}

impl std::error::Error for RedirectError {}
