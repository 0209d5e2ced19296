//! A server in memory, for the tests of those who use the client.
//!
//! ```text
//! let mock = Mock::new();
//! mock.expect(orgs::packages::Get::new("acme", PackageType::Npm, "left-pad")).reply(&Package { id: 7, ..Package::default() });
//! mock.expect(orgs::packages::Delete::new("acme", PackageType::Npm, "left-pad")).status(403).json(json!({ "message": "No." }));
//! let github = Client::builder("https://ghe.example.com/api/v3").transport(mock.clone()).clock(mock.clock()).build()?;
//! // … what is to be tested …
//! mock.check()?;
//! ```

mod clock;
mod difference;
mod expectation;
mod sent;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{HeaderName, HeaderValue};

pub use self::clock::MockClock;
pub use self::expectation::Expectation;
use self::expectation::{Expected, Reply};
use self::sent::Sent;
use super::client::{BoxFuture, Transport, TransportBody, TransportFailure};
use super::request::Request;

/// A server in memory: it answers the requests that were announced to it, and refuses all others.
///
/// Clones are the same server. Requests may come in any order; of two announcements that a request fits, the first one that is left answers.
#[derive(Clone, Default)]
pub struct Mock {
    state: Arc<Mutex<State>>,
    clock: MockClock,
}

#[derive(Default)]
struct State {
    expected: Vec<Expected>,
    /// What was said to those that nobody had announced.
    unexpected: Vec<Unexpected>,
}

impl Mock {
    /// A server that expects nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Announces a request, as the very value that is to be sent; what is said next is the answer to it.
    ///
    /// The path, the query, the body and the headers that the request sets have to be the same. The base URL of the client does not matter.
    pub fn expect<R: Request>(&self, request: R) -> Expectation<R> {
        Expectation::new(self.clone(), Sent::of(&request.into_parts()))
    }

    /// A clock that lets waits pass at once, and remembers them.
    pub fn clock(&self) -> MockClock {
        self.clock.clone()
    }

    /// Whether all that was expected has come, and nothing else.
    ///
    /// # Errors
    ///
    /// What has not come, and what came in its place.
    pub fn check(&self) -> Result<(), MockError> {
        self.with(|state| {
            let missing: Vec<String> = state.expected.iter().filter_map(Expected::missing).collect();
            if missing.is_empty() && state.unexpected.is_empty() {
                return Ok(());
            }
            Err(MockError { missing, unexpected: state.unexpected.iter().map(|one| one.0.clone()).collect() })
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The answer to a request, if one was announced.
    fn answer(&self, sent: &Sent) -> Result<Reply, Unexpected> {
        self.with(|state| {
            if let Some(reply) = state.expected.iter_mut().find_map(|expected| expected.answer(sent)) {
                return Ok(reply);
            }
            let nearest = state
                .expected
                .iter()
                .filter(|expected| expected.is_left())
                .min_by_key(|expected| difference::distance(&expected.request, sent));
            let unexpected = Unexpected(difference::report(nearest.map(|expected| &expected.request), sent));
            state.unexpected.push(unexpected.clone());
            Err(unexpected)
        })
    }
}

impl Transport for Mock {
    fn send(
        &self,
        request: http::Request<TransportBody>,
    ) -> BoxFuture<'_, Result<http::Response<TransportBody>, TransportFailure>> {
        Box::pin(async move {
            let sent = Sent::read(request).await?;
            let reply = self.answer(&sent).map_err(TransportFailure::refused)?;
            reply.into_response()
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.with(|state| state.expected.iter().filter(|expected| expected.is_left()).count());
        f.debug_struct("Mock").field("left", &left).finish_non_exhaustive()
    }
}

/// A request that nobody had announced, against the nearest one that was.
#[derive(Clone)]
struct Unexpected(String);

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Unexpected {
    // What fails a test is printed by `unwrap`, where the lines of it should be lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}\n")
    }
}

impl std::error::Error for Unexpected {}

/// What was expected and did not come, and what came in its place.
pub struct MockError {
    missing: Vec<String>,
    unexpected: Vec<String>,
}

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for missing in &self.missing {
            writeln!(f, "{missing}")?;
        }
        for unexpected in &self.unexpected {
            writeln!(f, "{unexpected}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for MockError {}

/// A header of an answer; none if it cannot be one.
fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
}
