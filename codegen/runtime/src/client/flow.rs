//! Waiting for the head of an answer, as long as something moves.

use std::future::poll_fn;
use std::task::{Poll, ready};
use std::time::{Duration, Instant};

use super::ClientCore;
use super::attempt::{Head, late};
use super::clock::{Timer, within};
use super::outgoing::Outgoing;
use super::transport::{TransportBody, TransportErrorKind, TransportFailure};
use super::upload::{Progress, Upload};
use crate::error::{BoxError, Error, TransportError};
use crate::request::Body;

/// Sends a request once, and waits for the head of the answer: for as long as is left, or, where a file is sent or
/// awaited, as long as it moves.
pub(crate) async fn head(client: &ClientCore, outgoing: &Outgoing, left: Duration) -> Result<Head, Error> {
    let answer = if outgoing.is_file() {
        // It is rare and large, and would take its place in every request.
        Box::pin(file_head(client, outgoing)).await?
    } else {
        let body = outgoing.body.as_ref().and_then(Body::bytes).map(TransportBody::from);
        let inner = &client.inner;
        let left = left.min(inner.settings.stall_timeout);
        within(&*inner.clock, left, inner.transport.send(outgoing, body.unwrap_or_default()))
            .await
            .ok_or_else(|| late(outgoing))?
            .map_err(|failure| failed(outgoing, failure))?
    };
    let (http::response::Parts { status, headers, .. }, body) = answer.into_parts();
    Ok(Head { status, headers, body })
}

async fn file_head(client: &ClientCore, outgoing: &Outgoing) -> Result<http::Response<TransportBody>, Error> {
    let clock = &client.inner.clock;
    let progress = Progress::new(clock.clone());
    let body = match &outgoing.body {
        Some(body) => TransportBody::new(Upload::new(body, progress.clone())),
        None => {
            progress.complete();
            TransportBody::default()
        }
    };
    let mut answer = client.inner.transport.send(outgoing, body);
    let mut timer: Option<(Instant, Timer)> = None;
    poll_fn(|cx| {
        if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
            return Poll::Ready(answer.map_err(|failure| match progress.take_failure() {
                Some(error) => error_of(outgoing, TransportErrorKind::UnreadableUpload, error.into()),
                None => failed(outgoing, failure),
            }));
        }
        progress.wake_when_complete(cx.waker());
        // The limit moves with what is sent; a timer that ran out too early is wound up again.
        loop {
            let (moved, limit) = limit(client, outgoing, &progress);
            let left = limit.saturating_sub(clock.now().saturating_duration_since(moved));
            if left.is_zero() {
                return Poll::Ready(Err(late(outgoing)));
            }
            let (_, running) = match &mut timer {
                Some(running) if running.0 == moved => running,
                stale => stale.insert((moved, Timer::new(&**clock, left))),
            };
            ready!(running.poll(cx));
            timer = None;
        }
    })
    .await
}

/// Since when nothing has moved, and for how long that may be. What is sent wholly is answered in the time for an attempt.
fn limit(client: &ClientCore, outgoing: &Outgoing, progress: &Progress) -> (Instant, Duration) {
    let (moved, complete) = progress.last();
    let settings = &client.inner.settings;
    let awaits_request = complete && !outgoing.downloads;
    (moved, if awaits_request { settings.attempt_timeout } else { settings.stall_timeout })
}

fn failed(outgoing: &Outgoing, failure: TransportFailure) -> Error {
    let TransportFailure { kind, source } = failure;
    error_of(outgoing, kind, source)
}

fn error_of(outgoing: &Outgoing, kind: TransportErrorKind, source: BoxError) -> Error {
    let request = outgoing.about.request();
    Error::Transport(Box::new(TransportError::new(request, kind, Some(source))))
}
