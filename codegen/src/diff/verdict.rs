//! What a change means: for whoever talks HTTP, and for code that uses the generated crate.

use std::fmt;

use serde::Serialize;

/// What a change means for anyone who talks HTTP, whatever their client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// Nothing: what is sent and received stays the same.
    #[default]
    None,
    /// What worked goes on working.
    Compatible,
    /// What worked goes on being accepted, and may do something else.
    Risky,
    /// What worked fails.
    Breaking,
}

impl Wire {
    /// Every verdict, the mildest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Compatible, Self::Risky, Self::Breaking];

    /// The word that reports print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a change means for code that uses the generated crate and is compiled anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Rust {
    /// Nothing.
    #[default]
    None,
    /// Only what the documentation comments say.
    Docs,
    /// There is more to use.
    Additive,
    /// It compiles with a warning.
    Deprecated,
    /// It compiles, and does something else.
    Behavioural,
    /// It does not compile any more.
    Breaking,
}

impl Rust {
    /// Every verdict, the mildest first.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Docs, Self::Additive, Self::Deprecated, Self::Behavioural, Self::Breaking];

    /// The word that reports print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Docs => "docs",
            Self::Additive => "additive",
            Self::Deprecated => "deprecated",
            Self::Behavioural => "behavioural",
            Self::Breaking => "breaking",
        }
    }

    /// The version bump that it asks for.
    pub fn bump(self) -> Bump {
        match self {
            Self::None => Bump::None,
            Self::Docs => Bump::Patch,
            Self::Additive | Self::Deprecated | Self::Behavioural => Bump::Minor,
            Self::Breaking => Bump::Major,
        }
    }
}

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Which part of a version has to grow, in cargo's terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// None: the crate stays as it is.
    #[default]
    None,
    /// The last part.
    Patch,
    /// The middle part, or the last one below 1.0.
    Minor,
    /// The first part, or the middle one below 1.0.
    Major,
}

impl Bump {
    /// The word that reports print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Which way a changed value travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Neither: the change is about an endpoint, a page or the reference.
    #[default]
    Neither,
    /// From the caller to the server.
    Request,
    /// From the server to the caller.
    Response,
}
