//! A version of the package, kept small: there are many.

use std::fmt::Write as _;

/// A version and what happened to it.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// Its id.
    pub id: u64,
    /// When it was made, in seconds since 1970.
    pub created: i64,
    /// When it was changed last, in seconds since 1970.
    pub updated: i64,
    /// Which of the sets of tags it has ([`super::Setup::tag_sets`]).
    pub tags: u16,
    /// How it is written.
    pub form: Form,
    /// Whether it is gone.
    pub deleted: bool,
    /// How often it stood in a page that was sent whole.
    pub listed: u16,
    /// How often it was deleted with success.
    pub deletions: u16,
    /// How often its deletion was asked for when it was gone already.
    pub deletions_in_vain: u16,
}

/// How a version is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As documented.
    Documented,
    /// Without `metadata`.
    NoMetadata,
    /// With metadata that is not that of a container.
    NoContainer,
    /// Without the list of tags.
    NoTags,
    /// With null in place of the list of tags.
    NullTags,
    /// With twenty nulls as tags.
    NullsAsTags,
    /// Without an id.
    NoId,
    /// With null as the time of the last change.
    NullUpdated,
    /// With something that is no time.
    BadCreated,
    /// Without its name and its URLs, which nothing is decided by.
    NoName,
}

impl Version {
    /// A version as documented.
    pub fn new(id: u64, created: i64, tags: u16) -> Self {
        Self {
            id,
            created,
            updated: created,
            tags,
            form: Form::Documented,
            deleted: false,
            listed: 0,
            deletions: 0,
            deletions_in_vain: 0,
        }
    }

    /// The same version, written in another way.
    #[must_use]
    pub fn form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// Writes it as GitHub does; `place` is the URL of its package.
    pub(super) fn write(&self, json: &mut String, place: &str, tags: &[&str]) {
        let Self { id, form, .. } = *self;
        // Writing to a string cannot fail.
        let _ = json.write_char('{');
        if form != Form::NoId {
            let _ = write!(json, r#""id":{id},"#);
        }
        if form != Form::NoName {
            let digest = id.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let _ = write!(
                json,
                r#""name":"sha256:{digest:016x}{id:016x}{digest:016x}{id:016x}","url":"{place}/versions/{id}",
                "package_html_url":"{place}","html_url":"{place}/{id}","#
            );
        }
        let created = match form {
            Form::BadCreated => "\"yesterday\"".to_owned(),
            _ => time(self.created),
        };
        let updated = match form {
            Form::NullUpdated => "null".to_owned(),
            _ => time(self.updated),
        };
        let _ = write!(json, r#""created_at":{created},"updated_at":{updated}"#);
        let tags: Vec<String> =
            tags.iter().map(|tag| format!("\"{}\"", tag.replace("{id}", &id.to_string()))).collect();
        let container = match form {
            Form::NoContainer => String::new(),
            Form::NoTags => r#","container":{}"#.to_owned(),
            Form::NullTags => r#","container":{"tags":null}"#.to_owned(),
            Form::NullsAsTags => format!(r#","container":{{"tags":[{}]}}"#, ["null"; 20].join(",")),
            _ => format!(r#","container":{{"tags":[{}]}}"#, tags.join(",")),
        };
        if form != Form::NoMetadata {
            let _ = write!(json, r#","metadata":{{"package_type":"container"{container}}}"#);
        }
        json.push('}');
    }
}

fn time(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).expect("the test names times of this age");
    format!("\"{time}\"")
}
