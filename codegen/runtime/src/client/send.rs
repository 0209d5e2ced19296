//! Sending a request: its turn, its attempts, and the waits between them.

use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use super::ClientCore;
use super::attempt::attempt;
use super::clock::later;
use super::outgoing::{Attempted, Outgoing};
use super::policy::{Closed, Cost, Lane, Throttle, Turn, may_repeat, retry_after};
use super::reply::Reply;
use crate::error::{ApiError, Error, RateLimitedError};

/// What only servers send that limit rates.
const RATE_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");

/// Sends a request until there is an answer to keep.
pub(crate) async fn send(client: &ClientCore, outgoing: &Outgoing) -> Result<Reply, Error> {
    let span = tracing::info_span!(
        "request",
        operation = outgoing.about.endpoint.name,
        request = %outgoing.about,
        attempt = Empty,
        status = Empty,
        wait_ms = Empty,
        request_id = Empty,
    );
    let mut request =
        UnderWay { client, template: outgoing, deadline: client.inner.deadline(), course: Course::default() };
    async {
        let result = request.run().await;
        record(&result, &request.course);
        result
    }
    .instrument(span)
    .await
}

/// A request under way.
struct UnderWay<'a> {
    client: &'a ClientCore,
    /// The request before any redirect, without a token.
    template: &'a Outgoing,
    /// When it has to be through. Time in the queue does not count, as nothing has begun then.
    deadline: Instant,
    course: Course,
}

/// How it went so far.
#[derive(Default)]
struct Course {
    attempts: u32,
    /// How often a refusal was waited for.
    waits: u32,
    waited: Duration,
    /// What the last retry cost.
    cost: Option<Cost>,
}

