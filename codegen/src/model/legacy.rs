//! Parameters in their former shape: a bridge for the stages that do not read schemas yet.

use serde_json::Value;

use super::{
    Additional, Correction, Endpoint, Field, Kind, Location, OpaqueReason, Schema, SchemaId, Schemas,
};
use crate::syntax::{Compose, SimpleType};

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: Location,
    /// Its type in the page's words, such as `array of strings or null`.
    pub type_words: String,
    /// The same, read.
    pub types: Vec<ParameterType>,
    /// Whether null may be sent.
    pub nullable: bool,
    /// Whether it must be sent.
    pub required: bool,
    /// What the server assumes when it is not sent.
    pub default: Option<Value>,
    /// The values it may take; `None` where any will do.
    pub values: Option<Vec<String>>,
    /// The values that the items of an array may take, where a line of the prose lists them.
    pub item_values: Option<Vec<String>>,
    /// The prose.
    pub description: String,
    /// The members of an object, or of the objects of an array.
    pub fields: Vec<Parameter>,
    /// Whether the fields are alternatives, the values of a map, or members.
    pub layout: Layout,
    /// Whether its value may hold slashes that part segments of the path, where people say so.
    pub slashes: Option<bool>,
    /// What people know better than the page.
    pub correction: Correction,
}

impl Parameter {
    /// The prose for its docs: the page's, and what people remarked.
    pub fn docs(&self) -> String {
        match &self.correction.remark {
            None => self.description.clone(),
            Some(remark) if self.description.is_empty() => remark.clone(),
            Some(remark) => format!("{}\n\n{remark}", self.description),
        }
    }
}

impl ParameterType {
    /// It in the page's words.
    pub fn words(self) -> String {
        match self {
            Self::Simple(simple) => simple.as_str().to_owned(),
            Self::ArrayOf(items) => format!("array of {}s", items.as_str()),
        }
    }
}

/// One alternative of a parameter's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterType {
    /// A simple type; `Array` where the page does not say of what.
    Simple(SimpleType),
    /// An array of a simple type.
    ArrayOf(SimpleType),
}

/// How the fields of a parameter belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Members of one object.
    #[default]
    Members,
    /// Objects, one of which the value is.
    Alternatives,
    /// One field, which describes the values of a map.
    Map,
}

/// Describes an endpoint's parameters and members in their former shape.
pub fn of_endpoint(schemas: &Schemas, endpoint: &Endpoint) -> Vec<Parameter> {
    let own = endpoint.parameters.iter().map(|one| {
        let mut parameter = of_schema(schemas, &one.name, one.location, one.schema);
        parameter.required = one.required;
        parameter.description.clone_from(&one.description);
        parameter.slashes = one.slashes;
        parameter
    });
    let members = endpoint.body.map(|body| members(schemas, body)).unwrap_or_default();
    own.chain(members).collect()
}

fn members(schemas: &Schemas, object: SchemaId) -> Vec<Parameter> {
    let of = |field: &Field| {
        let mut parameter = of_schema(schemas, &field.name, Location::Body, field.schema);
        parameter.required = field.required;
        parameter.description.clone_from(&field.description);
        parameter
    };
    schemas.get(object).fields().iter().map(of).collect()
}

fn of_schema(schemas: &Schemas, name: &str, location: Location, id: SchemaId) -> Parameter {
    let schema = schemas.get(id);
    let variants: Vec<SchemaId> = match &schema.kind {
        Kind::Union { how: Compose::AnyOf, variants } => variants.clone(),
        _ => vec![id],
    };
    let mut parameter = Parameter {
        name: name.to_owned(),
        location,
        type_words: String::new(),
        types: Vec::new(),
        nullable: schema.nullable,
        required: false,
        default: schema.default.as_ref().and_then(|default| serde_json::from_str(default).ok()),
        values: Some(schema.values.clone()).filter(|values| !values.is_empty()),
        item_values: None,
        description: String::new(),
        fields: Vec::new(),
        layout: Layout::Members,
        slashes: None,
        correction: schema.correction.clone(),
    };
    for variant in variants {
        let (ty, object) = match &schemas.get(variant).kind {
            Kind::Opaque(OpaqueReason::NoType) => continue,
            Kind::Array(Some(items)) => {
                let values = &schemas.get(*items).values;
                if !values.is_empty() {
                    parameter.item_values = Some(values.clone());
                }
                (ParameterType::ArrayOf(simple(&schemas.get(*items).kind)), *items)
            }
            kind => (ParameterType::Simple(simple(kind)), variant),
        };
        parameter.types.push(ty);
        match &schemas.get(object).kind {
            Kind::Object { additional: Additional::Typed(value), .. } => {
                parameter.layout = Layout::Map;
                let description = "A user-defined key".to_owned();
                parameter.fields =
                    vec![Parameter { description, ..of_schema(schemas, "key", location, *value) }];
            }
            Kind::Object { .. } => parameter.fields = members(schemas, object),
            Kind::Union { how: Compose::OneOf, variants } => {
                parameter.layout = Layout::Alternatives;
                let named = |id: &SchemaId| {
                    let schema = schemas.get(*id);
                    let title = schema.title.clone().unwrap_or_default();
                    let description = schema.description.clone();
                    Parameter { description, ..of_schema(schemas, &title, location, *id) }
                };
                parameter.fields = variants.iter().map(named).collect();
            }
            _ => {}
        }
    }
    if schema.nullable {
        parameter.types.push(ParameterType::Simple(SimpleType::Null));
    }
    let words: Vec<String> = parameter.types.iter().map(|one| one.words()).collect();
    parameter.type_words = words.join(" or ");
    parameter
}

