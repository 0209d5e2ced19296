//! The rate limits that are known to be used up.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::throttle::{self, Throttle};
use crate::client::clock::{Clock, later};

/// How much is remembered of each kind. A server can name any number of resources, and tokens may change every hour; what is
/// forgotten costs one refused request at most.
const REMEMBERED: usize = 10_000;

/// Remembers which limits are used up, so that nobody asks in vain: for each token and, as the server names them, for
/// each resource.
pub(crate) struct Gate {
    hasher: RandomState,
    tokens: Mutex<HashMap<u64, Limits>>,
}

/// Who asks for what.
#[derive(Clone, Copy)]
pub(crate) struct Lane {
    token: u64,
    endpoint: u64,
}

/// What is known of the limits of one token.
#[derive(Default)]
struct Limits {
    /// Until when nothing at all is answered.
    all: Option<Instant>,
    /// Until when nothing of a resource is answered.
    resources: HashMap<Arc<str>, Instant>,
    /// The resource that an endpoint was counted for when it answered last. Nothing else says that before it is asked.
    endpoints: HashMap<u64, Arc<str>>,
}

/// A limit that is used up.
pub(crate) struct Closed {
    /// For how long.
    pub(crate) wait: Duration,
    pub(crate) is_secondary: bool,
    pub(crate) resource: Option<String>,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self { hasher: RandomState::new(), tokens: Mutex::default() }
    }

    /// Who asks for what: a token, of which only a hash is kept, and an endpoint.
    pub(crate) fn lane(&self, headers: &HeaderMap, endpoint: &str) -> Lane {
        let token = headers.get(AUTHORIZATION).map(http::HeaderValue::as_bytes);
        Lane { token: self.hasher.hash_one(token), endpoint: self.hasher.hash_one(endpoint) }
    }

    /// The limit that stops a request; none if it can be sent.
    pub(crate) fn closed(&self, lane: Lane, now: Instant) -> Option<Closed> {
        self.with(|tokens| {
            let limits = tokens.get_mut(&lane.token)?;
            let left = |until: Instant| until.checked_duration_since(now).filter(|left| !left.is_zero());
            if let Some(wait) = limits.all.and_then(left) {
                return Some(Closed { wait, is_secondary: true, resource: None });
            }
            let resource = limits.endpoints.get(&lane.endpoint)?;
            let wait = left(*limits.resources.get(resource)?)?;
            Some(Closed { wait, is_secondary: false, resource: Some(resource.to_string()) })
        })
    }

    /// Notes what an answer says of the limits. What is kept of it goes through `redact`, as servers repeat in any header what
    /// they were told.
    pub(crate) fn note(
        &self,
        lane: Lane,
        headers: &HeaderMap,
        clock: &dyn Clock,
        redact: impl Fn(&str) -> String,
    ) {
        let Some(resource) = throttle::header(headers, throttle::RESOURCE) else { return };
        let spent = throttle::is_exhausted(headers).then(|| throttle::until_reset(headers, clock)).flatten();
        self.with(|tokens| {
            let limits = room_for(tokens, &lane.token).entry(lane.token).or_default();
            if limits.endpoints.get(&lane.endpoint).is_none_or(|known| **known != *resource) {
                room_for(&mut limits.endpoints, &lane.endpoint)
                    .insert(lane.endpoint, redact(resource).into());
            }
            if let Some(wait) = spent {
                limits.close(Some(&redact(resource)), later(clock.now(), wait));
            }
        });
    }

    /// Closes the limit that has refused a request.
    pub(crate) fn close(&self, lane: Lane, throttle: &Throttle, wait: Duration, now: Instant) {
        let resource = throttle.resource.as_deref().filter(|_| !throttle.is_secondary);
        self.with(|tokens| {
            room_for(tokens, &lane.token).entry(lane.token).or_default().close(resource, later(now, wait));
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<u64, Limits>) -> T) -> T {
        act(&mut self.tokens.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Limits {
    /// Closes a resource, or all of them; never for a shorter time than they are closed already.
    fn close(&mut self, resource: Option<&str>, until: Instant) {
        let Some(resource) = resource else {
            self.all = self.all.max(Some(until));
            return;
        };
        let resource: Arc<str> = resource.into();
        let closed = room_for(&mut self.resources, &resource).entry(resource).or_insert(until);
        *closed = until.max(*closed);
    }
}

/// The map, with room for one more.
fn room_for<'a, K: Hash + Eq, V>(map: &'a mut HashMap<K, V>, key: &K) -> &'a mut HashMap<K, V> {
    if map.len() >= REMEMBERED && !map.contains_key(key) {
        map.clear();
    }
    map
}
