//! The names of the generated client's methods.
//!
//! A name follows from four facts of an operation: the category of its page, its title, its HTTP method and its path. The path
//! says where the method hangs ([`scope`]), the title what it is called ([`title`], [`noun`], [`compose`]), the path again where
//! the title is too long ([`path`]), and [`collisions`] tells apart what would be called the same. The word lists are in [`words`].

use std::collections::BTreeMap;

pub mod collisions;
pub mod compose;
pub mod noun;
pub mod path;
pub mod scope;
pub mod title;
pub mod words;

#[cfg(test)]
mod tests;

pub use scope::Scope;

use crate::handwritten::BASE;

/// What the rule reads of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operation<'a> {
    /// The category of the page, as in its address: `pulls`, `enterprise-admin`.
    pub category: &'a str,
    /// The operation's heading: `List pull requests`.
    pub title: &'a str,
    /// The HTTP method: `GET`.
    pub method: &'a str,
    /// The path with its parameters in braces: `/orgs/{org}/packages`.
    pub path: &'a str,
}

/// Where a method of the client is found, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MethodName {
    /// The scope it hangs on.
    pub scope: Scope,
    /// The handle below the scope; `None` where the method is on the scope (or the client) itself.
    pub handle: Option<String>,
    /// The method's name, a `snake_case` identifier that is no keyword.
    pub method: String,
}

/// Names all operations of a reference, in their order.
///
/// A name does not depend on the order of the input: where several operations would get one name, the whole set is renamed.
pub fn name_all(operations: &[Operation<'_>]) -> Vec<MethodName> {
    let places: Vec<_> = operations.iter().map(place).collect();
    let mut groups: BTreeMap<&(Scope, Option<String>), Vec<usize>> = BTreeMap::new();
    for (index, place) in places.iter().enumerate() {
        groups.entry(place).or_default().push(index);
    }

    let mut methods = vec![String::new(); operations.len()];
    for (place, members) in groups {
        let group: Vec<_> = members.iter().map(|&index| operations[index]).collect();
        let reserved = reserved_names(place, &places);
        for (index, method) in members.into_iter().zip(collisions::settle(&group, &reserved)) {
            methods[index] = method;
        }
    }
    let named = |((scope, handle), method)| MethodName { scope, handle, method };
    places.into_iter().zip(methods).map(named).collect()
}

/// The scope and the handle of an operation.
fn place(operation: &Operation<'_>) -> (Scope, Option<String>) {
    let scope = Scope::of(operation.path).scope;
    let handle = (!scope.is_home_of(operation.category)).then(|| handle(operation.category));
    (scope, handle)
}

/// The handle of a category: its words, or where they make no identifier, the words behind `api`.
fn handle(category: &str) -> String {
    let name = words::snake_case(&words::words(category));
    if words::is_identifier(&name) {
        return name;
    }
    let behind_api: Vec<_> = std::iter::once("api".to_owned()).chain(words::words(category)).collect();
    words::snake_case(&behind_api)
}

/// Names that a method next to handles cannot have: those of the handles, and on the client those of scopes and of its own methods.
fn reserved_names(place: &(Scope, Option<String>), places: &[(Scope, Option<String>)]) -> Vec<String> {
    let (scope, None) = place else { return Vec::new() };
    let handles = places.iter().filter(|(of, _)| of == scope).filter_map(|(_, handle)| handle.clone());
    if *scope != Scope::Client {
        return handles.collect();
    }
    let scopes = Scope::ALL.into_iter().filter(|other| *other != Scope::Client);
    handles.chain(scopes.map(|scope| scope.name().to_owned())).chain(BASE.client.iter().cloned()).collect()
}
