//! Requests: plain values, which can be built, printed, compared and kept without a client.

mod call;
pub(crate) mod encode;
mod macros;
mod parts;
mod raw;
mod raw_path;
pub(crate) mod redact;

pub use call::Call;
pub use parts::Parts;
pub use raw::Raw;

use super::decode::Value;
use super::endpoint::Endpoint;

/// A request that any client can send.
///
/// All request types of this crate are such, and so is [`Raw`].
pub trait Request {
    /// What the reply is read into; `()` where it has no body.
    type Output: Value;

    /// What the documentation says of the endpoint.
    const ENDPOINT: &'static Endpoint;

    /// What is sent.
    fn into_parts(self) -> Parts;
}
