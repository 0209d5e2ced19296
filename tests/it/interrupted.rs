//! `generate` and `update`, killed whenever: each crate is the old one or the new one, and the next run completes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use docwright_tests::docs_server::DocsServer;
use docwright_tests::say;
use tempfile::TempDir;

use crate::fetch::EDITION;
use crate::fetch::harness::{at, docs, file, text, tree};
use crate::program::program;

/// How often a command is killed.
const KILLS: u32 = 40;

/// In how many steps the times are spread over a run's length.
const STEPS: u32 = 20;

/// How many pages each of the two references has. Most are in both, with other words.
const PAGES: usize = 12;

/// Files that are kept in the spec folder beside the pages.
const KEPT: [&str; 3] = ["ledger.txt", "lock.toml", "names.lock"];

#[test]
fn a_crate_is_the_old_one_or_the_new_one_whenever_generate_is_killed() {
    let place = Place::new();
    fs::create_dir_all(place.spec()).unwrap();
    fs::write(place.spec().join("lock.toml"), "primary = \"es/enterprise-server@3.18\"\n").unwrap();
    let turn = |reference: Reference| {
        for other in Reference::BOTH.into_iter().flat_map(|reference| reference.pages().into_keys()) {
            let _ = fs::remove_file(place.spec().join(file(&other)));
        }
        for (name, text) in reference.pages() {
            let path = place.spec().join(file(&name));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    };
    kill("generate", &place, &turn, &|| place.command("generate"));
}

#[test]
fn pages_and_crate_are_whole_whenever_update_is_killed() {
    let place = Place::new();
    let server = DocsServer::start(docs(&[], 1));
    let turn = |reference: Reference| {
        let pages = reference.pages().into_iter().map(|(name, text)| (at(&name), text));
        server.docs().pages = pages.collect();
    };
    kill("update", &place, &turn, &|| {
        let mut command = place.command("update");
        command.args(["--quiet", "--all", "--base-url", server.origin()]).args(EDITION.split(' '));
        command
    });
}

/// Kills a command again and again, each time after another reference has taken the place of the one before.
fn kill(name: &str, place: &Place, turn: &dyn Fn(Reference), command: &dyn Fn() -> Command) {
    let complete = |reference| {
        turn(reference);
        let run = command().output().unwrap();
        assert!(run.status.success(), "{name}: {run:?}");
        place.state()
    };
    // What was once in names.lock stays there: after two rounds, it has the names of both.
    let _ = [complete(Reference::A), complete(Reference::B)];
    let whole = Reference::BOTH.map(complete);
    assert_ne!(whole[0].krate, whole[1].krate);

    let mut random = Random(11);
    let (mut killed, mut amid, mut replaced) = (0, 0, 0);
    // How long a run is depends on what else the machine has to do, so that of the last one counts.
    let mut length = Duration::ZERO;
    for round in 0..4 * KILLS {
        if killed == KILLS {
            break;
        }
        let [old, new] = if round % 2 == 0 { [1, 0] } else { [0, 1] };
        let (reference, [old, new]) = (Reference::BOTH[new], [&whole[old], &whole[new]]);
        turn(reference);
        let before = place.written();
        let mut child = command().stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if round % 4 < 2 {
            thread::sleep(length * (round % STEPS) / STEPS + random.below(length / STEPS));
        } else {
            // While the new crate is written, wherever that is, or just after.
            while child.try_wait().unwrap().is_none()
                && place.beside().len() == 2
                && place.written() == before
            {
                thread::sleep(Duration::from_micros(50));
            }
            thread::sleep(random.below(length / 6));
        }
        let _ = child.kill();
        if child.wait().unwrap().success() {
            assert_eq!(place.state(), *new, "{name}, which came to its end");
            continue;
        }
        killed += 1;
        amid += usize::from(place.beside().len() > 2);
        let now = place.state_amid();
        replaced += usize::from(now.krate == new.krate);
        now.assert_between(old, new, &format!("{name}, round {round}"));

        let start = Instant::now();
        let run = command().output().unwrap();
        length = start.elapsed();
        assert!(run.status.success(), "{name}, round {round}: {run:?}");
        assert_eq!(place.state(), *new, "{name}, round {round}");
        assert_eq!(place.beside(), ["crate", "spec"], "{name}, round {round}");
    }
    say(&format!(
        "{name} killed {killed} times, {amid} of them with a folder left beside the crate, {replaced} \
         with the new crate in its place"
    ));
    assert!(killed == KILLS && amid > 0, "{killed}, {amid}");
}

/// One of the two references.
#[derive(Clone, Copy)]
enum Reference {
    A,
    B,
}

impl Reference {
    const BOTH: [Self; 2] = [Self::A, Self::B];

    /// Texts of its pages by their names.
    fn pages(self) -> BTreeMap<String, String> {
        let (first, change) = match self {
            Self::A => (0, 1),
            Self::B => (3, 2),
        };
        let names = (first..first + PAGES).map(|number| format!("apps/apps-{number}"));
        names.map(|name| (name.clone(), text(&name, change))).collect()
    }
}

/// A spec folder and a crate.
#[derive(Debug, PartialEq)]
struct State {
    /// Texts by files.
    pages: BTreeMap<String, String>,
    /// The same, of what is kept beside them.
    kept: BTreeMap<String, String>,
    /// The same, of the crate.
    krate: BTreeMap<String, String>,
}

impl State {
    /// Asserts that pages, kept files and the crate as a whole are each the old or the new one.
    fn assert_between(&self, old: &Self, new: &Self, what: &str) {
        assert!(self.krate == old.krate || self.krate == new.krate, "{what}: a crate of both");
        for (now, old, new) in [(&self.pages, &old.pages, &new.pages), (&self.kept, &old.kept, &new.kept)] {
            for name in now.keys().chain(old.keys()).chain(new.keys()) {
                let text = now.get(name);
                assert!(text == old.get(name) || text == new.get(name), "{what}: {name} is {text:?}");
            }
        }
        assert!(self.krate == old.krate || self.pages == new.pages, "{what}: a crate before its pages");
    }
}

/// A folder with a spec folder and a crate in it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn spec(&self) -> PathBuf {
        self.0.path().join("spec")
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(program());
        command.arg(name).arg("--spec").arg(self.spec()).arg("--out").arg(self.0.path().join("crate"));
        command
    }

    /// All there is.
    fn state(&self) -> State {
        let mut pages = tree(&self.spec());
        let kept = KEPT.map(|name| (name.to_owned(), pages.remove(name).unwrap()));
        State { pages, kept: kept.into(), krate: tree(&self.0.path().join("crate")) }
    }

    /// All there is but for files that are not finished, which nobody takes for pages.
    fn state_amid(&self) -> State {
        let mut state = self.state();
        state
            .pages
            .retain(|name, _| !Path::new(name).file_name().unwrap().as_encoded_bytes().starts_with(b"."));
        state
    }

    /// When a file last came into the crate or left it.
    fn written(&self) -> SystemTime {
        fs::metadata(self.0.path().join("crate/src")).unwrap().modified().unwrap()
    }

    /// What lies in the folder.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    /// A duration below another one.
    fn below(&mut self, most: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros((self.0 >> 33) % u64::try_from(most.as_micros()).unwrap().max(1))
    }
}
