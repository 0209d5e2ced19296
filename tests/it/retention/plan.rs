//! Which versions are to be deleted, and why.

use super::program::glob;
use super::program::plan::Fate::{Delete, KeptTag, Newest, Tagged, Young};
use super::program::plan::{Doubtful, Fate, Rules, Version, decide, unify};
use octoquill::Timestamp;

const DAY: i64 = 24 * 60 * 60;

/// The versions of the table, the newest last: so many days old, with these tags.
const VERSIONS: [(i64, &[&str]); 6] =
    [(100, &["v1.0", "stable"]), (90, &[]), (60, &["v1.1"]), (30, &[]), (10, &[]), (1, &["v2.0", "latest"])];

#[test]
fn the_table() {
    let none = Rules::default();
    let untagged = Rules { untagged: true, ..none.clone() };
    let old = Rules { older_than: Some(30), ..none.clone() };
    let both = Rules { untagged: true, ..old.clone() };
    let last = |keep_last, rules: &Rules| Rules { keep_last, ..rules.clone() };
    let tags = |tags: &[&str], rules: &Rules| Rules {
        keep_tags: tags.iter().map(ToString::to_string).collect(),
        ..rules.clone()
    };
    let rows: [(Rules, [Fate; 6]); 12] = [
        (none.clone(), [Delete; 6]),
        (untagged.clone(), [Tagged, Delete, Tagged, Delete, Delete, Tagged]),
        // Thirty days are old enough.
        (old.clone(), [Delete, Delete, Delete, Delete, Young, Young]),
        (both.clone(), [Tagged, Delete, Tagged, Delete, Young, Tagged]),
        (last(2, &none), [Delete, Delete, Delete, Delete, Newest, Newest]),
        (last(6, &none), [Newest; 6]),
        (last(usize::MAX, &none), [Newest; 6]),
        // Those that are tagged do not count.
        (last(2, &untagged), [Tagged, Delete, Tagged, Newest, Newest, Tagged]),
        // Those that are young do.
        (last(2, &both), [Tagged, Delete, Tagged, Newest, Newest, Tagged]),
        (last(1, &old), [Delete, Delete, Delete, Delete, Young, Newest]),
        // Any tag of a version will do, and such a version does not count.
        (tags(&["stable", "v2.*"], &last(1, &none)), [KeptTag, Delete, Delete, Delete, Newest, KeptTag]),
        (tags(&["v?.1"], &old), [Delete, Delete, KeptTag, Delete, Young, Young]),
    ];
    for (rules, expected) in rows {
        assert_eq!(decide(&versions(), &rules, now()), expected, "{rules:?}");
        // The order of the list does not matter.
        let reversed: Vec<Version> = versions().into_iter().rev().collect();
        let expected: Vec<Fate> = expected.into_iter().rev().collect();
        assert_eq!(decide(&reversed, &rules, now()), expected, "{rules:?}");
    }
}

#[test]
fn a_version_that_the_list_lacks_dooms_no_other() {
    let all = versions();
    for keep_last in 0..=6 {
        for bits in 0..4 {
            let rules = Rules {
                keep_last,
                older_than: (bits & 1 > 0).then_some(30),
                untagged: bits & 2 > 0,
                keep_tags: vec!["v2*".to_owned()],
            };
            let whole = decide(&all, &rules, now());
            for lacking in 0..all.len() {
                let mut some = all.clone();
                some.remove(lacking);
                for (version, fate) in some.iter().zip(decide(&some, &rules, now())) {
                    let index = all.iter().position(|other| other.id == version.id).unwrap();
                    assert!(fate != Delete || whole[index] == Delete, "{rules:?}: {version:?}");
                }
            }
        }
    }
}

#[test]
fn versions_of_the_same_time_are_kept_by_their_ids() {
    let mut same = versions();
    for version in &mut same {
        version.touched = now();
    }
    let rules = Rules { keep_last: 1, ..Rules::default() };
    assert_eq!(decide(&same, &rules, now()), [Delete, Delete, Delete, Delete, Delete, Newest]);
}

#[test]
fn a_version_that_is_listed_twice_is_one_or_doubtful() {
    /// What is listed, what is doubtful in it, what is left, and what is doubtful then.
    type Row<'a> = (&'a [&'a Version], &'a [i64], &'a [i64], &'a [i64]);

    let all = versions();
    let mut tagged = all[1].clone();
    tagged.tags.push("latest".to_owned());
    let rows: [Row; 5] = [
        (&[&all[0], &all[1]], &[], &[0, 1], &[]),
        (&[&all[0], &all[1], &all[0]], &[], &[0, 1], &[]),
        (&[&all[0], &all[1], &tagged], &[], &[0], &[1]),
        (&[&all[0], &all[1], &tagged, &all[1]], &[], &[0], &[1]),
        // What cannot be judged in one place cannot be judged.
        (&[&all[0], &all[1]], &[1], &[0], &[1]),
    ];
    for (listed, doubted, expected, doubtful) in rows {
        let listed: Vec<Version> = listed.iter().map(|version| (*version).clone()).collect();
        let mut found: Vec<Doubtful> =
            doubted.iter().map(|id| Doubtful { id: Some(*id), why: String::new() }).collect();
        let unified: Vec<i64> = unify(listed, &mut found).iter().map(|version| version.id).collect();
        assert_eq!(unified, expected);
        let found: Vec<i64> = found.iter().filter_map(|item| item.id).collect();
        assert_eq!(found, doubtful);
    }
}

#[test]
fn patterns() {
    let rows = [
        ("latest", "latest", true),
        ("latest", "latest1", false),
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("*", "anything", true),
        ("v*", "v1.2.3", true),
        ("v*", "1.2.3", false),
        ("*-rc?", "v1-rc1", true),
        ("*-rc?", "v1-rc", false),
        ("*-rc?", "v1-rc10", false),
        ("*a*b*", "xaxxbx", true),
        ("*a*b*", "xbxxax", false),
        ("*aab", "aaaaab", true),
        ("v1.?", "v1.x", true),
        ("v1.0", "v1x0", false),
        ("?", "é", true),
        ("**", "x", true),
        ("[a]", "a", false),
    ];
    for (pattern, text, expected) in rows {
        assert_eq!(glob::matches(pattern, text), expected, "{pattern} on {text}");
    }
}

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn versions() -> Vec<Version> {
    let version = |(id, (days, tags)): (i64, (i64, &[&str]))| Version {
        id,
        touched: Timestamp::from_second(now().as_second() - days * DAY).unwrap(),
        tags: tags.iter().map(ToString::to_string).collect(),
    };
    (0..).zip(VERSIONS).map(version).collect()
}
