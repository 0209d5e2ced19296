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
pub mod names;
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

use std::collections::BTreeSet;

use self::lock::{Kept, NamesLock};
use self::structures::Structures;
use crate::diagnostic::{Code, Effect};
use crate::model::{Api, Gap};
use crate::rust::Client;

/// What lowering gives.
#[derive(Debug)]
pub struct Lowered {
    /// The client.
    pub client: Client,
    /// The lock, with what this run used.
    pub lock: NamesLock,
}

/// Lowers a model under the names that a lock holds.
pub fn lower(api: &Api, lock: &NamesLock) -> Lowered {
    // A type may have been retitled: the lock can only tell when it knows which of its types are still there.
    let (received, sent) = (Structures::received(api, lock), Structures::sent(api));
    let lower_once = |present| lower_once(api, &received, &sent, lock, present);
    let first = lower_once(None);
    let present = first.lock.used_type_keys();
    let vanished = lock.type_keys().any(|key| !present.contains(key));
    if vanished { lower_once(Some(&present)) } else { first }
}

fn lower_once(
    api: &Api,
    received: &Structures,
    sent: &Structures,
    lock: &NamesLock,
    present: Option<&BTreeSet<String>>,
) -> Lowered {
    let calls = calls::calls(api, lock);
    let names = type_names::TypeNames::new(lock, present);
    let mut types = types::TypeLowering::new(api, received, sent, names);
    let mut updated = lock.clone();
    updated.keep(kept(api));
    let scopes = requests::scopes(&mut types, &calls, &mut updated);
    types.enums.name(&mut types.types, &mut types.names);
    types.unions.name(&mut types.types, &mut types.names);
    features::mark(&mut types.types, &scopes);
    let mut losses = types.losses;
    losses.sort();
    losses.dedup();
    for (key, entry) in types.names.into_used() {
        // What was not understood does not change what the lock knows of a type.
        let known = lock.type_entry(&key).filter(|_| !api.gaps.is_empty()).cloned();
        updated.use_type(key, known.unwrap_or(entry));
    }
    let client = Client {
        api_version: api.api_version.clone(),
        version: api.edition.version.clone(),
        types: types.types,
        scopes,
        losses,
    };
    Lowered { client, lock: updated }
}

/// Which names to keep because what they are of was not understood.
fn kept(api: &Api) -> Kept {
    // Where request line and example disagree, the path may be another one.
    let is_lost = |gap: &Gap| {
        matches!(gap.effect, None | Some(Effect::NoEndpoint)) || gap.code == Code::ExampleMismatch
    };
    if api.gaps.iter().any(is_lost) {
        Kept::Everything
    } else if api.gaps.is_empty() {
        Kept::Nothing
    } else {
        Kept::Types
    }
}
