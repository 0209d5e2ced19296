//! Parameters: where they are sent, what they may hold, and what is assumed without them.

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Correction, Location, Parameter, ParameterType, PathTemplate};
use crate::source::{Page, Span, Spanned};
use crate::syntax::{OperationSyntax, ParameterSyntax, SimpleType};

/// An endpoint's parameters in the page's order.
pub(super) fn parameters(
    page: &Page,
    operation: &OperationSyntax,
    path: &PathTemplate,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    let mut names: Vec<Span> = Vec::new();
    let path_or_query = |name: &str| {
        if path.placeholders().any(|placeholder| placeholder == name) {
            Location::Path
        } else {
            Location::Query
        }
    };
    let headers = operation.headers.iter().map(|syntax| (syntax, Location::Header));
    let middle = operation.path_and_query.iter().map(|syntax| (syntax, path_or_query(&syntax.name.value)));
    let body = operation.body.iter().map(|syntax| (syntax, Location::Body));
    for (syntax, location) in headers.chain(middle).chain(body) {
        let parameter = parameter(page, syntax, location, diagnostics);
        let same = |other: &Parameter| other.name == parameter.name && other.location == location;
        if let Some(first) = found.iter().position(same) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateParameter,
                    &page.id,
                    syntax.name.span,
                    format!("`{}` is documented twice for this endpoint", parameter.name),
                )
                .label("the second one")
                .related(names[first], "the first one")
                .help("fetch the page again; if the site says so, its first statement counts"),
            );
            continue;
        }
        if location == Location::Path && !parameter.required {
            diagnostics.push(
                Diagnostic::new(
                    Code::PathParameter,
                    &page.id,
                    syntax.span,
                    format!("`{}` stands in the path, but is not marked as required", parameter.name),
                )
                .label("expected (required)")
                .related(operation.path.span, "a request cannot be sent without it")
                .help("fetch the page again"),
            );
        }
        found.push(parameter);
        names.push(syntax.name.span);
    }
    for placeholder in path.placeholders() {
        if !found
            .iter()
            .any(|parameter| parameter.location == Location::Path && parameter.name == placeholder)
        {
            diagnostics.push(
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
    }
    found
}

/// Where a placeholder stands in the request line, with its braces.
fn placeholder_span(operation: &OperationSyntax, placeholder: &str) -> Span {
    let path = &operation.path;
    let start = path.value.find(&format!("{{{placeholder}}}")).map_or(0, |at| at + path.span.start);
    Span::new(start, start + placeholder.len() + 2)
}

fn parameter(
    page: &Page,
    syntax: &ParameterSyntax,
    location: Location,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parameter {
    let types = types(&syntax.types.value).unwrap_or_else(|word| {
        // A parameter whose type could not be found on its line was reported there.
        if syntax.types.value.is_empty() {
            return Vec::new();
        }
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownType,
                &page.id,
                syntax.types.span,
                format!("`{word}` is no type of the reference"),
            )
            .label("not a known type")
            .help(
                "the types are string, integer, number, boolean, object, array, null, \"array of …s\", \
                     and several of them joined by \"or\"",
            ),
        );
        Vec::new()
    });
    let nullable = types.contains(&ParameterType::Simple(SimpleType::Null));
    let default = syntax.default.as_ref().map(|stated| default(page, stated, &types, diagnostics));
    let values = syntax.values.as_ref().map(|values| {
        // The last value of a nullable parameter is the JSON null, not a string.
        values.value.iter().filter(|value| !(nullable && *value == "null")).cloned().collect()
    });
    Parameter {
        name: syntax.name.value.clone(),
        location,
        type_words: syntax.types.value.clone(),
        types,
        nullable,
        required: syntax.required,
        default,
        values,
        item_values: syntax.item_values.clone(),
        description: syntax.description.clone(),
        fields: syntax.children.iter().map(|child| parameter(page, child, location, diagnostics)).collect(),
        slashes: None,
        correction: Correction::default(),
    }
}

/// Reads `string or null`, `string,null`, `array of strings`; gives back the word that is no type.
pub(super) fn types(words: &str) -> Result<Vec<ParameterType>, &str> {
    words.split(" or ").flat_map(|word| word.split(',')).map(|word| one_type(word).ok_or(word)).collect()
}

fn one_type(word: &str) -> Option<ParameterType> {
    match word.strip_prefix("array of ") {
        Some(items) => SimpleType::parse(items.strip_suffix('s')?).map(ParameterType::ArrayOf),
        None => SimpleType::parse(word).map(ParameterType::Simple),
    }
}

/// The default in JSON, by the types that the page states.
fn default(
    page: &Page,
    stated: &Spanned<String>,
    types: &[ParameterType],
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let text = stated.value.as_str();
    let read = types.iter().find_map(|one| match one {
        ParameterType::Simple(SimpleType::Integer) => text.parse::<i64>().ok().map(|number| json!(number)),
        ParameterType::Simple(SimpleType::Number) => text.parse::<f64>().ok().map(|number| json!(number)),
        ParameterType::Simple(SimpleType::Boolean) => text.parse::<bool>().ok().map(|truth| json!(truth)),
        ParameterType::Simple(SimpleType::Null) => (text == "null").then_some(Value::Null),
        ParameterType::Simple(SimpleType::String) => Some(json!(text)),
        ParameterType::Simple(SimpleType::Object) => serde_json::from_str(text).ok().filter(Value::is_object),
        // Arrays are printed as JavaScript joins them.
        ParameterType::Simple(SimpleType::Array) | ParameterType::ArrayOf(_) => {
            Some(text.split(',').filter(|item| !item.is_empty()).map(|item| array_item(*one, item)).collect())
        }
    });
    read.unwrap_or_else(|| {
        if !types.is_empty() {
            diagnostics.push(
                Diagnostic::new(
                    Code::BadDefault,
                    &page.id,
                    stated.span,
                    format!("`{text}` is no default of the stated type"),
                )
                .label("does not fit the type")
                .help("fetch the page again; nothing is generated while type and default disagree"),
            );
        }
        json!(text)
    })
}

fn array_item(types: ParameterType, item: &str) -> Value {
    match types {
        ParameterType::ArrayOf(SimpleType::Integer) => {
            item.parse::<i64>().map_or_else(|_| json!(item), |number| json!(number))
        }
        _ => json!(item),
    }
}
