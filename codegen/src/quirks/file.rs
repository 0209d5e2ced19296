//! The text of `quirks.toml` → entries, each checked by itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

use super::entries::{
    Change, DefaultChange, Entry, FieldQuirk, LineQuirk, ObjectPlace, ParameterQuirk, ReplyChange,
    ReplyQuirk, ValueChange,
};
use super::{Day, QuirkError, Quirks, is_version};
use crate::model::{ArrayStyle, Location};

/// Tables with keys of their own, and those that every entry has.
macro_rules! tables {
    ($($table:ident { $($keys:tt)* })+) => {
        $(
            #[derive(Clone, Debug, Deserialize)]
            #[serde(deny_unknown_fields, rename_all = "kebab-case")]
            struct $table {
                $($keys)*
                reason: String,
                versions: Option<Vec<String>>,
                until: Option<String>,
            }

            impl $table {
                fn common(&self) -> Common<'_> {
                    Common { reason: &self.reason, versions: self.versions.as_ref(), until: self.until.as_deref() }
                }
            }
        )+
    };
}

/// Tables of values, which can be corrected in the same ways.
macro_rules! value_tables {
    ($($table:ident { $($keys:tt)* })+) => {
        tables! {
            $($table {
                $($keys)*
                name: Option<String>,
                #[serde(rename = "type")]
                words: Option<String>,
                required: Option<bool>,
                nullable: Option<bool>,
                #[serde(default)]
                add_values: Vec<String>,
                #[serde(default)]
                remove_values: Vec<String>,
                #[serde(default)]
                respell_values: BTreeMap<String, String>,
                default: Option<Value>,
                #[serde(default)]
                no_default: bool,
                remark: Option<String>,
            })+
        }
        $(
            impl $table {
                fn change(&self) -> Result<Change, String> {
                    let values = ValueChange {
                        add: self.add_values.clone(),
                        remove: self.remove_values.clone(),
                        respell: self.respell_values.clone().into_iter().collect(),
                    };
                    checked(Change {
                        name: self.name.clone(),
                        words: self.words.clone(),
                        required: self.required,
                        nullable: self.nullable,
                        values,
                        default: default_change(self.default.as_ref(), self.no_default)?,
                        remark: self.remark.clone(),
                    })
                }
            }
        )+
    };
}

value_tables! {
    FieldTable {
        object: Option<String>,
        endpoint: Option<String>,
        status: Option<u16>,
        field: String,
    }
    ParameterTable {
        endpoint: String,
        parameter: String,
        #[serde(rename = "in")]
        place: Option<Location>,
        location: Option<Location>,
        slashes: Option<bool>,
        array: Option<ArrayStyle>,
    }
}

tables! {
    ReplyTable {
        endpoint: String,
        status: u16,
        becomes: Option<u16>,
        #[serde(rename = "type")]
        words: Option<String>,
        description: Option<String>,
        #[serde(default)]
        add: bool,
        #[serde(default)]
        remove: bool,
    }
    LineTable {
        page: String,
        endpoint: Option<String>,
        text: String,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "field")]
    fields: Vec<Spanned<FieldTable>>,
    #[serde(default, rename = "parameter")]
    parameters: Vec<Spanned<ParameterTable>>,
    #[serde(default, rename = "reply")]
    replies: Vec<Spanned<ReplyTable>>,
    #[serde(default, rename = "line")]
    lines: Vec<Spanned<LineTable>>,
}

struct Common<'a> {
    reason: &'a str,
    versions: Option<&'a Vec<String>>,
    until: Option<&'a str>,
}

/// Reads the text of a quirks file.
pub(super) fn parse(text: &str) -> Result<Quirks, Vec<QuirkError>> {
    let file: File = toml::from_str(text)
        .map_err(|error| vec![QuirkError { message: error.to_string().trim_end().to_owned() }])?;
    let mut entries = Entries { text, errors: Vec::new() };
    let quirks = Quirks {
        fields: entries.read(&file.fields, FieldTable::common, field),
        parameters: entries.read(&file.parameters, ParameterTable::common, parameter),
        replies: entries.read(&file.replies, ReplyTable::common, reply),
        lines: entries.read(&file.lines, LineTable::common, line),
    };
    if entries.errors.is_empty() { Ok(quirks) } else { Err(entries.errors) }
}

