//! The structs on the way to a request: scopes and handles hold the client and what the scope binds.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs;
use super::names::Names;
use super::words::ident;
use crate::rust::{Handle, RustIdent, Scope, ScopeArgument, Type};
use crate::unique::first_free;

/// A struct that holds the client and the arguments of a scope, with its constructor and its methods.
pub(super) fn bound(
    names: &Names<'_>,
    name: &RustIdent,
    scope: &Scope,
    docs: &str,
    new: &Ident,
    methods: &[TokenStream],
) -> TokenStream {
    let name = ident(name);
    let docs = docs::outer(&[docs.to_owned()]);
    let client = names.root("Client");
    let arguments: Vec<_> = scope.arguments.iter().map(|argument| ident(&argument.name)).collect();
    let fields: Vec<_> = scope
        .arguments
        .iter()
        .map(|argument| {
            let (name, of) = (ident(&argument.name), names.ty(&argument.ty));
            quote!(#name: #of)
        })
        .collect();
    quote! {
        #docs
        #[cfg(feature = "client")]
        #[derive(Clone, Debug)]
        pub struct #name { client: #client, #(#fields),* }

        #[cfg(feature = "client")]
        impl #name {
            pub(crate) fn #new(client: #client, #(#fields),*) -> Self {
                Self { client, #(#arguments),* }
            }

            #(#methods)*
        }
    }
}

/// The constructor of a handle's struct. Callers cannot reach it, so it gives way to methods.
pub(super) fn new_handle(handle: &Handle) -> Ident {
    constructor(handle.requests.iter().map(|request| &request.method_name))
}

/// The constructor of a scope's struct.
pub(super) fn new_scope(scope: &Scope) -> Ident {
    let own = scope.requests.iter().map(|request| &request.method_name);
    constructor(own.chain(scope.handles.iter().map(|handle| &handle.module)))
}

fn constructor<'m>(methods: impl Iterator<Item = &'m RustIdent>) -> Ident {
    let methods: Vec<&str> = methods.map(RustIdent::as_str).collect();
    let name =
        first_free("new", 2, |base, number| format!("{base}_{number}"), |name| methods.contains(&name));
    Ident::new(&name, Span::call_site())
}

/// The value of a scope's argument, taken from a struct that holds it.
pub(super) fn held(argument: &ScopeArgument) -> TokenStream {
    let name = ident(&argument.name);
    let is_copied =
        matches!(argument.ty, Type::Integer | Type::Number | Type::Boolean | Type::Timestamp | Type::Date);
    if is_copied { quote!(self.#name) } else { quote!(self.#name.clone()) }
}
