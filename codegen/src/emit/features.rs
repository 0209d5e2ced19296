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

/// Whether categories can be left out of a crate, which `crate.toml` decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Categories {
    /// Every category is part of the crate, whichever features are on.
    Always,
    /// A category is part of the crate where its feature is on.
    Chosen,
}

impl Categories {
    /// Returns `#[cfg(feature = "packages")]`, or any of several; nothing where no category can be left out.
    pub(super) fn cfg(self, categories: &BTreeSet<String>) -> TokenStream {
        if self == Self::Always {
            return quote!();
        }
        let features: BTreeSet<String> = categories.iter().map(|category| feature(category)).collect();
        let features: Vec<String> = features.into_iter().collect();
        match features.as_slice() {
            [] => quote!(),
            [one] => quote!(#[cfg(feature = #one)]),
            several => quote!(#[cfg(any(#(feature = #several),*))]),
        }
    }
}

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

/// Returns the features of a client's categories.
pub(super) fn of_client(client: &Client) -> Vec<String> {
    let features: BTreeSet<String> = client.features().iter().map(|category| feature(category)).collect();
    features.into_iter().collect()
}
