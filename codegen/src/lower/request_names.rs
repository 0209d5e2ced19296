//! Names of request types and of enums of outcomes, which share a module, and the names of endpoints' entries that cannot be used.

use std::collections::BTreeMap;

use super::calls::Standing;
use super::lock::{EndpointEntry, LockCode, LockError, NamesLock, Section};
use super::names::Scope;
use super::requests::LoweredRequest;
use crate::rust::{Output, RustIdent};

/// The two types that a request has in its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Request,
    Outcome,
}

/// Gives each type of a module of requests a name that no other has. Those that the lock states come first, then those of endpoints
/// that the lock knows, then new ones, each in the order of identity. The lock holds a name that the method's does not give.
pub(super) fn name_request_types(
    lowered: &mut [LoweredRequest<'_>],
    lock: &NamesLock,
    refused: &mut Vec<LockError>,
) {
    let mut modules: BTreeMap<(Scope, Option<String>), Vec<usize>> = BTreeMap::new();
    for (at, one) in lowered.iter().enumerate() {
        modules.entry((one.call.name.scope, one.call.name.handle.clone())).or_default().push(at);
    }
    for ((scope, handle), mut members) in modules {
        members.sort_by_key(|at| lowered[*at].call.standing);
        let owner = handle.map_or_else(|| RustIdent::scope(scope.name()), |handle| RustIdent::camel(&handle));
        // The key of the endpoint that has a name; the module's own struct has none.
        let mut taken: BTreeMap<RustIdent, Option<String>> = BTreeMap::from([(owner, None)]);
        for standing in Standing::ALL {
            for (is_stated, item) in
                [(true, Item::Request), (true, Item::Outcome), (false, Item::Request), (false, Item::Outcome)]
            {
                for at in &members {
                    let one = &mut lowered[*at];
                    if one.call.standing == standing && stated(one, item).is_some() == is_stated {
                        name_item(one, item, &mut taken, lock, refused);
                    }
                }
            }
        }
    }
}

/// The name that the lock states.
fn stated(one: &LoweredRequest<'_>, item: Item) -> Option<RustIdent> {
    let name = match item {
        Item::Request => one.call.request.as_ref(),
        Item::Outcome => one.call.outcome.as_ref(),
    };
    name.and_then(|name| RustIdent::written(name))
}

fn name_item(
    one: &mut LoweredRequest<'_>,
    item: Item,
    taken: &mut BTreeMap<RustIdent, Option<String>>,
    lock: &NamesLock,
    refused: &mut Vec<LockError>,
) {
    let stated = stated(one, item);
    let place = match (item, &mut one.request.output) {
        (Item::Request, _) => &mut one.request.name,
        (Item::Outcome, Output::Outcomes { name, .. }) => name,
        (Item::Outcome, _) => return,
    };
    let key = &one.call.key;
    if let Some((stated, holder)) = stated.as_ref().and_then(|name| taken.get_key_value(name))
        && one.call.standing == Standing::Held
    {
        let other = holder.as_deref();
        let reason = other.map_or_else(
            || "the struct of its methods has that name".to_owned(),
            |other| format!("a type of \"{other}\" has that name"),
        );
        refused.push(LockError::new(
            LockCode::TakenName,
            format!("[endpoints] \"{key}\": no type can be called `{stated}`: {reason}"),
            std::iter::once(key.as_str()).chain(other).filter_map(|key| lock.place(Section::Endpoints, key)),
            "choose another name for one of them",
        ));
    }
    let plain = place.clone();
    let name = stated.unwrap_or_else(|| plain.clone()).or_numbered(|name| taken.contains_key(name));
    taken.insert(name.clone(), Some(key.clone()));
    place.clone_from(&name);
    let held = (name != plain).then(|| name.as_str().to_owned());
    match item {
        Item::Request => one.entry.request = held,
        Item::Outcome => one.entry.outcome = held,
    }
}

/// Errors for arguments and members of an endpoint's entry that cannot be used, although the endpoint has not changed.
pub(super) fn unused_names(
    one: &LoweredRequest<'_>,
    own: &EndpointEntry,
    lock: &NamesLock,
) -> Vec<LockError> {
    let key = &one.call.key;
    if own.shape != one.entry.shape {
        return Vec::new();
    }
    let place = || lock.place(Section::Endpoints, key);
    let mut errors = Vec::new();
    if own.arguments != one.entry.arguments {
        errors.push(LockError::new(
            LockCode::WrongArguments,
            format!("[endpoints] \"{key}\" cannot have the arguments {:?}", own.arguments),
            place(),
            format!("what is in its path comes first, in the order of the path: write {:?}, or another order of those behind", one.entry.arguments),
        ));
    }
    errors.extend(one.unused_pins.iter().map(|pin| pin.error(&format!("[endpoints] \"{key}\""), place())));
    errors
}
