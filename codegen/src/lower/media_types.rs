//! Media types that a page offers for its replies, beside GitHub's own JSON.

use super::bodies::content_type;
use super::names::words::words;
use super::parameters::is_method_of_requests;
use crate::model::{Endpoint, Method};
use crate::rust::{MediaType, RustIdent};

/// Words of a media type that say nothing of the form: `vnd.github-commitcomment.raw+json` is raw.
const PLAIN: &[&str] = &["vnd", "github", "v3", "commitcomment", "json"];

/// The media types that a reply can be asked for in, one for each form: `raw` and `raw+json` are one. What is sent with a
/// request is not among them.
pub(super) fn media_types(endpoint: &Endpoint) -> Vec<MediaType> {
    if endpoint.method != Method::Get || content_type(endpoint).is_some() {
        return Vec::new();
    }
    let mut forms: Vec<Vec<String>> = endpoint.accept().map(form).into_iter().collect();
    let mut found: Vec<MediaType> = Vec::new();
    for text in &endpoint.media_types {
        let form = form(text);
        if form.is_empty() || forms.contains(&form) {
            continue;
        }
        let method = RustIdent::snake(&form.join("_")).or_numbered(|name| {
            is_method_of_requests(name.as_str()) || found.iter().any(|other| other.method == *name)
        });
        found.push(MediaType { method, text: text.clone() });
        forms.push(form);
    }
    found
}

/// The words of a media type that say in which form a reply is.
fn form(media_type: &str) -> Vec<String> {
    let (_, form) = media_type.split_once('/').unwrap_or_default();
    let mut form = words(form);
    form.retain(|word| !PLAIN.contains(&word.as_str()));
    form
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Section, endpoint};
    use super::*;

    /// A request, its prose, and each method with what it asks for.
    type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

    #[test]
    fn a_method_for_each_form_but_json() {
        let table: &[Row] = &[
            ("GET /things", "Gets it.", &[]),
            ("GET /things", "application/vnd.github+json: As ever.", &[]),
            (
                "GET /things",
                "application/vnd.github.diff: The diff.\napplication/vnd.github.raw+json: The raw thing.",
                &[("diff", "application/vnd.github.diff"), ("raw", "application/vnd.github.raw+json")],
            ),
            (
                "GET /things",
                "application/vnd.github-commitcomment.html+json: The body as HTML.",
                &[("html", "application/vnd.github-commitcomment.html+json")],
            ),
            ("GET /things", "application/sarif+json: An analysis.", &[("sarif", "application/sarif+json")]),
            (
                "GET /things",
                "application/vnd.github.raw: One.\napplication/vnd.github.v3.raw+json: The same.",
                &[("raw", "application/vnd.github.raw")],
            ),
            // What is changed answers with what it is now.
            ("PATCH /things", "application/vnd.github.raw+json: The raw thing.", &[]),
        ];
        for (request, description, expected) in table {
            let endpoint = endpoint(Section { request, description, ..Section::default() });
            let found = media_types(&endpoint);
            let found: Vec<(&str, &str)> =
                found.iter().map(|one| (one.method.as_str(), one.text.as_str())).collect();
            assert_eq!(found, *expected, "{description}");
        }
    }
}
