//! Description → pages, as docs.github.com writes them.

mod dialect;
mod parameters;
mod requests;
mod schemas;

use std::collections::HashMap;
use std::fmt::Write as _;

use docwright::source::Page;

use super::description::{Description, Endpoint, Example, PageDescription, Prose, Schema};
use super::expected::anchor;
pub(crate) use dialect::Dialect;
pub(crate) use schemas::{constraints, ends_in_colon};

/// The forms in which the site writes one and the same reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Form {
    pub(crate) dialect: Dialect,
    /// Whether an object that was printed before is named by its title alone.
    pub(crate) see_above: bool,
    pub(crate) templates: Templates,
}

/// The site's templates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Templates {
    /// The body of a request example is JSON whatever is sent, and its quotes are not escaped.
    Older,
    /// Options of a request example state media types, files and forms, with quotes escaped for a shell. An object of other keys
    /// alone ends in a colon.
    Newer,
}

impl PageDescription {
    /// Returns the page's address below `/rest/`.
    pub(crate) fn id(&self) -> String {
        format!("{}/{}", self.category, self.name)
    }

    /// Returns the page's file.
    pub(crate) fn file(&self) -> String {
        format!("en/enterprise-server@3.18/rest/{}.md", self.id())
    }

    /// Returns the quote of the page's remark.
    pub(crate) fn remark_text(&self, form: Form) -> Option<String> {
        let remark = self.remark.as_ref()?;
        Some(format!("> {} {remark}", form.dialect.note()))
    }
}

/// Writes every page in a form.
pub(crate) fn render(description: &Description, form: Form) -> Vec<Page> {
    let pages = description.pages.iter();
    pages.map(|page| Page::new(page.file(), &page_text(description, page, form))).collect()
}

/// Returns every line of some prose.
pub(crate) fn lines(prose: &Prose) -> impl Iterator<Item = &str> {
    prose.iter().flatten().map(String::as_str)
}

fn page_text(description: &Description, page: &PageDescription, form: Form) -> String {
    let mut out = format!("# {}\n", form.dialect.text(&page.title));
    for paragraph in page.intro.iter().cloned().chain(page.remark_text(form)) {
        let _ = write!(out, "\n{paragraph}\n");
    }
    if page.note {
        let _ = write!(
            out,
            "\n> {}\n> Most endpoints use `Authorization: Bearer <YOUR-TOKEN>` and `Accept: application/vnd.github+json` \
             headers, plus `X-GitHub-Api-Version: {}`. Curl examples below omit these standard headers for brevity.\n",
            form.dialect.note(),
            description.api_version
        );
    }
    let mut writer = Writer { form, out, server: &description.server, printed: HashMap::new() };
    for endpoint in &page.endpoints {
        writer.endpoint(endpoint);
    }
    // Pages end without a line end.
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

/// Writes the endpoints of one page.
struct Writer<'d> {
    form: Form,
    out: String,
    server: &'d str,
    /// Endpoints by the text of the only schema that they print.
    printed: HashMap<String, String>,
}

impl Writer<'_> {
    /// Writes a block and the empty line before it.
    fn block(&mut self, text: &str) {
        let _ = write!(self.out, "\n{text}\n");
    }

    fn endpoint(&mut self, endpoint: &Endpoint) {
        let Form { dialect, .. } = self.form;
        self.block(&format!("## {}", dialect.text(&endpoint.heading())));
        self.block(&format!("```\n{} {}\n```", endpoint.method, endpoint.path_text()));
        for paragraph in &endpoint.description {
            self.block(&dialect.paragraph(paragraph));
        }
        self.parameters(endpoint);
        self.block("### HTTP response status codes");
        for (status, text) in &endpoint.statuses {
            let text = if text.is_empty() { String::new() } else { format!(" - {}", dialect.text(text)) };
            self.block(&format!("{} **{status}**{text}", dialect.bullet()));
        }
        if !endpoint.examples.is_empty() {
            self.block("### Code examples");
        }
        let texts: Vec<String> = endpoint.examples.iter().map(|one| self.schema_text(one)).collect();
        for (example, text) in endpoint.examples.iter().zip(&texts) {
            self.example(endpoint, example, text);
        }
        // A link to an endpoint that prints several schemas would not tell which one it means.
        let mut printed = texts.into_iter().filter(|text| !text.is_empty());
        if let (Some(text), None) = (printed.next(), printed.next()) {
            self.printed.entry(text).or_insert_with(|| endpoint.heading());
        }
    }

    fn parameters(&mut self, endpoint: &Endpoint) {
        let sections = [
            ("Headers", &endpoint.headers),
            ("Path and query parameters", &endpoint.parameters),
            ("Body parameters", &endpoint.body),
        ];
        if sections.iter().all(|(_, parameters)| parameters.is_empty()) {
            return;
        }
        self.block("### Parameters");
        for (heading, parameters) in sections {
            if parameters.is_empty() {
                continue;
            }
            self.block(&format!("#### {heading}"));
            // In the path and the query a union is joined by commas.
            let joint = if heading == "Body parameters" { " or " } else { "," };
            for parameter in parameters {
                self.block(&parameters::bullet(parameter, joint, self.form.dialect));
            }
        }
    }

    fn example(&mut self, endpoint: &Endpoint, example: &Example, schema: &str) {
        self.block(&format!("#### {}", self.form.dialect.text(&example.title)));
        self.block("**Request:**");
        let url = format!("{}{}", self.server, endpoint.written_path(str::to_uppercase));
        let options = requests::options(example, self.form.templates);
        self.block(&format!("```curl\ncurl -L \\\n  -X {} \\\n  {url}{options}\n```", endpoint.method));
        self.block(&format!("**Response schema (Status: {}):**", example.status));
        match self.printed.get(schema) {
            Some(title) => {
                let link = format!(
                    "Same response schema as [{}](#{}).",
                    self.form.dialect.text(title),
                    anchor(title)
                );
                self.block(&link);
            }
            None if schema.is_empty() => {}
            None => self.block(schema),
        }
    }

    fn schema_text(&self, example: &Example) -> String {
        let root = |schema: &Schema| schemas::root(schema, self.form);
        example.schema.as_ref().map(root).unwrap_or_default()
    }
}
