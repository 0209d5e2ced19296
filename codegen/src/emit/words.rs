//! Small pieces of tokens that every file uses.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{RustIdent, Type, TypeId, Types};

/// An identifier as a token.
pub(super) fn ident(name: &RustIdent) -> Ident {
    if name.is_keyword() {
        Ident::new_raw(name.as_str(), Span::call_site())
    } else {
        Ident::new(name.as_str(), Span::call_site())
    }
}

/// A type as it is written where its names are in scope.
pub(crate) fn ty(types: &Types, of: &Type) -> TokenStream {
    match of {
        Type::Unit => quote!(()),
        Type::String | Type::Displayed => quote!(String),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::Boolean => quote!(bool),
        Type::Timestamp => quote!(Timestamp),
        Type::Date => quote!(Date),
        Type::Json => quote!(Value),
        Type::Body => quote!(Body),
        Type::List(inner) => {
            let inner = ty(types, inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = ty(types, inner);
            quote!(BTreeMap<String, #inner>)
        }
        Type::Option(inner) => {
            let inner = ty(types, inner);
            quote!(Option<#inner>)
        }
        Type::Nullable(inner) => {
            let inner = ty(types, inner);
            quote!(Nullable<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = ty(types, inner);
            quote!(Box<#inner>)
        }
        Type::Named(id) => {
            let name = ident(&types.get(*id).name);
            quote!(#name)
        }
    }
}

/// What a type needs to be imported.
#[derive(Default)]
pub(super) struct Imports {
    named: std::collections::BTreeSet<TypeId>,
    timestamp: bool,
    date: bool,
    json: bool,
    map: bool,
    body: bool,
    nullable: bool,
}

impl Imports {
    /// Notes everything that a type mentions.
    pub(super) fn mention(&mut self, of: &Type) {
        match of {
            Type::Timestamp => self.timestamp = true,
            Type::Date => self.date = true,
            Type::Json => self.json = true,
            Type::List(inner) | Type::Option(inner) | Type::Boxed(inner) => self.mention(inner),
            Type::Body => self.body = true,
            Type::Nullable(inner) => {
                self.nullable = true;
                self.mention(inner);
            }
            Type::Map(inner) => {
                self.map = true;
                self.mention(inner);
            }
            Type::Named(id) => {
                self.named.insert(*id);
            }
            Type::Unit | Type::String | Type::Displayed | Type::Integer | Type::Number | Type::Boolean => {}
        }
    }

    /// The `use` lines: `runtime` are names of the runtime that the file needs anyway, `module` is where the
    /// named types are, and `own` is the type that the file itself defines. Sorted as rustfmt sorts them.
    ///
    /// There is a file for each type, and a thousand of them: they take what they need of the runtime in one import, as the
    /// compiler handles each imported name as an item of its own.
    pub(super) fn tokens(
        &self,
        types: &Types,
        runtime: &[&str],
        module: &TokenStream,
        own: Option<TypeId>,
    ) -> TokenStream {
        let mut runtime: Vec<&str> = runtime.to_vec();
        runtime.extend(self.timestamp.then_some("Timestamp"));
        runtime.extend(self.date.then_some("Date"));
        runtime.extend(self.body.then_some("Body"));
        runtime.extend(self.nullable.then_some("Nullable"));
        let runtime = names(&runtime);
        let mut named: Vec<_> =
            self.named.iter().filter(|id| Some(**id) != own).map(|id| &types.get(*id).name).collect();
        named.sort();
        let named: Vec<Ident> = named.into_iter().map(ident).collect();
        let runtime = (!runtime.is_empty()).then(|| match own {
            Some(_) => quote!(
                use runtime::prelude::*;
            ),
            None => quote!(use runtime::{#(#runtime),*};),
        });
        let named = (!named.is_empty()).then(|| quote!(use #module::{#(#named),*};));
        let json = self.json.then(|| {
            quote!(
                use runtime::serde_json::Value;
            )
        });
        let map = self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        quote!(#named #runtime #json #map)
    }
}

/// Names as rustfmt sorts them, each once.
fn names(texts: &[&str]) -> Vec<Ident> {
    let mut texts = texts.to_vec();
    texts.sort_unstable_by_key(|name| (name.starts_with(|c: char| c.is_ascii_lowercase()), *name));
    texts.dedup();
    texts.into_iter().map(|name| Ident::new(name, Span::call_site())).collect()
}
