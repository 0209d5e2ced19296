//! `src/types.rs` and one file for each type below it.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, code, paragraph};
use super::features::Categories;
use super::names::Names;
use super::words::ident;
use super::{Module, inputs, unions};
use crate::rust::{RustIdent, StructField, Type, TypeBody, TypeDef, TypeId, Types, Variant};

/// The module of types: an index, and a file a type.
pub(super) fn types<'a>(
    types: &'a Types,
    all: &'a BTreeSet<String>,
    categories: Categories,
) -> Vec<Module<'a>> {
    let mut modules: Vec<(RustIdent, TypeId)> = Vec::new();
    let mut sorted: Vec<(TypeId, &TypeDef)> = types.iter().collect();
    sorted.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    for (id, def) in sorted {
        let module = RustIdent::module(def.name.as_str())
            .or_numbered(|name| modules.iter().any(|(other, _)| other == name));
        modules.push((module, id));
    }
    let files = modules.iter().map(|(module, id)| {
        let id = *id;
        Module::new(format!("src/types/{}.rs", module.as_str()), move || definition(types, id))
    });
    let mut files: Vec<Module<'a>> = files.collect();
    files.push(Module::new("src/types.rs", move || index(types, &modules, all, categories)));
    files
}

fn definition(types: &Types, id: TypeId) -> TokenStream {
    let def = types.get(id);
    match &def.body {
        TypeBody::Struct(fields) => record(types, id, def, fields),
        TypeBody::Enum(variants) => open_enum(types, id, def, variants),
        TypeBody::Union(variants) => unions::union(types, id, def, variants),
        TypeBody::Input(input) => inputs::input(types, id, def, input),
        TypeBody::InputUnion(variants) => inputs::input_union(types, id, def, variants),
    }
}

