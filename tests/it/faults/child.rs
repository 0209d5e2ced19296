//! Rows that need a process of their own: for its memory, its environment, or its log. The row's test runs itself again.

use std::env;
use std::fmt::Write as _;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use docwright_tests::say;

use super::subject::Subject;

/// Tells a process that it is such a child, and of which subject and server.
const ROLE: &str = "DOCWRIGHT_FAULT";

/// How long a child may take.
const PATIENCE: Duration = Duration::from_mins(4);

/// Bytes.
pub(super) const MIB: u64 = 1024 * 1024;

/// What a child has to do.
#[derive(Debug)]
pub(super) struct Role {
    pub(super) subject: Subject,
    /// The server that the parent runs for it.
    pub(super) origin: String,
}

/// What this process has to do, if it is a child.
pub(super) fn role() -> Option<Role> {
    let role = env::var(ROLE).ok()?;
    let (subject, origin) = role.split_once(' ')?;
    let subject = if subject == "naive" { Subject::Naive } else { Subject::Octoquill };
    Some(Role { subject, origin: origin.to_owned() })
}

/// Runs a test in a process of its own, and gives what it printed.
///
/// `test` is the path of the test, beginning with the crate as `module_path!` does.
pub(super) fn run(subject: Subject, test: &str, origin: &str, variables: &[(&str, &str)]) -> String {
    let (_, test) = test.split_once("::").unwrap();
    let subject = if subject == Subject::Naive { "naive" } else { "octoquill" };
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(ROLE, format!("{subject} {origin}"))
        // What is said of a failure is its end, which should not be where the stack began.
        .env("RUST_BACKTRACE", "0")
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let outputs = [read(child.stdout.take().unwrap()), read(child.stderr.take().unwrap())];
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break Some(status);
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            break None;
        }
        thread::sleep(Duration::from_millis(20));
    };
    let printed = outputs.map(|output| output.join().unwrap()).join("\n");
    let last: String = printed.chars().skip(printed.chars().count().saturating_sub(4_000)).collect();
    assert!(
        status.is_some_and(|status| status.success()),
        "{test} in a process of its own: {status:?}\n{last}"
    );
    assert!(printed.contains("1 passed"), "there is no test {test}\n{last}");
    printed
}

fn read(mut pipe: impl std::io::Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Runs a test in a process of its own, and gives by how many bytes its memory grew; none where nobody can tell.
pub(super) fn run_for_memory(subject: Subject, test: &str, origin: &str) -> Option<u64> {
    if memory("VmHWM").is_none() {
        say(&format!("skipped: {test}, since there is no /proc to read the memory of a process from"));
        return None;
    }
    let printed = run(subject, test, origin, &[]);
    let (_, grown) = printed.split_once(GROWN).unwrap();
    Some(grown.split_whitespace().next().unwrap().parse().unwrap())
}

const GROWN: &str = "memory grown by bytes: ";

/// Runs something and prints for the parent by how much the process's memory grew at its peak.
pub(super) async fn measured(work: impl Future<Output = ()>) {
    let before = memory("VmRSS").unwrap_or_default();
    work.await;
    let grown = memory("VmHWM").unwrap_or_default().saturating_sub(before);
    let mut line = String::new();
    let _ = write!(line, "{GROWN}{grown} ");
    println!("{line}");
}

/// A size from what Linux says of this process, in bytes.
fn memory(name: &str) -> Option<u64> {
    let mut status = String::new();
    std::fs::File::open("/proc/self/status").ok()?.read_to_string(&mut status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kib| kib * 1024)
}
