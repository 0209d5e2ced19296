//! A request: its type, constructor, setters, and what the documentation says of its endpoint.

use std::fmt::Write as _;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::{self, paragraph};
use super::endpoint::endpoint;
use super::names::Names;
use super::outcomes;
use super::parameters::{
    attributes, declaration, deprecated, parameter_docs, set_member, set_query, text_source,
};
use super::words::ident;
use crate::model::Method;
use crate::rust::{Availability, Form, MediaType, Output, Parameter, Place, Request, RustIdent, Type, Types};

/// The names of a file that holds requests, and what else it defines.
pub(super) fn names_of<'t>(
    types: &'t Types,
    defined: impl IntoIterator<Item = &'t RustIdent>,
    requests: &[&'t Request],
) -> Names<'t> {
    let defined = defined.into_iter().chain(requests.iter().flat_map(|request| request.type_names()));
    let outputs = requests.iter().flat_map(|request| request.output.types());
    let any_json = requests.iter().any(|request| matches!(request.output, Output::Outcomes { .. }));
    let taken = requests.iter().flat_map(|request| request.arguments.iter().chain(&request.setters));
    let mentioned =
        outputs.chain(taken.map(|parameter| &parameter.ty)).chain(any_json.then_some(&Type::Json));
    Names::of_items(types, defined.map(RustIdent::as_str), mentioned)
}

/// The import of the client, which is there only with the feature `client`.
pub(super) fn client_import(names: &Names<'_>) -> TokenStream {
    if !names.is_free("Client") {
        return quote!();
    }
    quote!(
        #[cfg(feature = "client")]
        use crate::Client;
    )
}

