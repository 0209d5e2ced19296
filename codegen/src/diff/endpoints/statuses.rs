//! The statuses that an endpoint answers with; their responses are compared elsewhere.

use super::couple::Couple;
use super::draft::{finding, subject};
use super::prose;
use crate::diff::finding::{Finding, Spot, Subject, SubjectKind};
use crate::diff::prose::difference;
use crate::diff::rules::RuleId;
use crate::diff::verdict::Wire;
use crate::model::{Endpoint, Response};

/// Collects the findings.
pub(super) fn findings(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    let (old, new) = (couple.old.endpoint, couple.new.endpoint);
    let mut gone = missing(old, new);
    let mut added = missing(new, old);
    let mut gone_success = taken(&mut gone, old);
    let mut added_success = taken(&mut added, new);
    // A success that replaces another one is one change.
    while !gone_success.is_empty() && !added_success.is_empty() {
        changed(couple, gone_success.remove(0), added_success.remove(0), out);
    }
    for response in gone_success {
        let message = format!("`{}` is no longer a success", response.status);
        // Where another success stays, a caller that handles both goes on working.
        let others = new.responses.iter().any(|response| is_success(new, response.status));
        let wire = if others { Wire::Compatible } else { Wire::Breaking };
        out.push(Finding {
            facts: vec![response.status.to_string()],
            old: Some(Spot::Status(couple.pair.old, response.status)),
            items: vec![couple.output()],
            ..finding(RuleId::StatusSuccessRemoved, wire, of(couple, response), couple.reach(), message)
        });
    }
    for response in added_success {
        let message = format!("`{}` is a success as well", response.status);
        out.push(Finding {
            facts: vec![response.status.to_string()],
            new: Some(Spot::Status(couple.pair.new, response.status)),
            items: vec![couple.output()],
            ..finding(RuleId::StatusSuccessAdded, Wire::Risky, of(couple, response), couple.reach(), message)
        });
    }
    for response in gone {
        let message = format!("the status `{}` is no longer documented", response.status);
        out.push(Finding {
            old: Some(Spot::Status(couple.pair.old, response.status)),
            ..finding(
                RuleId::StatusErrorRemoved,
                Wire::Compatible,
                by_number(response.status),
                couple.reach(),
                message,
            )
        });
    }
    for response in added {
        let message = format!("the status `{}` is now documented", response.status);
        out.push(Finding {
            new: Some(Spot::Status(couple.pair.new, response.status)),
            ..finding(
                RuleId::StatusErrorAdded,
                Wire::Compatible,
                by_number(response.status),
                couple.reach(),
                message,
            )
        });
    }
    if couple.same_language {
        texts(couple, out);
    }
}

fn changed(couple: &Couple<'_>, old: &Response, new: &Response, out: &mut Vec<Finding>) {
    let message = format!("success is `{}` instead of `{}`", new.status, old.status);
    out.push(Finding {
        facts: vec![old.status.to_string(), new.status.to_string()],
        old: Some(Spot::Status(couple.pair.old, old.status)),
        new: Some(Spot::Status(couple.pair.new, new.status)),
        items: vec![couple.output()],
        ..finding(RuleId::StatusSuccessChanged, Wire::Breaking, of(couple, old), couple.reach(), message)
    });
}

fn texts(couple: &Couple<'_>, out: &mut Vec<Finding>) {
    for old in &couple.old.endpoint.responses {
        let Some(new) = couple.new.endpoint.responses.iter().find(|new| new.status == old.status) else {
            continue;
        };
        let message = format!("the description of the status `{}` has changed", old.status);
        out.extend(difference(&old.description, &new.description).map(|difference| Finding {
            old: Some(Spot::Status(couple.pair.old, old.status)),
            new: Some(Spot::Status(couple.pair.new, new.status)),
            ..prose::finding(difference, by_number(old.status), couple.reach(), message)
        }));
    }
}

/// Returns a success, which belongs to its endpoint: the type of the response depends on it.
fn of(couple: &Couple<'_>, response: &Response) -> Subject {
    subject(SubjectKind::Response, couple.old.name(), response.status.to_string())
}

/// Returns an error status, which is the same whatever endpoint answers with it.
fn by_number(status: u16) -> Subject {
    subject(SubjectKind::Response, status.to_string(), "")
}

fn missing<'a>(of: &'a Endpoint, other: &Endpoint) -> Vec<&'a Response> {
    let known = |status: u16| other.responses.iter().any(|response| response.status == status);
    of.responses.iter().filter(|response| !known(response.status)).collect()
}

fn taken<'a>(responses: &mut Vec<&'a Response>, endpoint: &Endpoint) -> Vec<&'a Response> {
    let (success, other) = responses.drain(..).partition(|response| is_success(endpoint, response.status));
    *responses = other;
    success
}

/// Whether a status is one of success. Where the page documents only a redirect, that is the success.
fn is_success(endpoint: &Endpoint, status: u16) -> bool {
    let ok = |status: u16| (200..300).contains(&status);
    let leads_on = |status: u16| matches!(status, 301 | 302 | 303 | 307 | 308);
    ok(status) || (leads_on(status) && !endpoint.responses.iter().any(|response| ok(response.status)))
}
