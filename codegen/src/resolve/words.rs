//! Types in the pages' words that stand on no page, such as those of `quirks.toml`: one grammar for both.

use super::schema;
use crate::model::{SchemaId, Schemas};
use crate::parse::stated_value;
use crate::syntax::ValueSyntax;

/// Reads what a value is: `string or null, format: date-time`, `array of strings`, ``array of `Simple User` ``. `titled`
/// finds the object of a title.
///
/// # Errors
///
/// The error of `titled`, or one made of what is wrong with the words.
pub(crate) fn schema<E: From<String>>(
    words: &str,
    schemas: &mut Schemas,
    titled: impl FnOnce(&str, &mut Schemas) -> Result<SchemaId, E>,
) -> Result<SchemaId, E> {
    let words = singular(words);
    let mut value = stated_value(&words)?;
    let known = match title_of(&mut value) {
        Some(title) => {
            let id = titled(&title, schemas)?;
            Some((title, id))
        }
        None => None,
    };
    Ok(schema::build_stated(&value, known.as_ref().map(|(title, id)| (title.as_str(), *id)), schemas))
}

/// Parameters say "array of strings" where fields say "array of string"; both are understood.
fn singular(words: &str) -> String {
    let (types, rest) = words.split_once(", ").map_or((words, None), |(types, rest)| (types, Some(rest)));
    let (items, null) = types.strip_suffix(" or null").map_or((types, ""), |items| (items, " or null"));
    let plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    match items.strip_prefix("array of ").and_then(|items| items.strip_suffix('s')) {
        Some(item) if plain(item) => {
            let rest = rest.map(|rest| format!(", {rest}")).unwrap_or_default();
            format!("array of {item}{null}{rest}")
        }
        _ => words.to_owned(),
    }
}

/// The title in a value, which is then taken for one that was printed before.
fn title_of(value: &mut ValueSyntax) -> Option<String> {
    match value {
        ValueSyntax::Titled { title, seen } => {
            *seen = true;
            Some(title.clone())
        }
        ValueSyntax::Array { item, .. } => title_of(item),
        ValueSyntax::Plain(_) | ValueSyntax::Compose { .. } | ValueSyntax::Unread => None,
    }
}
