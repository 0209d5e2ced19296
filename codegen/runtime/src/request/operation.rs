//! What the type of a request says of its endpoint.

use crate::decode::Value;
use crate::endpoint::Endpoint;
use crate::outcome::Outcome;

/// An endpoint of the documentation, as the `K` of a `Call`.
pub trait Operation: 'static {
    /// What the reply is read into; `()` where it has no body.
    type Output: Outcome;

    /// What the documentation says of the endpoint.
    const ENDPOINT: &'static Endpoint;
}

/// An endpoint that gives a list in pages.
///
/// A page is the list itself, or an object with the list and what is said of the whole of it, such as a total.
#[diagnostic::on_unimplemented(message = "this endpoint gives no list in pages")]
pub trait ListOperation: Operation {
    /// An item of the list.
    type Item: Value;

    /// The member of the page that is the list; none where the page is.
    const MEMBER: Option<&'static str>;
}

impl<K: Operation<Output = Vec<T>>, T: Value> ListOperation for K {
    type Item = T;

    const MEMBER: Option<&'static str> = None;
}
