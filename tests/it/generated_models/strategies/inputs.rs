//! Parameters, members of bodies, and requests that fit them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::super::description::{
    Alternative, Contents, Input, InputType, Nullable, Parameter, RequestBody, Simple,
};
use super::names::{name, sentence, text, title, value};
use super::{prose, unique};

/// Places that print types in different words.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Query,
    Body,
}

/// Depth of members in a body; the deepest real page has 5 levels below the first.
const MAX_LEVEL: u32 = 4;

/// Returns a query parameter.
pub(super) fn parameter(place: Place) -> impl Strategy<Value = Parameter> {
    (name(), any::<bool>(), prose(), input(place))
        .prop_map(|(name, required, description, value)| Parameter { name, required, description, value })
}

/// Returns the members of a body.
pub(super) fn members() -> impl Strategy<Value = Vec<Parameter>> {
    let leaf = input(Place::Body).boxed();
    let value = leaf.prop_recursive(MAX_LEVEL, 24, 4, |inner| {
        let inner = inner.boxed();
        let contents = prop_oneof![
            4 => nested_members(inner.clone(), 1).prop_map(Contents::Members),
            1 => inner.clone().prop_map(|value| Contents::Map(Box::new(value))),
            1 => alternatives(inner.clone()),
        ];
        prop_oneof![
            2 => inner,
            1 => (input(Place::Body), any::<bool>(), contents).prop_map(|(value, array, contents)| {
                holding(value, array, contents)
            }),
        ]
    });
    let member = (name(), any::<bool>(), prose(), value);
    vec(member, 1..5).prop_map(|members| {
        let members = members.into_iter().map(|(name, required, mut description, value)| {
            // Text at the margin ends the bullets, so that nested ones would no longer belong to it.
            if value.contents != Contents::Hidden {
                description.truncate(1);
            }
            Parameter { name, required, description, value }
        });
        unique(members.collect(), |member| member.name.clone())
    })
}

fn nested_members(value: BoxedStrategy<Input>, least: usize) -> impl Strategy<Value = Vec<Parameter>> {
    let member = (name(), any::<bool>(), vec(vec(sentence(), 1..3), 0..2), value);
    vec(member, least..4).prop_map(|members| {
        let members = members.into_iter().map(|(name, required, description, value)| Parameter {
            name,
            required,
            description,
            value,
        });
        unique(members.collect(), |member| member.name.clone())
    })
}

fn alternatives(value: BoxedStrategy<Input>) -> impl Strategy<Value = Contents> {
    let one = (title(), vec(vec(sentence(), 1..2), 0..2), nested_members(value, 0));
    vec(one, 2..4).prop_map(|list| {
        let list = list.into_iter().map(|(title, description, mut members)| {
            members.retain(|member| member.name != "type");
            Alternative { title, description, members }
        });
        let mut list = unique(list.collect(), |one| one.title.clone());
        if list.len() < 2 {
            let title = format!("Another {}", list[0].title);
            list.push(Alternative { title, description: Vec::new(), members: Vec::new() });
        }
        Contents::Alternatives(list)
    })
}

/// Puts an object into the types of a value, of which one holds it.
fn holding(mut value: Input, array: bool, contents: Contents) -> Input {
    value.types.retain(|one| !(one.holds_object() || (array && one.is_array())));
    value.types.truncate(1);
    let one = if array { InputType::ArrayOf(Simple::Object) } else { InputType::Plain(Simple::Object) };
    // A value that may be something else is printed with its object first.
    value.types.insert(0, one);
    value.item_values.clear();
    value.default = None;
    if let Contents::Members(members) = &contents
        && is_like_a_map(members)
    {
        return Input { contents: Contents::Hidden, ..value };
    }
    Input { contents, ..value }
}

/// One member called `key` is how a page prints a map.
fn is_like_a_map(members: &[Parameter]) -> bool {
    matches!(members, [member] if member.name == "key")
}

