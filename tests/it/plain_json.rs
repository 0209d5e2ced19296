//! Where values of whole clients are plain JSON, and why. What is sent is plain JSON only where the page shows nothing.

use std::collections::{BTreeMap, BTreeSet};

use docwright::lower::lock::NamesLock;
use docwright::lower::lower;
use docwright::model::{Additional, Endpoint, Field, Kind, SchemaId, Schemas};
use docwright::read::read;
use docwright::rust::{Client, InputVariant, Parameter, Place, Request, Type, TypeBody, Types};
use docwright_tests::{corpus, pages_in, say};

#[test]
fn what_is_sent_is_plain_json_only_where_the_page_shows_nothing() {
    let Some(folder) = corpus("plain JSON") else { return };
    for reference in ["ghes-3.18", "dotcom-2026-08"] {
        let api = read(pages_in(&folder.join(reference))).api;
        let client = lower(&api, &NamesLock::default()).client;
        let mut sent = Sent::new(&client, &api.schemas);
        let requests = client.by_endpoint();
        for endpoint in &api.endpoints {
            let (_, request) = requests[&(endpoint.method, endpoint.path.to_string())];
            sent.request(endpoint, request);
        }
        say(&format!("{reference}: {} values that are sent, plain JSON: {:?}", sent.values, sent.plain));
        say(&format!("{reference}: values that are received, plain JSON: {:?}", received(&client)));
        assert_eq!(sent.unexplained, [""; 0], "{reference}");
        assert!(sent.values > 1000, "{reference}: {} values", sent.values);
    }
}

/// Values that are sent: arguments and setters of requests and of objects, and variants.
struct Sent<'a> {
    types: &'a Types,
    schemas: &'a Schemas,
    values: usize,
    /// How many are plain JSON, or lists and maps of it, by what the page hides.
    plain: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
    seen: BTreeSet<String>,
}

impl<'a> Sent<'a> {
    fn new(client: &'a Client, schemas: &'a Schemas) -> Self {
        let (plain, seen) = (BTreeMap::new(), BTreeSet::new());
        Self { types: &client.types, schemas, values: 0, plain, unexplained: Vec::new(), seen }
    }

    fn request(&mut self, endpoint: &Endpoint, request: &Request) {
        for parameter in request.arguments.iter().chain(&request.setters) {
            let members =
                endpoint.members(self.schemas).iter().map(|field| (Place::Body, &field.name, field.schema));
            let documented =
                endpoint.parameters.iter().map(|one| (one.location.into(), &one.name, one.schema));
            let mut found = documented.chain(members);
            let is = |(place, name, _): &(Place, &String, SchemaId)| {
                *place == parameter.place && **name == parameter.wire
            };
            let schema = found.find(is).map(|(_, _, schema)| schema);
            let place = format!("{} {}", endpoint.name(), parameter.wire);
            match (schema, parameter.place) {
                (Some(schema), _) => self.value(&place, &parameter.ty, schema),
                (None, Place::WholeBody) => *self.plain.entry("hidden-body").or_default() += 1,
                (None, Place::Content) => {}
                (None, _) => self.unexplained.push(format!("{place} is not documented")),
            }
        }
    }

    fn value(&mut self, place: &str, ty: &Type, schema: SchemaId) {
        self.values += 1;
        match self.cause(ty, schema) {
            Some(Ok(cause)) => *self.plain.entry(cause).or_default() += 1,
            Some(Err(kind)) => self.unexplained.push(format!("{place}: {ty:?} is {kind} on the page")),
            None => {}
        }
    }

    /// Says what the page hides of a value that is plain JSON, or what it shows in spite of that. Goes into types of the
    /// client that were not seen yet.
    fn cause(&mut self, ty: &Type, id: SchemaId) -> Option<Result<&'static str, &'static str>> {
        let kind = &self.schemas.get(id).kind;
        match (ty, kind) {
            (Type::Json, Kind::Opaque(reason)) => Some(Ok(reason.as_str())),
            (Type::Json, kind) => Some(Err(kind.word())),
            (Type::Nullable(inner), _) => self.cause(inner, id),
            (Type::List(inner), Kind::Array(None)) if **inner == Type::Json => Some(Ok("no-items")),
            (Type::List(inner), Kind::Array(Some(items))) => self.cause(inner, *items),
            (Type::Map(inner), Kind::Object { additional: Additional::Typed(value), .. }) => {
                self.cause(inner, *value)
            }
            (Type::Map(inner), Kind::Opaque(reason)) if **inner == Type::Json => Some(Ok(reason.as_str())),
            (Type::Map(inner), kind) if **inner == Type::Json => Some(Err(kind.word())),
            (Type::Named(type_id), _) => {
                let def = self.types.get(*type_id);
                if self.seen.insert(def.name.to_string()) {
                    match &def.body {
                        TypeBody::Input(input) => {
                            self.members(def.name.as_str(), input.arguments.iter().chain(&input.setters), id);
                        }
                        TypeBody::InputUnion(variants) => self.variants(def.name.as_str(), variants, id),
                        _ => {}
                    }
                }
                None
            }
            _ => None,
        }
    }

    fn members<'p>(&mut self, owner: &str, members: impl Iterator<Item = &'p Parameter>, id: SchemaId) {
        let fields: &[Field] = self.schemas.get(id).fields();
        for member in members {
            let place = format!("{owner}.{}", member.wire);
            match fields.iter().find(|field| field.name == member.wire) {
                Some(field) => self.value(&place, &member.ty, field.schema),
                None => self.unexplained.push(format!("{place} is not documented")),
            }
        }
    }

    fn variants(&mut self, owner: &str, variants: &[InputVariant], id: SchemaId) {
        let schemas = self.schemas;
        for variant in variants {
            let is_named = |id: &SchemaId| {
                let schema = schemas.get(*id);
                let word = if let Kind::Opaque(_) = schema.kind { "object" } else { schema.kind.word() };
                schema.title.as_deref().unwrap_or(word) == variant.words
            };
            let place = format!("{owner}::{}", variant.name);
            match flattened(schemas, id).into_iter().find(is_named) {
                Some(schema) => self.value(&place, &variant.ty, schema),
                None => self.unexplained.push(format!("{place} is not documented")),
            }
        }
    }
}

fn flattened(schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
    match &schemas.get(id).kind {
        Kind::Union { variants, .. } => variants.iter().flat_map(|id| flattened(schemas, *id)).collect(),
        _ => vec![id],
    }
}

/// How many values of replies are plain JSON, by what they are and how they are written.
fn received(client: &Client) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut add = |what: &str, ty: &Type| {
        if let Some(written) = plain(ty) {
            *found.entry(format!("{what} {written}")).or_default() += 1;
        }
    };
    for (_, def) in client.types.iter() {
        match &def.body {
            TypeBody::Struct(fields) => fields.iter().for_each(|field| add("field", &field.ty)),
            TypeBody::Union(variants) => variants.iter().for_each(|variant| add("variant", &variant.ty)),
            _ => {}
        }
    }
    for (_, request) in client.requests() {
        request.output.types().into_iter().for_each(|ty| add("reply", ty));
    }
    found
}

fn plain(ty: &Type) -> Option<String> {
    match ty {
        Type::Json => Some("Value".to_owned()),
        Type::List(inner) => Some(format!("Vec<{}>", plain(inner)?)),
        Type::Map(inner) => Some(format!("map of {}", plain(inner)?)),
        Type::Option(inner) | Type::Boxed(inner) => plain(inner),
        _ => None,
    }
}