/// The modules and what is in them. A type that every category uses is there with any of them, as the index is.
fn index(
    types: &Types,
    modules: &[(RustIdent, TypeId)],
    all: &BTreeSet<String>,
    categories: Categories,
) -> TokenStream {
    let cfg_of = |id: TypeId| {
        let features = &types.get(id).features;
        (features != all).then(|| categories.cfg(features))
    };
    let names = modules.iter().map(|(module, id)| {
        let (module, cfg) = (ident(module), cfg_of(*id));
        quote!(#cfg mod #module;)
    });
    let exports = modules.iter().map(|(module, id)| {
        let (module, cfg) = (ident(module), cfg_of(*id));
        let name = ident(&types.get(*id).name);
        quote!(#cfg pub use self::#module::#name;)
    });
    quote! {
        #![doc = " What requests take and replies hold."]
        #(#names)*
        #(#exports)*
    }
}

fn record(types: &Types, id: TypeId, def: &TypeDef, fields: &[StructField]) -> TokenStream {
    let name = ident(&def.name);
    let names = &Names::of_type(types, id, fields.iter().map(|field| &field.ty));
    let imports = names.uses(&["Field", "Member", "Presence", "Source"]);
    let docs = docs::outer(&type_docs(def));
    let declarations = fields.iter().map(|field| {
        let name = ident(&field.name);
        let of = names.ty(&field.ty);
        let docs = docs::outer(&field_docs(field));
        let deprecated =
            field.deprecated.then(|| quote!(#[deprecated = "The documentation calls it deprecated."]));
        quote!(#docs #deprecated pub #name: #of)
    });
    let reads_deprecated = fields.iter().any(|field| field.deprecated);
    let expect = reads_deprecated.then(|| quote!(#[expect(deprecated, reason = "it is read all the same")]));
    let table = fields.iter().map(|field| field_row(names, field));
    let readers = fields.iter().enumerate().map(|(at, field)| {
        let (at, name) = (Literal::usize_unsuffixed(at), ident(&field.name));
        quote!(#at => source.put(&mut self.#name))
    });
    let members = fields.iter().enumerate().map(|(at, field)| {
        let (at, name) = (Literal::usize_unsuffixed(at), ident(&field.name));
        quote!(#at => &self.#name)
    });
    let tagged = tagged(names, fields);
    let [field, source, member] = ["Field", "Source", "Member"].map(|name| names.runtime(name));
    let [result, option, some, none] =
        ["result::Result", "option::Option", "option::Option::Some", "option::Option::None"]
            .map(|path| names.std(path));
    quote! {
        #imports
        #docs
        #[derive(Default)]
        #[non_exhaustive]
        pub struct #name { #(#declarations),* }

        #expect
        impl runtime::Value for #name {
            const FIELDS: &'static [#field] = &[#(#table),*];

            #tagged

            fn set_member<S: #source>(&mut self, index: usize, source: &mut S) -> #result<(), S::Error> {
                match index {
                    #(#readers,)*
                    _ => source.skip(),
                }
            }

            fn member(&self, index: usize) -> #option<&dyn #member> {
                #some(match index {
                    #(#members,)*
                    _ => return #none,
                })
            }
        }

        runtime::record!(#name);
    }
}

/// How an object is read in which fields name the variants of unions.
fn tagged(names: &Names<'_>, fields: &[StructField]) -> Option<TokenStream> {
    let tags: Vec<TokenStream> = fields
        .iter()
        .filter_map(|field| {
            let (union, tag) = (&field.wire, field.tag.as_ref()?);
            Some(quote!((#union, #tag)))
        })
        .collect();
    let result = names.std("result::Result");
    (!tags.is_empty()).then(|| {
        quote! {
            fn read_into<'de, D: runtime::Deserializer<'de>>(
                &mut self,
                cx: &mut runtime::Cx,
                deserializer: D,
            ) -> #result<(), D::Error> {
                runtime::read_tagged(self, cx, deserializer, &[#(#tags),*])
            }
        }
    })
}

fn field_row(names: &Names<'_>, field: &StructField) -> TokenStream {
    let wire = &field.wire;
    let presence = match (field.required, field.nullable) {
        _ if field.others => quote!(Others),
        (true, true) => quote!(RequiredNullable),
        (true, false) if field.key => quote!(Key),
        (true, false) => quote!(Required),
        (false, true) => quote!(OptionalNullable),
        (false, false) => quote!(Optional),
    };
    let [field, presences] = ["Field", "Presence"].map(|name| names.runtime(name));
    quote!(#field(#wire, #presences::#presence))
}

fn open_enum(types: &Types, id: TypeId, def: &TypeDef, variants: &[Variant]) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs::outer(&type_docs(def));
    let declarations = variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let docs = docs::outer(&[code(&variant.wire)]);
        quote!(#docs #name)
    });
    let known = variants.iter().map(|variant| ident(&variant.name));
    let texts = variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        quote!(Self::#name => #wire)
    });
    let string = Names::of_type(types, id, []).ty(&Type::String);
    let unknown = docs::outer(&["A value that the documentation does not list, kept as it came.".to_owned()]);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations,)*
            #unknown
            Unknown(#string),
        }

        impl #name {
            #[doc = " The documented values, in the order of the documentation."]
            pub const KNOWN: &'static [Self] = &[#(Self::#known),*];

            #[doc = " The value as it is sent and received."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#texts,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        runtime::open_enum!(#name);
    }
}

pub(super) fn type_docs(def: &TypeDef) -> Vec<String> {
    let mut lines = Vec::new();
    if def.origin.prose.is_empty() {
        paragraph(&mut lines, docs::wrapped(&format!("{}.", capitalised(&def.origin.words))));
    } else {
        paragraph(&mut lines, docs::prose(&def.origin.prose));
    }
    paragraph(&mut lines, vec![format!("From [the documentation]({}).", def.origin.url)]);
    lines
}

fn field_docs(field: &StructField) -> Vec<String> {
    let mut lines = Vec::new();
    for remark in &field.remarks {
        paragraph(&mut lines, docs::wrapped(remark));
    }
    lines
}

/// A title or a field's name as the start of a sentence; underscores stay inside words.
fn capitalised(words: &str) -> String {
    let text = docs::prose(words).join(" ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().collect::<String>() + chars.as_str(),
        None => text,
    }
}
