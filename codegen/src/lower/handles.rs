//! Modules of handles, which are named like the methods that give them.

use super::names::Scope;
use crate::handwritten::BASE;
use crate::rust::RustIdent;

/// Modules at the root of each crate besides those that the base exports, names that its root refers to, and files that cargo
/// gives a meaning.
const ROOT: &[&str] = &["base", "client", "lib", "main", "runtime", "types"];

/// End of the name of a handle whose plain name is taken.
pub(super) const SUFFIX: &str = "_api";

/// Returns the module of a handle. On the client it gives way to what the client has by itself and to the modules of the root.
pub(super) fn module(scope: Scope, handle: &str) -> RustIdent {
    let module = RustIdent::module(handle);
    let name = module.as_str();
    let is_taken =
        scope == Scope::Client && (ROOT.contains(&name) || BASE.root.contains(name) || is_of_client(name));
    if is_taken { module.with_suffix(SUFFIX) } else { module }
}

/// Whether the client has a method of this name by itself.
pub(super) fn is_of_client(name: &str) -> bool {
    BASE.client.contains(name) || Scope::ALL.into_iter().any(|scope| scope.name() == name)
}
