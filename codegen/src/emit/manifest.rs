//! `Cargo.toml`: the package from `crate.toml`, dependencies and features from the runtime's own manifest.

use std::fmt;

use serde::Deserialize;
use toml_edit::{DocumentMut, Item, Table};

use super::MARKER;

const RUNTIME_MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

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

    /// The configuration where there is no file.
    pub fn named(name: &str) -> Result<Self, CrateError> {
        let config = Self {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            description: "A typed client of GitHub's REST API.".to_owned(),
            repository: None,
            keywords: Vec::new(),
            categories: Vec::new(),
            publish: yes(),
        };
        config.checked()
    }

    /// The package's name.
    pub fn name(&self) -> &str {
        &self.name
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
        if begins && plain && name.len() <= 64 && !taken.contains(&name.to_ascii_lowercase().as_str()) {
            return Ok(self);
        }
        let message = format!(
            "`{name}` is no name for a crate: use letters, digits, `-` and `_`, beginning with a letter"
        );
        Err(CrateError { message })
    }
}

/// The manifest; `features` are those of the categories, and `on` says whether they are on by default.
pub(super) fn manifest(config: &CrateConfig, features: &[String], on: bool) -> Result<String, CrateError> {
    let mut document: DocumentMut = RUNTIME_MANIFEST.parse().map_err(|error: toml_edit::TomlError| {
        CrateError { message: format!("the runtime's manifest: {error}") }
    })?;
    for (key, _) in document.clone().iter() {
        if !matches!(key, "package" | "dependencies" | "features") {
            document.remove(key);
        }
    }
    let package = document
        .get_mut("package")
        .and_then(Item::as_table_mut)
        .ok_or_else(|| CrateError { message: "the runtime's manifest has no [package]".to_owned() })?;
    package.insert("name", value(&config.name));
    package.insert("version", value(&config.version));
    package.insert("description", value(&config.description));
    package.insert("readme", value("README.md"));
    if let Some(repository) = &config.repository {
        package.insert("repository", value(repository));
    }
    for (key, words) in [("keywords", &config.keywords), ("categories", &config.categories)] {
        if !words.is_empty() {
            package.insert(
                key,
                toml_edit::value(words.iter().map(String::as_str).collect::<toml_edit::Array>()),
            );
        }
    }
    if config.publish {
        package.remove("publish");
    } else {
        package.insert("publish", toml_edit::value(false));
    }
    // Said in full, so that cargo can still load the workspace, and `generate` mend it, when the file is gone.
    let mut library = Table::new();
    library.insert("path", value("src/lib.rs"));
    document.insert("lib", Item::Table(library));
    if let Some(table) = document.get_mut("features").and_then(Item::as_table_mut) {
        add_categories(table, features, on);
    }
    for section in ["features", "dependencies"] {
        if let Some(table) = document.get_mut(section).and_then(Item::as_table_mut) {
            table.decor_mut().set_prefix("\n");
        }
    }
    Ok(format!(
        "# {MARKER}. Do not edit: run `cargo xtask generate`.\n\n{}",
        document.to_string().trim_start()
    ))
}

/// One feature a category, and `all` of them.
fn add_categories(table: &mut Table, features: &[String], on: bool) {
    for feature in features {
        table.insert(feature, toml_edit::value(toml_edit::Array::new()));
    }
    let mut all = features.iter().map(String::as_str).collect::<toml_edit::Array>();
    for one in all.iter_mut() {
        one.decor_mut().set_prefix("\n    ");
    }
    all.set_trailing("\n");
    all.set_trailing_comma(true);
    table.insert("all", toml_edit::value(all));
    if let Some(default) = table.get_mut("default").and_then(Item::as_array_mut).filter(|_| on) {
        default.push("all");
    }
    if let Some(mut first) = features.first().and_then(|first| table.key_mut(first)) {
        first.leaf_decor_mut().set_prefix("# One for each category of the reference.\n");
    }
    if let Some(mut all) = table.key_mut("all") {
        all.leaf_decor_mut().set_prefix("# Every category.\n");
    }
}

fn value(text: &str) -> Item {
    toml_edit::value(text)
}
