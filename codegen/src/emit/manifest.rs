//! `Cargo.toml` and `runtime/Cargo.toml`: the packages from `crate.toml`, dependencies and features from the manifests of the
//! hand-written crates.

use std::collections::BTreeSet;
use std::fmt;

use octoquill_runtime::sources;
use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Table};

use super::MARKER;
use super::features::{ALL, Categories};

const BASE_MANIFEST: &str = include_str!("../../base/Cargo.toml");

/// Comment of `all-by-default` in a new `crate.toml`.
const ALL_BY_DEFAULT: &str = "\
# true: every category is part of the crate, whichever features are on.
# false: each category is a feature that users turn on; `all` turns on each.
# Part of the crate's API: from true to false is a breaking change.
";

/// End of the name of the package that holds a copy of the runtime.
const RUNTIME: &str = "-runtime";

/// Name of the package that is the runtime.
pub const RUNTIME_PACKAGE: &str = sources::NAME;

/// Where a generated crate has its runtime from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// A copy that is generated with the crate, in its folder `runtime`.
    #[default]
    Vendored,
    /// The package `octoquill-runtime` in this folder, relative to the crate's, with `/`.
    Path(String),
    /// The package `octoquill-runtime` of the registry.
    Version,
}

/// How long the name of a package may be on crates.io.
const LONGEST: usize = 64;

/// What `crate.toml` says of the crate.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    name: String,
    version: String,
    description: String,
    #[serde(default)]
    repository: Option<String>,
    #[serde(default)]
    keywords: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
    #[serde(default = "yes")]
    publish: bool,
    /// Whether `all` is on by default, and no category can be left out. `None` in a file of before the key was known.
    #[serde(default)]
    all_by_default: Option<bool>,
    /// Whether the crate is a member of a workspace, and not a workspace itself.
    #[serde(skip)]
    in_workspace: bool,
    #[serde(skip)]
    runtime: Runtime,
}

/// A crate with fewer endpoints has every category, if `crate.toml` is yet to be written. Endpoints that come later change nothing.
const FEW_ENDPOINTS: usize = 100;

/// State of `crate.toml` after a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrateFile {
    /// It is complete.
    Complete,
    /// It is not there yet, and this is its text.
    New(String),
    /// It was written before `all-by-default` was known, and `true` was assumed.
    LacksAllByDefault,
}

impl CrateFile {
    /// Returns a warning with the line that fixes it; `None` where nothing is missing.
    pub fn warning(&self) -> Option<&'static str> {
        (*self == Self::LacksAllByDefault).then_some(
            "crate.toml does not say which categories are on by default: write `all-by-default = true` to keep every category in the \
             crate whichever features are on, which is assumed now, or `all-by-default = false` to make users choose",
        )
    }
}

/// Whoever makes a crate of their own may publish it.
fn yes() -> bool {
    true
}

/// Why a crate's configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateError {
    /// What is wrong and what mends it.
    pub message: String,
}

impl fmt::Display for CrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CrateError {}

impl CrateConfig {
    /// Reads `crate.toml`; a name given on the command line wins.
    pub fn parse(text: &str, name: Option<&str>) -> Result<Self, CrateError> {
        let mut config: Self =
            toml::from_str(text).map_err(|error| CrateError { message: error.to_string() })?;
        if let Some(name) = name {
            name.clone_into(&mut config.name);
        }
        config.checked()
    }

    /// Creates the configuration of a crate that has no `crate.toml` yet. Whether every category is on by default is decided here, once.
    pub fn first(name: &str, endpoints: usize) -> Result<Self, CrateError> {
        let config = Self {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            description: "A typed client of GitHub's REST API.".to_owned(),
            repository: None,
            keywords: Vec::new(),
            categories: Vec::new(),
            publish: yes(),
            all_by_default: Some(endpoints < FEW_ENDPOINTS),
            in_workspace: false,
            runtime: Runtime::default(),
        };
        config.checked()
    }

    /// The same for a crate that lies in a workspace of cargo.
    #[must_use]
    pub fn in_workspace(mut self) -> Self {
        self.in_workspace = true;
        self
    }

