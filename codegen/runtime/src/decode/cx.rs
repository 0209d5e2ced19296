//! What is carried along while a reply is read.

use std::borrow::Cow;

use serde_core::de::Unexpected;

use super::drift::{DriftKind, Drifts, Strictness};
use super::fault::Fault;
use super::field::Field;
use super::on_null::OnNull;
use super::path::{self, Segment};

/// What there is in place of a missing member.
const MISSING: &str = "nothing (the member is missing)";

/// How deep replies mostly are.
const USUAL_DEPTH: usize = 16;

/// State of the reading where an optional value starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    drifts: usize,
    is_faulty: bool,
}

/// Text that names the variant of a union and is a member of the same object.
#[derive(Debug)]
struct Tag {
    /// Length of the path to the union.
    depth: usize,
    /// Member that holds the union.
    union: &'static str,
    text: String,
}

/// What is carried along while a reply is read: the place, the drift so far, and the first fault of the current item.
///
/// A departure never aborts the reading, as the rest of the reply is wanted: it is noted here, and the value becomes
/// its zero. Items and optional values are boundaries: each takes the fault that occurred in it.
#[derive(Debug)]
pub struct Cx {
    path: Vec<Segment>,
    /// The names of the map members in the path.
    keys: Vec<String>,
    /// The tags of the objects in the path.
    tags: Vec<Tag>,
    strictness: Strictness,
    drifts: Drifts,
    fault: Option<Fault>,
}

impl Cx {
    pub(crate) fn new(strictness: Strictness) -> Self {
        let path = Vec::with_capacity(USUAL_DEPTH);
        let (keys, tags) = (Vec::new(), Vec::new());
        Self { path, keys, tags, strictness, drifts: Drifts::default(), fault: None }
    }

    /// Goes down to the member of a record.
    #[inline]
    pub(crate) fn enter_field(&mut self, field: &'static Field) {
        self.path.push(Segment::Field(field));
    }

    /// Goes down to an element, where a null means what the element's type says.
    #[inline]
    pub(crate) fn enter_index(&mut self, index: usize, null: OnNull) {
        self.path.push(Segment::Index(index, null));
    }

    /// Goes down to the member of a map; [`Cx::leave_key`] gives the name back.
    pub(crate) fn enter_key(&mut self, key: String, null: OnNull) {
        self.path.push(Segment::Key(null));
        self.keys.push(key);
    }

    /// Goes back up.
    #[inline]
    pub(crate) fn leave(&mut self) {
        self.path.pop();
    }

    /// Goes back up from the member of a map.
    pub(crate) fn leave_key(&mut self) -> String {
        self.path.pop();
        self.keys.pop().unwrap_or_default()
    }

    /// Notes that there is a null here, where the type has no value for it but its zero. That must not stand in for it if
    /// it would be a lie (dates, objects).
    #[cold]
    #[inline(never)]
    pub(crate) fn found_null(&mut self, expected: impl Into<Cow<'static, str>>, zero_stands_in: bool) {
        match self.path.last().map_or(OnNull::Fault, Segment::on_null) {
            OnNull::Allowed => {}
            OnNull::Drift if zero_stands_in => self.drift(DriftKind::Null, expected),
            OnNull::Drift | OnNull::Fault => self.fault(expected, "null"),
        }
    }

    /// Notes that a required member of the record that is being read is not there.
    #[cold]
    #[inline(never)]
    pub(crate) fn found_missing(&mut self, field: &'static Field) {
        self.enter_field(field);
        if field.cannot_be_missing() {
            self.fault("a value", MISSING);
        } else {
            self.found_nothing();
        }
        self.leave();
    }

    /// Notes that a value that is required here is missing.
    pub(crate) fn found_nothing(&mut self) {
        self.drift(DriftKind::Missing, "a value");
    }

