//! Requests in the making, without a type.

use std::fmt;

use serde_core::ser::Serialize;
use serde_json::{Map, Value};

use super::members::to_json;
use super::parts::Parts;
use crate::endpoint::Endpoint;

/// What is within every request: what is sent, and the client it is bound to (`()` for none).
///
/// The setters are here, because no setter of a request type can have the name of one of these; they take and return the
/// whole, so that those of a request type are one line each.
#[derive(Clone)]
pub struct Draft<C = ()> {
    pub(crate) parts: Parts,
    #[cfg_attr(not(feature = "client"), expect(dead_code, reason = "nothing is sent"))]
    pub(crate) client: C,
}

impl Draft {
    /// A request to an endpoint, with the values of its path's placeholders in their order.
    pub fn new<const N: usize>(endpoint: &'static Endpoint, path: [String; N]) -> Self {
        Self { parts: Parts::new(endpoint, path.into()), client: () }
    }

    /// What is sent.
    pub fn into_parts(self) -> Parts {
        self.parts
    }
}

impl<C> Draft<C> {
    /// Gives the request its type.
    pub fn call<T: From<Self>>(self) -> T {
        T::from(self)
    }

    /// Prints what is sent under the name of a type, without secrets.
    pub fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.debug(name, f)
    }

    /// Sets a documented query parameter.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers, enums and texts are given alike")]
    pub fn query(self, name: &'static str, value: impl ToString) -> Self {
        self.query_text(name, value.to_string())
    }

    /// Sets a documented query parameter whose value is text.
    #[must_use]
    pub fn query_text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set_query(name, value.into());
        self
    }

    /// Sets a documented header.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers, enums and texts are given alike")]
    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.parts.headers.insert(name.to_ascii_lowercase(), value.to_string());
        self
    }

    /// Sets a member of the JSON object that is the body.
    #[must_use]
    pub fn body<V: Serialize + 'static>(mut self, name: &'static str, value: V) -> Self {
        let json = to_json(&value);
        // What is set again takes the place of what was there.
        if json.is_some() {
            self.parts.not_finite.remove(name);
        } else {
            self.parts.not_finite.insert(name);
        }
        let mut draft = self.object();
        if let Some(Value::Object(members)) = &mut draft.parts.body {
            members.insert(name.to_owned(), json.unwrap_or_default());
        }
        draft
    }

    /// Sends a JSON object, even if no member of it is set.
    #[must_use]
    pub fn object(mut self) -> Self {
        if !matches!(self.parts.body, Some(Value::Object(_))) {
            self.parts.body = Some(Value::Object(Map::new()));
        }
        self
    }

    /// Sets the whole body.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.parts.not_finite.clear();
        self.parts.body = Some(body);
        self
    }

    /// Sets a header that the documentation does not list.
    #[must_use]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        self.header(name, value)
    }

    /// Adds a query parameter that the documentation does not list.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers, enums and texts are given alike")]
    pub fn with_query(mut self, name: &str, value: impl ToString) -> Self {
        self.parts.extra_query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Says whether to send the request once more where that may help, whatever the client does otherwise.
    #[must_use]
    pub fn with_retries(mut self, retries: bool) -> Self {
        self.parts.retries = Some(retries);
        self
    }

    /// Binds the request to a client, or to another one.
    pub fn bind<D>(self, client: D) -> Draft<D> {
        Draft { parts: self.parts, client }
    }

    /// Lets go of the client.
    pub fn unbind(self) -> Draft {
        self.bind(())
    }

    /// Keeps the parameters in the order of the documentation, whichever order they are set in.
    fn set_query(&mut self, name: &'static str, value: String) {
        let order = self.parts.endpoint.query;
        let place = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
        let key = (place(name), name);
        let query = &mut self.parts.query;
        let index = query.partition_point(|(other, _)| (place(other), *other) < key);
        match query.get_mut(index) {
            Some((other, old)) if *other == name => *old = value,
            _ => query.insert(index, (name, value)),
        }
    }
}

/// Two drafts are equal that send the same, whatever clients they are bound to.
impl<C> PartialEq for Draft<C> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}
