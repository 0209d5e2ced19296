//! Objects that several responses shared, and of which some responses now have one of their own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::change::{ChangeKind, ValueOf};
use super::drafts::{Draft, DraftId};
use super::reach::{Part, Root};
use super::walk::{Node, Walk};
use crate::diff::finding::{Subject, SubjectKind, Touch};
use crate::diff::listing::code;
use crate::diff::verdict::Rust;
use crate::model::{SchemaId, ShapeId, TELLING_FIELDS};

/// Finds objects that have more fields than before in the smaller part of the responses that shared them, and notes that
/// the objects were split in place of their fields.
pub(super) fn split(walk: &mut Walk<'_>, roots: &[Root]) {
    let mut groups: BTreeMap<Vec<DraftId>, BTreeSet<ShapeId>> = BTreeMap::new();
    for node in &walk.nodes {
        let Some(object) = node.object else { continue };
        let own: Vec<DraftId> = own(node).into_iter().collect();
        let telling = walk.old.get(object).fields().len() >= TELLING_FIELDS;
        if telling && !own.is_empty() && own.iter().all(|id| is_added(walk, *id)) {
            groups.entry(own).or_default().insert(walk.old.shape(object));
        }
    }
    for (drafts, shapes) in groups {
        let alone = walk.nodes.iter().map(own).all(|own| {
            let common = drafts.iter().filter(|id| own.contains(id)).count();
            common == 0 || (common == drafts.len() && own.len() == common)
        });
        let responses = roots.iter().filter(|root| matches!(root.part, Part::Response(..)));
        let (changed, others): (Vec<&Root>, Vec<&Root>) =
            responses.partition(|root| drafts.iter().any(|id| walk.nodes[root.node].all.contains(id)));
        if !alone || changed.is_empty() || others.len() < changed.len() {
            continue;
        }
        let mut look = Look { walk, shapes, nodes: HashMap::new(), schemas: HashMap::new() };
        let same = others.iter().filter(|root| look.node(root.node)).count();
        if same >= changed.len() {
            replace(walk, &drafts);
        }
    }
}

fn own(node: &Node) -> BTreeSet<DraftId> {
    node.own.iter().map(|(id, _)| *id).collect()
}

fn is_added(walk: &Walk<'_>, id: DraftId) -> bool {
    let is_added = |kind| matches!(kind, ChangeKind::Added { .. });
    walk.drafts.get(id).is_some_and(|draft| is_added(draft.kind) && draft.of == ValueOf::Response)
}

/// Replaces the drafts about an object's fields by one about the object.
fn replace(walk: &mut Walk<'_>, drafts: &[DraftId]) {
    let fields: Vec<Draft> = drafts.iter().filter_map(|id| walk.drafts.get(*id)).cloned().collect();
    let Some(first) = fields.first() else { return };
    let name = first.subject.name.clone();
    let mut names: Vec<String> = fields.iter().filter_map(|draft| draft.facts.first()).cloned().collect();
    names.sort();
    let listed: Vec<String> = names.iter().map(|name| code(name)).collect();
    let message = format!("{} is an object of its own here, with {}", code(&name), listed.join(", "));
    // Where the object has a type of its own, what holds it is of another type.
    let is_split = |node: &Node| node.types.is_some() && node.own.iter().any(|(id, _)| drafts.contains(id));
    let types = walk.nodes.iter().filter(|node| is_split(node)).filter_map(|node| node.types.clone());
    let holders = walk.nodes.iter().flat_map(|node| &node.children);
    let holders =
        holders.filter(|child| is_split(&walk.nodes[child.node])).filter_map(|child| child.touch.clone());
    let items: BTreeSet<Touch> =
        fields.iter().flat_map(|draft| draft.items.iter().cloned()).chain(types).chain(holders).collect();
    let id = walk.drafts.add(Draft {
        kind: ChangeKind::Split,
        rust: Rust::None,
        subject: Subject { kind: SubjectKind::Schema, name, path: String::new() },
        facts: names,
        message,
        advice: None,
        items,
        value: None,
        ..first.clone()
    });
    for node in &mut walk.nodes {
        if !node.all.iter().any(|known| drafts.contains(known)) {
            continue;
        }
        node.all.retain(|known| !drafts.contains(known));
        node.all.insert(id);
        if let Some((_, ways)) = node.own.iter().find(|(known, _)| drafts.contains(known)).cloned() {
            node.own.retain(|(known, _)| !drafts.contains(known));
            node.own.push((id, ways));
        }
    }
}

/// Looks for objects of some structure that are the same in both references.
struct Look<'w, 'a> {
    walk: &'w Walk<'a>,
    shapes: BTreeSet<ShapeId>,
    nodes: HashMap<usize, bool>,
    schemas: HashMap<SchemaId, bool>,
}

impl Look<'_, '_> {
    fn node(&mut self, at: usize) -> bool {
        if let Some(known) = self.nodes.get(&at) {
            return *known;
        }
        let node = &self.walk.nodes[at];
        let itself = node.own.is_empty()
            && node.object.is_some_and(|object| self.shapes.contains(&self.walk.old.shape(object)));
        let found = itself
            || node.same.iter().any(|id| self.schema(*id))
            || node.children.iter().any(|child| self.node(child.node));
        self.nodes.insert(at, found);
        found
    }

    fn schema(&mut self, id: SchemaId) -> bool {
        if let Some(known) = self.schemas.get(&id) {
            return *known;
        }
        let old = &self.walk.old;
        let found = self.shapes.contains(&old.shape(id))
            || old.get(id).parts().into_iter().any(|part| self.schema(part));
        self.schemas.insert(id, found);
        found
    }
}
