//! A request: its struct, constructor, setters and constant.

use std::fmt::Write as _;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::endpoint::endpoint;
use super::words::{Imports, ident, ty};
use crate::rust::{Parameter, Place, Request, Type, TypeBody, Types};

/// What a file that holds requests imports; nothing where it holds none.
pub(super) fn imports(types: &Types, requests: &[Request]) -> TokenStream {
    if requests.is_empty() {
        return quote!();
    }
    let mut imports = Imports::default();
    for request in requests {
        mention(&mut imports, request);
    }
    let runtime = ["Call", "DocumentedStatus", "Endpoint", "Method"];
    imports.tokens(types, &runtime, "request", &quote!(crate::types), None)
}

fn mention(imports: &mut Imports, request: &Request) {
    // The macro that writes the tail names the list or the map itself.
    match &request.output {
        Type::List(inner) | Type::Map(inner) => imports.mention(inner),
        other => imports.mention(other),
    }
    for parameter in request.arguments.iter().chain(&request.setters) {
        imports.mention(&parameter.ty);
        // Text becomes a JSON value before it goes into a body.
        if parameter.place == Place::Body && parameter.ty == Type::String {
            imports.mention(&Type::Json);
        }
    }
}

/// Everything that a request type is made of.
pub(super) fn request(types: &Types, module: &str, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    let docs = docs::outer(&struct_docs(request));
    let new_docs = docs::outer(&new_docs(request));
    let parameters = request.arguments.iter().map(|argument| declaration(types, argument));
    let build = build(types, request);
    let setters: Vec<TokenStream> =
        request.setters.iter().map(|setter| self::setter(types, setter)).collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl<C> #name<C> { #(#setters)* }));
    let endpoint = endpoint(module, request);
    let default = request.arguments.is_empty().then(|| default(&name));
    let tail = tail(types, request);
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name<C = ()>(Call<C>);

        impl #name {
            #[doc = " What the documentation says of this endpoint."]
            pub const ENDPOINT: &'static Endpoint = #endpoint;

            #new_docs
            pub fn new(#(#parameters),*) -> Self {
                Self(#build)
            }
        }

        #default

        #setters

        #tail
    }
}

