//! Where a comparison is: what a report calls the place, the items that both crates have for it, and the way there.

use std::rc::Rc;

use super::change::ValueOf;
use crate::diff::finding::{Step, Subject, SubjectKind, Touch};
use crate::diff::listing::code;
use crate::diff::rust_side::Item;
use crate::diff::surface::ItemKey;
use crate::rust::Type;

/// The nearest thing with a name: a type of the crate, an object with a title, a response, a kind of parameters, a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Owner {
    pub(super) kind: SubjectKind,
    /// Its name; where parameters are sent; empty for a body.
    pub(super) name: String,
    /// Path from it to this object; not empty where objects within have no names of their own.
    pub(super) path: String,
    /// Whether the page of either side has lost members, so that nothing counts as added or removed.
    pub(super) partial: (bool, bool),
}

impl Owner {
    pub(super) fn new(kind: SubjectKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), path: String::new(), partial: (false, false) }
    }

    /// Returns the owner of what is in an object of responses that has a name.
    pub(super) fn schema(name: impl Into<String>) -> Rc<Self> {
        Rc::new(Self::new(SubjectKind::Schema, name))
    }
}

/// A place.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) owner: Rc<Owner>,
    /// Path from the owner to here.
    pub(super) path: String,
    /// The name of the parameter, member or field that leads here; empty for a whole response.
    pub(super) name: String,
    /// The items that both crates have for it.
    pub(super) old: Item<'a>,
    pub(super) new: Item<'a>,
    /// The way from the object, the response or the parameters that hold it.
    pub(super) old_steps: Vec<Step>,
    pub(super) new_steps: Vec<Step>,
    /// Whether it is an item of an array.
    pub(super) is_item: bool,
}

impl<'a> Place<'a> {
    /// Returns the place of a member of an object.
    pub(super) fn member(owner: &Rc<Owner>, name: &str, old: Item<'a>, new: Item<'a>) -> Self {
        let path = if owner.path.is_empty() { name.to_owned() } else { format!("{}.{name}", owner.path) };
        Self {
            owner: Rc::clone(owner),
            path,
            name: name.to_owned(),
            old,
            new,
            old_steps: Vec::new(),
            new_steps: Vec::new(),
            is_item: false,
        }
    }

    pub(super) fn value_of(&self) -> ValueOf {
        ValueOf::new(self.owner.kind)
    }

    pub(super) fn is_sent(&self) -> bool {
        self.value_of().is_sent()
    }

    /// Returns what a report calls the place. What is sent is known by its name, and what is around it.
    pub(super) fn subject(&self) -> Subject {
        let Owner { kind, name, path, .. } = &*self.owner;
        if !self.is_sent() {
            return Subject { kind: *kind, name: name.clone(), path: self.path.clone() };
        }
        let around = self.path.strip_suffix(&self.name).unwrap_or(path).trim_end_matches('.');
        let around = if name.is_empty() || around.is_empty() {
            format!("{name}{around}")
        } else {
            format!("{name}.{around}")
        };
        Subject { kind: *kind, name: self.name.clone(), path: around }
    }

    /// Returns the place of an array's items, or of a map's values, by the step that leads there.
    pub(super) fn inside(&self, step: &Step, old: Option<&'a Type>, new: Option<&'a Type>) -> Self {
        let mut inside = Self {
            old: self.old.of_type(old),
            new: self.new.of_type(new),
            is_item: *step == Step::Items,
            ..self.clone()
        };
        if self.is_sent() {
            // The bullet of an array has the members of its items; that of a map has a bullet for its values.
            if *step == Step::Values {
                return inside.below("key");
            }
            return inside;
        }
        inside.path.push_str(if *step == Step::Values { "{}" } else { "[]" });
        inside.old_steps.push(step.clone());
        inside.new_steps.push(step.clone());
        inside
    }

    /// Returns the place of a bullet below that of what is sent.
    pub(super) fn below(mut self, name: &str) -> Self {
        self.path = format!("{}.{name}", self.path);
        name.clone_into(&mut self.name);
        self.old_steps.push(Step::Field(name.to_owned()));
        self.new_steps.push(Step::Field(name.to_owned()));
        self
    }

    /// Returns the same place without its items.
    pub(super) fn without_items(&self) -> Self {
        let bare = |item: &Item<'a>| Item { key: None, ty: item.ty };
        Self { old: bare(&self.old), new: bare(&self.new), ..self.clone() }
    }

    /// Returns its items, unless there is none on both sides.
    pub(super) fn touch(&self) -> Option<Touch> {
        touch(self.old.key.clone(), self.new.key.clone())
    }

    /// Returns what a sentence calls it.
    pub(super) fn words(&self) -> String {
        match self.owner.kind {
            SubjectKind::Response if !self.path.contains(['.', '[', '{']) => "the response".to_owned(),
            SubjectKind::Response => {
                let path = self.path.trim_start_matches(|c: char| c.is_ascii_digit());
                path.strip_prefix('.').map_or_else(|| "an item of the response".to_owned(), code)
            }
            SubjectKind::Parameter => code(&self.name),
            _ if self.path.is_empty() => code(&self.owner.name),
            _ => code(&self.path),
        }
    }
}

/// Returns an item of either side, unless there is none on both.
pub(super) fn touch(old: Option<ItemKey>, new: Option<ItemKey>) -> Option<Touch> {
    (old.is_some() || new.is_some()).then_some(Touch { old, new })
}
