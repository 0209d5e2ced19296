//! Parameters and body members: where they are sent, what they hold, and what is assumed without them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::page_schemas::Sink;
use crate::diagnostic::{Code, Diagnostic, Effect};
use crate::model::{
    Additional, Extent, Field, Kind, Location, OpaqueReason, Parameter, PathTemplate, Schema, SchemaId,
};
use crate::source::{Page, Span, Spanned};
use crate::syntax::{Bullet, Compose, OperationSyntax, ParameterSyntax, SimpleType};

/// How the description of a key begins that callers choose themselves.
const USER_DEFINED_KEY: &str = "A user-defined key";

/// Resolves an endpoint's parameters of header, path and query, in the page's order.
pub(super) fn parameters(
    page: &Page,
    operation: &OperationSyntax,
    path: &PathTemplate,
    sink: &mut Sink<'_>,
) -> (Vec<Parameter>, Extent) {
    let mut found: Vec<Parameter> = Vec::new();
    let mut extent = Extent::Whole;
    let mut names: HashMap<(Location, &str), Span> = HashMap::new();
    let path_or_query = |name: &str| {
        if path.placeholders().any(|placeholder| placeholder == name) {
            Location::Path
        } else {
            Location::Query
        }
    };
    let headers = operation.headers.iter().map(|syntax| (syntax, Location::Header));
    let others = operation.path_and_query.iter().map(|syntax| (syntax, path_or_query(&syntax.name.value)));
    for (syntax, location) in headers.chain(others) {
        let name = syntax.name.value.as_str();
        // What a placeholder stands for must be sent, whatever else its bullet says.
        let is_path = location == Location::Path;
        extent = extent.max(match syntax.bullet {
            Bullet::Read | Bullet::Untyped => Extent::Whole,
            Bullet::LeftOut | Bullet::Unread if is_path => Extent::Whole,
            Bullet::LeftOut => Extent::Incomplete,
            Bullet::Unread => Extent::Raw,
        });
        if matches!(syntax.bullet, Bullet::LeftOut | Bullet::Unread) && !is_path {
            continue;
        }
        if let Some(first) = names.get(&(location, name)) {
            let same = found.iter_mut().find(|known| known.name == name && known.location == location);
            let schema = Values { page, sink }.value(syntax, &[]);
            let is_same = same
                .as_ref()
                .is_some_and(|known| (known.required, known.schema) == (syntax.required, schema));
            if let (Some(known), false) = (same, is_same) {
                known.schema = sink.schemas.intern(Schema::not_understood());
                extent =
                    extent.max(if known.required == syntax.required { Extent::Whole } else { Extent::Raw });
            }
            sink.diagnostics.push(duplicate(page, syntax, *first, is_same));
            continue;
        }
        extent = extent.max(left_out(&syntax.children));
        if is_path && !syntax.required {
            sink.diagnostics.push(
                Diagnostic::new(
                    Code::PathParameter,
                    &page.id,
                    syntax.span,
                    format!("`{name}` stands in the path, but is not marked as required"),
                )
                .label("expected (required)")
                .effect(Effect::Dropped)
                .related(operation.path.span, "a request cannot be sent without it")
                .help("fetch the page again"),
            );
        }
        names.insert((location, name), syntax.name.span);
        found.push(Parameter {
            name: name.to_owned(),
            location,
            required: syntax.required || is_path,
            schema: Values { page, sink }.value(syntax, &[]),
            description: syntax.description.clone(),
            slashes: None,
            array: None,
        });
    }
    let undocumented: Vec<&str> =
        path.placeholders().filter(|name| !names.contains_key(&(Location::Path, *name))).collect();
    // A parameter that must be sent may be the placeholder's under another name.
    let is_renamed = found.iter().any(|one| one.required && one.location == Location::Query);
    if !undocumented.is_empty() && is_renamed {
        extent = Extent::Raw;
    }
    for placeholder in undocumented {
        found.push(Parameter {
            name: placeholder.to_owned(),
            location: Location::Path,
            required: true,
            schema: sink.schemas.intern(Schema::not_understood()),
            description: String::new(),
            slashes: None,
            array: None,
        });
        sink.diagnostics.push(
            Diagnostic::new(
                Code::PathParameter,
                &page.id,
                placeholder_span(operation, placeholder),
                format!("the placeholder `{{{placeholder}}}` is not documented"),
            )
            .label("no parameter of this name under \"Path and query parameters\"")
            .effect(if is_renamed { Effect::RawRequest } else { Effect::AnyValue })
            .help("fetch the page again: a parameter was renamed or its bullet is missing"),
        );
    }
    (found, extent)
}

