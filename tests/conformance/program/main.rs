//! Holds every endpoint of a generated client against GitHub's own description of its API.
//!
//! `cargo xtask conformance --spec` writes this program beside the generated crate, which it calls `octoquill` whatever
//! its name is, and adds `cases/`: one case an endpoint, written from what the client was written from.
//!
//! - `examples FILE` reads the replies that the description shows as examples: a JSON array of `key`, `place`, `status`
//!   and `value`.
//! - `calls URL` calls every endpoint on a server that mocks the description.
//!
//! Each prints a JSON object a line, and exits with 0 whatever it found; `cargo xtask conformance` judges it.

mod calls;
mod case;
mod cases;
mod compare;
mod examples;
mod finding;
mod verdict;

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let cases = cases::cases();
    let done = match arguments.as_slice() {
        ["examples", file] => examples::check(&cases, file),
        ["calls", base_url] => calls::check(&cases, base_url).await,
        _ => Err("say `examples FILE` or `calls URL`".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}
