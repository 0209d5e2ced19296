//! What the entries of `quirks.toml` say, checked.

use serde_json::Value;

use super::{Day, QuirkError};
use crate::model::{ArrayStyle, Location};

/// An entry with what all of them have.
#[derive(Clone, Debug)]
pub(super) struct Entry<T> {
    /// What it is about, in words that tell it from others.
    pub(super) about: String,
    /// The line of the file at which it begins, from 1.
    pub(super) line: usize,
    /// The versions that it is for; `None` for all.
    pub(super) versions: Option<Vec<String>>,
    /// The last day on which it holds.
    pub(super) until: Option<Day>,
    /// What it says.
    pub(super) says: T,
}

impl<T> Entry<T> {
    /// An error about the entry; the rest of the sentence begins with a verb.
    pub(super) fn error(&self, rest: &str) -> QuirkError {
        QuirkError { message: format!("the quirk about {} (line {}) {rest}", self.about, self.line) }
    }
}

/// A field of an object of replies.
#[derive(Clone, Debug)]
pub(super) struct FieldQuirk {
    pub(super) object: ObjectPlace,
    /// The field's key, with those of untitled objects on the way to it before it: `permissions.admin`.
    pub(super) field: String,
    pub(super) change: Change,
}

/// How an object is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ObjectPlace {
    /// By its title, wherever it stands.
    Titled(String),
    /// As what an endpoint replies, where that has no title.
    Reply { endpoint: String, status: Option<u16> },
}

/// A parameter, or a member of one.
#[derive(Clone, Debug)]
pub(super) struct ParameterQuirk {
    pub(super) endpoint: String,
    /// Its name, with those of the parameters that hold it before it: `config.url`.
    pub(super) parameter: String,
    /// Where the page has it, if it has several of the name.
    pub(super) place: Option<Location>,
    /// Where it is sent instead.
    pub(super) location: Option<Location>,
    pub(super) slashes: Option<bool>,
    /// How an array in the query is sent.
    pub(super) array: Option<ArrayStyle>,
    pub(super) change: Change,
}

/// What is said otherwise of a field or parameter.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    pub(super) name: Option<String>,
    /// The type in the pages' words.
    pub(super) words: Option<String>,
    pub(super) required: Option<bool>,
    pub(super) nullable: Option<bool>,
    pub(super) values: ValueChange,
    pub(super) default: Option<DefaultChange>,
    pub(super) remark: Option<String>,
}

impl Change {
    /// Whether it says nothing at all.
    pub(super) fn states_nothing(&self) -> bool {
        let Self { name, words, required, nullable, values, default, remark } = self;
        let texts = [name, words, remark].into_iter().all(Option::is_none);
        texts && required.is_none() && nullable.is_none() && values.is_empty() && default.is_none()
    }
}

/// What is said otherwise of the values of an enum.
#[derive(Clone, Debug, Default)]
pub(super) struct ValueChange {
    pub(super) add: Vec<String>,
    pub(super) remove: Vec<String>,
    /// What the page says, and what it should say.
    pub(super) respell: Vec<(String, String)>,
}

impl ValueChange {
    pub(super) fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty() && self.respell.is_empty()
    }
}

/// What is said otherwise of a default.
#[derive(Clone, Debug)]
pub(super) enum DefaultChange {
    /// It is this.
    Is(Value),
    /// There is none.
    None,
}

/// A status that an endpoint answers with.
#[derive(Clone, Debug)]
pub(super) struct ReplyQuirk {
    pub(super) endpoint: String,
    pub(super) status: u16,
    pub(super) change: ReplyChange,
}

/// What is said otherwise of a reply.
#[derive(Clone, Debug)]
pub(super) enum ReplyChange {
    /// The page leaves it out.
    Add { description: String, words: Option<String> },
    /// Servers do not send it.
    Remove,
    /// Servers send another status, or another thing.
    Correct { becomes: Option<u16>, words: Option<String> },
}

/// Lines that cannot be read.
#[derive(Clone, Debug)]
pub(super) struct LineQuirk {
    pub(super) page: String,
    /// The endpoint in whose section they stand, where the page has the same lines elsewhere.
    pub(super) endpoint: Option<String>,
    /// The lines, without what stands around them.
    pub(super) text: Vec<String>,
}
