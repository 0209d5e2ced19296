//! The query of a request.

use std::borrow::Cow;

/// The query parameters of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// The documented parameters, in the order of the documentation.
    documented: Vec<(&'static str, Values)>,
    /// Further parameters, in the order in which they were added.
    extra: Vec<(String, String)>,
}

/// Values of a documented parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Values {
    /// One value.
    One(String),
    /// A list, each item of which is sent on its own: `name[]=a&name[]=b`.
    Repeated(Vec<String>),
    /// A list that is sent as one value: `name=a,b`.
    CommaSeparated(Vec<String>),
}

/// A name and a value in a URL.
pub(crate) struct Pair<'q> {
    /// The documented name.
    pub(crate) name: &'q str,
    /// Suffix of the name in a URL, by which servers recognise lists.
    pub(crate) suffix: &'static str,
    pub(crate) value: Cow<'q, str>,
}

impl Values {
    fn is_empty_list(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Repeated(items) | Self::CommaSeparated(items) => items.is_empty(),
        }
    }
}

impl Query {
    /// Sets a documented parameter, in place of what it was set to. Keeps the parameters in the `order` of the
    /// documentation, whichever order they are set in. An empty list is the same as a parameter that is not set.
    pub(crate) fn set(&mut self, order: &[&str], name: &'static str, values: Values) {
        let place = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
        let key = (place(name), name);
        let index = self.documented.partition_point(|(other, _)| (place(other), *other) < key);
        let is_set = self.documented.get(index).is_some_and(|(other, _)| *other == name);
        match (is_set, values.is_empty_list()) {
            (true, true) => drop(self.documented.remove(index)),
            (true, false) => self.documented[index].1 = values,
            (false, true) => {}
            (false, false) => self.documented.insert(index, (name, values)),
        }
    }

    /// Adds a parameter that is not documented.
    pub(crate) fn add(&mut self, name: &str, value: String) {
        self.extra.push((name.to_owned(), value));
    }

    /// Returns each name with its value as they are sent, before they are encoded.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        let documented = self.documented.iter().flat_map(|(name, values)| {
            let (suffix, values) = match values {
                Values::One(value) => ("", vec![Cow::Borrowed(value.as_str())]),
                Values::Repeated(items) => ("[]", items.iter().map(|item| item.as_str().into()).collect()),
                Values::CommaSeparated(items) => ("", vec![Cow::Owned(items.join(","))]),
            };
            values.into_iter().map(move |value| Pair { name, suffix, value })
        });
        let extra = self.extra.iter().map(|(name, value)| Pair { name, suffix: "", value: value.into() });
        documented.chain(extra)
    }

    /// Returns the texts that are given for the parameters of some names, item by item.
    #[cfg(feature = "client")]
    pub(crate) fn texts(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for (_, values) in self.documented.iter().filter(|(name, _)| is_wanted(name)) {
            match values {
                Values::One(value) => texts.push(value.clone()),
                Values::Repeated(items) | Values::CommaSeparated(items) => {
                    texts.extend(items.iter().cloned())
                }
            }
        }
        texts.extend(self.extra.iter().filter(|(name, _)| is_wanted(name)).map(|(_, value)| value.clone()));
        texts
    }

    /// Returns the parameter that cannot be sent, and why.
    pub(crate) fn check(&self) -> Result<(), (&'static str, &'static str)> {
        let divided = self.documented.iter().find(|(_, values)| match values {
            Values::CommaSeparated(items) => items.iter().any(|item| item.contains(',')),
            _ => false,
        });
        match divided {
            Some((name, _)) => {
                Err((name, "has an item with a comma, which the server would take for two items"))
            }
            None => Ok(()),
        }
    }
}
