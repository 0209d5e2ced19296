//! A change in wire terms, as the comparers find it: before Rust items, lines and causes are known.

use serde::Serialize;

use super::rules::RuleId;
use super::surface::ItemKey;
use super::verdict::{Direction, Rust, Wire};
use crate::model::Location;
use crate::source::PageId;

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that it falls under.
    pub rule: RuleId,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means for code beyond the items that it changes, such as `Behavioural` for another default. The verdict of a
    /// change is the worst of this and of its items.
    pub rust: Rust,
    /// Which way the value travels.
    pub direction: Direction,
    /// What has changed.
    pub subject: Subject,
    /// The structural facts that tell this change from another of the same rule and subject: names, types and values, never
    /// prose. Fingerprints are made of them, and equal changes of several endpoints are known by them.
    pub facts: Vec<String>,
    /// What has changed in the field's words, in one sentence without an endpoint's name:
    /// "`visibility` takes `secret` no more".
    pub message: String,
    /// What to do, if it is more than the rule's own advice.
    pub advice: Option<String>,
    /// How sure it is that old and new are the same thing, in percent; `None` where there is no doubt.
    pub confidence: Option<u8>,
    /// The endpoints that it is seen at.
    pub reach: Vec<Reach>,
    /// Where the old pages say it.
    pub old: Option<Spot>,
    /// Where the new pages say it.
    pub new: Option<Spot>,
    /// The items of the crate that it is about.
    pub items: Vec<Touch>,
}

/// An endpoint on both sides: indices into `Api::endpoints`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reach {
    /// Of the old reference.
    pub old: Option<usize>,
    /// Of the new one.
    pub new: Option<usize>,
}

/// An item of the crate on both sides; the keys are the same unless the change renames it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Touch {
    /// Of the old crate.
    pub old: Option<ItemKey>,
    /// Of the new one.
    pub new: Option<ItemKey>,
}

impl Touch {
    /// An item that has the same key on both sides.
    pub fn both(key: ItemKey) -> Self {
        Self { old: Some(key.clone()), new: Some(key) }
    }
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Subject {
    /// The kind of thing.
    pub kind: SubjectKind,
    /// Its name: `GET /orgs/{org}/packages`, `visibility`, `Package`, `packages/packages`.
    pub name: String,
    /// The place inside it: `query` for a parameter, `repository.license.url` for a schema; empty for the whole.
    pub path: String,
}

/// The kinds of things that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// The reference as a whole.
    Reference,
    /// A page.
    Page,
    /// An endpoint, named by method and path.
    Endpoint,
    /// A parameter of path, query or headers, named as on the wire.
    Parameter,
    /// A member of a body, named as on the wire; its path has the members around it.
    Body,
    /// A reply as a whole, named by method and path; its path is the status. An error status, which is the same at every
    /// endpoint, is named by its number.
    Response,
    /// An object of replies, named by title or Rust type; its path is the field.
    Schema,
}

/// A place in the pages of one side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A page's first line.
    Page(PageId),
    /// An endpoint's heading.
    Endpoint(usize),
    /// A parameter's bullet, by the names of the parameters around it and its own.
    Parameter(usize, Location, Vec<String>),
    /// A status's bullet.
    Status(usize, u16),
    /// A line of a response schema.
    Field(usize, u16, Vec<Step>),
}

/// One step down a response schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To a field.
    Field(String),
    /// To the items of an array; they stand on the array's own line.
    Items,
    /// To a variant, by its index.
    Variant(usize),
    /// To the values of a map; they stand on the object's own line.
    Values,
}
