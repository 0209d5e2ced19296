//! `src/lib.rs`: what the crate is, how it is used, and its modules.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::manifest::CrateConfig;
use super::readme::introduction;
use super::words::ident;
use crate::rust::{Client, RustIdent};

/// The crate's root.
pub(super) fn root(client: &Client, config: &CrateConfig) -> TokenStream {
    let docs = docs::inner(&introduction(client, config));
    let mut modules: BTreeMap<RustIdent, BTreeSet<String>> = BTreeMap::new();
    let mut private = quote!();
    for scope in &client.scopes {
        match &scope.module {
            Some(module) => modules.entry(module.clone()).or_default().extend(scope.features()),
            None => {
                let module = RustIdent::snake("client");
                if scope.requests.is_empty() {
                    // Where only handles hang on the client, their methods need no page of their own in the docs.
                    private = quote!(
                        mod client;
                    );
                } else {
                    modules.entry(module).or_default();
                }
                for handle in &scope.handles {
                    modules.entry(handle.module.clone()).or_default().extend(handle.features());
                }
            }
        }
    }
    modules.insert(RustIdent::snake("types"), client.features());
    let modules = modules.iter().map(|(module, features)| {
        let (module, cfg) = (ident(module), config.categories().cfg(features));
        quote!(#cfg pub mod #module;)
    });
    let api_version = match &client.api_version {
        Some(version) => quote!(Some(#version)),
        None => quote!(None),
    };
    let documentation = match &client.version {
        Some(version) => quote!(Some(#version)),
        None => quote!(None),
    };
    quote! {
        #docs
        #![allow(clippy::too_many_arguments, reason = "a request takes what its endpoint cannot do without")]
        #![allow(
            clippy::module_inception,
            clippy::new_ret_no_self,
            clippy::should_implement_trait,
            reason = "modules and methods are named as in the documentation"
        )]
        #(#modules)*
        #private
        mod base;

        pub use base::*;

        #[doc = " The value of `X-GitHub-Api-Version` that the documentation is for."]
        pub const API_VERSION: Option<&str> = #api_version;

        #[doc = " The version of the documentation that the crate was made from, such as `enterprise-server@3.18`."]
        pub const DOCUMENTATION: Option<&str> = #documentation;

        #[cfg(feature = "client")]
        impl Client {
            #[doc = " Starts a client for the API at a base URL, such as `https://ghe.example.com/api/v3` or"]
            #[doc = " `https://api.github.com`."]
            pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
                ClientBuilder::new(
                    base_url,
                    runtime::Product {
                        name: env!("CARGO_PKG_NAME"),
                        version: env!("CARGO_PKG_VERSION"),
                        api_version: API_VERSION,
                        documentation: DOCUMENTATION,
                    },
                )
            }
        }
    }
}
