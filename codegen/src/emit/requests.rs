//! A request: its type, constructor, setters, and what the documentation says of its endpoint.

use std::fmt::Write as _;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::endpoint::endpoint;
use super::outcomes;
use super::parameters::{
    attributes, declaration, deprecated, parameter_docs, set_member, set_query, text_source,
};
use super::words::{Imports, ident, ty};
use crate::model::Method;
use crate::rust::{Availability, MediaType, Output, Parameter, Place, Request, Type, Types};

/// What a file that holds requests imports; nothing where it holds none.
pub(super) fn imports(types: &Types, requests: &[&Request]) -> TokenStream {
    if requests.is_empty() {
        return quote!();
    }
    let mut imports = Imports::default();
    let mut runtime = vec!["DocumentedStatus", "Draft", "Endpoint", "Method", "Operation", "Server"];
    for request in requests {
        match &request.output {
            Output::Outcomes { .. } => {
                imports.mention(&Type::Json);
                runtime.push("StatusCode");
            }
            Output::Text => runtime.push("Text"),
            Output::Download => runtime.push("Download"),
            Output::Wrapped { .. } => runtime.push("ListOperation"),
            Output::One(_) => {}
        }
        request.output.types().into_iter().for_each(|ty| imports.mention(ty));
        request.arguments.iter().chain(&request.setters).for_each(|one| imports.mention(&one.ty));
    }
    let own = imports.tokens(types, &runtime, &quote!(crate::types), None);
    let asks = requests.iter().any(|request| !request.media_types.is_empty());
    let download = (!runtime.contains(&"Download")).then(|| quote!(Download,));
    let asked = asks.then(|| {
        quote!(
            #[cfg(feature = "client")]
            use runtime::{#download Sending};
        )
    });
    quote!(use crate::Call; #own #asked)
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
    let content_type = request.content.as_ref().map(|_| content_type());
    let has_setters = !setters.is_empty() || content_type.is_some();
    let setters = has_setters.then(|| quote!(impl<C> #name<C> { #(#setters)* #content_type }));
    let deprecated = deprecated(request.deprecated.as_deref());
    let default = request.arguments.is_empty().then(|| default(&name, request.deprecated.is_some()));
    let outcomes = match &request.output {
        Output::Outcomes { name, outcomes } => Some(outcomes::outcomes(types, &request.name, name, outcomes)),
        _ => None,
    };
    let media_types = media_types(&name, request);
    let operation = operation(types, module, request);
    quote! {
        #docs
        pub type #name<C = ()> = Call<kinds::#name, C>;

        impl #name {
            #new_docs
            #deprecated
            pub fn new(#(#parameters),*) -> Self {
                #build.call()
            }
        }

        #default

        #setters

        #media_types

        #operation

        #outcomes
    }
}

/// The module of what tells request types apart: a type without values for each. It is private, so it clashes with nothing.
pub(super) fn kinds(requests: &[&Request]) -> TokenStream {
    if requests.is_empty() {
        return quote!();
    }
    let kinds = requests.iter().map(|request| {
        let name = ident(&request.name);
        quote!(pub enum #name {})
    });
    quote! {
        #[doc = " What tells the request types apart."]
        mod kinds {
            #(#kinds)*
        }
    }
}

/// The setter of a body's media type.
fn content_type() -> TokenStream {
    quote! {
        #[doc = " Says what the body is, in place of what the documentation names."]
        pub fn content_type(self, media_type: impl Into<String>) -> Self {
            self.draft.content_type(media_type).call()
        }
    }
}

/// A method for each media type that a reply can be asked for in.
fn media_types(name: &Ident, request: &Request) -> TokenStream {
    if request.media_types.is_empty() {
        return quote!();
    }
    let methods = request.media_types.iter().map(|MediaType { method, text }| {
        let docs = docs::outer(&[format!(
            "Sends the request for {} and gives the body as it comes.",
            docs::code(text)
        )]);
        let method = ident(method);
        quote! {
            #docs
            pub fn #method(self) -> Sending<Download> {
                self.draft.download(#text)
            }
        }
    });
    quote! {
        #[cfg(feature = "client")]
        impl #name<Client> { #(#methods)* }
    }
}

/// What needs nothing has a default.
fn default(name: &Ident, deprecated: bool) -> TokenStream {
    let expect = deprecated.then(|| quote!(#[expect(deprecated, reason = "it is the same as `new`")]));
    quote! {
        #expect
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn build(types: &Types, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    let path = request.arguments.iter().filter(|argument| argument.place == Place::Path);
    let path = path.map(|argument| path_value(types, argument));
    let mut chain = quote!(Draft::new(kinds::#name::ENDPOINT, [#(#path),*]));
    let sends = matches!(request.method, Method::Post | Method::Put | Method::Patch);
    let in_body = |parameter: &Parameter| parameter.place == Place::Body;
    if request.form {
        chain = quote!(#chain.form());
    } else if sends && request.setters.iter().any(in_body) && !request.arguments.iter().any(in_body) {
        // Servers want an object, even if nothing is in it.
        chain = quote!(#chain.object());
    }
    for argument in &request.arguments {
        chain = match (&request.content, argument.place) {
            (Some(media_type), Place::Content) => {
                let content = ident(&argument.name);
                quote!(#chain.content(#media_type, #content))
            }
            _ => push(types, &chain, argument),
        };
    }
    chain
}

fn setter(types: &Types, setter: &Parameter) -> TokenStream {
    let name = ident(&setter.name);
    let docs = docs::outer(&parameter_docs(setter));
    let attributes = attributes(setter);
    let declaration = declaration(types, setter);
    let value = push(types, &quote!(self.draft), setter);
    quote! {
        #docs
        #attributes
        pub fn #name(self, #declaration) -> Self {
            #value.call()
        }
    }
}

/// The text that takes the place of a parameter in the path.
fn path_value(types: &Types, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match &parameter.ty {
        Type::String => quote!(#name.into()),
        of if types.is_enum(of) => quote!(#name.as_str().to_owned()),
        _ => {
            let value = text_source(types, parameter);
            quote!(#value.to_string())
        }
    }
}

/// The call that fills in one parameter.
fn push(types: &Types, chain: &TokenStream, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let wire = &parameter.wire;
    match parameter.place {
        Place::Query => set_query(types, chain, parameter),
        Place::Header if parameter.ty == Type::String => quote!(#chain.header(#wire, #name.into())),
        Place::Header => {
            let value = text_source(types, parameter);
            quote!(#chain.header(#wire, #value))
        }
        Place::Body if parameter.ty == Type::Body => quote!(#chain.part(#wire, #name)),
        Place::Body => set_member(types, chain, parameter, ["body", "body_list"]),
        Place::WholeBody => quote!(#chain.json(#name.into())),
        // A constructor has filled the path, and only it knows what the documentation calls the content.
        Place::Path | Place::Content => chain.clone(),
    }
}

/// What the runtime has to know of the endpoint.
fn operation(types: &Types, module: &str, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    let endpoint = endpoint(module, request);
    let output = match &request.output {
        Output::One(of) => ty(types, of),
        Output::Wrapped { whole, .. } => ty(types, whole),
        Output::Outcomes { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
        Output::Text => quote!(Text),
        Output::Download => quote!(Download),
    };
    // The runtime knows that a list is one in pages.
    let list = match &request.output {
        Output::Wrapped { member, item, .. } => {
            let item = ty(types, item);
            Some(quote! {
                impl ListOperation for kinds::#name {
                    type Item = #item;

                    const MEMBER: Option<&'static str> = Some(#member);
                }
            })
        }
        _ => None,
    };
    quote! {
        impl Operation for kinds::#name {
            type Output = #output;

            const ENDPOINT: &'static Endpoint = #endpoint;
        }

        #list
    }
}

fn struct_docs(request: &Request) -> Vec<String> {
    let mut lines =
        docs::wrapped(&format!("{}.", docs::prose(request.title.trim_end_matches('.')).join(" ")));
    paragraph(&mut lines, vec![facts(request)]);
    let first = request.description.lines().next().unwrap_or_default();
    paragraph(&mut lines, docs::prose(first));
    paragraph(&mut lines, not_understood(&request.not_understood));
    paragraph(&mut lines, vec![format!("From [the documentation]({}).", request.url)]);
    lines
}

/// The docs of the method that people type: everything the page says.
pub(super) fn method_docs(request: &Request) -> Vec<String> {
    let mut lines =
        docs::wrapped(&format!("{}.", docs::prose(request.title.trim_end_matches('.')).join(" ")));
    paragraph(&mut lines, docs::prose(&request.description));
    paragraph(&mut lines, vec![facts(request)]);
    paragraph(&mut lines, availability(&request.availability));
    paragraph(&mut lines, not_understood(&request.not_understood));
    let arguments: Vec<&Parameter> = request.arguments.iter().filter(|argument| !argument.bound).collect();
    if !arguments.is_empty() {
        paragraph(&mut lines, vec!["# Arguments".to_owned(), String::new()]);
        for argument in arguments {
            let text = parameter_docs(argument).join(" ");
            lines.extend(docs::bullet(&format!("`{}`: {text}", argument.name.as_str())));
        }
    }
    if !request.statuses.is_empty() {
        paragraph(&mut lines, vec!["# Statuses".to_owned(), String::new()]);
        for (status, text) in &request.statuses {
            let text = docs::prose(text).join(" ");
            lines.extend(docs::bullet(&if text.is_empty() {
                format!("`{status}`")
            } else {
                format!("`{status}`: {text}")
            }));
        }
    }
    paragraph(&mut lines, vec![format!("From [the documentation]({}).", request.url)]);
    lines
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

/// The places of its section that were not understood, so that it is incomplete.
fn not_understood(places: &[String]) -> Vec<String> {
    if places.is_empty() {
        return Vec::new();
    }
    let places: Vec<String> = places.iter().map(|place| docs::code(&place.replace('`', "'"))).collect();
    docs::wrapped(&format!(
        "Not all of its documentation was understood, so that this request or its response is incomplete: {}.",
        places.join(", ")
    ))
}

/// The versions that have the endpoint and those that have not, in one sentence.
fn availability(availability: &Availability) -> Vec<String> {
    let Availability { within, without, differs } = availability;
    let listed = |versions: &[String]| {
        versions.iter().map(|version| docs::code(version)).collect::<Vec<_>>().join(", ")
    };
    if within.is_empty() {
        return Vec::new();
    }
    let mut text = format!("In {}", listed(within));
    if !without.is_empty() {
        let _ = write!(text, "; not in {}", listed(without));
    }
    if !differs.is_empty() {
        let differs = differs
            .iter()
            .map(|(version, aspects)| format!("{} ({})", docs::code(version), aspects.join(", ")));
        let _ = write!(text, "; differs in {}", differs.collect::<Vec<_>>().join(", "));
    }
    docs::wrapped(&format!("{text}."))
}

fn new_docs(request: &Request) -> Vec<String> {
    let mut lines = vec!["The request with what it cannot be sent without.".to_owned()];
    if request.arguments.is_empty() {
        return lines;
    }
    lines.push(String::new());
    for argument in &request.arguments {
        let text = parameter_docs(argument).join(" ");
        lines.extend(docs::bullet(&format!("`{}`: {text}", argument.name.as_str())));
    }
    lines
}
