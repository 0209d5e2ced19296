//! How files come into the spec folder: whole, or not at all, and by one `fetch` at a time.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::Path;

/// What our own files begin with that are no pages. Files with a dot in front are never read as pages.
const OWN: &str = ".docwright-fetch-";

/// The file that a running `fetch` holds. It stays: were it removed, two runs could each hold one of that name.
const HELD: &str = ".docwright-fetch.lock";

/// A spec folder that no other `fetch` writes to while this lives.
#[derive(Debug)]
pub(crate) struct Held {
    _file: File,
}

/// Makes the folder if need be, and waits for nobody: two runs at once would undo each other's work.
pub(crate) fn hold(root: &Path) -> Result<Held, String> {
    let failed = |error: std::io::Error| format!("{} cannot be written to: {error}", root.display());
    fs::create_dir_all(root).map_err(failed)?;
    let file =
        File::options().create(true).truncate(false).write(true).open(root.join(HELD)).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Held { _file: file }),
        Err(TryLockError::WouldBlock) => {
            Err(format!("another `fetch` is at work in {}: wait until it has ended", root.display()))
        }
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Removes what runs that were killed have left behind.
pub(crate) fn clean(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            clean(&entry.path());
        } else if entry.file_name().to_string_lossy().starts_with(OWN) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Writes a file under another name beside its place, and moves it there when all of it is on the disk.
pub(crate) fn land(path: &Path, contents: &[u8]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::Builder::new().prefix(OWN).tempfile_in(folder).map_err(failed)?;
    file.write_all(contents).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Temporary files are for their owner alone; sources are for everybody.
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    // A power failure after the move must not leave a name without its bytes.
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
