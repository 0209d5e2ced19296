//! Rust IR → files: each module here writes one kind of file, as tokens that [`crate::print`] turns into text.

mod bound;
mod docs;
mod endpoint;
mod handles;
mod manifest;
mod readme;
mod requests;
mod root;
mod runtime;
mod scopes;
mod types;
mod words;

use std::fmt;

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

/// Writes a whole crate, ordered by path.
pub fn emit(client: &Client, config: &CrateConfig) -> Result<Vec<File>, EmitError> {
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            contents: manifest::manifest(config).map_err(EmitError::Crate)?,
        },
        File { path: "README.md".to_owned(), contents: readme::readme(client, config) },
        File { path: "rustfmt.toml".to_owned(), contents: rustfmt() },
    ];
    files.extend(runtime::files());
    let modules = std::iter::once(root::root(client, config))
        .chain(types::types(&client.types))
        .chain(client.scopes.iter().flat_map(|scope| scopes::scope(client, scope)));
    for (path, tokens) in modules {
        let contents = print(&path, tokens).map_err(EmitError::Print)?;
        files.push(File { path, contents });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The crate is formatted by `prettyplease` as it is written, and differs from rustfmt's taste in a few long lines.
fn rustfmt() -> String {
    format!("# {MARKER}. The crate is formatted as it is written.\ndisable_all_formatting = true\n")
}
