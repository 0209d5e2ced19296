//! Schemas → Rust types. One structure is one type, whatever it is titled; how they are called: [`super::type_names`].

use std::collections::HashMap;

use super::enums::{EnumUses, SHARED_FIELD, siblings};
use super::facts::facts;
use super::fingerprint::of_object;
use super::members::Member;
use super::names::noun::singular;
use super::order;
use super::place::{Direction, Place};
use super::scalars::{Scalar, scalar};
use super::shapes::{OTHER, Shape, Shapes};
use super::structures::{StructureId, Structures};
use super::tags::tag;
use super::type_names::TypeNames;
use super::unions::UnionUses;
use crate::model::{Additional, Api, Field, Kind, SchemaId, TELLING_FIELDS};
use crate::rust::ident::join_camel;
use crate::rust::{Loss, Origin, RustIdent, StructField, Type, TypeBody, TypeDef, TypeId, Types};

/// A record tells its members by a mask of 128 bits, one of which may stand for all that are not listed.
const MOST_FIELDS: usize = 127;

/// Lowers schemas, and keeps what they become.
pub(super) struct TypeLowering<'a> {
    pub(super) api: &'a Api,
    pub(super) structures: &'a Structures,
    /// The schemas of what is sent.
    pub(super) sent: &'a Structures,
    pub(super) names: TypeNames<'a>,
    pub(super) types: Types,
    pub(super) enums: EnumUses,
    pub(super) unions: UnionUses,
    pub(super) losses: Vec<Loss>,
    /// Objects and body parameters without a title, by the name of their place and their structure.
    untitled: HashMap<(String, String), Vec<TypeId>>,
    titled: HashMap<StructureId, TypeId>,
    shapes: Shapes,
}

impl<'a> TypeLowering<'a> {
    pub(super) fn new(
        api: &'a Api,
        structures: &'a Structures,
        sent: &'a Structures,
        names: TypeNames<'a>,
    ) -> Self {
        Self {
            api,
            structures,
            sent,
            names,
            types: Types::default(),
            enums: EnumUses::default(),
            unions: UnionUses::default(),
            losses: Vec::new(),
            untitled: HashMap::new(),
            titled: HashMap::new(),
            shapes: Shapes::default(),
        }
    }

    /// The shape of a schema in a field, down to the structures in it.
    pub(super) fn shape(&mut self, id: SchemaId, field: &str) -> Shape {
        let structures = self.structures;
        self.shapes.of(&structures.schemas, id, field, &|id| structures.of_object(id))
    }

    /// The Rust type of a value, leaving aside whether it may be absent or null.
    pub(super) fn value(&mut self, id: SchemaId, place: &Place<'_>) -> Type {
        let is_sent = place.direction == Direction::Sent;
        let schema = self.structures_of(place.direction).schemas.get(id);
        match scalar(schema, place.field) {
            Some(Scalar::Known(values)) => {
                return Type::Named(self.enums.value(&mut self.types, values, place));
            }
            Some(Scalar::Plain(ty)) => return ty,
            None => {}
        }
        match &schema.kind {
            Kind::Array(items) => {
                let Some(items) = items else {
                    self.lost("no-items", place);
                    return Type::List(Box::new(Type::Json));
                };
                let one = singular(place.field);
                Type::List(Box::new(self.nullable_value(*items, &Place { field: &one, ..place.clone() })))
            }
            Kind::Object { fields, additional: Additional::Typed(value) } if fields.is_empty() => {
                let one = if is_sent { singular(place.field) } else { place.field.to_owned() };
                Type::Map(Box::new(self.nullable_value(*value, &Place { field: &one, ..place.clone() })))
            }
            Kind::Object { fields, .. } if fields.is_empty() => Type::Map(Box::new(Type::Json)),
            Kind::Object { .. } if is_sent => super::sent::object(self, id, place),
            Kind::Object { fields, .. } if fields.len() > MOST_FIELDS => {
                self.lost("too-many-fields", place);
                Type::Map(Box::new(Type::Json))
            }
            Kind::Object { .. } => Type::Named(self.object(id, place)),
            Kind::Union { variants, .. } if is_sent => super::sent::union(self, id, variants, place),
            Kind::Union { variants, .. } => super::unions::union(self, id, variants, place),
            Kind::Opaque(reason) => {
                self.lost(reason.as_str(), place);
                Type::Json
            }
            Kind::Null | Kind::Boolean | Kind::Integer | Kind::Number | Kind::String => Type::Json,
        }
    }

