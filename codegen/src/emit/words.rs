//! Small pieces of tokens that every file uses.

use proc_macro2::{Ident, Span, TokenStream};

use super::names::Names;
use crate::rust::{RustIdent, Type, Types};

/// An identifier as a token.
pub(super) fn ident(name: &RustIdent) -> Ident {
    if name.is_keyword() {
        Ident::new_raw(name.as_str(), Span::call_site())
    } else {
        Ident::new(name.as_str(), Span::call_site())
    }
}

/// A type as it is written where its names are in scope.
pub(crate) fn ty(types: &Types, of: &Type) -> TokenStream {
    Names::none(types).ty(of)
}
