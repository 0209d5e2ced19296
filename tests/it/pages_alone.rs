//! Each page of whole references is a reference of its own: its crate compiles without a warning, and a second run changes nothing.
//!
//! A page alone lacks what other pages show of its objects, so that it has other names and other types than in its reference.
//!
//! A sample of the pages is tried, or all where `DOCWRIGHT_PAGES` is `all`. If it is a number, other pages are tried.

use std::collections::HashSet;
use std::path::Path;

use docwright::hash::sha256;
use docwright::source::Page;
use docwright_tests::{corpus, pages_in, say};

use crate::tiny_crates::{Crates, generated};

/// One of how many pages is taken where not all are tried.
const SAMPLED: u64 = 40;

#[test]
fn each_page_of_a_reference_compiles_alone() {
    let Some(folder) = corpus("pages alone") else { return };
    let seed = std::env::var("DOCWRIGHT_PAGES").unwrap_or_default();
    let pages = distinct_pages(&folder);
    let is_taken = |page: &&Page| {
        let hash = sha256(format!("{seed} {}", page.text).as_bytes());
        let digits = u64::from_str_radix(&hash[..8], 16).expect("a hash is hexadecimal");
        seed == "all" || digits.is_multiple_of(SAMPLED)
    };
    let taken: Vec<&Page> = pages.iter().filter(is_taken).collect();
    assert!(!taken.is_empty(), "none of {} pages is tried", pages.len());
    let mut crates = Crates::new("pages-alone");
    for page in &taken {
        let first = generated(vec![(*page).clone()], "");
        let second = generated(vec![(*page).clone()], &first.names);
        assert!(first.files == second.files && first.names == second.names, "{} changes", page.file);
        crates.add(&first);
    }
    crates.check("check");
    say(&format!("{} of {} pages compile alone", taken.len(), pages.len()));
}

/// The pages of every reference, and one of those with the same text.
fn distinct_pages(folder: &Path) -> Vec<Page> {
    let mut texts = HashSet::new();
    let mut pages = Vec::new();
    for page in pages_in(folder) {
        // The folder of the reference is not part of a page's address.
        let Some((_, file)) = page.file.split_once('/') else { continue };
        if texts.insert(page.text.clone()) {
            pages.push(Page::new(file, &page.text));
        }
    }
    pages
}
