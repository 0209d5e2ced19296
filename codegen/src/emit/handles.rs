//! A handle and its requests: one file for each category below a scope.

use proc_macro2::TokenStream;
use quote::quote;

use super::bound::{bound, held, new_handle};
use super::docs::{self, paragraph};
use super::names::Names;
use super::parameters::{declaration, deprecated};
use super::requests::{client_import, imports, kinds, method_docs, names_of, request};
use super::words::ident;
use crate::rust::{Client, Handle, Request, Scope};

/// The file of a handle.
pub(super) fn handle(client: &Client, scope: &Scope, handle: &Handle, module: &str) -> TokenStream {
    let requests: Vec<&Request> = handle.requests.iter().collect();
    let names = &names_of(&client.types, [&handle.name], &requests);
    let imports = imports(names, &requests);
    let docs = docs::inner(&module_docs(scope, handle));
    let methods: Vec<TokenStream> =
        handle.requests.iter().map(|one| method(names, scope, one, &quote!(self.client))).collect();
    let below = format!("The methods of this module{}.", bound_words(scope));
    let bound = bound(names, &handle.name, scope, &below, &new_handle(handle), &methods);
    let kinds = kinds(&requests);
    let requests = handle.requests.iter().map(|one| request(names, module, one));
    let client = client_import(names);
    quote! {
        #docs
        #client
        #imports

        #bound

        #(#requests)*

        #kinds
    }
}

fn bound_words(scope: &Scope) -> String {
    if scope.front.is_empty() { String::new() } else { format!(", below `{}`", scope.front) }
}

/// The method that makes a request and binds it to `client`.
pub(super) fn method(
    names: &Names<'_>,
    scope: &Scope,
    request: &Request,
    client: &TokenStream,
) -> TokenStream {
    let docs = docs::outer(&method_docs(request));
    let deprecated = request.deprecated.as_deref().map(|words| {
        let deprecated = deprecated(Some(words));
        quote!(#deprecated #[expect(deprecated, reason = "so is the request")])
    });
    let alias = alias(request).map(|alias| quote!(#[doc(alias = #alias)]));
    let name = ident(&request.method_name);
    let request_name = ident(&request.name);
    let parameters = request
        .arguments
        .iter()
        .filter(|argument| !argument.bound)
        .map(|argument| declaration(names, argument));
    let mut bound = scope.arguments.iter();
    let values = request.arguments.iter().map(|argument| {
        let own = ident(&argument.name);
        match argument.bound.then(|| bound.next()).flatten() {
            Some(field) => held(field),
            None => quote!(#own),
        }
    });
    let bound_to = names.root("Client");
    quote! {
        #docs
        #alias
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #request_name<#bound_to> {
            #client.bind_call(#request_name::new(#(#values),*))
        }
    }
}

/// A title as rustdoc takes it for search: without quotes and double blanks, and no name that is found anyway.
fn alias(request: &Request) -> Option<String> {
    let plain: String = request.title.chars().filter(|c| !matches!(c, '"' | '\'' | '`')).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!plain.is_empty() && plain != request.method_name.as_str()).then_some(plain)
}

fn module_docs(scope: &Scope, handle: &Handle) -> Vec<String> {
    let mut lines = Vec::new();
    let front = if scope.front.is_empty() { String::new() } else { format!(" below `{}`", scope.front) };
    paragraph(&mut lines, vec![format!("`{}`{front}.", handle.module.as_str())]);
    for page in &handle.pages {
        paragraph(&mut lines, vec![format!("# [{}]({})", docs::prose(&page.title).join(" "), page.url)]);
        paragraph(&mut lines, docs::markdown(&page.intro, 2));
    }
    lines
}
