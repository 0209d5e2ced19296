//! Files of a revision, read from git's objects: nothing is checked out.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

/// A file of a revision.
#[derive(Debug)]
pub(crate) struct GitFile {
    /// Its path below what was asked for; empty for a file that was named itself.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

/// The files below a path of a revision that are wanted, by their paths below it.
pub(crate) fn files(
    revision: &str,
    path: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<GitFile>, String> {
    let tree = format!("{revision}^{{tree}}");
    let tree = run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &tree], &[]).map_err(|error| match error {
        Failure::Said(said) if said.contains("not a git repository") => {
            "this folder is in no git repository".to_owned()
        }
        Failure::Said(_) => format!(
            "there is no revision `{revision}`; name a branch, a tag or a commit (a shallow clone lacks older ones)"
        ),
        Failure::None(message) => message,
    })?;
    let tree = String::from_utf8_lossy(&tree);
    let path = path.trim_matches('/');
    let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", tree.trim()];
    if !path.is_empty() {
        arguments.extend(["--", path]);
    }
    let listing = run(&arguments, &[]).map_err(Failure::into_message)?;
    let listing = String::from_utf8_lossy(&listing).into_owned();
    let entries: Vec<(&str, &str)> = listing.split('\0').filter_map(entry).collect();
    if entries.is_empty() {
        return Err(format!("`{path}` is not there in revision `{revision}`"));
    }
    let below = |file: &str| {
        let rest = file.strip_prefix(path).unwrap_or(file);
        rest.trim_start_matches('/').to_owned()
    };
    let chosen: Vec<(String, &str)> = entries
        .into_iter()
        .map(|(id, file)| (below(file), id))
        .filter(|(file, _)| file.is_empty() || wanted(file))
        .collect();
    let ids: String = chosen.iter().flat_map(|(_, id)| [*id, "\n"]).collect();
    let answer = run(&["cat-file", "--batch"], ids.as_bytes()).map_err(Failure::into_message)?;
    let contents = blobs(&answer).ok_or_else(|| "git cat-file answered in an unknown form".to_owned())?;
    Ok(chosen.into_iter().zip(contents).map(|((path, _), bytes)| GitFile { path, bytes }).collect())
}

/// `MODE blob ID\tPATH`; links and submodules are no files.
fn entry(row: &str) -> Option<(&str, &str)> {
    let (about, path) = row.split_once('\t')?;
    let mut words = about.split(' ');
    let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
    (kind == "blob" && mode.starts_with("100")).then_some((id, path))
}

/// `ID blob SIZE\n`, so many bytes, and `\n`, again and again.
fn blobs(mut answer: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    while !answer.is_empty() {
        let end = answer.iter().position(|byte| *byte == b'\n')?;
        let header = std::str::from_utf8(answer.get(..end)?).ok()?;
        let size: usize = header.rsplit(' ').next()?.parse().ok()?;
        let start = end + 1;
        found.push(answer.get(start..start.checked_add(size)?)?.to_vec());
        answer = answer.get(start + size + 1..)?;
    }
    Some(found)
}

/// Why git gave nothing.
enum Failure {
    /// It could not be run.
    None(String),
    /// It failed, and said this.
    Said(String),
}

impl Failure {
    fn into_message(self) -> String {
        match self {
            Self::None(message) => message,
            Self::Said(said) => format!("git failed: {}", said.trim()),
        }
    }
}

fn run(arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut child = Command::new("git")
        .args(arguments)
        // Messages are looked at, so they have to be in one language.
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::None(format!("git cannot be run: {error}; it reads `git:` inputs")))?;
    let stdin = child.stdin.take();
    // Git answers while it is still being asked: who only writes would wait for ever.
    let output = thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(|error| Failure::None(format!("git cannot be run: {error}")))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(Failure::Said(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}
