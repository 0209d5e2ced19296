//! The body of an answer while it comes.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use super::clock::{Clock, Timer};
use super::transport::TransportBody;
use super::unpack::Unpack;
use crate::error::BoxError;

/// The body of an answer while it comes: unpacked, and watched.
pub(crate) struct Incoming {
    /// None when all of it has come, or when it broke off.
    body: Option<TransportBody>,
    /// In a box, as few bodies need it and all would have room for it.
    unpack: Option<Box<Unpack>>,
    clock: Arc<dyn Clock>,
    /// For how long nothing may come.
    stall: Duration,
    /// When all of it must be there, if it has to be at all.
    end: Option<Instant>,
    /// Runs while a chunk is waited for: the time that the reader takes between two chunks does not count.
    timer: Option<Timer>,
}

/// Why a body does not come.
pub(crate) enum Broken {
    /// The time is up.
    Late,
    /// The connection broke, or the end came too early.
    Incomplete(BoxError),
    /// What came cannot be unpacked.
    Corrupt(io::Error),
}

impl Incoming {
    pub(crate) fn new(
        body: TransportBody,
        unpack: Option<Unpack>,
        clock: Arc<dyn Clock>,
        stall: Duration,
        end: Option<Instant>,
    ) -> Self {
        Self { body: Some(body), unpack: unpack.map(Box::new), clock, stall, end, timer: None }
    }

    /// Reads it up to a limit, and says whether that was all of it.
    pub(crate) async fn read(&mut self, limit: usize) -> Result<(Bytes, bool), Broken> {
        let mut first = Bytes::new();
        let mut read = BytesMut::new();
        while let Some(chunk) = poll_fn(|cx| self.poll_chunk(cx)).await {
            let chunk = chunk?;
            if first.is_empty() && read.is_empty() {
                // Most bodies come in one piece, which need not be copied.
                first = chunk;
            } else {
                if read.is_empty() {
                    read.extend_from_slice(&first);
                }
                read.extend_from_slice(&chunk);
            }
            if read.len().max(first.len()) > limit {
                let mut read = if read.is_empty() { first } else { read.freeze() };
                read.truncate(limit);
                return Ok((read, false));
            }
        }
        Ok((if read.is_empty() { first } else { read.freeze() }, true))
    }

    /// The next chunk, which is never empty; none at the end and after an error.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
        let chunk = ready!(self.poll_any(cx));
        if !matches!(chunk, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(chunk)
    }

    fn poll_any(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            if let Some(unpack) = &mut self.unpack {
                match unpack.next() {
                    Ok(Some(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                    Ok(None) => {}
                    Err(error) => return Poll::Ready(Some(Err(Broken::of_packed(error)))),
                }
            }
            match Pin::new(body).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => {
                    self.timer = None;
                    if self.end.is_some_and(|end| self.clock.now() >= end) {
                        return Poll::Ready(Some(Err(Broken::Late)));
                    }
                    // What is no data is headers behind the body.
                    let chunk = frame.into_data().unwrap_or_default();
                    match &mut self.unpack {
                        Some(unpack) => unpack.push(chunk),
                        None if chunk.is_empty() => {}
                        None => return Poll::Ready(Some(Ok(chunk))),
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(Broken::Incomplete(error))));
                }
                Poll::Ready(None) => {
                    self.body = None;
                    let rest = self.unpack.take().map(|mut unpack| unpack.finish()).transpose();
                    return Poll::Ready(match rest {
                        Ok(rest) => rest.flatten().filter(|rest| !rest.is_empty()).map(Ok),
                        Err(error) => Some(Err(Broken::of_packed(error))),
                    });
                }
                Poll::Pending => {
                    let (clock, stall, end) = (&*self.clock, self.stall, self.end);
                    let timer = self.timer.get_or_insert_with(|| {
                        let left = end.map(|end| end.saturating_duration_since(clock.now()));
                        Timer::new(clock, left.map_or(stall, |left| left.min(stall)))
                    });
                    ready!(timer.poll(cx));
                    return Poll::Ready(Some(Err(Broken::Late)));
                }
            }
        }
    }
}

impl Broken {
    fn of_packed(error: io::Error) -> Self {
        // An end that came too early is nobody's mistake but the connection's.
        if error.kind() == io::ErrorKind::UnexpectedEof {
            Self::Incomplete(error.into())
        } else {
            Self::Corrupt(error)
        }
    }
}
