//! Reports for the tests of the formats: of all kinds of things, hostile words among them.

use std::collections::BTreeMap;

use super::super::finding::{Subject, SubjectKind};
use super::super::report::{
    Change, EndpointRef, FORMAT, Ignored, Item, Line, Note, Reference, Report, Verdict, Witness,
};
use super::super::rules::RuleId;
use super::super::verdict::{Direction, Rust, Wire};

/// Words that try to break out of each format.
pub(crate) const HOSTILE: &str = "</code></pre><script>window.hacked = 1</script><!-- | ``` ` @octocat #123 https://evil.example \
                                  \u{202e}\u{1b}[31m %0A::error::x --> </details> [x](javascript:hacked()) <img src=x onerror=hacked()>";

/// References that say the same.
pub(crate) fn empty() -> Report {
    report_of(Vec::new())
}

/// A report of all kinds of things.
pub(crate) fn report() -> Report {
    let mut report = report_of(vec![
        secret_gone(),
        nullable_everywhere(),
        argument_now(),
        default_changed(),
        deprecated(),
        endpoint_added(),
        server_changed(),
        words("packages/packages", "List packages for an organization", 3),
        words("packages/packages", "Get a package for an organization", 4),
        change(RuleId::DocLinkVersion, Wire::None, Rust::Docs, 12, "Links name `3.18` in place of `3.17`."),
    ]);
    report.ignored.push(Ignored {
        change: change(
            RuleId::ParamRemoved,
            Wire::Risky,
            Rust::Breaking,
            20,
            "The parameter `sort` is gone.",
        ),
        reason: "Nobody of ours sorts. See #12 <b>".to_owned(),
        until: Some("2027-01-31".to_owned()),
    });
    report.notes.push(Note {
        kind: "stale-ignore",
        message: "The entry `feedfacecafebeef` matches no change any more.".to_owned(),
        place: Some("diff-ignore.toml:14".to_owned()),
    });
    report.notes.push(Note { kind: "hidden", message: HOSTILE.to_owned(), place: None });
    report
}

/// A report of as many changes as asked, each with two endpoints of its own, with hostile words everywhere.
pub(crate) fn many(changes: usize) -> Report {
    let verdicts = [
        (RuleId::EndpointRemoved, Wire::Breaking, Rust::Breaking),
        (RuleId::ParamDefaultChanged, Wire::Risky, Rust::Behavioural),
        (RuleId::ParamAddedOptional, Wire::Compatible, Rust::Additive),
    ];
    let changes = (0..changes).zip(verdicts.into_iter().cycle()).map(|(at, (rule, wire, rust))| {
        let mut change =
            change(rule, wire, rust, at, &format!("Number `{at}` says `` {HOSTILE} `` and {HOSTILE}"));
        change.subject.name = HOSTILE.to_owned();
        change.advice = HOSTILE.to_owned();
        change.old = Some(line(HOSTILE, at + 1, HOSTILE));
        change.items = vec![item(HOSTILE, rust, Some(HOSTILE), Some(HOSTILE))];
        change.witness = Some(Witness { before: HOSTILE.to_owned(), after: HOSTILE.to_owned() });
        change.endpoints =
            (0..2).map(|way| endpoint(HOSTILE, "GET", &format!("/{at}/{way}"), HOSTILE)).collect();
        change
    });
    report_of(changes.collect())
}

/// A report of as many changes as asked, all with the same verdicts; one that only has words changed has none but that.
pub(crate) fn judged(wire: Wire, rust: Rust, causes: usize) -> Report {
    let words = usize::from(causes == 0 && rust == Rust::Docs);
    let change = |at| change(RuleId::TypeChanged, wire, rust, at, "Something is different.");
    let mut report = report_of((0..causes + words).map(change).collect());
    report.verdict.causes = causes;
    report
}

