//! The futures of a request that is under way.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::reply::Reply;
use super::response::Response;
use super::{BoxFuture, ClientCore};
use crate::error::Error;
use crate::outcome::Outcome;
use crate::request::Parts;

/// A request that is sent when this is awaited, and gives the whole response.
#[must_use = "a request does nothing until it is awaited"]
pub struct Sending<T> {
    reply: BoxFuture<'static, Result<Reply, Error>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Outcome> Sending<T> {
    pub(crate) fn new(client: &ClientCore, parts: Parts) -> Self {
        Self { reply: client.exchange(parts, T::ACCEPT, T::FLOWS), output: PhantomData }
    }

    /// Gives the value alone.
    pub(crate) fn into_value(self) -> Awaiting<T> {
        Awaiting(self)
    }
}

impl<T: Outcome> Future for Sending<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.reply.as_mut().poll(cx));
        Poll::Ready(reply.and_then(Reply::decode))
    }
}

/// A request that is sent when this is awaited, and gives the value.
#[must_use = "a request does nothing until it is awaited"]
pub struct Awaiting<T>(Sending<T>);

impl<T: Outcome> Future for Awaiting<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map_ok(Response::into_inner)
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Awaiting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Awaiting").finish_non_exhaustive()
    }
}
