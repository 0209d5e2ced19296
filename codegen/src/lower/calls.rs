//! Where each endpoint hangs and what its method is called: the lock's word, or else the rule's.

use std::collections::{BTreeMap, BTreeSet};

use super::fingerprint;
use super::lock::{EndpointEntry, NamesLock};
use super::members::Pins;
use super::names::{MethodName, Operation, Scope, name_all};
use super::order;
use crate::model::Api;
use crate::unique::first_free;

/// An endpoint's place in the client.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// Its place in the model.
    pub(super) endpoint: usize,
    /// The key in the lock.
    pub(super) key: String,
    /// The hash of its structure.
    pub(super) shape: String,
    /// Scope, handle and method.
    pub(super) name: MethodName,
    /// Wire names of the arguments in the order that the lock holds.
    pub(super) arguments: Vec<String>,
    /// Names of arguments and setters that the lock holds.
    pub(super) members: Pins,
    /// How many leading placeholders the scope binds.
    pub(super) bound: usize,
}

impl Call {
    /// Scope, handle and method as the lock writes them.
    pub(super) fn path(&self) -> String {
        let scope = self.name.scope.name();
        match &self.name.handle {
            Some(handle) => format!("{scope}.{handle}.{}", self.name.method),
            None => format!("{scope}.{}", self.name.method),
        }
    }
}

/// The calls of all endpoints, in the order in which things get their names.
pub(super) fn calls(api: &Api, lock: &NamesLock) -> Vec<Call> {
    let paths: Vec<String> = api.endpoints.iter().map(|endpoint| endpoint.path.to_string()).collect();
    let operations: Vec<Operation<'_>> = api
        .endpoints
        .iter()
        .zip(&paths)
        .map(|(endpoint, path)| Operation {
            category: endpoint.page.category(),
            title: &endpoint.title,
            method: endpoint.method.as_str(),
            path,
        })
        .collect();
    let keys: Vec<String> = api
        .endpoints
        .iter()
        .map(|endpoint| format!("{} {}", endpoint.method.as_str(), endpoint.path.numbered()))
        .collect();
    let present: BTreeSet<String> = keys.iter().cloned().collect();
    let shapes: Vec<String> =
        api.endpoints.iter().map(|endpoint| fingerprint::of_endpoint(&api.schemas, endpoint)).collect();
    let entries: Vec<Option<&EndpointEntry>> =
        keys.iter().zip(&shapes).map(|(key, shape)| lock.endpoint(key, shape, &present)).collect();
    // Where several endpoints look like one that has vanished, nobody can tell which of them it is.
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries.iter().flatten() {
        *claims.entry(&entry.call).or_default() += 1;
    }
    let is_only = |entry: &&EndpointEntry| claims.get(entry.call.as_str()) == Some(&1);
    let mut calls: Vec<(Call, bool)> = Vec::with_capacity(keys.len());
    let known = keys.into_iter().zip(shapes).zip(entries);
    for (at, (name, ((key, shape), entry))) in name_all(&operations).into_iter().zip(known).enumerate() {
        let Some(endpoint) = api.endpoints.get(at) else { continue };
        let front = Scope::of(&endpoint.path.to_string());
        let entry = entry.filter(|entry| lock.holds_endpoint(&key) || is_only(entry));
        let arguments = entry.map(|entry| entry.arguments.clone()).unwrap_or_default();
        let members = entry.map(|entry| entry.members.clone()).unwrap_or_default();
        let pinned = entry.and_then(EndpointEntry::name);
        let is_pinned = pinned.is_some();
        let name = pinned.unwrap_or(name);
        let bound = if name.scope == front.scope { front.parameters } else { 0 };
        calls.push((Call { endpoint: at, key, shape, name, arguments, members, bound }, is_pinned));
    }
    let mut ranks = vec![0; calls.len()];
    order::places(api).into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank);
    calls.sort_by_key(|(call, _)| ranks[call.endpoint]);
    settle(calls)
}

/// A name that the lock holds for one endpoint is not given to another that has none yet.
fn settle(calls: Vec<(Call, bool)>) -> Vec<Call> {
    let mut taken: BTreeSet<MethodName> =
        calls.iter().filter(|(_, pinned)| *pinned).map(|(call, _)| call.name.clone()).collect();
    calls
        .into_iter()
        .map(|(mut call, pinned)| {
            if !pinned {
                let named = |method: &str| MethodName { method: method.to_owned(), ..call.name.clone() };
                call.name.method = first_free(
                    &call.name.method,
                    2,
                    |base, number| format!("{base}_{number}"),
                    |method| taken.contains(&named(method)),
                );
                taken.insert(call.name.clone());
            }
            call
        })
        .collect()
}
