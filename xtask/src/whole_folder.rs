//! A folder that changes as a whole: it is the old one or the new one, whenever somebody looks.

use std::fs;
use std::io;
use std::path::Path;

/// Replaces a folder by a copy of it that a function has changed. Files that it does not touch are linked, so that they stay
/// what they are. What an interrupted run left behind is cleared away.
pub(crate) fn replace(root: &Path, change: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let failed = |error: io::Error| format!("{} cannot be written: {error}", root.display());
    // A link stays a link: what it leads to is replaced.
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let parent = match root.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(format!("{} is no folder that can be replaced", root.display())),
    };
    fs::create_dir_all(parent).map_err(failed)?;
    let prefix = staged_prefix(&root);
    clear(parent, &prefix).map_err(failed)?;
    let staged = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).map_err(failed)?;
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
        fs::rename(staged.keep(), &root).map_err(failed)
    }
}

/// The beginning of the names of folders that are put together.
fn staged_prefix(root: &Path) -> String {
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!(".{name}.docwright-")
}

/// Removes what interrupted runs have left.
fn clear(parent: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
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
        } else if is_left_over(&source) {
            // An interrupted write of one file.
        } else if fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

fn is_left_over(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".docwright-"))
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
    let aside = staged.with_extension("old");
    fs::rename(root, &aside)?;
    fs::rename(staged, root)?;
    fs::rename(aside, staged)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::replace;

    #[test]
    fn what_is_not_touched_stays_what_it_is() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("crate");
        replace(&root, |staged| fs::write(staged.join("a"), "1").map_err(|error| error.to_string())).unwrap();
        fs::create_dir(root.join("notes")).unwrap();
        fs::write(root.join("notes/mine"), "kept").unwrap();
        let written = fs::metadata(root.join("a")).unwrap().modified().unwrap();
        let left = place.path().join(".crate.docwright-killed");
        fs::create_dir(&left).unwrap();
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
}
