//! Deletes container versions that are no longer wanted, on GitHub or GitHub Enterprise Server: an example of a program
//! that does not stop where the network does.
//!
//! `cargo run --example retention -- --help` says what it does. It lists everything before it deletes anything, goes on
//! after it was killed (`state.rs`), finds out what became of deletions whose answer was lost (`delete.rs`), and does not
//! touch what the server did not describe as documented (`facts.rs`).

pub(crate) mod client;
pub(crate) mod delete;
pub(crate) mod facts;
pub(crate) mod glob;
pub(crate) mod list;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod state;
pub(crate) mod target;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Parser};

use self::plan::Rules;
use self::run::{Ending, Settings};
use self::state::Run;
use self::target::Owner;

/// Deletes versions of a container package.
///
/// Without --delete nothing is deleted, and the versions that would be are listed. The access token is taken from the
/// environment variable GITHUB_TOKEN; it needs the scopes read:packages and delete:packages.
///
/// A version is deleted if every rule that is given lets it go; one of --untagged, --older-than and --keep-last is needed.
/// A version is never touched if the server does not say its id, its times and its tags as documented.
#[derive(Debug, Parser)]
#[command(name = "retention", after_long_help = EXIT_CODES)]
#[command(group = ArgGroup::new("owner").required(true).args(["org", "user", "own"]))]
#[command(group = ArgGroup::new("rules").required(true).multiple(true).args(["untagged", "older_than", "keep_last"]))]
#[allow(clippy::doc_markdown, reason = "the comments are what --help prints, and no markdown")]
struct Args {
    /// The organization that owns the package
    #[arg(long, value_name = "NAME")]
    org: Option<String>,
    /// The user who owns the package
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The package is one of the token's user
    #[arg(long)]
    own: bool,
    /// The package, such as team/app
    #[arg(long, value_name = "NAME")]
    package: String,
    /// Delete only versions without tags
    ///
    /// The images that an index for several platforms is made of are such versions, too. Without them the index is of no
    /// use, and the API does not tell which they are: use --older-than with this, and not for packages of such indexes.
    #[arg(long)]
    untagged: bool,
    /// Delete only versions that were made and last changed at least so many days ago
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    older_than: Option<u32>,
    /// Keep the newest N of the versions that --untagged and --keep-tag leave over
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep_last: Option<u32>,
    /// Keep versions with a tag like this, in which * stands for any text and ? for a character (repeatable)
    #[arg(long, value_name = "GLOB")]
    keep_tag: Vec<String>,
    /// Delete, in place of saying what would be deleted
    #[arg(long)]
    delete: bool,
    /// Keep in this file how far the run came
    ///
    /// A run that was killed goes on from it when it is started again with the same arguments, and --delete after a run
    /// without it deletes what that one listed.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Look at each version again before it is deleted if the list is older than this; one that has changed is kept
    #[arg(long, value_name = "MINUTES", default_value_t = 60)]
    look_again_after: u32,
    /// How many versions are deleted at once, where the server does not limit its rate
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=100))]
    at_once: u8,
    /// The API; that of GitHub Enterprise Server is https://HOST/api/v3
    #[arg(long, value_name = "URL", default_value = "https://api.github.com")]
    base_url: String,
    /// Show no progress and no list of versions
    #[arg(long)]
    quiet: bool,
    /// For tests: let the seconds that a server announces pass so many times as fast
    #[arg(long, value_name = "N", default_value_t = 1, hide = true, value_parser = clap::value_parser!(u32).range(1..))]
    time_scale: u32,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is done, or all that would be done was said
  1  some versions could not be deleted
  2  the arguments or the environment are wrong, or the state file belongs to a run with other arguments
  3  not all versions could be listed, so nothing was deleted
  4  another run uses the state file
  5  the state file cannot be read or written";

#[tokio::main]
async fn main() -> ExitCode {
    // Wrong arguments end the program here, with 2.
    let args = Args::parse();
    let ending = match std::env::var("GITHUB_TOKEN") {
        Ok(token) if !token.is_empty() => run::run(settings(args, token)).await,
        _ => {
            report::complain("error: the environment variable GITHUB_TOKEN holds no access token");
            Ending::Usage
        }
    };
    ExitCode::from(ending as u8)
}

fn settings(args: Args, token: String) -> Settings {
    let owner = match (args.org, args.user) {
        (Some(org), _) => Owner::Org(org),
        (None, Some(user)) => Owner::User(user),
        (None, None) => Owner::Own,
    };
    let rules = Rules {
        keep_last: args.keep_last.unwrap_or(0) as usize,
        older_than: args.older_than,
        untagged: args.untagged,
        keep_tags: args.keep_tag,
    };
    Settings {
        run: Run { base_url: args.base_url, owner, package: args.package, rules },
        token,
        deletes: args.delete,
        state: args.state,
        look_again_after: args.look_again_after,
        at_once: usize::from(args.at_once),
        quiet: args.quiet,
        scale: args.time_scale,
    }
}
