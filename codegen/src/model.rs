//! The API in wire terms: no Rust name, no markdown.

mod correction;
mod gap;
mod json;
mod loss;
pub mod path;
pub mod schema;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

pub use self::correction::Correction;
pub use self::gap::Gap;
pub use self::json::to_json;
pub use self::loss::{Loss, LossCause};
pub use self::path::{PathPart, PathTemplate};
pub use self::schema::TELLING_FIELDS;
pub use self::schema::{Additional, Field, Kind, OpaqueReason, Schema, SchemaId, Schemas, ShapeId};
use crate::diagnostic::Effect;
use crate::source::{Edition, PageId, Span};
pub use crate::syntax::Extent;

/// What a set of pages says of an API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Version and language of the pages.
    pub edition: Edition,
    /// The value of `X-GitHub-Api-Version` that the pages are for.
    pub api_version: Option<String>,
    /// The pages that were read, in order.
    pub pages: Vec<PageInfo>,
    /// Every endpoint, by page and then in the page's order.
    pub endpoints: Vec<Endpoint>,
    /// The schemas that endpoints refer to.
    pub schemas: Schemas,
    /// What the pages hide or have lost, by page and line.
    pub losses: Vec<Loss>,
    /// Places that were not understood, and damaged pages, by page and line.
    pub gaps: Vec<Gap>,
    /// Schemas of responses that belong to no endpoint, as its path, or their status, was not understood. They tell what titles
    /// are of.
    pub unplaced: Vec<SchemaId>,
}

impl Api {
    /// Schemas that responses print, as often as they print them.
    pub fn response_schemas(&self) -> impl Iterator<Item = SchemaId> {
        let responses = self.endpoints.iter().flat_map(|endpoint| &endpoint.responses);
        responses.flat_map(|response| response.schemas.iter().copied())
    }

    /// Schemas of responses, those included of which the endpoint was not understood.
    pub fn printed_schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.response_schemas().chain(self.unplaced.iter().copied())
    }

    /// Replaces every schema that an endpoint refers to.
    pub fn replace_schemas(&mut self, mut with: impl FnMut(SchemaId) -> SchemaId) {
        for endpoint in &mut self.endpoints {
            let parameters = endpoint.parameters.iter_mut().map(|parameter| &mut parameter.schema);
            let responses = endpoint.responses.iter_mut().flat_map(|response| &mut response.schemas);
            parameters.chain(&mut endpoint.body).chain(responses).for_each(|id| *id = with(*id));
        }
        self.unplaced.iter_mut().for_each(|id| *id = with(*id));
    }

    /// Schemas of parameters and bodies.
    pub fn request_schemas(&self) -> impl Iterator<Item = SchemaId> {
        self.endpoints.iter().flat_map(|endpoint| {
            endpoint.parameters.iter().map(|parameter| parameter.schema).chain(endpoint.body)
        })
    }
}

/// What is known of a page as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct PageInfo {
    /// Its address below `/rest/`.
    pub id: PageId,
    /// Its title.
    pub title: String,
    /// The prose before the first endpoint, in the page's own markdown.
    pub intro: String,
    /// The API version it names.
    pub api_version: Option<String>,
}

/// The HTTP methods of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
}

impl Method {
    /// Reads the upper-case name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Options]
            .into_iter()
            .find(|method| method.as_str() == name)
    }

    /// The upper-case name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its method.
    pub method: Method,
    /// Its path.
    pub path: PathTemplate,
    /// The heading of its section.
    pub title: String,
    /// The page that documents it.
    pub page: PageId,
    /// The part of the page's address after `#`.
    pub anchor: String,
    /// What stands before the path in request examples, such as `http(s)://HOSTNAME/api/v3`.
    pub server: Option<String>,
    /// The prose: `\n` between lines, an empty line between paragraphs.
    pub description: String,
    /// The token scopes that the prose asks for, in its order.
    pub scopes: Vec<String>,
    /// What the prose says of kinds of tokens, in its order.
    pub tokens: Vec<TokenUse>,
    /// Whether the title or the prose says that it is closing down.
    pub deprecated: bool,
    /// The stage that the prose says it is in, such as `private preview`.
    pub preview: Option<String>,
    /// The media types that the page names: the recommended one first, then those of the prose and of examples.
    pub media_types: Vec<String>,
    /// Parameters in the page's order: headers, then path and query.
    pub parameters: Vec<Parameter>,
    /// The body: an object whose fields are the documented members; `None` where the page lists none.
    pub body: Option<SchemaId>,
    /// Responses by status, ascending as the page has them.
    pub responses: Vec<Response>,
    /// The requests of the code examples.
    pub examples: Vec<RequestExample>,
    /// How much was understood of parameters and body.
    pub request: Extent,
    /// How much was understood of the responses.
    pub reply: Extent,
    /// The places of its section that were not understood.
    pub gaps: Vec<Gap>,
    /// The heading's words on the page.
    pub span: Span,
    /// Its whole section.
    pub section: Span,
}

