//! `cargo xtask compile`: compiles the client of a spec folder, and prints what that takes.
//!
//! The crate is checked whole and with each category alone, linted, and documented; a warning of any of them fails. What it
//! stands on is built before: its runtime, which people compile once, is measured by itself.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::generate::{generate, shown};
use super::target_folder;
use crate::cli::{CompileArgs, GenerateArgs, Outcome, repository};
use crate::cost::{cpu_of_children, watch};
use crate::report;

/// The generated crate, as a package and as the compiler calls it.
const NAME: &str = "compiled-client";
const CRATE: &str = "compiled_client";

/// The same for the crate that holds its runtime.
const RUNTIME: &str = "compiled-client-runtime";
const RUNTIME_CRATE: &str = "compiled_client_runtime";

pub(crate) fn run(options: &CompileArgs) -> Result<Outcome, String> {
    let folder = target_folder()?.join("compile");
    let lock = folder.join("names.lock");
    // Names and features of one reference do not apply to another one.
    for kept in [&lock, &folder.join("client/crate.toml")] {
        if kept.exists() {
            fs::remove_file(kept)
                .map_err(|error| format!("{} cannot be removed: {error}", kept.display()))?;
        }
    }
    let options = GenerateArgs {
        spec: options.spec.clone(),
        out: Some(folder.join("client")),
        name: Some(NAME.to_owned()),
        runtime: None,
        lock: Some(lock),
        edition: None,
        deny: Vec::new(),
    };
    let Some((plan, _)) = generate(&options)? else { return Ok(Outcome::Findings) };
    let client = &plan.generated.client;
    let endpoints = plan.generated.reading.api.endpoints.len();
    report::line(&format!("{} in {}", report::number(endpoints, "endpoint"), shown(&plan.out)));
    let out = plan.out.as_path();
    // What the crate depends on, and what builds need anyway, is not to be counted.
    cargo(out, &folder, "check", &["--no-default-features"])?;
    for command in ["check", "clippy"] {
        cargo(out, &folder, command, &["--no-default-features", "--features", "reqwest"])?;
    }
    let mut fine = true;
    let mut measure = |words: &str, command: &str, arguments: &[&str]| -> Result<(), String> {
        touch(&out.join("src/lib.rs"))?;
        let built = cargo(out, &folder, command, arguments)?;
        report::line(&format!("{words}: {}", built.shown(endpoints)));
        fine &= built.is_clean();
        Ok(())
    };
    measure("check, every category", "check", &["--features", "all"])?;
    measure("clippy, every category", "clippy", &["--features", "all"])?;
    measure("rustdoc, every category", "doc", &["--no-deps", "--features", "all"])?;
    measure("check, requests and types only", "check", &["--no-default-features", "--features", "all"])?;
    let features = docwright::emit::category_features(client);
    let mut slowest: Option<(Duration, String)> = None;
    for feature in &features {
        touch(&out.join("src/lib.rs"))?;
        let sent = format!("reqwest,{feature}");
        let built = cargo(out, &folder, "check", &["--no-default-features", "--features", &sent])?;
        fine &= built.is_clean();
        let cpu = built.cpu.unwrap_or_default();
        if !built.is_clean() || slowest.as_ref().is_none_or(|(most, _)| cpu > *most) {
            slowest = Some((cpu, format!("{feature}: {}", built.shown(0))));
        }
    }
    if let Some((_, words)) = slowest {
        let count = report::number(features.len(), "feature");
        report::line(&format!("check, one category alone ({count} tried), the slowest: {words}"));
    }
    touch(&out.join("runtime/src/lib.rs"))?;
    let built = cargo(out, &folder, "check", &["--package", RUNTIME])?;
    fine &= built.is_clean();
    report::line(&format!("check, the runtime, which is compiled once: {}", built.shown(0)));
    Ok(if fine { Outcome::Fine } else { Outcome::Findings })
}

/// What a run of cargo took and said.
struct Built {
    cpu: Option<Duration>,
    peak_kib: u64,
    failed: bool,
    warnings: usize,
}

impl Built {
    fn is_clean(&self) -> bool {
        !self.failed && self.warnings == 0
    }

    /// `11.2 s of CPU (11.5 ms an endpoint), 780 MiB of memory at most`
    fn shown(&self, endpoints: usize) -> String {
        let mut words = match self.cpu {
            Some(cpu) => format!("{:.1} s of CPU", cpu.as_secs_f64()),
            None => "CPU time not known here".to_owned(),
        };
        if let (Some(cpu), Ok(count @ 1..)) = (self.cpu, u32::try_from(endpoints)) {
            let _ = write!(words, " ({:.1} ms an endpoint)", (cpu / count).as_secs_f64() * 1000.0);
        }
        let _ = write!(words, ", {} MiB of memory at most", self.peak_kib / 1024);
        match (self.failed, self.warnings) {
            (true, _) => words + ", FAILED",
            (false, 0) => words + ", no warning",
            (false, count) => format!("{words}, FAILED: {}", report::number(count, "warning")),
        }
    }
}

/// Runs cargo on the crate, without incremental compilation, and shows what it says if that is anything.
fn cargo(out: &Path, folder: &Path, command: &str, arguments: &[&str]) -> Result<Built, String> {
    let said = folder.join("said.txt");
    let file =
        File::create(&said).map_err(|error| format!("{} cannot be written: {error}", said.display()))?;
    let before = cpu_of_children();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args([command, "--quiet", "--manifest-path"])
        .arg(out.join("Cargo.toml"))
        .args(arguments)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .current_dir(repository())
        .stderr(file);
    let (status, costs) = watch(&mut cargo, &[CRATE.to_owned(), RUNTIME_CRATE.to_owned()])?;
    let said = fs::read_to_string(&said).unwrap_or_default();
    let warnings = said.lines().filter(|line| line.starts_with("warning")).count();
    if !status.success() || warnings > 0 {
        report::note(&said);
    }
    let cpu = cpu_of_children().zip(before).map(|(after, before)| after.saturating_sub(before));
    let peak_kib = costs.iter().map(|cost| cost.peak_kib).max().unwrap_or_default();
    Ok(Built { cpu, peak_kib, failed: !status.success(), warnings })
}

/// Makes cargo compile the crate again that has this root.
fn touch(root: &Path) -> Result<(), String> {
    File::options()
        .append(true)
        .open(root)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| format!("{} cannot be touched: {error}", root.display()))
}
