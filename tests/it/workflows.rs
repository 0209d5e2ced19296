//! What GitHub runs: the scripts of the workflows in a repository of their own, and what the workflows may do.

mod bench;
mod comment;
mod compare;
mod propose;

use std::fs;

use docwright_tests::root;

use crate::program::xtask;

#[test]
fn workflows_run_what_is_pinned_and_may_do_what_they_need() {
    let mut seen = Vec::new();
    for entry in fs::read_dir(root().join(".github/workflows")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.lines().any(|line| line == "permissions: {}"), "{name}: nothing may be done by default");
        let jobs = text.split_once("\njobs:\n").unwrap().1;
        let starts = jobs.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")).count();
        assert_eq!(
            jobs.matches("\n    permissions:\n").count(),
            starts,
            "{name}: each job says what it may do"
        );
        assert_eq!(jobs.matches("\n    timeout-minutes: ").count(), starts, "{name}");
        for line in text.lines().map(str::trim) {
            if let Some(used) = line.trim_start_matches("- ").strip_prefix("uses: ") {
                assert!(is_pinned(used), "{name}: {used}");
            }
            if let Some(run) = line.trim_start_matches("- ").strip_prefix("run: ") {
                assert!(!run.contains("${{"), "{name}: words of others would be run: {run}");
                check_command(&name, run);
                seen.push(run.to_owned());
            }
        }
    }
    for script in fs::read_dir(root().join(".github/scripts")).unwrap() {
        let name = format!(".github/scripts/{}", script.unwrap().file_name().to_string_lossy());
        assert!(seen.iter().any(|run| run.starts_with(&name)), "nothing runs {name}: {seen:?}");
    }
}

#[test]
fn workflows_pin_their_toolchain_and_cache_what_they_build() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let oldest = manifest["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned();
    for name in ["check.yml", "follow-the-docs.yml"] {
        let text = fs::read_to_string(root().join(".github/workflows").join(name)).unwrap();
        let pinned = text.lines().find_map(|line| line.strip_prefix("  RUSTUP_TOOLCHAIN: ")).unwrap();
        assert!(
            pinned.trim_matches('"').starts_with(&oldest),
            "{name} lints with {pinned}, not with {oldest}"
        );
        for job in text.split_once("\njobs:\n").unwrap().1.split("\n\n") {
            let builds = ["cargo xtask", ".ci/run", "scripts/compare", "scripts/update"];
            let builds = builds.iter().any(|one| job.contains(one));
            let prepares = job.contains("scripts/toolchain") && job.contains("uses: actions/cache@");
            assert_eq!(builds, prepares, "{name}: {job}");
        }
    }
}

#[test]
fn the_readme_names_the_secret_that_proposals_are_made_with() {
    let workflow = fs::read_to_string(root().join(".github/workflows/follow-the-docs.yml")).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let secrets: Vec<&str> = workflow
        .split("secrets.")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_uppercase() && c != '_').next().unwrap_or_default())
        .collect();
    assert_eq!(secrets, ["PROPOSAL_TOKEN", "PROPOSAL_TOKEN"]);
    assert!(readme.contains("`PROPOSAL_TOKEN`"));
}

/// `OWNER/NAME@COMMIT # vVERSION`
fn is_pinned(used: &str) -> bool {
    let Some((commit, version)) = used.split_once('@').and_then(|(_, rest)| rest.split_once(" # v")) else {
        return false;
    };
    let is_number = |part: &str| part.parse::<u32>().is_ok();
    commit.len() == 40
        && commit.bytes().all(|byte| byte.is_ascii_hexdigit())
        && version.split('.').count() == 3
        && version.split('.').all(is_number)
}

/// Asserts that what a step runs is there.
fn check_command(workflow: &str, run: &str) {
    let words: Vec<&str> = run.split(' ').collect();
    match words[..] {
        ["cargo", "xtask", ref arguments @ ..] => {
            // What clap does not know, it refuses before it helps.
            let run = xtask(&[arguments, &["--help"]].concat());
            assert_eq!(run.code, 0, "{workflow}: {run:?}");
        }
        [script, ..] => {
            let path = root().join(script);
            assert!(path.is_file(), "{workflow}: there is no {script}");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                assert!(fs::metadata(path).unwrap().permissions().mode() & 0o111 == 0o111, "{script}");
            }
        }
        [] => panic!("{workflow}: an empty command"),
    }
}
