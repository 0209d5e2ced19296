//! A case: an endpoint, its request filled in, and what its replies are read into.

use std::fmt::Debug;
use std::pin::Pin;
use std::str::FromStr;

use octoquill::{Answer, Client, Error, Request, Response, StatusCode, Strictness, Text};
use serde_json::Value;

/// An endpoint with requests to it. There is one kind for all, as a thousand generic checks would take long to build.
pub(crate) trait Case {
    /// The endpoint, as `GET /orgs/{}/packages`.
    fn key(&self) -> &'static str;

    /// What the requests are called.
    fn calls(&self) -> Vec<&'static str>;

    /// Sends one of the requests, and gives the status.
    fn send(&self, client: &Client, call: usize) -> Sent;

    /// Reads a reply strictly.
    fn read(&self, status: StatusCode, body: &[u8]) -> Result<Read, Error>;
}

/// A request under way.
pub(crate) type Sent = Pin<Box<dyn Future<Output = Result<StatusCode, Error>>>>;

/// What a reply was read into.
pub(crate) struct Read {
    /// It as JSON again.
    pub(crate) again: Value,
    /// It as Rust prints it.
    pub(crate) debug: String,
}

/// The case of one request type.
pub(crate) struct Of<R: Request> {
    key: &'static str,
    shown: fn(&R::Output) -> Read,
    calls: Vec<(&'static str, fn() -> R)>,
}

impl<R: Request> Of<R> {
    /// `shown` shows what a reply was read into.
    pub(crate) fn new(key: &'static str, shown: fn(&R::Output) -> Read) -> Self {
        Self { key, shown, calls: Vec::new() }
    }

    /// Adds a request.
    pub(crate) fn call(mut self, name: &'static str, make: fn() -> R) -> Self {
        self.calls.push((name, make));
        self
    }
}

impl<R: Request> Case for Of<R> {
    fn key(&self) -> &'static str {
        self.key
    }

    fn calls(&self) -> Vec<&'static str> {
        self.calls.iter().map(|(name, _)| *name).collect()
    }

    fn send(&self, client: &Client, call: usize) -> Sent {
        status(client.send((self.calls[call].1)()))
    }

    fn read(&self, status: StatusCode, body: &[u8]) -> Result<Read, Error> {
        let answer = Answer::new(status, body).strictness(Strictness::Strict);
        answer.read::<R::Output>().map(|decoded| (self.shown)(&decoded.value))
    }
}

fn status<T: 'static>(sending: impl Future<Output = Result<Response<T>, Error>> + 'static) -> Sent {
    Box::pin(async move { Ok(sending.await?.status()) })
}

/// Shows what was read from JSON.
pub(crate) fn value<T: Debug + octoquill::Value>(value: &T) -> Read {
    let again = serde_json::to_value(value).unwrap_or_else(|error| Value::String(error.to_string()));
    Read { again, debug: format!("{value:?}") }
}

/// Shows text.
pub(crate) fn text(text: &Text) -> Read {
    Read { again: Value::from(&**text), debug: String::new() }
}

/// Shows a reply whose body is not read.
pub(crate) fn nothing<T>(_: &T) -> Read {
    Read { again: Value::Null, debug: String::new() }
}

/// Any JSON, for parameters that take it.
pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A date or a time, for parameters that take it.
#[allow(dead_code, reason = "few clients have such parameters")]
pub(crate) fn parsed<T: FromStr + Default>(text: &str) -> T {
    text.parse().unwrap_or_default()
}
