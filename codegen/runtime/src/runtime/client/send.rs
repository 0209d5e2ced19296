//! Sending a request, and following redirects as far as the token may go.

use std::time::Instant;

use bytes::{Bytes, BytesMut};
use http::Method;
use http::header::LOCATION;
use url::Url;

use super::base_url::has_user_info;
use super::download::Download;
use super::outgoing::{About, Outgoing};
use super::reply::Reply;
use super::{Client, flow};
use crate::runtime::decode::{BodyFault, Fault};
use crate::runtime::endpoint::is_redirect;
use crate::runtime::error::{ApiError, Error, RedirectError, RedirectErrorKind, TransportError};
use crate::runtime::request::Body;

/// How many redirects in a row are followed.
const REDIRECTS: usize = 5;

/// How much of an error's body is kept, in bytes.
const ERROR_BODY: usize = 64 * 1024;

/// How large a body may be when it is unpacked, in bytes. A small packed one can become any size.
pub(crate) const BODY: usize = 64 * 1024 * 1024;

/// Sends a request until there is an answer that is no redirect.
pub(crate) async fn send(client: &Client, mut outgoing: Outgoing) -> Result<Reply, Error> {
    let deadline = Instant::now().checked_add(client.inner.timeout);
    let mut redirects = 0;
    loop {
        let answer = if outgoing.uploads || outgoing.downloads {
            flow::send_once(client, &outgoing).await?
        } else {
            send_once(client, &outgoing, deadline).await?
        };
        if !is_redirect(answer.status().as_u16()) {
            return read(client, outgoing, answer).await;
        }
        outgoing.url = redirect(&outgoing, &answer, redirects)?;
        if !outgoing.is_abroad && !outgoing.server.is_origin_of(&outgoing.url) {
            outgoing.go_abroad();
        }
        redirects += 1;
    }
}

async fn send_once(
    client: &Client,
    outgoing: &Outgoing,
    deadline: Option<Instant>,
) -> Result<reqwest::Response, Error> {
    let mut request = reqwest::Request::new(outgoing.method.clone(), outgoing.url.clone());
    *request.headers_mut() = outgoing.headers.clone();
    *request.body_mut() = outgoing.body.as_ref().and_then(Body::bytes).map(reqwest::Body::from);
    // What is left of the time is for this answer and its body. A time without end needs no limit.
    *request.timeout_mut() = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    client.inner.http.execute(request).await.map_err(|error| no_answer(&outgoing.about, error))
}

pub(crate) fn no_answer(about: &About, error: reqwest::Error) -> Error {
    Error::Transport(Box::new(TransportError::new(about.request.clone(), error)))
}

/// Where to go on, if that is allowed.
fn redirect(outgoing: &Outgoing, answer: &reqwest::Response, redirects: usize) -> Result<Url, Error> {
    let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let refuse = |kind| {
        let exchange = outgoing.about.exchange(answer.status(), answer.headers());
        let location = outgoing.about.redact_url(location.unwrap_or_default());
        Err(Error::Redirect(Box::new(RedirectError::new(exchange, kind, location))))
    };
    let target = location
        .filter(|location| !location.is_empty())
        .and_then(|location| outgoing.url.join(location).ok());
    let Some(mut target) = target else { return refuse(RedirectErrorKind::NoLocation) };
    let reads = matches!(outgoing.method, Method::GET | Method::HEAD);
    if !outgoing.server.is_origin_of(&target) {
        let announced = reads && outgoing.about.endpoint.redirects() && !has_user_info(&target);
        if !announced || !matches!(target.scheme(), "https" | "http") {
            return refuse(RedirectErrorKind::ForeignOrigin);
        }
        if target.scheme() == "http" && !outgoing.server.is_loopback() {
            return refuse(RedirectErrorKind::PlainHttp);
        }
    }
    let keeps_method = matches!(answer.status().as_u16(), 307 | 308);
    if !keeps_method && !reads {
        return refuse(RedirectErrorKind::MethodWouldChange);
    }
    if redirects >= REDIRECTS {
        return refuse(RedirectErrorKind::TooMany);
    }
    target.set_fragment(None);
    Ok(target)
}

/// Reads the body of an answer that is no redirect, or leaves that to who wants it as it comes.
async fn read(client: &Client, outgoing: Outgoing, answer: reqwest::Response) -> Result<Reply, Error> {
    let limited = outgoing.uploads || outgoing.downloads;
    let Outgoing { url, about, downloads, .. } = outgoing;
    let strictness = client.inner.strictness;
    let status = answer.status();
    let headers = answer.headers().clone();
    let success = status.is_success();
    if success && downloads {
        let download = Download::new(answer, about.clone(), strictness, client.inner.stall_timeout);
        let download = Some(Box::new(download));
        return Ok(Reply { status, headers, body: Bytes::new(), download, url, about, strictness });
    }
    let body = read_body(answer, if success { BODY } else { ERROR_BODY });
    let read = if limited {
        flow::in_time(client, &about, body).await
    } else {
        body.await.map_err(|error| no_answer(&about, error))
    };
    let (body, complete) = match read {
        Ok(read) => read,
        // The status says more than the rest of an error's body could.
        Err(_) if !success => (Bytes::new(), false),
        Err(error) => return Err(error),
    };
    let exchange = about.exchange(status, &headers);
    if !success {
        let body = String::from_utf8_lossy(&body);
        let error = ApiError::new(exchange, status, headers, &body, |text| about.redact(text));
        return Err(Error::Api(Box::new(error)));
    }
    if !complete {
        let fault = Fault::of_body("a body of at most 64 MiB", "a larger one");
        return Err(Error::from_body(BodyFault::Whole(fault), exchange));
    }
    Ok(Reply { status, headers, body, download: None, url, about, strictness })
}

/// Reads a body up to a limit, and says whether that was all of it.
async fn read_body(mut answer: reqwest::Response, limit: usize) -> Result<(Bytes, bool), reqwest::Error> {
    let mut body = BytesMut::new();
    while let Some(chunk) = answer.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > limit {
            body.truncate(limit);
            return Ok((body.freeze(), false));
        }
    }
    Ok((body.freeze(), true))
}
