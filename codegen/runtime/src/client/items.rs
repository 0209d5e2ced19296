//! The items of all pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::cursor::Cursor;
use super::walk::Walk;
use crate::decode::{Decoded, Drift, Drifts, ItemError, Value};
use crate::error::{DecodeError, Error, Exchange};

/// The items of all pages of a list. Pages are fetched as they are needed.
///
/// An item that cannot be used is one [`Error::Decode`], and the next item comes after it. If a page cannot be had, its
/// error is the last thing that comes, and [`Items::cursor`] says where to go on.
#[must_use = "nothing is sent until the first item is asked for"]
pub struct Items<T> {
    walk: Walk,
    /// The member of a page that is the list, where the page is not.
    member: Option<&'static str>,
    page: vec::IntoIter<Result<T, ItemError>>,
    /// How many items of the page at hand were handed out, or passed over, as they had been handed out before.
    taken: usize,
    /// How many items of the first page are to be passed over.
    passed: usize,
    /// The exchange of the page at hand.
    exchange: Exchange,
    drifts: Drifts,
}

impl<T: Value> Items<T> {
    pub(crate) fn new(walk: Walk, member: Option<&'static str>) -> Self {
        Self {
            walk,
            member,
            page: Vec::new().into_iter(),
            taken: 0,
            passed: 0,
            exchange: Exchange::offline(),
            drifts: Drifts::default(),
        }
    }

    /// The next item; none if there are no more.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Goes on at a place that [`Items::cursor`] gave, in place of the beginning. It is for items none of which has been asked for.
    pub fn resume_at(mut self, cursor: Cursor) -> Self {
        self.walk.begin_at(cursor.page);
        (self.taken, self.passed) = (cursor.taken, cursor.taken);
        self
    }

    /// The place behind the last item that was handed out, be it an error. Where a page failed, it is the begin of that.
    pub fn cursor(&self) -> Cursor {
        let (at_hand, upcoming) = (self.walk.at_hand(), self.walk.upcoming());
        // The page at hand comes again where there are more items on it, or where there is no way on from it.
        if self.page.len() > 0 || upcoming == at_hand {
            return Cursor { page: at_hand, taken: self.taken };
        }
        Cursor { page: upcoming, taken: self.passed }
    }

    /// Where the page of the last item departs from the documentation: the first thousand places. If there are so
    /// many, what is not listed may depart as well: decide nothing by it.
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
                self.taken += 1;
                return Poll::Ready(Some(item.map_err(|ItemError { fault, .. }| {
                    Error::Decode(Box::new(DecodeError { exchange: self.exchange.clone(), fault }))
                })));
            }
            // Pages may be empty and lead on all the same.
            let member = self.member;
            let reply = match ready!(self.walk.poll_next(cx)) {
                Some(Ok(reply)) => reply,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            match reply.decode_items(member) {
                Ok(Decoded { value, drifts }) => {
                    self.exchange = reply.exchange();
                    self.drifts = drifts;
                    self.page = value.into_iter();
                    self.taken = std::mem::take(&mut self.passed);
                    let passed = self.taken;
                    self.page.by_ref().take(passed).for_each(drop);
                }
                Err(error) => {
                    self.walk.reject();
                    self.taken = self.passed;
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