/// Whether optional members were left out, at any depth.
fn left_out(members: &[ParameterSyntax]) -> Extent {
    let is_left_out = |member: &ParameterSyntax| {
        member.bullet == Bullet::LeftOut || left_out(&member.children) == Extent::Incomplete
    };
    if members.iter().any(is_left_out) { Extent::Incomplete } else { Extent::Whole }
}

/// Resolves an endpoint's body: an object of the documented members. `samples` are the bodies that examples send.
pub(super) fn body(
    page: &Page,
    members: &[ParameterSyntax],
    samples: &[&Value],
    sink: &mut Sink<'_>,
) -> (Option<SchemaId>, Extent) {
    if members.is_empty() {
        return (None, Extent::Whole);
    }
    let schema = Values { page, sink }.members(members, samples);
    let is_raw = schema.kind == Kind::Opaque(OpaqueReason::NotUnderstood);
    let extent = if is_raw { Extent::Raw } else { left_out(members) };
    (Some(sink.schemas.intern(schema)), extent)
}

fn duplicate(page: &Page, syntax: &ParameterSyntax, first: Span, is_same: bool) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateParameter,
        &page.id,
        syntax.name.span,
        format!("`{}` is documented twice for this endpoint", syntax.name.value),
    )
    .label("the second one")
    .effect(if is_same { Effect::Dropped } else { Effect::AnyValue })
    .related(first, "the first one")
    .help("fetch the page again; if the site says so, its first statement counts")
}

/// Returns where a placeholder is in the request line, with its braces.
fn placeholder_span(operation: &OperationSyntax, placeholder: &str) -> Span {
    let path = &operation.path;
    let start = path.value.find(&format!("{{{placeholder}}}")).map_or(0, |at| at + path.span.start);
    Span::new(start, start + placeholder.len() + 2)
}

/// Stores the values that bullets describe.
struct Values<'p, 's, 'd> {
    page: &'p Page,
    sink: &'s mut Sink<'d>,
}

