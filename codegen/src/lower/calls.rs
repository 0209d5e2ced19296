//! Where each endpoint hangs and what its method is called: as the lock holds it, else as the rule gives it.
//!
//! A method is on one struct with others, and on a scope with handles as well. Names that the lock holds come first, then those of
//! entries that were gone, then new ones, each in the order of identity, so that neither newcomers nor the order of pages change a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fingerprint;
use super::handles;
use super::lock::{EndpointEntry, LockCode, LockError, NamesLock, Section};
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
    /// Names of the request type and of the enum of outcomes that the lock holds.
    pub(super) request: Option<String>,
    pub(super) outcome: Option<String>,
    /// How many leading placeholders the scope binds.
    pub(super) bound: usize,
    /// Whether the lock knows it.
    pub(super) standing: Standing,
}

/// How an endpoint stands to the lock. The first ones choose their names first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// The lock holds its name.
    Held,
    /// The lock holds its name, which others may have now, as it was gone.
    Returned,
    /// The lock does not know it.
    New,
}

impl Standing {
    /// All of them, in the order in which they choose.
    pub(super) const ALL: [Self; 3] = [Self::Held, Self::Returned, Self::New];
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

/// The calls of all endpoints, in the order in which things get their names, and the names of the lock that cannot be used.
pub(super) fn calls(api: &Api, lock: &NamesLock) -> (Vec<Call>, Vec<LockError>) {
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
    // Where several endpoints look like one that has vanished, it is unknown which of them it is.
    let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries.iter().flatten() {
        *claims.entry(&entry.call).or_default() += 1;
    }
    let is_only = |entry: &&EndpointEntry| claims.get(entry.call.as_str()) == Some(&1);
    let mut calls: Vec<Call> = Vec::with_capacity(keys.len());
    let known = keys.into_iter().zip(shapes).zip(entries);
    for (at, (name, ((key, shape), entry))) in name_all(&operations).into_iter().zip(known).enumerate() {
        let Some(endpoint) = api.endpoints.get(at) else { continue };
        let front = Scope::of(&endpoint.path.to_string());
        let entry = entry.filter(|entry| lock.holds_endpoint(&key) || is_only(entry));
        let held = entry.and_then(EndpointEntry::name);
        let standing = match held {
            None => Standing::New,
            Some(_) if lock.is_gone(Section::Endpoints, &key) => Standing::Returned,
            Some(_) => Standing::Held,
        };
        let name = held.unwrap_or(name);
        let bound = if name.scope == front.scope { front.parameters } else { 0 };
        calls.push(Call {
            endpoint: at,
            key,
            shape,
            name,
            arguments: entry.map(|entry| entry.arguments.clone()).unwrap_or_default(),
            members: entry.map(|entry| entry.members.clone()).unwrap_or_default(),
            request: entry.and_then(|entry| entry.request.clone()),
            outcome: entry.and_then(|entry| entry.outcome.clone()),
            bound,
            standing,
        });
    }
    let mut ranks = vec![0; calls.len()];
    order::places(api).into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank);
    calls.sort_by_key(|call| ranks[call.endpoint]);
    rename_new_handles(&mut calls);
    let refused = make_methods_distinct(&mut calls, lock);
    (calls, refused)
}

/// Renames handles that are new where a scope has a method of that name already.
fn rename_new_handles(calls: &mut [Call]) {
    let is_held = |call: &Call| call.standing == Standing::Held;
    let methods: BTreeSet<(Scope, String)> = calls
        .iter()
        .filter(|call| is_held(call) && call.name.handle.is_none())
        .map(|call| (call.name.scope, call.name.method.clone()))
        .collect();
    let held: BTreeSet<(Scope, String)> = calls
        .iter()
        .filter(|call| is_held(call))
        .filter_map(|call| Some((call.name.scope, call.name.handle.clone()?)))
        .collect();
    for call in calls.iter_mut().filter(|call| call.standing != Standing::Held) {
        let scope = call.name.scope;
        let Some(handle) = &mut call.name.handle else { continue };
        let is_taken =
            |name: &str| methods.contains(&(scope, handles::module(scope, name).as_str().to_owned()));
        if is_taken(handle) && !held.contains(&(scope, handle.clone())) {
            let plain = format!("{handle}{}", handles::SUFFIX);
            *handle = first_free(&plain, 2, |base, number| format!("{base}_{number}"), is_taken);
        }
    }
}

/// Owner of the name of a method.
enum Holder {
    /// The method of an endpoint with this key.
    Method(String),
    /// The method that gives a handle, which the endpoint with this key is below.
    Handle(String),
    /// The client by itself.
    Client,
}

/// Gives each method of a struct a name that neither another method, a handle, nor the client itself has. A name of the lock that
/// cannot be used because of that is an error.
fn make_methods_distinct(calls: &mut [Call], lock: &NamesLock) -> Vec<LockError> {
    type Slot = (Scope, Option<String>, String);
    let mut holders: HashMap<Slot, Holder> = HashMap::new();
    for call in calls.iter() {
        if let Some(handle) = &call.name.handle {
            let module = handles::module(call.name.scope, handle).as_str().to_owned();
            let holder = Holder::Handle(call.key.clone());
            holders.entry((call.name.scope, None, module)).or_insert(holder);
        }
    }
    let mut order: Vec<usize> = (0..calls.len()).collect();
    order.sort_by_key(|at| (calls[*at].standing, *at));
    let mut refused = Vec::new();
    for at in order {
        let call = &mut calls[at];
        let MethodName { scope, handle, method } = call.name.clone();
        let slot = |method: &str| (scope, handle.clone(), method.to_owned());
        let is_of_client =
            |method: &str| scope == Scope::Client && handle.is_none() && handles::is_of_client(method);
        let is_taken = |method: &str| is_of_client(method) || holders.contains_key(&slot(method));
        if is_taken(&method) {
            if call.standing == Standing::Held {
                let holder = holders.get(&slot(&method)).unwrap_or(&Holder::Client);
                refused.push(taken_method(lock, &call.key, &call.path(), holder));
            }
            call.name.method = first_free(&method, 2, |base, number| format!("{base}_{number}"), is_taken);
        }
        holders.insert(slot(&call.name.method), Holder::Method(call.key.clone()));
    }
    refused
}

fn taken_method(lock: &NamesLock, key: &str, path: &str, holder: &Holder) -> LockError {
    let (code, other, reason) = match holder {
        Holder::Method(other) => {
            (LockCode::SharedCall, Some(other), format!("\"{other}\" is called so already"))
        }
        Holder::Handle(other) => {
            (LockCode::TakenName, Some(other), format!("the handle of \"{other}\" has that name"))
        }
        Holder::Client => {
            (LockCode::TakenName, None, "the client has a method of that name by itself".to_owned())
        }
    };
    let places = std::iter::once(key).chain(other.map(String::as_str));
    let places: Vec<_> = places.filter_map(|key| lock.place(Section::Endpoints, key)).collect();
    let message = format!("[endpoints] \"{key}\" cannot be called `{path}`: {reason}");
    LockError::new(code, message, places, "choose another name for one of them")
}
