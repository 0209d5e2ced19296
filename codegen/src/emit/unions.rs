//! Enums of what a value may be, told apart when they are read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::names::Names;
use super::types::type_docs;
use super::words::ident;
use crate::rust::{Takes, Type, TypeDef, TypeId, Types, UnionVariant};

/// An enum with a value in each variant.
pub(super) fn union(types: &Types, id: TypeId, def: &TypeDef, variants: &[UnionVariant]) -> TokenStream {
    let name = ident(&def.name);
    let names = &Names::of_type(types, id, variants.iter().map(|variant| &variant.ty));
    let imports = names.uses(&["Member", "Payload", "Union", "Variant"]);
    let [member, payload, union, variant] =
        ["Member", "Payload", "Union", "Variant"].map(|name| names.runtime(name));
    let docs = docs::outer(&type_docs(def));
    let declarations = variants.iter().map(|variant| {
        let docs = docs::outer(&[format!("`{}`.", variant.words)]);
        let (name, of) = (ident(&variant.name), names.ty(&variant.ty));
        quote!(#docs #name(#of))
    });
    let table = variants.iter().map(|variant| row(names, variant));
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

        impl #union for #name {
            const VARIANTS: &'static [#variant] = &[#(#table),*];

            fn read(payload: #payload<'_>) -> Self {
                match payload.index() { #(#readers,)* }
            }

            fn payload(&self) -> &dyn #member {
                match self { #(#payloads,)* }
            }
        }

        runtime::union!(#name);
    }
}

/// How a variant is recognised: by what it takes, by known values of its fields, and by what a field next to the union calls
/// it.
fn row(names: &Names<'_>, variant: &UnionVariant) -> TokenStream {
    let name = variant.name.as_str();
    let takes = match variant.takes {
        Takes::Record => {
            let inner = match &variant.ty {
                Type::Boxed(inner) => names.ty(inner),
                other => names.ty(other),
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
    let tags = &variant.names;
    let named = (!tags.is_empty()).then(|| quote!(.named(&[#(#tags),*])));
    let variants = names.runtime("Variant");
    quote!(#variants::#takes(#name, &[#(#when),*]) #named)
}
