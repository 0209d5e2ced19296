//! Edits of a description that leave what they do not touch as it was.

use super::description::{
    Additional, Contents, Description, Field, Input, InputType, Object, PageDescription, Parameter, Schema,
    Segment, Simple,
};

/// Puts the parts of a description into another order.
pub(crate) struct Reordering {
    order: Order,
    with_parameters: bool,
}

enum Order {
    Reversed,
    Shuffled(fastrand::Rng),
}

impl Reordering {
    /// The other way round; parameters and members of bodies as well, if asked.
    pub(crate) fn reversed(with_parameters: bool) -> Self {
        Self { order: Order::Reversed, with_parameters }
    }

    /// At random, and each occurrence of an object in an order of its own.
    pub(crate) fn shuffled(seed: u64, with_parameters: bool) -> Self {
        Self { order: Order::Shuffled(fastrand::Rng::with_seed(seed)), with_parameters }
    }

    /// Returns the description with pages, endpoints, fields, variants and values in that order.
    pub(crate) fn of(mut self, description: &Description) -> Description {
        let mut reordered = description.clone();
        self.list(&mut reordered.pages);
        for page in &mut reordered.pages {
            self.list(&mut page.endpoints);
            for endpoint in &mut page.endpoints {
                for list in [&mut endpoint.headers, &mut endpoint.parameters, &mut endpoint.body] {
                    self.members(list);
                }
                for schema in endpoint.examples.iter_mut().filter_map(|example| example.schema.as_mut()) {
                    self.schema(schema);
                }
            }
        }
        reordered
    }

    fn list<T>(&mut self, list: &mut [T]) {
        match &mut self.order {
            Order::Reversed => list.reverse(),
            Order::Shuffled(random) => random.shuffle(list),
        }
    }

    fn members(&mut self, members: &mut [Parameter]) {
        if self.with_parameters {
            self.list(members);
        }
        for member in members {
            self.input(&mut member.value);
        }
    }

    fn input(&mut self, input: &mut Input) {
        self.list(&mut input.values);
        self.list(&mut input.item_values);
        match &mut input.contents {
            Contents::Hidden => {}
            Contents::Members(members) => self.members(members),
            Contents::Map(value) => self.input(value),
            Contents::Alternatives(all) => all.iter_mut().for_each(|one| self.members(&mut one.members)),
        }
    }

    fn schema(&mut self, schema: &mut Schema) {
        match schema {
            Schema::Leaf(leaf) => {
                self.list(&mut leaf.values);
                if let Additional::Typed(value) = &mut leaf.additional {
                    self.list(&mut value.values);
                }
            }
            Schema::Object(object) => {
                self.list(&mut object.fields);
                object.fields.iter_mut().for_each(|field| self.schema(&mut field.value));
            }
            Schema::Array(array) => self.schema(&mut array.items),
            Schema::Union(union) => {
                // A later part of "all of" narrows an earlier one, so that two orders of one object are two objects.
                if union.how != "all of" || matches!(self.order, Order::Reversed) {
                    self.list(&mut union.variants);
                }
                union.variants.iter_mut().for_each(|variant| self.schema(variant));
            }
        }
    }
}

/// Returns the description with each root object of a response once more as a field of the next one, in turn under one title,
/// under a title of its own, and without a title: pages print one object in many places.
pub(crate) fn repeated(description: &Description) -> Description {
    let mut repeated = description.clone();
    let mut last: Option<Object> = None;
    let examples =
        repeated.pages.iter_mut().flat_map(|page| &mut page.endpoints).flat_map(|one| &mut one.examples);
    for (count, example) in examples.enumerate() {
        let Some(Schema::Object(root)) = &mut example.schema else { continue };
        let own = root.clone();
        if let Some(object) = &last {
            let title = match count % 3 {
                0 => Some("Repeated Object".to_owned()),
                1 => Some(format!("Repeated Object {count}")),
                _ => None,
            };
            let value = Schema::Object(Object { title, additional: Additional::Unstated, ..object.clone() });
            root.fields.retain(|field| field.name != REPEATED);
            root.fields.push(Field { name: REPEATED.to_owned(), required: count % 2 == 0, value });
        }
        last = Some(own);
    }
    repeated
}

/// Name of the fields that hold a repeated object.
const REPEATED: &str = "repeated";

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
    let mut moved = Reordering::reversed(true).of(description);
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

/// Returns the description with categories and paths that no description of another number has.
pub(crate) fn in_categories_of_its_own(description: &Description, number: usize) -> Description {
    let mut own = description.clone();
    for page in &mut own.pages {
        page.category = format!("{}-{number}", page.category);
        for endpoint in &mut page.endpoints {
            endpoint.path.push(Segment::Text(format!("of-{number}")));
        }
    }
    own
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