    /// The type of a value with null, where that is allowed.
    pub(super) fn nullable_value(&mut self, id: SchemaId, place: &Place<'_>) -> Type {
        let is_nullable = self.structures_of(place.direction).schemas.get(id).nullable;
        match (self.value(id, place), place.direction) {
            (value, _) if value == Type::Json || !is_nullable => value,
            (value, Direction::Sent) => Type::Nullable(Box::new(value)),
            (value, Direction::Received) => Type::Option(Box::new(value)),
        }
    }

    fn structures_of(&self, direction: Direction) -> &'a Structures {
        match direction {
            Direction::Sent => self.sent,
            Direction::Received => self.structures,
        }
    }

    /// The struct of an object that has fields.
    fn object(&mut self, id: SchemaId, place: &Place<'_>) -> TypeId {
        let Some(structure) = self.structures.of_object(id) else { return self.untitled(id, place) };
        let titled = self.titled(structure, place);
        if self.structures.schemas.get(id).title.is_some() {
            return titled;
        }
        // A place that had a name before another page showed its title keeps that name. The lock has the place, too, so that it
        // keeps the name of the title when pages no longer print the title.
        let name = &self.types.get(titled).name;
        if !self.names.may_be_called(&place.key, name) {
            return self.untitled(id, place);
        }
        self.names.also(name, &place.key, &of_object(self.structures, id));
        titled
    }

    fn titled(&mut self, id: StructureId, place: &Place<'_>) -> TypeId {
        if let Some(known) = self.titled.get(&id) {
            return *known;
        }
        let structure = self.structures.get(id);
        let schema = structure.schema;
        let fingerprint = of_object(self.structures, schema);
        let name = self.names.titled(self.structures, id, place.parent, &fingerprint);
        let type_id = self.reserve(&name, structure.titles.join("; "), place);
        self.titled.insert(id, type_id);
        self.fill(type_id, schema, place.url);
        type_id
    }

    /// An object without a title is one type wherever it is under the same name and of the same structure.
    fn untitled(&mut self, id: SchemaId, place: &Place<'_>) -> TypeId {
        let structures = self.structures;
        let exact = format!("{:?}", self.shape(id, place.field));
        let shape = of_object(structures, id);
        // Whole replies of a few fields look alike without having to do with each other, unless they are called alike.
        let plain = structures.schemas.get(id).fields().len() < TELLING_FIELDS;
        let field = place.reply.filter(|_| plain).map_or(place.field, |reply| reply.noun);
        self.named((field.to_owned(), exact), &shape, "", place, |lowering, type_id| {
            lowering.fill(type_id, id, place.url);
        })
    }

    /// The type of a structure that has no title, by a key: that of another place, unless the lock knows this place by another
    /// name, or a new one, which is named for its place and then filled.
    pub(super) fn named(
        &mut self,
        key: (String, String),
        shape: &str,
        suffix: &str,
        place: &Place<'_>,
        fill: impl FnOnce(&mut Self, TypeId),
    ) -> TypeId {
        let may_be = |id: &&TypeId| self.names.may_share(&place.key, &self.types.get(**id).name, shape);
        if let Some(known) = self.untitled.get(&key).and_then(|same| same.iter().find(may_be)).copied() {
            self.names.also(&self.types.get(known).name, &place.key, shape);
            return known;
        }
        let wanted = join_camel(place.parent, place.field).with_suffix(suffix);
        let name = self.names.untitled(place, &wanted, shape);
        let id = self.reserve(&name, place.words(), place);
        self.untitled.entry(key).or_default().push(id);
        fill(self, id);
        id
    }

    /// A type whose parts are not known yet; parts may refer to it.
    pub(super) fn reserve(&mut self, name: &RustIdent, words: String, place: &Place<'_>) -> TypeId {
        let origin = Origin { words, url: place.url.to_owned(), prose: place.prose.to_owned() };
        self.types.add(TypeDef::new(name.clone(), TypeBody::Struct(Vec::new()), origin))
    }

    fn fill(&mut self, id: TypeId, schema: SchemaId, url: &str) {
        let fields = self.structures.schemas.get(schema).fields();
        let parent = self.types.get(id).name.clone();
        let schemas = &self.structures.schemas;
        let key = |field: &str| format!("{}.{field}", parent.as_str());
        let shared = siblings(
            fields.iter().map(|field| (field.name.as_str(), schemas.get(field.schema).values.as_slice())),
            |fields| self.names.known_apart(fields.iter().map(|field| key(field))),
        );
        let mut members: Vec<Member> = fields.iter().map(|field| Member::field(&field.name)).collect();
        let has_others = !matches!(
            self.structures.schemas.get(schema).kind,
            Kind::Object { additional: Additional::Unstated, .. }
        );
        if has_others {
            members.push(Member::field("others").of("all"));
        }
        let mut names = self.names.members(&parent, &members, |_| false);
        let others = if has_others { names.pop() } else { None };
        let by_name = |(field, _): &(&Field, RustIdent)| field.name.clone();
        let mut lowered: Vec<StructField> =
            order::map_by_key(fields.iter().zip(names), by_name, |(field, name)| {
                let siblings = shared.contains(field.name.as_str());
                let own = if siblings { SHARED_FIELD } else { field.name.as_str() };
                let place = Place { siblings, ..Place::new(parent.as_str(), own, key(&field.name), url) };
                self.field(field, name, &place)
            });
        self.find_tags(fields, &mut lowered);
        lowered.extend(others.and_then(|name| self.others(schema, name, &parent, url)));
        self.types.get_mut(id).body = TypeBody::Struct(lowered);
    }

    /// Finds the fields that name the variants of unions next to them.
    fn find_tags(&mut self, fields: &[Field], lowered: &mut [StructField]) {
        for field in lowered {
            let Some(union) = union_of(&field.ty) else { continue };
            let TypeBody::Union(variants) = &mut self.types.get_mut(union).body else { continue };
            let Some(tag) = tag(&self.structures.schemas, fields, &field.wire, variants) else { continue };
            for (at, names) in tag.names.into_iter().enumerate() {
                for name in names {
                    let is_taken = variants.iter().any(|variant| variant.names.contains(&name));
                    if let (false, Some(variant)) = (is_taken, variants.get_mut(at)) {
                        variant.names.push(name);
                    }
                }
            }
            field.tag = Some(tag.field);
        }
    }

    /// The map of an object that says that there are more members than it lists.
    fn others(
        &mut self,
        schema: SchemaId,
        name: RustIdent,
        parent: &RustIdent,
        url: &str,
    ) -> Option<StructField> {
        let Kind::Object { additional, .. } = &self.structures.schemas.get(schema).kind else { return None };
        let item = match additional {
            Additional::Unstated => return None,
            Additional::Allowed => Type::Json,
            Additional::Typed(value) => {
                let key = format!("{}.{}", parent.as_str(), name.as_str());
                self.value(*value, &Place::new(parent.as_str(), OTHER, key, url))
            }
        };
        Some(StructField {
            name,
            wire: String::new(),
            ty: Type::Map(Box::new(item)),
            required: false,
            nullable: false,
            key: false,
            remarks: vec!["Members that the documentation does not list, by their names.".to_owned()],
            deprecated: false,
            others: true,
            tag: None,
        })
    }

    fn field(&mut self, field: &Field, name: RustIdent, place: &Place<'_>) -> StructField {
        let schemas = &self.structures.schemas;
        let schema = schemas.get(field.schema);
        let value = self.value(field.schema, place);
        let is_object = self.types.is_struct(&value);
        let is_union = self.types.is_union(&value);
        // The page prints a title in place of the type, and with it hides whether null is allowed; so it does with
        // the variants of a union.
        let hides = (self.structures.of_object(field.schema).is_some() && is_object) || is_union;
        let hidden = hides && !schema.correction.null_settled;
        let required = field.required;
        let stated = schema.nullable;
        let nullable = stated || hidden || matches!(value, Type::Json);
        let is_id = field.name == "id" || field.name.ends_with("_id");
        let is_date = matches!(value, Type::Timestamp | Type::Date);
        let key = required && !nullable && (is_id || is_date || is_object);
        let mut remarks = vec![facts(schemas, schema, required)];
        if hidden && required && !stated {
            remarks.push("The documentation does not say whether it may be null.".to_owned());
        }
        remarks.extend(schema.correction.remark.clone());
        let boxed = if is_object { Type::Boxed(Box::new(value)) } else { value };
        let ty = match boxed {
            Type::Json if required => Type::Json,
            Type::Boxed(inner) if required && !nullable => *inner,
            inner if required && !nullable => inner,
            inner => Type::Option(Box::new(inner)),
        };
        StructField {
            name,
            wire: field.name.clone(),
            ty,
            required,
            nullable,
            key,
            remarks,
            deprecated: schema.deprecated,
            others: false,
            tag: None,
        }
    }

    pub(super) fn lost(&mut self, cause: &'static str, place: &Place<'_>) {
        self.losses.push(Loss { cause, place: place.key.clone() });
    }
}

/// The named type of a field, whether or not it may be absent.
fn union_of(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Option(inner) | Type::Boxed(inner) => union_of(inner),
        Type::Named(id) => Some(*id),
        _ => None,
    }
}
