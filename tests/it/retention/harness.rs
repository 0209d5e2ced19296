//! Running the program.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use docwright_tests::fake_github::{FakeGithub, Scale, Setup, Version};
use docwright_tests::root;
use tempfile::TempDir;

/// A second of the server is a millisecond of ours.
pub(super) const FAST: Scale = Scale(1000);

/// The time between two versions, in seconds.
pub(super) const STEP: i64 = 600;

/// A run of the program.
pub(super) struct Running {
    child: Child,
    folder: TempDir,
    /// The most memory that it was seen to have, in KiB, where the system tells.
    peak: Option<u64>,
}

/// How a run ended.
#[derive(Debug)]
pub(super) struct Ran {
    /// The exit code; none if it was killed.
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
    /// The most memory that it had, in KiB, where the system tells.
    pub(super) peak: Option<u64>,
}

impl Ran {
    /// A figure of the table.
    pub(super) fn row(&self, name: &str) -> usize {
        let figure = self.out.lines().find_map(|line| {
            let (found, figure) = line.trim().split_once("  ")?;
            (found == name).then(|| figure.trim().parse().unwrap())
        });
        figure.unwrap_or_else(|| panic!("no row {name:?}: {self:?}"))
    }
}

/// The program with a server, a token and a package, and with arguments that are separated by blanks.
pub(super) fn retention(server: &FakeGithub, arguments: &str) -> Command {
    retention_at(FAST, server, arguments)
}

/// The same for a server whose time runs at another speed.
pub(super) fn retention_at(scale: Scale, server: &FakeGithub, arguments: &str) -> Command {
    let mut command = Command::new(program());
    command
        .args(["--base-url", &server.base_url, "--time-scale", &scale.0.to_string()])
        .args(arguments.split_ascii_whitespace())
        .env("GITHUB_TOKEN", "ghp_canary");
    command
}

/// Runs a command to its end.
pub(super) fn run(command: &mut Command) -> Ran {
    start(command).end()
}

/// Starts a command.
pub(super) fn start(command: &mut Command) -> Running {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| File::create(folder.path().join(name)).unwrap();
    let child = command.stdout(file("out")).stderr(file("err")).spawn().unwrap();
    Running { child, folder, peak: None }
}

impl Running {
    /// Waits for the end.
    pub(super) fn end(mut self) -> Ran {
        let status = loop {
            self.peak = peak(self.child.id()).max(self.peak);
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        self.ran(status)
    }

    /// Ends it as `kill -9` does, a moment after something happened, unless it is at its end before.
    pub(super) fn killed_when(mut self, happened: impl Fn() -> bool, moment: Duration) -> Ran {
        while !happened() && self.child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(moment);
        // It may have come to its end by itself.
        let _ = self.child.kill();
        let status = self.child.wait().unwrap();
        self.ran(status)
    }

    fn ran(self, status: ExitStatus) -> Ran {
        let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap();
        let ran = Ran { code: status.code(), out: read("out"), err: read("err"), peak: self.peak };
        assert!(!format!("{ran:?}").contains("ghp_"), "the token is nobody's business: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }
}

/// The most memory that a process had, in KiB.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The program, built once. Cargo builds examples for whole test runs only.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let build = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "docwright-tests", "--example", "retention"])
            .current_dir(root())
            .env("CARGO_TARGET_DIR", target)
            .output()
            .unwrap();
        assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        target.join("debug/examples/retention").with_extension(std::env::consts::EXE_EXTENSION)
    })
}

/// So many versions, the newest first, ten minutes apart; every third has a tag.
pub(super) fn versions(count: u32) -> Vec<Version> {
    let now = jiff::Timestamp::now().as_second();
    let version = |index: u32| {
        let age = i64::from(index) * STEP + STEP / 2;
        Version::new(u64::from(1_000_000_000 - index), now - age, u16::from(index.is_multiple_of(3)))
    };
    (0..count).map(version).collect()
}

/// A server whose time is fast.
pub(super) fn server(setup: Setup) -> FakeGithub {
    FakeGithub::start(Setup { scale: FAST, ..setup })
}

/// The ids of the versions that were deleted. None was deleted twice.
pub(super) fn deleted(server: &FakeGithub) -> Vec<u64> {
    let versions = server.versions();
    assert!(versions.iter().all(|version| version.deletions <= 1), "each is deleted once");
    versions.iter().filter(|version| version.deletions == 1).map(|version| version.id).collect()
}

/// The ids of the versions that a condition on their place and themselves holds for.
pub(super) fn ids(versions: &[Version], condition: impl Fn(usize, &Version) -> bool) -> Vec<u64> {
    let places = versions.iter().enumerate();
    places.filter(|(index, version)| condition(*index, version)).map(|(_, version)| version.id).collect()
}