impl UnderWay<'_> {
    async fn run(&mut self) -> Result<Reply, Error> {
        loop {
            let mut outgoing = Attempted::new(self.template, &self.client.inner.credentials).await?;
            let lane = self.lane(&outgoing);
            let turn = self.turn(lane).await?;
            self.course.attempts += 1;
            let error = match attempt(self.client, &mut outgoing, self.deadline).await {
                Ok(reply) => {
                    self.note(lane, &outgoing, &reply.headers);
                    self.client.inner.budget.put_back(self.course.cost);
                    return Ok(reply);
                }
                Err(error) => error,
            };
            let throttle = self.throttle(lane, &outgoing, &error);
            // Whoever is next has to know of the limit.
            drop(turn);
            match throttle {
                Some((throttle, wait)) => self.wait_for(throttle, wait, error).await?,
                None => self.back_off(error).await?,
            }
        }
    }

    fn lane(&self, outgoing: &Outgoing) -> Lane {
        let endpoint = outgoing.about.endpoint;
        // A request that no documentation knows is told from others by the beginning of its path.
        let name = if endpoint.path.is_empty() {
            let path = outgoing.url.as_str().strip_prefix(outgoing.server.as_str()).unwrap_or_default();
            path.split(['/', '?']).nth(1).unwrap_or_default()
        } else {
            endpoint.name
        };
        self.client.inner.gate.lane(&outgoing.headers, name)
    }

    /// Waits until a known limit allows the request, and it is its turn.
    async fn turn(&mut self, lane: Lane) -> Result<Turn, Error> {
        let inner = &self.client.inner;
        loop {
            if let Some(closed) = inner.gate.closed(lane, inner.clock.now()) {
                if closed.wait > self.longest_wait() {
                    let Closed { wait, is_secondary, resource } = closed;
                    return Err(self.limited(wait, is_secondary, resource, None));
                }
                self.sleep(closed.wait).await;
                continue;
            }
            if let Some(turn) = inner.queue.free_turn(self.template.writes()) {
                return Ok(turn);
            }
            let asked = inner.clock.now();
            let turn = inner.queue.turn(self.template.writes(), &inner.clock).await;
            self.deadline = later(self.deadline, inner.clock.now().saturating_duration_since(asked));
            // Somebody else may have met a limit in the meantime.
            if inner.gate.closed(lane, inner.clock.now()).is_none() {
                return Ok(turn);
            }
            turn.pass();
        }
    }

    /// The limit that has refused the request, if one did, and how long to wait for it. Everybody knows of it then.
    fn throttle(&self, lane: Lane, outgoing: &Outgoing, error: &Error) -> Option<(Throttle, Duration)> {
        let Error::Api(refusal) = error else { return None };
        self.note(lane, outgoing, refusal.headers());
        let clock = &*self.client.inner.clock;
        // Limits of another server, to which a redirect has led, are not GitHub's.
        let mut throttle = Throttle::of(refusal, clock).filter(|_| !outgoing.is_abroad)?;
        throttle.resource = throttle.resource.map(|resource| outgoing.about.redact(&resource));
        let wait = throttle.wait(self.course.waits, self.longest_wait());
        self.client.inner.gate.close(lane, &throttle, wait, clock.now());
        Some((throttle, wait))
    }

    /// Waits for a limit that has refused the request, or gives up.
    async fn wait_for(&mut self, throttle: Throttle, wait: Duration, error: Error) -> Result<(), Error> {
        let inner = &self.client.inner;
        let is_enough =
            self.course.waits >= inner.settings.rate_limit.max_waits || self.template.retries == Some(false);
        if is_enough || wait > self.longest_wait() || !inner.budget.take(Cost::Throttled) {
            let Error::Api(refusal) = error else { return Err(error) };
            let Throttle { is_secondary, resource, .. } = throttle;
            return Err(self.limited(wait, is_secondary, resource, Some(*refusal)));
        }
        self.course.waits += 1;
        self.course.cost = Some(Cost::Throttled);
        tracing::info!(wait_ms = milliseconds(wait), "waiting for the rate limit");
        self.sleep(wait).await;
        Ok(())
    }

    /// Waits before the next attempt, or gives up.
    async fn back_off(&mut self, error: Error) -> Result<(), Error> {
        let inner = &self.client.inner;
        // Waits for limits do not use up the attempts.
        let wait = inner.settings.retry.wait(self.course.attempts - self.course.waits);
        let Some(wait) = wait.filter(|_| may_repeat(&self.template.method, self.template.retries, &error))
        else {
            return Err(error);
        };
        let stated = match &error {
            Error::Api(error) => retry_after(error.headers(), &*inner.clock),
            _ => None,
        };
        let wait = stated.map_or(wait, |stated| stated.max(wait));
        let left = self.deadline.saturating_duration_since(inner.clock.now());
        let is_too_long = wait >= left || stated.is_some_and(|stated| stated > self.longest_wait());
        if is_too_long || !inner.budget.take(Cost::Retry) {
            return Err(error);
        }
        self.course.cost = Some(Cost::Retry);
        tracing::info!(wait_ms = milliseconds(wait), %error, "trying again");
        self.sleep(wait).await;
        Ok(())
    }

    async fn sleep(&mut self, wait: Duration) {
        self.course.waited += wait;
        self.client.inner.clock.sleep(wait).await;
    }

    /// The longest wait that leaves some time for the request itself.
    fn longest_wait(&self) -> Duration {
        let inner = &self.client.inner;
        let left = self.deadline.saturating_duration_since(inner.clock.now());
        inner.settings.rate_limit.max_wait.min(left)
    }

    /// Notes what an answer says of the limits, if it is the server's and not that of another one.
    fn note(&self, lane: Lane, outgoing: &Outgoing, headers: &HeaderMap) {
        let inner = &self.client.inner;
        if outgoing.is_abroad {
            return;
        }
        if headers.contains_key(RATE_LIMIT) {
            inner.queue.pace();
        }
        inner.gate.note(lane, headers, &*inner.clock, |text| outgoing.about.redact(text));
    }

    fn limited(
        &self,
        wait: Duration,
        is_secondary: bool,
        resource: Option<String>,
        api: Option<ApiError>,
    ) -> Error {
        let now = self.client.inner.clock.wall_time();
        let request = self.template.about.request();
        Error::RateLimited(Box::new(RateLimitedError::new(request, wait, now, is_secondary, resource, api)))
    }
}

fn record(result: &Result<Reply, Error>, course: &Course) {
    let span = Span::current();
    if span.is_disabled() {
        return;
    }
    span.record("attempt", course.attempts);
    span.record("wait_ms", milliseconds(course.waited));
    match result {
        Ok(reply) => {
            span.record("status", reply.status.as_u16());
            span.record("request_id", reply.exchange().request_id());
        }
        Err(error) => {
            span.record("status", error.status().map(|status| status.as_u16()));
            span.record("request_id", error.request_id());
        }
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
