//! Rust IR → files: each module here writes one kind of file, as tokens that [`crate::print`] turns into text.

mod bound;
mod docs;
mod endpoint;
pub(crate) mod features;
mod handles;
mod handwritten;
mod inputs;
mod manifest;
mod names;
mod outcomes;
mod outline;
pub(crate) mod parameters;
mod readme;
mod requests;
mod root;
mod scopes;
mod types;
mod unions;
pub(crate) mod words;

use std::fmt;

use proc_macro2::TokenStream;
use rayon::prelude::*;

pub use crate::print::MARKER;
use crate::print::{PrintError, parse, print};
use crate::rust::Client;

pub use self::manifest::{CrateConfig, CrateError, CrateFile, RUNTIME_PACKAGE, Runtime};
use self::outline::Outline;
pub use self::outline::{Misfit, MisfitReason};

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path inside the crate, with `/`.
    pub path: String,
    /// Its text.
    pub contents: String,
}

/// A file of Rust in the making.
///
/// It holds how its tokens are made and not the tokens, as these cannot leave the thread that they are made on: a file is made
/// and printed by whichever thread is free.
struct Module<'a> {
    path: String,
    tokens: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> Module<'a> {
    fn new(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), tokens: Box::new(tokens) }
    }

    fn print(&self) -> Result<(File, Outline), EmitError> {
        let tokens = (self.tokens)();
        let file = parse(&self.path, tokens.clone()).map_err(EmitError::Print)?;
        let outline = Outline::of(&self.path, &file, tokens);
        Ok((File { path: self.path.clone(), contents: print(file) }, outline))
    }
}

/// Why a crate cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmitError {
    /// Tokens that are no Rust: a bug of docwright.
    Print(PrintError),
    /// Names that do not fit together: a bug of docwright.
    Misfit(Misfit),
    /// The crate's configuration cannot be used.
    Crate(CrateError),
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Print(error) => error.fmt(f),
            Self::Misfit(misfit) => misfit.fmt(f),
            Self::Crate(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EmitError {}

/// The cargo features of a client's categories.
pub fn category_features(client: &Client) -> Vec<String> {
    features::of_client(client)
}

/// Writes a whole crate, ordered by path.
pub fn emit(client: &Client, config: &CrateConfig) -> Result<Vec<File>, EmitError> {
    let features = features::of_client(client);
    let categories = config.categories();
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            contents: manifest::manifest(config, &features).map_err(EmitError::Crate)?,
        },
        File { path: "README.md".to_owned(), contents: readme::readme(client, config) },
        File { path: "rustfmt.toml".to_owned(), contents: rustfmt() },
    ];
    files.extend(handwritten::base());
    if config.has_own_runtime() {
        let contents = manifest::runtime_manifest(config).map_err(EmitError::Crate)?;
        files.push(File { path: "runtime/Cargo.toml".to_owned(), contents });
        files.extend(handwritten::runtime());
    }
    let all = client.features();
    let mut modules = types::types(&client.types, &all, categories);
    modules.push(Module::new("src/lib.rs", || root::root(client, config)));
    modules.extend(client.scopes.iter().flat_map(|scope| scopes::scope(client, scope, categories)));
    let printed: Result<Vec<(File, Outline)>, EmitError> = modules.par_iter().map(Module::print).collect();
    let (printed, outlines): (Vec<File>, Vec<Outline>) = printed?.into_iter().unzip();
    if let Some(misfit) = outline::misfit(&outlines) {
        return Err(EmitError::Misfit(misfit));
    }
    files.extend(printed);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// The crate is formatted by `prettyplease` as it is written, and differs from rustfmt's taste in a few long lines.
fn rustfmt() -> String {
    format!("# {MARKER}. The crate is formatted as it is written.\ndisable_all_formatting = true\n")
}
