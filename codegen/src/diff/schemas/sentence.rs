//! The sentence that says what has changed, by direction: what a server accepts, and what a response may be.

use super::change::{ChangeKind, ValueOf};
use crate::diff::listing::{code, list_or};

/// Returns the sentence for a change. `name` is the place in words, and `facts` are those of the finding.
pub(super) fn sentence(kind: ChangeKind, of: ValueOf, name: &str, facts: &[String]) -> String {
    let sent = of.is_sent();
    let fact = |at: usize| facts.get(at).map_or("", String::as_str);
    let (was, is) = (code(fact(0)), code(fact(1)));
    let any_of = || list_or(facts.iter().map(String::as_str));
    let by_direction = |sent_verb: &str, received_verb: &str, rest: &str| {
        format!("{name} {} {rest}", if sent { sent_verb } else { received_verb })
    };
    match kind {
        ChangeKind::Added { required } if sent => {
            format!("{name} is new and {}", if required { "required" } else { "optional" })
        }
        ChangeKind::Added { .. } => format!("{name} is new"),
        ChangeKind::Removed { .. } => format!("{name} was removed"),
        ChangeKind::Renamed { .. } => format!("{name} was renamed to {is}"),
        ChangeKind::Moved => format!("{name} is sent in the {} instead of the {}", fact(1), fact(0)),
        ChangeKind::PlaceholderRenamed => format!("the placeholder {was} was renamed to {is}"),
        ChangeKind::BecameRequired => {
            by_direction("is now", "is now always", if sent { "required" } else { "present" })
        }
        ChangeKind::BecameOptional => {
            by_direction("is now", "may be", if sent { "optional" } else { "absent" })
        }
        ChangeKind::NullAdded if sent => format!("{name} accepts `null` as well"),
        ChangeKind::NullAdded => format!("{name} may be `null`"),
        ChangeKind::NullRemoved => by_direction("no longer accepts", "is no longer", "`null`"),
        ChangeKind::NullStated => format!("the page states that {name} may be `null`"),
        ChangeKind::NullUnstated => format!("the page no longer states that {name} may be `null`"),
        ChangeKind::NullForAbsence if fact(0) == "absent" => format!("{name} is absent where it was `null`"),
        ChangeKind::NullForAbsence => format!("{name} is `null` where it was absent"),
        ChangeKind::TypeChanged
        | ChangeKind::TypeWidened
        | ChangeKind::TypeNarrowed
        | ChangeKind::ShapeChanged
        | ChangeKind::ObjectBecameUnion { .. }
        | ChangeKind::UnionBecameObject { .. }
        | ChangeKind::UnionNarrowed
        | ChangeKind::Replaced => format!("{name} is {is} instead of {was}"),
        ChangeKind::VariantsAdded | ChangeKind::ValuesAdded | ChangeKind::SchemaAdded => {
            by_direction("accepts", "may be", &format!("{} as well", any_of()))
        }
        ChangeKind::VariantsRemoved | ChangeKind::ValuesRemoved => {
            by_direction("no longer accepts", "is no longer", &any_of())
        }
        ChangeKind::ValuesRespelled => {
            let pairs = facts.iter().filter_map(|fact| fact.split_once(" -> "));
            let pairs: Vec<String> =
                pairs.map(|(was, is)| format!("{} instead of {}", code(is), code(was))).collect();
            by_direction("accepts", "is", &pairs.join(", "))
        }
        ChangeKind::BecameEnum => by_direction("accepts only", "is always", &any_of()),
        ChangeKind::NoLongerEnum => by_direction("accepts", "may be", "any text"),
        ChangeKind::MapOpened => by_direction("accepts", "may have", "members that are not listed"),
        ChangeKind::MapClosed if sent => format!("{name} no longer accepts members that are not listed"),
        ChangeKind::MapClosed => {
            format!("the page no longer states that {name} may have members that are not listed")
        }
        ChangeKind::FormatAdded => format!("{name} has the format {is}"),
        ChangeKind::FormatRemoved => format!("{name} no longer has the format {was}"),
        ChangeKind::NumberFormatChanged if fact(0) == "none" => format!("{name} has the format {is}"),
        ChangeKind::NumberFormatChanged if fact(1) == "none" => {
            format!("{name} no longer has the format {was}")
        }
        ChangeKind::FormatChanged | ChangeKind::NumberFormatChanged => {
            format!("{name} has the format {is} instead of {was}")
        }
        ChangeKind::DefaultAdded => format!("{name} has the default {is}"),
        ChangeKind::DefaultRemoved => format!("the default {was} of {name} is no longer documented"),
        ChangeKind::DefaultChanged => format!("{name} has the default {is} instead of {was}"),
        ChangeKind::LimitsTightened | ChangeKind::LimitsLoosened | ChangeKind::LimitsChanged => {
            match (fact(0), fact(1)) {
                ("", _) => format!("{name} has the limit {is}"),
                (_, "") => format!("the limit {was} of {name} is no longer documented"),
                _ => format!("{name} has the limit {is} instead of {was}"),
            }
        }
        ChangeKind::Deprecated => format!("{name} is deprecated"),
        ChangeKind::Undeprecated => format!("{name} is no longer deprecated"),
        ChangeKind::DescriptionChanged => format!("the description of {name} has changed"),
        ChangeKind::DescriptionLinksChanged => format!("links in the description of {name} have changed"),
        ChangeKind::Hidden => format!("the page no longer shows what {name} is"),
        ChangeKind::Shown => format!("the page now shows what {name} is"),
        ChangeKind::ResponseHidden => "the page no longer shows what the response is".to_owned(),
        ChangeKind::ResponseShown => "the page now shows what the response is".to_owned(),
        ChangeKind::Retitled => format!("{was} is now called {is}"),
        ChangeKind::Split => format!("{was} is an object of its own here, called {is}"),
        ChangeKind::Merged => format!("{was} is now the same object as {is}"),
    }
}
