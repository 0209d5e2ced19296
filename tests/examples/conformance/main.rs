//! Calls every endpoint of octoquill on a server that mocks GitHub's own OpenAPI description, and says what it made of
//! the calls.
//!
//! `cargo xtask conformance` runs it with the base URL of such a server (Prism) and the operations that it knows, each
//! as `GET /orgs/{org}/packages`. It is a program of its own so that `cargo xtask generate` can be built while the
//! generated crate cannot.
//!
//! Exit codes: 0 all is well; 1 something was refused or could not be read; 2 it could not run.

mod check;
mod compare;
mod endpoints;
mod verdict;
mod wrong;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use octoquill::{Client, Error, RateLimitPolicy, Retry};

use self::check::Checker;

/// Prism checks that there is a token, not which.
const TOKEN: &str = "conformance-token";

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(base_url) = arguments.next() else {
        eprintln!("error: name the base URL of the mock server, and the operations that it knows");
        return ExitCode::from(2);
    };
    let known: BTreeSet<String> = arguments.collect();
    match clients(&base_url) {
        Ok((client, stranger)) => run(client, stranger, &known).await,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The client, and one without a token.
fn clients(base_url: &str) -> Result<(Client, Client), Error> {
    // What the server says of rates is made up like all else, and each call is made once.
    let builder = || {
        let builder = Client::builder(base_url).retry(Retry::never());
        builder.rate_limit(RateLimitPolicy::never_wait()).write_interval(Duration::ZERO)
    };
    Ok((builder().token(TOKEN).build()?, builder().build()?))
}

async fn run(client: Client, stranger: Client, known: &BTreeSet<String>) -> ExitCode {
    let (rejected, wrong) = wrong::check(&client, &stranger).await;
    let mut checker = Checker::new(client);
    endpoints::check(&mut checker).await;
    let called = checker.called();
    let not_called: Vec<&String> = known.difference(called).collect();
    for operation in &not_called {
        println!("{operation}\n  FAILED: the description has it, and it was not called");
    }
    println!("{rejected} of {wrong} wrong requests rejected, as they should be");
    println!(
        "{} of {} endpoints accepted, {} replies decoded, {} documented errors",
        checker.accepted(),
        called.union(known).count(),
        checker.decoded(),
        checker.errors(),
    );
    let failures = checker.failures() + not_called.len() + (wrong - rejected);
    if failures == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{failures} failed");
    ExitCode::from(1)
}
