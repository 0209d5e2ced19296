//! Rust IR → files: each module here writes one kind of file, as tokens that [`crate::print`] turns into text.

mod bound;
mod docs;
mod endpoint;
pub(crate) mod features;
mod handles;
mod inputs;
mod manifest;
mod outcomes;
pub(crate) mod parameters;
mod readme;
mod requests;
mod root;
mod runtime;
mod scopes;
mod types;
mod unions;
pub(crate) mod words;

use std::fmt;

use proc_macro2::TokenStream;

pub use crate::print::MARKER;
use crate::print::{PrintError, print};
use crate::rust::Client;

pub use self::manifest::{CrateConfig, CrateError};

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path inside the crate, with `/`.
    pub path: String,
    /// Its text.
    pub contents: String,
}

/// Why a crate cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmitError {
    /// Tokens that are no Rust: a bug of docwright.
    Print(PrintError),
    /// The crate's configuration cannot be used.
    Crate(CrateError),
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Print(error) => error.fmt(f),
            Self::Crate(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EmitError {}

/// The cargo features of a client's categories.
pub fn category_features(client: &Client) -> Vec<String> {
    features::of_client(client).0
}

/// Writes a whole crate, ordered by path.
pub fn emit(client: &Client, config: &CrateConfig) -> Result<Vec<File>, EmitError> {
    let (features, on) = features::of_client(client);
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            contents: manifest::manifest(config, &features, on).map_err(EmitError::Crate)?,
        },
        File { path: "README.md".to_owned(), contents: readme::readme(client, config) },
        File { path: "rustfmt.toml".to_owned(), contents: rustfmt() },
    ];
    files.extend(runtime::files());
    // Types and scopes are about as much work each, and the tokens of one thread cannot be handed to another.
    let (types, scopes) = std::thread::scope(|threads| {
        let types = threads.spawn(|| printed(types::types(&client.types, &client.features())));
        let scopes = client.scopes.iter().flat_map(|scope| scopes::scope(client, scope));
        let scopes = printed(std::iter::once(root::root(client, config)).chain(scopes));
        (types.join(), scopes)
    });
    // A panic over there is a panic here.
    files.extend(types.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
    files.extend(scopes?);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn printed(modules: impl IntoIterator<Item = (String, TokenStream)>) -> Result<Vec<File>, EmitError> {
    let print = |(path, tokens): (String, TokenStream)| {
        let contents = print(&path, tokens).map_err(EmitError::Print)?;
        Ok(File { path, contents })
    };
    modules.into_iter().map(print).collect()
}

/// The crate is formatted by `prettyplease` as it is written, and differs from rustfmt's taste in a few long lines.
fn rustfmt() -> String {
    format!("# {MARKER}. The crate is formatted as it is written.\ndisable_all_formatting = true\n")
}
