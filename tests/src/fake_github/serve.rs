//! Serving connections.

use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Setup;
use super::answer::{self, Answer, Asked};
use super::faults::{Fault, Planner};
use super::http::{self, End, Request};
use super::limits::{Gate, Verdict};
use super::record::Record;
use super::versions::Versions;

/// How long a slow answer takes, in the server's time.
const SLOW: Duration = Duration::from_secs(5);

/// How long the secondary limit lasts where the answer does not say it.
const MINUTE: u64 = 60;

/// The server's memory.
#[derive(Debug)]
pub(super) struct State {
    setup: Setup,
    base_url: String,
    pub(super) versions: Versions,
    pub(super) faults: Planner,
    gate: Gate,
    pub(super) record: Record,
    started: Instant,
    started_at: Timestamp,
}

/// How a request is answered.
struct Plan {
    answer: Answer,
    end: End,
    /// How long it takes, in our time.
    pause: Duration,
    /// Until when the client is told not to ask.
    until: Option<Duration>,
}

impl State {
    pub(super) fn new(mut setup: Setup, base_url: String) -> Self {
        Self {
            versions: Versions::new(std::mem::take(&mut setup.versions)),
            faults: Planner::new(setup.faults.clone()),
            gate: Gate::new(setup.limits),
            record: Record::default(),
            started: Instant::now(),
            started_at: Timestamp::now(),
            setup,
            base_url,
        }
    }

    /// The server's time since its start.
    fn now(&self) -> Duration {
        self.setup.scale.announced(self.started.elapsed())
    }

    /// A time since the start as seconds since 1970.
    fn seconds(&self, time: Duration) -> i64 {
        self.started_at.as_second() + i64::try_from(time.as_secs()).unwrap_or(i64::MAX / 2)
    }

    /// Decides how a request is answered, and does what it asks.
    fn plan(&mut self, request: &Request) -> Plan {
        let asked = answer::asked(&self.setup, &request.method, &request.target);
        self.count(asked);
        let token = request.header("authorization").unwrap_or_default().to_owned();
        if token.is_empty() {
            return Plan::whole(Answer::error(401, "Requires authentication", "packages/packages"));
        }
        let now = self.now();
        let (verdict, early) = self.gate.ask(&token, now);
        if let Some(early) = early {
            let Request { method, target, .. } = request;
            self.record.violations.push(format!("{method} {target} came {early:?} too early"));
        }
        let mut plan = match verdict {
            Verdict::Closed { until, primary } => self.refuse(until, primary, Some(1)),
            Verdict::Open { .. } => match self.faults.next(&request.method, &request.target) {
                Some(fault) => self.disturb(fault, asked, &token, now),
                None => Plan::whole(self.answer(asked)),
            },
        };
        self.add_headers(&mut plan.answer, verdict, now);
        plan
    }

    fn count(&mut self, asked: Asked) {
        let count = match asked {
            Asked::Package => &mut self.record.packages,
            Asked::List { .. } => &mut self.record.lists,
            Asked::Get(_) => &mut self.record.gets,
            Asked::Delete(_) => &mut self.record.deletions,
            Asked::Other => &mut self.record.others,
        };
        *count += 1;
    }

    fn answer(&mut self, asked: Asked) -> Answer {
        answer::answer(&self.setup, &self.base_url, &mut self.versions, asked)
    }

    /// Answers wrongly.
    fn disturb(&mut self, fault: Fault, asked: Asked, token: &str, now: Duration) -> Plan {
        *self.record.faults.entry(fault).or_default() += 1;
        let ends = |answer: Answer, end| Plan { end, ..Plan::whole(answer) };
        match fault {
            Fault::Status(status) => Plan::whole(Answer::error(status, "Server Error", "")),
            Fault::Reset => ends(Answer::error(500, "", ""), End::ResetBefore),
            Fault::ResetInBody | Fault::Truncated => {
                let end = if fault == Fault::Truncated { End::Truncated } else { End::ResetInBody };
                let Answer { status, headers, body, .. } = self.answer(asked);
                ends(Answer { status, headers, body, listed: Vec::new() }, end)
            }
            Fault::Slow => Plan { pause: self.setup.scale.real(SLOW), ..Plan::whole(self.answer(asked)) },
            Fault::Secondary(seconds) => {
                let until = now + Duration::from_secs(seconds.unwrap_or(MINUTE));
                self.gate.close(token, until);
                self.refuse(until, false, seconds)
            }
            Fault::Lost => ends(self.answer(asked), End::ResetBefore),
            Fault::LostBehindGateway => {
                self.answer(asked);
                Plan::whole(Answer::error(504, "Gateway Timeout", ""))
            }
        }
    }

