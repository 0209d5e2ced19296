//! The state file: a journal of what was listed, decided and deleted, from which a run that was killed goes on.
//!
//! It is a line of JSON for each event. The file is locked while it is used. A line is appended at once, and forced to the
//! disk where losing it would matter: before the first deletion, and once a second while versions are deleted. What a crash
//! of the machine loses is found out again, as a deletion that was begun is looked after before it is repeated.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use octoquill::{Cursor, Timestamp};
use serde::{Deserialize, Serialize};

use super::delete::Outcome;
use super::plan::{Doubtful, Rules, Version};
use super::target::Owner;

/// How long lines may wait for being forced to the disk while versions are deleted.
const SYNC: Duration = Duration::from_secs(1);

/// How a journal begins.
const HEAD: &[u8] = b"{\"run\":";

/// What a run is about: a state file is good for no other one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Run {
    /// The server.
    pub(crate) base_url: String,
    /// Whose the package is.
    pub(crate) owner: Owner,
    /// The package.
    pub(crate) package: String,
    /// What is to be deleted.
    pub(crate) rules: Rules,
}

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    /// The first line. Ages are counted from that time, whenever the run goes on.
    Run { run: Run, at: Timestamp },
    /// A page was listed; `next` is where to go on, which may be the end.
    Page { at: Timestamp, versions: Vec<Version>, doubtful: Vec<Doubtful>, next: Cursor },
    /// The versions to be deleted.
    Decided(Vec<i64>),
    /// A version's deletion is about to be asked for.
    Begun(i64),
    /// What became of it.
    Ended { id: i64, outcome: Outcome },
    /// All of it is done: the next run starts anew.
    Finished,
}

/// How far a run is.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    run: Option<Run>,
    /// When it began: ages are counted from then.
    pub(crate) at: Timestamp,
    /// The versions listed so far.
    pub(crate) versions: Vec<Version>,
    /// What was listed and cannot be judged.
    pub(crate) doubtful: Vec<Doubtful>,
    /// How many pages were listed.
    pub(crate) pages: usize,
    /// When the first of them was.
    pub(crate) listed_at: Option<Timestamp>,
    /// Where to go on listing; none at the beginning.
    pub(crate) next: Option<Cursor>,
    /// The versions to be deleted, once all are listed.
    pub(crate) decided: Option<Vec<i64>>,
    /// Deletions that were begun.
    pub(crate) begun: HashSet<i64>,
    /// Deletions that came to an end.
    pub(crate) ended: HashMap<i64, Outcome>,
    finished: bool,
}

/// Why a state file cannot be used.
#[derive(Debug)]
pub(crate) enum StateError {
    /// Another process uses it.
    InUse,
    /// It belongs to a run with other arguments, which are said.
    OtherRun(Box<Run>),
    /// A line that is not the last one cannot be read.
    Damaged(usize),
    /// It cannot be read or written.
    Io(io::Error),
}

impl From<io::Error> for StateError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The journal, or nothing where the user named no file.
#[derive(Debug)]
pub(crate) struct Journal {
    file: Option<File>,
    synced: Instant,
}

impl Journal {
    /// Opens and locks the state file, and reads how far it came. What is in it is given up if the run was finished; with
    /// `deletes` unset also if it was a rehearsal: there is nothing left to do of that.
    pub(crate) fn open(
        path: Option<&Path>,
        run: &Run,
        deletes: bool,
        now: Timestamp,
    ) -> Result<(Self, Progress), StateError> {
        let mut journal = Self { file: None, synced: Instant::now() };
        let Some(path) = path else { return Ok((journal, Progress { at: now, ..Progress::default() })) };
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StateError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let (mut progress, length) = read(&file)?;
        let same = progress.run.as_ref() == Some(run);
        let rehearsed = !deletes && progress.begun.is_empty() && (progress.decided.is_some() || !same);
        let anew = progress.finished || rehearsed || progress.run.is_none();
        if let Some(found) = progress.run.take_if(|_| !anew && !same) {
            return Err(StateError::OtherRun(Box::new(found)));
        }
        // What was written in part is cut off, so that the next line begins a line.
        file.set_len(if anew { 0 } else { length })?;
        file.seek(SeekFrom::End(0))?;
        journal.file = Some(file);
        if anew {
            progress = Progress { at: now, ..Progress::default() };
            journal.append(&Event::Run { run: run.clone(), at: now })?;
            journal.sync()?;
        }
        Ok((journal, progress))
    }

