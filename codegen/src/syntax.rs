//! What a page says, unresolved: references are still words, and nothing has been looked up anywhere.

use crate::source::{Span, Spanned};

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSyntax {
    /// The text of the `# ` heading.
    pub title: Option<Spanned<String>>,
    /// The prose before the first endpoint, without the note about headers, in the page's own markdown.
    pub intro: String,
    /// The API version that the note about headers names.
    pub api_version: Option<Spanned<String>>,
    /// Whether there is a note about headers at all.
    pub has_note: bool,
    /// The endpoints, in their order.
    pub operations: Vec<OperationSyntax>,
}

/// One endpoint's section.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationSyntax {
    /// The text of the `## ` heading.
    pub title: Spanned<String>,
    /// The verb of the request line.
    pub method: Spanned<String>,
    /// The path of the request line.
    pub path: Spanned<String>,
    /// The prose, with `\n` between lines and an empty line between paragraphs.
    pub description: String,
    /// Under "Headers".
    pub headers: Vec<ParameterSyntax>,
    /// Under "Path and query parameters".
    pub path_and_query: Vec<ParameterSyntax>,
    /// Under "Body parameters".
    pub body: Vec<ParameterSyntax>,
    /// Parameters whose nesting the page lost: from the first one to the end of its section.
    pub lost: Vec<Span>,
    /// Under "HTTP response status codes".
    pub statuses: Vec<StatusSyntax>,
    /// Under "Code examples".
    pub examples: Vec<ExampleSyntax>,
    /// How much was understood of what is sent.
    pub request: Extent,
    /// How much was understood of what comes back.
    pub reply: Extent,
    /// The whole section: from its heading to the next one's.
    pub section: Span,
}

/// How much of a part of an endpoint was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// Optional parameters, or schemas of known responses, are missing.
    Incomplete,
    /// Too little to describe it: it is any JSON.
    Raw,
}

impl Extent {
    /// Returns a stable name for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Incomplete => "incomplete",
            Self::Raw => "raw",
        }
    }
}

/// One parameter bullet with what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterSyntax {
    /// The name in bold code.
    pub name: Spanned<String>,
    /// What the parentheses say, such as `array of strings or null`.
    pub types: Spanned<String>,
    /// Whether the bullet says `(required)`.
    pub required: bool,
    /// The prose, with `\n` between lines.
    pub description: String,
    /// The text of `` Default: `…` ``.
    pub default: Option<Spanned<String>>,
    /// The values of `` Can be one of: `…` ``.
    pub values: Option<Spanned<Vec<String>>>,
    /// The values of `Supported values are: …`, which are those of an array's items.
    pub item_values: Option<Vec<String>>,
    /// Bullets nested below.
    pub children: Vec<ParameterSyntax>,
    /// How much of the bullet was understood.
    pub bullet: Bullet,
    /// The bullet's first line.
    pub span: Span,
}

/// How much of a parameter's bullet was understood, from the most to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bullet {
    /// All that matters.
    Read,
    /// Its name and whether it is required, but not its type.
    Untyped,
    /// That it is optional; it is left out.
    LeftOut,
    /// Nothing; it may be required.
    Unread,
}

/// One status bullet.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusSyntax {
    /// The status code.
    pub code: Spanned<u16>,
    /// What the page says of it.
    pub text: String,
}

/// One code example.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleSyntax {
    /// The text of its heading.
    pub title: Spanned<String>,
    /// The request, if one is shown.
    pub request: Option<CurlSyntax>,
    /// The status that the schema belongs to.
    pub status: Option<Spanned<u16>>,
    /// The schema as printed.
    pub schema: SchemaSyntax,
    /// Whether its request was understood, or there is none.
    pub reads_request: bool,
    /// Whether the status and schema of its response were found.
    pub reads_response: bool,
}

/// A curl command.
#[derive(Clone, Debug, PartialEq)]
pub struct CurlSyntax {
    /// After `-X`.
    pub method: Spanned<String>,
    /// The address, placeholders in upper case or replaced by example values.
    pub url: Spanned<String>,
    /// The header `Accept`.
    pub accept: Option<Spanned<String>>,
    /// The header `Content-Type`.
    pub content_type: Option<Spanned<String>>,
    /// The body.
    pub data: Option<DataSyntax>,
}

/// The body of a curl command.
#[derive(Clone, Debug, PartialEq)]
pub enum DataSyntax {
    /// `-d '…'`
    Text(Spanned<String>),
    /// `--data-binary "@file"`
    Binary(Spanned<String>),
    /// One `--form 'name=value'` for each part of a multipart form.
    Form(Vec<Spanned<String>>),
    /// One `--data-urlencode 'name=value'` for each field of an encoded form.
    Fields(Vec<Spanned<String>>),
}

impl DataSyntax {
    /// Returns the text that states it, from its first option's value to its last.
    pub fn span(&self) -> Span {
        match self {
            Self::Text(text) | Self::Binary(text) => text.span,
            Self::Form(parts) | Self::Fields(parts) => {
                let start = parts.iter().map(|part| part.span.start).min().unwrap_or_default();
                Span::new(start, parts.iter().map(|part| part.span.end).max().unwrap_or(start))
            }
        }
    }
}

