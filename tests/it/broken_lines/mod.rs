//! One broken line costs what it is in, and nothing else: pages of a whole reference, in which one structural line is broken in
//! each of many ways.
//!
//! A break that leaves a page that is understood, or one that is damaged, says nothing here, and is counted apart. In every other
//! case all other pages give the same client, and so do all other endpoints of the page, but for endpoints that refer to the schema
//! of the broken section, and these are listed.
//!
//! Types of places that were not touched keep their names and facts, though the broken line may be the only one that showed a title.
//! Endpoints of the same page that differ all the same are counted, and may be few.

mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::thread;

use docwright::lower::lock::NamesLock;
use docwright::lower::lower;
use docwright::model::Endpoint;
use docwright::read::{Reading, read};
use docwright::rust::Client;
use docwright::source::Page;
use docwright_tests::{corpus, pages_in, say};

use self::ways::{WAYS, Way};

/// Pages of this many bytes and more take long, and have the same forms as others.
const LONG: usize = 60_000;

/// How many pages are broken where the parser is not optimised; all of them where `DOCWRIGHT_EVERY_BREAK` is set.
const SAMPLE: usize = 12;

/// How many other pages are read with one that is broken.
const OTHERS: usize = 3;

/// Of so many broken lines, one may make another endpoint of its page differ.
const FEW: usize = 100;

const SEED: u64 = 0x0d0c_3a17;

#[test]
fn a_broken_line_costs_what_it_is_in() {
    let Some(folder) = corpus("pages with one broken line") else { return };
    let tally = break_pages(&folder.join("ghes-3.18"));
    say(&tally.summary());
    assert!(tally.failures.is_empty(), "{}", tally.failures.join("\n"));
    assert!(tally.not_understood > 0 && tally.valid > 0, "{}", tally.summary());
    assert!(
        tally.renamed * FEW <= tally.not_understood,
        "too many differ that are not broken: {}",
        tally.summary()
    );
    assert!(
        tally.lost <= tally.not_understood,
        "more than one endpoint is lost for a line: {}",
        tally.summary()
    );
}

/// What became of the pages that were broken.
#[derive(Default)]
struct Tally {
    /// Breaks after which the page was understood, or was the same.
    valid: usize,
    /// Breaks that damaged the page.
    damaged: usize,
    /// Breaks after which something was not understood.
    not_understood: usize,
    /// Endpoints that were missing then.
    lost: usize,
    /// Endpoints that were there and differed.
    degraded: usize,
    /// Endpoints that differed because they refer to a broken section.
    referring: usize,
    /// Other endpoints of the page that differed.
    renamed: usize,
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.valid += other.valid;
        self.damaged += other.damaged;
        self.not_understood += other.not_understood;
        self.lost += other.lost;
        self.degraded += other.degraded;
        self.referring += other.referring;
        self.renamed += other.renamed;
        self.failures.extend(other.failures);
    }

    fn summary(&self) -> String {
        let share = |count: usize| {
            let hundredths = count * 100 / self.not_understood.max(1);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        };
        format!(
            "{} broken lines: {} left a page that is understood, {} one that is damaged; of {} not understood, for each line {} \
             endpoints are lost and {} degraded, with {} that refer to them and {} of the same page whose types have other names",
            self.valid + self.damaged + self.not_understood,
            self.valid,
            self.damaged,
            self.not_understood,
            share(self.lost),
            share(self.degraded),
            share(self.referring),
            share(self.renamed),
        )
    }
}

fn break_pages(folder: &Path) -> Tally {
    let pages = pages_in(folder);
    let mut random = Random(SEED);
    let every = std::env::var_os("DOCWRIGHT_EVERY_BREAK").is_some();
    let wanted: Vec<usize> = if every {
        (0..pages.len()).collect()
    } else {
        let short: Vec<usize> = (0..pages.len()).filter(|at| pages[*at].text.len() < LONG).collect();
        (0..SAMPLE).map(|_| short[random.below(short.len())]).collect()
    };
    let jobs: Vec<(usize, u64)> = wanted.into_iter().map(|at| (at, random.next())).collect();
    let work = |jobs: &[(usize, u64)]| {
        let mut tally = Tally::default();
        for (at, seed) in jobs {
            tally.add(break_page(&pages, *at, Random(*seed)));
        }
        tally
    };
    let halves = jobs.split_at(jobs.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| work(halves.1));
        let mut tally = work(halves.0);
        tally.add(other.join().expect("no reading panics"));
        tally
    })
}

