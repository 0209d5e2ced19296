//! The public items of the crate that is generated from a client, as a caller reads them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::calls::{Call, calls};
use super::key::ItemKey;
use crate::emit::{parameters, words};
use crate::print::calls::text;
use crate::rust::{
    Client, Input, OutcomeVariant, Output, Parameter, Request, Type, TypeBody, TypeDef, TypeId, Types,
};

/// The public items of a crate, below the requests and types that they belong to.
#[derive(Debug)]
pub struct Surface<'a> {
    /// The types that the items are made of.
    pub(super) types: &'a Types,
    /// What items belong to, by its path: `orgs::packages::List`, `types::Package`.
    pub(super) owners: BTreeMap<String, Owner<'a>>,
    by_name: HashMap<&'a str, TypeId>,
}

/// A request or a type, with its members.
#[derive(Debug)]
pub(super) struct Owner<'a> {
    pub(super) kind: Kind,
    /// What declares it, without its members.
    pub(super) signature: String,
    pub(super) deprecated: bool,
    /// The request, if it is one, and how it is reached.
    pub(super) call: Option<Call<'a>>,
    /// The parameters of its constructor.
    pub(super) arguments: &'a [Parameter],
    pub(super) members: BTreeMap<ItemKey, Member<'a>>,
}

/// The kinds of owners; one that changes its kind is another thing of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Request,
    Struct,
    Enum,
    Union,
    Input,
    InputUnion,
    Outcomes,
}

/// A member of a request or a type.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) signature: String,
    pub(super) deprecated: bool,
    pub(super) value: MemberValue<'a>,
}

/// What a member holds or takes.
#[derive(Debug)]
pub(super) enum MemberValue<'a> {
    /// What a setter takes; `None` where it takes nothing, or a text of its own.
    Taken(Option<&'a Parameter>),
    /// What a field or a variant holds.
    Held(Option<&'a Type>),
    /// What a request gives.
    Given(&'a Output),
}

/// The public items of the crate that `emit` writes.
pub fn surface(client: &Client) -> Surface<'_> {
    let types = &client.types;
    let mut write = Writer { types, known: HashMap::new() };
    let mut owners = BTreeMap::new();
    for call in calls(client) {
        if let Output::Outcomes { name, outcomes } = &call.request.output {
            let path = format!("{}::{}", call.module, name.as_str());
            owners.insert(path.clone(), write.outcomes(&path, name.as_str(), outcomes));
        }
        owners.insert(call.path(), write.request(call));
    }
    let mut by_name = HashMap::new();
    for (id, def) in types.iter() {
        let path = format!("types::{}", def.name.as_str());
        by_name.insert(def.name.as_str(), id);
        owners.insert(path.clone(), write.definition(&path, def));
    }
    Surface { types, owners, by_name }
}

impl<'a> Surface<'a> {
    /// Each item with its signature, by key.
    pub fn items(&self) -> Vec<(ItemKey, String)> {
        let mut items = Vec::new();
        for (path, owner) in &self.owners {
            items.push((owner.key(path), owner.signature.clone()));
            for argument in owner.arguments {
                let key = ItemKey::Argument(path.clone(), argument.name.as_str().to_owned());
                items.push((key, declaration(self.types, argument)));
            }
            items.extend(owner.members.iter().map(|(key, member)| (key.clone(), member.signature.clone())));
        }
        items
    }

    /// The type of a name.
    pub(super) fn named(&self, name: &str) -> Option<&'a TypeDef> {
        self.by_name.get(name).map(|id| self.types.get(*id))
    }

    /// The paths of the types that an owner's signatures name.
    pub(super) fn names_in(&self, owner: &Owner<'a>) -> BTreeSet<String> {
        let arguments = owner.arguments.iter().flat_map(|one| self.names_of(&one.ty));
        let members = owner.members.iter().flat_map(|(key, member)| self.names_of_member(key, member));
        arguments.chain(members).collect()
    }

    /// The paths of the types that a member's signature names.
    pub(super) fn names_of_member(&self, key: &ItemKey, member: &Member<'a>) -> BTreeSet<String> {
        match &member.value {
            MemberValue::Taken(parameter) => {
                parameter.map(|parameter| self.names_of(&parameter.ty)).unwrap_or_default()
            }
            MemberValue::Held(of) => of.map(|of| self.names_of(of)).unwrap_or_default(),
            MemberValue::Given(Output::Outcomes { name, .. }) => {
                let module = key.owner().rsplit_once("::").map_or("", |(module, _)| module);
                BTreeSet::from([format!("{module}::{}", name.as_str())])
            }
            MemberValue::Given(output) => {
                output.types().into_iter().flat_map(|of| self.names_of(of)).collect()
            }
        }
    }

    /// The paths of the types that a type names.
    pub(super) fn names_of(&self, of: &Type) -> BTreeSet<String> {
        match of {
            Type::Named(id) => BTreeSet::from([format!("types::{}", self.types.get(*id).name.as_str())]),
            Type::List(inner)
            | Type::Map(inner)
            | Type::Option(inner)
            | Type::Nullable(inner)
            | Type::Boxed(inner) => self.names_of(inner),
            _ => BTreeSet::new(),
        }
    }
}

impl Owner<'_> {
    /// The key of the owner itself.
    pub(super) fn key(&self, path: &str) -> ItemKey {
        if self.kind == Kind::Request {
            ItemKey::Call(path.to_owned())
        } else {
            ItemKey::Type(path.to_owned())
        }
    }
}

/// `package_type: PackageType`
pub(super) fn declaration(types: &Types, parameter: &Parameter) -> String {
    format!("{}: {}", parameter.name, text(parameters::declared(types, &parameter.ty)))
}

