//! The program `retention`, on a GitHub of the tests' own: its decisions and its journal as they are, and the whole
//! program as people run it, with everything going wrong that can.

#[path = "../examples/retention/main.rs"]
#[allow(dead_code, reason = "the program is run as one, and its parts are looked at here")]
mod program;

mod at_once;
mod doubtful;
mod endings;
mod harness;
mod journal;
mod killed;
mod large;
mod owners;
mod plan;
