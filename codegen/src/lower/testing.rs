//! Small pages, for tests of what is made of endpoints.

use std::fmt::Write as _;

use crate::model::{Api, Endpoint};
use crate::read::read;
use crate::source::Page;

/// What varies in the section of an endpoint.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section<'a> {
    /// Method and path.
    pub(super) request: &'a str,
    /// The heading.
    pub(super) title: &'a str,
    /// The prose.
    pub(super) description: &'a str,
    /// What is below the heading of the path and query parameters.
    pub(super) parameters: &'a str,
    /// What is below the heading of the body parameters.
    pub(super) body: &'a str,
    /// What stands before the path in the example.
    pub(super) server: &'a str,
    /// Options of the example's request, after the address.
    pub(super) options: &'a str,
}

impl Default for Section<'_> {
    fn default() -> Self {
        Self {
            request: "GET /things",
            title: "Do a thing",
            description: "Does it.",
            parameters: "",
            body: "",
            server: "https://api.github.com",
            options: "",
        }
    }
}

/// The model of a page.
pub(super) fn api(sections: &[Section<'_>]) -> Api {
    let mut text = String::from("# Things\n\nAbout things.\n");
    for section in sections {
        let (method, path) = section.request.split_once(' ').unwrap();
        let url = format!("{}{}", section.server, path.replace(['{', '}'], ""));
        let options =
            if section.options.is_empty() { String::new() } else { format!(" \\\n  {}", section.options) };
        let list = |heading: &str, rows: &str| {
            if rows.is_empty() { String::new() } else { format!("#### {heading}\n\n{rows}\n\n") }
        };
        write!(
            text,
            "\n## {}\n\n```\n{}\n```\n\n{}\n\n### Parameters\n\n{}{}### HTTP response status codes\n\n* **200** - OK\n\n\
             ### Code examples\n\n#### Example\n\n**Request:**\n\n```curl\ncurl -L \\\n  -X {method} \\\n  {url}{options}\n```\n\n\
             **Response schema (Status: 200):**\n\n* `id`: required, integer\n",
            section.title,
            section.request,
            section.description,
            list("Path and query parameters", section.parameters),
            list("Body parameters", section.body),
        )
        .unwrap();
    }
    read(vec![Page::new("en/enterprise-server@3.18/rest/things/things.md", &text)]).api
}

/// The endpoint of a page that has only one.
pub(super) fn endpoint(section: Section<'_>) -> Endpoint {
    api(&[section]).endpoints.remove(0)
}
