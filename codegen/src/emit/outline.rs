//! Whether the files of a crate fit together: a crate that does not compile must not take the place of one that does.
//!
//! Each file's outline is what it defines, imports and refers to by a path inside the crate. Together they show names that are
//! there twice and paths that lead nowhere. Names from other crates are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, Type, UseTree};

use crate::handwritten::BASE;

/// A name that does not fit, with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The file.
    pub path: String,
    /// The name, or the path to it.
    pub name: String,
    /// Why it does not fit.
    pub reason: MisfitReason,
}

/// Why a name does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MisfitReason {
    /// Another item of the module has it, or another method of the type.
    Twice,
    /// Nothing inside the crate has it.
    Missing,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            MisfitReason::Twice => "is there twice",
            MisfitReason::Missing => "is not in the crate",
        };
        write!(f, "{}: `{}` {reason}; this is a bug of docwright", self.path, self.name)
    }
}

/// Definitions, imports and references of a file. Paths start at the root of the crate.
#[derive(Debug, Default)]
pub(super) struct Outline {
    path: String,
    module: Vec<String>,
    /// Types and modules that it defines, and names that it imports.
    names: Vec<String>,
    /// Modules whose names it exports.
    globs: Vec<Vec<String>>,
    /// Inherent functions, with the types that they belong to.
    functions: Vec<(String, String)>,
    /// Where imported names come from, if that is inside the crate.
    sources: BTreeMap<String, Vec<String>>,
    references: BTreeSet<Vec<String>>,
}

impl Outline {
    /// The outline of a file that is parsed already, with the tokens that it was parsed from.
    pub(super) fn of(path: &str, file: &syn::File, tokens: TokenStream) -> Self {
        let below = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
        let module = if below == "lib" { Vec::new() } else { below.split('/').map(str::to_owned).collect() };
        let mut outline = Self { path: path.to_owned(), module, ..Self::default() };
        for item in &file.items {
            outline.item(item);
        }
        outline.collect_paths(tokens);
        outline
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => self.names.push(item.ident.to_string()),
            Item::Enum(item) => self.names.push(item.ident.to_string()),
            Item::Type(item) => self.names.push(item.ident.to_string()),
            Item::Mod(item) => self.names.push(plain(&item.ident)),
            Item::Use(item) => self.import(&item.tree, Vec::new()),
            Item::Impl(item) if item.trait_.is_none() => {
                let Type::Path(path) = &*item.self_ty else { return };
                let segments: Vec<String> =
                    path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
                let functions = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(plain(&function.sig.ident)),
                    _ => None,
                });
                self.functions.extend(functions.map(|function| (segments.join("::"), function)));
            }
            _ => {}
        }
    }

    fn import(&mut self, tree: &UseTree, mut before: Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(plain(&path.ident));
                self.import(&path.tree, before);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before.clone())),
            UseTree::Name(name) => {
                let name = plain(&name.ident);
                before.push(name.clone());
                if let Some(source) = self.absolute(&before) {
                    self.references.insert(source.clone());
                    self.sources.insert(name.clone(), source);
                }
                self.names.push(name);
            }
            UseTree::Glob(_) => self.globs.extend(self.absolute(&before)),
            // Only traits that are to have no name are renamed.
            UseTree::Rename(_) => {}
        }
    }

    /// A path from the root; `None` where it leads out of the crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => &[],
            "self" => self.module.as_slice(),
            "super" => self.module.split_last()?.1,
            _ => return None,
        };
        Some(start.iter().chain(rest).cloned().collect())
    }

    /// Collects the paths that begin with `crate`, whatever they are in.
    fn collect_paths(&mut self, tokens: TokenStream) {
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => self.collect_paths(group.stream()),
                TokenTree::Ident(first) if first == "crate" => {
                    let mut path = Vec::new();
                    while let Some(TokenTree::Punct(punct)) = trees.peek()
                        && punct.as_char() == ':'
                    {
                        trees.next();
                        if let Some(TokenTree::Ident(name)) = trees.peek() {
                            path.push(plain(name));
                            trees.next();
                        }
                    }
                    if !path.is_empty() {
                        self.references.insert(path);
                    }
                }
                _ => {}
            }
        }
    }
}

