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
    /// Whether it is sent or received.
    pub(super) direction: Direction,
    /// The documentation of the parameter or member that is sent.
    pub(super) prose: &'a str,
}

/// Whether a value is sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// It is a part of requests.
    Sent,
    /// It is a part of replies.
    Received,
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
    /// The place of a field in a reply.
    pub(super) fn new(parent: &'a str, field: &'a str, key: String, url: &'a str) -> Self {
        let direction = Direction::Received;
        Self { parent, field, key, url, siblings: false, reply: None, direction, prose: "" }
    }

    /// The place of a parameter, or of a member of something that is sent.
    pub(super) fn sent(parent: &'a str, field: &'a str, key: String, url: &'a str, prose: &'a str) -> Self {
        Self { direction: Direction::Sent, prose, ..Self::new(parent, field, key, url) }
    }

    /// What stands here, for its docs.
    pub(super) fn words(&self) -> String {
        match self.reply {
            Some(reply) => format!("The reply of \"{}\"", reply.title),
            None => format!("{} of {}", self.field, self.parent),
        }
    }
}