    /// The same for a crate that has its runtime from elsewhere, or a copy of it.
    #[must_use]
    pub fn with_runtime(mut self, runtime: Runtime) -> Self {
        self.runtime = runtime;
        self
    }

    /// Whether a copy of the runtime is generated with it.
    pub(super) fn has_own_runtime(&self) -> bool {
        self.runtime == Runtime::Vendored
    }

    /// Returns whether categories can be left out. Where an older file does not say it, none can, as that breaks no program.
    pub(super) fn categories(&self) -> Categories {
        match self.all_by_default {
            None | Some(true) => Categories::Always,
            Some(false) => Categories::Chosen,
        }
    }

    /// Returns whether the file says which categories are on by default.
    pub fn is_complete(&self) -> bool {
        self.all_by_default.is_some()
    }

    /// Returns the text of `crate.toml`.
    pub fn text(&self) -> String {
        let mut document = DocumentMut::new();
        document.insert("name", value(&self.name));
        document.insert("version", value(&self.version));
        document.insert("description", value(&self.description));
        let all = self.categories() == Categories::Always;
        document.insert("all-by-default", toml_edit::value(all));
        if let Some(mut name) = document.key_mut("name") {
            name.leaf_decor_mut()
                .set_prefix("# The crate that `cargo xtask generate` writes. Edit it as you like.\n");
        }
        if let Some(mut all) = document.key_mut("all-by-default") {
            all.leaf_decor_mut().set_prefix(ALL_BY_DEFAULT);
        }
        document.to_string()
    }

    /// The package's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the package that is or holds its runtime.
    pub(super) fn runtime_name(&self) -> String {
        match self.runtime {
            Runtime::Vendored => format!("{}{RUNTIME}", self.name),
            Runtime::Path(_) | Runtime::Version => RUNTIME_PACKAGE.to_owned(),
        }
    }

    /// What it is, in a sentence.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// A name must be one that cargo takes, and that is a folder's name everywhere.
    fn checked(self) -> Result<Self, CrateError> {
        let name = &self.name;
        let begins = name.chars().next().is_some_and(|first| first.is_ascii_alphabetic());
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let taken = [
            "con",
            "nul",
            "prn",
            "aux",
            "test",
            "core",
            "std",
            "alloc",
            "proc-macro",
            "self",
            "super",
            "crate",
        ];
        if begins
            && plain
            && self.runtime_name().len() <= LONGEST
            && !taken.contains(&name.to_ascii_lowercase().as_str())
        {
            return Ok(self);
        }
        let message = format!(
            "`{name}` is no name for a crate: use letters, digits, `-` and `_`, beginning with a letter, and at most {} of them",
            LONGEST - RUNTIME.len()
        );
        Err(CrateError { message })
    }
}

/// Features and dependencies of the hand-written base.
pub(super) fn features_and_dependencies() -> BTreeSet<String> {
    let document: DocumentMut = BASE_MANIFEST.parse().unwrap_or_default();
    let tables =
        ["features", "dependencies"].into_iter().filter_map(|section| document.get(section)?.as_table());
    tables.flat_map(|table| table.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>()).collect()
}

/// The manifest of the crate; `features` are those of the categories.
pub(super) fn manifest(config: &CrateConfig, features: &[String]) -> Result<String, CrateError> {
    let mut document = template(BASE_MANIFEST)?;
    let package = package(&mut document, config, &config.name, &config.description)?;
    package.insert("readme", value("README.md"));
    for (key, words) in [("keywords", &config.keywords), ("categories", &config.categories)] {
        if !words.is_empty() {
            package.insert(
                key,
                toml_edit::value(words.iter().map(String::as_str).collect::<toml_edit::Array>()),
            );
        }
    }
    let runtime = document.get_mut("dependencies").and_then(|table| table.get_mut("runtime"));
    let runtime = runtime.and_then(Item::as_inline_table_mut).ok_or_else(|| lacks("runtime"))?;
    runtime.insert("package", config.runtime_name().into());
    let (path, version) = match &config.runtime {
        Runtime::Vendored => (Some("runtime"), config.version.as_str()),
        Runtime::Path(path) => (Some(path.as_str()), sources::VERSION),
        Runtime::Version => (None, sources::VERSION),
    };
    match path {
        Some(path) => runtime.insert("path", path.into()),
        None => runtime.remove("path"),
    };
    // Generated code uses hidden items of the runtime, which any of its versions may change.
    runtime.insert("version", format!("={version}").into());
    runtime.fmt();
    let table = document.get_mut("features").and_then(Item::as_table_mut);
    add_categories(table.ok_or_else(|| lacks("[features]"))?, features, config.categories());
    if config.has_own_runtime() && !config.in_workspace {
        let mut workspace = Table::new();
        workspace.insert("members", toml_edit::value(toml_edit::Array::from_iter(["runtime"])));
        document.insert("workspace", Item::Table(workspace));
    }
    Ok(finished(document))
}