/// Breaks one line of a page in each way, among a few pages of other categories.
fn break_page(pages: &[Page], at: usize, mut random: Random) -> Tally {
    let page = &pages[at];
    let others: Vec<&Page> = pages
        .iter()
        .filter(|other| other.id.category() != page.id.category() && other.text.len() < LONG)
        .collect();
    let beside: BTreeSet<usize> = (0..OTHERS).map(|_| random.below(others.len())).collect();
    let reference = |text: &str| {
        let others = beside.iter().map(|at| others[*at].clone());
        read(std::iter::once(Page::new(page.file.as_str(), text)).chain(others).collect())
    };
    let mut tally = Tally::default();
    let before = reference(&page.text);
    if !before.is_understood() {
        return tally;
    }
    let first = lower(&before.api, &NamesLock::default());
    let names = NamesLock::parse(&first.lock.updated()).expect("a lock that was just written");
    let client = lower(&before.api, &names).client;
    let before = Shown::of(&before, &client);
    let lines: Vec<&str> = page.text.lines().collect();
    let structural: Vec<usize> = (0..lines.len()).filter(|at| is_structural(lines[*at])).collect();
    for way in WAYS {
        // A line that this way changes, if a few tries find one.
        let found = (0..20).find_map(|_| {
            let at = *structural.get(random.below(structural.len()))?;
            let broken = (way.apply)(lines[at]).filter(|broken| *broken != [lines[at]])?;
            Some((at, broken))
        });
        let Some((at, broken)) = found else { continue };
        let mut text: Vec<&str> = lines.clone();
        text.splice(at..=at, broken.iter().map(String::as_str));
        let mut text = text.join("\n");
        if page.text.ends_with('\n') {
            text.push('\n');
        }
        let reading = reference(&text);
        if reading.has_errors() {
            tally.damaged += 1;
        } else if reading.is_understood() {
            tally.valid += 1;
        } else {
            let lowered = lower(&reading.api, &names);
            let gone = is_gone(&lowered.lock.updated());
            let after = Shown::of(&reading, &lowered.client);
            compare(&before, &after, page, at, (way, lines[at], gone), &mut tally);
        }
    }
    tally
}

/// Whether an entry is marked as gone whose call no other entry has. A request line that was broken into another one is an endpoint
/// that has moved, which takes the call along.
fn is_gone(lock: &str) -> bool {
    let lock: toml::Table = lock.parse().expect("the lock can be read");
    let is_gone = |entry: &toml::Value| entry.get("gone").is_some();
    ["endpoints", "types"].iter().any(|section| {
        let entries = lock[*section].as_table().expect("a section is a table");
        let call = |entry: &toml::Value| entry.get("call").cloned();
        let has_moved = |entry: &toml::Value| {
            entries
                .values()
                .any(|other| !is_gone(other) && call(entry).is_some() && call(other) == call(entry))
        };
        entries.values().any(|entry| is_gone(entry) && !has_moved(entry))
    })
}

fn is_structural(line: &str) -> bool {
    let text = line.trim_start();
    let starts =
        ["#", "```", "* ", "- ", "**", "> ", "GET /", "POST /", "PUT /", "PATCH /", "DELETE /", "curl", "-X"];
    let begins = ["Same response schema", "Array of", "Default: ", "Can be one of: "];
    starts.iter().chain(&begins).any(|start| text.starts_with(start))
}

