//! Calls every endpoint on a server that mocks the description.

use std::time::Duration;

use octoquill::{Client, RateLimitPolicy, Retry, Error, StatusCode};

use crate::case::Case;
use crate::finding::{Outcome, print};
use crate::verdict::{shown, verdict};

/// The server checks that there is a token, not which.
const TOKEN: &str = "conformance-token";

/// Replies are asked for as the description's examples, and where these are wrong, as random data.
const PREFER: [&str; 2] = ["dynamic=false", "dynamic=true, seed=1"];

/// How long a reply may take: the server makes up large ones slowly, and others may be at work on the machine.
const TIMEOUT: Duration = Duration::from_mins(2);

/// Calls all endpoints at a base URL.
pub(crate) async fn check(cases: &[Box<dyn Case>], base_url: &str) -> Result<(), String> {
    let clients = PREFER.map(|prefer| {
        let client = Client::builder(base_url).token(TOKEN).strict(true);
        let client = client.timeout(TIMEOUT).attempt_timeout(TIMEOUT).stall_timeout(TIMEOUT);
        // What the server says of rates is made up like all else, and each call is made once.
        let client = client.retry(Retry::never()).rate_limit(RateLimitPolicy::never_wait());
        let client = client.write_interval(Duration::ZERO);
        // The server ends connections that have been idle for five seconds, which may be just when one is used again.
        client.header("Connection", "close").header("Prefer", prefer).build()
    });
    let clients: Vec<Client> =
        clients.into_iter().collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    for case in cases {
        for (index, name) in case.calls().into_iter().enumerate() {
            let place = format!("{} {name}", case.key());
            let (outcome, words) = call(&**case, index, &clients).await;
            print(&place, outcome, &words, &[]);
        }
    }
    Ok(())
}

async fn call(case: &dyn Case, index: usize, clients: &[Client]) -> (Outcome, String) {
    let mut last = (Outcome::Unanswered, String::new());
    for client in clients {
        let error = match case.send(client, index).await {
            Ok(_) => return (Outcome::Fine, String::new()),
            Err(error) => error,
        };
        last = match (own_words(&error), &error) {
            (Some(words), _) => (Outcome::Unanswered, words),
            // Whether examples can be read is checked for itself.
            (None, Error::Decode(_) | Error::Items(_)) => (Outcome::Refused, shown(&error)),
            _ => return (Outcome::Refused, shown(&error)),
        };
    }
    last
}

/// The server's words where it refused its own reply, and so had accepted the request.
fn own_words(error: &Error) -> Option<String> {
    let Error::Api(error) = error else { return None };
    if error.status() == StatusCode::INTERNAL_SERVER_ERROR { verdict(error) } else { None }
}
