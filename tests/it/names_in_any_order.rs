//! Names do not depend on the order in which the pages of a whole reference print things.
//!
//! The pages, the fields of objects, the variants of unions, the known values and the parameters are shuffled, each occurrence of an object
//! in its own way. "(see above)" needs an order, so that the reference is one that prints objects in full. `DOCWRIGHT_PARTS` tries more
//! shuffles.

use docwright::lower::lock::NamesLock;
use docwright::lower::lower;
use docwright::read::read;
use docwright::source::Page;
use docwright_tests::{corpus, pages_in, say};

use crate::names_stay::{differences, named};

const REFERENCE: &str = "ghes-3.18";

#[test]
fn a_reference_in_another_order_has_the_same_names() {
    let Some(folder) = corpus("names in any order") else { return };
    let pages = pages_in(&folder.join(REFERENCE));
    let lowered = |pages: Vec<Page>, lock: &str| {
        let lock = NamesLock::parse(lock).expect("the lock is one that a run wrote");
        let lowered = lower(&read(pages).api, &lock);
        (named(&lowered.client), lowered.lock.updated())
    };
    let (names, lock) = lowered(pages.clone(), "");
    let seeds = if std::env::var_os("DOCWRIGHT_PARTS").is_some() { 8 } else { 1 };
    for seed in 1..=seeds {
        let mut random = fastrand::Rng::with_seed(seed);
        let unlocked = lowered(shuffled(&pages, Parts::Schemas, &mut random), "").0;
        let locked = lowered(shuffled(&pages, Parts::All, &mut random), &lock);
        for (what, other) in [("without a lock", &unlocked), ("with a lock", &locked.0)] {
            let rows: Vec<String> = differences(&names, other).chain(differences(other, &names)).collect();
            assert!(rows.is_empty(), "seed {seed}, {what}:\n{}", rows.join("\n"));
        }
        assert_eq!(lock, locked.1, "lock with seed {seed}");
    }
    say(&format!("{REFERENCE}: {} names are the same in any order", names.len()));
}

/// The parts of a reference that are shuffled.
#[derive(Clone, Copy, PartialEq)]
enum Parts {
    /// Pages and response schemas. Without a lock, arguments are in the order of the page's parameters.
    Schemas,
    /// Parameters and members of bodies as well.
    All,
}

fn shuffled(originals: &[Page], parts: Parts, random: &mut fastrand::Rng) -> Vec<Page> {
    let mut pages: Vec<Page> = originals
        .iter()
        .map(|page| Page::new(&page.file, &shuffled_text(&page.text, parts, random)))
        .collect();
    let changed = pages.iter().zip(originals).filter(|(page, original)| page.text != original.text).count();
    assert!(changed * 2 > originals.len(), "only {changed} pages change");
    random.shuffle(&mut pages);
    pages
}

/// Returns a page with each run of bullets in another order.
fn shuffled_text(text: &str, parts: Parts, random: &mut fastrand::Rng) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    let mut at = 0;
    let mut section = "";
    while at < lines.len() {
        let line = lines[at];
        if line.starts_with('#') || line.starts_with("**Response schema") {
            section = line;
        }
        let is_shuffled = section.starts_with("**Response schema")
            || (parts == Parts::All && (section.ends_with("parameters") && section.starts_with("####")));
        if !is_shuffled || !line.starts_with("* ") {
            out.push(line.to_owned());
            at += 1;
            continue;
        }
        let is_within = |line: &&&str| line.starts_with("* ") || line.starts_with("  ") || line.is_empty();
        let length = lines[at..].iter().take_while(is_within).count();
        // A description of several paragraphs leaves the list; what follows is bound to the bullet above it.
        let ends_list = |line: &&&str| {
            line.is_empty() || line.starts_with('#') || line.starts_with("**") || line.starts_with("Array")
        };
        let whole = lines.get(at + length).iter().all(ends_list);
        if whole {
            let mut run = &lines[at..at + length];
            while let [rest @ .., ""] = run {
                run = rest;
            }
            let is_spaced = run.contains(&"");
            let bullets: Vec<&str> = run.iter().copied().filter(|line| !line.is_empty()).collect();
            let keep = bullets.first().is_some_and(|line| line.ends_with("all of:"));
            let new = if keep {
                bullets.iter().map(|line| (*line).to_owned()).collect()
            } else {
                shuffled_bullets(&bullets, 0, random)
            };
            for (count, line) in new.into_iter().enumerate() {
                if is_spaced && count > 0 && line.starts_with("* ") {
                    out.push(String::new());
                }
                out.push(line);
            }
            out.resize(out.len() + length - run.len(), String::new());
        } else {
            out.extend(lines[at..at + length].iter().map(|line| (*line).to_owned()));
        }
        at += length;
    }
    out.join("\n")
}

/// Returns the bullets of one level, each with the lines below it, in another order.
fn shuffled_bullets(lines: &[&str], indent: usize, random: &mut fastrand::Rng) -> Vec<String> {
    let is_bullet = |line: &str| line.get(indent..).is_some_and(|rest| rest.starts_with("* "));
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if !is_bullet(line) => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    random.shuffle(&mut blocks);
    let mut out = Vec::with_capacity(lines.len());
    for block in blocks {
        out.push(shuffled_values(block[0], random));
        let is_child = |line: &&&str| line.get(indent + 2..).is_some_and(|rest| rest.starts_with("* "));
        let prose = block[1..].iter().take_while(|line| !is_child(line)).count();
        out.extend(block[1..=prose].iter().map(|line| shuffled_values(line, random)));
        let children = &block[1 + prose..];
        // A later part of "all of" narrows an earlier one.
        if block[0].ends_with("all of:") {
            out.extend(children.iter().map(|line| (*line).to_owned()));
        } else {
            out.extend(shuffled_bullets(children, indent + 2, random));
        }
    }
    out
}

/// Returns a line with its known values in another order.
fn shuffled_values(line: &str, random: &mut fastrand::Rng) -> String {
    for start in ["enum: `", "Can be one of: `"] {
        let Some(at) = line.find(start).map(|at| at + start.len() - 1) else { continue };
        let mut values: Vec<&str> = Vec::new();
        let mut rest = &line[at..];
        while let Some(end) = rest.strip_prefix('`').and_then(|value| value.find('`')) {
            values.push(&rest[..end + 2]);
            rest = &rest[end + 2..];
            rest = match rest.strip_prefix(", `") {
                Some(_) => &rest[2..],
                None => break,
            };
        }
        random.shuffle(&mut values);
        return format!("{}{}{rest}", &line[..at], values.join(", "));
    }
    line.to_owned()
}
