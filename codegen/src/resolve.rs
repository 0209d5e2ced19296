//! Syntax → model: references are followed, places told apart, and equal structures stored once.

mod anchors;
mod degrade;
mod examples;
mod losses;
mod notes;
mod page_schemas;
mod parameters;
mod references;
mod responses;
mod schema;
mod scopes;
mod titles;
mod tokens;
pub(crate) mod words;

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Api, Endpoint, Extent, Method, PageInfo, PathTemplate, Response};
use crate::source::Page;
use crate::syntax::{OperationSyntax, PageSyntax};

/// Resolves the pages of a reference, in the order given, into one model.
pub fn resolve(pages: &[(&Page, &PageSyntax)]) -> (Api, Vec<Diagnostic>) {
    let mut api = Api::default();
    let mut diagnostics = Vec::new();
    let titles = titles::Titles::of(pages);
    for (page, syntax) in pages {
        if api.pages.is_empty() {
            api.edition = page.edition.clone();
        }
        api.pages.push(PageInfo {
            id: page.id.clone(),
            title: syntax.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            intro: syntax.intro.clone(),
            api_version: syntax.api_version.as_ref().map(|version| version.value.clone()),
        });
        api_version(&mut api, page, syntax, &mut diagnostics);
        resolve_page(&mut api, page, syntax, &titles, &mut diagnostics);
    }
    report_missing_versions(&api, pages, &mut diagnostics);
    if api.endpoints.is_empty() {
        // A page without endpoints may be an overview; a reference without any was not read.
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.code == Code::NoEndpoints) {
            diagnostic.severity = Severity::Error;
            diagnostic.effect = None;
        }
    }
    report_duplicates(&mut api, &mut diagnostics);
    scopes::mend_glued(&mut api.endpoints);
    losses::settle(pages, &mut api.losses);
    (api, diagnostics)
}

fn api_version(api: &mut Api, page: &Page, syntax: &PageSyntax, diagnostics: &mut Vec<Diagnostic>) {
    let Some(version) = &syntax.api_version else { return };
    match &api.api_version {
        None => api.api_version = Some(version.value.clone()),
        Some(first) if *first == version.value => {}
        Some(first) => diagnostics.push(
            Diagnostic::new(
                Code::MixedVersions,
                &page.id,
                version.span,
                format!(
                    "this page is for API version {}, but the pages before it are for {first}",
                    version.value
                ),
            )
            .label("another version")
            .help("keep the pages of one version in one folder"),
        ),
    }
}

/// Reports pages with endpoints that do not state the API version: one by one where others do, once where none does. A note of an
/// unknown form was reported as such.
fn report_missing_versions(api: &Api, pages: &[(&Page, &PageSyntax)], diagnostics: &mut Vec<Diagnostic>) {
    let is_silent = |syntax: &PageSyntax| syntax.api_version.is_none() && !syntax.has_note;
    let silent = pages.iter().filter(|(_, syntax)| !syntax.operations.is_empty() && is_silent(syntax));
    let report = |(page, syntax): &(&Page, &PageSyntax), message: String, help: &str| {
        let span = syntax.title.as_ref().map_or_else(|| page.line_span(0), |title| title.span);
        Diagnostic::new(Code::NoVersion, &page.id, span, message)
            .label("expected a note with `X-GitHub-Api-Version: YYYY-MM-DD` below")
            .help(help)
    };
    match &api.api_version {
        Some(version) => diagnostics.extend(silent.map(|page| {
            let message = format!("this page does not state its API version, while others are for {version}");
            report(
                page,
                message,
                "fetch the page again; its endpoints are called with the version of the others",
            )
        })),
        None => diagnostics.extend(silent.take(1).map(|page| {
            let message = "no page of this reference states its API version".to_owned();
            report(page, message, "requests are sent without one, unless the caller of the client names it")
        })),
    }
}

