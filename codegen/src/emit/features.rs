//! Cargo features: one for each category of the reference.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::Client;

/// Features and dependencies that the crate has in any case; a category of that name gets `-api` behind it.
const TAKEN: &[&str] = &["all", "blocking", "client", "default", "mock", "reqwest", "runtime"];

/// From this many endpoints on, people choose the categories that they compile.
const LARGE: usize = 100;

/// The feature of a category.
pub(crate) fn feature(category: &str) -> String {
    if TAKEN.contains(&category) { format!("{category}-api") } else { category.to_owned() }
}

/// `#[cfg(feature = "packages")]`, or any of several.
pub(super) fn cfg(categories: &BTreeSet<String>) -> TokenStream {
    let features: Vec<String> = categories.iter().map(|category| feature(category)).collect();
    match features.as_slice() {
        [] => quote!(),
        [one] => quote!(#[cfg(feature = #one)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// The features of a client's categories, and whether they are on by default: all of a small one, none of a large one.
pub(super) fn of_client(client: &Client) -> (Vec<String>, bool) {
    let features = client.features().iter().map(|category| feature(category)).collect();
    let of_scopes = client.scopes.iter().map(|scope| {
        scope.requests.len() + scope.handles.iter().map(|handle| handle.requests.len()).sum::<usize>()
    });
    (features, of_scopes.sum::<usize>() < LARGE)
}
