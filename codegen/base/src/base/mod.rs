//! What generated code adds methods to. A crate can add methods to its own types alone, so that these are in each generated
//! crate, and all that they do is in the runtime, which is compiled once.

#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
#[cfg(feature = "client")]
mod client;

pub use call::Call;
#[cfg(feature = "client")]
pub use client::{Client, ClientBuilder};

/// What is of no known structure is one of its values.
pub use runtime::serde_json;

// What the runtime has for users.

#[cfg(feature = "mock")]
#[doc(inline)]
pub use runtime::mock;
#[doc(inline)]
pub use runtime::{
    Answer, Body, Date, DecodeError, Decoded, DocumentedStatus, Download, Drift, DriftKind, Endpoint, Error,
    Exchange, Fault, HeaderMap, ItemError, ListOperation, ListRequest, Method, Null, Nullable, Operation,
    OtherRelease, Outcome, PartialList, Parts, Raw, Request, RequestError, Server, StatusCode, Strictness,
    Text, Timestamp, Value, decode,
};
#[cfg(feature = "client")]
#[doc(inline)]
pub use runtime::{
    ApiError, AuthError, Awaiting, BodyError, BodyErrorKind, BoxError, BoxFuture, ClientCore, Clock,
    ConfigError, Cursor, Items, NoCursor, Pages, RateLimit, RateLimitPolicy, RateLimitedError, RedirectError,
    RedirectErrorKind, Response, Retry, Sending, SystemClock, Token, TokenProvider, Transport, TransportBody,
    TransportError, TransportErrorKind, TransportFailure,
};
