//! Two runs at once on one package, and several deletions at once in one run.

use std::time::Duration;

use docwright_tests::fake_github::{FakeGithub, Fault, Faults, Limits, Owner, Scale, Setup};
use docwright_tests::say;

use super::harness::{deleted, ids, retention, retention_at, run, server, start, versions};

#[test]
fn two_runs_at_once_delete_each_version_once() {
    for (seed, per_mille) in [(1, 0), (2, 100)] {
        let all = versions(1_200);
        let doomed = ids(&all, |_, version| version.tags == 0);
        let kept = &doomed[..20];
        let setup = Setup {
            faults: Faults::all(seed, per_mille),
            limits: Limits { in_flight: 2, ..Limits::none() },
            ..Setup::new(Owner::Org("acme"), "team/app", all)
        };
        let server = server(setup);
        let arguments = "--org acme --package team/app --untagged --keep-last 20 --delete --at-once 1";
        let ran = {
            let first = start(&mut retention(&server, arguments));
            // GitHub limits the rate of each token by itself.
            let second = start(retention(&server, arguments).env("GITHUB_TOKEN", "ghp_other"));
            [first.end(), second.end()]
        };
        for ran in &ran {
            assert_eq!(ran.code, Some(0), "{ran:?}");
            assert_eq!(ran.row("could not be deleted") + ran.row("left"), 0, "{ran:?}");
        }
        let gone = deleted(&server);
        assert!(kept.iter().all(|id| !gone.contains(id)), "the newest are kept");
        assert!(gone.iter().all(|id| doomed.contains(id)), "nothing is deleted that is not to be");
        // Both listed everything before one of them deleted anything, or the one that was late lists what is left: then
        // a page can have moved under it, but not for the one that was first.
        assert_eq!(gone, doomed[20..]);
        let claimed: usize =
            ran.iter().map(|ran| ran.row("deleted") + ran.row("deleted, found out afterwards")).sum();
        let record = server.record();
        let lost: usize =
            [Fault::Lost, Fault::LostBehindGateway].iter().filter_map(|fault| record.faults.get(fault)).sum();
        // Where an answer was lost, the other one may have been the one that deleted it.
        assert!((gone.len()..=gone.len() + lost * 2).contains(&claimed), "{claimed} of {}", gone.len());
        assert_eq!(record.violations, Vec::<String>::new());

        let third = run(&mut retention(&server, arguments));
        assert_eq!((third.code, third.row("deleted")), (Some(0), 0), "{third:?}");
    }
}

#[test]
fn deletions_at_once_wait_for_a_limit_together() {
    let all = versions(301);
    let setup = Setup {
        scale: Scale(20),
        faults: Faults::some(5, 30, &[], &[Fault::Secondary(Some(30)), Fault::Slow]),
        limits: Limits { primary: None, in_flight: 8, under_way: Duration::from_millis(500) },
        ..Setup::new(Owner::Own, "app", all)
    };
    let server = FakeGithub::start(setup);
    let arguments = "--own --package app --keep-last 1 --delete --at-once 8";
    let ran = run(&mut retention_at(Scale(20), &server, arguments));
    let record = server.record();
    say(&format!("retention with 8 deletions at once: {record}"));
    assert_eq!((ran.code, ran.row("deleted")), (Some(0), 300), "{ran:?}");
    assert_eq!(record.violations, Vec::<String>::new());
    assert!(record.peak > 1 && record.refused_secondary > 0, "{record}");
}
