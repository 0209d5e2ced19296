//! Endpoints → requests, sorted into scopes and handles.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{content_type, hides_body, is_form, whole_body, whole_content};
use super::calls::Call;
use super::deprecation::of_endpoint;
use super::lock::{EndpointEntry, NamesLock};
use super::media_types::media_types;
use super::names::Scope as ScopeName;
use super::outputs::{noun_of, output};
use super::parameters::{Parameters, parameters};
use super::paths::path_template;
use super::servers::{server, usual};
use super::types::TypeLowering;
use crate::model::Endpoint;
use crate::rust::{Availability, Handle, Loss, PageDocs, Request, RustIdent, Scope, Type, TypeBody};

/// Modules that the crate has anyway.
const MODULES: &[&str] = &["base", "blocking", "client", "mock", "runtime", "types"];

/// Lowers all endpoints.
pub(super) fn scopes(types: &mut TypeLowering<'_>, calls: &[Call], lock: &mut NamesLock) -> Vec<Scope> {
    let mut scopes: BTreeMap<ScopeName, Scope> = BTreeMap::new();
    let usual = usual(types.api);
    let requests = requests(types, calls, usual, lock);
    for (call, request) in calls.iter().zip(requests) {
        let (Some(endpoint), Some(request)) = (types.api.endpoints.get(call.endpoint), request) else {
            continue;
        };
        let scope =
            scopes.entry(call.name.scope).or_insert_with(|| empty_scope(types, call.name.scope, calls));
        match &call.name.handle {
            None => push(&mut scope.requests, request, &scope.name),
            Some(handle) => {
                let handle = handle_of(&mut scope.handles, handle);
                add_page(types, handle, endpoint);
                push(&mut handle.requests, request, &handle.name);
            }
        }
    }
    scopes.into_values().collect()
}

/// Lowers the endpoint of each call. Those of which something was not understood come last, so that they take no name of a type that
/// others have.
fn requests(
    types: &mut TypeLowering<'_>,
    calls: &[Call],
    usual: Option<&str>,
    lock: &mut NamesLock,
) -> Vec<Option<Request>> {
    let api = types.api;
    let degraded = api.schemas.degraded();
    let is_degraded = |call: &Call| {
        api.endpoints.get(call.endpoint).is_some_and(|endpoint| {
            endpoint.is_degraded() || endpoint.schemas().any(|schema| degraded.contains(&schema))
        })
    };
    let (last, first): (Vec<usize>, Vec<usize>) = (0..calls.len()).partition(|at| is_degraded(&calls[*at]));
    let mut requests: Vec<Option<Request>> = calls.iter().map(|_| None).collect();
    for at in first.into_iter().chain(last) {
        let call = &calls[at];
        let endpoint = api.endpoints.get(call.endpoint);
        requests[at] = endpoint.map(|endpoint| request(types, endpoint, call, usual, lock));
    }
    requests
}

fn push(requests: &mut Vec<Request>, mut request: Request, owner: &RustIdent) {
    let plain = request.name.clone();
    request.name =
        plain.or_numbered(|name| name == owner || requests.iter().any(|other| other.name == *name));
    requests.push(request);
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
fn front(types: &TypeLowering<'_>, scope: ScopeName, calls: &[Call]) -> (Vec<RustIdent>, String) {
    let mut fronts: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for call in calls.iter().filter(|call| call.name.scope == scope) {
        let Some(endpoint) = types.api.endpoints.get(call.endpoint) else { continue };
        let front = ScopeName::of(&endpoint.path.to_string());
        let path = endpoint.path.to_string();
        let text: Vec<&str> = path.split('/').skip(1).take(front.segments).collect();
        let names = endpoint.path.placeholders().take(front.parameters).map(str::to_owned).collect();
        fronts.entry(format!("/{}", text.join("/"))).or_insert((0, names)).0 += 1;
    }
    let most = fronts.into_iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(&a.0)));
    let (front, (_, names)) = most.unwrap_or_default();
    (names.iter().map(|name| RustIdent::snake(name)).collect(), front)
}

fn handle_of<'h>(handles: &'h mut Vec<Handle>, name: &str) -> &'h mut Handle {
    let module = RustIdent::snake(name);
    let module = if MODULES.contains(&module.as_str()) { module.with_suffix("_api") } else { module };
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

fn request(
    types: &mut TypeLowering<'_>,
    endpoint: &Endpoint,
    call: &Call,
    usual: Option<&str>,
    lock: &mut NamesLock,
) -> Request {
    let url = format!("{}#{}", types.api.edition.url(&endpoint.page), endpoint.anchor);
    let output = output(types, endpoint, call, &url);
    let parent = noun_of(types, &output, endpoint);
    let media_types = media_types(endpoint);
    let mut parameters = parameters(types, endpoint, call, &parent, &url, &media_types);
    let entry = EndpointEntry {
        call: call.path(),
        arguments: parameters.arguments.iter().map(|argument| argument.wire.clone()).collect(),
        shape: call.shape.clone(),
    };
    // What was not understood does not change what the lock knows of an endpoint.
    let known = lock.endpoint(&call.key, "", &BTreeSet::new()).cloned();
    let known = known.filter(|_| endpoint.is_degraded() && lock.holds_endpoint(&call.key));
    lock.use_endpoint(call.key.clone(), known.unwrap_or(entry));
    let content = content_type(endpoint);
    add_secrets_of_inputs(types, &mut parameters);
    if content.is_some() {
        parameters.arguments.push(whole_content(&parameters.arguments));
    } else if hides_body(&types.api.schemas, endpoint) {
        types.losses.push(Loss { cause: "hidden-body", place: call.key.clone() });
        parameters.setters.push(whole_body());
    }
    Request {
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
        form: is_form(endpoint),
        // Pages of one version do not know of others.
        availability: Availability::default(),
        not_understood: endpoint.gaps.iter().map(|gap| gap.text.clone()).collect(),
    }
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
