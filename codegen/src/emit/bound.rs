//! The structs on the way to a request: scopes and handles hold the client and what the scope binds.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::words::ident;
use crate::rust::{RustIdent, Scope};

/// A struct that holds the client and the arguments of a scope, with its methods.
pub(super) fn bound(name: &RustIdent, scope: &Scope, docs: &str, methods: &[TokenStream]) -> TokenStream {
    let name = ident(name);
    let docs = docs::outer(&[docs.to_owned()]);
    let arguments: Vec<_> = scope.arguments.iter().map(ident).collect();
    quote! {
        #docs
        #[cfg(feature = "client")]
        #[derive(Clone, Debug)]
        pub struct #name { client: Client, #(#arguments: String),* }

        #[cfg(feature = "client")]
        impl #name {
            pub(crate) fn new(client: Client, #(#arguments: String),*) -> Self {
                Self { client, #(#arguments),* }
            }

            #(#methods)*
        }
    }
}
