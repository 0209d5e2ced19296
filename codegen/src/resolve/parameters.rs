//! Parameters and body members: where they are sent, what they hold, and what is assumed without them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::page_schemas::Sink;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Additional, Field, Kind, Location, OpaqueReason, Parameter, PathTemplate, Schema, SchemaId,
};
use crate::source::{Page, Span, Spanned};
use crate::syntax::{Compose, OperationSyntax, ParameterSyntax, SimpleType};

/// How the description of a key begins that callers choose themselves.
const USER_DEFINED_KEY: &str = "A user-defined key";

/// Resolves an endpoint's parameters of header, path and query, in the page's order.
pub(super) fn parameters(
    page: &Page,
    operation: &OperationSyntax,
    path: &PathTemplate,
    sink: &mut Sink<'_>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
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
        if let Some(first) = names.get(&(location, name)) {
            sink.diagnostics.push(duplicate(page, syntax, *first));
            continue;
        }
        if location == Location::Path && !syntax.required {
            sink.diagnostics.push(
                Diagnostic::new(
                    Code::PathParameter,
                    &page.id,
                    syntax.span,
                    format!("`{name}` stands in the path, but is not marked as required"),
                )
                .label("expected (required)")
                .related(operation.path.span, "a request cannot be sent without it")
                .help("fetch the page again"),
            );
        }
        names.insert((location, name), syntax.name.span);
        found.push(Parameter {
            name: name.to_owned(),
            location,
            required: syntax.required,
            schema: Values { page, sink }.value(syntax, &[]),
            description: syntax.description.clone(),
            slashes: None,
            array: None,
        });
    }
    for placeholder in path.placeholders().filter(|name| !names.contains_key(&(Location::Path, name))) {
        sink.diagnostics.push(
            Diagnostic::new(
                Code::PathParameter,
                &page.id,
                placeholder_span(operation, placeholder),
                format!("the placeholder `{{{placeholder}}}` is not documented"),
            )
            .label("no parameter of this name under \"Path and query parameters\"")
            .help("fetch the page again: a parameter was renamed or its bullet is missing"),
        );
    }
    found
}

/// Resolves an endpoint's body: an object of the documented members. `samples` are the bodies that examples send.
pub(super) fn body(
    page: &Page,
    members: &[ParameterSyntax],
    samples: &[&Value],
    sink: &mut Sink<'_>,
) -> Option<SchemaId> {
    if members.is_empty() {
        return None;
    }
    let kind = Values { page, sink }.members(members, samples);
    Some(sink.schemas.intern(Schema::new(kind)))
}

fn duplicate(page: &Page, syntax: &ParameterSyntax, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateParameter,
        &page.id,
        syntax.name.span,
        format!("`{}` is documented twice for this endpoint", syntax.name.value),
    )
    .label("the second one")
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
        let stated = types(&syntax.types.value).unwrap_or_else(|word| {
            self.unknown_type(syntax, word);
            Vec::new()
        });
        let nullable = stated.contains(&StatedType::Plain(SimpleType::Null));
        let values = syntax.values.as_ref().map(|values| {
            // The last value of a nullable parameter is the JSON null, not a string.
            values.value.iter().filter(|value| !(nullable && *value == "null")).cloned().collect()
        });
        let schema = Schema {
            nullable,
            values: values.unwrap_or_default(),
            default: syntax.default.as_ref().map(|text| self.default(text, &stated).to_string()),
            ..Schema::new(self.kind(syntax, &stated, samples))
        };
        self.sink.schemas.intern(schema)
    }

    fn kind(&mut self, syntax: &ParameterSyntax, stated: &[StatedType], samples: &[&Value]) -> Kind {
        let mut kinds: Vec<Kind> = Vec::new();
        for one in stated.iter().filter(|one| **one != StatedType::Plain(SimpleType::Null)) {
            let kind = match one {
                StatedType::Plain(plain) => self.plain(*plain, syntax, samples),
                StatedType::ArrayOf(items) => {
                    let samples: Vec<&Value> =
                        samples.iter().filter_map(|sample| sample.as_array()).flatten().collect();
                    let mut item = Schema::new(self.plain(*items, syntax, &samples));
                    item.values = syntax.item_values.clone().unwrap_or_default();
                    Kind::Array(Some(self.sink.schemas.intern(item)))
                }
            };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        match kinds.len() {
            0 if stated.is_empty() => Kind::Opaque(OpaqueReason::NoType),
            0 => Kind::Null,
            1 => kinds.remove(0),
            _ => {
                let variants =
                    kinds.into_iter().map(|kind| self.sink.schemas.intern(Schema::new(kind))).collect();
                Kind::Union { how: Compose::AnyOf, variants }
            }
        }
    }

    fn plain(&mut self, plain: SimpleType, syntax: &ParameterSyntax, samples: &[&Value]) -> Kind {
        match plain {
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
            SimpleType::Object => self.object(&syntax.children, samples),
        }
    }

    /// Resolves an object: a map, one of several objects, or the members that are listed.
    fn object(&mut self, children: &[ParameterSyntax], samples: &[&Value]) -> Kind {
        match children {
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
            _ => self.members(children, samples),
        }
    }

    fn members(&mut self, children: &[ParameterSyntax], samples: &[&Value]) -> Kind {
        let mut fields: Vec<Field> = Vec::with_capacity(children.len());
        let mut names: HashMap<&str, Span> = HashMap::new();
        for child in children {
            let name = child.name.value.as_str();
            if let Some(first) = names.get(name) {
                self.sink.diagnostics.push(duplicate(self.page, child, *first));
                continue;
            }
            names.insert(name, child.name.span);
            let samples: Vec<&Value> = samples.iter().filter_map(|sample| sample.get(name)).collect();
            fields.push(Field {
                name: name.to_owned(),
                required: child.required,
                schema: self.value(child, &samples),
                description: child.description.clone(),
            });
        }
        Kind::Object { fields, additional: Additional::Unstated }
    }

    fn unknown_type(&mut self, syntax: &ParameterSyntax, word: &str) {
        // A parameter whose type could not be found on its line was reported there.
        if syntax.types.value.is_empty() {
            return;
        }
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
    fn default(&mut self, stated: &Spanned<String>, types: &[StatedType]) -> Value {
        let text = stated.value.as_str();
        if let Some(value) = types.iter().find_map(|one| one.read(text)) {
            return value;
        }
        if !types.is_empty() {
            self.sink.diagnostics.push(
                Diagnostic::new(
                    Code::BadDefault,
                    &self.page.id,
                    stated.span,
                    format!("`{text}` is no default of the stated type"),
                )
                .label("does not fit the type")
                .help("fetch the page again; nothing is generated while type and default disagree"),
            );
        }
        json!(text)
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
