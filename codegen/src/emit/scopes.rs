//! Scopes: `orgs("acme")` and what hangs on it, a file each; the client itself is one of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::bound::bound;
use super::docs;
use super::handles::{handle, method};
use super::requests::{imports, request};
use super::words::ident;
use crate::rust::{Client, Handle, Scope};

/// The files of a scope.
pub(super) fn scope(client: &Client, scope: &Scope) -> Vec<(String, TokenStream)> {
    let Some(module) = &scope.module else { return client_scope(client, scope) };
    let mut files = vec![(format!("src/{}.rs", module.as_str()), scope_file(client, scope, module.as_str()))];
    for one in &scope.handles {
        let path = format!("{}::{}", module.as_str(), one.module.as_str());
        files.push((format!("src/{}.rs", path.replace("::", "/")), handle(client, scope, one, &path)));
    }
    files
}

fn scope_file(client: &Client, scope: &Scope, module: &str) -> TokenStream {
    let modules = scope.handles.iter().map(|handle| ident(&handle.module));
    let enter = enter(scope);
    let mut methods: Vec<TokenStream> = scope.handles.iter().map(|one| handle_method(scope, one)).collect();
    methods.extend(scope.requests.iter().map(|one| method(&client.types, scope, one, &quote!(&self.client))));
    let below = format!("Everything below `{}`.", scope.front);
    let bound = bound(&scope.name, scope, &below, &methods);
    let requests = own_requests(client, scope, module);
    let imports = imports(&client.types, &scope.requests);
    let module_docs = docs::inner(&[format!("What hangs on `{}`.", scope.front)]);
    quote! {
        #module_docs
        #[cfg(feature = "client")]
        use crate::Client;
        #imports
        #(pub mod #modules;)*

        #[cfg(feature = "client")]
        impl Client { #enter }

        #bound

        #requests
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
    let values = scope.arguments.iter().map(ident).map(|argument| quote!(self.#argument.clone()));
    let client = if scope.module.is_none() { quote!(self.clone()) } else { quote!(self.client.clone()) };
    let path = if scope.module.is_none() { quote!(crate::#module) } else { quote!(#module) };
    quote! {
        #docs
        pub fn #module(&self) -> #path::#name {
            #path::#name::new(#client, #(#values),*)
        }
    }
}

fn own_requests(client: &Client, scope: &Scope, module: &str) -> TokenStream {
    let requests = scope.requests.iter().map(|one| request(&client.types, module, one));
    quote!(#(#requests)*)
}

/// The client itself: handles are modules of the crate, and what hangs on it directly is in `client`.
fn client_scope(client: &Client, scope: &Scope) -> Vec<(String, TokenStream)> {
    let handles = scope.handles.iter().map(|one| handle_method(scope, one));
    let receiver = quote!(self);
    let methods: Vec<TokenStream> =
        scope.requests.iter().map(|one| method(&client.types, scope, one, &receiver)).collect();
    let requests = own_requests(client, scope, "client");
    let imports = imports(&client.types, &scope.requests);
    let tokens = quote! {
        #![doc = " What hangs on the client itself."]
        #[cfg(feature = "client")]
        use crate::Client;
        #imports

        #[cfg(feature = "client")]
        impl Client {
            #(#handles)*
            #(#methods)*
        }

        #requests
    };
    let mut files = vec![("src/client.rs".to_owned(), tokens)];
    for one in &scope.handles {
        let module = one.module.as_str();
        files.push((format!("src/{module}.rs"), handle(client, scope, one, module)));
    }
    files
}
