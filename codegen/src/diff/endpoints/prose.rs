//! The prose of endpoints.

use super::access::{is_closing, is_stated};
use super::couple::Couple;
use super::draft::{self, subject};
use super::endpoint;
use crate::diff::finding::{Finding, Reach, Subject, SubjectKind};
use crate::diff::prose::{Difference, difference};
use crate::diff::rules::RuleId;
use crate::diff::verdict::{Rust, Wire};

/// Begins a finding about prose.
pub(super) fn finding(difference: Difference, subject: Subject, reach: Reach, message: String) -> Finding {
    let rule = match difference {
        Difference::Links => RuleId::DocLinkVersion,
        Difference::Words => RuleId::DocChanged,
    };
    Finding { rust: Rust::Docs, ..draft::finding(rule, Wire::None, subject, reach, message) }
}

/// Compares the descriptions of an endpoint, without what other findings state.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (before, now) = (&couple.old.endpoint.description, &couple.new.endpoint.description);
    if !couple.same_language || before == now {
        return;
    }
    let rest = |text: &str| -> String {
        // The sentences behind the one about closing down are about what replaces the endpoint.
        let lines = text.lines().map(|line| line.split(". ").take_while(|one| !is_closing(couple, one)));
        let rest: Vec<&str> = lines.flatten().filter(|sentence| !is_stated(couple, sentence)).collect();
        rest.join("\n")
    };
    let Some(difference) = difference(&rest(before), &rest(now)) else { return };
    let (old, new) = couple.spots();
    let message = "the description of the endpoint has changed".to_owned();
    out.push(Finding {
        old,
        new,
        facts: vec!["description".to_owned()],
        ..finding(difference, endpoint::of(&couple.old), couple.reach(), message)
    });
}

/// Makes one finding of all links that name another version only.
pub(in crate::diff) fn one_finding_of_links(found: Vec<Finding>) -> Vec<Finding> {
    let (links, mut rest): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().partition(|finding| finding.rule == RuleId::DocLinkVersion);
    if let Some(first) = links.first() {
        let mut reach: Vec<Reach> = links.iter().flat_map(|finding| finding.reach.iter().copied()).collect();
        reach.sort_unstable();
        reach.dedup();
        let message = "links of the documentation name another version".to_owned();
        let of = subject(SubjectKind::Reference, "links", "");
        rest.push(Finding {
            old: first.old.clone(),
            new: first.new.clone(),
            reach,
            ..finding(Difference::Links, of, Reach::default(), message)
        });
    }
    rest
}
