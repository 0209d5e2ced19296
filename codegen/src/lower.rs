//! Model → Rust: names, types, scopes and requests. No markdown comes out of here, and no JSON schema.

mod arrays;
mod bodies;
mod calls;
pub(crate) mod deprecation;
mod enums;
mod facts;
mod features;
mod fingerprint;
mod handles;
pub mod lock;
mod media_types;
mod members;
pub mod names;
mod order;
mod outputs;
pub(crate) mod parameters;
pub(crate) mod paths;
mod place;
mod request_names;
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

use self::lock::{Kept, LockErrors, NamesLock, TypeEntry};
use self::structures::Structures;
use self::type_names::{Seen, TypeNames};
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
    /// Names of the lock that cannot be used, where the page is not the reason.
    pub refused: Option<LockErrors>,
}

/// Upper bound on the rounds until the lock stays the same. Two are the rule; a third one is needed if names within a type follow a name that
/// the second round changed.
const MOST_ROUNDS: usize = 4;

/// Lowers a model under the names that a lock holds.
///
/// A name may depend on which others are taken. If a round adds to the lock, another one runs under the new lock, so that the next
/// `generate` changes nothing.
pub fn lower(api: &Api, lock: &NamesLock) -> Lowered {
    let sent = Structures::sent(api);
    let mut lowered = lower_under(api, &sent, lock);
    // Later rounds no longer have the names that could not be used.
    let refused = lowered.refused.take();
    for _ in 1..MOST_ROUNDS {
        let Some(next) = lowered.lock.for_next_run() else { break };
        lowered = lower_under(api, &sent, &next);
    }
    Lowered { refused, ..lowered }
}

fn lower_under(api: &Api, sent: &Structures, lock: &NamesLock) -> Lowered {
    let received = Structures::received(api, lock);
    let (first, to_see) = lower_once(api, &received, sent, lock, &Seen::default());
    // Whether a type was retitled, or changed in one of its places, is known only after a pass over all types.
    to_see.map_or(first, |seen| lower_once(api, &received, sent, lock, &seen).0)
}

fn lower_once(
    api: &Api,
    received: &Structures,
    sent: &Structures,
    lock: &NamesLock,
    seen: &Seen,
) -> (Lowered, Option<Seen>) {
    let (calls, mut refused) = calls::calls(api, lock);
    let names = TypeNames::new(lock, seen);
    let mut types = types::TypeLowering::new(api, received, sent, names);
    let mut updated = lock.clone();
    updated.keep(kept(api));
    let scopes = requests::scopes(&mut types, &calls, &mut updated, &mut refused);
    features::mark(&mut types.types, &scopes);
    types.types.leave_out_unused();
    types.enums.name(&mut types.types, &mut types.names);
    types.unions.name(&mut types.types, &mut types.names);
    types.names.forget_left_out(&types.types);
    refused.extend(types.names.refused());
    let mut losses = types.losses;
    losses.sort();
    losses.dedup();
    let to_see = types.names.to_see();
    for (key, entry) in types.names.into_used() {
        // What was not understood does not change what the lock knows of a type.
        let known = lock.type_entry(&key).filter(|_| !api.gaps.is_empty());
        let shape = known.map_or(entry.shape, |known| known.shape.clone());
        updated.use_type(key, TypeEntry { shape, ..entry });
    }
    let client = Client {
        api_version: api.api_version.clone(),
        version: api.edition.version.clone(),
        types: types.types,
        scopes,
        losses,
    };
    (Lowered { client, lock: updated, refused: LockErrors::of(refused) }, to_see)
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