    fn drift(&mut self, kind: DriftKind, expected: impl Into<Cow<'static, str>>) {
        match self.strictness {
            Strictness::Lenient => self.drifts.push(kind, None, || path::render(&self.path, &self.keys)),
            Strictness::Strict => {
                self.fault(expected, if kind == DriftKind::Null { "null" } else { MISSING });
            }
        }
    }

    /// Notes that the value here is of a type that cannot be used.
    #[cold]
    #[inline(never)]
    pub(crate) fn found_unexpected(&mut self, expected: &'static str, got: Unexpected<'_>) {
        self.fault(expected, &describe(got));
    }

    /// Notes that the value here cannot be used. Only the first fault of an item is kept.
    pub(crate) fn fault(&mut self, expected: impl Into<Cow<'static, str>>, got: &str) {
        if self.fault.is_none() {
            self.fault = Some(self.fault_here(expected, got.to_owned()));
        }
    }

    /// A fault at the place where the reader is, whether or not there was one before.
    pub(crate) fn fault_here(&self, expected: impl Into<Cow<'static, str>>, got: String) -> Fault {
        Fault { path: path::render(&self.path, &self.keys), expected: expected.into(), got }
    }

    /// Starts an optional value.
    #[inline]
    pub(crate) fn mark(&self) -> Mark {
        Mark { drifts: self.drifts.total(), is_faulty: self.has_fault() }
    }

    #[inline]
    pub(crate) fn has_fault(&self) -> bool {
        self.fault.is_some()
    }

    /// Makes drift of the fault that occurred since the mark, if the value here is a member that may be absent or null.
    /// The drift within that value goes, as the value does.
    #[cold]
    #[inline(never)]
    pub(crate) fn leaves_out(&mut self, mark: Mark) -> bool {
        let is_optional =
            matches!(self.path.last(), Some(Segment::Field(field)) if field.may_be_absent_or_null());
        if mark.is_faulty || !is_optional || self.strictness == Strictness::Strict {
            return false;
        }
        self.drifts.truncate(mark.drifts);
        let fault = self.fault.take();
        self.drifts.push(DriftKind::Unreadable, fault, || path::render(&self.path, &self.keys));
        true
    }

    /// Adds the text that names the variant of the union in a member of the object that is being read.
    pub(crate) fn push_tag(&mut self, union: &'static str, text: String) {
        self.tags.push(Tag { depth: self.path.len() + 1, union, text });
    }

    /// How many tags there are.
    pub(crate) fn count_tags(&self) -> usize {
        self.tags.len()
    }

    /// Removes the tags of the object that has just been read.
    pub(crate) fn truncate_tags(&mut self, count: usize) {
        self.tags.truncate(count);
    }

    /// The text that names the variant of the union here.
    pub(crate) fn tag(&self) -> Option<&str> {
        let Some(Segment::Field(field)) = self.path.last() else { return None };
        let here = |tag: &&Tag| tag.depth == self.path.len() && tag.union == field.name();
        self.tags.iter().rev().find(here).map(|tag| tag.text.as_str())
    }

    /// The fault of the item that has just been read, so that the next one begins without.
    pub(crate) fn take_fault(&mut self) -> Option<Fault> {
        self.fault.take()
    }

    /// All drift of the reply.
    pub(crate) fn into_drifts(self) -> Drifts {
        self.drifts
    }
}

/// A value in words. Numbers are shown, texts are not: they may be anybody's secret.
pub(crate) fn describe(got: Unexpected<'_>) -> String {
    match got {
        Unexpected::Bool(_) => "a boolean".to_owned(),
        Unexpected::Unsigned(number) => format!("the integer {number}"),
        Unexpected::Signed(number) => format!("the integer {number}"),
        Unexpected::Float(number) => format!("the number {number:?}"),
        Unexpected::Str(_) => "a string".to_owned(),
        Unexpected::Seq => "an array".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        Unexpected::Other(words) => words.to_owned(),
        _ => "something that is not JSON".to_owned(),
    }
}
