//! Description of an API in the tests' own terms: the source of generated pages and of the model that they must give.
//!
//! It holds no type of the reader's model, so that a fault of the model cannot hide in the expectation.

use serde_json::Value;

/// A whole reference.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Description {
    /// Text before the path in request examples.
    pub(crate) server: String,
    /// The version that every page with a note names.
    pub(crate) api_version: String,
    /// The pages, each with an address of its own.
    pub(crate) pages: Vec<PageDescription>,
}

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageDescription {
    pub(crate) category: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) intro: Vec<String>,
    /// Text of a note on one line, as newer pages have them.
    pub(crate) remark: Option<String>,
    /// Whether the note about headers and the API version is there.
    pub(crate) note: bool,
    pub(crate) endpoints: Vec<Endpoint>,
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Endpoint {
    pub(crate) method: &'static str,
    pub(crate) path: Vec<Segment>,
    pub(crate) title: String,
    pub(crate) closing_down: bool,
    pub(crate) description: Prose,
    pub(crate) headers: Vec<Parameter>,
    /// Path and query parameters in the page's order.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Vec<Parameter>,
    /// Status codes, ascending, with their text.
    pub(crate) statuses: Vec<(u16, String)>,
    pub(crate) examples: Vec<Example>,
}

impl Endpoint {
    /// Returns the names of the placeholders.
    pub(crate) fn placeholders(&self) -> Vec<&str> {
        let names = self.path.iter().flat_map(|segment| match segment {
            Segment::Text(_) => Vec::new(),
            Segment::Parameter(name) => vec![name.as_str()],
            Segment::Pair(first, second) => vec![first.as_str(), second.as_str()],
        });
        names.collect()
    }

    /// Returns the path as the request line has it.
    pub(crate) fn path_text(&self) -> String {
        self.written_path(|name| format!("{{{name}}}"))
    }

    /// Returns the path with `placeholder` in place of each placeholder.
    pub(crate) fn written_path(&self, placeholder: impl Fn(&str) -> String) -> String {
        let segments = self.path.iter().map(|segment| match segment {
            Segment::Text(text) => format!("/{text}"),
            Segment::Parameter(name) => format!("/{}", placeholder(name)),
            Segment::Pair(first, second) => format!("/{}...{}", placeholder(first), placeholder(second)),
        });
        segments.collect()
    }

    /// Returns the heading of the endpoint's section.
    pub(crate) fn heading(&self) -> String {
        let prefix = if self.closing_down { "Closing down - " } else { "" };
        format!("{prefix}{}", self.title)
    }
}

/// A part of a path between slashes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Segment {
    Text(String),
    Parameter(String),
    /// Two placeholders with three dots between them, as in `{base}...{head}`.
    Pair(String, String),
}

/// Paragraphs, each a list of lines.
pub(crate) type Prose = Vec<Vec<String>>;

/// A parameter, or a member of a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) description: Prose,
    pub(crate) value: Input,
}

impl Parameter {
    /// Returns the prose, whose last line lists the values of an array's items.
    pub(crate) fn prose(&self) -> Prose {
        let mut prose = self.description.clone();
        if !self.value.item_values.is_empty() {
            let line = format!("Supported values are: {}", self.value.item_values.join(", "));
            match prose.last_mut() {
                Some(paragraph) => paragraph.push(line),
                None => prose.push(vec![line]),
            }
        }
        prose
    }
}

/// A value to be sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    pub(crate) types: Vec<InputType>,
    pub(crate) nullable: Nullable,
    /// Contents of the one object among the types.
    pub(crate) contents: Contents,
    pub(crate) values: Vec<String>,
    /// Values of an array's items; the page lists them in prose.
    pub(crate) item_values: Vec<String>,
    pub(crate) default: Option<Value>,
}

