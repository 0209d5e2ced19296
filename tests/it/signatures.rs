//! What octoquill offers, as a reviewer reads it: every public signature of the generated part in one snapshot, and one
//! endpoint whole, with its docs.

use std::fs;
use std::path::Path;

use docwright_tests::root;
use syn::{Attribute, ImplItem, Item, ItemStruct, Visibility};

use crate::support::snapshots;

#[test]
fn public_signatures() {
    let mut lines = Vec::new();
    signatures(&root().join("generated/src"), "", &mut lines);
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    let text: Vec<String> = lines
        .into_iter()
        .map(|(module, line)| if module.is_empty() { line } else { format!("{module}: {line}") })
        .collect();
    snapshots().bind(|| insta::assert_snapshot!("public_signatures", text.join("\n")));
}

#[test]
fn one_endpoint_whole() {
    let file = fs::read_to_string(root().join("generated/src/orgs/packages.rs")).unwrap();
    let docs = "/// List package versions for a package owned by an organization.\n";
    let method = between(&file, &format!("    {docs}"), "\n    }\n");
    let request =
        between(&file, &format!("\n{docs}"), "\n\n/// Get a package version for an organization.\n");
    let whole = format!("{method}\n{}", request.trim_start());
    snapshots().bind(|| insta::assert_snapshot!("one_endpoint_whole", whole));
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("no {start:?}"));
    let to = text[from..].find(end).unwrap_or_else(|| panic!("no {end:?}"));
    &text[from..from + to + end.len()]
}

/// Notes what a file or the files of a folder offer, each line with its module. The hand-written part has its own tests.
fn signatures(path: &Path, module: &str, lines: &mut Vec<(String, String)>) {
    if path.is_file() {
        let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
        file.items.into_iter().for_each(|item| offer(item, module, lines));
        return;
    }
    let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    // `orgs.rs` before what is in `orgs/`.
    entries.sort_by_key(|path| (path.with_extension(""), path.is_dir()));
    for entry in entries {
        match entry.file_stem().unwrap().to_str().unwrap() {
            "base" => {}
            "lib" => signatures(&entry, module, lines),
            // The modules of the types are private; what is in them is exported by `types`.
            _ if module == "types" => signatures(&entry, module, lines),
            name if module.is_empty() => signatures(&entry, name, lines),
            name => signatures(&entry, &format!("{module}::{name}"), lines),
        }
    }
}

/// Notes what an item offers to those outside.
fn offer(item: Item, module: &str, lines: &mut Vec<(String, String)>) {
    let mut line = |of: &str, text: String| {
        let parts = [module, of].into_iter().filter(|part| !part.is_empty());
        lines.push((parts.collect::<Vec<_>>().join("::"), text));
    };
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let name = item.ident.to_string();
            let fields = item.fields.clone();
            line(&name, struct_head(item));
            for syn::Field { vis, ident, ty, .. } in fields.iter().filter(|field| is_public(&field.vis)) {
                // A constant's signature looks like a field's.
                let field = text_of(&syn::parse_quote!(#vis const #ident: #ty = 0;));
                line(&name, field.replacen("const ", "", 1).trim_end_matches(" = 0;").to_owned());
            }
        }
        Item::Enum(mut item) if is_public(&item.vis) => {
            item.attrs = kept(item.attrs);
            item.variants
                .iter_mut()
                .for_each(|variant| variant.attrs = kept(std::mem::take(&mut variant.attrs)));
            line(&item.ident.to_string(), text_of(&Item::Enum(item.clone())));
        }
        Item::Const(mut item) if is_public(&item.vis) => {
            item.attrs = kept(item.attrs);
            line("", text_of(&Item::Const(item)));
        }
        Item::Mod(mut item) if is_public(&item.vis) => {
            item.attrs = kept(item.attrs);
            line("", text_of(&Item::Mod(item)));
        }
        Item::Type(mut item) if is_public(&item.vis) => {
            item.attrs = kept(item.attrs);
            line(
                &item.ident.to_string(),
                text_of(&Item::Type(item.clone())).trim_end_matches(';').to_owned(),
            );
        }
        Item::Use(item) if is_public(&item.vis) => line("", text_of(&Item::Use(item))),
        Item::Impl(block) => {
            let of = text_of_type(&block.self_ty);
            // What tells request types apart has their names.
            let shown = of.trim_start_matches("kinds::").split('<').next().unwrap_or_default().to_owned();
            if let Some((path, _)) = &block.trait_ {
                // How a record is read and written is between it and the runtime.
                let name = path.segments.last().unwrap().ident.to_string();
                if name != "Value" {
                    line(&shown, format!("impl {name} for {of}"));
                }
                for item in block.items {
                    if let (true, ImplItem::Type(associated)) = (name.ends_with("Operation"), item) {
                        line(&shown, format!("type {} = {}", associated.ident, text_of_type(&associated.ty)));
                    }
                }
                return;
            }
            for item in block.items {
                match item {
                    ImplItem::Fn(method) if is_public(&method.vis) => {
                        let (attributes, public, signature) = (kept(method.attrs), method.vis, method.sig);
                        let method = syn::parse_quote!(#(#attributes)* #public #signature {});
                        line(&shown, text_of(&Item::Fn(method)).trim_end_matches(" {}").to_owned());
                    }
                    ImplItem::Const(constant) if is_public(&constant.vis) => {
                        let (name, ty) = (&constant.ident, text_of_type(&constant.ty));
                        line(&shown, format!("pub const {name}: {ty}"));
                    }
                    _ => {}
                }
            }
        }
        // The macros of the runtime say what else a type can do.
        Item::Macro(item) => {
            let arguments = item.mac.tokens.to_string();
            let of = arguments.split(' ').next().unwrap_or_default();
            line(
                of,
                text_of(&Item::Macro(item.clone()))
                    .trim_start_matches("runtime::")
                    .trim_end_matches(';')
                    .to_owned(),
            );
        }
        _ => {}
    }
}

fn struct_head(mut item: ItemStruct) -> String {
    item.attrs = kept(item.attrs);
    item.fields = syn::Fields::Unit;
    item.semi_token = Some(syn::parse_quote!(;));
    text_of(&Item::Struct(item)).trim_end_matches(';').to_owned()
}

fn text_of_type(ty: &syn::Type) -> String {
    let text = text_of(&syn::parse_quote!(type X = #ty;));
    text.trim_start_matches("type X = ").trim_end_matches(';').to_owned()
}

/// An item on one line.
fn text_of(item: &Item) -> String {
    let text = prettyplease::unparse(&syn::parse_quote!(#item));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("( ", "(").replace(", )", ")").replace(", }", " }")
}

/// Docs and search aliases are no part of a signature, nor is what a warning says.
fn kept(attributes: Vec<Attribute>) -> Vec<Attribute> {
    let must_use = attributes.iter().any(|one| one.path().is_ident("must_use"));
    let must_use = must_use.then(|| syn::parse_quote!(#[must_use]));
    let plain = |one: &Attribute| !one.path().is_ident("doc") && !one.path().is_ident("must_use");
    must_use.into_iter().chain(attributes.into_iter().filter(plain)).collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
