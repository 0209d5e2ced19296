//! What is sent, in a form in which it can be compared and shown.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use http::Method;
use http_body::Body as _;
use serde_json::Value;

use crate::client::{TransportBody, TransportFailure};
use crate::request::Parts;

/// What is sent.
#[derive(Clone)]
pub(super) struct Sent {
    pub(super) method: Method,
    /// The path and the query. What was really sent has the path of the base URL in front.
    pub(super) path_and_query: String,
    /// Of what is expected, those that the request sets itself; of what was sent, all.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: Bytes,
    /// Why it can never be sent, if that is so.
    pub(super) invalid: Option<String>,
}

impl Sent {
    /// What a request sends.
    pub(super) fn of(parts: &Parts) -> Self {
        let (path_and_query, body, invalid) = match (parts.path_and_query(), parts.encoded_body()) {
            (Ok(path), Ok(body)) => (path, body.and_then(|(_, body)| body.bytes()).unwrap_or_default(), None),
            (Err(error), _) | (_, Err(error)) => (String::new(), Bytes::new(), Some(error.to_string())),
        };
        Self {
            method: parts.method().clone(),
            path_and_query,
            headers: parts.headers().clone(),
            body,
            invalid,
        }
    }

    /// Reads what comes.
    pub(super) async fn read(request: http::Request<TransportBody>) -> Result<Self, TransportFailure> {
        let (head, mut body) = request.into_parts();
        let mut bytes = BytesMut::new();
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            if let Ok(chunk) = frame.map_err(TransportFailure::interrupted)?.into_data() {
                bytes.extend_from_slice(&chunk);
            }
        }
        let headers = head
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        let path_and_query = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        Ok(Self {
            method: head.method,
            path_and_query,
            headers: headers.collect(),
            body: bytes.freeze(),
            invalid: None,
        })
    }

    /// Whether something that was sent is this.
    pub(super) fn is(&self, sent: &Self) -> bool {
        self.invalid.is_none()
            && self.method == sent.method
            && sent.path_and_query.ends_with(&self.path_and_query)
            && self.headers.iter().all(|(name, value)| sent.headers.get(name) == Some(value))
            && (self.body == sent.body || self.json().is_some_and(|json| sent.json() == Some(json)))
    }

    /// The body, if it is JSON.
    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// What is compared, line by line. Of the headers, it is those that somebody asks for.
    pub(super) fn lines<'a>(&self, prefix: &str, asked: impl Iterator<Item = &'a String>) -> Vec<String> {
        let path_and_query = self.path_and_query.strip_prefix(prefix).unwrap_or(&self.path_and_query);
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let mut lines = vec![format!("{} {path}", self.method)];
        lines.extend(query.split('&').filter(|pair| !pair.is_empty()).map(|pair| format!("  ?{pair}")));
        for name in asked {
            lines.extend(self.headers.get(name).map(|value| format!("  {name}: {value}")));
        }
        match self.json() {
            _ if self.body.is_empty() => {}
            Some(json) => lines.extend(format!("{json:#}").lines().map(|line| format!("  {line}"))),
            None => lines.push(format!("  {} bytes: {}", self.body.len(), beginning(&self.body))),
        }
        lines.extend(self.invalid.clone());
        lines
    }

    /// The path alone.
    pub(super) fn path(&self) -> &str {
        self.path_and_query.split_once('?').map_or(&self.path_and_query, |(path, _)| path)
    }
}

/// How a body that is no JSON begins.
fn beginning(body: &[u8]) -> String {
    const SHOWN: usize = 60;
    String::from_utf8_lossy(&body[..body.len().min(SHOWN)]).escape_debug().to_string()
}
