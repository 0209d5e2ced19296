//! Enums of what a value may be, told apart when they are read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::types::type_docs;
use super::words::{Imports, ident, ty};
use crate::rust::{Takes, Type, TypeDef, TypeId, Types, UnionVariant};

/// An enum with a value in each variant.
pub(super) fn union(types: &Types, id: TypeId, def: &TypeDef, variants: &[UnionVariant]) -> TokenStream {
    let name = ident(&def.name);
    let mut imports = Imports::default();
    for variant in variants {
        imports.mention(&variant.ty);
    }
    let imports = imports.tokens(types, &["Member", "Payload", "Union", "Variant"], &quote!(super), Some(id));
    let docs = docs::outer(&type_docs(def));
    let declarations = variants.iter().map(|variant| {
        let docs = docs::outer(&[format!("`{}`.", variant.words)]);
        let (name, of) = (ident(&variant.name), ty(types, &variant.ty));
        quote!(#docs #name(#of))
    });
    let table = variants.iter().map(|variant| row(types, variant));
    // The last one is what is left, so that nothing has to be said of an index that no variant has.
    let last = variants.len().saturating_sub(1);
    let readers = variants.iter().enumerate().map(|(at, variant)| {
        let (index, name) = (Literal::usize_unsuffixed(at), ident(&variant.name));
        let index = if at == last { quote!(_) } else { quote!(#index) };
        quote!(#index => payload.read(Self::#name))
    });
    let payloads = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        quote!(Self::#name(payload) => payload)
    });
    quote! {
        #imports
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#declarations),* }

        impl Union for #name {
            const VARIANTS: &'static [Variant] = &[#(#table),*];

            fn read(payload: Payload<'_>) -> Self {
                match payload.index() { #(#readers,)* }
            }

            fn payload(&self) -> &dyn Member {
                match self { #(#payloads,)* }
            }
        }

        runtime::union!(#name);
    }
}

/// How a variant is recognised: by what it takes, by known values of its fields, and by what a field next to the union calls
/// it.
fn row(types: &Types, variant: &UnionVariant) -> TokenStream {
    let name = variant.name.as_str();
    let takes = match variant.takes {
        Takes::Record => {
            let inner = match &variant.ty {
                Type::Boxed(inner) => ty(types, inner),
                other => ty(types, other),
            };
            quote!(record::<#inner>)
        }
        Takes::Object => quote!(object),
        Takes::Array => quote!(array),
        Takes::Text => quote!(text),
        Takes::Integer => quote!(integer),
        Takes::Number => quote!(number),
        Takes::Boolean => quote!(boolean),
        Takes::Any => quote!(any),
    };
    let when = variant.when.iter().map(|(field, values)| quote!((#field, &[#(#values),*])));
    let names = &variant.names;
    let named = (!names.is_empty()).then(|| quote!(.named(&[#(#names),*])));
    quote!(Variant::#takes(#name, &[#(#when),*]) #named)
}
