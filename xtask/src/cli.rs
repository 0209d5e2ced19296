//! The command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads GitHub's REST documentation and writes a typed Rust client.
///
/// Exit codes: 0 all is well; 1 something is stale, was not understood, or failed a check; 2 the command could not do
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
    /// Print which endpoint is in which version of the pages of a spec folder, since when, and where it differs
    Versions(VersionsArgs),
    /// Compile the client of a spec folder, whole and each category alone, and print what that takes; warnings fail
    Compile(CompileArgs),
    /// Call every endpoint on a mock of GitHub's own description of its API (needs npm; the first time takes minutes)
    Conformance(ConformanceArgs),
}

#[derive(Args, Debug)]
pub(crate) struct GenerateArgs {
    /// Folder of pages in markdown, nested as you like [default: spec/ of this repository]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// Folder of the generated crate [default: generated/ of this repository, for its own spec/]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Name of the generated crate [default: what crate.toml of the spec folder says, else octoquill]
    #[arg(long, value_name = "CRATE")]
    pub(crate) name: Option<String>,
    /// Where names.lock is [default: in the spec folder if that has a lock.toml, else in the output]
    #[arg(long, value_name = "FILE")]
    pub(crate) lock: Option<PathBuf>,
    /// The edition to generate from, such as en/enterprise-server@3.18 [default: `primary` of lock.toml]
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct VersionsArgs {
    /// Folder of pages in markdown, as LOCALE/VERSION/rest/… [default: spec/ of this repository]
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
    /// Folder of pages in markdown, nested as you like [default: spec/ of this repository]
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
pub(crate) struct ModelArgs {
    /// Folder of pages in markdown, nested as you like [default: spec/ of this repository]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// The edition to read, such as en/enterprise-server@3.18 [default: `primary` of lock.toml]
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ModelFormat::Ledger)]
    pub(crate) format: ModelFormat,
    /// How to print diagnostics, on standard error
    #[arg(long, value_enum, default_value_t = DiagnosticFormat::Text)]
    pub(crate) diagnostics: DiagnosticFormat,
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

/// The root of the repository that this program was built from.
pub(crate) fn repository() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}
