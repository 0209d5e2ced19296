//! The folder of a generated crate: compared with what it should hold, and written where it differs.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use docwright::emit::{File, MARKER};

use crate::whole_folder::{recover, replace};

/// What else may lie in a crate's folder without being generated.
const NOT_OURS: &[&str] = &[
    "target",
    "Cargo.lock",
    ".git",
    "names.lock",
    "ledger.txt",
    "crate.toml",
    "runtime/target",
    "runtime/Cargo.lock",
];

/// What the names of files begin with that are being written.
const UNFINISHED: &str = ".docwright-";

/// What those begin with that `fetch` writes and holds.
const OF_FETCH: &str = ".docwright-fetch";

/// How a folder differs from what it should hold; paths have `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Differences {
    /// Files whose bytes differ.
    pub(crate) stale: Vec<String>,
    /// Files that are not there.
    pub(crate) missing: Vec<String>,
    /// Generated files that are no longer generated.
    pub(crate) orphaned: Vec<String>,
    /// Files without the mark of a generated one, where only generated ones belong.
    pub(crate) foreign: Vec<String>,
}

impl Differences {
    /// Whether nothing has to be written or removed.
    pub(crate) fn is_fresh(&self) -> bool {
        self.stale.is_empty() && self.missing.is_empty() && self.orphaned.is_empty()
    }

    /// Every difference with the word for it.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let rows = [
            ("stale", &self.stale),
            ("missing", &self.missing),
            ("orphaned", &self.orphaned),
            ("not generated", &self.foreign),
        ];
        rows.into_iter().flat_map(|(word, files)| files.iter().map(move |file| (word, file)))
    }
}

/// Refuses a folder that holds somebody else's files: it must be empty, missing, or have a generated manifest.
pub(crate) fn refuse_foreign(root: &Path) -> Result<(), String> {
    if root.is_file() {
        return Err(format!("{} is a file: name a folder after --out", root.display()));
    }
    let Ok(mut entries) = fs::read_dir(root) else { return Ok(()) };
    if entries.next().is_none() {
        return Ok(());
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    if is_marked(&manifest) {
        return Ok(());
    }
    Err(format!(
        "{} is not empty, and was not written by `generate`: name an empty or a new folder after --out",
        root.display()
    ))
}

/// Compares a folder with what it should hold.
pub(crate) fn compare(root: &Path, files: &[File]) -> Result<Differences, String> {
    let mut differences = Differences::default();
    let mut expected = BTreeSet::new();
    for file in files {
        expected.insert(file.path.clone());
        match fs::read(root.join(&file.path)) {
            Ok(bytes) if bytes == file.contents.as_bytes() => {}
            Ok(_) => differences.stale.push(file.path.clone()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                differences.missing.push(file.path.clone());
            }
            Err(error) => return Err(format!("{} cannot be read: {error}", root.join(&file.path).display())),
        }
    }
    let mut present = Vec::new();
    list(root, root, &mut present)?;
    for path in present.into_iter().filter(|path| !expected.contains(path)) {
        let text = fs::read(root.join(&path)).unwrap_or_default();
        if is_marked(&String::from_utf8_lossy(&text)) {
            differences.orphaned.push(path);
        } else {
            differences.foreign.push(path);
        }
    }
    Ok(differences)
}

/// Brings a folder up to date: only files that differ are written, and only generated ones are replaced or removed.
///
/// The new state is put together beside the folder and takes its place at once, so that whoever is interrupted finds the old
/// crate or the new one. What people keep in the folder comes along. Where that cannot be done, as `.git` or `target` lie in
/// it, file after file is replaced, and the next run completes what an interrupted one began.
pub(crate) fn update(root: &Path, files: &[File], differences: &Differences) -> Result<(), String> {
    if differences.is_fresh() {
        return Ok(());
    }
    let wanted: BTreeSet<&String> = differences.stale.iter().chain(&differences.missing).collect();
    let wanted: Vec<&File> = files.iter().filter(|file| wanted.contains(&file.path)).collect();
    for file in &wanted {
        let path = root.join(&file.path);
        let old = fs::read_to_string(&path).unwrap_or_default();
        if path.exists() && !is_marked(&old) {
            return Err(format!("{} was not written by `generate`, and stays: move it away", path.display()));
        }
    }
    if stays_in_place(root) {
        change(root, &wanted, differences, write)
    } else {
        replace(root, |staged| change(staged, &wanted, differences, write_staged))
    }
}

/// Whether something lies in the folder that must not be moved or linked.
fn stays_in_place(root: &Path) -> bool {
    [".git", "target", "runtime/target"].iter().any(|name| root.join(name).exists())
}

/// Clears away what interrupted runs of `update` and `write` have left beside a crate, in it, and in the folders of files that
/// are kept beside it.
pub(crate) fn tidy(root: &Path, beside: &[&Path]) -> Result<(), String> {
    recover(root)?;
    let mut files = Vec::new();
    // What interrupted runs leave in the crate's folder itself comes from writing file after file.
    list(root, root, &mut files)?;
    let inside = files.iter().map(|file| root.join(file));
    let outside = beside.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    for path in inside.chain(outside.map(|entry| entry.path())).filter(|path| is_unfinished(path)) {
        fs::remove_file(&path).map_err(|error| format!("{} cannot be removed: {error}", path.display()))?;
    }
    Ok(())
}

fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with(UNFINISHED) && !name.starts_with(OF_FETCH) && path.is_file()
}

fn change(
    root: &Path,
    wanted: &[&File],
    differences: &Differences,
    write: fn(&Path, &str) -> Result<(), String>,
) -> Result<(), String> {
    for file in wanted {
        write(&root.join(&file.path), &file.contents)?;
    }
    for path in &differences.orphaned {
        let path = root.join(path);
        fs::remove_file(&path).map_err(|error| format!("{} cannot be removed: {error}", path.display()))?;
        remove_empty_folders(root, path.parent());
    }
    Ok(())
}

/// Writes a file whole: under another name first, then renamed.
pub(crate) fn write(path: &Path, contents: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(failed)?;
    file.write_all(contents.as_bytes()).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are for their owner alone; sources are for everybody.
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Writes a file of a folder that nobody looks into yet. What it replaces is a link to the file of the old folder, which must
/// stay as it is.
fn write_staged(path: &Path, contents: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    match fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        }
        Err(error) => return Err(failed(error)),
    }
    fs::write(path, contents).map_err(failed)
}

fn is_marked(text: &str) -> bool {
    text.lines().take(3).any(|line| line.contains(MARKER))
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let failed = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
        let entry = entry.map_err(failed)?;
        // A link to a folder is no folder here.
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        let path = entry.path();
        let below = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let name = parts.join("/");
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if is_folder {
            list(root, &path, files)?;
        } else {
            files.push(name);
        }
    }
    files.sort();
    Ok(())
}

/// Removes folders that have become empty, up to the root.
pub(crate) fn remove_empty_folders(root: &Path, folder: Option<&Path>) {
    let mut folder = folder;
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}
