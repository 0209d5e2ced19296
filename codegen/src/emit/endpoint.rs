//! The constant of each request: what the documentation says of its endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Request, Server};

/// `&Endpoint { … }`
pub(super) fn endpoint(module: &str, request: &Request) -> TokenStream {
    let name = format!("{module}::{}", request.name.as_str());
    let Request { title, url, path, scopes, query, secrets, .. } = request;
    let method = Ident::new(request.method.as_str(), Span::call_site());
    let server = match &request.server {
        Server::Api => quote!(Server::Api),
        Server::SameHost(path) => quote!(Server::SameHost(#path)),
        Server::Named(url) => quote!(Server::Named(#url)),
    };
    let statuses = request.statuses.iter().map(|(status, text)| {
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        quote!(DocumentedStatus { code: #status, description: #text })
    });
    quote! {
        &Endpoint {
            name: #name,
            title: #title,
            method: Method::#method,
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
