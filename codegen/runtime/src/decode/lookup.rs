//! Members of a record by their names.

use serde_core::de::{DeserializeSeed, Deserializer, Visitor};

use super::field::{Field, Presence};

/// Finds members by name, as keys are read. Servers mostly send them in the order of the documentation, so the search
/// begins behind the last one found.
pub(crate) struct Lookup {
    fields: &'static [Field],
    next: usize,
    /// Whether the names of other members are wanted.
    keeps_others: bool,
    /// The place of the last key in the list; behind its end if it is not there.
    pub(crate) found: usize,
    /// The last key that is not listed, if it is wanted.
    pub(crate) other: String,
}

impl Lookup {
    #[inline]
    pub(crate) fn new(fields: &'static [Field], keeps_others: bool) -> Self {
        Self { fields, next: 0, keeps_others, found: 0, other: String::new() }
    }

    #[inline]
    fn find(&mut self, name: &str) -> bool {
        let index = match self.fields.get(self.next) {
            Some(field) if is_named(field, name) => Some(self.next),
            _ => self.search(name),
        };
        self.found = index.unwrap_or(usize::MAX);
        self.next = index.map_or(self.next, |index| index + 1);
        index.is_some()
    }

    #[inline(never)]
    fn search(&self, name: &str) -> Option<usize> {
        let is_it = |field: &Field| is_named(field, name);
        // What is left out leaves gaps, so that the next one is mostly a few steps ahead.
        let ahead = self.fields.get(self.next..).unwrap_or_default();
        match ahead.iter().position(is_it) {
            Some(steps) => Some(self.next + steps),
            None => self.fields.iter().take(self.next).position(is_it),
        }
    }
}

/// Whether a member has a name. Names are short, so that calling `memcmp` would take longer than comparing them.
#[inline]
fn is_named(field: &Field, name: &str) -> bool {
    let (one, other) = (field.name().as_bytes(), name.as_bytes());
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks::<8>(), other.as_chunks());
    one.len() == other.len()
        && words.iter().zip(other_words).all(|(word, other)| word == other)
        && rest.iter().zip(other_rest).all(|(byte, other)| byte == other)
        && field.1 != Presence::Others
}

impl<'de> DeserializeSeed<'de> for &mut Lookup {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Lookup {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        if !self.find(name) && self.keeps_others {
            name.clone_into(&mut self.other);
        }
        Ok(())
    }
}
