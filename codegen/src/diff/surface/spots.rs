//! Where the pages have what an item is made from: the way that leads from an endpoint to its type.

use std::collections::{HashSet, VecDeque};

use super::items::Surface;
use super::key::ItemKey;
use crate::diff::finding::{Spot, Step};
use crate::model::Location;
use crate::rust::{Output, Parameter, Place, Request, Type, TypeBody, TypeId, Types};

/// The place of an item at an endpoint, whose request type is at `call`.
pub(super) fn spot(surface: &Surface<'_>, endpoint: usize, call: &str, key: &ItemKey) -> Option<Spot> {
    let request = surface.owners.get(call)?.call.as_ref()?.request;
    let walk = Walk { types: surface.types, endpoint, request };
    if key.owner() != call {
        return walk.to(key);
    }
    match key {
        ItemKey::Argument(_, name) | ItemKey::Setter(_, name) => {
            walk.parameters().find(|one| one.name.as_str() == name).and_then(|one| walk.begin(one))
        }
        ItemKey::Output(_) => Some(Spot::Field(endpoint, walk.status()?, Vec::new())),
        _ => Some(Spot::Endpoint(endpoint)),
    }
}

struct Walk<'a> {
    types: &'a Types,
    endpoint: usize,
    request: &'a Request,
}

impl<'a> Walk<'a> {
    fn parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.request.arguments.iter().chain(&self.request.setters)
    }

    fn begin(&self, parameter: &Parameter) -> Option<Spot> {
        let location = match parameter.place {
            Place::Path => Location::Path,
            Place::Query => Location::Query,
            Place::Header => Location::Header,
            Place::Body => Location::Body,
            Place::WholeBody | Place::Content => return None,
        };
        Some(Spot::Parameter(self.endpoint, location, vec![parameter.wire.clone()]))
    }

    /// The first status of success.
    fn status(&self) -> Option<u16> {
        self.request.statuses.iter().map(|(status, _)| *status).find(|status| (200..300).contains(status))
    }

    /// The shortest way to an item of a type.
    fn to(&self, key: &ItemKey) -> Option<Spot> {
        let mut next: VecDeque<(&Type, Spot)> =
            self.parameters().filter_map(|one| Some((&one.ty, self.begin(one)?))).collect();
        let reply = |status| Spot::Field(self.endpoint, status, Vec::new());
        match &self.request.output {
            Output::Outcomes { outcomes, .. } => {
                next.extend(outcomes.iter().map(|outcome| (&outcome.ty, reply(outcome.status))));
            }
            output => {
                let status = self.status()?;
                next.extend(output.types().into_iter().take(1).map(|ty| (ty, reply(status))));
            }
        }
        let mut seen: HashSet<TypeId> = HashSet::new();
        while let Some((ty, spot)) = next.pop_front() {
            match ty {
                Type::List(inner) => next.push_back((inner, spot.stepped(Step::Items))),
                Type::Map(inner) => next.push_back((inner, spot.stepped(Step::Values))),
                Type::Option(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                    next.push_front((inner, spot));
                }
                Type::Named(id) if seen.insert(*id) => {
                    let def = self.types.get(*id);
                    if key.owner().strip_prefix("types::") == Some(def.name.as_str()) {
                        return Some(
                            member(&def.body, key).map_or_else(|| spot.clone(), |wire| spot.inside(wire)),
                        );
                    }
                    next.extend(
                        members(&def.body).into_iter().map(|(ty, wire)| {
                            (ty, wire.map_or_else(|| spot.clone(), |wire| spot.inside(wire)))
                        }),
                    );
                }
                _ => {}
            }
        }
        None
    }
}

/// What a type is made of, with the names in the pages; a variant of a reply has none.
fn members(body: &TypeBody) -> Vec<(&Type, Option<&str>)> {
    match body {
        TypeBody::Struct(fields) => {
            fields.iter().map(|field| (&field.ty, Some(field.wire.as_str()))).collect()
        }
        TypeBody::Union(variants) => variants.iter().map(|variant| (&variant.ty, None)).collect(),
        TypeBody::Input(input) => {
            let all = input.arguments.iter().chain(&input.setters);
            all.map(|one| (&one.ty, Some(one.wire.as_str()))).collect()
        }
        TypeBody::InputUnion(variants) => {
            variants.iter().map(|variant| (&variant.ty, Some(variant.words.as_str()))).collect()
        }
        TypeBody::Enum(_) => Vec::new(),
    }
}

/// The name in the pages of the member that an item is.
fn member<'b>(body: &'b TypeBody, key: &ItemKey) -> Option<&'b str> {
    match (body, key) {
        (TypeBody::Struct(fields), ItemKey::Field(_, name)) => {
            fields.iter().find(|field| field.name.as_str() == name).map(|field| field.wire.as_str())
        }
        (TypeBody::Input(input), ItemKey::Argument(_, name) | ItemKey::Setter(_, name)) => {
            let mut all = input.arguments.iter().chain(&input.setters);
            all.find(|one| one.name.as_str() == name).map(|one| one.wire.as_str())
        }
        (TypeBody::InputUnion(variants), ItemKey::Variant(_, name)) => variants
            .iter()
            .find(|variant| variant.name.as_str() == name)
            .map(|variant| variant.words.as_str()),
        _ => None,
    }
}

impl Spot {
    fn stepped(mut self, step: Step) -> Self {
        if let Self::Field(_, _, steps) = &mut self {
            steps.push(step);
        }
        self
    }

    /// A member of what is here.
    fn inside(&self, wire: &str) -> Self {
        let mut inside = self.clone();
        match &mut inside {
            Self::Field(_, _, steps) => steps.push(Step::Field(wire.to_owned())),
            Self::Parameter(_, _, names) => names.push(wire.to_owned()),
            Self::Page(_) | Self::Endpoint(_) | Self::Status(..) => {}
        }
        inside
    }
}
