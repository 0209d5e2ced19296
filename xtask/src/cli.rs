//! The command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::OnceLock;

use clap::{Args, Parser, Subcommand, ValueEnum};
use docwright::diff::policy::FailOn;
use docwright::diff::rule_names::rule_named;
use docwright::diff::rules::RuleId;

/// Reads GitHub's REST documentation and writes a typed Rust client.
///
/// A place of a page that is not understood stops nothing: the smallest thing around it degrades, and it is listed.
///
/// Exit codes: 0 all is well; 1 something is stale, damaged, denied by --deny, or failed a check; 2 the command could not do
/// its work.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the client crate, the ledger and the locks from the pages of a spec folder
    Generate(GenerateArgs),
    /// Say what `generate` would change, and change nothing
    Check(GenerateArgs),
    /// Print what the pages say: as a ledger (one fact a line), as JSON, or what they hide
    Model(ModelArgs),
    /// Say what a new version of the pages means: for whoever talks HTTP, and for code that uses the crate
    Diff(DiffArgs),
    /// Print which endpoint is in which version of the pages of a spec folder, since when, and where it differs
    Versions(VersionsArgs),
    /// Compile the client of a spec folder, whole and each category alone, and print what that takes; warnings fail
    Compile(CompileArgs),
    /// Call every endpoint on a mock of GitHub's own description of its API (needs npm; the first time takes minutes)
    Conformance(ConformanceArgs),
    /// Bring the pages of a spec folder up to date with docs.github.com
    ///
    /// Without --page and --all, the pages that lock.toml pins are fetched anew. A page that cannot be had, or that is
    /// no page of the reference, stays as it was.
    ///
    /// Exit codes: 0 all pages are up to date; 1 some could not be fetched (the others are there); 2 the
    /// command could not do its work.
    Fetch(FetchArgs),
    /// Fetch, generate, and say what that means: the report of `diff` from the pages that were there to those that are
    ///
    /// What is done is said on standard error, the report on standard output. Where pages are not understood, the crate
    /// stays as it is. What could not be fetched stays as it was, and the rest goes on.
    ///
    /// Exit codes: 0 nothing at or above --fail-on; 1 something is, or some pages could not be fetched or understood; 2
    /// the command could not do its work, or the pages that were there cannot be compared with.
    Update(UpdateArgs),
}

#[derive(Args, Debug)]
pub(crate) struct GenerateArgs {
    /// Folder of pages in markdown, nested as you like [default: spec/ of the nearest folder that has one]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// Folder of the generated crate [default: generated/ next to that spec/]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Name of the generated crate [default: what crate.toml of the spec folder says, else octoquill]
    #[arg(long, value_name = "CRATE")]
    pub(crate) name: Option<String>,
    /// Where the crate has its runtime from: `vendored`, a copy that is generated with it; `version`, the registry; `path=DIR`, the
    /// folder of the package octoquill-runtime; `path`, a member of the workspace that it is in [default: path for a member of
    /// such a workspace, else vendored]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) runtime: Option<RuntimeChoice>,
    /// Where names.lock is [default: in the spec folder if that has a lock.toml, else in the output]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// The edition to generate from, such as en/enterprise-server@3.18 [default: `primary` of lock.toml]
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<String>,
    /// Exit with 1 because of this; may be given several times
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Vec<Deny>,
}

/// A value of `--runtime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuntimeChoice {
    Vendored,
    Version,
    /// In this folder or, without one, a member of the workspace above the crate.
    Path(Option<PathBuf>),
}

impl FromStr for RuntimeChoice {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            None if text == "vendored" => Ok(Self::Vendored),
            None if text == "version" => Ok(Self::Version),
            None if text == "path" => Ok(Self::Path(None)),
            Some(("path", folder)) if !folder.is_empty() => Ok(Self::Path(Some(folder.into()))),
            _ => Err("expected `vendored`, `version`, `path` or `path=DIR`"),
        }
    }
}

/// Findings that make a command fail which would otherwise go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// A place of a page that was not understood, and that quirks.toml does not acknowledge
    NotUnderstood,
}

