//! The stable codes of diagnostics, one row each.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Effect, Severity};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident $($effect:ident)?;)+) => {
        /// A stable name for a kind of finding, for people to search and for programs to match.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What the code means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// How much findings of this kind matter.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// How much degrades because of findings of this kind, where the place does not say otherwise.
            pub fn effect(self) -> Option<Effect> {
                match self { $(Self::$variant => { let effect: &[Effect] = &[$(Effect::$effect)?]; effect.first().copied() })+ }
            }
        }
    };
}

codes! {
    /// A page is damaged: it is cut off, or it is not a page in markdown at all.
    DamagedPage = "damaged-page", Error;
    /// A page has no title.
    NoTitle = "no-title", NotUnderstood Dropped;
    /// A page has no endpoint; an error where no page has one.
    NoEndpoints = "no-endpoints", Warning;
    /// A line is neither read nor known to be skipped.
    UnreadLine = "unread-line", NotUnderstood Dropped;
    /// A heading is none that a reference page has at this place.
    UnknownHeading = "unknown-heading", NotUnderstood Dropped;
    /// A section stands where it cannot belong to an endpoint.
    MisplacedSection = "misplaced-section", NotUnderstood Dropped;
    /// A section occurs twice in one endpoint.
    DuplicateSection = "duplicate-section", NotUnderstood Dropped;
    /// An endpoint lacks a section that endpoints of the reference have.
    MissingSection = "missing-section", Warning;
    /// A request line has no heading before it, or a heading no request line after it.
    HeadingWithoutRequest = "heading-without-request", NotUnderstood NoEndpoint;
    /// A request line is not `VERB /path`.
    BadRequestLine = "bad-request-line", NotUnderstood NoEndpoint;
    /// A front matter is never closed.
    UnclosedFrontMatter = "unclosed-front-matter", NotUnderstood Dropped;
    /// A code fence is never closed, or opened twice.
    UnclosedFence = "unclosed-fence", NotUnderstood Dropped;
    /// The note about headers and API version is not of the known form.
    BadNote = "bad-note", NotUnderstood Dropped;
    /// A page, or a whole reference, does not state its API version.
    NoVersion = "no-version", Warning;
    /// A parameter bullet is not of the known form.
    BadParameter = "bad-parameter", NotUnderstood AnyValue;
    /// A line below a parameter states a fact in a form that is not known.
    UnknownFact = "unknown-fact", NotUnderstood AnyValue;
    /// A type is none that the reference uses.
    UnknownType = "unknown-type", NotUnderstood AnyValue;
    /// A request example has an option that the reader does not know.
    UnknownOption = "unknown-option", Warning;
    /// A default does not fit the type that the page states.
    BadDefault = "bad-default", NotUnderstood Dropped;
    /// A placeholder of the path is not documented, or not required.
    PathParameter = "path-parameter", NotUnderstood AnyValue;
    /// Two parameters of one endpoint share name and place.
    DuplicateParameter = "duplicate-parameter", NotUnderstood Dropped;
    /// A status bullet is not of the known form.
    BadStatus = "bad-status", NotUnderstood AnyReply;
    /// A code example lacks a part or has one that is not of the known form.
    BadExample = "bad-example", NotUnderstood SkippedExample;
    /// A request example contradicts the request line.
    ExampleMismatch = "example-mismatch", NotUnderstood SkippedExample;
    /// A line of a response schema is not of the known form.
    BadSchema = "bad-schema", NotUnderstood AnyValue;
    /// Bullets stand below a value that has no parts.
    UnexpectedChildren = "unexpected-children", NotUnderstood AnyValue;
    /// A value that has parts is followed by none.
    MissingChildren = "missing-children", NotUnderstood AnyValue;
    /// An object states one field twice.
    DuplicateField = "duplicate-field", NotUnderstood AnyValue;
    /// A union states one variant twice.
    DuplicateVariant = "duplicate-variant", NotUnderstood Dropped;
    /// A reference to another schema leads nowhere.
    DanglingReference = "dangling-reference", NotUnderstood AnyReply;
    /// A reference to another schema leads to one that was not understood.
    UnreadReference = "unread-reference", NotUnderstood AnyReply;
    /// The words and the target of a reference to another schema disagree.
    ReferenceMismatch = "reference-mismatch", Warning;
    /// One method and path is documented twice.
    DuplicateEndpoint = "duplicate-endpoint", NotUnderstood NoEndpoint;
    /// Bullets are nested deeper than is read.
    TooDeep = "too-deep", NotUnderstood AnyValue;
    /// The page lost the nesting of body parameters.
    LostNesting = "lost-nesting", Warning;
    /// A title refers to an object that this schema has not printed.
    UnknownTitle = "unknown-title", Warning;
    /// A title, or a link to another schema, stands for several.
    AmbiguousReference = "ambiguous-reference", Warning;
    /// A schema goes deeper than the page prints.
    DepthCut = "depth-cut", Warning;
    /// The page does not say what an array holds.
    NoItems = "no-items", Warning;
    /// A control character, or one that changes the direction of text.
    ControlCharacter = "control-character", Warning;
    /// The pages name different API versions.
    MixedVersions = "mixed-versions", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
