//! What is known to fail and is not ours to mend: `tests/conformance/excused.toml`.

use std::path::Path;

use serde::Deserialize;

use super::program::Finding;
use crate::spec_folder::optional;

/// The file of the excuses.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Excuses {
    #[serde(default)]
    excuse: Vec<Excuse>,
}

/// Why something may fail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Excuse {
    /// The example or the call, as findings name it; a `*` at its end stands for anything.
    place: String,
    /// Some of the words of what fails.
    words: String,
    /// The page's line, or what is wrong with the description.
    reason: String,
}

impl Excuses {
    /// Reads the file; without one nothing is excused.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let text = optional(path)?.unwrap_or_default();
        Self::parse(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Reads the text of the file.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let excuses: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let is_bare = |excuse: &&Excuse| excuse.reason.trim().is_empty() || excuse.words.is_empty();
        match excuses.excuse.iter().find(is_bare) {
            Some(excuse) => Err(format!("{:?} needs words and a reason", excuse.place)),
            None => Ok(excuses),
        }
    }

    /// The entry that excuses a finding, by its number.
    pub(super) fn of(&self, finding: &Finding) -> Option<usize> {
        self.excuse.iter().position(|excuse| excuse.is_for(finding))
    }

    /// The entries that nothing needs any more: all but those of these numbers.
    pub(super) fn stale<'a>(&'a self, used: &'a [usize]) -> impl Iterator<Item = &'a Excuse> {
        self.excuse.iter().enumerate().filter(|(number, _)| !used.contains(number)).map(|(_, excuse)| excuse)
    }
}

impl Excuse {
    fn is_for(&self, finding: &Finding) -> bool {
        let is_place = match self.place.strip_suffix('*') {
            Some(front) => finding.place.starts_with(front),
            None => finding.place == self.place,
        };
        is_place && finding.words.contains(&self.words)
    }

    /// It in one line.
    pub(super) fn shown(&self) -> String {
        format!("{}: {}", self.place, self.words)
    }
}
