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
}
