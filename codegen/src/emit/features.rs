//! Cargo features: one for each category of the reference.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proc_macro2::TokenStream;
use quote::quote;

use super::manifest;
use crate::rust::Client;

/// Features and dependencies that the crate has in any case; a category of that name gets `-api` behind it.
static TAKEN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut taken = manifest::features_and_dependencies();
    taken.insert(ALL.to_owned());
    taken
});

/// The feature that turns on all categories.
pub(super) const ALL: &str = "all";

/// From this many endpoints on, people choose the categories that they compile.
const LARGE: usize = 100;

/// The feature of a category. Cargo takes letters, digits, `-` and `_`.
pub(crate) fn feature(category: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let name: String = category.chars().map(plain).collect();
    if name.starts_with('-') || name.is_empty() {
        format!("api{name}")
    } else if TAKEN.contains(&name) {
        format!("{name}-api")
    } else {
        name
    }
}

/// `#[cfg(feature = "packages")]`, or any of several.
pub(super) fn cfg(categories: &BTreeSet<String>) -> TokenStream {
    let features: BTreeSet<String> = categories.iter().map(|category| feature(category)).collect();
    let features: Vec<String> = features.into_iter().collect();
    match features.as_slice() {
        [] => quote!(),
        [one] => quote!(#[cfg(feature = #one)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// The features of a client's categories, and whether they are on by default: all of a small one, none of a large one.
pub(super) fn of_client(client: &Client) -> (Vec<String>, bool) {
    let features: BTreeSet<String> = client.features().iter().map(|category| feature(category)).collect();
    let of_scopes = client.scopes.iter().map(|scope| {
        scope.requests.len() + scope.handles.iter().map(|handle| handle.requests.len()).sum::<usize>()
    });
    (features.into_iter().collect(), of_scopes.sum::<usize>() < LARGE)
}
