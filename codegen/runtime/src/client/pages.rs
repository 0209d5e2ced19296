//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::cursor::Cursor;
use super::response::Response;
use super::walk::Walk;
use crate::error::Error;
use crate::outcome::Outcome;

/// The pages of a list, which are fetched as they are asked for.
///
/// A page some of whose items cannot be used is an [`Error::Items`], which holds the others, and the next page comes
/// after it. Any other error is the last thing that comes, and [`Pages::cursor`] says where to go on.
#[must_use = "nothing is sent until the first page is asked for"]
pub struct Pages<T> {
    walk: Walk,
    page: PhantomData<fn() -> T>,
}

impl<T: Outcome> Pages<T> {
    pub(crate) fn new(walk: Walk) -> Self {
        Self { walk, page: PhantomData }
    }

    /// Goes on at a place that [`Pages::cursor`] gave, in place of the first page. It is for pages none of which has been asked for.
    pub fn resume_at(mut self, cursor: Cursor) -> Self {
        self.walk.begin_at(cursor.page);
        self
    }

    /// The page that comes next: the one that failed, if one did.
    pub fn cursor(&self) -> Cursor {
        Cursor { page: self.walk.upcoming(), taken: 0 }
    }

    /// The next page; none if there are no more.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Outcome> Stream for Pages<T> {
    type Item = Result<Response<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = match ready!(self.walk.poll_next(cx)) {
            Some(Ok(reply)) => reply.decode().inspect_err(|error| {
                if !matches!(error, Error::Items(_)) {
                    self.walk.reject();
                }
            }),
            Some(Err(error)) => Err(error),
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(page))
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
