//! Names for what several variants of a union became: for all of them, and never that of one.

use std::collections::BTreeSet;

use super::{StructureId, Structures};
use crate::model::SchemaId;
use crate::rust::RustIdent;

/// A word that begins another one is the same word without an ending, if it has as many letters.
const STEM: usize = 4;

/// Word for what has nothing of its own: the values that no other variant of the union is for.
const OTHER: &str = "other";

/// The name of a structure that several variants of a union became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lower) enum MergedName {
    /// Words by themselves.
    Words(String),
    /// The union's own name, with these words behind.
    OfUnion(String),
}

/// Several variants that became one.
#[derive(Debug)]
struct Merged<'a> {
    /// Their titles.
    titles: &'a [String],
    /// A field that all of them always have and no other variant of the union has.
    own_field: Option<&'a str>,
    /// The titles of the other variants.
    others: &'a [String],
}

impl Structures {
    /// Names what several variants of a union became.
    pub(super) fn name_merged(&mut self) {
        let titles = self.groups.iter().flat_map(|group| &group.titles);
        let mut taken: BTreeSet<RustIdent> = titles.map(|title| RustIdent::camel(title)).collect();
        for variants in self.unions() {
            let groups: Vec<Option<usize>> =
                variants.iter().map(|id| self.of_object(*id).map(|StructureId(at)| at)).collect();
            for group in groups.iter().flatten().copied().collect::<BTreeSet<usize>>() {
                let (own, others): (Vec<_>, Vec<_>) =
                    variants.iter().copied().zip(&groups).partition(|(_, of)| **of == Some(group));
                let members: Vec<SchemaId> = own.into_iter().map(|(id, _)| id).collect();
                let titles = self.titles_of(&members);
                if titles.len() < 2 || self.groups[group].merged.is_some() {
                    continue;
                }
                let others: Vec<SchemaId> = others.into_iter().map(|(id, _)| id).collect();
                let merged = Merged {
                    titles: &self.groups[group].titles,
                    own_field: self.own_field(group, &members, &others),
                    others: &self.titles_of(&others),
                };
                let name = merged.name(|name| taken.contains(name));
                if let MergedName::Words(words) = &name {
                    taken.insert(RustIdent::camel(words));
                }
                self.groups[group].merged = Some(name);
            }
        }
    }

    fn titles_of(&self, objects: &[SchemaId]) -> Vec<String> {
        let titles: BTreeSet<&String> =
            objects.iter().filter_map(|id| self.schemas.get(*id).title.as_ref()).collect();
        titles.into_iter().cloned().collect()
    }

    /// The first field of a structure, by name, that all its members always have and no other variant has.
    fn own_field(&self, group: usize, members: &[SchemaId], others: &[SchemaId]) -> Option<&str> {
        let field =
            |id: SchemaId, name: &str| self.schemas.get(id).fields().iter().find(|field| field.name == name);
        let whole = |id: SchemaId| self.of_object(id).map_or(id, |structure| self.get(structure).schema);
        let own = |name: &&str| {
            members.iter().all(|id| field(*id, name).is_some_and(|field| field.required))
                && others.iter().all(|id| field(whole(*id), name).is_none())
        };
        let fields = self.schemas.get(self.groups[group].schema).fields();
        fields.iter().map(|field| field.name.as_str()).filter(own).min()
    }
}

impl Merged<'_> {
    /// The name: the words that the titles have in common, if one of them is in no other title; else with the field in front
    /// that only these variants have.
    fn name(&self, is_taken: impl Fn(&RustIdent) -> bool) -> MergedName {
        let common = common_words(self.titles);
        let others: Vec<String> = self.others.iter().flat_map(|title| words(title)).collect();
        let tells = |word: &String| others.iter().all(|other| same_word(word, other).is_none());
        let tells = common.iter().any(tells);
        let with = |front: &str| joined([words(front), common.clone()].concat());
        let plain = tells.then(|| joined(common.clone()));
        let by_field = self.own_field.map(with);
        let mut wanted = plain.into_iter().chain(by_field).chain([with(OTHER)]);
        let free = wanted.find(|name| !is_taken(&RustIdent::camel(name)));
        match free {
            Some(name) if !common.is_empty() => MergedName::Words(name),
            _ => MergedName::OfUnion(self.own_field.unwrap_or(OTHER).to_owned()),
        }
    }
}

