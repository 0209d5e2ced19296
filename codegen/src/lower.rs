//! Model → Rust: names, types, scopes and requests. No markdown comes out of here, and no JSON schema.

mod arrays;
mod bodies;
mod calls;
pub(crate) mod deprecation;
mod enums;
mod facts;
mod features;
mod fingerprint;
pub mod lock;
mod media_types;
mod members;
pub mod names;
mod order;
mod outputs;
pub(crate) mod parameters;
pub(crate) mod paths;
mod place;
mod requests;
mod scalars;
mod sent;
mod servers;
mod shapes;
mod structures;
mod tags;
#[cfg(test)]
mod testing;
mod type_names;
mod types;
mod unions;

use self::lock::NamesLock;
use self::structures::Structures;
use self::type_names::{Seen, TypeNames};
use crate::model::Api;
use crate::rust::Client;

/// What lowering gives.
#[derive(Debug)]
pub struct Lowered {
    /// The client.
    pub client: Client,
    /// The lock, with what this run used.
    pub lock: NamesLock,
}

/// How often names are looked at again. Once is enough, unless names of parts follow names that follow the lock.
const MOST_ROUNDS: usize = 4;

/// Lowers a model under the names that a lock holds.
///
/// Some names depend on what others are taken. Where this run gives any, all are looked at again under what the lock will hold, so
/// that another run changes nothing.
pub fn lower(api: &Api, lock: &NamesLock) -> Lowered {
    let mut lowered = lower_under(api, lock);
    for _ in 1..MOST_ROUNDS {
        let Some(settled) = lowered.lock.settled() else { break };
        lowered = lower_under(api, &settled);
    }
    lowered
}

fn lower_under(api: &Api, lock: &NamesLock) -> Lowered {
    let (received, sent) = (Structures::received(api, lock), Structures::sent(api));
    let (first, to_see) = lower_once(api, &received, &sent, lock, &Seen::default());
    // A type may have been retitled, or changed in one of its places: the lock can only tell when all types are known.
    to_see.map_or(first, |seen| lower_once(api, &received, &sent, lock, &seen).0)
}

fn lower_once(
    api: &Api,
    received: &Structures,
    sent: &Structures,
    lock: &NamesLock,
    seen: &Seen,
) -> (Lowered, Option<Seen>) {
    let calls = calls::calls(api, lock);
    let names = TypeNames::new(lock, seen);
    let mut types = types::TypeLowering::new(api, received, sent, names);
    let mut updated = lock.clone();
    let scopes = requests::scopes(&mut types, &calls, &mut updated);
    types.enums.name(&mut types.types, &mut types.names);
    types.unions.name(&mut types.types, &mut types.names);
    features::mark(&mut types.types, &scopes);
    let mut losses = types.losses;
    losses.sort();
    losses.dedup();
    let to_see = types.names.to_see();
    for (key, entry) in types.names.into_used() {
        updated.use_type(key, entry);
    }
    let client = Client {
        api_version: api.api_version.clone(),
        version: api.edition.version.clone(),
        types: types.types,
        scopes,
        losses,
    };
    (Lowered { client, lock: updated }, to_see)
}
