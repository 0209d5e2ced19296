//! Parameters of constructors and setters: how they are declared, documented, and turned into what is sent.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::words::{ident, ty};
use crate::model::ArrayStyle;
use crate::rust::{Parameter, Type, Types};

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
        Passing::AsIs => of,
        Passing::Into => quote!(impl Into<#of>),
        Passing::Displayed => quote!(impl ToString),
        Passing::Items(item) => {
            let item = match passing(types, item) {
                Passing::Items(_) => ty(types, item),
                _ => declared(types, item),
            };
            quote!(impl IntoIterator<Item = #item>)
        }
    }
}

/// How a value is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing<'t> {
    /// Unchanged.
    AsIs,
    /// As anything that becomes it.
    Into,
    /// As anything that displays.
    Displayed,
    /// As any sequence of its items, which are of this type.
    Items(&'t Type),
}

/// How a value of a type is handed over.
pub(crate) fn passing<'t>(types: &Types, of: &'t Type) -> Passing<'t> {
    match of {
        Type::String | Type::Json | Type::Body | Type::Nullable(_) => Passing::Into,
        Type::Displayed => Passing::Displayed,
        Type::List(item) => Passing::Items(item),
        _ if types.is_input_union(of) => Passing::Into,
        _ => Passing::AsIs,
    }
}

/// The call that sets a member of what `chain` makes: by `one` to a value, by `list` to a list.
pub(super) fn set_member(
    types: &Types,
    chain: &TokenStream,
    parameter: &Parameter,
    [one, list]: [&str; 2],
) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    let [one, list] = [one, list].map(|method| Ident::new(method, Span::call_site()));
    match passing(types, &parameter.ty) {
        Passing::AsIs => quote!(#chain.#one(#wire, #name)),
        Passing::Into => {
            let of = ty(types, &parameter.ty);
            quote!(#chain.#one::<#of>(#wire, #name.into()))
        }
        Passing::Displayed => quote!(#chain.#one(#wire, #name.to_string())),
        Passing::Items(item) => list_call(types, chain, &list, parameter, item),
    }
}

/// The call that sets a query parameter.
pub(super) fn set_query(types: &Types, chain: &TokenStream, parameter: &Parameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    match (passing(types, &parameter.ty), parameter.array) {
        (Passing::Items(item), style) => {
            let method = match style {
                Some(ArrayStyle::CommaSeparated) => "query_joined",
                Some(ArrayStyle::Repeated) | None => "query_repeated",
            };
            list_call(types, chain, &Ident::new(method, Span::call_site()), parameter, item)
        }
        (Passing::Into, _) if parameter.ty == Type::String => quote!(#chain.query_text(#wire, #name)),
        _ => {
            let value = text_source(types, parameter);
            quote!(#chain.query(#wire, #value))
        }
    }
}

fn list_call(
    types: &Types,
    chain: &TokenStream,
    method: &Ident,
    parameter: &Parameter,
    item: &Type,
) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    let of = ty(types, item);
    let items = match item {
        Type::Displayed => quote!(#name.into_iter().map(|item| item.to_string())),
        _ => quote!(#name),
    };
    quote!(#chain.#method::<#of>(#wire, #items))
}

/// A value that prints as the text of a parameter.
pub(super) fn text_source(types: &Types, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match passing(types, &parameter.ty) {
        Passing::Into => {
            let of = ty(types, &parameter.ty);
            quote!(Into::<#of>::into(#name))
        }
        _ => quote!(#name),
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
    if let Some(style) = parameter.array {
        paragraph(&mut lines, docs::wrapped(&style_docs(style, &parameter.wire)));
    }
    if matches!(parameter.ty, Type::Nullable(_)) {
        paragraph(&mut lines, vec!["May be `Null`, which is sent as null.".to_owned()]);
    }
    lines
}

/// How a list is sent in the query.
fn style_docs(style: ArrayStyle, name: &str) -> String {
    match style {
        ArrayStyle::Repeated => {
            let one = docs::code(&format!("{name}[]=…"));
            format!("Sent as {one} for each item; an empty list is not sent.")
        }
        ArrayStyle::CommaSeparated => {
            let all = docs::code(&format!("{name}=…"));
            format!(
                "Sent as {all} with the items separated by commas, so that none may hold one; an empty list is not sent."
            )
        }
    }
}
