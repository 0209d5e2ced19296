//! Parameters of constructors and setters: how they are declared, documented, and turned into what is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, paragraph};
use super::words::{ident, ty};
use crate::rust::{Parameter, Type, TypeBody, Types};

/// `name: impl Into<String>`, `name: i64`, `name: PackageType`.
pub(super) fn declaration(types: &Types, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let declared = declared(types, &parameter.ty);
    quote!(#name: #declared)
}

/// What a caller may give where a value of a type is sent.
pub(crate) fn declared(types: &Types, sent: &Type) -> TokenStream {
    let of = ty(types, sent);
    match passing(types, sent) {
        Passing::Into => quote!(impl Into<#of>),
        Passing::Texts => quote!(impl IntoIterator<Item = impl Into<String>>),
        Passing::AsIs => of,
    }
}

/// The type to be sent, where it has to be said, and the value.
pub(super) fn body_value(types: &Types, parameter: &Parameter) -> (TokenStream, TokenStream) {
    let name = ident(&parameter.name);
    let of = ty(types, &parameter.ty);
    match passing(types, &parameter.ty) {
        Passing::Into => (quote!(::<#of>), quote!(#name.into())),
        Passing::Texts => (quote!(::<Vec<String>>), quote!(#name.into_iter().map(Into::into).collect())),
        Passing::AsIs => (quote!(), quote!(#name)),
    }
}

/// How a value is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    /// As anything that becomes it.
    Into,
    /// As any sequence of texts.
    Texts,
    /// As it is.
    AsIs,
}

/// How a value of a type is handed over.
pub(crate) fn passing(types: &Types, of: &Type) -> Passing {
    match of {
        Type::String | Type::Json | Type::Body | Type::Nullable(_) => Passing::Into,
        Type::List(inner) if **inner == Type::String => Passing::Texts,
        _ if matches!(types.body(of), Some(TypeBody::InputUnion(_))) => Passing::Into,
        _ => Passing::AsIs,
    }
}

/// What stands between the docs and the function.
pub(super) fn attributes(parameter: &Parameter) -> TokenStream {
    deprecated(parameter.deprecated.as_deref())
}

/// `#[deprecated = "…"]` in the documentation's words.
pub(super) fn deprecated(words: Option<&str>) -> TokenStream {
    match words {
        Some(words) => quote!(#[deprecated = #words]),
        None => quote!(),
    }
}

/// What the page says of a parameter.
pub(super) fn parameter_docs(parameter: &Parameter) -> Vec<String> {
    let mut lines = docs::prose(&parameter.description);
    if lines.is_empty() {
        lines.push(format!("The parameter {}.", docs::code(&parameter.wire)));
    }
    if let Some(default) = &parameter.default {
        let plain = default.trim_matches('"');
        let text = if plain.is_empty() {
            "Default: empty.".to_owned()
        } else {
            format!("Default: {}.", docs::code(plain))
        };
        paragraph(&mut lines, vec![text]);
    }
    if matches!(parameter.ty, Type::Nullable(_)) {
        paragraph(&mut lines, vec!["May be `Null`, which is sent as null.".to_owned()]);
    }
    lines
}
