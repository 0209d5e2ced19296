//! One attempt at a request, which follows redirects as far as the token may go.

use std::time::Instant;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::base_url::has_user_info;
use super::clock::later;
use super::download::Download;
use super::incoming::{Broken, Incoming};
use super::outgoing::{Attempted, Outgoing};
use super::reply::Reply;
use super::transport::{TransportBody, TransportErrorKind};
use super::unpack::Unpack;
use super::{ClientCore, flow};
use crate::endpoint::is_redirect;
use crate::error::{
    ApiError, BodyError, BodyErrorKind, Error, RedirectError, RedirectErrorKind, TransportError,
};

/// How many redirects in a row are followed.
const REDIRECTS: usize = 5;

/// The head of an answer, and the body that is to come.
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: TransportBody,
}

/// Sends a request until there is an answer that is no redirect. All of it has to be there by the deadline, but for files.
pub(crate) async fn attempt(
    client: &ClientCore,
    outgoing: &mut Attempted<'_>,
    deadline: Instant,
) -> Result<Reply, Error> {
    let inner = &client.inner;
    let mut now = inner.clock.now();
    let end = later(now, inner.settings.attempt_timeout).min(deadline);
    let mut redirects = 0;
    loop {
        let mut head = flow::head(client, outgoing, end.saturating_duration_since(now)).await?;
        if !is_redirect(head.status.as_u16()) {
            return read(client, outgoing, &mut head, end).await;
        }
        let url = redirect(outgoing, &head, redirects)?;
        let outgoing = outgoing.change();
        outgoing.url = url;
        if !outgoing.is_abroad && !outgoing.server.is_origin_of(&outgoing.url) {
            outgoing.go_abroad();
        }
        redirects += 1;
        now = inner.clock.now();
    }
}

/// Where to go on, if that is allowed.
fn redirect(outgoing: &Outgoing, head: &Head, redirects: usize) -> Result<Url, Error> {
    let location = head.headers.get(LOCATION).and_then(|location| location.to_str().ok());
    let refuse = |kind| {
        let exchange = outgoing.about.exchange(head.status, &head.headers);
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
    let keeps_method = matches!(head.status.as_u16(), 307 | 308);
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
///
/// The head is lent, as is what goes through more hands elsewhere: a future has room for all that was ever given to it.
async fn read(
    client: &ClientCore,
    outgoing: &Attempted<'_>,
    head: &mut Head,
    end: Instant,
) -> Result<Reply, Error> {
    let inner = &client.inner;
    let settings = &inner.settings;
    let Head { status, headers, body } = head;
    let (status, body) = (*status, std::mem::take(body));
    let about = outgoing.about.clone();
    let is_success = status.is_success();
    let flows = is_success && outgoing.downloads;
    let end = match outgoing.is_file() {
        // What comes behind a file that was sent has a time of its own.
        true if flows => None,
        true => Some(later(inner.clock.now(), settings.attempt_timeout)),
        false => Some(end),
    };
    let corrupt = |error, headers: &HeaderMap| {
        let exchange = about.exchange(status, headers);
        Error::Body(Box::new(BodyError::new(exchange, BodyErrorKind::Corrupt, error)))
    };
    let mut incoming = match Unpack::of(headers) {
        Ok(unpack) => Incoming::new(body, unpack, inner.clock.clone(), settings.stall_timeout, end),
        Err(error) if is_success => return Err(corrupt(error.into(), headers)),
        // The status says more than a body could.
        Err(_) => {
            let body = TransportBody::default();
            Incoming::new(body, None, inner.clock.clone(), settings.stall_timeout, end)
        }
    };
    let reply = |headers: &mut HeaderMap, body, download, about| Reply {
        status,
        headers: std::mem::take(headers),
        body,
        download,
        url: outgoing.changed_url(),
        about,
        strictness: settings.strictness,
        max_json_depth: settings.max_json_depth,
    };
    if flows {
        let download = Download::new(status, headers.clone(), about.clone(), incoming, settings);
        return Ok(reply(headers, Bytes::new(), Some(Box::new(download)), about));
    }
    if status == StatusCode::NO_CONTENT {
        // There is none, and what comes all the same is not looked at.
        return Ok(reply(headers, Bytes::new(), None, about));
    }
    let limit = if is_success { settings.max_body } else { settings.max_error_body };
    let read = incoming.read(limit).await;
    if !is_success {
        let body = read.map(|(body, _)| body).unwrap_or_default();
        let exchange = about.exchange(status, headers);
        let headers = std::mem::take(headers);
        let body = String::from_utf8_lossy(&body);
        let error = ApiError::new(exchange, status, headers, &body, |text| about.redact(text));
        return Err(Error::Api(Box::new(error)));
    }
    match read {
        Ok((body, true)) => Ok(reply(headers, body, None, about)),
        Ok((_, false)) => {
            let reason = format!("it has more than {limit} bytes").into();
            let exchange = about.exchange(status, headers);
            Err(Error::Body(Box::new(BodyError::new(exchange, BodyErrorKind::TooLarge, reason))))
        }
        Err(Broken::Corrupt(error)) => Err(corrupt(error.into(), headers)),
        Err(Broken::Late) => Err(late(outgoing)),
        Err(Broken::Incomplete(source)) => {
            let request = about.request();
            let error = TransportError::new(request, TransportErrorKind::IncompleteBody, Some(source));
            Err(Error::Transport(Box::new(error)))
        }
    }
}

/// The time was up.
pub(crate) fn late(outgoing: &Outgoing) -> Error {
    let request = outgoing.about.request();
    Error::Transport(Box::new(TransportError::new(request, TransportErrorKind::Timeout, None)))
}
