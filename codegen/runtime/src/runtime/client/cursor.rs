//! Walking from page to page.

use std::collections::HashSet;
use std::task::{Context, Poll};

use http::Method;
use url::Url;

use super::outgoing::Outgoing;
use super::reply::Reply;
use super::{BoxFuture, Client, link, send};
use crate::runtime::error::{Error, RedirectError, RedirectErrorKind};
use crate::runtime::request::Parts;

/// Fetches one page after the other; knows nothing of what is in them.
pub(crate) struct Cursor {
    client: Client,
    state: State,
    /// The URLs that have been asked.
    visited: HashSet<Url>,
}

enum State {
    /// Nothing was sent.
    First(Box<Parts>),
    /// The next request, or why there is none.
    Next(Box<Result<Outgoing, Error>>),
    /// A page is under way. The request comes back with it, as the next one is made of it.
    Waiting(BoxFuture<Result<(Reply, Outgoing), Error>>),
    /// There is no further page.
    Done,
}

impl Cursor {
    pub(crate) fn new(client: &Client, parts: Parts) -> Self {
        Self { client: client.clone(), state: State::First(Box::new(parts)), visited: HashSet::new() }
    }

    /// The next page. After an error there is none.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Reply, Error>>> {
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Done) {
                State::First(parts) => {
                    State::Next(Box::new(Outgoing::new(&self.client, &parts, None, false)))
                }
                State::Next(outgoing) => match *outgoing {
                    Ok(outgoing) => {
                        self.visited.insert(outgoing.url.clone());
                        State::Waiting(fetch(self.client.clone(), outgoing))
                    }
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                State::Waiting(mut page) => {
                    let Poll::Ready(page) = page.as_mut().poll(cx) else {
                        self.state = State::Waiting(page);
                        return Poll::Pending;
                    };
                    let (reply, outgoing) = match page {
                        Ok(page) => page,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    // What is wrong with the next page is said when that is asked for: this one is good.
                    if let Some(next) = self.next(&reply, outgoing) {
                        self.state = State::Next(Box::new(next));
                    }
                    return Poll::Ready(Some(Ok(reply)));
                }
                State::Done => return Poll::Ready(None),
            };
        }
    }

    /// Ends here, as what came cannot be trusted to lead on.
    pub(crate) fn end(&mut self) {
        self.state = State::Done;
    }

    /// The request for the page behind a page.
    fn next(&self, reply: &Reply, mut outgoing: Outgoing) -> Option<Result<Outgoing, Error>> {
        let link = link::next(&reply.headers)?;
        let refuse = |kind| {
            let location = reply.about.redact_url(link);
            Some(Err(Error::Redirect(Box::new(RedirectError::new(reply.exchange(), kind, location)))))
        };
        let Ok(mut url) = reply.url.join(link) else { return refuse(RedirectErrorKind::NoLocation) };
        // Nobody but the server itself says where its pages are.
        if !outgoing.server.is_origin_of(&url) || !outgoing.server.is_origin_of(&reply.url) {
            return refuse(RedirectErrorKind::ForeignOrigin);
        }
        url.set_fragment(None);
        if self.visited.contains(&url) {
            return refuse(RedirectErrorKind::RepeatedPage);
        }
        outgoing.url = url;
        // A link is something to get, whatever led to it.
        outgoing.method = Method::GET;
        outgoing.drop_body();
        Some(Ok(outgoing))
    }
}

fn fetch(client: Client, outgoing: Outgoing) -> BoxFuture<Result<(Reply, Outgoing), Error>> {
    Box::pin(async move {
        let reply = send::send(&client, outgoing.clone()).await?;
        Ok((reply, outgoing))
    })
}
