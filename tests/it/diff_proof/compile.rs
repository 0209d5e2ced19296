//! Crates and programs that use them, compiled in one go: each crate once, however many programs use it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use docwright::Generated;
use docwright::diff::surface::consumer::consumer;
use docwright::emit::category_features;
use docwright_tests::root;
use serde_json::Value;

/// What the compiler says of a program.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// Its first error.
    pub(crate) error: Option<String>,
    /// How often it uses something deprecated.
    pub(crate) deprecations: usize,
}

/// Programs to be compiled.
#[derive(Default)]
pub(crate) struct Proofs {
    /// Packages by the feature that is turned on and their files, as nothing else tells them apart.
    packages: BTreeMap<(String, BTreeMap<String, String>), String>,
    /// The files of the runtime by their paths.
    runtime: BTreeMap<String, String>,
    /// Programs by their text and the package that they use, with who asks.
    programs: BTreeMap<(String, String), BTreeSet<String>>,
    /// Who asks for a feature that is gone.
    lacking: BTreeMap<String, String>,
}

impl Proofs {
    /// Asks whether what uses everything of one category of the old crate compiles with the new one.
    pub(crate) fn ask(&mut self, name: &str, old: &Generated, new: &Generated, feature: &str) {
        if !category_features(&new.client).iter().any(|one| one == feature) {
            self.lacking.insert(name.to_owned(), format!("the feature `{feature}` is gone"));
            return;
        }
        // What all crates stand on is the same, and compiled once.
        let (runtime, own): (Vec<_>, Vec<_>) =
            new.files.iter().partition(|file| file.path.starts_with("runtime/"));
        self.runtime.extend(runtime.iter().map(|file| (file.path.clone(), file.contents.clone())));
        let own = own.iter().filter(|file| file.path.starts_with("src/") || file.path == "Cargo.toml");
        let files = own.map(|file| (file.path.clone(), without_docs(&file.contents))).collect();
        let number = self.packages.len();
        let package =
            self.packages.entry((feature.to_owned(), files)).or_insert_with(|| format!("api-{number}"));
        let program = consumer(&old.client, feature);
        self.programs.entry((package.clone(), program)).or_default().insert(name.to_owned());
    }

    /// Runs the compiler and returns its messages by crate. Crates and programs are written into a folder of this name.
    pub(crate) fn seen(&self, folder: &str) -> BTreeMap<String, Seen> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let _ = fs::remove_dir_all(&folder);
        let mut members = Vec::new();
        for ((_, files), package) in &self.packages {
            for (path, text) in files {
                let text = text.replacen("name = \"client\"", &format!("name = \"{package}\""), 1).replacen(
                    "path = \"runtime\"",
                    "path = \"../runtime\"",
                    1,
                );
                write(&folder.join(package).join(path), &text);
            }
            members.push(package.clone());
        }
        self.runtime.iter().for_each(|(path, text)| write(&folder.join(path), text));
        let features: BTreeMap<&String, &String> =
            self.packages.iter().map(|((feature, _), package)| (package, feature)).collect();
        let mut asking = BTreeMap::new();
        for (at, ((package, program), names)) in self.programs.iter().enumerate() {
            let name = format!("program-{at}");
            let feature = features[package];
            let manifest = format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
                 [lib]\npath = \"lib.rs\"\n\n[dependencies]\napi = {{ package = \"{package}\", path = \"../{package}\", \
                 default-features = false, features = [\"client\", \"{feature}\"] }}\n"
            );
            write(&folder.join(&name).join("Cargo.toml"), &manifest);
            write(&folder.join(&name).join("lib.rs"), program);
            members.push(name.clone());
            asking.insert(name, names);
        }
        let workspace = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        write(&folder.join("Cargo.toml"), &workspace);
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
        for (package, said) in check(&folder, asking.keys()) {
            let names =
                asking.get(&package).unwrap_or_else(|| panic!("{package} does not compile: {said:?}"));
            for name in *names {
                let all = seen.entry(name.clone()).or_default();
                all.error = all.error.take().or_else(|| said.error.clone());
                all.deprecations += said.deprecations;
            }
        }
        for (name, error) in &self.lacking {
            seen.entry(name.clone()).or_default().error = Some(error.clone());
        }
        seen
    }
}

/// What the compiler says of each package that it has something to say of.
fn check<'n>(folder: &Path, programs: impl Iterator<Item = &'n String>) -> BTreeMap<String, Seen> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["check", "--offline", "--keep-going", "--message-format", "json"]);
    programs.for_each(|name| {
        command.args(["--package", name]);
    });
    let target: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-proof-target");
    let output =
        command.current_dir(folder).env("CARGO_TARGET_DIR", target).stderr(Stdio::piped()).output().unwrap();
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut finished = false;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        finished |= message["reason"] == "build-finished";
        if message["reason"] != "compiler-message" {
            continue;
        }
        let target = message["target"]["name"].as_str().unwrap().replace('_', "-");
        let message = &message["message"];
        let text = || message["message"].as_str().unwrap_or_default().to_owned();
        let is_error = message["level"] == "error";
        if is_error {
            let said = seen.entry(target).or_default();
            said.error = said.error.take().or_else(|| Some(text()));
        } else if message["code"]["code"] == "deprecated" {
            seen.entry(target).or_default().deprecations += 1;
        }
    }
    assert!(finished, "cargo did not get that far:\n{}", String::from_utf8_lossy(&output.stderr));
    seen
}

/// Docs say nothing to the compiler; without them more crates are the same.
fn without_docs(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
