//! Where a schema stands: what names it when it has no name of its own.

/// Where a schema stands, to name what has no name of its own.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// The type that holds it, or what stands for one.
    pub(super) parent: &'a str,
    /// The field or parameter, or nothing for the root of a reply.
    pub(super) field: &'a str,
    /// The key in the lock.
    pub(super) key: String,
    /// The address of the section that prints it.
    pub(super) url: &'a str,
    /// Whether several fields of the parent share what stands here.
    pub(super) siblings: bool,
    /// The whole reply that this is the root of.
    pub(super) reply: Option<Reply<'a>>,
}

/// A whole reply.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reply<'a> {
    /// The title of its endpoint.
    pub(super) title: &'a str,
    /// What replies of its kind are called, whatever scope they belong to.
    pub(super) noun: &'a str,
}

impl<'a> Place<'a> {
    /// The place of a field or parameter.
    pub(super) fn new(parent: &'a str, field: &'a str, key: String, url: &'a str) -> Self {
        Self { parent, field, key, url, siblings: false, reply: None }
    }

    /// What stands here, for its docs.
    pub(super) fn words(&self) -> String {
        match self.reply {
            Some(reply) => format!("The reply of \"{}\"", reply.title),
            None => format!("{} of {}", self.field, self.parent),
        }
    }
}
