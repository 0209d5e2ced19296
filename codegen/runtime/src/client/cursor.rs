//! Places within a list.

use std::fmt;
use std::str::FromStr;

use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_core::ser::{Serialize, Serializer};

use crate::request::redact::redact_query;

/// A place within a list, from which it can be read on, in another run of the program as well.
///
/// It is written as text, by `Display` and by serde, and read by `FromStr` and by serde. What it holds is the page, as the server
/// named it, and how many items of that were handed out; never the server itself, so that a list is not read on at another one.
///
/// A list that has changed in the meantime goes on where the page begins now: what was deleted from it before moves others forward,
/// out of the pages that are to come. So delete when the list is complete.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(crate) page: Page,
    /// How many items of the page were handed out.
    pub(crate) taken: usize,
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Page {
    /// That of the request itself.
    First,
    /// The path and the query that the server gave for it.
    At(String),
    /// None, as all of them have been read.
    End,
}

/// What begins the text of a cursor, so that later versions can tell it from theirs.
const VERSION: &str = "1";

/// What stands for the first page and for the end, where others begin with a slash.
const FIRST: &str = "first";
const END: &str = "end";

impl Cursor {
    /// Whether the list has been read to its end.
    pub fn is_end(&self) -> bool {
        self.page == Page::End
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = match &self.page {
            Page::First => FIRST,
            Page::At(page) => page,
            Page::End => END,
        };
        write!(f, "{VERSION} {} {page}", self.taken)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor({})", redact_query(&self.to_string(), &[]))
    }
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCursor;

impl fmt::Display for NoCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no cursor of this version")
    }
}

impl std::error::Error for NoCursor {}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let mut words = text.splitn(3, ' ');
        let (Some(VERSION), Some(taken), Some(page)) = (words.next(), words.next(), words.next()) else {
            return Err(NoCursor);
        };
        let page = match page {
            FIRST => Page::First,
            END => Page::End,
            path if path.starts_with('/') && !path.contains(char::is_whitespace) => Page::At(path.to_owned()),
            _ => return Err(NoCursor),
        };
        Ok(Self { page, taken: taken.parse().map_err(|_| NoCursor)? })
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
