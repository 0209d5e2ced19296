//! The values of an enum: added, removed, spelt otherwise.

use super::entries::ValueChange;
use super::suggest::did_you_mean;
use super::tally::Tally;

/// Changes a list of values; an empty one is of something that is no enum.
pub(super) fn change(values: &mut Vec<String>, change: &ValueChange, tally: &mut Tally) {
    if values.is_empty() {
        tally.problem("is about values, but the page lists none: any will do");
        return;
    }
    for value in &change.add {
        let absent = !values.contains(value);
        if tally.states("add-values", format!("[\"{value}\"]"), absent) {
            values.push(value.clone());
        }
    }
    for value in &change.remove {
        let said = format!("[\"{value}\"]");
        if values.contains(value) {
            tally.states("remove-values", said, true);
        } else {
            tally.absent("remove-values", said, unlisted("has nothing to remove", value, values));
        }
        values.retain(|known| known != value);
    }
    for (from, to) in &change.respell {
        let said = format!("{{ \"{from}\" = \"{to}\" }}");
        let right = values.contains(to);
        match values.iter().position(|known| known == from) {
            Some(_) if right => tally.problem(format!(
                "makes two values one: the page lists both `{from}` and `{to}`; remove one with `remove-values`"
            )),
            Some(at) => {
                tally.states("respell-values", said, true);
                to.clone_into(&mut values[at]);
            }
            None if right => {
                tally.states("respell-values", said, false);
            }
            None => tally.absent("respell-values", said, unlisted("has nothing to respell", from, values)),
        }
    }
    if values.is_empty() {
        tally.problem("removes all values: say with `type` what it is instead");
    }
}

/// What to say of a value that no place lists.
fn unlisted(what: &str, value: &str, values: &[String]) -> String {
    let known = did_you_mean(value, values.iter().map(String::as_str));
    format!("{what}: the page lists no value `{value}`{known}")
}
