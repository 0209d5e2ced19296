//! Compares requests: parameters by location, and the members of the body.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::change::ChangeKind;
use super::drafts::Draft;
use super::place::{Owner, Place};
use super::view::{Members, View};
use super::walk::{Node, Walk};
use crate::diff::finding::{Step, SubjectKind};
use crate::lower::parameters::is_client_header;
use crate::model::{Endpoint, Field, Location, Parameter, Schemas};

/// Where values are sent, in the order in which they are compared.
pub(super) const LOCATIONS: [Location; 4] =
    [Location::Path, Location::Query, Location::Header, Location::Body];

/// Facts that findings about the whole request already state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claims {
    /// Parameters that are not compared by their names, of both sides.
    pub(crate) old: BTreeSet<(Location, String)>,
    pub(crate) new: BTreeSet<(Location, String)>,
    /// Parameters that are sent in another place: their old place, their new one, and their name.
    pub(crate) moved: Vec<(Location, Location, String)>,
    /// Whether the whole body became required or optional.
    pub(crate) duty: bool,
    /// Whether the page of one side hides the body.
    pub(crate) body: bool,
}

/// An endpoint on both sides.
#[derive(Clone, Copy)]
pub(super) struct Endpoints<'e> {
    pub(super) old: &'e Endpoint,
    pub(super) new: &'e Endpoint,
    /// Whether the page of either side has lost members of the body.
    pub(super) partial: (bool, bool),
}

impl<'a> Walk<'a> {
    /// Compares the parameters of one location, or the body.
    pub(super) fn sent(&mut self, of: Endpoints<'_>, location: Location, claims: &Claims) -> Node {
        let mut node = Node::default();
        let unclaimed = |view: &View<'_>, endpoint, claimed: &BTreeSet<(Location, String)>| {
            let mut values = sent_values(view.schemas, endpoint, location);
            values.retain(|field| !claimed.contains(&(location, field.name.clone())));
            Members::new(values)
        };
        let ours = unclaimed(self.old, of.old, &claims.old);
        let mut theirs = unclaimed(self.new, of.new, &claims.new);
        let owner = owner(of, location);
        if location == Location::Path {
            self.placeholders(&mut node, of, &owner, (&ours, &theirs));
            return node;
        }
        if claims.duty && location == Location::Body {
            for (field, _) in &mut theirs.fields {
                let old = ours.fields.iter().find(|(old, _)| old.name == field.name);
                field.required = old.map_or(field.required, |(old, _)| old.required);
            }
        }
        let (old, new) = self.crates();
        let items =
            |was: &str, is: &str| (old.parameter(of.old, location, was), new.parameter(of.new, location, is));
        self.members(&mut node, &owner, &ours, &theirs, &items);
        node
    }

    /// Compares placeholders. They are known by their position as long as there are as many as before; what else became of
    /// them is part of the endpoint's move.
    fn placeholders(
        &mut self,
        node: &mut Node,
        of: Endpoints<'_>,
        owner: &Rc<Owner>,
        (ours, theirs): (&Members, &Members),
    ) {
        let same_path = of.old.path.numbered() == of.new.path.numbered();
        let names: Vec<(&str, &str)> = of.old.path.placeholders().zip(of.new.path.placeholders()).collect();
        for (was, _) in &ours.fields {
            let known = names.iter().find(|(before, _)| same_path && *before == was.name);
            let name = known.map_or(was.name.as_str(), |(_, now)| now);
            let Some((is, _)) = theirs.fields.iter().find(|(is, _)| is.name == name) else { continue };
            let place = self.sent_place(of, owner, (Location::Path, was), (Location::Path, is));
            if is.name != was.name {
                self.note(node, &place, ChangeKind::PlaceholderRenamed, [&was.name, &is.name]);
            }
            // A placeholder is always required, whatever the page marks.
            self.member(node, &place, &Field { required: is.required, ..was.clone() }, is);
        }
    }

    /// Compares a parameter that is sent in another place.
    pub(super) fn moved(&mut self, of: Endpoints<'_>, (from, to): (Location, Location), name: &str) -> Node {
        let mut node = Node::default();
        let field = |view: &View<'_>, endpoint, location| {
            sent_values(view.schemas, endpoint, location).into_iter().find(|field| field.name == name)
        };
        if let (Some(was), Some(is)) = (field(self.old, of.old, from), field(self.new, of.new, to)) {
            let place = self.sent_place(of, &owner(of, to), (from, &was), (to, &is));
            let words = [from.as_str(), to.as_str()];
            self.add(&mut node, &place, Draft::new(ChangeKind::Moved, &place, words));
            self.member(&mut node, &place, &was, &is);
        }
        node
    }

    fn sent_place(
        &self,
        of: Endpoints<'_>,
        owner: &Rc<Owner>,
        (from, was): (Location, &Field),
        (to, is): (Location, &Field),
    ) -> Place<'a> {
        let (old, new) = self.crates();
        let items = (old.parameter(of.old, from, &was.name), new.parameter(of.new, to, &is.name));
        let mut place = Place::member(owner, &was.name, items.0, items.1);
        place.old_steps.push(Step::Field(was.name.clone()));
        place.new_steps.push(Step::Field(is.name.clone()));
        place
    }
}

fn owner(of: Endpoints<'_>, location: Location) -> Rc<Owner> {
    Rc::new(match location {
        Location::Body => Owner { partial: of.partial, ..Owner::new(SubjectKind::Body, "") },
        _ => Owner::new(SubjectKind::Parameter, location.as_str()),
    })
}

/// Returns the parameters of a location, or the members of the body. Headers that the client sends by itself are left out.
pub(crate) fn sent_values(schemas: &Schemas, endpoint: &Endpoint, location: Location) -> Vec<Field> {
    if location == Location::Body {
        return endpoint.body.map(|body| schemas.get(body).fields().to_vec()).unwrap_or_default();
    }
    let of_caller = |one: &&Parameter| one.location != Location::Header || !is_client_header(&one.name);
    let parameters = endpoint.parameters_in(location).filter(of_caller).map(|one| Field {
        description: one.description.clone(),
        ..Field::new(one.name.clone(), one.required, one.schema)
    });
    parameters.collect()
}
