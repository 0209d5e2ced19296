//! A repository with the scripts, a remote, and programs in place of `gh` and `cargo`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docwright_tests::{PACKAGES, root, say};
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, program};
use crate::support::IDENTITY;

/// The token that must turn up nowhere.
pub(super) const TOKEN: &str = "ghs_SecretOfTheRobot";

/// A repository for one test alone, on its branch `main`.
pub(super) struct Bench(TempDir);

/// A call of `gh`.
#[derive(Debug)]
pub(super) struct Call {
    /// Its arguments.
    pub(super) args: Vec<String>,
    /// Its standard input, if it reads that.
    pub(super) given: String,
    /// The file that it takes a body from.
    pub(super) body: String,
}

impl Call {
    /// Its arguments with a space between them.
    pub(super) fn line(&self) -> String {
        self.args.join(" ")
    }

    /// What follows an argument.
    pub(super) fn after(&self, name: &str) -> Option<&str> {
        let at = self.args.iter().position(|one| one == name)?;
        self.args.get(at + 1).map(String::as_str)
    }
}

impl Bench {
    /// Nothing where the machine lacks what scripts need; then it says so.
    pub(super) fn new(test: &str) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        for needed in ["bash", "git", "jq"] {
            if !std::env::split_paths(&path).any(|folder| folder.join(needed).is_file()) {
                say(&format!("skipped: {test}, since there is no {needed}"));
                return None;
            }
        }
        let bench = Self(TempDir::new().unwrap());
        let scripts = ["begin", "comment", "compare", "propose", "update"];
        let scripts = scripts.map(|script| format!(".github/scripts/{script}"));
        for file in
            [".gitignore", ".github/proposal.sh"].into_iter().chain(scripts.iter().map(String::as_str))
        {
            copy(file, &bench.file(file));
        }
        for file in [PACKAGES, "names.lock", "quirks.toml", "lock.toml", "crate.toml"] {
            copy(&format!("spec/{file}"), &bench.file(&format!("spec/{file}")));
        }
        for fake in ["gh", "cargo"] {
            copy(&format!("tests/fixtures/workflows/{fake}"), &bench.0.path().join("bin").join(fake));
        }
        bench.write("generated/Cargo.toml", "[package]\n");
        bench.answer("{}");
        bench.git(&["init", "--quiet", "--initial-branch", "main"]);
        bench.commit("Begin");
        bench.git(&["init", "--quiet", "--bare", bench.remote().to_str().unwrap()]);
        Some(bench)
    }

    /// A file of the repository.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("repository").join(name)
    }

    /// A file beside the repository.
    pub(super) fn aside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What such a file holds; nothing where it is not there.
    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.aside(name)).unwrap_or_default()
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.file(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Changes the page, which has to have the words.
    pub(super) fn edit(&self, old: &str, new: &str) {
        let name = format!("spec/{PACKAGES}");
        let text = fs::read_to_string(self.file(&name)).unwrap();
        assert!(text.contains(old), "{old}");
        self.write(&name, &text.replace(old, new));
    }

    /// Sets what `gh` answers: pages of answers by the beginning of a call.
    pub(super) fn answer(&self, table: &str) {
        fs::write(self.aside("answers.json"), table).unwrap();
    }

    /// Calls of `gh` so far.
    pub(super) fn calls(&self) -> Vec<Call> {
        let parse = |line: &str| {
            let call: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| call[name].as_str().unwrap().to_owned();
            let args = call["args"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned());
            Call { args: args.collect(), given: text("given"), body: text("body") }
        };
        self.read("calls").lines().map(parse).collect()
    }

    /// Forgets the calls so far.
    pub(super) fn forget(&self) {
        let _ = fs::remove_file(self.aside("calls"));
    }

    /// Runs a script for somebody who stands elsewhere.
    pub(super) fn run(&self, script: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = self.command(&self.file(&format!(".github/scripts/{script}")));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("XTASK", program())
            .env("GH_LOG", self.aside("calls"))
            .env("GH_ANSWERS", self.aside("answers.json"))
            .env("GH_TOKEN", TOKEN)
            .env("BASE", "main")
            .env("SERVER", "https://github.example")
            .env("REPOSITORY", "somebody/octoquill")
            .env("REMOTE", self.remote())
            .env("GITHUB_OUTPUT", self.aside("output"))
            .env("GITHUB_STEP_SUMMARY", self.aside("summary"))
            .envs(variables.iter().copied());
        let output = command.output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs git in the repository, and gives what it prints.
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command(Path::new("git"));
        let run = command.args(IDENTITY).args(arguments).current_dir(self.file("")).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {run:?}");
        String::from_utf8(run.stdout).unwrap().trim_end().to_owned()
    }

    pub(super) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// The bare repository that is pushed to.
    pub(super) fn remote(&self) -> PathBuf {
        self.aside("remote.git")
    }

    /// A program that finds the fakes first, and nobody's settings.
    fn command(&self, program: &Path) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.aside("bin")).chain(std::env::split_paths(&path));
        let mut command = Command::new(program);
        command
            .env("PATH", std::env::join_paths(folders).unwrap())
            .env("HOME", self.0.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        // Git hooks set these, and then git would work elsewhere.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command
    }
}

fn copy(from: &str, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(root().join(from), to).unwrap();
}
