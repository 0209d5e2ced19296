//! Walking from page to page.

use std::collections::HashSet;
use std::task::{Context, Poll};

use http::Method;
use url::{Position, Url};

use super::cursor::Page;
use super::outgoing::Outgoing;
use super::reply::Reply;
use super::{BoxFuture, ClientCore, link, send};
use crate::error::{Error, RedirectError, RedirectErrorKind};
use crate::request::Parts;

/// Fetches one page after the other; knows nothing of what is in them.
pub(crate) struct Walk {
    client: ClientCore,
    state: State,
    /// The page that came last, and the one that comes next, or should have.
    at_hand: Page,
    upcoming: Page,
    /// The URLs that have been asked.
    visited: HashSet<Url>,
}

enum State {
    /// Nothing was sent.
    First(Box<Parts>),
    /// The next request, or why there is none.
    Next(Box<Result<Outgoing, Error>>),
    /// A page is under way. The request comes back with it, as the next one is made of it.
    Waiting(BoxFuture<'static, Result<(Reply, Outgoing), Error>>),
    /// There is no further page.
    Done,
}

impl Walk {
    pub(crate) fn new(client: &ClientCore, parts: Parts) -> Self {
        Self {
            client: client.clone(),
            state: State::First(Box::new(parts)),
            at_hand: Page::First,
            upcoming: Page::First,
            visited: HashSet::new(),
        }
    }

    /// Begins at another page than the first one. It is for a walk that has not begun.
    pub(crate) fn begin_at(&mut self, page: Page) {
        if page == Page::End {
            self.state = State::Done;
        }
        self.upcoming = page;
    }

    /// The page that came last.
    pub(crate) fn at_hand(&self) -> Page {
        self.at_hand.clone()
    }

    /// The page that comes next, or should have come, if there was an error.
    pub(crate) fn upcoming(&self) -> Page {
        self.upcoming.clone()
    }

    /// The next page. After an error there is none.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Reply, Error>>> {
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Done) {
                State::First(parts) => State::Next(Box::new(self.first(&parts))),
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
                    self.at_hand = std::mem::replace(&mut self.upcoming, Page::End);
                    // What is wrong with the next page is said when that is asked for: this one is good.
                    if let Some(next) = self.next(&reply, outgoing) {
                        self.upcoming = match &next {
                            Ok(next) => page_of(&next.url),
                            // There is no way on but to ask for this page again.
                            Err(_) => self.at_hand.clone(),
                        };
                        self.state = State::Next(Box::new(next));
                    }
                    return Poll::Ready(Some(Ok(reply)));
                }
                State::Done => return Poll::Ready(None),
            };
        }
    }

    fn first(&self, parts: &Parts) -> Result<Outgoing, Error> {
        let outgoing = Outgoing::new(&self.client, parts.clone(), None, false)?;
        let Page::At(page) = &self.upcoming else { return Ok(outgoing) };
        match outgoing.url.join(page) {
            Ok(url) if outgoing.server.is_origin_of(&url) => Ok(following(outgoing, url)),
            _ => Err(parts.invalid(None, "cannot go on at this cursor, which is none of this server's")),
        }
    }

    /// Ends here, as the page that came cannot be read, and so cannot be trusted to lead on.
    pub(crate) fn reject(&mut self) {
        self.state = State::Done;
        self.upcoming = self.at_hand.clone();
    }

    /// The request for the page behind a page.
    fn next(&self, reply: &Reply, outgoing: Outgoing) -> Option<Result<Outgoing, Error>> {
        let link = link::next(&reply.headers)?;
        let refuse = |kind| {
            let location = reply.about.redact_url(link);
            Some(Err(Error::Redirect(Box::new(RedirectError::new(reply.exchange(), kind, location)))))
        };
        let url = reply.url.as_deref().unwrap_or(&outgoing.url);
        let Ok(mut next) = url.join(link) else { return refuse(RedirectErrorKind::NoLocation) };
        // Nobody but the server itself says where its pages are.
        if !outgoing.server.is_origin_of(&next) || !outgoing.server.is_origin_of(url) {
            return refuse(RedirectErrorKind::ForeignOrigin);
        }
        next.set_fragment(None);
        if self.visited.contains(&next) {
            return refuse(RedirectErrorKind::RepeatedPage);
        }
        if self.visited.len() >= self.client.inner.settings.max_pages {
            return refuse(RedirectErrorKind::TooManyPages);
        }
        Some(Ok(following(outgoing, next)))
    }
}

/// The request for another page. A link is something to get, whatever led to it.
fn following(mut outgoing: Outgoing, url: Url) -> Outgoing {
    outgoing.url = url;
    outgoing.method = Method::GET;
    outgoing.drop_body();
    outgoing
}

/// A page by its path and query, without the server.
fn page_of(url: &Url) -> Page {
    Page::At(url[Position::BeforePath..Position::AfterQuery].to_owned())
}

fn fetch(client: ClientCore, outgoing: Outgoing) -> BoxFuture<'static, Result<(Reply, Outgoing), Error>> {
    Box::pin(async move {
        let reply = send::send(&client, &outgoing).await?;
        Ok((reply, outgoing))
    })
}
