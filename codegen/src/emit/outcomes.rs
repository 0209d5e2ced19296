//! The enum of an endpoint that has more than one kind of success.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::names::Names;
use super::words::ident;
use crate::rust::{OutcomeVariant, RustIdent, Type};

/// The enum, and how each status is read.
pub(super) fn outcomes(
    names: &Names<'_>,
    request: &RustIdent,
    name: &RustIdent,
    variants: &[OutcomeVariant],
) -> TokenStream {
    let name = ident(name);
    let docs = docs::outer(&[format!("What [`{}`] may give.", request.as_str())]);
    let declarations = variants.iter().map(|variant| {
        let docs = docs::outer(&variant_docs(variant));
        let name = ident(&variant.name);
        let payload = (variant.ty != Type::Unit).then(|| {
            let of = names.ty(&variant.ty);
            quote!((#of))
        });
        quote!(#docs #name #payload)
    });
    let readers = variants.iter().map(|variant| {
        let (status, name) = (Literal::u16_unsuffixed(variant.status), ident(&variant.name));
        if variant.ty == Type::Unit { quote!(#status => empty #name) } else { quote!(#status => json #name) }
    });
    let (status, value) = (names.runtime("StatusCode"), names.ty(&Type::Json));
    let other = docs::outer(&["A success that the documentation does not list.".to_owned()]);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations,)*
            #other
            Other(#status, #value),
        }

        runtime::outcome!(#name { #(#readers),* });
    }
}

fn variant_docs(variant: &OutcomeVariant) -> Vec<String> {
    let mut lines = Vec::new();
    let words = docs::prose(&variant.words);
    let first = words.first().cloned().unwrap_or_default();
    paragraph(&mut lines, docs::wrapped(&format!("`{}`: {first}", variant.status)));
    paragraph(&mut lines, words.into_iter().skip(1).collect());
    lines
}
