//! Deleting versions, each of them once.
//!
//! Whether a deletion took place is not always known: the answer can be lost on the way. Then the version is asked for
//! before anything else is done about it.

use std::collections::VecDeque;
use std::sync::Arc;

use octoquill::{Error, StatusCode};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use super::client::{self, Scaled, TRIES};
use super::facts;
use super::plan::Version;
use super::report::{Bar, chain};
use super::state::{Journal, Progress, StateError};
use super::target::Target;

/// After so many failures in a row the others would fail, too.
const FAILURES: usize = 20;

/// What became of a version that was to be deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It was deleted.
    Deleted,
    /// It was deleted: the answer was lost, and the version is gone.
    Settled,
    /// It was gone before it was asked for.
    Gone,
    /// It is no longer what was listed, so it was not touched.
    Changed(String),
    /// It could not be deleted.
    Failed(String),
}

/// How to delete.
#[derive(Clone, Debug)]
pub(crate) struct Deleting {
    pub(crate) target: Target,
    pub(crate) clock: Scaled,
    /// Look at each version again before it is deleted.
    pub(crate) look_again: bool,
    /// How many versions are deleted at once.
    pub(crate) at_once: usize,
}

/// Deletes what was decided and has not come to an end yet. False says that it was given up, as nothing succeeds.
pub(crate) async fn delete(
    deleting: Deleting,
    versions: Vec<Version>,
    journal: &mut Journal,
    progress: &mut Progress,
    bar: &Bar,
) -> Result<bool, StateError> {
    let deleting = Arc::new(deleting);
    let mut waiting = VecDeque::from(versions);
    let mut under_way = JoinSet::new();
    let mut failures = 0;
    loop {
        while under_way.len() < deleting.at_once && failures < FAILURES {
            let Some(version) = waiting.pop_front() else { break };
            // An earlier run may have asked for it and been killed before the answer.
            let begun = !progress.begun.insert(version.id);
            journal.begun(version.id)?;
            let deleting = Arc::clone(&deleting);
            under_way.spawn(async move { (version.id, deleting.version(&version, begun).await) });
        }
        let Some(ended) = under_way.join_next().await else { break };
        let Ok((id, outcome)) = ended else { continue };
        journal.ended(id, &outcome)?;
        failures = if matches!(outcome, Outcome::Failed(_)) { failures + 1 } else { 0 };
        progress.ended.insert(id, outcome);
        bar.step();
    }
    journal.sync()?;
    Ok(waiting.is_empty())
}

impl Deleting {
    /// Deletes a version. `unsure` says that it may be gone by an earlier attempt.
    async fn version(&self, version: &Version, mut unsure: bool) -> Outcome {
        let mut failure = String::new();
        for tries in 1..=TRIES {
            let result = self.attempt(version, &mut unsure).await;
            let error = match result {
                Ok(outcome) => return outcome,
                Err(error) => error,
            };
            failure = chain(&error);
            if !client::is_passing(&error) {
                break;
            }
            client::pause(&self.clock, tries).await;
        }
        // The last attempt, too, may have succeeded without a word.
        if unsure
            && let Err(error) = self.target.version(version.id).await
            && error.is_not_found()
        {
            return Outcome::Settled;
        }
        Outcome::Failed(failure)
    }

    /// Asks once for what can be asked for safely: first what became of an earlier attempt, then the deletion.
    async fn attempt(&self, version: &Version, unsure: &mut bool) -> Result<Outcome, Error> {
        if *unsure || self.look_again {
            match self.target.version(version.id).await {
                Ok(now) => match facts::of_version(&now) {
                    Ok(now) if now == *version => *unsure = false,
                    Ok(_) => return Ok(Outcome::Changed("it changed since it was listed".to_owned())),
                    Err(why) => return Ok(Outcome::Changed(why)),
                },
                Err(error) if error.is_not_found() => {
                    return Ok(if *unsure { Outcome::Settled } else { Outcome::Gone });
                }
                Err(error) => return Err(error),
            }
        }
        match self.target.delete(version.id).await {
            Ok(()) => Ok(Outcome::Deleted),
            Err(error) if error.is_not_found() => Ok(Outcome::Gone),
            Err(error) => {
                *unsure = is_unsure(&error);
                Err(error)
            }
        }
    }
}

/// Whether a deletion may have taken place in spite of the error: unless the server refused it, or never saw it.
fn is_unsure(error: &Error) -> bool {
    match error {
        Error::Transport(error) => !error.is_connect(),
        Error::Api(error) => {
            error.status().is_server_error() || error.status() == StatusCode::REQUEST_TIMEOUT
        }
        // What cannot be read came after the deletion.
        Error::Body(_) | Error::Decode(_) | Error::Redirect(_) => true,
        _ => false,
    }
}