fn plain(name: &proc_macro2::Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

/// The first name that does not fit.
pub(super) fn misfit(outlines: &[Outline]) -> Option<Misfit> {
    let modules: BTreeMap<&[String], &Outline> =
        outlines.iter().map(|outline| (outline.module.as_slice(), outline)).collect();
    let mut paths = BTreeSet::new();
    let mut functions: BTreeSet<(Vec<String>, &str)> = BTreeSet::new();
    let client = vec!["Client".to_owned()];
    functions.extend(
        BASE.client.iter().filter(|name| *name != "builder").map(|name| (client.clone(), name.as_str())),
    );
    for outline in outlines {
        let misfit =
            |name: &str, reason| Misfit { path: outline.path.clone(), name: name.to_owned(), reason };
        if !paths.insert(outline.path.to_lowercase()) {
            return Some(misfit(&outline.path, MisfitReason::Twice));
        }
        let mut names = BTreeSet::new();
        if let Some(name) = outline.names.iter().find(|name| !names.insert(name.as_str())) {
            return Some(misfit(name, MisfitReason::Twice));
        }
        for (of, function) in &outline.functions {
            if !functions.insert((owner(outline, of), function)) {
                return Some(misfit(&format!("{of}::{function}"), MisfitReason::Twice));
            }
        }
        if let Some(path) = outline.references.iter().find(|path| !resolves(&modules, path)) {
            return Some(misfit(&path.join("::"), MisfitReason::Missing));
        }
    }
    None
}

/// The type that a file writes functions of, from the root.
fn owner(outline: &Outline, name: &str) -> Vec<String> {
    // Items of the root come from the base.
    if outline.module.is_empty() || name.starts_with("crate::") {
        return vec![name.trim_start_matches("crate::").to_owned()];
    }
    let own = || outline.module.iter().cloned().chain([name.to_owned()]).collect();
    outline.sources.get(name).cloned().unwrap_or_else(own)
}

/// Whether a path leads to something. What is behind a type is up to the compiler.
fn resolves(modules: &BTreeMap<&[String], &Outline>, path: &[String]) -> bool {
    (0..path.len()).all(|at| {
        let (module, name) = (&path[..at], &path[at]);
        match modules.get(module) {
            Some(outline) => has(modules, outline, name),
            // The parts of a type, and modules of the base.
            None => true,
        }
    })
}

fn has(modules: &BTreeMap<&[String], &Outline>, outline: &Outline, name: &str) -> bool {
    let is_of_base = outline.module.is_empty() && (BASE.root.contains(name) || name == "base");
    is_of_base
        || outline.names.iter().any(|own| own == name)
        || outline
            .globs
            .iter()
            .any(|glob| modules.get(glob.as_slice()).is_some_and(|outline| has(modules, outline, name)))
}

#[cfg(test)]
mod tests {
    use super::{MisfitReason, Outline, misfit};

    fn found(files: &[(&str, &str)]) -> Option<(String, MisfitReason)> {
        let outline = |(path, text): &(&str, &str)| {
            let file = syn::parse_str(text).unwrap();
            Outline::of(path, &file, text.parse().unwrap())
        };
        let outlines: Vec<Outline> = files.iter().map(outline).collect();
        misfit(&outlines).map(|misfit| (misfit.name, misfit.reason))
    }

    #[test]
    fn names_that_are_twice_or_nowhere_are_found() {
        use MisfitReason::{Missing, Twice};
        let root = (
            "src/lib.rs",
            "pub mod types; pub mod orgs; mod base; pub use base::*; impl Client { fn builder() {} }",
        );
        let types = ("src/types.rs", "mod bill; pub use self::bill::Bill;");
        let bill = (
            "src/types/bill.rs",
            "use runtime::prelude::*; pub struct Bill(i64); impl Bill { fn new() {} fn paid() {} }",
        );
        let table: &[(&str, Option<(&str, MisfitReason)>)] = &[
            (
                "use crate::Client; use crate::types::Bill; pub struct Orgs; impl Orgs { fn bill(&self) -> crate::types::Bill {} }",
                None,
            ),
            ("pub struct Orgs; impl Client { fn orgs(&self) {} }", None),
            ("use crate::types::Bill; pub struct Bill;", Some(("Bill", Twice))),
            ("pub mod r#type; pub enum r#Type {} pub mod r#type;", Some(("type", Twice))),
            ("use crate::types::Order;", Some(("types::Order", Missing))),
            ("use super::types::bill::Order;", Some(("types::bill::Order", Missing))),
            ("pub use self::bills::*;", None),
            ("fn f() { g!(crate::orders::Order::Paid) }", Some(("orders::Order::Paid", Missing))),
            ("fn f() { g!(crate::types::Bill::new) }", None),
            ("use crate::Client; impl Client { fn send(&self) {} }", Some(("Client::send", Twice))),
            ("impl crate::Client { fn send(&self) {} }", Some(("crate::Client::send", Twice))),
            (
                "pub struct Orgs; impl Orgs { fn new() {} } impl<C> Orgs<C> { fn new() {} }",
                Some(("Orgs::new", Twice)),
            ),
        ];
        for (orgs, expected) in table {
            let files = [root, types, bill, ("src/orgs.rs", *orgs)];
            assert_eq!(found(&files), expected.map(|(name, reason)| (name.to_owned(), reason)), "{orgs}");
        }
        let twice = found(&[bill, ("src/types/Bill.rs", "")]);
        assert_eq!(
            twice,
            Some(("src/types/Bill.rs".to_owned(), Twice)),
            "one file where case is not told apart"
        );
    }
}
