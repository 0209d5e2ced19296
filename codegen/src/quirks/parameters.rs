//! Parameters and members of bodies.

use std::cmp::Reverse;

use super::QuirkError;
use super::changes::field as changed_field;
use super::entries::{Entry, ParameterQuirk};
use super::fields::no_endpoint;
use super::suggest::did_you_mean;
use super::tally::Tally;
use super::titles::most_complete;
use super::trees::{Travel, Trees};
use crate::lower::paths::holds_slashes;
use crate::model::{
    Additional, Api, ArrayStyle, Endpoint, Field, Kind, Location, Parameter, Schema, SchemaId, Schemas,
};

/// Corrects parameters, and reports the entries that have to be fixed.
pub(super) fn correct(entries: &[Entry<ParameterQuirk>], api: &mut Api) -> Vec<QuirkError> {
    let mut tallies: Vec<Tally> = entries.iter().map(|_| Tally::default()).collect();
    // Ways are those of the page: a member is corrected before what holds it is renamed.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| Reverse(entries[*at].says.parameter.matches('.').count()));
    let received: Vec<SchemaId> = api.schemas.reachable(api.response_schemas()).into_iter().collect();
    for at in order {
        let says = &entries[at].says;
        let Some(endpoint) = api.endpoints.iter_mut().find(|one| one.name() == says.endpoint) else {
            continue;
        };
        let (schemas, tally) = (&mut api.schemas, &mut tallies[at]);
        Correction { says, received: &received, schemas, tally }.apply(endpoint);
    }
    let errors = entries
        .iter()
        .zip(&tallies)
        .flat_map(|(entry, tally)| tally.finish(entry, |tally| unmatched(&entry.says, tally, api)));
    errors.collect()
}

/// A parameter or a member of the body.
struct Slot {
    location: Location,
    field: Field,
    slashes: Option<bool>,
    array: Option<ArrayStyle>,
}

fn slots(endpoint: &Endpoint, schemas: &Schemas) -> Vec<Slot> {
    let own = endpoint.parameters.iter().map(|one| Slot {
        location: one.location,
        field: Field {
            description: one.description.clone(),
            ..Field::new(one.name.clone(), one.required, one.schema)
        },
        slashes: one.slashes,
        array: one.array,
    });
    let members = endpoint.members(schemas);
    let member =
        |field: &Field| Slot { location: Location::Body, field: field.clone(), slashes: None, array: None };
    own.chain(members.iter().map(member)).collect()
}

fn restore(slots: Vec<Slot>, endpoint: &mut Endpoint, schemas: &mut Schemas) {
    let (members, own): (Vec<Slot>, Vec<Slot>) =
        slots.into_iter().partition(|slot| slot.location == Location::Body);
    let parameter = |Slot { location, field, slashes, array }| {
        let Field { name, required, schema, description } = field;
        Parameter { name, location, required, schema, description, slashes, array }
    };
    endpoint.parameters = own.into_iter().map(parameter).collect();
    let fields: Vec<Field> = members.into_iter().map(|slot| slot.field).collect();
    let object = |fields| Schema::new(Kind::Object { fields, additional: Additional::Unstated });
    endpoint.body = (!fields.is_empty()).then(|| schemas.intern(object(fields)));
}

/// One entry, and what it changes.
struct Correction<'a> {
    says: &'a ParameterQuirk,
    /// Objects of responses, for types that name one by its title.
    received: &'a [SchemaId],
    schemas: &'a mut Schemas,
    tally: &'a mut Tally,
}

