//! Response schemas.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::super::description::{Additional, Array, Leaf, Limit, Nullable, Object, Schema, Simple, Union};
use super::super::expected::CUT_DEPTH;
use super::{Dialect, Form, Templates};

/// Writes a response's schema, without a line end.
pub(super) fn root(schema: &Schema, form: Form) -> String {
    let mut writer = Writer { form, out: String::new(), printed: HashSet::new() };
    match schema {
        Schema::Leaf(leaf) => {
            let line = writer.leaf(leaf);
            writer.out.push_str(&line);
        }
        Schema::Object(object) => {
            if let Additional::Allowed | Additional::Typed(_) = object.additional {
                writer.root_line(&format!("{}:", constraints(&object.unopened())), |writer, level| {
                    writer.fields(object, level, 0);
                });
            } else {
                writer.fields(object, 0, 0);
            }
        }
        Schema::Array(array) => writer.root_array(array),
        Schema::Union(union) => {
            writer.line(0, &format!("{}:", union.how));
            writer.variants(union, 1, 0);
        }
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

impl Object {
    /// Returns the line of an object whose fields are not printed: a title takes the place of every remark.
    pub(crate) fn unopened(&self) -> Leaf {
        let nullable = if self.nullable { Nullable::Last } else { Nullable::No };
        let plain = Leaf::of(vec![Simple::Object], nullable);
        Leaf { read_only: self.read_only, additional: self.additional.clone(), ..plain }
    }
}

struct Writer {
    form: Form,
    out: String,
    /// Titles of the objects that this schema has opened.
    printed: HashSet<String>,
}

impl Writer {
    /// Writes bullets below a root line: the raw dialect indents them and leaves out the empty line.
    fn root_line(&mut self, line: &str, below: impl FnOnce(&mut Self, usize)) {
        let (blank, level) = match self.form.dialect {
            Dialect::Remark => ("\n", 0),
            Dialect::Raw => ("", 1),
        };
        let _ = write!(self.out, "{line}\n{blank}");
        below(self, level);
    }

    fn root_array(&mut self, array: &Array) {
        let limits: Vec<String> =
            array.limits.iter().map(|(limit, bound)| format!("{}: {bound}", limit.word())).collect();
        let bounds = if limits.is_empty() { String::new() } else { format!(" ({})", limits.join(", ")) };
        match self.array_line(array, 0) {
            (line, None) => {
                let _ = write!(self.out, "Array{bounds} of {line}");
            }
            (line, Some(items)) => {
                self.root_line(&format!("Array{bounds} of {line}"), |writer, level| {
                    writer.opened(items, level, 0);
                });
            }
        }
    }

    /// Returns what follows "array of", and the items where they are opened.
    fn array_line<'s>(&mut self, array: &'s Array, depth: usize) -> (String, Option<&'s Schema>) {
        let null = if array.nullable { " or null" } else { "" };
        match &*array.items {
            Schema::Leaf(leaf) => (format!("{}{null}", constraints(leaf)), None),
            Schema::Object(_) if depth >= CUT_DEPTH => (format!("object{null}"), None),
            Schema::Object(object) => match &object.title {
                Some(title) if self.is_printed(title) => (format!("`{title}`{null} (see above)"), None),
                Some(title) => (format!("`{title}`{null}:"), Some(&array.items)),
                None => (format!("objects{null}:"), Some(&array.items)),
            },
            Schema::Union(union) => {
                let title = union.title.as_ref().map(|title| format!("`{title}` ")).unwrap_or_default();
                (format!("{title}objects: {}:", union.how), Some(&array.items))
            }
            Schema::Array(_) => panic!("pages do not open arrays of arrays: {array:?}"),
        }
    }

    /// Writes what is nested in a value.
    fn opened(&mut self, schema: &Schema, level: usize, depth: usize) {
        match schema {
            Schema::Object(object) => self.fields(object, level, depth),
            Schema::Union(union) => self.variants(union, level, depth),
            Schema::Leaf(_) | Schema::Array(_) => {}
        }
    }

    fn fields(&mut self, object: &Object, level: usize, depth: usize) {
        self.printed.extend(object.title.clone());
        for field in &object.fields {
            let required = if field.required { "required, " } else { "" };
            let before = format!("`{}`: {required}", field.name);
            self.value(&before, &field.value, level, depth + 1);
        }
    }

    fn value(&mut self, before: &str, schema: &Schema, level: usize, depth: usize) {
        let (line, opened) = match schema {
            Schema::Leaf(leaf) => (self.leaf(leaf), None),
            Schema::Object(object) if depth >= CUT_DEPTH => (constraints(&object.unopened()), None),
            Schema::Object(object) => match &object.title {
                Some(title) if self.is_printed(title) => (format!("`{title}` (see above)"), None),
                Some(title) => (format!("`{title}`:"), Some(schema)),
                None => (format!("{}:", constraints(&object.unopened())), Some(schema)),
            },
            Schema::Array(array) => {
                let (line, items) = self.array_line(array, depth);
                (format!("array of {line}"), items)
            }
            Schema::Union(union) => (format!("{}:", union.how), Some(schema)),
        };
        self.line(level, &format!("{before}{line}"));
        if let Some(opened) = opened {
            self.opened(opened, level + 1, depth);
        }
    }

    fn variants(&mut self, union: &Union, level: usize, depth: usize) {
        if union.nullable {
            self.line(level, "**null**");
        }
        for variant in &union.variants {
            match variant {
                Schema::Leaf(leaf) => self.line(level, &format!("**{}**", constraints(leaf))),
                Schema::Union(inner) => self.value("", &Schema::Union(inner.clone()), level, depth),
                Schema::Array(array) => panic!("pages print no array as a variant: {array:?}"),
                Schema::Object(object) => self.object_variant(object, level, depth),
            }
        }
    }

    fn object_variant(&mut self, object: &Object, level: usize, depth: usize) {
        let name = match &object.title {
            Some(title) => self.form.dialect.text(title),
            None => constraints(&object.unopened()),
        };
        let seen = object.title.as_ref().is_some_and(|title| depth < CUT_DEPTH && self.is_printed(title));
        self.line(level, &format!("**{name}**{}", if seen { " (see above)" } else { "" }));
        if !seen && depth < CUT_DEPTH {
            self.fields(object, level + 1, depth);
        }
    }

    /// Returns the line of a leaf as the root or as a field.
    fn leaf(&self, leaf: &Leaf) -> String {
        format!("{}{}", constraints(leaf), if ends_in_colon(leaf, self.form) { ":" } else { "" })
    }

    fn is_printed(&self, title: &str) -> bool {
        self.form.see_above && self.printed.contains(title)
    }

    fn line(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.out, "{:1$}* {text}", "", level * 2);
    }
}

