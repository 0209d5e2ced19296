//! Fields that name the variant of a union next to them: the `type` of an event, for its `payload`.

use super::scalars::{Scalar, scalar};
use crate::model::{Field, Schemas};
use crate::rust::{RustIdent, Takes, UnionVariant};

/// Names of fields that say what a value is.
const KINDS: &[&str] = &["type", "kind"];

/// A union must have as many named variants for a field to be its tag.
const LEAST_NAMED: usize = 2;

/// A field that names the variant of a union.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in JSON.
    pub(super) field: String,
    /// Names of each variant, in lower case and without anything but letters and digits.
    pub(super) names: Vec<Vec<String>>,
}

/// The field of an object that names the variant of the union in another field: it is called `type` or `kind`, perhaps with
/// the union's field in front, and its values are spelled like the variants.
pub(super) fn tag(
    schemas: &Schemas,
    fields: &[Field],
    union: &str,
    variants: &[UnionVariant],
) -> Option<Tag> {
    let own = KINDS.iter().map(|kind| format!("{union}_{kind}"));
    let names: Vec<String> = own.chain(KINDS.iter().map(|kind| (*kind).to_owned())).collect();
    names.iter().filter(|name| *name != union).find_map(|name| {
        let field = fields.iter().find(|field| field.name == *name)?;
        let names = match scalar(schemas.get(field.schema), name)? {
            Scalar::Known(values) => names_of_values(values, variants),
            Scalar::Plain(crate::rust::Type::String) => names_of_titles(variants),
            Scalar::Plain(_) => return None,
        };
        let named = names.iter().filter(|names| !names.is_empty()).count();
        (named >= LEAST_NAMED).then(|| Tag { field: field.name.clone(), names })
    })
}

/// Names by known values: a value is that of the variant which has its words and the fewest others.
fn names_of_values(values: &[String], variants: &[UnionVariant]) -> Vec<Vec<String>> {
    let closest = |value: &String| -> Option<(usize, usize)> {
        let distances = variants.iter().enumerate().filter_map(|(at, variant)| {
            let spellings = spellings(variant);
            Some((spellings.iter().filter_map(|spelling| further_words(value, spelling)).min()?, at))
        });
        only_least(distances.collect())
    };
    let found: Vec<Option<(usize, usize)>> = values.iter().map(closest).collect();
    let mut names = vec![Vec::new(); variants.len()];
    for (at, names) in names.iter_mut().enumerate() {
        // Of several values, one that is spelled closer is the variant's own.
        let own = found.iter().enumerate().filter_map(|(value, found)| {
            found.filter(|(_, variant)| *variant == at).map(|(distance, _)| (distance, value))
        });
        if let Some((_, value)) = only_least(own.collect()) {
            names.extend(values.get(value).map(|value| plain(value)));
        }
    }
    names
}

/// Names by titles, where the page lists no values; names that two variants have say nothing.
fn names_of_titles(variants: &[UnionVariant]) -> Vec<Vec<String>> {
    let all: Vec<Vec<String>> =
        variants.iter().map(|variant| variant.titles.iter().map(|title| plain(title)).collect()).collect();
    let is_shared = |name: &String| all.iter().filter(|names| names.contains(name)).count() > 1;
    all.iter()
        .map(|names| names.iter().filter(|name| !name.is_empty() && !is_shared(name)).cloned().collect())
        .collect()
}

/// The one with the least distance, if it is the only one.
fn only_least(mut found: Vec<(usize, usize)>) -> Option<(usize, usize)> {
    found.sort_unstable();
    match found.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [first, ..] => Some(*first),
        [] => None,
    }
}

/// How a variant is called: its titles, or the name that it got for want of one.
fn spellings(variant: &UnionVariant) -> Vec<&str> {
    let is_named = matches!(variant.takes, Takes::Record | Takes::Any);
    let own = Some(variant.name.as_str()).filter(|_| is_named && variant.titles.is_empty());
    variant.titles.iter().map(String::as_str).chain(own).collect()
}

