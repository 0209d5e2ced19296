//! What is checked of each endpoint.

use std::collections::BTreeSet;
use std::fmt::{self, Debug};

use octoquill::decode::from_slice;
use octoquill::{Client, Endpoint, Error, Parts, Request, StatusCode, Strictness};
use serde_json::Value;

use crate::compare::differences;
use crate::verdict::{shown, verdict};

/// How many replies of random data are asked for; each has a seed, so that a run can be repeated.
const SEEDS: u32 = 10;

/// The same for replies without a body, which are all alike.
const SEEDS_WITHOUT_BODY: u32 = 1;

/// How many differences of one reply are shown, as a list repeats them item by item.
const SHOWN: usize = 5;

/// Checks endpoints one by one, and counts.
pub(crate) struct Checker {
    client: Client,
    called: BTreeSet<String>,
    accepted: usize,
    decoded: usize,
    errors: usize,
    failures: usize,
}

/// What was found out about one endpoint.
#[derive(Default)]
struct Findings {
    /// Requests that the server refused.
    refused: Failures,
    /// Replies that are not what the documentation says.
    unlike: Failures,
    decoded: usize,
    /// Replies of success that have no body.
    empty: usize,
    errors: Vec<u16>,
}

/// What failed; most of it does so with one reply after the other, and is shown once.
#[derive(Default)]
struct Failures(Vec<Failure>);

struct Failure {
    what: String,
    /// What the first reply with it was asked for as.
    prefer: String,
    times: usize,
}

/// A request whose reply is wanted as it came.
struct AsJson<R>(R);

impl<R: Request> Request for AsJson<R> {
    type Output = Value;

    const ENDPOINT: &'static Endpoint = R::ENDPOINT;

    fn into_parts(self) -> Parts {
        self.0.into_parts()
    }
}

impl Checker {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, called: BTreeSet::new(), accepted: 0, decoded: 0, errors: 0, failures: 0 }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The endpoints that were called, as `GET /orgs/{org}/packages`.
    pub(crate) fn called(&self) -> &BTreeSet<String> {
        &self.called
    }

    /// How many endpoints there are whose requests were all accepted.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted
    }

    /// How many replies with a body could be read.
    pub(crate) fn decoded(&self) -> usize {
        self.decoded
    }

    /// How many documented errors came as they are documented.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// How many checks failed.
    pub(crate) fn failures(&self) -> usize {
        self.failures
    }

    /// Checks one endpoint; `make` makes its request with a given `Prefer` header.
    pub(crate) async fn check<R>(&mut self, make: impl Fn(&str) -> R)
    where
        R: Request,
        R::Output: Debug + octoquill::Value,
    {
        let endpoint = R::ENDPOINT;
        let mut found = Findings::default();
        let seeds = if has_body(endpoint) { SEEDS } else { SEEDS_WITHOUT_BODY };
        let random = (1..=seeds).map(|seed| format!("dynamic=true, seed={seed}"));
        for prefer in std::iter::once("dynamic=false".to_owned()).chain(random) {
            self.success(&make, &prefer, &mut found).await;
        }
        for status in endpoint.statuses.iter().map(|status| status.code).filter(|code| *code >= 400) {
            self.error(&make, status, &mut found).await;
        }
        println!("{:<6} {}  {}", endpoint.method.as_str(), endpoint.path, found.summary());
        for failure in found.failures() {
            println!("  FAILED: {failure}");
        }
        self.called.insert(format!("{} {}", endpoint.method, endpoint.path));
        self.accepted += usize::from(found.refused.0.is_empty());
        self.decoded += found.decoded;
        self.errors += found.errors.len();
        self.failures += found.failures().count();
    }

    /// Sends a request that must succeed: as users send it, and once more to compare what was read with what was sent.
    async fn success<R>(&self, make: &impl Fn(&str) -> R, prefer: &str, found: &mut Findings)
    where
        R: Request,
        R::Output: Debug + octoquill::Value,
    {
        let response = match self.client.send(make(prefer)).await {
            Ok(response) => response,
            Err(error) => return found.failed(prefer, &error),
        };
        if R::ENDPOINT.status(response.status()).is_none() {
            found.unlike.push(prefer, format!("{} is not documented", response.status()));
        }
        for drift in response.drift().iter().take(SHOWN) {
            found.unlike.push(prefer, drift.to_string());
        }
        if !has_body(R::ENDPOINT) {
            found.empty += 1;
            return;
        }
        found.decoded += 1;
        let json = match self.client.send(AsJson(make(prefer))).await {
            Ok(json) => json,
            Err(error) => return found.failed(prefer, &error),
        };
        match unread::<R>(&json) {
            Ok(unread) => {
                found.decoded += 1;
                for difference in unread.into_iter().take(SHOWN) {
                    found.unlike.push(prefer, difference);
                }
            }
            Err(error) => found.unlike.push(prefer, error),
        }
    }

    /// Asks for a documented error, which the server refuses to give if its description does not have it.
    async fn error<R: Request>(&self, make: &impl Fn(&str) -> R, status: u16, found: &mut Findings) {
        let prefer = format!("code={status}");
        let error = match self.client.send(make(&prefer)).await {
            Ok(response) => return found.unlike.push(&prefer, format!("got {}", response.status())),
            Err(error) => error,
        };
        match &error {
            Error::Api(api) if verdict(api).is_some() => found.refused.push(&prefer, shown(&error)),
            Error::Api(api) if api.message().is_none() && !api.body().is_empty() => {
                found.unlike.push(&prefer, format!("no message in {}", api.body()));
            }
            Error::Api(api) if api.status().as_u16() == status && api.documented().is_some() => {
                found.errors.push(status);
            }
            _ => found.unlike.push(&prefer, shown(&error)),
        }
    }
}

