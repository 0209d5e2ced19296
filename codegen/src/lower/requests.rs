//! Endpoints → requests, sorted into scopes and handles.

use std::collections::BTreeMap;

use super::bodies::{content_type, form, hides_body, whole_body, whole_content};
use super::calls::Call;
use super::deprecation::of_endpoint;
use super::handles;
use super::lock::{EndpointEntry, LockError, NamesLock};
use super::media_types::media_types;
use super::members::UnusedPin;
use super::names::Scope as ScopeName;
use super::outputs::{noun_of, output};
use super::parameters::{Parameters, parameters};
use super::paths::path_template;
use super::request_names::{name_request_types, unused_names};
use super::servers::{server, usual};
use super::types::TypeLowering;
use crate::model::Endpoint;
use crate::rust::{
    Availability, Handle, Loss, PageDocs, Request, RustIdent, Scope, ScopeArgument, Type, TypeBody,
};

/// Lowers all endpoints. Names of the lock that cannot be used are added to `refused`.
pub(super) fn scopes(
    types: &mut TypeLowering<'_>,
    calls: &[Call],
    lock: &mut NamesLock,
    refused: &mut Vec<LockError>,
) -> Vec<Scope> {
    let mut scopes: BTreeMap<ScopeName, Scope> = BTreeMap::new();
    let usual = usual(types.api);
    let mut lowered = requests(types, calls, usual);
    name_request_types(&mut lowered, lock, refused);
    for one in &mut lowered {
        let own = lock.endpoint_entry(&one.call.key);
        if let Some(own) = own {
            refused.extend(unused_names(one, own, lock));
        }
        // A place that was not understood does not change what the lock holds for an endpoint.
        let known = own.filter(|_| one.is_degraded).cloned();
        lock.use_endpoint(one.call.key.clone(), known.unwrap_or_else(|| one.entry.clone()));
    }
    // Readers look for endpoints in the order of the pages.
    lowered.sort_by_key(|one| one.call.endpoint);
    for LoweredRequest { call, request, .. } in lowered {
        let Some(endpoint) = types.api.endpoints.get(call.endpoint) else { continue };
        let scope =
            scopes.entry(call.name.scope).or_insert_with(|| empty_scope(types, call.name.scope, calls));
        match &call.name.handle {
            None => scope.requests.push(request),
            Some(handle) => {
                let handle = handle_of(scope, call.name.scope, handle);
                add_page(types, handle, endpoint);
                handle.requests.push(request);
            }
        }
    }
    let mut scopes: Vec<Scope> = scopes.into_values().collect();
    scopes.iter_mut().for_each(type_arguments);
    scopes
}

/// A request with what the lock is to hold of it.
pub(super) struct LoweredRequest<'c> {
    pub(super) call: &'c Call,
    pub(super) request: Request,
    pub(super) entry: EndpointEntry,
    /// Pins of members that could not be used.
    pub(super) unused_pins: Vec<UnusedPin>,
    is_degraded: bool,
}

/// Lowers the endpoint of each call. Those of which something was not understood come last, so that they take no name of a type that
/// others have.
fn requests<'c>(
    types: &mut TypeLowering<'_>,
    calls: &'c [Call],
    usual: Option<&str>,
) -> Vec<LoweredRequest<'c>> {
    let api = types.api;
    let degraded = api.schemas.degraded();
    let is_degraded = |call: &&Call| {
        api.endpoints.get(call.endpoint).is_some_and(|endpoint| {
            endpoint.is_degraded() || endpoint.schemas().any(|schema| degraded.contains(&schema))
        })
    };
    let (last, first): (Vec<&Call>, Vec<&Call>) = calls.iter().partition(is_degraded);
    let in_order = first.into_iter().chain(last);
    in_order
        .filter_map(|call| {
            let endpoint = api.endpoints.get(call.endpoint)?;
            Some(request(types, endpoint, call, usual))
        })
        .collect()
}

/// Gives each argument of a scope the type that all its requests document. Where they differ it is text, which every placeholder
/// takes.
fn type_arguments(scope: &mut Scope) {
    let requests = || scope.requests.iter().chain(scope.handles.iter().flat_map(|handle| &handle.requests));
    let types: Vec<Type> = (0..scope.arguments.len())
        .map(|at| {
            let documented: Vec<&Type> = requests()
                .filter_map(|request| request.arguments.iter().filter(|argument| argument.bound).nth(at))
                .map(|argument| &argument.ty)
                .collect();
            match documented.split_first() {
                Some((first, others)) if others.iter().all(|other| other == first) => (*first).clone(),
                _ => Type::String,
            }
        })
        .collect();
    for request in scope.requests.iter_mut().chain(scope.handles.iter_mut().flat_map(|one| &mut one.requests))
    {
        for (argument, ty) in request.arguments.iter_mut().filter(|argument| argument.bound).zip(&types) {
            argument.ty = ty.clone();
        }
    }
    for (argument, ty) in scope.arguments.iter_mut().zip(types) {
        argument.ty = ty;
    }
}

fn empty_scope(types: &TypeLowering<'_>, scope: ScopeName, calls: &[Call]) -> Scope {
    let (arguments, front) = front(types, scope, calls);
    Scope {
        module: (scope != ScopeName::Client).then(|| RustIdent::snake(scope.name())),
        name: RustIdent::scope(scope.name()),
        arguments,
        front,
        requests: Vec::new(),
        handles: Vec::new(),
    }
}