/// How many words a spelling has that a value has not; `None` where it lacks one of the value's.
fn further_words(value: &str, spelling: &str) -> Option<usize> {
    if plain(value) == plain(spelling) {
        return Some(0);
    }
    let words = |text: &str| -> Vec<String> {
        RustIdent::snake(text)
            .as_str()
            .split('_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut further = words(spelling);
    for word in words(value) {
        let at = further.iter().position(|other| *other == word)?;
        further.remove(at);
    }
    Some(further.len())
}

/// A text in lower case, without anything but letters and digits.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Schema};
    use crate::rust::Type;

    /// Names and values of fields, the field of the union, titles or names of variants, the tag, and the names.
    type Row = (
        &'static [(&'static str, &'static [&'static str])],
        &'static str,
        &'static [(&'static [&'static str], &'static str)],
        Option<(&'static str, &'static [&'static str])>,
    );

    const EVENTS: &[(&[&str], &str)] =
        &[(&["Fork Event"], "ForkEvent"), (&["Push Event", "Pushed"], "PushEvent"), (&[], "String")];

    #[test]
    fn a_field_called_type_or_kind_names_variants_that_are_spelled_like_its_values() {
        let table: &[Row] = &[
            (&[("type", &[])], "payload", EVENTS, Some(("type", &["forkevent", "pushevent pushed", ""]))),
            (&[("kind", &[])], "payload", EVENTS, Some(("kind", &["forkevent", "pushevent pushed", ""]))),
            (
                &[("type", &[]), ("payload_type", &[])],
                "payload",
                EVENTS,
                Some(("payload_type", &["forkevent", "pushevent pushed", ""])),
            ),
            // Callers may fill other fields, and a union is not named by itself.
            (&[("name", &[]), ("action", &[]), ("source_type", &[])], "payload", EVENTS, None),
            (&[("type", &[])], "type", EVENTS, None),
            // One title alone names nothing, nor do two that are the same.
            (&[("type", &[])], "payload", &[(&["Fork Event"], "ForkEvent"), (&[], "Object")], None),
            (&[("type", &[])], "payload", &[(&["Event"], "Event"), (&["Event"], "Event2")], None),
            // Known values may leave out words of a title.
            (
                &[("type", &["User", "Team", "Bot"])],
                "reviewer",
                &[(&["Simple User"], "SimpleUser"), (&["Team"], "Team")],
                Some(("type", &["user", "team"])),
            ),
            // A variant without a title has the name of its own field; the closest spelling counts.
            (
                &[("type", &["commit", "issue_body", "issue", "review", "review_comment"])],
                "details",
                &[(&[], "IssueBodyUrl"), (&[], "ReviewUrl"), (&[], "ReviewCommentUrl"), (&[], "BlobUrl")],
                Some(("type", &["issuebody", "review", "reviewcomment", ""])),
            ),
            // No value is like a variant, or only one.
            (
                &[("type", &["public", "private"])],
                "owner",
                &[(&["Simple User"], "SimpleUser"), (&["Team"], "Team")],
                None,
            ),
            (
                &[("type", &["user", "none"])],
                "owner",
                &[(&["Simple User"], "SimpleUser"), (&["Private User"], "PrivateUser")],
                None,
            ),
        ];
        for (fields, union, variants, expected) in table {
            let mut schemas = Schemas::default();
            let fields: Vec<Field> = fields
                .iter()
                .map(|(name, values)| {
                    let values = values.iter().map(|value| (*value).to_owned()).collect();
                    let schema = schemas.intern(Schema { values, ..Schema::new(Kind::String) });
                    Field::new(*name, true, schema)
                })
                .collect();
            let variants: Vec<UnionVariant> =
                variants.iter().map(|(titles, name)| variant(titles, name)).collect();
            let found = tag(&schemas, &fields, union, &variants);
            let found = found.map(|tag| {
                let names: Vec<String> = tag.names.iter().map(|names| names.join(" ")).collect();
                (tag.field, names)
            });
            let expected = expected.map(|(field, names)| {
                (field.to_owned(), names.iter().map(|name| (*name).to_owned()).collect())
            });
            assert_eq!(found, expected, "{fields:?}");
        }
    }

    fn variant(titles: &[&str], name: &str) -> UnionVariant {
        UnionVariant {
            name: RustIdent::variant(name),
            ty: Type::Json,
            takes: if name == "String" { Takes::Text } else { Takes::Record },
            when: Vec::new(),
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
            names: Vec::new(),
            words: String::new(),
        }
    }
}
