//! Prism's own words.

use octoquill::{ApiError, Error};
use serde_json::Value;

/// The header in which Prism says what is wrong with a request while it answers with a documented error.
const VIOLATIONS: &str = "sl-violations";

/// What the types of Prism's own problems have in them.
const PROBLEM: &str = "/prism/errors#";

/// What Prism finds wrong with a request; none where the error is one that it was asked for.
///
/// It says so in a header if the description has a status for wrong requests, such as 401, else in the body.
pub(crate) fn verdict(error: &ApiError) -> Option<String> {
    if let Some(violations) = error.headers().get(VIOLATIONS) {
        return Some(String::from_utf8_lossy(violations.as_bytes()).into_owned());
    }
    let body: Value = serde_json::from_str(error.body()).ok()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    if !text("type").contains(PROBLEM) {
        return None;
    }
    let validation = body.get("validation").map(|list| format!(" {list}")).unwrap_or_default();
    Some(format!("{}: {}{validation}", text("title"), text("detail")))
}

/// An error with Prism's words, if it has some.
pub(crate) fn shown(error: &Error) -> String {
    let words = match error {
        Error::Api(api) => verdict(api),
        _ => None,
    };
    words.map_or_else(|| error.to_string(), |words| format!("{error}: Prism: {words}"))
}
