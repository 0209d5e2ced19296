//! The client in Rust terms: no markdown, no JSON schema. What is here is what gets printed.

pub mod ident;

use crate::model::Method;

pub use self::ident::RustIdent;

/// A whole client crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The value of `X-GitHub-Api-Version` to send.
    pub api_version: Option<String>,
    /// Version of the documentation, such as `enterprise-server@3.18`.
    pub version: Option<String>,
    /// Every type that replies and parameters are made of.
    pub types: Types,
    /// The scopes: what binds the leading placeholders. The client itself comes first, if anything hangs on it.
    pub scopes: Vec<Scope>,
    /// What the pages do not show, so that callers get plain JSON.
    pub losses: Vec<Loss>,
}

/// Something that the page does not show, so that the client gets plain JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// A stable word for the cause.
    pub cause: &'static str,
    /// Where, as `Type.field` or a request.
    pub place: String,
}

/// An index into [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) usize);

/// The named types, in the order in which they were first met.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    pub(crate) items: Vec<TypeDef>,
}

impl Types {
    /// A type.
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.items[id.0]
    }

    /// Every type with its id.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.items.iter().enumerate().map(|(at, def)| (TypeId(at), def))
    }
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: RustIdent,
    /// What it is.
    pub body: TypeBody,
    /// Where the documentation has it, for its docs.
    pub origin: Origin,
}

/// Where a type comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The title or the words that name it.
    pub words: String,
    /// An address on docs.github.com.
    pub url: String,
    /// The documentation's own words of a parameter; empty for others.
    pub prose: String,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeBody {
    /// An object.
    Struct(Vec<StructField>),
    /// A set of known values that may grow.
    Enum(Vec<Variant>),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct StructField {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its key in JSON.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Whether the page calls it required.
    pub required: bool,
    /// Whether null is a value that the page allows, or hides whether it does.
    pub nullable: bool,
    /// Whether it is never invented: ids, dates, and objects.
    pub key: bool,
    /// Facts and remarks, a sentence each.
    pub remarks: Vec<String>,
    /// Whether the page calls it deprecated.
    pub deprecated: bool,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its text in JSON.
    pub wire: String,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `()`
    Unit,
    /// `String`
    String,
    /// `i64`
    Integer,
    /// `f64`
    Number,
    /// `bool`
    Boolean,
    /// An instant.
    Timestamp,
    /// A day.
    Date,
    /// Any JSON.
    Json,
    /// `Vec<…>`
    List(Box<Type>),
    /// `BTreeMap<String, …>`
    Map(Box<Type>),
    /// `Option<…>`
    Option(Box<Type>),
    /// `Box<…>`
    Boxed(Box<Type>),
    /// A type of [`Types`].
    Named(TypeId),
}

/// What binds leading placeholders: `orgs("acme")`. The client itself binds none.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// The module, and the client's method; `None` for the client itself.
    pub module: Option<RustIdent>,
    /// The struct.
    pub name: RustIdent,
    /// What it binds.
    pub arguments: Vec<RustIdent>,
    /// The front of the paths below it, such as `/orgs/{org}`.
    pub front: String,
    /// What hangs on the scope itself.
    pub requests: Vec<Request>,
    /// What hangs on handles below it.
    pub handles: Vec<Handle>,
}

/// The methods of one category: `orgs("acme").packages()`.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// The module, and the scope's method.
    pub module: RustIdent,
    /// The struct.
    pub name: RustIdent,
    /// The titles, introductions and addresses of the pages behind it.
    pub pages: Vec<PageDocs>,
    /// Its requests in the order of the pages.
    pub requests: Vec<Request>,
}

/// What a page says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDocs {
    /// Its title.
    pub title: String,
    /// Its introduction in markdown.
    pub intro: String,
    /// Its address.
    pub url: String,
}

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
    pub output: Type,
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
    /// The prose.
    pub description: String,
    /// The default, as JSON.
    pub default: Option<String>,
    /// Whether the scope binds it.
    pub bound: bool,
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
    /// As a member of the JSON body.
    Body,
}