impl Endpoint {
    /// How it is called in files that people write: `GET /orgs/{org}/packages`.
    pub fn name(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }

    /// Whether what is sent or what comes back was not understood as a whole.
    pub fn is_degraded(&self) -> bool {
        self.request != Extent::Whole || self.reply != Extent::Whole || !self.gaps.is_empty()
    }

    /// Returns the media type that every example asks for. One that only some ask for belongs to their responses.
    pub fn accept(&self) -> Option<&str> {
        let first = self.examples.first()?.accept.as_deref()?;
        let is_known = self.gaps.iter().all(|gap| gap.effect != Some(Effect::SkippedExample));
        let is_same = self.examples.iter().all(|example| example.accept.as_deref() == Some(first));
        (is_known && is_same).then_some(first)
    }

    /// Returns how the body is sent, where examples state it and all that send one agree.
    pub fn encoding(&self) -> Option<BodyEncoding> {
        let mut sent =
            self.examples.iter().filter(|example| example.body.is_some()).map(|example| example.encoding);
        let first = sent.next().filter(|first| *first != BodyEncoding::Plain)?;
        sent.all(|other| other == first).then_some(first)
    }

    /// The schemas of its parameters, its body and its responses.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let responses = self.responses.iter().flat_map(|response| response.schemas.iter().copied());
        self.parameters.iter().map(|parameter| parameter.schema).chain(self.body).chain(responses)
    }

    /// Members of the body, in order.
    pub fn members<'s>(&self, schemas: &'s Schemas) -> &'s [Field] {
        self.body.map(|body| schemas.get(body).fields()).unwrap_or_default()
    }

    /// Parameters of one place, in order.
    pub fn parameters_in(&self, place: Location) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.location == place)
    }
}

/// What an endpoint's prose says of a kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TokenUse {
    /// The kind.
    pub kind: TokenKind,
    /// Whether it works with this endpoint.
    pub works: bool,
    /// Whether no other kind does.
    pub only: bool,
}

/// The kinds of tokens that GitHub's prose tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// Of a GitHub App, for itself, an installation or a user.
    GithubApp,
    /// Of an OAuth app.
    OauthApp,
    /// A fine-grained personal access token.
    FineGrained,
    /// A personal access token (classic).
    Classic,
}

impl TokenKind {
    /// A stable word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GithubApp => "github-app",
            Self::OauthApp => "oauth-app",
            Self::FineGrained => "fine-grained",
            Self::Classic => "classic",
        }
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// As a header.
    Header,
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In the body.
    Body,
}

impl Location {
    /// The word that is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Path => "path",
            Self::Query => "query",
            Self::Body => "body",
        }
    }
}

/// A parameter of the path, the query or the headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// Whether it must be sent.
    pub required: bool,
    /// Its value.
    pub schema: SchemaId,
    /// The prose.
    pub description: String,
    /// Whether its value may hold slashes that separate segments of the path; `None` where `quirks.toml` does not say.
    pub slashes: Option<bool>,
    /// How an array is sent in the query; `None` where `quirks.toml` does not say.
    pub array: Option<ArrayStyle>,
}

/// How an array is sent in the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArrayStyle {
    /// Each item on its own: `name[]=a&name[]=b`.
    Repeated,
    /// As one value: `name=a,b`.
    CommaSeparated,
}

impl ArrayStyle {
    /// Returns the word that `quirks.toml`, the ledger and the JSON contract use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::CommaSeparated => "comma-separated",
        }
    }
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// What the page says of the status.
    pub description: String,
    /// The schemas that examples of this status print, without repeats; empty where none has a body that is described.
    pub schemas: Vec<SchemaId>,
    /// Whether people say otherwise than the page that it is there, or what it holds.
    pub corrected: bool,
}

/// The request of a code example.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestExample {
    /// The example's heading.
    pub title: String,
    /// The address.
    pub url: String,
    /// The media type of the response that it asks for, where that is not the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// The media type of its body, where the page states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// How its body is sent.
    #[serde(skip_serializing_if = "is_plain")]
    pub encoding: BodyEncoding,
    /// The body, where one is shown: JSON if it parses as such, an object of the parts of a form, else a string.
    pub body: Option<Value>,
    /// The status that the example's response has.
    pub status: Option<u16>,
}

/// How the body of a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyEncoding {
    /// As its text, which is JSON for most endpoints.
    #[default]
    Plain,
    /// As the bytes of a file.
    File,
    /// As the parts of a form (`multipart/form-data`).
    Multipart,
    /// As the fields of a form (`application/x-www-form-urlencoded`).
    Urlencoded,
}

impl BodyEncoding {
    /// Returns the word that the ledger and the JSON contract use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::File => "file",
            Self::Multipart => "multipart",
            Self::Urlencoded => "urlencoded",
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_plain(encoding: &BodyEncoding) -> bool {
    *encoding == BodyEncoding::Plain
}