/// What a file that holds requests imports; nothing where it holds none.
pub(super) fn imports(names: &Names<'_>, requests: &[&Request]) -> TokenStream {
    if requests.is_empty() {
        return quote!();
    }
    let mut runtime = vec!["DocumentedStatus", "Draft", "Endpoint", "Method", "Operation", "Server"];
    runtime.extend(requests.iter().filter_map(|request| match &request.output {
        Output::Outcomes { .. } => Some("StatusCode"),
        Output::Text => Some("Text"),
        Output::Download => Some("Download"),
        Output::Wrapped { .. } => Some("ListOperation"),
        Output::One(_) => None,
    }));
    let own = names.uses(&runtime);
    let asks = requests.iter().any(|request| !request.media_types.is_empty());
    let asked = ["Download", "Sending"]
        .into_iter()
        .filter(|name| asks && names.is_free(name) && !runtime.contains(name));
    let asked: Vec<Ident> = asked.map(|name| Ident::new(name, Span::call_site())).collect();
    let asked = (!asked.is_empty()).then(|| {
        quote!(
            #[cfg(feature = "client")]
            use runtime::{#(#asked),*};
        )
    });
    let call = names.is_free("Call").then(|| {
        quote!(
            use crate::Call;
        )
    });
    // Constructors ask it for the endpoint, so that it must be in scope under whatever name.
    let operation = (!names.is_free("Operation")).then(|| {
        quote!(
            use runtime::Operation as _;
        )
    });
    quote!(#call #own #operation #asked)
}

/// Everything that a request type is made of.
pub(super) fn request(names: &Names<'_>, module: &str, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    let docs = docs::outer(&struct_docs(request));
    let new_docs = docs::outer(&new_docs(request));
    let parameters = request.arguments.iter().map(|argument| declaration(names, argument));
    let build = build(names, request);
    let setters: Vec<TokenStream> =
        request.setters.iter().map(|setter| self::setter(names, setter)).collect();
    let content_type = request.content.as_ref().map(|_| content_type(names));
    let has_setters = !setters.is_empty() || content_type.is_some();
    let client = names.generic("C");
    let setters = has_setters.then(|| quote!(impl<#client> #name<#client> { #(#setters)* #content_type }));
    let deprecated = deprecated(request.deprecated.as_deref());
    let default = request.arguments.is_empty().then(|| default(names, &name, request.deprecated.is_some()));
    let outcomes = match &request.output {
        Output::Outcomes { name, outcomes } => Some(outcomes::outcomes(names, &request.name, name, outcomes)),
        _ => None,
    };
    let media_types = media_types(names, &name, request);
    let operation = operation(names, module, request);
    let call = names.root("Call");
    quote! {
        #docs
        pub type #name<#client = ()> = #call<kinds::#name, #client>;

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
fn content_type(names: &Names<'_>) -> TokenStream {
    let (into, string) = (names.std("convert::Into"), names.ty(&Type::String));
    quote! {
        #[doc = " Says what the body is, in place of what the documentation names."]
        pub fn content_type(self, media_type: impl #into<#string>) -> Self {
            self.draft.content_type(media_type).call()
        }
    }
}

/// A method for each media type that a reply can be asked for in.
fn media_types(names: &Names<'_>, name: &Ident, request: &Request) -> TokenStream {
    if request.media_types.is_empty() {
        return quote!();
    }
    let [sending, download] = ["Sending", "Download"].map(|name| names.runtime(name));
    let client = names.root("Client");
    let methods = request.media_types.iter().map(|MediaType { method, text }| {
        let docs = docs::outer(&[format!(
            "Sends the request for {} and gives the body as it comes.",
            docs::code(text)
        )]);
        let method = ident(method);
        quote! {
            #docs
            pub fn #method(self) -> #sending<#download> {
                self.draft.download(#text)
            }
        }
    });
    quote! {
        #[cfg(feature = "client")]
        impl #name<#client> { #(#methods)* }
    }
}

/// What needs nothing has a default.
fn default(names: &Names<'_>, name: &Ident, deprecated: bool) -> TokenStream {
    let default = names.std("default::Default");
    let expect = deprecated.then(|| quote!(#[expect(deprecated, reason = "it is the same as `new`")]));
    quote! {
        #expect
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn build(names: &Names<'_>, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    let path = request.arguments.iter().filter(|argument| argument.place == Place::Path);
    let path = path.map(|argument| path_value(names, argument));
    let draft = names.runtime("Draft");
    let mut chain = quote!(#draft::new(kinds::#name::ENDPOINT, [#(#path),*]));
    let sends = matches!(request.method, Method::Post | Method::Put | Method::Patch);
    let in_body = |parameter: &Parameter| parameter.place == Place::Body;
    if let Some(accept) = &request.accept {
        chain = quote!(#chain.header("accept", #accept));
    }
    if let Some(form) = request.form {
        let form = match form {
            Form::Multipart => quote!(form),
            Form::Urlencoded => quote!(urlencoded_form),
        };
        chain = quote!(#chain.#form());
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
            _ => push(names, &chain, argument),
        };
    }
    chain
}

fn setter(names: &Names<'_>, setter: &Parameter) -> TokenStream {
    let name = ident(&setter.name);
    let docs = docs::outer(&parameter_docs(setter));
    let attributes = attributes(setter);
    let declaration = declaration(names, setter);
    let value = push(names, &quote!(self.draft), setter);
    quote! {
        #docs
        #attributes
        pub fn #name(self, #declaration) -> Self {
            #value.call()
        }
    }
}

/// The text that takes the place of a parameter in the path.
fn path_value(names: &Names<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match &parameter.ty {
        Type::String => quote!(#name.into()),
        of if names.types().is_enum(of) => quote!(#name.as_str().to_owned()),
        _ => {
            let value = text_source(names, parameter);
            quote!(#value.to_string())
        }
    }
}

/// The call that fills in one parameter.
fn push(names: &Names<'_>, chain: &TokenStream, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let wire = &parameter.wire;
    match parameter.place {
        Place::Query => set_query(names, chain, parameter),
        Place::Header if parameter.ty == Type::String => quote!(#chain.header(#wire, #name.into())),
        Place::Header => {
            let value = text_source(names, parameter);
            quote!(#chain.header(#wire, #value))
        }
        Place::Body if parameter.ty == Type::Body => quote!(#chain.part(#wire, #name)),
        Place::Body => set_member(names, chain, parameter, ["body", "body_list"]),
        Place::WholeBody => quote!(#chain.json(#name.into())),
        // A constructor has filled the path, and only it knows what the documentation calls the content.
        Place::Path | Place::Content => chain.clone(),
    }
}

/// What the runtime has to know of the endpoint.
fn operation(names: &Names<'_>, module: &str, request: &Request) -> TokenStream {
    let name = ident(&request.name);
    let endpoint = endpoint(names, module, request);
    let output = match &request.output {
        Output::One(of) => names.ty(of),
        Output::Wrapped { whole, .. } => names.ty(whole),
        Output::Outcomes { name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
        Output::Text => names.runtime("Text"),
        Output::Download => names.runtime("Download"),
    };
    // The runtime knows that a list is one in pages.
    let list = match &request.output {
        Output::Wrapped { member, item, .. } => {
            let item = names.ty(item);
            let list = names.runtime("ListOperation");
            let [option, some] = ["option::Option", "option::Option::Some"].map(|path| names.std(path));
            Some(quote! {
                impl #list for kinds::#name {
                    type Item = #item;

                    const MEMBER: #option<&'static str> = #some(#member);
                }
            })
        }
        _ => None,
    };
    let [operation, endpoint_type] = ["Operation", "Endpoint"].map(|name| names.runtime(name));
    quote! {
        impl #operation for kinds::#name {
            type Output = #output;

            const ENDPOINT: &'static #endpoint_type = #endpoint;
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

/// Method, path, token scopes and the media type of the reply in one line.
fn facts(request: &Request) -> String {
    let mut facts = format!("`{} {}`", request.method.as_str(), request.path);
    if !request.scopes.is_empty() {
        let scopes: Vec<String> = request.scopes.iter().map(|scope| format!("`{scope}`")).collect();
        let _ = write!(facts, ", token scopes {}", scopes.join(", "));
    }
    if let Some(accept) = &request.accept {
        let _ = write!(facts, ", asks for {}", docs::code(accept));
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