    /// A page was listed.
    pub(crate) fn page(
        &mut self,
        at: Timestamp,
        versions: &[Version],
        doubtful: &[Doubtful],
        next: &Cursor,
    ) -> Result<(), StateError> {
        let (versions, doubtful) = (versions.to_vec(), doubtful.to_vec());
        self.append(&Event::Page { at, versions, doubtful, next: next.clone() })
    }

    /// It is decided what is to be deleted. From here on nothing may be lost.
    pub(crate) fn decided(&mut self, ids: &[i64]) -> Result<(), StateError> {
        self.append(&Event::Decided(ids.to_vec()))?;
        self.sync()
    }

    /// A version's deletion is about to be asked for.
    pub(crate) fn begun(&mut self, id: i64) -> Result<(), StateError> {
        self.append(&Event::Begun(id))
    }

    /// A version's deletion came to an end.
    pub(crate) fn ended(&mut self, id: i64, outcome: &Outcome) -> Result<(), StateError> {
        self.append(&Event::Ended { id, outcome: outcome.clone() })?;
        if self.synced.elapsed() >= SYNC { self.sync() } else { Ok(()) }
    }

    /// All of it is done.
    pub(crate) fn finished(&mut self) -> Result<(), StateError> {
        self.append(&Event::Finished)?;
        self.sync()
    }

    /// Forces what was written to the disk.
    pub(crate) fn sync(&mut self) -> Result<(), StateError> {
        self.synced = Instant::now();
        self.file.as_ref().map_or(Ok(()), |file| file.sync_data().map_err(StateError::Io))
    }

    fn append(&mut self, event: &Event) -> Result<(), StateError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut line = serde_json::to_vec(event).map_err(io::Error::from)?;
        line.push(b'\n');
        // One write: a process that is killed leaves the line whole or not at all, unless the disk is full.
        Ok(file.write_all(&line)?)
    }
}

// A process that was started meanwhile may hold the file for a moment longer.
impl Drop for Journal {
    fn drop(&mut self) {
        let _ = self.file.as_ref().map(File::unlock);
    }
}

/// Reads a journal, and how many bytes of it are whole lines.
fn read(file: &File) -> Result<(Progress, u64), StateError> {
    let mut progress = Progress::default();
    let mut reader = BufReader::new(file);
    let (mut line, mut length, mut number) = (Vec::new(), 0, 0);
    loop {
        line.clear();
        let count = reader.read_until(b'\n', &mut line)?;
        number += 1;
        let event = if line.last() == Some(&b'\n') { serde_json::from_slice(&line).ok() } else { None };
        let Some(event) = event else {
            // The last line may have been cut off, or be what a crash of the machine left of it. A first line is that of a
            // journal, or the file is somebody else's.
            let is_last = reader.fill_buf()?.is_empty();
            let is_ours = number > 1 || line.iter().zip(HEAD).all(|(found, expected)| found == expected);
            return if is_last && is_ours {
                Ok((progress, length))
            } else {
                Err(StateError::Damaged(number))
            };
        };
        length += count as u64;
        if matches!(event, Event::Run { .. }) != (number == 1) {
            return Err(StateError::Damaged(number));
        }
        progress.add(event);
    }
}

impl Progress {
    fn add(&mut self, event: Event) {
        match event {
            Event::Run { run, at } => (self.run, self.at) = (Some(run), at),
            Event::Page { at, mut versions, mut doubtful, next } => {
                self.listed(at, &mut versions, &mut doubtful, next);
            }
            Event::Decided(ids) => self.decided = Some(ids),
            Event::Begun(id) => {
                self.begun.insert(id);
            }
            Event::Ended { id, outcome } => {
                self.ended.insert(id, outcome);
            }
            Event::Finished => self.finished = true,
        }
    }

    /// Takes up a page.
    pub(crate) fn listed(
        &mut self,
        at: Timestamp,
        versions: &mut Vec<Version>,
        doubtful: &mut Vec<Doubtful>,
        next: Cursor,
    ) {
        self.pages += 1;
        self.listed_at.get_or_insert(at);
        self.versions.append(versions);
        self.doubtful.append(doubtful);
        self.next = Some(next);
    }

    /// Whether every page was listed.
    pub(crate) fn is_listed(&self) -> bool {
        self.next.as_ref().is_some_and(Cursor::is_end)
    }
}
