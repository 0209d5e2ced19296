//! What all clients stand on that Docwright generates. Each of them exports what is for users, and adds its own client, requests
//! and types.
//!
//! For those who use a client:
//!
//! - [`ClientBuilder`] and [`ClientCore`], which a client is made of; what it sends and gives back: [`Request`], [`Raw`],
//!   [`Response`], [`Pages`], [`Items`], [`RateLimit`];
//! - [`Error`] and what it holds;
//! - [`Endpoint`]: what the documentation says of an endpoint, as a constant of each request type;
//! - [`decode`]: reading recorded replies as the client would, and what [`Drift`] is;
//! - the types of others that occur in signatures: [`Timestamp`], [`Date`], [`Method`], [`StatusCode`], [`HeaderMap`].
//!
//! For generated code, and hidden: the macros such as `record!` and `open_enum!`, and what they and the code around
//! them name.

#![cfg_attr(
    not(feature = "client"),
    allow(rustdoc::broken_intra_doc_links, reason = "the client is not there")
)]

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "client")]
mod client;
pub mod decode;
mod endpoint;
mod error;
#[cfg(feature = "mock")]
pub mod mock;
mod outcome;
mod request;
#[cfg(feature = "sources")]
pub mod sources;
mod text;

// For users.

#[cfg(feature = "client")]
pub use client::{
    Awaiting, BoxFuture, ClientBuilder, ClientCore, Clock, Cursor, Download, Items, NoCursor, Pages,
    RateLimit, RateLimitPolicy, Response, Retry, Sending, SystemClock, Token, TokenProvider, Transport,
    TransportBody, TransportErrorKind, TransportFailure,
};
pub use decode::{Decoded, Drift, DriftKind, Fault, ItemError, Strictness, Value};
pub use endpoint::{DocumentedStatus, Endpoint, Server};
#[cfg(feature = "client")]
pub use error::{
    ApiError, AuthError, BodyError, BodyErrorKind, BoxError, ConfigError, RateLimitedError, RedirectError,
    RedirectErrorKind, TransportError,
};
pub use error::{DecodeError, Error, Exchange, OtherRelease, PartialList, RequestError};
pub use http::{HeaderMap, Method, StatusCode};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
#[cfg(not(feature = "client"))]
pub use outcome::Download;
pub use outcome::{Answer, Outcome};
pub use request::{Body, ListOperation, ListRequest, Null, Nullable, Operation, Parts, Raw, Request};
pub use text::Text;

// For generated code.

#[cfg(feature = "client")]
#[doc(hidden)]
pub use client::Product;
#[doc(hidden)]
pub use decode::{
    BodyFault, Cx, Field, Member, OnNull, Payload, Presence, Shown, Source, Texts, Union, Variant, When,
    clone_record, debug_record, default_union, deserialize, read_tagged, read_union, same_record, value_of,
    write,
};
/// What the files of types need, in one import.
#[doc(hidden)]
pub mod prelude {
    pub use super::{
        Body, Date, Field, Member, Members, Nullable, Payload, Presence, Source, Timestamp, Union, Variant,
    };
}
#[doc(hidden)]
pub use request::{Draft, IntoJson, Members, SentUnion, debug_variant, display_other, serialize_union};
#[doc(hidden)]
pub use serde_core::de::{Deserialize, Deserializer};
#[doc(hidden)]
pub use serde_core::ser::{Serialize, Serializer};
#[doc(hidden)]
pub use serde_json;
