//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::cursor::Cursor;
use super::response::Response;
use crate::runtime::error::Error;
use crate::runtime::outcome::Outcome;

/// The pages of a list, which are fetched as they are asked for.
///
/// A page some of whose items cannot be used is an [`Error::Items`], which holds the others, and the next page comes
/// after it. Any other error is the last thing that comes.
#[must_use = "nothing is sent until the first page is asked for"]
pub struct Pages<T> {
    cursor: Cursor,
    page: PhantomData<fn() -> T>,
}

impl<T: Outcome> Pages<T> {
    pub(crate) fn new(cursor: Cursor) -> Self {
        Self { cursor, page: PhantomData }
    }

    /// The next page; none if there are no more.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Outcome> Stream for Pages<T> {
    type Item = Result<Response<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.cursor.poll_next(cx)).map(|reply| reply?.decode());
        if let Some(Err(error)) = &page
            && !matches!(error, Error::Items(_))
        {
            self.cursor.end();
        }
        Poll::Ready(page)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
