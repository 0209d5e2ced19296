//! Which structure an object belongs to: mostly its shape says so.

use std::collections::HashMap;

use super::super::shapes::{Shape, Shapes};
use crate::model::{SchemaId, Schemas, ShapeId};

/// The structures of objects, by number.
#[derive(Debug, Default)]
pub(super) struct Homes {
    shapes: HashMap<Shape, usize>,
    /// Objects of a shape whose title is that of another structure.
    titles: HashMap<(Shape, String), usize>,
    /// Objects as they are printed, titles and remarks aside.
    prints: HashMap<ShapeId, usize>,
}

impl Homes {
    /// The structure of an object whose shape is known.
    pub(super) fn of(&self, schemas: &Schemas, known: &Shapes, id: SchemaId) -> Option<usize> {
        let shape = known.of_object(id)?;
        let title = schemas.get(id).title.as_ref().filter(|_| !self.titles.is_empty());
        let by_title = title.and_then(|title| self.titles.get(&(shape, title.clone())));
        by_title.or_else(|| self.shapes.get(&shape)).copied()
    }

    /// Whether there is a structure for a shape.
    pub(super) fn has(&self, shape: Shape) -> bool {
        self.shapes.contains_key(&shape)
    }

    /// The structure of the first object that is printed as another one.
    pub(super) fn of_print(&self, schemas: &Schemas, id: SchemaId) -> Option<usize> {
        self.prints.get(&schemas.shape(id)).copied()
    }

    /// Puts an object with a title into a structure.
    pub(super) fn put(&mut self, schemas: &Schemas, shape: Shape, id: SchemaId, at: usize) {
        self.prints.entry(schemas.shape(id)).or_insert(at);
        let first = *self.shapes.entry(shape).or_insert(at);
        if let (Some(title), true) = (&schemas.get(id).title, first != at) {
            self.titles.insert((shape, title.clone()), at);
        }
    }

    /// Puts objects of a shape into a structure, unless they are in one.
    pub(super) fn put_shape(&mut self, shape: Shape, at: usize) {
        self.shapes.entry(shape).or_insert(at);
    }

    /// Moves all that is in one structure to another one.
    pub(super) fn join(&mut self, from: usize, to: usize) {
        let all = self.shapes.values_mut().chain(self.titles.values_mut());
        for at in all.filter(|at| **at == from) {
            *at = to;
        }
    }
}
