//! When a comparison fails a build.

use std::str::FromStr;

use super::report::Report;
use super::verdict::{Rust, Wire};

/// From which verdict on a report fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// Never: the report is for a reader.
    #[default]
    Never,
    /// At any change that is not ignored, prose included.
    Any,
    /// At a change that means so much on the wire.
    Wire(Wire),
    /// At a change that means so much for code.
    Rust(Rust),
}

impl FailOn {
    /// Whether a report fails; what the ignore file excuses does not count.
    pub fn fails(self, report: &Report) -> bool {
        match self {
            Self::Never => false,
            Self::Any => !report.changes.is_empty(),
            Self::Wire(least) => report.changes.iter().any(|change| change.wire >= least),
            Self::Rust(least) => report.changes.iter().any(|change| change.rust >= least),
        }
    }
}

impl FromStr for FailOn {
    type Err = String;

    /// Reads `none`, `any`, `wire`, `rust`, `wire:LEVEL` or `rust:LEVEL`; without a level, breaking is meant.
    fn from_str(text: &str) -> Result<Self, String> {
        let (side, level) = text.split_once(':').unwrap_or((text, "breaking"));
        // A level of `none` would fail at everything, which is called `any`.
        match side {
            "none" if text == side => Ok(Self::Never),
            "any" if text == side => Ok(Self::Any),
            "wire" => level_of(&Wire::ALL[1..], Wire::as_str, level).map(Self::Wire),
            "rust" => level_of(&Rust::ALL[1..], Rust::as_str, level).map(Self::Rust),
            _ => Err("it is none, any, wire, rust, wire:LEVEL or rust:LEVEL".to_owned()),
        }
    }
}

fn level_of<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str, wanted: &str) -> Result<T, String> {
    all.iter().copied().find(|level| word(*level) == wanted).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|level| word(*level)).collect();
        format!("`{wanted}` is no level; it is one of {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read() {
        let table = [
            ("none", Ok(FailOn::Never)),
            ("any", Ok(FailOn::Any)),
            ("wire", Ok(FailOn::Wire(Wire::Breaking))),
            ("rust", Ok(FailOn::Rust(Rust::Breaking))),
            ("wire:risky", Ok(FailOn::Wire(Wire::Risky))),
            ("rust:docs", Ok(FailOn::Rust(Rust::Docs))),
            ("wire:docs", Err("`docs` is no level; it is one of compatible, risky, breaking")),
            (
                "rust:none",
                Err("`none` is no level; it is one of docs, additive, deprecated, behavioural, breaking"),
            ),
            ("any:risky", Err("it is none, any, wire, rust, wire:LEVEL or rust:LEVEL")),
            ("", Err("it is none, any, wire, rust, wire:LEVEL or rust:LEVEL")),
        ];
        for (text, expected) in table {
            assert_eq!(text.parse::<FailOn>(), expected.map_err(str::to_owned), "{text}");
        }
    }
}
