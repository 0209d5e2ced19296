//! What can go wrong.

#[cfg(feature = "client")]
mod api;
#[cfg(feature = "client")]
mod auth;
#[cfg(feature = "client")]
mod body;
#[cfg(feature = "client")]
mod config;
mod decode;
mod exchange;
mod items;
#[cfg(feature = "client")]
mod rate_limited;
#[cfg(feature = "client")]
mod redirect;
mod release;
mod request;
#[cfg(feature = "client")]
mod transport;

use std::fmt;

#[cfg(feature = "client")]
pub use api::ApiError;
#[cfg(feature = "client")]
pub use auth::AuthError;
#[cfg(feature = "client")]
pub use body::{BodyError, BodyErrorKind};
#[cfg(feature = "client")]
pub use config::ConfigError;
pub use decode::DecodeError;
pub use exchange::Exchange;
use http::StatusCode;
pub use items::PartialList;
#[cfg(feature = "client")]
pub use rate_limited::RateLimitedError;
#[cfg(feature = "client")]
pub use redirect::{RedirectError, RedirectErrorKind};
pub use release::OtherRelease;
pub use request::RequestError;
#[cfg(feature = "client")]
pub use transport::TransportError;

use super::decode::BodyFault;

/// An error of somebody else's, which is the source of one of these.
#[cfg(feature = "client")]
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What can go wrong with a request.
///
/// No error shows the token, or the value of a parameter that is a secret, not even where a server repeats it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error status.
    #[cfg(feature = "client")]
    Api(Box<ApiError>),
    /// A rate limit stops the request, for longer than the client is to wait.
    #[cfg(feature = "client")]
    RateLimited(Box<RateLimitedError>),
    /// The server answered with success, but the body cannot be used.
    Decode(Box<DecodeError>),
    /// The server answered with a list, and some of its items cannot be used. The others are in the error.
    Items(Box<PartialList>),
    /// The server answered with success, but the body is none that can be read.
    #[cfg(feature = "client")]
    Body(Box<BodyError>),
    /// There was no answer, or not all of it.
    #[cfg(feature = "client")]
    Transport(Box<TransportError>),
    /// The server pointed to a place where the client does not go.
    #[cfg(feature = "client")]
    Redirect(Box<RedirectError>),
    /// The request is not one that can be sent. Nothing was sent.
    Request(Box<RequestError>),
    /// There is no access token to be had. Nothing was sent.
    #[cfg(feature = "client")]
    Auth(Box<AuthError>),
    /// The client was not set up right.
    #[cfg(feature = "client")]
    Config(Box<ConfigError>),
}

impl Error {
    /// Says which exchange the fault of a body belongs to.
    pub(crate) fn from_body(fault: BodyFault, exchange: Exchange) -> Self {
        match fault {
            BodyFault::Whole(fault) => Self::Decode(Box::new(DecodeError { exchange, fault })),
            BodyFault::Items { decoded, count, failed } => {
                Self::Items(Box::new(PartialList::new(exchange, decoded, count, failed)))
            }
        }
    }

    /// What was asked and answered; none if it did not come to that.
    pub fn exchange(&self) -> Option<&Exchange> {
        match self {
            #[cfg(feature = "client")]
            Self::Api(error) => Some(error.exchange()),
            #[cfg(feature = "client")]
            Self::RateLimited(error) => error.api().map(ApiError::exchange),
            #[cfg(feature = "client")]
            Self::Body(error) => Some(error.exchange()),
            Self::Decode(error) => Some(error.exchange()),
            Self::Items(error) => Some(error.exchange()),
            #[cfg(feature = "client")]
            Self::Redirect(error) => Some(error.exchange()),
            _ => None,
        }
    }

    /// The status of the server's answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.exchange()?.status()
    }

    /// The server's name for the exchange, for which GitHub's support asks.
    pub fn request_id(&self) -> Option<&str> {
        self.exchange()?.request_id()
    }

    /// Whether the server answered 404: there is no such thing, or the token must not see it.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "client")]
            Self::Api(error) => error.fmt(f),
            #[cfg(feature = "client")]
            Self::RateLimited(error) => error.fmt(f),
            #[cfg(feature = "client")]
            Self::Body(error) => error.fmt(f),
            #[cfg(feature = "client")]
            Self::Auth(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Items(error) => error.fmt(f),
            #[cfg(feature = "client")]
            Self::Transport(error) => error.fmt(f),
            #[cfg(feature = "client")]
            Self::Redirect(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            #[cfg(feature = "client")]
            Self::Config(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    // The variants display as what they hold, so the source is that of what they hold.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            #[cfg(feature = "client")]
            Self::Api(error) => error.source(),
            #[cfg(feature = "client")]
            Self::RateLimited(error) => error.source(),
            #[cfg(feature = "client")]
            Self::Body(error) => error.source(),
            #[cfg(feature = "client")]
            Self::Auth(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Items(error) => error.source(),
            #[cfg(feature = "client")]
            Self::Transport(error) => error.source(),
            #[cfg(feature = "client")]
            Self::Redirect(error) => error.source(),
            Self::Request(error) => error.source(),
            #[cfg(feature = "client")]
            Self::Config(error) => error.source(),
        }
    }
}
