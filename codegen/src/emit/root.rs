//! `src/lib.rs`: what the crate is, how it is used, and its modules.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::manifest::CrateConfig;
use super::readme::introduction;
use super::words::ident;
use crate::rust::{Client, RustIdent};

/// The crate's root.
pub(super) fn root(client: &Client, config: &CrateConfig) -> (String, TokenStream) {
    let docs = docs::inner(&introduction(client, config));
    let mut modules: Vec<RustIdent> = client.scopes.iter().filter_map(|scope| scope.module.clone()).collect();
    for scope in client.scopes.iter().filter(|scope| scope.module.is_none()) {
        if !scope.requests.is_empty() {
            modules.push(RustIdent::snake("client"));
        }
        modules.extend(scope.handles.iter().map(|handle| handle.module.clone()));
    }
    modules.push(RustIdent::snake("types"));
    modules.sort();
    let modules = modules.iter().map(ident);
    // Where only handles hang on the client, their methods need no page of their own in the docs.
    let bare = client.scopes.iter().any(|scope| scope.module.is_none() && scope.requests.is_empty());
    let bare = bare.then(|| {
        quote!(
            mod client;
        )
    });
    let api_version = match &client.api_version {
        Some(version) => quote!(Some(#version)),
        None => quote!(None),
    };
    let tokens = quote! {
        #docs
        #(pub mod #modules;)*
        #bare
        mod runtime;

        pub use runtime::*;

        #[doc = " The value of `X-GitHub-Api-Version` that the documentation is for."]
        pub const API_VERSION: Option<&str> = #api_version;

        #[cfg(feature = "client")]
        impl Client {
            #[doc = " Starts a client for the API at a base URL, such as `https://ghe.example.com/api/v3` or"]
            #[doc = " `https://api.github.com`."]
            pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
                ClientBuilder::new(
                    base_url,
                    Product {
                        name: env!("CARGO_PKG_NAME"),
                        version: env!("CARGO_PKG_VERSION"),
                        api_version: API_VERSION,
                    },
                )
            }
        }
    };
    ("src/lib.rs".to_owned(), tokens)
}
