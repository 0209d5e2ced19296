//! What has changed in what comes back.
//!
//! The replies of success of both references are walked side by side, together with the types that both crates have for
//! them. What several replies hold is compared once; which endpoints reach it is known from the way down.

mod drafts;
mod fields;
mod objects;
mod place;
mod reach;
mod splits;
#[cfg(test)]
mod tests;
mod unions;
mod values;
mod view;
mod walk;

use std::rc::Rc;

use self::drafts::Draft;
use self::place::{Owner, Place, touch};
use self::reach::Root;
use self::view::View;
use self::walk::{Node, Walk};
use super::comparison::Comparison;
use super::finding::{Finding, Reach, SubjectKind};
use super::rules::RuleId;
use super::surface::ItemKey;
use super::verdict::Wire;
use crate::model::{Endpoint, Response, SchemaId};
use crate::rust::{Output, Request, Type};

/// Finds it. Endpoints that are only on one side are not looked at.
pub fn findings(comparison: &Comparison<'_>) -> Vec<Finding> {
    let (old, new) = (&comparison.old, &comparison.new);
    let mut walk = Walk::new(View::new(old), View::new(new));
    let mut roots = Vec::new();
    for pair in &comparison.pairing.pairs {
        let (Some(before), Some(after)) = (old.api.endpoints.get(pair.old), new.api.endpoints.get(pair.new))
        else {
            continue;
        };
        if walk.old.is_unsure(pair.old) || walk.new.is_unsure(pair.new) {
            continue;
        }
        for (was, is) in paired_responses(before, after) {
            let mut node = Node::default();
            let reply = Reply { endpoints: (before, after), responses: (was, is) };
            walk.reply(&mut node, &reply);
            let reach = Reach { old: Some(pair.old), new: Some(pair.new) };
            roots.push(Root { node: walk.keep(node), reach, statuses: (was.status, is.status) });
        }
    }
    walk.settle(roots.iter().map(|root| root.node));
    splits::split(&mut walk, &roots);
    reach::findings(&walk, &roots)
}

/// A reply on both sides.
struct Reply<'e> {
    endpoints: (&'e Endpoint, &'e Endpoint),
    responses: (&'e Response, &'e Response),
}

/// The replies of success: those of one status, and the two that are left where a status was replaced by another one.
fn paired_responses<'e>(old: &'e Endpoint, new: &'e Endpoint) -> Vec<(&'e Response, &'e Response)> {
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
    fn reply(&mut self, into: &mut Node, reply: &Reply<'_>) {
        let (was, is) = reply.responses;
        let place = self.reply_place(reply);
        match (was.schemas.as_slice(), is.schemas.as_slice()) {
            ([], []) => {}
            // A body that comes with another status is part of that change.
            ([], _) | (_, []) if was.status != is.status => {}
            ([], shown) => {
                let words: Vec<String> = shown.iter().map(|id| self.new.words(*id)).collect();
                let message = "the page shows what the reply holds".to_owned();
                let draft = Draft::new(RuleId::ResponseSchemaAdded, Wire::None, place.subject(), message);
                self.say(into, &place, draft.facts(words).items(self.types_at(&place)));
            }
            (shown, []) => {
                let words: Vec<String> = shown.iter().map(|id| self.old.words(*id)).collect();
                let message = "the page does not show any more what the reply holds".to_owned();
                let draft = Draft::new(RuleId::ResponseSchemaRemoved, Wire::None, place.subject(), message);
                self.say(into, &place, draft.facts(words).items(self.types_at(&place)));
            }
            (&[o], &[n]) => self.root(into, &place, o, n),
            (ours, theirs) => self.several(into, &place, ours, theirs),
        }
    }

    fn root(&mut self, into: &mut Node, place: &Place<'a>, o: SchemaId, n: SchemaId) {
        let value = |schema| crate::model::Field::new("", true, schema);
        self.member(into, place, &value(o), &value(n));
    }

    /// One status with several schemas: of several media types, or of several things.
    fn several(&mut self, into: &mut Node, place: &Place<'a>, ours: &[SchemaId], theirs: &[SchemaId]) {
        let mut left = ours.to_vec();
        let mut right = theirs.to_vec();
        let mut pairs = Vec::new();
        for step in 0..3 {
            left.retain(|o| {
                let found = right.iter().position(|n| match step {
                    0 => self.old.digest(*o) == self.new.digest(*n),
                    1 => self.old.same_value(&self.new, *o, *n),
                    _ => self.alike(*o, *n),
                });
                found.map(|at| pairs.push((*o, right.remove(at)))).is_none()
            });
        }
        let paired = left.len().min(right.len());
        pairs.extend(left.drain(..paired).zip(right.drain(..paired)));
        for (o, n) in pairs {
            self.root(into, place, o, n);
        }
        for o in left {
            let words = self.old.words(o);
            let message = format!("the reply is no `{words}` any more");
            let rule = RuleId::ResponseUnionVariantRemoved;
            let draft = Draft::new(rule, Wire::Compatible, place.subject(), message);
            self.say(into, place, draft.facts([words]));
        }
        for n in right {
            let words = self.new.words(n);
            let message = format!("the reply may be `{words}`");
            // It may come with a media type that nobody has asked for so far.
            let rule = RuleId::ResponseUnionVariantAdded;
            let draft = Draft::new(rule, Wire::Risky, place.subject(), message);
            self.say(into, place, draft.facts([words]));
        }
    }

    fn reply_place(&self, reply: &Reply<'_>) -> Place<'a> {
        let (before, after) = reply.endpoints;
        let (was, is) = reply.responses;
        let old = self.old.request(before.method, before.path.to_string());
        let new = self.new.request(after.method, after.path.to_string());
        let owner = |found: Option<(&str, &Request)>| {
            found.map(|(module, request)| ItemKey::Output(format!("{module}::{}", request.name.as_str())))
        };
        let status = was.status.to_string();
        Place {
            owner: Rc::new(Owner { kind: SubjectKind::Response, name: before.name(), path: status.clone() }),
            path: status,
            touch: touch(owner(old), owner(new)),
            old: old.and_then(|(_, request)| output(request, was.status)),
            new: new.and_then(|(_, request)| output(request, is.status)),
            old_steps: Vec::new(),
            new_steps: Vec::new(),
        }
    }
}

/// What a request gives with a status.
fn output(request: &Request, status: u16) -> Option<&Type> {
    match &request.output {
        Output::One(ty) | Output::Wrapped { whole: ty, .. } => Some(ty),
        Output::Outcomes { outcomes, .. } => {
            outcomes.iter().find(|outcome| outcome.status == status).map(|outcome| &outcome.ty)
        }
        Output::Text | Output::Download => None,
    }
}
