//! The program under test, `xtask`: built once, and run as people and CI run it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use docwright_tests::root;

/// How a command ended and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program.
pub(crate) fn xtask(arguments: &[&str]) -> Run {
    xtask_in(Path::new("."), arguments)
}

/// Runs a command for somebody who stands in a folder.
pub(crate) fn xtask_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(program()).args(arguments).current_dir(folder).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program, built once. Cargo builds none for the tests of another package.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "xtask", "--bin", "xtask"]);
        build.current_dir(root()).env("CARGO_TARGET_DIR", target);
        // What cargo says of this package is none of the build's business: dependencies that look at it, as ring does,
        // would be built anew now, and again when the tests are built the next time.
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            if shown.starts_with("CARGO_PKG_") || shown.starts_with("CARGO_MANIFEST_") {
                build.env_remove(&name);
            }
        }
        let build = build.output().unwrap();
        assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        target.join("debug/xtask").with_extension(std::env::consts::EXE_EXTENSION)
    })
}
