//! Bodies of a request that are no JSON.

use std::collections::BTreeMap;

use super::body::Body;
use super::draft::Draft;
use super::form::Form;

/// The header that says what a body is.
const CONTENT_TYPE: &str = "content-type";

impl<C> Draft<C> {
    /// Sets a body that is sent as it is, and what it is unless [`Draft::content_type`] has said so.
    #[must_use]
    pub fn content(mut self, media_type: impl Into<String>, body: impl Into<Body>) -> Self {
        self.parts.content = Some(body.into());
        self.parts.headers.entry(CONTENT_TYPE.to_owned()).or_insert_with(|| media_type.into());
        self
    }

    /// Says what the body is: its media type.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.parts.headers.insert(CONTENT_TYPE.to_owned(), media_type.into());
        self
    }

    /// Sends the body as a form (`multipart/form-data`): each member is a part of it, texts as they are and others as JSON.
    #[must_use]
    pub fn form(self) -> Self {
        self.with_files(|_| {})
    }

    /// Sends the body as a form without files (`application/x-www-form-urlencoded`): texts unchanged, other members as JSON.
    #[must_use]
    pub fn urlencoded_form(mut self) -> Self {
        self.parts.form = Some(Form::Urlencoded);
        self
    }

    /// Sets a part of the form that is a file. It has to be at hand: a stream is refused when the request is sent.
    #[must_use]
    pub fn part(self, name: &'static str, file: impl Into<Body>) -> Self {
        self.with_files(|files| {
            files.insert(name, file.into());
        })
    }

    fn with_files(mut self, change: impl FnOnce(&mut BTreeMap<&'static str, Body>)) -> Self {
        let mut files = match self.parts.form {
            Some(Form::Multipart(files)) => files,
            Some(Form::Urlencoded) | None => BTreeMap::new(),
        };
        change(&mut files);
        self.parts.form = Some(Form::Multipart(files));
        self
    }
}
