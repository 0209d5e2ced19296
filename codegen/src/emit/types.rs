//! `src/types.rs` and one file for each type below it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::{self, code, paragraph};
use super::words::{Imports, ident, ty};
use crate::rust::{RustIdent, StructField, TypeBody, TypeDef, TypeId, Types, Variant};

/// The module of types: an index, and a file a type.
pub(super) fn types(types: &Types) -> Vec<(String, TokenStream)> {
    let mut modules: Vec<(RustIdent, TypeId)> = Vec::new();
    let mut sorted: Vec<(TypeId, &TypeDef)> = types.iter().collect();
    sorted.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    for (id, def) in sorted {
        let module = RustIdent::snake(def.name.as_str());
        let module = if module.is_keyword() { module.with_suffix("_") } else { module };
        let module = module.or_numbered(|name| modules.iter().any(|(other, _)| other == name));
        modules.push((module, id));
    }
    let mut files = vec![("src/types.rs".to_owned(), index(types, &modules))];
    for (module, id) in modules {
        let def = types.get(id);
        let tokens = match &def.body {
            TypeBody::Struct(fields) => record(types, id, def, fields),
            TypeBody::Enum(variants) => open_enum(def, variants),
        };
        files.push((format!("src/types/{}.rs", module.as_str()), tokens));
    }
    files
}

fn index(types: &Types, modules: &[(RustIdent, TypeId)]) -> TokenStream {
    let names = modules.iter().map(|(module, _)| ident(module));
    let mut exports: Vec<(Ident, Ident)> =
        modules.iter().map(|(module, id)| (ident(module), ident(&types.get(*id).name))).collect();
    exports.sort();
    let exports = exports.into_iter().map(|(module, name)| quote!(pub use self::#module::#name;));
    quote! {
        #![doc = " What requests take and replies hold."]
        #(mod #names;)*
        #(#exports)*
    }
}

fn record(types: &Types, id: TypeId, def: &TypeDef, fields: &[StructField]) -> TokenStream {
    let name = ident(&def.name);
    let name_text = def.name.as_str();
    let mut imports = Imports::default();
    for field in fields {
        imports.mention(&field.ty);
    }
    let imports = imports.tokens(
        types,
        &["Field", "FieldReader", "FieldWriter", "MapAccess", "Record", "SerializeMap"],
        "record",
        &quote!(super),
        Some(id),
    );
    let docs = docs::outer(&type_docs(def));
    let declarations = fields.iter().map(|field| {
        let name = ident(&field.name);
        let of = ty(types, &field.ty);
        let docs = docs::outer(&field_docs(field));
        quote!(#docs pub #name: #of)
    });
    let table = fields.iter().map(field_row);
    let readers = fields.iter().enumerate().map(|(at, field)| {
        let (at, name) = (Literal::usize_unsuffixed(at), ident(&field.name));
        quote!(#at => reader.put(&mut self.#name))
    });
    let writers = fields.iter().enumerate().map(|(at, field)| {
        let (at, name) = (Literal::usize_unsuffixed(at), ident(&field.name));
        quote!(#at => writer.put(&self.#name))
    });
    quote! {
        #imports
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#declarations),* }

        impl Record for #name {
            const NAME: &'static str = #name_text;
            const FIELDS: &'static [Field] = &[#(#table),*];

            fn set<'de, A: MapAccess<'de>>(&mut self, index: usize, reader: &mut FieldReader<'_, A>) -> Result<(), A::Error> {
                match index {
                    #(#readers,)*
                    _ => reader.skip(),
                }
            }

            fn get<S: SerializeMap>(&self, index: usize, writer: &mut FieldWriter<'_, S>) -> Result<(), S::Error> {
                match index {
                    #(#writers,)*
                    _ => Ok(()),
                }
            }
        }

        record!(#name);
    }
}

fn field_row(field: &StructField) -> TokenStream {
    let wire = &field.wire;
    let required = field.required.then(|| quote!(.required()));
    let nullable = field.nullable.then(|| quote!(.nullable()));
    let key = field.key.then(|| quote!(.key()));
    quote!(Field::new(#wire) #required #nullable #key)
}

fn open_enum(def: &TypeDef, variants: &[Variant]) -> TokenStream {
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
    let unknown = docs::outer(&["A value that the documentation does not list, kept as it came.".to_owned()]);
    quote! {
        use crate::open_enum;
        use crate::runtime::OpenEnum;

        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations,)*
            #unknown
            Unknown(String),
        }

        impl OpenEnum for #name {
            const KNOWN: &'static [Self] = &[#(Self::#known),*];

            fn text(&self) -> &str {
                match self {
                    #(#texts,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        open_enum!(#name);
    }
}

fn type_docs(def: &TypeDef) -> Vec<String> {
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
