//! Endpoints → requests, sorted into scopes and handles.

use std::collections::BTreeMap;

use super::calls::Call;
use super::lock::{EndpointEntry, NamesLock};
use super::names::noun::singular;
use super::names::{Scope as ScopeName, words};
use super::parameters::parameters;
use super::place::Place;
use super::types::TypeLowering;
use crate::model::{Endpoint, Kind, SchemaId};
use crate::rust::{Handle, Loss, PageDocs, Request, RustIdent, Scope, Type, TypeBody};

/// Modules that the crate has anyway.
const MODULES: &[&str] = &["client", "runtime", "types"];

/// Lowers all endpoints.
pub(super) fn scopes(types: &mut TypeLowering<'_>, calls: &[Call], lock: &mut NamesLock) -> Vec<Scope> {
    let mut scopes: BTreeMap<ScopeName, Scope> = BTreeMap::new();
    for call in calls {
        let Some(endpoint) = types.api.endpoints.get(call.endpoint) else { continue };
        let request = request(types, endpoint, call, lock);
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

fn request(types: &mut TypeLowering<'_>, endpoint: &Endpoint, call: &Call, lock: &mut NamesLock) -> Request {
    let url = format!("{}#{}", types.api.edition.url(&endpoint.page), endpoint.anchor);
    let output = output(types, endpoint, call, &url);
    let parent = noun_of(types, &output, endpoint);
    let parameters = parameters(types, endpoint, call, &parent, &url);
    lock.use_endpoint(
        call.key.clone(),
        EndpointEntry {
            call: call.path(),
            arguments: parameters.arguments.iter().map(|argument| argument.wire.clone()).collect(),
            shape: call.shape.clone(),
        },
    );
    Request {
        name: RustIdent::camel(&call.name.method),
        method_name: RustIdent::snake(&call.name.method),
        title: endpoint.title.clone(),
        description: endpoint.description.clone(),
        url,
        method: endpoint.method,
        path: endpoint.path.to_string(),
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
    }
}

/// What a success gives: the one schema that the page prints for it, nothing, or any JSON where it prints several.
fn output(types: &mut TypeLowering<'_>, endpoint: &Endpoint, call: &Call, url: &str) -> Type {
    let mut schemas: Vec<SchemaId> = Vec::new();
    let success = endpoint.responses.iter().filter(|response| (200..300).contains(&response.status));
    for schema in success.flat_map(|response| &response.schemas) {
        if !schemas.contains(schema) {
            schemas.push(*schema);
        }
    }
    match schemas.as_slice() {
        [] => Type::Unit,
        [schema] => {
            let root = root_name(types, endpoint, &call.name.method, *schema);
            let place = Place { parent: &root, field: "", key: format!("{} reply", call.key), url };
            types.value(*schema, &place)
        }
        _ => {
            types.losses.push(Loss { cause: "several-outcomes", place: call.key.clone() });
            Type::Json
        }
    }
}

/// What an untitled reply is called: the category and what the method is about, `List` where a count comes with it.
fn root_name(types: &TypeLowering<'_>, endpoint: &Endpoint, method: &str, schema: SchemaId) -> String {
    let category = category_noun(endpoint);
    let words = words::words(method);
    let about: Vec<String> = words
        .iter()
        .skip_while(|word| words::VERBS.contains(&word.as_str()) || *word == "or")
        .cloned()
        .collect();
    let counted = match &types.api.schemas.get(schema).kind {
        Kind::Object { fields, .. } => fields.iter().any(|field| field.name == "total_count"),
        _ => false,
    };
    let about = about.join(" ");
    let one = if counted { format!("{about} list") } else { singular(&about) };
    RustIdent::camel(&format!("{category} {one}")).as_str().to_owned()
}

/// What an endpoint's parameters are about: what it gives, or else its category.
fn noun_of(types: &TypeLowering<'_>, output: &Type, endpoint: &Endpoint) -> String {
    match output {
        Type::List(inner) | Type::Option(inner) | Type::Boxed(inner) => noun_of(types, inner, endpoint),
        Type::Named(id) if matches!(types.types.get(*id).body, TypeBody::Struct(_)) => {
            types.types.get(*id).name.as_str().to_owned()
        }
        _ => RustIdent::camel(&category_noun(endpoint)).as_str().to_owned(),
    }
}

fn category_noun(endpoint: &Endpoint) -> String {
    singular(endpoint.page.category())
}
