//! The names of one generated file.
//!
//! Names that pages give have priority: what a file defines keeps its name, and so does each type that the file imports, unless
//! an item of the file has the same one. What generated code itself needs never competes with these: it is imported where its name
//! is free, and a path where it is not. Names of pages are never paths' first segments, as those are in lower case.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::words::ident;
use crate::rust::{Type, TypeId, Types};
use crate::unique::first_free;

/// The module that a file's types are imported from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    /// The file is itself one of the module `types`.
    Super,
    /// The file is anywhere else.
    Crate,
}

/// The names of one file, which decide how it refers to everything that it does not define.
pub(crate) struct Names<'t> {
    types: &'t Types,
    home: Home,
    /// Items that the file defines.
    defined: BTreeSet<&'t str>,
    /// Types that the file mentions and does not define.
    imported: BTreeSet<TypeId>,
    /// The names of both.
    given: BTreeSet<&'t str>,
    /// Names of the runtime and the standard library that the types of the file need.
    needed: BTreeSet<&'static str>,
}

impl<'t> Names<'t> {
    /// The names of a signature outside of any file: nothing competes.
    pub(crate) fn none(types: &'t Types) -> Self {
        Self {
            types,
            home: Home::Crate,
            defined: BTreeSet::new(),
            imported: BTreeSet::new(),
            given: BTreeSet::new(),
            needed: BTreeSet::new(),
        }
    }

