//! The items of all pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::cursor::Cursor;
use crate::runtime::decode::{Decoded, Drift, Drifts, ItemError, Value};
use crate::runtime::error::{DecodeError, Error, Exchange};

/// The items of all pages of a list. Pages are fetched as they are needed.
///
/// An item that cannot be used is one [`Error::Decode`], and the next item comes after it. If a page cannot be had, its
/// error is the last thing that comes.
#[must_use = "nothing is sent until the first item is asked for"]
pub struct Items<T> {
    cursor: Cursor,
    /// The member of a page that is the list, where the page is not.
    member: Option<&'static str>,
    page: vec::IntoIter<Result<T, ItemError>>,
    /// The exchange of the page at hand.
    exchange: Exchange,
    drifts: Drifts,
}

impl<T: Value> Items<T> {
    pub(crate) fn new(cursor: Cursor, member: Option<&'static str>) -> Self {
        Self {
            cursor,
            member,
            page: Vec::new().into_iter(),
            exchange: Exchange::offline(),
            drifts: Drifts::default(),
        }
    }

    /// The next item; none if there are no more.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Where the page of the last item departs from the documentation: the first thousand places.
    pub fn drift(&self) -> &[Drift] {
        self.drifts.listed()
    }
}

// An item is handed out by value and never pinned.
impl<T> Unpin for Items<T> {}

impl<T: Value> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(item.map_err(|ItemError { fault, .. }| {
                    Error::Decode(Box::new(DecodeError { exchange: self.exchange.clone(), fault }))
                })));
            }
            // Pages may be empty and lead on all the same.
            let member = self.member;
            let page = match ready!(self.cursor.poll_next(cx)) {
                Some(reply) => reply.and_then(|reply| Ok((reply.exchange(), reply.decode_items(member)?))),
                None => return Poll::Ready(None),
            };
            match page {
                Ok((exchange, Decoded { value, drifts })) => {
                    self.exchange = exchange;
                    self.page = value.into_iter();
                    self.drifts = drifts;
                }
                Err(error) => {
                    self.cursor.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("at_hand", &self.page.len()).finish_non_exhaustive()
    }
}
