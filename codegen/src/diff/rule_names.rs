//! Rules by the names that people write.

use super::rules::RuleId;

/// How alike two names have to be for one to be meant by the other, from 0 to 1.
const ALIKE: f64 = 0.75;

/// The rule of a name, or a sentence that says which one may be meant.
pub fn rule_named(name: &str) -> Result<RuleId, String> {
    RuleId::parse(name).ok_or_else(|| match nearest(name) {
        Some(rule) => format!("there is no rule `{name}`; did you mean `{rule}`?"),
        None => format!("there is no rule `{name}`; `cargo xtask diff --rules` lists them"),
    })
}

fn nearest(name: &str) -> Option<RuleId> {
    let name = name.trim().to_lowercase().replace([' ', '_'], "-");
    let likeness = |rule: RuleId| strsim::normalized_damerau_levenshtein(&name, rule.as_str());
    let rated = RuleId::ALL.iter().map(|rule| (likeness(*rule), *rule));
    let (likeness, rule) = rated.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (likeness >= ALIKE).then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let table = [
            ("param-removed", "Ok(ParamRemoved)"),
            ("param-remvoed", "did you mean `param-removed`?"),
            ("Param Became Required", "did you mean `param-became-required`?"),
            ("everything", "`cargo xtask diff --rules` lists them"),
        ];
        for (name, expected) in table {
            let said = format!("{:?}", rule_named(name));
            assert!(said.contains(expected), "{name}: {said}");
        }
    }
}
