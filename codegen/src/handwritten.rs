//! Names that the hand-written base has where generated code adds names of pages: read from its source, so that none is forgotten.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use syn::{Attribute, FnArg, ImplItem, Item, ItemImpl, ItemUse, Type, UseTree, Visibility};

/// The names of the base.
#[derive(Debug, Default)]
pub(crate) struct Base {
    /// Methods and functions of `Client`.
    pub(crate) client: BTreeSet<String>,
    /// Methods and functions of `Call`, which each request has.
    pub(crate) call: BTreeSet<String>,
    /// Modules and items at the root of each crate.
    pub(crate) root: BTreeSet<String>,
}

/// The names of the base.
pub(crate) static BASE: LazyLock<Base> = LazyLock::new(|| {
    let parsed = |text| syn::parse_file(text).map(|file| file.items).unwrap_or_default();
    let root = parsed(include_str!("../base/src/base/mod.rs"));
    let mut client = methods(&parsed(include_str!("../base/src/base/client.rs")), "Client");
    // The root of the generated crate adds this one.
    client.insert("builder".to_owned());
    Base {
        client,
        call: methods(&parsed(include_str!("../base/src/base/call.rs")), "Call"),
        root: root.iter().flat_map(exported).collect(),
    }
});

/// The functions of a type, with the methods of the traits that it implements.
fn methods(items: &[Item], name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in items {
        match item {
            Item::Impl(of) if is_of(of, name) => {
                // A function of a trait that has no receiver is never called like a method.
                let functions = of.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(&function.sig),
                    _ => None,
                });
                let called = functions.filter(|signature| {
                    of.trait_.is_none() || matches!(signature.inputs.first(), Some(FnArg::Receiver(_)))
                });
                found.extend(called.map(|signature| signature.ident.to_string()));
            }
            Item::Struct(of) if of.ident == name => found.extend(derived(&of.attrs)),
            _ => {}
        }
    }
    found
}

fn is_of(item: &ItemImpl, name: &str) -> bool {
    match &*item.self_ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == name),
        _ => false,
    }
}

/// The methods of derived traits that callers use.
fn derived(attributes: &[Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // An attribute that is not a derive does not compile.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("Clone") {
                found.push("clone".to_owned());
            }
            Ok(())
        });
    }
    found
}

/// The names that an item of the base exports.
fn exported(item: &Item) -> Vec<String> {
    let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    match item {
        Item::Mod(module) if is_public(&module.vis) => vec![module.ident.to_string()],
        Item::Use(ItemUse { vis, tree, .. }) if is_public(vis) => {
            let mut names = Vec::new();
            leaves(tree, &mut names);
            names
        }
        _ => Vec::new(),
    }
}

fn leaves(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(rename) => names.push(rename.rename.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Glob(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::BASE;

    #[test]
    fn names_of_the_base_are_read_from_its_source() {
        let of_client = [
            "as_ref",
            "bind_call",
            "builder",
            "clone",
            "download",
            "fmt",
            "items",
            "pages",
            "request",
            "send",
        ];
        assert_eq!(BASE.client.iter().collect::<Vec<_>>(), of_client);
        for name in
            ["bind", "clone", "eq", "fmt", "items", "pages", "send", "unbind", "with_header", "with_query"]
        {
            assert!(BASE.call.contains(name), "{name}");
        }
        assert!(!BASE.call.contains("from"), "a function that is not called on a request");
        for name in ["Call", "Client", "Error", "blocking", "decode", "mock", "serde_json"] {
            assert!(BASE.root.contains(name), "{name}");
        }
    }
}
