//! Parameters of constructors and setters: how they are declared, documented, and turned into what is sent.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::names::Names;
use super::words::ident;
use crate::model::ArrayStyle;
use crate::rust::{Parameter, RustIdent, Type, Types};

/// `name: impl Into<String>`, `name: i64`, `name: PackageType`.
pub(super) fn declaration(names: &Names<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let declared = taken(names, &parameter.ty);
    quote!(#name: #declared)
}

/// Returns the type that callers pass where a value of a type is sent.
pub(crate) fn declared(types: &Types, sent: &Type) -> TokenStream {
    taken(&Names::none(types), sent)
}

/// Returns the type that callers pass where a value of a type is sent, as a file writes it.
pub(super) fn taken(names: &Names<'_>, sent: &Type) -> TokenStream {
    let of = names.ty(sent);
    match passing(names.types(), sent) {
        Passing::AsIs => of,
        Passing::Into => {
            let into = names.std("convert::Into");
            quote!(impl #into<#of>)
        }
        Passing::Displayed => {
            let displayed = names.std("string::ToString");
            quote!(impl #displayed)
        }
        Passing::Items(item) => {
            let item = match passing(names.types(), item) {
                Passing::Items(_) => names.ty(item),
                _ => taken(names, item),
            };
            let items = names.std("iter::IntoIterator");
            quote!(impl #items<Item = #item>)
        }
    }
}

/// Converts the caller's value into one of the type.
pub(super) fn converted(names: &Names<'_>, name: &RustIdent, of: &Type) -> TokenStream {
    let name = ident(name);
    match passing(names.types(), of) {
        Passing::AsIs => quote!(#name),
        Passing::Into => quote!(#name.into()),
        Passing::Displayed => quote!(#name.to_string()),
        Passing::Items(_) => quote!(#name.into_iter().collect()),
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
    names: &Names<'_>,
    chain: &TokenStream,
    parameter: &Parameter,
    [one, list]: [&str; 2],
) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    let [one, list] = [one, list].map(|method| Ident::new(method, Span::call_site()));
    match passing(names.types(), &parameter.ty) {
        Passing::AsIs => quote!(#chain.#one(#wire, #name)),
        Passing::Into => {
            let of = names.ty(&parameter.ty);
            quote!(#chain.#one::<#of>(#wire, #name.into()))
        }
        Passing::Displayed => quote!(#chain.#one(#wire, #name.to_string())),
        Passing::Items(item) => list_call(names, chain, &list, parameter, item),
    }
}

/// The call that sets a query parameter.
pub(super) fn set_query(names: &Names<'_>, chain: &TokenStream, parameter: &Parameter) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    match (passing(names.types(), &parameter.ty), parameter.array) {
        (Passing::Items(item), style) => {
            let method = match style {
                Some(ArrayStyle::CommaSeparated) => "query_joined",
                Some(ArrayStyle::Repeated) | None => "query_repeated",
            };
            list_call(names, chain, &Ident::new(method, Span::call_site()), parameter, item)
        }
        (Passing::Into, _) if parameter.ty == Type::String => quote!(#chain.query_text(#wire, #name)),
        _ => {
            let value = text_source(names, parameter);
            quote!(#chain.query(#wire, #value))
        }
    }
}

fn list_call(
    names: &Names<'_>,
    chain: &TokenStream,
    method: &Ident,
    parameter: &Parameter,
    item: &Type,
) -> TokenStream {
    let (name, wire) = (ident(&parameter.name), &parameter.wire);
    let of = names.ty(item);
    let items = match item {
        Type::Displayed => quote!(#name.into_iter().map(|item| item.to_string())),
        _ => quote!(#name),
    };
    quote!(#chain.#method::<#of>(#wire, #items))
}

/// A value that prints as the text of a parameter.
pub(super) fn text_source(names: &Names<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match passing(names.types(), &parameter.ty) {
        Passing::Into => {
            let of = names.ty(&parameter.ty);
            let into = names.std("convert::Into");
            quote!(#into::<#of>::into(#name))
        }
        _ => quote!(#name),
    }
}

/// Attributes of a setter or method.
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

/// Documentation of a parameter.
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