fn report_of(changes: Vec<Change>) -> Report {
    let counted: Vec<&Change> = changes.iter().filter(|change| !change.rule.is_prose()).collect();
    let mut by_wire: BTreeMap<&'static str, usize> =
        Wire::ALL.into_iter().map(|wire| (wire.as_str(), 0)).collect();
    let mut by_rust: BTreeMap<&'static str, usize> =
        Rust::ALL.into_iter().map(|rust| (rust.as_str(), 0)).collect();
    for change in &counted {
        *by_wire.entry(change.wire.as_str()).or_default() += 1;
        *by_rust.entry(change.rust.as_str()).or_default() += 1;
    }
    let wire = changes.iter().map(|change| change.wire).max().unwrap_or_default();
    let rust = changes.iter().map(|change| change.rust).max().unwrap_or_default();
    let verdict = Verdict {
        wire,
        rust,
        bump: rust.bump(),
        rebuild: wire == Wire::Breaking && rust < Rust::Behavioural,
        causes: counted.len(),
        endpoints: super::words::reached(&counted),
        prose: changes.len() - counted.len(),
        by_wire,
        by_rust,
    };
    Report {
        format: FORMAT,
        old: Reference {
            label: "corpus/ghes-3.17".to_owned(),
            version: Some("enterprise-server@3.17".to_owned()),
            locale: Some("en".to_owned()),
            api_version: Some("2022-11-28".to_owned()),
            pages: 152,
            endpoints: 945,
        },
        new: Reference {
            label: "corpus/ghes-3.18".to_owned(),
            version: Some("enterprise-server@3.18".to_owned()),
            locale: None,
            api_version: None,
            pages: 153,
            endpoints: 1_021,
        },
        verdict,
        changes,
        ignored: Vec::new(),
        notes: Vec::new(),
    }
}

fn secret_gone() -> Change {
    Change {
        subject: subject(SubjectKind::Parameter, "visibility", "query"),
        direction: Direction::Request,
        advice: "Send one of `public` and `private`.".to_owned(),
        old: Some(line(
            "rest/packages/packages.md",
            30,
            "* **`visibility`** (string) The selected visibility of the packages. Can be one of: `public`, `private`, `secret`",
        )),
        new: Some(line(
            "rest/packages/packages.md",
            31,
            "* **`visibility`** (string) The selected visibility of the packages. Can be one of: `public`, `private`",
        )),
        items: vec![item(
            "types::PackageVisibility::Secret",
            Rust::Breaking,
            Some("PackageVisibility::Secret"),
            None,
        )],
        witness: Some(Witness {
            before: "client.orgs().packages().list(org).visibility(PackageVisibility::Secret)".to_owned(),
            after: "// no variant says `secret`".to_owned(),
        }),
        endpoints: vec![endpoint(
            "packages/packages",
            "GET",
            "/orgs/{org}/packages",
            "List packages for an organization",
        )],
        ..change(
            RuleId::ParamEnumValueRemoved,
            Wire::Breaking,
            Rust::Breaking,
            1,
            "`visibility` takes `secret` no more.",
        )
    }
}

fn nullable_everywhere() -> Change {
    let endpoints = (0..400).map(|at| {
        let page = format!("repos/page-{}", at / 20);
        let method = ["GET", "POST", "PATCH", "PUT"][at % 4];
        endpoint(&page, method, &format!("/repos/{{owner}}/{{repo}}/things/{at}"), &format!("Do thing {at}"))
    });
    Change {
        subject: subject(SubjectKind::Schema, "Repository", "license.url"),
        direction: Direction::Response,
        old: Some(line("rest/repos/repos.md", 1_207, "      * `url`: required, `string`, format: uri")),
        new: Some(line(
            "rest/repos/repos.md",
            1_207,
            "      * `url`: required, `string` or `null`, format: uri",
        )),
        items: (0..9)
            .map(|at| {
                item(
                    &format!("types::License{at}.url"),
                    Rust::Breaking,
                    Some("url: String"),
                    Some("url: Option<String>"),
                )
            })
            .collect(),
        witness: Some(Witness {
            before: "let url: String = license.url;".to_owned(),
            after: "let url: Option<String> = license.url;".to_owned(),
        }),
        endpoints: endpoints.collect(),
        ..change(
            RuleId::ResponseFieldNullableAdded,
            Wire::Breaking,
            Rust::Breaking,
            2,
            "`license.url` may be `null`.",
        )
    }
}

fn argument_now() -> Change {
    Change {
        subject: subject(SubjectKind::Body, HOSTILE, "config.secret"),
        direction: Direction::Request,
        confidence: Some(80),
        old: Some(line("rest/repos/webhooks.md", 88, HOSTILE)),
        items: vec![item(
            "repos::webhooks::Create::new(config)",
            Rust::Breaking,
            Some("fn create(&self, owner: &str, repo: &str) -> Create"),
            Some(
                "fn create(&self, owner: &str, repo: &str, config: HookConfig, name_that_is_long_enough_to_be_wrapped: HookName) -> Create",
            ),
        )],
        endpoints: vec![
            endpoint("repos/webhooks", "POST", "/repos/{owner}/{repo}/hooks", HOSTILE),
            endpoint("orgs/webhooks", "POST", "/orgs/{org}/hooks", "Create an organization webhook"),
        ],
        ..change(
            RuleId::BodyFieldBecameOptional,
            Wire::Compatible,
            Rust::Breaking,
            3,
            &format!("`name` is optional. {HOSTILE}"),
        )
    }
}

