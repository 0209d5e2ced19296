//! The tests, one binary: it links once.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod blocking;
mod broken_lines;
mod category_features;
mod client_drift;
mod client_endpoints;
mod client_errors;
mod client_paging;
mod commands;
mod corpus;
mod diagnostics;
mod dialects;
mod diff;
mod diff_command;
mod diff_corpus;
mod diff_page;
mod diff_proof;
mod emit_fixtures;
mod faults;
mod fetch;
mod forms;
mod freshness;
mod garbling;
mod garbling_corpus;
mod generated_models;
mod grammar;
mod hostile_names;
mod interrupted;
mod ledger;
mod mirrored_edits;
mod mock;
mod model_json;
mod mutations;
mod names_in_any_order;
mod names_lock;
mod names_lock_edits;
mod names_stay;
mod not_understood;
mod observability;
mod outside_user;
mod page_forms;
mod pages_alone;
mod plain_json;
mod program;
mod prose;
mod quirks;
mod received;
mod request_forms;
mod retention;
mod robustness;
mod see_above;
mod sent;
mod signatures;
mod support;
mod tiny_crates;
mod truth;
mod unions;
mod unreadable_pages;
mod update;
mod versions;
mod versions_corpus;
mod workflows;
