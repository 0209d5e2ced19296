//! What was found out, as a line of JSON.

use serde_json::json;

/// What came of an example or a call.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// The client refused the reply, or the server the request.
    Refused,
    /// What was read is not what was sent.
    Altered,
    /// The server could not make a reply that its own description allows.
    Unanswered,
    /// The client has no such endpoint.
    Unknown,
}

/// Prints what came of something: `place` names it, `words` are the client's or the server's.
pub(crate) fn print(place: &str, outcome: Outcome, words: &str, unread: &[String]) {
    let outcome = match outcome {
        Outcome::Fine => "fine",
        Outcome::Refused => "refused",
        Outcome::Altered => "altered",
        Outcome::Unanswered => "unanswered",
        Outcome::Unknown => "unknown",
    };
    println!("{}", json!({ "place": place, "outcome": outcome, "words": words, "unread": unread }));
}
