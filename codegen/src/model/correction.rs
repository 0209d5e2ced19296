//! What people know better than a page, beside the fact that it is about.

/// What `quirks.toml` says of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Correction {
    /// What callers should know; it becomes part of the docs.
    pub remark: Option<String>,
    /// Whether something is said otherwise than on the page; a remark alone corrects nothing.
    pub corrected: bool,
    /// Whether it settles if the value may be null, where the page hides that.
    pub null_settled: bool,
}

impl Correction {
    /// Adds a remark to those that stand already.
    pub fn add_remark(&mut self, remark: &str) {
        self.remark = Some(match self.remark.take() {
            Some(known) => format!("{known} {remark}"),
            None => remark.to_owned(),
        });
    }
}
