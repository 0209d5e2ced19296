//! The body of a request while it is sent.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Instant;

use super::clock::Clock;
use crate::request::{Body, Chunks, Content};
use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// How much of a body at hand is handed over at once, in bytes, so that it can be seen to move.
const CHUNK: usize = 64 * 1024;

/// How far a body has been sent.
#[derive(Clone)]
pub(crate) struct Progress {
    state: Arc<Mutex<State>>,
    clock: Arc<dyn Clock>,
}

struct State {
    moved: Instant,
    complete: bool,
    failure: Option<io::Error>,
    /// Who waits for the answer, which has another limit when everything is sent.
    waiting: Option<Waker>,
}

impl Progress {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        let state = State { moved: clock.now(), complete: false, failure: None, waiting: None };
        Self { state: Arc::new(Mutex::new(state)), clock }
    }

    /// When the last chunk was handed over, and whether it was the last of all.
    pub(crate) fn last(&self) -> (Instant, bool) {
        self.with(|state| (state.moved, state.complete))
    }

    /// Notes that there is nothing to send, or nothing more.
    pub(crate) fn complete(&self) {
        let now = self.clock.now();
        let waiting = self.with(|state| {
            (state.moved, state.complete) = (now, true);
            state.waiting.take()
        });
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Wakes somebody when there is nothing more to send.
    pub(crate) fn wake_when_complete(&self, waker: &Waker) {
        self.with(|state| state.waiting = (!state.complete).then(|| waker.clone()));
    }

    /// Why the body could not be read, if that is why it was not sent.
    pub(crate) fn take_failure(&self) -> Option<io::Error> {
        self.with(|state| state.failure.take())
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A body while it is sent.
pub(crate) struct Upload {
    source: Source,
    /// How much is to come, where that is known.
    left: Option<u64>,
    progress: Progress,
}

enum Source {
    Bytes(Bytes),
    /// Nobody but the owner touches it: the lock makes it shareable, as the sender wants it.
    Chunks(Mutex<Chunks>),
    Ended,
}

impl Upload {
    pub(crate) fn new(body: &Body, progress: Progress) -> Self {
        let source = match &body.0 {
            Content::Bytes(bytes) => Source::Bytes(bytes.clone()),
            Content::Stream { make, .. } => Source::Chunks(Mutex::new(make())),
        };
        Self { source, left: body.length(), progress }
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        Poll::Ready(match &mut self.source {
            Source::Bytes(bytes) if bytes.is_empty() => None,
            Source::Bytes(bytes) => Some(Ok(bytes.split_to(bytes.len().min(CHUNK)))),
            Source::Chunks(chunks) => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                ready!(chunks.as_mut().poll_next(cx))
            }
            Source::Ended => None,
        })
    }

    /// Checks a chunk against the length that was stated, which has been sent already.
    fn check(&mut self, chunk: Option<Bytes>) -> io::Result<Option<Bytes>> {
        let Some(left) = &mut self.left else { return Ok(chunk) };
        let length = chunk.as_ref().map_or(0, |chunk| u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        match left.checked_sub(length) {
            None => Err(io::Error::new(io::ErrorKind::InvalidData, "it is longer than was stated")),
            Some(1..) if chunk.is_none() => {
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it is shorter than was stated"))
            }
            Some(rest) => {
                *left = rest;
                Ok(chunk)
            }
        }
    }
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = Unreadable;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Unreadable>>> {
        let chunk = ready!(self.poll_chunk(cx)).transpose().and_then(|chunk| self.check(chunk));
        let now = self.progress.clock.now();
        self.progress.with(|state| state.moved = now);
        Poll::Ready(match chunk {
            Ok(Some(chunk)) => {
                if self.left == Some(0) {
                    self.progress.complete();
                }
                Some(Ok(Frame::data(chunk)))
            }
            Ok(None) => {
                self.source = Source::Ended;
                self.progress.complete();
                None
            }
            Err(error) => {
                self.source = Source::Ended;
                self.progress.with(|state| state.failure = Some(error));
                Some(Err(Unreadable))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0) && !matches!(self.source, Source::Chunks(_))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Tells the sender to give up; why is in [`Progress`].
#[derive(Debug)]
pub(crate) struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body cannot be read")
    }
}

impl Error for Unreadable {}