/// The manifest of the crate that holds the runtime.
pub(super) fn runtime_manifest(config: &CrateConfig) -> Result<String, CrateError> {
    let mut document = template(sources::MANIFEST)?;
    for (table, key) in sources::OWN {
        document.get_mut(table).and_then(Item::as_table_mut).and_then(|table| table.remove(key));
    }
    let description = format!("What the crate {} stands on: use that one.", config.name);
    package(&mut document, config, &config.runtime_name(), &description)?;
    Ok(finished(document))
}

/// What a hand-written crate's manifest says of a generated one.
fn template(text: &str) -> Result<DocumentMut, CrateError> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| CrateError {
        message: format!("a manifest of the hand-written part: {error}"),
    })?;
    for (key, _) in document.clone().iter() {
        if !matches!(key, "package" | "dependencies" | "features") {
            document.remove(key);
        }
    }
    Ok(document)
}

/// The package, with all that both crates say of themselves.
fn package<'a>(
    document: &'a mut DocumentMut,
    config: &CrateConfig,
    name: &str,
    description: &str,
) -> Result<&'a mut Table, CrateError> {
    let package = document.get_mut("package").and_then(Item::as_table_mut);
    let package = package.ok_or_else(|| lacks("[package]"))?;
    package.insert("name", value(name));
    package.insert("version", value(&config.version));
    package.insert("description", value(description));
    if let Some(repository) = &config.repository {
        package.insert("repository", value(repository));
    }
    if config.publish {
        package.remove("publish");
    } else {
        package.insert("publish", toml_edit::value(false));
    }
    Ok(package)
}

/// A mistake of ours.
fn lacks(what: &str) -> CrateError {
    CrateError { message: format!("a manifest of the hand-written part has no {what}") }
}

fn finished(mut document: DocumentMut) -> String {
    // Said in full, so that cargo can still load the workspace, and `generate` mend it, when the file is gone.
    let mut library = Table::new();
    library.insert("path", value("src/lib.rs"));
    document.insert("lib", Item::Table(library));
    for section in ["features", "dependencies"] {
        if let Some(table) = document.get_mut(section).and_then(Item::as_table_mut) {
            table.decor_mut().set_prefix("\n");
        }
    }
    format!("# {MARKER}. Do not edit: run `cargo xtask generate`.\n\n{}", document.to_string().trim_start())
}

/// One feature a category, and `all` of them.
fn add_categories(table: &mut Table, features: &[String], categories: Categories) {
    for feature in features {
        table.insert(feature, toml_edit::value(toml_edit::Array::new()));
    }
    let mut all = features.iter().map(String::as_str).collect::<toml_edit::Array>();
    for one in all.iter_mut() {
        one.decor_mut().set_prefix("\n    ");
    }
    all.set_trailing("\n");
    all.set_trailing_comma(true);
    table.insert(ALL, toml_edit::value(all));
    let remark = match categories {
        Categories::Always => {
            if let Some(default) = table.get_mut("default").and_then(Item::as_array_mut) {
                default.push(ALL);
            }
            "# One for each category of the reference. All of them are part of the crate, whichever features are on.\n"
        }
        Categories::Chosen => "# One for each category of the reference.\n",
    };
    if let Some(mut first) = features.first().and_then(|first| table.key_mut(first)) {
        first.leaf_decor_mut().set_prefix(remark);
    }
    if let Some(mut all) = table.key_mut(ALL) {
        all.leaf_decor_mut().set_prefix("# Every category.\n");
    }
}

fn value(text: &str) -> Item {
    toml_edit::value(text)
}
