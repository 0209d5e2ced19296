//! Response schemas.

use std::collections::HashMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use super::super::description::{
    Additional, Array, Field, Leaf, Limit, Nullable, Object, Schema, Simple, Union,
};
use super::super::known_gaps;
use super::super::render::constraints;
use super::names::{name, title, value};
use super::{unique, weighted};

/// Levels of objects: some are deeper than pages open.
const MAX_LEVEL: u32 = 6;

/// Returns schemas as the root of a response.
pub(super) fn root() -> impl Strategy<Value = Schema> {
    let root = prop_oneof![
        6 => object(schema(), Just(None).boxed()).prop_map(root_object),
        2 => (schema(), root_limits()).prop_map(|(items, limits)| array(items, false, limits)),
        1 => leaf().prop_map(Schema::Leaf),
        1 => union(schema(), weighted(0.2).boxed(), Just(None).boxed()),
        2 => (union(schema(), Just(false).boxed(), option::of(title()).boxed()), root_limits())
            .prop_map(|(items, limits)| Schema::Array(Array { items: Box::new(items), nullable: false, limits })),
    ];
    root.prop_map(|mut root| {
        Titles::default().settle(&mut root);
        root
    })
}

/// Of a response's root, pages print nothing but its fields and other keys.
fn root_object(schema: Schema) -> Schema {
    match schema {
        Schema::Object(object) => Schema::Object(Object { nullable: false, read_only: false, ..object }),
        other => other,
    }
}

fn root_limits() -> impl Strategy<Value = Vec<(Limit, Value)>> {
    let limit =
        |limit: Limit| option::weighted(0.1, (0..99_u32).prop_map(move |bound| (limit, json!(bound))));
    (limit(Limit::MinItems), limit(Limit::MaxItems))
        .prop_map(|(least, most)| least.into_iter().chain(most).collect())
}

fn schema() -> BoxedStrategy<Schema> {
    let schema = leaf().prop_map(Schema::Leaf).prop_recursive(MAX_LEVEL, 24, 4, |inner| {
        prop_oneof![
            1 => inner.clone(),
            4 => object(inner.clone(), option::of(title()).boxed()),
            2 => (inner.clone(), weighted(0.3)).prop_map(|(items, nullable)| array(items, nullable, Vec::new())),
            2 => union(inner, weighted(0.4).boxed(), Just(None).boxed()),
        ]
    });
    schema.boxed()
}

fn object(value: BoxedStrategy<Schema>, title: BoxedStrategy<Option<String>>) -> BoxedStrategy<Schema> {
    let field = (name(), any::<bool>(), value);
    (title, weighted(0.2), weighted(0.1), additional(), vec(field, 1..5))
        .prop_map(|(title, nullable, read_only, additional, fields)| {
            let fields = fields.into_iter().map(|(name, required, value)| Field { name, required, value });
            let fields = unique(fields.collect(), |field| field.name.clone());
            let plain = title.is_some();
            Schema::Object(Object {
                title,
                nullable: nullable && !plain,
                read_only: read_only && !plain,
                additional: if plain { Additional::Unstated } else { additional },
                fields,
            })
        })
        .boxed()
}

/// Makes an array of what pages can print as its items.
fn array(items: Schema, nullable: bool, limits: Vec<(Limit, Value)>) -> Schema {
    let items = match items {
        // An array of objects states nothing else about them.
        Schema::Object(object) => Schema::Object(Object {
            nullable: false,
            read_only: false,
            additional: Additional::Unstated,
            ..object
        }),
        Schema::Leaf(leaf) => Schema::Leaf(leaf),
        Schema::Array(_) => Schema::Leaf(Leaf::of(vec![Simple::Array], Nullable::No)),
        // Unions in an array are opened at the root alone.
        Schema::Union(_) => Schema::Leaf(Leaf::of(vec![Simple::Object], Nullable::No)),
    };
    // "or null" at the end is taken for the array's, whether or not the items' last word says so too.
    let ends_in_null = matches!(&items, Schema::Leaf(leaf) if constraints(leaf).ends_with(" or null"));
    Schema::Array(Array { items: Box::new(items), nullable: nullable || ends_in_null, limits })
}