/// `Option<Box<SimpleUser>>`
pub(super) fn type_text(types: &Types, of: &Type) -> String {
    text(words::ty(types, of))
}

/// `package_type: PackageType, package_name: impl Into<String>`
pub(super) fn declarations<'p>(types: &Types, parameters: impl IntoIterator<Item = &'p Parameter>) -> String {
    let all: Vec<String> = parameters.into_iter().map(|parameter| declaration(types, parameter)).collect();
    all.join(", ")
}

/// The words of a reply as they stand in the crate: `Vec<Package>`.
pub(super) fn output_text(types: &Types, output: &Output) -> String {
    match output {
        Output::One(of) => type_text(types, of),
        Output::Wrapped { whole, .. } => type_text(types, whole),
        Output::Outcomes { name, .. } => name.to_string(),
        Output::Text => "Text".to_owned(),
        Output::Download => "Download".to_owned(),
    }
}

/// Writes signatures. The same types occur in many of them, so each is written once.
struct Writer<'a> {
    types: &'a Types,
    known: HashMap<&'a Type, String>,
}

impl<'a> Writer<'a> {
    fn request(&mut self, call: Call<'a>) -> Owner<'a> {
        let Request { setters, media_types, output, content, deprecated, arguments, .. } = call.request;
        let path = call.path();
        let mut members = BTreeMap::new();
        for setter in setters {
            let (key, member) = self.setter(&path, setter);
            members.insert(key, member);
        }
        let mut own = |name: &str, signature: String| {
            let member = Member { signature, deprecated: false, value: MemberValue::Taken(None) };
            members.insert(ItemKey::Setter(path.clone(), name.to_owned()), member);
        };
        if content.is_some() {
            let signature = "pub fn content_type(self, media_type: impl Into<String>) -> Self";
            own("content_type", signature.to_owned());
        }
        for media_type in media_types {
            let name = &media_type.method;
            own(name.as_str(), format!("pub fn {name}(self) -> Sending<Download>"));
        }
        let mut signature = format!("type Output = {}", output_text(self.types, output));
        if let Output::Wrapped { item, .. } = output {
            signature = format!("{signature}; type Item = {}", self.text(item));
        }
        let given = Member { signature, deprecated: false, value: MemberValue::Given(output) };
        members.insert(ItemKey::Output(path), given);
        Owner {
            kind: Kind::Request,
            signature: call.signature(self.types),
            deprecated: deprecated.is_some(),
            arguments,
            members,
            call: Some(call),
        }
    }

    fn definition(&mut self, path: &str, def: &'a TypeDef) -> Owner<'a> {
        let name = &def.name;
        let (kind, word) = match &def.body {
            TypeBody::Struct(_) => (Kind::Struct, "struct"),
            TypeBody::Enum(_) => (Kind::Enum, "enum"),
            TypeBody::Union(_) => (Kind::Union, "enum"),
            TypeBody::Input(_) => (Kind::Input, "struct"),
            TypeBody::InputUnion(_) => (Kind::InputUnion, "enum"),
        };
        let mut arguments: &[Parameter] = &[];
        let members = match &def.body {
            TypeBody::Struct(fields) => fields
                .iter()
                .map(|field| {
                    let key = ItemKey::Field(path.to_owned(), field.name.as_str().to_owned());
                    let signature = format!("pub {}: {}", field.name, self.text(&field.ty));
                    let value = MemberValue::Held(Some(&field.ty));
                    (key, Member { signature, deprecated: field.deprecated, value })
                })
                .collect(),
            TypeBody::Enum(variants) => {
                variants.iter().map(|variant| self.variant(path, variant.name.as_str(), None)).collect()
            }
            TypeBody::Union(variants) => variants
                .iter()
                .map(|variant| self.variant(path, variant.name.as_str(), Some(&variant.ty)))
                .collect(),
            TypeBody::InputUnion(variants) => variants
                .iter()
                .map(|variant| self.variant(path, variant.name.as_str(), Some(&variant.ty)))
                .collect(),
            TypeBody::Input(Input { arguments: own, setters, .. }) => {
                arguments = own;
                setters.iter().map(|setter| self.setter(path, setter)).collect()
            }
        };
        let signature = format!("pub {word} {name}");
        Owner { kind, signature, deprecated: false, call: None, arguments, members }
    }

    fn outcomes(&mut self, path: &str, name: &str, outcomes: &'a [OutcomeVariant]) -> Owner<'a> {
        let members = outcomes
            .iter()
            .map(|outcome| {
                let payload = (outcome.ty != Type::Unit).then_some(&outcome.ty);
                self.variant(path, outcome.name.as_str(), payload)
            })
            .collect();
        let signature = format!("pub enum {name}");
        Owner { kind: Kind::Outcomes, signature, deprecated: false, call: None, arguments: &[], members }
    }

    fn setter(&mut self, path: &str, setter: &'a Parameter) -> (ItemKey, Member<'a>) {
        let declaration = declaration(self.types, setter);
        let member = Member {
            signature: format!("pub fn {}(self, {declaration}) -> Self", setter.name),
            deprecated: setter.deprecated.is_some(),
            value: MemberValue::Taken(Some(setter)),
        };
        (ItemKey::Setter(path.to_owned(), setter.name.as_str().to_owned()), member)
    }

    fn variant(&mut self, path: &str, name: &str, payload: Option<&'a Type>) -> (ItemKey, Member<'a>) {
        let signature = match payload {
            Some(of) => format!("{name}({})", self.text(of)),
            None => name.to_owned(),
        };
        let member = Member { signature, deprecated: false, value: MemberValue::Held(payload) };
        (ItemKey::Variant(path.to_owned(), name.to_owned()), member)
    }

    fn text(&mut self, of: &'a Type) -> &str {
        self.known.entry(of).or_insert_with(|| type_text(self.types, of))
    }
}