/// What a scope binds, under the names that most of its paths use, and the front of those paths.
fn front(types: &TypeLowering<'_>, scope: ScopeName, calls: &[Call]) -> (Vec<ScopeArgument>, String) {
    let mut fronts: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for call in calls.iter().filter(|call| call.name.scope == scope) {
        let Some(endpoint) = types.api.endpoints.get(call.endpoint) else { continue };
        let path = endpoint.path.to_string();
        let front = ScopeName::of(&path);
        // What the lock has put here from elsewhere has nothing to bind.
        if front.scope != scope {
            continue;
        }
        let text: Vec<&str> = path.split('/').skip(1).take(front.segments).collect();
        let names = endpoint.path.placeholders().take(front.parameters).map(str::to_owned).collect();
        fronts.entry(format!("/{}", text.join("/"))).or_insert((0, names)).0 += 1;
    }
    let most = fronts.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(&a.0)));
    let (front, (_, names)) = most.unwrap_or_default();
    let mut arguments: Vec<ScopeArgument> = Vec::with_capacity(names.len());
    for name in &names {
        // The struct has a field for the client, too.
        let is_taken = |name: &RustIdent| {
            name.as_str() == CLIENT || arguments.iter().any(|other: &ScopeArgument| other.name == *name)
        };
        let name = RustIdent::snake(name).or_numbered(is_taken);
        arguments.push(ScopeArgument { name, ty: Type::String });
    }
    (arguments, front)
}

/// The field of scopes and handles that holds the client.
const CLIENT: &str = "client";

/// The handle of a category.
fn handle_of<'h>(scope: &'h mut Scope, scope_name: ScopeName, name: &str) -> &'h mut Handle {
    let module = handles::module(scope_name, name);
    let handles = &mut scope.handles;
    let at = handles.iter().position(|handle| handle.module == module).unwrap_or_else(|| {
        handles.push(Handle {
            name: RustIdent::camel(name),
            module,
            pages: Vec::new(),
            requests: Vec::new(),
        });
        handles.len() - 1
    });
    &mut handles[at]
}

fn add_page(types: &TypeLowering<'_>, handle: &mut Handle, endpoint: &Endpoint) {
    let url = types.api.edition.url(&endpoint.page);
    if handle.pages.iter().any(|page| page.url == url) {
        return;
    }
    if let Some(page) = types.api.pages.iter().find(|page| page.id == endpoint.page) {
        handle.pages.push(PageDocs { title: page.title.clone(), intro: page.intro.clone(), url });
    }
}

fn request<'c>(
    types: &mut TypeLowering<'_>,
    endpoint: &Endpoint,
    call: &'c Call,
    usual: Option<&str>,
) -> LoweredRequest<'c> {
    let url = format!("{}#{}", types.api.edition.url(&endpoint.page), endpoint.anchor);
    let output = output(types, endpoint, call, &url);
    let parent = noun_of(types, &output, endpoint);
    let media_types = media_types(endpoint);
    let mut parameters = parameters(types, endpoint, call, &parent, &url, &media_types);
    let entry = EndpointEntry {
        call: call.path(),
        arguments: parameters.arguments.iter().map(|argument| argument.wire.clone()).collect(),
        shape: call.shape.clone(),
        members: std::mem::take(&mut parameters.members),
        request: None,
        outcome: None,
    };
    let unused_pins = std::mem::take(&mut parameters.unused_pins);
    let content = content_type(endpoint);
    add_secrets_of_inputs(types, &mut parameters);
    if content.is_some() {
        parameters.arguments.push(whole_content(&parameters.arguments));
    } else if hides_body(&types.api.schemas, endpoint) {
        types.losses.push(Loss { cause: "hidden-body", place: call.key.clone() });
        parameters.setters.push(whole_body());
    }
    let request = Request {
        name: RustIdent::camel(&call.name.method),
        method_name: RustIdent::snake(&call.name.method),
        title: endpoint.title.clone(),
        description: endpoint.description.clone(),
        url,
        method: endpoint.method,
        path: path_template(endpoint),
        scopes: endpoint.scopes.clone(),
        statuses: endpoint
            .responses
            .iter()
            .map(|response| (response.status, response.description.replace('\n', " ")))
            .collect(),
        arguments: parameters.arguments,
        setters: parameters.setters,
        query: parameters.query,
        secrets: parameters.secrets,
        output,
        deprecated: of_endpoint(endpoint),
        feature: endpoint.page.category().to_owned(),
        server: server(usual, endpoint),
        media_types,
        content,
        accept: endpoint.accept().map(str::to_owned),
        form: form(endpoint),
        // Pages of one version do not know of others.
        availability: Availability::default(),
        not_understood: endpoint.gaps.iter().map(|gap| gap.text.clone()).collect(),
    };
    LoweredRequest { call, request, entry, unused_pins, is_degraded: endpoint.is_degraded() }
}

/// Members of objects that are sent are as secret as parameters of their name.
fn add_secrets_of_inputs(types: &TypeLowering<'_>, parameters: &mut Parameters) {
    let mut next: Vec<&Type> =
        parameters.arguments.iter().chain(&parameters.setters).map(|parameter| &parameter.ty).collect();
    let mut secrets: Vec<String> = Vec::new();
    while let Some(ty) = next.pop() {
        match (ty, types.types.body(ty)) {
            (Type::List(inner) | Type::Map(inner) | Type::Nullable(inner), _) => next.push(inner),
            (_, Some(TypeBody::Input(input))) => {
                secrets.extend(input.secrets.iter().cloned());
                next.extend(input.arguments.iter().chain(&input.setters).map(|parameter| &parameter.ty));
            }
            (_, Some(TypeBody::InputUnion(variants))) => {
                next.extend(variants.iter().map(|variant| &variant.ty));
            }
            _ => {}
        }
    }
    secrets.retain(|secret| !parameters.secrets.contains(secret));
    secrets.sort();
    secrets.dedup();
    parameters.secrets.extend(secrets);
}