fn union(
    variant: BoxedStrategy<Schema>,
    nullable: BoxedStrategy<bool>,
    title: BoxedStrategy<Option<String>>,
) -> BoxedStrategy<Schema> {
    let how = select(vec!["one of", "any of", "all of"]);
    (how, title, nullable, vec(variant, 1..4))
        .prop_map(|(how, title, nullable, variants)| {
            let variants = variants.into_iter().map(variant_of).collect();
            let mut union = Union { how, title, nullable, variants };
            complete(&mut union);
            Schema::Union(union)
        })
        .boxed()
}

/// Makes variants differ. A union of one is that one, so that a second variant is added.
fn complete(union: &mut Union) {
    dedup(&mut union.variants);
    if let ([one], false) = (union.variants.as_slice(), union.nullable) {
        let other = if *one == string() { Simple::Boolean } else { Simple::String };
        union.variants.push(Schema::Leaf(Leaf::of(vec![other], Nullable::No)));
    }
}

fn string() -> Schema {
    Schema::Leaf(Leaf::of(vec![Simple::String], Nullable::No))
}

/// Arrays are variants without items, and null is said of the union.
fn variant_of(schema: Schema) -> Schema {
    match schema {
        Schema::Array(_) => Schema::Leaf(Leaf::of(vec![Simple::Array], Nullable::No)),
        Schema::Leaf(leaf) if leaf.types == [Simple::Null] => string(),
        // A union of one and null, or one that repeats a variant, says the same as a plainer one.
        Schema::Union(Union { variants, .. }) if variants.len() == 1 => {
            variants.into_iter().next().expect("one")
        }
        other => other,
    }
}

/// Keeps one of variants that say the same.
fn dedup(variants: &mut Vec<Schema>) {
    let mut kept: Vec<Schema> = Vec::new();
    for variant in variants.drain(..) {
        let same = |other: &Schema| match (other, &variant) {
            (Schema::Leaf(a), Schema::Leaf(b)) => leaf_without_order(a) == leaf_without_order(b),
            (a, b) => a == b,
        };
        if !kept.iter().any(same) {
            kept.push(variant);
        }
    }
    *variants = kept;
}

fn leaf_without_order(leaf: &Leaf) -> Leaf {
    let nullable = if leaf.nullable == Nullable::First { Nullable::Last } else { leaf.nullable };
    Leaf { nullable, ..leaf.clone() }
}

fn additional() -> impl Strategy<Value = Additional> {
    let value = bare_leaf().prop_map(|leaf| Additional::Typed(Box::new(leaf)));
    prop_oneof![6 => Just(Additional::Unstated), 1 => Just(Additional::Allowed), 1 => value]
}

fn nullable() -> impl Strategy<Value = Nullable> {
    prop_oneof![4 => Just(Nullable::No), 1 => Just(Nullable::Last), 1 => Just(Nullable::First)]
}

/// Types, null among them.
fn bare_leaf() -> impl Strategy<Value = Leaf> {
    const TYPES: &[Simple] =
        &[Simple::String, Simple::Integer, Simple::Number, Simple::Boolean, Simple::Array, Simple::Object];
    let types = prop_oneof![
        12 => select(TYPES).prop_map(|one| vec![one]),
        2 => subsequence(TYPES.to_vec(), 2..4).prop_shuffle(),
        1 => Just(vec![Simple::Null]),
    ];
    (types, nullable()).prop_map(|(types, nullable)| {
        let nullable = if types == [Simple::Null] { Nullable::No } else { nullable };
        Leaf::of(types, nullable)
    })
}

/// A type with every remark that the grammar has.
pub(super) fn leaf() -> impl Strategy<Value = Leaf> {
    let formats = select(vec![
        "uri",
        "date-time",
        "int64",
        "ssh-key fingerprint",
        "ip/cidr",
        "uuid",
        "double",
        "uri-template",
    ]);
    let said = (option::weighted(0.2, formats), weighted(0.1), weighted(0.1), weighted(0.05), weighted(0.05));
    let lists = option::weighted(0.2, vec(value(), 1..5));
    let default = (option::weighted(0.2, value()), any::<i32>());
    let limits = option::weighted(0.2, vec((select(LIMITS), -9..9_i32, any::<bool>()), 1..3));
    let pattern =
        option::weighted(0.05, select(vec!["^[0-9a-f]{40}$", "[0-9]\\.[0-9]{2}", ".*, .*", "^a|b: c$"]));
    let rest = (lists, default, limits, pattern, additional());
    (bare_leaf(), said, rest).prop_map(|(leaf, said, rest)| remarked(leaf, said, rest))
}