    /// Answers that a limit is reached. The end is said by `x-ratelimit-reset` for the primary limit, and for the other
    /// by `retry-after`, if that is to be said at all.
    fn refuse(&mut self, until: Duration, primary: bool, says: Option<u64>) -> Plan {
        let mut answer = if primary {
            self.record.refused_primary += 1;
            // GitHub uses both statuses.
            let status = if self.record.refused_primary.is_multiple_of(2) { 429 } else { 403 };
            let page = "using-the-rest-api/rate-limits-for-the-rest-api";
            Answer::error(status, "API rate limit exceeded for user ID 583231.", page)
        } else {
            self.record.refused_secondary += 1;
            let page = "using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits";
            Answer::error(403, "You have exceeded a secondary rate limit. Please wait a few minutes.", page)
        };
        if !primary && says.is_some() {
            let left = until.saturating_sub(self.now());
            answer.headers.push(("Retry-After", (left.as_secs() + 1).to_string()));
        }
        Plan { until: Some(until), ..Plan::whole(answer) }
    }

    fn add_headers(&self, answer: &mut Answer, verdict: Verdict, now: Duration) {
        let date = Timestamp::from_second(self.seconds(now)).unwrap_or(Timestamp::UNIX_EPOCH);
        answer.headers.push(("Date", date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()));
        answer.headers.push(("X-GitHub-Request-Id", format!("FA4E:{:X}", self.record.requests())));
        let Some((limit, pause)) = self.gate.limits().primary else { return };
        let (remaining, reset) = match verdict {
            Verdict::Closed { until, primary: true } => (0, until),
            Verdict::Closed { .. } => (1, now + Duration::from_secs(pause)),
            Verdict::Open { remaining } => (remaining, now + Duration::from_secs(pause)),
        };
        answer.headers.extend([
            ("X-RateLimit-Limit", limit.to_string()),
            ("X-RateLimit-Remaining", remaining.to_string()),
            ("X-RateLimit-Used", (limit - remaining.min(limit)).to_string()),
            ("X-RateLimit-Reset", self.seconds(reset).to_string()),
            ("X-RateLimit-Resource", "core".to_owned()),
        ]);
    }

    fn begin(&mut self, request: &Request) {
        self.record.in_flight += 1;
        let (count, most) = (self.record.in_flight, self.gate.limits().in_flight);
        self.record.peak = self.record.peak.max(count);
        if count > most {
            let Request { method, target, .. } = request;
            self.record.violations.push(format!("{method} {target} was one of {count} at once"));
        }
    }
}

impl Plan {
    fn whole(answer: Answer) -> Self {
        Self { answer, end: End::Whole, pause: Duration::ZERO, until: None }
    }
}

/// Answers the requests of a connection until it ends.
pub(super) fn connection(mut stream: TcpStream, state: &Mutex<State>) {
    // Small answers go out at once.
    let _ = stream.set_nodelay(true);
    lock(state).record.connections += 1;
    while let Some(request) = http::peek(&stream) {
        let plan = {
            let mut state = lock(state);
            state.begin(&request);
            state.plan(&request)
        };
        thread::sleep(plan.pause);
        // What the client was told counts from before it can read it.
        if let Some(until) = plan.until {
            let token = request.header("authorization").unwrap_or_default();
            lock(state).gate.told(token, until);
        }
        // It is no longer under way when the client can know that.
        lock(state).record.in_flight -= 1;
        if plan.end == End::Whole {
            lock(state).versions.listed(&plan.answer.listed);
        }
        if !http::answer(&mut stream, &request, &plan.answer, plan.end) {
            return;
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
