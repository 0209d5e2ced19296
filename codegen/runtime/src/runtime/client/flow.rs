//! Requests that take as long as something moves.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout};

use super::Client;
use super::outgoing::{About, Outgoing};
use super::send::no_answer;
use super::upload::{Progress, Upload};
use crate::runtime::error::{Error, TransportError};

/// Sends a request whose body or answer is a file, and waits for the head of the answer.
pub(crate) async fn send_once(client: &Client, outgoing: &Outgoing) -> Result<reqwest::Response, Error> {
    let progress = Progress::new();
    let mut request = reqwest::Request::new(outgoing.method.clone(), outgoing.url.clone());
    *request.headers_mut() = outgoing.headers.clone();
    match &outgoing.body {
        Some(body) => *request.body_mut() = Some(reqwest::Body::wrap(Upload::new(body, progress.clone()))),
        None => progress.complete(),
    }
    let mut answer = pin!(client.inner.http.execute(request));
    let mut timer = pin!(sleep_until(limit(client, outgoing, &progress)));
    poll_fn(|cx| {
        if let Poll::Ready(answer) = answer.as_mut().poll(cx) {
            return Poll::Ready(answer.map_err(|error| match progress.take_failure() {
                Some(failure) => failed(TransportError::unreadable(outgoing.about.request.clone(), failure)),
                None => no_answer(&outgoing.about, error),
            }));
        }
        progress.wake_when_complete(cx.waker());
        let limit = limit(client, outgoing, &progress);
        if timer.deadline() != limit {
            // Something moved in the meantime.
            timer.as_mut().reset(limit);
        }
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(stalled(&outgoing.about)))
    })
    .await
}

/// When to give up unless something moves. What is sent wholly is answered in the time for a request.
fn limit(client: &Client, outgoing: &Outgoing, progress: &Progress) -> Instant {
    let (moved, complete) = progress.last();
    let awaits_request = complete && !outgoing.downloads;
    later(moved, if awaits_request { client.inner.timeout } else { client.inner.stall_timeout })
}

/// A time in the future; one that is out of reach is a year away.
pub(crate) fn later(from: Instant, by: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365);
    from + by.min(FAR)
}

/// Reads what comes with an answer that is no file.
pub(crate) async fn in_time<T>(
    client: &Client,
    about: &About,
    body: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, Error> {
    match timeout(client.inner.timeout, body).await {
        Ok(read) => read.map_err(|error| no_answer(about, error)),
        Err(_) => Err(stalled(about)),
    }
}

fn stalled(about: &About) -> Error {
    failed(TransportError::stalled(about.request.clone()))
}

fn failed(error: TransportError) -> Error {
    Error::Transport(Box::new(error))
}
