//! What a server does not describe as documented is not touched.

use docwright_tests::fake_github::{Form, Owner, Setup};

use super::harness::{deleted, ids, retention, run, server, versions};

/// Each form, whether it can be judged, and what is said of it.
const FORMS: [(Form, bool, &str); 10] = [
    (Form::Documented, true, ""),
    (Form::NoName, true, ""),
    (Form::NoMetadata, false, "it does not say its tags"),
    (Form::NoContainer, false, "it does not say its tags"),
    (Form::NoTags, false, "metadata.container.tags: required, but missing"),
    (Form::NullTags, false, "metadata.container.tags: null, but not nullable"),
    (Form::NullsAsTags, false, "metadata.container.tags[0]"),
    (Form::NoId, false, ".id"),
    (Form::NullUpdated, false, ".updated_at"),
    (Form::BadCreated, false, ".created_at"),
];

#[test]
fn what_cannot_be_judged_is_not_touched() {
    for (form, judged, said) in FORMS {
        // At the beginning of a page, at its end, within it, and on a page by itself.
        let places = [0, 99, 149, 200];
        let mut all = versions(201);
        for (place, version) in all.iter_mut().enumerate() {
            version.tags = 0;
            if places.contains(&place) {
                version.form = form;
            }
        }
        let expected = ids(&all, |place, _| judged || !places.contains(&place));
        let server = server(Setup::new(Owner::Org("acme"), "app", all));
        let ran = run(&mut retention(&server, "--org acme --package app --untagged --delete"));
        assert_eq!(ran.code, Some(0), "{form:?}: {ran:?}");
        assert_eq!(deleted(&server), expected, "{form:?}");
        assert_eq!(ran.row("versions listed"), 201);
        let doubtful = if judged { 0 } else { places.len() };
        assert_eq!(ran.row("not touched: cannot be judged"), doubtful, "{form:?}");
        let remarks: Vec<&str> = ran.err.lines().collect();
        assert_eq!(remarks.len(), doubtful, "{remarks:?}");
        assert!(
            remarks.iter().all(|line| line.contains("was not touched: ") && line.contains(said)),
            "{remarks:?}"
        );
    }
}

#[test]
fn what_may_have_drift_that_is_not_listed_is_not_touched() {
    // Twenty places of drift each for sixty of them, and a thousand are listed of a page. What follows may have more.
    let mut all = versions(150);
    for (place, version) in all.iter_mut().enumerate() {
        version.tags = u16::from(place == 90);
        version.form = if place < 60 { Form::NullsAsTags } else { Form::Documented };
    }
    all[80].form = Form::NoTags;
    // The next page is as it should be, and its first one is the newest.
    let expected = ids(&all, |place, _| place > 100);
    let server = server(Setup::new(Owner::Own, "app", all));
    let ran = run(&mut retention(&server, "--own --package app --keep-last 1 --delete"));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(deleted(&server), expected);
    assert_eq!(ran.row("not touched: cannot be judged"), 100);
    assert!(ran.err.ends_with("and 80 more\n"), "{}", ran.err);
}

#[test]
fn one_that_cannot_be_judged_any_more_is_not_touched() {
    for (form, judged, _) in FORMS {
        let mut all = versions(9);
        for version in &mut all {
            version.tags = 0;
        }
        let server = server(Setup::new(Owner::Own, "app", all.clone()));
        let folder = tempfile::tempdir().unwrap();
        let arguments =
            format!("--own --package app --untagged --state {}", folder.path().join("state").display());
        assert_eq!(run(&mut retention(&server, &arguments)).code, Some(0));
        let odd = all[4].id;
        server.change(|version| {
            if version.id == odd {
                version.form = form;
            }
        });
        let ran = run(retention(&server, &arguments).args(["--delete", "--look-again-after", "0"]));
        assert_eq!(
            deleted(&server),
            ids(&all, |_, version| judged || version.id != odd),
            "{form:?}: {ran:?}"
        );
    }
}
