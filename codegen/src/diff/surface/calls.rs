//! Requests as callers reach them: `github.orgs(org).packages().list(package_type)`.

use std::collections::BTreeSet;

use super::items::declarations;
use crate::emit::features::feature;
use crate::rust::{Client, Handle, Request, RustIdent, Scope, Types};

/// A request with the way to it.
#[derive(Clone, Debug)]
pub(super) struct Call<'a> {
    pub(super) request: &'a Request,
    pub(super) scope: &'a Scope,
    pub(super) handle: Option<&'a Handle>,
    /// The module that it is in, such as `orgs::packages`.
    pub(super) module: String,
    /// The cargo features, any of which turns it on.
    pub(super) features: BTreeSet<String>,
}

/// Every request of a client.
pub(super) fn calls(client: &Client) -> impl Iterator<Item = Call<'_>> {
    client.scopes.iter().flat_map(|scope| {
        let own = scope.requests.iter().map(move |request| Call {
            request,
            scope,
            handle: None,
            module: scope.module.as_ref().map_or("client", RustIdent::as_str).to_owned(),
            features: BTreeSet::from([feature(&request.feature)]),
        });
        own.chain(scope.handles.iter().flat_map(move |handle| {
            let module = match &scope.module {
                Some(module) => format!("{}::{}", module.as_str(), handle.module.as_str()),
                None => handle.module.as_str().to_owned(),
            };
            let features: BTreeSet<String> =
                handle.features().iter().map(|category| feature(category)).collect();
            handle.requests.iter().map(move |request| Call {
                request,
                scope,
                handle: Some(handle),
                module: module.clone(),
                features: features.clone(),
            })
        }))
    })
}

impl Call<'_> {
    /// The request type: `orgs::packages::List`.
    pub(super) fn path(&self) -> String {
        format!("{}::{}", self.module, self.request.name.as_str())
    }

    /// The method that makes it: `pub fn list(&self, package_type: PackageType) -> List<Client>`.
    pub(super) fn signature(&self, types: &Types) -> String {
        let free = self.request.arguments.iter().filter(|argument| !argument.bound);
        let mut declared = declarations(types, free);
        if !declared.is_empty() {
            declared = format!(", {declared}");
        }
        let Request { method_name, name, .. } = self.request;
        format!("pub fn {method_name}(&self{declared}) -> {name}<Client>")
    }

    /// The call with these arguments: first those of the scope, then those of the method.
    pub(super) fn written(&self, bound: &[String], free: &[String]) -> String {
        let mut chain = String::from("github");
        if let Some(module) = &self.scope.module {
            chain = format!("{chain}.{module}({})", bound.join(", "));
        }
        if let Some(handle) = self.handle {
            chain = format!("{chain}.{}()", handle.module);
        }
        format!("{chain}.{}({})", self.request.method_name, free.join(", "))
    }

    /// The way to it, without what is of no concern to callers: names of arguments, and arguments of its own.
    pub(super) fn way(&self) -> String {
        self.written(&vec!["_".to_owned(); self.scope.arguments.len()], &[])
    }
}