impl Values<'_, '_, '_> {
    fn value(&mut self, syntax: &ParameterSyntax, samples: &[&Value]) -> SchemaId {
        if syntax.bullet != Bullet::Read {
            return self.sink.schemas.intern(Schema::not_understood());
        }
        let stated = match types(&syntax.types.value) {
            Ok(stated) => stated,
            Err(word) => {
                self.unknown_type(syntax, word);
                return self.sink.schemas.intern(Schema::not_understood());
            }
        };
        let nullable = stated.contains(&StatedType::Plain(SimpleType::Null));
        let values = syntax.values.as_ref().map(|values| {
            // The last value of a nullable parameter is the JSON null, not a string.
            values.value.iter().filter(|value| !(nullable && *value == "null")).cloned().collect()
        });
        let schema = Schema {
            nullable,
            values: values.unwrap_or_default(),
            default: syntax
                .default
                .as_ref()
                .and_then(|text| self.default(text, &stated))
                .map(|value| value.to_string()),
            ..self.of_types(syntax, &stated, samples)
        };
        self.sink.schemas.intern(schema)
    }

    fn of_types(&mut self, syntax: &ParameterSyntax, stated: &[StatedType], samples: &[&Value]) -> Schema {
        let mut kinds: Vec<Schema> = Vec::new();
        for one in stated.iter().filter(|one| **one != StatedType::Plain(SimpleType::Null)) {
            let kind = match one {
                StatedType::Plain(plain) => self.plain(*plain, syntax, samples),
                StatedType::ArrayOf(items) => {
                    let samples: Vec<&Value> =
                        samples.iter().filter_map(|sample| sample.as_array()).flatten().collect();
                    let mut item = self.plain(*items, syntax, &samples);
                    item.values = syntax.item_values.clone().unwrap_or_default();
                    Schema::new(Kind::Array(Some(self.sink.schemas.intern(item))))
                }
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        match kinds.len() {
            0 if stated.is_empty() => Schema::new(Kind::Opaque(OpaqueReason::NoType)),
            0 => Schema::new(Kind::Null),
            1 => kinds.remove(0),
            _ => {
                let variants = kinds.into_iter().map(|kind| self.sink.schemas.intern(kind)).collect();
                Schema::new(Kind::Union { how: Compose::AnyOf, variants })
            }
        }
    }

    fn plain(&mut self, plain: SimpleType, syntax: &ParameterSyntax, samples: &[&Value]) -> Schema {
        Schema::new(match plain {
            SimpleType::Null => Kind::Null,
            SimpleType::Boolean => Kind::Boolean,
            SimpleType::Integer => Kind::Integer,
            SimpleType::Number => Kind::Number,
            SimpleType::String => Kind::String,
            // Values that prose lists for the items are strings.
            SimpleType::Array => Kind::Array(
                syntax
                    .item_values
                    .clone()
                    .map(|values| self.sink.schemas.intern(Schema { values, ..Schema::new(Kind::String) })),
            ),
            SimpleType::Object => return self.object(&syntax.children, samples),
        })
    }

    /// Resolves an object: a map, one of several objects, or the members that are listed.
    fn object(&mut self, children: &[ParameterSyntax], samples: &[&Value]) -> Schema {
        Schema::new(match children {
            [] => Kind::Opaque(OpaqueReason::NoFields),
            [key] if key.name.value == "key" && key.description.starts_with(USER_DEFINED_KEY) => {
                let objects = samples.iter().filter_map(|sample| sample.as_object());
                let values: Vec<&Value> = objects.flat_map(|object| object.values()).collect();
                let value = self.value(key, &values);
                Kind::Object { fields: Vec::new(), additional: Additional::Typed(value) }
            }
            _ if are_alternatives(children, samples) => {
                let variants = children.iter().map(|child| {
                    let id = self.value(child, samples);
                    let schema = self.sink.schemas.get(id).clone();
                    self.sink.schemas.intern(Schema {
                        title: Some(child.name.value.clone()),
                        description: child.description.clone(),
                        ..schema
                    })
                });
                Kind::Union { how: Compose::OneOf, variants: variants.collect() }
            }
            _ => return self.members(children, samples),
        })
    }

    fn members(&mut self, children: &[ParameterSyntax], samples: &[&Value]) -> Schema {
        // One that may be required would be missing in what is sent.
        if children.iter().any(|child| child.bullet == Bullet::Unread) {
            return Schema::not_understood();
        }
        let mut fields: Vec<Field> = Vec::with_capacity(children.len());
        let mut names: HashMap<&str, Span> = HashMap::new();
        let incomplete = children.iter().any(|child| child.bullet == Bullet::LeftOut);
        for child in children.iter().filter(|child| child.bullet != Bullet::LeftOut) {
            let name = child.name.value.as_str();
            let samples: Vec<&Value> = samples.iter().filter_map(|sample| sample.get(name)).collect();
            if let Some(first) = names.get(name) {
                let schema = self.value(child, &samples);
                let known = fields.iter_mut().find(|field| field.name == name);
                let is_same = known
                    .as_ref()
                    .is_some_and(|known| (known.required, known.schema) == (child.required, schema));
                if let (Some(known), false) = (known, is_same) {
                    known.schema = self.sink.schemas.intern(Schema::not_understood());
                    known.required |= child.required;
                }
                self.sink.diagnostics.push(duplicate(self.page, child, *first, is_same));
                continue;
            }
            names.insert(name, child.name.span);
            fields.push(Field {
                name: name.to_owned(),
                required: child.required,
                schema: self.value(child, &samples),
                description: child.description.clone(),
            });
        }
        if fields.is_empty() {
            return Schema::not_understood();
        }
        Schema { incomplete, ..Schema::new(Kind::Object { fields, additional: Additional::Unstated }) }
    }

    fn unknown_type(&mut self, syntax: &ParameterSyntax, word: &str) {
        self.sink.diagnostics.push(
            Diagnostic::new(
                Code::UnknownType,
                &self.page.id,
                syntax.types.span,
                format!("`{word}` is no type of the reference"),
            )
            .label("not a known type")
            .help(
                "the types are string, integer, number, boolean, object, array, null, \"array of …s\", \
                 and several of them joined by \"or\"",
            ),
        );
    }

    /// Reads a default by the types that the page states.
    fn default(&mut self, stated: &Spanned<String>, types: &[StatedType]) -> Option<Value> {
        let text = stated.value.as_str();
        let value = types.iter().find_map(|one| one.read(text));
        if value.is_none() && !types.is_empty() {
            self.sink.diagnostics.push(
                Diagnostic::new(
                    Code::BadDefault,
                    &self.page.id,
                    stated.span,
                    format!("`{text}` is no default of the stated type"),
                )
                .label("does not fit the type")
                .help("fetch the page again; the default is left out while type and default disagree"),
            );
        }
        value
    }
}

/// Whether the bullets below an object are objects that it may be, and not its members. The page prints both alike; an
/// example with the members of one of them tells, or a `type` in each that has its bullet's name as the only value.
fn are_alternatives(children: &[ParameterSyntax], samples: &[&Value]) -> bool {
    let objects = children.iter().all(|child| child.types.value == "object" && !child.required);
    if !objects || children.len() < 2 {
        return false;
    }
    let tagged = children.iter().all(|child| {
        let kind = child.children.iter().find(|member| member.name.value == "type");
        kind.and_then(|kind| kind.values.as_ref())
            .is_some_and(|values| values.value == [child.name.value.clone()])
    });
    let shown = samples.iter().filter_map(|sample| sample.as_object()).any(|sample| {
        let member_of_one = |key: &String| {
            let is = |child: &ParameterSyntax| child.name.value == *key;
            !children.iter().any(is) && children.iter().any(|child| child.children.iter().any(is))
        };
        !sample.is_empty() && sample.keys().all(member_of_one)
    });
    tagged || shown
}

/// One of the types between the parentheses of a bullet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StatedType {
    /// Such as `string`; `array` where the page does not say of what.
    Plain(SimpleType),
    /// Such as `array of strings`.
    ArrayOf(SimpleType),
}

