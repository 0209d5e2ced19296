//! Types in Rust terms: what replies hold and bodies are made of.

use std::collections::BTreeSet;

use super::ident::RustIdent;
use super::request::Parameter;

/// An index into [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) usize);

/// The named types, in the order in which they were first met.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    pub(crate) items: Vec<TypeDef>,
    /// Types that no request leads to, which are not generated.
    left_out: BTreeSet<TypeId>,
}

impl Types {
    /// A type.
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.items[id.0]
    }

    pub(crate) fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.items[id.0]
    }

    pub(crate) fn add(&mut self, def: TypeDef) -> TypeId {
        self.items.push(def);
        TypeId(self.items.len() - 1)
    }

    /// What a type is, if it is a named one.
    pub fn body(&self, of: &Type) -> Option<&TypeBody> {
        match of {
            Type::Named(id) => Some(&self.get(*id).body),
            _ => None,
        }
    }

    /// Whether a type is a struct that is read from replies.
    pub fn is_struct(&self, of: &Type) -> bool {
        matches!(self.body(of), Some(TypeBody::Struct(_)))
    }

    /// Whether a type is a set of known values.
    pub fn is_enum(&self, of: &Type) -> bool {
        matches!(self.body(of), Some(TypeBody::Enum(_)))
    }

    /// Whether a type is one of several values to be sent.
    pub fn is_input_union(&self, of: &Type) -> bool {
        matches!(self.body(of), Some(TypeBody::InputUnion(_)))
    }

    /// Whether a type is one of several.
    pub fn is_union(&self, of: &Type) -> bool {
        matches!(self.body(of), Some(TypeBody::Union(_)))
    }

    /// Every type with its id.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        let all = self.items.iter().enumerate().map(|(at, def)| (TypeId(at), def));
        all.filter(|(id, _)| !self.left_out.contains(id))
    }

    /// Leaves out types that no feature uses: the type of a scope's argument is one where requests of the scope differ in it.
    pub(crate) fn leave_out_unused(&mut self) {
        let unused = self.iter().filter(|(_, def)| def.features.is_empty());
        self.left_out = unused.map(|(id, _)| id).collect();
    }

    /// Whether a type is left out.
    pub(crate) fn is_left_out(&self, id: TypeId) -> bool {
        self.left_out.contains(&id)
    }

    /// The types that are left out.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = &TypeDef> {
        self.left_out.iter().map(|id| self.get(*id))
    }
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: RustIdent,
    /// What it is.
    pub body: TypeBody,
    /// Where the documentation has it, for its docs.
    pub origin: Origin,
    /// The cargo features that use it: it is there if any of them is on.
    pub features: BTreeSet<String>,
}

impl TypeDef {
    pub(crate) fn new(name: RustIdent, body: TypeBody, origin: Origin) -> Self {
        Self { name, body, origin, features: BTreeSet::new() }
    }
}

/// Where a type comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The title or the words that name it.
    pub words: String,
    /// An address on docs.github.com.
    pub url: String,
    /// The documentation's own words of a parameter; empty for others.
    pub prose: String,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeBody {
    /// An object.
    Struct(Vec<StructField>),
    /// A set of known values that may grow.
    Enum(Vec<Variant>),
    /// One of several values, told apart when it is read.
    Union(Vec<UnionVariant>),
    /// An object to be sent.
    Input(Input),
    /// One of several values to be sent.
    InputUnion(Vec<InputVariant>),
}

/// One of the values that a union may be.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its type.
    pub ty: Type,
    /// What JSON it is read from.
    pub takes: Takes,
    /// Fields whose known values tell it from the others, with these values.
    pub when: Vec<(String, Vec<String>)>,
    /// Titles of the documentation for it.
    pub titles: Vec<String>,
    /// Its names in a field next to the union, in lower case and without anything but letters and digits.
    pub names: Vec<String>,
    /// The words of the documentation for it.
    pub words: String,
}

/// What JSON a variant of a union is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Takes {
    /// An object with the fields of its struct.
    Record,
    /// Any object.
    Object,
    /// An array.
    Array,
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Anything that no other variant takes.
    Any,
}

/// An object to be sent, as a part of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Members that must be given, in the page's order.
    pub arguments: Vec<Parameter>,
    /// Members that may be set.
    pub setters: Vec<Parameter>,
    /// Members that can only have one value.
    pub constants: Vec<(String, String)>,
    /// Members that are shown nowhere.
    pub secrets: Vec<String>,
}

/// One of the values that an input may be.
#[derive(Clone, Debug, PartialEq)]
pub struct InputVariant {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its type.
    pub ty: Type,
    /// The page's name of it.
    pub words: String,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct StructField {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its key in JSON.
    pub wire: String,
    /// Its type.
    pub ty: Type,
    /// Whether the page calls it required.
    pub required: bool,
    /// Whether null is a value that the page allows, or hides whether it does.
    pub nullable: bool,
    /// Whether it is never invented: ids, dates, and objects.
    pub key: bool,
    /// Facts and remarks, a sentence each.
    pub remarks: Vec<String>,
    /// Whether the page calls it deprecated.
    pub deprecated: bool,
    /// Whether it is no member by itself, but a map of those that are not listed.
    pub others: bool,
    /// The key of the field that names the variant, if this is a union and there is such a field.
    pub tag: Option<String>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its Rust name.
    pub name: RustIdent,
    /// Its text in JSON.
    pub wire: String,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `()`
    Unit,
    /// `String`
    String,
    /// `i64`
    Integer,
    /// `f64`
    Number,
    /// `bool`
    Boolean,
    /// An instant.
    Timestamp,
    /// A day.
    Date,
    /// Any JSON.
    Json,
    /// Bytes to be sent, at once or as a stream.
    Body,
    /// Anything that displays, to be sent as text.
    Displayed,
    /// `Vec<…>`
    List(Box<Type>),
    /// `BTreeMap<String, …>`
    Map(Box<Type>),
    /// `Option<…>`
    Option(Box<Type>),
    /// A value to be sent, or null.
    Nullable(Box<Type>),
    /// `Box<…>`
    Boxed(Box<Type>),
    /// A type of [`Types`].
    Named(TypeId),
}
