//! A report as people and programs read it. Every format is a pure function of the report.

mod annotations;
mod catalogue;
mod html;
mod json;
mod markdown;
#[cfg(test)]
mod sample;
mod spans;
mod terminal;
mod words;

pub use self::annotations::annotations;
pub use self::catalogue::{Case, catalogue, explain};
pub use self::html::html;
pub use self::json::{SCHEMA, json};
pub use self::markdown::{BUDGET, MARKER, markdown};
pub use self::terminal::{Terminal, terminal};
pub use self::words::headline;