fn resolve_page(
    api: &mut Api,
    page: &Page,
    syntax: &PageSyntax,
    titles: &titles::Titles<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if syntax.operations.is_empty() {
        diagnostics.push(
            Diagnostic::new(
                Code::NoEndpoints,
                &page.id,
                page.line_span(0),
                "no endpoints found on this page",
            )
            .label("a page without any")
            .help("an endpoint is a heading `## TITLE` and a fence with `VERB /path` right below it"),
        );
    }
    let anchors = anchors::Anchors::of(&syntax.operations);
    let references = references::References { page, operations: &syntax.operations, anchors: &anchors };
    let mut schemas = page_schemas::PageSchemas::new(references, titles);
    for (at, operation) in syntax.operations.iter().enumerate() {
        let mut sink = page_schemas::Sink {
            schemas: &mut api.schemas,
            losses: &mut api.losses,
            diagnostics,
            unplaced: &mut api.unplaced,
        };
        let responses = responses::responses(page, operation, &mut schemas, &mut sink);
        let Some(method) = Method::parse(&operation.method.value) else {
            sink.unplaced.extend(responses.0.into_iter().flat_map(|response| response.schemas));
            continue;
        };
        losses::of_parameters(page, &operation.body, sink.losses);
        losses::of_parameters(page, &operation.path_and_query, sink.losses);
        let endpoint = endpoint(page, operation, method, anchors.anchor(at), responses, &mut sink);
        api.endpoints.push(endpoint);
    }
}

fn endpoint(
    page: &Page,
    operation: &OperationSyntax,
    method: Method,
    anchor: &str,
    (responses, reply): (Vec<Response>, Extent),
    sink: &mut page_schemas::Sink<'_>,
) -> Endpoint {
    let path = PathTemplate::parse(&operation.path.value);
    let (parameters, mut request) = parameters::parameters(page, operation, &path, sink);
    let (server, examples) = examples::examples(page, operation, sink.diagnostics);
    let samples: Vec<&serde_json::Value> =
        examples.iter().filter_map(|example| example.body.as_ref()).collect();
    let (body, of_body) = parameters::body(page, &operation.body, &samples, sink);
    request = request.max(of_body).max(operation.request);
    let mut endpoint = Endpoint {
        method,
        title: match operation.title.value.as_str() {
            "" => format!("{} {path}", method.as_str()),
            title => title.to_owned(),
        },
        path,
        page: page.id.clone(),
        anchor: anchor.to_owned(),
        server,
        scopes: scopes::scopes(&operation.description),
        tokens: tokens::tokens(&operation.description),
        deprecated: notes::is_deprecated(&operation.title.value, &operation.description),
        preview: notes::preview(&operation.description),
        media_types: notes::media_types(operation, &examples),
        description: operation.description.clone(),
        parameters,
        body,
        responses,
        examples,
        request,
        reply,
        gaps: Vec::new(),
        span: operation.title.span,
        section: operation.section,
    };
    degrade::degrade(&mut endpoint, operation, sink);
    endpoint
}

/// One method and path must be documented once: the first statement counts, every other is reported. Where both say
/// the same, nothing is lost.
fn report_duplicates(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(Method, String), usize> = HashMap::new();
    let mut kept: Vec<Endpoint> = Vec::with_capacity(api.endpoints.len());
    for endpoint in api.endpoints.drain(..) {
        let key = (endpoint.method, endpoint.path.numbered());
        let Some(first) = first.get(&key).and_then(|at| kept.get(*at)) else {
            first.insert(key, kept.len());
            kept.push(endpoint);
            continue;
        };
        diagnostics.push(duplicate(first, &endpoint));
    }
    api.endpoints = kept;
}

fn duplicate(first: &Endpoint, second: &Endpoint) -> Diagnostic {
    let same = first.parameters == second.parameters
        && first.body == second.body
        && first.responses == second.responses;
    let message = format!("{} {} is documented twice", second.method.as_str(), second.path);
    let mut diagnostic = Diagnostic::new(Code::DuplicateEndpoint, &second.page, second.span, message)
        .label(if same {
            "the second one, which says the same"
        } else {
            "the second one, which says otherwise"
        })
        .help(format!(
            "the first one is \"{}\" on page {}; fetch both pages again, or remove one",
            first.title, first.page
        ));
    if first.page == second.page {
        diagnostic = diagnostic.related(first.span, "the first one");
    }
    if same {
        diagnostic = diagnostic.warning();
    }
    diagnostic
}