fn simple(kind: &Kind) -> SimpleType {
    match kind {
        Kind::Null => SimpleType::Null,
        Kind::Boolean => SimpleType::Boolean,
        Kind::Integer => SimpleType::Integer,
        Kind::Number => SimpleType::Number,
        Kind::String => SimpleType::String,
        Kind::Array(_) => SimpleType::Array,
        Kind::Object { .. } | Kind::Union { .. } | Kind::Opaque(_) => SimpleType::Object,
    }
}

/// Writes changed parameters back into an endpoint.
pub fn restore(endpoint: &mut Endpoint, schemas: &mut Schemas) {
    let (members, own): (Vec<Parameter>, Vec<Parameter>) =
        endpoint.legacy.iter().cloned().partition(|one| one.location == Location::Body);
    endpoint.parameters = own
        .into_iter()
        .map(|one| super::Parameter {
            schema: schema(&one, schemas),
            name: one.name,
            location: one.location,
            required: one.required,
            description: one.description,
            slashes: one.slashes,
            array: None,
        })
        .collect();
    endpoint.body = (!members.is_empty()).then(|| {
        let fields = members.iter().map(|one| field(one, schemas)).collect();
        schemas.intern(Schema::new(Kind::Object { fields, additional: Additional::Unstated }))
    });
}

fn field(parameter: &Parameter, schemas: &mut Schemas) -> Field {
    let schema = schema(parameter, schemas);
    let description = parameter.description.clone();
    Field { description, ..Field::new(parameter.name.clone(), parameter.required, schema) }
}

fn schema(parameter: &Parameter, schemas: &mut Schemas) -> SchemaId {
    let null = ParameterType::Simple(SimpleType::Null);
    let types: Vec<ParameterType> = parameter.types.iter().copied().filter(|one| *one != null).collect();
    let mut kinds: Vec<Kind> = types
        .iter()
        .map(|one| match one {
            ParameterType::Simple(one) => kind(*one, parameter, schemas),
            ParameterType::ArrayOf(items) => {
                let mut item = Schema::new(kind(*items, parameter, schemas));
                item.values = parameter.item_values.clone().unwrap_or_default();
                Kind::Array(Some(schemas.intern(item)))
            }
        })
        .collect();
    let kind = match kinds.len() {
        0 => Kind::Opaque(OpaqueReason::NoType),
        1 => kinds.remove(0),
        _ => {
            let variants = kinds.into_iter().map(|kind| schemas.intern(Schema::new(kind))).collect();
            Kind::Union { how: Compose::AnyOf, variants }
        }
    };
    let schema = Schema {
        nullable: parameter.nullable,
        values: parameter.values.clone().unwrap_or_default(),
        default: parameter.default.as_ref().map(ToString::to_string),
        correction: parameter.correction.clone(),
        ..Schema::new(kind)
    };
    schemas.intern(schema)
}

fn kind(simple: SimpleType, parameter: &Parameter, schemas: &mut Schemas) -> Kind {
    match simple {
        SimpleType::Null => Kind::Null,
        SimpleType::Boolean => Kind::Boolean,
        SimpleType::Integer => Kind::Integer,
        SimpleType::Number => Kind::Number,
        SimpleType::String => Kind::String,
        SimpleType::Array => Kind::Array(None),
        SimpleType::Object if parameter.fields.is_empty() => Kind::Opaque(OpaqueReason::NoFields),
        SimpleType::Object => match parameter.layout {
            Layout::Members => {
                let fields = parameter.fields.iter().map(|one| field(one, schemas)).collect();
                Kind::Object { fields, additional: Additional::Unstated }
            }
            Layout::Map => {
                let value = schema(&parameter.fields[0], schemas);
                Kind::Object { fields: Vec::new(), additional: Additional::Typed(value) }
            }
            Layout::Alternatives => {
                let variants = parameter
                    .fields
                    .iter()
                    .map(|one| {
                        let id = schema(one, schemas);
                        let titled = Schema {
                            title: Some(one.name.clone()),
                            description: one.description.clone(),
                            ..schemas.get(id).clone()
                        };
                        schemas.intern(titled)
                    })
                    .collect();
                Kind::Union { how: Compose::OneOf, variants }
            }
        },
    }
}
