//! Files that are not readable as a page, and places that people acknowledge: each costs its page alone, in every command that reads a
//! folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, xtask, xtask_in};
use crate::support::{Section, git, page};

const EDITION: &str = "en/enterprise-server@3.18/rest";

/// One byte more than the largest page.
const TOO_LARGE: u64 = 64 * 1024 * 1024 + 1;

/// A way to make a file unreadable, and the message about it.
type Fault = (fn(&Path), &'static str);

const FAULTS: [Fault; 2] = [
    (
        |file| {
            let mut bytes = fs::read(file).unwrap();
            let at = bytes.len() / 2;
            bytes[at] = 0xff;
            fs::write(file, bytes).unwrap();
        },
        "is not UTF-8: the byte at offset ",
    ),
    (
        // A file without contents takes no place on the disk.
        |file| fs::File::create(file).unwrap().set_len(TOO_LARGE).unwrap(),
        "has 67108865 bytes, and a page has at most 67108864",
    ),
];

#[test]
fn an_unreadable_page_is_refused_alone_in_every_command() {
    for (fault, message) in FAULTS {
        let folder = Folder::generated();
        let broken = folder.page("others/others");
        let [names, lock, things] =
            ["spec/names.lock", "spec/lock.toml", "out/src/things/things.rs"].map(|file| folder.read(file));
        git(folder.path(), &["init", "--quiet"]);
        folder.commit();
        fault(&broken);

        for command in ["generate", "check"] {
            let run = folder.run(command, &[]);
            assert_eq!(run.code, 1, "{run:?}");
            assert!(run.err.contains("error[damaged-page]") && run.err.contains(message), "{run:?}");
            assert!(run.err.contains("others/others.md:"), "{run:?}");
        }
        assert_eq!(folder.read("spec/names.lock"), names, "names of what is not read stay");
        assert_eq!(folder.read("spec/lock.toml"), lock, "so does its entry");
        assert_eq!(folder.read("out/src/things/things.rs"), things);
        assert!(folder.read("spec/ledger.txt").contains("# not understood"));

        let model = xtask(&["model", "--spec", &folder.spec()]);
        assert_eq!(model.code, 1, "{model:?}");
        assert!(model.out.contains("GET /things") && !model.out.contains("GET /others"), "{model:?}");
        let versions = xtask(&["versions", "--spec", &folder.spec()]);
        assert_eq!(versions.code, 1, "{versions:?}");
        assert!(versions.out.contains("/things") && versions.err.contains(message), "{versions:?}");

        // Both ways, from a revision and from a folder.
        folder.commit();
        for inputs in [["git:HEAD~1", "spec"], ["git:HEAD", "git:HEAD~1"]] {
            let run =
                xtask_in(folder.path(), &[&["diff"], inputs.as_slice(), &["--format", "json"]].concat());
            assert_eq!(run.code, 0, "{run:?}");
            assert!(run.err.contains(message), "{run:?}");
            let report: Value = serde_json::from_str(&run.out).unwrap();
            let rules: Vec<&Value> =
                report["changes"].as_array().unwrap().iter().map(|change| &change["rule"]).collect();
            assert_eq!(rules, ["parse-error"], "nothing is called gone or new: {report:#}");
        }
    }
}

#[test]
fn an_acknowledged_place_of_any_degree_is_neither_listed_nor_denied() {
    let deny = ["--deny", "not-understood"];
    // One line of the page, its replacement, the line of the finding, the code, and the exit code with and without `--deny`.
    let rows = [
        (
            "* `id`: required, integer",
            "* `id`: required, bignum",
            "* `id`: required, bignum",
            "bad-schema",
            0,
            1,
        ),
        ("* `id`: required, integer", "* `id`: array", "* `id`: array", "no-items", 0, 0),
        ("# Page", "<!doctype html>", "<!doctype html>", "damaged-page", 1, 1),
    ];
    for (line, becomes, about, code, plain, denied) in rows {
        let folder = Folder::generated();
        let file = folder.page("others/others");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(line));
        fs::write(&file, text.replacen(line, becomes, 1)).unwrap();
        let run = folder.run("generate", &[]);
        assert_eq!(run.code, plain, "{run:?}");
        assert!(run.err.contains(&format!("[{code}]")), "{run:?}");
        for command in ["generate", "check"] {
            assert_eq!(folder.run(command, &deny).code, denied, "{command}, {code}");
        }
        let degraded = folder.read("out/src/others/others.rs");

        let entry =
            format!("[[line]]\npage = \"others/others\"\ntext = \"{about}\"\nreason = \"We know it.\"\n");
        fs::write(folder.path().join("spec/quirks.toml"), entry).unwrap();
        for command in ["generate", "check"] {
            let run = folder.run(command, &deny);
            assert_eq!(run.code, 0, "{command}: {run:?}");
            assert!(!run.err.contains(code) && !run.out.contains("not understood"), "{command}: {run:?}");
        }
        assert_eq!(folder.read("out/src/others/others.rs"), degraded, "it stays degraded");
    }
}

/// A spec folder of two pages, with its crate.
struct Folder(TempDir);

impl Folder {
    fn generated() -> Self {
        let folder = Self(TempDir::new().unwrap());
        for name in ["things/things", "others/others"] {
            let file = folder.page(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            let path = format!("/{}", name.split('/').next().unwrap());
            fs::write(file, page(&[Section::get(&path)])).unwrap();
        }
        fs::write(folder.path().join("spec/lock.toml"), "").unwrap();
        let run = folder.run("generate", &[]);
        assert_eq!(run.code, 0, "{run:?}");
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn spec(&self) -> String {
        self.path().join("spec").display().to_string()
    }

    fn page(&self, name: &str) -> PathBuf {
        self.path().join(format!("spec/{EDITION}/{name}.md"))
    }

    /// A file's text; none where it is not there.
    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap_or_default()
    }

    fn run(&self, command: &str, more: &[&str]) -> Run {
        let out = self.path().join("out").display().to_string();
        xtask(&[&[command, "--spec", &self.spec(), "--out", &out], more].concat())
    }

    fn commit(&self) {
        git(self.path(), &["add", "spec"]);
        git(self.path(), &["commit", "--quiet", "--message", "Pages"]);
    }
}