/// What follows a "Response schema" label.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SchemaSyntax {
    /// Nothing.
    #[default]
    Empty,
    /// "Same response schema as `[TITLE](#ANCHOR)`."
    Same {
        /// The title in the words of the link.
        title: String,
        /// The link's target without `#`.
        anchor: Spanned<String>,
    },
    /// A schema.
    Node(NodeSyntax),
    /// A schema that was not understood.
    Unread,
}

/// One value of a schema with what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeSyntax {
    /// What the line states.
    pub value: ValueSyntax,
    /// Fields of an object, or variants of a union.
    pub children: Vec<ChildSyntax>,
    /// The words that state it.
    pub span: Span,
}

/// A bullet below a value.
#[derive(Clone, Debug, PartialEq)]
pub enum ChildSyntax {
    /// `` * `NAME`: … ``
    Field {
        /// The name in code.
        name: Spanned<String>,
        /// Whether it says `required`.
        required: bool,
        /// The rest.
        node: NodeSyntax,
    },
    /// `* **…**`
    Variant(NodeSyntax),
    /// A bullet that was not understood.
    Unread(Span),
}

impl NodeSyntax {
    /// Notes that parts may be missing at its end, and at the end of what comes last in it.
    pub fn cut_off(&mut self, at: Span) {
        if self.children.is_empty() {
            return;
        }
        if let Some(ChildSyntax::Field { node, .. } | ChildSyntax::Variant(node)) = self.children.last_mut() {
            node.cut_off(at);
        }
        self.children.push(ChildSyntax::Unread(at));
    }

    /// Whether it says the same as another, wherever they are.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.value == other.value
            && self.children.len() == other.children.len()
            && self.children.iter().zip(&other.children).all(|(a, b)| a.says_the_same(b))
    }
}

impl ChildSyntax {
    /// Whether it says the same as another, wherever they are. What was not understood says nothing.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Variant(a), Self::Variant(b)) => a.says_the_same(b),
            (
                Self::Field { name: a_name, required: a_required, node: a },
                Self::Field { name: b_name, required: b_required, node: b },
            ) => a_name.value == b_name.value && a_required == b_required && a.says_the_same(b),
            _ => false,
        }
    }
}

/// What a line of a schema states.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueSyntax {
    /// A type with constraints.
    Plain(Constraints),
    /// A titled object.
    Titled {
        /// The title.
        title: String,
        /// Whether the page says "(see above)" instead of opening it.
        seen: bool,
    },
    /// An array.
    Array {
        /// What it holds.
        item: Box<ValueSyntax>,
        /// Whether the line ends in "or null".
        nullable: bool,
        /// What is said of the array itself, in parentheses.
        bounds: Constraints,
    },
    /// "one of", "any of", "all of".
    Compose {
        /// How the variants combine.
        how: Compose,
        /// The title before it, as in `` Array of `Repository Rule` objects: one of: ``.
        title: Option<String>,
    },
    /// Something that was not understood.
    Unread,
}

/// How variants combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compose {
    /// Exactly one of them.
    OneOf,
    /// At least one of them.
    AnyOf,
    /// All of them at once.
    AllOf,
}

/// The simple types of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SimpleType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`, or `arrays`
    Array,
    /// `object`
    Object,
}

impl SimpleType {
    /// Every simple type.
    pub const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// Reads a type's name in the singular.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|simple| simple.as_str() == word)
    }

    /// The type's name in the singular.
    pub fn as_str(self) -> &'static str {
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

/// A type with everything that a line may say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// In the page's order; empty where only an enum is given.
    pub types: Vec<SimpleType>,
    /// `format: …`
    pub format: Option<String>,
    /// `` enum: `a`, `b` ``
    pub values: Option<Vec<String>>,
    /// `` default: `JSON` ``
    pub default: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `read-only`
    pub read_only: bool,
    /// `minimum`, `maximum`, `minLength`, `maxLength`, `minItems`, `maxItems` as printed.
    pub limits: Vec<(Limit, String)>,
    /// `` pattern: `…` ``
    pub pattern: Option<String>,
    /// `unique items`
    pub unique_items: bool,
    /// `additional properties …`
    pub additional: Option<AdditionalSyntax>,
}

/// What is said of keys that are not listed.
#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalSyntax {
    /// `additional properties allowed`
    Allowed,
    /// `additional properties: …`
    Typed(Box<Constraints>),
}

/// A bound of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Limit {
    /// Smallest number.
    Minimum,
    /// Largest number.
    Maximum,
    /// Fewest characters.
    MinLength,
    /// Most characters.
    MaxLength,
    /// Fewest items.
    MinItems,
    /// Most items.
    MaxItems,
}

impl Limit {
    /// Every limit with the word the page uses.
    pub const ALL: [(&'static str, Self); 6] = [
        ("minimum", Self::Minimum),
        ("maximum", Self::Maximum),
        ("minLength", Self::MinLength),
        ("maxLength", Self::MaxLength),
        ("minItems", Self::MinItems),
        ("maxItems", Self::MaxItems),
    ];

    /// The word the page uses.
    pub fn as_str(self) -> &'static str {
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