#[derive(Args, Debug)]
pub(crate) struct VersionsArgs {
    /// Folder of pages in markdown, as LOCALE/VERSION/rest/… [default: spec/ of the nearest folder that has one]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// The edition that the others are compared with [default: `primary` of lock.toml, else the first]
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = VersionsFormat::Table)]
    pub(crate) format: VersionsFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VersionsFormat {
    /// Totals, a legend, and an endpoint a line
    Table,
    /// The same for other programs
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct CompileArgs {
    /// Folder of pages in markdown, nested as you like [default: spec/ of the nearest folder that has one]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct ConformanceArgs {
    /// Check the client of a whole reference instead: this folder of its pages [default: octoquill]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct FetchArgs {
    /// Folder of the pages, with a lock.toml, or empty [default: spec/ of the nearest folder that has one]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// Version, such as enterprise-server@3.18 or enterprise-cloud@latest [default: what lock.toml says, else that
    /// of github.com]
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<String>,
    /// Language of the prose [default: what lock.toml says, else en]
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) locale: Option<String>,
    /// API version, such as 2022-11-28 [default: what a page was fetched for, else the site's newest]
    #[arg(long, value_name = "DATE")]
    pub(crate) api_version: Option<String>,
    /// A page, such as packages/packages; may be given several times
    #[arg(long = "page", value_name = "CATEGORY/PAGE")]
    pub(crate) pages: Vec<String>,
    /// Every page of the version
    #[arg(long, conflicts_with = "pages")]
    pub(crate) all: bool,
    /// Remove the pages of the version from the folder, in place of fetching them
    #[arg(long, requires = "version", conflicts_with_all = ["pages", "all", "from"])]
    pub(crate) remove: bool,
    /// The site, or a mirror of it
    #[arg(long, value_name = "URL", default_value = "https://docs.github.com")]
    pub(crate) base_url: String,
    /// Take the pages from this folder instead of the site
    #[arg(long, value_name = "DIR", conflicts_with = "base_url")]
    pub(crate) from: Option<PathBuf>,
    /// Take pages that are refused otherwise: not understood, or without any endpoint of the page before
    #[arg(long)]
    pub(crate) accept_doubtful: bool,
    /// How long a page may take, in seconds, from the connection to its last byte
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Show no progress bar
    #[arg(long)]
    pub(crate) quiet: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ModelArgs {
    /// Folder of pages in markdown, nested as you like [default: spec/ of the nearest folder that has one]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// The edition to read, such as en/enterprise-server@3.18 [default: `primary` of lock.toml]
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ModelFormat::Ledger)]
    pub(crate) format: ModelFormat,
    /// Exit with 1 because of this; may be given several times
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Vec<Deny>,
    /// How to print diagnostics, on standard error
    #[arg(long, value_enum, default_value_t = DiagnosticFormat::Text)]
    pub(crate) diagnostics: DiagnosticFormat,
}

/// What `diff` exits with: 0 nothing at or above `--fail-on`; 1 something is; 2 an input cannot be read or understood.
#[derive(Args, Debug)]
pub(crate) struct DiffArgs {
    /// What was: a page, a folder of pages, `git:REV` for spec/ of a revision, or `git:REV:PATH`
    #[arg(required_unless_present_any = ["explain", "rules"])]
    pub(crate) old: Option<String>,
    /// What is: the same forms, in any mix
    #[arg(required_unless_present_any = ["explain", "rules"])]
    pub(crate) new: Option<String>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    /// Show every endpoint and every change of prose in the terminal
    #[arg(long)]
    pub(crate) all: bool,
    /// How wide the terminal's report is, in columns [default: the terminal's width, else 100]
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
    /// Say what a rule means, with examples
    #[arg(long, value_name = "RULE", exclusive = true, value_parser = rule_named)]
    pub(crate) explain: Option<RuleId>,
    /// Print the catalogue of all rules, in markdown
    #[arg(long, exclusive = true)]
    pub(crate) rules: bool,
}

/// What becomes of a report.
#[derive(Args, Debug)]
pub(crate) struct ReportArgs {
    /// How to print the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Terminal)]
    pub(crate) format: ReportFormat,
    /// Write the report into a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 1 from which verdict on: none, any, wire, rust, wire:LEVEL or rust:LEVEL; without a level, breaking
    #[arg(long, value_name = "VERDICT", default_value = "none")]
    pub(crate) fail_on: FailOn,
    /// Changes that are accepted [default: diff-ignore.toml in the folder of the new pages, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct UpdateArgs {
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
    /// Folder of the generated crate [default: generated/ next to that spec/]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Name of the generated crate [default: what crate.toml of the spec folder says, else octoquill]
    #[arg(long, value_name = "CRATE")]
    pub(crate) name: Option<String>,
    /// Exit with 1 because of this; may be given several times
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) deny: Vec<Deny>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a reader at a terminal
    Terminal,
    /// For a comment on a pull request
    Markdown,
    /// For other programs
    Json,
    /// Workflow commands that GitHub shows beside the lines
    Annotations,
    /// One page to look around in, which needs no network
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModelFormat {
    /// One fact a line, sorted
    Ledger,
    /// The whole model, for other programs
    Json,
    /// What the pages hide or have lost, one place a line
    Losses,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiagnosticFormat {
    /// The line, a caret, the mend
    Text,
    /// An array of objects
    Json,
}

/// How a command ended, when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// Something is stale, was not understood, or failed a check.
    Findings,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
        }
    }
}

/// Returns the repository that this program was built from, which the commands for developers need.
pub(crate) fn repository() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// Returns the folder that the program works on: the nearest one with a spec folder from the current directory upwards, or else
/// the current directory.
pub(crate) fn project() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        nearest(&here).unwrap_or(&here).to_path_buf()
    })
}

/// Finds the nearest folder that holds a spec folder.
fn nearest(from: &Path) -> Option<&Path> {
    from.ancestors().find(|folder| folder.join("spec").join("lock.toml").is_file())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::nearest;

    #[test]
    fn the_nearest_spec_folder_upwards_is_meant() {
        let root = tempfile::tempdir().unwrap();
        let (outer, inner) = (root.path().join("a"), root.path().join("a/b/c"));
        fs::create_dir_all(inner.join("d")).unwrap();
        assert_eq!(nearest(&inner), None);
        fs::create_dir_all(outer.join("spec")).unwrap();
        assert_eq!(nearest(&inner), None, "a folder of that name alone is not one of ours");
        fs::write(outer.join("spec/lock.toml"), "").unwrap();
        assert_eq!(nearest(&inner.join("d")), Some(outer.as_path()));
        fs::create_dir_all(inner.join("spec")).unwrap();
        fs::write(inner.join("spec/lock.toml"), "").unwrap();
        assert_eq!(nearest(&inner.join("d")), Some(inner.as_path()));
    }
}
