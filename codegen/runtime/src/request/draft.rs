//! Requests in the making, without a type.

use std::fmt;

use serde_json::{Map, Value};

use super::into_json::{self, IntoJson};
use super::parts::Parts;
use super::query::Values;
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
    pub fn query_text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.set_query(name, Values::One(value.into()))
    }

    /// Sets a documented query parameter that is a list, each item of which is sent on its own: `name[]=a&name[]=b`.
    #[must_use]
    pub fn query_repeated<V: ToString>(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Into<V>>,
    ) -> Self {
        self.set_query(name, Values::Repeated(texts(items)))
    }

    /// Sets a documented query parameter that is a list, which is sent as one value: `name=a,b`. An item with a comma is
    /// refused when the request is sent.
    #[must_use]
    pub fn query_joined<V: ToString>(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Into<V>>,
    ) -> Self {
        self.set_query(name, Values::CommaSeparated(texts(items)))
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
    pub fn body<V: IntoJson>(self, name: &'static str, value: V) -> Self {
        self.set_member(name, value.into_json())
    }

    /// Sets a member of the JSON object that is the body to a list.
    #[must_use]
    pub fn body_list<V: IntoJson>(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Into<V>>,
    ) -> Self {
        self.set_member(name, into_json::list(items))
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
        self.parts.query.add(name, value.to_string());
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

    fn set_query(mut self, name: &'static str, values: Values) -> Self {
        self.parts.query.set(self.parts.endpoint.query, name, values);
        self
    }

    fn set_member(mut self, name: &'static str, json: Option<Value>) -> Self {
        // A value that is set again replaces the earlier one.
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
}

fn texts<V: ToString>(items: impl IntoIterator<Item = impl Into<V>>) -> Vec<String> {
    items.into_iter().map(|item| item.into().to_string()).collect()
}

/// Two drafts are equal that send the same, whatever clients they are bound to.
impl<C> PartialEq for Draft<C> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}