/// Reads entries of a text, and gathers what is wrong with them.
struct Entries<'a> {
    text: &'a str,
    errors: Vec<QuirkError>,
}

impl Entries<'_> {
    /// `read` says what an entry is about, and what it says or what is wrong with that.
    fn read<T, S>(
        &mut self,
        tables: &[Spanned<T>],
        common: impl Fn(&T) -> Common<'_>,
        read: impl Fn(&T) -> (String, Result<S, String>),
    ) -> Vec<Entry<S>> {
        let mut entries = Vec::with_capacity(tables.len());
        for table in tables {
            let line =
                self.text.get(..table.span().start).map_or(1, |before| before.matches('\n').count() + 1);
            let (about, says) = read(table.get_ref());
            let common = common(table.get_ref());
            let until = common.until.and_then(Day::parse);
            let mut entry = Entry { about, line, versions: common.versions.cloned(), until, says: () };
            let wrong: Vec<QuirkError> = common.problems().iter().map(|rest| entry.error(rest)).collect();
            self.errors.extend(wrong);
            match says {
                Ok(says) => {
                    let Entry { about, line, versions, until, .. } = entry;
                    entries.push(Entry { about, line, versions, until, says });
                }
                Err(problem) => {
                    entry.says = ();
                    self.errors.push(entry.error(&problem));
                }
            }
        }
        entries
    }
}

impl Common<'_> {
    fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.reason.trim().is_empty() {
            found.push("gives no reason: say how we know".to_owned());
        }
        match self.versions.map(Vec::as_slice) {
            Some([]) => found.push("is for no version: name one, or leave `versions` out for all".to_owned()),
            Some(versions) => found.extend(versions.iter().filter(|one| !is_version(one)).map(|one| {
                format!("is for `{one}`, which is no version: write it as in addresses of the documentation, such as `enterprise-server@3.18`")
            })),
            None => {}
        }
        if let Some(until) = self.until.filter(|until| Day::parse(until).is_none()) {
            found.push(format!("holds until `{until}`, which is no day: write it as `2027-01-31`"));
        }
        found
    }
}

fn field(table: &FieldTable) -> (String, Result<FieldQuirk, String>) {
    let object = match (&table.object, &table.endpoint) {
        (Some(title), None) if table.status.is_none() => Ok(ObjectPlace::Titled(title.clone())),
        (None, Some(endpoint)) => Ok(ObjectPlace::Reply { endpoint: endpoint.clone(), status: table.status }),
        (Some(_), None) => Err("has a `status`, which goes with `endpoint`: leave it out".to_owned()),
        _ => Err("needs one of `object` and `endpoint`: the title of the object that holds the field, \
                  or the endpoint that replies it"
            .to_owned()),
    };
    let whose = match &object {
        Ok(ObjectPlace::Reply { endpoint, status: Some(status) }) => {
            format!("`{}` of the {status} of `{endpoint}`", table.field)
        }
        Ok(ObjectPlace::Reply { endpoint, status: None }) => {
            format!("`{}` of the reply of `{endpoint}`", table.field)
        }
        Ok(ObjectPlace::Titled(title)) => format!("`{}` of `{title}`", table.field),
        Err(_) => format!("`{}`", table.field),
    };
    let says = object.and_then(|object| {
        let change = table.change()?;
        if change.states_nothing() {
            return Err(NOTHING.to_owned());
        }
        Ok(FieldQuirk { object, field: table.field.clone(), change })
    });
    (whose, says)
}

/// What is wrong with an entry that has nothing but a place.
const NOTHING: &str = "corrects nothing: say what is right, or give a `remark`";

