//! Many small crates at once: members of one workspace that share their runtime.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright::diagnostic::render_text;
use docwright::source::Page;
use docwright::{GenerateError, Generated, Spec, generate};
use docwright_tests::root;

/// Generates a crate for [`Crates`] from pages that all are accepted.
pub(crate) fn generated(pages: Vec<Page>, lock: &str) -> Generated {
    let spec = Spec { pages, names: lock.to_owned(), ..Spec::default() };
    generate(spec, Some("tiny")).unwrap_or_else(|error| match error {
        GenerateError::Pages(reading) => {
            panic!("{}", render_text(&reading.diagnostics, &reading.pages, false))
        }
        error => panic!("{error}"),
    })
}

/// Crates that share their runtime, as members of one workspace.
pub(crate) struct Crates {
    folder: PathBuf,
    members: Vec<String>,
}

impl Crates {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        Self { folder, members: Vec::new() }
    }

    pub(crate) fn add(&mut self, generated: &Generated) {
        let member = format!("tiny-{}", self.members.len());
        let mut files = BTreeSet::new();
        for file in &generated.files {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            assert!(name.len() < 200, "{}", file.path);
            assert!(files.insert(file.path.to_lowercase()), "{} is there twice", file.path);
            let (path, text) = match file.path.as_str() {
                "Cargo.toml" => {
                    (self.folder.join(&member).join("Cargo.toml"), member_manifest(&file.contents, &member))
                }
                path if path.starts_with("runtime/") => (self.folder.join(path), file.contents.clone()),
                path => (self.folder.join(&member).join(path), file.contents.clone()),
            };
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        self.members.push(member);
    }

    /// Runs the compiler, or clippy, which says what the compiler does as well.
    pub(crate) fn check(&self, command: &str) {
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {:?}\n\n[profile.dev]\nincremental = false\n",
            self.members
        );
        fs::write(self.folder.join("Cargo.toml"), manifest).unwrap();
        fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock")).unwrap();
        let output = Command::new(env!("CARGO"))
            .args([
                command,
                "--offline",
                "--workspace",
                "--all-features",
                "--keep-going",
                "--message-format",
                "short",
            ])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let findings: Vec<&str> =
            said.lines().filter(|line| line.contains("error") || line.contains("warning")).collect();
        assert!(output.status.success() && findings.is_empty(), "{}", findings.join("\n"));
    }
}

/// The manifest of a member, which neither is a workspace nor has a runtime of its own.
fn member_manifest(text: &str, member: &str) -> String {
    let text = text.replacen("name = \"tiny\"", &format!("name = \"{member}\""), 1);
    let text = text.replacen("path = \"runtime\"", "path = \"../runtime\"", 1);
    text.split("\n[workspace]").next().unwrap_or_default().to_owned()
}
