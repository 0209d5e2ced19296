//! The constant of each request: what the documentation says of its endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::names::Names;
use crate::rust::{Request, Server};

/// `&Endpoint { … }`
pub(super) fn endpoint(names: &Names<'_>, module: &str, request: &Request) -> TokenStream {
    let name = format!("{module}::{}", request.name.as_str());
    let Request { title, url, path, scopes, query, secrets, .. } = request;
    let method = Ident::new(request.method.as_str(), Span::call_site());
    let [endpoint, methods, servers, documented] =
        ["Endpoint", "Method", "Server", "DocumentedStatus"].map(|name| names.runtime(name));
    let server = match &request.server {
        Server::Api => quote!(#servers::Api),
        Server::SameHost(path) => quote!(#servers::SameHost(#path)),
        Server::Named(url) => quote!(#servers::Named(#url)),
    };
    let statuses = request.statuses.iter().map(|(status, text)| {
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        quote!(#documented { code: #status, description: #text })
    });
    quote! {
        &#endpoint {
            name: #name,
            title: #title,
            method: #methods::#method,
            server: #server,
            path: #path,
            doc_url: #url,
            scopes: &[#(#scopes),*],
            statuses: &[#(#statuses),*],
            query: &[#(#query),*],
            secrets: &[#(#secrets),*],
        }
    }
}