/// What needs nothing has a default.
fn default(name: &Ident) -> TokenStream {
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// `name: impl Into<String>`, `name: i64`, `name: PackageType`.
pub(super) fn declaration(types: &Types, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match &parameter.ty {
        Type::String => quote!(#name: impl Into<String>),
        Type::Json => quote!(#name: impl Into<Value>),
        other => {
            let other = ty(types, other);
            quote!(#name: #other)
        }
    }
}

fn build(types: &Types, request: &Request) -> TokenStream {
    let mut chain = quote!(Call::new(Self::ENDPOINT));
    for argument in &request.arguments {
        chain = push(types, &chain, argument);
    }
    chain
}

fn setter(types: &Types, setter: &Parameter) -> TokenStream {
    let name = ident(&setter.name);
    let docs = docs::outer(&parameter_docs(setter));
    let declaration = declaration(types, setter);
    let value = push(types, &quote!(self.0), setter);
    quote! {
        #docs
        pub fn #name(self, #declaration) -> Self {
            Self(#value)
        }
    }
}

/// The call that fills in one parameter.
fn push(types: &Types, chain: &TokenStream, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let wire = &parameter.wire;
    let text = matches!(parameter.ty, Type::String);
    match parameter.place {
        Place::Path if text => quote!(#chain.path(#name.into())),
        Place::Path if is_enum(types, &parameter.ty) => quote!(#chain.path(#name.into())),
        Place::Path => quote!(#chain.path(#name.to_string())),
        Place::Query if text => quote!(#chain.query_text(#wire, #name)),
        Place::Query => quote!(#chain.query(#wire, #name)),
        Place::Header if text => quote!(#chain.header(#wire, #name.into())),
        Place::Header => quote!(#chain.header(#wire, #name.to_string())),
        Place::Body => {
            let value = body_value(types, &parameter.ty, &quote!(#name));
            quote!(#chain.body(#wire, #value))
        }
    }
}

fn body_value(types: &Types, of: &Type, name: &TokenStream) -> TokenStream {
    match of {
        Type::String => quote!(Value::String(#name.into())),
        other if is_enum(types, other) => quote!(#name.to_string()),
        Type::Option(inner) => match &**inner {
            Type::Named(_) => quote!(#name.map(|value| value.to_string())),
            _ => quote!(#name),
        },
        _ => quote!(#name),
    }
}

fn is_enum(types: &Types, of: &Type) -> bool {
    matches!(of, Type::Named(id) if matches!(types.get(*id).body, TypeBody::Enum(_)))
}

/// The macro that writes what is the same for all requests. Its words are chosen so that the call reads well.
fn tail(types: &Types, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    match &request.output {
        Type::List(item) => {
            let item = ty(types, item);
            quote!(request!(#name, [#item]);)
        }
        Type::Map(item) => {
            let item = ty(types, item);
            quote!(request!(#name, map [#item]);)
        }
        other => {
            let other = ty(types, other);
            quote!(request!(#name, #other);)
        }
    }
}

fn struct_docs(request: &Request) -> Vec<String> {
    let mut lines =
        docs::wrapped(&format!("{}.", docs::prose(request.title.trim_end_matches('.')).join(" ")));
    paragraph(&mut lines, vec![facts(request)]);
    let first = request.description.lines().next().unwrap_or_default();
    paragraph(&mut lines, docs::prose(first));
    paragraph(&mut lines, vec![format!("From [the documentation]({}).", request.url)]);
    lines
}

/// The docs of the method that people type: everything the page says.
pub(super) fn method_docs(request: &Request) -> Vec<String> {
    let mut lines =
        docs::wrapped(&format!("{}.", docs::prose(request.title.trim_end_matches('.')).join(" ")));
    paragraph(&mut lines, docs::prose(&request.description));
    paragraph(&mut lines, vec![facts(request)]);
    let arguments: Vec<&Parameter> = request.arguments.iter().filter(|argument| !argument.bound).collect();
    if !arguments.is_empty() {
        paragraph(&mut lines, vec!["# Arguments".to_owned(), String::new()]);
        for argument in arguments {
            let text = parameter_docs(argument).join(" ");
            lines.extend(bullet(&format!("`{}`: {text}", argument.name.as_str())));
        }
    }
    if !request.statuses.is_empty() {
        paragraph(&mut lines, vec!["# Statuses".to_owned(), String::new()]);
        for (status, text) in &request.statuses {
            let text = docs::prose(text).join(" ");
            lines.extend(bullet(&if text.is_empty() {
                format!("`{status}`")
            } else {
                format!("`{status}`: {text}")
            }));
        }
    }
    paragraph(&mut lines, vec![format!("From [the documentation]({}).", request.url)]);
    lines
}

fn bullet(text: &str) -> Vec<String> {
    let mut lines = docs::wrapped(text).into_iter();
    let first = lines.next().map(|line| format!("- {line}"));
    first.into_iter().chain(lines.map(|line| format!("  {line}"))).collect()
}

/// Method, path and token scopes in one line.
fn facts(request: &Request) -> String {
    let mut facts = format!("`{} {}`", request.method.as_str(), request.path);
    if !request.scopes.is_empty() {
        let scopes: Vec<String> = request.scopes.iter().map(|scope| format!("`{scope}`")).collect();
        let _ = write!(facts, ", token scopes {}", scopes.join(", "));
    }
    facts
}

fn new_docs(request: &Request) -> Vec<String> {
    let mut lines = vec!["The request with what it cannot be sent without.".to_owned()];
    if request.arguments.is_empty() {
        return lines;
    }
    lines.push(String::new());
    for argument in &request.arguments {
        let text = parameter_docs(argument).join(" ");
        lines.extend(bullet(&format!("`{}`: {text}", argument.name.as_str())));
    }
    lines
}

fn parameter_docs(parameter: &Parameter) -> Vec<String> {
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
    lines
}