fn default_changed() -> Change {
    Change {
        subject: subject(SubjectKind::Parameter, "per_page", "query"),
        direction: Direction::Request,
        endpoints: vec![endpoint("activity/events", "GET", "/events", "List public events")],
        ..change(
            RuleId::ParamDefaultChanged,
            Wire::Risky,
            Rust::Behavioural,
            4,
            "The default of `per_page` is `100`, not `30`.",
        )
    }
}

fn deprecated() -> Change {
    Change {
        subject: subject(SubjectKind::Endpoint, "GET /teams/{team_id}", ""),
        items: vec![item(
            "teams::GetLegacy",
            Rust::Deprecated,
            Some("fn get_legacy(&self, team_id: i64) -> GetLegacy"),
            Some("#[deprecated] fn get_legacy(&self, team_id: i64) -> GetLegacy"),
        )],
        endpoints: vec![endpoint("teams/teams", "GET", "/teams/{team_id}", "Get a team (Legacy)")],
        ..change(
            RuleId::EndpointDeprecated,
            Wire::Compatible,
            Rust::Deprecated,
            5,
            "The endpoint is closing down.",
        )
    }
}

fn endpoint_added() -> Change {
    Change {
        subject: subject(SubjectKind::Endpoint, "GET /orgs/{org}/año/名前", ""),
        new: Some(line("rest/orgs/orgs.md", 512, "## List the años of an organization 👍")),
        items: vec![item(
            "orgs::ListAnos",
            Rust::Additive,
            None,
            Some("fn list_anos(&self, org: &str) -> ListAnos"),
        )],
        endpoints: vec![endpoint(
            "orgs/orgs",
            "GET",
            "/orgs/{org}/año/名前",
            "List the años of an organization",
        )],
        ..change(RuleId::EndpointAdded, Wire::Compatible, Rust::Additive, 6, "The endpoint is new.")
    }
}

fn server_changed() -> Change {
    change(
        RuleId::ServerChanged,
        Wire::None,
        Rust::None,
        7,
        "The pages name `api.github.com` in place of `HOSTNAME/api/v3`.",
    )
}

fn words(page: &str, title: &str, at: usize) -> Change {
    Change {
        old: Some(line(
            "rest/packages/packages.md",
            at * 10,
            "Lists all packages in an organization readable by the user.",
        )),
        new: Some(line(
            "rest/packages/packages.md",
            at * 10,
            "Lists the packages in an organization that the user can read.",
        )),
        endpoints: vec![endpoint(page, "GET", &format!("/orgs/{{org}}/packages/{at}"), title)],
        ..change(RuleId::DocChanged, Wire::None, Rust::Docs, 7 + at, "The description has other words.")
    }
}

fn change(rule: RuleId, wire: Wire, rust: Rust, at: usize, message: &str) -> Change {
    Change {
        rule,
        fingerprint: format!("{:016x}", 0x0123_4567_89ab_cdef_u64.wrapping_mul(2 * at as u64 + 1)),
        wire,
        rust,
        direction: Direction::Neither,
        subject: subject(SubjectKind::Reference, "the reference", ""),
        message: message.to_owned(),
        advice: rule.rule().advice.to_owned(),
        confidence: None,
        endpoints: Vec::new(),
        old: None,
        new: None,
        items: Vec::new(),
        witness: None,
    }
}

fn subject(kind: SubjectKind, name: &str, path: &str) -> Subject {
    Subject { kind, name: name.to_owned(), path: path.to_owned() }
}

fn line(file: &str, line: usize, text: &str) -> Line {
    Line { file: file.to_owned(), line, text: text.to_owned() }
}

fn item(path: &str, rust: Rust, old: Option<&str>, new: Option<&str>) -> Item {
    Item { path: path.to_owned(), rust, old: old.map(str::to_owned), new: new.map(str::to_owned) }
}

fn endpoint(page: &str, method: &str, path: &str, title: &str) -> EndpointRef {
    EndpointRef {
        page: page.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        title: title.to_owned(),
    }
}
