//! What people see: progress while it runs, and a table of what came of it.

use std::error::Error;
use std::io::{self, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::delete::Outcome;
use super::plan::{Doubtful, Fate, Version};
use super::state::Progress;

/// How many of the things that went wrong are listed; the others are counted.
const LISTED: usize = 20;

/// A bar on standard error, if that is a terminal. It has no colours, whatever `NO_COLOR` says.
#[derive(Debug)]
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// Begins a bar that ends at `length`.
    pub(crate) fn new(what: &'static str, length: usize, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("{msg} [{wide_bar}] {human_pos} of {human_len}, {eta} left");
        let bar = ProgressBar::with_draw_target(Some(length as u64), target)
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            .with_message(what);
        Self(bar)
    }

    /// So much is done. The length was an estimate.
    pub(crate) fn at(&self, position: usize) {
        let position = position as u64;
        if self.0.length().is_some_and(|length| length < position) {
            self.0.set_length(position);
        }
        self.0.set_position(position);
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }
}

// A bar that is no longer needed leaves the terminal as it was.
impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// An error and what is behind it, on one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

/// Writes to standard output. Whoever reads it may stop at any time.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Writes to standard error.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// One line for a version that would be deleted.
pub(crate) fn rehearsed(version: &Version) -> String {
    let tags = if version.tags.is_empty() { "untagged".to_owned() } else { version.tags.join(" ") };
    format!("would delete {}  {}  {}", version.id, version.touched, printable(&tags))
}

/// The table: what was listed, what was kept and why, what became of the rest.
pub(crate) fn table(progress: &Progress, fates: &[Fate], deletes: bool) -> String {
    let fate = |wanted: Fate| fates.iter().filter(|fate| **fate == wanted).count();
    let ended =
        |wanted: fn(&Outcome) -> bool| progress.ended.values().filter(|outcome| wanted(outcome)).count();
    let decided = progress.decided.as_ref().map_or(0, Vec::len);
    let mut rows = vec![
        ("versions listed", fates.len() + progress.doubtful.len()),
        ("kept: a tag is to be kept", fate(Fate::KeptTag)),
        ("kept: tagged", fate(Fate::Tagged)),
        ("kept: among the newest", fate(Fate::Newest)),
        ("kept: not old enough", fate(Fate::Young)),
        ("not touched: cannot be judged", progress.doubtful.len()),
    ];
    if deletes {
        rows.extend([
            ("deleted", ended(|outcome| *outcome == Outcome::Deleted)),
            ("deleted, found out afterwards", ended(|outcome| *outcome == Outcome::Settled)),
            ("gone already", ended(|outcome| *outcome == Outcome::Gone)),
            ("not touched: changed since", ended(|outcome| matches!(outcome, Outcome::Changed(_)))),
            ("could not be deleted", ended(|outcome| matches!(outcome, Outcome::Failed(_)))),
            ("left", decided.saturating_sub(progress.ended.len())),
        ]);
    } else {
        rows.push(("would be deleted", decided));
    }
    let lines: Vec<String> = rows.iter().map(|(name, count)| format!("  {name:<32}{count:>9}")).collect();
    lines.join("\n")
}

/// What was not touched or could not be deleted, with the reason.
pub(crate) fn remarks(progress: &Progress) -> Vec<String> {
    let doubtful = progress.doubtful.iter().map(|Doubtful { id, why }| match id {
        Some(id) => format!("version {id} was not touched: {why}"),
        None => format!("a version was not touched: {why}"),
    });
    let mut ended: Vec<_> = progress.ended.iter().collect();
    ended.sort_unstable_by_key(|(id, _)| **id);
    let ended = ended.into_iter().filter_map(|(id, outcome)| match outcome {
        Outcome::Changed(why) => Some(format!("version {id} was not touched: {why}")),
        Outcome::Failed(why) => Some(format!("version {id} could not be deleted: {why}")),
        Outcome::Deleted | Outcome::Settled | Outcome::Gone => None,
    });
    let mut lines: Vec<String> = doubtful.chain(ended).map(|line| printable(&line)).collect();
    let others = lines.len().saturating_sub(LISTED);
    lines.truncate(LISTED);
    if others > 0 {
        lines.push(format!("and {others} more"));
    }
    lines
}

/// Without anything that a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}