/// Whether success comes with a body.
fn has_body(endpoint: &Endpoint) -> bool {
    endpoint.status(StatusCode::NO_CONTENT).is_none()
}

/// Reads a reply strictly, and says what of it cannot be found in what was read.
fn unread<R>(json: &Value) -> Result<BTreeSet<String>, String>
where
    R: Request,
    R::Output: Debug + octoquill::Value,
{
    let text = json.to_string();
    let decoded =
        from_slice::<R::Output>(text.as_bytes(), Strictness::Strict).map_err(|error| shown(&error))?;
    let again = serde_json::to_value(&decoded.value).map_err(|error| error.to_string())?;
    Ok(differences(json, &again, &format!("{:?}", decoded.value)))
}

impl Findings {
    /// Takes note of a request that did not succeed.
    fn failed(&mut self, prefer: &str, error: &Error) {
        let is_refused = match error {
            Error::Decode(_) | Error::Items(_) => false,
            // Prism says 500 if its own reply is not what the description promises.
            _ => error.status() != Some(StatusCode::INTERNAL_SERVER_ERROR),
        };
        let failures = if is_refused { &mut self.refused } else { &mut self.unlike };
        failures.push(prefer, shown(error));
    }

    fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.refused.0.iter().chain(&self.unlike.0)
    }

    fn summary(&self) -> String {
        let mut parts = match (self.decoded, self.empty) {
            (decoded, 0) => vec![format!("{decoded} replies decoded")],
            (_, empty) => vec![format!("{empty} replies without a body")],
        };
        if !self.errors.is_empty() {
            let errors: Vec<String> = self.errors.iter().map(u16::to_string).collect();
            parts.push(format!("errors {}", errors.join(" ")));
        }
        match self.failures().count() {
            0 => {}
            failures => parts.push(format!("{failures} FAILED")),
        }
        parts.join(", ")
    }
}

impl Failures {
    fn push(&mut self, prefer: &str, what: String) {
        match self.0.iter_mut().find(|failure| failure.what == what) {
            Some(failure) => failure.times += 1,
            None => self.0.push(Failure { what, prefer: prefer.to_owned(), times: 1 }),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "with {}", self.prefer)?;
        if self.times > 1 {
            write!(f, " and {} more like it", self.times - 1)?;
        }
        write!(f, ": {}", self.what)
    }
}