impl StatedType {
    fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix("array of ") {
            Some(items) => SimpleType::parse(items.strip_suffix('s')?).map(Self::ArrayOf),
            None => SimpleType::parse(word).map(Self::Plain),
        }
    }

    /// Reads the text of a default; `None` where it is not one of this type.
    fn read(self, text: &str) -> Option<Value> {
        match self {
            Self::Plain(SimpleType::Integer) => text.parse::<i64>().ok().map(Value::from),
            // A whole number stays as the page prints it: `30`, not `30.0`.
            Self::Plain(SimpleType::Number) => {
                text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).ok()
            }
            Self::Plain(SimpleType::Boolean) => text.parse::<bool>().ok().map(Value::from),
            Self::Plain(SimpleType::Null) => (text == "null").then_some(Value::Null),
            Self::Plain(SimpleType::String) => Some(json!(text)),
            Self::Plain(SimpleType::Object) => serde_json::from_str(text).ok().filter(Value::is_object),
            // Arrays are printed as JavaScript joins them.
            Self::Plain(SimpleType::Array) | Self::ArrayOf(_) => {
                let items = text.split(',').filter(|item| !item.is_empty());
                Some(items.map(|item| self.item(item)).collect())
            }
        }
    }

    fn item(self, text: &str) -> Value {
        let integer = || text.parse::<i64>().ok().map(Value::from);
        match self {
            Self::ArrayOf(SimpleType::Integer) => integer().unwrap_or_else(|| json!(text)),
            _ => json!(text),
        }
    }
}

/// Reads `string or null`, `string,null`, `array of strings`; the error is the word that is not a type.
fn types(words: &str) -> Result<Vec<StatedType>, &str> {
    words
        .split(" or ")
        .flat_map(|word| word.split(','))
        .map(|word| StatedType::parse(word).ok_or(word))
        .collect()
}
