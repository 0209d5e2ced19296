//! Requests: plain values, which can be built, printed, compared and kept without a client.

mod body;
mod draft;
mod draft_body;
pub(crate) mod encode;
mod form;
mod into_json;
mod members;
mod multipart;
mod nullable;
mod operation;
mod parts;
mod query;
mod raw;
mod raw_path;
pub(crate) mod redact;
mod union;

pub use body::Body;
#[cfg(feature = "client")]
pub(crate) use body::{Chunks, Content};
pub use draft::Draft;
pub use into_json::IntoJson;
pub use members::Members;
pub use nullable::Nullable;
pub use nullable::Nullable::Null;
pub use operation::{ListOperation, Operation};
pub use parts::Parts;
pub use raw::Raw;
pub use union::{SentUnion, debug_variant, display_other, serialize_union};

use super::decode::Value;
use super::endpoint::Endpoint;
use super::outcome::Outcome;

/// A request that any client can send.
///
/// All request types of this crate are such (each is a `Call`), and so is [`Raw`].
pub trait Request {
    /// What the reply is read into; `()` where it has no body.
    type Output: Outcome;

    /// What the documentation says of the endpoint.
    const ENDPOINT: &'static Endpoint;

    /// What is sent.
    fn into_parts(self) -> Parts;
}

/// A request for a list in pages.
///
/// A page is the list itself, or an object with the list and what is said of the whole of it, such as a total.
pub trait ListRequest: Request {
    /// An item of the list.
    type Item: Value;

    /// The member of the page that is the list; none where the page is.
    const MEMBER: Option<&'static str>;
}
