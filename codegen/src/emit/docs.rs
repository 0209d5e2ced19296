//! Documentation comments: the docs' own words, made safe for rustdoc.

mod markdown;
mod prose;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) use self::markdown::markdown;
pub(super) use self::prose::{prose, wrapped};
use crate::visible::visible;

/// Lines as an outer doc comment, one attribute a line.
pub(super) fn outer(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| literal(line));
    quote!(#(#[doc = #lines])*)
}

/// Lines as an inner doc comment.
pub(super) fn inner(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| literal(line));
    quote!(#(#![doc = #lines])*)
}

/// Adds a paragraph, with an empty line before it.
pub(super) fn paragraph(lines: &mut Vec<String>, more: Vec<String>) {
    if more.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// A list item, over as many lines as it takes.
pub(super) fn bullet(text: &str) -> Vec<String> {
    let mut lines = wrapped(text).into_iter();
    let first = lines.next().map(|line| format!("- {line}"));
    first.into_iter().chain(lines.map(|line| format!("  {line}"))).collect()
}

/// Text as inline code; backticks inside it get a longer fence.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn literal(line: &str) -> Literal {
    let line = visible(line);
    if line.is_empty() { Literal::string("") } else { Literal::string(&format!(" {line}")) }
}