fn compare(
    before: &Shown,
    after: &Shown,
    page: &Page,
    line: usize,
    (way, text, gone): (&Way, &str, bool),
    tally: &mut Tally,
) {
    tally.not_understood += 1;
    let what = format!("{} line {}, {}: {text:?}", page.file, line + 1, way.name);
    if gone {
        tally.failures.push(format!("{what}: an entry of the lock is marked as gone"));
    }
    let start = page.line_span(line).start;
    let mut lost = 0;
    for (key, endpoint) in &before.endpoints {
        let is_own =
            endpoint.page == page.id && endpoint.section.start <= start && start <= endpoint.section.end;
        match after.clients.get(key) {
            None => {
                lost += 1;
                if !is_own {
                    tally.failures.push(format!("{what}: {key} is missing"));
                }
            }
            Some(client) if *client == before.clients[key] => {}
            Some(_) if is_own => tally.degraded += 1,
            Some(_) if endpoint.page == page.id && refers(page, endpoint) && after.listed.contains(key) => {
                tally.referring += 1;
            }
            Some(_) if endpoint.page == page.id => tally.renamed += 1,
            Some(client) => {
                let difference = difference(&before.clients[key], client);
                tally.failures.push(format!("{what}: {key} of {} differs: {difference}", endpoint.page));
            }
        }
    }
    if lost > 0 && !after.has_gaps {
        tally.failures.push(format!("{what}: endpoints are lost in silence"));
    }
    tally.lost += lost;
}

/// Whether an endpoint takes the schema of its response from another one.
fn refers(page: &Page, endpoint: &Endpoint) -> bool {
    page.slice(endpoint.section).contains("Same response schema as")
}

/// The lines around the first one in which two texts differ.
fn difference(before: &str, after: &str) -> String {
    let at = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
    format!("\n  {}\n  {}", around(before), around(after))
}

/// A client, an endpoint a text.
struct Shown {
    endpoints: BTreeMap<String, Endpoint>,
    /// What callers see of an endpoint, with all types that it uses.
    clients: BTreeMap<String, String>,
    /// Endpoints of which something is said not to be understood.
    listed: BTreeSet<String>,
    has_gaps: bool,
}

impl Shown {
    fn of(reading: &Reading, client: &Client) -> Self {
        let degraded = reading.api.schemas.degraded();
        let key = |endpoint: &Endpoint| endpoint.name();
        let is_listed = |endpoint: &&Endpoint| {
            endpoint.is_degraded()
                || endpoint
                    .responses
                    .iter()
                    .flat_map(|response| &response.schemas)
                    .any(|id| degraded.contains(id))
        };
        let listed = reading.api.endpoints.iter().filter(is_listed).map(key).collect();
        let requests = client.by_endpoint();
        let clients = reading.api.endpoints.iter().filter_map(|endpoint| {
            let path = endpoint.path.to_string();
            let (call, request) = requests.get(&(endpoint.method, path))?;
            Some((key(endpoint), format!("{call} {}", with_types(client, &format!("{request:?}")))))
        });
        Self {
            clients: clients.collect(),
            listed,
            has_gaps: !reading.api.gaps.is_empty(),
            endpoints: reading
                .api
                .endpoints
                .iter()
                .map(|endpoint| (key(endpoint), endpoint.clone()))
                .collect(),
        }
    }
}

/// A text with names in the place of ids of types, and below it the types themselves.
fn with_types(client: &Client, text: &str) -> String {
    let types: BTreeMap<String, (&str, String)> = client
        .types
        .iter()
        .map(|(id, of)| (format!("{id:?}"), (of.name.as_str(), format!("{:?}", of.body))))
        .collect();
    let mut out = String::new();
    let mut met: BTreeSet<String> = BTreeSet::new();
    let mut next = vec![(String::new(), text.to_owned())];
    while let Some((name, text)) = next.pop() {
        let _ = write!(out, "\n{name} ");
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("TypeId(") {
            let (number, after) = after.split_once(')').expect("an id is closed");
            let id = format!("TypeId({number})");
            let (name, body) = &types[&id];
            let _ = write!(out, "{before}{name}");
            if met.insert(id) {
                next.push(((*name).to_owned(), body.clone()));
            }
            rest = after;
        }
        out.push_str(rest);
    }
    out
}

/// The numbers of a seed (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 16).unwrap_or_default() % end.max(1)
    }
}
