//! `cargo xtask conformance`: checks the generated client against a server that somebody else wrote.
//!
//! The server is Prism, which mocks GitHub's own OpenAPI description: it rejects requests that the description does not
//! allow, and answers with what the description promises. The description says the same as the pages, in another form,
//! so what the reader of the pages gets wrong shows here.

mod calls;
mod description;
mod npm;
mod prism;
mod reference;

use std::fs;

use self::prism::Prism;
use super::target_folder;
use crate::cli::{ConformanceArgs, Outcome};
use crate::crate_folder::write;
use crate::report;

/// Where GitHub's servers have their API, and so where the client expects it.
const PREFIX: &str = "/api/v3";

pub(crate) fn run(options: &ConformanceArgs) -> Result<Outcome, String> {
    if !npm::is_there() {
        // A machine that is there to check must not pass because it could not.
        if std::env::var("CI").is_ok_and(|value| value == "true") {
            return Err("npm cannot be run, and CI=true says that this check must not be skipped".to_owned());
        }
        report::line("skipped: npm cannot be run, and the server to check against comes from there");
        return Ok(Outcome::Fine);
    }
    let folder = target_folder()?.join("conformance");
    npm::install(&folder)?;
    if let Some(spec) = &options.spec {
        return reference::run(&folder, spec);
    }
    let whole = folder.join(npm::DESCRIPTION);
    let text =
        fs::read_to_string(&whole).map_err(|error| format!("{} cannot be read: {error}", whole.display()))?;
    let description = description::cut(&text, PREFIX)?;
    for mend in &description.mended {
        report::note(&format!("mended in GitHub's description: {mend}"));
    }
    let file = folder.join("description.json");
    write(&file, &description.text)?;
    let prism = Prism::start(&folder, &file)?;
    calls::run(&format!("{}{PREFIX}", prism.origin()), &description.operations)
}
