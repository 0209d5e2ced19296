//! Where snapshots lie and how they are named; small pages; generated crates on the disk.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use docwright::Generated;
use docwright_tests::root;
use insta::Settings;

/// Snapshots lie in `tests/snapshots`, each named by the test alone.
pub(crate) fn snapshots() -> Settings {
    snapshots_in("")
}

/// Snapshots that come in numbers lie in a folder of their own below `tests/snapshots`.
pub(crate) fn snapshots_in(folder: &str) -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// What varies in an endpoint's section of a small page.
#[derive(Clone)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) description: String,
    pub(crate) parameters: String,
    pub(crate) schema: String,
}

impl Section {
    /// `GET` of a path, called "Get", answered by an object with an `id`.
    pub(crate) fn get(path: &str) -> Self {
        Self {
            title: "Get".to_owned(),
            path: path.to_owned(),
            description: "Gets it.".to_owned(),
            parameters: String::new(),
            schema: "* `id`: required, integer".to_owned(),
        }
    }
}

/// A page that has these sections; the first one's heading is in its sixth line.
pub(crate) fn page(sections: &[Section]) -> String {
    let mut text =
        String::from("# Page\n\n> \\[!NOTE]\n> The version is `X-GitHub-Api-Version: 2022-11-28`.\n");
    for Section { title, path, description, parameters, schema } in sections {
        let heading = "### Parameters\n\n#### Path and query parameters";
        let parameters =
            if parameters.is_empty() { String::new() } else { format!("{heading}\n\n{parameters}\n\n") };
        let url = format!("https://HOSTNAME{}", path.replace(['{', '}'], ""));
        let _ = write!(
            text,
            "\n## {title}\n\n```\nGET {path}\n```\n\n{description}\n\n{parameters}\
             ### HTTP response status codes\n\n* **200** - OK\n\n### Code examples\n\n#### Example\n\n\
             **Request:**\n\n```curl\ncurl -L \\\n  -X GET \\\n  {url}\n```\n\n\
             **Response schema (Status: 200):**\n\n{schema}\n"
        );
    }
    text
}

/// Text of a `crate.toml` that decides whether every category is on by default.
pub(crate) fn crate_toml(all_by_default: bool) -> String {
    format!(
        "name = \"tiny\"\nversion = \"0.1.0\"\ndescription = \"A client.\"\nall-by-default = {all_by_default}\n"
    )
}

/// Writes a generated crate into a folder, which is emptied first. It compiles there without a network.
pub(crate) fn write_crate(generated: &Generated, folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    for file in &generated.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.contents).unwrap();
    }
    // The versions that the repository has locked are there without a network.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Options of git for commits that need nothing of the machine's configuration.
pub(crate) const IDENTITY: [&str; 6] =
    ["-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.com", "-c", "commit.gpgsign=false"];

/// Runs git in a folder, whatever repository the tests themselves run in.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(IDENTITY).args(arguments).current_dir(folder);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let run = command.output().unwrap();
    assert!(run.status.success(), "{arguments:?}: {run:?}");
}
