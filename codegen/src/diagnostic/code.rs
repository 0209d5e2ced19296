//! The stable codes of diagnostics, one row each.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident;)+) => {
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
        }
    };
}

codes! {
    /// A page has no title.
    NoTitle = "no-title", Error;
    /// A page has no endpoint; an error where no page has one.
    NoEndpoints = "no-endpoints", Warning;
    /// A line is neither read nor known to be skipped.
    UnreadLine = "unread-line", Error;
    /// A heading is none that a reference page has at this place.
    UnknownHeading = "unknown-heading", Error;
    /// A section stands where it cannot belong to an endpoint.
    MisplacedSection = "misplaced-section", Error;
    /// A section occurs twice in one endpoint.
    DuplicateSection = "duplicate-section", Error;
    /// An endpoint lacks a section that endpoints of the reference have.
    MissingSection = "missing-section", Warning;
    /// A request line has no heading before it, or a heading no request line after it.
    HeadingWithoutRequest = "heading-without-request", Error;
    /// A request line is not `VERB /path`.
    BadRequestLine = "bad-request-line", Error;
    /// A code fence is never closed.
    UnclosedFence = "unclosed-fence", Error;
    /// The note about headers and API version is not of the known form.
    BadNote = "bad-note", Error;
    /// A parameter bullet is not of the known form.
    BadParameter = "bad-parameter", Error;
    /// A type is none that the reference uses.
    UnknownType = "unknown-type", Error;
    /// A request example has an option that the reader does not know.
    UnknownOption = "unknown-option", Warning;
    /// A default does not fit the type that the page states.
    BadDefault = "bad-default", Error;
    /// A placeholder of the path is not documented, or not required.
    PathParameter = "path-parameter", Error;
    /// Two parameters of one endpoint share name and place.
    DuplicateParameter = "duplicate-parameter", Error;
    /// A status bullet is not of the known form.
    BadStatus = "bad-status", Error;
    /// A code example lacks a part or has one that is not of the known form.
    BadExample = "bad-example", Error;
    /// A request example contradicts the request line.
    ExampleMismatch = "example-mismatch", Error;
    /// A line of a response schema is not of the known form.
    BadSchema = "bad-schema", Error;
    /// Bullets stand below a value that has no parts.
    UnexpectedChildren = "unexpected-children", Error;
    /// A value that has parts is followed by none.
    MissingChildren = "missing-children", Error;
    /// An object states one field twice.
    DuplicateField = "duplicate-field", Error;
    /// A union states one variant twice.
    DuplicateVariant = "duplicate-variant", Error;
    /// A reference to another schema leads nowhere.
    DanglingReference = "dangling-reference", Error;
    /// The words and the target of a reference to another schema disagree.
    ReferenceMismatch = "reference-mismatch", Warning;
    /// One method and path is documented twice.
    DuplicateEndpoint = "duplicate-endpoint", Error;
    /// Bullets are nested deeper than is read.
    TooDeep = "too-deep", Error;
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
