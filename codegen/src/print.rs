//! Tokens → text. Tokens that are no Rust are refused, never patched.

use std::fmt;

use proc_macro2::TokenStream;

use crate::emit::MARKER;

/// Tokens that are no Rust file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintError {
    /// The file they were meant for.
    pub path: String,
    /// What the parser says.
    pub message: String,
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} would not be Rust: {}; this is a bug of docwright", self.path, self.message)
    }
}

impl std::error::Error for PrintError {}

/// Prints a file, with the marker in its first line.
pub fn print(path: &str, tokens: TokenStream) -> Result<String, PrintError> {
    let file: syn::File = syn::parse2(tokens)
        .map_err(|error| PrintError { path: path.to_owned(), message: error.to_string() })?;
    let printed = prettyplease::unparse(&file);
    Ok(format!(
        "// {MARKER} from GitHub's REST documentation. Do not edit: run `cargo xtask generate`.\n\n{}",
        spaced(&printed)
    ))
}

/// `prettyplease` sets no empty lines. People expect one between items, and after the line that ends a group of
/// imports: it goes in wherever an item ends and the next one begins at the same indent.
fn spaced(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len() + printed.len() / 16);
    let mut previous: Option<&str> = None;
    for line in printed.lines() {
        if previous.is_some_and(|previous| parts(previous, line)) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = Some(line);
    }
    out
}

/// Whether an empty line belongs between two lines.
fn parts(previous: &str, line: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (before, after) = (previous.trim_start(), line.trim_start());
    if indent(previous) != indent(line)
        || after.starts_with('}')
        || after.starts_with(')')
        || after.starts_with(']')
    {
        return false;
    }
    let begins = ["///", "#[", "pub ", "fn ", "impl", "use ", "mod ", "const ", "type "]
        .iter()
        .any(|start| after.starts_with(start))
        || macro_call(after);
    let inner_docs = before.starts_with("//!");
    if inner_docs {
        return !after.starts_with("//!");
    }
    // A run of imports, of modules, or of one-line constants stays together, and so do docs and attributes.
    let kind = |text: &str| {
        let text = text.strip_prefix("pub ").unwrap_or(text);
        ["use ", "mod ", "const "].iter().position(|start| text.starts_with(start))
    };
    let ends = before == "}" || before == "};" || before == "];" || before.ends_with(';');
    let same_run = kind(before).is_some() && kind(before) == kind(after);
    begins && ends && !same_run
}

/// A macro called as an item: `record!(Package);`.
fn macro_call(line: &str) -> bool {
    line.split_once("!(").is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        && line.ends_with(");")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::print;

    #[test]
    fn items_are_parted_and_nothing_else_changes() {
        let tokens = quote! {
            #![doc = " Module."]
            use a::B;
            use c::D;
            #[doc = " One."]
            #[derive(Clone)]
            pub struct One { #[doc = " x"] pub x: i64 }
            impl One {
                #[doc = " f"]
                pub fn f(&self) -> i64 { let y = self.x; y }
                pub fn g(&self) {}
            }
            record!(One);
        };
        let printed = print("src/one.rs", tokens.clone()).unwrap();
        insta::assert_snapshot!(printed);
        let before = prettyplease::unparse(&syn::parse2(tokens).unwrap());
        let after = prettyplease::unparse(&syn::parse_file(&printed).unwrap());
        assert_eq!(after, before);
    }

    #[test]
    fn what_is_no_rust_is_refused() {
        let error = print("src/bad.rs", quote!(struct struct)).unwrap_err();
        assert!(error.to_string().starts_with("src/bad.rs would not be Rust"), "{error}");
    }
}
