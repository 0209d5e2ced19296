//! A folder that changes as a whole: it is the old one or the new one, whenever somebody looks.

use std::fs;
use std::io;
use std::path::Path;

/// How the name of an old folder ends while the new one takes its place.
const ASIDE: &str = ".old";

/// Replaces a folder by a copy of it that a function has changed. Files that it does not touch are linked, so that they stay
/// what they are.
pub(crate) fn replace(root: &Path, change: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let failed = |error: io::Error| format!("{} cannot be written: {error}", root.display());
    // A link stays a link: what it leads to is replaced.
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let Some(parent) = parent(&root) else {
        return Err(format!("{} is no folder that can be replaced", root.display()));
    };
    fs::create_dir_all(parent).map_err(failed)?;
    let staged = tempfile::Builder::new().prefix(&staged_prefix(&root)).tempdir_in(parent).map_err(failed)?;
    let exists = root.is_dir();
    if exists {
        link_all(&root, staged.path()).map_err(failed)?;
    }
    public(staged.path()).map_err(failed)?;
    change(staged.path())?;
    if exists {
        // What was the old folder goes when `staged` is dropped.
        exchange(staged.path(), &root).map_err(failed)
    } else {
        fs::rename(staged.path(), &root).map_err(failed)?;
        // It is no longer there to be removed.
        let _ = staged.keep();
        Ok(())
    }
}

/// Clears away what interrupted runs have left beside a folder and, where they had moved it aside, moves it back.
pub(crate) fn recover(root: &Path) -> Result<(), String> {
    let failed = |error: io::Error| format!("{} cannot be tidied up: {error}", root.display());
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let Some(parent) = parent(&root).filter(|parent| parent.is_dir()) else { return Ok(()) };
    let prefix = staged_prefix(&root);
    let mut left = Vec::new();
    for entry in fs::read_dir(parent).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_ours = entry.file_name().to_string_lossy().starts_with(&prefix);
        if is_ours && entry.file_type().map_err(failed)?.is_dir() {
            left.push(entry.path());
        }
    }
    if let (false, Some(aside)) = (root.exists(), left.iter().find(|path| is_aside(path))) {
        fs::rename(aside, &root).map_err(failed)?;
    }
    left.iter().filter(|path| path.exists()).try_for_each(fs::remove_dir_all).map_err(failed)
}

fn parent(root: &Path) -> Option<&Path> {
    root.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
}

/// The beginning of the names of folders that are put together.
fn staged_prefix(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!(".{name}.docwright-")
}

/// Temporary folders are for their owner alone; crates are for everybody.
fn public(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Links every file of a folder into another one, or copies what cannot be linked.
fn link_all(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            fs::create_dir(&target)?;
            link_all(&source, &target)?;
        } else if fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

/// Lets two folders change places, in one step where the system can.
fn exchange(staged: &Path, root: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, staged, CWD, root, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // File systems that cannot do it say so in different ways.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    exchange_by_steps(staged, root)
}

/// Between the steps there is no folder: whoever is interrupted there needs `recover`.
fn exchange_by_steps(staged: &Path, root: &Path) -> io::Result<()> {
    let mut aside = staged.as_os_str().to_owned();
    aside.push(ASIDE);
    fs::rename(root, &aside)?;
    fs::rename(staged, root)?;
    fs::rename(aside, staged)
}

fn is_aside(path: &Path) -> bool {
    path.to_string_lossy().ends_with(ASIDE)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{exchange_by_steps, recover, replace, staged_prefix};

    #[test]
    fn what_is_not_touched_stays_what_it_is() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("crate");
        replace(&root, |staged| fs::write(staged.join("a"), "1").map_err(|error| error.to_string())).unwrap();
        fs::create_dir(root.join("notes")).unwrap();
        fs::write(root.join("notes/mine"), "kept").unwrap();
        let written = fs::metadata(root.join("a")).unwrap().modified().unwrap();
        replace(&root, |staged| fs::write(staged.join("b"), "2").map_err(|error| error.to_string())).unwrap();
        assert_eq!(fs::read_to_string(root.join("notes/mine")).unwrap(), "kept");
        assert_eq!(fs::read_to_string(root.join("b")).unwrap(), "2");
        assert_eq!(fs::metadata(root.join("a")).unwrap().modified().unwrap(), written);
        let names: Vec<_> =
            fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["crate"], "nothing is left beside it");
    }

    #[test]
    fn a_change_that_fails_changes_nothing() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("crate");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("a"), "1").unwrap();
        let failed = replace(&root, |staged| {
            fs::remove_file(staged.join("a")).map_err(|error| error.to_string())?;
            Err("no".to_owned())
        });
        assert_eq!(failed, Err("no".to_owned()));
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "1");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_interrupted_runs_left_goes() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("crate");
        fs::create_dir(&root).unwrap();
        fs::create_dir(place.path().join(".crate.docwright-killed")).unwrap();
        fs::create_dir(place.path().join(".other.docwright-killed")).unwrap();
        recover(&root).unwrap();
        assert!(root.is_dir() && place.path().join(".other.docwright-killed").is_dir());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
        recover(&place.path().join("nowhere/crate")).unwrap();
    }

    #[test]
    fn a_folder_that_was_moved_aside_comes_back() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("crate");
        let staged = place.path().join(format!("{}Ab12Cd", staged_prefix(&root)));
        for (folder, text) in [(&root, "old"), (&staged, "new")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("a"), text).unwrap();
        }
        exchange_by_steps(&staged, &root).unwrap();
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "new");
        assert_eq!(fs::read_to_string(staged.join("a")).unwrap(), "old");
        // Killed after the first of the steps.
        fs::rename(&root, place.path().join(".crate.docwright-Ab12Cd.old")).unwrap();
        recover(&root).unwrap();
        assert_eq!(fs::read_to_string(root.join("a")).unwrap(), "new");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }
}
