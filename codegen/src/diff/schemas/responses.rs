//! The responses of an endpoint: those of one status are compared, whatever media types they come with.

use std::rc::Rc;

use super::change::ChangeKind;
use super::drafts::Draft;
use super::place::{Owner, Place};
use super::walk::{Node, Walk};
use crate::diff::finding::SubjectKind;
use crate::model::{Endpoint, Response, SchemaId};

/// Pairs the responses of success: those of one status, and the two that are left where a status was replaced by another
/// one.
pub(super) fn paired_responses<'e>(
    old: &'e Endpoint,
    new: &'e Endpoint,
) -> Vec<(&'e Response, &'e Response)> {
    let success = |endpoint: &'e Endpoint| {
        endpoint.responses.iter().filter(|response| (200..300).contains(&response.status)).collect::<Vec<_>>()
    };
    let (ours, theirs) = (success(old), success(new));
    let same = |all: &[&'e Response], status: u16| all.iter().find(|other| other.status == status).copied();
    let mut pairs: Vec<_> =
        ours.iter().filter_map(|was| same(&theirs, was.status).map(|is| (*was, is))).collect();
    let gone: Vec<_> = ours.iter().filter(|was| same(&theirs, was.status).is_none()).collect();
    let come: Vec<_> = theirs.iter().filter(|is| same(&ours, is.status).is_none()).collect();
    if let ([was], [is]) = (gone.as_slice(), come.as_slice()) {
        pairs.push((was, is));
    }
    pairs
}

impl<'a> Walk<'a> {
    /// Compares a response of two endpoints.
    pub(super) fn response(
        &mut self,
        (before, after): (&Endpoint, &Endpoint),
        (was, is): (&Response, &Response),
    ) -> Node {
        let mut node = Node::default();
        let status = was.status.to_string();
        let (old, new) = (self.old.rust.reply(before, was.status), self.new.rust.reply(after, is.status));
        let owner = Owner { path: status.clone(), ..Owner::new(SubjectKind::Response, before.name()) };
        let mut place = Place::member(&Rc::new(owner), "", old, new);
        place.path = status;
        match (was.schemas.as_slice(), is.schemas.as_slice()) {
            ([], []) => {}
            // A body that comes with another status is part of that change.
            ([], _) | (_, []) if was.status != is.status => {}
            ([], shown) => {
                let words: Vec<String> = shown.iter().map(|id| self.new.words(*id, false)).collect();
                self.whole(&mut node, &place, ChangeKind::ResponseShown, words);
            }
            (shown, []) => {
                let words: Vec<String> = shown.iter().map(|id| self.old.words(*id, false)).collect();
                self.whole(&mut node, &place, ChangeKind::ResponseHidden, words);
            }
            (&[o], &[n]) => self.content(&mut node, &place, o, n),
            (ours, theirs) => self.several(&mut node, &place, ours, theirs),
        }
        node
    }

    fn whole(&mut self, into: &mut Node, place: &Place<'a>, kind: ChangeKind, words: Vec<String>) {
        let draft = Draft::new(kind, place, words).items(self.types_at(place));
        self.add(into, place, draft);
    }

    /// Compares a status that has several schemas: of several media types, or of several things.
    fn several(&mut self, into: &mut Node, place: &Place<'a>, ours: &[SchemaId], theirs: &[SchemaId]) {
        let (mut left, mut right) = (ours.to_vec(), theirs.to_vec());
        let mut pairs = Vec::new();
        for step in 0..3 {
            left.retain(|o| {
                let found = right.iter().position(|n| match step {
                    0 => self.are_equal(*o, *n),
                    1 => self.same_value(*o, *n),
                    _ => self.are_alike(*o, *n),
                });
                found.map(|at| pairs.push((*o, right.remove(at)))).is_none()
            });
        }
        let paired = left.len().min(right.len());
        pairs.extend(left.drain(..paired).zip(right.drain(..paired)));
        for (o, n) in pairs {
            self.content(into, place, o, n);
        }
        if !left.is_empty() {
            let words: Vec<String> = left.iter().map(|id| self.old.words(*id, false)).collect();
            self.note(into, place, ChangeKind::VariantsRemoved, words);
        }
        if !right.is_empty() {
            let words: Vec<String> = right.iter().map(|id| self.new.words(*id, false)).collect();
            self.note(into, place, ChangeKind::SchemaAdded, words);
        }
    }
}
