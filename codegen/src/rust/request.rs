//! Requests in Rust terms.

use super::ident::RustIdent;
use super::types::Type;
use crate::model::{ArrayStyle, Location, Method};

/// One endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The struct.
    pub name: RustIdent,
    /// The method of the handle.
    pub method_name: RustIdent,
    /// The title of its section.
    pub title: String,
    /// The prose.
    pub description: String,
    /// The address of its section.
    pub url: String,
    /// The HTTP method.
    pub method: Method,
    /// The path with placeholders.
    pub path: String,
    /// Token scopes.
    pub scopes: Vec<String>,
    /// Statuses and what the page says of them.
    pub statuses: Vec<(u16, String)>,
    /// Parameters that must be given, in the order of the arguments; those of the path come first.
    pub arguments: Vec<Parameter>,
    /// Parameters that may be set.
    pub setters: Vec<Parameter>,
    /// Wire names of all query parameters, in the page's order.
    pub query: Vec<String>,
    /// Wire names of parameters that hold a secret.
    pub secrets: Vec<String>,
    /// What a successful reply holds.
    pub output: Output,
    /// Why it should not be used any more, in the documentation's words.
    pub deprecated: Option<String>,
    /// The category of its page, which is the cargo feature that it needs.
    pub feature: String,
    /// The server that it is sent to.
    pub server: Server,
    /// Media types that replies can be asked for in, each with the name of a method.
    pub media_types: Vec<MediaType>,
    /// The media type of its body, where that is no JSON.
    pub content: Option<String>,
    /// The media type that it asks for, where that is not the client's usual one.
    pub accept: Option<String>,
    /// How the members of its body are sent as a form; `None` where they are sent as JSON.
    pub form: Option<Form>,
    /// In which versions of the documentation it is; empty where only one is known.
    pub availability: Availability,
    /// Text of its section that was not understood.
    pub not_understood: Vec<String>,
}

/// A body that is a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `multipart/form-data`, whose parts may be files.
    Multipart,
    /// `application/x-www-form-urlencoded`.
    Urlencoded,
}

/// In which versions of the documentation an endpoint is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// Those that have it, such as `enterprise-server@3.18`.
    pub within: Vec<String>,
    /// Those that do not.
    pub without: Vec<String>,
    /// Those where it differs from the client's, with words for in what.
    pub differs: Vec<(String, Vec<&'static str>)>,
}

impl Request {
    /// The types that it defines in its module: itself, and the enum of its outcomes.
    pub fn type_names(&self) -> impl Iterator<Item = &RustIdent> {
        let outcomes = match &self.output {
            Output::Outcomes { name, .. } => Some(name),
            _ => None,
        };
        [&self.name].into_iter().chain(outcomes)
    }

    /// The path as the documentation has it, without the marks of placeholders that may hold slashes.
    pub fn documented_path(&self) -> String {
        self.path.replace("{+", "{")
    }
}

/// What a successful reply holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// One value; a list that comes in pages, if it is a list.
    One(Type),
    /// An object with a list in it that comes in pages.
    Wrapped {
        /// The object.
        whole: Type,
        /// The member that holds the list.
        member: String,
        /// What is in the list.
        item: Type,
    },
    /// One of several, by status.
    Outcomes {
        /// The enum.
        name: RustIdent,
        /// What each documented status gives.
        outcomes: Vec<OutcomeVariant>,
    },
    /// Text that is no JSON.
    Text,
    /// Bytes, mostly from another server.
    Download,
}

impl Output {
    /// The types that it names.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::One(ty) => vec![ty],
            Self::Wrapped { whole, item, .. } => vec![whole, item],
            Self::Outcomes { outcomes, .. } => outcomes.iter().map(|outcome| &outcome.ty).collect(),
            Self::Text | Self::Download => Vec::new(),
        }
    }
}

/// What a status of success means.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeVariant {
    /// Its Rust name.
    pub name: RustIdent,
    /// The status.
    pub status: u16,
    /// What comes with it.
    pub ty: Type,
    /// What the page says of it.
    pub words: String,
}

/// Where a request is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// To the API's base URL.
    Api,
    /// To another path on the API's host.
    SameHost(String),
    /// To another server.
    Named(String),
}

/// A media type that a reply can be asked for in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// The method that asks for it.
    pub method: RustIdent,
    /// Its name.
    pub text: String,
}

/// A parameter of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its name on the wire.
    pub wire: String,
    /// Where it is sent.
    pub place: Place,
    /// Its type.
    pub ty: Type,
    /// How it is sent, if it is a list in the query.
    pub array: Option<ArrayStyle>,
    /// The prose.
    pub description: String,
    /// The default, as JSON.
    pub default: Option<String>,
    /// Whether the scope binds it.
    pub bound: bool,
    /// Why it should not be used any more, in the documentation's words.
    pub deprecated: Option<String>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// As a segment of the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a member of the JSON body, or as a part of a form.
    Body,
    /// As the whole JSON body.
    WholeBody,
    /// As a body that is no JSON.
    Content,
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        match location {
            Location::Path => Self::Path,
            Location::Query => Self::Query,
            Location::Header => Self::Header,
            Location::Body => Self::Body,
        }
    }
}
