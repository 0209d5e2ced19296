//! Objects to be sent, as parts of bodies.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::parameters::{attributes, declaration, parameter_docs, set_member};
use super::types::type_docs;
use super::words::{Imports, ident, ty};
use crate::rust::{Input, InputVariant, Parameter, Type, TypeDef, TypeId, Types};

/// A struct with a constructor and setters.
pub(super) fn input(types: &Types, id: TypeId, def: &TypeDef, input: &Input) -> TokenStream {
    let name = ident(&def.name);
    let mut imports = Imports::default();
    for parameter in input.arguments.iter().chain(&input.setters) {
        imports.mention(&parameter.ty);
    }
    let imports = imports.tokens(types, &["Members"], &quote!(super), Some(id));
    let docs = docs::outer(&type_docs(def));
    let new_docs = docs::outer(&new_docs(input));
    let parameters = input.arguments.iter().map(|argument| declaration(types, argument));
    let mut members = quote!(Members::new());
    for (wire, value) in &input.constants {
        members = quote!(#members.with(#wire, #value));
    }
    for argument in &input.arguments {
        members = with(types, &members, argument);
    }
    let setters = input.setters.iter().map(|setter| self::setter(types, setter));
    let default = input.arguments.is_empty().then(|| default(&name));
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
        pub struct #name(Members);

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

fn with(types: &Types, members: &TokenStream, parameter: &Parameter) -> TokenStream {
    set_member(types, members, parameter, ["with", "with_list"])
}

fn setter(types: &Types, setter: &Parameter) -> TokenStream {
    let name = ident(&setter.name);
    let docs = docs::outer(&parameter_docs(setter));
    let attributes = attributes(setter);
    let declaration = declaration(types, setter);
    let value = with(types, &quote!(self.0), setter);
    quote! {
        #docs
        #attributes
        #[must_use]
        pub fn #name(self, #declaration) -> Self {
            Self(#value)
        }
    }
}

fn default(name: &Ident) -> TokenStream {
    quote! {
        impl Default for #name {
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
    let mut imports = Imports::default();
    for variant in variants {
        imports.mention(&variant.ty);
    }
    imports.mention(&Type::Json);
    let imports = imports.tokens(types, &[], &quote!(super), Some(id));
    let mut lines = type_docs(def);
    paragraph(&mut lines, vec!["One of several values.".to_owned()]);
    let docs = docs::outer(&lines);
    let declarations = variants.iter().map(|variant| {
        let docs = docs::outer(&[docs::code(&variant.words)]);
        let (name, of) = (ident(&variant.name), ty(types, &variant.ty));
        quote!(#docs #name(#of))
    });
    let has_integer = variants.iter().any(|variant| variant.ty == Type::Integer);
    let rows = variants.iter().enumerate().map(|(at, variant)| {
        let (name, of) = (ident(&variant.name), ty(types, &variant.ty));
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
            Other(Value),
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
