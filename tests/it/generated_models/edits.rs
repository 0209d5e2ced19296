//! Edits of a description that leave what they do not touch as it was.

use super::description::{
    Additional, Contents, Description, Input, InputType, PageDescription, Parameter, Schema, Segment, Simple,
};

/// Returns the description with pages, endpoints, fields, variants and values the other way round; parameters as well, if asked.
pub(crate) fn reversed(description: &Description, with_parameters: bool) -> Description {
    let mut reversed = description.clone();
    reversed.pages.reverse();
    for page in &mut reversed.pages {
        page.endpoints.reverse();
        for endpoint in &mut page.endpoints {
            for list in [&mut endpoint.headers, &mut endpoint.parameters, &mut endpoint.body] {
                if with_parameters {
                    list.reverse();
                }
                for parameter in list.iter_mut() {
                    reverse_input(&mut parameter.value, with_parameters);
                }
            }
            for schema in endpoint.examples.iter_mut().filter_map(|example| example.schema.as_mut()) {
                reverse_schema(schema);
            }
        }
    }
    reversed
}

fn reverse_input(input: &mut Input, with_parameters: bool) {
    input.values.reverse();
    input.item_values.reverse();
    let members = |members: &mut Vec<Parameter>| {
        if with_parameters {
            members.reverse();
        }
        for member in members.iter_mut() {
            reverse_input(&mut member.value, with_parameters);
        }
    };
    match &mut input.contents {
        Contents::Hidden => {}
        Contents::Members(list) => members(list),
        Contents::Map(value) => reverse_input(value, with_parameters),
        Contents::Alternatives(all) => all.iter_mut().for_each(|one| members(&mut one.members)),
    }
}

fn reverse_schema(schema: &mut Schema) {
    match schema {
        Schema::Leaf(leaf) => {
            leaf.values.reverse();
            if let Additional::Typed(value) = &mut leaf.additional {
                value.values.reverse();
            }
        }
        Schema::Object(object) => {
            object.fields.reverse();
            object.fields.iter_mut().for_each(|field| reverse_schema(&mut field.value));
        }
        Schema::Array(array) => reverse_schema(&mut array.items),
        Schema::Union(union) => {
            union.variants.reverse();
            union.variants.iter_mut().for_each(reverse_schema);
        }
    }
}

/// Returns the description with all endpoints below one scope, where methods, handles, request types and enums of outcomes want the same
/// names: endpoints of the scope's own category are called like the other categories.
pub(crate) fn with_contested_names(description: &Description) -> Description {
    let mut contested = description.clone();
    let categories: Vec<String> = contested.pages.iter().map(|page| page.category.clone()).collect();
    for (at, page) in contested.pages.iter_mut().enumerate() {
        if at == 0 {
            "orgs".clone_into(&mut page.category);
        }
        page.endpoints.retain(|endpoint| !endpoint.placeholders().contains(&"org"));
        for (number, endpoint) in page.endpoints.iter_mut().enumerate() {
            endpoint
                .path
                .splice(0..0, [Segment::Text("orgs".to_owned()), Segment::Parameter("org".to_owned())]);
            endpoint.parameters.retain(|parameter| parameter.name != "org");
            endpoint.parameters.insert(0, organization());
            endpoint.closing_down = false;
            let category = &categories[(at + number + 1) % categories.len()];
            endpoint.title = match (at, number) {
                (0, 0) => format!("Get {}", category.replace('-', " ")),
                (0, _) => format!("Get {} outcome {number}", category.replace('-', " ")),
                (_, 0) => "Get 2".to_owned(),
                (_, 1) => "Get".to_owned(),
                _ => "Get get2 outcome".to_owned(),
            };
            for status in [200, 202] {
                if endpoint.statuses.iter().all(|(other, _)| *other != status) {
                    endpoint.statuses.push((status, "OK".to_owned()));
                }
            }
            endpoint.statuses.sort_unstable();
        }
    }
    contested.pages.retain(|page| !page.endpoints.is_empty());
    contested
}

fn organization() -> Parameter {
    Parameter {
        name: "org".to_owned(),
        required: true,
        description: vec![vec!["The organization.".to_owned()]],
        value: Input::of(InputType::Plain(Simple::String)),
    }
}

/// Returns the description with each page under another name of its category, its last endpoint on a page of its own, and everything the
/// other way round.
pub(crate) fn moved_and_split(description: &Description) -> Description {
    let mut moved = reversed(description, true);
    let mut split = Vec::new();
    for (number, page) in moved.pages.iter_mut().enumerate() {
        page.name = format!("{}-{number}", page.name);
        if page.endpoints.len() > 1 {
            let last: Vec<_> = page.endpoints.pop().into_iter().collect();
            split.push(PageDescription {
                name: format!("{}-split", page.name),
                endpoints: last,
                ..page.clone()
            });
        }
    }
    moved.pages.extend(split);
    moved
}

/// Returns the description without every other endpoint.
pub(crate) fn half(description: &Description) -> Description {
    let mut half = description.clone();
    let mut count = 0;
    for page in &mut half.pages {
        page.endpoints.retain(|_| {
            count += 1;
            count % 2 == 1
        });
    }
    half
}
