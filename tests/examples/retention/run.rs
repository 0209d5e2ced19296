//! One run, from the list to the last deletion.

use std::collections::HashSet;
use std::path::PathBuf;

use octoquill::Timestamp;

use super::client::{self, Scaled};
use super::delete::{self, Deleting, Outcome};
use super::list::{self, ListError};
use super::plan::{self, Fate, Version};
use super::report::{self, Bar, chain, complain, say};
use super::state::{Journal, Progress, Run, StateError};
use super::target::Target;

/// What a run needs beside what it is about.
#[derive(Debug)]
pub(crate) struct Settings {
    /// What it is about.
    pub(crate) run: Run,
    /// The access token.
    pub(crate) token: String,
    /// Delete, in place of saying what would be deleted.
    pub(crate) deletes: bool,
    /// Where to keep how far it came.
    pub(crate) state: Option<PathBuf>,
    /// Look at a version again before it is deleted if the list is older than so many minutes.
    pub(crate) look_again_after: u32,
    /// How many versions are deleted at once.
    pub(crate) at_once: usize,
    /// Say nothing but errors and the table.
    pub(crate) quiet: bool,
    /// How fast time runs.
    pub(crate) scale: u32,
}

/// How a run ended; the numbers are the exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ending {
    /// All is done.
    Done = 0,
    /// Some versions could not be deleted.
    Incomplete = 1,
    /// The arguments or the environment are wrong.
    Usage = 2,
    /// Not all versions could be listed, so nothing was deleted.
    NotListed = 3,
    /// Another run uses the state file.
    InUse = 4,
    /// The state file cannot be read or written.
    State = 5,
}

/// Runs. Everything that there is to say is said.
pub(crate) async fn run(settings: Settings) -> Ending {
    match try_run(settings).await {
        Ok(ending) => ending,
        Err((ending, message)) => {
            complain(&format!("error: {message}"));
            ending
        }
    }
}

async fn try_run(settings: Settings) -> Result<Ending, (Ending, String)> {
    let Settings { run, token, deletes, state, look_again_after, at_once, quiet, scale } = settings;
    let client =
        client::client(&run.base_url, &token, scale).map_err(|error| (Ending::Usage, chain(&error)))?;
    let clock = Scaled::new(scale);
    let target = Target { client, owner: run.owner.clone(), package: run.package.clone() };
    let (mut journal, mut progress) =
        Journal::open(state.as_deref(), &run, deletes, Timestamp::now()).map_err(state_error)?;

    if !progress.is_listed() {
        let expected = target.expected(&clock).await.map_err(|error| not_listed(&error))?;
        let bar = Bar::new("listing", expected, quiet);
        list::list(&target, &clock, &mut journal, &mut progress, &bar).await.map_err(
            |error| match error {
                ListError::Page(error) => not_listed(&error),
                ListError::State(error) => state_error(error),
            },
        )?;
    }
    let versions = plan::unify(std::mem::take(&mut progress.versions), &mut progress.doubtful);
    let fates = plan::decide(&versions, &run.rules, progress.at);
    let doomed = doomed(&versions, &fates, &mut journal, &mut progress).map_err(state_error)?;

    say(&format!("{target}, listed in {} pages", progress.pages));
    if !deletes {
        if !quiet {
            for version in &doomed {
                say(&report::rehearsed(version));
            }
        }
        summarize(&progress, &fates, deletes);
        return Ok(Ending::Done);
    }
    let age = Timestamp::now().as_second() - progress.listed_at.unwrap_or_default().as_second();
    let look_again = age >= i64::from(look_again_after) * 60;
    let deleting = Deleting { target, clock, look_again, at_once };
    let whole = {
        let bar = Bar::new("deleting", doomed.len(), quiet);
        delete::delete(deleting, doomed, &mut journal, &mut progress, &bar).await.map_err(state_error)?
    };
    summarize(&progress, &fates, deletes);
    if !whole {
        complain("error: given up, as nothing can be deleted");
    }
    if !whole || progress.ended.values().any(|outcome| matches!(outcome, Outcome::Failed(_))) {
        return Ok(Ending::Incomplete);
    }
    journal.finished().map_err(state_error)?;
    Ok(Ending::Done)
}

/// The versions that are still to be deleted. What an earlier run decided stands.
fn doomed(
    versions: &[Version],
    fates: &[Fate],
    journal: &mut Journal,
    progress: &mut Progress,
) -> Result<Vec<Version>, StateError> {
    if progress.decided.is_none() {
        let decided = versions.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Delete);
        let ids: Vec<i64> = decided.map(|(version, _)| version.id).collect();
        journal.decided(&ids)?;
        progress.decided = Some(ids);
    }
    // What could not be deleted is tried again.
    progress.ended.retain(|_, outcome| !matches!(outcome, Outcome::Failed(_)));
    let decided: HashSet<i64> = progress.decided.iter().flatten().copied().collect();
    let is_left =
        |version: &&Version| decided.contains(&version.id) && !progress.ended.contains_key(&version.id);
    let mut left: Vec<Version> = versions.iter().filter(is_left).cloned().collect();
    // The oldest go first: if the run is stopped, what is left is the newest.
    left.sort_by_key(|version| (version.touched, version.id));
    Ok(left)
}

fn summarize(progress: &Progress, fates: &[Fate], deletes: bool) {
    say(&report::table(progress, fates, deletes));
    for line in report::remarks(progress) {
        complain(&line);
    }
}

fn not_listed(error: &octoquill::Error) -> (Ending, String) {
    (Ending::NotListed, format!("not all versions could be listed, so nothing was deleted: {}", chain(error)))
}

fn state_error(error: StateError) -> (Ending, String) {
    match error {
        StateError::InUse => (Ending::InUse, "another run uses the state file".to_owned()),
        StateError::OtherRun(run) => (
            Ending::Usage,
            format!("the state file belongs to a run that is not finished and had other arguments: {run:?}"),
        ),
        StateError::Damaged(line) => (
            Ending::State,
            format!("line {line} of the state file cannot be read; remove the file to begin anew"),
        ),
        StateError::Io(error) => (Ending::State, format!("the state file: {error}")),
    }
}
