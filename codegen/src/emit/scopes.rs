//! Scopes: `orgs("acme")` and what hangs on it, a file each; the client itself is one of them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::bound::{bound, held, new_handle, new_scope};
use super::docs;
use super::features::Categories;
use super::handles::{handle, method};
use super::names::Names;
use super::parameters::{converted, taken};
use super::requests::{client_import, imports, kinds, names_of, request};
use super::words::ident;
use crate::rust::{Client, Handle, Request, RustIdent, Scope};

/// The files of a scope.
pub(super) fn scope<'a>(client: &'a Client, scope: &'a Scope, categories: Categories) -> Vec<Module<'a>> {
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
        Some(_) => scope_file(client, scope, &own, categories),
        None => client_file(client, scope, &own, categories),
    }));
    files
}

/// The module of a scope; what hangs on the client itself is in `client`.
fn module(scope: &Scope) -> &str {
    scope.module.as_ref().map_or("client", RustIdent::as_str)
}

/// Requests of the scope itself, in a private module for each category, so that each can be left out.
fn own_requests(scope: &Scope) -> BTreeMap<RustIdent, Vec<&Request>> {
    let mut own: BTreeMap<RustIdent, Vec<&Request>> = BTreeMap::new();
    for request in &scope.requests {
        let module = RustIdent::module(&format!("{} requests", request.feature))
            .or_numbered(|name| scope.handles.iter().any(|handle| handle.module == *name));
        own.entry(module).or_default().push(request);
    }
    own
}

fn own_features(requests: &[&Request]) -> BTreeSet<String> {
    requests.iter().map(|request| request.feature.clone()).collect()
}

/// The private modules and what of them is public.
fn own_modules(own: &BTreeMap<RustIdent, Vec<&Request>>, categories: Categories) -> TokenStream {
    let modules = own.iter().map(|(module, requests)| {
        let (module, cfg) = (ident(module), categories.cfg(&own_features(requests)));
        quote!(#cfg mod #module; #cfg pub use self::#module::*;)
    });
    quote!(#(#modules)*)
}

fn scope_file(
    client: &Client,
    scope: &Scope,
    own: &BTreeMap<RustIdent, Vec<&Request>>,
    categories: Categories,
) -> TokenStream {
    let handles = scope.handles.iter().map(|handle| {
        let (module, cfg) = (ident(&handle.module), categories.cfg(&handle.features()));
        quote!(#cfg pub mod #module;)
    });
    // Items of the modules of requests are exported from here.
    let exported = scope.requests.iter().flat_map(Request::type_names).chain([&scope.name]);
    let names = &Names::of_items(
        &client.types,
        exported.map(RustIdent::as_str),
        scope.arguments.iter().map(|argument| &argument.ty),
    );
    let imports = client_import(names);
    let types = names.uses_where(&quote!(#[cfg(feature = "client")]), &[]);
    let client = names.root("Client");
    let enter = enter(names, scope);
    let methods: Vec<TokenStream> =
        scope.handles.iter().map(|one| handle_method(scope, one, categories)).collect();
    let below = format!("Everything below `{}`.", scope.front);
    let bound = bound(names, &scope.name, scope, &below, &new_scope(scope), &methods);
    let own = own_modules(own, categories);
    let module_docs = docs::inner(&[format!("What hangs on `{}`.", scope.front)]);
    quote! {
        #module_docs
        #own
        #(#handles)*

        #imports
        #types

        #[cfg(feature = "client")]
        impl #client { #enter }

        #bound
    }
}

/// The client itself: handles are modules of the crate.
fn client_file(
    client: &Client,
    scope: &Scope,
    own: &BTreeMap<RustIdent, Vec<&Request>>,
    categories: Categories,
) -> TokenStream {
    let handles = scope.handles.iter().map(|one| handle_method(scope, one, categories));
    let own = own_modules(own, categories);
    let exported = scope.requests.iter().flat_map(Request::type_names);
    let names = Names::of_items(&client.types, exported.map(RustIdent::as_str), []);
    let (import, client) = (client_import(&names), names.root("Client"));
    let entries = (!scope.handles.is_empty()).then(|| {
        quote! {
            #import

            #[cfg(feature = "client")]
            impl #client { #(#handles)* }
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
    let owner = scope.module.as_ref().map(|_| &scope.name);
    let names = &names_of(&client.types, owner, requests);
    let imports = imports(names, requests);
    let import = client_import(names);
    let (owner, owner_import, receiver) = match owner {
        Some(owner) => {
            let name = ident(owner);
            let import = quote! {
                #[cfg(feature = "client")]
                use super::#name;
            };
            (quote!(#name), import, quote!(self.client))
        }
        None => (names.root("Client"), quote!(), quote!(self)),
    };
    let methods = requests.iter().map(|one| method(names, scope, one, &receiver));
    let kinds = kinds(requests);
    let requests = requests.iter().map(|one| request(names, module(scope), one));
    quote! {
        #import
        #owner_import
        #imports

        #[cfg(feature = "client")]
        impl #owner { #(#methods)* }

        #(#requests)*

        #kinds
    }
}

/// The client's method that enters a scope.
fn enter(names: &Names<'_>, scope: &Scope) -> TokenStream {
    let Some(module) = &scope.module else { return quote!() };
    let (method, name, new) = (ident(module), ident(&scope.name), new_scope(scope));
    let docs = docs::outer(&[format!("Everything below `{}`.", scope.front)]);
    let parameters = scope.arguments.iter().map(|argument| {
        let (name, taken) = (ident(&argument.name), taken(names, &argument.ty));
        quote!(#name: #taken)
    });
    let values = scope.arguments.iter().map(|argument| converted(names, &argument.name, &argument.ty));
    quote! {
        #docs
        pub fn #method(&self, #(#parameters),*) -> #name {
            #name::#new(self.clone(), #(#values),*)
        }
    }
}

/// The scope's method that gives a handle.
fn handle_method(scope: &Scope, handle: &Handle, categories: Categories) -> TokenStream {
    let (module, name, new) = (ident(&handle.module), ident(&handle.name), new_handle(handle));
    let titles: Vec<String> = handle.pages.iter().map(|page| docs::prose(&page.title).join(" ")).collect();
    let docs = docs::outer(&docs::wrapped(&format!("{}.", titles.join("; "))));
    let cfg = categories.cfg(&handle.features());
    let values = scope.arguments.iter().map(held);
    let client = if scope.module.is_none() { quote!(self.clone()) } else { quote!(self.client.clone()) };
    let path = if scope.module.is_none() { quote!(crate::#module) } else { quote!(#module) };
    quote! {
        #docs
        #cfg
        pub fn #module(&self) -> #path::#name {
            #path::#name::#new(#client, #(#values),*)
        }
    }
}
