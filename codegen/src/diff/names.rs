//! Under which names the new client is made.

use toml_edit::{DocumentMut, TableLike, TomlError};

/// The tables of a names lock.
const TABLES: [&str; 2] = ["endpoints", "types"];

/// The names lock for the new reference. `given` is the old side's lock as it lies there, `result` what the old client
/// was named by, `new` the new side's own lock.
///
/// A new lock that has grown out of the old one is what the new crate is generated under: its entries count, so that what
/// people renamed in it shows. Any other lock is of another crate, and what it says is nothing to this one.
pub(super) fn names_for_new(given: &str, result: &str, new: &str) -> Result<String, TomlError> {
    if new.trim().is_empty() {
        return Ok(result.to_owned());
    }
    let given: DocumentMut = given.parse()?;
    let own: DocumentMut = new.parse()?;
    let has_grown = TABLES.iter().all(|table| {
        entries(&given, table).is_none_or(|old| {
            let new = entries(&own, table);
            old.iter().all(|(key, _)| new.is_some_and(|new| new.contains_key(key)))
        })
    });
    if !has_grown {
        return Ok(result.to_owned());
    }
    let mut names: DocumentMut = result.parse()?;
    for table in TABLES {
        let item = names.entry(table).or_insert_with(toml_edit::table);
        let Some(all) = item.as_table_like_mut() else { continue };
        for (key, entry) in entries(&own, table).into_iter().flat_map(|own| own.iter()) {
            all.insert(key, entry.clone());
        }
    }
    Ok(names.to_string())
}

fn entries<'d>(document: &'d DocumentMut, table: &str) -> Option<&'d dyn TableLike> {
    document.get(table).and_then(|item| item.as_table_like())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "[types]\nPackage = { name = \"Package\", shape = \"1\" }\n";

    #[test]
    fn a_lock_that_has_grown_counts_and_another_one_does_not() {
        let result = "[types]\nPackage = { name = \"Package\", shape = \"1\" }\nTeam = { name = \"Team\", shape = \"2\" }\n";
        let renamed = "[types]\nPackage = { name = \"Parcel\", shape = \"1\" }\n";
        let foreign = "[types]\nIssue = { name = \"Ticket\", shape = \"3\" }\n";
        assert_eq!(names_for_new(OLD, result, "").unwrap(), result);
        assert_eq!(names_for_new(OLD, result, foreign).unwrap(), result);
        let names = names_for_new(OLD, result, renamed).unwrap();
        assert!(names.contains("\"Parcel\"") && names.contains("\"Team\""), "{names}");
        assert!(!names.contains("\"Package\""), "{names}");
    }
}
