//! Names of public items, the same in both crates as long as nobody renames them.

use std::fmt;

/// A public item of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKey {
    /// A request type with the method that makes it: `orgs::packages::List`.
    Call(String),
    /// A type: `types::Package`, or an enum of outcomes: `actions::DownloadOutcome`.
    Type(String),
    /// An argument of a constructor: of a request, or of an object that is sent.
    Argument(String, String),
    /// A setter of a request, or of an object that is sent.
    Setter(String, String),
    /// What a request gives.
    Output(String),
    /// A field of a struct.
    Field(String, String),
    /// A variant of an enum.
    Variant(String, String),
}

impl ItemKey {
    /// The path of the type that the item belongs to, or that it is.
    pub fn owner(&self) -> &str {
        match self {
            Self::Call(owner)
            | Self::Type(owner)
            | Self::Argument(owner, _)
            | Self::Setter(owner, _)
            | Self::Output(owner)
            | Self::Field(owner, _)
            | Self::Variant(owner, _) => owner,
        }
    }

    /// The key of a type of `types`, by its Rust name.
    pub fn named(name: &str) -> Self {
        Self::Type(format!("types::{name}"))
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(owner) | Self::Type(owner) => f.write_str(owner),
            Self::Argument(owner, name) => write!(f, "{owner}::new({name})"),
            Self::Setter(owner, name) => write!(f, "{owner}::{name}()"),
            Self::Output(owner) => write!(f, "{owner} reply"),
            Self::Field(owner, name) => write!(f, "{owner}.{name}"),
            Self::Variant(owner, name) => write!(f, "{owner}::{name}"),
        }
    }
}
