//! Two references side by side: what every comparer looks at.

use super::pairing::Pairing;
use crate::model::{Api, Endpoint};
use crate::rust::{Client, Request};
use crate::source::Page;

/// One of the two references.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What the report calls it: a folder, a file, a revision.
    pub label: &'a str,
    /// Its pages.
    pub pages: &'a [Page],
    /// What they say.
    pub api: &'a Api,
    /// The client that is generated from it; that of the new side is made under the old side's names lock.
    pub client: &'a Client,
}

impl<'a> Side<'a> {
    /// The request of an endpoint and the module that it is in, such as `orgs::packages`.
    pub fn request(&self, endpoint: &Endpoint) -> Option<(String, &'a Request)> {
        let path = endpoint.path.to_string();
        self.client.requests().find(|(_, request)| request.method == endpoint.method && request.path == path)
    }
}

/// Both references, and which endpoints are the same.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// What was.
    pub old: Side<'a>,
    /// What is.
    pub new: Side<'a>,
    /// Which endpoints are the same.
    pub pairing: Pairing,
}

impl Comparison<'_> {
    /// Whether both sides are in one language, so that their prose can be compared.
    pub fn same_language(&self) -> bool {
        self.old.api.edition.locale == self.new.api.edition.locale
    }
}