/// Returns a value of whose objects nothing is printed.
fn input(place: Place) -> impl Strategy<Value = Input> {
    let plain = select(vec![
        Simple::Boolean,
        Simple::Integer,
        Simple::Number,
        Simple::String,
        Simple::String,
        Simple::Array,
        Simple::Object,
    ])
    .prop_map(InputType::Plain);
    let items = select(vec![Simple::String, Simple::Integer, Simple::Object, Simple::Array, Simple::Boolean]);
    let one = match place {
        // Arrays of the query do not say what they hold.
        Place::Query => plain.boxed(),
        Place::Body => prop_oneof![3 => plain, 2 => items.prop_map(InputType::ArrayOf)].boxed(),
    };
    let nullable = prop_oneof![
        4 => Just(Nullable::No),
        1 => Just(Nullable::First),
        1 => Just(Nullable::Last)
    ];
    let types = prop_oneof![3 => vec(one.clone(), 1), 1 => vec(one, 1..4)];
    let lists = (option::weighted(0.3, vec(value(), 1..4)), option::weighted(0.2, vec(item_value(), 1..3)));
    let said = (types, nullable, option::weighted(0.4, value()), any::<i32>());
    (said, lists).prop_map(|((types, nullable, default, number), (values, item_values))| {
        // Of two arrays in a union, one would hold what the other does not state.
        let types = unique(types, |one| if one.is_array() { String::new() } else { format!("{one:?}") });
        // Prose lists values of items that are text.
        let listable = |one: &InputType| match one {
            InputType::ArrayOf(items) => matches!(items, Simple::String | Simple::Integer),
            InputType::Plain(_) => true,
        };
        let array = types.iter().any(|one| one.is_array()) && types.iter().all(listable);
        // A nullable value lists null last, in the words of a string that says null.
        let mut values = unique(values.unwrap_or_default(), Clone::clone);
        values.retain(|value| nullable == Nullable::No || value != "null");
        let default = default.and_then(|text| self::default(types[0], &text, number, nullable));
        Input {
            types,
            nullable,
            contents: Contents::Hidden,
            values,
            item_values: item_values.filter(|_| array).unwrap_or_default(),
            default,
        }
    })
}

/// Values in prose are separated by commas.
fn item_value() -> impl Strategy<Value = String> {
    value().prop_filter("a list in prose", |text| {
        !text.contains(',') && !text.contains('`') && text.trim() == text
    })
}

/// Returns a default of the first type: one that several could mean is taken for one of the first.
fn default(one: InputType, text: &str, number: i32, nullable: Nullable) -> Option<Value> {
    // Items of an array are joined by commas.
    let items = || text.split(',').filter(|item| !item.is_empty());
    match one {
        // Null comes first, and so does its reading of the text.
        _ if nullable == Nullable::First && text == "null" => None,
        InputType::Plain(Simple::Boolean) => Some(json!(number % 2 == 0)),
        InputType::Plain(Simple::Integer) => Some(json!(i64::from(number))),
        InputType::Plain(Simple::Number) => Some(json!(f64::from(number) / 8.0)),
        InputType::Plain(Simple::String) => Some(json!(if number % 5 == 0 { "" } else { text })),
        InputType::Plain(Simple::Array) | InputType::ArrayOf(Simple::String) => Some(items().collect()),
        InputType::ArrayOf(Simple::Integer) => Some(json!([number, 1])),
        // JavaScript writes nothing of an object, and what else an array holds is not told by its text.
        InputType::Plain(Simple::Object | Simple::Null) | InputType::ArrayOf(_) => None,
    }
}

/// Returns bodies of request examples; a JSON body is replaced by one that fits its endpoint.
pub(super) fn request() -> impl Strategy<Value = RequestBody> {
    let parts = vec((text("[a-z_]{1,6}"), text("[a-z0-9 '=@.]{0,8}")), 1..4)
        .prop_map(|parts| unique(parts, |(name, _)| name.clone()))
        .boxed();
    prop_oneof![
        8 => Just(RequestBody::Json(Value::Null)),
        1 => Just(RequestBody::File("@example.zip".to_owned())),
        1 => parts.clone().prop_map(RequestBody::Multipart),
        1 => parts.prop_map(RequestBody::Urlencoded),
    ]
}

/// Returns a body that has every member.
pub(super) fn sample(members: &[Parameter]) -> Value {
    let values = members.iter().map(|member| (member.name.clone(), sample_of(&member.value)));
    Value::Object(values.collect())
}

fn sample_of(input: &Input) -> Value {
    if let Some(value) = input.values.first() {
        return json!(value);
    }
    let plain = |simple: Simple| match simple {
        Simple::Null => Value::Null,
        Simple::Boolean => json!(true),
        Simple::Integer => json!(7),
        Simple::Number => json!(0.5),
        Simple::String => json!("it's"),
        Simple::Array => json!([]),
        Simple::Object => object(&input.contents),
    };
    match input.types[0] {
        InputType::Plain(simple) => plain(simple),
        InputType::ArrayOf(items) => json!([plain(items)]),
    }
}

fn object(contents: &Contents) -> Value {
    match contents {
        Contents::Hidden => Value::Object(Map::new()),
        Contents::Members(members) => sample(members),
        Contents::Map(value) => json!({ "chosen": sample_of(value) }),
        Contents::Alternatives(list) => {
            let mut value = sample(&list[0].members);
            value["type"] = json!(list[0].title);
            value
        }
    }
}