    /// The names of the file that defines a type and mentions others.
    pub(super) fn of_type<'m>(
        types: &'t Types,
        id: TypeId,
        mentioned: impl IntoIterator<Item = &'m Type>,
    ) -> Self {
        let mut names = Self { home: Home::Super, ..Self::none(types) };
        names.defined.insert(types.get(id).name.as_str());
        names.mention_all(mentioned);
        names.imported.remove(&id);
        names.decide()
    }

    /// The names of a file that defines items and mentions types.
    pub(super) fn of_items<'m>(
        types: &'t Types,
        defined: impl IntoIterator<Item = &'t str>,
        mentioned: impl IntoIterator<Item = &'m Type>,
    ) -> Self {
        let mut names = Self::none(types);
        names.defined.extend(defined);
        names.mention_all(mentioned);
        names.decide()
    }

    fn mention_all<'m>(&mut self, mentioned: impl IntoIterator<Item = &'m Type>) {
        mentioned.into_iter().for_each(|of| self.mention(of));
    }

    fn mention(&mut self, of: &Type) {
        match of {
            Type::Timestamp => {
                self.needed.insert("Timestamp");
            }
            Type::Date => {
                self.needed.insert("Date");
            }
            Type::Json => {
                self.needed.insert("serde_json::Value");
            }
            Type::Body => {
                self.needed.insert("Body");
            }
            Type::Nullable(inner) => {
                self.needed.insert("Nullable");
                self.mention(inner);
            }
            Type::Map(inner) => {
                self.needed.insert(MAP);
                self.mention(inner);
            }
            Type::List(inner) | Type::Option(inner) | Type::Boxed(inner) => self.mention(inner),
            Type::Named(id) => {
                self.imported.insert(*id);
            }
            Type::Unit | Type::String | Type::Displayed | Type::Integer | Type::Number | Type::Boolean => {}
        }
    }

    fn decide(mut self) -> Self {
        self.given = self.defined.clone();
        self.given.extend(self.imported.iter().map(|id| self.types.get(*id).name.as_str()));
        self
    }

    /// The types that the names are of.
    pub(super) fn types(&self) -> &'t Types {
        self.types
    }

    /// An item of the standard library by its path below `std`, such as `option::Option`.
    pub(super) fn std(&self, path: &str) -> TokenStream {
        self.refer(&quote!(::std), path)
    }

    /// An item of the runtime by its path below it.
    pub(super) fn runtime(&self, path: &str) -> TokenStream {
        self.refer(&quote!(runtime), path)
    }

    /// An item of the crate's root.
    pub(super) fn root(&self, name: &str) -> TokenStream {
        self.refer(&quote!(crate), name)
    }

    fn refer(&self, start: &TokenStream, path: &str) -> TokenStream {
        let name = last(path);
        if self.is_free(name) {
            let name = Ident::new(name, Span::call_site());
            return quote!(#name);
        }
        let segments = path.split("::").map(|segment| Ident::new(segment, Span::call_site()));
        quote!(#start #(::#segments)*)
    }

    /// Whether no page gives a name to something in this file.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.given.contains(last(name))
    }

    /// A generic parameter, which hides everything else of its name.
    pub(super) fn generic(&self, name: &str) -> Ident {
        let free =
            first_free(name, 2, |base, number| format!("{base}{number}"), |name| self.given.contains(name));
        Ident::new(&free, Span::call_site())
    }

    /// A type of the reference.
    fn named(&self, id: TypeId) -> TokenStream {
        let def = self.types.get(id);
        let name = ident(&def.name);
        let is_another = self.imported.contains(&id) && self.defined.contains(def.name.as_str());
        if is_another { quote!(crate::types::#name) } else { quote!(#name) }
    }

    /// A type as it is written in the file.
    pub(crate) fn ty(&self, of: &Type) -> TokenStream {
        let string = || self.std("string::String");
        match of {
            Type::Unit => quote!(()),
            Type::String | Type::Displayed => string(),
            Type::Integer => quote!(i64),
            Type::Number => quote!(f64),
            Type::Boolean => quote!(bool),
            Type::Timestamp => self.runtime("Timestamp"),
            Type::Date => self.runtime("Date"),
            Type::Json => self.runtime("serde_json::Value"),
            Type::Body => self.runtime("Body"),
            Type::List(inner) => self.generic_of(&self.std("vec::Vec"), inner),
            Type::Map(inner) => {
                let (map, key, inner) = (self.std(MAP), string(), self.ty(inner));
                quote!(#map<#key, #inner>)
            }
            Type::Option(inner) => self.generic_of(&self.std("option::Option"), inner),
            Type::Nullable(inner) => self.generic_of(&self.runtime("Nullable"), inner),
            Type::Boxed(inner) => self.generic_of(&self.std("boxed::Box"), inner),
            Type::Named(id) => self.named(*id),
        }
    }

    fn generic_of(&self, outer: &TokenStream, inner: &Type) -> TokenStream {
        let inner = self.ty(inner);
        quote!(#outer<#inner>)
    }

    /// The `use` lines: `runtime` are names of the runtime that the file needs apart from those of its types. Sorted as rustfmt
    /// sorts them.
    ///
    /// There is a file for each type, and a thousand of them: they take what they need of the runtime in one import, as the
    /// compiler handles each imported name as an item of its own.
    pub(super) fn uses(&self, runtime: &[&str]) -> TokenStream {
        self.uses_where(&quote!(), runtime)
    }

    /// The `use` lines, each with an attribute in front.
    pub(super) fn uses_where(&self, cfg: &TokenStream, runtime: &[&str]) -> TokenStream {
        let of_types = self.needed.iter().copied().filter(|path| !path.contains("::"));
        let runtime: BTreeSet<&str> = runtime.iter().copied().chain(of_types).collect();
        let runtime: Vec<Ident> = runtime
            .into_iter()
            .filter(|name| self.is_free(name))
            .map(|name| Ident::new(name, Span::call_site()))
            .collect();
        let mut named: Vec<_> = self.imported.iter().map(|id| &self.types.get(*id).name).collect();
        named.retain(|name| !self.defined.contains(name.as_str()));
        named.sort();
        let named: Vec<Ident> = named.into_iter().map(ident).collect();
        let runtime = (!runtime.is_empty()).then(|| match self.home {
            Home::Super => quote!(
                #cfg use runtime::prelude::*;
            ),
            Home::Crate => quote!(#cfg use runtime::{#(#runtime),*};),
        });
        let module = match self.home {
            Home::Super => quote!(super),
            Home::Crate => quote!(crate::types),
        };
        let named = (!named.is_empty()).then(|| quote!(#cfg use #module::{#(#named),*};));
        let needs = |path: &str| self.needed.contains(path) && self.is_free(path);
        let json = needs("serde_json::Value").then(|| {
            quote!(
                #cfg use runtime::serde_json::Value;
            )
        });
        let map = needs(MAP).then(|| {
            quote!(
                #cfg use std::collections::BTreeMap;
            )
        });
        quote!(#named #runtime #json #map)
    }
}

/// The path of maps below `std`.
const MAP: &str = "collections::BTreeMap";

/// The name that a path ends with.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