impl Input {
    /// A value of one type about which nothing else is stated.
    pub(crate) fn of(one: InputType) -> Self {
        Self {
            types: vec![one],
            nullable: Nullable::No,
            contents: Contents::Hidden,
            values: Vec::new(),
            item_values: Vec::new(),
            default: None,
        }
    }
}

/// Whether null is among the types, and where the page lists it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Nullable {
    No,
    First,
    Last,
}

/// One alternative of a value to be sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum InputType {
    Plain(Simple),
    ArrayOf(Simple),
}

impl InputType {
    /// Returns whether it holds an object.
    pub(crate) fn holds_object(self) -> bool {
        matches!(self, Self::Plain(Simple::Object) | Self::ArrayOf(Simple::Object))
    }

    /// Returns whether it is an array.
    pub(crate) fn is_array(self) -> bool {
        matches!(self, Self::Plain(Simple::Array) | Self::ArrayOf(_))
    }
}

/// Contents of an object to be sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Contents {
    /// Nothing is printed of it.
    Hidden,
    Members(Vec<Parameter>),
    /// Values of keys that callers choose.
    Map(Box<Input>),
    /// Titled objects, one of which it is; each gets a member `type` that names it.
    Alternatives(Vec<Alternative>),
}

/// One of the objects that a value may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) title: String,
    pub(crate) description: Prose,
    pub(crate) members: Vec<Parameter>,
}

/// The simple types.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Simple {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Simple {
    /// Returns the name that pages and model use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A code example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Example {
    pub(crate) title: String,
    pub(crate) status: u16,
    pub(crate) accept: Option<String>,
    pub(crate) request: RequestBody,
    pub(crate) schema: Option<Schema>,
}

/// Body of a request example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RequestBody {
    Empty,
    Json(Value),
    File(String),
    Multipart(Vec<(String, String)>),
    Urlencoded(Vec<(String, String)>),
}

/// A value that is received.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Schema {
    Leaf(Leaf),
    Object(Object),
    Array(Array),
    Union(Union),
}

/// A value that is stated on one line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    /// Empty where the page lists values alone.
    pub(crate) types: Vec<Simple>,
    pub(crate) nullable: Nullable,
    pub(crate) format: Option<String>,
    pub(crate) values: Vec<String>,
    pub(crate) default: Option<Value>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    /// Bounds, of which pages print a number of items last.
    pub(crate) limits: Vec<(Limit, Value)>,
    pub(crate) pattern: Option<String>,
    pub(crate) unique_items: bool,
    pub(crate) additional: Additional,
}

impl Leaf {
    /// A leaf of types about which nothing else is stated.
    pub(crate) fn of(types: Vec<Simple>, nullable: Nullable) -> Self {
        Self {
            types,
            nullable,
            format: None,
            values: Vec::new(),
            default: None,
            deprecated: false,
            read_only: false,
            limits: Vec::new(),
            pattern: None,
            unique_items: false,
            additional: Additional::Unstated,
        }
    }
}

/// Kinds of bounds in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Limit {
    Minimum,
    Maximum,
    MinLength,
    MaxLength,
    MinItems,
    MaxItems,
}

impl Limit {
    /// Returns the name that pages and model use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
        }
    }
}

/// Other keys of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Additional {
    Unstated,
    Allowed,
    Typed(Box<Leaf>),
}

/// An object with fields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Object {
    /// An object with a title prints nothing of itself but its fields.
    pub(crate) title: Option<String>,
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) additional: Additional,
    pub(crate) fields: Vec<Field>,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) value: Schema,
}

/// An array.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Array {
    pub(crate) items: Box<Schema>,
    pub(crate) nullable: bool,
    /// Bounds, which pages print of a response's root alone.
    pub(crate) limits: Vec<(Limit, Value)>,
}

/// One of several values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Union {
    /// `one of`, `any of` or `all of`.
    pub(crate) how: &'static str,
    /// Title of the items of an array; other unions have none.
    pub(crate) title: Option<String>,
    pub(crate) nullable: bool,
    pub(crate) variants: Vec<Schema>,
}
