//! Objects to be sent, as parts of bodies.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::names::Names;
use super::parameters::{attributes, declaration, parameter_docs, set_member};
use super::types::type_docs;
use super::words::ident;
use crate::rust::{Input, InputVariant, Parameter, Type, TypeDef, TypeId, Types};

/// A struct with a constructor and setters.
pub(super) fn input(types: &Types, id: TypeId, def: &TypeDef, input: &Input) -> TokenStream {
    let name = ident(&def.name);
    let taken = input.arguments.iter().chain(&input.setters).map(|parameter| &parameter.ty);
    let names = &Names::of_type(types, id, taken);
    let imports = names.uses(&["Members"]);
    let held = names.runtime("Members");
    let docs = docs::outer(&type_docs(def));
    let new_docs = docs::outer(&new_docs(input));
    let parameters = input.arguments.iter().map(|argument| declaration(names, argument));
    let mut members = quote!(#held::new());
    for (wire, value) in &input.constants {
        members = quote!(#members.with(#wire, #value));
    }
    for argument in &input.arguments {
        members = with(names, &members, argument);
    }
    let setters = input.setters.iter().map(|setter| self::setter(names, setter));
    let default = input.arguments.is_empty().then(|| default(names, &name));
    let secrets = &input.secrets;
    let tail = if secrets.is_empty() {
        quote!(runtime::body!(#name);)
    } else {
        quote!(runtime::body!(#name, secret #(#secrets),*);)
    };
    quote! {
        #imports
        #docs
        #[derive(Clone, PartialEq)]
        pub struct #name(#held);

        impl #name {
            #new_docs
            pub fn new(#(#parameters),*) -> Self {
                Self(#members)
            }

            #(#setters)*
        }

        #default

        #tail
    }
}

fn with(names: &Names<'_>, members: &TokenStream, parameter: &Parameter) -> TokenStream {
    set_member(names, members, parameter, ["with", "with_list"])
}

fn setter(names: &Names<'_>, setter: &Parameter) -> TokenStream {
    let name = ident(&setter.name);
    let docs = docs::outer(&parameter_docs(setter));
    let attributes = attributes(setter);
    let declaration = declaration(names, setter);
    let value = with(names, &quote!(self.0), setter);
    quote! {
        #docs
        #attributes
        #[must_use]
        pub fn #name(self, #declaration) -> Self {
            Self(#value)
        }
    }
}

fn default(names: &Names<'_>, name: &Ident) -> TokenStream {
    let default = names.std("default::Default");
    quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn new_docs(input: &Input) -> Vec<String> {
    let mut lines = vec!["The object with what it cannot be sent without.".to_owned()];
    if !input.arguments.is_empty() {
        lines.push(String::new());
    }
    for argument in &input.arguments {
        lines.extend(docs::bullet(&format!(
            "`{}`: {}",
            argument.name.as_str(),
            parameter_docs(argument).join(" ")
        )));
    }
    lines
}

/// An enum of values.
pub(super) fn input_union(
    types: &Types,
    id: TypeId,
    def: &TypeDef,
    variants: &[InputVariant],
) -> TokenStream {
    let name = ident(&def.name);
    let mentioned = variants.iter().map(|variant| &variant.ty).chain([&Type::Json]);
    let names = &Names::of_type(types, id, mentioned);
    let imports = names.uses(&[]);
    let json = names.ty(&Type::Json);
    let mut lines = type_docs(def);
    paragraph(&mut lines, vec!["One of several values.".to_owned()]);
    let docs = docs::outer(&lines);
    let declarations = variants.iter().map(|variant| {
        let docs = docs::outer(&[docs::code(&variant.words)]);
        let (name, of) = (ident(&variant.name), names.ty(&variant.ty));
        quote!(#docs #name(#of))
    });
    let has_integer = variants.iter().any(|variant| variant.ty == Type::Integer);
    let rows = variants.iter().enumerate().map(|(at, variant)| {
        let (name, of) = (ident(&variant.name), names.ty(&variant.ty));
        let is_known = variants[..at].iter().any(|other| other.ty == variant.ty);
        let word = if is_known { Some("alike") } else { conversions(&variant.ty, has_integer) };
        let word = word.map(|word| Ident::new(word, Span::call_site()));
        quote!(#name(#of) #word)
    });
    let text = variants.iter().all(|variant| is_plain(types, &variant.ty)).then(|| {
        let variants = variants.iter().map(|variant| ident(&variant.name));
        quote!(runtime::sent_text!(#name { #(#variants),* });)
    });
    let other = docs::outer(&["Something that the documentation does not list.".to_owned()]);
    quote! {
        #imports
        #docs
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations,)*
            #other
            Other(#json),
        }

        runtime::sent_union!(#name { #(#rows),* });

        #text
    }
}

/// The word of the runtime's macro for what else becomes a variant than its payload.
fn conversions(payload: &Type, has_integer: bool) -> Option<&'static str> {
    match payload {
        Type::Named(_) => Some("own"),
        Type::String => Some("text"),
        // An integer in code would be taken for either.
        Type::Number if !has_integer => Some("whole"),
        Type::List(item) => Some(match **item {
            Type::String => "texts",
            Type::Json => "values",
            _ => "items",
        }),
        _ => None,
    }
}

/// Whether a value prints as it is sent in a query.
fn is_plain(types: &Types, of: &Type) -> bool {
    let is_scalar = matches!(
        of,
        Type::String | Type::Integer | Type::Number | Type::Boolean | Type::Timestamp | Type::Date
    );
    is_scalar || types.is_enum(of)
}
