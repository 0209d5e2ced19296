//! Diagnostics for people (the line, a caret under the words, the mend) and for programs (JSON).

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Severity};
use crate::source::{Page, PageId, Span};

/// Renders diagnostics for a terminal; `color` chooses ANSI styles.
pub fn render_text(diagnostics: &[Diagnostic], pages: &[Page], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let report = match find(pages, &diagnostic.page) {
            Some(page) => {
                let snippet = Snippet::source(page.text.as_str())
                    .path(page.file.as_str())
                    .annotation(
                        AnnotationKind::Primary.span(visible(page, diagnostic.span)).label(&diagnostic.label),
                    )
                    .annotations(diagnostic.related.iter().map(|(span, label)| {
                        AnnotationKind::Context.span(visible(page, *span)).label(label.as_str())
                    }));
                with_help(diagnostic, title(diagnostic).element(snippet))
            }
            None => with_help(diagnostic, Group::with_title(heading(diagnostic))),
        };
        out.push_str(&without_c1(&renderer.render(&[report])));
        out.push_str("\n\n");
    }
    out
}

/// Renders diagnostics as a JSON array: `code`, `severity`, `message`, `file`, `line`, `column`, `end_line`,
/// `end_column` (from 1, columns in characters), `text`, `label`, `help` and `related`.
pub fn render_json(diagnostics: &[Diagnostic], pages: &[Page]) -> Value {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let page = find(pages, &diagnostic.page);
            let mut value = json!({
                "code": diagnostic.code,
                "severity": diagnostic.severity,
                "message": diagnostic.message,
                "page": diagnostic.page,
                "label": diagnostic.label,
                "help": diagnostic.help,
            });
            if let Some(effect) = diagnostic.effect {
                value["effect"] = json!(effect);
            }
            if let (Some(page), Some(object)) = (page, value.as_object_mut()) {
                object.extend(place(page, diagnostic.span));
                let related: Vec<Value> = diagnostic
                    .related
                    .iter()
                    .map(|(span, label)| {
                        let mut place = place(page, *span);
                        place.insert("label".to_owned(), json!(label));
                        Value::Object(place)
                    })
                    .collect();
                object.insert("related".to_owned(), Value::Array(related));
            }
            value
        })
        .collect()
}

/// The renderer shows most control characters as pictures, but not U+0080 to U+009F, which some terminals obey.
fn without_c1(text: &str) -> String {
    text.replace(|c| ('\u{80}'..='\u{9f}').contains(&c), "\u{fffd}")
}

fn find<'a>(pages: &'a [Page], id: &PageId) -> Option<&'a Page> {
    pages.iter().find(|page| page.id == *id)
}

fn heading(diagnostic: &Diagnostic) -> annotate_snippets::Title<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::NotUnderstood => Level::WARNING.with_name("not understood"),
        Severity::Warning => Level::WARNING,
    };
    level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str())
}

fn title(diagnostic: &Diagnostic) -> Group<'_> {
    Group::with_title(heading(diagnostic))
}

fn with_help<'a>(diagnostic: &'a Diagnostic, group: Group<'a>) -> Group<'a> {
    let group = match diagnostic.effect {
        Some(effect) => group.element(Level::NOTE.message(effect.note())),
        None => group,
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// An empty span still needs a character for the caret to stand under, and none may reach past the page.
fn visible(page: &Page, span: Span) -> std::ops::Range<usize> {
    let end = span.end.min(page.text.len());
    span.start.min(end)..end
}

fn place(page: &Page, span: Span) -> serde_json::Map<String, Value> {
    let (line, column) = page.position(span.start);
    let (end_line, end_column) = page.position(span.end);
    let entries = [
        ("file", json!(page.file)),
        ("line", json!(line)),
        ("column", json!(column)),
        ("end_line", json!(end_line)),
        ("end_column", json!(end_column)),
        ("text", json!(page.slice(span))),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