const LIMITS: &[Limit] =
    &[Limit::Minimum, Limit::Maximum, Limit::MinLength, Limit::MaxLength, Limit::MinItems, Limit::MaxItems];

type Said = (Option<&'static str>, bool, bool, bool, bool);
type Rest = (
    Option<Vec<String>>,
    (Option<String>, i32),
    Option<Vec<(Limit, i32, bool)>>,
    Option<&'static str>,
    Additional,
);

fn remarked(mut leaf: Leaf, said: Said, rest: Rest) -> Leaf {
    let (format, deprecated, read_only, unique_items, untyped) = said;
    let (values, (default, number), limits, pattern, additional) = rest;
    // Other keys are printed of one type.
    if leaf.types.len() == 1 {
        leaf.additional = additional;
    }
    if let Some(values) = values {
        let values = unique(values, Clone::clone).into_iter();
        leaf.values = values.filter(|value| leaf.nullable == Nullable::No || value != "null").collect();
    }
    if untyped && !leaf.values.is_empty() {
        leaf.types.clear();
        leaf.nullable = Nullable::No;
    }
    let default = default.map(|text| match leaf.types.first() {
        Some(Simple::Boolean) => json!(number % 2 == 0),
        Some(Simple::Integer) => json!(number),
        Some(Simple::Number) => json!(f64::from(number) / 16.0),
        Some(Simple::Array) => json!([text]),
        Some(Simple::Object) => json!({ text: number }),
        Some(Simple::Null) => Value::Null,
        Some(Simple::String) | None => json!(text),
    });
    let mut limits: Vec<(Limit, Value)> = limits
        .into_iter()
        .flatten()
        .map(|(limit, bound, halved)| match limit {
            Limit::Minimum | Limit::Maximum if halved => (limit, json!(f64::from(bound) + 0.5)),
            Limit::Minimum | Limit::Maximum => (limit, json!(bound)),
            _ => (limit, json!(bound.unsigned_abs())),
        })
        .collect();
    limits.sort_by_key(|(limit, _)| *limit);
    limits.dedup_by_key(|(limit, _)| *limit);
    let leaf = Leaf {
        format: format.map(str::to_owned),
        default,
        deprecated,
        read_only,
        limits,
        pattern: pattern.map(str::to_owned),
        unique_items,
        ..leaf
    };
    if known_gaps::null_with_remarks(&leaf) { Leaf::of(leaf.types, leaf.nullable) } else { leaf }
}

/// Objects of one schema by title. A title stands for one object there, since "(see above)" names nothing else.
#[derive(Default)]
struct Titles {
    objects: HashMap<String, Object>,
    /// Titles of the objects around.
    open: Vec<String>,
}

impl Titles {
    fn settle(&mut self, schema: &mut Schema) {
        match schema {
            Schema::Leaf(_) => {}
            Schema::Array(array) => self.settle(&mut array.items),
            Schema::Union(union) => {
                union.variants.iter_mut().for_each(|variant| self.settle(variant));
                complete(union);
            }
            Schema::Object(object) => self.object(object),
        }
    }

    fn object(&mut self, object: &mut Object) {
        let title = object.title.clone();
        if let Some(title) = &title {
            if let Some(known) = self.objects.get(title) {
                *object = known.clone();
                return;
            }
            // An object that holds itself has no end where it is opened each time.
            if self.open.contains(title) {
                object.title = None;
                return self.object(object);
            }
        }
        let depth = self.open.len();
        self.open.extend(title.clone());
        object.fields.iter_mut().for_each(|field| self.settle(&mut field.value));
        self.open.truncate(depth);
        if let Some(title) = title {
            self.objects.insert(title, object.clone());
        }
    }
}
