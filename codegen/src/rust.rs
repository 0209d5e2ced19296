//! The client in Rust terms: no markdown, no JSON schema. What is here is what gets printed.

pub mod ident;
mod request;
mod types;

use std::collections::{BTreeSet, HashMap};

use crate::model::Method;

pub use self::ident::RustIdent;
pub use self::request::{
    Availability, Form, MediaType, OutcomeVariant, Output, Parameter, Place, Request, Server,
};
pub use self::types::{
    Input, InputVariant, Origin, StructField, Takes, Type, TypeBody, TypeDef, TypeId, Types, UnionVariant,
    Variant,
};

/// A whole client crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The value of `X-GitHub-Api-Version` to send.
    pub api_version: Option<String>,
    /// Version of the documentation, such as `enterprise-server@3.18`.
    pub version: Option<String>,
    /// Every type that replies and parameters are made of.
    pub types: Types,
    /// The scopes: what binds the leading placeholders. The client itself comes first, if anything hangs on it.
    pub scopes: Vec<Scope>,
    /// What the pages do not show, so that callers get plain JSON.
    pub losses: Vec<Loss>,
}

impl Client {
    /// The categories, each of which is a cargo feature.
    pub fn features(&self) -> BTreeSet<String> {
        self.scopes.iter().flat_map(Scope::features).collect()
    }

    /// Every request, to fill in what only the whole client shows.
    pub(crate) fn requests_mut(&mut self) -> impl Iterator<Item = &mut Request> {
        self.scopes.iter_mut().flat_map(|scope| {
            scope.requests.iter_mut().chain(scope.handles.iter_mut().flat_map(|handle| &mut handle.requests))
        })
    }

    /// The requests with their modules, by method and path as the documentation has it.
    pub fn by_endpoint(&self) -> HashMap<(Method, String), (String, &Request)> {
        self.requests()
            .map(|(module, request)| ((request.method, request.documented_path()), (module, request)))
            .collect()
    }

    /// Every request with the module that it is in, such as `orgs::packages`.
    pub fn requests(&self) -> impl Iterator<Item = (String, &Request)> {
        self.scopes.iter().flat_map(|scope| {
            let module = scope.module.as_ref().map(RustIdent::as_str);
            let own = module.unwrap_or("client");
            let own = scope.requests.iter().map(move |request| (own.to_owned(), request));
            own.chain(scope.handles.iter().flat_map(move |handle| {
                let path = match module {
                    Some(module) => format!("{module}::{}", handle.module.as_str()),
                    None => handle.module.as_str().to_owned(),
                };
                handle.requests.iter().map(move |request| (path.clone(), request))
            }))
        })
    }
}

/// Something that the page does not show, so that the client gets plain JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// A stable word for the cause.
    pub cause: &'static str,
    /// Where, as `Type.field` or a request.
    pub place: String,
}

/// What binds leading placeholders: `orgs("acme")`. The client itself binds none.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// The module, and the client's method; `None` for the client itself.
    pub module: Option<RustIdent>,
    /// The struct.
    pub name: RustIdent,
    /// The placeholders that it binds.
    pub arguments: Vec<ScopeArgument>,
    /// The front of the paths below it, such as `/orgs/{org}`.
    pub front: String,
    /// What hangs on the scope itself.
    pub requests: Vec<Request>,
    /// What hangs on handles below it.
    pub handles: Vec<Handle>,
}

/// An argument of a scope, which all requests below the scope share.
#[derive(Clone, Debug, PartialEq)]
pub struct ScopeArgument {
    /// Its Rust name, which no other argument of the scope has.
    pub name: RustIdent,
    /// Its type.
    pub ty: Type,
}

impl Scope {
    /// The features that something in it needs.
    pub fn features(&self) -> BTreeSet<String> {
        let own = self.requests.iter().map(|request| request.feature.clone());
        own.chain(self.handles.iter().flat_map(Handle::features)).collect()
    }
}

/// The methods of one category: `orgs("acme").packages()`.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// The module, and the scope's method.
    pub module: RustIdent,
    /// The struct.
    pub name: RustIdent,
    /// The titles, introductions and addresses of the pages behind it.
    pub pages: Vec<PageDocs>,
    /// Its requests in the order of the pages.
    pub requests: Vec<Request>,
}

impl Handle {
    /// The features that its requests need: one, unless the lock keeps something here that has moved to another page.
    pub fn features(&self) -> BTreeSet<String> {
        self.requests.iter().map(|request| request.feature.clone()).collect()
    }
}

/// What a page says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDocs {
    /// Its title.
    pub title: String,
    /// Its introduction in markdown.
    pub intro: String,
    /// Its address.
    pub url: String,
}