impl Correction<'_> {
    fn apply(&mut self, endpoint: &mut Endpoint) {
        let mut slots = slots(endpoint, self.schemas);
        let Some(at) = self.place(&slots) else { return };
        let is_whole = slots[at].field.name == self.says.parameter;
        let Some(new) = self.changed(&slots[at].field) else { return };
        slots[at].field = new;
        if is_whole {
            self.whole(&mut slots[at], endpoint);
        } else if self.says.location.is_some() {
            self.tally
                .problem("moves a member of another parameter: only whole parameters have a `location`");
        }
        let (name, location) = (slots[at].field.name.clone(), slots[at].location);
        let same = |slot: &&Slot| slot.field.name == name && slot.location == location;
        if slots.iter().filter(same).count() > 1 {
            let place = location.as_str();
            self.tally
                .problem(format!("makes two of one: there is a parameter `{name}` in the {place} already"));
        }
        restore(slots, endpoint, self.schemas);
    }

    /// Finds the only place that the entry is about.
    fn place(&mut self, slots: &[Slot]) -> Option<usize> {
        let mut found: Vec<usize> = Vec::new();
        for (at, slot) in slots.iter().enumerate() {
            let is_meant = self.says.place.is_none_or(|place| place == slot.location);
            if is_meant && self.leads_to(&slot.field) {
                found.push(at);
            }
        }
        if let [_, _, ..] = found[..] {
            let places: Vec<&str> = found.iter().map(|at| slots[*at].location.as_str()).collect();
            self.tally.problem(format!(
                "may be about several: there is one in the {}; say which with `in`",
                places.join(" and in the ")
            ));
            return None;
        }
        found.first().copied()
    }

    /// Whether the entry's way begins with a value and is there to its end.
    fn leads_to(&mut self, field: &Field) -> bool {
        let mut tally = Tally::default();
        let mut trees = Trees { schemas: &mut *self.schemas, travel: Travel::Sent };
        let found = trees.part(field, &self.says.parameter, &mut tally, &mut |field, _, _| field).is_some();
        self.tally.known.append(&mut tally.known);
        found
    }

    /// Returns a value with the correction at the end of the entry's way.
    fn changed(&mut self, field: &Field) -> Option<Field> {
        let (says, received) = (self.says, self.received);
        let mut find =
            |title: &str, schemas: &mut Schemas| most_complete(schemas, received.iter().copied(), title);
        let mut trees = Trees { schemas: &mut *self.schemas, travel: Travel::Sent };
        trees.part(field, &says.parameter, self.tally, &mut |field, schemas, tally| {
            changed_field(field, &says.change, Travel::Sent, schemas, &mut find, tally)
        })
    }

    /// Corrects what only whole parameters have.
    fn whole(&mut self, slot: &mut Slot, endpoint: &Endpoint) {
        let from = slot.location;
        let mut corrected = false;
        if let Some(location) = self.says.location {
            corrected |=
                self.tally.states("location", format!("\"{}\"", location.as_str()), from != location);
            slot.location = location;
        }
        if let Some(slashes) = self.says.slashes {
            if slot.location != Location::Path {
                self.tally.problem("says whether it holds `slashes`, but it is not in the path");
            }
            let needed = holds_slashes(endpoint, &slot.field.name) != slashes;
            corrected |= self.tally.states("slashes", slashes, needed);
            slot.slashes = Some(slashes);
        }
        if let Some(array) = self.says.array {
            if slot.location != Location::Query || !holds_array(self.schemas, slot.field.schema) {
                self.tally.problem("says how an `array` is sent, but it is not an array in the query");
            }
            let needed = slot.array != Some(array);
            corrected |= self.tally.states("array", format!("\"{}\"", array.as_str()), needed);
            slot.array = Some(array);
        }
        if corrected {
            let mut schema = self.schemas.get(slot.field.schema).clone();
            schema.correction.corrected = true;
            slot.field.schema = self.schemas.intern(schema);
        }
        self.placeholder(endpoint, slot);
    }

    /// Checks that what is sent in the path is what the path has a placeholder for.
    fn placeholder(&mut self, endpoint: &Endpoint, slot: &Slot) {
        let name = &slot.field.name;
        let is_there = endpoint.path.placeholders().any(|placeholder| placeholder == name);
        match (slot.location == Location::Path, is_there) {
            (true, false) => {
                let known = did_you_mean(name, endpoint.path.placeholders());
                self.tally
                    .problem(format!("puts `{name}` into the path, which has no such placeholder{known}"));
            }
            (false, true) => {
                self.tally.problem(format!("takes `{name}` out of the path, which has a placeholder for it"));
            }
            (true, true) if !slot.field.required => {
                self.tally.problem("leaves a placeholder optional: say `required = true`");
            }
            _ => {}
        }
    }
}

/// Whether a value is an array, or may be one.
fn holds_array(schemas: &Schemas, id: SchemaId) -> bool {
    match &schemas.get(id).kind {
        Kind::Array(_) => true,
        Kind::Union { variants, .. } => variants.iter().any(|variant| holds_array(schemas, *variant)),
        _ => false,
    }
}

/// Error message for an entry that matched nothing.
fn unmatched(says: &ParameterQuirk, tally: &Tally, api: &Api) -> String {
    let Some(endpoint) = api.endpoints.iter().find(|endpoint| endpoint.name() == says.endpoint) else {
        return format!("matches nothing: {}", no_endpoint(&says.endpoint, &api.endpoints));
    };
    let place = says.place.map(|place| format!(" in the {}", place.as_str())).unwrap_or_default();
    let missing = format!("matches nothing: the endpoint has no parameter `{}`{place}", says.parameter);
    if let Some(name) = says.change.name.as_ref().filter(|name| tally.known.contains(*name)) {
        return format!(
            "is no longer needed: the endpoint has a parameter `{name}` already; remove the entry"
        );
    }
    let slots = slots(endpoint, &api.schemas);
    if let Some(elsewhere) = slots.iter().find(|slot| slot.field.name == says.parameter) {
        return format!("{missing}, but in the {}", elsewhere.location.as_str());
    }
    let last = says.parameter.rsplit('.').next().unwrap_or(&says.parameter);
    let own = slots.iter().map(|slot| slot.field.name.as_str());
    format!("{missing}{}", did_you_mean(last, tally.known.iter().map(String::as_str).chain(own)))
}
