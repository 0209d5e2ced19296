//! Values that are received.

use std::collections::{BTreeSet, HashMap};

use docwright::diagnostic::Code;
use serde_json::{Value, json};

use super::super::description::{Additional, Array, Leaf, Nullable, Object, Schema, Simple, Union};
use super::super::render::{Form, ends_in_colon};

/// Depth of fields whose objects are not opened; the root's fields are at 1.
pub(crate) const CUT_DEPTH: usize = 4;

/// One response's schema as its page shows it.
pub(super) struct Schemas {
    form: Form,
    /// Titled objects by title, as they were printed first.
    printed: HashMap<String, Value>,
    pub(super) warnings: BTreeSet<Code>,
}

impl Schemas {
    pub(super) fn new(form: Form) -> Self {
        Self { form, printed: HashMap::new(), warnings: BTreeSet::new() }
    }

    /// Returns the node of a root, of whose title nothing is printed.
    pub(super) fn root(&mut self, schema: &Schema) -> Value {
        self.line(schema);
        self.schema(schema, 0)
    }

    /// Notes what is said about the line of a root or a field.
    fn line(&mut self, schema: &Schema) {
        if let Schema::Leaf(leaf) = schema
            && ends_in_colon(leaf, self.form)
        {
            self.warnings.insert(Code::MissingChildren);
        }
    }

    fn schema(&mut self, schema: &Schema, depth: usize) -> Value {
        match schema {
            Schema::Leaf(leaf) => self.leaf(leaf, depth),
            Schema::Object(object) if depth >= CUT_DEPTH => self.leaf(&object.unopened(), depth),
            Schema::Object(object) => self.object(object, depth),
            Schema::Array(array) => self.array(array, depth),
            Schema::Union(union) => self.union(union, depth),
        }
    }

    fn object(&mut self, object: &Object, depth: usize) -> Value {
        if let (true, Some(title)) = (self.form.see_above, &object.title)
            && let Some(printed) = self.printed.get(title)
        {
            return printed.clone();
        }
        let fields = object.fields.iter().map(|field| {
            self.line(&field.value);
            let mut node = self.schema(&field.value, depth + 1);
            node["name"] = json!(field.name);
            node["required"] = json!(field.required);
            node
        });
        let fields: Vec<Value> = fields.collect();
        let mut node = json!({ "kind": "object", "nullable": object.nullable, "fields": fields });
        if let Some(title) = &object.title {
            node["title"] = json!(title);
            self.printed.insert(title.clone(), node.clone());
        }
        if object.read_only {
            node["read_only"] = json!(true);
        }
        self.additional(&mut node, &object.additional, depth);
        node
    }

    fn array(&mut self, array: &Array, depth: usize) -> Value {
        let items = self.schema(&array.items, depth);
        let mut node = json!({ "kind": "array", "nullable": array.nullable, "items": items });
        for (limit, bound) in &array.limits {
            node[limit.word()] = bound.clone();
        }
        node
    }

    fn union(&mut self, union: &Union, depth: usize) -> Value {
        let mut variants: Vec<Value> =
            union.variants.iter().map(|variant| self.variant(variant, depth)).collect();
        let mut node = match variants.len() {
            // "Any of null and X" is X that may be null.
            1 => variants.remove(0),
            _ => json!({ "kind": union.how, "nullable": false, "variants": variants }),
        };
        if union.nullable {
            node["nullable"] = json!(true);
        }
        if let Some(title) = &union.title {
            node["title"] = json!(title);
        }
        node
    }

    /// A titled object keeps its title where it is not opened.
    fn variant(&mut self, variant: &Schema, depth: usize) -> Value {
        let mut node = self.schema(variant, depth);
        if let (true, Schema::Object(Object { title: Some(title), .. })) = (depth >= CUT_DEPTH, variant) {
            node["title"] = json!(title);
        }
        node
    }

    fn leaf(&mut self, leaf: &Leaf, depth: usize) -> Value {
        let mut kinds: Vec<Value> =
            leaf.types.iter().map(|simple| self.simple(*simple, leaf, depth)).collect();
        let mut node = match kinds.len() {
            0 => json!({ "kind": "string" }),
            1 => kinds.remove(0),
            _ => json!({ "kind": "any of", "variants": kinds }),
        };
        node["nullable"] = json!(leaf.nullable != Nullable::No);
        for (key, said) in [
            ("deprecated", leaf.deprecated),
            ("read_only", leaf.read_only),
            ("unique_items", leaf.unique_items),
        ] {
            if said {
                node[key] = json!(true);
            }
        }
        if !leaf.values.is_empty() {
            node["enum"] = json!(leaf.values);
        }
        for (key, stated) in [("format", &leaf.format), ("pattern", &leaf.pattern)] {
            if let Some(stated) = stated {
                node[key] = json!(stated);
            }
        }
        if let Some(default) = &leaf.default {
            node["default"] = default.clone();
        }
        for (limit, bound) in &leaf.limits {
            node[limit.word()] = bound.clone();
        }
        self.additional(&mut node, &leaf.additional, depth);
        node
    }

    fn simple(&mut self, simple: Simple, leaf: &Leaf, depth: usize) -> Value {
        let opens = match leaf.additional {
            Additional::Unstated => false,
            Additional::Allowed => true,
            Additional::Typed(_) => depth < CUT_DEPTH,
        };
        match simple {
            Simple::Object if opens => json!({ "kind": "object", "nullable": false, "fields": [] }),
            Simple::Object if depth >= CUT_DEPTH => {
                self.warnings.insert(Code::DepthCut);
                json!({ "kind": "opaque", "nullable": false, "reason": "depth-cut" })
            }
            Simple::Object => json!({ "kind": "opaque", "nullable": false, "reason": "no-fields" }),
            Simple::Array => {
                self.warnings.insert(Code::NoItems);
                json!({ "kind": "array", "nullable": false, "items": null })
            }
            plain => json!({ "kind": plain.word(), "nullable": false }),
        }
    }

    fn additional(&mut self, node: &mut Value, additional: &Additional, depth: usize) {
        match additional {
            Additional::Unstated => {}
            Additional::Allowed => node["additional"] = json!(true),
            Additional::Typed(value) => node["additional"] = self.leaf(value, depth + 1),
        }
    }
}
