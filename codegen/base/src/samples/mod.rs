//! Requests and types as the generator writes them, for the tests.
//!
//! They are here because the setters of a request can only be written where [`Call`](crate::Call) is. Only the folder of the base
//! is copied into generated crates.

mod create;
mod init;
pub mod requests;
pub mod types;

pub use create::{ConfigInput, Create, NameInput, PartInput, RuleInput, TitleInput, ValueInput};
pub use init::Init;