/// Whether the line of a root or a field announces bullets that an object of other keys alone does not have.
pub(crate) fn ends_in_colon(leaf: &Leaf, form: Form) -> bool {
    form.templates == Templates::Newer
        && leaf.types == [Simple::Object]
        && leaf.additional != Additional::Unstated
}

/// Returns the line of a leaf.
pub(crate) fn constraints(leaf: &Leaf) -> String {
    let mut types: Vec<&str> = leaf.types.iter().map(|simple| simple.word()).collect();
    match leaf.nullable {
        Nullable::No => {}
        Nullable::First => types.insert(0, "null"),
        Nullable::Last => types.push("null"),
    }
    let mut parts: Vec<String> = Vec::new();
    if !types.is_empty() {
        parts.push(types.join(" or "));
    }
    parts.extend(leaf.format.iter().map(|format| format!("format: {format}")));
    if !leaf.values.is_empty() {
        let null = (leaf.nullable != Nullable::No).then_some("null");
        let values = leaf.values.iter().map(String::as_str).chain(null);
        let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
        parts.push(format!("enum: {}", values.join(", ")));
    }
    parts.extend(leaf.default.iter().map(|default| format!("default: `{}`", json(default))));
    let mut said = |text: &str, said: bool| parts.extend(said.then(|| text.to_owned()));
    said("deprecated", leaf.deprecated);
    said("read-only", leaf.read_only);
    let mut limits = leaf.limits.clone();
    limits.sort_by_key(|(limit, _)| *limit);
    let (of_items, of_values): (Vec<_>, Vec<_>) =
        limits.into_iter().partition(|(limit, _)| matches!(limit, Limit::MinItems | Limit::MaxItems));
    let bound = |(limit, bound): (Limit, Value)| format!("{}: {bound}", limit.word());
    parts.extend(of_values.into_iter().map(bound));
    parts.extend(leaf.pattern.iter().map(|pattern| format!("pattern: `{pattern}`")));
    parts.extend(of_items.into_iter().map(bound));
    if leaf.unique_items {
        parts.push("unique items".to_owned());
    }
    match &leaf.additional {
        Additional::Unstated => {}
        Additional::Allowed => parts.push("additional properties allowed".to_owned()),
        Additional::Typed(value) => parts.push(format!("additional properties: {}", constraints(value))),
    }
    parts.join(", ")
}

fn json(value: &Value) -> String {
    serde_json::to_string(value).expect("a JSON value can be written")
}
