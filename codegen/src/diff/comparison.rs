//! Two references side by side: what every comparer looks at.

use super::pairing::Pairing;
use crate::model::Api;
use crate::rust::Client;
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
