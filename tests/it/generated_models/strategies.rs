//! Strategies of descriptions: wide, seeded, and shrinking to small references.
//!
//! Where a page could not tell two descriptions from each other, only the one that the text means is generated. Each such rule
//! has its reason next to it.

mod inputs;
mod names;
mod paths;
mod schemas;

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::description::{
    Description, Endpoint, Example, Input, InputType, PageDescription, Parameter, Prose, RequestBody, Schema,
    Simple,
};
use super::expected::anchor;
use super::render::{Dialect, Form, Templates};
use names::{address, sentence, title};

/// Returns the forms of pages.
pub(crate) fn form() -> impl Strategy<Value = Form> {
    let forms = (select(vec![Dialect::Remark, Dialect::Raw]), any::<bool>(), any::<bool>());
    forms.prop_map(|(dialect, see_above, newer)| Form {
        dialect,
        see_above,
        templates: if newer { Templates::Newer } else { Templates::Older },
    })
}

/// Returns whole references.
pub(crate) fn description() -> impl Strategy<Value = Description> {
    let server = select(vec![
        "http(s)://HOSTNAME/api/v3",
        "https://api.github.com",
        "https://HOSTNAME/api/uploads",
        "http(s)://HOSTNAME",
    ]);
    let version = select(vec!["2022-11-28", "2026-03-10"]);
    (server, version, vec(page(), 1..4)).prop_map(|(server, api_version, pages)| Description {
        server: server.to_owned(),
        api_version: api_version.to_owned(),
        pages: settled(pages),
    })
}

/// Makes addresses unique, and keeps one endpoint for each method and path.
fn settled(mut pages: Vec<PageDescription>) -> Vec<PageDescription> {
    let mut files = HashSet::new();
    let mut requests = HashSet::new();
    pages.retain_mut(|page| {
        let mut anchors = HashSet::new();
        page.endpoints.retain(|endpoint| {
            // Placeholders differ in nothing but their names. Titles of one page differ in their anchors.
            let path = endpoint.written_path(|_| "{}".to_owned());
            anchors.insert(anchor(&endpoint.heading())) && requests.insert((endpoint.method, path))
        });
        files.insert(page.file()) && !page.endpoints.is_empty()
    });
    pages
}

fn page() -> impl Strategy<Value = PageDescription> {
    let intro = vec(sentence_without_markup(), 0..3);
    let heads = (address(), address(), title(), intro, option::weighted(0.2, sentence_without_markup()));
    (heads, any::<bool>(), vec(endpoint(), 1..4)).prop_map(
        |((category, name, title, intro, remark), note, endpoints)| PageDescription {
            category,
            name,
            title,
            intro,
            remark,
            note,
            endpoints,
        },
    )
}

/// An introduction is kept in the page's own markdown, which text without markup does not change.
fn sentence_without_markup() -> impl Strategy<Value = String> {
    vec(select(vec!["Use", "the", "REST", "API", "to", "manage", "übersicht", "things."]), 1..8)
        .prop_map(|words| words.join(" "))
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    let head = (paths::path(), title(), weighted(0.1), prose(), headers());
    let parameters = (vec(inputs::parameter(inputs::Place::Query), 0..4), any::<prop::sample::Index>());
    let body = prop_oneof![2 => Just(Vec::new()), 3 => inputs::members()];
    let rest = (statuses(), vec(example(), 0..4));
    (head, any::<prop::sample::Index>(), parameters, body, rest).prop_map(
        |(
            (path, title, closing_down, description, headers),
            method,
            (query, at),
            body,
            (statuses, examples),
        )| {
            let methods: &[&str] =
                if body.is_empty() { &["GET", "DELETE"] } else { &["POST", "PUT", "PATCH"] };
            let mut endpoint = Endpoint {
                method: methods[method.index(methods.len())],
                path,
                title,
                closing_down,
                description,
                headers,
                parameters: unique(query, |parameter| parameter.name.clone()),
                body,
                statuses,
                examples: Vec::new(),
            };
            let placeholders: Vec<String> = endpoint.placeholders().into_iter().map(str::to_owned).collect();
            endpoint.parameters.retain(|parameter| !placeholders.contains(&parameter.name));
            let first = at.index(endpoint.parameters.len() + 1);
            let in_path = placeholders.into_iter().map(paths::parameter);
            endpoint.parameters.splice(first..first, in_path);
            endpoint.examples = placed(examples, &endpoint);
            endpoint
        },
    )
}

fn headers() -> impl Strategy<Value = Vec<Parameter>> {
    let header = |name: &str, required, text: &str| Parameter {
        name: name.to_owned(),
        required,
        description: vec![vec![text.to_owned()]],
        value: Input::of(InputType::Plain(Simple::String)),
    };
    let accept = header("accept", false, "Setting to `application/vnd.github+json` is recommended.");
    let content_type = header("content-type", true, "Setting to `application/json` is required.");
    select(vec![Vec::new(), vec![accept.clone()], vec![content_type, accept]])
}

const STATUSES: &[u16] =
    &[200, 201, 202, 204, 301, 302, 304, 400, 401, 403, 404, 409, 410, 415, 422, 429, 451, 500, 503];

fn statuses() -> impl Strategy<Value = Vec<(u16, String)>> {
    let text = prop_oneof![4 => sentence(), 1 => Just(String::new())];
    (subsequence(STATUSES.to_vec(), 1..5), vec(text, 4))
        .prop_map(|(codes, texts)| codes.into_iter().zip(texts).collect())
}

/// An example whose status and request are still open.
type OpenExample = (prop::sample::Index, Option<String>, bool, RequestBody, Option<Schema>);

fn example() -> impl Strategy<Value = OpenExample> {
    let schema = option::weighted(0.9, schemas::root());
    (any::<prop::sample::Index>(), option::weighted(0.3, title()), weighted(0.2), inputs::request(), schema)
}

/// Gives examples statuses of their endpoint, bodies that fit its members, and the titles that the site makes.
fn placed(examples: Vec<OpenExample>, endpoint: &Endpoint) -> Vec<Example> {
    let several = examples.len() > 1;
    let placed = examples.into_iter().enumerate().map(|(at, (status, title, accept, request, schema))| {
        let (status, _) = status.get(&endpoint.statuses);
        let title = title.unwrap_or_else(|| {
            if several { format!("Example {}: Status Code {status}", at + 1) } else { "Example".to_owned() }
        });
        let request = match request {
            _ if endpoint.body.is_empty() => RequestBody::Empty,
            RequestBody::Json(_) => RequestBody::Json(inputs::sample(&endpoint.body)),
            other => other,
        };
        let accept = accept.then(|| "application/vnd.github.raw+json".to_owned());
        Example { title, status: *status, accept, request, schema }
    });
    placed.collect()
}

/// Returns paragraphs, of which the site has none or a few.
fn prose() -> impl Strategy<Value = Prose> {
    vec(vec(sentence(), 1..3), 0..3)
}

/// Returns whether something of a probability is so.
fn weighted(probability: f64) -> impl Strategy<Value = bool> {
    proptest::bool::weighted(probability)
}

/// Returns items whose names differ: of several of one name, the first is kept.
fn unique<T>(items: Vec<T>, name: impl Fn(&T) -> String) -> Vec<T> {
    let mut names = HashSet::new();
    items.into_iter().filter(|item| names.insert(name(item))).collect()
}