fn parameter(table: &ParameterTable) -> (String, Result<ParameterQuirk, String>) {
    let place = table.place.map(|place| format!(" in the {}", place.as_str())).unwrap_or_default();
    let about = format!("`{}`{place} of `{}`", table.parameter, table.endpoint);
    let says = table.change().and_then(|change| {
        let elsewhere = table.location.is_some() || table.slashes.is_some() || table.array.is_some();
        if change.states_nothing() && !elsewhere {
            return Err(NOTHING.to_owned());
        }
        Ok(ParameterQuirk {
            endpoint: table.endpoint.clone(),
            parameter: table.parameter.clone(),
            place: table.place,
            location: table.location,
            slashes: table.slashes,
            array: table.array,
            change,
        })
    });
    (about, says)
}

fn reply(table: &ReplyTable) -> (String, Result<ReplyQuirk, String>) {
    let about = format!("the {} of `{}`", table.status, table.endpoint);
    let statuses = [Some(table.status), table.becomes];
    let says = match statuses.into_iter().flatten().find(|status| !(100..600).contains(status)) {
        Some(status) => Err(format!("names {status}, which is no status: they are from 100 to 599")),
        None => reply_change(table),
    };
    let quirk =
        says.map(|change| ReplyQuirk { endpoint: table.endpoint.clone(), status: table.status, change });
    (about, quirk)
}

fn reply_change(table: &ReplyTable) -> Result<ReplyChange, String> {
    let (becomes, words) = (table.becomes, table.words.clone());
    match (table.add, table.remove) {
        (true, false) if becomes.is_none() => {
            Ok(ReplyChange::Add { description: table.description.clone().unwrap_or_default(), words })
        }
        (false, true) if becomes.is_none() && words.is_none() && table.description.is_none() => {
            Ok(ReplyChange::Remove)
        }
        (false, false) if table.description.is_none() && (becomes.is_some() || words.is_some()) => {
            Ok(ReplyChange::Correct { becomes, words })
        }
        _ => Err("has to say one thing: `add = true` (with `type` and `description`), `remove = true`, or \
                  what is right with `becomes` and `type`"
            .to_owned()),
    }
}

fn line(table: &LineTable) -> (String, Result<LineQuirk, String>) {
    let text: Vec<String> =
        table.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let first = text.first().cloned().unwrap_or_default();
    let whose = table.endpoint.as_ref().map(|endpoint| format!(", at `{endpoint}`")).unwrap_or_default();
    let says = if text.is_empty() {
        Err("excuses no line: give its `text` as the page has it".to_owned())
    } else {
        Ok(LineQuirk { page: table.page.clone(), endpoint: table.endpoint.clone(), text })
    };
    (format!("the line \"{first}\" of `{}`{whose}", table.page), says)
}

fn default_change(default: Option<&Value>, none: bool) -> Result<Option<DefaultChange>, String> {
    match (default, none) {
        (Some(_), true) => {
            Err("contradicts itself: it has a `default`, and says `no-default = true`".to_owned())
        }
        (Some(default), false) => Ok(Some(DefaultChange::Is(default.clone()))),
        (None, true) => Ok(Some(DefaultChange::None)),
        (None, false) => Ok(None),
    }
}

/// A change that does not contradict itself.
fn checked(change: Change) -> Result<Change, String> {
    if change.words.is_some() && change.nullable.is_some() {
        return Err(
            "says twice whether it may be null: put it into `type`, as in `string or null`".to_owned()
        );
    }
    let ValueChange { add, remove, respell } = &change.values;
    let mut named: Vec<&String> = add.iter().chain(remove).collect();
    named.extend(respell.iter().flat_map(|(from, to)| [from, to]));
    named.sort();
    if let Some([twice, ..]) = named.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("contradicts itself: it names the value `{twice}` twice"));
    }
    if change.name.as_deref().is_some_and(str::is_empty) {
        return Err("has an empty `name`: give the name that is on the wire".to_owned());
    }
    Ok(change)
}