/// Words without one that is there twice in a row.
fn joined(mut words: Vec<String>) -> String {
    words.dedup();
    words.join(" ")
}

/// The words that all titles have in one order; an ending that not all of them have is left out.
fn common_words(titles: &[String]) -> Vec<String> {
    let mut titles = titles.iter().map(|title| words(title));
    let first = titles.next().unwrap_or_default();
    titles.fold(first, |common, title| shared(&common, &title))
}

fn words(text: &str) -> Vec<String> {
    let snake = RustIdent::snake(text);
    snake.as_str().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The longest row of words that is in both.
fn shared(one: &[String], other: &[String]) -> Vec<String> {
    // For each pair of places, how many words are shared behind them.
    let mut behind = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for (i, word) in one.iter().enumerate().rev() {
        for (j, other_word) in other.iter().enumerate().rev() {
            behind[i][j] = match same_word(word, other_word) {
                Some(_) => behind[i + 1][j + 1] + 1,
                None => behind[i + 1][j].max(behind[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut row = Vec::new();
    while let (Some(word), Some(other_word)) = (one.get(i), other.get(j)) {
        match same_word(word, other_word) {
            Some(word) => {
                row.push(word);
                (i, j) = (i + 1, j + 1);
            }
            None if behind[i + 1][j] >= behind[i][j + 1] => i += 1,
            None => j += 1,
        }
    }
    row
}

fn same_word(one: &str, other: &str) -> Option<String> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_stem = short.len() >= STEM && long.starts_with(short);
    (short == long || is_stem).then(|| short.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles, the field of their own, titles of other variants, names that are taken, and the name.
    type Row = (
        &'static [&'static str],
        Option<&'static str>,
        &'static [&'static str],
        &'static [&'static str],
        &'static str,
    );

    #[test]
    fn a_merged_variant_is_named_for_all_its_members() {
        let table: &[Row] = &[
            // The words that they have in common, if that tells them from the others.
            (
                &["Blocked-by Added Event", "Blocked-by Removed Event"],
                Some("by"),
                &["Blocking Event"],
                &[],
                "BlockedByEvent",
            ),
            (
                &["Review Requested Event", "Review Request Removed Event"],
                Some("requested_reviewer"),
                &["Review Dismissed Event"],
                &[],
                "ReviewRequestEvent",
            ),
            (
                &["Sub-issue Added Issue Event", "Sub-issue Removed Issue Event"],
                None,
                &[],
                &[],
                "SubIssueEvent",
            ),
            (&["CreateTagEvent", "DeleteTagEvent"], None, &["PushEvent"], &[], "TagEvent"),
            // Else the field that only they have; the words may be in other titles one by one.
            (
                &["Timeline Assigned Issue Event", "Timeline Unassigned Issue Event"],
                Some("assignee"),
                &["Timeline Comment Event", "Locked Issue Event"],
                &[],
                "AssigneeTimelineIssueEvent",
            ),
            (&["Labeled Event", "Unlabeled Event"], Some("label"), &["Renamed Event"], &[], "LabelEvent"),
            (
                &["Labeled Event", "Unlabeled Event"],
                Some("label"),
                &["Renamed Event"],
                &["LabelEvent"],
                "OtherEvent",
            ),
            (&["Labeled Event", "Unlabeled Event"], None, &["Renamed Event"], &[], "OtherEvent"),
            // Without a word in common, the name of the union with that field.
            (&["Alpha", "Beta"], Some("login"), &["Gamma"], &[], "<union> login"),
            (&["Alpha", "Beta"], None, &["Gamma"], &[], "<union> other"),
            // Never the title of a member.
            (&["Base Gist", "Gist"], Some("files"), &["Snippet"], &["Gist", "BaseGist"], "FilesGist"),
        ];
        for (titles, own_field, others, taken, expected) in table {
            let owned =
                |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| (*text).to_owned()).collect() };
            let (titles, others) = (owned(titles), owned(others));
            let merged = Merged { titles: &titles, own_field: *own_field, others: &others };
            let name = match merged.name(|name| taken.contains(&name.as_str())) {
                MergedName::Words(words) => RustIdent::camel(&words).as_str().to_owned(),
                MergedName::OfUnion(words) => format!("<union> {words}"),
            };
            assert_eq!(name, *expected, "{titles:?}");
        }
    }
}
