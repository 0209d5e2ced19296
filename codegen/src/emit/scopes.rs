//! Scopes: `orgs("acme")` and what hangs on it, a file each; the client itself is one of them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::bound::bound;
use super::docs;
use super::features::cfg;
use super::handles::{handle, method};
use super::requests::{imports, kinds, request};
use super::words::ident;
use crate::rust::{Client, Handle, Request, RustIdent, Scope};

/// The files of a scope.
pub(super) fn scope<'a>(client: &'a Client, scope: &'a Scope) -> Vec<Module<'a>> {
    let module = module(scope);
    let own = own_requests(scope);
    let mut files = Vec::new();
    for (file, requests) in own.clone() {
        let path = format!("src/{module}/{}.rs", file.as_str());
        files.push(Module::new(path, move || own_file(client, scope, &requests)));
    }
    for one in &scope.handles {
        let path = match &scope.module {
            Some(module) => format!("{}::{}", module.as_str(), one.module.as_str()),
            None => one.module.as_str().to_owned(),
        };
        let file = format!("src/{}.rs", path.replace("::", "/"));
        files.push(Module::new(file, move || handle(client, scope, one, &path)));
    }
    files.push(Module::new(format!("src/{module}.rs"), move || match scope.module {
        Some(_) => scope_file(scope, &own),
        None => client_file(scope, &own),
    }));
    files
}

/// The module of a scope; what hangs on the client itself is in `client`.
fn module(scope: &Scope) -> &str {
    scope.module.as_ref().map_or("client", RustIdent::as_str)
}

/// What hangs on the scope itself, a private module for each category, so that each can be left out.
fn own_requests(scope: &Scope) -> BTreeMap<RustIdent, Vec<&Request>> {
    let mut own: BTreeMap<RustIdent, Vec<&Request>> = BTreeMap::new();
    for request in &scope.requests {
        let module = RustIdent::snake(&format!("{} requests", request.feature));
        own.entry(module).or_default().push(request);
    }
    own
}

fn own_features(requests: &[&Request]) -> BTreeSet<String> {
    requests.iter().map(|request| request.feature.clone()).collect()
}

/// The private modules and what of them is public.
fn own_modules(own: &BTreeMap<RustIdent, Vec<&Request>>) -> TokenStream {
    let modules = own.iter().map(|(module, requests)| {
        let (module, cfg) = (ident(module), cfg(&own_features(requests)));
        quote!(#cfg mod #module; #cfg pub use self::#module::*;)
    });
    quote!(#(#modules)*)
}

fn scope_file(scope: &Scope, own: &BTreeMap<RustIdent, Vec<&Request>>) -> TokenStream {
    let handles = scope.handles.iter().map(|handle| {
        let (module, cfg) = (ident(&handle.module), cfg(&handle.features()));
        quote!(#cfg pub mod #module;)
    });
    let enter = enter(scope);
    let methods: Vec<TokenStream> = scope.handles.iter().map(|one| handle_method(scope, one)).collect();
    let below = format!("Everything below `{}`.", scope.front);
    let bound = bound(&scope.name, scope, &below, &methods);
    let own = own_modules(own);
    let module_docs = docs::inner(&[format!("What hangs on `{}`.", scope.front)]);
    quote! {
        #module_docs
        #own
        #(#handles)*

        #[cfg(feature = "client")]
        use crate::Client;

        #[cfg(feature = "client")]
        impl Client { #enter }

        #bound
    }
}

/// The client itself: handles are modules of the crate.
fn client_file(scope: &Scope, own: &BTreeMap<RustIdent, Vec<&Request>>) -> TokenStream {
    let handles = scope.handles.iter().map(|one| handle_method(scope, one));
    let own = own_modules(own);
    let entries = (!scope.handles.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "client")]
            use crate::Client;

            #[cfg(feature = "client")]
            impl Client { #(#handles)* }
        }
    });
    quote! {
        #![doc = " What hangs on the client itself."]
        #own
        #entries
    }
}

/// The requests of one category that hang on the scope itself, and the scope's methods for them.
fn own_file(client: &Client, scope: &Scope, requests: &[&Request]) -> TokenStream {
    let types = &client.types;
    let imports = imports(types, requests);
    let (owner, import, receiver) = match &scope.module {
        Some(_) => {
            let name = ident(&scope.name);
            let import = quote! {
                #[cfg(feature = "client")]
                use crate::Client;
                #[cfg(feature = "client")]
                use super::#name;
            };
            (quote!(#name), import, quote!(self.client))
        }
        None => (
            quote!(Client),
            quote!(
                #[cfg(feature = "client")]
                use crate::Client;
            ),
            quote!(self),
        ),
    };
    let methods = requests.iter().map(|one| method(types, scope, one, &receiver));
    let kinds = kinds(requests);
    let requests = requests.iter().map(|one| request(types, module(scope), one));
    quote! {
        #import
        #imports

        #[cfg(feature = "client")]
        impl #owner { #(#methods)* }

        #(#requests)*

        #kinds
    }
}

/// The client's method that enters a scope.
fn enter(scope: &Scope) -> TokenStream {
    let Some(module) = &scope.module else { return quote!() };
    let (method, name) = (ident(module), ident(&scope.name));
    let docs = docs::outer(&[format!("Everything below `{}`.", scope.front)]);
    let parameters = scope.arguments.iter().map(ident).map(|argument| quote!(#argument: impl Into<String>));
    let values = scope.arguments.iter().map(ident).map(|argument| quote!(#argument.into()));
    quote! {
        #docs
        pub fn #method(&self, #(#parameters),*) -> #name {
            #name::new(self.clone(), #(#values),*)
        }
    }
}

/// The scope's method that gives a handle.
fn handle_method(scope: &Scope, handle: &Handle) -> TokenStream {
    let (module, name) = (ident(&handle.module), ident(&handle.name));
    let titles: Vec<String> = handle.pages.iter().map(|page| docs::prose(&page.title).join(" ")).collect();
    let docs = docs::outer(&docs::wrapped(&format!("{}.", titles.join("; "))));
    let cfg = cfg(&handle.features());
    let values = scope.arguments.iter().map(ident).map(|argument| quote!(self.#argument.clone()));
    let client = if scope.module.is_none() { quote!(self.clone()) } else { quote!(self.client.clone()) };
    let path = if scope.module.is_none() { quote!(crate::#module) } else { quote!(#module) };
    quote! {
        #docs
        #cfg
        pub fn #module(&self) -> #path::#name {
            #path::#name::new(#client, #(#values),*)
        }
    }
}
